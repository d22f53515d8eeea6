"""Formulas in whole numbers alone: fractions are multiplied out, so that provers need none.

What is left is a written tree without fractions, but for `Floor(Fraction(a, b))`, the quotient of whole numbers; a
ceiling and a floor of a fraction come to that.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction as Rational
from math import lcm

from symrf.answers.certificates import _english
from symrf.answers.certificates.statements import Compared, Uncertified
from symrf.formulas import limits
from symrf.formulas.fold import Fold
from symrf.formulas.tree import (
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
    number,
    symbols,
)
from symrf.formulas.values import evaluate

__all__ = ["compared", "integral", "opened"]


def compared(left: Written, sign: str, right: Written) -> Compared:
    """Two formulas compared without fractions: `2*size = w-6` of `size = (w-6)/2`.

    >>> from symrf.formulas.printing.plain import PLAIN
    >>> found = compared(Symbol("f"), "=", (Symbol("w") - 2) / 2 - 2)
    >>> PLAIN(found.left), found.sign, PLAIN(found.right)
    ('2*f', '=', 'w-6')
    """
    (one, below), (other, beneath) = _CLEARED.fold(left), _CLEARED.fold(right)
    common = lcm(below, beneath)
    return Compared(_times(common // below, one), sign, _times(common // beneath, other))


def integral(tree: Written) -> Written:
    """A formula whose values are whole numbers, without fractions.

    >>> from symrf.formulas.printing.plain import PLAIN
    >>> from symrf.formulas.reader import parse
    >>> PLAIN(integral(parse("ceil((w-3)/2)+1")))
    'floor((w-2)/2)+1'
    """
    above, below = _CLEARED.fold(tree)
    return above if below == 1 else Floor(Fraction(above, Number(below)))


def _times(factor: int, tree: Written) -> Written:
    """A number times a formula, its terms each, as they are written."""
    if factor == 1:
        return tree
    match tree:
        case Number(value):
            return Number(factor * value)
        case Negative(of):
            return Negative(_times(factor, of))
        case Product((Number(value), *others)):
            return Product((Number(factor * value), *others))
        case Sum(terms):
            return Sum(tuple(_times(factor, each) for each in terms))
    return Product((Number(factor), tree))


Cleared = tuple[Written, int]
"""A numerator without fractions, and a denominator of 1 or more."""


class _Clearing(Fold[Cleared]):
    """A formula as one fraction, whose numerator has whole numbers in it alone."""

    def of_other(self, tree: Written) -> Cleared:
        raise Uncertified(_english.no_words_for(type(tree).__name__.lower()))

    def of_number(self, value: int) -> Cleared:
        return Number(value), 1

    def of_symbol(self, name: str) -> Cleared:
        return Symbol(name), 1

    def of_negative(self, of: Written) -> Cleared:
        above, below = self.fold(of)
        return Negative(above), below

    def of_sum(self, terms: tuple[Written, ...]) -> Cleared:
        numerators, below = self.alike(terms)
        return (Sum(tuple(numerators)) if below == 1 else _sum(numerators)), below

    def of_product(self, factors: tuple[Written, ...]) -> Cleared:
        above, below = 1, 1
        kept: list[Written] = []
        cleared = list(map(self.fold, factors))
        if all(denominator == 1 for _, denominator in cleared):
            return Product(tuple(numerator for numerator, _ in cleared)), 1
        for numerator, denominator in cleared:
            below *= denominator
            if isinstance(numerator, Number):
                above *= numerator.value
            else:
                kept.append(numerator)
        if not kept or above == 0:
            return Number(above), below
        whole = Rational(above, below)
        return (
            _times(whole.numerator, kept[0]) if len(kept) == 1 else Product(_with(whole.numerator, kept))
        ), whole.denominator

    def of_fraction(self, numerator: Written, denominator: Written) -> Cleared:
        above, below = self.fold(numerator)
        divisor = self.constant(denominator)
        factor = Rational(1, below) / divisor
        return _times(factor.numerator, above) if factor > 0 else Negative(
            _times(-factor.numerator, above)
        ), factor.denominator

    def of_floor(self, of: Written) -> Cleared:
        above, below = self.quotient(of)
        return (above if below == Number(1) else Floor(Fraction(above, below))), 1

    def of_ceiling(self, of: Written) -> Cleared:
        above, below = self.quotient(of)
        return (above if below == Number(1) else Floor(Fraction(_sum([above, below, number(-1)]), below))), 1

    def quotient(self, tree: Written) -> tuple[Written, Written]:
        """What a floor is of, as a numerator and a denominator that may be a symbol: one of 1 or more."""
        if isinstance(tree, Fraction) and symbols(tree.denominator):
            above, below = self.fold(tree.numerator)
            divisor, beneath = self.fold(tree.denominator)
            if beneath == 1:
                return above, divisor if below == 1 else Product((Number(below), divisor))
        above, below = self.fold(tree)
        return above, Number(below)

    def of_minimum(self, of: tuple[Written, ...]) -> Cleared:
        numerators, below = self.alike(of)
        return Minimum(tuple(numerators)), below

    def of_maximum(self, of: tuple[Written, ...]) -> Cleared:
        numerators, below = self.alike(of)
        return Maximum(tuple(numerators)), below

    def of_modulo(self, dividend: Written, divisor: Written) -> Cleared:
        above, below = self.fold(dividend)
        by = self.constant(divisor)
        if by <= 0:
            raise Uncertified(_english.DIVISOR_BELOW_ONE)
        return Modulo(_times(by.denominator, above), Number(by.numerator * below)), below * by.denominator

    def of_power(self, base: Written, exponent: Written) -> Cleared:
        if not symbols(base) and not symbols(exponent):
            value = self.constant(Power(base, exponent))
            return number(value.numerator), value.denominator
        if symbols(exponent):
            base, below = self.fold(base)
            exponent, beneath = self.fold(exponent)
            if below != 1 or beneath != 1:
                raise Uncertified(_english.no_words_for("power"))
            return Power(base, exponent), 1
        times = self.constant(exponent)
        if times.denominator != 1 or not 0 < times <= limits.POWER_CERTIFIED:
            raise Uncertified(_english.no_words_for("power"))
        return self.fold(Product((base,) * int(times))) if times > 1 else self.fold(base)

    def alike(self, trees: tuple[Written, ...]) -> tuple[list[Written], int]:
        """Numerators over one denominator."""
        cleared = list(map(self.fold, trees))
        common = lcm(*(below for _, below in cleared))
        return [_times(common // below, above) for above, below in cleared], common

    def constant(self, tree: Written) -> Rational:
        """The value of a formula without symbols."""
        if symbols(tree):
            raise Uncertified(_english.DIVIDES_BY_SYMBOLS)
        try:
            value = evaluate(tree, {})
        except ValueError:
            raise Uncertified(_english.TOO_LONG) from None
        if value == 0:
            raise Uncertified(_english.NO_DIVISION)
        return value


_CLEARED = _Clearing()


def _with(factor: int, others: Sequence[Written]) -> tuple[Written, ...]:
    return (*([] if factor == 1 else [number(factor)]), *others)


def _sum(terms: Sequence[Written]) -> Written:
    """A sum, in which sums are opened and the numbers are one."""
    kept: list[Written] = []
    constant = 0
    for term in opened(terms):
        match term:
            case Number(value):
                constant += value
            case Negative(Number(value)):
                constant -= value
            case _:
                kept.append(term)
    if constant or not kept:
        kept.append(number(constant))
    return kept[0] if len(kept) == 1 else Sum(tuple(kept))


def opened(terms: Sequence[Written], negative: bool = False) -> list[Written]:
    """The terms of a sum, those of the sums in it too."""
    found: list[Written] = []
    for term in terms:
        match term:
            case Sum(of):
                found += opened(of, negative)
            case Negative(of):
                found += opened((of,), not negative)
            case _:
                found.append(Negative(term) if negative else term)
    return found
