"""Random claims about random networks, against counted windows."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import count
from random import Random
from typing import NamedTuple

import pytest
from support.formulas import Formula, W, mistaken, most, number, over, shifted, spelled, times, values
from support.laws import examples
from support.networks import CONVENTIONS, Layer, Network
from support.oracles import count_windows, size, spread, window_of

import symrf
from symrf.answers.verdicts import Verdict
from symrf.exact.logic.answer import Answer
from symrf.exact.sets.periodic import Periodic
from symrf.formulas.reader import parse
from symrf.formulas.relations import Sign

FAR = 600  # sizes, from the minimum on, of which each claim is looked at
WIDEST = 64  # pixels between neighbouring outputs
RELATIONS: tuple[Sign, ...] = ("=", "=", "=", "=", "<=", ">=")
SPELLINGS = {
    "=": ("=", "=="),
    "<=": ("<=", "≤", r"\le", r"\leq"),
    ">=": (">=", "≥", r"\ge", r"\geq"),
}


class Rounded(NamedTuple):
    """The size floor((n + offset)/stride)."""

    offset: int
    stride: int


class Case(NamedTuple):
    """A claim as its text, and as it is meant: `true` is whether it was made to be right for every size."""

    text: str
    relation: str
    claimed: Formula
    truth: Callable[[int], Fraction]
    minimum: int
    true: bool


def random_chain(random: Random) -> Network:
    """A chain of one to five layers of every kind, under a convention."""
    convention = random.choice(CONVENTIONS)
    while True:
        layers = tuple(random_layer(random, convention) for _ in range(random.randint(1, 5)))
        if jump(layers, convention) <= WIDEST:
            return Network(layers, convention)


def random_layer(random: Random, convention: str) -> Layer:
    """A layer: pools are padded after by no more than their extent, since padding alone is no window."""
    kind = random.choice(("c", "c", "dw", "p", "p", "a", "z", "pass"))
    if kind == "pass":
        return Layer("pass")
    if kind == "z":
        return Layer("z", padding=(random.randint(-2, 2), random.randint(-2, 2)))
    kernel, dilation = random.randint(1, 5), random.choice((None, None, 1, 2, 3))
    stride = random.choice((None, 1, 2, 2, 3, 4))
    if kind in ("c", "dw"):
        return Layer(kind, kernel, stride, random_padding(random, 3), dilation)
    padding = random_padding(random, min(3, Layer("p", kernel, dilation=dilation).extent))
    if convention == "darknet" and padding is None:
        dilation = None
    rounding = random.choice((None, None, "floor", "ceil", "ceil", "rawceil"))
    return Layer(kind, kernel, stride, padding, dilation, rounding)


def random_padding(random: Random, top: int) -> tuple[int, int] | str | None:
    """Nothing, one number of pixels, two, or a rule."""
    one, two = random.randint(0, top), random.randint(0, top)
    return random.choice((None, (one, one), (one, two), random.choice(("same", "valid", "causal"))))


def jump(layers: Sequence[Layer], convention: str) -> int:
    """The pixels between the windows of neighbouring outputs."""
    stride = 1
    for layer in layers:
        stride *= window_of(1000, layer, convention).stride
    return stride


def fitted(counted: Callable[[int], int], first: int, stride: int) -> Rounded:
    """The floor that a count of windows is: it rises by one where the stride divides."""
    rise = next(n for n in count(first) if counted(n + 1) != counted(n)) + 1
    return Rounded(stride * counted(rise) - rise, stride)


def layer_rounded(layer: Layer, convention: str) -> Rounded:
    """The size after a layer, from what is counted at some sizes that are large enough."""
    stride = window_of(1000, layer, convention).stride
    return fitted(lambda n: count_windows(n, layer, convention), 60, stride)


def rounded_up_or_down(random: Random, inside: Formula, size: Rounded) -> Formula:
    """floor((inside + a)/s), part of the offset outside, as a floor, a ceiling, a remainder or two floors."""
    outside = random.choice((0, 0, 1, -1, 2, -(-size.offset // size.stride), size.offset // size.stride))
    offset = size.offset - outside * size.stride
    divisors = [each for each in range(2, size.stride) if size.stride % each == 0]
    match random.choice(("floor", "floor", "floor", "ceil", "mod", "twice" if divisors else "floor")):
        case "floor":
            found = over("floor", shifted(inside, offset), size.stride)
        case "ceil":
            found = over("ceil", shifted(inside, offset - size.stride + 1), size.stride)
        case "mod":
            above = shifted(inside, offset)
            left = over("mod", above, size.stride)
            found = over("over", Formula("sum", (above, left), (1, -1)), size.stride)
        case _:
            first = random.choice(divisors)
            found = over("floor", over("floor", shifted(inside, offset), first), size.stride // first)
    return shifted(found, outside)


def shape(random: Random, layers: Sequence[Rounded], whole: Rounded) -> Formula:
    """The size in one of the ways to write it."""
    match random.choice(("nested", "nested", "closed", "closed", "closed", "extreme", "weighed")):
        case "nested":
            found = W
            for layer in layers:
                found = rounded_up_or_down(random, found, layer)
            return found
        case "extreme":
            sign = random.choice(("min", "max"))
            away = random.randint(0, 3) * (1 if sign == "min" else -1)
            both = [rounded_up_or_down(random, W, whole), shifted(rounded_up_or_down(random, W, whole), away)]
            random.shuffle(both)
            return most(sign, *both)
        case "weighed":
            factor = random.randint(2, 4)
            more = times(factor, rounded_up_or_down(random, W, whole))
            if random.random() < 0.5:
                return over("over", more, factor)
            less = times(factor - 1, rounded_up_or_down(random, W, whole))
            return Formula("sum", (more, less), (1, -1))
    return rounded_up_or_down(random, W, whole)


def without_rounding(layers: Sequence[Rounded]) -> Formula:
    """The size as a hand writes it."""
    found = W
    for layer in layers:
        found = over("over", shifted(found, layer.offset), layer.stride)
    return found


def claim_text(random: Random, left: str, relation: str, claimed: Formula) -> str:
    """A claim, its relation and its formula spelled in one of their ways; some as symrf itself prints the formula."""
    formula = spelled(claimed, random)
    if random.random() < 0.15:
        from symrf.formulas.printing.latex import LATEX
        from symrf.formulas.printing.plain import PLAIN, UNICODE

        formula = random.choice((LATEX, PLAIN, UNICODE))(parse(formula))
    return f"{left} {random.choice(SPELLINGS[relation])} {formula}"


def size_cases(random: Random, network: Network, wrong: bool) -> Case:
    """A claim about the size after all layers or the first few."""
    layers, convention = network.layers, network.convention
    left = random.choice(("size", "size", "shape", "size.w", "size "))
    if random.random() < 0.15:
        place = random.randint(1, len(layers))
        left, layers = f"size@{place}", layers[:place]
    part = Network(layers, convention)
    minimum = next(n for n in count(1) if size(n, part) is not None)

    def counted(n: int) -> int:
        found = size(n, part)
        assert found is not None
        return found

    whole = fitted(counted, minimum, jump(layers, convention))
    each = [layer_rounded(layer, convention) for layer in layers]
    by_hand = random.random() < 0.2
    claimed = without_rounding(each) if by_hand else shape(random, each, whole)
    relation = random.choice(RELATIONS)
    if wrong:
        claimed = mistaken(claimed, random)
    elif random.random() < 0.05 and relation != "=":  # a bound with room to spare
        claimed = shifted(claimed, random.randint(1, 9) * (1 if relation == "<=" else -1))
    true = not wrong and (not by_hand or whole.stride == 1 or relation == "<=")
    text = claim_text(random, left, relation, claimed)
    return Case(text, relation, claimed, lambda n: Fraction(counted(n)), minimum, true)


def field_cases(random: Random, network: Network, wrong: bool) -> Case:
    """A claim about the receptive field, the jump, or the first window's centre, which following taps finds."""
    minimum = next(n for n in count(1) if size(n, network) is not None)
    quantity = random.choice(("rf", "jump", "start"))
    relation = random.choice(RELATIONS)
    wide = next(n for n in count(minimum + 100) if (size(n, network) or 0) >= 4)
    (first, last), (second, _) = spread(wide, network, 1), spread(wide, network, 2)

    def truth(n: int) -> Fraction:
        if quantity != "start":
            return Fraction(last - first + 1 if quantity == "rf" else second - first)
        return Fraction(sum(spread(n, network, 0)), 2)

    value = truth(wide)
    claimed = number(value.numerator) if value.denominator == 1 else over("over", number(value.numerator), 2)
    if random.random() < 0.5:
        away = random.randint(1, 5)
        claimed = shifted(shifted(claimed, -away), away)
    if wrong:
        claimed = mistaken(claimed, random)
    left = {"rf": random.choice(("rf", "field", "rf.w"))}.get(quantity, quantity)
    text = claim_text(random, left, relation, claimed)
    steady = quantity != "start" or all(layer.padding != "same" for layer in network.layers)
    return Case(text, relation, claimed, truth, minimum, not wrong and steady)


