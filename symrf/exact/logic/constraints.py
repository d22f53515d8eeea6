"""A claim about two formulas as conditions on quasi-polynomials: their difference, and what they divide by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction as Rational
from functools import lru_cache, reduce
from math import floor
from typing import TypeAlias

from symrf.exact import _english
from symrf.exact.sets.boxes import Constraint
from symrf.exact.sets.quasipolynomials import Quasi, Spent, constant, variable
from symrf.formulas import limits
from symrf.formulas.fold import Fold
from symrf.formulas.tree import Number, Piecewise, Summation, Written, number, substitute, symbols
from symrf.formulas.values import NoValue, Work, evaluate

__all__ = ["OutsideClass", "constraints"]


Value: TypeAlias = Rational | Quasi
Quotient: TypeAlias = tuple[Value, Value]  # a numerator and a denominator


_rational = lru_cache(1 << 10)(Rational)  # the numbers of formulas are few, and making one is long
ONE, _MINUS = _rational(1), _rational(-1)


class OutsideClass(Exception):
    """A formula of which nothing but its values is known; the message says why."""


def constraints(
    truth: Written, claim: Written, relation: str, least: Mapping[str, int], spent: Spent
) -> list[Constraint]:
    """What must hold where the claim does: the relation of the cross products, and that no divisor is 0.

    >>> from symrf.formulas.tree import Symbol
    >>> w = Symbol("w")
    >>> [each.relation for each in constraints(w - 2, (w**2 - 4) / (w + 2), "=", {"w": 1}, Spent(100))]
    ['=', '!=']
    """
    leasts = tuple(least.values())
    reader = _Reader({name: variable(axis, leasts) for axis, name in enumerate(least)}, leasts, spent)
    above, below = reader.fold(truth)
    claim_above, claim_below = reader.fold(claim)
    difference = _plus(_times(above, claim_below), _negative(_times(claim_above, below)))
    if relation != "=":  # multiplied by the square of both denominators
        difference = _times(difference, _times(below, claim_below))
    found = [reader.quasi(difference), *reader.divisors]
    if any(degree > limits.CONSTRAINT_DEGREE for each in found for degree in each.degrees):
        raise OutsideClass(_english.POWER_TOO_HIGH)
    return [Constraint(each, "!=" if index else relation) for index, each in enumerate(found)]


@dataclass
class _Reader(Fold[Quotient]):
    """Reads a formula as a quotient of two quasi-polynomials, and keeps what it divides by."""

    variables: dict[str, Quasi]
    leasts: tuple[int, ...]
    spent: Spent
    divisors: list[Quasi] = field(default_factory=list)
    work: Work = field(default_factory=lambda: Work(limits.CONSTRAINT_OPERATIONS))

    def of_number(self, value: int) -> Quotient:
        return _rational(value), ONE

    def of_symbol(self, name: str) -> Quotient:
        return self.variables[name], ONE

    def of_negative(self, of: Written) -> Quotient:
        above, below = self.fold(of)
        return _negative(above), below

    def of_sum(self, terms: tuple[Written, ...]) -> Quotient:
        return _summed([*map(self.fold, terms)])

    def of_product(self, factors: tuple[Written, ...]) -> Quotient:
        return reduce(_product, map(self.fold, factors))

    def of_fraction(self, numerator: Written, denominator: Written) -> Quotient:
        if isinstance(denominator, Number) and denominator.value:
            above, below = self.fold(numerator)
            return _times(above, _rational(1, denominator.value)), below
        return _product(self.fold(numerator), self.inverse(denominator))

    def of_power(self, base: Written, exponent: Written) -> Quotient:
        """A power whose exponent is a number."""
        times = self.value(exponent)
        if isinstance(times, Quasi):
            raise OutsideClass(_english.SIZE_IN_EXPONENT)
        if times.denominator != 1:
            raise OutsideClass(_english.FRACTION_AS_EXPONENT)
        above, below = self.fold(base) if times >= 0 else self.inverse(base)
        return self.raised(above, abs(times.numerator)), self.raised(below, abs(times.numerator))

    def of_summation(self, tree: Summation) -> Quotient:
        if not symbols(tree):
            return _number(tree), ONE
        indices = self.indices(self.value(tree.first), self.value(tree.last), tree.term)
        return _summed([self.fold(substitute(tree.term, {tree.index.name: number(each)})) for each in indices])

    def of_piecewise(self, tree: Piecewise) -> Quotient:
        one, two = self.value(tree.left), self.value(tree.right)
        if isinstance(one, Quasi) or isinstance(two, Quasi):
            raise OutsideClass(_english.CASES_OF_SIZES)
        return self.fold(tree.value if one == two else tree.otherwise)

    def of_floor(self, of: Written) -> Quotient:
        return _floor(self.value(of)), ONE

    def of_ceiling(self, of: Written) -> Quotient:
        return _negative(_floor(_negative(self.value(of)))), ONE

    def of_minimum(self, of: tuple[Written, ...]) -> Quotient:
        return reduce(self.lesser, self.on_one_axis(of)), ONE

    def of_maximum(self, of: tuple[Written, ...]) -> Quotient:
        return _negative(reduce(self.lesser, map(_negative, self.on_one_axis(of)))), ONE

    def of_modulo(self, dividend: Written, divisor: Written) -> Quotient:
        above, below = self.value(dividend), self.value(divisor)
        if isinstance(below, Quasi):
            raise OutsideClass(_english.REMAINDER_BY_SIZE)
        if below == 0:
            raise NoValue
        return above.modulo(below) if isinstance(above, Quasi) else above % below, ONE

    def of_tuple(self, _entries: tuple[Written, ...]) -> Quotient:
        raise ValueError(_english.TUPLE_HAS_NO_VALUE)

    def value(self, tree: Written) -> Value:
        """A formula that divides by numbers alone."""
        above, below = self.fold(tree)
        if isinstance(below, Quasi):
            raise OutsideClass(_english.QUOTIENT_BY_SIZE)
        return above if below is ONE else _times(above, 1 / below)

    def on_one_axis(self, trees: tuple[Written, ...]) -> Iterator[Value]:
        """Formulas of one input size alone, or of none."""
        if len(self.variables) > 1 and len(frozenset().union(*map(symbols, trees))) > 1:
            raise OutsideClass(_english.SEVERAL_AXES_COMPARED)
        return map(self.value, trees)

    def indices(self, first: Value, last: Value, term: Written) -> range:
        """The values of an index whose bounds are numbers."""
        if isinstance(first, Quasi) or isinstance(last, Quasi):
            raise OutsideClass(_english.SUM_TO_A_SIZE)
        try:
            return self.work.indices(first, last, term)
        except ValueError as reason:
            raise OutsideClass(str(reason)) from None

    def inverse(self, tree: Written) -> Quotient:
        """One over a formula, which must not be 0."""
        above, below = self.fold(tree)
        if isinstance(above, Quasi):
            self.divisors.append(above)
            return below, above
        if above == 0:
            raise NoValue
        return _times(below, 1 / above), ONE

    def raised(self, base: Value, times: int) -> Value:
        """A whole power, of a degree and a length that can be worked with."""
        if isinstance(base, Quasi):
            if times * max(1, *base.degrees) > limits.CONSTRAINT_DEGREE:
                raise OutsideClass(_english.POWER_TOO_HIGH)
            one: Value = ONE
            return reduce(_times, [base] * times, one)
        if abs(base) == 1:
            times %= 2
        if times * max(base.numerator.bit_length(), base.denominator.bit_length()) > limits.POWER_BITS and base != 0:
            raise OutsideClass(_english.POWER_TOO_LARGE)
        return base**times

    def lesser(self, one: Value, two: Value) -> Value:
        if isinstance(one, Quasi) or isinstance(two, Quasi):
            return self.quasi(one).least(self.quasi(two), self.spent)
        return min(one, two)

    def quasi(self, value: Value) -> Quasi:
        return value if isinstance(value, Quasi) else constant(value, self.leasts)


def _number(tree: Written) -> Rational:
    """The value of a formula without symbols."""
    try:
        return evaluate(tree, {})
    except NoValue:
        raise
    except ValueError as reason:
        raise OutsideClass(str(reason)) from None


def _summed(terms: list[Quotient]) -> Quotient:
    """A sum, half by half: a quasi-polynomial calls those it is made of, and a sum is longer than calls may nest."""
    if len(terms) == 2:
        return _sum(*terms)
    if len(terms) > 1:
        middle = len(terms) // 2
        return _sum(_summed(terms[:middle]), _summed(terms[middle:]))
    return terms[0] if terms else (Rational(0), ONE)


def _sum(one: Quotient, two: Quotient) -> Quotient:
    above, below = one
    other_above, other_below = two
    if not isinstance(below, Quasi) and not isinstance(other_below, Quasi):  # both are 1
        return _plus(above, other_above), below
    return _plus(_times(above, other_below), _times(other_above, below)), _times(below, other_below)


def _product(one: Quotient, two: Quotient) -> Quotient:
    return _times(one[0], two[0]), _times(one[1], two[1])


def _plus(one: Value, two: Value) -> Value:
    if isinstance(one, Quasi):
        return one + two if isinstance(two, Quasi) else one.plus(two)
    return two.plus(one) if isinstance(two, Quasi) else one + two


def _times(one: Value, two: Value) -> Value:
    if two is ONE or one is ONE:  # most denominators are
        return one if two is ONE else two
    if isinstance(one, Quasi):
        return one * two if isinstance(two, Quasi) else one.times(two)
    return two.times(one) if isinstance(two, Quasi) else one * two


def _negative(value: Value) -> Value:
    return value.times(_MINUS) if isinstance(value, Quasi) else -value


def _floor(value: Value) -> Value:
    return value.floor() if isinstance(value, Quasi) else Rational(floor(value))
