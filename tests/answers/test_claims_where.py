"""Where a claim is meant: at which inputs, with which values of symbols, after which layer."""

from __future__ import annotations

import pytest
from support.networks import Layer, Network
from support.oracles import size, sizes

import symrf

ALEX = "c11s4 p3s2 c5p2 p3s2"
COUNTED = Network((Layer("c", 11, 4), Layer("p", 3, 2), Layer("c", 5, padding=(2, 2)), Layer("p", 3, 2)), "pytorch")
AT_227 = sizes(227, COUNTED.layers, "pytorch")

WHEN = [
    *("size at w=227, h=227 = {}", "size = {} at w=227,h=227", "size = {} at w=227 and h=227", "size(227) = {}"),
    *("size(w=227) = {}", "size(227,227) = {}", "size for w = 227 = {}", "size = {} for w = 227", "size at 227 = {}"),
    *(
        "size at W=227 = {}",
        "size at W_{{in}}=227 = {}",
        "size at n=227 = {}",
        "size at 227x227 = {}",
        "size at 227×227 = {}",
    ),
    *("size at (3,227,227) = {}", "size at (1, 3, 227, 227) = {}", "size at (227,227) = {}", "W_out(227) = {}"),
    *("size.h for h = 227 = {}", "W_{{out}} = {} at W_{{in}} = 227", "size at width=227 = {}", "{} = size at 227"),
]


@pytest.mark.parametrize("claim", WHEN)
def test_an_input_in_the_words_that_people_use(claim: str) -> None:
    counted = size(227, COUNTED)
    assert counted is not None
    right, wrong = symrf.check(ALEX, [claim.format(counted), claim.format(counted + 1)])
    assert (right.error, right.status, wrong.status) == (None, "proved", "refuted")


def test_a_pair_follows_the_axes_and_a_shape_has_the_height_first() -> None:
    pair, shape, batch = symrf.check(
        "c3", ["size at (9,5) = (7,3)", "size at (4,9,5) = (3,7)", "size at (2,4,9,5) = (3,7)"]
    )
    assert [each.status for each in (pair, shape, batch)] == ["proved"] * 3
    assert pair.notes == ()
    assert shape.notes == ("the shape of the input is read as (channels, h, w)",)
    assert batch.notes == ("the shape of the input is read as (batch, channels, h, w)",)
    (last,) = symrf.check("c3", "size at (9,5,4) = (3,7)", convention="tensorflow")
    assert (last.status, last.notes) == ("proved", ("the shape of the input is read as (h, w, channels)",))
    (volume,) = symrf.check("c3", "size at (9,5,4) = (7,3,2)", axes=("d", "h", "w"))
    assert (volume.status, volume.notes) == ("proved", ())
    (typed,) = symrf.check("c3", "size at h=5,w=9 = (7,3)")  # whatever the order in which they are typed
    assert typed.status == "proved"


FAMILIES = [
    ("((c{k}d{2^i})*{i=0..n-1})*{b}", "rf at k=3,n=10,b=3 = 6139", "t", "proved"),
    ("((c{k}d{2^i})*{i=0..n-1})*{b}", "rf at k=3,n=10 = 1+b*2*1023", "t", "proved"),
    ("c{k}s{s}p{p}", "size at k=3,s=2,p=1 = floor((n-1)/2)+1", "n", "proved"),
    ("c{k}s{s}p{p}", "size at k=3,s=2,p=1,n=9 = 5", "n", "proved"),
    ("c{k}s{s}p{p}", "size = 5 for k=3, s=2, p=1 at n=9", "n", "proved"),
    ("c{k}s{s}p{p}", "size at k=3 = floor((n+2p-k)/s)+1", "n", "proved"),
    ("c{k}", "rf at k=3 = k", "n", "proved"),
    ("c{k}", "rf at k=3 = 4", "n", "refuted"),
]


@pytest.mark.parametrize(("network", "claim", "axis", "status"), FAMILIES)
def test_symbols_have_values_too(network: str, claim: str, axis: str, status: str) -> None:
    (verdict,) = symrf.check(network, claim, axes=axis)
    assert (verdict.error, verdict.status) == (None, status)


