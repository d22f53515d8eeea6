"""Documents as Markdown, with formulas in LaTeX between dollars."""

from __future__ import annotations

from collections.abc import Sequence

from symrf.document import Block, Code, Copy, Document, Equations, Heading, Inline, Paragraph, Picture, Table
from symrf.rendering.latex import display, mathematics

__all__ = ["MARKDOWN", "MarkdownRenderer"]


class MarkdownRenderer:
    """Markdown that GitHub, Jupyter and pandoc read alike."""

    def __call__(self, document: Document) -> str:
        """The document, its blocks apart by a blank line."""
        return "\n\n".join(text for block in document.blocks if (text := self.block(block))) + "\n"

    def block(self, block: Block) -> str:
        match block:
            case Heading(inlines):
                return f"### {self.inlines(inlines)}"
            case Paragraph(inlines, aside):
                return self.inlines((*inlines, ": ", *aside) if aside else inlines)
            case Equations():
                return f"$$\n{display(block, 'aligned')}\n$$"
            case Table(head, rows):
                lines = [f"| {' | '.join(map(self.cell, row))} |" for row in (head, *rows)]
                lines.insert(1, "|" + " --- |" * len(head))
                return "\n".join(lines)
            case Picture(drawing, caption):
                return self.inlines((drawing.description, *caption))
            case Copy():
                return ""

    def cell(self, inlines: Sequence[Inline]) -> str:
        return self.inlines(inlines).replace("|", r"\|")

    def inlines(self, inlines: Sequence[Inline]) -> str:
        return "".join(map(self.inline, inlines))

    def inline(self, inline: Inline) -> str:
        match inline:
            case str(text):
                return text.replace("->", "→")
            case Code(text):
                return f"`{text}`"
        return f"${mathematics(inline)}$"


MARKDOWN = MarkdownRenderer()
