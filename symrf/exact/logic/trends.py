"""How a formula of one whole number x behaves from some x on: between which values, and whether it only rises or falls.

Both are read off the tree: a sum of what rises rises, a floor keeps what rises rising, one over what rises falls. What
cannot be read off so is not known, which proves nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction as Rational
from functools import reduce
from math import ceil, floor
from typing import TypeAlias

from symrf.formulas import limits
from symrf.formulas.fold import Fold
from symrf.formulas.tree import Negative, Written

__all__ = ["Trend", "trend"]

INFINITY = float("inf")
Bound: TypeAlias = "Rational | float"  # a float is an infinity


@dataclass(frozen=True, slots=True)
class Trend:
    """The values are from `low` to `high`; `way` is 1 where they never fall, -1 where they never rise, 0 for a number.

    It is None where neither is known.
    """

    low: Bound
    high: Bound
    way: int | None


class _Unknown(Exception):
    """A formula of which nothing is known, or that may have no value."""


def trend(tree: Written, name: str, start: int) -> Trend | None:
    """The trend of a formula in the symbol `name` from `start` on; None where nothing is known.

    >>> from symrf.formulas.tree import Floor, Symbol
    >>> k = Symbol("k")
    >>> trend(Floor(56 / k), "k", 30)
    Trend(low=Fraction(0, 1), high=Fraction(1, 1), way=-1)
    """
    try:
        return _Trends(name, Rational(start)).fold(tree)
    except _Unknown:
        return None


class _Trends(Fold[Trend]):
    """The trend of each node, in one symbol from some number on."""

    def __init__(self, name: str, start: Rational) -> None:
        self.name = name
        self.start = start

    def of_number(self, value: int) -> Trend:
        return _constant(Rational(value))

    def of_symbol(self, name: str) -> Trend:
        if name != self.name:
            raise _Unknown
        return Trend(self.start, INFINITY, 1)

    def of_negative(self, of: Written) -> Trend:
        return _negative(self.fold(of))

    def of_sum(self, terms: tuple[Written, ...]) -> Trend:
        return reduce(_sum, map(self.fold, terms))

    def of_product(self, factors: tuple[Written, ...]) -> Trend:
        return reduce(_product, map(self.fold, factors))

    def of_fraction(self, numerator: Written, denominator: Written) -> Trend:
        return _product(self.fold(numerator), _inverse(self.fold(denominator)))

    def of_power(self, base: Written, exponent: Written) -> Trend:
        return _power(self.fold(base), self.fold(exponent))

    def of_floor(self, of: Written) -> Trend:
        return _rounded(self.fold(of), floor)

    def of_ceiling(self, of: Written) -> Trend:
        return _rounded(self.fold(of), ceil)

    def of_minimum(self, of: tuple[Written, ...]) -> Trend:
        each = list(map(self.fold, of))
        ways = reduce(_together, [one.way for one in each])
        return Trend(min(one.low for one in each), min(one.high for one in each), ways)

    def of_maximum(self, of: tuple[Written, ...]) -> Trend:
        return _negative(self.of_minimum(tuple(map(Negative, of))))

    def of_modulo(self, dividend: Written, divisor: Written) -> Trend:
        self.fold(dividend)
        below = self.fold(divisor)
        if below.low <= 0:
            raise _Unknown
        return Trend(Rational(0), below.high, None)

    def of_other(self, _tree: Written) -> Trend:
        raise _Unknown


def _rounded(of: Trend, rounding: Callable[[Rational], int]) -> Trend:
    low, high = (each if isinstance(each, float) else Rational(rounding(each)) for each in (of.low, of.high))
    return Trend(low, high, of.way)


def _constant(value: Rational) -> Trend:
    return Trend(value, value, 0)


def _negative(of: Trend) -> Trend:
    return Trend(-of.high, -of.low, None if of.way is None else -of.way)


def _sum(one: Trend, other: Trend) -> Trend:
    return Trend(_plus(one.low, other.low), _plus(one.high, other.high), _together(one.way, other.way))


def _product(one: Trend, other: Trend) -> Trend:
    if one.way == 0:
        one, other = other, one
    corners = [_times(first, second) for first in (one.low, one.high) for second in (other.low, other.high)]
    way: int | None
    if other.way == 0:
        way = one.way if other.low > 0 else _negative(one).way if other.low < 0 else 0
    else:
        flips = [each.low < 0 for each in (one, other)]
        signed = all(each.low >= 0 or each.high <= 0 for each in (one, other))
        ways = [_negative(each).way if flip else each.way for each, flip in zip((one, other), flips, strict=True)]
        way = _together(*ways) if signed else None
        way = -way if way is not None and flips[0] != flips[1] else way
    return Trend(min(corners), max(corners), way)


def _inverse(of: Trend) -> Trend:
    """One over a formula, which must not be 0."""
    if of.high < 0:
        return _negative(_inverse(_negative(of)))
    if isinstance(of.low, float) or of.low <= 0:
        raise _Unknown
    return Trend(Rational(0) if isinstance(of.high, float) else 1 / of.high, 1 / of.low, _negative(of).way)


def _power(base: Trend, exponent: Trend) -> Trend:
    if isinstance(base.low, float) or isinstance(exponent.low, float):
        raise _Unknown
    if 0 < base.low < 1 and base.way == 0:
        return _inverse(_power(_inverse(base), exponent))
    if exponent.low < 0 or base.low < 0 or (base.low < 1 and exponent.way != 0):
        raise _Unknown
    if base.low == base.high == 1 or exponent.low == exponent.high == 0:
        return _constant(Rational(1))
    low, way = _raised(base.low, exponent.low), _together(base.way, exponent.way)
    if isinstance(base.high, float) or isinstance(exponent.high, float):
        return Trend(low, INFINITY, way)
    return Trend(low, _raised(base.high, exponent.high), way)


def _raised(base: Rational, exponent: Rational) -> Rational:
    bits = max(base.numerator.bit_length(), base.denominator.bit_length())
    if exponent.denominator != 1 or bits * exponent > limits.POWER_BITS:
        raise _Unknown
    return base ** int(exponent)


def _together(one: int | None, other: int | None) -> int | None:
    """The way of what grows with both."""
    if one is None or other is None:
        return None
    return one or other if 0 in (one, other) or one == other else None


def _plus(one: Bound, other: Bound) -> Bound:
    """A sum, in which an infinity meets no other sign."""
    return one if isinstance(one, float) else other if isinstance(other, float) else one + other


def _times(one: Bound, other: Bound) -> Bound:
    """A product; 0 times an infinity is 0, for 0 is a value that is taken."""
    if one == 0 or other == 0:
        return Rational(0)
    if isinstance(one, float) or isinstance(other, float):
        return INFINITY if (one > 0) == (other > 0) else -INFINITY
    return one * other