def test_a_value_that_a_symbol_may_not_have_is_refused() -> None:
    (verdict,) = symrf.check("c{k}p{(k-1)/2}", "size at k=4 = n", axes="n")
    assert verdict.error is not None
    assert "k" in verdict.error.message


BLOCKS = "stem: c7s2p3 bn relu p3s2p1 layer1: ([c3p1 c3p1 + id])*2 c3 p2 c1-8 dw3 a2 flatten fc10 relu"
# a place, and how many layers come before what is meant
PLACES = [
    ("stem", "c7s2p3"),
    ("pool1", "c7s2p3 bn relu p3s2p1"),
    ("pool", None),
    ("conv1", "c7s2p3"),
    ("conv4", "c7s2p3 bn relu p3s2p1 [c3p1 c3p1 + id] c3p1"),
    ("conv6", "c7s2p3 bn relu p3s2p1 [c3p1 c3p1 + id] [c3p1 c3p1 + id] c3"),
    ("maxpool2", "c7s2p3 bn relu p3s2p1 [c3p1 c3p1 + id] [c3p1 c3p1 + id] c3 p2"),
    ("avgpool", "c7s2p3 bn relu p3s2p1 [c3p1 c3p1 + id] [c3p1 c3p1 + id] c3 p2 c1 dw3 a2"),
    ("relu2", None),
    ("layer1", "c7s2p3 bn relu p3s2p1 [c3p1 c3p1 + id] [c3p1 c3p1 + id]"),
    ("3", "c7s2p3 bn relu"),
]


@pytest.mark.parametrize(("place", "upto"), PLACES)
def test_layers_by_their_kind_and_number(place: str, upto: str | None) -> None:
    network = BLOCKS.partition(" flatten")[0]
    (verdict,) = symrf.check(network, f"size@{place} at 128 = 5")
    if upto is None:
        assert verdict.error is not None
        return
    truth = symrf.derive(upto).at(w=128)["w"]
    right, wrong, field = symrf.check(
        network, [f"size@{place} at 128 = {truth}", f"size@{place}.w at 128 = {truth + 1}", f"rf@{place} = ?"]
    )
    assert (right.status, wrong.status, field.status) == ("proved", "refuted", "proved")
    assert set(field.truth) == {symrf.derive(upto)["w"].receptive_field}


def test_flatten_has_a_size_of_1_and_a_length() -> None:
    report = symrf.check(
        "in1 c3-4 flatten fc10", ["size@flatten at 9 = 196", "size@2 at 9 = 1", "flat@flatten at 9 = 196"]
    )
    assert [verdict.status for verdict in report] == ["refuted", "proved", "proved"]
    assert report[0].notes == ("a flattened layer has size 1 on each axis; the flattened length is 196",)


def test_no_such_layer_says_which_there_are() -> None:
    for place in ("conv3", "flatten", "pool0", "layer9.conv", "9"):
        (verdict,) = symrf.check("c3 p2 c3", f"size@{place} = 3")
        assert verdict.error is not None
        assert verdict.error.message.startswith("there is no layer")
        assert verdict.error.span == (5, 5 + len(place))


def test_claims_without_inputs_are_judged_at_those_that_are_given() -> None:
    claims = ["size = 111", "size = (w-2)/2", "size at 9 = 3", "rf = 4", "size <= 111", "flat = 4*111*111"]
    for network, at in (("in3@224x224 c3-4 p2", {}), ("in3 c3-4 p2", {"w": 224, "h": 224})):
        report = symrf.check(network, claims, at=at)
        expected = ["proved", "conditional", "proved", "proved", "proved", "proved"]
        assert [verdict.status for verdict in report] == expected
        assert report[0].findings[0].inputs == {"w": 224}
        assert report[1].notes == ("it holds at w = 224 and h = 224",)
    (odd,) = symrf.check("in3@225x224 c3 p2", "size = (w-2)/2")
    assert odd.notes == ("it holds at h = 224", "it does not hold at w = 225")
    assert symrf.check("in3@64x32 c3", "size = 9", at={"w": 11, "h": 11})[0].status == "proved"
    assert symrf.check("in3@64x32 c3", "size = (62, 30)")[0].status == "proved"


