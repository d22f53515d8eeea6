"""A long document cut to what a screen shows at once, so that a page of a thousand displays opens as quickly as one."""

from __future__ import annotations

from dataclasses import replace

from symrf.answers.documents.document import Block, Document, Table

__all__ = ["folded"]

MOST_BLOCKS = 24  # that are shown at first
MOST_ROWS = 40  # of a table


def folded(document: Document) -> tuple[Document, int]:
    """The first blocks of a document, its tables cut as well, and how many blocks and rows are left out.

    >>> from symrf.answers.documents.document import Paragraph
    >>> _, left_out = folded(Document((Paragraph(("seen",)),) * 100))
    >>> left_out
    76
    """
    blocks: list[Block] = []
    left_out = max(0, len(document.blocks) - MOST_BLOCKS)
    for block in document.blocks[:MOST_BLOCKS]:
        if isinstance(block, Table) and len(block.rows) > MOST_ROWS:
            left_out += len(block.rows) - MOST_ROWS
            block = replace(block, rows=block.rows[:MOST_ROWS])
        blocks.append(block)
    return Document(tuple(blocks)), left_out
