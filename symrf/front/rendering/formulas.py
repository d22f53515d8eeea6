r"""Formulas of documents in LaTeX that amsmath, KaTeX and MathJax read alike."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from symrf.answers.documents.document import Code, Count, Inline, Marked
from symrf.formulas.printing.latex import LATEX
from symrf.formulas.relations import Across, Applied, Composition, Congruence, Divides, Mathematics, Relation, Word

__all__ = ["SIGNS", "code", "escaped", "mathematics", "said"]

SIGNS = {"=": "=", ">=": "\\ge", "<=": "\\le"}
_ESCAPES = {letter: f"\\{letter}" for letter in "{}_&#%$"} | {
    "\\": "\\textbackslash{}",
    "^": "\\textasciicircum{}",
    "~": "\\textasciitilde{}",
}
# What a claim may be typed with, beside ASCII; the fonts of LaTeX have these in mathematics only.
_UNICODE = {"⌊": "\\lfloor", "⌋": "\\rfloor", "⌈": "\\lceil", "⌉": "\\rceil", "−": "-", "×": "\\times"} | {
    "·": "\\cdot",
    "⋅": "\\cdot",
    "≤": "\\le",
    "≥": "\\ge",
    "≈": "\\approx",
    "∑": "\\sum",
    "→": "\\to",
    "…": "\\ldots",
}


@lru_cache(maxsize=1024)  # the rules of the steps are the same for each layer
def mathematics(formula: Mathematics) -> str:
    """A formula in math mode."""
    match formula:
        case Word(""):
            return ""
        case Word(text):
            return f"\\text{{{escaped(text)}}}"
        case Composition(names):
            return " \\circ ".join(map(LATEX, names))
        case Applied(word, to):  # GitHub refuses \operatorname
            return f"\\mathrm{{{word}}}({LATEX(to)})"
        case Relation(sides, sign):
            return f" {SIGNS[sign]} ".join(map(mathematics, sides))
        case Across(lengths):
            return " \\times ".join(map(LATEX, lengths))
        case Congruence(symbol, residue, modulus):
            return f"{LATEX(symbol)} \\equiv {LATEX(residue)} \\pmod{{{LATEX(modulus)}}}"
        case Divides(divisor, dividend):
            return f"{LATEX(divisor)} \\mid {LATEX(dividend)}"
    return LATEX(formula)


def said(inlines: Sequence[Inline]) -> str:
    """Words and formulas inside math mode."""
    parts = []
    for inline in inlines:
        match inline:
            case str(text) | Marked(text) | Count(text):
                parts.append(f"\\text{{{escaped(text)}}}")
            case Code(text):
                parts.append(code(text))
            case _:
                parts.append(mathematics(inline))
    return "".join(parts)


def code(text: str) -> str:
    """A text in typewriter type."""
    return f"\\texttt{{{escaped(text)}}}"


def escaped(text: str) -> str:
    """A text that LaTeX sets as it is."""
    return "".join(_ESCAPES.get(letter) or _foreign(letter) for letter in text)


def _foreign(letter: str) -> str:
    if letter.isascii():
        return letter
    return f"${_UNICODE[letter]}$" if letter in _UNICODE else letter
