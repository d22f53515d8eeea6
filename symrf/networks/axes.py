"""The names of the axes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from symrf.errors import InputError

__all__ = ["check_axes"]

_AXIS = re.compile(r"[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)?")
_TAKEN = ("I", "floor", "ceil", "ceiling", "min", "max", "mod", "Mod")


def check_axes(axes: Sequence[str]) -> None:
    """Refuse names of axes that are too many, the same, or taken."""
    if not 1 <= len(axes) <= 3:
        raise InputError(f"a network has one to three axes, not {len(axes)}")
    for axis in axes:
        if not _AXIS.fullmatch(axis) or axis in _TAKEN:
            raise InputError(f"{axis!r} is no name for an axis: letters and digits, such as w, h or x_1")
    if len(set(axes)) < len(axes):
        raise InputError(f"an axis is named twice: {', '.join(axes)}")
