"""Documents and files of claims -> the verdicts on what is claimed in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from symrf.answers.checking import judged
from symrf.answers.claims.amounts import units
from symrf.answers.claims.reader import claims_lines
from symrf.answers.verdicts import Report, Verdict
from symrf.errors import SymrfError
from symrf.formulas.budget import allowing
from symrf.front import _english
from symrf.front.files import bytes_of, text_of
from symrf.front.manuscripts import latex, markdown, notebooks
from symrf.front.manuscripts.passages import Part, Passage, located
from symrf.front.requests import DEFAULTS, Request
from symrf.front.sources import claiming
from symrf.networks.notation.assumptions import assumptions
from symrf.readers.paste import Paste
from symrf.readers.telling import line_of, told

__all__ = ["ENDINGS", "Judgement", "is_document", "judge", "of_paste"]

ENDINGS: Mapping[str, Callable[[str, str, Request], Sequence[Part]]] = {
    ".tex": latex.parts,
    ".md": markdown.parts,
    ".ipynb": notebooks.parts,
}


@dataclass(frozen=True)
class Judgement:
    """The report on files, the names of those that claim nothing, and what is wrong with those that are not read.

    `notes` tell of options in them that have other names now.
    """

    report: Report
    silent: tuple[str, ...]
    errors: tuple[SymrfError, ...]
    notes: tuple[str, ...] = ()


def is_document(name: str) -> bool:
    """Whether a name is one of a document, by its ending; @FILE is a file of claims, and c3 # as in a.md a network."""
    return (
        Path(name).suffix.lower() in ENDINGS and not name.startswith("@") and ("#" not in name or Path(name).is_file())
    )


def judge(names: Sequence[str], given: Request = DEFAULTS) -> Judgement:
    """The verdicts on what is claimed in documents and files of claims, each with its place, such as `paper.tex:12`."""
    verdicts: list[Verdict] = []
    silent: list[str] = []
    errors: list[SymrfError] = []
    notes: dict[str, None] = {}
    for name in names:
        try:
            paste = None if is_document(name) else claiming(bytes_of(name), name, given)
            if paste is not None:
                notes |= {f"{name}: {said}": None for said in told(paste, judged=True)}
                verdicts += of_paste(paste, given, name)
                silent += [] if paste.claims else [name]
                continue
            parts = _parts(name, given)
            notes |= {f"{name}: {note}": None for part in parts for note in part.request.notes}
            found = [each for part in parts for each in _of_part(part, name)]
        except SymrfError as error:
            errors.append(error)
            continue
        if not found:
            silent.append(name)
        verdicts += [verdict for _, verdict in sorted(found, key=lambda each: each[0])]
    return Judgement(given.reported(Report(tuple(verdicts))), tuple(silent), tuple(errors), tuple(notes))


def of_paste(paste: Paste, given: Request, name: str = "") -> Report:
    """The verdicts on what a text claims of its own network, each with its line."""
    report = given.under(paste).check(paste, paste.claims)
    lines = [line_of(paste, said) for said in paste.statements]
    places = ["" if line is None else f"{name}:{line}" if name else _english.line(line) for line in lines]
    return replace(
        report, verdicts=tuple(replace(each, place=place) for each, place in zip(report, places, strict=True))
    )


def _parts(name: str, given: Request) -> Sequence[Part]:
    """The passages of one file."""
    text = text_of(name)
    if is_document(name):
        return ENDINGS[Path(name).suffix.lower()](text, name, replace(given, notes=()))
    return (Part([Passage(each) for each in claims_lines(text)], given),)


def _of_part(part: Part, name: str) -> list[tuple[tuple[int, int], Verdict]]:
    """The verdicts on passages that are read together, each with its order in the file."""
    asked = part.request
    said = [passage.statement for passage in part.passages]
    if not said:
        return []
    try:
        where = assumptions(asked.where)
        with allowing(asked.budget):
            worth = units(asked.rate, asked.pixel)
            meaning, at = dict(asked.meaning), asked.given
            found = list(judged(said, asked.axes, asked.convention, meaning, where, at, asked.origin, worth))
    except SymrfError as error:  # of what is asked, not of what is said
        raise located(error, part.passages[0].place(name)) from None
    return [
        (passage.order, replace(verdict, place=passage.place(name)))
        for passage, verdict in zip(part.passages, found, strict=True)
        if verdict is not None
    ]
