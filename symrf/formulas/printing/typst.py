"""Formulas in Typst, typed as a person types them: `(w-2)/2-2`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from symrf.formulas.printing.latex import GREEK, dotted
from symrf.formulas.printing.plain import ANY, ATOM, FACTOR, PRODUCT, SUMMED, TALL, Printer
from symrf.formulas.tree import Number, Piecewise, Summation, Symbol, Written

__all__ = ["TYPST", "TypstPrinter", "quoted"]


class TypstPrinter(Printer):
    """Typst's mathematics for written trees.

    >>> from symrf.formulas.tree import Floor, Symbol
    >>> print(TYPST(Floor((Symbol("W_in") - 2) / 2) ** 2))
    floor((W_"in"-2)/2)^2
    """

    fraction_level = TALL
    modulo_level = ANY
    summation_level = SUMMED
    cases_level = SUMMED  # nothing closes them, so that a factor after them looks like one of the last case

    def symbol(self, name: str) -> str:
        word, _, index = name.partition("_")
        if not (word and index):
            return _named(name)
        return f"{_named(word)}_{index if index.isascii() and index.isdigit() else _named(index, greek=False)}"

    def product(self, factors: tuple[Written, ...]) -> str:
        """A blank stands before a factor, or `k(w-2)/3` would have all of `k(w-2)` above the line."""
        text, *others = self.factors(factors)
        for (left, right), factor in zip(pairwise(factors), others, strict=True):
            if dotted(left, right, factor[0]):
                text += f" dot {factor}"
            elif isinstance(left, Number) and (factor[0] == "(" or (factor[0] != '"' and not factor[1:2].isalpha())):
                text += factor
            else:
                text += f" {factor}"
        return text

    def fraction(self, numerator: Written, denominator: Written) -> str:
        return f"{self._operand(numerator)}/{self._operand(denominator)}"

    def _operand(self, tree: Written) -> str:
        """A part of a fraction, between parentheses that are not set where it is not one piece."""
        level, text = self.fold(tree)
        return text if level in (FACTOR, ATOM) else f"({text})"

    def power(self, base: Written, exponent: Written) -> str:
        return f"{self.at(ATOM, base)}^{self._script(exponent)}"

    def _script(self, tree: Written) -> str:
        """What stands above or below, between parentheses that are not set where it is not a number or one sign."""
        text = self(tree)
        return text if isinstance(tree, Number | Symbol) and text.isalnum() else f"({text})"

    def ceiling(self, inside: str) -> str:
        return f"ceil({inside})"

    def modulo(self, dividend: Written, divisor: Written) -> str:
        return f"{self.at(PRODUCT, dividend)} mod {self.at(FACTOR, divisor)}"

    def summation(self, tree: Summation) -> str:
        bounds = f"_({self(tree.index)}={self(tree.first)})^{self._script(tree.last)}"
        return f"sum{bounds} {self.at(SUMMED, tree.term)}"

    def cases(self, cases: Sequence[Piecewise], otherwise: Written) -> str:
        rows = [f'{self(each.value)} &quad "if" {self(each.left)}={self(each.right)}' for each in cases]
        return f'cases({", ".join(rows)}, {self(otherwise)} &quad "otherwise")'


def quoted(text: str) -> str:
    """A string of Typst: upright text in mathematics, and nothing in it is a sign.

    >>> print(quoted('a "word"'))
    "a \\"word\\""
    """
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(letter if letter.isprintable() else f"\\u{{{ord(letter):x}}}" for letter in plain) + '"'


def _named(word: str, greek: bool = True) -> str:
    """A letter as it is, a Greek one by its name, and a word upright."""
    return word if (len(word) == 1 and word.isalpha()) or (greek and word in GREEK) else quoted(word)


TYPST = TypstPrinter()
