"""Drawings as SVG: dark lines that are light on a dark page, a little colour, no identifiers, nothing to fetch.

A box that is a pixel, or a stretch of pixels, says which, as `<rect data-row="1" data-index="3" data-reads="0-2 4">`:
rows are counted from the input, 0; an index is `3`, a stretch of pixels `3-9`, and a pixel of two axes `3,4`;
`data-reads` are the indices in the row before it, as runs from the first to the last, those of two axes apart by a
comma. It is left out where nothing is read, or where it is not known of each pixel of a stretch. Pixels that are alike
stand in one `<g class="symrf-read">`; the classes are `symrf-` and the value of a `Style`. Some
have no fill: a page that follows the pointer needs `pointer-events: all` for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import groupby

from symrf.answers.documents.drawing import (
    HATCHED,
    NODES,
    SHADED,
    Anchor,
    Box,
    Drawing,
    Label,
    Line,
    Outline,
    Shape,
    Style,
    corners,
    hatching,
)
from symrf.formulas.printing.plain import UnicodePrinter

__all__ = ["SVG", "SVG_FILE", "SvgRenderer"]

UNIT = 20  # CSS pixels of a unit
_INDICES = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
# A file is shown where nothing else gives it a colour; what knows no media queries takes the attribute.
_OF_A_FILE = ' class="symrf" color="#1a1a1a"'
_FILE = (
    "<style>.symrf{color-scheme:light dark}"
    "@media (prefers-color-scheme:dark){.symrf{color:#e6e6e6}}"
    "@media print{.symrf{color:#000}}</style>"
)
_LINES = {
    Style.EDGE: 'stroke-width="1.2"',
    Style.LEFT_OUT: 'stroke-width="2" stroke-dasharray="1 6" stroke-linecap="round"',
    Style.CONE: 'stroke-width="1" stroke-opacity=".8"',
    Style.POOLING_CONE: 'stroke-width="1" stroke-opacity=".8"',
    Style.NEIGHBOUR_CONE: 'stroke-width="1" stroke-opacity=".6" stroke-dasharray="4 3"',
    Style.TAP: 'stroke-width=".6"',
}
_FILLS = {Style.CONE: ".06", Style.POOLING_CONE: ".2"}
_SHADES = {Style.CONVOLUTION: ".08", Style.POOLING: ".25", Style.DENSE: ".4"}
_BOXES: Mapping[Style, str] = {
    Style.OUTPUT: 'stroke-width="2.5"',
    Style.IMAGE: 'stroke-width="1.8"',
    Style.WINDOW: 'stroke-width="2.5"',
    Style.NEIGHBOUR_WINDOW: 'stroke-width="2" stroke-dasharray="5 3"',
    Style.JOIN: 'stroke-width="1.2"',
    Style.FRAME: 'stroke-opacity=".6" stroke-dasharray="5 3"',
    Style.FITTING: 'stroke-width="1.2" stroke-dasharray="3 2"',
    **{each: 'stroke-width="1.2"' for each in NODES if each is not Style.FITTING},
}
_TEXTS = {
    Style.TEXT: 'font-size="12.5"',
    Style.NOTE: 'font-size="11"',
    Style.CODE: 'font-size="12" font-family="monospace"',
    Style.FORMULA: 'font-size="14" font-family="serif"',
}
_ANCHORS = {Anchor.START: "start", Anchor.MIDDLE: "middle", Anchor.END: "end"}
_TINT = 'fill="#3b82f6" fill-opacity=".35"'
_THIN_TINT = 'fill="#3b82f6" fill-opacity=".12"'


class _SvgPrinter(UnicodePrinter):
    """Formulas as the text of an SVG: letters in italics, an index of digits below the line."""

    def symbol(self, name: str) -> str:
        word, _, index = name.partition("_")
        if len(word) != 1:
            return escape(name)
        below = index.translate(_INDICES) if index.isdecimal() and index.isascii() else escape(index and f"_{index}")
        return f'<tspan font-style="italic">{escape(word)}</tspan>{below}'


@dataclass(frozen=True, slots=True)
class SvgRenderer:
    """Drawings as SVG, which may stand in a page of HTML as they are, or with a style of their own as a `file`.

    >>> drawing = Drawing(2, 1, (Box(0, 0, 1, 1, Style.NODE),), "A box", "A box alone.")
    >>> print(SVG(drawing))
    <svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="A box" viewBox="0 0 40 20" width="40" height="20" \
