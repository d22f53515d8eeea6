"""Decisions against counting: rows worked out by hand, and random claims one input at a time."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction as Rational
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.claims import claims, holds, one_floors, one_rounding, valued
from support.laws import examples
from support.logic import decide

from symrf.exact.logic.answer import Answer
from symrf.exact.logic.normal_forms import NormalForm, normal_form
from symrf.exact.sets.periodic import Periodic
from symrf.exact.sets.region import Region
from symrf.formulas import limits
from symrf.formulas.reader import parse
from symrf.formulas.relations import Sign
from symrf.formulas.tree import Ceiling, Floor, Number, Sum, Symbol, Written

FAR = 3000  # inputs that are counted one by one
FEW = settings(max_examples=examples(300), deadline=None)
W = Symbol("w")


def shown(condition: Periodic | Region | None) -> str:
    """A condition in a few signs: `0 mod 2 from 12 with 9 without 20..30`."""
    if condition is None:
        return "-"
    if isinstance(condition, Region):
        return " | ".join(" & ".join(f"{side.symbol}: {shown(side)}" for side in box) for box in condition.boxes)
    parts = [f"{','.join(map(str, condition.residues))} mod {condition.modulus}"] if condition.residues else []
    if condition.start != condition.least:
        parts.append(f"from {condition.start}")
    for word, ranges in (("with", condition.included), ("without", condition.excluded)):
        if ranges:
            parts.append(word + " " + ",".join(map(_range, ranges)))
    return " ".join(parts)


def _range(numbers: range) -> str:
    text = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}..{numbers[-1]}"
    return text if numbers.step == 1 else f"{text} by {numbers.step}"


ROWS = """
    # the worked examples of one axis: truth | relation | claim | least | status | where it is true | counterexample
    floor((w-6)/2)            | =  | (w-2)/2-2            | 8   | conditional | 0 mod 2                | 9: 1, 3/2
    floor((w-8)/2)+1          | =  | floor((w-2)/2)-2     | 8   | proved      | -                      | -
    floor((w-8)/2)+1          | =  | floor(w/2)-3         | 8   | proved      | -                      | -
    16*floor((w-60)/16)-124   | =  | w-184                | 188 | conditional | 12 mod 16              | 189: 4, 5
    floor((w-400)/320)+1      | =  | (w-80)/320           | 400 | conditional | 80 mod 320             | 401: 1, 321/320
    w                         | =  | w                    | 1   | proved      | -                      | -
    w-4                       | =  | w-4+0*w              | 5   | proved      | -                      | -
    # ceilings are floors
    ceil(w/4)                 | =  | floor((w+3)/4)       | 1   | proved      | -                      | -
    ceil((w-2)/2)             | =  | floor((w-2)/2)       | 3   | conditional | 0 mod 2                | 3: 1, 0
    ceil(ceil(w/2)/2)         | =  | ceil(w/4)            | 1   | proved      | -                      | -
    floor(ceil(w/2)/2)        | =  | floor((w+1)/4)       | 1   | proved      | -                      | -
    floor(ceil(w/2)/2)        | =  | ceil(floor(w/2)/2)   | 1   | conditional | 0,1,3 mod 4            | 2: 0, 1
    w-2*floor(w/2)            | =  | Mod(w, 2)            | 1   | proved      | -                      | -
    Mod(w, 3)                 | =  | Mod(w, 6)            | 1   | conditional | 0,1,2 mod 6            | 3: 0, 3
    # true for finitely many, or for all but finitely many
    floor(w/2)                | =  | 5                    | 1   | conditional | with 10,11             | 1: 0, 5
    floor(w/2)                | =  | 32                   | 8   | conditional | with 64,65             | 8: 4, 32
    w**2                      | =  | 81                   | 1   | conditional | with 9                 | 1: 1, 81
    w**3                      | =  | 30*w**2-299*w+990    | 1   | conditional | with 9..11             | 1: 1, 721
    max(w, 12)                | =  | w                    | 8   | conditional | 0 mod 1 from 12        | 8: 12, 8
    min(w, 12)                | =  | w                    | 8   | conditional | with 8..12             | 13: 12, 13
    max(w, 12)                | =  | 12                   | 8   | conditional | with 8..12             | 13: 13, 12
    max(w+1, 2*w)             | =  | w+1                  | 1   | conditional | with 1                 | 2: 4, 3
    max(floor(w/2), 5)        | =  | w/2                  | 1   | conditional | 0 mod 2 from 10        | 1: 5, 1/2
    min(w**2, 100*w)          | =  | w**2                 | 1   | conditional | with 1..100            | 101
    min(w, 30-w)              | =  | w                    | 1   | conditional | with 1..15             | 16: 14, 16
    floor(w/4)*2              | =  | max(w-2, 13)/2       | 8   | conditional | 2 mod 4 from 18        | 8: 4, 13/2
    # never true
    floor(w/2)                | =  | w                    | 1   | refuted     | -                      | 1: 0, 1
    w                         | =  | w+1                  | 5   | refuted     | -                      | 5: 5, 6
    w                         | =  | -w                   | 1   | refuted     | -                      | 1: 1, -1
    2*w                       | =  | 4*floor(w/2)+1       | 1   | refuted     | -                      | 1: 2, 1
    floor(w/2)                | =  | 3                    | 8   | refuted     | -                      | 8: 4, 3
    # inequalities: a bound of 10**9 is not counted up to
    floor(w/2)                | <= | w/2                  | 1   | proved      | -                      | -
    floor(w/2)                | >= | w/2                  | 1   | conditional | 0 mod 2                | 1: 0, 1/2
    floor(w/2)                | <= | 1000000000           | 1   | conditional | with 1..2000000001     | 2000000002
    floor(w/2)                | >= | 1000000000           | 1   | conditional | 0 mod 1 from 2000000000 | 1
    w**2                      | >= | 7*w-10               | 1   | conditional | 0 mod 1 without 3,4    | 3: 9, 11
    w                         | <= | w-1                  | 1   | refuted     | -                      | 1: 1, 0
    # division by a formula
    (w**2-4)/(w+2)            | =  | w-2                  | 1   | proved      | -                      | -
    w+9                       | =  | (w**2-81)/(w-9)      | 8   | conditional | 0 mod 1 without 9      | 9: 18, none
    w-1                       | <= | (w**2-81)/(w-9)      | 8   | conditional | 0 mod 1 without 9      | 9: 8, none
    1                         | >= | 12/(w-4)             | 2   | conditional | 0 mod 1 without 4..15  | 4: 1, none
    5                         | =  | 10/(w-w)             | 2   | refuted     | -                      | 2: 5, none
    5                         | =  | 10/0                 | 2   | refuted     | -                      | 2: 5, none
    w**-2                     | =  | 1/(w*w)              | 1   | proved      | -                      | -
    w/(1/w)                   | =  | w**2                 | 0   | conditional | 0 mod 1 from 1         | 0: none, 0
    # no input in it
    49                        | =  | 49                   | 1   | proved      | -                      | -
    49                        | <= | 48                   | 7   | refuted     | -                      | 7: 49, 48
