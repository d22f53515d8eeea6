"""The side of a claim that names a quantity, in the words that people use, and formulas in quantities."""

from __future__ import annotations

import pytest
from support.networks import Layer, Network
from support.oracles import size, spread

import symrf
from symrf.answers.claims.reader import is_claim, parse
from symrf.errors import FormulaError

NET = "c3s2p1 p2 c3"  # on w and h
COUNTED = Network((Layer("c", 3, 2, (1, 1)), Layer("p", 2), Layer("c", 3)), "pytorch")


def counted_field() -> int:
    first, last = spread(60, COUNTED, 3)
    return last - first + 1


FIELD, JUMP = counted_field(), spread(60, COUNTED, 4)[0] - spread(60, COUNTED, 3)[0]

SIZES = [
    *(
        "size",
        "Size",
        "SIZE",
        "shape",
        "output",
        "out",
        "output_size",
        "output size",
        "n_out",
        "O",
        "o",
        "size.w",
        "size_w",
    ),
    *("W_out", "w_out", "W_{out}", r"W_{\text{out}}", r"W_{\mathrm{out}}", r"\text{size}", "$W_{out}$", "out_width"),
    *("H_out", r"H_{out}", "size_h", "size.h", "out_height", "output_shape[i]", "O "),
]
FIELDS = [
    *(
        "rf",
        "RF",
        "field",
        "receptive field",
        "Receptive Field",
        "receptive_field",
        "receptive-field".replace("-", "_"),
    ),
    *("r", r"\text{receptive field}", "rf.w", "rf_h", "RF_W"),
]
JUMPS = ["jump", "Jump", "j", "total stride", "total_stride", "jump_w"]


@pytest.mark.parametrize("name", SIZES)
def test_a_size_by_any_name(name: str) -> None:
    for n in (31, 60):
        right, wrong = symrf.check(
            NET, [f"{name} at {n} = {size(n, COUNTED)}", f"{name} at {n} = {size(n, COUNTED)}+1"]
        )
        assert (right.status, wrong.status) == ("proved", "refuted")


@pytest.mark.parametrize(("name", "truth"), [*((f, FIELD) for f in FIELDS), *((j, JUMP) for j in JUMPS)])
def test_a_field_and_a_jump_by_any_name(name: str, truth: int) -> None:
    right, wrong = symrf.check(NET, [f"{name} = {truth}", f"{name} = {truth + 1}"])
    assert (right.status, wrong.status) == ("proved", "refuted")


@pytest.mark.parametrize(
    ("claim", "axis"), [("W_out = 5", "w"), ("H_{out} = 5", "h"), ("size_h = 5", "h"), ("rf.w=5", "w")]
)
def test_a_name_with_an_axis_is_about_that_alone(claim: str, axis: str) -> None:
    (verdict,) = symrf.check(NET, claim)
    assert [finding.axis for finding in verdict.findings] == [axis]
    assert [finding.axis for finding in symrf.check("c3", claim, axes="n")[0].findings] == ["n"]


def test_a_letter_is_the_networks_where_it_has_one() -> None:
    for network, claim in (("c{O}", "O = n-2"), ("c{r}", "r = 3"), ("j: c3", "j = 1")):
        (verdict,) = symrf.check(network, claim)
        assert verdict.error is not None
        assert "of the network: write" in verdict.error.message
    assert symrf.check("c{r}", "rf = r")[0].status == "proved"
    assert symrf.check("c3 c{k}", "rf = k + 2")[0].status == "proved"


BARE = {
    "floor((w+1)/4)-2": "proved",
    "(floor((w+1)/4)-2, floor((h+1)/4)-2)": "proved",
    "(w-7)/4": "conditional",
    "7": "conditional",
}


@pytest.mark.parametrize(("claim", "status"), BARE.items())
def test_a_value_that_stands_alone_is_a_size(claim: str, status: str) -> None:
    assert symrf.check(NET, claim)[0].status == status


