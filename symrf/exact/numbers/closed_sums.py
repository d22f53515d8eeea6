"""Sums over an index in closed form: of polynomials in it, times powers that have it as their exponent."""

from __future__ import annotations

from collections.abc import Iterable
from math import comb
from typing import Any, Protocol

from symrf.exact.numbers.bounds import Bounds, Unknowns
from symrf.exact.numbers.polynomials import Unread, quotient
from symrf.formulas import limits
from symrf.formulas.tree import Summation, Written, number, substitute

__all__ = ["closed_sum"]


class Reader(Unknowns, Protocol):
    """What reads formulas as quotients of polynomials."""

    symbols: dict[str, Any]
    denominators: list[Any]

    @property
    def bounds(self) -> Bounds:
        """What is known of signs."""

    def read(self, tree: Written) -> Any:
        """The quotient that a formula is."""

    def power(self, base: Any, exponent: Any) -> Any:
        """A power, or the unknown that stands for it."""

    def zeros(self, value: Any) -> Iterable[Exception | None]:
        """The cases where a number is 0; None where they are not told apart."""


def closed_sum(forms: Reader, tree: Summation) -> Any:
    """A sum in closed form: its terms are polynomials in the index times powers with it as exponent."""
    import sympy

    first, last = forms.read(tree.first), forms.read(tree.last)
    if tree.index.name in forms.symbols:
        raise Unread("an index that is a symbol elsewhere")
    if first.is_Integer and last.is_Integer and last - first < limits.IDENTITY_SUM_ADDED:
        each = [substitute(tree.term, {tree.index.name: number(i)}) for i in range(int(first), int(last) + 1)]
        return sympy.Add(*map(forms.read, each))
    if not forms.bounds.nonnegative(last - first + 1):
        raise Unread("a sum that may be empty")
    index = sympy.Symbol(f"'i{len(forms.symbols)}")
    forms.symbols[tree.index.name] = index
    below = len(forms.denominators)
    try:
        above, under = quotient(forms.read(tree.term))
    finally:
        del forms.symbols[tree.index.name]
    powers = [unknown for unknown, (_, exponent) in forms.exponentials.items() if index in exponent.free_symbols]
    inside = [part for floor in forms.floors.values() for part in floor]
    inside += [*forms.maxima.values(), *forms.denominators[below:], under]
    if any(each.free_symbols & {index, *powers} for each in inside):
        raise Unread("a sum of floors, maxima or quotients")
    if any(forms.exponentials[power][1] != index for power in powers):
        raise Unread("a sum of powers of powers")
    total = sympy.Integer(0)
    for (degree, *times), coefficient in sympy.Poly(above, index, *powers).terms():
        bases = [(forms.exponentials[power][0], each) for power, each in zip(powers, times, strict=True) if each]
        total += coefficient * _powers_summed(forms, int(degree), bases, first, last)
    return total / under


def _powers_summed(forms: Reader, degree: int, bases: list[tuple[Any, int]], first: Any, last: Any) -> Any:
    """The sum of `i**degree * r**i`, r the product of the bases."""
    import sympy

    ratio = sympy.expand(sympy.Mul(*(base**times for base, times in bases)))
    index = sympy.Dummy()
    if not bases:
        return sympy.summation(index**degree, (index, first, last))
    step = sympy.cancel(ratio - 1)
    for zero in forms.zeros(step):
        raise zero or Unread("a sum of powers of 1")
    factors: list[Any] = []  # the sum of i**j * r**i up to before i is factors[j] * r**i
    for j in range(degree + 1):
        smaller = sum((comb(j, each) * factors[each] for each in range(j)), sympy.Integer(0))
        factors.append((index**j - ratio * smaller) / step)

    def until(end: Any) -> Any:
        powers = [forms.power(base, sympy.expand(times * end)) for base, times in bases]
        return factors[degree].subs(index, end) * sympy.Mul(*powers)

    return until(last + 1) - until(first)