fill="none" stroke="currentColor" stroke-width=".8" font-family="sans-serif" style="max-width:100%;height:auto">
    <title>A box</title>
    <desc>A box alone.</desc>
    <rect x="0" y="0" width="20" height="20" stroke-width="1.2"/>
    </svg>
    <BLANKLINE>
    """

    file: bool = False

    def __call__(self, drawing: Drawing) -> str:
        width, height = _px(drawing.width), _px(drawing.height)
        title = escape(drawing.title)
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{title}" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" fill="none" stroke="currentColor" stroke-width=".8" '
            'font-family="sans-serif" style="max-width:100%;height:auto"'
        )
        lines = [
            f"{head}{_OF_A_FILE if self.file else ''}>",
            f"<title>{title}</title>",
            f"<desc>{escape(drawing.description)}</desc>",
            *([_FILE] if self.file else []),
            *self.shapes(drawing.shapes),
            "</svg>",
        ]
        return "\n".join(lines) + "\n"

    def shapes(self, shapes: Sequence[Shape]) -> Iterator[str]:
        """Shapes in their order, pixels that are alike and side by side as one group."""
        for alike, group in groupby(shapes, _alike):
            match alike:
                case None:
                    yield from map(self.shape, group)
                case style, outside, _:
                    yield self.pixels(style, outside, [each for each in group if isinstance(each, Box)])

    def pixels(self, style: Style, outside: bool, boxes: Sequence[Box]) -> str:
        """A group of pixels of one style, side by side; hatches go on from one to the next."""
        look = " ".join(filter(None, (f'class="symrf-{style.value}"', _look(style, outside))))
        hatches = "".join(map(_hatches, _joined(boxes))) if style in HATCHED else ""
        return f"<g {look}>{''.join(map(_rectangle, boxes))}{hatches}</g>"

    def shape(self, shape: Shape) -> str:
        match shape:
            case Box():
                return self.box(shape)
            case Line():
                return self.line(shape)
            case Label():
                return self.label(shape)

    def box(self, box: Box) -> str:
        look = _look(box.style, box.outside)
        if box.outline in (Outline.RECTANGLE, Outline.PILL):
            round_ends = box.style is Style.JOIN or box.outline is Outline.PILL
            radius = f' rx="{_px(box.height / 2 if round_ends else 0.25)}"' if round_ends or box.rounded else ""
            drawn = _rectangle(box, f"{' ' if look else ''}{look}{radius}")
        else:
            drawn = f'<path d="{_path(corners(box))}Z" {look} stroke-linejoin="round"/>'
        return drawn + (_hatches(box) if box.style in HATCHED else "")

    def line(self, line: Line) -> str:
        path = _path(line.points) + ("Z" if line.closed else "")
        shade = _FILLS.get(line.style) if line.closed else None
        fill = f' fill="currentColor" fill-opacity="{shade}"' if shade else ""
        drawn = f'<path d="{path}" {_LINES.get(line.style, "")}{fill}/>'
        if line.arrow:
            (x, y), (before, above) = line.points[-1], line.points[-2]
            dx, dy = _direction(x - before, y - above)
            wing = [(x - 0.4 * dx + side * dy, y - 0.4 * dy - side * dx) for side in (0.15, -0.15)]
            drawn += f'<path d="{_path(((x, y), *wing))}Z" fill="currentColor" stroke="none"/>'
        return drawn

    def label(self, label: Label) -> str:
        content = escape(label.content) if isinstance(label.content, str) else _FORMULA(label.content)
        return (
            f'<text x="{_px(label.x)}" y="{_px(label.y)}" dy=".35em" text-anchor="{_ANCHORS[label.anchor]}" '
            f'{_TEXTS[label.style]} fill="currentColor" stroke="none">{content}</text>'
        )


def _alike(shape: Shape) -> tuple[Style, bool, float] | None:
    """By what pixels are grouped; None for all else."""
    return (shape.style, shape.outside, shape.y) if isinstance(shape, Box) and shape.cell is not None else None


def _joined(boxes: Sequence[Box]) -> Iterator[Box]:
    """Boxes of a row that touch, as one."""
    whole = boxes[0]
    for box in boxes[1:]:
        if box.x - whole.x - whole.width < 0.001:
            whole = replace(whole, width=box.x + box.width - whole.x)
        else:
            yield whole
            whole = box
    yield whole


def _look(style: Style, outside: bool) -> str:
    """The attributes of a box of a style."""
    look = [_BOXES.get(style, "")]
    if style in _SHADES:
        look.append(f'fill="currentColor" fill-opacity="{_SHADES[style]}"')
    if style in SHADED:
        look.append(_TINT)
    if style is Style.SPARSE:
        look.append(_THIN_TINT)
    if outside:
        look.append('stroke-dasharray="2 2" stroke-opacity=".6"')
    return " ".join(filter(None, look))


def _rectangle(box: Box, look: str = "") -> str:
    """A rectangle, which says which pixels it is where it is some."""
    told = ""
    if (cell := box.cell) is not None and cell.index:
        told = f'data-row="{cell.row}" data-index="{cell.index}" '
        told += f'data-reads="{cell.reads}" ' if cell.reads else ""
    place = f'x="{_px(box.x)}" y="{_px(box.y)}" width="{_px(box.width)}" height="{_px(box.height)}"'
    return f"<rect {told}{place}{look}/>"


def _hatches(box: Box) -> str:
    lines = "".join(f"M{_px(a)} {_px(b)}L{_px(c)} {_px(d)}" for a, b, c, d in hatching(box))
    return f'<path d="{lines}" stroke-opacity=".75" stroke-dasharray="none"/>'


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{_px(x)} {_px(y)}" for x, y in points)


def _direction(dx: float, dy: float) -> tuple[float, float]:
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    return dx / length, dy / length


def _px(units: float) -> str:
    return f"{round(units * UNIT, 2):g}"


_FORMULA = _SvgPrinter()
SVG = SvgRenderer()
SVG_FILE = SvgRenderer(file=True)