# network, claim, status: what is a formula in quantities on either side
IN_QUANTITIES = [
    ("c3p1 c3p1 (c3s2p1 c3p1 c3p1)*3", "rf*0.05 = 3.65", "refuted"),  # it is 75 times 0.05
    ("c3p1 c3p1 (c3s2p1 c3p1 c3p1)*3", "rf*0.05 = 3.75", "proved"),
    ("c3s2p1 c3s2p1", "start = (jump-1)/2", "refuted"),  # it is 0, and not 3/2
    ("p2 p2", "start = (jump-1)/2", "proved"),
    ("c3s2p1 c3s2p1", "(rf - 1)/2 = jump - 1", "proved"),
    ("c3 c3", "rf <= size", "conditional"),
    ("c3 c3", "2*rf + jump = 11", "proved"),
    ("c{k}", "rf + size = w + 1", "proved"),
    ("c{k}s{s}", "rf/jump = k/s", "proved"),
    ("c3s2", "size_w = size_h", "conditional"),
    ("in1 c3-4", "flat = 4*size_w*size_h", "proved"),
    ("in1 c3-4", "flat/size_w/size_h = 4", "proved"),
    ("in3 c3-4", "params - 4 = 108", "proved"),
    ("in3 c3-4", "macs at 9 = 27*4*49", "proved"),
]


@pytest.mark.parametrize(("network", "claim", "status"), IN_QUANTITIES)
def test_quantities_in_formulas(network: str, claim: str, status: str) -> None:
    (verdict,) = symrf.check(network, claim, axes="w" if "_h" not in claim and "in" not in network else ["w", "h"])
    assert (verdict.error, verdict.status) == (None, status)


def test_a_quantity_in_a_formula_has_its_value_on_each_axis() -> None:
    assert symrf.check("c3x5", "size = w - rf + 1")[0].status == "proved"
    assert symrf.check("c3x5", "size = (w - 3 + 1, h - rf_w + 1)")[0].status == "refuted"
    assert symrf.check("c3x5", "size_h = h - rf_h + 1")[0].status == "proved"


MEANT = [
    ("c{k}", "size = n - kernel + 1", {"kernel": "k"}),
    ("c{k}s{s}", "size = floor((A - B)/C) + 1", {"A": "n", "B": "k", "C": "s"}),
]


def test_own_names_for_symbols_and_inputs() -> None:
    for network, claim, meaning in MEANT:
        assert symrf.check(network, claim, axes="n", meaning=meaning)[0].status == "proved"


def test_a_hint_works_when_it_is_followed() -> None:
    (verdict,) = symrf.check("c{k}", "size = n - zeta + 1", axes="n")
    assert verdict.error is not None
    assert verdict.error.message == "zeta is not known: say what it stands for, as in --meaning zeta=k"
    assert verdict.error.span == (11, 15)
    assert symrf.check("c{k}", "size = n - zeta + 1", axes="n", meaning={"zeta": "k"})[0].status == "proved"


QUESTIONS = [
    ("in1 c3-4", "flat at w=9,h=9 = ?", "196"),
    ("c3 p2", "size at 20 = ?", "9"),
    ("c3 c3", "rf = ?", "5"),
    ("c3", "size = ?", "w-2"),
    ("c3", "2*rf = ?", "6"),
]


@pytest.mark.parametrize(("network", "claim", "answer"), QUESTIONS)
def test_a_question_is_answered(network: str, claim: str, answer: str) -> None:
    report = symrf.check(network, claim)
    assert report[0].status == "proved"
    assert str(report.to_dict()["verdicts"][0]["findings"][0]["claimed"]) == answer
    assert answer in report.document("text").splitlines()[2].partition("it is")[2]


