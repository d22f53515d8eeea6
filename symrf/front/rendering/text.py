"""Documents as readable text: formulas in one line, plain or in Unicode."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

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
from symrf.formulas.printing.latex import LATEX
from symrf.formulas.printing.plain import PLAIN, UNICODE, Printer
from symrf.formulas.relations import Across, Applied, Composition, Congruence, Divides, Relation, Side, Word

__all__ = ["PLAIN_TEXT", "UNICODE_TEXT", "TextRenderer"]


@dataclass(frozen=True)
class TextRenderer:
    """Text, with the signs of a printer and of a format."""

    formula: Printer
    signs: Mapping[str, str]
    congruent: str
    arrow: str

    def __call__(self, document: Document) -> str:
        """The document, its blocks apart by a blank line, but that equations stand under the words before them."""
        lines: list[str] = []
        last: Block | None = None
        for block in document.blocks:
            if last is not None and not (isinstance(block, Equations) and isinstance(last, Paragraph)):
                lines.append("")
            lines += self.block(block)
            last = block
        return "\n".join(line.rstrip() for line in lines) + "\n"

    def block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading(inlines):
                title = self.inlines(inlines)
                yield title
                yield "-" * min(len(title), 72)
            case Paragraph(inlines, aside):
                yield self.inlines(inlines) + (" " * 8 + self.inlines(aside) if aside else "")
            case Equations(rows):
                lefts = [self.side(row.relation.sides[0]) for row in rows]
                width = max(map(len, lefts))
                for row, left in zip(rows, lefts, strict=True):
                    right = " = ".join(map(self.side, row.relation.sides[1:]))
                    when = self.inlines(row.when)
                    yield f"  {left:<{width}} = {right}" + (f"    {when}" if when else "")
            case Copy(rows):
                for name, tree in rows:
                    yield f"{name:<8} {LATEX(tree)}"
            case Picture(drawing, caption):
                yield drawing.description
                yield self.inlines(caption)
            case Table(head, rows):
                yield from self.table([[self.inlines(cell) for cell in row] for row in (head, *rows)])

    def table(self, rows: Sequence[Sequence[str]]) -> Iterator[str]:
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for place, row in enumerate(rows):
            yield "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))
            if place == 0:
                yield "  ".join("-" * width for width in widths)

    def inlines(self, inlines: Sequence[Inline]) -> str:
        return "".join(map(self.inline, inlines))

    def inline(self, inline: Inline) -> str:
        match inline:
            case str(text):
                return text.replace("->", self.arrow)
            case Code(text):
                return text
            case Relation(sides, sign):
                return f" {self.signs.get(sign, sign)} ".join(map(self.side, sides))
            case Across(lengths):
                return " × ".join(map(self.formula, lengths))
            case Congruence(symbol, residue, modulus):
                symbol_text, residue_text = self.formula(symbol), self.formula(residue)
                return f"{symbol_text} {self.congruent} {residue_text} (mod {self.formula(modulus)})"
            case Divides(divisor, dividend):
                return f"{self.formula(divisor)} | {self.formula(dividend)}"
        return self.side(inline)

    def side(self, side: Side) -> str:
        match side:
            case Word(text):
                return text
            case Composition(names):
                return " ∘ ".join(map(self.formula, names))
            case Applied(word, to):
                return f"{word}({self.formula(to)})"
        return self.formula(side)


PLAIN_TEXT = TextRenderer(PLAIN, {}, "=", "->")
UNICODE_TEXT = TextRenderer(UNICODE, {">=": "≥", "<=": "≤"}, "≡", "→")
