"""A row of a pyramid as boxes: each pixel's, or those of stretches that are alike where pixels are narrow."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from symrf.answers.documents.drawing import Box, Cell, Style
from symrf.answers.documents.english.pictures import LEGEND, PADDING
from symrf.answers.documents.pictures.rows import Row
from symrf.exact.sampling.runs import Runs, clipped

__all__ = ["Drawn", "entries", "runs_of"]

NARROWEST = 0.36  # units of a pixel that is drawn by itself
THINNEST = 0.15  # units of a stretch that is drawn as wide as it is
MARK = 0.24  # units of a pixel that would be thinner
WIDER = 0.5  # units of that of an output, which has a wider border
APART = 0.3  # units from one mark to the next, at the least


@dataclass(frozen=True)
class Drawn:
    """A row on the sheet: its number from the input on, where its pixels begin and end, and what they read."""

    row: Row
    turn: int
    top: float
    last: bool  # whether it is the row of the outputs
    edges: Callable[[int, int], tuple[float, float]]
    reads: Callable[[int, int], Runs]

    def boxes(self, first: int, last: int) -> Iterator[Box]:
        """The boxes of its pixels from one to another."""
        wide = self.edges(0, 0)
        alone = wide[1] - wide[0] >= NARROWEST
        if not alone and self.is_thin(first, last):
            yield from self.marks(first, last)
            return
        for start, end, style, outside in self.segments(first, last):
            for one, other in [(each, each) for each in range(start, end + 1)] if alone else [(start, end)]:
                yield self.box(one, other, style, outside)

    def is_thin(self, first: int, last: int) -> bool:
        """Whether what is read is in stretches too thin to be seen."""
        return any(
            right - left < THINNEST
            for start, end, style, outside in self.segments(first, last)
            if style is not Style.PIXEL and not outside
            for left, right in [self.edges(start, end)]
        )

    def box(self, first: int, last: int, style: Style, outside: bool = False) -> Box:
        """The box of a pixel, or of a stretch."""
        left, right = self.edges(first, last)
        return Box(left, self.top, round(right - left, 4), 1, style, outside=outside, cell=self.cell(first, last))

    def cell(self, first: int, last: int) -> Cell:
        if first < last:
            return Cell(self.turn, f"{first}-{last}")
        inside = self.turn > 0 and 0 <= first < self.row.size
        return Cell(self.turn, str(first), runs_of(self.reads(self.turn, first)) if inside else "")

    def marks(self, first: int, last: int) -> Iterator[Box]:
        """A mark for each stretch that the output reads, or one for all where they would touch."""
        left, right = self.edges(first, last)
        cuts = sorted({first, last + 1, *(cut for cut in (0, self.row.size) if first < cut <= last)})
        for start, end in pairwise(cuts) if right - left > WIDER else ():
            yield self.box(start, end - 1, Style.PIXEL, not 0 <= start < self.row.size)
        read = clipped(self.row.read, self.row.size)
        marks = [self.box(*run, Style.OUTPUT if self.last else Style.READ) for run in read]
        if len(marks) > 1 and any(other.x - one.x < APART for one, other in pairwise(marks)):
            yield self.box(read[0][0], read[-1][1], Style.SPARSE)
            return
        for mark in marks:
            wide = max(mark.width, WIDER if self.last else MARK)
            middle = mark.x + mark.width / 2
            x = max(left, min(right - wide, middle - wide / 2)) if wide < right - left else middle - wide / 2
            yield replace(mark, x=round(x, 4), width=round(wide, 4))

    def segments(self, first: int, last: int) -> Iterator[tuple[int, int, Style, bool]]:
        """The pixels from one to another in stretches that are alike: who reads them, and whether they are padding."""
        cuts = {first, last + 1, 0, self.row.size}
        for one, other in (*self.row.read, *self.row.neighbour):
            cuts |= {one, other + 1}
        read, beside = _Members(self.row.read), _Members(self.row.neighbour)
        for start, end in pairwise(sorted(cut for cut in cuts if first <= cut <= last + 1)):
            match start in read, start in beside:
                case True, True:
                    style = Style.SHARED
                case True, False:
                    style = Style.OUTPUT if self.last else Style.READ
                case False, True:
                    style = Style.NEIGHBOUR
                case _:
                    style = Style.PIXEL
            yield start, end - 1, style, not 0 <= start < self.row.size


def runs_of(pixels: Runs) -> str:
    """Pixels as text, from the first of a run to its last.

    >>> runs_of(((0, 2), (4, 4)))
    '0-2 4'
    """
    return " ".join(str(first) if first == last else f"{first}-{last}" for first, last in pixels)


def entries(boxes: Sequence[Box]) -> list[tuple[Box, str]]:
    """The styles of pixels that are there, with what they stand for."""
    used = {Style.READ if box.style is Style.OUTPUT else box.style for box in boxes if not box.outside}
    told = [(Box(0, 0, 0.8, 0, style), words) for style, words in LEGEND.items() if style in used]
    padded = any(box.outside for box in boxes)
    return [*told, *([(Box(0, 0, 0.8, 0, Style.PIXEL, outside=True), PADDING)] if padded else [])]


class _Members:
    """Runs, asked for pixels in rising order."""

    def __init__(self, runs: Runs) -> None:
        self.runs = list(reversed(runs))

    def __contains__(self, pixel: int) -> bool:
        while self.runs and self.runs[-1][1] < pixel:
            self.runs.pop()
        return bool(self.runs) and self.runs[-1][0] <= pixel
