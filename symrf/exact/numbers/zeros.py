"""Where a formula with symbols is another, as a statement: a divisor divides, or an equation between symbols holds."""

from __future__ import annotations

from collections.abc import Iterator
from math import gcd, prod
from typing import Any, TypeAlias

from symrf.exact.numbers.identities import Forms
from symrf.exact.numbers.polynomials import factors, quotient
from symrf.formulas.from_sympy import from_sympy
from symrf.formulas.relations import Divides, Relation
from symrf.formulas.tree import Ceiling, Floor, Fraction, Number, Written, parts

__all__ = ["Statements", "equation", "in_symbols", "rounded"]

# one of these is true; there is none where nothing is, and None where it is not known
Statements: TypeAlias = tuple[Divides | Relation, ...] | None


def rounded(above: Any, forms: Forms, truth: Written) -> Statements:
    """That the divisor of the one floor divides, if the claim is the truth without it."""
    import sympy

    unknowns = above.free_symbols & forms.floors.keys()
    if len(unknowns) != 1:
        return None
    (unknown,) = unknowns
    dividend, divisor = forms.floors[unknown]
    times, rest = above.coeff(unknown, 1), sympy.expand(above.subs(unknown, 0))
    if sympy.expand(above - times * unknown - rest) != 0 or not forms.bounds.nonzero(times):
        return None
    if sympy.cancel(times * dividend / divisor + rest) != 0 or not forms.bounds.positive(divisor):
        return None
    roundings = list(_roundings(truth))
    if len(roundings) == 1 and isinstance(fraction := roundings[0].of, Fraction):
        written = Divides(fraction.denominator, fraction.numerator)
        difference = forms.read(fraction) - dividend / divisor
        if quotient(difference)[1] == 1 or quotient(forms.read(fraction) + dividend / divisor)[1] == 1:
            return (written,)
    return (Divides(*(from_sympy(in_symbols(each, forms)) for each in (divisor, dividend))),)


def equation(above: Any, forms: Forms) -> Statements:
    """Where a polynomial without floors is 0: by its factors, those left out that are 0 nowhere."""
    if above.free_symbols & (forms.floors.keys() | forms.maxima.keys()):
        return None
    bases = [forms.exponentials[each][0] for each in above.free_symbols & forms.exponentials.keys()]
    if not all(base.is_Integer and base > 1 for base in bases):
        return None
    return tuple(sorted(_zeros(above, forms), key=_order))


def _order(statement: Relation) -> tuple[bool, int]:
    """Numbers by their size, and other sides as they come."""
    right = statement.sides[1]
    return not isinstance(right, Number), right.value if isinstance(right, Number) else 0


def _zeros(polynomial: Any, forms: Forms) -> Iterator[Relation]:
    """Where the factors of a polynomial are 0."""
    for factor, _ in factors(polynomial):
        if not forms.bounds.nonzero(factor):
            yield from _zero(factor, forms)


def _zero(factor: Any, forms: Forms) -> Iterator[Relation]:
    """Where an irreducible polynomial is 0: one of several symbols somewhere, as far as is known."""
    import sympy

    unknowns = sorted(factor.free_symbols, key=str)
    terms = sympy.Poly(factor, *unknowns).terms()
    constant = next((coefficient for powers, coefficient in terms if not any(powers)), 0)
    if any(_undivided(place, unknowns, terms, forms) for place in range(len(terms))):
        return
    if len(unknowns) == 1:
        (unknown,) = unknowns
        if sympy.degree(factor, unknown) > 1:
            return
        root = -constant / factor.coeff(unknown, 1)
        if unknown in forms.exponentials:
            base, exponent = forms.exponentials[unknown]
            times = sympy.multiplicity(base, root) if root > 0 else 0
            if root == base**times:
                yield from _zeros(exponent - times, forms)
            return
        if unknown in forms.least:
            least = forms.least[unknown]
            if least.is_Integer and root < least:
                return
        elif root < 0:
            return
    yield _solved(factor, forms)


def _undivided(place: int, unknowns: list[Any], terms: list[Any], forms: Forms) -> bool:
    """Whether a number divides all terms but one, which is a number or has powers of numbers, and never divides that.

    So 6*s is never 2**k, and 2*s is never 3.
    """
    powers, coefficient = terms[place]
    used = [unknown for unknown, power in zip(unknowns, powers, strict=True) if power]
    if len(terms) == 1 or not forms.exponentials.keys() >= set(used):
        return False
    divisor = gcd(*(int(other) for each, (_, other) in enumerate(terms) if each != place))
    left = divisor // gcd(divisor, int(coefficient))
    bases = prod(int(forms.exponentials[unknown][0]) for unknown in used)
    while (common := gcd(left, bases)) > 1:
        left //= common
    return left > 1


def _solved(factor: Any, forms: Forms) -> Relation:
    """`x = …` for an input, or for the last parameter that a number alone multiplies; else sums on both sides."""
    import sympy

    expression = in_symbols(factor, forms)
    below = sympy.ilcm(1, *(term.as_coeff_Mul()[0].q for term in sympy.Add.make_args(expression)))
    expression = sympy.expand(expression * below)
    for symbol in (*forms.least, *reversed(list(forms.meanings))):
        times = expression.coeff(symbol, 1)
        rest = sympy.expand(expression - times * symbol)
        if times.is_Integer and times != 0 and symbol not in rest.free_symbols:
            right = -rest if times > 0 else rest
            times, right = _lowest(abs(times), right, forms)
            return Relation((from_sympy(times * symbol), from_sympy(right)))
    positive = [term for term in sympy.Add.make_args(expression) if term.as_coeff_Mul()[0] > 0]
    left = sympy.Add(*positive)
    return Relation((from_sympy(left), from_sympy(sympy.expand(left - expression))))


def _lowest(times: Any, right: Any, forms: Forms) -> tuple[Any, Any]:
    """Both sides without what they have in common: s and 2**(k-1) for 2*s and 2**k, where k is 1 or more."""
    import sympy

    for power in sympy.Mul.make_args(right):
        if not power.is_Pow or not power.base.is_Integer or power.exp.is_Integer:
            continue
        counted = sympy.expand(power.exp.subs({sympy.Symbol(name): meant for name, meant in forms.symbols.items()}))
        constant, rest = counted.as_coeff_Add()
        common = sympy.multiplicity(power.base, times)
        rising = all(term.as_coeff_Mul()[0] > 0 for term in sympy.Add.make_args(rest))
        if times == power.base**common and common <= constant and rising:
            return sympy.Integer(1), right / power * power.base ** (power.exp - common)
    return times, right


def in_symbols(expression: Any, forms: Forms) -> Any:
    """A polynomial in the symbols themselves."""
    import sympy

    return sympy.expand(forms.written_out(expression).subs(forms.meanings, simultaneous=True))


def _roundings(tree: Written) -> Iterator[Floor | Ceiling]:
    if isinstance(tree, Floor | Ceiling):
        yield tree
    for part in parts(tree):
        yield from _roundings(part)
