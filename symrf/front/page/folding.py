"""A long document cut to what a screen shows at once, so that a page of a thousand displays opens as quickly as one."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from symrf.answers.documents.document import Block, Document, Table

__all__ = ["folded"]

_Part = TypeVar("_Part")

MOST_BLOCKS = 24  # that are shown at first
MOST_ROWS = 40  # of a table
FEW = 10  # that are shown, too, where there are no more


def folded(document: Document) -> tuple[Document, int]:
    """The first blocks of a document, its tables cut as well, and how many blocks and rows are left out.

    >>> from symrf.answers.documents.document import Paragraph
    >>> _, left_out = folded(Document((Paragraph(("seen",)),) * 100))
    >>> left_out
    76
    """
    blocks = _cut(document.blocks, MOST_BLOCKS)
    left_out = len(document.blocks) - len(blocks)
    shown: list[Block] = []
    for block in blocks:
        if isinstance(block, Table):
            rows = _cut(block.rows, MOST_ROWS)
            left_out += len(block.rows) - len(rows)
            block = replace(block, rows=rows)
        shown.append(block)
    return Document(tuple(shown)), left_out


def _cut(parts: tuple[_Part, ...], most: int) -> tuple[_Part, ...]:
    return parts if len(parts) <= most + FEW else parts[:most]
