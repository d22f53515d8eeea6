"""A layer or two in the plane, as guides to convolution arithmetic show them: the input with its padding, the kernel at
two places, and the outputs that it gives there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from symrf.answers.documents.drawing import Anchor, Box, Cell, Drawing, Label, Line, Shape, Style, width_of
from symrf.answers.documents.english import pictures as english
from symrf.answers.documents.pictures.legend import legend
from symrf.answers.documents.pictures.parts import shortened
from symrf.answers.documents.pictures.pixels import entries, runs_of
from symrf.answers.documents.pictures.strips import Side, Strip, places_drawn, side
from symrf.errors import InputError
from symrf.formulas.tree import Symbol
from symrf.networks.derivation import Derivation
from symrf.networks.graph import Link, indexed

__all__ = ["grid"]

MARGIN = 0.5
HEADINGS = 1.2  # units above the planes
LINE = 0.75  # units of a line of what is said of a layer
NAMED = 0.5  # units from the name of a layer to its text
ARROW = 2.4  # units from a plane to the next, at the least


def grid(derivation: Derivation, at: Mapping[str, int] | None = None, output: tuple[int, int] = (0, 0)) -> Drawing:
    """The picture of one or two layers on two axes: what an output reads of the input, and what its neighbour reads.

    Where no input size is given it is one that shows several outputs. A DerivationError says why a network has no such
    picture.

    >>> import symrf
    >>> print(grid(symrf.derive("c3s2p1")).description)
    The input has 5×5 pixels, the output 3×3. The output at (0, 0) reads 2×2 pixels of the input, the one at (1, 0) 3×2.
    """
    given = dict(at or {})
    if known := derivation.parameters.names:
        if missing := [name for name in known if name not in given]:
            raise InputError(english.numbers_missing(missing))
        derivation = derivation.of_numbers({name: given.pop(name) for name in known})
    for axis in given:
        _ = derivation[axis]  # which refuses what is no axis
    places = places_drawn(derivation)
    width, height = (
        side(derivation, places, axis, given.get(axis), each)
        for axis, each in zip(derivation.axes, output, strict=True)
    )
    links = [derivation.chain.links[place - 1] for place in places]
    planes = [
        _Plane(turn, across, down, len(width.strips[-1].read[1]) > 0)
        for turn, (across, down) in enumerate(zip(width.strips, height.strips, strict=True))
    ]
    return _sheet(planes, (width, height), links, derivation)


@dataclass(frozen=True)
class _Plane:
    """A place of the network in the plane; the neighbour is beside the output, or where there is none below it."""

    turn: int
    across: Strip
    down: Strip
    beside: bool

    @property
    def wide(self) -> int:
        return len(self.across.places)

    @property
    def high(self) -> int:
        return len(self.down.places)

    @property
    def windows(self) -> tuple[tuple[frozenset[int], frozenset[int]], tuple[frozenset[int], frozenset[int]]]:
        """The columns and the rows that the output reads, and those that its neighbour reads."""
        (columns, columns_beside), (rows, rows_below) = self.across.read, self.down.read
        return (columns, rows), (columns_beside, rows) if self.beside else (columns, rows_below)

    def cells(self, left: float, top: float, sides: tuple[Side, Side], last: bool) -> Iterator[Box]:
        """The boxes of its pixels, and of the zeros around and between them, row by row."""
        (columns, rows), (others, other_rows) = self.windows
        for y in self.down.places:
            for x in self.across.places:
                read, beside = x in columns and y in rows, x in others and y in other_rows
                style = Style.SHARED if read and beside else Style.READ if read else Style.PIXEL
                style = Style.NEIGHBOUR if beside and not read else Style.OUTPUT if read and last else style
                outside = not (self.across.real(x) and self.down.real(y))
                yield Box(
                    *(left + x - self.across.first, top + y - self.down.first, 1, 1, style),
                    outside=outside,
                    cell=self.cell(x, y, sides, outside),
                )

    def cell(self, x: int, y: int, sides: tuple[Side, Side], outside: bool) -> Cell:
        column, row = self.across.pixel(x), self.down.pixel(y)
        if column is None or row is None:
            return Cell(self.turn, "")
        if outside or self.turn == 0:
            return Cell(self.turn, f"{column},{row}")
        width, height = sides
        reads = f"{runs_of(width.reads(self.turn, column))},{runs_of(height.reads(self.turn, row))}"
        return Cell(self.turn, f"{column},{row}", reads)

    def zeros(self, left: float, top: float) -> Iterator[Label]:
        """A zero in each place between the pixels that are spread."""
        for y in self.down.places:
            for x in self.across.places:
                if (self.across.between(x) and self.down.inside(y)) or (self.down.between(y) and self.across.inside(x)):
                    middle = left + x - self.across.first + 0.5, top + y - self.down.first + 0.5
                    yield Label(*middle, "0", Style.NOTE)

    def outlines(self, left: float, top: float) -> Iterator[Box]:
        """The image, where it is padded, what the window of the output covers, and that of its neighbour."""
        wide, high = (strip.spread * (strip.size - 1) + 1 for strip in (self.across, self.down))
        if (wide, high) != (self.wide, self.high):
            yield Box(left - self.across.first, top - self.down.first, wide, high, Style.IMAGE)
        looks = (Style.WINDOW, Style.NEIGHBOUR_WINDOW)
        for (columns, rows), style in reversed(list(zip(self.windows, looks, strict=True))):
            if columns and rows:
                x, y = left + min(columns) - self.across.first, top + min(rows) - self.down.first
                yield Box(x, y, max(columns) - min(columns) + 1, max(rows) - min(rows) + 1, style)


def _sheet(
    planes: Sequence[_Plane], sides: tuple[Side, Side], links: Sequence[Link], derivation: Derivation
) -> Drawing:
    """The planes side by side, the layers between them."""
    width, height = sides
    boxes: list[Box] = []
    others: list[Shape] = []
    highest = max(plane.high for plane in planes)
    middle = MARGIN + HEADINGS + highest / 2
    x = MARGIN
    names = [english.INPUT, *(english.after(indexed(link.name)) for link in links[:-1]), english.OUTPUT]
    for turn, (plane, name) in enumerate(zip(planes, names, strict=True)):
        last = turn == len(planes) - 1
        title = english.plane(name, plane.across.size, plane.down.size)
        wide = max(plane.wide, width_of(title, Style.NOTE))
        left, top = round(x + (wide - plane.wide) / 2, 3), round(middle - plane.high / 2, 3)
        boxes += sorted(plane.cells(left, top, sides, last), key=_layers)
        others += plane.zeros(left, top)
        others += [] if last else plane.outlines(left, top)
        others.append(Label(round(x + wide / 2, 3), round(top - 0.7, 3), title, Style.NOTE))
        x += wide
        if not last:
            link, padding = links[turn], (*width.padding(turn), *height.padding(turn))
            told = english.layer_words(width.layers[turn], height.layers[turn], padding)
            between = max([ARROW, _label_width(link) + 1, *(width_of(line, Style.NOTE) + 1 for line in told)])
            others += _layer(link, told, round(x, 3), round(x + between, 3), middle)
            x += between
    spread = any(isinstance(shape, Label) and shape.content == "0" for shape in others)
    below, wide, lower = legend(entries(boxes), MARGIN, MARGIN + HEADINGS + highest + 0.8, x)
    if spread:
        below.append(Label(MARGIN, round(lower + 0.8, 3), english.ZEROS, Style.NOTE, Anchor.START))
        wide, lower = max(wide, MARGIN + width_of(english.ZEROS, Style.NOTE)), lower + 1.2
    network = derivation.architecture.name or shortened(" ".join(map(str, derivation.architecture.items)))
    title, description = english.grid_words(network, *_counted(planes))
    return Drawing(
        round(max(x, wide) + MARGIN, 3), round(lower + MARGIN, 3), (*boxes, *others, *below), title, description
    )


def _layer(link: Link, told: Sequence[str], left: float, right: float, y: float) -> Iterator[Shape]:
    """An arrow with the name of a layer and its text above, and its numbers in words below."""
    middle = (left + right) / 2
    yield Line(((round(left + 0.4, 3), y), (round(right - 0.4, 3), y)), Style.EDGE, arrow=True)
    x = middle - _label_width(link) / 2
    for content, style in ((Symbol(indexed(link.name)), Style.FORMULA), (shortened(link.item.text), Style.CODE)):
        yield Label(round(x, 3), round(y - 0.6, 3), content, style, Anchor.START)
        x += width_of(content, style) + NAMED
    for turn, line in enumerate(told):
        yield Label(round(middle, 3), round(y + 0.6 + LINE * turn, 3), line, Style.NOTE)


def _layers(box: Box) -> tuple[bool, bool]:
    """What is drawn first: the padding, and the output last."""
    return not box.outside, box.style is Style.OUTPUT


def _label_width(link: Link) -> float:
    name, text = width_of(Symbol(indexed(link.name))), width_of(shortened(link.item.text), Style.CODE)
    return name + NAMED + text


def _counted(
    planes: Sequence[_Plane],
) -> tuple[tuple[int, int], tuple[int, int], list[tuple[tuple[int, int], tuple[int, int]]]]:
    """The sizes of the input and of the output, and which outputs are shown with how many pixels each of them reads."""
    first, last = planes[0], planes[-1]
    shown = []
    for (columns, rows), (at_columns, at_rows) in zip(first.windows, last.windows, strict=True):
        if at_columns and at_rows:
            read = sum(map(first.across.real, columns)), sum(map(first.down.real, rows))
            shown.append(((min(at_columns), min(at_rows)), read))
    return (first.across.size, first.down.size), (last.across.size, last.down.size), shown
