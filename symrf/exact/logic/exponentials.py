"""Sums of c x^j q^x in one whole number x, and from which x on the greatest of them decides the sign."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction as Rational
from functools import reduce

from symrf.formulas import limits
from symrf.formulas.fold import Fold
from symrf.formulas.tree import Written

__all__ = ["exponentials", "settled"]


Terms = Mapping[tuple[int, Rational], Rational]  # c of each (j, q)


def exponentials(tree: Written, name: str) -> Terms | None:
    """The terms of a formula, each q above 0; None where it is no such sum, or a long one.

    >>> from symrf.formulas.tree import Symbol
    >>> n = Symbol("n")
    >>> exponentials(3 * 2 ** (n + 1) - n, "n")
    {(0, Fraction(2, 1)): Fraction(6, 1), (1, Fraction(1, 1)): Fraction(-1, 1)}
    """
    return _Exponentials(name).fold(tree)


class _Exponentials(Fold["Terms | None"]):
    """The terms of each node, in one symbol."""

    def __init__(self, name: str) -> None:
        self.name = name

    def of_number(self, value: int) -> Terms | None:
        return _constant(Rational(value))

    def of_symbol(self, name: str) -> Terms | None:
        return {(1, Rational(1)): Rational(1)} if name == self.name else None

    def of_negative(self, of: Written) -> Terms | None:
        return _times(_constant(Rational(-1)), self.fold(of))

    def of_sum(self, terms: tuple[Written, ...]) -> Terms | None:
        return reduce(_plus, map(self.fold, terms))

    def of_product(self, factors: tuple[Written, ...]) -> Terms | None:
        return reduce(_times, map(self.fold, factors))

    def of_fraction(self, numerator: Written, denominator: Written) -> Terms | None:
        return _times(self.fold(numerator), _inverse(self.fold(denominator)))

    def of_power(self, base: Written, exponent: Written) -> Terms | None:
        return _power(self.fold(base), self.fold(exponent))

    def of_other(self, _tree: Written) -> Terms | None:
        return None


def settled(terms: Terms) -> tuple[int, int] | None:
    """A whole number from which on a sum has one sign, and that sign; None where it is too far up.

    From there on the term that grows most outweighs all others together, and their ratios to it only fall: that of
    x^j q^x to the next is q (1+1/x)^j.

    >>> from symrf.formulas.tree import Symbol
    >>> settled(exponentials(2 ** Symbol("n") - 1000, "n"))
    (16, 1)
    """
    if not terms:
        return 1, 0
    (power, base), most = max(terms.items(), key=lambda term: (term[0][1], term[0][0]))
    others = [(j - power, q / base, abs(c / most)) for (j, q), c in terms.items() if (j, q) != (power, base)]
    start = 1
    while start <= limits.EXPONENTIAL_FARTHEST:
        falling = all(q * Rational(start + 1, start) ** max(j, 0) <= 1 for j, q, _ in others)
        lengths = (max(q.numerator.bit_length(), q.denominator.bit_length()) * start for _, q, _ in others)
        if max(lengths, default=0) > limits.POWER_BITS:
            return None
        if falling and sum((c * Rational(start) ** j * q**start for j, q, c in others), Rational(0)) < 1:
            return start, 1 if most > 0 else -1
        start *= 2
    return None


def _constant(value: Rational) -> Terms:
    return {(0, Rational(1)): value} if value else {}


def _plus(one: Terms | None, other: Terms | None) -> Terms | None:
    if one is None or other is None:
        return None
    sums = dict(one)
    for term, by in other.items():
        sums[term] = sums.get(term, Rational(0)) + by
    return _kept(sums)


def _times(one: Terms | None, other: Terms | None) -> Terms | None:
    if one is None or other is None:
        return None
    products: dict[tuple[int, Rational], Rational] = {}
    for (j, q), by in one.items():
        for (i, p), times in other.items():
            term = (j + i, q * p)
            products[term] = products.get(term, Rational(0)) + by * times
    return _kept(products)


def _kept(terms: Mapping[tuple[int, Rational], Rational]) -> Terms | None:
    kept = {term: by for term, by in terms.items() if by}
    return (
        kept if len(kept) <= limits.EXPONENTIAL_TERMS and all(j <= limits.EXPONENTIAL_TERMS for j, _ in kept) else None
    )


def _inverse(terms: Terms | None) -> Terms | None:
    """One over c q^x."""
    if terms is None or len(terms) != 1:
        return None
    (((power, base), by),) = terms.items()
    return None if power else {(0, 1 / base): 1 / by}


def _power(base: Terms | None, exponent: Terms | None) -> Terms | None:
    """A sum to a number, or a number above 0 to a line in x."""
    if base is None or exponent is None or not exponent.keys() <= {(0, Rational(1)), (1, Rational(1))}:
        return None
    shift, slope = exponent.get((0, Rational(1)), Rational(0)), exponent.get((1, Rational(1)), Rational(0))
    if shift.denominator != 1 or slope.denominator != 1 or max(abs(shift), abs(slope)) > limits.POWER_BITS:
        return None
    if slope:
        number = base.get((0, Rational(1)), Rational(0))
        if base.keys() != {(0, Rational(1))} or number <= 0:
            return None
        bits = max(number.numerator.bit_length(), number.denominator.bit_length())
        if bits * max(abs(shift), abs(slope)) > limits.POWER_BITS:
            return None
        return {(0, number ** int(slope)): number ** int(shift)}
    if not 0 <= shift <= limits.EXPONENTIAL_TERMS:
        return None
    one: Terms | None = _constant(Rational(1))
    return reduce(_times, [base] * int(shift), one)
