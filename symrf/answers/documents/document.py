"""What is said, apart from how it is laid out: a document is blocks of text and mathematics.

English is written in `english`, a format in `symrf.front.rendering`; neither knows the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from symrf.formulas.relations import Mathematics, Relation
from symrf.formulas.tree import Written
from symrf.networks.display import one_line

if TYPE_CHECKING:
    from symrf.answers.documents.drawing import Drawing

__all__ = [
    "Block",
    "Code",
    "Copy",
    "Document",
    "Equations",
    "Heading",
    "Inline",
    "Paragraph",
    "Picture",
    "Row",
    "Table",
]


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


@dataclass(frozen=True, slots=True, repr=False)
class Document:
    """Blocks, one below the other."""

    blocks: tuple[Block, ...]

    def __repr__(self) -> str:
        kinds = ", ".join(type(block).__name__ for block in self.blocks)
        return one_line("Document", kinds or "without blocks")