REFUSED = [
    ("sise = 3", "sise is not a quantity", (0, 4)),
    ("sise*2 = 3", "sise is not a quantity", (0, 4)),
    ("sise", "sise is not a quantity", (0, 4)),
    ("3 < 4", "3 is not a quantity", (0, 1)),
    ("size_d = 3", "there is no axis d: the input has w, h", (5, 6)),
    ("D_out = 3", "there is no axis d: the input has w, h", (0, 9)),
    ("flat = 4*size*size", "size has a value on each axis: write size_w for the one on w", (9, 13)),
    ("size = padding + w", "padding has two values here, so it cannot be used in a formula", (7, 14)),
    ("rf = kernal", "kernal is not known", (5, 11)),
    ("= 3", "the claim ends too soon", (0, 0)),
    ("size => 3", "an arrow joins the values of a trace: write size: 224 -> 222, or size >= 3", (0, 4)),
    ("W_{out} -> 9 -> 7", "an arrow joins the values of a trace", (0, 7)),
    ("size[7] = w-2", "there is no index 7", (4, 7)),
    ("size = w + 2*padding[4] - 2", "there is no index 4", (20, 23)),
    ("size = w + 2*padding[10] - 2", "there is no index 10", (20, 24)),
]


@pytest.mark.parametrize(("claim", "message", "span"), REFUSED)
def test_what_is_refused_says_where(claim: str, message: str, span: tuple[int, int]) -> None:
    (verdict,) = symrf.check("in1 c3p1:2-4 c3", claim)
    assert isinstance(verdict.error, FormulaError)
    assert verdict.error.message.startswith(message)
    assert verdict.error.span == span


def test_what_is_not_to_be_had_points_at_the_quantity() -> None:
    params, behind = symrf.check("c3 c3", ["params@2 = 3", "3 < params < 4"])
    assert params.error is not None
    assert behind.error is not None
    assert (params.error.source, params.error.span) == ("params@2 = 3", (0, 8))
    assert str(params.error).splitlines()[1:] == ["  params@2 = 3", "  ^^^^^^^^"]
    assert behind.error.span == (4, 10)


# a line of a file, the names that are defined before it, whether it is a claim
LINES = [
    ("O = F M F", ("F", "M"), False),
    ("O = F M F", (), False),
    ("O = F", ("F",), False),
    ("O = F", (), True),
    ("O = c3 p2", (), False),
    ("O = (c3 p2)*2", (), False),
    ("F = c3; M = p2; O = F M F", (), False),
    ("O = (w-2)/2", (), True),
    ("O = W - 2", (), True),
    ("O = ⌊(w-2)/2⌋", ("w",), True),
    ("out: c3 p2", (), False),
    ("out: 224 -> 222", (), True),
    ("rf: 3", (), True),
    ("rf*2 = 6", (), True),
    ("9-3+1 = 7", (), True),
    ("3 <= rf <= 5", (), True),
    ("224 -> 222 -> 111", (), True),
    ("(w-2)/2", (), True),
    ("(c3 p2)*3", (), False),
    ("c3 -> p2 -> c3", (), False),
    ("(c2d{2^i})*{i=0..n-1}", (), False),
    ("[c3p1 |", (), False),
    ("F1: c3 M: p2", (), False),
    ("X = 3", (), False),
]


@pytest.mark.parametrize(("line", "defined", "claim"), LINES)
def test_what_is_a_claim_and_what_a_network(line: str, defined: tuple[str, ...], claim: bool) -> None:
    assert is_claim(line, defined) is claim


def test_the_output_may_be_defined_and_claimed_in_one_file() -> None:
    text = "F = c3; M = p2\nO = F M F\nO = floor((w-2)/2)-2\nO_w = 5"
    assert [verdict.status for verdict in symrf.check_file(text)] == ["proved", "conditional"]


@pytest.mark.parametrize("name", [*SIZES, *FIELDS, *JUMPS])
def test_a_name_is_read_back(name: str) -> None:
    claim = parse(f"{name} = 7")
    assert parse(claim.text) == claim
