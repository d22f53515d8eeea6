r"""LaTeX, typed as a person types it: `\frac{w-2}{2}-2`. The only place that knows a backslash."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from symrf.document import (
    Applied,
    Block,
    Code,
    Composition,
    Congruence,
    Copy,
    Document,
    Equations,
    Heading,
    Inline,
    Mathematics,
    Paragraph,
    Relation,
    Table,
    Word,
)
from symrf.rendering.formulas import ANY, ATOM, FACTOR, PRODUCT, TALL, Printer
from symrf.written import Fraction, Number, Symbol, Written

__all__ = ["LATEX", "LATEX_DOCUMENT", "LatexPrinter", "display", "mathematics"]

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

    >>> from symrf.written import Symbol
    >>> print(LATEX((Symbol("w") - 2) / 2 - 2))
    \frac{w-2}{2}-2
    """

    fraction_level = TALL
    modulo_level = ANY

    def brackets(self, text: str) -> str:
        tall = "\\frac" in text or "\\left" in text
        return f"\\left({text}\\right)" if tall else f"({text})"

    def symbol(self, name: str) -> str:
        word, _, index = name.partition("_")
        if word in GREEK:
            word = "\\" + word
        elif len(word) != 1:
            word = f"\\mathrm{{{word}}}"
        if not index:
            return word
        index = index.replace("_", "\\_")
        return f"{word}_{index}" if len(index) == 1 else f"{word}_{{{index}}}"

    def product(self, factors: tuple[Written, ...]) -> str:
        text = self.at(FACTOR, factors[0])
        for left, right in pairwise(factors):
            factor = self.at(FACTOR, right)
            mixed = isinstance(left, Number) and isinstance(right, Fraction)
            if mixed or factor[0].isdigit() or looks_called(left, factor):
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

    def tuple(self, inside: str) -> str:
        return f"\\left({inside}\\right)"


def looks_called(left: Written, factor: str) -> bool:
    r"""Whether a product would look like a function: `\mathrm{height}(w-1)`."""
    word = isinstance(left, Symbol) and len(left.name) > 1 and "_" not in left.name and left.name not in GREEK
    return word and factor.startswith(("(", "\\left("))


class LatexRenderer:
    """Documents as LaTeX for amsmath: words with formulas in them, and displays aligned at their first sign."""

    def __call__(self, document: Document) -> str:
        """The document, its blocks apart by a blank line."""
        return "\n\n".join(text for block in document.blocks if (text := self.block(block))) + "\n"

    def block(self, block: Block) -> str:
        match block:
            case Heading(inlines):
                return f"\\paragraph{{{self.inlines(inlines)}}}"
            case Paragraph(inlines, aside):
                return self.inlines((*inlines, ": ", *aside) if aside else inlines)
            case Equations():
                return display(block, "align*")
            case Table(head, rows):
                lines = [" & ".join(map(self.inlines, row)) + " \\\\" for row in (head, *rows)]
                lines.insert(1, "\\hline")
                return "\n".join((f"\\begin{{tabular}}{{{'l' * len(head)}}}", *lines, "\\end{tabular}"))
            case Copy():
                return ""

    def inlines(self, inlines: Sequence[Inline]) -> str:
        return "".join(map(self.inline, inlines))

    def inline(self, inline: Inline) -> str:
        match inline:
            case str(text):
                return escaped(text).replace("->", "$\\to$")
            case Code(text):
                return f"\\texttt{{{escaped(text)}}}"
        return f"${mathematics(inline)}$"


def mathematics(formula: Mathematics) -> str:
    """A formula in math mode."""
    match formula:
        case Word(text):
            return f"\\text{{{escaped(text)}}}"
        case Composition(names):
            return " \\circ ".join(map(LATEX, names))
        case Applied(word, to):
            return f"\\operatorname{{{word}}}({LATEX(to)})"
        case Relation(sides, sign):
            return f" {SIGNS[sign]} ".join(map(mathematics, sides))
        case Congruence(symbol, residue, modulus):
            return f"{LATEX(symbol)} \\equiv {LATEX(residue)} \\pmod{{{LATEX(modulus)}}}"
    return LATEX(formula)


def display(equations: Equations, environment: str) -> str:
    """Rows aligned at their first sign, in an environment of amsmath, with the words behind them in a column."""
    lines = []
    for row in equations.rows:
        left, *rights = map(mathematics, row.relation.sides)
        line = f"{left} &= {' = '.join(rights)}"
        lines.append(f"{line} && {_in_display(row.when)}" if row.when else line)
    body = " \\\\\n".join(lines)
    return f"\\begin{{{environment}}}\n{body}\n\\end{{{environment}}}"


def _in_display(inlines: Sequence[Inline]) -> str:
    """Words and formulas inside math mode."""
    parts = []
    for inline in inlines:
        match inline:
            case str(text):
                parts.append(f"\\text{{{escaped(text)}}}")
            case Code():
                parts.append(LATEX_DOCUMENT.inline(inline))
            case _:
                parts.append(mathematics(inline))
    return "".join(parts)


def escaped(text: str) -> str:
    """A text that LaTeX sets as it is."""
    return "".join(_ESCAPES.get(letter, letter) for letter in text)


SIGNS = {"=": "=", ">=": "\\ge"}
_ESCAPES = {letter: f"\\{letter}" for letter in "{}_&#%$"} | {
    "\\": "\\textbackslash{}",
    "^": "\\textasciicircum{}",
    "~": "\\textasciitilde{}",
}
LATEX = LatexPrinter()
LATEX_DOCUMENT = LatexRenderer()
