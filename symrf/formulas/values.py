"""What a written tree is worth: its exact value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction as Rational
from math import ceil, floor

from symrf.formulas import _english, limits
from symrf.formulas._english import MANY_DIGITS
from symrf.formulas.budget import spend
from symrf.formulas.fold import Fold
from symrf.formulas.tree import Piecewise, Summation, Written, nodes, number, symbols

__all__ = [
    "MANY_DIGITS",
    "Irrational",
    "NoValue",
    "TooLarge",
    "TooLong",
    "Work",
    "evaluate",
    "rational",
    "too_long",
    "worked_out",
]


class NoValue(ValueError):
    """A formula that divides by 0 with the numbers that are put in."""


class Irrational(ValueError):
    """A root that is no fraction."""


class TooLarge(ValueError):
    """A value with more bits than are worked out."""


class TooLong(ValueError):
    """A sum that takes too many operations to be added up."""


@dataclass(slots=True)
class Work:
    """How many operations may be made for sums, and how many have been."""

    limit: int = limits.SUM_OPERATIONS
    count: int = 0

    def more(self, count: int) -> None:
        """Counts operations before they are made; raises TooLong where they pass the limit."""
        if self.count + count > self.limit:
            raise TooLong(_english.sum_too_long(self.limit))
        spend(2 * count)
        self.count += count

    def indices(self, first: Rational, last: Rational, term: Written) -> range:
        """The values of the index of a sum, once the operations for its terms are counted."""
        if first.denominator != 1 or last.denominator != 1:
            raise ValueError(_english.FRACTION_AS_BOUND)
        indices = range(int(first), int(last) + 1)
        self.more(max(0, indices.stop - indices.start) * sum(1 for _ in nodes(term)))
        return indices


def evaluate(tree: Written, values: Mapping[str, int], work: Work | None = None) -> Rational:
    """The exact value of a tree; NoValue where it divides by 0, TooLarge above 100,000
    bits, TooLong where sums are, another ValueError where it is no fraction.

    Of a Piecewise only the branch that holds is worked out. `work` is what has been done for sums, where it is shared.

    >>> from symrf.formulas.tree import Floor, Symbol
    >>> evaluate(Floor((Symbol("w") - 2) / 2) - 2, {"w": 9})
    Fraction(1, 1)
    """
    return _Value(values, Work() if work is None else work).fold(tree)


def rational(value: Rational) -> Written:
    """The tree of a number, as it is written: -1/2."""
    above = number(abs(value.numerator))
    tree = above if value.denominator == 1 else above / value.denominator
    return -tree if value < 0 else tree


def worked_out(tree: Written) -> Written:
    """The number that a formula without symbols is; any other as it stands, and one that is too long to work out.

    >>> from symrf.formulas.reader import parse
    >>> worked_out(parse("8*2")), worked_out(parse("w")), worked_out(parse("1/0")) == parse("1/0")
    (Number(value=16), Symbol(name='w'), True)
    """
    if symbols(tree):
        return tree
    try:
        return rational(evaluate(tree, {}))
    except ValueError:
        return tree


class _Value(Fold[Rational]):
    """The value of each node, with numbers for the symbols."""

    __slots__ = ("values", "work")

    def __init__(self, values: Mapping[str, int], work: Work) -> None:
        self.values = values
        self.work = work

    def of_number(self, value: int) -> Rational:
        return Rational(value)

    def of_symbol(self, name: str) -> Rational:
        if name not in self.values:
            raise ValueError(_english.symbol_without_value(name))
        return Rational(self.values[name])

    def of_sum(self, terms: tuple[Written, ...]) -> Rational:
        spend(2 * len(terms))
        return sum(map(self.fold, terms), Rational(0))

    def of_negative(self, of: Written) -> Rational:
        return -self.fold(of)

    def of_product(self, factors: tuple[Written, ...]) -> Rational:
        spend(2 * len(factors))
        product = Rational(1)
        for factor in factors:
            product *= self.fold(factor)
            spend(product.numerator.bit_length() // (8 * limits.OPERATION_BITS))
        return product

    def of_fraction(self, numerator: Written, denominator: Written) -> Rational:
        spend(4)
        above, below = self.fold(numerator), self.fold(denominator)
        if below == 0:
            raise NoValue(_english.DIVISION_BY_ZERO)
        return above / below

    def of_floor(self, of: Written) -> Rational:
        return Rational(floor(self.fold(of)))

    def of_ceiling(self, of: Written) -> Rational:
        return Rational(ceil(self.fold(of)))

    def of_power(self, base: Written, exponent: Written) -> Rational:
        return _power(self.fold(base), self.fold(exponent), self.work)

    def of_minimum(self, of: tuple[Written, ...]) -> Rational:
        spend(2 * len(of))
        return min(map(self.fold, of))

    def of_maximum(self, of: tuple[Written, ...]) -> Rational:
        spend(2 * len(of))
        return max(map(self.fold, of))

    def of_modulo(self, dividend: Written, divisor: Written) -> Rational:
        spend(4)
        above, below = self.fold(dividend), self.fold(divisor)
        if below == 0:
            raise NoValue(_english.DIVISION_BY_ZERO)
        return above % below

    def of_summation(self, tree: Summation) -> Rational:
        indices = self.work.indices(self.fold(tree.first), self.fold(tree.last), tree.term)
        name = tree.index.name
        terms = (_Value({**self.values, name: each}, self.work).fold(tree.term) for each in indices)
        return sum(terms, Rational(0))

    def of_piecewise(self, tree: Piecewise) -> Rational:
        return self.fold(tree.value if self.fold(tree.left) == self.fold(tree.right) else tree.otherwise)

    def of_tuple(self, _entries: tuple[Written, ...]) -> Rational:
        raise ValueError(_english.TUPLE_HAS_NO_VALUE)


def too_long(value: Rational) -> bool:
    """Whether a number has more digits than are written."""
    limit: int = 10**limits.DIGITS
    return abs(value.numerator) >= limit or value.denominator >= limit


def _power(base: Rational, exponent: Rational, work: Work) -> Rational:
    if exponent.denominator != 1:
        above, below = (_root(each, exponent.denominator) for each in (base.numerator, base.denominator))
        if above is None or below is None:
            raise Irrational(_english.FRACTION_AS_EXPONENT)
        base = Rational(above, below)
    times = exponent.numerator
    if base == 0 and times < 0:
        raise NoValue(_english.DIVISION_BY_ZERO)
    if abs(base) == 1:
        return base ** (times % 2)
    bits = max(base.numerator.bit_length(), base.denominator.bit_length()) * abs(times)
    if bits > limits.POWER_BITS:
        raise TooLarge(_english.POWER_TOO_LARGE)
    operations = bits // limits.OPERATION_BITS
    work.more(operations)
    spend(operations**2 // 64)  # by measure
    return base**times


def _root(value: int, degree: int) -> int | None:
    """The whole number of which `value` is the power of that degree; None where there is none, or it is below 0."""
    if degree > value.bit_length():  # 2 to that degree is more
        return value if value in (0, 1) else None
    low, high = 0, 1 << (value.bit_length() // degree + 1)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if middle**degree < value else (low, middle)
    return low if low**degree == value else None
