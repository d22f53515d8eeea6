"""Cells of tables in LaTeX: how wide they are, how they are broken, and which hold numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum

from symrf.answers.documents.document import Code, Count, Inline, Marked
from symrf.formulas.relations import Divides, Mathematics, Relation
from symrf.formulas.tree import Negative, Number, Sum, Written
from symrf.front.rendering.displays import broken, least_width
from symrf.front.rendering.formulas import mathematics
from symrf.front.rendering.widths import code_width, text_width, width

__all__ = ["Breaking", "cell_text", "extent", "least", "lines", "natural", "numeric", "unparted_width", "worded"]

_TALLER = 6.0  # points that a broken formula takes more
_TALL = 2.0  # lines of a broken formula with a fraction in it
_LOOSE = 1.03  # what a formula may be wider than it is reckoned to be


class Breaking(Enum):
    """What is broken in the cells of a table, so that it is less wide."""

    NOTHING = 0
    WORDS = 1
    FEW_WORDS = 2
    FORMULAS = 3


_WORDS = {  # points of a column of words that is broken: three or two words a line
    Breaking.WORDS: 115.0,
    Breaking.FEW_WORDS: 75.0,
    Breaking.FORMULAS: 75.0,
}


def numeric(cells: Sequence[Sequence[Inline]]) -> bool:
    """Whether a column holds nothing but numbers."""
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(len(cell) == 1 and isinstance(cell[0], Number | Count) for cell in filled)


def cell_text(cell: Sequence[Inline], wide: float | None, inline: Callable[[Inline], str], scale: float = 1.0) -> str:
    """The text of a cell; in a column of a given width, formulas that are wider are broken."""
    texts = []
    for each in cell:
        if wide is not None and isinstance(each, Written) and _formula(each, scale) > wide:
            parts = broken(each, (wide - _TALLER) / (_formula(each, scale) / extent(each)))
            lines = " \\\\ ".join(f"&\\textstyle {line}" for line in parts)
            texts.append(f"$\\begin{{aligned}}[t] {lines} \\end{{aligned}}$")
        else:
            texts.append(inline(each))
    return "".join(texts)


def lines(cell: Sequence[Inline], wide: float | None, scale: float = 1.0) -> float:
    """About how many lines a cell takes."""
    if wide is None:
        return 1.0
    high, rest = 1.0, 0.0
    for each in cell:
        if isinstance(each, Written) and _formula(each, scale) > wide:
            high += sum(_TALL if "\\frac" in line else 1.0 for line in broken(each, wide - _TALLER)) - 1.0
        else:
            rest += extent(each)
    return high + (int(1.35 * rest / wide) if rest > wide else 0)


def natural(cell: Sequence[Inline], scale: float = 1.0) -> float:
    """How wide a cell is in one line, a little more than its formulas are reckoned to be."""
    return sum(extent(each) if isinstance(each, str | Code) else _formula(each, scale) for each in cell)


def _formula(inline: Inline, scale: float) -> float:
    """How wide a formula is in units of the type that is made smaller: what is small in it hardly becomes smaller."""
    small = not isinstance(inline, str | Code | Marked | Count) and "\\frac" in mathematics(inline)
    return _LOOSE * extent(inline) * (2.0 - scale if small else 1.0)


def extent(inline: Inline) -> float:
    """How long words or a formula are in one line."""
    match inline:
        case str(text) | Marked(text) | Count(text):
            return text_width(text)
        case Code(text):
            return code_width(text)
    return width(mathematics(inline), 1)


def worded(cells: Sequence[Sequence[Inline]]) -> bool:
    """Whether a column holds words that a line may end after."""
    texts = [cell for cell in cells if not any(isinstance(inline, Count) for inline in cell)]
    return any(isinstance(inline, str) and " " in inline.strip() for cell in texts for inline in cell)


def least(cell: Sequence[Inline], breaking: Breaking, scale: float = 1.0) -> float:
    """How narrow a cell may be: no less than what is not broken in it."""
    wide = natural(cell, scale)
    of_words = worded([cell])
    if (of_words or breaking is not Breaking.FORMULAS) and wide <= _WORDS[breaking]:
        return wide
    narrow = max((_unbreakable(inline, scale) for inline in cell), default=0.0)
    return max(narrow, _WORDS[breaking]) if of_words or breaking is not Breaking.FORMULAS else narrow


def _unbreakable(inline: Inline, scale: float) -> float:
    match inline:
        case str(text) | Marked(text) | Count(text):
            return max(map(text_width, text.split()), default=0.0)
        case Code(text):
            return max(map(code_width, text.split()), default=0.0)
    if isinstance(inline, Written):
        return _formula(inline, scale) / extent(inline) * min(extent(inline), least_width(inline) + _TALLER)
    return unparted_width(inline)


def unparted_width(formula: Mathematics) -> float:
    """The widest part of a formula in which a line of text does not end: it may at the signs outside of brackets."""
    match formula:
        case Relation(parts) | Sum(parts):
            return 14.0 + max(map(unparted_width, parts))
        case Divides(divisor, dividend):
            return 14.0 + max(map(unparted_width, (divisor, dividend)))
        case Negative(of):
            return 14.0 + unparted_width(of)
    return width(mathematics(formula), 1)
