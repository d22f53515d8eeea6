"""Where a formula that only rises with each of several symbols is at most 0: a set that holds all that is less.

Of such a set one symbol is walked from its least on, and for each of its values the set of the others is the same kind
of set again. The last value with which that stays the same is found by doubling and halving, so far ones cost
logarithms; a symbol without such a last value, as its formula stays below 0, makes a strip without end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from symrf.exact.logic.answer import Truth
from symrf.exact.logic.statements import Statement
from symrf.exact.numbers.intervals import behaviour
from symrf.exact.sets.periodic import interval
from symrf.exact.sets.quasipolynomials import TooMany
from symrf.exact.sets.region import Region, universe
from symrf.formulas import limits
from symrf.formulas.relations import FLIPPED
from symrf.formulas.tree import Written, number, substitute
from symrf.formulas.values import Work, evaluate

__all__ = ["by_rising"]

Ends: TypeAlias = tuple[int, int | None]  # from one value to another, or without end
Corner: TypeAlias = tuple[Ends, ...]


def by_rising(statement: Statement, leasts: Mapping[str, int]) -> Truth | None:
    """Where a statement on several symbols holds, if the difference of its sides only rises, or only falls, with each.

    None where that is not known, or the set is too many boxes.

    >>> from symrf.formulas.reader import parse
    >>> found = by_rising(Statement(parse("n(k-1)+1"), "=", parse("48")), {"k": 1, "n": 1})
    >>> [[side.first for side in box] for box in found.where.boxes]
    [[2, 47], [48, 1]]
    """
    difference, relation = statement.left - statement.right, statement.relation
    found = behaviour(difference, leasts)
    if found is None or not ({*found.ways.values()} <= {0, 1} or {*found.ways.values()} <= {0, -1}):
        return None
    if -1 in found.ways.values():
        difference, relation = statement.right - statement.left, FLIPPED[relation]
    try:
        below = _region(difference, leasts, strict=True) if relation != "<=" else None
        most = _region(difference, leasts, strict=False) if relation != ">=" else None
        where = most if below is None else ~below if most is None else most - below
    except (TooMany, ValueError):
        return None
    return None if where is None else Truth(where, "monotone")


def _region(rising: Written, leasts: Mapping[str, int], strict: bool) -> Region:
    """Where a formula is 0 or less, or less than 0 if strict."""
    everything = universe(leasts)
    found = _Walk(rising, leasts, strict, Work()).corners({}, tuple(leasts))
    sides = [
        tuple(interval(name, least, *ends) for (name, least), ends in zip(leasts.items(), corner, strict=True))
        for corner in found
    ]
    return everything & Region(everything.among, tuple(sides))


@dataclass(frozen=True, slots=True)
class _Walk:
    """The values of symbols with which a formula that only rises is 0 or less, or less than 0 if strict."""

    rising: Written
    leasts: Mapping[str, int]
    strict: bool
    work: Work

    def corners(self, fixed: dict[str, int], names: tuple[str, ...]) -> tuple[Corner, ...]:
        """The boxes of the symbols named, with values of those before them."""
        if not names:
            return ((),) if self.inside(fixed) else ()
        name, *rest = names
        found: list[Corner] = []
        at = self.leasts[name]
        while here := self.corners({**fixed, name: at}, tuple(rest)):
            last = None if self.endless(fixed, name, at, rest, here) else self.last(fixed, name, at, rest, here)
            found += [((at, last), *corner) for corner in here]
            if len(found) > limits.CORNERS:
                raise TooMany(len(found))
            if last is None:
                break
            at = last + 1
        return tuple(found)

    def inside(self, at: Mapping[str, int]) -> bool:
        """Whether numbers are in the set."""
        value = evaluate(self.rising, at, self.work)
        return value < 0 if self.strict else value <= 0

    def endless(self, fixed: dict[str, int], name: str, at: int, rest: list[str], corners: tuple[Corner, ...]) -> bool:
        """Whether all greater values of a symbol leave the boxes of the others as they are."""
        for corner in corners:
            ends = dict(zip(rest, corner, strict=True))
            known = fixed | {other: last for other, (_, last) in ends.items() if last is not None}
            tree = substitute(self.rising, {other: number(value) for other, value in known.items()})
            free = {name: at} | {other: first for other, (first, last) in ends.items() if last is None}
            found = behaviour(tree, free)
            if found is None or not (found.high < 0 if self.strict else found.high <= 0):
                return False
        return True

    def last(self, fixed: dict[str, int], name: str, at: int, rest: list[str], corners: tuple[Corner, ...]) -> int:
        """The greatest value of a symbol that leaves the boxes of the others as they are."""

        def same(value: int) -> bool:
            return self.corners({**fixed, name: value}, tuple(rest)) == corners

        low, width = at, 1
        while same(low + width):
            low, width = low + width, 2 * width
            if width > limits.TRUTH_FARTHEST:
                raise TooMany(width)
        high = low + width
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if same(middle) else (low, middle)
        return low