def cases(random: Random, number_of_cases: int) -> Iterator[tuple[Network, Case]]:
    """Claims about random networks, four to a network, every other one with a mistake."""
    for place in range(number_of_cases):
        if place % 4 == 0:
            network = random_chain(random)
        few = sum(layer.padding == "same" for layer in network.layers) <= 1
        make = field_cases if few and random.random() < 0.15 else size_cases
        yield network, make(random, network, place % 2 == 1)


def holds(truth: Fraction, relation: str, claim: Fraction) -> bool:
    """Whether a relation holds."""
    return {"=": truth == claim, "<=": truth <= claim, ">=": truth >= claim}[relation]


def check_verdict(case: Case, verdict: Verdict) -> None:
    """Compares a verdict with what is counted at each size from the minimum on."""
    (finding,) = verdict.findings
    decision = finding.decision
    if "w" in finding.domain:
        assert finding.domain["w"] == case.minimum
    sizes = range(case.minimum, case.minimum + FAR)
    above, below = values(case.claimed, sizes)
    claimed = [Fraction(value, below) for value in above]
    truths = list(map(case.truth, sizes)) if finding.domain else [case.truth(case.minimum + 200)] * FAR
    found = [holds(truth, case.relation, claim) for truth, claim in zip(truths, claimed, strict=True)]
    if case.true:
        assert all(found)
    assert verdict.status != "undecided"
    assert (verdict.status == "proved") <= all(found)
    assert (verdict.status == "refuted") <= (not any(found))
    assert (verdict.condition is None) == (verdict.status != "conditional")
    if not finding.domain:
        assert (verdict.status, verdict.counterexample) == ("proved" if found[0] else "refuted", None)
        return
    check_condition(decision, sizes, found)
    check_counterexample(case, decision, sizes, found)
    assert verdict.counterexample == decision.counterexample


