"""Polynomials with whole coefficients in numbered unknowns, and quotients of two, whose operations are counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction as Rational
from math import gcd
from typing import TypeAlias

from symrf.formulas import limits
from symrf.formulas.budget import spend

__all__ = ["ONE", "Monomial", "Polynomial", "Ratio", "Ratios", "Unknown"]

Monomial: TypeAlias = "tuple[tuple[int, int], ...]"  # unknowns and their exponents
Polynomial: TypeAlias = "dict[Monomial, int]"

ONE: Polynomial = {(): 1}


class Unknown(Exception):
    """A formula of which nothing is known, that may have no value, or that is long."""


@dataclass(frozen=True, slots=True, eq=False)
class Ratio:
    """A polynomial over another, which is above 0 whatever the symbols are."""

    above: Polynomial
    below: Polynomial

    @classmethod
    def of(cls, value: int | Rational) -> Ratio:
        """A number."""
        return cls({(): value.numerator} if value else {}, {(): value.denominator})

    @property
    def number(self) -> Rational | None:
        """The number that it is; None where a symbol is in it."""
        if self.above.keys() <= {()} and self.below.keys() <= {()}:
            return Rational(self.above.get((), 0), self.below[()])
        return None

    @property
    def key(self) -> tuple[frozenset[tuple[Monomial, int]], ...]:
        """What equal ones have in common."""
        return frozenset(self.above.items()), frozenset(self.below.items())

    @property
    def unknowns(self) -> set[int]:
        """The unknowns in it."""
        return {unknown for part in (self.above, self.below) for monomial in part for unknown, _ in monomial}

    def __neg__(self) -> Ratio:
        return Ratio({monomial: -by for monomial, by in self.above.items()}, self.below)


class Ratios:
    """The arithmetic of quotients, of which only so much is done: then Unknown is raised."""

    def __init__(self) -> None:
        self.left = limits.INTERVAL_OPERATIONS

    def sum(self, *ratios: Ratio) -> Ratio:
        """The sum of quotients."""
        total = ratios[0]
        for each in ratios[1:]:
            if total.below == each.below:
                total = Ratio(self._plus(total.above, each.above), total.below)
            else:
                above = self._plus(self._times(total.above, each.below), self._times(each.above, total.below))
                total = Ratio(above, self._times(total.below, each.below))
        return _reduced(total)

    def product(self, *ratios: Ratio) -> Ratio:
        """The product of quotients."""
        total = ratios[0]
        for each in ratios[1:]:
            total = Ratio(self._times(total.above, each.above), self._times(total.below, each.below))
        return _reduced(total)

    def put(self, ratio: Ratio, unknown: int, value: Ratio) -> Ratio:
        """A quotient with another for an unknown."""
        parts = [_by_powers(part, unknown) for part in (ratio.above, ratio.below)]
        degree = max(max(part) for part in parts if part) if any(parts) else 0
        tops, bottoms = self._powers(value.above, degree), self._powers(value.below, degree)
        above, below = (
            self._total(self._times(rest, self._times(tops[at], bottoms[degree - at])) for at, rest in part.items())
            for part in parts
        )
        return _reduced(Ratio(above, below))

    def _powers(self, polynomial: Polynomial, degree: int) -> list[Polynomial]:
        powers = [ONE]
        for _ in range(degree):
            powers.append(self._times(powers[-1], polynomial))
        return powers

    def _total(self, polynomials: Iterator[Polynomial]) -> Polynomial:
        total: Polynomial = {}
        for each in polynomials:
            total = self._plus(total, each)
        return total

    def _plus(self, one: Polynomial, other: Polynomial) -> Polynomial:
        self._count(len(other))
        total = dict(one)
        for monomial, by in other.items():
            if added := total.get(monomial, 0) + by:
                total[monomial] = added
            else:
                del total[monomial]
        return total

    def _times(self, one: Polynomial, other: Polynomial) -> Polynomial:
        if one is ONE or one == ONE:
            return other
        if other is ONE or other == ONE:
            return one
        self._count(len(one) * len(other))
        total: Polynomial = {}
        for first, by in one.items():
            for second, times in other.items():
                monomial = _merged(first, second)
                total[monomial] = total.get(monomial, 0) + by * times
        return {monomial: by for monomial, by in total.items() if by}

    def _count(self, operations: int) -> None:
        spend(operations)
        self.left -= operations
        if self.left < 0:
            raise Unknown


def _reduced(ratio: Ratio) -> Ratio:
    """A quotient whose coefficients have nothing in common; a number, where it is one."""
    if not ratio.above:
        return Ratio({}, ONE)
    if ratio.below.keys() == ratio.above.keys():
        shares = {Rational(by, ratio.below[monomial]) for monomial, by in ratio.above.items()}
        if len(shares) == 1:
            return Ratio.of(shares.pop())
    common = gcd(*ratio.above.values(), *ratio.below.values())
    if common == 1:
        return ratio
    above, below = ({monomial: by // common for monomial, by in part.items()} for part in (ratio.above, ratio.below))
    return Ratio(above, below)


def _merged(one: Monomial, other: Monomial) -> Monomial:
    """The product of two monomials."""
    if not one or not other:
        return one or other
    exponents = dict(one)
    for unknown, exponent in other:
        exponents[unknown] = exponents.get(unknown, 0) + exponent
    return tuple(sorted(exponents.items()))


def _by_powers(polynomial: Polynomial, unknown: int) -> dict[int, Polynomial]:
    """What each power of a unknown is multiplied by."""
    parts: dict[int, Polynomial] = {}
    for monomial, by in polynomial.items():
        exponents = dict(monomial)
        exponent = exponents.pop(unknown, 0)
        parts.setdefault(exponent, {})[tuple(exponents.items())] = by
    return parts
