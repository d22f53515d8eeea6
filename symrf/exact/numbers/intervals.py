"""How a formula of several whole symbols behaves from their least values on: between which values, and which way.

All of it is read off the tree: a sum of what rises rises, a floor keeps what rises rising, one over what rises falls.
The bounds are true of every value that the symbols may have; what cannot be read off so is not known, which proves
nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache, reduce

from symrf.exact.numbers.estimates import Estimates
from symrf.exact.numbers.ratios import ONE, Ratio, Unknown
from symrf.exact.numbers.steps import INFINITY, Bound
from symrf.formulas.fold import Fold
from symrf.formulas.tree import Piecewise, Summation, Written, number

__all__ = ["Behaviour", "Range", "behaviour", "ends", "signs"]


@dataclass(frozen=True, slots=True)
class Range:
    """The values of a whole symbol, from `least` to `most`, which may have symbols in them; None: without end."""

    least: Written
    most: Written | None = None


@dataclass(frozen=True, slots=True)
class Behaviour:
    """The values are from `low` to `high`, which are fractions or infinities; `whole` where they are known to be whole.

    `ways` has, for each symbol, 1 where they never fall as it grows, -1 where they never rise, 0 where they stay, and
    None where that is not known.
    """

    low: Bound
    high: Bound
    ways: Mapping[str, int | None]
    whole: bool


def behaviour(tree: Written, leasts: Mapping[str, int], mosts: Mapping[str, int] | None = None) -> Behaviour | None:
    """How a formula behaves for whole symbols from their least values on, to the greatest of those that have one.

    None where nothing is known.

    A formula with a behaviour has a value everywhere there.

    >>> from symrf.formulas.reader import parse
    >>> found = behaviour(parse("floor(56/k)+n*k-n"), {"k": 30, "n": 1})
    >>> str(found.low), found.high, found.whole, dict(found.ways)
    ('30', inf, True, {'k': None, 'n': 1})
    """
    return _behaviour(tree, tuple((name, least, (mosts or {}).get(name)) for name, least in leasts.items()))


@lru_cache(maxsize=4096)
def _behaviour(tree: Written, ends: tuple[tuple[str, int, int | None], ...]) -> Behaviour | None:
    ranges = {name: Range(number(least), None if most is None else number(most)) for name, least, most in ends}
    try:
        numbers, found = _read(tree, ranges)
        low, high = numbers.between(found)
        ways = {} if low == high else numbers.ways(found)
        return Behaviour(low, high, {name: ways.get(name, 0) for name in ranges}, numbers.whole(found))
    except Unknown:
        return None


def ends(tree: Written, ranges: Mapping[str, Range]) -> tuple[Bound, Bound] | None:
    """Two numbers between which a formula is, the ranges of its symbols in symbols before; None where it is not known.

    >>> from symrf.formulas.reader import parse
    >>> n, i = (Range(number(1)), Range(number(0), parse("n-1")))
    >>> print(*ends(parse("n-i"), {"n": n, "i": i}))
    1 inf
    """
    try:
        numbers, found = _read(tree, ranges)
        return numbers.between(found)
    except Unknown:
        return None


def signs(tree: Written, ranges: Mapping[str, Range]) -> frozenset[int]:
    """The signs that a formula may have, as far as is known: some of -1, 0 and 1.

    >>> from symrf.formulas.reader import parse
    >>> sorted(signs(parse("k/n-k"), dict.fromkeys("kn", Range(number(1)))))
    [-1, 0]
    """
    try:
        numbers, found = _read(tree, ranges)
        low, high = numbers.between(Ratio(found.above, ONE))
    except Unknown:
        low, high = -INFINITY, INFINITY
    possible = {-1: low < 0, 0: low <= 0 <= high, 1: high > 0}
    return frozenset(sign for sign, may_be in possible.items() if may_be)


def _read(tree: Written, ranges: Mapping[str, Range]) -> tuple[Estimates, Ratio]:
    """What a formula is, and in which steps."""
    numbers = Estimates()
    reader = _Read(numbers, {})
    for name, each in ranges.items():
        most = None if each.most is None else reader.fold(each.most)
        reader.symbols[name] = numbers.symbol(name, reader.fold(each.least), most)
    return numbers, reader.fold(tree)


class _Read(Fold[Ratio]):
    """What each node of a formula is."""

    def __init__(self, numbers: Estimates, symbols: dict[str, Ratio]) -> None:
        self.numbers = numbers
        self.symbols = symbols

    def of_number(self, value: int) -> Ratio:
        return Ratio.of(value)

    def of_symbol(self, name: str) -> Ratio:
        if name not in self.symbols:
            raise Unknown
        return self.symbols[name]

    def of_negative(self, of: Written) -> Ratio:
        return -self.fold(of)

    def of_sum(self, terms: tuple[Written, ...]) -> Ratio:
        return self.numbers.sum(*map(self.fold, terms))

    def of_product(self, factors: tuple[Written, ...]) -> Ratio:
        return self.numbers.product(*map(self.fold, factors))

    def of_fraction(self, numerator: Written, denominator: Written) -> Ratio:
        return self.numbers.product(self.fold(numerator), self.numbers.inverse(self.fold(denominator)))

    def of_power(self, base: Written, exponent: Written) -> Ratio:
        return self.numbers.power(self.fold(base), self.fold(exponent))

    def of_floor(self, of: Written) -> Ratio:
        return self.numbers.floor(self.fold(of))

    def of_ceiling(self, of: Written) -> Ratio:
        return self.numbers.ceiling(self.fold(of))

    def of_minimum(self, of: tuple[Written, ...]) -> Ratio:
        return reduce(self.numbers.minimum, map(self.fold, of))

    def of_maximum(self, of: tuple[Written, ...]) -> Ratio:
        return reduce(self.numbers.maximum, map(self.fold, of))

    def of_modulo(self, dividend: Written, divisor: Written) -> Ratio:
        return self.numbers.modulo(self.fold(dividend), self.fold(divisor))

    def of_summation(self, tree: Summation) -> Ratio:
        def term(index: Ratio) -> Ratio:
            return _Read(self.numbers, {**self.symbols, tree.index.name: index}).fold(tree.term)

        return self.numbers.summation(term, self.fold(tree.first), self.fold(tree.last))

    def of_piecewise(self, tree: Piecewise) -> Ratio:
        different = self.numbers.sum(self.fold(tree.left), -self.fold(tree.right))
        return self.numbers.cases(different, lambda: self.fold(tree.value), lambda: self.fold(tree.otherwise))

    def of_other(self, _tree: Written) -> Ratio:
        raise Unknown
