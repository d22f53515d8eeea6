"""Signs of polynomials in whole unknowns of 0 or more: where the coefficients have one sign, or the factors do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any, Protocol

from symrf.exact.numbers.polynomials import TooLong, factors, monomials, quotient, unknowns_of
from symrf.formulas import limits
from symrf.formulas.budget import spend_on

__all__ = ["Bounds", "Unknowns"]


class Unknowns(Protocol):
    """The unknowns of polynomials: inputs with their `least`, and those that stand for powers, floors and maxima."""

    least: dict[Any, Any]
    assumed: list[tuple[Any, str]]  # polynomials and what they are to 0
    exponentials: dict[Any, tuple[Any, Any]]
    floors: dict[Any, tuple[Any, Any]]
    maxima: dict[Any, Any]


class Bounds:
    """What is known of the signs of numbers, whatever the symbols are; what is not known is False.

    An input is its least value and what is above it. A power b**n is 1+(b-1)n or more, a floor of a/b between
    (a-b+1)/b and a/b, and a maximum of 0 and d is 0 or more, and d or more.
    """

    def __init__(self, forms: Unknowns) -> None:
        self.forms = forms

    def positive(self, number: Any) -> bool:
        """Whether a number is above 0."""
        return any(self._quotient(number - other, True, 0) for other in self._assumed())

    def nonnegative(self, number: Any) -> bool:
        """Whether a number is 0 or more."""
        return any(self._quotient(number - other, False, 0) for other in self._assumed())

    def nonzero(self, number: Any) -> bool:
        """Whether a number is never 0."""
        above = quotient(number)[0]
        try:
            return above != 0 and all(self.signed(factor) for factor, _ in factors(above))
        except TooLong:
            return False

    def signed(self, number: Any) -> bool:
        """Whether a number is above 0, or below 0, whatever the symbols are."""
        return self.positive(number) or self.positive(-number)

    def _assumed(self) -> list[Any]:
        """0, and what is assumed to be 0 or more."""
        signs = {">=": 1, "<=": -1}
        return [0, *(signs[sign] * above for above, sign in self.forms.assumed if sign in signs)]

    def _quotient(self, number: Any, strict: bool, depth: int) -> bool:
        try:
            above, below = quotient(number)
        except TooLong:
            return False
        if below.is_Integer:
            return self._sign(above * (1 if below > 0 else -1), strict, depth)
        return any(
            self._sign(sign * below, True, depth) and self._sign(sign * above, strict, depth) for sign in (1, -1)
        )

    def _sign(self, polynomial: Any, strict: bool, depth: int) -> bool:
        """Whether a polynomial is 0 or more, above 0 if strict."""
        import sympy

        if polynomial.is_Rational:
            return bool(polynomial > 0 or (polynomial == 0 and not strict))
        if depth > limits.BOUND_DEPTH:
            return False
        if polynomial.free_symbols & self.forms.least.keys():
            return self._quotient(polynomial.subs(self._inputs()), strict, depth)
        if self._by_coefficients(polynomial, strict):
            return True
        try:
            found = factors(polynomial)
        except TooLong:
            return False
        if len(found) > 1 or found[0][1] > 1:
            sign = 1 if sympy.LC(polynomial, *unknowns_of(polynomial)) > 0 else -1
            for factor, times in found:
                if times % 2 == 0 and not (strict and not self._signed(factor, True, depth)):
                    continue
                known = self._signed(factor, strict, depth)
                if known == 0:
                    return False
                sign *= known if times % 2 else 1
            return sign > 0
        return self._by_floors(polynomial, strict, depth)

    def _signed(self, factor: Any, strict: bool, depth: int) -> int:
        """1 or -1, where that is the sign of a number; 0 where it is not known."""
        return next((sign for sign in (1, -1) if self._sign(sign * factor, strict, depth + 1)), 0)

    def _by_coefficients(self, polynomial: Any, strict: bool) -> bool:
        for shifted in self._shifted(polynomial):
            unknowns, each = monomials(shifted)
            terms = dict(each)
            alone = terms.get((0,) * len(unknowns), 0)
            if (alone > 0 or not strict) and self._none_below(unknowns, terms):
                return True
        return False

    def _none_below(self, unknowns: list[Any], terms: dict[tuple[int, ...], Any]) -> bool:
        """Whether the terms are all 0 or more: unknowns that may be below 0 have even exponents."""
        odd = {unknown for powers in terms for unknown, power in zip(unknowns, powers, strict=True) if power % 2}
        return all(coefficient >= 0 for coefficient in terms.values()) and not any(map(self._wild, odd))

    def _wild(self, unknown: Any) -> bool:
        """Whether an unknown may be below 0: an index, a floor of what may be, a power of what is not above 0."""
        forms = self.forms
        if unknown in forms.floors:
            above, below = forms.floors[unknown]
            return not (self._sign(below, True, limits.BOUND_DEPTH) and self._sign(above, False, limits.BOUND_DEPTH))
        if unknown in forms.exponentials:
            return not self._positive_base(forms.exponentials[unknown][0])
        return str(unknown).startswith("'i")

    def _positive_base(self, base: Any) -> bool:
        return self._sign(base, True, limits.BOUND_DEPTH)

    def _shifted(self, polynomial: Any) -> Iterator[Any]:
        """What has the polynomial's sign, in unknowns that are 0 or more.

        What is above the least of an unknown has another name, as one unknown may stand in the least of another.
        """
        forms, inputs = self.forms, self._inputs()
        powers: dict[Any, Any] = {}
        for unknown in polynomial.free_symbols & forms.exponentials.keys():
            base, exponent = forms.exponentials[unknown]
            if self._positive_base(base) and self._sign(exponent, False, limits.BOUND_DEPTH):
                powers[unknown] = 1 + ((base - 1) * exponent).subs(inputs) + _above(unknown)
        maxima = sorted(polynomial.free_symbols & forms.maxima.keys(), key=str)[: limits.BOUND_MAXIMA]
        for kept in product((True, False), repeat=len(maxima)):
            moved = [each for each, keep in zip(maxima, kept, strict=True) if not keep]
            above = {each: _above(each) + forms.maxima[each].subs(inputs) for each in moved}
            try:
                shifted, below = quotient(_replaced(polynomial, above | powers))
            except TooLong:
                continue
            if below.is_Integer or self._sign(below, True, limits.BOUND_DEPTH):
                yield shifted

    def _inputs(self) -> dict[Any, Any]:
        """The inputs as their least values and what is above those."""
        import sympy

        return {unknown: least + sympy.Symbol(f"'{unknown}") for unknown, least in self.forms.least.items()}

    def _by_floors(self, polynomial: Any, strict: bool, depth: int) -> bool:
        """By the least that the polynomial can be, its floors being between two quotients."""
        import sympy

        forms = self.forms
        unknowns = sorted(polynomial.free_symbols & forms.floors.keys(), key=str)
        if not unknowns:
            return False
        unknown = unknowns[-1]  # what stands in its numerator has floors that were read before
        times = polynomial.coeff(unknown, 1)
        rest = sympy.expand(polynomial - times * unknown)
        above, below = forms.floors[unknown]
        if unknown in rest.free_symbols | times.free_symbols or not self._sign(below, True, depth + 1):
            return False
        if self._sign(times, False, depth + 1):
            least = (above - below + 1) / below
        elif self._sign(-times, False, depth + 1):
            least = above / below
        else:
            return False
        # whole numbers: 0 or more is above -1
        return self._quotient(rest + times * least + (0 if strict else 1), True, depth + 1)


def _above(unknown: Any) -> Any:
    """How much an unknown is above its least: itself an unknown of 0 or more."""
    import sympy

    return sympy.Symbol(f"{unknown}+")


def _replaced(expression: Any, values: Mapping[Any, Any]) -> Any:
    """An expression without some unknowns, in whose values others of them may stand."""
    while here := expression.free_symbols & values.keys():
        spend_on(expression, limits.STEPS_QUOTIENT)
        expression = expression.subs({unknown: values[unknown] for unknown in here}, simultaneous=True)
    return expression
