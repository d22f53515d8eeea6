"""The receptive-field pyramid on one axis: rows of pixels from the input at the bottom to one output at the top."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from symrf.answers.documents.drawing import Anchor, Box, Drawing, Label, Line, Shape, Style, width_of
from symrf.answers.documents.english.pictures import LEGEND, PADDING, layers_left_out, pyramid_words, sparsely
from symrf.answers.documents.pictures.rows import Pyramid, Row, pyramid_of
from symrf.exact.sampling.runs import Runs, clipped, count
from symrf.formulas.tree import Symbol, Written, number
from symrf.networks.derivation import Derivation
from symrf.networks.graph import Link, indexed

__all__ = ["pyramid"]

MOST_ROWS = 20  # that are drawn; of more, the first and the last
WIDEST = 36.0  # units, for the pixels of all rows
SHOWN_WHOLE = 24  # pixels of an input that is shown to its ends
NARROWEST = 0.36  # units of a pixel that is drawn by itself
MOST_STRETCHES = 120  # of a row; what is read more here and there is shown as one
BETWEEN = 1.5  # units between rows
LONGEST = 30  # letters of a layer's text
MOST_TAPS = 400  # lines from outputs to taps of one layer
MARGIN = 0.4
HALF = Fraction(1, 2)
ASIDE = 0.9  # units between pixels and what is written beside them


def pyramid(
    derivation: Derivation, axis: str | None = None, at: Mapping[str, int] | None = None, output: int | None = None
) -> Drawing:
    """The picture of what one output and its neighbour read on an axis, at each place on the main chain.

    A DerivationError says why there is none.

    >>> import symrf
    >>> drawing = pyramid(symrf.derive("c3s1 p2s2 c3s1"))
    >>> print(drawing.description)
    At w = 10 the network has 2 outputs. One of them reads 3 pixels of M, 6 pixels of F_1 and 8 pixels of I. \
