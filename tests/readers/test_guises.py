"""One network in seven guises, which are the files of examples/guises: one answer."""

from __future__ import annotations

from pathlib import Path

import pytest

import symrf

GUISES = sorted((Path(__file__).parents[2] / "examples" / "guises").iterdir())


def test_there_are_six_and_more() -> None:
    assert len({path.suffix if path.suffix != ".txt" else path.stem for path in GUISES}) >= 6


@pytest.mark.parametrize("path", GUISES, ids=lambda path: path.name)
def test_every_guise_has_the_answer_of_the_paper(path: Path) -> None:
    """28, 14, 10 and 5 pixels of 32, and 5, 6, 14 and 16 that are seen (LeCun et al., 1998)."""
    read = symrf.read(path)
    steps = [step for step in symrf.derive(read).steps if step.layer[:2] in ("c5", "a2")]
    assert [(step["w"].size.at(32), step["h"].size.at(32)) for step in steps] == [(28, 28), (14, 14), (10, 10), (5, 5)]
    assert [(step["w"].receptive_field, step["h"].receptive_field) for step in steps] == [
        (5, 5),
        (6, 6),
        (14, 14),
        (16, 16),
    ]


@pytest.mark.parametrize("path", [path for path in GUISES if path.suffix != ".prototxt"], ids=lambda path: path.name)
def test_what_a_guise_says_of_itself_is_right(path: Path) -> None:
    read = symrf.read(path)
    assert {verdict.status for verdict in symrf.check(read)} <= {"proved", "conditional"}
    assert symrf.check(read, "flat@fc1 = 400", at={"w": 32, "h": 32})[0].status == "proved"
