r"""Drawings as TikZ: a tikzpicture that is no wider than the line and no higher than the page, with its letters.

Boxes side by side are one `\foreach`, and what styles mean is said once, before the picture: `read/.style={…}`. What is
hatched needs the library `patterns`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from symrf.answers.documents.drawing import (
    Anchor,
    Box,
    Drawing,
    Label,
    Line,
    Outline,
    Shape,
    Style,
    corners,
)
from symrf.formulas.printing.latex import LATEX
from symrf.front.rendering.formulas import escaped

__all__ = ["TIKZ", "TikzRenderer"]

UNIT = 0.5  # cm
HIGHEST = 0.85  # of a page, or of a slide with its title
BASE = 0.2  # units from the middle of a letter to the line that it stands on
ROW = 2  # boxes side by side that are written as one
_HATCHED = "postaction={solid, pattern=north east lines}"  # whatever the border
_STYLES: Mapping[Style, str] = {
    Style.READ: "fill=black!25",
    Style.SHARED: f"fill=black!25, {_HATCHED}",
    Style.NEIGHBOUR: _HATCHED,
    Style.SPARSE: "fill=black!8",
    Style.OUTPUT: "fill=black!25, ultra thick",
    Style.IMAGE: "thick",
    Style.WINDOW: "ultra thick",
    Style.NEIGHBOUR_WINDOW: "very thick, densely dashed",
    Style.CONVOLUTION: "fill=black!8",
    Style.POOLING: "fill=black!25",
    Style.DENSE: "fill=black!40",
    Style.FITTING: "densely dashed",
    Style.FRAME: "draw=gray, densely dashed",
    Style.LEFT_OUT: "thick, dotted",
    Style.CONE: "draw=gray, fill=black!4",
    Style.POOLING_CONE: "draw=gray, fill=black!15",
    Style.NEIGHBOUR_CONE: "draw=gray, densely dashed",
    Style.TAP: "very thin",
}
_TEXTS = {Style.TEXT: "\\small ", Style.NOTE: "\\footnotesize ", Style.CODE: "\\small\\ttfamily ", Style.FORMULA: ""}
_ANCHORS = {Anchor.START: "base west", Anchor.MIDDLE: "base", Anchor.END: "base east"}


class TikzRenderer:
    r"""Drawings as a tikzpicture.

    >>> print(TIKZ(Drawing(2, 1, (Box(0, 0, 1, 1, Style.READ),), "A box", "A box alone.")))
    % A box
    % A box alone.
    % It needs \usepackage{tikz}.
    {\pgfmathsetmacro\fitted{min(1,\linewidth/1cm,0.85\textheight/0.5cm)}%
    \scalebox{\fitted}{\begin{tikzpicture}[x=0.5cm, y=-0.5cm,
      read/.style={fill=black!25}]
    \draw[read] (0,0) rectangle (1,1);
    \end{tikzpicture}}}
    <BLANKLINE>
    """

    def __call__(self, drawing: Drawing) -> str:
        wide, high = (f"{length * UNIT:.4g}cm" for length in (drawing.width, drawing.height))
        styles = {shape.style: None for shape in drawing.shapes if shape.style in _STYLES}
        told = "".join(f",\n  {_name(style)}/.style={{{_STYLES[style]}}}" for style in styles)
        library = " and \\usetikzlibrary{patterns}" if _HATCHED in told else ""
        lines = [
            *(f"% {' '.join(text.split())}" for text in (drawing.title, drawing.description)),
            f"% It needs \\usepackage{{tikz}}{library}.",
            f"{{\\pgfmathsetmacro\\fitted{{min(1,\\linewidth/{wide},{HIGHEST}\\textheight/{high})}}%",
            f"\\scalebox{{\\fitted}}{{\\begin{{tikzpicture}}[x={UNIT}cm, y=-{UNIT}cm{told}]",
            *self.shapes(drawing.shapes),
            "\\end{tikzpicture}}}",
        ]
        return "\n".join(lines) + "\n"

    def shapes(self, shapes: Sequence[Shape]) -> Iterator[str]:
        """Shapes in their order; boxes in a row, and lines that look alike, are one path each."""
        for alike, found in groupby(shapes, _alike):
            group = list(found)
            boxes = [each for each in group if isinstance(each, Box)]
            lines = [each for each in group if isinstance(each, Line)]
            if alike is None:
                yield from map(self.shape, group)
            elif boxes:
                for row in _rows(boxes):
                    yield from [self.row(row)] if len(row) >= ROW else map(self.box, row)
            else:
                paths = (_path(line) for line in lines)
                yield f"\\draw{_options(_named(lines[0].style))} {' '.join(paths)};"

    def shape(self, shape: Shape) -> str:
        match shape:
            case Box():
                return self.box(shape)
            case Line():
                return self.line(shape)
            case Label():
                return self.label(shape)

    def row(self, boxes: Sequence[Box]) -> str:
        """Boxes of one size, one beside the other."""
        first = boxes[0]
        step = (boxes[-1].x - first.x) / (len(boxes) - 1)
        place = f"({{{_n(first.x)}+{_n(step, 4)}*\\i}},{_n(first.y)})"
        drawn = f"\\draw{self.look(first)} {place} rectangle +({_n(first.width)},{_n(first.height)});"
        return f"\\foreach \\i in {{0,...,{len(boxes) - 1}}} {drawn}"

    def box(self, box: Box) -> str:
        if box.style is Style.JOIN:
            middle = f"({_n(box.x + box.width / 2)},{_n(box.y + box.height / 2)})"
            return f"\\draw {middle} circle[radius={_n(box.width / 2)}];"
        if box.outline is Outline.PILL:
            radius = box.height / 2
            sides = ((box.x + radius, box.y, 90), (box.x + box.width - radius, box.y + box.height, -90))
            arcs = [
                f"({_n(x)},{_n(y)}) arc[start angle={-end}, end angle={-end - 180}, radius={_n(radius)}]"
                for x, y, end in sides
            ]
            return f"\\draw{self.look(box)} {' -- '.join(arcs)} -- cycle;"
        if box.outline is Outline.RECTANGLE:
            end = f"({_n(box.x + box.width)},{_n(box.y + box.height)})"
            return f"\\draw{self.look(box)} ({_n(box.x)},{_n(box.y)}) rectangle {end};"
        path = " -- ".join(f"({_n(x)},{_n(y)})" for x, y in corners(box))
        return f"\\draw{self.look(box)} {path} -- cycle;"

    def look(self, box: Box) -> str:
        """The options of a box."""
        outside = "densely dotted, draw=gray" if box.outside else ""
        return _options(_named(box.style), outside, "rounded corners=2pt" if box.rounded else "")

    def line(self, line: Line) -> str:
        return f"\\draw{_options(_named(line.style), '-latex' if line.arrow else '')} {_path(line)};"

    def label(self, label: Label) -> str:
        if isinstance(label.content, str):
            content = _TEXTS[label.style] + escaped(label.content).replace("×", "$\\times$").replace("…", "\\dots{}")
        else:
            content = f"${LATEX(label.content)}$"
        anchor = _ANCHORS[label.anchor]
        return f"\\node[anchor={anchor}, inner sep=0pt] at ({_n(label.x)},{_n(label.y + BASE)}) {{{content}}};"


def _alike(shape: Shape) -> tuple[Style, bool, float] | None:
    """By what shapes are written as one: pixels of one look in a row, and lines without an arrow to taps."""
    match shape:
        case Box(cell=cell) if cell is not None:
            return shape.style, shape.outside, shape.y
        case Line(style=Style.TAP):
            return shape.style, False, 0.0
    return None


def _rows(boxes: Sequence[Box]) -> Iterator[list[Box]]:
    """Boxes of one size that are as far apart as the first two of them."""
    row = [boxes[0]]
    for box in boxes[1:]:
        apart = row[1].x - row[0].x if len(row) > 1 else box.x - row[0].x
        if abs(box.width - row[0].width) < 0.001 and abs(box.x - row[-1].x - apart) < 0.001:
            row.append(box)
        else:
            yield row
            row = [box]
    yield row


def _path(line: Line) -> str:
    return " -- ".join(f"({_n(x)},{_n(y)})" for x, y in line.points) + (" -- cycle" if line.closed else "")


def _name(style: Style) -> str:
    """The name of a style in TikZ, in which a quotation mark may have a meaning."""
    return style.value.replace("'", "")


def _named(style: Style) -> str:
    return _name(style) if style in _STYLES else ""


def _options(*options: str) -> str:
    found = ", ".join(option for option in options if option)
    return f"[{found}]" if found else ""


def _n(units: float, digits: int = 3) -> str:
    return f"{round(units, digits):g}"


TIKZ = TikzRenderer()
