"""A text in Markdown -> its page: fenced blocks ```symrf, and comments <!-- symrf: … -->."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from symrf.front.manuscripts.markings import Marking, Page, read
from symrf.front.manuscripts.passages import Lines, Part
from symrf.front.manuscripts.tex import Formula, scan
from symrf.front.requests import Request

__all__ = ["page", "parts"]

_OPENING = re.compile(
    r"^[ >]*(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^\n`]*)$"
    r"|(?P<comment><!--)(?P<marked>\s*symrf:)?"
    r"|(?P<ticks>`+)(?!`)[^\n]{0,500}?(?<!`)(?P=ticks)(?!`)",
    re.MULTILINE,
)


def parts(text: str, name: str, given: Request) -> Sequence[Part]:
    """The claims of a document, which are read together."""
    return (read([page(text)], name, given),)


def page(text: str, cell: int = 0) -> Page:
    """The markings and formulas of a text, those aside that stand in blocks or words of code."""
    markings: list[Marking] = []
    formulas: list[Formula] = []
    pieces: list[str] = []
    lines = Lines(text)
    place = 0
    while (found := _OPENING.search(text, place)) is not None:
        start, inside, stop = found.start(), found.end(), found.end()
        if found["comment"]:
            end = text.find("-->", inside)
            end, stop = (end, end + 3) if end >= 0 else (len(text), len(text))
            if found["marked"]:
                markings += _lines(text[inside:end], lines.at(inside), start, stop)
        elif found["fence"]:
            end, stop = _closing(text, found["fence"], inside)
            language, _, options = found["info"].strip().partition(" ")
            if language == "symrf":
                markings += _lines(options, lines.at(start), start, stop)
                markings += _lines(text[inside:end], lines.at(inside), start, stop)
            elif language == "math":
                formulas.append(Formula(inside, end))
            else:
                markings.append(Marking(text[inside:end], start, stop, lines.at(inside) + 1, code=True))
        kept = formulas and formulas[-1].start == inside
        pieces += [text[place:start], text[start:stop] if kept else re.sub(r"[^\n]", " ", text[start:stop])]
        place = stop
    bare = "".join((*pieces, text[place:]))
    formulas += scan(bare, percent=False).formulas
    return Page(bare, markings, sorted(formulas, key=lambda each: each.start), cell)


def _closing(text: str, sign: str, start: int) -> tuple[int, int]:
    """Where the inside of a fenced block ends, and where the block does."""
    closing = re.compile(rf"^[ >]*{sign[0]}{{{len(sign)},}}[ \t\r]*$", re.MULTILINE).search(text, start)
    return closing.span() if closing is not None else (len(text), len(text))


def _lines(text: str, line: int, start: int, stop: int) -> Iterator[Marking]:
    """The lines of a text that are not blank; `line` is the number of its first."""
    for number, inside in enumerate(text.split("\n"), line):
        if bare := inside.strip(" \t\r>"):
            yield Marking(bare, start, stop, number)
