r"""A text in LaTeX -> what is claimed in it: comments `% symrf: …`, and \symrfcheck{network}{claim}."""

from __future__ import annotations

import re
from collections.abc import Sequence

from symrf.answers.claims.reader import ClaimsLine
from symrf.errors import InputError, SymrfError
from symrf.front import _english
from symrf.front.manuscripts.markings import Marking, Page, read
from symrf.front.manuscripts.passages import Lines, Part, Passage, located
from symrf.front.manuscripts.tex import Command, scan
from symrf.front.options import request_of_settings
from symrf.front.requests import Request

__all__ = ["parts", "settings", "words"]

_MARKED = re.compile(r"\s*symrf:(.*)", re.DOTALL)
_SETTING = re.compile(r"\s*([a-z][a-z0-9_.-]*)\s*(?:=\s*(?:\{(.*)\}|(.*?)))?\s*", re.DOTALL)
_ESCAPED = re.compile(r"\\([%#&_$])")
_COMMA = re.compile(r"\\.|[{},]", re.DOTALL)


def parts(text: str, name: str, given: Request) -> Sequence[Part]:
    r"""The claims of a document: its comments are read together, each \symrfcheck alone."""
    found = scan(text)
    lines = Lines(text)
    alone = []
    for command in found.commands:
        if command.name not in ("symrfsetup", "symrfcheck"):
            continue
        line = lines.at(command.start)
        try:
            if command.name == "symrfsetup":
                given = request_of_settings(settings(words(command)[0]), given)
            else:
                alone.append(_checked(command, given, line))
        except SymrfError as error:
            raise located(error, f"{name}:{line}") from None
    markings = [
        Marking(marked[1].strip(), comment.start, comment.stop, lines.at(comment.start))
        for comment in found.comments
        if (marked := _MARKED.fullmatch(comment.text)) is not None
    ]
    return (read([Page(found.bare, markings, found.formulas)], name, given), *alone)


def _checked(command: Command, given: Request, line: int) -> Part:
    network, claim = words(command)
    said = (ClaimsLine(line, network, claim=False), ClaimsLine(line, claim, claim=True))
    return Part([Passage(each) for each in said], request_of_settings(settings(command.option), given))


def words(command: Command) -> tuple[str, ...]:
    """The arguments of a command in one line each; an InputError says which are missing."""
    if not command.whole:
        raise InputError(_english.takes_in_braces(command.name))
    return tuple(" ".join(argument.split()) for argument in command.arguments)


def settings(option: str) -> dict[str, str]:
    """The options of `axes={w,h}, steps`: those without a value have an empty one.

    >>> settings("axes={w,h}, steps")
    {'axes': 'w,h', 'steps': ''}
    """
    found = {}
    depth, start = 0, 0
    pieces = []
    for sign in _COMMA.finditer(option):
        depth += (sign.group() == "{") - (sign.group() == "}")
        if sign.group() == "," and depth == 0:
            pieces.append((start, sign.start()))
            start = sign.end()
    for first, last in (*pieces, (start, len(option))):
        piece = option[first:last]
        if not piece.strip():
            continue
        setting = _SETTING.fullmatch(piece)
        if setting is None:
            raise InputError(_english.SETTING, option, (first, last))
        found[setting[1]] = setting[2] if setting[2] is not None else setting[3] or ""
    if "caption" in found:  # a text, of which TeX would take a bare % for a comment
        found["caption"] = _ESCAPED.sub(r"\1", found["caption"])
    return found
