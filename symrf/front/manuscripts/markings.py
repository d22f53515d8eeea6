"""Marked lines of a document -> passages: definitions, claims, options, and quantities of the formulas beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from symrf.answers.claims.reader import ClaimsLine, Meant, claims_line
from symrf.errors import InputError, NotationError, SymrfError
from symrf.front import _english
from symrf.front.manuscripts.formulas import claimed, is_quantity
from symrf.front.manuscripts.passages import Lines, Part, Passage, located
from symrf.front.manuscripts.tex import Formula
from symrf.front.options import request_of_words
from symrf.front.requests import Request
from symrf.front.sources import of_text
from symrf.networks.notation.architecture import Architecture
from symrf.readers.detection import Unrecognized
from symrf.readers.table import NOTATION
from symrf.readers.telling import told

__all__ = ["Marking", "Page", "program", "read"]


@dataclass(frozen=True, slots=True)
class Marking:
    """A line that is meant for symrf; `start` and `stop` are where the comment is in which it stands.

    It may be a block of code, too, which is read where claims stand behind it.
    """

    text: str
    start: int
    stop: int
    line: int
    code: bool = False


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
    code: Passage | None = None  # what stands before, and no claim behind it yet
    for page in pages:
        lines = Lines(page.bare)
        ends = {lines.at(each.start): each.stop for each in page.markings if is_quantity(each.text)}
        for marking in page.markings:
            here = Passage(ClaimsLine(marking.line, marking.text, claim=False), page.cell)
            if marking.code:
                code = here
                continue
            try:
                if marking.text.startswith("--"):
                    if passages:
                        raise InputError(_english.OPTIONS_COME_BEFORE, marking.text, (0, len(marking.text)))
                    given = request_of_words(marking.text, given)
                else:
                    found = list(_passages(page, marking, lines, ends))
                    if code is not None and any(each.statement.claim for each in found):
                        network, notes = program(code, given)
                        passages += network
                        given = replace(given, notes=(*given.notes, *notes))
                    code = None if found else code
                    passages += found
            except SymrfError as error:
                raise located(error, here.place(name)) from None
    return Part(passages, given)


def program(code: Passage, asked: Request) -> tuple[tuple[Passage, ...], tuple[str, ...]]:
    """The network that a block of code has, or why it is not read, and what was assumed; nothing where it is none."""
    said = code.statement
    try:
        read = of_text(said.text, asked)
    except (Unrecognized, NotationError):
        return (), ()
    except SymrfError as error:
        return (replace(code, statement=replace(said, meant=error)),), ()
    if isinstance(read, Architecture) or read.kind == NOTATION:
        return (), ()
    network = replace(code, statement=replace(said, meant=Meant(read.architecture, read.axes, read.convention)))
    first = said.line - (said.text[:1] == "\n")
    return (network,), tuple(code.noted(each) for each in told(read, judged=True, first=first))


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
