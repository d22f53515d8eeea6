"""Why a number is another: what people published, lists, formulas, and what must not be said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from cases.slips import CASES, Case

import symrf
from symrf.answers.checking import check
from symrf.answers.slips.asked import Asked, Entry, Reason, grounds
from symrf.answers.slips.elsewhere import clipped
from symrf.answers.slips.explaining import explained, why
from symrf.answers.slips.networks import compressed, notation, unrolled, upto, written
from symrf.answers.subjects import Subject
from symrf.answers.verdicts import Verdict
from symrf.formulas import limits
from symrf.formulas.budget import budget
from symrf.formulas.tree import number
from symrf.formulas.values import evaluate
from symrf.networks.conventions import convention
from symrf.networks.notation.reader import parse
from symrf.networks.reading import at_place

EXAMPLES = Path(__file__).parents[2] / "examples"
WELL = 0.85  # of the cases, with their lists, whose first reason is the right one
WELL_ALONE = 0.75


@pytest.fixture(autouse=True)
def _no_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps are counted as ever; the seconds of a busy machine are not."""
    monkeypatch.setattr(limits, "WHY_SECONDS", 60.0)


def network(text: str) -> str:
    """A network, or the example of that name."""
    path = EXAMPLES / f"{text}.symrf"
    return path.read_text("utf-8") if text.isidentifier() and path.exists() else text


def verdicts(case: Case) -> list[Verdict]:
    """The verdicts on the claims of a case."""
    return [
        check(parse(network(each.network or case.network)), [each.claim], case.axes, case.convention)[0]
        for each in case.claims
    ]


def reasons(text: str, *claims: str, axes: tuple[str, ...] = ("w",)) -> list[tuple[Reason, ...]]:
    """The reasons for claims of a list."""
    return list(explained(list(check(parse(text), claims, axes))))


def first(text: str, claim: str, axes: tuple[str, ...] = ("w",)) -> Reason:
    """The first reason for a claim."""
    return reasons(text, claim, axes=axes)[0][0]


# --- what people published


def found(alone: bool) -> tuple[int, int]:
    """How many numbers with a slip there are in the cases, and how many have it as their first reason."""
    known = right = 0
    for case in CASES:
        judged = verdicts(case)
        told = [explained([each])[0] for each in judged] if alone else explained(judged)
        for claim, given in zip(case.claims, told, strict=True):
            if claim.slips:
                known += 1
                right += bool(given) and given[0].name in claim.slips
    return right, known


@pytest.mark.parametrize(("alone", "share"), [(False, WELL), (True, WELL_ALONE)], ids=["lists", "singly"])
def test_published_numbers_have_their_reasons(alone: bool, share: float) -> None:
    right, known = found(alone)
    assert known > 40
    assert right / known >= share


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_right_has_no_reason(case: Case) -> None:
    for claim, verdict, told in zip(case.claims, verdicts(case), explained(verdicts(case)), strict=True):
        assert claim.wrong == (verdict.status != "proved")
        assert claim.wrong or not told


# --- lists


def test_two_numbers_of_a_list_have_one_firm_reason() -> None:
    dilated = "a: (c3 c3) b: (c3d2 c3d2) c: (c3d4 c3d4)"
    told = reasons(dilated, "rf@b = 7", "rf@c = 15")
    assert [each[0].name for each in told] == ["one layer a block"] * 2
    assert all(each[0].firm for each in told)
    assert told[0][0].sentence.endswith("c3 c3d2 (which explains 2 of the numbers in this list)")
    assert not reasons(dilated, "rf@b = 7")[0][0].firm


def test_numbers_that_each_need_a_change_elsewhere_have_no_reason_together() -> None:
    """Without layer 2 it is 5, and without layer 1 it is 9: that is no one slip."""
    for each in reasons("c3d2 c3d4", "rf = 5", "rf = 9"):
        assert not any(reason.firm for reason in each)
        assert not any("in this list" in reason.sentence for reason in each)


