r"""Drawings as TikZ: a tikzpicture that needs `\usepackage{tikz}` and no library."""

from __future__ import annotations

from symrf.answers.documents.drawing import HATCHED, SHADED, Anchor, Box, Drawing, Label, Line, Shape, Style, hatching
from symrf.formulas.printing.latex import LATEX
from symrf.front.rendering.formulas import escaped

__all__ = ["TIKZ", "TikzRenderer"]

UNIT = 0.5  # cm
WIDEST, HIGHEST = 15.5, 22.0  # cm of a page; a picture that is larger is made smaller, its letters too
_LINES = {
    Style.EDGE: "",
    Style.LEFT_OUT: "thick, dotted",
    Style.CONE: "draw=gray",
    Style.NEIGHBOUR_CONE: "draw=gray, densely dashed",
    Style.TAP: "very thin",
}
_BOXES = {Style.OUTPUT: "ultra thick", Style.FRAME: "draw=gray, densely dashed"}
_TEXTS = {Style.TEXT: "\\small ", Style.NOTE: "\\footnotesize ", Style.CODE: "\\small\\ttfamily ", Style.FORMULA: ""}
_ANCHORS = {Anchor.START: "base west", Anchor.MIDDLE: "base", Anchor.END: "base east"}
BASE = 0.2  # units from the middle of a letter to the line that it stands on


class TikzRenderer:
    r"""Drawings as a tikzpicture.

    >>> print(TIKZ(Drawing(2, 1, (Box(0, 0, 1, 1, Style.NODE),), "A box", "A box alone.")))
    % A box
    % A box alone.
    \begin{tikzpicture}[x=0.5cm, y=-0.5cm]
    \draw (0,0) rectangle (1,1);
    \end{tikzpicture}
    <BLANKLINE>
    """

    def __call__(self, drawing: Drawing) -> str:
        scale = min(1.0, WIDEST / (drawing.width * UNIT), HIGHEST / (drawing.height * UNIT))
        unit = f"{round(UNIT * scale, 4):g}"
        smaller = f", line width={0.4 * scale:.2f}pt, every node/.style={{scale={scale:.3f}}}" if scale < 1 else ""
        lines = [
            *(f"% {' '.join(text.split())}" for text in (drawing.title, drawing.description)),
            f"\\begin{{tikzpicture}}[x={unit}cm, y=-{unit}cm{smaller}]",
            *map(self.shape, drawing.shapes),
            "\\end{tikzpicture}",
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
        fill = "fill=black!25" if box.style in SHADED else "fill=black!8" if box.style is Style.SPARSE else ""
        border = _BOXES.get(box.style, "")
        outside = "densely dotted" if box.outside else ""
        corners = "rounded corners=2pt" if box.rounded else ""
        end = f"({_n(box.x + box.width)},{_n(box.y + box.height)})"
        drawn = f"\\draw{_options(fill, border, outside, corners)} ({_n(box.x)},{_n(box.y)}) rectangle {end};"
        if box.style is Style.JOIN:
            middle = f"({_n(box.x + box.width / 2)},{_n(box.y + box.height / 2)})"
            drawn = f"\\draw{_options(border)} {middle} circle[radius={_n(box.width / 2)}];"
        if box.style in HATCHED:
            lines = "".join(f" ({_n(a)},{_n(b)}) -- ({_n(c)},{_n(d)})" for a, b, c, d in hatching(box))
            drawn += f"\n\\draw[very thin]{lines};"
        return drawn

    def line(self, line: Line) -> str:
        path = " -- ".join(f"({_n(x)},{_n(y)})" for x, y in line.points) + (" -- cycle" if line.closed else "")
        fill = "fill=black!4" if line.style is Style.CONE and line.closed else ""
        return f"\\draw{_options(fill, _LINES.get(line.style, ''), '-latex' if line.arrow else '')} {path};"

    def label(self, label: Label) -> str:
        if isinstance(label.content, str):
            content = _TEXTS[label.style] + escaped(label.content).replace("×", "$\\times$").replace("…", "\\dots{}")
        else:
            content = f"${LATEX(label.content)}$"
        anchor = _ANCHORS[label.anchor]
        return f"\\node[anchor={anchor}, inner sep=0pt] at ({_n(label.x)},{_n(label.y + BASE)}) {{{content}}};"


def _options(*options: str) -> str:
    found = ", ".join(option for option in options if option)
    return f"[{found}]" if found else ""


def _n(units: float) -> str:
    return f"{round(units, 3):g}"


TIKZ = TikzRenderer()
