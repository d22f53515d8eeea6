"""Documents as HTML with formulas in MathML: a fragment for a page, or a page that needs nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

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
from symrf.formulas.printing.latex import LATEX
from symrf.formulas.tree import Number, Written
from symrf.front.rendering.mathml import displayed, formula
from symrf.front.rendering.web_page import page

__all__ = ["HTML", "HtmlRenderer", "page"]


class HtmlRenderer:
    """A fragment of HTML, which reads well without a style sheet, too."""

    def __call__(self, document: Document) -> str:
        """The document, a line for each block."""
        return "\n".join(map(self.block, document.blocks)) + "\n"

    def block(self, block: Block) -> str:
        match block:
            case Heading(inlines):
                return f"<h3>{self.inlines(inlines)}</h3>"
            case Paragraph(inlines):
                return f"<p>{self.inlines(inlines)}</p>"
            case Equations():
                return display(displayed(block))
            case Table():
                return self.table(block)
            case Picture(drawing, caption):
                from symrf.front.rendering.svg import SVG

                drawn = SVG(drawing)
                below = f"<figcaption>{self.inlines(caption)}</figcaption>" if caption else ""
                return f'<figure><div class="scroll">{drawn}</div>{below}</figure>'
            case Copy(rows):
                return f"<dl>{''.join(map(self.copied, rows))}</dl>"

    def copied(self, row: tuple[str, Written]) -> str:
        """A formula for pasting: as it looks, and as it is typed."""
        name, tree = row
        shown = display(formula(tree, block=True))
        return f"<dt>{escape(name)}</dt><dd>{shown}<code>{escape(LATEX(tree))}</code></dd>"

    def table(self, table: Table) -> str:
        """A table whose numbers stand under each other, with a head for each row where the first column has none."""
        sides = [' style="text-align:right"' if numeric(column) else "" for column in zip(*table.body, strict=True)]
        head = "".join(
            f'<th scope="col"{side}>{self.inlines(cell)}</th>' if cell else "<td></td>"
            for cell, side in zip(table.head, sides or [""] * len(table.head), strict=True)
        )
        lines = []
        for first, *others in table.body:
            named = "<td>{}</td>" if table.head[0] else '<th scope="row">{}</th>'
            cells = [f"<td{side}>{self.inlines(cell)}</td>" for cell, side in zip(others, sides[1:], strict=True)]
            lines.append(f"<tr>{named.format(self.inlines(first))}{''.join(cells)}</tr>")
        foot = f"<tfoot>{lines.pop()}</tfoot>" if table.foot else ""
        kind = "scroll prose" if table.prose else "scroll"
        body = "\n".join(lines)
        above = f"<caption>{self.inlines(table.caption)}</caption>\n" if table.caption else ""
        inner = f"{above}<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>{foot}"
        return f'<div class="{kind}"><table>\n{inner}</table></div>'

    def inlines(self, inlines: Sequence[Inline]) -> str:
        return "".join(map(self.inline, inlines))

    def inline(self, inline: Inline) -> str:
        match inline:
            case str(text) | Count(text):
                return escape(text).replace("-&gt;", "→")
            case Code(text):
                return f"<code>{escape(text)}</code>"
            case Marked(text, "strong"):
                return f"<strong>{escape(text)}</strong>"
            case Marked(text, mark):
                return f'<span class="{mark}">{escape(text)}</span>'
        return formula(inline)


def display(formula: str) -> str:
    """A formula on lines of its own, which is scrolled where it is too wide."""
    return f'<div class="display"><div class="scroll">{formula}</div></div>'


def numeric(column: Sequence[Sequence[Inline]]) -> bool:
    """Whether a column holds numbers alone."""
    cells = [inline for cell in column for inline in cell]
    return bool(cells) and all(isinstance(inline, Number | Count) for inline in cells)


HTML = HtmlRenderer()
