"""A notebook -> what is claimed in it: its Markdown cells are read together, each cell %%symrf alone.

Claims that no network stands before are about the one in the last cell of code.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

from symrf.answers.claims.reader import ClaimsLine, claims_lines
from symrf.errors import InputError, SymrfError
from symrf.front import _english
from symrf.front.manuscripts import markdown
from symrf.front.manuscripts.markings import Marking, Page, program, read
from symrf.front.manuscripts.passages import Part, Passage, located
from symrf.front.options import request_of_words
from symrf.front.requests import Request, has_claims

__all__ = ["parts"]

MAGIC = "%%symrf"


def parts(text: str, name: str, given: Request) -> Sequence[Part]:
    """The claims of a notebook in format 4."""
    pages = []
    alone = []
    code: Passage | None = None
    for number, kind, source in _cells(text, name):
        if kind == "markdown":
            pages.append(markdown.page(source, number))
        elif kind == "code" and source.lstrip().split(maxsplit=1)[:1] == [MAGIC]:
            alone.append(_behind(code, _cell(source, number, name, given)))
        elif kind == "code":
            code = Passage(ClaimsLine(1, source, claim=False), number)
            pages.append(Page("", [Marking(source, 0, 0, 1, code=True)], [], number))
    return (read(pages, name, given), *alone)


def _behind(code: Passage | None, cell: Part) -> Part:
    """A cell of claims, behind the cell of code that has their network."""
    if code is None or not cell.passages or not cell.passages[0].statement.claim:
        return cell
    network, notes = program(code, cell.request)
    asked = replace(cell.request, notes=(*cell.request.notes, *notes))
    return Part([*network, *cell.passages], asked)


def _cells(text: str, name: str) -> Iterator[tuple[int, str, str]]:
    """The cells, counted from 1: what kind they are, and their text."""
    try:
        notebook: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        place = (error.lineno, error.colno) if isinstance(error, json.JSONDecodeError) else None
        raise InputError(_english.no_json(name, place)) from None
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list):
        raise InputError(_english.no_cells(name))
    for number, cell in enumerate(cells, 1):
        kind, source = (cell.get("cell_type"), cell.get("source")) if isinstance(cell, dict) else (None, None)
        lines: list[object] = source if isinstance(source, list) else [source]
        if not isinstance(kind, str) or not all(isinstance(line, str) for line in lines):
            raise InputError(_english.no_cell(name, number))
        yield number, kind, "".join(map(str, lines))


def _cell(source: str, number: int, name: str, given: Request) -> Part:
    """The passages of a cell of code that starts with %%symrf: claims in lines, or one network."""
    blank = len(source) - len(source.lstrip())
    first = source.count("\n", 0, blank) + 1
    head, _, body = source[blank:].partition("\n")
    try:
        asked = request_of_words(head.removeprefix(MAGIC), given)
    except SymrfError as error:
        raise located(error, f"{name}:cell {number}:{first}") from None
    if has_claims(body):
        said = [ClaimsLine(each.line + first, each.text, each.claim) for each in claims_lines(body)]
    else:
        said = [ClaimsLine(first + 1, body, claim=False)]
    return Part([Passage(each, number) for each in said], asked)
