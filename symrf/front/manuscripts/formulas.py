r"""A quantity that is named beside a formula -> the claim that the formula makes of it.

The formula is the first after the marker on its line, or else the nearest before it there, or else the next one; where
the last marker of a line stands behind all of its formulas, so do those before it. Of a display with several rows it is
the row on that line, or else the next. Of `O_w = n-k+1 = w-2` the last side is claimed.
"""

from __future__ import annotations

import re
from bisect import bisect, bisect_left
from collections.abc import Iterator, Sequence

from symrf.answers.claims import reader as claims
from symrf.errors import FormulaError
from symrf.front import _english
from symrf.front.manuscripts.tex import Formula

__all__ = ["claimed", "is_quantity"]

_NESTING = re.compile(r"\\(begin|end)\s*\{[^{}]*\}|\\\\(?:\*|\s*\[[^\]\n]*\])?|\\.|([{}()])", re.DOTALL)
_OUTER = re.compile(r"\s*\\begin\s*\{(aligned|split|gathered)\}(?:\[\w\])?(.*)\\end\s*\{\1\}[\s.,;]*", re.DOTALL)
_LEFT_OUT = re.compile(r"\\(?:label|tag\*?)\s*\{[^{}]*\}|\\(?:nonumber|notag|displaystyle|allowbreak)(?![A-Za-z])|&")
_SIDE = re.compile(
    r"(?P<relation>:=|==|=|≤|≥|\\(?:leq|le|geq|ge|coloneqq|mapsto|to)(?![A-Za-z]))"
    r"|(?P<rest>\\(?:quad|qquad)(?![A-Za-z])|\\(?:text|mbox|textrm)\s*\{\s*(?:,|for|if|where|when|and|with)\b)"
    r"|\\(?P<nest>begin|end)\s*\{[^{}]*\}|\\[A-Za-z]+|\\.|(?P<bracket>[{}()])",
    re.DOTALL,
)
_SIGNS = {"≤": "<=", "\\le": "<=", "\\leq": "<=", "≥": ">=", "\\ge": ">=", "\\geq": ">="}


def is_quantity(text: str) -> bool:
    """Whether a text names a quantity alone, such as `size`, `rf(F M)` or `size@pool1 at w=224`."""
    try:
        return claims.parse(f"{text} = 0").formula_start == len(text) + 3
    except FormulaError:
        return False


def claimed(
    quantity: str, text: str, formulas: Sequence[Formula], marker: tuple[int, int], last: int
) -> tuple[str, int]:
    """The claim on a quantity that the formula beside a marker makes, and where that formula stands in the text.

    The marker is text[slice(*marker)]; comments are blank. The `last` marker of its line ends there.
    """
    row = _row(quantity, text, formulas, marker, last)
    sign, side = _last_side(text[row.start : row.stop])
    return f"{quantity} {sign} {side}", row.start


def _row(quantity: str, text: str, formulas: Sequence[Formula], marker: tuple[int, int], last: int) -> Formula:
    """The formula, or the row of a display, that stands beside a marker."""
    start, stop = marker
    place = bisect(formulas, start, key=lambda each: each.start)
    around = formulas[place - 1] if place else None
    if around is not None and start < around.stop:
        line = text.rfind("\n", 0, start) + 1
        rows = list(_rows(text, around))
        before = [row for row in rows if row.start < start]
        after = [row for row in rows if row.start >= stop]
        if before and text[max(line, around.start) : start].strip():
            return before[-1]
        if after:
            return after[0]
        raise FormulaError(_english.NO_ROW_AFTER, quantity, (0, len(quantity)))
    beside = _beside(text, formulas, place, start, last)
    if beside is None:
        raise FormulaError(_english.NO_FORMULA_BESIDE, quantity, (0, len(quantity)))
    rows = list(_rows(text, beside))
    if len(rows) != 1:
        raise FormulaError(_english.no_one_row(len(rows)), quantity, (0, len(quantity)))
    return rows[0]


def _beside(text: str, formulas: Sequence[Formula], place: int, start: int, last: int) -> Formula | None:
    """The formula beside a marker that stands between formulas[place-1] and the next, from `start` on."""
    line, end = text.rfind("\n", 0, start) + 1, text.find("\n", last)
    before = formulas[place - 1] if place and line < formulas[place - 1].stop else None
    after = formulas[place] if place < len(formulas) else None
    behind = bisect_left(formulas, last, key=lambda each: each.start)
    more = behind < len(formulas) and (end < 0 or formulas[behind].start < end)
    return after if more or before is None else before


def _rows(text: str, formula: Formula) -> Iterator[Formula]:
    """The rows of a display that are not blank, each from its first sign on."""
    start, stop = formula.start, formula.stop
    if outer := _OUTER.fullmatch(text, start, stop):
        start, stop = outer.span(2)
    depth, first = 0, start
    ends = []
    for found in _NESTING.finditer(text, start, stop):
        if found.group().startswith("\\\\") and depth == 0:
            ends.append(found.span())
        depth += (found[1] == "begin" or found[2] in ("{", "(")) - (found[1] == "end" or found[2] in ("}", ")"))
    for end, following in (*ends, (stop, stop)):
        inside = text[first:end]
        if inside.strip():
            yield Formula(first + len(inside) - len(inside.lstrip()), end)
        first = following


def _last_side(formula: str) -> tuple[str, str]:
    """The sign before the last side of a formula, as a claim writes it, and that side."""
    formula = _LEFT_OUT.sub(" ", formula)
    depth, sign, start, stop = 0, "=", 0, len(formula)
    for found in _SIDE.finditer(formula):
        bracket, nest = found["bracket"], found["nest"]
        depth += (nest == "begin" or bracket in ("{", "(")) - (nest == "end" or bracket in ("}", ")"))
        if depth == 0 and found["relation"]:
            sign, start = _SIGNS.get(found["relation"], "="), found.end()
        elif depth == 0 and found["rest"]:
            stop = found.start()
            break
    return sign, re.sub(r"(?:\s|[.,;]|\\[,;:! ])+$", "", " ".join(formula[start:stop].split()))
