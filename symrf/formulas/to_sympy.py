"""The SymPy expression of a written tree."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from symrf.formulas import limits
from symrf.formulas.budget import spend
from symrf.formulas.fold import Fold
from symrf.formulas.tree import Maximum, Minimum, Number, Piecewise, Summation, Written, cases, parts

if TYPE_CHECKING:
    import sympy

__all__ = ["Ring", "to_sympy"]


def to_sympy(tree: Written, symbol: Callable[[str], Any] | None = None) -> sympy.Basic:
    """The SymPy expression of a tree; its symbols are plain, or what `symbol` makes them; a Tuple is a sympy.Tuple.

    The index of a sum is always plain: it may be 0 or less, and so may not have what is known of other symbols. SymPy
    reads a sum whose bounds are more than one step the wrong way round as minus the terms between them, and not as 0.

    >>> from symrf.formulas.tree import Symbol
    >>> to_sympy((Symbol("w") - 2) / 2 - 2)
    w/2 - 3
    """
    import sympy

    spend(limits.STEPS_NESTED * (limits.TIMES_NESTED ** _nested(tree) - 1))
    found: sympy.Basic = _Expression(symbol or sympy.Symbol).fold(tree)
    return found


def _nested(tree: Written) -> int:
    """How many minima and maxima stand in each other at the most."""
    return max(map(_nested, parts(tree)), default=0) + isinstance(tree, Minimum | Maximum)


class Ring(Fold[Any]):
    """Numbers, sums and products as SymPy expressions; what else there is, a fold that is made of it says."""

    def __init__(self) -> None:
        import sympy

        self.sympy = sympy

    def of_number(self, value: int) -> Any:
        return self.sympy.Integer(value)

    def of_sum(self, terms: tuple[Written, ...]) -> Any:
        return self.sympy.Add(*map(self.fold, terms))

    def of_negative(self, of: Written) -> Any:
        return -self.fold(of)

    def of_product(self, factors: tuple[Written, ...]) -> Any:
        return self.sympy.Mul(*map(self.fold, factors))


class _Expression(Ring):
    """The SymPy expression of each node; `symbol` makes those of the symbols."""

    def __init__(self, symbol: Callable[[str], Any]) -> None:
        super().__init__()
        self.symbol = symbol

    def of_symbol(self, name: str) -> Any:
        return self.symbol(name)

    def of_fraction(self, numerator: Written, denominator: Written) -> Any:
        return self.fold(numerator) / self.fold(denominator)

    def of_floor(self, of: Written) -> Any:
        return self.sympy.floor(self.fold(of))

    def of_ceiling(self, of: Written) -> Any:
        return self.sympy.ceiling(self.fold(of))

    def of_power(self, base: Written, exponent: Written) -> Any:
        match base, exponent:
            case Number(number), Number(times) if times * number.bit_length() > limits.POWER_BITS:
                return self.sympy.UnevaluatedExpr(self.sympy.Pow(number, times, evaluate=False))
        return self.fold(base) ** self.fold(exponent)

    def of_minimum(self, of: tuple[Written, ...]) -> Any:
        return self.sympy.Min(*map(self.fold, of))

    def of_maximum(self, of: tuple[Written, ...]) -> Any:
        return self.sympy.Max(*map(self.fold, of))

    def of_modulo(self, dividend: Written, divisor: Written) -> Any:
        return self.sympy.Mod(self.fold(dividend), self.fold(divisor))

    def of_summation(self, tree: Summation) -> Any:
        free, bound = self.symbol, self.sympy.Symbol(tree.index.name)
        inside = _Expression(lambda name: bound if name == bound.name else free(name)).fold(tree.term)
        return self.sympy.Sum(inside, (bound, self.fold(tree.first), self.fold(tree.last)))

    def of_piecewise(self, tree: Piecewise) -> Any:
        several, otherwise = cases(tree)
        rows = [(self.fold(each.value), self.sympy.Eq(self.fold(each.left), self.fold(each.right))) for each in several]
        return self.sympy.Piecewise(*rows, (self.fold(otherwise), True))

    def of_tuple(self, entries: tuple[Written, ...]) -> Any:
        return self.sympy.Tuple(*map(self.fold, entries))
