"""Lists that stand side by side, one a column: `conv_kernel`, `conv_stride`; and WaveNet's list of dilations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from symrf.networks.notation.architecture import Layer, PaddingRule
from symrf.readers.drafts import Step, convolution
from symrf.readers.graph import Building
from symrf.readers.layers_list import _english
from symrf.readers.layers_list.columns import Row, column, layers_of
from symrf.readers.layers_list.literals import Data, numbers
from symrf.readers.pasted import Pasted

__all__ = ["Columns", "columns", "dilated", "dilations", "listed"]

Columns = dict[str, Data]

_BEFORE = re.compile(r"^(?:conv|cnn|layer|encoder|enc|net)s?[_-]|[_-](?:list|layers?)$")
_WIDTH = re.compile(r"(?:filter_width|kernel_size|kernel_width|filter_size|kernel)", re.I)


def columns(named: Sequence[tuple[str, Data]]) -> Columns:
    """The lists of numbers that are columns of one table, by column; none where there is no such table."""
    found: Columns = {}
    for name, data in named:
        plain = _BEFORE.sub("", name.rpartition(".")[2].lower())
        called = column(plain) or column(plain.removesuffix("s"))
        if called in {"kernel", "stride", "padding", "dilation", "channels"} and _numbered(data):
            if called in found:
                return {}
            found[called] = data
    kernels = len(found["kernel"].items) if "kernel" in found else 0
    if kernels and "channels" in found and len(found["channels"].items) == kernels + 1:  # those of the input before
        found["channels"] = replace(found["channels"], value=found["channels"].items[1:])
    same = len({len(each.items) for each in found.values()}) == 1
    return found if same and "kernel" in found and len(found) > 1 else {}


def _numbered(data: Data) -> bool:
    return len(data.items) > 1 and all(numbers(each) is not None for each in data.items)


def listed(pasted: Pasted, table: Columns, building: Building) -> tuple[Step, ...]:
    """The layers of lists side by side."""
    kernels = table["kernel"]
    building.assume(_english.SIDE_BY_SIDE, pasted.span(*kernels.span))
    return tuple(
        step
        for place, kernel in enumerate(kernels.items)
        for step in layers_of(pasted, Row({name: each.items[place] for name, each in table.items()}, kernel.span))
    )


def dilations(named: Sequence[tuple[str, Data]]) -> tuple[Data, int] | None:
    """The one list of dilations, where a width of the filters stands beside it."""
    lists = [data for name, data in named if name.rpartition(".")[2] == "dilations" and _numbered(data)]
    widths = [data.number for name, data in named if _WIDTH.fullmatch(name.rpartition(".")[2]) and data.number]
    return (lists[0], widths[0]) if len(lists) == len(widths) == 1 else None


def dilated(pasted: Pasted, data: Data, width: int, building: Building) -> tuple[Step, ...]:
    """The causal convolutions of WaveNet with these dilations."""
    building.assume(_english.WAVENET, pasted.span(*data.span))
    pieces = []
    for each in data.items:
        if each.number is None or each.number < 1:
            raise pasted.error(_english.at_least("dilation", 1), *each.span)
        layer = convolution((width,), dilation=(each.number,), padding=None)
        causal = Layer(layer.kind, layer.sizes, layer.stride, PaddingRule.CAUSAL, layer.dilation)
        pieces.append(Step(causal, each.span))
    return tuple(pieces)
