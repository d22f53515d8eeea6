"""The dialects of papers: the first that claims a whole text reads it, else what stands within it, else sentences."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from symrf.readers.cleaning import unmarked
from symrf.readers.darknet.printed import is_printed
from symrf.readers.graph import Graph, Note
from symrf.readers.papers import _english, calls, ciresan, johnson, known, patterns, pix2pix, sentences
from symrf.readers.papers.embedded import embedded
from symrf.readers.papers.lines import Dialect
from symrf.readers.pasted import Pasted

__all__ = ["claims", "read"]

_DIALECTS: tuple[Dialect, ...] = (known, johnson, pix2pix, ciresan, patterns, calls)


def claims(pasted: Pasted) -> bool:
    """Whether one of the dialects claims the text, or a line of it."""
    return not is_printed(pasted) and bool(_found(pasted))


def read(pasted: Pasted) -> tuple[Graph, ...]:
    """What the first dialect that claims the text, or lines of it, makes of them."""
    found = _found(pasted)
    graphs = tuple(graph for dialect, part in found for graph in dialect.read(part))
    if sum(len(part.clean) for _, part in found) >= 0.9 * len(pasted.clean.strip()):
        return graphs
    note = Note(_english.AROUND, found[0][1].span(0, len(found[0][1].clean)))
    return tuple(replace(graph, notes=(note, *graph.notes)) for graph in graphs)


@lru_cache(maxsize=4)
def _claiming(text: str) -> tuple[tuple[Dialect, tuple[int, int]], ...]:
    """The dialects that claim a text or parts of it, and where."""
    pasted = Pasted.of(text)
    whole = next((dialect for dialect in _DIALECTS if dialect.claims(pasted)), None)
    if whole is not None:
        return ((whole, (0, len(text))),)
    if within := embedded(pasted):
        return tuple((dialect, part.span(0, len(part.clean))) for dialect, part in within)
    return ((sentences, (0, len(text))),) if sentences.claims(pasted) else ()


def _found(pasted: Pasted) -> tuple[tuple[Dialect, Pasted], ...]:
    plain = unmarked(pasted)
    return tuple((dialect, plain.part(*span)) for dialect, span in _claiming(plain.clean))
