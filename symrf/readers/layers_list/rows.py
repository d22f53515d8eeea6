"""Rows of numbers: which order they have, and what they are as layers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from symrf.formulas import limits
from symrf.networks.notation.architecture import PaddingRule
from symrf.networks.notation.kinds import Kind
from symrf.readers.drafts import Piece, Step, pool
from symrf.readers.graph import Building
from symrf.readers.inverted import Inverted, filtered
from symrf.readers.layers_list import _english
from symrf.readers.layers_list.columns import Row, column, kind_of, layers_of
from symrf.readers.layers_list.literals import Data, numbers
from symrf.readers.pasted import Pasted

__all__ = ["INVERTED", "inverted", "is_rows", "named_rows", "pools", "rows", "same"]

_COMMENT = re.compile(r"(?:#|//)\s*([^\n]*)")
_BOTTLENECK = re.compile(r"bottleneck|inverted|mbconv", re.I)
_SIDES = re.compile(r"(\d{1,3})\s*[x×]\s*\d{1,3}")
_CALLED = {
    "kernel": "kernel",
    "stride": "stride",
    "padding": "padding",
    "dilation": "dilation",
    "channels": "channels",
    "before": "channels before",
    "widening": "widening",
    "repeats": "repeats",
}
INVERTED = frozenset({"widening", "channels", "repeats", "stride"})
"""The columns of a table of inverted residuals."""


def is_rows(data: Data) -> bool:
    """Whether this is a list of rows of numbers, of two to five each and all as long."""
    found = [_counted(each) for each in data.items]
    return bool(found) and len(set(found)) == 1 and found[0] in range(2, 6)


def named_rows(data: Data) -> tuple[Data, tuple[Data, ...]] | None:
    """Rows of which each begins with a name, or has one in a dictionary: the rows without it, and the names."""
    if data.entries:
        names = tuple(Data(name, each.span) for name, each in data.entries.items())
        table = Data(tuple(data.entries.values()), data.span)
    elif data.items and all(each.items and each.items[0].word for each in data.items):
        names = tuple(each.items[0] for each in data.items)
        table = Data(tuple(Data(each.items[1:], each.span) for each in data.items), data.span)
    else:
        return None
    return (table, names) if is_rows(table) and all(kind_of(each.word) is not None for each in names) else None


def _counted(row: Data) -> int:
    return len(row.items) if all(numbers(each) for each in row.items) else 0


def rows(pasted: Pasted, data: Data, names: Sequence[Data], building: Building) -> tuple[Piece, ...]:
    """The layers of rows, with the names that stand beside them."""
    if len(names) > len(data.items):
        building.assume(_english.more_names(len(names), len(data.items)), pasted.span(*names[0].span))
        names = names[: len(data.items)]
    if names and len(names) != len(data.items):
        raise pasted.error(_english.names_differ(len(names), len(data.items)), *names[0].span)
    order = _order(pasted, data, building)
    cells = [dict(zip(order, row.items, strict=True)) for row in data.items]
    if set(order) >= INVERTED:
        return inverted(pasted, [Row(each, row.span) for each, row in zip(cells, data.items, strict=True)], building)
    if not names:
        building.assume(_english.WINDOWS, pasted.span(*data.span), certain="channels" in order)
    pieces: list[Step] = []
    for place, each in enumerate(cells):
        named = each | {"name": names[place]} if names else each
        pieces += layers_of(pasted, Row(named, data.items[place].span))
    return tuple(pieces)


def _order(pasted: Pasted, data: Data, building: Building) -> tuple[str, ...]:
    """The columns of the numbers: from a comment, else from the numbers."""
    width = len(data.items[0].items)
    span = pasted.span(*data.span)
    for comment in _COMMENT.finditer(pasted.clean):
        words = [each for each in re.split(r"[\s,;|()\[\]]+", comment[1]) if each]
        parts = [each.strip(" ()[]") for each in re.split(r"[,;|]", comment[1])]
        for split in (words, parts):
            found = [column(each) for each in split]
            lettered = all(re.fullmatch(r"[A-Za-z_ ]{1,20}", each) for each in split)
            if (
                split is parts
                and lettered
                and len(found) == width
                and None in found
                and set(found) & {"kernel", "stride"}
            ):
                raise pasted.error(_english.unknown_order(width), *comment.span())
            known = tuple(each for each in found if each is not None)
            if len(known) == len(found) == width == len(set(known)):
                building.assume(_english.order_told(_said(known)), pasted.span(*comment.span()), certain=True)
                return known
    order = _guessed([[(numbers(cell) or (0,))[0] for cell in row.items] for row in data.items])
    if not order:
        raise pasted.error(_english.unknown_order(width), *data.items[0].span)
    building.assume(_english.order(_said(order)), span)
    return order


def _guessed(table: Sequence[Sequence[int]]) -> tuple[str, ...]:
    """The order that the sizes of the numbers tell; none where they do not."""
    columns = list(zip(*table, strict=True))
    wide = [min(each) >= 16 for each in columns]
    positive = [min(each) >= 1 for each in columns]
    match len(columns):
        case 2 if all(positive):
            return ("channels", "kernel") if wide[0] and not wide[1] else () if wide[1] else ("kernel", "stride")
        case 3 if wide[0] and positive[1] and positive[2]:
            return "channels", "kernel", "stride"
        case 3 if positive[0] and not wide[1]:
            return "kernel", "stride", "padding"
        case 4 if wide[1] and all(positive) and max(columns[0]) <= 10 and max(columns[3]) <= 2:
            return "widening", "channels", "repeats", "stride"
        case 4 if wide[0] and not wide[1] and all(positive[:3]):
            return "channels", "kernel", "stride", "padding"
        case 4 if not any(wide) and all((positive[0], positive[1], positive[3])):
            return "kernel", "stride", "padding", "dilation"
        case 5 if wide[1] and all(positive[:4]):
            return "before", "channels", "kernel", "stride", "padding"
    return ()


def _said(order: Sequence[str]) -> str:
    return f"({', '.join(_CALLED.get(each, each) for each in order)})"


def inverted(pasted: Pasted, table: Sequence[Row], building: Building) -> tuple[Piece, ...]:
    """The layers of a table with the columns t, c, n and s, between the first convolution and the last."""
    span = table[0].span
    building.assume(_english.INVERTED, pasted.span(*span), certain=True)
    pieces: list[Piece] = []
    before = 32
    whole = "type" in table[0].cells
    if not whole:
        building.assume(_english.INVERTED_ENDS, pasted.span(*span))
        pieces += filtered(3, 2, 32, "relu6", span)
    for row in table:
        if whole and not _BOTTLENECK.search(row.text("type")):
            pieces += _operator(pasted, row, building)
            before = row.cells["channels"].number or before
            continue
        widening, after, repeats, stride = (
            _one(pasted, row, each) for each in ("widening", "channels", "repeats", "stride")
        )
        if repeats * 8 + len(pieces) > limits.LINE_LAYERS:
            raise pasted.error(_english.too_many_layers(limits.LINE_LAYERS), *row.span)
        for turn in range(repeats):
            moved = stride if turn == 0 else 1
            kernel = _one(pasted, row, "kernel") if "kernel" in row.cells else 3
            pieces += Inverted(before, after, kernel, moved, before * widening, row.span).pieces
            before = after
    return tuple(pieces) if whole else (*pieces, *filtered(1, 1, 1280, "relu6", table[-1].span))


def _operator(pasted: Pasted, row: Row, building: Building) -> Sequence[Step]:
    """The layer of a row that is no inverted residual: conv2d, conv2d 1x1, avgpool 7x7."""
    sides = _SIDES.search(row.text("type"))
    kernel = int(sides[1]) if sides else 3
    kind = kind_of(row.text("type"))
    stride = row.cells["stride"].number or 1
    if kind in {Kind.AVERAGE_POOL, Kind.MAX_POOL} and isinstance(kind, Kind) and sides:
        return (Step(pool((kernel,), kind=kind), row.span),)
    channels = row.cells["channels"].number
    if kind is Kind.CONVOLUTION and channels is None:
        building.assume(_english.row_left_out(row.text("type")), pasted.span(*row.span))
        return ()
    if kind is not Kind.CONVOLUTION or channels is None or min(kernel, channels, stride) < 1 or kernel % 2 == 0:
        raise pasted.error(_english.unknown_type(row.text("type")), *row.cells["type"].span)
    return filtered(kernel, stride, channels, "relu6", row.span)


def _one(pasted: Pasted, row: Row, name: str) -> int:
    cell = row.cells[name]
    if cell.number is None:
        raise pasted.error(_english.number_needed(_CALLED[name], pasted.clean[slice(*cell.span)][:40]), *cell.span)
    if cell.number < 1:
        raise pasted.error(_english.at_least(_CALLED[name], 1), *cell.span)
    return cell.number


def pools(names: Sequence[Data]) -> bool:
    """Whether names are those of layers: one of them at least tells a kind."""
    return any(kind_of(each.word) is not None for each in names)


def same(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Convolutions whose padding is not told, of which all but the last keep the size."""
    for place, piece in enumerate(pieces, 1):
        if isinstance(piece, Step) and piece.open:
            rule = PaddingRule.SAME if place < len(pieces) else PaddingRule.VALID
            piece = replace(piece, layer=replace(piece.layer, padding=rule), open=False)
        yield piece