Its neighbour reads 6 of the same pixels of I.
    """
    found = pyramid_of(derivation, axis, at, output)
    sheet = _Sheet.of(found)
    network = derivation.architecture.name or _shortened(" ".join(map(str, derivation.architecture.items)))
    told = [
        (name, count(row.in_image), count(row.read) - count(row.in_image))
        for name, row in zip(_names(found), found.rows, strict=True)
    ]
    if len(told) > MOST_ROWS:
        told = [*told[:1], *told[-MOST_ROWS // 2 :]]
    title, description = pyramid_words(
        network, found.axis, found.size, found.outputs, told[::-1], count(clipped(found.rows[0].shared, found.size))
    )
    return sheet.drawing(title, description)


@dataclass(frozen=True)
class _Sheet:
    """A pyramid on a sheet: which rows are drawn, and the scale."""

    found: Pyramid
    shown: tuple[int | None, ...]  # of the rows, from the input on; None: rows that are left out
    left: Fraction  # where the pixels begin, in pixels of the input
    right: Fraction
    scale: float  # units of a pixel of the input
    labels: float  # units before the first pixel

    @classmethod
    def of(cls, found: Pyramid) -> _Sheet:
        several = len(found.rows)
        shown: tuple[int | None, ...] = tuple(range(several))
        if several > MOST_ROWS:
            half = MOST_ROWS // 2
            shown = (*range(half), None, *range(several - half, several))
        left, right = _extent([found.rows[each] for each in shown if each is not None])
        scale = min(1.0, WIDEST / float(right - left))
        widths = [
            sum(width_of(content, style) + 0.3 for content, style in _layer(found.links[each - 1]))
            for each in shown
            if each
        ]
        if None in shown:
            widths.append(width_of(layers_left_out(several - MOST_ROWS), Style.NOTE))
        return cls(found, shown, left, right, scale, max([1.0, *widths]) + 2 * ASIDE)

    def drawing(self, title: str, description: str) -> Drawing:
        rows = [None if each is None else self.found.rows[each] for each in self.shown]
        cones: list[Shape] = []
        boxes: list[Shape] = []
        texts: list[Shape] = []
        bottom = MARGIN + (len(rows) - 1) * (1 + BETWEEN)
        tops = [bottom - turn * (1 + BETWEEN) for turn in range(len(rows))]
        for row, top in zip(rows, tops, strict=True):
            if row is not None:
                boxes += self.pixels(row, top)
                texts += self.ends(row, top)
        for (below, row), top, each in zip(pairwise(rows), tops[1:], self.shown[1:], strict=False):
            if row is None:
                left_out = len(self.found.rows) - MOST_ROWS
                texts.append(Label(self.labels - ASIDE, top + 0.5, layers_left_out(left_out), Style.NOTE, Anchor.END))
                texts += self.left_out(top)
            elif below is not None and each is not None:
                cones += self.between(below, row, top + 1, self.found.taps[each - 1])
                texts += self.named(self.found.links[each - 1], top + 1 + BETWEEN / 2)
            elif each is not None:
                texts += self.named(self.found.links[each - 1], top + 1 + BETWEEN / 2)
        texts.append(Label(self.labels - ASIDE, bottom + 0.5, Symbol("I"), Style.FORMULA, Anchor.END))
        styles = {(shape.style, shape.outside) for shape in boxes if isinstance(shape, Box)}
        legend, width, height = self.legend(styles, bottom + 2.2)
        numbers = max(width_of(self.number(row)) for row in rows if row is not None)
        wide = self.labels + self.wide + numbers + ASIDE
        return Drawing(
            round(max(wide, width) + MARGIN, 3),
            round(height + MARGIN, 3),
            (*cones, *sorted(boxes, key=lambda shape: shape.style is Style.OUTPUT), *texts, *legend),
            title,
            description,
        )

    @property
    def wide(self) -> float:
        """The width of the rows on the sheet."""
        return float(self.right - self.left) * self.scale

    def x(self, place: Fraction) -> float:
        """Where a place on the axis is on the sheet."""
        return round(self.labels + float(place - self.left) * self.scale, 4)

    def edges(self, row: Row, first: int, last: int) -> tuple[float, float]:
        """Where pixels of a row begin and end."""
        return self.x(row.centre(first) - row.jump / 2), self.x(row.centre(last) + row.jump / 2)

    def visible(self, row: Row) -> tuple[int, int]:
        """The first and the last pixel of a row that are on the sheet."""
        first = max(row.windows[0], ceil((self.left - row.start) / row.jump + HALF))
        last = min(row.windows[1], floor((self.right - row.start) / row.jump - HALF))
        if row.span is not None:
            first, last = min(first, row.span[0]), max(last, row.span[1])
        return first, last

    def pixels(self, row: Row, top: float) -> Iterator[Box]:
        """The boxes of a row: each pixel's, or one of those that are alike where pixels are narrow."""
        first, last = self.visible(row)
        alone = float(row.jump) * self.scale >= NARROWEST
        for start, end, style, outside in _segments(row, first, last, self.found.rows[-1] is row):
            spans = [(each, each) for each in range(start, end + 1)] if alone else [(start, end)]
            for one, other in spans:
                left, right = self.edges(row, one, other)
                yield Box(left, top, round(right - left, 4), 1, style, outside=outside)

    def ends(self, row: Row, top: float) -> Iterator[Label]:
        """How many pixels are read, and signs where the row goes on."""
        first, last = self.visible(row)
        left, right = self.edges(row, first, last)
        if first > row.windows[0]:
            yield Label(left - 0.15, top + 0.5, "…", Style.NOTE, Anchor.END)
        if last < row.windows[1]:
            yield Label(right + 0.15, top + 0.5, "…", Style.NOTE, Anchor.START)
        yield Label(round(self.x(self.right) + ASIDE, 4), top + 0.5, self.number(row), Style.FORMULA, Anchor.START)

    def number(self, row: Row) -> str | Written:
        """How many pixels of a row are read, those in the padding left out."""
        found = row.in_image
        read = count(found)
        if len(found) > 1:
            return sparsely(read, found[-1][1] - found[0][0] + 1)
        return number(read)

    def between(self, below: Row, row: Row, y: float, taps: tuple[tuple[int, int], ...]) -> Iterator[Line]:
        """The cones from a row to the one below, or lines to each pixel that is read where pixels are left out."""
        for one, of, style in (
            (row.read, below.read, Style.CONE),
            (row.neighbour, below.neighbour, Style.NEIGHBOUR_CONE),
        ):
            real = clipped(one, row.size)
            if real and of and not (taps and len(taps) <= MOST_TAPS):
                (a, b), (c, d) = self.edges(row, real[0][0], real[-1][1]), self.edges(below, of[0][0], of[-1][1])
                yield Line(((a, y), (b, y), (d, y + BETWEEN), (c, y + BETWEEN)), style, closed=True)
        if len(taps) <= MOST_TAPS:
            for output, tap in taps:
                ends = self.x(row.centre(output)), self.x(below.centre(tap))
                yield Line(((ends[0], y), (ends[1], y + BETWEEN)), Style.TAP)

    def named(self, link: Link, y: float) -> Iterator[Label]:
        """The name of a layer and its text, before the rows that it is between."""
        x = self.labels - ASIDE
        for content, style in reversed(_layer(link)):
            yield Label(round(x, 4), round(y, 4), content, style, Anchor.END)
            x -= width_of(content, style) + 0.3

    def left_out(self, top: float) -> Iterator[Line]:
        middle = self.x((self.left + self.right) / 2)
        yield Line(((middle, top - BETWEEN + 0.2), (middle, top + 1 + BETWEEN - 0.2)), Style.LEFT_OUT)

    def legend(self, styles: set[tuple[Style, bool]], y: float) -> tuple[list[Shape], float, float]:
        """What the boxes stand for, one line below the rows; with its right and its lower end."""
        shapes: list[Shape] = []
        x, width = MARGIN, 0.0
        used = {Style.READ if style is Style.OUTPUT else style for style, _ in styles}
        entries = [(style, False, words) for style, words in LEGEND.items() if style in used]
        if any(outside for _, outside in styles):
            entries.append((Style.PIXEL, True, PADDING))
        for style, outside, words in entries:
            wide = 1.1 + width_of(words, Style.NOTE) + 0.8
            if x > MARGIN and x + wide > max(22.0, self.labels + self.wide):
                x, y = MARGIN, y + 1.2
            shapes.append(Box(x, y, 0.8, 0.8, style, outside=outside))
            shapes.append(Label(round(x + 1.1, 4), round(y + 0.4, 4), words, Style.NOTE, Anchor.START))
            x = round(x + wide, 4)
            width = max(width, x)
        return shapes, width, y + 0.8


