"""A picture as data: boxes, lines and labels in units of a pixel's width, y downwards; symrf.front.rendering draws it.

A style says what a shape stands for, never its colour: a picture must read in black and white. What the output reads
is shaded, what its neighbour reads is hatched, and what both read is both; what is outside of the image has a dashed
border. The outline of a layer's box says what it does to the size, its style what it works out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from symrf.formulas.tree import Written

__all__ = [
    "NODES",
    "SLANT",
    "Anchor",
    "Box",
    "Cell",
    "Drawing",
    "Label",
    "Line",
    "Outline",
    "Shape",
    "Style",
    "corners",
    "hatching",
    "width_of",
]


class Style(Enum):
    """What a shape stands for."""

    PIXEL = "pixel"  # of a row, not read here
    READ = "read"  # a pixel that the output reads
    NEIGHBOUR = "neighbour"  # a pixel that its neighbour reads, and not the output
    SHARED = "shared"  # a pixel that its neighbour reads, too
    SPARSE = "sparse"  # pixels of which some are read, too many to show which
    OUTPUT = "output"
    IMAGE = "image"  # around the pixels, where there is padding around them
    WINDOW = "window"  # around what one window covers
    NEIGHBOUR_WINDOW = "neighbour's window"
    CONVOLUTION = "convolution"
    POOLING = "pooling"
    UPSAMPLING = "upsampling"
    DENSE = "dense"  # each output is worked out of everything
    WORD = "word"  # a layer that works pixel by pixel
    FITTING = "fitting"  # a layer that cuts or resizes to a size that is given
    NODE = "node"  # a layer of another kind
    JOIN = "join"  # where branches meet
    FRAME = "frame"  # around layers that have a name, or are repeated
    EDGE = "edge"
    LEFT_OUT = "left out"  # a place in a row, or in a chain, that is left out
    CONE = "cone"  # from an output to what it reads
    POOLING_CONE = "pooling's cone"
    NEIGHBOUR_CONE = "neighbour's cone"
    TAP = "tap"  # from an output to one pixel that it reads
    TEXT = "text"
    NOTE = "note"  # a text that is less than the others
    CODE = "code"  # in the notation
    FORMULA = "formula"


NODES = (
    *(Style.CONVOLUTION, Style.POOLING, Style.UPSAMPLING, Style.DENSE, Style.WORD, Style.FITTING),
    Style.NODE,
)
"""The styles of layers."""
SHADED = (Style.READ, Style.SHARED, Style.OUTPUT)
HATCHED = (Style.NEIGHBOUR, Style.SHARED)


class Anchor(Enum):
    """Which point of a label is at its place."""

    MIDDLE = "middle"
    START = "start"
    END = "end"


class Outline(Enum):
    """The form of a box, from where it is entered to where it is left."""

    RECTANGLE = "rectangle"
    NARROWING = "narrowing"
    WIDENING = "widening"
    FUNNEL = "funnel"  # which narrows down to one pixel
    PILL = "pill"


@dataclass(frozen=True, slots=True)
class Cell:
    """Which pixels a box is: those with an `index` of a `row`, counted from the input, and what they read of the row
    before.

    An index is `3`, or `3-9` of a stretch of pixels, and of two axes `3,4`. What is read is runs such as `0-2 4`, and
    of two axes those of each, `0-2,1-3`; it is empty where nothing is read, or where pixels are drawn as a stretch.
    What is no pixel, but a zero between two, has no index.
    """

    row: int
    index: str
    reads: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, or what its outline says; `rounded` has round corners, `outside` is padding.

    One that is `turned` is entered from below; `cell` says which pixels it is, where it is some.
    """

    x: float
    y: float
    width: float
    height: float
    style: Style
    rounded: bool = False
    outside: bool = False
    outline: Outline = Outline.RECTANGLE
    turned: bool = False
    cell: Cell | None = None


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


SLANT = 0.45  # units by which each side of a box leans inwards
_LEANING = {Outline.NARROWING: SLANT, Outline.FUNNEL: 1.6 * SLANT, Outline.WIDENING: SLANT}


def corners(box: Box) -> tuple[tuple[float, float], ...]:
    """The corners of a box that is no rectangle.

    >>> corners(Box(0, 0, 4, 1, Style.POOLING, outline=Outline.NARROWING))
    ((0, 0), (4, 0), (3.55, 1), (0.45, 1))
    """
    lean = _LEANING[box.outline]
    left, right, top, bottom = box.x, box.x + box.width, box.y, box.y + box.height
    inner = round(left + lean, 3), round(right - lean, 3)
    if (box.outline is Outline.WIDENING) != box.turned:
        return (inner[0], top), (inner[1], top), (right, bottom), (left, bottom)
    return (left, top), (right, top), (inner[1], bottom), (inner[0], bottom)


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
