"""What is said, apart from how it is laid out: a document is blocks of text and mathematics.

English is written in `english`, a format in `symrf.front.rendering`; neither knows the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from symrf.formulas.relations import Mathematics, Relation
from symrf.formulas.tree import Written
from symrf.networks.display import one_line

if TYPE_CHECKING:
    from symrf.answers.documents.drawing import Drawing
    from symrf.networks.derivation import Derivation

__all__ = [
    "Block",
    "Code",
    "Copy",
    "Count",
    "Document",
    "Equations",
    "Facts",
    "Heading",
    "Inline",
    "Mark",
    "Marked",
    "Paragraph",
    "Picture",
    "Row",
    "Table",
    "Words",
]


@dataclass(frozen=True, slots=True)
class Code:
    """A text in the notation."""

    text: str


Mark = Literal["strong", "dim", "proved", "conditional", "refuted", "undecided", "unread"]
"""How a text stands out: strong or dim, or as the verdict that it says."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A text that stands out where a format can show it."""

    text: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number whose thousands are apart: 1,234,567."""

    text: str

    @classmethod
    def of(cls, value: int) -> Count:
        """A number as it is counted.

        >>> Count.of(1234567).text
        '1,234,567'
        """
        return cls(f"{value:,}")

    @property
    def value(self) -> int:
        """The number."""
        return int(self.text.replace(",", ""))


Words = str | Code | Marked | Count
Inline = Words | Mathematics


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of what follows."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A sentence or two; one that is `close` belongs to what is above it."""

    inlines: tuple[Inline, ...]
    close: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A relation, the words behind it that say when it holds, and what it comes to at the inputs that are given.

    Each of the `numbers` says where it is that: 31 at w = 64.
    """

    relation: Relation
    when: tuple[Inline, ...] = ()
    numbers: tuple[tuple[Inline, ...], ...] = ()

    @property
    def beside(self) -> tuple[Inline, ...]:
        """All that stands behind the relation, as words."""
        if not self.numbers:
            return self.when
        said: list[Inline] = list(self.when)
        for each in self.numbers:
            said += [", " if said else "", *each]
        return tuple(inline for inline in said if inline != "")


@dataclass(frozen=True, slots=True)
class Equations:
    """Displayed relations, aligned at their first sign."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Facts(Equations):
    """Relations each of which has a name in words on its left side, or none where it goes on with the one before.

    Plain text has them in columns.
    """


@dataclass(frozen=True, slots=True)
class Table:
    """A head and rows of cells, and a foot such as the totals; `prose` says that the last column holds sentences.

    One with a caption or a label can be spoken of, and floats where documents have that.
    """

    head: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    prose: bool = False
    foot: tuple[tuple[Inline, ...], ...] = ()
    caption: tuple[Inline, ...] = ()
    label: str = ""

    @property
    def body(self) -> tuple[tuple[tuple[Inline, ...], ...], ...]:
        """The rows below the head, the foot among them."""
        return (*self.rows, self.foot) if self.foot else self.rows


@dataclass(frozen=True, slots=True)
class Copy:
    """Formulas for pasting elsewhere, in LaTeX; a format that is LaTeX itself leaves them out."""

    rows: tuple[tuple[str, Written], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, and the words under it; one with a label can be spoken of.

    A file that is made of it has its `name`, and it stands in `file` where the document only shows that. A graph has
    its `network`, which some places draw themselves.
    """

    drawing: Drawing
    caption: tuple[Inline, ...] = ()
    label: str = ""
    name: str = "picture"
    file: str | None = None
    network: Derivation | None = None


Block = Heading | Paragraph | Equations | Table | Copy | Picture


@dataclass(frozen=True, slots=True, repr=False)
class Document:
    """Blocks, one below the other."""

    blocks: tuple[Block, ...]

    def __repr__(self) -> str:
        kinds = ", ".join(type(block).__name__ for block in self.blocks)
        return one_line("Document", kinds or "without blocks")
