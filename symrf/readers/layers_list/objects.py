"""Layers as dictionaries, in JSON, Python or JavaScript, with the spellings of many frameworks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from symrf.networks.notation.kinds import Kind
from symrf.readers.drafts import Piece, Step
from symrf.readers.graph import Building
from symrf.readers.layers_list import _english
from symrf.readers.layers_list.columns import Row, column, kind_of, layers_of
from symrf.readers.layers_list.literals import Data, numbers
from symrf.readers.pasted import Pasted

__all__ = ["input_of", "is_objects", "layers", "objects", "scripted"]

_INPUT = re.compile(r"(im|img|image|in|input)_?(size|shape|dim|resolution)?|image", re.I)
_SCRIPTED = re.compile(r"\{[^{}]*\btype\s*:\s*'[^{}]*\}|\{[^{}]*\btype\s*:\s*\"[^{}]*\}")
_SCRIPTED_CELL = re.compile(r"""([A-Za-z_]\w*)\s*:\s*(?:'([^']*)'|"([^"]*)"|(-?\d{1,9}(?:\.\d{1,9})?)|([\w.]+))""")
_SCRIPTED_NAMES = {"sx": "kernel", "sy": "kernel_y", "num_neurons": "units", "num_classes": "units"}


def is_objects(data: Data) -> bool:
    """Whether this is a list of dictionaries, each with a type or a kernel."""
    return bool(data.items) and all(
        any(column(key) in {"type", "kernel"} for key in each.entries) for each in data.items
    )


def layers(data: Data) -> Data | None:
    """The list of layers in a dictionary of a network, where there is one."""
    for key in ("layers", "net", "network", "model", "architecture"):
        if key in data.entries and data.entries[key].items:
            return data.entries[key]
    return None


def objects(pasted: Pasted, data: Data) -> tuple[Piece, ...]:
    """The layers of a list of dictionaries; one of type input is left to `input_of`."""
    pieces: list[Step] = []
    for each in data.items:
        row = Row({found: value for key, value in each.entries.items() if (found := column(key))}, each.span)
        if kind_of(row.text("type")) is Kind.INPUT:
            continue
        pieces += layers_of(pasted, row)
    return tuple(pieces)


def input_of(
    pasted: Pasted, named: Sequence[tuple[str, Data]], building: Building
) -> tuple[int | None, tuple[int, ...]]:
    """The channels and the size of the input, where a name such as imsize or input tells them."""
    for name, data in named:
        found = numbers(data)
        if not _INPUT.fullmatch(name) or not found or min(found) < 1:
            continue
        span = pasted.span(*data.span)
        match found:
            case (side,):
                return None, (side, side)
            case (height, width):
                return None, (height, width)
            case (channels, height, width) if channels <= min(height, width):
                pass
            case (height, width, channels):
                pass
            case _:
                continue
        building.assume(_english.axes_order(channels, f"{height}x{width}"), span, certain=True)
        return channels, (height, width)
    return None, ()


def scripted(pasted: Pasted) -> Data | None:
    """The dictionaries of ConvNetJS, {type:'conv', sx:5, filters:16}, as a list of data."""
    found = [Data(dict(_scripted_cells(each)), each.span()) for each in _SCRIPTED.finditer(pasted.clean)]
    return Data(tuple(found), (found[0].span[0], found[-1].span[1])) if len(found) > 1 else None


def _scripted_cells(match: re.Match[str]) -> Iterator[tuple[str, Data]]:
    for cell in _SCRIPTED_CELL.finditer(match[0]):
        span = (match.start() + cell.start(), match.start() + cell.end())
        text = cell[2] if cell[2] is not None else cell[3]
        value = float(cell[4]) if cell[4] else text if text is not None else cell[5]
        yield _SCRIPTED_NAMES.get(cell[1], cell[1]), Data(value, span)
