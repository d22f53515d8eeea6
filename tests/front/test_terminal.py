"""Text on a terminal: how wide it is, in which signs and colours."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from pathlib import Path

import pytest

import symrf
from symrf.answers.documents.document import Document, Mark, Marked, Paragraph, Table
from symrf.answers.documents.english.contents import explain
from symrf.answers.documents.english.judgement import judged
from symrf.front.cli import main
from symrf.front.rendering.lines import columns, seen, wrapped
from symrf.front.rendering.targets import TARGETS
from symrf.front.rendering.terminal import on_terminal
from symrf.front.rendering.text import PLAIN_TEXT, UNICODE_TEXT

FOUNDING = "c3s1 p2s2 c3s1"
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.symrf"))
MARKS: list[Mark] = ["strong", "dim", "proved", "conditional", "refuted", "undecided", "unread"]


class Stream(io.StringIO):
    """Standard output as it would be."""

    def __init__(self, terminal: bool, encoding: str = "utf-8") -> None:
        super().__init__()
        self.terminal, self.said = terminal, encoding

    def isatty(self) -> bool:
        return self.terminal

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self.said


STREAMS = [
    (Stream(True), "auto", {"TERM": "xterm"}, (True, "×")),
    (Stream(True), "auto", {"TERM": "xterm", "NO_COLOR": "1"}, (False, "×")),
    (Stream(True), "auto", {"TERM": "dumb"}, (False, "x")),
    (Stream(True, "latin-1"), "auto", {"TERM": "xterm"}, (True, "x")),
    (Stream(True), "never", {"TERM": "xterm"}, (False, "×")),
    (Stream(False), "auto", {"TERM": "xterm"}, (False, "x")),
    (Stream(False), "always", {"NO_COLOR": "1"}, (True, "x")),
]


@pytest.mark.parametrize(
    ("stream", "color", "environment", "expected"), STREAMS, ids=[str(row[1:3]) for row in STREAMS]
)
def test_colour_and_signs(stream: Stream, color: str, environment: dict[str, str], expected: tuple[bool, str]) -> None:
    found = on_terminal(stream, color, environment=environment)
    assert (found.coloured, found.cross) == expected


def test_the_width_is_that_of_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for wide, width in ((64, 64), (8, 40)):
        with monkeypatch.context() as patch:  # and not where the runner of the tests asks for it
            patch.setattr("shutil.get_terminal_size", lambda *_, wide=wide: os.terminal_size((wide, 24)))
            widths = on_terminal(Stream(True)).width, on_terminal(Stream(False)).width
        assert widths == (width, 80)


@pytest.mark.parametrize("path", EXAMPLES, ids=[path.stem for path in EXAMPLES])
@pytest.mark.parametrize("width", [60, 80])
def test_no_line_is_wider(path: Path, width: int) -> None:
    document = explain(symrf.derive(path.read_text()))
    text = replace(PLAIN_TEXT, width=width)(document)
    assert [line for line in text.splitlines() if len(line) > width] == []


def test_colour_changes_no_letter() -> None:
    document = explain(symrf.derive(FOUNDING))
    coloured, plain = replace(UNICODE_TEXT, coloured=True)(document), UNICODE_TEXT(document)
    assert list(map(seen, coloured.splitlines())) == list(map(len, plain.splitlines()))
    assert "\x1b[1m(w−2)/2−2\x1b[0m" in coloured
    assert "\x1b" not in plain


def test_a_verdict_has_its_colour() -> None:
    text = replace(PLAIN_TEXT, coloured=True)(judged(symrf.check(FOUNDING, ["rf = 8", "rf = 9"])))
    assert "\x1b[32mproved\x1b[0m " in text
    assert "\x1b[31mrefuted\x1b[0m " in text


def test_color_is_an_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([FOUNDING, "--color", "always"]) == 0
    assert "\x1b[1m8 x 8\x1b[0m" in capsys.readouterr().out
    assert main([FOUNDING, "--color", "green"]) == 2
    assert "--color must be one of auto" in capsys.readouterr().err


@pytest.mark.parametrize("mark", MARKS)
def test_every_target_says_what_is_marked(mark: Mark) -> None:
    document = Document(
        (Paragraph((Marked("seen", mark),)), Table((("a",), ("b",)), (((Marked("far", mark),), ("c",)),)))
    )
    for target in TARGETS.values():
        if not target.pictures:
            text = target.render(document)
            assert "seen" in text
            assert "far" in text


WRAPPED = [
    ("for even w and h", 40, ["for even w and h"]),
    ("for even w and h", 10, ["for even w", "  and h"]),
    ("((w-2)/2-2)/2+1", 12, ["((w-2)/2-2)", "  /2+1"]),
    ("f(a, b)+g(c)", 8, ["f(a,", "  b)", "  +g(c)"]),
    ("nobreaks", 4, ["nobreaks"]),
]


@pytest.mark.parametrize(("text", "room", "lines"), WRAPPED, ids=[f"{row[0]} {row[1]}" for row in WRAPPED])
def test_a_line_is_broken_at_blanks_and_signs(text: str, room: int, lines: list[str]) -> None:
    assert wrapped(text, room, 2) == lines


def test_a_table_without_room_is_a_list() -> None:
    rows = [["layer", *(f"quantity {place}" for place in range(9))], ["F", *(["floor((w-2)/2)-2"] * 9)]]
    told = list(columns(rows, 60))
    assert told[0][:2] == ("F", "  quantity 0: floor((w-2)/2)-2")
    assert len(list(columns(rows, 400))) == 2
