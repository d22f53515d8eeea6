"""The receptive-field pyramid on one axis: rows of pixels from the input at the bottom to one output at the top.

Beside each row stand its size, the field of one of its pixels, and how many of them the output reads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import accumulate, pairwise
from math import ceil, floor

from symrf.answers.documents.drawing import Anchor, Box, Drawing, Label, Line, Shape, Style, width_of
from symrf.answers.documents.english.pictures import (
    COLUMNS,
    COLUMNS_ARE,
    everything,
    layers_left_out,
    pyramid_words,
    sparsely,
)
from symrf.answers.documents.pictures.legend import legend
from symrf.answers.documents.pictures.pixels import Drawn, entries
from symrf.answers.documents.pictures.rows import Pyramid, Row, pyramid_of
from symrf.exact.sampling.runs import clipped, count
from symrf.formulas.tree import Symbol, Written
from symrf.networks.derivation import Derivation
from symrf.networks.graph import Link, indexed
from symrf.networks.notation.architecture import Layer
from symrf.networks.notation.kinds import Effect

__all__ = ["pyramid"]

MOST_ROWS = 20  # that are drawn; of more, the first and the last
WIDEST = 36.0  # units, for the pixels of all rows
SHOWN_WHOLE = 24  # pixels of an input that is shown to its ends
BETWEEN = 1.5  # units between rows
LONGEST = 30  # letters of a layer's text
MOST_TAPS = 140  # lines from outputs to taps of one layer
MARGIN = 0.4
HEADINGS = 1.1  # units above the rows
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
        cones: list[Shape] = []
        boxes: list[Box] = []
        texts: list[Shape] = []
        bottom = MARGIN + HEADINGS + (len(self.shown) - 1) * (1 + BETWEEN)
        tops = [round(bottom - turn * (1 + BETWEEN), 3) for turn in range(len(self.shown))]
        for turn, top in zip(self.shown, tops, strict=True):
            if turn is not None:
                boxes += self.drawn(turn, top)
                texts += self.ends(self.found.rows[turn], top)
        for (before, turn), top in zip(pairwise(self.shown), tops[1:], strict=True):
            if turn is None:
                left_out = len(self.found.rows) - MOST_ROWS
                texts.append(Label(self.labels - ASIDE, top + 0.5, layers_left_out(left_out), Style.NOTE, Anchor.END))
                texts += self.left_out(top)
                continue
            if before is not None:
                cones += self.between(turn, top + 1, boxes)
            texts += self.named(self.found.links[turn - 1], top + 1 + BETWEEN / 2)
        texts.append(Label(self.labels - ASIDE, bottom + 0.5, Symbol("I"), Style.FORMULA, Anchor.END))
        columns, wide = self.columns(tops)
        below, width, lower = legend(entries(boxes), MARGIN, bottom + 2.2, self.labels + self.wide)
        below.append(Label(MARGIN, round(lower + 0.9, 4), COLUMNS_ARE, Style.NOTE, Anchor.START))
        width = max(width, MARGIN + width_of(COLUMNS_ARE, Style.NOTE))
        return Drawing(
            round(max(wide, width) + MARGIN, 3),
            round(lower + 1.3 + MARGIN, 3),
            (*cones, *sorted(boxes, key=lambda shape: shape.style is Style.OUTPUT), *texts, *columns, *below),
            title,
            description,
        )

    def columns(self, tops: Sequence[float]) -> tuple[list[Label], float]:
        """The numbers beside the rows under their headings, and where they end on the right."""
        told = [
            (top, self.numbers(self.found.rows[turn]))
            for turn, top in zip(self.shown, tops, strict=True)
            if turn is not None
        ]
        widths = [
            max(width_of(heading, Style.NOTE), *(width_of(numbers[place]) for _, numbers in told))
            for place, heading in enumerate(COLUMNS)
        ]
        rights = list(
            accumulate(widths, lambda right, wide: right + ASIDE + wide, initial=self.x(self.right) + ASIDE / 2)
        )[1:]
        labels: list[Label] = []
        for place, (heading, right) in enumerate(zip(COLUMNS, rights, strict=True)):
            x = round(right, 3)
            labels.append(Label(x, MARGIN + 0.4, heading, Style.NOTE, Anchor.END))
            labels += (Label(x, top + 0.5, numbers[place], Style.FORMULA, Anchor.END) for top, numbers in told)
        return labels, rights[-1]

    def numbers(self, row: Row) -> tuple[str, str, str]:
        """The size of a row, the field of a pixel, and how many pixels are read, those in the padding left out."""
        found = row.in_image
        read = str(count(found))
        if len(found) > 1:
            read = sparsely(count(found), found[-1][1] - found[0][0] + 1)
        return str(row.size), "" if row.field is None else str(row.field), read

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

    def drawn(self, turn: int, top: float) -> list[Box]:
        """The boxes of a row."""
        row = self.found.rows[turn]
        is_last = turn == len(self.found.rows) - 1
        return list(
            Drawn(row, turn, top, is_last, partial(self.edges, row), self.found.reads).boxes(*self.visible(row))
        )

    def visible(self, row: Row) -> tuple[int, int]:
        """The first and the last pixel of a row that are on the sheet."""
        first = max(row.windows[0], ceil((self.left - row.start) / row.jump + HALF))
        last = min(row.windows[1], floor((self.right - row.start) / row.jump - HALF))
        if row.span is not None:
            first, last = min(first, row.span[0]), max(last, row.span[1])
        return first, last

    def ends(self, row: Row, top: float) -> Iterator[Label]:
        """How many pixels are read, and signs where the row goes on."""
        first, last = self.visible(row)
        left, right = self.edges(row, first, last)
        if first > row.windows[0]:
            yield Label(left - 0.15, top + 0.5, "…", Style.NOTE, Anchor.END)
        if last < row.windows[1]:
            yield Label(right + 0.15, top + 0.5, "…", Style.NOTE, Anchor.START)

    def between(self, turn: int, y: float, boxes: Sequence[Box]) -> Iterator[Shape]:
        """The cones from a row to the one below, or lines to each pixel that is read where pixels are left out.

        A neighbour's is left out where its pixels are too narrow to be seen.
        """
        below, row, taps = self.found.rows[turn - 1], self.found.rows[turn], self.found.taps[turn - 1]
        item = self.found.links[turn - 1].item
        pools = isinstance(item, Layer) and (item.kind.pools or item.kind.effect in (Effect.ALL, Effect.SHARE))
        seen = any(box.style in (Style.NEIGHBOUR, Style.SHARED) for box in boxes if box.cell and box.cell.row == turn)
        for one, of, style in (
            (row.read, below.read, Style.POOLING_CONE if pools else Style.CONE),
            (row.neighbour if seen else (), below.neighbour, Style.NEIGHBOUR_CONE),
        ):
            real = clipped(one, row.size)
            if real and of and not (taps and len(taps) <= MOST_TAPS):
                (a, b), (c, d) = self.edges(row, real[0][0], real[-1][1]), self.edges(below, of[0][0], of[-1][1])
                yield Line(((a, y), (b, y), (d, y + BETWEEN), (c, y + BETWEEN)), style, closed=True)
        if len(taps) <= MOST_TAPS:
            for output, tap in taps:
                ends = self.x(row.centre(output)), self.x(below.centre(tap))
                yield Line(((ends[0], y), (ends[1], y + BETWEEN)), Style.TAP)
        read = count(below.in_image)
        if isinstance(item, Layer) and item.kind.effect is Effect.ALL and read > 1:
            yield Label(self.x(row.centre(0)), y + 0.65 * BETWEEN, everything(read), Style.NOTE)

    def named(self, link: Link, y: float) -> Iterator[Label]:
        """The name of a layer and its text, before the rows that it is between."""
        x = self.labels - ASIDE
        for content, style in reversed(_layer(link)):
            yield Label(round(x, 4), round(y, 4), content, style, Anchor.END)
            x -= width_of(content, style) + 0.3

    def left_out(self, top: float) -> Iterator[Line]:
        middle = self.x((self.left + self.right) / 2)
        yield Line(((middle, top - BETWEEN + 0.2), (middle, top + 1 + BETWEEN - 0.2)), Style.LEFT_OUT)


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
