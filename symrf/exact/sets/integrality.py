"""When the numbers in braces are whole: odd k for a padding of (k-1)/2."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction as Rational
from itertools import product
from math import lcm

from symrf.errors import DerivationError
from symrf.exact import _english
from symrf.exact.numbers.parametric import Parametric
from symrf.exact.sets.residues import Residues
from symrf.formulas import limits
from symrf.formulas.tree import (
    Ceiling,
    Floor,
    Fraction,
    Number,
    Piecewise,
    Power,
    Product,
    Summation,
    Symbol,
    Written,
    parts,
    symbols,
)
from symrf.formulas.values import evaluate

__all__ = ["BadNumber", "both", "integrality"]

NO_CLASSES: Mapping[str, Residues] = {}


class BadNumber(DerivationError):
    """A number in braces that is not whole, or not as large as it must be, for all values of its symbols."""

    def __init__(self, value: Written, message: str) -> None:
        super().__init__(message)
        self.value = value


def integrality(value: Written, classes: Mapping[str, Residues]) -> tuple[str, Residues] | None:
    """The symbol that an expression with a fraction depends on, and for which of its remainders it is whole.

    None where it is whole for all values in their classes. Where a symbol has no class, the expression must be whole
    for the least value, 1: so (k-1)/2 is for odd k, and k/2 is refused, whose floor may have been meant.
    """
    if _check(value, value):
        number = Parametric.of(value)
        if isinstance(number, Parametric) and not number.whole:
            raise _not_whole(value)
        return None
    below, names = lcm(*_denominators(value)), sorted(symbols(value))
    if below == 1:
        return None
    known = {name: classes[name] for name in names if name in classes}
    period = lcm(below, *(int(each.modulus) for each in known.values()))
    if period ** len(names) > limits.BRACE_REMAINDERS:
        raise _not_whole(value)
    points = [
        point
        for point in product(range(1, period + 1), repeat=len(names))
        if all(at in known[name] for name, at in zip(names, point, strict=True) if name in known)
    ]
    whole = [point for point in points if evaluate(value, dict(zip(names, point, strict=True))).denominator == 1]
    if len(whole) == len(points):
        return None
    if not whole or len(names) != 1:
        raise _not_whole(value, known, None if whole else Residues(1, ()))
    (name,) = names
    found = _least(period, tuple(sorted(point[0] % period for point in whole)))
    if (1,) not in whole or known:
        raise _not_whole(value, known, found)
    return name, found


def both(one: Residues, other: Residues) -> Residues:
    """The numbers in two classes."""
    modulus = lcm(int(one.modulus), int(other.modulus))
    return _least(modulus, tuple(each for each in range(modulus) if each in one and each in other))


def _not_whole(value: Written, known: Mapping[str, Residues] = NO_CLASSES, where: Residues | None = None) -> BadNumber:
    """The refusal of an expression that is not whole, with the numbers of its one symbol for which it is, if known."""
    from symrf.formulas.printing.plain import PLAIN

    text, names = PLAIN(value), sorted(symbols(value))
    if where is not None and not known and (which := _class(names[0], where)) is not None:
        assumption = which if " by " in which else " ".join(reversed(which.split()))
        return BadNumber(value, _english.whole_for_some(text, which, assumption))
    values = [_class(name, known[name]) or name if name in known else name for name in names]
    return BadNumber(value, _english.not_always_whole(text, values, never=where is not None and where.never))


def _class(name: str, residues: Residues) -> str | None:
    """The numbers of a class, as they can be assumed: odd k; None where they cannot."""
    match int(residues.modulus), residues.residues:
        case 2, (rest,):
            return f"odd {name}" if rest else f"even {name}"
        case modulus, (0,):
            return _english.divisible(name, modulus)
    return None


def _check(tree: Written, value: Written) -> bool:
    """Whether a symbol is in an exponent; refuses what divides by a symbol or by 0, and powers too high to expand."""
    if isinstance(tree, Summation | Piecewise):
        raise BadNumber(value, _english.SUM_OR_CASES)
    if _degree(tree, value) > limits.BRACE_DEGREE:
        raise BadNumber(value, _english.BRACE_POWER_TOO_HIGH)
    if isinstance(tree, Fraction) and (symbols(tree.denominator) or evaluate(tree.denominator, {}) == 0):
        raise _not_whole(value)
    if isinstance(tree, Floor | Ceiling) and isinstance(tree.of, Fraction) and symbols(tree.of.denominator):
        return any([_check(tree.of.numerator, value), _check(tree.of.denominator, value)])
    exponential = isinstance(tree, Power) and bool(symbols(tree.exponent))
    return any([exponential, *(_check(part, value) for part in parts(tree))])


def _degree(tree: Written, value: Written) -> Rational:
    """The degree of an expression in its symbols; those of an exponent do not count."""
    if not symbols(tree):
        try:
            evaluate(tree, {})
        except ValueError as reason:
            raise BadNumber(value, str(reason)) from None
        return Rational(0)
    if isinstance(tree, Power):
        below = _degree(tree.base, value)
        return below if symbols(tree.exponent) else _power_degree(tree, below, value)
    degrees = [Rational(isinstance(tree, Symbol)), *(_degree(part, value) for part in parts(tree))]
    return sum(degrees, Rational(0)) if isinstance(tree, Product) else max(degrees)


def _power_degree(tree: Power, below: Rational, value: Written) -> Rational:
    exponent = evaluate(tree.exponent, {})
    if exponent < 0 or exponent.denominator != 1:
        raise _not_whole(value)
    return below * exponent


def _denominators(tree: Written) -> list[int]:
    """The numbers that an expression divides by, outside of floors."""
    found = [tree.denominator.value] if isinstance(tree, Fraction) and isinstance(tree.denominator, Number) else []
    return found + [each for part in parts(tree) for each in _denominators(part)]


def _least(modulus: int, residues: tuple[int, ...]) -> Residues:
    """The class with the least modulus."""
    for divisor in range(1, modulus + 1):
        kept = tuple(sorted({residue % divisor for residue in residues}))
        if modulus % divisor == 0 and len(kept) * (modulus // divisor) == len(residues):
            return Residues(divisor, kept)
    return Residues(modulus, residues)