def test_one_change_in_one_layer_explains_what_stands_after_it() -> None:
    told = reasons("a: c3 b: c7s5 c: c9 d: c11", "rf@c = 17", "rf@d = 27")
    assert [each[0].network for each in told] == ["c3 c7 c9", "c3 c7 c9 c11"]
    assert all(each[0].firm for each in told)


def test_a_list_that_is_a_row_early() -> None:
    told = reasons("a: c7 b: c5d2 c: c9d4 d: c3d8", "rf@b = 7", "rf@c = 15", "rf@d = 47")
    assert all(each[0].name in ("one row early", "one layer early") and each[0].firm for each in told)


def test_what_is_right_before_doubts_a_slip() -> None:
    """A slip that would show at the first place is not what is wrong at the second."""
    text = "a: c3p1 b: c3"
    alone = {each.name for each in reasons(text, "size@b at w=5 = 5")[0]}
    beside = [each.name for each in reasons(text, "size@a at w=5 = 5", "size@b at w=5 = 2")[1]]
    assert alone
    assert "the +1 lost" not in beside[:1]


def test_one_slip_in_sizes_and_a_flattened_length() -> None:
    text = "conv1: c4-6 pool1: p2 conv2: c3-16 pool2: p2 flatten"
    told = reasons(text, "size@pool2 at w=28, h=28 = 3", "flat at w=28, h=28 = 144", axes=("w", "h"))
    assert [each[0].name for each in told] == ["the +1 lost"] * 2


@pytest.mark.parametrize(("claimed", "name"), [("1700", "cut off"), ("1800", "rounded"), ("18/10", "in thousands")])
def test_a_count_that_is_shortened(claimed: str, name: str) -> None:
    told = reasons("in3 c3p1-64", f"params = {claimed}", axes=("w", "h"))[0]  # 1792 of them
    assert told[0].name == name


def test_a_pair_in_the_other_order() -> None:
    told = reasons("c3 c3 p2", "size at w=28, h=34 = (15, 12)", axes=("w", "h"))[0]
    assert told[0].sentence == "(15, 12) is the pair in reverse order"


# --- what is said


def test_a_reason_says_the_network_that_has_the_number() -> None:
    told = first("(c11 c11)*4 (c11d4 c11d4)*4 (c21d10 c21d10)*4 (c41d25 c41d25)*4", "rf = 5001")
    assert told.network == "(c11)*4 (c11d4)*4 (c21d10)*4 (c41d25)*4"
    assert told.sentence == f"5001 is what one layer per block gives: {told.network}"
    assert told.rule is None
    assert told.value == number(5001)
    assert check(parse(told.network), ["rf = 5001"])[0].status == "proved"


def test_a_reason_says_the_rule() -> None:
    told = first("(c3p1)*2 p2 (c3p1)*2 p2 (c3p1)*3 p2 (c3p1)*3 p2 (c3p1)*3 p2", "rf = 308")
    assert (told.network, told.rule) == (None, "r = (r-1)*s + k, first layer first")
    assert told.sentence.endswith(told.rule or "")


def test_every_network_that_is_shown_has_the_number() -> None:
    for case in CASES:
        judged = verdicts(case)
        for verdict, told in zip(judged, explained(judged), strict=True):
            for each in told:
                if each.network is None or verdict.claim.quantity not in ("field", "size", "start", "jump"):
                    continue
                (finding, *_) = [each for each in verdict.findings if each.decision.status != "proved"]
                claim = f"{verdict.claim.quantity}.{finding.axis} = {verdict.claim.text.rpartition('=')[2]}"
                if "(" in claim and finding.axis in ("h", "w"):
                    continue  # of a pair
                given = ", ".join(f"{axis}={size}" for axis, size in verdict.claim.inputs)
                text = claim.replace(" =", f" at {given} =", 1) if given else claim
                assert check(parse(each.network), [text], case.axes, case.convention)[0].status in (
                    "proved",
                    "conditional",
                )


def test_at_most_three_reasons_with_shares() -> None:
    for case in CASES:
        for told in explained(verdicts(case)):
            assert len(told) <= 3
            assert all(0 < each.share <= 1 for each in told)
            networks = [each.network for each in told if each.network is not None]
            assert len(networks) == len(set(networks))


