"""Documents as Markdown, in the dialects of the places that show mathematics in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

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
from symrf.errors import SymrfError
from symrf.formulas import limits
from symrf.formulas.relations import Mathematics
from symrf.front.rendering.cells import numeric
from symrf.front.rendering.displays import SCREEN, display, displayed
from symrf.front.rendering.formulas import mathematics
from symrf.front.rendering.widths import width

if TYPE_CHECKING:
    from symrf.networks.derivation import Derivation

__all__ = ["GITHUB", "MARKDOWN", "STACKEXCHANGE", "Dialect", "MarkdownRenderer"]

_SPECIAL = str.maketrans({letter: f"\\{letter}" for letter in "\\`*_[]<>$|"} | {"&": "&amp;"})


@dataclass(frozen=True, slots=True)
class Dialect:
    """What stands around a formula in a line and around a display, and how a code with a pipe stands in a table; and
    whether a Mermaid flowchart is drawn."""

    inline: tuple[str, str]
    display: tuple[str, str]
    environment: str
    escaped_pipes: bool
    draws_flowcharts: bool = False


@dataclass(frozen=True, slots=True)
class MarkdownRenderer:
    """Markdown in a dialect; its formulas are LaTeX that KaTeX, MathJax and amsmath read alike."""

    dialect: Dialect

    def __call__(self, document: Document) -> str:
        """The document, its blocks apart by a blank line."""
        return "\n\n".join(text for block in document.blocks if (text := self.block(block))) + "\n"

    def block(self, block: Block) -> str:
        match block:
            case Heading(inlines):
                return f"### {self.inlines(inlines)}"
            case Paragraph(inlines):
                return self.paragraph(inlines)
            case Equations():
                return self.displayed(display(block, self.dialect.environment, SCREEN))
            case Table(head, caption=caption):
                rows = block.body
                lines = [f"| {' | '.join(map(self.cell, row))} |" for row in (head, *rows)]
                columns = zip(*rows, strict=True) if rows else [()] * len(head)
                rule = "|".join(" ---: " if numeric(column) else " --- " for column in columns)
                above = f"{self.inlines(caption)}\n\n" if caption else ""
                return above + "\n".join((lines[0], f"|{rule}|", *lines[1:]))
            case Picture(caption=caption):
                return self.picture(block) + (f"\n\n{self.inlines(caption)}" if caption else "")
            case Copy():
                return ""

    def picture(self, picture: Picture) -> str:
        """The file of a picture, or a flowchart where the place draws one; else what it shows, in words."""
        said = self.inline(picture.drawing.description)
        if picture.file is not None:
            return f"![{said}]({quote(picture.file)})"
        chart = _flowchart(picture.network) if self.dialect.draws_flowcharts and picture.network is not None else None
        return said if chart is None else f"```mermaid\n{chart}```"

    def paragraph(self, inlines: Sequence[Inline]) -> str:
        """A paragraph; a formula that is too long for a line is a display, and a stop after it stands in it."""
        parts = [""]
        for inline in inlines:
            if not isinstance(inline, Words) and _long(inline):
                environment = self.dialect.environment
                parts += [self.displayed(displayed(inline, SCREEN, environment)), ""]
                continue
            said = self.inline(inline)
            if len(parts) > 1 and not parts[-1] and said[:1] in tuple(",.;"):
                said = said[1:]
            parts[-1] += said
        return "\n\n".join(stripped for part in parts if (stripped := part.strip()))

    def displayed(self, text: str) -> str:
        opening, closing = self.dialect.display
        return f"{opening}{text}{closing}"

    def cell(self, inlines: Sequence[Inline]) -> str:
        """The text of a cell, in which a pipe would end it."""
        texts = []
        for inline in inlines:
            text = self.inline(inline)
            if isinstance(inline, Code) and "|" in text:
                if self.dialect.escaped_pipes:
                    text = text.replace("|", "\\|")
                else:
                    text = f"<code>{escape(inline.text, quote=False).replace('|', '&#124;')}</code>"
            texts.append(text)
        return "".join(texts)

    def inlines(self, inlines: Sequence[Inline]) -> str:
        return "".join(map(self.inline, inlines))

    def inline(self, inline: Inline) -> str:
        match inline:
            case str(text) | Count(text):
                return "→".join(part.translate(_SPECIAL) for part in text.split("->"))
            case Code(text):
                return f"`` {text} ``" if "`" in text else f"`{text}`"
            case Marked(text, mark):
                return f"**{text.translate(_SPECIAL)}**" if mark == "strong" else text.translate(_SPECIAL)
        opening, closing = self.dialect.inline
        return f"{opening}{mathematics(inline)}{closing}"


def _flowchart(network: Derivation) -> str | None:
    """A network as a Mermaid flowchart; None where it has none, or one that is longer than Mermaid takes."""
    from symrf.writers.mermaid import written
    from symrf.writers.program import program

    try:
        chart = written(program(network.architecture, network.axes, network.convention))
    except SymrfError:
        return None
    edges = chart.count("-->") + chart.count("-.->")
    return chart if len(chart) <= limits.MERMAID_CHARACTERS and edges <= limits.MERMAID_EDGES else None


def _long(formula: Mathematics) -> bool:
    return width(mathematics(formula), 1) > SCREEN / 2


# GitHub reads Markdown before formulas, but for those in code, and in a table even the pipe of a code ends a cell.
GITHUB = MarkdownRenderer(Dialect(("$`", "`$"), ("```math\n", "\n```"), "aligned", True, draws_flowcharts=True))
# Stack Exchange takes formulas out before it reads Markdown; in a table an escaped pipe in a code keeps its backslash.
STACKEXCHANGE = MarkdownRenderer(Dialect(("$", "$"), ("$$", "$$"), "align*", False))
# Jupyter takes formulas out, too, and so does pandoc.
MARKDOWN = MarkdownRenderer(Dialect(("$", "$"), ("$$\n", "\n$$"), "aligned", True))
