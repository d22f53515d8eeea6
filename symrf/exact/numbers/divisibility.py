"""Equations in several whole numbers, by what divides a number: of `k*n + 1 = n*(3*n + 2)` n divides 1.

Both sides are brought to a polynomial in the symbols, and in powers, floors and maxima, which are whole as well; where
the equation is true, one of its factors is 0. If of a factor nothing but a number is left where x is 0, x divides that
number, and so has finitely many values. Of `A(x)*y + B(x)`, A(x) divides the resultant of A and B: `s*A + t*B` is that
number for some polynomials s and t, and A divides B. A quadratic whose discriminant in x has the first coefficient
`s^2*y^2` is a product of two lines and a number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations
from math import isqrt
from typing import Any, TypeAlias

from symrf.exact.numbers.identities import Forms, NoValue, Split
from symrf.exact.numbers.polynomials import TooLong, factors, quotient, unknowns_of
from symrf.exact.numbers.zeros import in_symbols
from symrf.formulas import limits
from symrf.formulas.budget import spend
from symrf.formulas.from_sympy import from_sympy
from symrf.formulas.tree import Written

__all__ = ["Divided", "Values", "possible"]

Values: TypeAlias = frozenset[tuple[str, int]]  # one of these symbols has the value beside it


@dataclass(frozen=True, slots=True)
class Divided:
    """That a formula of one symbol, the divisor, divides another one of it."""

    name: str
    divisor: Written
    dividend: Written


class _Endless(Exception):
    """A factor that may be 0 for endlessly many values of each symbol, as far as is known."""


def possible(left: Written, right: Written, leasts: Mapping[str, int]) -> list[Values | list[Divided]] | None:
    """What must be so where two formulas are equal, one thing in the list or another; None where that is not known.

    A thing is that symbols have one of some values, or all that is known to divide.

    >>> from symrf.formulas.reader import parse
    >>> possible(parse("k*n+1"), parse("n*(3n+2)"), {"k": 1, "n": 1})
    [frozenset({('n', 1)})]
    """
    forms = Forms.counted({name: (least, 1) for name, least in leasts.items()}, frozenset())
    try:
        above, _ = quotient(forms.read(left) - forms.read(right))
        zeros = [factor for factor, _ in factors(above) if not forms.bounds.nonzero(factor)]
        if above == 0 or any(_endless(factor, forms) for factor in zeros):
            return None
        found = [(factor, _values(factor, forms)) for factor in zeros]
        return [list(_linear(factor, forms)) if values is None else values for factor, values in found]
    except NoValue:
        return []
    except (_Endless, TooLong, Split):
        return None


def _values(factor: Any, forms: Forms) -> Values | None:
    """Values of a symbol, one of which it must have where a factor is 0; None where it divides no number."""
    for divisor, dividend in _dividing(factor, forms):
        if dividend.is_Integer and dividend != 0:
            return frozenset(value for each in _divisors(int(dividend)) for value in _where(divisor - each, forms))
    lines = _on_lines(factor)
    return None if lines is None else frozenset(value for each in lines for value in _where(each, forms))


def _linear(factor: Any, forms: Forms) -> Iterator[Divided]:
    """What divides what of one symbol, where a factor is linear in another."""
    import sympy

    for y in unknowns_of(factor):
        others = _others(factor, y, forms)
        if len(others) == 1 and others <= forms.meanings.keys() - {y} and sympy.degree(factor, y) == 1:
            yield Divided(str(*others), *(from_sympy(in_symbols(factor.coeff(y, power), forms)) for power in (1, 0)))


def _others(factor: Any, y: Any, forms: Forms) -> set[Any]:
    """The unknowns of symbols in a factor beside one of them, also in what others stand for."""
    found: set[Any] = set()
    for unknown in factor.free_symbols - {y}:
        powers, floors = forms.exponentials.get(unknown, ()), forms.floors.get(unknown, ())
        known = (*powers, *floors, *([forms.maxima[unknown]] if unknown in forms.maxima else []))
        found |= set().union(*(each.free_symbols for each in known)) if known else {unknown}
    return found


def _endless(factor: Any, forms: Forms) -> bool:
    """Whether a number times a symbol is something of the others alone, which nothing divides."""
    plain = factor.free_symbols & forms.meanings.keys()
    return len(factor.free_symbols) > 1 and any(
        factor.diff(each).is_number and each not in _others(factor, each, forms) for each in plain
    )


def _dividing(factor: Any, forms: Forms) -> Iterator[tuple[Any, Any]]:
    """What divides what where a factor is 0: the second is a number, or that pair is of no use."""
    import sympy

    unknowns = unknowns_of(factor)
    for unknown in unknowns:
        start = sympy.expand(forms.symbols[str(unknown)] - unknown) if str(unknown) in forms.symbols else 0
        yield unknown + start, sympy.expand(factor.subs(unknown, -start))
    if len(unknowns) == 2:
        for x, y in permutations(unknowns):
            if sympy.degree(factor, y) == 1 and sympy.degree(times := factor.coeff(y, 1), x) > 0:
                yield times, sympy.resultant(times, factor.coeff(y, 0), x)


def _on_lines(factor: Any) -> list[Any] | None:
    """For `a*x^2 + (b*y+d)*x + c*y^2+e*y+f`, what is 0 of y: the discriminant in x is `p*y^2 + q*y + r`, p a square.

    Then `4*p*(2*a*x+b*y+d)^2 - (2*p*y+q)^2` is `4*p*r - q^2`, a difference of squares. None where it is no square.
    """
    import sympy

    unknowns = unknowns_of(factor)
    for x, y in permutations(unknowns) if len(unknowns) == 2 else ():
        if sympy.degree(factor, x) != 2 or sympy.Poly(factor, x, y).total_degree() != 2:
            continue
        p, q, r = (int(sympy.discriminant(factor, x).coeff(y, power)) for power in (2, 1, 0))
        product = 4 * p * r - q * q
        if p > 0 and isqrt(p) ** 2 == p and product:
            return [4 * p * y + 2 * q - (product // each - each) for each in _divisors(product)]
    return None


def _divisors(of: int) -> list[int]:
    """The divisors of a number, and what they are below 0; _Endless where it is too long for that."""
    import sympy

    if of.bit_length() > limits.DIVIDED_BITS:
        raise _Endless
    found = sympy.divisors(of)
    spend(limits.STEPS_QUOTIENT * len(found))
    if len(found) > limits.DIVISORS:
        raise _Endless
    return [sign * each for each in found for sign in (1, -1)]


def _where(polynomial: Any, forms: Forms) -> Iterator[tuple[str, int]]:
    """The values of a symbol for which a polynomial in one unknown is 0: for a power, those of its exponent."""
    import sympy

    (unknown,) = polynomial.free_symbols
    names = {meant.free_symbols.pop(): name for name, meant in forms.symbols.items()}
    if unknown not in names and unknown not in forms.exponentials:
        raise _Endless
    for root in sympy.Poly(polynomial, unknown).ground_roots():
        if not root.is_Integer or root < 0:
            continue
        if unknown in names:
            yield names[unknown], int(forms.symbols[names[unknown]].subs(unknown, root))
        else:
            yield from _exponents(root, *forms.exponentials[unknown], names, forms)


def _exponents(
    power: Any, base: Any, exponent: Any, names: Mapping[Any, str], forms: Forms
) -> Iterator[tuple[str, int]]:
    """The value of the symbol in an exponent with which that is a power of a number."""
    import sympy

    if not base.is_Integer or base < 2 or exponent not in names:
        raise _Endless
    if power >= 1 and base ** (times := sympy.multiplicity(base, power)) == power:
        yield names[exponent], int(forms.symbols[names[exponent]].subs(exponent, times))