def test_ties_are_broken_alike() -> None:
    case = next(case for case in CASES if case.name == "B33")
    assert explained(verdicts(case)) == explained(verdicts(case))


@pytest.mark.parametrize(
    ("text", "claim", "before"),
    [
        ("in3@224x224 (c3p1)*2 p2 (c3p1)*2 p2 flatten fc4096 fc1000", "rf = 16", "flatten"),
        ("in1@32x32 c5-6 a2 c5-16 a2 flatten fc84", "rf = 16", "flatten"),
        ("in3@32x32 c3p1-8 p2 gap fc10", "rf = 4", "gap"),
    ],
)
def test_the_field_before_a_head_is_said_to_be_that(text: str, claim: str, before: str) -> None:
    """Nothing else that is said of it is true at the end, where the field is the image's."""
    told = reasons(text, claim, axes=("w", "h"))[0]
    assert told[0].name == "before the head"
    assert f"is the field before {before}: " in told[0].sentence
    assert check(parse(told[0].network or ""), [claim], ("w", "h"))[0].status == "proved"
    false = ("on another axis", "by the convention", "size of the input", "channels")
    assert not any(words in each.sentence for each in told for words in false)


@pytest.mark.parametrize(("text", "values"), [("c3 c5", []), ("c3 c5 c7s3 c9", [24])])  # fields of 7 and 37
def test_the_size_of_the_input_is_said_of_that_alone(text: str, values: list[int]) -> None:
    subject = Subject(parse(text), ("w",), convention("pytorch"), {})
    claim = Asked(subject, "field", range(1, len(subject.chain.links) + 1), (), {"w": 24})
    assert list(clipped(grounds(claim, "field", "w"))) == values


def test_biases_are_what_two_counts_lack() -> None:
    """150 is 156 without biases; as tens that are cut off it would be, with 2400 of 2416, two things."""
    told = reasons("in1@28x28 conv1: c5-6 conv2: c5-16", "params@conv1 = 150", "params@conv2 = 2400", axes=("w", "h"))
    assert [each[0].name for each in told] == ["biases forgotten"] * 2
    assert all(each[0].firm for each in told)


def test_a_number_that_its_verdict_calls_cut_off_is_not_called_so_again() -> None:
    (verdict,) = symrf.check("in128 c3p1-8 c1-28", "params = 9.4K")
    assert verdict.status == "refuted"
    assert "cut off" not in [reason.name for reason in verdict.why]


@pytest.mark.parametrize(
    ("text", "claim", "network"),
    [
        ("c3s2p1", "size = (w-3)/2+1", "c3s2"),
        ("c3s2p1", "size at w=224 = 111", "c3s2"),
        ("c11s4p2", "size at w=227 = 55", "c11s4"),
        ("c3s2p1", "size = 1+(w+2-5)/2", "c5s2p1"),
        ("t3s2p1", "size = 2w", "t3s2p1o1"),
    ],
)
def test_the_usual_slip_comes_first(text: str, claim: str, network: str) -> None:
    told = reasons(text, claim)[0]
    assert told[0].network == network
    assert len({each.network for each in told if each.network}) == sum(each.network is not None for each in told)


@pytest.mark.parametrize("claim", ["size = (w-1)/2", "size = (w+2-3)/2"])
def test_the_law_without_its_1_is_that(claim: str) -> None:
    """c3s2 gives as much; but what is written is the right law, and the 1 is not."""
    assert first("c3s2p1", claim).name == "the +1 lost"


@pytest.mark.parametrize(
    ("text", "said"),
    [("c3s2 c3", "r = sum k*j"), ("c3s2 c3d2", "r = sum E*j, where E = d*(k-1)+1 is the effective kernel")],
)
def test_the_effective_kernel_is_k_where_nothing_is_dilated(text: str, said: str) -> None:
    value = {"c3s2 c3": 9, "c3s2 c3d2": 13}[text]
    told = [each for each in reasons(text, f"rf = {value}")[0] if each.name == "k for k-1 and no 1 added"]
    assert [each.sentence.partition(": ")[2] for each in told] == [said]


