"""A row of a table as it is printed, and what is known of a tensor behind it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction as Ratio
from math import prod

from symrf.formulas.tree import Fraction, number
from symrf.networks.notation.architecture import Value

__all__ = ["At", "Image", "Row", "numbers", "value"]

_WHOLE = re.compile(r"-?[0-9]{1,9}")
At = tuple[int, int]
"""Where something stands in the cleaned text."""


@dataclass(frozen=True)
class Row:
    """A layer as a table prints it; `shape` is that of its output without the batch, None where it is not printed.

    `at` says where the row, its "shape" and its "params" stand, and each of what is `stated` of fields.
    """

    name: str
    kind: str
    shape: tuple[int | None, ...] | None
    params: int | None
    at: Mapping[str, At]
    inner: tuple[int | None, ...] | None = None
    kernel: tuple[int, ...] | None = None
    groups: int | None = None
    sources: tuple[str, ...] = ()
    depth: int = 0
    stated: Mapping[str, Ratio] = field(default_factory=dict)

    @property
    def span(self) -> At:
        return self.at["row"]


@dataclass(frozen=True)
class Image:
    """A tensor: its place in the graph, its size (none: a vector), and its channels, as far as they are known."""

    place: int
    size: tuple[int | None, ...]
    channels: int | None

    @classmethod
    def printed(cls, place: int, shape: tuple[int | None, ...], channels_first: bool) -> Image:
        """A tensor of a printed shape without the batch."""
        if not shape:
            return cls(place, (), None)
        if len(shape) == 1:
            return cls(place, (), shape[0])
        return cls(place, shape[1:], shape[0]) if channels_first else cls(place, shape[:-1], shape[-1])

    def moved(self, place: int) -> Image:
        """The same at another place."""
        return replace(self, place=place)

    @property
    def whole(self) -> tuple[int, ...] | None:
        """Its size where all of it is known."""
        known = tuple(each for each in self.size if each is not None)
        return known if len(known) == len(self.size) else None

    @property
    def features(self) -> int | None:
        """Its numbers, flattened."""
        whole = self.whole
        return None if whole is None or self.channels is None else prod(whole) * self.channels

    @property
    def shape(self) -> tuple[int | None, ...]:
        return (*self.size, self.channels)

    def __str__(self) -> str:
        size = "x".join("?" if each is None else str(each) for each in self.size)
        channels = "?" if self.channels is None else f"{self.channels:,}"
        return f"{size} of {channels} channels" if size else f"{channels} features"


def numbers(text: str) -> tuple[int | None, ...] | None:
    """The shape in a text such as (None, 26, 26, 32), without its first number; None where it is no shape.

    >>> numbers("[(None, 28, None, 1)]"), numbers("[-1, 64]"), numbers("multiple")
    ((28, None, 1), (64,), None)
    """
    inner = text.strip().strip("[](){} ,")
    parts = [part.strip() for part in inner.replace("(", "").replace(")", "").split(",") if part.strip()]
    if not parts or not all(part in ("None", "?") or _WHOLE.fullmatch(part) for part in parts):
        return None
    found = tuple(int(part) if part.isdigit() and int(part) > 0 else None for part in parts)
    return found[1:]


def value(ratio: Ratio) -> Value:
    """A number as a value of the notation."""
    if ratio.denominator == 1:
        return int(ratio)
    return Fraction(number(ratio.numerator), number(ratio.denominator))
