"""What a written tree is worth: its exact value, and its SymPy expression."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil, floor, prod
from typing import TYPE_CHECKING, Any

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
    cases,
    nodes,
    parts,
)

if TYPE_CHECKING:
    from fractions import Fraction as Rational

    import sympy

__all__ = ["TooLong", "Work", "evaluate", "to_sympy"]

MOST_BITS = 100_000  # of a power that is worked out
_BITS_OF_AN_OPERATION = 512  # in a power that takes as long as any other operation
MOST_WORK = 300_000  # operations for the sums of a tree: a node of a term for each value of the index


class TooLong(ValueError):
    """A sum that takes too many operations to be added up."""


@dataclass(slots=True)
class Work:
    """How many operations may be made for sums, and how many have been."""

    limit: int = MOST_WORK
    count: int = 0

    def more(self, count: int) -> None:
        """Counts operations before they are made; raises TooLong where they pass the limit."""
        if self.count + count > self.limit:
            raise TooLong(f"a sum that takes more than {self.limit:,} operations")
        self.count += count

    def indices(self, first: Rational, last: Rational, term: Written) -> range:
        """The values of the index of a sum, once the operations for its terms are counted."""
        if first.denominator != 1 or last.denominator != 1:
            raise ValueError("a sum with a fraction as its bound")
        indices = range(int(first), int(last) + 1)
        self.more(max(0, indices.stop - indices.start) * sum(1 for _ in nodes(term)))
        return indices


def evaluate(tree: Written, values: Mapping[str, int], work: Work | None = None) -> Rational:
    """The exact value of a tree; ValueError where it has none, more than 100,000 bits, or sums too long.

    Of a Piecewise only the branch that holds is worked out. `work` is what has been done for sums, where it is shared.

    >>> evaluate(Floor((Symbol("w") - 2) / 2) - 2, {"w": 9})
    Fraction(1, 1)
    """
    from fractions import Fraction as Rational

    work = Work() if work is None else work
    match tree:
        case Summation(term, index, first, last):
            indices = work.indices(evaluate(first, values, work), evaluate(last, values, work), term)
            return sum((evaluate(term, {**values, index.name: each}, work) for each in indices), Rational(0))
        case Piecewise(then, left, right, otherwise):
            holds = evaluate(left, values, work) == evaluate(right, values, work)
            return evaluate(then if holds else otherwise, values, work)
    inside = [evaluate(part, values, work) for part in parts(tree)]
    match tree:
        case Number(value):
            return Rational(value)
        case Symbol(name):
            if name not in values:
                raise ValueError(f"{name} has no value")
            return Rational(values[name])
        case Sum():
            return sum(inside, Rational(0))
        case Negative():
            return -inside[0]
        case Product():
            return prod(inside, start=Rational(1))
        case Fraction():
            if inside[1] == 0:
                raise ValueError("a division by zero")
            return inside[0] / inside[1]
        case Floor():
            return Rational(floor(inside[0]))
        case Ceiling():
            return Rational(ceil(inside[0]))
        case Power():
            return _power(inside[0], inside[1], work)
        case Minimum():
            return min(inside)
        case Maximum():
            return max(inside)
        case Modulo():
            if inside[1] == 0:
                raise ValueError("a division by zero")
            return inside[0] % inside[1]
    raise ValueError("a tuple has no single value")


def to_sympy(tree: Written, symbol: Callable[[str], Any] | None = None) -> sympy.Basic:
    """The SymPy expression of a tree; its symbols are plain, or what `symbol` makes them; a Tuple is a sympy.Tuple.

    The index of a sum is always plain: it may be 0 or less, and so may not have what is known of other symbols. SymPy
    reads a sum whose bounds are more than one step the wrong way round as minus the terms between them, and not as 0.

    >>> to_sympy((Symbol("w") - 2) / 2 - 2)
    w/2 - 3
    """
    import sympy

    free = symbol or sympy.Symbol

    def convert(node: Written) -> Any:
        match node:
            case Number(value):
                return sympy.Integer(value)
            case Symbol(name):
                return free(name)
            case Sum(terms):
                return sympy.Add(*map(convert, terms))
            case Negative(of):
                return -convert(of)
            case Product(factors):
                return sympy.Mul(*map(convert, factors))
            case Fraction(numerator, denominator):
                return convert(numerator) / convert(denominator)
            case Floor(of):
                return sympy.floor(convert(of))
            case Ceiling(of):
                return sympy.ceiling(convert(of))
            case Power(Number(base), Number(exponent)) if exponent * base.bit_length() > MOST_BITS:
                return sympy.UnevaluatedExpr(sympy.Pow(base, exponent, evaluate=False))
            case Power(base, exponent):
                return convert(base) ** convert(exponent)
            case Minimum(of):
                return sympy.Min(*map(convert, of))
            case Maximum(of):
                return sympy.Max(*map(convert, of))
            case Modulo(dividend, divisor):
                return sympy.Mod(convert(dividend), convert(divisor))
            case Summation(term, index, first, last):
                bound = sympy.Symbol(index.name)
                inside = to_sympy(term, lambda name: bound if name == index.name else free(name))
                return sympy.Sum(inside, (bound, convert(first), convert(last)))
            case Piecewise():
                several, otherwise = cases(node)
                each = [(convert(case.value), sympy.Eq(convert(case.left), convert(case.right))) for case in several]
                return sympy.Piecewise(*each, (convert(otherwise), True))
            case Tuple(entries):
                return sympy.Tuple(*map(convert, entries))
        raise TypeError(f"not a written tree: {node!r}")

    result: sympy.Basic = convert(tree)
    return result


def _power(base: Rational, exponent: Rational, work: Work) -> Rational:
    if exponent.denominator != 1:
        raise ValueError("a power with a fraction as its exponent")
    if base == 0 and exponent < 0:
        raise ValueError("a division by zero")
    bits = max(base.numerator.bit_length(), base.denominator.bit_length())
    if abs(base) != 1 and bits * abs(exponent) > MOST_BITS:
        raise ValueError(f"a power with more than {MOST_BITS} bits")
    if abs(base) != 1:
        work.more(int(bits * abs(exponent)) // _BITS_OF_AN_OPERATION)
    return base ** int(exponent % 2 if abs(base) == 1 else exponent)
