"""Documents as nodes of docutils, which every builder of Sphinx lays out: paragraphs, mathematics, tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docutils import nodes

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
)
from symrf.front.rendering.displays import SCREEN, display
from symrf.front.rendering.formulas import mathematics
from symrf.front.rendering.svg import SVG
from symrf.front.rendering.text import PLAIN_TEXT
from symrf.front.rendering.tikz import TIKZ

__all__ = ["DOCUTILS", "DocutilsRenderer", "math"]


class DocutilsRenderer:
    """Nodes, whose mathematics is in LaTeX."""

    def __call__(self, document: Document) -> list[nodes.Node]:
        """The blocks of a document, one node each, those aside that are for copying."""
        return [node for block in document.blocks for node in self.block(block)]

    def block(self, block: Block) -> Iterator[nodes.Node]:
        match block:
            case Heading(inlines):
                yield nodes.rubric("", "", *self.inlines(inlines))
            case Paragraph(inlines):
                yield nodes.paragraph("", "", *self.inlines(inlines))
            case Equations():
                text = display(block, "aligned", SCREEN)
                yield nodes.math_block(text, text, nowrap=False, label=None, number=None)
            case Table():
                yield self.table(block)
            case Picture():
                yield self.picture(block)
            case Copy():
                return

    def picture(self, picture: Picture) -> nodes.figure:
        """A drawing as each builder shows it: as SVG on a page, as TikZ in LaTeX, and elsewhere what it is of."""
        drawing = picture.drawing
        shown = nodes.container(
            "",
            nodes.raw("", f'<div style="overflow-x: auto">\n{SVG(drawing)}</div>', format="html"),
            nodes.raw("", f"\\begin{{center}}\n{TIKZ(drawing)}\\end{{center}}", format="latex"),
            classes=["symrf"],
        )
        told = nodes.caption("", "", *self.inlines(picture.caption or (drawing.description,)))
        return nodes.figure("", shown, told, classes=["symrf"])

    def table(self, table: Table) -> nodes.table:
        columns = zip(table.head, *table.body, strict=True)
        widths = [max(len(PLAIN_TEXT.inlines(cell)) + 2 for cell in column) for column in columns]
        group = nodes.tgroup("", *(nodes.colspec(colwidth=width) for width in widths), cols=len(widths))
        group += nodes.thead("", self.row(table.head))
        group += nodes.tbody("", *map(self.row, table.body))
        title = [nodes.title("", "", *self.inlines(table.caption))] if table.caption else []
        return nodes.table("", *title, group, classes=["symrf"])

    def row(self, cells: Sequence[Sequence[Inline]]) -> nodes.row:
        return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *self.inlines(cell))) for cell in cells))

    def inlines(self, inlines: Sequence[Inline]) -> Iterator[nodes.Node]:
        return map(self.inline, inlines)

    def inline(self, inline: Inline) -> nodes.Node:
        match inline:
            case str(text) | Count(text):
                return nodes.Text(text.replace("->", "→"))
            case Code(text):
                return nodes.literal(text, text)
            case Marked(text, mark):
                return nodes.strong(text, text) if mark == "strong" else nodes.Text(text)
        return math(mathematics(inline))


def math(latex: str) -> nodes.math:
    """A formula in a line of text."""
    return nodes.math(latex, latex)


DOCUTILS = DocutilsRenderer()
