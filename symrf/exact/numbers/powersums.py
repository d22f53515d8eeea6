"""Whole numbers too long to write out, as sums of products of powers: `3*2**1000000000 - 2`."""

from __future__ import annotations

import sys
from fractions import Fraction
from functools import cache, total_ordering
from math import log2, prod
from typing import TypeAlias

__all__ = ["PowerSum", "raised"]

_EXACT = 100_000  # bits up to which two sums are compared by their digits

_Powers: TypeAlias = tuple[tuple[int, int], ...]  # a product of powers: (base, exponent) each, bases ascending
_Terms: TypeAlias = "dict[_Powers, int | Fraction]"  # each product of powers with its coefficient
Whole: TypeAlias = "int | PowerSum"


def raised(base: Whole, exponent: int) -> Whole:
    """A power as a sum of powers; OverflowError where the base is itself a sum of several."""
    if isinstance(base, int):
        return PowerSum({tuple((prime, count * exponent) for prime, count in _factors(base)): 1})
    if len(base.terms) == 1:
        ((powers, coefficient),) = base.terms.items()
        if coefficient.denominator == 1:
            own = PowerSum({tuple((root, count * exponent) for root, count in powers): 1})
            return own if coefficient == 1 else own * raised(int(coefficient), exponent)
    raise OverflowError("a sum of huge powers, raised to a power")


@total_ordering
class PowerSum:
    """A whole number as a sum of products of powers, each with a coefficient."""

    __slots__ = ("terms",)

    def __init__(self, terms: _Terms) -> None:
        self.terms = terms

    def __add__(self, other: Whole) -> Whole:
        sums = dict(self.terms)
        for powers, coefficient in _sum(other).terms.items():
            sums[powers] = sums.get(powers, 0) + coefficient
        return _collected(sums)

    def __neg__(self) -> Whole:
        return self * -1

    def __sub__(self, other: Whole) -> Whole:
        return self + -1 * other

    def __rsub__(self, other: int) -> Whole:
        return -self + other

    def __mul__(self, other: Whole) -> Whole:
        products: _Terms = {}
        for left, first in self.terms.items():
            for right, second in _sum(other).terms.items():
                powers = _times(left, right, 1)
                products[powers] = products.get(powers, 0) + first * second
        return _collected(products)

    __radd__ = __add__
    __rmul__ = __mul__

    def divided_by(self, divisor: int) -> Whole:
        """The quotient by a divisor that is known to divide the number."""
        return _collected({powers: Fraction(coefficient, divisor) for powers, coefficient in self.terms.items()})

    def half(self) -> Whole | None:
        """Half of the number where each term is even; None elsewhere."""
        half = self.divided_by(2)
        return half if all(each.denominator == 1 for each in _sum(half).terms.values()) else None

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
        """That of the number: two sums that are equal may be written with different powers."""
        prime = sys.hash_info.modulus
        total = 0
        for powers, by in self.terms.items():
            term = by.numerator * pow(by.denominator, -1, prime)
            for base, count in powers:
                term = term * pow(base, count, prime) % prime
            total += term
        return hash(total % prime)

    def __repr__(self) -> str:
        return f"PowerSum({self.terms})"

    def sign(self) -> int:
        """-1, 0 or 1; OverflowError where neither the digits nor the magnitudes decide it."""
        if len(self.terms) == 1:
            (only,) = self.terms.values()
            return (only > 0) - (only < 0)
        shared = _shared(self.terms)
        rest = {_times(powers, shared, -1): coefficient for powers, coefficient in self.terms.items()}
        if (value := _value(rest)) is not None:
            return (value > 0) - (value < 0)
        sizes = sorted(((_magnitude(powers, by), by > 0) for powers, by in rest.items()), reverse=True)
        (largest, positive), (second, _) = sizes[:2]
        if largest - second < 64 + largest * 2**-40:  # far more than the logarithms can be off
            raise OverflowError("two huge powers too close to compare")
        return 1 if positive else -1


def _collected(terms: _Terms) -> Whole:
    """A sum without its zeros, as an int if no power is left."""
    left = {powers: by.numerator if by.denominator == 1 else by for powers, by in terms.items() if by}
    if all(powers == () for powers in left):
        return int(left.get((), 0))
    return PowerSum(left)


def _sum(value: Whole) -> PowerSum:
    if not isinstance(value, int | PowerSum):
        raise OverflowError("symbols meet a number that is kept as powers")
    return value if isinstance(value, PowerSum) else PowerSum({(): value})


def _divided(dividend: PowerSum, divisor: PowerSum) -> Whole:
    """The floor of a quotient: whole terms first, then the few steps that the rest is off."""
    if len(divisor.terms) != 1:
        raise OverflowError("a division by a sum of huge powers")
    above, below = _value(dividend.terms), _value(divisor.terms)
    if above is not None and below is not None:
        return int(above // below)
    ((powers, by),) = divisor.terms.items()
    whole: Whole = 0
    for term, coefficient in dividend.terms.items():
        over = _times(term, powers, -1)
        quotient = Fraction(coefficient) / by
        if all(count >= 0 for _, count in over):
            whole = whole + _collected({over: quotient // 1})
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


def _shared(terms: _Terms) -> _Powers:
    """The powers that all terms have in common."""
    every = [dict(powers) for powers in terms]
    least = {base: min(powers.get(base, 0) for powers in every) for powers in every for base in powers}
    return tuple(sorted(least.items()))


def _value(terms: _Terms) -> int | Fraction | None:
    """The value of a sum by its digits, if they are few enough."""
    if any(sum(count * base.bit_length() for base, count in powers) > _EXACT for powers in terms):
        return None
    total: int | Fraction = 0
    for powers, by in terms.items():
        total += by * prod(int(base**count) for base, count in powers)
    return total


def _magnitude(powers: _Powers, coefficient: int | Fraction) -> float:
    """The binary logarithm of a term."""
    scale = log2(abs(coefficient.numerator)) - log2(coefficient.denominator)
    return scale + sum(count * log2(base) for base, count in powers)


@cache
def _factors(value: int) -> tuple[tuple[int, int], ...]:
    """The small primes in a number, and what is left of it, with their counts."""
    found = []
    for prime in range(2, 1000):
        if prime * prime > value:
            break
        count = 0
        while value % prime == 0:
            value, count = value // prime, count + 1
        if count:
            found.append((prime, count))
    return (*found, (value, 1)) if value > 1 else tuple(found)
