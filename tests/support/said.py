"""What symrf says of examples: the sentences of documents about networks, claims, conditions and words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import symrf
from symrf.answers.documents.document import Document, Heading, Inline, Paragraph, Table
from symrf.answers.documents.english import about, answers, judgement
from symrf.answers.documents.english.contents import CONTENTS, Selection, composed
from symrf.answers.topics import about as topics
from symrf.formulas.printing.plain import PLAIN
from symrf.formulas.tree import Written

__all__ = ["documents", "said", "shown"]

NETWORKS = (  # of each content, and of each remark
    *("c3s1 p2s2 c3s1", "in3@224x224 c7s2p3 bn relu p3s2p1 [c3p1 c3p1 + id] gap fc10", "c3s2p1 t3s2 u2 pu2"),
    *("[id | p2 c3p1 t2s2] c3p1", "in8 c3p1-8 se: [id & gap c1-2 relu c1-8 sigmoid] p2", "c3s2p1 fitb@I", "z-1 c3s2"),
    *("(c{k}s2)*{n}", "(c{2*i+1}s2)*{i=1..n}", "p3s2ceil ad2", "[crop | p2 c3 c3 t2s2] c3", "mix take4 resize9"),
    *("c2s7 c1", "u2 c3p1 t4s2"),
)
CLAIMS = [
    "size = w",
    "rf = 8",
    "rf@1 = 7",
    "size <= w/2",
    "params = 3",
    "size = 2^w",
    "size at w=9 = 3",
    "jump = 3",
    "(",
]
OF_FAMILIES = CLAIMS[:4]
CONDITIONS = ("size = 28", "rf >= 224", "size = w", "size = 3*w", "size.w = floor(w/7)", "size <= 9")
WORDS = ("c", "t", "u", "p", "same", "rf", "start", "slips", "fc")


@cache
def documents() -> tuple[tuple[str, Document], ...]:
    """Documents, each with what it is about."""
    return tuple(_documents())


def _documents() -> Iterator[tuple[str, Document]]:
    names = tuple(name for name, content in CONTENTS.items() if not content.draws and name != "costs")
    for text in NETWORKS:
        yield text, composed(symrf.derive(text), Selection(names))
    for text in ("c3s1 p2s2 c3s1", "c3s4", "(c{k}s2)*{n}"):
        claims = OF_FAMILIES if "{" in text else CLAIMS
        yield f"check {text}", judgement.judged(symrf.check(text, claims))
    for condition in CONDITIONS:
        yield f"solve {condition}", answers.answered(symrf.solve("c3 p2 c3s3", condition, axes="w"))
    yield "solve n", answers.answered(symrf.solve("(c3 c3 p2)*{n}", "rf >= 224", axes="w"))
    for word in WORDS:
        yield f"about {word}", about.told(topics(word))


def said(document: Document) -> Iterator[str]:
    """The sentences of a document: its paragraphs, headings and cells."""
    for block in document.blocks:
        match block:
            case Paragraph(inlines):
                yield shown(inlines)
            case Heading(inlines):
                yield shown(inlines)
            case Table(head, rows):
                yield from (shown(cell) for row in (head, *rows) for cell in row)


def shown(inlines: tuple[Inline, ...]) -> str:
    """What stands in a paragraph or a cell, as a sentence; `~` is a relation, or a network."""
    words = (part if isinstance(part, str) else PLAIN(part) if isinstance(part, Written) else "~" for part in inlines)
    return "".join(words)