def test_at_has_values_of_symbols() -> None:
    assert symrf.check("c{k}p1", ["size = 222", "rf = k"], at={"w": 224, "h": 224, "k": 5})[0].status == "proved"
    assert symrf.check_file("c3\nsize = 7\nc5\nsize = 5", at={"w": 9, "h": 9})[1].status == "proved"
    with pytest.raises(symrf.InputError, match="there is no symbol q: choose one of k, w, h"):
        symrf.check("c{k}", "rf = 3", at={"q": 3})


def test_starts_are_counted_from_the_origin() -> None:
    for origin, start in ((0, "0"), (0.5, "0.5"), (1, "1")):
        (verdict,) = symrf.check("c3s2p1 c3s2p1", f"start = {start}", origin=origin)
        assert verdict.status == "proved"
    assert symrf.check_file("c3\nstart = 1.5", origin=0.5)[0].status == "proved"
    with pytest.raises(symrf.InputError, match="the first pixel must be at 0, 1/2 or 1, not at 7"):
        symrf.check("c3", "start = 1", origin=7)


REFUSED = [
    ("size at d=3 = 3", "there is no axis d: the input has w, h", (8, 9)),
    ("size at t=3 = 3", "there is no axis t: the input has w, h", (8, 9)),
    ("size at w=9,w=8 = 5", "w is given twice", (8, 9)),
    ("size(9) = 5 at w=8", "w is given twice", (15, 16)),
    ("size at n=9,w=9 = 5", "n and w are both read as the input on w: give one of them", (12, 13)),
    ("size at w=9 = 5 at W=9", "w and W are both read as the input on w: give one of them", (19, 20)),
    ("H_out at w=9 = 5", "the claim is about h, but gives the input on w: write at h=64", (9, 10)),
    ("size.h: 9 -> 7 -> 5 at w=9", "the claim is about h, but gives the input on w", (23, 24)),
    ("size at 1,000 = 996", "a comma separates the inputs of two axes: write 1000 for 1,000", (8, 13)),
    ("size at (12,024) = 996", "a comma separates the inputs of two axes: write 12024 for 12,024", (9, 15)),
    ("size at w=1,000 = 996", "a comma separates the inputs of two axes", (10, 15)),
    ("size@p1 = 3", "there is no layer named p1: the layers are F", (5, 7)),
    ("size@9 = 3", "there is no layer 9: the network has 2 layers", (5, 6)),
    ("size at w = 3", "the claim ends too soon", (13, 13)),
    ("size at = 3", "write the inputs here, such as at w=64, h=64 or at 224", (8, 9)),
    ("size at foo = 3", "the claim ends too soon", (15, 15)),
    ("size = 3 at w=5 4", "this must come before the inputs", (16, 17)),
    ("size at (1,2,3,4,5) = 3", "an input with 5 sizes is given, but the axes are w, h", (9, 23)),
    ("size at w=5.5 = 3", "write the inputs here", (8, 9)),
]


@pytest.mark.parametrize(("claim", "message", "span"), REFUSED)
def test_an_input_that_is_refused_says_where(claim: str, message: str, span: tuple[int, int]) -> None:
    (verdict,) = symrf.check("c3 c3", claim)
    assert verdict.error is not None
    assert verdict.error.message.startswith(message)
    assert verdict.error.span == span


def test_a_shape_of_keras_has_its_channels_last_whichever_are_the_same() -> None:
    claim = "size at w=34,h=14 = (None, 6, 16, 16)"
    tensorflow, pytorch = (symrf.check("in3 c3s2-16", claim, convention=name)[0] for name in ("tensorflow", "pytorch"))
    assert (tensorflow.status, pytorch.status) == ("proved", "refuted")
    assert pytorch.notes[0] == "the shape is read as h = 16, w = 16, 6 channels, a batch of None"


def test_an_index_of_a_quantity_is_left_out_and_that_is_said() -> None:
    (verdict,) = symrf.check("c3", "size[0] = 7 at w=9,h=9")
    assert verdict.status == "proved"
    assert [note.partition(":")[0] for note in verdict.notes] == ["an index such as [0] is ignored"]


