"""What is said, apart from how it is laid out: a document is blocks of text and mathematics.

English is written in symrf.english.exposition, a format in symrf.rendering; neither knows the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from symrf.written import Symbol, Written

if TYPE_CHECKING:
    from symrf.drawing import Drawing

__all__ = [
    "Applied",
    "Block",
    "Code",
    "Composition",
    "Congruence",
    "Copy",
    "Divides",
    "Document",
    "Equations",
    "Heading",
    "Inline",
    "Mathematics",
    "Paragraph",
    "Picture",
    "Relation",
    "Row",
    "Side",
    "Table",
    "Word",
]


@dataclass(frozen=True, slots=True)
class Word:
    """A word that stands for a quantity in a formula: size, field."""

    text: str


@dataclass(frozen=True, slots=True)
class Composition:
    """Layers applied to the input, the last one first: F_2 ∘ M ∘ F_1 ∘ I."""

    names: tuple[Symbol, ...]


@dataclass(frozen=True, slots=True)
class Applied:
    """A quantity of a network: shape(O_1)."""

    word: str
    to: Symbol


Side = Written | Word | Composition | Applied


@dataclass(frozen=True, slots=True)
class Relation:
    """Sides with one sign between them: a = b = c, w >= 8, or a <= s-1."""

    sides: tuple[Side, ...]
    sign: Literal["=", ">=", "<="] = "="


@dataclass(frozen=True, slots=True)
class Congruence:
    """A symbol that leaves a residue modulo a number."""

    symbol: Symbol
    residue: Written
    modulus: Written


@dataclass(frozen=True, slots=True)
class Divides:
    """A number divides another: s | w+2p-k."""

    divisor: Written
    dividend: Written


Mathematics = Side | Relation | Congruence | Divides


@dataclass(frozen=True, slots=True)
class Code:
    """A text in the notation."""

    text: str


Inline = str | Code | Mathematics


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of what follows."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A sentence or two, and what stands aside of it."""

    inlines: tuple[Inline, ...]
    aside: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A relation, and the words behind it that say when it holds."""

    relation: Relation
    when: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class Equations:
    """Displayed relations, aligned at their first sign."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A head and rows of cells; `prose` says that the last column holds sentences."""

    head: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    prose: bool = False


@dataclass(frozen=True, slots=True)
class Copy:
    """Formulas for pasting elsewhere, in LaTeX; a format that is LaTeX itself leaves them out."""

    rows: tuple[tuple[str, Written], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, and the words under it."""

    drawing: Drawing
    caption: tuple[Inline, ...] = ()


Block = Heading | Paragraph | Equations | Table | Copy | Picture


@dataclass(frozen=True, slots=True)
class Document:
    """Blocks, one below the other."""

    blocks: tuple[Block, ...]
