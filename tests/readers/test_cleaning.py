"""What is left of a text that was pasted, and that each letter of it knows its place."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symrf.readers.cleaning import cleaned, cleanings

ROWS = [
    ("c3 p2", "c3 p2"),
    ("> c3\n> p2", "c3\np2"),
    (">> c3\n> > p2", "c3\np2"),
    ("# c3\n#\n# p2", "c3\n\np2"),
    ("# c3\np2", "# c3\np2"),
    ("\ufeffc3\u00a0p2\r\np3\rp4", "c3 p2\np3\np4"),
    ("  c3\n    p2\n", "c3\n  p2"),
    ("\tc3\n\t\tp2", "c3\n        p2"),
    ("c3 <br/>\np2<br>\n</code></pre>", "c3 \np2"),
    ("a &lt; b &amp;&amp; c &#39;d&#x27; &nbsp;e", "a < b && c 'd'  e"),
    ("a & b; c <channels>", "a & b; c <channels>"),
    ("“c3” ‘p2’", "\"c3\" 'p2'"),
    ("\x1b[1mc3\x1b[0m\u200b", "c3"),
    (">>> c3\n... p2\n>>>", "c3\np2"),
    ("In [12]: c3\n    ...: p2", "c3\np2"),
    ("Out[3]: c3", "c3"),
    ("text\n```python\nc3\n```\nmore", "c3"),
    ("~~~\nc3\n```\np2\n~~~", "c3\n```\np2"),
    ("```\nc3", "c3"),
    ("text\n```\n```", "text"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "clean"), ROWS, ids=[ascii(text) for text, _ in ROWS])
def test_what_is_left(text: str, clean: str) -> None:
    assert cleaned(text).clean == clean


def test_the_ways_in_which_a_text_may_be_meant() -> None:
    text = "```\n>>> net\nNet(\n```\nand\n```\nc3\n```\n"
    assert [each.clean for each in cleanings(text)] == [
        "net",
        "Net(\nc3",
        "net\nNet(\nc3",
        "net",
        "Net(",
        "net\nNet(",
        "c3",
        "net",
        "Net(\n\nand\n\nc3",
        "net\nNet(\n\nand\n\nc3",
    ]


PIECES = st.sampled_from(
    [
        "> ",
        ">>> ",
        "# ",
        "```",
        "~~~\n",
        "\t",
        "<br/>",
        "&gt;",
        "&amp;",
        "\r\n",
        "\n",
        " ",
        "c3",
        "p2s2",
        "“",
        "In [1]: ",
        "é",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_each_letter_knows_its_place(text: str) -> None:
    for pasted in cleanings(text):
        places = range(len(text)) if pasted.places is None else pasted.places
        assert len(places) == len(pasted.clean)
        assert list(places) == sorted(places)
        for letter, place in zip(pasted.clean, places, strict=True):
            assert letter == text[place] or text[place] in "&“\t\r "
        start, stop = pasted.span(0, len(pasted.clean))
        assert 0 <= start <= stop <= len(text)


@pytest.mark.parametrize("piece", ["> ", "```\n", "\t", "&lt;", "<br>", "\n", " ", ">>> c3\n", "In [1]: ", "#"])
def test_a_flood_is_cleaned(piece: str) -> None:
    """In a time that grows as the text does: this one ends."""
    for pasted in zip(range(3), cleanings(piece * (300_000 // len(piece))), strict=False):
        assert len(pasted[1].clean) <= 300_000


def test_a_network_is_derived_without_the_readers() -> None:
    """As they would make it slower."""
    code = "import sys, symrf; symrf.derive('c3 p2'); print(*(name for name in sys.modules if 'symrf.readers' in name))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert sorted(done.stdout.split()) == ["symrf.readers", "symrf.readers.sources", "symrf.readers.table"]
