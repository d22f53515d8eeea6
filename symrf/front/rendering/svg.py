"""Drawings as SVG: black lines that are light on a dark page, a little colour, no identifiers, nothing to fetch."""

from __future__ import annotations

from html import escape

from symrf.answers.documents.drawing import HATCHED, SHADED, Anchor, Box, Drawing, Label, Line, Shape, Style, hatching
from symrf.formulas.printing.plain import UnicodePrinter

__all__ = ["SVG", "SvgRenderer"]

UNIT = 20  # CSS pixels of a unit
_INDICES = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_LINES = {
    Style.EDGE: 'stroke-width="1.2"',
    Style.LEFT_OUT: 'stroke-width="2" stroke-dasharray="1 6" stroke-linecap="round"',
    Style.CONE: 'stroke-width="1" stroke-opacity=".8"',
    Style.NEIGHBOUR_CONE: 'stroke-width="1" stroke-opacity=".6" stroke-dasharray="4 3"',
    Style.TAP: 'stroke-width=".6"',
}
_BOXES = {
    Style.OUTPUT: 'stroke-width="2.5"',
    Style.NODE: 'stroke-width="1.2"',
    Style.JOIN: 'stroke-width="1.2"',
    Style.FRAME: 'stroke-opacity=".6" stroke-dasharray="5 3"',
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


class SvgRenderer:
    """Drawings as a standalone SVG, which may stand in a page of HTML as it is.

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

    def __call__(self, drawing: Drawing) -> str:
        width, height = _px(drawing.width), _px(drawing.height)
        title = escape(drawing.title)
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{title}" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" fill="none" stroke="currentColor" stroke-width=".8" '
            'font-family="sans-serif" style="max-width:100%;height:auto">'
        )
        lines = [
            head,
            f"<title>{title}</title>",
            f"<desc>{escape(drawing.description)}</desc>",
            *map(self.shape, drawing.shapes),
            "</svg>",
        ]
        return "\n".join(lines) + "\n"

    def shape(self, shape: Shape) -> str:
        match shape:
            case Box():
                return self.box(shape)
            case Line():
                return self.line(shape)
            case Label():
                return self.label(shape)

    def box(self, box: Box) -> str:
        place = f'x="{_px(box.x)}" y="{_px(box.y)}" width="{_px(box.width)}" height="{_px(box.height)}"'
        look = [_BOXES.get(box.style, "")]
        if box.style in SHADED:
            look.append(_TINT)
        if box.style is Style.SPARSE:
            look.append(_THIN_TINT)
        if box.rounded:
            look.append(f'rx="{_px(box.height / 2 if box.style is Style.JOIN else 0.25)}"')
        if box.outside:
            look.append('stroke-dasharray="2 2"')
        drawn = f"<rect {' '.join(filter(None, (place, *look)))}/>"
        if box.style in HATCHED:
            lines = "".join(f"M{_px(a)} {_px(b)}L{_px(c)} {_px(d)}" for a, b, c, d in hatching(box))
            drawn += f'<path d="{lines}" stroke-opacity=".75"/>'
        return drawn

    def line(self, line: Line) -> str:
        path = "M" + "L".join(f"{_px(x)} {_px(y)}" for x, y in line.points) + ("Z" if line.closed else "")
        fill = ' fill="currentColor" fill-opacity=".06"' if line.style is Style.CONE and line.closed else ""
        drawn = f'<path d="{path}" {_LINES.get(line.style, "")}{fill}/>'
        if line.arrow:
            (x, y), (before, above) = line.points[-1], line.points[-2]
            dx, dy = _direction(x - before, y - above)
            wing = [(x - 0.4 * dx + side * dy, y - 0.4 * dy - side * dx) for side in (0.15, -0.15)]
            head = "M" + "L".join(f"{_px(a)} {_px(b)}" for a, b in ((x, y), *wing)) + "Z"
            drawn += f'<path d="{head}" fill="currentColor" stroke="none"/>'
        return drawn

    def label(self, label: Label) -> str:
        content = escape(label.content) if isinstance(label.content, str) else _FORMULA(label.content)
        return (
            f'<text x="{_px(label.x)}" y="{_px(label.y)}" dy=".35em" text-anchor="{_ANCHORS[label.anchor]}" '
            f'{_TEXTS[label.style]} fill="currentColor" stroke="none">{content}</text>'
        )


def _direction(dx: float, dy: float) -> tuple[float, float]:
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    return dx / length, dy / length


def _px(units: float) -> str:
    return f"{round(units * UNIT, 2):g}"


_FORMULA = _SvgPrinter()
SVG = SvgRenderer()
