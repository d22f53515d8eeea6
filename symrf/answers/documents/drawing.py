"""A picture as data: boxes, lines and labels in units of a pixel's width, y downwards; symrf.front.rendering draws it.

A style says what a shape stands for, never its colour: a picture must read in black and white. What the output reads
is shaded, what its neighbour reads is hatched, and what both read is both; what is outside of the image has a dashed
border.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from symrf.formulas.tree import Written

__all__ = ["Anchor", "Box", "Drawing", "Label", "Line", "Shape", "Style", "hatching", "width_of"]


class Style(Enum):
    """What a shape stands for."""

    PIXEL = "pixel"  # of a row, not read here
    READ = "read"  # a pixel that the output reads
    NEIGHBOUR = "neighbour"  # a pixel that its neighbour reads, and not the output
    SHARED = "shared"  # a pixel that its neighbour reads, too
    SPARSE = "sparse"  # pixels of which some are read, too many to show which
    OUTPUT = "output"
    NODE = "node"  # a layer
    JOIN = "join"  # where branches meet
    FRAME = "frame"  # around layers that have a name, or are repeated
    EDGE = "edge"
    LEFT_OUT = "left out"  # a place in a row, or in a chain, that is left out
    CONE = "cone"  # from an output to what it reads
    NEIGHBOUR_CONE = "neighbour's cone"
    TAP = "tap"  # from an output to one pixel that it reads
    TEXT = "text"
    NOTE = "note"  # a text that is less than the others
    CODE = "code"  # in the notation
    FORMULA = "formula"


SHADED = (Style.READ, Style.SHARED, Style.OUTPUT)
HATCHED = (Style.NEIGHBOUR, Style.SHARED)


class Anchor(Enum):
    """Which point of a label is at its place."""

    MIDDLE = "middle"
    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; `rounded` has round corners, `outside` is padding."""

    x: float
    y: float
    width: float
    height: float
    style: Style
    rounded: bool = False
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points; `arrow` has a head at its end, `closed` is an area."""

    points: tuple[tuple[float, float], ...]
    style: Style
    arrow: bool = False
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A text, or a formula, at a place: the middle of its height."""

    x: float
    y: float
    content: str | Written
    style: Style = Style.TEXT
    anchor: Anchor = Anchor.MIDDLE


Shape: TypeAlias = Box | Line | Label


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes on a sheet, those that come first below the others; `title` and `description` are its text alternative."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    title: str
    description: str


APART = 0.3  # the distance of hatches, in units


def hatching(box: Box) -> Iterator[tuple[float, float, float, float]]:
    """The hatches of a box, from one border to another; they go on from a box to the next.

    >>> list(hatching(Box(0, 0, 0.5, 0.5, Style.NEIGHBOUR)))
    [(0, 0.3, 0.3, 0), (0.1, 0.5, 0.5, 0.1), (0.4, 0.5, 0.5, 0.4)]
    """
    left, top, right, bottom = box.x, box.y, box.x + box.width, box.y + box.height
    number = int((left + top) // APART) + 1
    while (along := round(number * APART, 6)) < right + bottom:
        from_x, from_y = (left, along - left) if along - left <= bottom else (along - bottom, bottom)
        to_x, to_y = (along - top, top) if along - top <= right else (right, along - right)
        yield round(from_x, 4), round(from_y, 4), round(to_x, 4), round(to_y, 4)
        number += 1


LETTER = {Style.CODE: 0.37, Style.NOTE: 0.32}  # the width of one, in units


def width_of(content: str | Written, style: Style = Style.TEXT) -> float:
    """About how wide a label is, in units."""
    from symrf.formulas.printing.plain import UNICODE

    text = content if isinstance(content, str) else UNICODE(content)
    return len(text) * LETTER.get(style, 0.41)
