"""A claim about two formulas as conditions on quasi-polynomials: their difference, and what they divide by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction as Rational
from functools import reduce
from math import floor
from typing import TypeAlias

from symrf.exact.sets.boxes import Constraint
from symrf.exact.sets.quasipolynomials import Quasi, Spent, constant, variable
from symrf.formulas.tree import (
    Ceiling,
    Floor,
    Fraction,
    Maximum,
    Minimum,
    Modulo,
    Negative,
    Number,
    Piecewise,
    Power,
    Product,
    Sum,
    Summation,
    Symbol,
    Tuple,
    Written,
    number,
    substitute,
    symbols,
)
from symrf.formulas.values import MOST_BITS, Work, evaluate

__all__ = ["NoValue", "OutsideClass", "constraints"]

HIGHEST = 64  # degree of a power
WRITTEN_OUT = 10_000  # nodes of the terms of sums with input sizes in them

Value: TypeAlias = Rational | Quasi
ONE = Rational(1)


class OutsideClass(Exception):
    """A formula of which nothing but its values is known; the message says why."""


class NoValue(Exception):
    """A formula that divides by the number 0."""


def constraints(
    truth: Written, claim: Written, relation: str, least: Mapping[str, int], spent: Spent
) -> list[Constraint]:
    """What must hold where the claim does: the relation of the cross products, and that no divisor is 0.

    >>> w = Symbol("w")
    >>> [each.relation for each in constraints(w - 2, (w**2 - 4) / (w + 2), "=", {"w": 1}, Spent(100))]
    ['=', '!=']
    """
    leasts = tuple(least.values())
    reader = _Reader({name: variable(axis, leasts) for axis, name in enumerate(least)}, leasts, spent)
    above, below = reader.ratio(truth)
    claim_above, claim_below = reader.ratio(claim)
    difference = _plus(_times(above, claim_below), _negative(_times(claim_above, below)))
    if relation != "=":  # multiplied by the square of both denominators
        difference = _times(difference, _times(below, claim_below))
    found = [reader.quasi(difference), *reader.divisors]
    if any(degree > HIGHEST for each in found for degree in each.degrees):
        raise OutsideClass(f"a power above {HIGHEST}")
    return [Constraint(each, "!=" if index else relation) for index, each in enumerate(found)]


@dataclass(slots=True)
class _Reader:
    """Reads a formula as a quotient of two quasi-polynomials, and keeps what it divides by."""

    variables: dict[str, Quasi]
    leasts: tuple[int, ...]
    spent: Spent
    divisors: list[Quasi] = field(default_factory=list)
    work: Work = field(default_factory=lambda: Work(WRITTEN_OUT))

    def ratio(self, tree: Written) -> tuple[Value, Value]:
        """The numerator and the denominator of a formula."""
        match tree:
            case Number(value):
                return Rational(value), ONE
            case Symbol(name):
                return self.variables[name], ONE
            case Negative(of):
                above, below = self.ratio(of)
                return _negative(above), below
            case Sum(terms):
                return _summed([*map(self.ratio, terms)])
            case Product(factors):
                return reduce(_product, map(self.ratio, factors))
            case Fraction(numerator, denominator):
                return _product(self.ratio(numerator), self.inverse(denominator))
            case Power(base, exponent):
                return self.power(base, self.value(exponent))
            case Summation() if not symbols(tree):
                return _number(tree), ONE
            case Summation(term, index, first, last):
                indices = self.indices(self.value(first), self.value(last), term)
                return _summed([self.ratio(substitute(term, {index.name: number(each)})) for each in indices])
            case Piecewise(value, left, right, otherwise):
                one, two = self.value(left), self.value(right)
                if isinstance(one, Quasi) or isinstance(two, Quasi):
                    raise OutsideClass("cases that hang on an input size")
                return self.ratio(value if one == two else otherwise)
            case Tuple():
                raise ValueError("a tuple has no single value")
        return self.value(tree), ONE

    def indices(self, first: Value, last: Value, term: Written) -> range:
        """The values of an index whose bounds are numbers."""
        if isinstance(first, Quasi) or isinstance(last, Quasi):
            raise OutsideClass("a sum whose bounds hang on an input size")
        try:
            return self.work.indices(first, last, term)
        except ValueError as reason:
            raise OutsideClass(str(reason)) from None

    def inverse(self, tree: Written) -> tuple[Value, Value]:
        """One over a formula, which must not be 0."""
        above, below = self.ratio(tree)
        if isinstance(above, Quasi):
            self.divisors.append(above)
            return below, above
        if above == 0:
            raise NoValue
        return _times(below, 1 / above), ONE

    def power(self, base: Written, exponent: Value) -> tuple[Value, Value]:
        """A power whose exponent is a number."""
        if isinstance(exponent, Quasi):
            raise OutsideClass("an input size in an exponent")
        if exponent.denominator != 1:
            raise OutsideClass("a power with a fraction as its exponent")
        above, below = self.ratio(base) if exponent >= 0 else self.inverse(base)
        times = abs(exponent.numerator)
        return self.raised(above, times), self.raised(below, times)

    def raised(self, base: Value, times: int) -> Value:
        """A whole power, of a degree and a length that can be worked with."""
        if isinstance(base, Quasi):
            if times * max(1, *base.degrees) > HIGHEST:
                raise OutsideClass(f"a power above {HIGHEST}")
            one: Value = ONE
            return reduce(_times, [base] * times, one)
        if abs(base) == 1:
            times %= 2
        if times * max(base.numerator.bit_length(), base.denominator.bit_length()) > MOST_BITS and base != 0:
            raise OutsideClass(f"a power with more than {MOST_BITS} bits")
        return base**times

    def value(self, tree: Written) -> Value:
        """A formula that divides by numbers alone."""
        match tree:
            case Floor(of):
                return _floor(self.value(of))
            case Ceiling(of):
                return _negative(_floor(_negative(self.value(of))))
            case Minimum(of) | Maximum(of):
                if len(symbols(tree)) > 1:
                    raise OutsideClass("a minimum or maximum over several axes")
                return reduce(self.lesser if isinstance(tree, Minimum) else self.greater, map(self.value, of))
            case Modulo(dividend, divisor):
                return self.modulo(self.value(dividend), self.value(divisor))
        above, below = self.ratio(tree)
        if isinstance(below, Quasi):
            raise OutsideClass("a quotient by an input size inside a rounding, remainder, minimum or maximum")
        return _times(above, 1 / below)

    def modulo(self, dividend: Value, divisor: Value) -> Value:
        if isinstance(divisor, Quasi):
            raise OutsideClass("a remainder by an input size")
        if divisor == 0:
            raise NoValue
        return dividend.modulo(divisor) if isinstance(dividend, Quasi) else dividend % divisor

    def lesser(self, one: Value, two: Value) -> Value:
        if isinstance(one, Quasi) or isinstance(two, Quasi):
            return self.quasi(one).least(self.quasi(two), self.spent)
        return min(one, two)

    def greater(self, one: Value, two: Value) -> Value:
        return _negative(self.lesser(_negative(one), _negative(two)))

    def quasi(self, value: Value) -> Quasi:
        return value if isinstance(value, Quasi) else constant(value, self.leasts)


def _number(tree: Written) -> Rational:
    """The value of a formula without symbols."""
    try:
        return evaluate(tree, {})
    except ValueError as reason:
        raise (NoValue if "division by zero" in str(reason) else OutsideClass(str(reason))) from None


def _summed(terms: list[tuple[Value, Value]]) -> tuple[Value, Value]:
    """A sum, half by half: a quasi-polynomial calls those it is made of, and a sum is longer than calls may nest."""
    if len(terms) > 1:
        middle = len(terms) // 2
        return _sum(_summed(terms[:middle]), _summed(terms[middle:]))
    return terms[0] if terms else (Rational(0), ONE)


def _sum(one: tuple[Value, Value], two: tuple[Value, Value]) -> tuple[Value, Value]:
    above, below = one
    other_above, other_below = two
    if not isinstance(below, Quasi) and not isinstance(other_below, Quasi):  # both are 1
        return _plus(above, other_above), below
    return _plus(_times(above, other_below), _times(other_above, below)), _times(below, other_below)


def _product(one: tuple[Value, Value], two: tuple[Value, Value]) -> tuple[Value, Value]:
    return _times(one[0], two[0]), _times(one[1], two[1])


def _plus(one: Value, two: Value) -> Value:
    if isinstance(one, Quasi):
        return one + two if isinstance(two, Quasi) else one.plus(two)
    return two.plus(one) if isinstance(two, Quasi) else one + two


def _times(one: Value, two: Value) -> Value:
    if isinstance(one, Quasi):
        return one * two if isinstance(two, Quasi) else (one if two == 1 else one.times(two))
    return (two if one == 1 else two.times(one)) if isinstance(two, Quasi) else one * two


def _negative(value: Value) -> Value:
    return value.times(-ONE) if isinstance(value, Quasi) else -value


def _floor(value: Value) -> Value:
    return value.floor() if isinstance(value, Quasi) else Rational(floor(value))
