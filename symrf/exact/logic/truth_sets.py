"""For which whole numbers a relation between two formulas holds: all of them, or all up to a bound that is said.

In this order: by quasi-polynomials (`decision`); by doubling and bisection, where the difference of the sides only
rises or only falls; by trying each number up to one from which on the sign is settled. What is left is tried up to a
bound, and nothing is claimed beyond it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from symrf.exact import _english
from symrf.exact.logic.decision import decide
from symrf.exact.logic.exponentials import exponentials, settled
from symrf.exact.logic.trends import trend
from symrf.exact.sets.boxes import SIGNS
from symrf.exact.sets.periodic import Periodic, Segments, both, condition
from symrf.formulas import limits
from symrf.formulas.relations import FLIPPED, Sign
from symrf.formulas.tree import Power, Written, parts, symbols
from symrf.formulas.values import NoValue, Work, evaluate

__all__ = [
    "Proof",
    "Statement",
    "Truth",
    "everywhere",
    "interval",
    "joint",
    "met",
    "only",
    "truth_set",
]


Proof = Literal["decided", "monotone", "settled", "tried"]
PROOFS: tuple[Proof, ...] = get_args(Proof)  # from the one that says most on


@dataclass(frozen=True, slots=True)
class Statement:
    """`left relation right`, where `left` is what a network is, and `quantity` the word for it."""

    left: Written
    relation: Sign
    right: Written
    quantity: str = ""

    @property
    def symbols(self) -> frozenset[str]:
        """The names of the symbols in it."""
        return symbols(self.left) | symbols(self.right)

    def holds(self, at: dict[str, int], work: Work | None = None) -> bool:
        """Whether it is true of numbers; not, where a side has no value there. ValueError where one is too long.

        `work` is what has been done for sums, where it is shared.
        """
        try:
            left, right = evaluate(self.left, at, work), evaluate(self.right, at, work)
        except NoValue:
            return False
        return (left > right) - (left < right) in SIGNS[self.relation]


@dataclass(frozen=True, slots=True)
class Truth:
    """The numbers for which something holds: all of them, or those up to `bound`."""

    where: Periodic
    proof: Proof
    bound: int | None = None


class _Unsettled(Exception):
    """An end that is not found."""


def truth_set(requirement: Statement, name: str, least: int) -> Truth | None:
    """Where a requirement on one whole number holds, `least` or more; None where its values are too long to work out.

    >>> from symrf.formulas.reader import parse
    >>> truth_set(Statement(parse("5*2^n-4"), ">=", parse("224")), "n", 1).where.start
    6
    """
    decision = decide(requirement.left, requirement.right, requirement.relation, {name: least})
    if decision.status == "proved":
        return Truth(everywhere(name, least), "decided")
    if decision.status == "refuted" and not decision.tried:
        return Truth(interval(name, least, least, least - 1), "decided")
    if decision.status == "conditional" and isinstance(decision.condition, Periodic):
        return Truth(decision.condition, "decided")
    try:
        return _monotone(requirement, name, least) or _tried(requirement, name, least)
    except ValueError:
        return None


def _monotone(requirement: Statement, name: str, least: int) -> Truth | None:
    """Where it holds, if the difference of its sides only rises or only falls."""
    difference, relation = requirement.left - requirement.right, requirement.relation
    found = trend(difference, name, least)
    if found is None or found.way is None:
        return None
    if found.way < 0:
        difference, relation = requirement.right - requirement.left, FLIPPED[relation]
    search = _Ends(difference, name, least, Work(limits.TRUTH_OPERATIONS))
    try:
        first = None if relation == "<=" else search.first(0)
        beyond = None if relation == ">=" else search.first(1)
    except _Unsettled:
        return None
    if relation != "<=" and first is None:
        return Truth(interval(name, least, least, least - 1), "monotone")
    last = None if beyond is None else beyond - 1
    return Truth(interval(name, least, least if first is None else first, last), "monotone")


@dataclass(frozen=True, slots=True)
class _Ends:
    """The ends of where a formula that never falls is 0 or more, or above 0."""

    rising: Written
    name: str
    least: int
    work: Work

    def first(self, above: int) -> int | None:
        """The least number with a value of 0 or more, or for 1 above 0; None where there is none."""

        def there(at: int) -> bool:
            value = evaluate(self.rising, {self.name: at}, self.work)
            return value > 0 if above else value >= 0

        width, low = 1, self.least - 1
        while not there(low + width):
            tail = trend(self.rising, self.name, low + width)
            if tail is not None and (tail.high <= 0 if above else tail.high < 0):
                return None
            if width > limits.TRUTH_FARTHEST:
                raise _Unsettled
            low, width = low + width, 2 * width
        high = low + width
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if there(middle) else (middle, high)
        return high


def _tried(requirement: Statement, name: str, least: int) -> Truth:
    """Where it holds, tried one by one up to where it is settled, else up to a bound."""
    powers = _in_exponent(requirement.left, name) or _in_exponent(requirement.right, name)
    start, tail = _settled(requirement, name, least) or (
        least + (limits.TRUTH_TRIED_POWERS if powers else limits.TRUTH_TRIED),
        None,
    )
    flags: list[bool] = []
    work = Work(limits.TRUTH_OPERATIONS)
    for at in range(least, start):
        try:
            flags.append(requirement.holds({name: at}, work))
        except ValueError:  # too long to work out from here on
            tail = None
            break
    where = condition(name, Segments(least, flags, [[(0, bool(tail))]]))
    if where is None or not (flags or tail is not None):
        raise ValueError(_english.NUMBERS_TOO_LONG)
    return Truth(where, "settled") if tail is not None else Truth(where, "tried", least + len(flags) - 1)


def _in_exponent(tree: Written, name: str) -> bool:
    """Whether a symbol is in the exponent of a power."""
    here = isinstance(tree, Power) and name in symbols(tree.exponent)
    return here or any(_in_exponent(part, name) for part in parts(tree))


def _settled(requirement: Statement, name: str, least: int) -> tuple[int, bool] | None:
    """A number from which on a requirement is known to hold, or known not to."""
    difference, start = requirement.left - requirement.right, least
    kept = SIGNS[requirement.relation]
    while start <= least + limits.TRUTH_TRIED and (tail := trend(difference, name, start)) is not None:
        possible = {-1: tail.low < 0, 0: tail.low <= 0 <= tail.high, 1: tail.high > 0}
        signs = {sign for sign, may_be in possible.items() if may_be}
        if signs <= kept or not signs & kept:
            return start, signs <= kept
        start += start - least + 1
    terms = exponentials(difference, name)
    found = None if terms is None else settled(terms)
    if found is None or found[0] > least + limits.TRUTH_TRIED:
        return None
    return max(found[0], least), found[1] in kept


def interval(name: str, least: int, first: int, last: int | None) -> Periodic:
    """The numbers from `first` to `last`, both included, or all from `first` on."""
    if last is None:
        return Periodic(name, least, 1, (0,), max(first, least))
    numbers = range(max(first, least), last + 1)
    return Periodic(name, least, 1, (), least, (numbers,) if numbers else ())


def everywhere(name: str, least: int) -> Periodic:
    """All numbers from `least` on."""
    return interval(name, least, least, None)


def only(where: Periodic) -> tuple[int, int | None] | None:
    """The first and the last number of a set that is one interval; no last one where it has no end."""
    if where.finite:
        ends = [(numbers[0], numbers[-1]) for numbers in where.included]
        first, last = min(ends, default=(1, 0))[0], max((end for _, end in ends), default=0)
        count = sum(
            (end - start) // numbers.step + 1 for (start, end), numbers in zip(ends, where.included, strict=True)
        )
        return (first, last) if ends and count == last - first + 1 else None
    whole = where.modulus == 1 and not where.included and not where.excluded
    return (where.start, None) if whole else None


def met(one: Periodic, other: Periodic) -> Periodic | None:
    """The numbers in both of two sets; None where those change too far up to tell."""
    least = max(one.least, other.least)
    if one.never or other.never:
        return interval(one.symbol, least, least, least - 1)
    first, second = only(one), only(other)
    if first is None or second is None:
        return both(one, other) if other.least == least else both(other, one)
    lasts = [last for _, last in (first, second) if last is not None]
    return interval(one.symbol, least, max(first[0], second[0]), min(lasts, default=None))


def joint(truths: Iterable[Truth], domain: Periodic) -> Truth | None:
    """The numbers of a domain in all of several sets; None where that is too far up to tell."""
    where, proofs = domain, [PROOFS[0]]
    bound: int | None = None
    for truth in sorted(truths, key=lambda truth: truth.bound is not None):
        known = where.finite and all(numbers[-1] <= (truth.bound or 0) for numbers in where.included)
        if truth.bound is not None and not known:
            bound = truth.bound if bound is None else min(bound, truth.bound)
        both_hold = met(where, truth.where)
        if both_hold is None:
            return None
        where = both_hold
        proofs.append("settled" if known and truth.proof == "tried" else truth.proof)
    return Truth(where, max(proofs, key=PROOFS.index), bound)
