r"""Documents as LaTeX for a paper: words with formulas in them, and displays that are aligned at their first sign."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from symrf.answers.documents.document import (
    Block,
    Code,
    Copy,
    Count,
    Document,
    Equations,
    Heading,
    Inline,
    Marked,
    Paragraph,
    Picture,
    Table,
    Words,
)
from symrf.answers.documents.drawing import Drawing
from symrf.formulas.relations import Mathematics
from symrf.front import _english
from symrf.front.rendering.cells import cell_text, extent, unparted_width
from symrf.front.rendering.displays import cased, display, displayed
from symrf.front.rendering.formulas import code, escaped, mathematics
from symrf.front.rendering.tabulars import Columns, laid, portions, summed

__all__ = ["PAPER", "LatexRenderer", "fragment", "mathematics", "packages", "paper", "preamble", "whole"]

_PACKAGES = {
    "\\toprule": "booktabs",
    "\\arraybackslash": "array",
    "{longtable}": "longtable",
    "{tikzpicture}": "tikz",
    "\\resizebox": "graphicx",
}
_CLOSED = "\n\\]\n"
_STOPS = tuple(",.;")
_LONG_LAYER = re.compile(r"[a-z0-9]{30,}")  # a line may end before its parameters
_PARAMETER = re.compile(r"(?<=\d)(?=[a-z])")
_BRACKETS = re.compile(r"(?<!\\left)\([^()]*[-+][^()]*\)")
_STRETCHED = {1.0: "1.25", 0.92: "1.4", 0.82: "1.6"}  # rows, so that fractions in neighbouring ones do not touch
_FLOATING = 0.92  # of its type is what a class may set a table in that floats
_HIGH = 12  # lines of a table that stands in a column where it is told
_SPARE = 6.0  # points of a line that are left free, as widths are estimates
_COLUMN_GAP = 10.0  # points between the columns of a page
_POINTS = 72.27 / 2.54  # of a centimetre
_FLOATS = 10  # LaTeX keeps a few more until it finds a place for them
_MARGIN = 1.06  # words in a picture are a little wider than is reckoned with
_SHRUNK = 1.8  # a picture is made so much smaller, before it is as wide as two columns
TWO_COLUMNS = 300.0  # points: lines that are shorter are those of a page with two columns
_LOOSE = 40.0  # points: what is that long and cannot be broken asks for lines that are set loosely
_LONG = 60.0  # points: what is longer may end a line, but not in brackets


@dataclass(frozen=True)
class LatexRenderer:
    """Documents as LaTeX for lines of `room` points, with `most` rows of a table on a page or a slide.

    A picture is at most `height` points high. Where a page has two columns, `spread` is how wide both are together.
    """

    room: float
    most: int
    height: float
    spread: float | None = None
    breaking: str = "longtable"
    unit: float = 1.0  # how large its type is, beside that of 10 points

    def __call__(self, document: Document) -> str:
        """The document, its blocks apart by a blank line; a display belongs to the paragraph before it."""
        return self.blocks(document.blocks)

    def blocks(self, blocks: Sequence[Block]) -> str:
        text = ""
        for block in blocks:
            if said := self.block(block):
                text += ("\n" if isinstance(block, Equations) else "\n\n") + said
        return text.strip("\n") + "\n"

    def block(self, block: Block) -> str:
        match block:
            case Heading(inlines):
                return self.heading(inlines)
            case Paragraph(inlines):
                return self.paragraph(inlines)
            case Equations():
                return display(block, "align*", self.room, within=" \\\\*\n")  # a page does not end there
            case Table():
                return self.table(block)
            case Picture():
                return self.picture(block)
            case Copy():
                return ""

    def heading(self, inlines: Sequence[Inline]) -> str:
        ragged = "\\raggedright " if self.extent(inlines) > 0.7 * self.room else ""
        return f"\\subsection*{{{ragged}{self.inlines(inlines)}}}"

    def paragraph(self, inlines: Sequence[Inline]) -> str:
        """A paragraph; formulas that are too long for its lines are displays."""
        text = ""
        loose = False
        for inline in inlines:
            if not isinstance(inline, Words) and self.tall(inline):
                text = f"{text.rstrip()}\n\\[\n{displayed(inline, self.room)}\n\\]\n"
                continue
            said = self.unparted(inline)
            if text.endswith(_CLOSED) and said[:1] in _STOPS:  # a stop after a display stands in it
                text, said = f"{text.removesuffix(_CLOSED)}{said[:1]}{_CLOSED}", said[1:]
            text += said.lstrip() if text.endswith("\n") else said
            loose = loose or (not isinstance(inline, str) and extent(inline) > _LOOSE)
        if loose and self.extent(inlines) > self.room:
            return f"\\begin{{sloppypar}}\n{text.rstrip()}\n\\end{{sloppypar}}"
        return text.rstrip()

    def unparted(self, inline: Inline) -> str:
        """An inline whose brackets a line does not end in."""
        text = self.inline(inline)
        if isinstance(inline, Words) or "(" not in text or extent(inline) <= _LONG:
            return text
        return _BRACKETS.sub(r"{\g<0>}", text)

    def tall(self, formula: Mathematics) -> bool:
        """Whether a formula does not go into a line of text."""
        return cased(formula) or unparted_width(formula) > self.room / 2

    def table(self, table: Table) -> str:
        """A table, which floats where it has a caption or a label, or is as wide as two columns of a page."""
        table = summed(table, 1.2 * self.room, self.extent)
        found = laid(table, self.room, self.spread)
        texts: list[str] = []
        for part, fitted in found.parts:
            columns = replace(fitted, unit=self.unit)
            head, *lines = (
                " & ".join(
                    cell_text(cell, wide, self.inline, columns.scale)
                    for cell, wide in zip(row, columns.widths, strict=True)
                )
                for row in (part.head, *part.body)
            )
            head = f"\\toprule\n{head} \\\\\n\\midrule"
            lines = [f"{line} \\\\" for line in lines]
            if part.foot:
                lines[-1] = f"\\midrule\n{lines[-1]}"
            if len(lines) > self.most and self.spread is None and self.breaking == "longtable":
                texts.append(self.over_pages(table, columns, head, lines, first=not texts))
                continue
            for rows in portions(part, columns, self.most):
                body = "\n".join((f"\\begin{{tabular}}{{{columns}}}", head, *lines[rows.start : rows.stop]))
                tabular = f"{body}\n\\bottomrule\n\\end{{tabular}}"
                if found.squeezed:
                    tabular = f"\\resizebox{{\\linewidth}}{{!}}{{%\n{tabular}}}"
                if texts and len(texts) % _FLOATS == 0 and (found.spread or table.caption or table.label):
                    texts.append("\\clearpage")
                texts.append(self.placed(table, columns, tabular, found.spread, first=not texts))
        if found.left_out:
            texts.append(self.inlines(_english.left_out(found.left_out)))
        return "\n\n".join(texts)

    def placed(self, table: Table, columns: Columns, tabular: str, spread: bool, first: bool) -> str:
        """A tabular in its place: centred between paragraphs, or afloat with its caption, or where it is high."""
        named = bool(table.caption or table.label)
        floats = spread or named or (self.spread is not None and tabular.count("\n") > _HIGH)
        scale = min(columns.scale, _FLOATING) if floats else columns.scale
        stretched = f"\\renewcommand{{\\arraystretch}}{{{_STRETCHED[scale]}}}"
        set_so = (*([columns.size] if columns.size else []), stretched, tabular)
        if not floats:
            return "\n".join(("\\begin{center}", *set_so, "\\end{center}"))
        name = "table*" if spread else "table"
        place = "tbp" if spread or named else "htbp"
        above = self.above(table, first)
        return "\n".join((f"\\begin{{{name}}}[{place}]", "\\centering", *above, *set_so, f"\\end{{{name}}}"))

    def above(self, table: Table, first: bool) -> list[str]:
        """The caption and the label of a table; where it goes on, it keeps its number."""
        said = self.inlines(table.caption)
        if first:
            caption = f"\\caption{{{said}}}" if table.caption or table.label else ""
            return [caption + (f"\\label{{{table.label}}}" if table.label else "")] if caption else []
        again = f"\\caption{{{self.inlines((*table.caption, *_english.CONTINUED))}}}"
        return ["\\addtocounter{table}{-1}" + again] if table.caption or table.label else []

    def over_pages(self, table: Table, columns: Columns, head: str, lines: Sequence[str], first: bool) -> str:
        """A table that goes on on the next page, with its head again."""
        above = "".join(f"{line} \\\\\n" for line in self.above(table, first))
        counter, caption, said = above.rpartition("\\caption")  # a counter is set before the table begins
        above = f"{caption}{said}"
        begin, end = f"{counter}\\begin{{longtable}}{{{columns}}}", "\\end{longtable}"
        text = "\n".join((begin, f"{above}{head}", "\\endhead", *lines, "\\bottomrule", end))
        stretched = f"\\renewcommand{{\\arraystretch}}{{{_STRETCHED[columns.scale]}}}"
        return f"{{{columns.size}{stretched}\n{text}}}"

    def picture(self, picture: Picture) -> str:
        """A picture, no larger than a column or a page; one that would be illegible there is as wide as two columns."""
        drawn, wide, high = drawn_with_tikz(picture.drawing)
        spread = self.spread is not None and wide > _SHRUNK * self.room
        room = self.spread if spread and self.spread is not None else self.room
        if high * min(1, room / wide) > self.height:  # it is no wider than the line of itself
            drawn = f"\\resizebox{{!}}{{{self.height:g}pt}}{{%\n{drawn}}}"
        said = self.inlines(picture.caption)
        if not (spread or picture.label):
            below = f"\n\n{said}" if said else ""
            return f"\\begin{{center}}\n{drawn}{below}\n\\end{{center}}"
        name = "figure*" if spread else "figure"
        caption = f"\\caption{{{said}}}" if said or picture.label else ""
        below = f"\n{caption}" + (f"\\label{{{picture.label}}}" if picture.label else "") if caption else ""
        return f"\\begin{{{name}}}[tbp]\n\\centering\n{drawn}{below}\n\\end{{{name}}}"

    def extent(self, inlines: Sequence[Inline]) -> float:
        """How long words and formulas are in one line."""
        return sum(map(extent, inlines))

    def inlines(self, inlines: Sequence[Inline]) -> str:
        return "".join(map(self.inline, inlines))

    def inline(self, inline: Inline) -> str:
        match inline:
            case str(text) | Count(text):
                return "$\\to$".join(map(escaped, text.split("->")))
            case Code(text):
                return _LONG_LAYER.sub(lambda layer: _PARAMETER.sub(r"\\allowbreak ", layer[0]), code(text))
            case Marked(text, mark):
                return f"\\textbf{{{escaped(text)}}}" if mark == "strong" else escaped(text)
        return f"${mathematics(inline)}$"


def whole(text: str, width: float | None = None) -> str:
    """A document of its own, with the packages that its text needs, its lines or columns as wide as is asked for."""
    two = width is not None and width < TWO_COLUMNS
    wide = [] if width is None else [f"\\usepackage[textwidth={_both(width) if two else width:g}pt]{{geometry}}"]
    begin = (f"\\documentclass{'[twocolumn]' if two else ''}{{article}}", preamble(text), *wide)
    return "\n".join((*begin, "\\allowdisplaybreaks", "\\begin{document}", "", text, "\\end{document}", ""))


def fragment(text: str) -> str:
    """A part of a document, below a comment with the packages that it needs."""
    return f"% {_english.needs_packages(packages(text))}\n{text}"


def preamble(text: str) -> str:
    """The lines that load the packages that a text needs."""
    libraries = ["\\usetikzlibrary{patterns}"] if "pattern=" in text else []
    return "\n".join((*(f"\\usepackage{{{package}}}" for package in packages(text)), *libraries))


def packages(text: str) -> tuple[str, ...]:
    """The packages that a text needs."""
    return tuple(dict.fromkeys(("amsmath", *(package for sign, package in _PACKAGES.items() if sign in text))))


def paper(width: float) -> LatexRenderer:
    """Documents for lines of `width` points, which are columns of a page of two where they are short."""
    spread = _both(width) if width < TWO_COLUMNS else None
    return replace(PAPER, room=width - _SPARE, spread=spread and spread - _SPARE)


def _both(width: float) -> float:
    """How wide two columns are together."""
    return 2 * width + _COLUMN_GAP


def drawn_with_tikz(drawing: Drawing) -> tuple[str, float, float]:
    """A picture, drawn with TikZ, with the width and height in points that it has where there is room."""
    from symrf.front.rendering.tikz import TIKZ, UNIT

    return TIKZ(drawing), drawing.width * UNIT * _POINTS, drawing.height * UNIT * _POINTS


PAPER = LatexRenderer(room=340.0, most=28, height=460.0)
