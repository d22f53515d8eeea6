"""Networks of other programs in documents and notebooks, with claims behind them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from symrf.front.manuscripts.judging import judge
from symrf.front.notebook import shown

NET = "FAKE 3x32x48\nconv1 3 6 k5\npool k2 s2\nconv2 6 16 k5\n"
CLAIMS = "size@conv2 = (10, 18)\nrf@conv2 = 14\nrf = 15\n"

pytestmark = pytest.mark.usefixtures("fake")


def verdicts(path: Path) -> list[tuple[str, str]]:
    return [(verdict.place.removeprefix(f"{path}:"), verdict.status) for verdict in judge([str(path)]).report]


@pytest.mark.parametrize("language", ["python", "pytorch", "text", ""])
def test_claims_in_markdown_are_about_the_block_before_them(tmp_path: Path, language: str) -> None:
    path = tmp_path / "answer.md"
    path.write_text(f"The network:\n\n```{language}\n{NET}```\n\nClaims:\n\n```symrf\n{CLAIMS}```\n")
    assert verdicts(path) == [("13", "proved"), ("14", "proved"), ("15", "refuted")]


def test_a_definition_stands_before_a_block(tmp_path: Path) -> None:
    path = tmp_path / "answer.md"
    path.write_text(f"```\n{NET}```\n```symrf\nc3\nrf = 3\n```\n```\n{NET}```\n<!-- symrf: rf = 14 -->\n")
    assert verdicts(path) == [("9", "proved"), ("17", "proved")]


def test_a_block_that_is_no_network_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "answer.md"
    path.write_text("```symrf\nc3\n```\n```python\nprint(3)\nx = 4\n```\n<!-- symrf: rf = 3 -->\n")
    assert verdicts(path) == [("8", "proved")]


def test_claims_about_a_block_that_is_not_read_are_unread(tmp_path: Path) -> None:
    path = tmp_path / "answer.md"
    path.write_text("```symrf\nc3\n```\n```python\nFAKE\npoof?\n```\n<!-- symrf: rf = 3 -->\n")
    assert verdicts(path) == [("8", "unread")]


def notebook(*cells: tuple[str, str]) -> str:
    return json.dumps({"cells": [{"cell_type": kind, "source": source} for kind, source in cells]})


def test_claims_in_a_notebook_are_about_the_cell_of_code_before_them(tmp_path: Path) -> None:
    path = tmp_path / "notes.ipynb"
    path.write_text(
        notebook(
            ("code", NET),
            ("markdown", "It reads 14 pixels. <!-- symrf: rf = 14 -->"),
            ("code", f"%%symrf\n{CLAIMS}"),
            ("code", "%%symrf\nc3\nrf = 3"),
        )
    )
    assert sorted(verdicts(path)) == [
        ("cell 2:1", "proved"),
        ("cell 3:2", "proved"),
        ("cell 3:3", "proved"),
        ("cell 3:4", "refuted"),
        ("cell 4:3", "proved"),
    ]


def test_a_cell_may_be_a_network_of_another_program() -> None:
    found = shown("", NET)
    assert found.notes == ("read as a made-up text",)
    assert "h" in str(found.document)
