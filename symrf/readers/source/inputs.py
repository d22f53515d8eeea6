"""What the input of a network is, as its first layers and the calls of it say: axes, size, channels."""

from __future__ import annotations

import ast

from symrf.networks.notation.architecture import Value
from symrf.readers.source.values import Module, contained
from symrf.readers.torch_modules import axes
from symrf.readers.torch_signatures import FUNCTIONS

__all__ = ["along", "sized"]

_PLANE = ("h", "w")
_OF_IMAGES = frozenset({"PixelShuffle", "Upsample", "AdaptiveAvgPool2d"})


def along(root: Module, rank: int) -> tuple[str, ...]:
    """The axes of a network: those of its first layer that has some, or as many as its input has."""
    parts = [root, *contained(root)]
    linear = any(each.kind == "Linear" for each in parts)
    for each in parts:
        found = axes(each.kind)
        if found is not None and not (each.kind == "BatchNorm1d" and linear):
            return found
    bodies = [each.made_of.node for each in parts if each.made_of is not None]
    words = {node.attr for body in bodies for node in ast.walk(body) if isinstance(node, ast.Attribute)}
    for word in sorted(words):
        if (found := axes(FUNCTIONS.get(word, ""))) is not None:
            return found
    if rank > 2:
        return {3: ("w",), 4: _PLANE, 5: ("d", "h", "w")}.get(rank, _PLANE)
    return _PLANE if words & {"interpolate", "pad"} or any(each.kind in _OF_IMAGES for each in parts) else ()


def sized(shape: tuple[int, ...], count: int) -> tuple[tuple[int, ...], Value | None]:
    """The size and the channels of an input of that shape, with or without its batch.

    >>> sized((4, 3, 32, 32), 2), sized((3, 32, 32), 2)
    (((32, 32), 3), ((32, 32), 3))
    """
    if count and len(shape) in (count + 1, count + 2):
        return shape[-count:], shape[-count - 1]
    if not count and shape:
        return (), shape[-1]
    return (), None
