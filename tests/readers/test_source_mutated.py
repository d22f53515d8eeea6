"""Programs with a slip: each is read, or refused with one message that points into it."""

from __future__ import annotations

import keyword
import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from support.laws import examples

from symrf.errors import ReadError
from symrf.readers.pasted import Pasted
from symrf.readers.source import keras, pytorch

CASES = Path(__file__).resolve().parents[1] / "cases" / "readers"
TEXTS = [
    path.read_text("utf-8")
    for folder in ("pytorch-source", "keras-code", "source-snippets", "other-print")
    for path in sorted((CASES / folder).glob("*.py"))
]
INSTEAD = ("0", "-1", "None", "x", "(1, 2)", "'a'", "[]", "2.5", "True", "10**9", "{}", "x.size()", "(lambda z: z)")


@st.composite
def slips(draw: st.DrawFn) -> str:
    """A program in which a word is another word of it, or something else, or a line is missing."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 3))):
        words = [each for each in re.finditer(r"\b[A-Za-z_]\w*|\b\d+\b", text) if not keyword.iskeyword(each[0])]
        word = draw(st.sampled_from(words))
        instead = draw(st.one_of(st.sampled_from(INSTEAD), st.sampled_from(words).map(lambda found: found[0])))
        text = text[: word.start()] + instead + text[word.end() :]
    return text


@settings(max_examples=examples(300), deadline=None)
@given(slips())
def test_a_program_with_a_slip_is_read_or_refused(text: str) -> None:
    refused = refusal(text)
    if refused is not None:
        assert refused.message
        assert refused.span is None or 0 <= refused.span[0] <= refused.span[1] <= len(text)


def refusal(text: str) -> ReadError | None:
    """Why a program is not read; None where it is, with a node for each output at least."""
    pasted = Pasted.of(text)
    reader = pytorch if pytorch.claims(pasted) else keras
    try:
        graphs = reader.read(pasted)
    except ReadError as error:
        return error
    assert all(0 <= place <= len(graph.nodes) for graph in graphs for place in graph.outputs)
    return None
