"""The names of the axes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from symrf.errors import InputError
from symrf.networks import _english

__all__ = ["check_axes"]

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
