"""Formulas with symbols as quotients of polynomials: two of them agree everywhere if their difference cancels to 0.

Powers with symbols in their exponents, floors and maxima are unknowns of the polynomials, each of them a whole number,
and the same one wherever it is the same: `2**(n+1)` is 2*E with E for `2**n`, a floor is left with what is not whole in
it, and floors in floors collapse, `floor((floor(a/b)+m)/c) = floor((a+b*m)/(b*c))` for whole m and positive whole c.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from symrf.exact import _english
from symrf.exact.numbers.bounds import Bounds
from symrf.exact.numbers.closed_sums import closed_sum
from symrf.exact.numbers.polynomials import TooLong, Unread, divided, expanded, factored, factors, quotient, symbol_of
from symrf.formulas import limits
from symrf.formulas.budget import spend_on
from symrf.formulas.to_sympy import Ring
from symrf.formulas.tree import Piecewise, Summation, Written

__all__ = ["Forms", "NoValue", "Split"]


class NoValue(Unread):
    """A formula that has no value, whatever its symbols are."""


class Split(Exception):
    """A formula that is read by two cases: where a symbol has a value, and where it has not."""

    def __init__(self, name: str, at: Any) -> None:
        super().__init__(f"{name} = {at}")
        self.name, self.at = name, at


class Forms(Ring):
    """What formulas are as quotients of polynomials.

    `symbols` has the polynomial of each symbol in unknowns that are 0 or more, `least` the least of the unknowns that
    are not counted from 0, and `apart` values that symbols do not have.

    >>> import sympy
    >>> from symrf.formulas.reader import parse
    >>> forms = Forms({name: sympy.Symbol(name) + 1 for name in "kstw"})
    >>> one, two = parse("floor((floor((w-k)/s)+1-3)/t)+1"), parse("floor((w-k-2s)/(s*t))+1")
    >>> forms.read(one) == forms.read(two)
    True
    """

    def __init__(self, symbols: Mapping[str, Any], apart: frozenset[tuple[str, Any]] = frozenset()) -> None:
        super().__init__()
        self.symbols = dict(symbols)
        self.apart = apart
        self.meanings: dict[Any, Any] = {}  # of the unknowns, in the symbols themselves
        self.least: dict[Any, Any] = {}  # of inputs, which are not counted from 0
        self.assumed: list[tuple[Any, str]] = []  # polynomials and what they are to 0
        self.exponentials: dict[Any, tuple[Any, Any]] = {}
        self.floors: dict[Any, tuple[Any, Any]] = {}
        self.maxima: dict[Any, Any] = {}
        self.denominators: list[Any] = []

    @classmethod
    def counted(cls, steps: Mapping[str, tuple[int, int]], apart: frozenset[tuple[str, Any]]) -> Forms:
        """Formulas in symbols of which each is a number, and so many steps more."""
        unknowns = {name: symbol_of(name) for name in steps}
        forms = cls({name: step * unknowns[name] + first for name, (first, step) in steps.items()}, apart)
        forms.meanings = {
            unknowns[name]: (unknowns[name] - first) / forms.sympy.Integer(step)
            for name, (first, step) in steps.items()
        }
        return forms

    def bound(self, name: str, least: Written) -> None:
        """Takes a symbol for one that is not counted from 0, but has a least value."""
        self.symbols[name] = symbol_of(name)
        self.least[self.symbols[name]] = self.read(least)

    def assume(self, left: Written, relation: str, right: Written) -> None:
        """Takes a relation for granted: an unknown that it bounds from below is counted from there."""
        try:
            above, below = quotient(self.read(left) - self.read(right))
        except (TooLong, Split):
            return
        if not self.bounds.positive(below):
            return
        self.assumed.append((above, relation))
        if self.floors or self.maxima or self.exponentials:
            return
        for surplus in (above, -above) if relation == "=" else (above if relation == ">=" else -above,):
            for each in sorted(surplus.free_symbols & self.meanings.keys(), key=str):
                least = expanded(each - surplus)
                if each not in least.free_symbols and self.bounds.nonnegative(least):
                    meaning = surplus.subs(self.meanings, simultaneous=True)
                    self.put(each, least + (0 if relation == "=" else each), meaning)
                    return

    @cached_property
    def bounds(self) -> Bounds:
        """What is known of signs."""
        return Bounds(self)

    def read(self, tree: Written) -> Any:
        """The quotient that a formula is; Unread if it is none, Split if that depends on a symbol."""
        above, below = quotient(self.fold(tree))
        return above / below

    def put(self, unknown: Any, value: Any, meaning: Any) -> None:
        """Takes an expression for an unknown, which has another meaning in it; nothing may have been read before."""
        import sympy

        self.meanings[unknown] = meaning
        for known in (self.symbols, self.least):
            for name, meant in known.items():
                known[name] = sympy.expand(meant.subs(unknown, value))
        self.assumed = [(above.subs(unknown, value), relation) for above, relation in self.assumed]

    def written_out(self, expression: Any) -> Any:
        """A polynomial with powers, floors and maxima in place of the unknowns that stand for them."""
        import sympy

        meant: dict[Any, Any] = {unknown: base**exponent for unknown, (base, exponent) in self.exponentials.items()}
        meant |= {unknown: sympy.floor(above / below) for unknown, (above, below) in self.floors.items()}
        meant |= {unknown: sympy.Max(0, of) for unknown, of in self.maxima.items()}
        while expression.free_symbols & meant.keys():
            spend_on(expression, limits.STEPS_NESTED)
            expression = expression.subs(
                {unknown: meant[unknown] for unknown in expression.free_symbols & meant.keys()}
            )
        return expression

    def of_symbol(self, name: str) -> Any:
        if name not in self.symbols:
            raise Unread(name)
        return self.symbols[name]

    def of_fraction(self, numerator: Written, denominator: Written) -> Any:
        return self.fold(numerator) / self._divisor(self.fold(denominator))

    def of_floor(self, of: Written) -> Any:
        return self._floor(self.fold(of))

    def of_ceiling(self, of: Written) -> Any:
        return self._ceiling(self.fold(of))

    def of_modulo(self, dividend: Written, divisor: Written) -> Any:
        above, below = self.fold(dividend), self._divisor(self.fold(divisor))
        return above - below * self._floor(above / below)

    def of_power(self, base: Written, exponent: Written) -> Any:
        return self.power(self.fold(base), self.sympy.cancel(self.fold(exponent)))

    def of_maximum(self, of: tuple[Written, ...]) -> Any:
        return self._greatest(list(map(self.fold, of)))

    def of_minimum(self, of: tuple[Written, ...]) -> Any:
        return -self._greatest([-self.fold(each) for each in of])

    def of_piecewise(self, tree: Piecewise) -> Any:
        return self.fold(tree.value if self._is_zero(self.fold(tree.left) - self.fold(tree.right)) else tree.otherwise)

    def of_summation(self, tree: Summation) -> Any:
        return closed_sum(self, tree)

    def of_other(self, _tree: Written) -> Any:
        raise Unread("a shape")

    def _divisor(self, below: Any) -> Any:
        above, under = quotient(below)
        below = above / under
        if below == 0:
            raise NoValue(_english.DIVISION_BY_ZERO)
        self.denominators.append(below)
        return below

    def _is_zero(self, difference: Any) -> bool:
        """Whether a number is 0, where it must be or cannot be so in the case that is looked at."""
        if quotient(difference)[0] == 0:
            return True
        for zero in self.zeros(difference):
            raise zero or Unread("a condition")
        return False

    def power(self, base: Any, exponent: Any) -> Any:
        """A power, as powers of the factors of its base, a term of its exponent at a time."""
        import sympy

        if exponent.is_Integer:
            if abs(exponent) > limits.IDENTITY_DEGREE and base not in (-1, 0, 1):
                raise Unread("a high power")
            if exponent < 0:
                self._divisor(base)
            return base**exponent
        above, below = quotient(base)
        if above == 0:
            raise Unread("a power of 0")
        result = sympy.Integer(1)
        for factor, times in [*factored(above), *((factor, -times) for factor, times in factored(below))]:
            for term in sympy.Add.make_args(sympy.expand(exponent * times)):
                number, rest = term.as_coeff_Mul()
                if not number.is_Integer or sympy.fraction(rest)[1] != 1:
                    raise Unread("an exponent that is a fraction")
                if abs(number) * (int(factor).bit_length() if factor.is_Integer else 1) > limits.IDENTITY_BITS:
                    raise Unread("a long power")
                if rest == 1 and abs(number) > limits.IDENTITY_DEGREE and not factor.is_Integer:
                    raise Unread("a high power")
                if number < 0:
                    self._divisor(factor)
                result *= (
                    factor**number if rest == 1 else self._unknown("E", self.exponentials, (factor, rest)) ** number
                )
        return result

    def _floor(self, expression: Any) -> Any:
        """A floor as whole terms and the floor of the rest."""
        import sympy

        above, below = quotient(expression)
        if above.is_Integer and below.is_Integer:
            return above // below
        if below == 1:
            return above
        if self.bounds.positive(-below):
            above, below = sympy.expand(-above), sympy.expand(-below)
        whole, rest = divided(above, below, self._sorted(above, below))
        if rest == 0:
            return whole
        if self.bounds.positive(below):
            bounded = not rest.free_symbols & self.least.keys()  # what an input is in has every size
            if bounded and self.bounds.nonnegative(rest) and self.bounds.positive(below - rest):
                return whole
            flat = self._collapsed(rest, below)
            if flat is not None:
                return whole + self._floor(flat)
            unknowns = self._sorted(rest)
            if unknowns and sympy.LC(rest, *unknowns) < 0:
                return whole - self._ceiling(-rest / below)
        return whole + self._unknown("F", self.floors, (rest, below))

    def _ceiling(self, expression: Any) -> Any:
        above, below = quotient(expression)
        if self.bounds.positive(below):
            return self._floor((above + below - 1) / below)
        return -self._floor(-expression)

    def _collapsed(self, above: Any, below: Any) -> Any:
        """What a fraction has the same floor as, without a floor that stands in its numerator; None where none does."""
        import sympy

        for unknown in sorted(above.free_symbols & self.floors.keys(), key=str):
            times = above.coeff(unknown, 1)
            inner_above, inner_below = self.floors[unknown]
            known = times.free_symbols | below.free_symbols | sympy.expand(above - times * unknown).free_symbols
            if unknown in known or not self.bounds.positive(inner_below):
                continue
            if self.bounds.positive(-times):
                inner_above, times = inner_below - 1 - inner_above, -times
            elif not self.bounds.positive(times):
                continue
            outer, rest = sympy.cancel(below / times), sympy.expand(above - above.coeff(unknown, 1) * unknown)
            if quotient(outer)[1] != 1:
                continue
            added = rest if times == 1 else self._floor(rest / times)
            if times != 1 and added.free_symbols & self.floors.keys():
                continue
            return (inner_above + inner_below * added) / (inner_below * outer)
        return None

    def _greatest(self, values: list[Any]) -> Any:
        """The greatest of numbers: one of them where it is known which, else `a + max(0, b-a)`."""
        import sympy

        best = sympy.cancel(values[0])
        for value in values[1:]:
            difference = sympy.cancel(value - best)
            if self.bounds.nonnegative(-difference):
                continue
            if self.bounds.nonnegative(difference):
                best = sympy.cancel(value)
                continue
            above, below = quotient(difference)
            if not self.bounds.positive(below):
                raise Unread("the greatest of quotients")
            content, above = sympy.Poly(above, *self._sorted(above)).primitive()
            turned = above.LC() < 0
            excess = self._unknown("M", self.maxima, -above.as_expr() if turned else above.as_expr())
            # max(0, d) = max(0, -d) + d
            best = sympy.cancel(best + content * (excess + (above.as_expr() if turned else 0)) / below)
        return best

    def zeros(self, value: Any) -> Iterator[Split | None]:
        """Where a number may be 0: with a value of a symbol, or None, somewhere; nothing where it is never 0."""
        for factor, _ in factors(quotient(value)[0]):
            if not self.bounds.signed(factor):
                found = list(self._roots(factor))
                if not any((split.name, split.at) in self.apart for split in found):
                    yield found[0] if found else None

    def _roots(self, factor: Any) -> Iterator[Split]:
        """Values of a symbol with which alone a factor can be 0: its root, or the least if with more it is not 0."""
        for name, meant in self.symbols.items():
            for unknown in meant.free_symbols & factor.free_symbols - self.least.keys():
                if meant.free_symbols != {unknown}:
                    continue
                times, rest = factor.coeff(unknown, 1), factor.coeff(unknown, 0)
                if factor.free_symbols == {unknown} and factor == times * unknown + rest:
                    yield Split(name, meant.subs(unknown, -rest / times))
                elif self.bounds.signed(factor.subs(unknown, unknown + 1)):
                    yield Split(name, meant.subs(unknown, 0))

    def _sorted(self, *expressions: Any) -> list[Any]:
        """The unknowns of expressions, inputs first."""
        unknowns = set().union(*(each.free_symbols for each in expressions))
        return sorted(unknowns, key=lambda unknown: (unknown not in self.least, str(unknown)))

    def _unknown(self, letter: str, known: dict[Any, Any], meaning: Any) -> Any:
        """The unknown that stands for a power, a floor or a maximum."""
        import sympy

        for unknown, other in known.items():
            if other == meaning:
                return unknown
        unknown = sympy.Symbol(f"'{letter}{len(known)}")
        known[unknown] = meaning
        return unknown
