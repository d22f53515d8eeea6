"""Notebooks: `%load_ext symrf`, then `%symrf c3s1 p2s2 c3s1 --steps` in a line, or `%%symrf` over a cell.

A cell is a network, whose document is shown, or definitions and claims, a line each, which are judged.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Protocol

from symrf.errors import InputError, SymrfError
from symrf.front import _english
from symrf.front.options import request_of_words
from symrf.front.page.links import linked
from symrf.front.reports import complaints
from symrf.front.sources import answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from symrf.answers.documents.document import Document
    from symrf.front.requests import Request

__all__ = ["Shell", "Shown", "load_ipython_extension", "shown"]


class Shell(Protocol):
    """A shell of IPython, as far as it is needed."""

    def register_magic_function(self, func: Callable[..., object], magic_kind: str, magic_name: str) -> None:
        """Give it a magic."""


@dataclass(frozen=True)
class Shown:
    """A document that a notebook shows, and notes on former names of options and on claims that are unread."""

    document: Document
    notes: tuple[str, ...] = ()
    link: str | None = None  # to the page in the browser

    def _repr_mimebundle_(self, **_selected: object) -> dict[str, str]:
        from symrf.front.rendering.targets import mimebundle

        bundle = mimebundle(self.document)
        if self.link is None:
            return bundle
        said = _english.ON_THE_PAGE
        linked = f'<p><a href="{escape(self.link)}">{said}</a></p>'
        added = {"text/html": linked, "text/markdown": f"[{said}](<{self.link}>)", "text/plain": self.link}
        return {kind: f"{text}\n\n{added[kind]}" for kind, text in bundle.items()}


def shown(line: str, cell: str | None = None) -> Shown:
    """What `%symrf LINE` shows, or `%%symrf LINE` over a cell; a SymrfError says what is wrong.

    >>> from symrf.front.rendering.text import PLAIN_TEXT
    >>> print(PLAIN_TEXT(shown("c3 c3 --axes t").document).splitlines()[0])
    convolution, kernel 3 -> convolution, kernel 3
    """
    if cell is not None:
        return _shown(cell, request_of_words(line))
    if line.lstrip().startswith("--"):
        raise InputError(_english.NETWORK_COMES_FIRST, line, (0, len(line)))
    network, mark, options = line.partition(" --")
    return _shown(_unquoted(network.strip()), request_of_words(mark + options))


def load_ipython_extension(shell: Shell) -> None:
    """Give a shell of IPython the magics %symrf and %%symrf."""
    from IPython.core.error import UsageError
    from IPython.core.magic import no_var_expand

    @no_var_expand  # braces are the notation's
    def symrf(line: str, cell: str | None = None) -> Shown:
        """Derive a network: `%symrf c3s1 p2s2 c3s1 --steps`; as a cell, a network, or definitions and claims."""
        try:
            found = shown(line, cell)
        except SymrfError as error:
            raise UsageError(str(error)) from None
        for note in found.notes:
            print(_english.said(note), file=sys.stderr)
        return found

    shell.register_magic_function(symrf, "line_cell", "symrf")


def _shown(text: str, asked: Request) -> Shown:
    from symrf.answers.verdicts import Report

    found, asked = answer(text, asked)
    link = linked(found, asked)
    if not isinstance(found, Report):
        return Shown(asked.document(found), asked.notes, link)
    unread = complaints(found)
    if unread and len(unread) == len(found):
        raise unread[0]
    return Shown(asked.document(found), (*asked.notes, *map(str, unread)), link)


def _unquoted(text: str) -> str:
    """A network without the quotation marks that a shell would need."""
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text
