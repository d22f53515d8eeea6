r"""Formulas in LaTeX, typed as a person types them: `\frac{w-2}{2}-2`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from symrf.formulas.printing.plain import ANY, ATOM, FACTOR, PRODUCT, SUMMED, TALL, Printer
from symrf.formulas.tree import Fraction, Number, Piecewise, Summation, Symbol, Written

__all__ = ["GREEK", "LATEX", "LatexPrinter", "dotted"]

GREEK = frozenset(
    [
        "alpha",
        "beta",
        "gamma",
        "delta",
        "epsilon",
        "zeta",
        "eta",
        "theta",
        "iota",
        "kappa",
        "lambda",
        "mu",
        "nu",
        "xi",
        "pi",
        "rho",
        "sigma",
        "tau",
        "upsilon",
        "phi",
        "chi",
        "psi",
        "omega",
        "Gamma",
        "Delta",
        "Theta",
        "Lambda",
        "Xi",
        "Pi",
        "Sigma",
        "Upsilon",
        "Phi",
        "Psi",
        "Omega",
    ]
)


class LatexPrinter(Printer):
    r"""LaTeX for written trees.

    >>> from symrf.formulas.tree import Symbol
    >>> print(LATEX((Symbol("w") - 2) / 2 - 2))
    \frac{w-2}{2}-2
    """

    fraction_level = TALL
    modulo_level = ANY
    summation_level = SUMMED
    cases_level = SUMMED  # nothing closes them, so that a factor after them looks like one of the last case

    def brackets(self, text: str) -> str:
        tall = any(sign in text for sign in ("\\frac", "\\left", "\\sum", "\\begin"))
        return f"\\left({text}\\right)" if tall else f"({text})"

    def symbol(self, name: str) -> str:
        word, line, index = name.partition("_")
        if line and not (word and index):
            word, index = name.replace("_", "\\_"), ""
        if word in GREEK:
            word = "\\" + word
        elif len(word) != 1:
            word = f"\\mathrm{{{word}}}"
        if not index:
            return word
        index = index.replace("_", "\\_")
        return f"{word}_{index}" if len(index) == 1 else f"{word}_{{{index}}}"

    def product(self, factors: tuple[Written, ...]) -> str:
        text, *others = self.factors(factors)
        for (left, right), factor in zip(pairwise(factors), others, strict=True):
            if dotted(left, right, "(" if factor.startswith("\\left(") else factor[0]):
                text += f" \\cdot {factor}"
            elif factor[0] == "(" or text[-1] in ")}" or isinstance(left, Number):
                text += factor
            else:
                text += f" {factor}"
        return text

    def fraction(self, numerator: Written, denominator: Written) -> str:
        return f"\\frac{{{self.at(ANY, numerator)}}}{{{self.at(ANY, denominator)}}}"

    def power(self, base: Written, exponent: Written) -> str:
        return f"{self.at(ATOM, base)}^{{{self.at(ANY, exponent)}}}"

    def floor(self, inside: str) -> str:
        return f"\\left\\lfloor {inside}\\right\\rfloor"

    def ceiling(self, inside: str) -> str:
        return f"\\left\\lceil {inside}\\right\\rceil"

    def function(self, name: str, arguments: tuple[Written, ...]) -> str:
        return f"\\{name}\\left({', '.join(map(self, arguments))}\\right)"

    def modulo(self, dividend: Written, divisor: Written) -> str:
        return f"{self.at(PRODUCT, dividend)} \\bmod {self.at(FACTOR, divisor)}"

    def summation(self, tree: Summation) -> str:
        bounds = f"_{{{self(tree.index)}={self(tree.first)}}}^{{{self(tree.last)}}}"
        return f"\\sum{bounds}{self.at(SUMMED, tree.term)}"

    def cases(self, cases: Sequence[Piecewise], otherwise: Written) -> str:
        rows = [f"{self(each.value)}&\\text{{if }}{self(each.left)}={self(each.right)}\\\\" for each in cases]
        return f"\\begin{{cases}}{''.join(rows)}{self(otherwise)}&\\text{{otherwise}}\\end{{cases}}"

    def tuple(self, inside: str) -> str:
        return f"\\left({inside}\\right)"


def dotted(left: Written, right: Written, first: str) -> bool:
    r"""Whether a dot stands between two factors, of which the right one begins with a sign.

    It does between numbers, and where a product would look like a function, `\mathrm{height} \cdot (w-1)`, or like a
    power of ten: `2 \cdot e-3`.
    """
    mixed = isinstance(left, Number) and (isinstance(right, Fraction) or right in (Symbol("e"), Symbol("E")))
    word = isinstance(left, Symbol) and len(left.name) > 1 and "_" not in left.name and left.name not in GREEK
    return mixed or first.isdigit() or (word and first == "(")


LATEX = LatexPrinter()
