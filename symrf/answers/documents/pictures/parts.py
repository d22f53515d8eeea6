"""Pieces of a graph: boxes of layers, and what stands between them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from symrf.answers.documents.drawing import SLANT, Anchor, Box, Label, Line, Outline, Shape, Style, width_of
from symrf.answers.documents.english.pictures import layers_left_out
from symrf.answers.documents.pictures.looks import OTHER, Look
from symrf.answers.documents.pictures.outline import LeftOut, Tapped, Tile
from symrf.formulas.printing.plain import UNICODE
from symrf.formulas.tree import Symbol, Written
from symrf.networks.graph import indexed

__all__ = [
    "Part",
    "Piece",
    "Port",
    "Size",
    "left_out",
    "moved",
    "on_edge",
    "said",
    "shortened",
    "tapped",
    "tile",
    "turned",
]

LONGEST = 40  # letters of a layer's text
LONGEST_SIZE = 48  # letters of a size
ROUND = (Style.CONVOLUTION, Style.FITTING)  # whose boxes have round corners

Size: TypeAlias = str | Written


@dataclass(frozen=True, slots=True)
class Port:
    """Where an edge leaves what has a name, or comes to where that is tapped."""

    x: float
    y: float
    name: str
    leaves: bool = True


Piece: TypeAlias = Shape | Port


@dataclass(frozen=True)
class Part:
    """A piece of the graph: how far it goes to the left and the right of the line that enters it above and leaves it
    below, and its shapes from there."""

    left: float
    right: float
    height: float
    shapes: tuple[Piece, ...]
    solid: bool = False  # whether the edge to it ends at it
    said: Size | None = None  # the size that stands last in it
    apart: bool = False  # whether no edge comes to it from above

    def moved(self, dx: float, dy: float) -> tuple[Piece, ...]:
        """Its shapes somewhere else."""
        return tuple(moved(shape, dx, dy) for shape in self.shapes)


def tile(layer: Tile, look: Look = OTHER, up: bool = False) -> Part:
    """The box of a layer: its name and its text, below it what keeps the size; one that is entered from below is turned
    over later."""
    code = shortened(layer.text)
    words = shortened(" ".join(layer.passed))
    first: list[tuple[Size, Style]] = [(code, Style.CODE)]
    if layer.name is not None:
        first.insert(0, (Symbol(indexed(layer.name)), Style.FORMULA))
    widths = [width_of(content, style) for content, style in first]
    along = sum(widths) + 0.4 * (len(first) - 1)
    aside = 0 if look.outline is Outline.RECTANGLE else SLANT
    half = round((max(along, width_of(words, Style.NOTE)) + 0.9) / 2 + aside, 3)
    height = 2.2 if words else 1.4
    lines = (1.5, 0.7) if up and words else (0.7, 1.5)
    x = -along / 2
    box = Box(-half, 0, 2 * half, height, look.style, rounded=look.style in ROUND, outline=look.outline)
    shapes: list[Piece] = [box]
    for (content, style), wide in zip(first, widths, strict=True):
        shapes.append(Label(round(x + wide / 2, 3), lines[0], content, style))
        x += wide + 0.4
    if words:
        shapes.append(Label(0, lines[1], words, Style.NOTE))
    if layer.name is not None:
        shapes.append(Port(half, height / 2, layer.name))
    return Part(half, half, height, tuple(shapes), True)


def tapped(tap: Tapped) -> Part:
    """The name of what a chain goes on from, to which an edge leads from there."""
    name = Symbol(indexed(tap.name))
    half = round(width_of(name, Style.FORMULA) / 2 + 0.2, 3)
    shapes = (Label(0, 0.5, name, Style.FORMULA), Port(0, 0, tap.name, leaves=False))
    return Part(half, half, 1.0, shapes, True, apart=True)


def left_out(node: LeftOut) -> Part:
    """The sign for layers that are not drawn."""
    words = layers_left_out(node.number, node.blocks)
    lines = (Line(((0, 0), (0, 0.6)), Style.LEFT_OUT), Line(((0, 1.8), (0, 2.4)), Style.LEFT_OUT))
    half = width_of(words, Style.NOTE) / 2 + 0.2
    return Part(half, half, 2.4, (*lines, Label(0, 1.2, words, Style.NOTE)))


def on_edge(size: Size | None) -> tuple[Label, ...]:
    """The size on an edge, where it is short enough."""
    if size is None or len(said(size)) > LONGEST_SIZE:
        return ()
    style = Style.TEXT if isinstance(size, str) else Style.FORMULA
    return (Label(0.3, 0, size, style, Anchor.START),)


def moved(shape: Piece, dx: float, dy: float) -> Piece:
    """A shape somewhere else."""
    match shape:
        case Line():
            return replace(shape, points=tuple((round(x + dx, 3), round(y + dy, 3)) for x, y in shape.points))
        case _:
            return replace(shape, x=round(shape.x + dx, 3), y=round(shape.y + dy, 3))


def turned(part: Part) -> Part:
    """A part that is entered from below and left above."""
    return replace(part, shapes=tuple(_turned(shape, part.height) for shape in part.shapes))


def _turned(shape: Piece, height: float) -> Piece:
    match shape:
        case Line():
            return replace(shape, points=tuple((x, round(height - y, 3)) for x, y in shape.points))
        case Box():
            return replace(shape, y=round(height - shape.y - shape.height, 3), turned=not shape.turned)
        case _:
            return replace(shape, y=round(height - shape.y, 3))


def said(size: Size | None) -> str:
    """A size as text."""
    return "?" if size is None else size if isinstance(size, str) else UNICODE(size)


def shortened(text: str) -> str:
    """The start of a text that is long."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
