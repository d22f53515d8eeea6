"""Letters in documents: what they stand for makes of the lettered formulas what was there before, number by number."""

from __future__ import annotations

import pytest

import symrf
from symrf.answers.documents.document import Document, Equations, Paragraph
from symrf.answers.documents.english.contents import composed
from symrf.answers.documents.english.letters import letters
from symrf.formulas.relations import Divides, Relation
from symrf.formulas.tree import Symbol, Written, substitute, symbols
from symrf.formulas.values import evaluate
from symrf.front.options import request
from symrf.front.rendering.text import PLAIN_TEXT
from symrf.networks.display import Selection

FAMILIES = {
    "(c{k} p2)*{n}": {"k": (1, 2, 3, 5), "n": (1, 2, 3)},
    "(c{k}s{s})*{n}": {"k": (1, 3, 4), "s": (1, 2, 3), "n": (1, 2, 3)},
    "(c{k}p{p} p2)*{n}": {"k": (3, 5), "p": (0, 1, 2), "n": (1, 2)},
    "c{k}s{s} p{m} c{k}": {"k": (2, 3), "s": (1, 2, 3), "m": (2, 3)},
}
PLAIN = ["c3s1 p2s2 c3s1", "c{k}", "c{k} p2 c{k}", "(c2d{2^i})*{i=0..n-1}", "(c{k}p{(k-1)/2}s2)*{n}", "(c3 p2)*{n}"]


def choices(values: dict[str, tuple[int, ...]]) -> list[dict[str, int]]:
    found: list[dict[str, int]] = [{}]
    for name, each in values.items():
        found = [{**given, name: value} for given in found for value in each]
    return found


@pytest.mark.parametrize("network", FAMILIES)
def test_the_letters_stand_for_what_is_replaced(network: str) -> None:
    found = letters(symrf.derive(network))
    assert found is not None
    meanings = {letter.name: tree for letter, tree in found.meanings.items()}
    for given in choices(FAMILIES[network]):
        for size in (7, 40, 61):
            at = {**given, "w": size, "h": size}
            for before, after in found.trees.items():
                assert evaluate(substitute(after, meanings), at) == evaluate(before, at), (before, at)
            for premise, lettered in found.premises.items():
                assert divides(premise, {}, at) == divides(lettered, meanings, at)


def divides(premise: Divides, meanings: dict[str, Written], at: dict[str, int]) -> bool:
    by, of = (evaluate(substitute(tree, meanings), at) for tree in (premise.divisor, premise.dividend))
    return of % by == 0


@pytest.mark.parametrize("network", FAMILIES)
def test_no_letter_stands_in_a_document_that_does_not_introduce_it(network: str) -> None:
    derivation = symrf.derive(network)
    for contents in (("summary",), ("results",), ("formula",), ("prose",), ("summary", "steps", "results", "remarks")):
        document = composed(derivation, Selection(contents))
        introduced = [block for block in document.blocks if block == letters(derivation).introduction()]  # type: ignore[union-attr]
        assert len(introduced) == 1
        place = document.blocks.index(introduced[0])
        assert not lettered(Document(document.blocks[:place]))
        assert lettered(Document(document.blocks[place:]))


def lettered(document: Document) -> bool:
    """Whether R stands in a formula of it."""
    for block in document.blocks:
        match block:
            case Equations(rows):
                inlines = [inline for row in rows for inline in (*row.relation.sides, *row.when)]
            case Paragraph(inlines):
                pass
            case _:
                continue
        trees = [side for each in inlines for side in (each.sides if isinstance(each, Relation) else [each])]
        if any("R" in symbols(tree) for tree in trees if isinstance(tree, Written)):
            return True
    return False


@pytest.mark.parametrize("network", PLAIN)
def test_what_is_short_needs_no_letters(network: str) -> None:
    assert letters(symrf.derive(network)) is None


@pytest.mark.parametrize("network", ["(c{R} p2)*{n}", "(c{k} p{S})*{n}", "R: (c{k} p2)*{n}", "O = (c{k} p2)*{R}"])
def test_a_letter_that_is_in_use_is_not_taken(network: str) -> None:
    assert letters(symrf.derive(network)) is None


@pytest.mark.parametrize("name", ["R", "S"])
def test_a_letter_as_which_a_symbol_is_written_is_not_taken(name: str) -> None:
    told = symrf.derive("(c{k} p2)*{n}").document("text", write_as={"k": name})
    assert "With " not in told
    assert f"1+{name}*(2**n-1)" in told
    asked = request({"write-as": [f"w={name}"], "axes": ["w"]})
    assert "With " not in PLAIN_TEXT(asked.document(asked.derive("(c{k} p2)*{n}")))


def test_a_family_is_written_as_a_hand_writes_it() -> None:
    text = PLAIN_TEXT(composed(symrf.derive("(c{k} p2)*{n}"), Selection(("results",))))
    assert "With R = 1+k*(2**n-1) and S = 2**n:" in text
    assert "(floor((w-R)/S)+1, floor((h-R)/S)+1)    for w >= R and h >= R" in text
    assert "field(O) = R x R" in text
    assert Symbol("R") not in letters(symrf.derive("(c{k} p2)*{n}")).trees  # type: ignore[union-attr]
