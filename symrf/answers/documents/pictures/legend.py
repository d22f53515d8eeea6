"""What the boxes of a picture stand for, in lines below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symrf.answers.documents.drawing import Anchor, Box, Label, Shape, Style, width_of

__all__ = ["legend"]

HIGH = 0.8  # units of a box
LINE = 1.2  # units of a line
NARROWEST = 22.0  # units of a line, at the least


def legend(
    entries: Sequence[tuple[Box, str]], left: float, top: float, wide: float
) -> tuple[list[Shape], float, float]:
    """Boxes like those, each with its words, as many a line as have room; with its right and its lower end."""
    shapes: list[Shape] = []
    x, y, right = left, top, 0.0
    for box, words in entries:
        step = box.width + 0.3 + width_of(words, Style.NOTE) + 0.8
        if x > left and x + step > max(NARROWEST, wide):
            x, y = left, y + LINE
        shapes.append(replace(box, x=round(x, 4), y=round(y, 4), height=HIGH))
        shapes.append(Label(round(x + box.width + 0.3, 4), round(y + HIGH / 2, 4), words, Style.NOTE, Anchor.START))
        x = round(x + step, 4)
        right = max(right, x)
    return shapes, right, y + HIGH
