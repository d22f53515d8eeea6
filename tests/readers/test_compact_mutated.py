"""Texts of papers and lists, changed at random: each is refused at a place in it, or read as a graph that holds."""

from __future__ import annotations

import random
import re
from pathlib import Path
from types import ModuleType

import pytest
from test_compact import READ, READERS, REFUSED

from symrf.errors import ReadError
from symrf.readers.graph import Graph
from symrf.readers.pasted import Pasted

STORED = Path(__file__).resolve().parents[1] / "cases" / "readers"
SEEDS = [
    *(text for text, *_ in (*READ, *REFUSED)),
    *(
        path.read_text("utf-8")
        for kind in ("compact", "layer-list", "block-string")
        for path in (STORED / kind).iterdir()
    ),
]
NUMBERS = ("0", "-1", "1e9", "99999999999", "7", "2")
PIECES = (*"0123456789-x×()[]{},.*@é…²", "\0", "\u2028", "\n", " 99999999999999 ", "'", '"', "->", "pool", "conv", "[[")


def mutated(source: random.Random) -> str:
    """A text with up to four changes."""
    text = source.choice(SEEDS)
    for _ in range(source.randint(1, 4)):
        start = source.randrange(len(text) + 1)
        stop = min(len(text), start + source.randint(1, 12))
        match source.randrange(5):
            case 0:
                text = text[:start] + text[stop:]
            case 1:
                text = text[:start] + source.choice(PIECES) + text[start:]
            case 2:
                text = re.sub(r"\d+", lambda _: source.choice(NUMBERS), text, count=source.randint(1, 3))
            case 3:
                text = text[:start] + text[stop:] + text[start:stop]
            case _:
                text += source.choice(SEEDS)[: source.randint(0, 80)]
    return text


@pytest.mark.parametrize("seed", range(8))
def test_a_changed_text_is_refused_at_a_place_or_read(seed: int) -> None:
    source = random.Random(seed)  # noqa: S311
    read = 0
    for _ in range(100):
        text = mutated(source)
        pasted = Pasted.of(text)
        for reader in READERS:
            if not reader.claims(pasted):
                continue
            refused, found = outcome(reader, pasted)
            if refused is not None:
                start, stop = refused.span or (-1, -1)
                assert 0 <= start <= stop <= len(text)
                assert str(refused)
            read += len(found)
            for graph in found:
                holds(graph, text)
    assert read > 2


def outcome(reader: ModuleType, pasted: Pasted) -> tuple[ReadError | None, tuple[Graph, ...]]:
    """The refusal, or the graphs."""
    try:
        return None, reader.read(pasted)
    except ReadError as refused:
        return refused, ()


def holds(graph: Graph, text: str) -> None:
    """Each node reads earlier places, and what is said stands in the text."""
    assert graph.nodes
    for place, node in enumerate(graph.nodes, 1):
        assert all(0 <= source < place for source in node.sources)
    said = [each.span for each in (*graph.nodes, *graph.notes, *graph.expected) if each.span is not None]
    assert all(0 <= start <= stop <= len(text) for start, stop in said)


def test_nothing_is_executed(tmp_path: Path) -> None:
    made = tmp_path / "made"
    text = f"net = [(3, 1, 1), (open({str(made)!r}, 'w').write('x'), 1, 1)]"
    assert not any(reader.claims(Pasted.of(text)) for reader in READERS)
    assert not made.exists()


LONG = (
    "resnet" + "1" * 60 + "!",
    "conv " + "3x" * 5000,
    "filter window of " + "1, " * 300 + "with 3 maps",
    "[" * 9000 + "32C5",
    "32C5-" * 10_000,
    "conv [" + "3x3," * 3000,
    "conv 3x3" + "\n" * 15_000,
    "max pool " * 2000 + "3x3",
    "k,s\n" + "3,1\n" * 20_000,
    "[(1, 2)] * 2 * 3 * 4 * 5 + " * 50 + "[(1, 2)]",
    "ir_r1" + "_k3" * 20_000 + "_s1",
    "INPUT -> " + "CONV -> " * 3000 + "FC",
    "conv1 | 112x112 | 7x7, 64, /2\n[3x3, 64; 3x3, 64] x 200\nconv3_x | 27x27 | [3x3, 64; 3x3, 64] x 232",
)


@pytest.mark.parametrize("text", LONG, ids=[text[:12] for text in LONG])
def test_a_long_text_does_not_hang(text: str) -> None:
    """It is refused, or read, or no reader's."""
    for reader in READERS:
        if reader.claims(Pasted.of(text)):
            refused, found = outcome(reader, Pasted.of(text))
            assert found or refused
