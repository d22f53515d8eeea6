"""Formulas of a document as MathML Core, each with what it is in LaTeX and in words of one line beside it."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from symrf.answers.documents.document import Code, Count, Equations, Inline, Marked, Row
from symrf.formulas.printing.mathml import APPLY, MATHML, fenced, identifier, row, sign, table, words
from symrf.formulas.relations import Across, Applied, Composition, Congruence, Divides, Mathematics, Relation, Word
from symrf.front.rendering.displays import SCREEN, display
from symrf.front.rendering.formulas import mathematics
from symrf.front.rendering.text import UNICODE_TEXT

__all__ = ["displayed", "formula"]


def formula(said: Mathematics, block: bool = False) -> str:
    """A formula within a line, or on a line of its own."""
    return math(elements(said), mathematics(said), UNICODE_TEXT.inline(said), block)


def displayed(equations: Equations) -> str:
    """Relations on lines of their own, aligned at their first sign."""
    rows = [line(each) for each in equations.rows]
    shown = table(rows, [(side, "0.3em 0") for side in ("right", "left", "left")])
    told = "; ".join(map(UNICODE_TEXT.line, equations.rows))
    return math(shown, display(equations, "aligned", SCREEN), told, block=True)


def math(shown: str, tex: str, told: str, block: bool) -> str:
    """A formula as it is drawn, as LaTeX, and as it is told."""
    annotation = f'<annotation encoding="application/x-tex">{escape(tex)}</annotation>'
    semantics = f"<semantics>{row(shown)}{annotation}</semantics>"
    kind = '<math display="block"' if block else "<math"
    return f'{kind} alttext="{escape(told)}">{semantics}</math>'


def line(each: Row) -> list[str]:
    """The cells of a displayed relation: its left side, the others, and when it holds."""
    left, *rights = map(elements, each.relation.sides)
    right = "".join(row(sign("=") + side) for side in rights)
    return [left, right, *([f'<mspace width="2em"/>{"".join(map(in_formula, each.beside))}'] if each.beside else [])]


def in_formula(inline: Inline) -> str:
    """Words and formulas inside a formula."""
    match inline:
        case str(text) | Marked(text) | Count(text):
            return words(text.replace("->", "→"))
        case Code(text):
            return f'<mtext style="font-family:monospace">{escape(text)}</mtext>'
    return elements(inline)


@lru_cache(maxsize=1024)  # the rules of the steps are the same for each layer
def elements(said: Mathematics) -> str:
    """A formula as elements side by side."""
    match said:
        case Word(text):
            return words(text)
        case Composition(names):
            return sign("∘").join(map(MATHML, names))
        case Applied(word, to):
            return identifier(word) + sign(APPLY) + row(fenced("(", MATHML(to), ")"))
        case Relation(sides, relation):
            return sign(SIGNS.get(relation, relation)).join(map(elements, sides))
        case Across(lengths):
            return sign("×").join(map(MATHML, lengths))
        case Congruence(symbol, residue, modulus):
            inside = f'{identifier("mod")}<mspace width="0.33em"/>{MATHML(modulus)}'
            aside = f'<mspace width="0.6em"/>{row(fenced("(", inside, ")"))}'
            return MATHML(symbol) + sign("≡") + MATHML(residue) + aside
        case Divides(divisor, dividend):
            return MATHML(divisor) + sign("∣") + MATHML(dividend)
    return MATHML(said)


SIGNS = {">=": "≥", "<=": "≤"}
