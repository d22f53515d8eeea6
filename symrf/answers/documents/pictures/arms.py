"""A network that goes down and comes back up past shortcuts, as a U: one arm down, one up, shortcuts in between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from symrf.answers.documents.drawing import Anchor, Box, Label, Line, Outline, Style, width_of
from symrf.answers.documents.pictures.layout import EDGE, INNER, JOINED, LABELLED, Layout, end, passes_by
from symrf.answers.documents.pictures.looks import look_of
from symrf.answers.documents.pictures.outline import Forked, Framed, Node, Series, Tile
from symrf.answers.documents.pictures.parts import Part, Piece, Port, Size, moved, on_edge, turned
from symrf.formulas.tree import Symbol
from symrf.networks.graph import indexed

__all__ = ["levels", "u_shaped"]

FEWEST = 2  # shortcuts of what is drawn as a U
ABOVE = 0.5  # units more above the layers of a shortcut
UNDER = 1.0  # units from a shortcut to the frame below it
NAMED = UNDER + 1.1  # units of an edge into a frame that has a name
ACROSS = 2.0  # units between the arms, at the least


@dataclass(frozen=True)
class Level:
    """The nodes on the way down and on the way up, above a shortcut and the branch that goes on below; at the bottom
    there is no shortcut. A level may have a name."""

    down: tuple[Node, ...]
    up: tuple[Node, ...]
    fork: Forked | None = None
    name: str | None = None


def levels(series: Series, convention: str) -> list[Level]:
    """The levels of a network that is a U, from the top to the bottom; none of another."""
    found = list(_levels(series, None, convention))
    return found if len(found) > FEWEST else []


def _levels(series: Series, name: str | None, convention: str) -> Iterator[Level]:
    deep = [
        (place, node, below)
        for place, node in enumerate(series.nodes)
        if isinstance(node, Forked) and (below := _below(node, convention)) is not None
    ]
    if len(deep) != 1:
        ups = [place for place, node in enumerate(series.nodes) if _has(node, Outline.WIDENING, convention)]
        cut = ups[0] if ups else len(series.nodes)
        yield Level(series.nodes[:cut], series.nodes[cut:], None, name)
        return
    [(place, fork, (below_name, inside))] = deep
    yield Level(series.nodes[:place], series.nodes[place + 1 :], fork, name)
    yield from _levels(inside, below_name, convention)


def _below(fork: Forked, convention: str) -> tuple[str | None, Series] | None:
    """The branch that goes down and comes back up, and its name, beside one that passes by."""
    if len(fork.branches) != 2:
        return None
    aside = [passes_by(branch) for branch in fork.branches]
    if aside[0] == aside[1]:
        return None
    branch, name = fork.branches[aside.index(False)], None
    while len(branch.nodes) == 1 and isinstance(only := branch.nodes[0], Framed) and only.times is None:
        branch, name = only.inside, only.name or name
    goes_down = any(_has(node, Outline.NARROWING, convention) for node in branch.nodes)
    comes_up = any(_has(node, Outline.WIDENING, convention) for node in branch.nodes)
    return (name, branch) if goes_down and comes_up else None


def _has(node: Node, outline: Outline, convention: str) -> bool:
    """Whether a layer in a node has that outline."""
    match node:
        case Tile(layer=layer):
            fits = layer is not None and layer.kind.fits and outline is Outline.WIDENING
            return fits or (layer is not None and look_of(layer, convention).outline is outline)
        case Framed(inside=inside):
            return any(_has(each, outline, convention) for each in inside.nodes)
    return False


def u_shaped(found: Sequence[Level], layout: Layout) -> Part:
    """The levels of a network as a U, from the input at the left above to the output at the right above."""
    shapes: list[Piece] = []
    downs, ups = _arms(found, layout)
    skips = [None if level.fork is None else _skip(level.fork, layout) for level in found]
    apart = max(down.right + up.left + ACROSS for down, up in zip(downs, ups, strict=True))
    apart = round(max([apart, *(skip.right + JOINED for skip in skips if skip is not None)]), 3)
    left, right = max(down.left for down in downs), apart + max(up.right for up in ups)
    top, tops = 0.0, [0.0]
    for turn, (level, down, up, skip) in enumerate(zip(found, downs, ups, skips, strict=True)):
        entry = 0.0 if turn == 0 else NAMED if level.name else EDGE
        meets, joins = JOINED / 2 if turn else 0.0, JOINED / 2 if skip else 0.0
        room = ABOVE if skip is not None and skip.shapes else 0.0
        bottom = round(top + max(entry + down.length + room, meets + up.length + EDGE + joins), 3)
        shapes += down.downwards(top, entry, bottom)
        shapes += up.upwards(apart, top + meets, bottom - joins, turn == 0)
        if skip is not None and level.fork is not None:
            shapes += _across(skip, level.fork, apart, bottom)
        else:
            shapes.append(Line(((0, bottom), (apart, bottom)), Style.EDGE))
        top = bottom
        tops.append(top)
    frames: list[Piece] = []
    most = aside = INNER * sum(level.name is not None for level in found)
    left, right, height = left + aside, right + aside, top + aside + (0.2 if aside else 0)
    for level, above in zip(found, tops, strict=False):
        if level.name is not None:
            within = most - aside
            frames += _frame(level.name, within - left, above + UNDER, right - within, top + aside)
            aside = round(aside - INNER, 3)
    return Part(left, right, round(height, 3), (*frames, *shapes), True)


@dataclass(frozen=True)
class _Arm:
    """The part of one arm at a level, and the size on the edge that leaves it."""

    part: Part
    size: Size | None

    @property
    def left(self) -> float:
        return self.part.left

    @property
    def right(self) -> float:
        """How far it goes to the right, with the size that leaves it."""
        return max([self.part.right, *(0.5 + width_of(each.content, each.style) for each in on_edge(self.size))])

    @property
    def length(self) -> float:
        """Its length, with the edge that leaves it."""
        return self.part.height + (LABELLED if on_edge(self.size) else EDGE)

    def downwards(self, top: float, entry: float, bottom: float) -> Iterator[Piece]:
        """It on the way down, from an edge that enters it to one that leaves it."""
        ends = round(top + entry + self.part.height, 3)
        yield from self.part.moved(0, top + entry)
        if entry:
            yield Line(((0, top), (0, round(top + entry, 3))), Style.EDGE, arrow=self.part.solid)
        yield Line(((0, ends), (0, bottom)), Style.EDGE)
        yield from (moved(label, 0, round(ends + 0.65, 3)) for label in on_edge(self.size))

    def upwards(self, x: float, top: float, bottom: float, last: bool) -> Iterator[Piece]:
        """It on the way up, at the upper end of its room if it is the last, else at the lower one."""
        y = round(top if last else bottom - EDGE - self.part.height, 3)
        yield from self.part.moved(x, y)
        yield Line(((x, bottom), (x, round(y + self.part.height, 3))), Style.EDGE, arrow=self.part.solid)
        if not last:
            yield Line(((x, y), (x, top)), Style.EDGE, arrow=True)
            yield from (moved(label, x, round(y - 0.65, 3)) for label in on_edge(self.size))


def _arms(found: Sequence[Level], layout: Layout) -> tuple[list[_Arm], list[_Arm]]:
    """The parts of the arm that goes down, and of the one that comes up, from the top level to the bottom."""
    size = layout.sizes((0,))
    downs: list[_Arm] = []
    for level in found:
        parts, sizes = layout.nodes(Series(level.down), size)
        if not downs:
            parts, sizes = [end("I"), *parts], [size, *sizes]
        downs.append(_Arm(layout.stacked(parts, sizes), sizes[-1] if sizes else None))
        size = _last(level.down, layout, size)
    upwards = replace(layout, up=True)
    ups: list[_Arm] = []
    for level in reversed(found):
        size = size if level.fork is None else layout.sizes(level.fork.places)
        parts, sizes = upwards.nodes(Series(level.up), size)
        if level is found[0]:
            parts, sizes = [*parts, end("O")], [*sizes, None]
        ups.append(_Arm(turned(upwards.stacked(parts, sizes)), sizes[-1] if sizes else None))
        size = _last(level.up, layout, size)
    return downs, ups[::-1]


def _last(nodes: Sequence[Node], layout: Layout, size: Size | None) -> Size | None:
    """The size after some nodes."""
    return layout.sizes(nodes[-1].places) if nodes and nodes[-1].places else size


def _skip(fork: Forked, layout: Layout) -> Part:
    """The layers of the branch that passes by, side by side from an edge that enters them."""
    (branch,) = [each for each in fork.branches if passes_by(each)]
    x, shapes = EDGE, list[Piece]()
    for node in branch.nodes:
        part = layout.node(node, None)
        shapes += part.moved(round(x + part.left, 3), -part.height / 2)
        x = round(x + part.left + part.right + EDGE, 3)
    label = on_edge(layout.sizes(branch.nodes[-1].places)) if branch.nodes and branch.nodes[-1].places else ()
    shapes += (moved(each, x - EDGE, 0.5) for each in label)
    return Part(0, x + max([0.0, *(width_of(each.content, each.style) for each in label)]), 0, tuple(shapes))


def _across(skip: Part, fork: Forked, x: float, y: float) -> Iterator[Piece]:
    """The shortcut between the arms, and the sign where it meets what comes up; its layers are in the middle."""
    boxes = sorted((each for each in skip.shapes if isinstance(each, Box)), key=lambda box: box.x)
    aside = round(max(0.0, (x - JOINED / 2 - skip.right) / 2), 3)
    ends = [0.0, *(each for box in boxes for each in (box.x + aside, box.x + box.width + aside)), x - JOINED / 2]
    for start, stop in zip(ends[::2], ends[1::2], strict=True):
        yield Line(((round(start, 3), y), (round(stop, 3), y)), Style.EDGE, arrow=True)
    yield from skip.moved(aside, y)
    yield Box(x - JOINED / 2, y - JOINED / 2, JOINED, JOINED, Style.JOIN, rounded=True)
    yield Label(x, y, fork.join.value, Style.CODE)


def _frame(name: str, left: float, top: float, right: float, bottom: float) -> tuple[Piece, ...]:
    """The frame around a level that has a name, and all below it."""
    box = Box(left, round(top, 3), round(right - left, 3), round(bottom - top, 3), Style.FRAME, rounded=True)
    label = Label(round(left + 0.3, 3), round(top + 0.6, 3), Symbol(indexed(name)), Style.FORMULA, Anchor.START)
    return box, label, Port(right, round(bottom - 0.3, 3), name)
