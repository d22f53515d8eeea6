"""What the dialects of papers share: where a line begins, and a network of pieces whose padding is settled."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from symrf.formulas import limits
from symrf.networks.notation.architecture import Value
from symrf.readers.drafts import Piece, Step, flattened, steps, write
from symrf.readers.graph import Building, Graph
from symrf.readers.papers import _english
from symrf.readers.pasted import Pasted
from symrf.readers.settling import settle

__all__ = ["Dialect", "Input", "body", "network", "square"]

_LABEL = re.compile(r"\s*[A-Za-z][\w ()./+-]{0,60}?\s*[:=]\s+|\s*[A-Za-z]\w{0,40}\s*[:=]\s*(?=[\"'`\[{(\d])")
_WRAPPING = " \t\r\n\"'`.;"


class Dialect(Protocol):
    """A way of writing networks: a module with two functions."""

    def claims(self, pasted: Pasted) -> bool:
        """Whether all of a text is written so."""

    def read(self, pasted: Pasted) -> tuple[Graph, ...]:
        """The networks in it."""


@dataclass(frozen=True, slots=True)
class Input:
    """What a line says of its input."""

    channels: Value | None = None
    size: tuple[int, ...] = ()
    axes: tuple[str, ...] = ("h", "w")


def body(pasted: Pasted, start: int = 0, stop: int | None = None) -> tuple[int, int]:
    """Where the network of a text, or of a part, begins and ends, without a label before it and quotes around."""
    text = pasted.clean
    stop = len(text) if stop is None else stop
    label = _LABEL.match(text, start, stop)
    start = label.end() if label else start
    while start < stop and text[start] in _WRAPPING:
        start += 1
    while stop > start and text[stop - 1] in _WRAPPING:
        stop -= 1
    return start, stop


def square(length: int) -> tuple[int, int] | None:
    """The channels and the side of a square image of so many numbers, of 1 or 3 channels.

    >>> square(784), square(3072), square(200)
    ((1, 28), (3, 32), None)
    """
    for channels in (1, 3):
        side = round((length / channels) ** 0.5)
        if channels * side * side == length:
            return channels, side
    return None


def _pads(step: Step) -> bool:
    """Whether the text tells of this layer that it pads."""
    padding = step.layer.padding
    return not step.open and isinstance(padding, tuple) and any(side.before != 0 for side in padding)


def network(
    pasted: Pasted,
    building: Building,
    pieces: Sequence[Piece],
    given: Input,
    keeps: bool,
    name: str | None = None,
    convention: str = "pytorch",
) -> Graph:
    """The graph of pieces; open paddings are as the text's sizes tell, else they keep sizes where that is usual."""
    found = list(steps(pieces))
    if len(found) > limits.LINE_LAYERS:
        raise pasted.error(_english.TOO_MANY, *found[limits.LINE_LAYERS].span)
    doors = [step for step in found if step.open]
    some = bool(doors) and any(_pads(step) for step in found)
    keeps = keeps and not some
    settled = settle(pieces, given.size, keeps)
    if doors:
        said = any(step.gives or step.takes for step in found)
        if settled.told:
            text = _english.padding_told(settled.padded, settled.size)
        elif settled.fits:
            text = _english.padding_open(keeps, settled.size)
        else:
            text = _english.SAME_PADDING if keeps else _english.OTHERS_PAD if some else _english.NO_PADDING
            if said and not settled.fits:
                building.assume(_english.NOTHING_FITS)
        building.assume(text, pasted.span(*doors[0].span))
    flat = flattened(settled.pieces) if given.axes else settled.pieces
    if len(flat) > len(settled.pieces):
        building.assume(_english.FLATTENED, certain=True)
    place = write(building, pasted, flat)
    return building.graph(
        place, channels=given.channels, size=given.size, axes=given.axes, convention=convention, name=name
    )
