"""What is said of a report beside its document: complaints, and for machines JUnit's XML and annotations of lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from symrf.errors import SymrfError
from symrf.front import _english

if TYPE_CHECKING:
    from symrf.answers.verdicts import Report, Verdict

__all__ = ["REPORTS", "annotated", "complaints", "junit", "place_of"]


def complaints(report: Report) -> list[SymrfError]:
    """Why claims are unread, each with its place.

    >>> import symrf
    >>> print(complaints(symrf.check_file("c3\\nrf = ("))[0])
    line 2: this bracket is never closed
      rf = (
           ^
    """
    from symrf.front.manuscripts.passages import located

    return [located(verdict.error, verdict.place) for verdict in report if verdict.error is not None]


def junit(report: Report) -> str:
    """A test case for each claim: a failure where it is refuted, an error where it is unread, skipped if not decided.

    >>> import symrf
    >>> print(junit(symrf.check("c3", "rf = 4")).splitlines()[2].strip())
    <testcase name="rf = 4" classname="c3">
    """
    from xml.etree import ElementTree

    suite = ElementTree.Element("testsuite", name="symrf", tests=str(len(report)))
    counts = dict.fromkeys(_OUTCOMES.values(), 0)
    for verdict in report:
        case = ElementTree.SubElement(suite, "testcase", name=_plain(verdict.claim.text), classname=_about(verdict))
        file, line = place_of(verdict.place)
        if file:
            case.set("file", file)
        if line:
            case.set("line", str(line))
        if (outcome := _outcome(verdict)) is not None:
            counts[outcome] += 1
            ElementTree.SubElement(case, outcome, message=_plain(said(verdict)), type=verdict.status)
    for outcome, name in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
        suite.set(name, str(counts[outcome]))
    ElementTree.indent(suite)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(suite, encoding="unicode") + "\n"


def annotated(report: Report) -> str:
    """A workflow command of GitHub for each claim that is not proved: an error, a warning or a notice at its line.

    >>> import symrf
    >>> print(annotated(symrf.check("c3", "rf = 4")).strip())
    ::error title=refuted%3A rf = 4::it is 3
    """
    lines = []
    for verdict in report:
        if (level := _LEVELS.get(verdict.status)) is None:
            continue
        file, line = place_of(verdict.place)
        properties = {
            "file": file,
            "line": str(line) if line else "",
            "title": f"{verdict.status}: {verdict.claim.text}",
        }
        told = ",".join(f"{name}={_escaped(_plain(text), ':,')}" for name, text in properties.items() if text)
        lines.append(f"::{level} {told}::{_escaped(_plain(said(verdict)))}\n")
    return "".join(lines)


REPORTS: Mapping[str, Callable[[Report], str]] = {"junit": junit, "annotations": annotated}
"""The targets that reports alone have."""

_OUTCOMES = {"refuted": "failure", "unread": "error", "undecided": "skipped"}
_LEVELS = {"refuted": "error", "unread": "error", "conditional": "notice", "undecided": "warning"}


def _outcome(verdict: Verdict) -> str | None:
    """What a verdict is among tests; a condition that is not wholly known is not decided."""
    found = _OUTCOMES.get(verdict.status)
    return "skipped" if found is None and not verdict.complete else found


def said(verdict: Verdict) -> str:
    """Why a verdict is so, in a line."""
    from symrf.answers.documents.english.judgement import because, reasons
    from symrf.front.rendering.text import PLAIN_TEXT

    slips = ("; ", *reasons(verdict)) if verdict.why else ()
    return PLAIN_TEXT.inlines((*because(verdict), *slips)) or verdict.status


def _about(verdict: Verdict) -> str:
    """The network that a claim is about."""
    return _plain("" if verdict.grounds is None else str(verdict.grounds.subject.network)) or _english.UNREAD


def _plain(text: str) -> str:
    """A text without what XML cannot hold."""
    return "".join(letter if letter.isprintable() or letter in "\n\t" else "�" for letter in text)


def _escaped(text: str, also: str = "") -> str:
    """A text in a workflow command, which takes %, the ends of lines and some more by their codes."""
    return "".join(f"%{ord(letter):02X}" if letter in "%\r\n" + also else letter for letter in text)


def place_of(place: str) -> tuple[str, int]:
    """The file and the line of a place, such as `paper.tex:12`; "" and 0 where there are none.

    >>> place_of("notes.ipynb:cell 3:2"), place_of("line 4")
    (('notes.ipynb', 2), ('', 4))
    """
    found = re.fullmatch(r"(?:(?P<file>.*?):(?:cell \d+:)?|line )(?P<line>\d+)", place, re.DOTALL)
    return (found["file"] or "", int(found["line"])) if found else ("", 0)