"""


def rows(text: str) -> list[list[str]]:
    """The cells of a table."""
    lines = [line.strip() for line in text.splitlines()]
    return [[cell.strip() for cell in line.split("|")] for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("row", rows(ROWS), ids=lambda row: " ".join(row[:3]))
def test_what_was_worked_out_by_hand(row: list[str]) -> None:
    truth, relation, claim, least, status, where, false = row
    decision = decide(parse(truth), parse(claim), relation, {"w": int(least)})
    assert (decision.status, shown(decision.condition)) == (status, where)
    if false == "-":
        assert decision == Answer("proved")
        return
    at, _, values = false.partition(":")
    assert decision.counterexample == {"w": int(at)}
    if values:
        expected = [None if value.strip() == "none" else Rational(value.strip()) for value in values.split(",")]
        assert [decision.truth_value, decision.claim_value] == expected


@pytest.mark.parametrize("count", [1, 2, 11, 16, 32])
def test_hermites_identity_is_proved_and_off_by_one_refuted(count: int) -> None:
    floors = tuple(Floor((W + index) / count) for index in range(count))
    hermite = floors[0] if count == 1 else Sum(floors)
    assert decide(hermite, W, "=", {"w": 1}).status == "proved"
    assert decide(hermite + 1, W, "=", {"w": 1}).status == "refuted"
    assert decide(hermite, W, "<=", {"w": -5}).status == "proved"


def test_a_stride_that_is_too_large_to_count_up_to_is_decided_by_normal_forms() -> None:
    nested, hand = W, W
    for _ in range(40):  # 40 layers c3 p2, each floor((w-2)/2)
        nested, hand = Floor((nested - 2) / 2), (hand - 2) / 2
    least, stride = 3 * 2**40 - 2, 2**40
    closed = Floor((W + 2) / stride) - 2
    assert decide(nested, closed, "=", {"w": least}).status == "proved"
    assert decide(nested, closed + 1, "<=", {"w": least}).status == "proved"
    assert decide(nested, closed - 1, "=", {"w": least}).status == "refuted"
    assert decide(nested, hand - 1, "=", {"w": least}).status == "refuted"
    decision = decide(nested, hand, "=", {"w": least})
    assert decision.condition == Periodic("w", least, stride, (stride - 2,), least)
    assert (decision.counterexample, decision.truth_value) == ({"w": least + 1}, 1)
    decision = decide(nested, hand, "=", {"w": least + 1})
    assert decision.counterexample == {"w": least + 1}


@pytest.mark.parametrize("divisor", range(1, 6))
@pytest.mark.parametrize("node", [Floor, Ceiling, lambda tree: tree])
def test_one_fraction_against_one_floor_is_what_counting_finds(
    node: Callable[[Written], Written], divisor: int
) -> None:
    for offset, other, least in product(range(-6, 7), (-3, 0, 4), (1, 2)):
        pair = (node((W + offset) / divisor), Floor((W + other) / divisor))
        one, two = (valued(tree, ("w",)) for tree in pair)
        for relation in ("=", "<=", ">="):
            counted = [holds(one(w), relation, two(w)) for w in range(least, least + 2 * divisor)]
            decision = decide(*pair, relation, {"w": least})
            assert decision.status == ("proved" if all(counted) else "conditional" if any(counted) else "refuted")
            if decision.counterexample is not None:
                assert decision.counterexample == {"w": least + counted.index(False)}
            if isinstance(decision.condition, Periodic):
                assert [w in decision.condition for w in range(least, least + 2 * divisor)] == counted


def test_two_axes_of_a_hand_calculation() -> None:
    truth = parse("64*floor((w-6)/2)*floor((h-6)/2)")
    decision = decide(truth, parse("64*((w-2)/2-2)*((h-2)/2-2)"), "=", {"w": 8, "h": 8})
    assert (decision.status, shown(decision.condition)) == ("conditional", "w: 0 mod 2 & h: 0 mod 2")
    assert (decision.counterexample, decision.truth_value, decision.claim_value) == ({"w": 8, "h": 9}, 64, 96)
    assert decide(truth, parse("64*(floor(w/2)-3)*(floor(h/2)-3)"), "=", {"w": 8, "h": 8}).status == "proved"
    assert decide(truth, parse("64*(floor(w/2)-3)*(floor(h/2)-2)"), "=", {"w": 8, "h": 8}).status == "refuted"


def test_the_condition_of_two_axes_may_be_a_list_of_boxes() -> None:
    decision = decide(parse("Mod(w+h, 2)"), Number(0), "=", {"w": 1, "h": 1})
    assert shown(decision.condition) == "w: 1 mod 2 & h: 1 mod 2 | w: 0 mod 2 & h: 0 mod 2"
    assert decision.counterexample == {"w": 1, "h": 2}
    decision = decide(parse("max(w, 5)*h"), parse("w*h"), "=", {"w": 3, "h": 1})
    assert shown(decision.condition) == "w: 0 mod 1 from 5 & h: 0 mod 1"
    decision = decide(parse("w*h"), parse("w+h+5"), "=", {"w": 1, "h": 1})
    assert (
        shown(decision.condition)
        == "w: with 2 & h: with 7 | w: with 3 & h: with 4 | w: with 4 & h: with 3 | w: with 7 & h: with 2"
    )


def test_an_axis_that_is_not_written_is_at_its_least_in_a_counterexample() -> None:
    decision = decide(W, W + 1, "=", {"h": 3, "w": 5, "d": 2})
    assert decision.counterexample == {"h": 3, "w": 5, "d": 2}


def test_three_axes_are_counted_too() -> None:
    domain = {"d": 2, "h": 2, "w": 2}
    truth = parse("8*floor(d/2)*floor(h/2)*floor(w/2)")
    assert decide(truth, parse("8*floor(d/2)*floor(w/2)*floor(h/2)"), "=", domain).status == "proved"
    decision = decide(truth, parse("d*h*w"), "=", domain)
    assert shown(decision.condition) == "d: 0 mod 2 & h: 0 mod 2 & w: 0 mod 2"
    assert decision.counterexample == {"d": 2, "h": 2, "w": 3}


@pytest.mark.parametrize(
    ("truth", "relation", "claim", "status", "reason", "false"),
    [
        ("Mod(100*w**65+1, w)", "=", "1", "undecided", "a power above 64", None),
        ("Mod(100, w)*(w mod 7)", "<=", "100", "conditional", "a remainder by an input size", 26),
        ("w", "<=", "9**9**9", "undecided", "a power with more than 100,000 bits", None),
        ("w", "<=", "2**(1/2)", "undecided", "a power with a fraction as its exponent", None),
        ("3*floor(w/3)", ">=", "min(w, 10**9)", "conditional", "it would take 999999995 evaluations", 8),
    ],
)  # fmt: skip
def test_what_is_only_tried_is_not_called_proved(
    truth: str, relation: str, claim: str, status: str, reason: str, false: int | None
) -> None:
    decision = decide(parse(truth), parse(claim), relation, {"w": 8})
    assert (decision.status, decision.condition) == (status, None)
    assert decision.reason is not None
    assert decision.reason.startswith(reason)
    assert decision.counterexample == (None if false is None else {"w": false})
    assert decision.tried <= limits.TRUTH_TRIED
    assert not decision.complete


@pytest.mark.parametrize(
    ("truth", "relation", "claim", "status", "where"),
    [
        ("2**w", "=", "w", "refuted", "-"),
        ("2**w", ">=", "w", "proved", "-"),
        ("2**w", "<=", "1000", "conditional", "with 8,9"),
        ("2**w", "=", "1024", "conditional", "with 10"),
        ("2**w", "=", "1023", "refuted", "-"),
        ("floor(1/w)", "=", "0", "proved", "-"),
        ("1", "=", "2**(1/2)", "refuted", "-"),
        ("Mod(100, w)", "<=", "w", "proved", "-"),
        ("w**65", ">=", "w", "proved", "-"),
        ("Mod(w, 5000011)", "=", "w", "conditional", "with 8..5000010"),
        ("max(w, 9999999)", "=", "w", "conditional", "0 mod 1 from 9999999"),
        ("min(w, 10*floor(w/10**30))", "=", "w-8", "conditional", "with 8"),
        ("floor(w/1000003)*floor(w/17)", "=", "0", "conditional", "with 8..1000002"),
    ],
)
def test_what_only_rises_or_is_settled_is_decided(
    truth: str, relation: Sign, claim: str, status: str, where: str
) -> None:
    decision = decide(parse(truth), parse(claim), relation, {"w": 8})
    assert (decision.status, shown(decision.condition)) == (status, where)


def test_where_a_claim_is_known_to_be_true() -> None:
    assert decide(parse("2**w"), parse("1000"), "<=", {"w": 8}).true_at == {"w": 8}
    assert decide(parse("2**w"), parse("1024"), "=", {"w": 8}).true_at == {"w": 10}
    assert decide(parse("2**w"), parse("1023"), "=", {"w": 8}).true_at is None
    assert decide(parse("w**2"), parse("2*h**2+1"), "=", {"w": 1, "h": 1}).true_at == {"w": 3, "h": 2}


def test_what_is_not_worked_out_is_said_of_inputs_that_are_taken_alone() -> None:
    even = {"w": Periodic("w", 8, 2, (0,), 8)}
    truth, odd = parse("2**w"), parse("2**w+min(1,w mod 2)")
    assert decide(truth, odd, "=", {"w": 8}).counterexample == {"w": 9}
    decision = decide(truth, odd, "=", {"w": 8}, taken=even)
    assert (decision.status, decision.counterexample, decision.true_at) == ("undecided", None, {"w": 8})


def test_scattered_zeros_of_two_axes_are_not_called_refuted_or_proved() -> None:
    decision = decide(parse("w**2"), parse("2*h**2"), "=", {"w": 1, "h": 1})  # the root of 2 is no fraction
    assert (decision.status, decision.condition, decision.counterexample) == ("conditional", None, {"w": 1, "h": 1})
    decision = decide(parse("w**2"), parse("2*h**2+1"), "=", {"w": 1, "h": 1})  # Pell's equation
    assert (decision.status, decision.condition, decision.counterexample) == ("conditional", None, {"w": 1, "h": 1})
    decision = decide(parse("w**2+h**2"), parse("2*w*h"), ">=", {"w": 1, "h": 1})  # true: (w-h)**2 >= 0
    assert (decision.status, decision.counterexample) == ("undecided", None)
    assert decision.tried > 1000


@pytest.mark.parametrize(
    ("truth", "relation", "domain", "message"),
    [
        (W, "<>", {"w": 1}, "not a relation: <>"),
        (W, "=", {"h": 1}, "not in the domain: w"),
        (parse("(w, w)"), "=", {"w": 1}, "a tuple has no single value"),
    ],
)
def test_a_wrong_question_is_refused(truth: Written, relation: str, domain: dict[str, int], message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        decide(truth, Number(1), relation, domain)


@given(claims(), st.integers(0, 12))
@settings(FEW, max_examples=examples(250))
def test_a_decision_is_what_counting_finds(claim: tuple[Written, Written, str], least: int) -> None:
    truth, claimed, relation = claim
    one, two = valued(truth, ("w",)), valued(claimed, ("w",))
    counted = [holds(one(w), relation, two(w)) for w in range(least, least + FAR)]
    decision = decide(truth, claimed, relation, {"w": least})
    if decision.status == "undecided":
        assert str(decision.reason).startswith("it would take ")
        return
    check_ends(decision, counted[0] if len(set(counted)) == 1 else None)
    assert (decision.status == "proved") == (decision.counterexample is None)
    if decision.counterexample is not None:
        false = decision.counterexample["w"]
        assert False not in counted[: false - least]
        assert not holds(one(false), relation, two(false))
        assert (decision.truth_value, decision.claim_value) == (one(false), two(false))
    if decision.status == "conditional" and decision.reason is None:
        where = decision.condition
        assert isinstance(where, Periodic)
        assert [w in where for w in range(least, least + FAR)] == counted
        for w in (10**6, 10**6 + 1, 10**9 + 7, *(numbers[-1] for numbers in where.included)):
            assert (w in where) == holds(one(w), relation, two(w))
        check_form(where, least)


def check_ends(decision: Answer, every: bool | None) -> None:
    """Where counting finds one answer alone, a decision may know of another one farther up, and no more."""
    if decision.status == "proved":
        assert every is True
    if decision.status == "refuted":
        assert every is False


def check_form(where: Periodic, least: int) -> None:
    """The least modulus, and exceptions that are exceptions."""
    assert not where.never
    assert not where.always
    assert where.least == least
    assert where.residues == tuple(sorted(set(where.residues)))
    assert all(0 <= residue < where.modulus for residue in where.residues)
    for shorter in range(1, where.modulus):
        moved = {(residue + shorter) % where.modulus for residue in where.residues}
        assert where.modulus % shorter or moved != set(where.residues)
    assert all(numbers for numbers in (*where.included, *where.excluded))
    pattern = {residue % where.modulus for residue in where.residues}
    for numbers in where.included:
        assert not any(w >= where.start and w % where.modulus in pattern for w in numbers[:100])
    for numbers in where.excluded:
        assert all(w >= where.start and w % where.modulus in pattern for w in numbers[:100])


def check_values(form: NormalForm, tree: Written, first: int) -> None:
    at = valued(tree, ("w",))
    assert [form.at(w) for w in range(first, first + 100)] == [at(w) for w in range(first, first + 100)]


@given(one_rounding(), st.integers(-60, 60))
@FEW
def test_a_formula_of_one_rounding_has_a_normal_form_and_its_values(tree: Written, first: int) -> None:
    form = normal_form(tree)
    assert form is not None
    check_values(form, tree, first)


@given(one_floors(), st.integers(-60, 60))
@FEW
def test_a_normal_form_has_the_values_of_the_formula(tree: Written, first: int) -> None:
    form = normal_form(tree)
    if form is not None:
        check_values(form, tree, first)


@given(claims(("w", "h")), st.integers(0, 4), st.integers(0, 4))
@settings(FEW, max_examples=examples(150))
def test_a_decision_about_two_axes_is_what_counting_finds(
    claim: tuple[Written, Written, str], least_w: int, least_h: int
) -> None:
    truth, claimed, relation = claim
    one, two = valued(truth, ("w", "h")), valued(claimed, ("w", "h"))
    points = list(product(range(least_w, least_w + 40), range(least_h, least_h + 40)))
    counted = [holds(one(*point), relation, two(*point)) for point in points]
    decision = decide(truth, claimed, relation, {"w": least_w, "h": least_h})
    check_ends(decision, counted[0] if len(set(counted)) == 1 else None)
    false = [point for point, true in zip(points, counted, strict=True) if not true]
    if decision.counterexample is not None:
        at = (decision.counterexample["w"], decision.counterexample["h"])
        assert not holds(one(*at), relation, two(*at))
        assert at == min([*false, at], key=lambda point: (sum(point), point))
    where = decision.condition
    if decision.status == "conditional" and isinstance(where, Periodic):
        assert [{"w": w, "h": h}[where.symbol] in where for w, h in points] == counted
    elif decision.status == "conditional" and where is not None:
        assert [{"w": w, "h": h} in where for w, h in points] == counted
        times = [sum(all(n in side for n, side in zip(at, box, strict=True)) for box in where.boxes) for at in points]
        assert max(times) <= 1
