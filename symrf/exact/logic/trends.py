"""How a formula of one whole number x behaves from some x on: between which values, and whether it only rises or falls.

Both are read off the tree: a sum of what rises rises, a floor keeps what rises rising, one over what rises falls. What
cannot be read off so is not known, which proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction as Rational
from functools import reduce
from math import ceil, floor
from typing import TypeAlias

from symrf.formulas.tree import (
    Ceiling,
    Floor,
    Fraction,
    Maximum,
    Minimum,
    Modulo,
    Negative,
    Number,
    Power,
    Product,
    Sum,
    Symbol,
    Written,
)
from symrf.formulas.values import MOST_BITS

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

    >>> k = Symbol("k")
    >>> trend(Floor(56 / k), "k", 30)
    Trend(low=Fraction(0, 1), high=Fraction(1, 1), way=-1)
    """
    try:
        return _trend(tree, name, Rational(start))
    except _Unknown:
        return None


def _trend(tree: Written, name: str, start: Rational) -> Trend:
    def inside(trees: Iterable[Written]) -> list[Trend]:
        return [_trend(each, name, start) for each in trees]

    match tree:
        case Number(value):
            return _constant(Rational(value))
        case Symbol(symbol) if symbol == name:
            return Trend(start, INFINITY, 1)
        case Negative(of):
            return _negative(_trend(of, name, start))
        case Sum(terms):
            return reduce(_sum, inside(terms))
        case Product(factors):
            return reduce(_product, inside(factors))
        case Fraction(numerator, denominator):
            above, below = inside((numerator, denominator))
            return _product(above, _inverse(below))
        case Power(base, exponent):
            return _power(*inside((base, exponent)))
        case Floor(of) | Ceiling(of):
            low, high, way = _fields(_trend(of, name, start))
            rounding = floor if isinstance(tree, Floor) else ceil
            rounded = [each if isinstance(each, float) else Rational(rounding(each)) for each in (low, high)]
            return Trend(rounded[0], rounded[1], way)
        case Minimum(of) | Maximum(of):
            each = inside(of)
            extreme = min if isinstance(tree, Minimum) else max
            ways = reduce(_together, [one.way for one in each])
            return Trend(extreme(one.low for one in each), extreme(one.high for one in each), ways)
        case Modulo(dividend, divisor):
            inside((dividend,))
            below = _trend(divisor, name, start)
            if below.low > 0:
                return Trend(Rational(0), below.high, None)
    raise _Unknown


def _fields(of: Trend) -> tuple[Bound, Bound, int | None]:
    return of.low, of.high, of.way


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
    if exponent.denominator != 1 or bits * exponent > MOST_BITS:
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
