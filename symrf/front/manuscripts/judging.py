"""Documents -> the verdicts on what is claimed in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from symrf.answers.checking import judged
from symrf.answers.verdicts import Report, Verdict
from symrf.errors import InputError, SymrfError
from symrf.formulas.budget import allowing
from symrf.front import _english
from symrf.front.files import text_of
from symrf.front.manuscripts import latex, markdown, notebooks
from symrf.front.manuscripts.passages import Part, Passage, located
from symrf.front.requests import DEFAULTS, Request
from symrf.networks.notation.assumptions import assumptions

__all__ = ["ENDINGS", "Judgement", "is_document", "judge"]

ENDINGS: Mapping[str, Callable[[str, str, Request], Sequence[Part]]] = {
    ".tex": latex.parts,
    ".md": markdown.parts,
    ".ipynb": notebooks.parts,
}


@dataclass(frozen=True)
class Judgement:
    """The report on documents, the names of those that claim nothing, and what is wrong with the others.

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
    """The verdicts on what is claimed in documents, each with its place, such as `paper.tex:12`."""
    verdicts: list[Verdict] = []
    places: list[str] = []
    silent: list[str] = []
    errors: list[SymrfError] = []
    notes: dict[str, None] = {}
    for name in names:
        try:
            parts = _parts(name, given)
            notes |= {f"{name}: {note}": None for part in parts for note in part.request.notes}
            found = _judged(parts, name)
        except SymrfError as error:
            errors.append(error)
            continue
        if not found:
            silent.append(name)
        verdicts += [verdict for _, verdict in found]
        places += [passage.place(name) for passage, _ in found]
    return Judgement(Report(tuple(verdicts), tuple(places)), tuple(silent), tuple(errors), tuple(notes))


def _parts(name: str, given: Request) -> Sequence[Part]:
    """The passages of one document."""
    if not is_document(name):
        raise InputError(_english.no_document(name, ENDINGS))
    return ENDINGS[Path(name).suffix.lower()](text_of(name), name, replace(given, notes=()))


def _judged(parts: Sequence[Part], name: str) -> list[tuple[Passage, Verdict]]:
    """The verdicts of one document, in its order."""
    found: list[tuple[Passage, Verdict]] = []
    for part in parts:
        found += _of_part(part, name)
    return sorted(found, key=lambda each: each[0].order)


def _of_part(part: Part, name: str) -> list[tuple[Passage, Verdict]]:
    if not part.passages:
        return []
    asked = part.request
    said = (passage.statement for passage in part.passages)
    found: list[Verdict | None] = []
    try:
        where = assumptions(asked.where)
        with allowing(asked.budget):
            for verdict in judged(said, asked.axes, asked.convention, dict(asked.meaning), where):
                found.append(verdict)  # what comes before an error says where that is
    except SymrfError as error:
        passage = part.passages[min(len(found), len(part.passages) - 1)]
        raise located(error, passage.place(name)) from None
    return [(passage, verdict) for passage, verdict in zip(part.passages, found, strict=True) if verdict is not None]
