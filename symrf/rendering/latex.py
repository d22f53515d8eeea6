r"""Documents as LaTeX: words with formulas in them, and displays that are aligned at their first sign."""

from __future__ import annotations

from collections.abc import Sequence

from symrf.document import (
    Applied,
    Block,
    Code,
    Composition,
    Congruence,
    Copy,
    Divides,
    Document,
    Equations,
    Heading,
    Inline,
    Mathematics,
    Paragraph,
    Picture,
    Relation,
    Table,
    Word,
)
from symrf.printing.latex import LATEX

__all__ = ["LATEX_DOCUMENT", "LatexRenderer", "display", "mathematics"]


class LatexRenderer:
    """Documents as LaTeX for amsmath: words with formulas in them, and displays aligned at their first sign."""

    def __call__(self, document: Document) -> str:
        """The document, its blocks apart by a blank line; a display belongs to the paragraph before it."""
        text = ""
        for block in document.blocks:
            if said := self.block(block):
                text += ("\n" if isinstance(block, Equations) else "\n\n") + said
        return text.strip("\n") + "\n"

    def block(self, block: Block) -> str:
        match block:
            case Heading(inlines):
                return f"\\subsection*{{{self.inlines(inlines)}}}"
            case Paragraph(inlines, aside):
                return self.inlines((*inlines, ": ", *aside) if aside else inlines)
            case Equations():
                return display(block, "align*")
            case Table(head, rows, prose):
                lines = [" & ".join(map(self.inlines, row)) + " \\\\" for row in (head, *rows)]
                lines.insert(1, "\\hline")
                columns = "l" * (len(head) - 1) + ("p{0.45\\linewidth}" if prose else "l")
                table = (f"\\begin{{tabular}}{{{columns}}}", *lines, "\\end{tabular}")
                return "\n".join(("\\begin{center}", *table, "\\end{center}"))
            case Picture(drawing, caption):
                return self.inlines((drawing.description, *caption))
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
        case Divides(divisor, dividend):
            return f"{LATEX(divisor)} \\mid {LATEX(dividend)}"
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


SIGNS = {"=": "=", ">=": "\\ge", "<=": "\\le"}
_ESCAPES = {letter: f"\\{letter}" for letter in "{}_&#%$"} | {
    "\\": "\\textbackslash{}",
    "^": "\\textasciicircum{}",
    "~": "\\textasciitilde{}",
}
LATEX_DOCUMENT = LatexRenderer()