def test_a_network_of_no_layers_is_no_reason() -> None:
    assert all(each.network != "" for each in reasons("c{k}s{s}p{p}", "size = w")[0])


# --- formulas


@pytest.mark.parametrize(
    ("text", "claim", "name"),
    [
        ("c{k}s{s}p{p}", "size = floor((w-k+2p)/s)", "the +1 lost"),
        ("c{k}s{s}p{p}", "size = floor((w-k+p)/s)+1", "p for 2p"),
        ("c{k}s{s}p{p}", "size = floor((w-k)/s)+1", "padding forgotten"),
        ("c{k}s{s}d{d}", "size = floor((w-k)/s)+1", "dilations forgotten"),
        ("c{k}s{s}", "size = floor((w+k)/s)+1", "the kernel added"),
        ("t{k}s{s}p{p}o{o}", "size = (w-1)*s-2p+k", "output padding forgotten"),
        ("c3 p2 c3", "size = (w-2)/2-1", "same for valid"),
        ("c3p1 p2 c3p1", "size = floor(w/2)-2", "padding forgotten"),
    ],
)
def test_a_formula_is_what_another_network_or_rule_gives(text: str, claim: str, name: str) -> None:
    told = first(text, claim)
    assert told.name.removeprefix("all ") == name  # of one layer it is the same
    assert told.firm


@pytest.mark.parametrize(
    ("text", "claim", "name"),
    [
        ("(c{2w+1}p{w})*{d}", "rf = d*(2w+1)", "k for k-1 and no 1 added"),
        ("(c3p1 c3p1 p2)*{n}", "rf = 6*2^n-5", "a layer's own stride in its product"),
        ("(c{k}d{2^i})*{i=0..n-1}", "rf = 1+(k-1)*(2^(n-1)-1)", "n-1 for n"),
    ],
)
def test_a_formula_of_a_family(text: str, claim: str, name: str) -> None:
    assert first(text, claim, ("x",)).name == name


def test_what_was_tried_is_not_said_to_be_so() -> None:
    assert first("c{k}s{s}p{p}", "size = floor((w-k+2p)/s)").sentence.endswith("(tested with numbers, not proved)")


# --- what is not said


def test_a_divisibility_is_its_own_reason() -> None:
    assert reasons("c3 p2 c3", "size = (w-6)/2") == [()]


def test_nothing_is_said_of_bounds_and_of_what_is_proved() -> None:
    assert reasons("c3 c3", "rf = 5", "rf <= 4") == [(), ()]


def test_a_number_that_is_nothings_has_no_reason() -> None:
    assert reasons("c7s2p3 p3s2p1 (c3p1)*8", "rf = 70") == [()]


@pytest.mark.parametrize(
    ("claim", "names"),
    [  # 4 bytes for each of 4*30*30 = 3600 values
        ("memory = 14.4", ["in thousands"]),
        ("memory = 14", ["in thousands", "in 1024"]),
        ("memory@1 = 14.06", ["in 1024"]),
        ("memory = 1", []),
    ],
)
def test_a_quantity_of_which_there_are_slips_in_units_alone(claim: str, names: list[str]) -> None:
    (found,) = reasons("in1@32x32 c3-4", claim, axes=("w", "h"))
    assert [each.name for each in found] == names


@pytest.mark.parametrize("claim", ["params = 1", "macs = 1", "flat = 1"])
def test_nothing_that_is_less_than_half_a_thousand_is_counted_in_thousands(claim: str) -> None:
    (found,) = reasons("in1@4 c3-4", claim)  # 16, 24 and 8
    assert not [each for each in found if each.name.startswith("in ")]


@pytest.mark.parametrize(("origin", "claim"), [(0.5, "start = 19/2"), (1, "start = 10")])
def test_slips_in_starts_are_counted_from_the_origin(origin: float, claim: str) -> None:
    """Without padding the first centre is 3 + 1*2 + 1*4 = 9 pixels from the first; laws are counted from 0."""
    (found,) = explained(list(check(parse("c7s2p3 p3s2p1 c3p1"), [claim], ("w",), origin=origin)))
    assert [(each.network, each.rule) for each in found] == [("c7s2 p3s2 c3", None)]
    at_0 = explained(list(check(parse("c7s2p3 p3s2p1 c3p1"), ["start = 9"], ("w",), origin=origin)))[0]
    assert "c7s2 p3s2 c3" not in [each.network for each in at_0]


