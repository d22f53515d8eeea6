"""Lengths that an exporter reckons itself, such as (n - 1)//2 + 1, as those of the tensors that have them.

Both are worked out for many sizes of the input; a tensor that has the same length at all of them is the one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import floor

from symrf.networks.notation.architecture import Layer
from symrf.readers.graph import Node
from symrf.readers.lengths import rule
from symrf.readers.onnx.items import NUMBERS
from symrf.readers.onnx.model import Extent, Item, Reckoned

__all__ = ["Probes"]

_SIZES = 64  # of the input, one after the other, which differ on each axis
_FIRST = 512  # of them: no network that was seen has a stride beyond


class Probes:
    """How long each axis of each place is, for each of the sizes of the input."""

    def __init__(self, axes: tuple[str, ...]) -> None:
        self.axes = axes
        sizes = [tuple(range(_FIRST * at, _FIRST * at + _SIZES)) for at in range(1, len(axes) + 1)]
        self.places: list[list[tuple[int, ...]]] = [sizes]

    def follow(self, nodes: Sequence[Node]) -> None:
        """Work out the places that are new."""
        for node in nodes[len(self.places) - 1 :]:
            rows = [self.places[each] for each in node.sources]
            found = max(rows, key=lambda row: [max(each) for each in row])  # one pixel spreads over the others
            if node.fits is not None:
                found = self.places[node.fits]
            elif isinstance(node.item, Layer):
                rules = [rule(node.item, at, self.axes) for at in range(len(self.axes))]
                found = [tuple(map(each, row)) for each, row in zip(rules, found, strict=True)]
            self.places.append(found)

    def values(self, item: Item) -> tuple[int, ...] | None:
        """A number for each of the sizes of the input; None where it is not followed."""
        found = tuple(self._each(item))
        whole = tuple(each for each in found if isinstance(each, int))
        return whole if len(whole) == _SIZES else None

    def _each(self, item: Item) -> Iterator[Item]:
        for at in range(_SIZES):
            yield self._at(item, at)

    def _at(self, item: Item, at: int) -> Item:
        """A number for one size of the input."""
        match item:
            case Reckoned(kind, left, right):
                one, two = self._at(left, at), self._at(right, at)
                plain = isinstance(one, int | Fraction) and isinstance(two, int | Fraction)
                return NUMBERS[kind](one, two) if plain else None  # type: ignore[arg-type]
            case Extent(times, of):
                for place, letter in of:
                    if letter not in self.axes:
                        return None
                    times *= self.places[place][self.axes.index(letter)][at]
                return floor(times)
        return item
