"""Tables in LaTeX: how wide their columns are, and what becomes of one that is wider than the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from symrf.answers.documents.document import Code, Inline, Table
from symrf.formulas.relations import Divides, Mathematics, Relation
from symrf.formulas.tree import Negative, Number, Sum, Tuple
from symrf.front.rendering.displays import broken, least_width
from symrf.front.rendering.formulas import mathematics
from symrf.front.rendering.widths import code_width, text_width, width

__all__ = ["Columns", "cell_text", "extent", "fitting", "numeric", "parted", "portions", "unparted_width"]

_BETWEEN = 12.0  # points between two columns
_TALLER = 6.0  # points that a broken shape takes more
_SHORT = 0.2  # of the line: a column as wide as that is not broken


@dataclass(frozen=True, slots=True)
class Columns:
    """The widths of columns in points, None where it is that of the widest cell, and whether they hold numbers."""

    widths: tuple[float | None, ...]
    numbers: tuple[bool, ...]

    def __str__(self) -> str:
        plain = ("r" if number else "l" for number in self.numbers)
        kinds = (
            kind if wide is None else f">{{\\raggedright\\arraybackslash}}p{{{wide:.0f}pt}}"
            for kind, wide in zip(plain, self.widths, strict=True)
        )
        return f"@{{}}{''.join(kinds)}@{{}}"


def fitting(table: Table, room: float) -> Columns | None:
    """Columns with which a table is no wider than `room`, or None where there are none."""
    columns = list(zip(table.head, *table.rows, strict=True))
    numbers = tuple(numeric(column[1:]) for column in columns)
    room -= _BETWEEN * (len(columns) - 1)
    natural = [max(map(_natural, column)) for column in columns]
    if sum(natural) <= room:
        return Columns((None,) * len(columns), numbers)
    long = [place for place, wide in enumerate(natural) if wide > _SHORT * room]
    least = {place: max(map(_least, columns[place])) for place in long}
    room -= sum(natural) - sum(natural[place] for place in long)
    spare = room - sum(least.values())
    if spare < 0:
        return None
    wanted = sum(natural[place] - least[place] for place in long)
    widths: list[float | None] = [None] * len(columns)
    for place in long:
        widths[place] = least[place] + spare * (natural[place] - least[place]) / (wanted or 1.0)
    return Columns(tuple(widths), numbers)


def parted(table: Table, room: float) -> Iterator[Table]:
    """The table in parts that fit, each with the first column; nothing where one column beside it is too wide."""
    parts = []
    start = 1
    while start < len(table.head):
        ends = range(len(table.head), start, -1)
        end = next((end for end in ends if fitting(_part(table, start, end), room)), None)
        if end is None:
            return
        parts.append(_part(table, start, end))
        start = end
    yield from parts


def portions(table: Table, columns: Columns, most: int) -> Iterator[range]:
    """The rows of a table in portions of at most `most` lines, or of one row that has more."""
    start, used = 0, 0
    for place, row in enumerate(table.rows):
        high = max(_lines(cell, wide) for cell, wide in zip(row, columns.widths, strict=True))
        if used + high > most and place > start:
            yield range(start, place)
            start, used = place, 0
        used += high
    yield range(start, len(table.rows))


def numeric(cells: Sequence[Sequence[Inline]]) -> bool:
    """Whether a column holds nothing but numbers."""
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(len(cell) == 1 and isinstance(cell[0], Number) for cell in filled)


def cell_text(cell: Sequence[Inline], wide: float | None, inline: Callable[[Inline], str]) -> str:
    """The text of a cell; in a column of a given width, shapes that are wider are broken."""
    texts = []
    for each in cell:
        if wide is not None and isinstance(each, Tuple) and width(mathematics(each), 1) > wide:
            lines = " \\\\ ".join(f"&\\textstyle {line}" for line in broken(each, wide - _TALLER))
            texts.append(f"$\\begin{{aligned}}[t] {lines} \\end{{aligned}}$")
        else:
            texts.append(inline(each))
    return "".join(texts)


def _part(table: Table, start: int, end: int) -> Table:
    rows = tuple((row[0], *row[start:end]) for row in table.rows)
    return replace(table, head=(table.head[0], *table.head[start:end]), rows=rows)


def _lines(cell: Sequence[Inline], wide: float | None) -> int:
    """About how many lines a cell takes."""
    return 1 if wide is None else 1 + int(1.1 * _natural(cell) / wide)


def _natural(cell: Sequence[Inline]) -> float:
    return sum(map(extent, cell))


def extent(inline: Inline) -> float:
    """How long words or a formula are in one line."""
    match inline:
        case str(text):
            return text_width(text)
        case Code(text):
            return code_width(text)
    return width(mathematics(inline), 1)


def _least(cell: Sequence[Inline]) -> float:
    """The widest of what cannot be broken in a cell."""
    return max((_unbreakable(inline) for inline in cell), default=0.0)


def _unbreakable(inline: Inline) -> float:
    match inline:
        case str(text):
            return max(map(text_width, text.split()), default=0.0)
        case Code(text):
            return max(map(code_width, text.split()), default=0.0)
    if isinstance(inline, Tuple):
        return min(width(mathematics(inline), 1), least_width(inline) + _TALLER)
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
