"""A picture as data: boxes, lines and labels in units of a pixel's width, y downwards; symrf.rendering draws it.

A style says what a shape stands for, never its colour: a picture must read in black and white.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from symrf.written import Written

__all__ = ["Anchor", "Box", "Drawing", "Label", "Line", "Shape", "Style"]


class Style(Enum):
    """What a shape stands for."""

    PIXEL = "pixel"  # of a row, not read here
    READ = "read"  # a pixel that the output reads
    SHARED = "shared"  # a pixel that its neighbour reads, too
    PADDING = "padding"
    GAP = "gap"  # a place in a row that is left out
    OUTPUT = "output"
    NODE = "node"  # a layer
    EDGE = "edge"
    CONE = "cone"  # from an output to what it reads
    TEXT = "text"
    FORMULA = "formula"


class Anchor(Enum):
    """Which point of a label is at its place."""

    MIDDLE = "middle"
    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; `rounded` has round corners."""

    x: float
    y: float
    width: float
    height: float
    style: Style
    rounded: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points; `arrow` has a head at its end, `closed` is an area."""

    points: tuple[tuple[float, float], ...]
    style: Style
    arrow: bool = False
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A text, or a formula, at a place."""

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
