"""A number with symbols, as a hand writes it: `2p-k`, `1+(k-1)(2^n-1)`, `(k-1)/2`."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import lcm
from typing import Any

from symrf.errors import DerivationError
from symrf.formulas import _english, limits
from symrf.formulas.budget import spend_on
from symrf.formulas.tree import (
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
    Summation,
    Symbol,
    Written,
    number,
    parts,
)

__all__ = ["as_it_stands", "from_sympy", "terms_of"]


def from_sympy(expression: Any) -> Written:
    """The tree of a SymPy expression, as a hand writes it.

    >>> import sympy
    >>> from symrf.formulas.printing.plain import PLAIN
    >>> PLAIN(from_sympy(1 - 2 * sympy.Symbol("k")))
    '1-2*k'
    """
    if expression.is_Integer:
        return number(int(expression))
    terms = terms_of(expression)
    return terms[0] if len(terms) == 1 else Sum(terms)


def as_it_stands(expression: Any) -> Written:
    """The tree of a SymPy expression, whose terms stand as SymPy has them, and whose sums stay sums.

    >>> import sympy
    >>> from symrf.formulas.printing.plain import PLAIN
    >>> k, s = sympy.symbols("k s")
    >>> PLAIN(as_it_stands(sympy.floor(k / s - 1 / s)))
    'floor((-1+k)/s)'
    """
    import sympy

    from symrf.formulas.series import Series

    match expression:
        case sympy.Add() if any(map(_divides, expression.args)):
            return _ratio(expression, as_it_stands)
        case sympy.Add():
            return Sum(tuple(map(as_it_stands, expression.args)))
        case sympy.Mul():
            return Product(tuple(map(as_it_stands, expression.args)))
        case sympy.Pow(base=base, exp=sympy.Integer(p=times)) if times < 0:
            return Fraction(Number(1), as_it_stands(base**-times))
        case Series():
            term, index, first, last = expression.args
            return Summation(as_it_stands(term), Symbol(index.name), as_it_stands(first), as_it_stands(last))
    return _node(expression, as_it_stands)


def _divides(term: Any) -> bool:
    """Whether a term divides by what is no number."""
    factors = term.args if term.is_Mul else (term,)
    return any(factor.is_Pow and factor.exp.is_number and factor.exp < 0 for factor in factors)


@lru_cache(maxsize=4096)
def terms_of(expression: Any) -> tuple[Written, ...]:
    """The terms of a SymPy expression in the order in which a hand writes them; one that is subtracted is a Negative.

    Of the ways to write it that SymPy finds (expanded, factored, a constant and the rest factored), it is the shortest.

    >>> import sympy
    >>> from symrf.formulas.printing.plain import PLAIN
    >>> k, n = sympy.symbols("k n")
    >>> PLAIN(Sum(terms_of(1 + (k - 1) * (2**n - 1))))
    '1+(k-1)*(2**n-1)'
    """
    import sympy

    spend_on(expression, limits.STEPS_WRITTEN)
    ways: list[tuple[Any, ...]] = [(_turned(sympy.factor(expression)),), (expression,)]
    for constant in dict.fromkeys((sympy.S.One, sympy.S.NegativeOne, expression.as_coeff_Add()[0])):
        rest = sympy.factor(expression - constant)
        if rest.is_Mul:
            ways.append((constant, rest))
    written = [_terms(*way) for way in ways]
    return min(written, key=lambda terms: (len(terms), sum(map(_length, terms))))


def _turned(product: Any) -> Any:
    """A product with its sign in a sum from which symbols are subtracted: `2*(k-2*p-1)` for `-2*(2*p+1-k)`."""
    import sympy

    times, rest = product.as_coeff_Mul()
    factors = sympy.Mul.make_args(rest)
    for place, factor in enumerate(factors if times < 0 else ()):
        if factor.is_Add and any(term.as_coeff_Mul()[0] < 0 for term in factor.args if not term.is_number):
            return sympy.Mul(-times, *factors[:place], sympy.expand(-factor), *factors[place + 1 :], evaluate=False)
    return product


def _terms(*summands: Any) -> tuple[Written, ...]:
    """The terms of a sum: those that are added before those that are subtracted, numbers last of each."""
    import sympy

    summed = [part for summand in summands for part in sympy.Add.make_args(summand)]
    below = lcm(*(int(part.as_coeff_Mul()[0].q) for part in summed))
    terms = sorted((_term(part * below) for part in summed), key=_order)
    trees = tuple(-tree if negative else tree for negative, _, _, tree in terms)
    if below == 1:
        return trees
    if len(trees) == 1 and isinstance(trees[0], Negative):
        return (-Fraction(trees[0].of, number(below)),)
    if len(trees) == 1 and isinstance(trees[0], Fraction):
        return (Fraction(trees[0].numerator, _product([number(below), trees[0].denominator])),)
    return (Fraction(trees[0] if len(trees) == 1 else Sum(trees), number(below)),)


def _term(part: Any) -> tuple[bool, bool, str, Written]:
    """Whether a term is negative, whether it is a number, its name for the order, and its tree without the sign."""
    coefficient, rest = part.as_coeff_Mul()
    negative = bool(coefficient < 0)
    factors = [] if abs(coefficient) == 1 and rest != 1 else [number(abs(int(coefficient)))]
    if rest != 1:
        factors += sorted(map(_factor, rest.as_ordered_factors()), key=_factor_order)
    below = [factor.denominator for factor in factors if isinstance(factor, Fraction)]
    above = [factor.numerator if isinstance(factor, Fraction) else factor for factor in factors]
    above.sort(key=_factor_order)
    tree = _product(above) if not below else Fraction(_product(above), _product(below))
    return negative, bool(rest == 1), str(rest), tree


def _product(factors: list[Written]) -> Written:
    factors = [factor for factor in factors if factor != number(1)] or [number(1)]
    return factors[0] if len(factors) == 1 else Product(tuple(factors))


def _order(term: tuple[bool, bool, str, Written]) -> tuple[bool, int, str]:
    negative, alone, name, tree = term
    product_of_sums = isinstance(tree, Product) and any(isinstance(factor, Sum) for factor in tree.factors)
    return negative, 1 if alone else 2 * product_of_sums, name


def _factor_order(tree: Written) -> int:
    """Numbers, symbols, sums, sums with powers, what has a sum sign: `2(k-1)(2^n-1)`."""
    match tree:
        case Number():
            return 0
        case Sum(terms):
            return 3 if any(isinstance(term, Power) for term in terms) else 2
        case Summation():
            return 4
    return 1


def _factor(expression: Any) -> Written:
    """A factor of a term."""
    from symrf.formulas.series import Series

    return _series(expression) if isinstance(expression, Series) else _node(expression, _sum)


def _node(expression: Any, written: Callable[[Any], Written]) -> Written:
    """A SymPy expression that is no product, with its parts as they are `written`."""
    import sympy

    match expression:
        case sympy.Integer():
            return number(int(expression))
        case sympy.Rational():
            return Fraction(number(expression.p), number(expression.q))
        case sympy.Symbol():
            return Symbol(expression.name)
        case sympy.Pow():
            return Power(written(expression.base), written(expression.exp))
        case sympy.floor():
            return Floor(_ratio(expression.args[0], written))
        case sympy.ceiling():
            return Ceiling(_ratio(expression.args[0], written))
        case sympy.Max():
            return Maximum(tuple(sorted(map(written, expression.args), key=repr)))
        case sympy.Min():
            return Minimum(tuple(sorted(map(written, expression.args), key=repr)))
        case sympy.Mod():
            return Modulo(written(expression.args[0]), written(expression.args[1]))
        case sympy.Add():
            return written(expression)
    raise DerivationError(_english.cannot_be_written(expression))


def _series(series: Any) -> Written:
    """A sum in its closed form; a sum that has none, or not for all values of its symbols, as it is."""
    from symrf.formulas.series import closed

    found = closed(series)
    if found is not None:
        above, below = found.as_numer_denom()
        return Fraction(_sum(above), _sum(below))
    term, index, first, last = series.args
    return Summation(_sum(term), Symbol(index.name), _sum(first), _sum(last))


def _ratio(expression: Any, written: Callable[[Any], Written]) -> Written:
    """A quotient, whose denominator may have symbols, in the lowest terms that show in its denominators."""
    above, below = expression.together().as_numer_denom()
    return Fraction(written(above), written(below)) if below.free_symbols else written(expression)


def _sum(expression: Any) -> Written:
    terms = _terms(expression)
    return terms[0] if len(terms) == 1 else Sum(terms)


def _length(tree: Written) -> int:
    return 1 + sum(map(_length, parts(tree)))
