"""Whole numbers too long to write out, kept as sums of powers: `3*2**1000000000 - 2`.

A repeat like `(c3 p2)*1000000000` has the stride 2**1000000000: a hundred megabytes of digits, or six signs. `power`
gives an int while that is short and a PowerSum beyond; the two mix in `+`, `-`, `*`, `//`, `%` and comparisons,
all exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import total_ordering
from math import log2

__all__ = ["LONGEST", "PowerSum", "Whole", "halves", "over", "power"]

LONGEST = 1024  # bits of the longest power that is written out
_EXACT = 100_000  # bits up to which two sums are compared by their digits

_Powers = tuple[tuple[int, int], ...]  # a product of powers: (base, exponent) each, bases ascending


def power(base: int | PowerSum, exponent: int) -> int | PowerSum:
    """`base**exponent`, as an int if it is short.

    >>> power(2, 10), power(2, 10**9) > power(10, 10**8)
    (1024, True)
    """
    if isinstance(base, int) and (base == 1 or base.bit_length() * exponent <= LONGEST):
        return int(base**exponent)
    if isinstance(base, int):
        return PowerSum({tuple(sorted((prime, count * exponent) for prime, count in _factors(base))): Fraction(1)})
    if len(base.terms) == 1:
        ((powers, coefficient),) = base.terms.items()
        if coefficient.denominator == 1:
            raised = PowerSum({tuple((root, count * exponent) for root, count in powers): Fraction(1)})
            return power(int(coefficient), exponent) * raised
    raise OverflowError("a sum of huge powers, raised to a power")


@total_ordering
class PowerSum:
    """A whole number as a sum of products of powers, each with a coefficient."""

    __slots__ = ("terms",)

    def __init__(self, terms: Mapping[_Powers, Fraction]) -> None:
        self.terms = dict(terms)

    def __add__(self, other: Whole) -> Whole:
        sums = dict(self.terms)
        for powers, coefficient in _sum(other).terms.items():
            sums[powers] = sums.get(powers, Fraction(0)) + coefficient
        return _collected(sums)

    def __neg__(self) -> Whole:
        return self * -1

    def __sub__(self, other: Whole) -> Whole:
        return self + -1 * other

    def __rsub__(self, other: int) -> Whole:
        return -self + other

    def __mul__(self, other: Whole) -> Whole:
        products: dict[_Powers, Fraction] = {}
        for left, first in self.terms.items():
            for right, second in _sum(other).terms.items():
                powers = _times(left, right, 1)
                products[powers] = products.get(powers, Fraction(0)) + first * second
        return _collected(products)

    __radd__ = __add__
    __rmul__ = __mul__

    def __floordiv__(self, divisor: Whole) -> Whole:
        return _divided(self, _sum(divisor))

    def __rfloordiv__(self, dividend: int) -> Whole:
        return _divided(_sum(dividend), self)

    def __mod__(self, divisor: Whole) -> Whole:
        return self - (self // divisor) * divisor

    def __rmod__(self, dividend: int) -> Whole:
        return dividend - (dividend // self) * self

    def __eq__(self, other: object) -> bool:
        return isinstance(other, int | PowerSum) and _sum(self - other).sign() == 0

    def __lt__(self, other: Whole) -> bool:
        return _sum(self - other).sign() < 0

    def __hash__(self) -> int:
        return hash(frozenset(self.terms.items()))

    def __repr__(self) -> str:
        return f"PowerSum({self.terms})"

    def sign(self) -> int:
        """-1, 0 or 1; OverflowError where neither the digits nor the magnitudes decide it."""
        shared = _shared(self.terms)
        rest = {_times(powers, shared, -1): coefficient for powers, coefficient in self.terms.items()}
        if all(sum(count * base.bit_length() for base, count in powers) <= _EXACT for powers in rest):
            value = sum(coefficient * _value(powers) for powers, coefficient in rest.items())
            return (value > 0) - (value < 0)
        sizes = sorted(((_magnitude(powers, by), by > 0) for powers, by in rest.items()), reverse=True)
        (largest, positive), (second, _) = sizes[:2]
        if largest - second < 64 + largest * 2**-40:  # far more than the logarithms can be off
            raise OverflowError("two huge powers too close to compare")
        return 1 if positive else -1


Whole = int | PowerSum


def over(value: Whole, divisor: int) -> Whole:
    """The quotient by a divisor that is known to divide the number."""
    if isinstance(value, int):
        return value // divisor
    return _collected({powers: coefficient / divisor for powers, coefficient in value.terms.items()})


def halves(value: Whole) -> Whole | None:
    """Half of an even number; None for an odd one."""
    if isinstance(value, int):
        return None if value % 2 else value // 2
    half = over(value, 2)
    return half if all(each.denominator == 1 for each in _sum(half).terms.values()) else None


def _collected(terms: Mapping[_Powers, Fraction]) -> Whole:
    """A sum without its zeros, as an int if no power is left."""
    left = {powers: coefficient for powers, coefficient in terms.items() if coefficient}
    if all(powers == () for powers in left):
        return int(left.get((), 0))
    return PowerSum(left)


def _sum(value: Whole) -> PowerSum:
    return value if isinstance(value, PowerSum) else PowerSum({(): Fraction(value)})


def _divided(dividend: PowerSum, divisor: PowerSum) -> Whole:
    """The floor of a quotient: whole terms first, then the few steps that the rest is off."""
    if len(divisor.terms) != 1:
        raise OverflowError("a division by a sum of huge powers")
    ((powers, by),) = divisor.terms.items()
    whole: Whole = 0
    for term, coefficient in dividend.terms.items():
        over = _times(term, powers, -1)
        quotient = coefficient / by
        if all(count >= 0 for _, count in over):
            whole = whole + _collected({over: Fraction(quotient // 1)})
    rest = dividend - whole * divisor
    for _ in range(64):
        if rest < 0:
            whole, rest = whole - 1, rest + divisor
        elif rest >= divisor:
            whole, rest = whole + 1, rest - divisor
        else:
            return whole
    raise OverflowError("a quotient of huge powers that is itself huge")


def _times(left: _Powers, right: _Powers, sign: int) -> _Powers:
    """The product of two products of powers, or their quotient where `sign` is -1."""
    counts = dict(left)
    for base, count in right:
        counts[base] = counts.get(base, 0) + sign * count
    return tuple(sorted((base, count) for base, count in counts.items() if count))


def _shared(terms: Mapping[_Powers, Fraction]) -> _Powers:
    """The powers that all terms have in common."""
    every = [dict(powers) for powers in terms]
    least = {base: min(powers.get(base, 0) for powers in every) for powers in every for base in powers}
    return tuple(sorted(least.items()))


def _value(powers: _Powers) -> int:
    result = 1
    for base, count in powers:
        result *= base**count
    return result


def _magnitude(powers: _Powers, coefficient: Fraction) -> float:
    """The binary logarithm of a term."""
    scale = log2(abs(coefficient.numerator)) - log2(coefficient.denominator)
    return scale + sum(count * log2(base) for base, count in powers)


def _factors(value: int) -> list[tuple[int, int]]:
    """The small primes in a number, and what is left of it, with their counts."""
    found = []
    for prime in range(2, 1000):
        count = 0
        while value % prime == 0:
            value, count = value // prime, count + 1
        if count:
            found.append((prime, count))
    return [*found, (value, 1)] if value > 1 else found
