"""One walk over a formula: what each node comes to, said once for each kind of node.

Every reading of a formula is a Fold: its value, its print, its SymPy expression, between which values it lies.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

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
)

__all__ = ["Fold"]

T = TypeVar("T")


class Fold(Generic[T]):
    """What nodes come to: a method a kind, which folds the parts that it needs; `of_other` is for those without one.

    >>> from symrf.formulas.tree import parts
    >>> class Depth(Fold[int]):
    ...     def of_other(self, tree: Written) -> int:
    ...         return 1 + max(map(self.fold, parts(tree)), default=0)
    >>> Depth().fold((Symbol("w") - 2) / 2)
    4
    """

    __slots__ = ()

    def fold(self, tree: Written) -> T:
        """What a tree comes to."""
        walk = _WALKS.get(type(tree))
        if walk is None:
            raise TypeError(f"not a written tree: {tree!r}")
        found: T = walk(self, tree)
        return found

    def of_other(self, tree: Written, /) -> T:
        """What a node comes to whose kind has no method of its own."""
        raise NotImplementedError(f"{type(self).__name__} does not read a {type(tree).__name__}")

    def of_number(self, value: int, /) -> T:
        return self.of_other(Number(value))

    def of_symbol(self, name: str, /) -> T:
        return self.of_other(Symbol(name))

    def of_sum(self, terms: tuple[Written, ...], /) -> T:
        return self.of_other(Sum(terms))

    def of_negative(self, of: Written, /) -> T:
        return self.of_other(Negative(of))

    def of_product(self, factors: tuple[Written, ...], /) -> T:
        return self.of_other(Product(factors))

    def of_fraction(self, numerator: Written, denominator: Written, /) -> T:
        return self.of_other(Fraction(numerator, denominator))

    def of_floor(self, of: Written, /) -> T:
        return self.of_other(Floor(of))

    def of_ceiling(self, of: Written, /) -> T:
        return self.of_other(Ceiling(of))

    def of_power(self, base: Written, exponent: Written, /) -> T:
        return self.of_other(Power(base, exponent))

    def of_minimum(self, of: tuple[Written, ...], /) -> T:
        return self.of_other(Minimum(of))

    def of_maximum(self, of: tuple[Written, ...], /) -> T:
        return self.of_other(Maximum(of))

    def of_modulo(self, dividend: Written, divisor: Written, /) -> T:
        return self.of_other(Modulo(dividend, divisor))

    def of_summation(self, tree: Summation, /) -> T:
        return self.of_other(tree)

    def of_piecewise(self, tree: Piecewise, /) -> T:
        return self.of_other(tree)

    def of_tuple(self, entries: tuple[Written, ...], /) -> T:
        return self.of_other(Tuple(entries))


_WALKS: Mapping[type, Callable[[Any, Any], Any]] = {  # a table, as this is asked more than all else
    Symbol: lambda fold, tree: fold.of_symbol(tree.name),
    Number: lambda fold, tree: fold.of_number(tree.value),
    Sum: lambda fold, tree: fold.of_sum(tree.terms),
    Negative: lambda fold, tree: fold.of_negative(tree.of),
    Product: lambda fold, tree: fold.of_product(tree.factors),
    Fraction: lambda fold, tree: fold.of_fraction(tree.numerator, tree.denominator),
    Floor: lambda fold, tree: fold.of_floor(tree.of),
    Ceiling: lambda fold, tree: fold.of_ceiling(tree.of),
    Power: lambda fold, tree: fold.of_power(tree.base, tree.exponent),
    Minimum: lambda fold, tree: fold.of_minimum(tree.of),
    Maximum: lambda fold, tree: fold.of_maximum(tree.of),
    Modulo: lambda fold, tree: fold.of_modulo(tree.dividend, tree.divisor),
    Summation: lambda fold, tree: fold.of_summation(tree),
    Piecewise: lambda fold, tree: fold.of_piecewise(tree),
    Tuple: lambda fold, tree: fold.of_tuple(tree.entries),
}