def test_a_network_that_does_not_take_the_input_is_not_shown() -> None:
    for each in reasons("c2same t4s2p1o1 p3ceil pu2", "size at w=87 = 7")[0]:
        assert each.network is None or check(parse(each.network), ["size at w=87 = 7"])[0].status == "proved"


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("(c3p1)*1000000000000", "rf = 3"),
        ("(c3p1 p2)*300 c3", "rf = 3"),
        ("in3 c3-8 gap fc10", "size = 7"),
        ("u2 t3s2 ps2 pu2", "rf = 9"),
        ("c3 [c3p1 | id | c5p2 [c1 | id]] ad7", "size at w=30 = 9"),
        ("c{k}", "rf = 10^{k}"),
    ],
)
def test_nothing_is_raised(text: str, claim: str) -> None:
    assert isinstance(reasons(text, claim)[0], tuple)


def test_a_quantity_that_is_not_known_says_nothing() -> None:
    subject = Subject(parse("c3 c3"), ("w",), convention("pytorch"), {})
    claim = Asked(subject, "colour", range(1, 3), (Entry("w", number(4), number(5)),))
    assert why([claim, None]) == ((), ())


def test_a_chain_of_fifty_layers_takes_few_steps() -> None:
    """Prefixes and suffixes are composed: walked again for each of a thousand changes, the layers would be 50,000."""
    subject = Subject(parse(" ".join(["c3p1 c5p2 p2s1 c1 c3d2p2"] * 10)), ("w",), convention("pytorch"), {})
    claim = Asked(subject, "field", range(1, 51), (Entry("w", number(77), number(subject_field(subject))),))
    with budget(10**6, None) as allowed:
        why([claim])
    assert 0 < allowed.spent < 10_000


def subject_field(subject: Subject) -> int:
    """The field of a network."""
    return int(evaluate(at_place(subject.tracks[0], len(subject.chain.links)).tree("receptive_field") or number(0), {}))


# --- networks as trees


@pytest.mark.parametrize(
    "text", ["c3 p2 c3", "c3 (c3 c5 p2)*3 c3", "c3 [c3p1 c3p1 | id] c5", "(c3)*5 [c3p1 | (c3p1)*3]"]
)
def test_a_network_that_is_written_shortly_is_the_same(text: str) -> None:
    items = unrolled(written(parse(text)))
    again = parse(notation(compressed(items)))
    assert unrolled(written(again)) == items


def test_a_network_as_far_as_a_place() -> None:
    items = unrolled(written(parse("c3 [c5p2 c7p3 | c1] c9")))
    assert [notation(upto(items, place)) for place in range(1, 7)] == [
        "c3",
        "c3 c5p2",
        "c3 c5p2 c7p3",
        "c3 c1",
        "c3 [c5p2 c7p3 | c1]",
        "c3 [c5p2 c7p3 | c1] c9",
    ]


def test_a_chain_and_a_trace_have_the_reason_of_their_first_wrong_link() -> None:
    for claim in ("size: 28 -> 26 -> 13 -> 13", "size at w=28,h=28 = 26/2-2 = 11 = 13"):
        verdict = symrf.check("c3 p2 c3", claim)[0]
        assert verdict.status == "refuted"
        assert "c3 p2 c3same" in [reason.network for reason in verdict.why]


def test_what_is_of_several_quantities_is_not_explained_as_one() -> None:
    assert symrf.check("c3 p2 c3", "rf*2 = 14", axes="w")[0].why == ()


def test_it_is_asked_why_only_where_that_is_wanted() -> None:
    report = symrf.check("c3 c3 c3", ["rf = 9", "rf = 7"])
    assert [bool(verdict.why) for verdict in report] == [True, False]
    assert not any(replace(report, diagnosed=False).why)
    assert "perhaps 9 is" in report.document()
    assert [bool(each["why"]) for each in report.to_dict()["verdicts"]] == [True, False]
