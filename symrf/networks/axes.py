"""The names of the axes, and the size of the input on them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from symrf.errors import DerivationError, InputError
from symrf.networks import _english
from symrf.networks.notation.architecture import Architecture

__all__ = ["check_axes", "input_sizes"]

_AXIS = re.compile(r"[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)?")
_TAKEN = ("I", "floor", "ceil", "ceiling", "min", "max", "mod", "Mod", "int", "float")


def check_axes(axes: Sequence[str]) -> None:
    """Refuse names of axes that are too many, the same, or taken."""
    if not 1 <= len(axes) <= 3:
        raise InputError(_english.wrong_number_of_axes(len(axes)))
    for axis in axes:
        if not _AXIS.fullmatch(axis) or axis in _TAKEN:
            raise InputError(_english.no_name_for_an_axis(axis))
    if len(set(axes)) < len(axes):
        raise InputError(_english.axis_named_twice(axes))


def input_sizes(network: Architecture, axes: Sequence[str]) -> dict[str, int]:
    """The size of the input that a network says, by axis; a DerivationError where it has not a number for each.

    >>> from symrf.networks.notation.reader import parse
    >>> input_sizes(parse("in3@224x160 c3"), ("w", "h"))
    {'w': 224, 'h': 160}
    """
    said = network.input
    if said is None or not said.at:
        return {}
    if len(said.at) != len(axes):
        raise DerivationError(_english.sizes_for_axes(said.text, tuple(map(str, said.at)), axes))
    return dict(zip(axes, said.at, strict=True))
