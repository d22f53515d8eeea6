"""Documents as readable text: formulas in one line, plain or in Unicode, in lines as wide as a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from symrf.answers.documents.document import (
    Block,
    Code,
    Copy,
    Count,
    Document,
    Equations,
    Facts,
    Heading,
    Inline,
    Mark,
    Marked,
    Paragraph,
    Picture,
    Row,
    Table,
)
from symrf.formulas.printing.latex import LATEX
from symrf.formulas.printing.plain import UNICODE, WORDED, Printer
from symrf.formulas.relations import Across, Applied, Composition, Congruence, Divides, Relation, Side, Word
from symrf.formulas.tree import Tuple, Written
from symrf.front.rendering.lines import columns, seen, wrapped

__all__ = ["PLAIN_TEXT", "UNICODE_TEXT", "WIDTH", "TextRenderer"]

WIDTH = 80
_TITLE, _VALUE = 3, 4  # blanks behind the name of a fact, and behind what it is
_HELD = "\N{NO-BREAK SPACE}"
_NOTE = 24  # letters: with less room, the words behind a formula stand below it
_COLOURS: Mapping[Mark, str] = {
    "strong": "1",
    "dim": "2",
    "proved": "32",
    "conditional": "33",
    "refuted": "31",
    "undecided": "36",
    "unread": "35",
}


@dataclass(frozen=True)
class TextRenderer:
    """Text, with the signs of a printer and of a format, in lines of a width; `coloured` for a terminal."""

    formula: Printer
    signs: Mapping[str, str]
    congruent: str
    arrow: str
    cross: str
    width: int = WIDTH
    coloured: bool = False

    def __call__(self, document: Document) -> str:
        """The document, its blocks apart by a blank line but where one belongs to the one before."""
        lines: list[str] = []
        last: Block | None = None
        for block in document.blocks:
            if last is not None and not _close(last, block):
                lines.append("")
            lines += self.block(block)
            last = block
        return "\n".join(line.rstrip() for line in lines) + "\n"

    def block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading(inlines):
                title = self.inlines(inlines)
                yield from (self.marked(line, "strong") for line in wrapped(title, self.width))
                yield "-" * min(seen(title), self.width)
            case Paragraph(inlines):
                yield from wrapped(self.inlines(inlines), self.width)
            case Facts(rows):
                yield from self.facts(rows)
            case Equations(rows):
                yield from self.equations(rows)
            case Copy(rows):
                yield from self.copied(rows)
            case Picture(drawing, caption):
                yield from wrapped(drawing.description, self.width)
                yield from wrapped(self.inlines(caption), self.width)
            case Table(head, prose=prose, caption=caption):
                yield from (*wrapped(self.inlines(caption), self.width), "") if caption else ()
                yield from self.table([[self.inlines(cell) for cell in row] for row in (head, *block.body)], prose)

    def copied(self, rows: Sequence[tuple[str, Written]]) -> Iterator[str]:
        """Formulas in LaTeX, each behind its name; one that is too long goes on behind a comma, or before a command."""
        wide = max((len(name) for name, _ in rows), default=0)
        for name, tree in rows:
            text = LATEX(tree).replace(" ", _HELD)
            text = text.replace(f",{_HELD}", ", ") if isinstance(tree, Tuple) else text
            first, *others = wrapped(text, self.width - wide - 2, signs="\\")
            yield f"{self.marked(name, 'dim')}{' ' * (wide + 2 - len(name))}{first.replace(_HELD, ' ')}"
            yield from (" " * (wide + 2) + line.replace(_HELD, " ") for line in others)

    def facts(self, rows: Sequence[Row]) -> Iterator[str]:
        """Each fact with its name before it, and the words behind it in a column, or below where they have no room."""
        titles = [self.side(row.relation.sides[0]) for row in rows]
        values = [" = ".join(map(self.side, row.relation.sides[1:])) for row in rows]
        indent = max(map(len, titles)) + _TITLE
        column = max((len(value) for value in values if indent + len(value) + _VALUE + _NOTE <= self.width), default=0)
        for title, value, row in zip(titles, values, rows, strict=True):
            note = self.inlines(row.beside)
            first, *more = wrapped(value, self.width - indent)
            begun = f"{title:<{indent}}{self.marked(first, 'strong')}"
            behind = indent + column + _VALUE
            if more or not note or len(first) > column:
                yield begun
                yield from (" " * indent + self.marked(line, "strong") for line in more)
                if note:
                    yield from (" " * (indent + 2) + line for line in wrapped(note, self.width - indent - 2, 2))
                continue
            beside, *others = wrapped(note, self.width - behind, 2)
            yield begun + " " * (column - len(first) + _VALUE) + beside
            yield from (" " * behind + line for line in others)

    def equations(self, rows: Sequence[Row]) -> Iterator[str]:
        """Relations aligned at their first sign; one that is too long goes on below it."""
        lefts = [self.side(row.relation.sides[0]) for row in rows]
        wide = max(map(len, lefts))
        wide = wide if wide <= self.width // 2 else 0
        for row, left in zip(rows, lefts, strict=True):
            line = f"  {left:<{wide}}"
            indent = min(len(line), self.width // 2) + 1
            lines = [line]
            for side in map(self.side, row.relation.sides[1:]):
                if len(lines[-1]) + 3 + len(side) > self.width and lines[-1] is not line:
                    lines.append(" " * (indent - 1))
                first, *more = wrapped(f"= {side}", self.width - len(lines[-1]) - 1, 0)
                lines[-1] += f" {first}"
                lines += [" " * (indent + 4) + each for each in more]
            when = self.inlines(row.beside)
            if when and len(lines[-1]) + 4 + seen(when) <= self.width:
                lines[-1] += f"    {when}"
            elif when:
                lines += [" " * (indent + 2) + each for each in wrapped(when, self.width - indent - 2, 2)]
            yield from lines

    def line(self, row: Row) -> str:
        """A relation in one line, however long, with the words behind it."""
        return f"{self.inline(row.relation)} {self.inlines(row.beside)}".strip()

    def table(self, rows: Sequence[Sequence[str]], prose: bool = False) -> Iterator[str]:
        """A table; under the head of one whose last column holds sentences there is a rule."""
        told = list(columns(rows, self.width))
        listed = len(told) < len(rows)
        for place, lines in enumerate(told):
            if place or listed:
                yield from lines
                continue
            yield from (self.marked(line, "dim") for line in lines)
            if prose:
                yield "-" * max(seen(line) for each in told for line in each)

    def marked(self, text: str, mark: Mark) -> str:
        return f"\x1b[{_COLOURS[mark]}m{text}\x1b[0m" if self.coloured and text else text

    def inlines(self, inlines: Sequence[Inline]) -> str:
        return "".join(map(self.inline, inlines))

    def inline(self, inline: Inline) -> str:
        match inline:
            case str(text) | Count(text):
                return text.replace("->", self.arrow).replace("×", self.cross)
            case Marked(text, mark):
                return self.marked(text, mark)
            case Code(text):
                return text
            case Relation(sides, sign):
                return f" {self.signs.get(sign, sign)} ".join(map(self.side, sides))
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
            case Across(lengths, close):
                return (self.cross if close else f" {self.cross} ").join(map(self.formula, lengths))
        return self.formula(side)


def _close(above: Block, below: Block) -> bool:
    """Whether no blank line parts a block from the one above: equations from their words, and what is close."""
    if isinstance(below, Equations) and not isinstance(below, Facts):
        return isinstance(above, Paragraph)
    return isinstance(below, Paragraph) and below.close


PLAIN_TEXT = TextRenderer(WORDED, {}, "=", "->", "x")
UNICODE_TEXT = TextRenderer(UNICODE, {">=": "≥", "<=": "≤"}, "≡", "→", "×")
