"""Where the layers of a graph stand: one below the other, branches side by side, frames around them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from symrf.answers.documents.drawing import Anchor, Box, Label, Line, Style, width_of
from symrf.answers.documents.pictures.looks import OTHER, look_of
from symrf.answers.documents.pictures.outline import Forked, Framed, LeftOut, Node, Series, Tapped, Tile
from symrf.answers.documents.pictures.parts import Part, Piece, Port, Size, left_out, moved, on_edge, tapped, tile
from symrf.formulas.tree import Symbol
from symrf.networks.graph import indexed

__all__ = ["EDGE", "INNER", "JOINED", "LABELLED", "Layout", "end", "passes_by"]

EDGE, LABELLED = 0.9, 1.5  # units of an edge, and of one with a size on it
TOLD = 1.2  # units of the edge that leaves a branch, with a size on it
BESIDE = 0.8  # units between branches
INNER = 0.5  # units from a frame to what is in it
HIGHEST = 54.0  # units of a picture that has one column
CHANNEL = 2.0  # units between columns
JOINED = 1.0  # the width of the sign where branches meet


@dataclass(frozen=True)
class Layout:
    """Nodes as parts, of which those that go `up` are to be turned over."""

    sizes: Callable[[Sequence[int]], Size | None]
    convention: str
    up: bool = False

    def network(self, series: Series, ends: bool) -> Part:
        """The whole: the input above, the output below, if it `ends` there; in columns where it is long."""
        size = self.sizes((0,))
        inside, after = self.nodes(series, size)
        parts, sizes = [end("I"), *inside, *([end("O")] if ends else [])], [size, *after]
        whole = self.stacked(parts, sizes)
        if whole.height <= HIGHEST or max(part.height for part in parts) > whole.height / 2:
            return whole
        number = round((whole.height / (whole.left + whole.right) / 1.2) ** 0.5) + 1
        return self.columns(_shared_out(parts, [*sizes, None], whole.height / number, number))

    def columns(self, shares: Sequence[tuple[list[Part], list[Size | None]]]) -> Part:
        """Columns side by side, from the end of each an edge to the head of the next."""
        columns = [self.stacked(parts, sizes) for parts, sizes in shares]
        shapes: list[Piece] = []
        stem = 0.0
        for turn, column in enumerate(columns):
            shapes += column.moved(stem, EDGE)
            if turn + 1 < len(columns):
                following = columns[turn + 1]
                channel = stem + column.right + CHANNEL / 2
                beside = stem + column.right + CHANNEL + following.left
                label = on_edge(shares[turn][1][-1])
                above = EDGE + (LABELLED if label else 0)
                bottom = EDGE + column.height
                path = ((stem, bottom), (stem, bottom + 0.6), (channel, bottom + 0.6), (channel, 0.0), (beside, 0.0))
                columns[turn + 1] = replace(
                    following,
                    right=max([following.right, *(0.5 + width_of(each.content, each.style) for each in label)]),
                    height=following.height + above - EDGE,
                    shapes=following.moved(0, above - EDGE),
                )
                shapes.append(Line((*path, (beside, above)), Style.EDGE, arrow=following.solid))
                shapes += (moved(each, beside, above / 2) for each in label)
                stem = beside
        deepest = max(column.height for column in columns) + EDGE + 0.6
        return Part(columns[0].left, stem + columns[-1].right, deepest, tuple(shapes))

    def nodes(self, series: Series, size: Size | None) -> tuple[list[Part], list[Size | None]]:
        """The parts of a series, and the size after each of them, where it is not the one that was said last."""
        parts: list[Part] = []
        after: list[Size | None] = []
        for node in series.nodes:
            part = self.node(node, size)
            parts.append(part)
            found = self.sizes(node.places) if node.places else None
            after.append(None if found == (part.said or size) else found)
            size = found
        return parts, after

    def node(self, node: Node, size: Size | None) -> Part:
        match node:
            case Tile():
                look = OTHER if node.layer is None else look_of(node.layer, self.convention)
                return tile(node, look, self.up)
            case Forked():
                return self.forked(node, size)
            case Framed():
                return self.framed(node, size)
            case LeftOut():
                return left_out(node)
            case Tapped():
                return tapped(node)

    def stacked(self, parts: Sequence[Part], sizes: Sequence[Size | None]) -> Part:
        """Parts one below the other, with edges between them, and sizes on those."""
        shapes: list[Piece] = []
        y = 0.0
        left = right = 0.0
        for turn, part in enumerate(parts):
            shapes += part.moved(0, y)
            left, right = max(left, part.left), max(right, part.right)
            y += part.height
            if turn + 1 < len(parts):
                label = on_edge(sizes[turn])
                length = LABELLED if label else EDGE
                if not parts[turn + 1].apart:
                    shapes.append(Line(((0, y), (0, y + length)), Style.EDGE, arrow=parts[turn + 1].solid))
                for each in label:
                    shapes.append(moved(each, 0, y + length / 2 - 0.1))
                    right = max(right, 0.3 + width_of(each.content, Style.FORMULA) + 0.2)
                y += length
        solid = bool(parts) and parts[0].solid
        last = next((size for size in reversed(sizes[: len(parts) - 1]) if size is not None), None)
        if parts and parts[-1].said is not None:
            last = parts[-1].said
        return Part(left, right, y, tuple(shapes), solid, last, bool(parts) and parts[0].apart)

    def series(self, series: Series, size: Size | None) -> Part:
        """A series without what is around it; its last size is said by that."""
        parts, after = self.nodes(series, size)
        return self.stacked(parts, after)

    def framed(self, node: Framed, size: Size | None) -> Part:
        """A frame around a series, its name and its number in the upper corners."""
        inside = self.series(node.inside, size)
        above, below = INNER + 0.9, INNER + 0.2
        if self.up:
            above, below = below, above
        labels: list[Label] = []
        left, right = inside.left + INNER, inside.right + INNER
        if node.name is not None:
            name = Symbol(indexed(node.name))
            left = max(left, width_of(name, Style.FORMULA) + 0.6)
            labels.append(Label(round(0.3 - left, 3), 0.6, name, Style.FORMULA, Anchor.START))
        if node.times is not None:
            right = max(right, width_of(node.times, Style.CODE) + 0.6)
            labels.append(Label(round(right - 0.3, 3), 0.6, node.times, Style.CODE, Anchor.END))
        height = above + inside.height + below
        if self.up:
            labels = [replace(label, y=height - 0.6) for label in labels]
        lines = (
            Line(((0, 0), (0, above)), Style.EDGE, arrow=inside.solid),
            Line(((0, height - below), (0, height)), Style.EDGE),
        )
        frame = Box(-left, 0, left + right, height, Style.FRAME, rounded=True)
        ports = [] if node.name is None else [Port(right, height - 0.3, node.name)]
        shapes = (frame, *lines, *labels, *inside.moved(0, above), *ports)
        return Part(left, right, height, shapes, said=inside.said)

    def forked(self, node: Forked, size: Size | None) -> Part:
        """Branches side by side; where there are two, and one passes by, the other goes straight on."""
        parts = [self.branch(branch, size) for branch in node.branches]
        lefts = [0.0, *accumulate(part.left + part.right + BESIDE for part in parts)]
        stems = [left + part.left for left, part in zip(lefts, parts, strict=False)]
        aside = [passes_by(branch) for branch in node.branches]
        if len(parts) == 2 and aside[0] != aside[1]:
            stem = stems[aside.index(False)]
        else:
            stem = (stems[0] + stems[-1]) / 2
        split, above = 0.4, 0.4 + EDGE
        deepest = max(part.height for part in parts)
        meeting = above + deepest + 1.3
        shapes: list[Piece] = [Line(((0, 0), (0, split)), Style.EDGE)]
        for part, place in zip(parts, stems, strict=True):
            x = place - stem
            shapes += part.moved(x, above)
            corners = ((0, split), (x, split), (x, above)) if x else ((0, split), (0, above))
            if not part.apart:
                shapes.append(Line(corners, Style.EDGE, arrow=part.solid))
            side = (x > 0) - (x < 0)
            end = ((x, meeting), (side * JOINED / 2, meeting)) if x else ((0, meeting - JOINED / 2),)
            shapes.append(Line(((x, above + part.height), *end), Style.EDGE, arrow=True))
        corner = (-JOINED / 2, meeting - JOINED / 2)
        shapes.append(Box(*corner, JOINED, JOINED, Style.JOIN, rounded=True))
        shapes.append(Label(0, meeting, node.join.value, Style.CODE))
        ends = {part.said for part in parts if part.said is not None}
        last = ends.pop() if len(ends) == 1 else None
        return Part(stem, lefts[-1] - BESIDE - stem, meeting + JOINED / 2, tuple(shapes), said=last)

    def branch(self, series: Series, size: Size | None) -> Part:
        """A branch, with the size that it ends with on the edge that leaves it."""
        parts, after = self.nodes(series, size)
        part = self.stacked(parts, after)
        if not parts:
            return Part(JOINED, JOINED, 0, ())
        label = on_edge(after[-1])
        if not label:
            return part
        line = Line(((0, part.height), (0, round(part.height + TOLD, 3))), Style.EDGE)
        wide = max([part.right, *(0.5 + width_of(each.content, Style.FORMULA) for each in label)])
        shapes = (*part.shapes, line, *(moved(each, 0, part.height + TOLD / 2) for each in label))
        return replace(part, right=wide, height=round(part.height + TOLD, 3), shapes=shapes, said=after[-1])


def _shared_out(
    parts: Sequence[Part], sizes: Sequence[Size | None], height: float, number: int
) -> list[tuple[list[Part], list[Size | None]]]:
    """Parts, and the sizes after them, in so many columns or fewer, each as high as that or a little higher."""
    shares: list[tuple[list[Part], list[Size | None]]] = [([], [])]
    filled = 0.0
    for turn, (part, size) in enumerate(zip(parts, sizes, strict=True)):
        if filled + part.height > height and 0 < turn < len(parts) - 1:
            shares.append(([], []))
            filled = 0.0
        shares[-1][0].append(part)
        shares[-1][1].append(size)
        filled += part.height + (EDGE if size is None else LABELLED)
    return shares if len(shares) <= number else _shared_out(parts, sizes, height * 1.05, number)


def end(name: str) -> Part:
    """The input, or the output."""
    return Part(0.6, 0.6, 1.0, (Label(0, 0.5, Symbol(name), Style.FORMULA), Port(0.6, 0.5, name)), True)


def passes_by(series: Series) -> bool:
    """Whether a branch changes no size, but to fit it."""
    return all(isinstance(node, Tile) and node.aside for node in series.nodes)
