"""Steps: unknowns of 0 or more, each of which knows how it moves with the symbols.

A symbol is its least value and a step; a floor, a power or a maximum its least value and a step, if it has one. So the
signs of the coefficients tell between which values a quotient lies, and whether it rises with a symbol or falls.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction as Rational
from itertools import islice
from math import ceil, floor
from typing import TypeAlias

from symrf.exact.numbers.ratios import ONE, Monomial, Polynomial, Ratio, Ratios, Unknown
from symrf.formulas import limits

__all__ = ["INFINITY", "Bound", "Step", "Steps", "Ways", "joined", "turned"]

INFINITY = float("inf")
Bound: TypeAlias = "Rational | float"  # a float is an infinity, an int a number
Ways: TypeAlias = "Mapping[str, int | None]"  # 1: never falls, -1: never rises, None: not known, 0: left out


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """An unknown from 0 to `high`, or of either sign where it is `wild`; `forms` are other ways to write it.

    `symbol` is the name of a symbol of which the step is what is above a number.
    """

    high: Bound
    ways: Ways
    whole: bool = True
    wild: bool = False
    forms: tuple[Ratio, ...] = ()
    symbol: str = ""


class Steps(Ratios):
    """The steps of some formulas, and what is known of quotients of polynomials in them."""

    def __init__(self) -> None:
        super().__init__()
        self.all: list[Step] = []

    def new(self, step: Step) -> Ratio:
        """A new step."""
        self.all.append(step)
        return Ratio({((len(self.all) - 1, 1),): 1}, ONE)

    def inverse(self, ratio: Ratio) -> Ratio:
        """One over a quotient, which must not be 0."""
        if self.positive(Ratio(ratio.above, ONE)):
            return Ratio(ratio.below, ratio.above)
        negative = -ratio
        if self.positive(Ratio(negative.above, ONE)):
            return -Ratio(negative.below, negative.above)
        raise Unknown

    def positive(self, ratio: Ratio) -> bool:
        """Whether a quotient is known to be above 0."""
        return any(self._span(each.above)[0] > 0 for each in self._written(ratio))

    def nonnegative(self, ratio: Ratio) -> bool:
        """Whether a quotient is known to be 0 or more."""
        return any(self._span(each.above)[0] >= 0 for each in self._written(ratio))

    def between(self, ratio: Ratio) -> tuple[Bound, Bound]:
        """Two numbers, or infinities, between which a quotient is."""
        low: Bound = -INFINITY
        high: Bound = INFINITY
        for each in self._written(ratio):
            least, most = self._between(each)
            low, high = max(low, least), min(high, most)
        if self.whole(ratio):
            low, high = _rounded(low, ceil), _rounded(high, floor)
        return low, high

    def ways(self, ratio: Ratio) -> dict[str, int | None]:
        """How a quotient moves with each symbol that is in it."""
        known: dict[str, int | None] = {}
        for each in self._written(ratio):
            found = self._moved(each)
            known = {name: found.get(name, 0) if way is None else way for name, way in (known or found).items()}
            if None not in known.values():
                break
        return {name: self._by_difference(ratio, name) if way is None else way for name, way in known.items()}

    def whole(self, ratio: Ratio) -> bool:
        """Whether a quotient is known to be whole."""
        return ratio.below == ONE and all(self.all[step].whole for step in ratio.unknowns)

    def _written(self, ratio: Ratio) -> Iterator[Ratio]:
        """A quotient in several ways: by the forms of its steps, which are made of earlier ones."""
        yield ratio
        waiting = self._other_forms(ratio, len(self.all))
        for written, step, form in islice(waiting, limits.INTERVAL_FORMS):  # which grows meanwhile
            other = self.put(written, step, form)
            yield other
            waiting += self._other_forms(other, step)

    def _other_forms(self, ratio: Ratio, before: int) -> list[tuple[Ratio, int, Ratio]]:
        steps = sorted((step for step in ratio.unknowns if step < before and self.all[step].forms), reverse=True)
        return [(ratio, step, form) for step in steps for form in self.all[step].forms]

    def _between(self, ratio: Ratio) -> tuple[Bound, Bound]:
        low, high = self._span(ratio.above)
        if ratio.below.keys() <= {()}:
            return _over(low, ratio.below[()]), _over(high, ratio.below[()])
        least, most = self._span(ratio.below)
        if all(self.all[step].whole for monomial in ratio.below for step, _ in monomial):
            least = max(least, 1)
        least = max(least, 0)
        lows, highs = self._shares(ratio)
        return (
            max(lows, _over(low, most if low >= 0 else least)),
            min(highs, _over(high, least if high >= 0 else most)),
        )

    def _span(self, polynomial: Polynomial) -> tuple[Bound, Bound]:
        """Between which numbers a polynomial is: by the signs of its terms, and how far steps go."""
        low: Bound = 0
        high: Bound = 0
        for monomial, by in polynomial.items():
            wide: Bound = by
            for step, exponent in monomial:
                known = self.all[step]
                if known.wild and exponent % 2:
                    return -INFINITY, INFINITY
                wide = _widened(wide, known.high, exponent)
            if not monomial or by < 0:
                low = _plus(low, wide)
            if not monomial or by > 0:
                high = _plus(high, wide)
        return low, high

    def _shares(self, ratio: Ratio) -> tuple[Bound, Bound]:
        """The least and the greatest quotient of two coefficients of one term, which is 0 or more."""
        above, below = ratio.above, ratio.below
        if any(by < 0 for by in below.values()) or any(map(self._wild, (*above, *below))):
            return -INFINITY, INFINITY
        shares = [Rational(above.get(monomial, 0), by) for monomial, by in below.items()]
        others = [by for monomial, by in above.items() if monomial not in below]
        return (
            -INFINITY if any(by < 0 for by in others) else min(shares),
            INFINITY if any(by > 0 for by in others) else max(shares),
        )

    def _wild(self, monomial: Monomial) -> bool:
        return any(self.all[step].wild and exponent % 2 for step, exponent in monomial)

    def _moved(self, ratio: Ratio) -> dict[str, int | None]:
        above, below = self._ways(ratio.above), self._ways(ratio.below)
        if not below:
            return above
        low, high = self._span(ratio.above)
        return joined(above, turned(below, -1 if low >= 0 else 1 if high <= 0 else None))

    def _ways(self, polynomial: Polynomial) -> dict[str, int | None]:
        ways: dict[str, int | None] = {}
        for monomial, by in polynomial.items():
            ways = joined(ways, turned(self._ways_of(monomial), 1 if by > 0 else -1))
        return ways

    def _ways_of(self, monomial: Monomial) -> dict[str, int | None]:
        """How a product of steps moves: with what is wild, only where nothing else does."""
        ways: dict[str, int | None] = {}
        for step, exponent in monomial:
            own = self.all[step].ways
            ways = joined(ways, turned(own, None) if self.all[step].wild and exponent % 2 == 0 else own)
        for step, exponent in monomial:
            if self.all[step].wild and exponent % 2:
                ways |= {name: None for other, _ in monomial if other != step for name in self.all[other].ways}
        return ways

    def _by_difference(self, ratio: Ratio, name: str) -> int | None:
        """How a quotient moves with a symbol, by the sign of what one more of it makes of it."""
        moving = [step for step in ratio.unknowns if self.all[step].ways.get(name, 0) != 0]
        if len(moving) != 1 or self.all[moving[0]].symbol != name:
            return None
        one_more = Ratio({((moving[0], 1),): 1, (): 1}, ONE)
        difference = self.sum(self.put(ratio, moving[0], one_more), -ratio)
        return 1 if self.nonnegative(difference) else -1 if self.nonnegative(-difference) else None


def joined(one: Ways, other: Ways) -> dict[str, int | None]:
    """The ways of what grows with both."""
    ways = dict(one)
    for name, way in other.items():
        own = ways.get(name, 0)
        ways[name] = None if own is None or way is None else own or way if 0 in (own, way) or own == way else None
    return ways


def turned(ways: Ways, sign: int | None) -> dict[str, int | None]:
    """The ways of what grows as something does, for the sign 1, falls as it grows, for -1, or may do either."""
    if sign is None:
        return {name: None if way != 0 else 0 for name, way in ways.items()}
    return {name: None if way is None else sign * way for name, way in ways.items()}


def _rounded(end: Bound, rounding: Callable[[Rational], int]) -> Bound:
    return end if isinstance(end, float) else Rational(rounding(end))


def _plus(one: Bound, other: Bound) -> Bound:
    """A sum, in which an infinity meets no other sign."""
    return one if isinstance(one, float) else other if isinstance(other, float) else one + other


def _over(value: Bound, divisor: Bound) -> Bound:
    """A number by another of 0 or more: 0 by 0 is 0, and another number by 0 an infinity."""
    if isinstance(value, float):
        return value
    if value == 0 or isinstance(divisor, float):
        return Rational(0)
    if divisor == 0:
        return INFINITY if value > 0 else -INFINITY
    return Rational(value, divisor)


def _widened(wide: Bound, high: Bound, exponent: int) -> Bound:
    """A number times the power of another; 0 is stronger than what has no end."""
    if wide == 0 or high == 0:
        return 0
    if isinstance(wide, float) or isinstance(high, float):
        return INFINITY if wide > 0 else -INFINITY
    return wide * high**exponent
