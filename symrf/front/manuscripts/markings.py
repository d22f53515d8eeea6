"""Marked lines of a document -> passages: definitions, claims, options, and quantities of the formulas beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from symrf.answers.claims.reader import ClaimsLine, claims_line
from symrf.errors import InputError, SymrfError
from symrf.front import _english
from symrf.front.manuscripts.formulas import claimed, is_quantity
from symrf.front.manuscripts.passages import Lines, Part, Passage, located
from symrf.front.manuscripts.tex import Formula
from symrf.front.options import request_of_words
from symrf.front.requests import Request

__all__ = ["Marking", "Page", "read"]


@dataclass(frozen=True, slots=True)
class Marking:
    """A line that is meant for symrf; `start` and `stop` are where the comment is in which it stands."""

    text: str
    start: int
    stop: int
    line: int


@dataclass(frozen=True, slots=True)
class Page:
    """A text with its markings and formulas: a document, or a cell of a notebook. In `bare` no comment is left."""

    bare: str
    markings: Sequence[Marking]
    formulas: Sequence[Formula]
    cell: int = 0


def read(pages: Sequence[Page], name: str, given: Request) -> Part:
    """The passages of a document; options stand before them."""
    passages: list[Passage] = []
    for page in pages:
        lines = Lines(page.bare)
        ends = {lines.at(each.start): each.stop for each in page.markings if is_quantity(each.text)}
        for marking in page.markings:
            here = Passage(ClaimsLine(marking.line, marking.text, claim=False), page.cell)
            try:
                if marking.text.startswith("--"):
                    if passages:
                        raise InputError(_english.OPTIONS_COME_BEFORE, marking.text, (0, len(marking.text)))
                    given = request_of_words(marking.text, given)
                else:
                    passages += _passages(page, marking, lines, ends)
            except SymrfError as error:
                raise located(error, here.place(name)) from None
    return Part(passages, given)


def _passages(page: Page, marking: Marking, lines: Lines, ends: Mapping[int, int]) -> Iterator[Passage]:
    """What a marking says; `ends` are where the last marker of a quantity ends that begins on a line."""
    line, text = marking.line, marking.text
    if is_quantity(text):
        last = max(marking.stop, ends.get(lines.at(marking.stop), 0))
        text, start = claimed(text, page.bare, page.formulas, (marking.start, marking.stop), last)
        line = lines.at(start)
    found = claims_line(line, text)
    if found is not None:
        yield Passage(found, page.cell)
