"""What is in a drawing: its boxes, its labels, and where they are."""

from __future__ import annotations

from pathlib import Path

import symrf
from symrf.answers.documents.drawing import Box, Drawing, Label, Style, width_of
from symrf.errors import SymrfError
from symrf.networks.derivation import Derivation

__all__ = [
    "EXAMPLES",
    "ROOT",
    "assert_on_the_sheet",
    "boxes",
    "encloses",
    "example_derived",
    "label_boxes",
    "labels",
    "overlap",
    "told",
]

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.symrf"))


def example_derived(path: Path) -> Derivation:
    """A network of the examples on two axes, or on as many as it has numbers for."""
    text = path.read_text("utf-8")
    for axes in (("w", "h"), ("w",), ("w", "h", "d")):
        try:
            return symrf.derive(text, axes=axes)
        except SymrfError:
            continue
    raise AssertionError(f"{path.name} is not derived")


def boxes(drawing: Drawing, *styles: Style) -> list[Box]:
    """The boxes of those styles."""
    return [shape for shape in drawing.shapes if isinstance(shape, Box) and shape.style in styles]


def labels(drawing: Drawing, style: Style) -> list[object]:
    """What labels of a style say."""
    return [shape.content for shape in drawing.shapes if isinstance(shape, Label) and shape.style is style]


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes have more than a border in common."""
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return across > 0.001 and down > 0.001


def encloses(outer: Box, inner: Box) -> bool:
    """Whether a box is in another."""
    return (
        outer.x <= inner.x
        and outer.y <= inner.y
        and inner.x + inner.width <= outer.x + outer.width + 0.001
        and inner.y + inner.height <= outer.y + outer.height + 0.001
    )


def assert_on_the_sheet(drawing: Drawing) -> None:
    sheet = Box(0, 0, drawing.width, drawing.height, Style.NODE)
    for shape in drawing.shapes:
        match shape:
            case Box():
                assert encloses(sheet, shape)
            case Label(x, y, content, style, anchor):
                wide = width_of(content, style)
                left = x - {"start": 0, "middle": wide / 2, "end": wide}[anchor.value]
                assert encloses(sheet, Box(left, y, wide, 0, Style.NODE))
            case line:
                assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in line.points)


def label_boxes(drawing: Drawing) -> list[Box]:
    """About where the letters of a drawing are."""
    found = []
    for shape in drawing.shapes:
        if isinstance(shape, Label):
            wide = width_of(shape.content, shape.style)
            left = shape.x - {"start": 0, "middle": wide / 2, "end": wide}[shape.anchor.value]
            found.append(Box(left, shape.y - 0.3, wide, 0.6, shape.style))
    return found


def told(text: str) -> set[int]:
    """The pixels of runs such as `0-2 4`."""
    runs = [[int(end) for end in run.split("-")] for run in text.split()]
    return {pixel for run in runs for pixel in range(run[0], run[-1] + 1)}
