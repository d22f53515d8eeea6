"""Tables in LaTeX: how wide their columns are, and what becomes of one that is wider than its lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from symrf.answers.documents.document import Code, Count, Inline, Marked, Table
from symrf.formulas.relations import Divides, Mathematics, Relation
from symrf.formulas.tree import Negative, Number, Sum, Written
from symrf.front.rendering.displays import broken, least_width
from symrf.front.rendering.formulas import mathematics
from symrf.front.rendering.widths import code_width, text_width, width

__all__ = ["Columns", "Laid", "cell_text", "extent", "laid", "numeric", "portions", "unparted_width"]

_BETWEEN = 12.0  # points between two columns
_TALLER = 6.0  # points that a broken formula takes more
_TALL = 2.0  # lines of a broken formula with a fraction in it
_SHORT = 0.2  # of the line: a column as wide as that is not broken
_WORDS = 75.0  # points of a column of words that is broken: two or three words a line
_LEGIBLE = 0.55  # a table that would have to be made smaller than this is no table


class Breaking(Enum):
    """What is broken in the cells of a table, so that it is less wide."""

    NOTHING = 0
    WORDS = 1
    FORMULAS = 2


@dataclass(frozen=True, slots=True)
class Columns:
    """The widths of columns in points, None where it is that of the widest cell, and whether they hold numbers.

    `size` is the command that sets the type, `scale` how large that is; the widths are those of type that is not made
    smaller.
    """

    widths: tuple[float | None, ...]
    numbers: tuple[bool, ...]
    size: str = ""
    scale: float = 1.0

    def __str__(self) -> str:
        plain = ("r" if number else "l" for number in self.numbers)
        kinds = (
            kind if wide is None else f">{{\\raggedright\\arraybackslash}}p{{{wide * self.scale:.0f}pt}}"
            for kind, wide in zip(plain, self.widths, strict=True)
        )
        return f"@{{}}{''.join(kinds)}@{{}}"


@dataclass(frozen=True, slots=True)
class Laid:
    """A table as it is laid out: over both columns of a page or one, in parts, made smaller, without some columns."""

    parts: tuple[tuple[Table, Columns], ...]
    spread: bool = False
    squeezed: bool = False
    left_out: tuple[tuple[Inline, ...], ...] = ()


_SIZES = (("", 1.0), ("\\small", 0.92), ("\\footnotesize", 0.82))
_SMALLEST = _SIZES[-1:]


def laid(table: Table, room: float, spread: float | None) -> Laid:
    """How a table is set in lines of `room` points, or of `spread` where that is the width of two columns of a page.

    As it is, or in smaller type; with its words broken; over both columns; with its formulas broken; in parts with a
    part of the columns each; made smaller as a whole; without the columns that are wider than all of that.
    """
    words = [(Breaking.WORDS, _SIZES[:1]), (Breaking.WORDS, _SMALLEST)]
    natural = [(Breaking.NOTHING, _SIZES)]
    rooms = [(room, False), *([(spread, True)] if spread else [])]
    for wide, over in rooms:
        for breaking, sizes in (*words, *natural) if table.prose else (*natural, *words):
            if columns := _fitting(table, wide, breaking, sizes):
                return Laid(((table, columns),), over)
    for wide, over in rooms:
        if columns := _fitting(table, wide, Breaking.FORMULAS, (*_SIZES[:1], *_SMALLEST)):
            return Laid(((table, columns),), over)
    for wide, over in rooms:
        if parts := tuple(_parted(table, wide)):
            return Laid(parts, over)
    return _squeezed(table, spread or room, spread is not None)


def _squeezed(table: Table, room: float, over: bool) -> Laid:
    """A table that is made smaller as a whole, without the columns that are too wide for that."""
    columns = list(zip(table.head, *table.body, strict=True))
    natural = [max(map(_natural, column)) for column in columns]
    kept = [place for place in range(len(columns)) if place == 0 or natural[place] * _LEGIBLE <= room - natural[0]]
    if len(kept) < len(columns) and len(kept) > 1:
        left_out = tuple(head for place, head in enumerate(table.head) if place not in kept)
        return replace(laid(_of_columns(table, kept), room, None), spread=over, left_out=left_out)
    numbers = tuple(numeric(column[1:]) for column in columns)
    return Laid(((table, Columns((None,) * len(columns), numbers)),), over, squeezed=True)


def _fitting(
    table: Table, room: float, breaking: Breaking, sizes: Sequence[tuple[str, float]] = _SIZES[:1]
) -> Columns | None:
    """Columns with which a table is no wider than `room`, in the largest type for which there are any."""
    columns = list(zip(table.head, *table.body, strict=True))
    numbers = tuple(numeric(column[1:]) for column in columns)
    natural = [max(map(_natural, column)) for column in columns]
    for size, scale in sizes:
        widths = _widths(columns, natural, (room - _BETWEEN * (len(columns) - 1)) / scale, breaking)
        if widths is not None:
            return Columns(tuple(widths), numbers, size, scale)
    return None


def _widths(
    columns: Sequence[Sequence[Sequence[Inline]]], natural: Sequence[float], room: float, breaking: Breaking
) -> list[float | None] | None:
    """The widths of columns that have `room` together; None where there are none."""
    if sum(natural) <= room:
        return [None] * len(columns)
    if breaking is Breaking.NOTHING:
        return None
    least = {
        place: min(natural[place], max(_least(cell, breaking) for cell in columns[place]))
        for place, wide in enumerate(natural)
        if wide > _SHORT * room and (breaking is Breaking.FORMULAS or _worded(columns[place]))
    }
    room -= sum(wide for place, wide in enumerate(natural) if place not in least)
    spare = room - sum(least.values())
    if spare < 0 or not least:
        return None
    wanted = sum(natural[place] - narrow for place, narrow in least.items())
    widths: list[float | None] = [None] * len(columns)
    for place, narrow in least.items():
        widths[place] = narrow + spare * (natural[place] - narrow) / (wanted or 1.0)
    return widths


def _parted(table: Table, room: float) -> Iterator[tuple[Table, Columns]]:
    """The table in parts that fit, each with the first column; nothing where one column beside it is too wide."""
    parts = []
    start = 1
    while start < len(table.head):
        for end in range(len(table.head), start, -1):
            part = _of_columns(table, [0, *range(start, end)])
            if columns := _fitting(part, room, Breaking.FORMULAS, (*_SIZES[:1], *_SMALLEST)):
                parts.append((part, columns))
                start = end
                break
        else:
            return
    yield from parts


def portions(table: Table, columns: Columns, most: int) -> Iterator[range]:
    """The rows of a table in portions of at most `most` lines, or of one row that has more."""
    start, used = 0, 0.0
    for place, row in enumerate(table.body):
        high = max(_lines(cell, wide) for cell, wide in zip(row, columns.widths, strict=True))
        if used + high > most and place > start:
            yield range(start, place)
            start, used = place, 0.0
        used += high
    yield range(start, len(table.body))


def numeric(cells: Sequence[Sequence[Inline]]) -> bool:
    """Whether a column holds nothing but numbers."""
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(len(cell) == 1 and isinstance(cell[0], Number | Count) for cell in filled)


def cell_text(cell: Sequence[Inline], wide: float | None, inline: Callable[[Inline], str]) -> str:
    """The text of a cell; in a column of a given width, formulas that are wider are broken."""
    texts = []
    for each in cell:
        if wide is not None and isinstance(each, Written) and width(mathematics(each), 1) > wide:
            lines = " \\\\ ".join(f"&\\textstyle {line}" for line in broken(each, wide - _TALLER))
            texts.append(f"$\\begin{{aligned}}[t] {lines} \\end{{aligned}}$")
        else:
            texts.append(inline(each))
    return "".join(texts)


def _of_columns(table: Table, places: Sequence[int]) -> Table:
    """A table with some of its columns."""
    head, *rows = (tuple(row[place] for place in places) for row in (table.head, *table.rows))
    foot = tuple(table.foot[place] for place in places) if table.foot else ()
    return replace(table, head=head, rows=tuple(rows), foot=foot)


def _lines(cell: Sequence[Inline], wide: float | None) -> float:
    """About how many lines a cell takes."""
    if wide is None:
        return 1.0
    lines, rest = 1.0, 0.0
    for each in cell:
        if isinstance(each, Written) and width(mathematics(each), 1) > wide:
            lines += sum(_TALL if "\\frac" in line else 1.0 for line in broken(each, wide - _TALLER)) - 1.0
        else:
            rest += extent(each)
    return lines + int(1.1 * rest / wide)


def _natural(cell: Sequence[Inline]) -> float:
    return sum(map(extent, cell))


def extent(inline: Inline) -> float:
    """How long words or a formula are in one line."""
    match inline:
        case str(text) | Marked(text) | Count(text):
            return text_width(text)
        case Code(text):
            return code_width(text)
    return width(mathematics(inline), 1)


def _worded(cells: Sequence[Sequence[Inline]]) -> bool:
    """Whether a column holds words that a line may end after."""
    return any(isinstance(inline, str) and " " in inline.strip() for cell in cells for inline in cell)


def _least(cell: Sequence[Inline], breaking: Breaking) -> float:
    """How narrow a cell may be: no less than what is not broken in it."""
    natural = _natural(cell)
    if breaking is Breaking.WORDS and natural <= _WORDS:
        return natural
    least = max((_unbreakable(inline) for inline in cell), default=0.0)
    return max(least, _WORDS) if breaking is Breaking.WORDS else least


def _unbreakable(inline: Inline) -> float:
    match inline:
        case str(text) | Marked(text) | Count(text):
            return max(map(text_width, text.split()), default=0.0)
        case Code(text):
            return max(map(code_width, text.split()), default=0.0)
    if isinstance(inline, Written):
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
