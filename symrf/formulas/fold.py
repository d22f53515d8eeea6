"""One walk over a formula: what each node comes to, said once for each kind of node.

Every reading of a formula is a Fold: its value, its print, its SymPy expression, between which values it lies.
"""

from __future__ import annotations

from typing import Generic, TypeVar

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
        match tree:
            case Symbol(name):
                return self.of_symbol(name)
            case Number(value):
                return self.of_number(value)
            case Sum(terms):
                return self.of_sum(terms)
            case Negative(of):
                return self.of_negative(of)
            case Product(factors):
                return self.of_product(factors)
            case Fraction(numerator, denominator):
                return self.of_fraction(numerator, denominator)
            case Floor(of):
                return self.of_floor(of)
            case Ceiling(of):
                return self.of_ceiling(of)
            case Power(base, exponent):
                return self.of_power(base, exponent)
            case Minimum(trees):
                return self.of_minimum(trees)
            case Maximum(trees):
                return self.of_maximum(trees)
            case Modulo(dividend, divisor):
                return self.of_modulo(dividend, divisor)
            case Summation():
                return self.of_summation(tree)
            case Piecewise():
                return self.of_piecewise(tree)
            case Tuple(entries):
                return self.of_tuple(entries)
        raise TypeError(f"not a written tree: {tree!r}")

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
