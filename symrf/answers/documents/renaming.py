"""A document with other symbols: W_in for w, wherever it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

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
    Row,
    Table,
)
from symrf.answers.documents.drawing import Label
from symrf.formulas.relations import Across, Applied, Composition, Congruence, Divides, Relation, Side, Word
from symrf.formulas.tree import Symbol, Written, substitute, symbols

__all__ = ["Rewriting", "alike", "inlines_renamed", "renamed"]


def renamed(document: Document, names: Mapping[str, Symbol]) -> Document:
    """The document with each symbol under the name that it is given.

    >>> from symrf.answers.documents.document import Paragraph
    >>> renamed(Document((Paragraph((Symbol("w") - 2,)),)), {"w": Symbol("W_in")}).blocks[0].inlines[0]
    Sum(terms=(Symbol(name='W_in'), Negative(of=Number(value=2))))
    """
    return _Renaming(names).document(document) if names else document


def alike(of: Document | tuple[Inline, ...], names: Mapping[str, Symbol]) -> tuple[str, str] | None:
    """Two symbols of a document, or of a text, that would be written alike under their names; None where none are.

    >>> alike((Symbol("w") - Symbol("k"),), {"w": Symbol("k")})
    ('k', 'w')
    """
    gathering = _Gathering()
    if isinstance(of, Document):
        gathering.document(of)
    else:
        gathering.inlines(of)
    written: dict[Symbol, str] = {}
    for name in sorted(gathering.found):
        new = names.get(name, Symbol(name))
        if new in written:
            return written[new], name
        written[new] = name
    return None


def inlines_renamed(inlines: tuple[Inline, ...], names: Mapping[str, Symbol]) -> tuple[Inline, ...]:
    """A text with each symbol under the name that it is given."""
    return _Renaming(names).inlines(inlines) if names else inlines


class Rewriting:
    """Each part of a document, with its trees and symbols written otherwise."""

    def document(self, document: Document) -> Document:
        return Document(tuple(map(self.block, document.blocks)))

    def tree(self, tree: Written) -> Written:
        return tree

    def symbol(self, symbol: Symbol) -> Symbol:
        return symbol

    def block(self, block: Block) -> Block:
        match block:
            case Heading(inlines):
                return Heading(self.inlines(inlines))
            case Paragraph(inlines):
                return replace(block, inlines=self.inlines(inlines))
            case Equations(rows):
                return replace(block, rows=tuple(map(self.row, rows)))
            case Table(head, rows):
                return replace(
                    block,
                    head=tuple(map(self.inlines, head)),
                    rows=tuple(tuple(map(self.inlines, row)) for row in rows),
                    foot=tuple(map(self.inlines, block.foot)),
                    caption=self.inlines(block.caption),
                )
            case Copy(formulas):
                return Copy(tuple((word, self.tree(tree)) for word, tree in formulas))
            case Picture(drawing, caption):
                shapes = tuple(
                    replace(shape, content=self.tree(shape.content))
                    if isinstance(shape, Label) and isinstance(shape.content, Written)
                    else shape
                    for shape in drawing.shapes
                )
                return replace(block, drawing=replace(drawing, shapes=shapes), caption=self.inlines(caption))

    def row(self, row: Row) -> Row:
        numbers = tuple(map(self.inlines, row.numbers))
        return Row(self.relation(row.relation), self.inlines(row.when), numbers)

    def inlines(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return tuple(map(self.inline, inlines))

    def inline(self, inline: Inline) -> Inline:
        match inline:
            case str() | Code() | Marked() | Count():
                return inline
            case Relation():
                return self.relation(inline)
            case Congruence(symbol, residue, modulus):
                return Congruence(self.symbol(symbol), self.tree(residue), self.tree(modulus))
            case Divides(divisor, dividend):
                return Divides(self.tree(divisor), self.tree(dividend))
        return self.side(inline)

    def relation(self, relation: Relation) -> Relation:
        return replace(relation, sides=tuple(map(self.side, relation.sides)))

    def side(self, side: Side) -> Side:
        match side:
            case Word():
                return side
            case Composition(names):
                return Composition(tuple(map(self.symbol, names)))
            case Applied(word, to):
                return Applied(word, self.symbol(to))
            case Across(lengths):
                return replace(side, lengths=tuple(map(self.tree, lengths)))
        return self.tree(side)


class _Renaming(Rewriting):
    """Each part of a document, renamed."""

    def __init__(self, names: Mapping[str, Symbol]) -> None:
        self.names = names

    def tree(self, tree: Written) -> Written:
        return substitute(tree, self.names)

    def symbol(self, symbol: Symbol) -> Symbol:
        return self.names.get(symbol.name, symbol)


class _Gathering(Rewriting):
    """The symbols of each part of a document, which stays as it is."""

    def __init__(self) -> None:
        self.found: set[str] = set()

    def tree(self, tree: Written) -> Written:
        self.found |= symbols(tree)
        return tree

    def symbol(self, symbol: Symbol) -> Symbol:
        self.found.add(symbol.name)
        return symbol
