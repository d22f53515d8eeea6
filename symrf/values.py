"""What a written tree is worth: its exact value, and its SymPy expression."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import ceil, floor, prod
from typing import TYPE_CHECKING, Any

from symrf.written import (
    Ceiling,
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
    Tuple,
    Written,
    parts,
)

if TYPE_CHECKING:
    from fractions import Fraction as Rational

    import sympy

__all__ = ["evaluate", "to_sympy"]

MOST_BITS = 100_000  # of a power that is worked out


def evaluate(tree: Written, values: Mapping[str, int]) -> Rational:
    """The exact value of a tree; ValueError where it has none, or one of more than 100,000 bits.

    >>> evaluate(Floor((Symbol("w") - 2) / 2) - 2, {"w": 9})
    Fraction(1, 1)
    """
    from fractions import Fraction as Rational

    inside = [evaluate(part, values) for part in parts(tree)]
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
            return _power(*inside)
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

    >>> to_sympy((Symbol("w") - 2) / 2 - 2)
    w/2 - 3
    """
    import sympy

    def convert(node: Written) -> Any:
        match node:
            case Number(value):
                return sympy.Integer(value)
            case Symbol(name):
                return (symbol or sympy.Symbol)(name)
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
            case Tuple(entries):
                return sympy.Tuple(*map(convert, entries))
        raise TypeError(f"not a written tree: {node!r}")

    result: sympy.Basic = convert(tree)
    return result


def _power(base: Rational, exponent: Rational) -> Rational:
    if exponent.denominator != 1:
        raise ValueError("a power with a fraction as its exponent")
    if base == 0 and exponent < 0:
        raise ValueError("a division by zero")
    bits = max(base.numerator.bit_length(), base.denominator.bit_length())
    if abs(base) != 1 and bits * abs(exponent) > MOST_BITS:
        raise ValueError(f"a power with more than {MOST_BITS} bits")
    return base ** int(exponent % 2 if abs(base) == 1 else exponent)
