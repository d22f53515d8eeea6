"""Tables and configurations, changed at random: each is refused at a place in it, or read as a graph that holds."""

from __future__ import annotations

import random
import re
from types import ModuleType

import pytest
from test_printed_tables import READ, READERS, UNREAD, text

from symrf.errors import ReadError
from symrf.readers.cleaning import cleaned
from symrf.readers.graph import Graph
from symrf.readers.pasted import Pasted

SEEDS = [text(name) for name in (*READ, *UNREAD) if len(text(name)) < 20_000]
NUMBERS = ("0", "-1", "None", "99999999999", "7", "2", "1")
PIECES = (*"0123456789-[](){},.…│├└|\"'", "\0", "\n", " 99999999999999 ", "Conv2D", "(None, 3, 3)", "[[", "null", "¯")


def mutated(source: random.Random) -> str:
    """A text with up to four changes."""
    found = source.choice(SEEDS)
    for _ in range(source.randint(1, 4)):
        start = source.randrange(len(found) + 1)
        stop = min(len(found), start + source.randint(1, 40))
        match source.randrange(5):
            case 0:
                found = found[:start] + found[stop:]
            case 1:
                found = found[:start] + source.choice(PIECES) + found[start:]
            case 2:
                numbers = list(re.finditer(r"\d+", found))
                if numbers:
                    chosen = source.choice(numbers)
                    found = found[: chosen.start()] + source.choice(NUMBERS) + found[chosen.end() :]
            case 3:
                lines = found.splitlines(keepends=True)
                first, second = (source.randrange(len(lines)) for _ in range(2)) if lines else (0, 0)
                if lines:
                    lines[first], lines[second] = lines[second], lines[first]
                found = "".join(lines)
            case _:
                lines = found.splitlines(keepends=True)
                if lines:
                    del lines[source.randrange(len(lines))]
                found = "".join(lines)
    return found


def holds(net: Graph) -> bool:
    """Whether each node reads earlier ones, and the outputs are nodes."""
    order = all(0 <= source < place for place, node in enumerate(net.nodes, 1) for source in node.sources)
    return order and bool(net.outputs) and all(0 < each <= len(net.nodes) for each in net.outputs)


def outcome(reader: ModuleType, pasted: Pasted) -> tuple[ReadError | None, tuple[Graph, ...]]:
    """What a reader refuses a text with, or reads."""
    try:
        return None, reader.read(pasted)
    except ReadError as error:
        return error, ()


@pytest.mark.parametrize("seed", range(6))
def test_a_changed_text_is_refused_at_a_place_or_read(seed: int) -> None:
    source = random.Random(seed)  # noqa: S311
    read = refused = 0
    for _ in range(60):
        changed = mutated(source)
        pasted = cleaned(changed)
        for reader in READERS.values():
            if not reader.claims(pasted):
                continue
            refusal, graphs = outcome(reader, pasted)
            if refusal is None:
                read += 1
                assert graphs
                assert all(map(holds, graphs))
            else:
                refused += 1
                assert refusal.span is not None, refusal
                assert 0 <= refusal.span[0] <= refusal.span[1] <= len(changed), refusal
    assert read
    assert refused
