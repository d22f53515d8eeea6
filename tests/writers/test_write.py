"""The forms of a network, by their names."""

from __future__ import annotations

import pytest

from symrf.errors import InputError
from symrf.networks.notation.reader import parse
from symrf.writers.table import WRITERS, write


@pytest.mark.parametrize("form", WRITERS)
def test_every_form_writes_the_founding_case(form: str) -> None:
    written = write(parse("in3@64x64 F1: c3-8 M: p2 F2: c3-8"), form)
    names = ("F1", "M", "F2")
    assert all((name.encode() if isinstance(written, bytes) else name) in written for name in names)  # type: ignore[operator]


def test_a_form_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(
        InputError, match="no such form of a network: torch; there are pytorch, keras, onnx, mermaid, notation"
    ):
        write(parse("c3"), "torch")


def test_an_identity_as_the_output_is_what_it_receives() -> None:
    assert "n1 --> n2" in write(parse("c3 id"), "mermaid")
