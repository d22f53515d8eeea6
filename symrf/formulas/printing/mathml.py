"""Formulas in MathML Core, which browsers draw themselves: each node of a tree is one element."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape, unescape
from itertools import pairwise

from symrf.formulas.printing.latex import GREEK, dotted
from symrf.formulas.printing.plain import ANY, ATOM, FACTOR, PRODUCT, SUMMED, TALL, Printer
from symrf.formulas.tree import Fraction, Number, Piecewise, Power, Summation, Symbol, Written

__all__ = ["APPLY", "MATHML", "MathmlPrinter", "fenced", "identifier", "row", "sign", "table", "words"]

TALLER = ("<mfrac", "<munderover", "<mtable", "⌊", "⌈")  # than brackets of one line


class MathmlPrinter(Printer):
    """MathML Core for written trees.

    >>> MATHML(Symbol("w") / 2)
    '<mfrac><mi>w</mi><mn>2</mn></mfrac>'
    """

    fraction_level = TALL
    modulo_level = ANY
    summation_level = SUMMED
    cases_level = SUMMED
    minus = "<mo>−</mo>"
    plus = "<mo>+</mo>"
    comma = "<mo>,</mo>"

    def fold(self, tree: Written) -> tuple[int, str]:
        level, text = super().fold(tree)
        return level, text if isinstance(tree, Number | Symbol | Fraction | Power) else row(text)

    def brackets(self, text: str) -> str:
        return row(fenced("(", text, ")"))

    def number(self, digits: str) -> str:
        return f"<mn>{digits}</mn>"

    def symbol(self, name: str) -> str:
        word, line, index = name.partition("_")
        if not line or not (word and index):
            return identifier(name)
        below = f"<mn>{index}</mn>" if index.isdecimal() else identifier(index)
        return f"<msub>{identifier(word)}{below}</msub>"

    def product(self, factors: tuple[Written, ...]) -> str:
        text, *others = self.factors(factors)
        for (left, right), factor in zip(pairwise(factors), others, strict=True):
            text += sign("⋅" if dotted(left, right, _first(factor)) else TIMES) + factor
        return text

    def fraction(self, numerator: Written, denominator: Written) -> str:
        return f"<mfrac>{self(numerator)}{self(denominator)}</mfrac>"

    def power(self, base: Written, exponent: Written) -> str:
        return f"<msup>{self.at(ATOM, base)}{self(exponent)}</msup>"

    def floor(self, inside: str) -> str:
        return sign("⌊") + inside + sign("⌋")

    def ceiling(self, inside: str) -> str:
        return sign("⌈") + inside + sign("⌉")

    def function(self, name: str, arguments: tuple[Written, ...]) -> str:
        return identifier(name) + sign(APPLY) + self.brackets(self.comma.join(map(self, arguments)))

    def modulo(self, dividend: Written, divisor: Written) -> str:
        return f"{self.at(PRODUCT, dividend)}{sign('mod')}{self.at(FACTOR, divisor)}"

    def summation(self, tree: Summation) -> str:
        first = row(f"{self(tree.index)}<mo>=</mo>{self(tree.first)}")
        return f"<munderover><mo>∑</mo>{first}{self(tree.last)}</munderover>{self.at(SUMMED, tree.term)}"

    def cases(self, cases: Sequence[Piecewise], otherwise: Written) -> str:
        rows = [(self(each.value), f"{words('if ')}{self(each.left)}<mo>=</mo>{self(each.right)}") for each in cases]
        columns = (("left", "0.3em 1.2em 0.3em 0.15em"), ("left", "0.3em 0"))
        return sign("{") + table([*rows, (self(otherwise), words("otherwise"))], columns)

    def tuple(self, inside: str) -> str:
        return fenced("(", inside, ")")


def row(text: str) -> str:
    """Several elements as one."""
    return f"<mrow>{text}</mrow>"


def sign(text: str) -> str:
    return f"<mo>{text}</mo>"


def identifier(name: str) -> str:
    """A letter is slanted, a word and a capital Greek letter upright, as LaTeX sets them."""
    if name not in GREEK:
        return f"<mi>{escape(name)}</mi>"
    kind = '<mi mathvariant="normal">' if name[0].isupper() else "<mi>"
    return f"{kind}{unescape(f'&{name};')}</mi>"


def words(text: str) -> str:
    """Words in a formula; the blanks around them stay."""
    start, end = len(text) - len(text.lstrip(" ")), len(text.rstrip(" "))
    return f"<mtext>{BLANK * start}{escape(text[start:end])}{BLANK * (len(text) - end)}</mtext>"


def fenced(left: str, text: str, right: str) -> str:
    """Brackets as tall as what is in them; a power does not make them taller."""
    kind = "<mo>" if any(tall in text for tall in TALLER) else '<mo stretchy="false">'
    return f"{kind}{left}</mo>{text}{kind}{right}</mo>"


def table(rows: Sequence[Sequence[str]], columns: Sequence[tuple[str, str]]) -> str:
    """Rows of cells, as tall as they are on a line of their own; a column is set to a side, with a padding."""
    lines = (
        "".join(cell(text, *column) for text, column in zip(each, columns[: len(each)], strict=True)) for each in rows
    )
    return f'<mtable displaystyle="true">{"".join(f"<mtr>{line}</mtr>" for line in lines)}</mtable>'


def cell(text: str, side: str, padding: str) -> str:
    # Chromium sets a formula in a cell to a side by the second of these values, Firefox by either
    return f'<mtd style="text-align:{side};text-align:-webkit-{side};padding:{padding}">{row(text)}</mtd>'


def _first(factor: str) -> str:
    """The sign that a factor begins with on the line; what stands above one is none."""
    return "/" if factor.startswith("<mfrac") else re.sub("<[^>]*>", "", factor)[0]


TIMES, APPLY = "\u2062", "\u2061"  # signs that are heard and not seen
BLANK = "\u00a0"  # a plain one at an end is dropped
MATHML = MathmlPrinter()