def test_two_letters_for_the_one_axis_are_refused() -> None:
    twice, once, same = symrf.check(
        "in1 c3-4 flatten fc10", ["flat at w=9,h=9 = ?", "flat at h=9 = 28", "flat(9) = 28 at n=9"], axes="n"
    )
    assert twice.error is not None
    assert (twice.error.message, twice.error.span) == ("w and h are both read as n: give one of them", (12, 13))
    assert (once.status, same.status) == ("proved", "proved")


def test_inputs_of_two_axes_that_look_like_groups_of_three() -> None:
    assert symrf.check("c3", "size at 224,112 = (222, 110)")[0].status == "proved"


def test_a_trace_on_an_axis_beside_the_input_that_is_given() -> None:
    right, wrong = symrf.check("c3 c3", ["size.h: 9 -> 7 -> 5", "size.h: 9 -> 7 -> 6"], at={"w": 40})
    assert (right.status, wrong.status) == ("proved", "refuted")


def test_channels_of_a_shape_are_judged_too() -> None:
    right, wrong, unsaid = (
        symrf.check(network, claim)[0]
        for network, claim in (
            ("in3 c11s4-96", "size at 227 = (96, 55, 55)"),
            ("in3 c11s4-96", "size at 227 = (64, 55, 55)"),
            ("c11s4", "size at 227 = (64, 55, 55)"),
        )
    )
    assert (right.status, wrong.status, unsaid.status) == ("proved", "refuted", "proved")
    assert "it has 96 channels" in wrong.notes
    assert any(note.startswith("the channels are not checked") for note in unsaid.notes)
    assert "it is 96" in symrf.check("in3 c11s4-96", "size at 227 = (64, 55, 55)").document("text")


def test_two_sides_of_padding() -> None:
    claims = {"padding = 6:0": "proved", "padding = 0:6": "refuted", "padding = 6": "refuted"}
    report = symrf.check("c5p4:0 c3p2:0", list(claims), axes="t")
    assert [verdict.status for verdict in report] == [*claims.values()]
    assert symrf.check("c7s2same", "padding at n=224 = (2,3)", axes="n")[0].status == "proved"
    assert symrf.check("c7s2same", "padding at n=224 = (3,2)", axes="n")[0].status == "refuted"


def test_rates_and_the_size_of_a_pixel() -> None:
    (timed,) = symrf.check("(c3)*80", "rf = 10.06 ms", axes="t", rate=16000)  # 161 samples
    (wrong,) = symrf.check("(c3)*80", "rf = 10.07 ms", axes="t", rate="16 kHz")
    (wide,) = symrf.check_file("(c3)*80\nrf = 8.05 m", axes="t", pixel="0.05m")
    (unsaid,) = symrf.check("(c3)*80", "rf = 65 ms", axes="t")
    assert (timed.status, wrong.status, wide.status, unsaid.status) == ("proved", "refuted", "proved", "unread")
    assert unsaid.error is not None
    assert "--rate 16000" in unsaid.error.message


def test_rounded_numbers() -> None:
    claims = {
        "params = 0.1k": "proved",
        "params = 0.11k": "proved",
        "params = 0.12k": "refuted",
        "params < 1k": "proved",
    }
    report = symrf.check("in3 c3-4", list(claims))  # 112
    assert [verdict.status for verdict in report] == [*claims.values()]
    assert "it is right to the digits given; exactly, it is 112" in report[0].notes
    (cut,) = symrf.check("in3 c3-57", "params = 1.5k")  # 1596
    assert cut.status == "refuted"
    assert "1596 was cut off, not rounded" in cut.notes


FORMS = [
    "$size = w-2$",
    r"\(size = W_{in}-2\)",
    "$W_{out}$ = $w-2$",
    "size(w) = w-2",
    "size(w, h) = (w-2, h-2)",
    "size := w-2",
]


@pytest.mark.parametrize("claim", FORMS)
def test_a_claim_in_mathematics_and_as_a_function(claim: str) -> None:
    right, wrong = symrf.check("c3", [claim, claim.replace("-2", "-3")])
    assert (right.error, right.status, wrong.status) == (None, "proved", "refuted")


def test_a_name_in_brackets_is_a_network_where_it_is_defined() -> None:
    assert symrf.check_file("n = c5; O = c3 n\nrf(n) = 5\nsize(w) = w-6")[0].status == "proved"
    assert symrf.check("c3", "rf(c5) = 5")[0].status == "proved"