def check_condition(decision: Answer, sizes: range, found: list[bool]) -> None:
    """The condition is where the claim holds."""
    if decision.status == "conditional":
        where = decision.condition
        assert isinstance(where, Periodic)
        assert [size in where for size in sizes] == found


def check_counterexample(case: Case, decision: Answer, sizes: range, found: list[bool]) -> None:
    """The counterexample is the least size on which the claim fails."""
    if decision.status == "proved":
        assert decision.counterexample is None
        return
    assert decision.counterexample is not None
    (least,) = decision.counterexample.values()
    assert least == next((size for size, true in zip(sizes, found, strict=True) if not true), max(least, sizes.stop))
    truth, (above, below) = case.truth(least), values(case.claimed, [least])
    assert (decision.truth_value, decision.claim_value) == (truth, Fraction(above[0], below))
    assert not holds(truth, case.relation, Fraction(above[0], below))


@pytest.mark.parametrize("seed", range(examples(20)))
def test_random_claims_are_judged_as_counting_judges_them(seed: int) -> None:
    seen = set()
    for network, case in cases(Random(seed), 100):  # noqa: S311
        verdict = symrf.check(network.text, [case.text], axes=("w",), convention=network.convention)[0]
        try:
            check_verdict(case, verdict)
        except AssertionError as error:
            error.add_note(f"{network.text!r} under {network.convention}: {case.text!r} is {verdict.status}")
            raise
        seen.add(verdict.status)
    assert seen == {"proved", "conditional", "refuted"}


def test_a_verdict_does_not_load_sympy() -> None:
    code = (
        "import sys, symrf\n"
        "verdict = symrf.check('c3s1 p2s2 c3s1', ['size = ((w-2)/2-2, (h-2)/2-2)'])[0]\n"
        "assert (verdict.status, verdict.condition) == ('conditional', 'for even w and h')\n"
        "assert verdict.counterexample == {'w': 9}\n"
        "assert 'sympy' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
