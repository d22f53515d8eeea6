"""Edges beside the layers of a graph: to where a name is tapped, and to the outputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from symrf.answers.documents.drawing import Anchor, Label, Line, Shape, Style, width_of
from symrf.answers.documents.pictures.parts import Part, Piece, Port, Size, on_edge
from symrf.formulas.tree import Symbol
from symrf.networks.graph import indexed

__all__ = ["beside"]

LANE = 0.6  # units between edges that go down side by side
ABOVE = 0.35  # units from an edge that comes to a tap to its name, at the least
APART = 0.12  # units between those of different names
BELOW = 0.9  # units from the name of an output to its size


def beside(part: Part, outputs: Mapping[str, Size | None]) -> Part:
    """A picture with the edges from what has a name to where it is tapped, a lane a name, and to the outputs."""
    shapes = [piece for piece in part.shapes if not isinstance(piece, Port)]
    edges = list(_edges(part.shapes))
    lanes: dict[tuple[float, float], float] = {}
    for start, _ in edges:
        lanes.setdefault((start.x, start.y), part.right + LANE * (len(lanes) + 1))
    right = part.right + LANE * (len(lanes) + (bool(lanes) or bool(outputs)))
    drawn: list[Shape] = []
    for start, end in edges:
        lane = round(lanes[start.x, start.y], 3)
        above = round(end.y - ABOVE - APART * list(lanes).index((start.x, start.y)) % ABOVE, 3)
        path = ((start.x, start.y), (lane, start.y), (lane, above), (end.x, above), (end.x, end.y))
        drawn.append(Line(path, Style.EDGE, arrow=True))
    widest = 0.0
    for name, size in outputs.items():
        found = next(port for port in reversed(part.shapes) if isinstance(port, Port) and _leaves(port, name))
        labels = [Label(0, 0, Symbol(indexed(name)), Style.FORMULA, Anchor.START), *on_edge(size)]
        drawn.append(Line(((found.x, found.y), (round(right, 3), found.y)), Style.EDGE, arrow=True))
        for turn, label in enumerate(labels):
            drawn.append(Label(round(right + 0.3, 3), found.y + turn * BELOW, label.content, label.style, Anchor.START))
            widest = max(widest, width_of(label.content, label.style) + 0.6)
    height = part.height + (BELOW if outputs else 0)
    return Part(part.left, round(right + widest, 3), height, (*drawn, *shapes))


def _edges(pieces: Sequence[Piece]) -> Iterator[tuple[Port, Port]]:
    """From where to where edges go: from the last of a name before the tap."""
    stood: dict[str, Port] = {}
    for piece in pieces:
        if isinstance(piece, Port) and piece.leaves:
            stood[piece.name] = piece
        elif isinstance(piece, Port) and piece.name in stood:  # what is left out has no port
            yield stood[piece.name], piece


def _leaves(port: Port, name: str) -> bool:
    return port.leaves and port.name == name
