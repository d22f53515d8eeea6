r"""Documents as LaTeX for a paper: words with formulas in them, and displays that are aligned at their first sign."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from symrf.answers.documents.document import (
    Block,
    Code,
    Copy,
    Document,
    Equations,
    Heading,
    Inline,
    Paragraph,
    Picture,
    Table,
)
from symrf.answers.documents.drawing import Drawing
from symrf.formulas.relations import Mathematics
from symrf.front.rendering.displays import cased, display, displayed
from symrf.front.rendering.formulas import code, escaped, mathematics
from symrf.front.rendering.tabulars import Columns, cell_text, extent, fitting, parted, portions, unparted_width

__all__ = ["PAPER", "LatexRenderer", "mathematics", "preamble", "whole"]

_PACKAGES = {"\\toprule": "booktabs", "p{": "array", "{longtable}": "longtable", "{tikzpicture}": "tikz"}
_CLOSED = "\n\\]\n"
_STOPS = tuple(",.;")
_BRACKETS = re.compile(r"(?<!\\left)\([^()]*[-+][^()]*\)")
_STRETCHED = "\\renewcommand{\\arraystretch}{1.25}"  # fractions of neighbouring rows do not touch
_LONG = 60.0  # points: what is that long and cannot be broken asks for lines that are set loosely


@dataclass(frozen=True)
class LatexRenderer:
    """Documents as LaTeX for lines of `room` points, with `most` rows of a table on a page or a slide."""

    room: float
    most: int
    indent: float  # of what is listed
    breaking: str = "longtable"

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
            case Paragraph(inlines, aside):
                return self.paragraph((*inlines, ": ", *aside) if aside else inlines)
            case Equations():
                return display(block, "align*", self.room, within=" \\\\*\n")  # a page does not end there
            case Table():
                return self.table(block)
            case Picture(drawing, caption):
                below = f"\n\n{self.inlines(caption)}" if caption else ""
                return f"\\begin{{center}}\n{drawn(drawing)}{below}\n\\end{{center}}"
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
            if not isinstance(inline, str | Code) and self.tall(inline):
                text = f"{text.rstrip()}\n\\[\n{displayed(inline, self.room)}\n\\]\n"
                continue
            said = self.unparted(inline)
            if text.endswith(_CLOSED) and said[:1] in _STOPS:  # a stop after a display stands in it
                text, said = f"{text.removesuffix(_CLOSED)}{said[:1]}{_CLOSED}", said[1:]
            text += said.lstrip() if text.endswith("\n") else said
            loose = loose or (not isinstance(inline, str) and extent(inline) > _LONG)
        if loose and self.extent(inlines) > self.room:
            return f"\\begin{{sloppypar}}\n{text.rstrip()}\n\\end{{sloppypar}}"
        return text.rstrip()

    def unparted(self, inline: Inline) -> str:
        """An inline whose brackets a line does not end in."""
        text = self.inline(inline)
        if isinstance(inline, str | Code) or "(" not in text or extent(inline) <= _LONG:
            return text
        return _BRACKETS.sub(r"{\g<0>}", text)

    def tall(self, formula: Mathematics) -> bool:
        """Whether a formula does not go into a line of text."""
        return cased(formula) or unparted_width(formula) > self.room / 2

    def table(self, table: Table) -> str:
        columns = fitting(table, self.room)
        if columns is not None:
            return self.tabular(table, columns)
        parts = [] if table.head[0] else list(parted(table, self.room))
        if not parts:
            return self.description(table)
        return "\n\n".join(map(self.table, parts))

    def tabular(self, table: Table, columns: Columns) -> str:
        head, *rows = (
            " & ".join(cell_text(cell, wide, self.inline) for cell, wide in zip(row, columns.widths, strict=True))
            for row in (table.head, *table.rows)
        )
        head = f"\\toprule\n{head} \\\\\n\\midrule"
        lines = [f"{row} \\\\" for row in rows]
        if len(rows) > self.most and self.breaking == "longtable":
            return "\n".join(
                (f"\\begin{{longtable}}{{{columns}}}", head, "\\endhead", *lines, "\\bottomrule", "\\end{longtable}")
            )
        tables = []
        for part in portions(table, columns, self.most):
            body = (head, *lines[part.start : part.stop], "\\bottomrule")
            tabular = (f"\\begin{{tabular}}{{{columns}}}", *body, "\\end{tabular}")
            tables.append("\n".join(("\\begin{center}", _STRETCHED, *tabular, "\\end{center}")))
        return "\n\n".join(tables)

    def description(self, table: Table) -> str:
        """A table that is too wide for the page: an item each row."""
        items = []
        inner = replace(self, room=self.room - self.indent)
        for first, *others in table.rows:
            told: list[Inline] = []
            for name, cell in zip(table.head[1:], others, strict=True):
                if cell and table.prose:
                    told += [*([": "] if told else []), *cell]
                elif cell:
                    told += [*(["; "] if told else []), *name, ": ", *cell]
            items.append(f"\\item[{self.inlines(first)}] {inner.paragraph(told)}")
        return "\n\n".join(
            "\n".join(("\\begin{description}", *each, "\\end{description}")) for each in self.lists(items)
        )

    def lists(self, items: Sequence[str]) -> list[list[str]]:
        """Items in the lists in which they stand: on pages in one, which goes on on the next."""
        return [list(items)]

    def extent(self, inlines: Sequence[Inline]) -> float:
        """How long words and formulas are in one line."""
        return sum(map(extent, inlines))

    def inlines(self, inlines: Sequence[Inline]) -> str:
        return "".join(map(self.inline, inlines))

    def inline(self, inline: Inline) -> str:
        match inline:
            case str(text):
                return "$\\to$".join(map(escaped, text.split("->")))
            case Code(text):
                return code(text)
        return f"${mathematics(inline)}$"


def whole(text: str) -> str:
    """A document of its own, with the packages that its text needs."""
    begin = ("\\documentclass{article}", preamble(text), "\\allowdisplaybreaks", "\\begin{document}")
    return "\n".join((*begin, "", text, "\\end{document}", ""))


def preamble(text: str) -> str:
    """The packages that a text needs."""
    used = ("amsmath", *(package for sign, package in _PACKAGES.items() if sign in text))
    return "\n".join(f"\\usepackage{{{package}}}" for package in used)


def drawn(drawing: Drawing) -> str:
    """A picture, drawn with TikZ."""
    from symrf.front.rendering.tikz import TIKZ

    return TIKZ(drawing)


PAPER = LatexRenderer(room=340.0, most=28, indent=25.0)
