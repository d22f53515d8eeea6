"""Tables in LaTeX: how wide their columns are, and what becomes of one that is wider than its lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from symrf.answers.documents.document import Inline, Table
from symrf.front import _english
from symrf.front.rendering.cells import Breaking, least, lines, natural, numeric, worded

__all__ = ["Columns", "Laid", "laid", "portions", "summed"]

_BETWEEN = 12.0  # points between two columns
_SHORT = 60.0  # points: a column that is no wider is not broken
_FEW = 12  # rows of a table whose cells may have many lines
_LEGIBLE = 0.55  # a table that would have to be made smaller than this is no table


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
    unit: float = 1.0  # how large type is that is not made smaller, beside that of 10 points

    def __str__(self) -> str:
        plain = ("r" if number else "l" for number in self.numbers)
        kinds = (
            kind if wide is None else f">{{\\raggedright\\arraybackslash}}p{{{wide * self.scale * self.unit:.0f}pt}}"
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
    whole = [(Breaking.NOTHING, _SIZES)]
    few = [(Breaking.FEW_WORDS, _SMALLEST)] if len(table.body) <= _FEW else []
    rooms = [(room, False), *([(spread, True)] if spread else [])]
    for wide, over in rooms:
        for breaking, sizes in (*words, *few, *whole) if table.prose else (*whole, *words, *few):
            if columns := _fitting(table, wide, breaking, sizes):
                return Laid(((table, columns),), over)
    for wide, over in rooms:
        if columns := _fitting(table, wide, Breaking.FORMULAS, (*_SIZES[:1], *_SMALLEST)):
            return Laid(((table, columns),), over)
    for wide, over in reversed(rooms):
        if parts := tuple(_parted(table, wide)):
            return Laid(parts, over)
    return _squeezed(table, spread or room, spread is not None)


def _squeezed(table: Table, room: float, over: bool) -> Laid:
    """A table that is made smaller as a whole, without the columns that are too wide for that."""
    columns = list(zip(table.head, *table.body, strict=True))
    widest = [max(map(natural, column)) for column in columns]
    kept = [place for place in range(len(columns)) if place == 0 or widest[place] * _LEGIBLE <= room - widest[0]]
    if len(kept) < len(columns) and len(kept) > 1:
        left_out = tuple(head for place, head in enumerate(table.head) if place not in kept)
        return replace(laid(_of_columns(table, kept), room, None), spread=over, left_out=left_out)
    return Laid(((table, Columns((None,) * len(columns), _numbers(table))),), over, squeezed=True)


def _numbers(table: Table) -> tuple[bool, ...]:
    """Which columns hold numbers above the foot."""
    return tuple(map(numeric, zip(*table.rows, strict=True))) if table.rows else (False,) * len(table.head)


def summed(table: Table, longest: float, long: Callable[[Sequence[Inline]], float]) -> Table:
    """A table whose foot has no formulas that are longer than some length: that they are sums is said instead."""
    foot = tuple((_english.THE_SUM,) if long(cell) > longest else cell for cell in table.foot)
    return replace(table, foot=foot)


def _fitting(
    table: Table, room: float, breaking: Breaking, sizes: Sequence[tuple[str, float]] = _SIZES[:1]
) -> Columns | None:
    """Columns with which a table is no wider than `room`, in the largest type for which there are any."""
    columns = list(zip(table.head, *table.body, strict=True))
    numbers = _numbers(table)
    for size, scale in sizes:
        widths = _widths(columns, scale, (room - _BETWEEN * (len(columns) - 1)) / scale, breaking)
        if widths is not None:
            return Columns(tuple(widths), numbers, size, scale)
    return None


def _widths(
    columns: Sequence[Sequence[Sequence[Inline]]], scale: float, room: float, breaking: Breaking
) -> list[float | None] | None:
    """The widths of columns that have `room` together; None where there are none."""
    widest = [max(natural(cell, scale) for cell in column) for column in columns]
    if sum(widest) <= room:
        return [None] * len(columns)
    if breaking is Breaking.NOTHING:
        return None
    narrowest = {
        place: min(wide, max(least(cell, breaking, scale) for cell in columns[place]))
        for place, wide in enumerate(widest)
        if wide > _SHORT and (breaking is Breaking.FORMULAS or worded(columns[place]))
    }
    room -= sum(wide for place, wide in enumerate(widest) if place not in narrowest)
    spare = room - sum(narrowest.values())
    if spare < 0 or not narrowest:
        return None
    wanted = sum(widest[place] - narrow for place, narrow in narrowest.items())
    widths: list[float | None] = [None] * len(columns)
    for place, narrow in narrowest.items():
        widths[place] = narrow + spare * (widest[place] - narrow) / (wanted or 1.0)
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
    """The rows of a table in portions of at most `most` lines, or of one row that has more; the foot is never alone."""
    high = [
        max(lines(cell, wide, columns.scale) for cell, wide in zip(row, columns.widths, strict=True))
        for row in table.body
    ]
    if table.foot and table.rows:
        high[-2:] = [high[-2] + high[-1], 0.0]
    start, used = 0, 0.0
    for place, each in enumerate(high):
        if used + each > most and place > start and each:
            yield range(start, place)
            start, used = place, 0.0
        used += each
    yield range(start, len(high))


def _of_columns(table: Table, places: Sequence[int]) -> Table:
    """A table with some of its columns."""
    head, *rows = (tuple(row[place] for place in places) for row in (table.head, *table.rows))
    foot = tuple(table.foot[place] for place in places) if table.foot else ()
    return replace(table, head=head, rows=tuple(rows), foot=foot)
