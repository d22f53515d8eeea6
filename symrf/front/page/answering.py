"""The door of the page: a question in JSON, its answer in JSON, the same bytes on every machine.

It reads no file, whatever a question says: a network is its text, or the bytes of a file that the question holds.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from symrf.errors import InputError, SymrfError
from symrf.front.page import _english
from symrf.front.page.folding import folded
from symrf.front.page.questions import Question, question
from symrf.front.rendering.html import HTML
from symrf.front.rendering.publication import laid_out, renamed
from symrf.front.rendering.targets import PICTURES, target
from symrf.front.requests import Request
from symrf.front.sources import of_data, of_text
from symrf.networks.asking import asking
from symrf.networks.notation.architecture import Architecture

if TYPE_CHECKING:
    from symrf.answers.documents.document import Document
    from symrf.answers.verdicts import Verdict
    from symrf.readers.paste import Paste

__all__ = ["answer"]


def answer(question: str) -> str:
    """The answer to a question, both in JSON; one that is none, or that is refused, has an error for its answer.

    >>> answer('{"view": "solve", "network": "c3"}')
    '{"error":{"message":"a condition is missing, such as size = 28 or rf >= 224","source":null,"span":null}}'
    """
    try:
        told = _answered(question)
    except SymrfError as error:
        told = {"error": error.to_dict()}
    except RecursionError:
        told = {"error": InputError(_english.TOO_DEEP).to_dict()}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True)
class _Asked:
    """A question whose network was read, and what is asked of it on its own axes."""

    question: Question
    network: Architecture | Paste
    request: Request


def _answered(text: str) -> dict[str, object]:
    asked = question(text)
    if asked.view == "choices":
        from symrf.front.page.choices import choices

        return choices()
    if not asked.network.strip() and asked.file is None:
        raise InputError(_english.NETWORK_IS_MISSING)
    with asking(asked.request.budget):
        network = _network(asked)
    request = asked.request if isinstance(network, Architecture) else asked.request.under(network)
    told = {"notation": str(network), "read": _read(network)} | {"html": "", "latex": "", "text": ""}
    return told | _VIEWS[asked.view](_Asked(asked, network, request))


def _network(asked: Question) -> Architecture | Paste:
    """The network of a question, or what is read of it."""
    if asked.file is None:
        return of_text(asked.network, asked.request)
    return of_data(asked.file.data, asked.file.name, asked.request)


def _read(network: Architecture | Paste) -> dict[str, object] | None:
    """What is to be known of what was read; None of the notation, of which nothing is assumed."""
    if isinstance(network, Architecture):
        return None
    from symrf.readers.table import NOTATION
    from symrf.readers.telling import told

    if network.kind == NOTATION:
        return None
    return {
        "kind": network.kind,
        "notes": list(told(network, judged=True)),
        "certain": network.certain,
        "axes": list(network.axes),
        "convention": network.convention,
        "claims": list(network.claims),
        "networks": list(network.networks),
    }


def _told(asked: _Asked, *contents: str, copied: bool = False) -> dict[str, object]:
    """Pieces of a document on the network; where they are short they are `copied` as LaTeX and as text, too."""
    request = replace(asked.request, contents=contents, target="html")
    with asking(request.budget):
        return _shown(request.document(request.derive(asked.network)), asked.question.whole, copied)


def _first(asked: _Asked) -> dict[str, object]:
    """What was read, in words, and what it comes to; the layers stand in a tab, what is copied is its formulas."""
    from symrf.answers.documents.document import Copy, Document, Table

    request = replace(asked.request, contents=("summary",), target="html")
    with asking(request.budget):
        derivation = request.derive(asked.network)
        blocks = request.document(derivation).blocks
        shown = Document(tuple(each for each in blocks if not isinstance(each, Table | Copy)))
        formulas = replace(request, contents=("formula",)).document(derivation)
        return _shown(shown) | _copied(formulas)


def _shown(document: Document, whole: bool = True, copied: bool = False) -> dict[str, object]:
    shown, folds = (document, 0) if whole else folded(document)
    told: dict[str, object] = {"html": HTML(shown), "folded": folds}
    return told | (_copied(document) if copied else {})


def _copied(document: Document) -> dict[str, object]:
    """A document as LaTeX and as text."""
    return {"latex": target("latex").render(document), "text": target("unicode").render(document)}


def _claims(asked: _Asked) -> dict[str, object]:
    """The verdicts on claims, a line each."""
    lines = _lines(asked.question.claims)
    if not lines:
        return {"verdicts": []}
    report = asked.request.check(asked.network, [text for _, text in lines])
    with asking(asked.request.budget):
        verdicts = [_verdict(asked, each, start) for each, (start, _) in zip(report, lines, strict=True)]
        copied = _shown(asked.request.document(report), copied=True)
    return copied | {"verdicts": verdicts}


def _lines(text: str) -> list[tuple[int, str]]:
    """The lines of a text that say something, each with its place."""
    found, start = [], 0
    for line in text.splitlines(keepends=True):
        said = line.partition("#")[0]
        if said.strip():
            found.append((start + len(said) - len(said.lstrip()), said.strip()))
        start += len(line)
    return found


def _verdict(asked: _Asked, verdict: Verdict, start: int) -> dict[str, object]:
    """A verdict: what makes it so, which slips would give what is claimed, and where it is unread."""
    from symrf.answers.documents.document import Document, Paragraph
    from symrf.answers.documents.english.judgement import because

    said = renamed(Document((Paragraph(tuple(because(verdict))),)), asked.request.write_as)
    [html] = (HTML.inlines(block.inlines) for block in said.blocks if isinstance(block, Paragraph))
    told: dict[str, object] = {"claim": verdict.claim.text, "status": verdict.status, "html": html}
    told |= {"complete": verdict.complete, "notes": list(verdict.notes)}
    told["why"] = [{"html": HTML.inline(each.sentence), "firm": each.firm} for each in verdict.why]
    if verdict.error is not None and verdict.error.span is not None:
        first, last = verdict.error.span
        told["span"] = [start + first, start + last]
    return told


def _solved(asked: _Asked) -> dict[str, object]:
    """For which inputs, or which values of a parameter, conditions hold."""
    conditions = [text for _, text in _lines(asked.question.conditions)]
    if not conditions:
        raise InputError(_english.CONDITION_IS_MISSING)
    solution = asked.request.solve(asked.network, conditions)
    with asking(asked.request.budget):
        return _shown(asked.request.document(solution), copied=True)


def _exported(asked: _Asked) -> dict[str, object]:
    """A document for a target, or the data of a derivation, as text."""
    request = asked.request
    with asking(request.budget):
        derivation = request.derive(asked.network)
        if request.format == "json":
            return {"text": json.dumps(request.data(derivation), indent=2, ensure_ascii=False) + "\n"}
        if request.contents == () and request.format in PICTURES:
            request = replace(request, contents=(asked.question.picture,))
        return {"text": laid_out(request.document(derivation), request.format, None, request.standalone)}


def _written(asked: _Asked) -> dict[str, object]:
    """The network as code, or the bytes of a file in base64."""
    request = replace(asked.request, written=asked.question.form)
    with asking(request.budget):
        found = request.write(asked.network)
    return {"text": found} if isinstance(found, str) else {"base64": b64encode(found).decode("ascii")}


def _pictured(asked: _Asked) -> dict[str, object]:
    return _told(asked, asked.question.picture)


_VIEWS: Mapping[str, Callable[[_Asked], dict[str, object]]] = {
    "answer": _first,
    "claims": _claims,
    "steps": lambda asked: _told(asked, "steps", "results"),
    "table": lambda asked: _told(asked, "table"),
    "picture": _pictured,
    "words": lambda asked: _told(asked, "prose", "remarks", copied=True),
    "reach": lambda asked: _told(asked, "reach"),
    "solve": _solved,
    "export": _exported,
    "code": _written,
}
