"""A network along one axis: the stages of its chain, and what the chain comes to after each of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import accumulate

from symrf.arithmetic.windows import IDENTITY, Window
from symrf.chain import Link
from symrf.errors import InputError
from symrf.hand import INPUT, Form, after_layer
from symrf.rules import Stage

__all__ = ["Course", "Prefix", "check_axes"]

_AXIS = re.compile(r"[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)?")
_TAKEN = ("I", "floor", "ceil", "ceiling", "min", "max", "mod", "Mod")


@dataclass(frozen=True, slots=True)
class Prefix:
    """What the chain comes to up to a place: its window, and its size as a hand writes it, without floors and with.

    A size is None where a hand would collect it into one fraction.
    """

    window: Window = IDENTITY
    hand: Form | None = INPUT
    nested: Form | None = INPUT

    def then(self, stage: Stage) -> Prefix:
        """The prefix that is longer by a stage."""
        return Prefix(
            self.window.then(stage.window),
            after_layer(self.hand, stage.counts, exact=False),
            after_layer(self.nested, stage.counts, exact=True),
        )


@dataclass(frozen=True)
class Course:
    """The chain on an axis that has no name yet: axes that are alike share one."""

    links: tuple[Link, ...]
    stages: tuple[Stage, ...]

    @cached_property
    def prefixes(self) -> tuple[Prefix, ...]:
        """The prefix before the first layer, after the first, after the second, …"""
        return tuple(accumulate(self.stages, Prefix.then, initial=Prefix()))

    @cached_property
    def whole(self) -> Prefix:
        """The prefix that is the whole chain."""
        return reduce(Prefix.then, self.stages, Prefix())


def check_axes(axes: Sequence[str]) -> None:
    """Refuse names of axes that are too many, the same, or taken."""
    if not 1 <= len(axes) <= 3:
        raise InputError(f"a network has one to three axes, not {len(axes)}")
    for axis in axes:
        if not _AXIS.fullmatch(axis) or axis in _TAKEN:
            raise InputError(f"{axis!r} is no name for an axis: letters and digits, such as w, h or x_1")
    if len(set(axes)) < len(axes):
        raise InputError(f"an axis is named twice: {', '.join(axes)}")