def _segments(row: Row, first: int, last: int, top: bool) -> Iterator[tuple[int, int, Style, bool]]:
    """The pixels of a row in stretches that are alike: who reads them, and whether they are padding.

    Where there are very many, what is between the first and the last pixel that is read is one stretch.
    """
    cuts = {first, last + 1, 0, row.size}
    for one, other in (*row.read, *row.neighbour):
        cuts |= {one, other + 1}
    bounds = sorted(cut for cut in cuts if first <= cut <= last + 1)
    sparse = range(row.span[0], row.span[1] + 1) if row.span and len(bounds) > MOST_STRETCHES else range(0)
    bounds = [cut for cut in bounds if cut not in sparse[1:] or cut in (0, row.size)]
    read, beside = _Members(row.read), _Members(row.neighbour)
    for start, end in pairwise(bounds):
        match start in read, start in beside:
            case _ if start in sparse:
                style = Style.SPARSE
            case True, True:
                style = Style.SHARED
            case True, False:
                style = Style.OUTPUT if top else Style.READ
            case False, True:
                style = Style.NEIGHBOUR
            case _:
                style = Style.PIXEL
        yield start, end - 1, style, not 0 <= start < row.size


class _Members:
    """Runs, asked for pixels in rising order."""

    def __init__(self, runs: Runs) -> None:
        self.runs = list(reversed(runs))

    def __contains__(self, pixel: int) -> bool:
        while self.runs and self.runs[-1][1] < pixel:
            self.runs.pop()
        return bool(self.runs) and self.runs[-1][0] <= pixel


def _extent(rows: Sequence[Row]) -> tuple[Fraction, Fraction]:
    """From where to where the rows are shown: all of a small image, else what is read and a little more."""
    whole = rows[0].size <= SHOWN_WHOLE
    lefts, rights = [], []
    for row in rows:
        for first, last in ([row.span] if row.span is not None else []) + ([row.windows] if whole else []):
            lefts.append(row.centre(first) - row.jump / 2)
            rights.append(row.centre(last) + row.jump / 2)
    left, right = min(lefts), max(rights)
    more = 0 if whole else max(1, round((right - left) / 32))
    return left - more, right + more


def _layer(link: Link) -> list[tuple[str | Written, Style]]:
    """The name of a layer or a block, and its text."""
    return [(Symbol(indexed(link.name)), Style.FORMULA), (_shortened(link.item.text), Style.CODE)]


def _names(found: Pyramid) -> list[str]:
    return ["I", *(indexed(link.name) for link in found.links)]


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
