"""Written trees as one line of text: where brackets stand, and the plain and the Unicode signs.

The brackets are decided here once for every format; a format is a Printer that says how its signs look.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from symrf.formulas.fold import Fold
from symrf.formulas.tree import Fraction, Negative, Piecewise, Summation, Written, cases

if TYPE_CHECKING:
    from fractions import Fraction as Rational

__all__ = ["PLAIN", "UNICODE", "WORDED", "Printer", "UnicodePrinter", "digits"]

# How tightly a node holds together; a node in a place that asks for more gets brackets. A sum sign holds the product
# after it (SUMMED), so it is a term as it is, but neither a factor nor above a line. Words part cases (WHOLE).
WHOLE, ANY, SUM, SIGNED, SUMMED, PRODUCT, FACTOR, TALL, ATOM = range(9)

Text: TypeAlias = tuple[int, str]
"""The level of a node, and its text without brackets of its own."""


class Printer(Fold[Text]):
    """Plain text, as JSON output and Python have it: `floor((w-2)/2)-2`, `2*w`, `2**n`, `Mod(w, 2)`, `Sum(…)`.

    >>> from symrf.formulas.tree import Symbol
    >>> PLAIN((Symbol("w") - 2) / 2 - 2)
    '(w-2)/2-2'
    """

    fraction_level = PRODUCT  # what a fraction counts as: in line it is like a product
    modulo_level = ATOM
    summation_level = ATOM
    cases_level = ATOM
    minus = "-"
    plus = "+"
    comma = ", "

    def __call__(self, tree: Written) -> str:
        return self.at(WHOLE, tree)

    def at(self, place: int, tree: Written) -> str:
        """`tree` in a place that asks for a level, bracketed where its own is lower."""
        level, text = self.fold(tree)
        return text if level >= place else self.brackets(text)

    def inner(self, tree: Written) -> str:
        """`tree` where a sign or a bracket closes it."""
        return self.at(ANY, tree)

    def of_number(self, value: int) -> Text:
        return ATOM, self.number(digits(value))

    def of_symbol(self, name: str) -> Text:
        return ATOM, self.symbol(name)

    def of_sum(self, terms: tuple[Written, ...]) -> Text:
        return SUM, self.at(SIGNED, terms[0]) + "".join(map(self.term, terms[1:]))

    def of_negative(self, of: Written) -> Text:
        return SIGNED, self.minus + self.at(SUMMED, of)

    def of_product(self, factors: tuple[Written, ...]) -> Text:
        open_ended = isinstance(factors[-1], Summation) and self.summation_level == SUMMED
        return SUMMED if open_ended else PRODUCT, self.product(factors)

    def of_fraction(self, numerator: Written, denominator: Written) -> Text:
        return self.fraction_level, self.fraction(numerator, denominator)

    def of_power(self, base: Written, exponent: Written) -> Text:
        return FACTOR, self.power(base, exponent)

    def of_floor(self, of: Written) -> Text:
        return ATOM, self.floor(self.inner(of))

    def of_ceiling(self, of: Written) -> Text:
        return ATOM, self.ceiling(self.inner(of))

    def of_minimum(self, of: tuple[Written, ...]) -> Text:
        return ATOM, self.function("min", of)

    def of_maximum(self, of: tuple[Written, ...]) -> Text:
        return ATOM, self.function("max", of)

    def of_modulo(self, dividend: Written, divisor: Written) -> Text:
        return self.modulo_level, self.modulo(dividend, divisor)

    def of_summation(self, tree: Summation) -> Text:
        return self.summation_level, self.summation(tree)

    def of_piecewise(self, tree: Piecewise) -> Text:
        return self.cases_level, self.cases(*cases(tree))

    def of_tuple(self, entries: tuple[Written, ...]) -> Text:
        return ATOM, self.tuple(self.comma.join(map(self.inner, entries)))

    def term(self, tree: Written) -> str:
        """A term after the first, with its sign."""
        if isinstance(tree, Negative):
            return self.minus + self.at(SUMMED, tree.of)
        return self.plus + self.at(SUMMED, tree)

    def brackets(self, text: str) -> str:
        return f"({text})"

    def number(self, digits: str) -> str:
        return digits

    def symbol(self, name: str) -> str:
        return name

    def product(self, factors: tuple[Written, ...]) -> str:
        return "*".join(self.factors(factors))

    def factors(self, factors: tuple[Written, ...]) -> list[str]:
        """The factors of a product; a sum sign that stands last needs no brackets."""
        *others, last = factors
        level = SUMMED if isinstance(last, Summation) else FACTOR
        return [*(self.at(FACTOR, factor) for factor in others), self.at(level, last)]

    def fraction(self, numerator: Written, denominator: Written) -> str:
        above = FACTOR if isinstance(numerator, Fraction) else PRODUCT
        return f"{self.at(above, numerator)}/{self.at(FACTOR, denominator)}"

    def power(self, base: Written, exponent: Written) -> str:
        return f"{self.at(ATOM, base)}**{self.at(ATOM, exponent)}"

    def floor(self, inside: str) -> str:
        return f"floor({inside})"

    def ceiling(self, inside: str) -> str:
        return f"ceiling({inside})"

    def function(self, name: str, arguments: tuple[Written, ...]) -> str:
        return f"{name}({', '.join(map(self.inner, arguments))})"

    def modulo(self, dividend: Written, divisor: Written) -> str:
        return self.function("Mod", (dividend, divisor))

    def summation(self, tree: Summation) -> str:
        term, *bounds = map(self.inner, (tree.term, tree.index, tree.first, tree.last))
        return f"Sum({term}, ({', '.join(bounds)}))"

    def cases(self, cases: Sequence[Piecewise], otherwise: Written) -> str:
        rows = [f"({self.inner(each.value)}, Eq({self.inner(each.left)}, {self.inner(each.right)}))" for each in cases]
        return f"Piecewise({', '.join(rows)}, ({self.inner(otherwise)}, True))"

    def tuple(self, inside: str) -> str:
        return f"({inside})"


class WordedPrinter(Printer):
    """Plain text for people, who read cases in words: `n if s = 1, else 2*n`.

    >>> from symrf.formulas.reader import parse
    >>> WORDED(parse("2{n if s = 1; m otherwise}")), WORDED(parse("{n if s = 1; m otherwise}"))
    ('2*(n if s = 1, else m)', 'n if s = 1, else m')
    """

    cases_level = WHOLE

    def cases(self, cases: Sequence[Piecewise], otherwise: Written) -> str:
        rows = [f"{self.inner(each.value)} if {self.inner(each.left)} = {self.inner(each.right)}" for each in cases]
        return f"{', '.join(rows)}, else {self.inner(otherwise)}"


class UnicodePrinter(WordedPrinter):
    """Unicode text: `⌊(w−2)/2⌋−2`, `2·w`, `2^n`, `w mod 2`, `∑_{i=0}^{n−1} 2^i`, `n if s = 1, else 2·n`."""

    minus = "−"
    modulo_level = ANY
    summation_level = SUMMED

    def product(self, factors: tuple[Written, ...]) -> str:
        return "·".join(self.factors(factors))

    def power(self, base: Written, exponent: Written) -> str:
        return f"{self.at(ATOM, base)}^{self.at(ATOM, exponent)}"

    def floor(self, inside: str) -> str:
        return f"⌊{inside}⌋"

    def ceiling(self, inside: str) -> str:
        return f"⌈{inside}⌉"

    def modulo(self, dividend: Written, divisor: Written) -> str:
        return f"{self.at(PRODUCT, dividend)} mod {self.at(FACTOR, divisor)}"

    def summation(self, tree: Summation) -> str:
        bounds = f"_{{{self.inner(tree.index)}={self.inner(tree.first)}}}^{{{self.inner(tree.last)}}}"
        return f"∑{bounds} {self.at(SUMMED, tree.term)}"


def digits(value: int | Rational) -> str:
    """The decimal digits of a number, a fraction as `1/3`, however long (str(int) refuses beyond 4300 of them)."""
    if value.denominator != 1:
        return f"{digits(value.numerator)}/{digits(value.denominator)}"
    value = value.numerator
    try:
        return str(value)
    except ValueError:
        from decimal import Decimal

        return format(Decimal(value), "f")


PLAIN = Printer()
WORDED = WordedPrinter()
UNICODE = UnicodePrinter()
