"""Polynomials in whole unknowns and their quotients, as SymPy works them out; lengths are checked before."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import comb, prod
from typing import Any

from symrf.formulas import limits
from symrf.formulas.budget import spend_on

__all__ = [
    "TooLong",
    "Unread",
    "divided",
    "expanded",
    "factored",
    "factors",
    "monomials",
    "quotient",
    "symbol_of",
    "terms",
    "unknowns_of",
]


class TooLong(Exception):
    """A polynomial with too many terms, or of too high a degree."""


class Unread(TooLong):
    """A formula, or a part of one, that is no quotient of polynomials in whole unknowns."""


def symbol_of(name: str) -> Any:
    """The unknown of that name."""
    import sympy

    return sympy.Symbol(name)


def expanded(expression: Any) -> Any:
    """An expression, multiplied out; TooLong where that may be too many terms."""
    import sympy

    if terms(expression) > limits.POLYNOMIAL_TERMS:
        raise TooLong
    return sympy.expand(expression)


def monomials(polynomial: Any) -> tuple[list[Any], list[tuple[tuple[int, ...], Any]]]:
    """The unknowns of a polynomial, and its terms: the exponent of each unknown, and the coefficient."""
    import sympy

    unknowns = unknowns_of(polynomial)
    return unknowns, sympy.Poly(polynomial, *unknowns).terms() if unknowns else [((), polynomial)]


@lru_cache(maxsize=2048)
def quotient(expression: Any) -> tuple[Any, Any]:
    """The numerator and the denominator, polynomials with whole coefficients and nothing in common."""
    import sympy

    if terms(expression) > limits.POLYNOMIAL_TERMS:
        raise TooLong
    spend_on(expression, limits.STEPS_QUOTIENT)
    expression, unknowns = sympy.expand(expression), unknowns_of(expression)
    if unknowns and expression.is_polynomial(*unknowns):
        below, polynomial = sympy.Poly(expression, *unknowns).clear_denoms()
        return polynomial.as_expr(), below
    above, below = sympy.fraction(sympy.together(sympy.cancel(expression)))
    return sympy.expand(above), sympy.expand(below)


@lru_cache(maxsize=2048)
def factors(polynomial: Any) -> tuple[tuple[Any, int], ...]:
    """The irreducible factors of a polynomial and their exponents, numbers left out; first coefficients are above 0."""
    import sympy

    unknowns = unknowns_of(polynomial)
    if not unknowns:
        return ()
    known = sympy.Poly(polynomial, *unknowns)
    bits = max(int(abs(each)).bit_length() for each in known.coeffs())
    if known.total_degree() > limits.FACTORED_DEGREE // len(unknowns) or bits > limits.FACTORED_BITS:
        raise TooLong
    spend_on(polynomial, limits.STEPS_FACTORED)
    found = sympy.factor_list(polynomial, *unknowns)[1]
    return tuple((factor if sympy.LC(factor, *unknowns) > 0 else -factor, times) for factor, times in found)


def terms(expression: Any) -> int:
    """The most terms that an expression can have when it is multiplied out, as far as that is not too many."""
    found, most = 1, limits.POLYNOMIAL_TERMS + 1
    if expression.is_Add:
        found = sum(map(terms, expression.args))
    elif expression.is_Mul:
        found = prod(map(terms, expression.args))
    elif expression.is_Pow and expression.exp.is_Integer and (base := terms(expression.base)) > 1:
        times = min(abs(int(expression.exp)), most)  # which come to so many terms at the least
        found = comb(times + base - 1, times)
    return min(found, most)


def unknowns_of(expression: Any) -> list[Any]:
    """The unknowns of an expression, in an order that is always the same."""
    return sorted(expression.free_symbols, key=str)


def divided(above: Any, below: Any, unknowns: list[Any]) -> tuple[Any, Any]:
    """A whole quotient, and the rest, which the first term of the divisor goes into no more."""
    import sympy

    divisor = sympy.Poly(below, *unknowns)
    lead, first = divisor.LM(order="lex").exponents, int(divisor.LC(order="lex"))
    left, whole, rest = sympy.Poly(above, *unknowns), sympy.Poly(0, *unknowns), sympy.Poly(0, *unknowns)
    while not left.is_zero:
        spend_on(divisor, limits.STEPS_QUOTIENT)
        powers, coefficient = left.LM(order="lex").exponents, int(left.LC(order="lex"))
        moved = tuple(one - other for one, other in zip(powers, lead, strict=True))
        times = coefficient // first if min(moved) >= 0 else 0
        if times:
            quotient = sympy.Poly({moved: times}, *unknowns)
            whole, left = whole + quotient, left - quotient * divisor
        if times * first != coefficient:
            kept = sympy.Poly({powers: coefficient - times * first}, *unknowns)
            rest, left = rest + kept, left - kept
    return whole.as_expr(), rest.as_expr()


def factored(polynomial: Any) -> Iterator[tuple[Any, int]]:
    """The factors of a polynomial, those of its content among them: small primes, and what is left."""
    import sympy

    found = factors(polynomial)
    content = sympy.cancel(polynomial / sympy.Mul(*(factor**times for factor, times in found)))
    quick = {"use_rho": False, "use_pm1": False, "use_ecm": False}
    for prime, times in sympy.factorint(int(content), limit=limits.SMALL_PRIMES, **quick).items():
        if prime != 1:
            yield sympy.Integer(prime), times
    yield from found
