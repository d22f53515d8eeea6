"""Where a document goes, and how it is laid out there: a renderer, and what makes its text a whole document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from symrf.errors import InputError
from symrf.front import _english

if TYPE_CHECKING:
    from symrf.answers.documents.document import Document

__all__ = ["PICTURES", "TARGETS", "Target", "mimebundle", "target"]


@dataclass(frozen=True, slots=True)
class Target:
    """A place for documents; its module in symrf.front.rendering is loaded when it is used.

    `renderer` is the name of what turns a Document into text, `whole` of what turns that text into a document that
    stands alone (None where a text is that already). A file with the `suffix` goes there, a notebook shows it as
    `mime`, and one of `pictures` takes the pictures of a document, and nothing else.
    """

    name: str
    module: str
    renderer: str
    whole: str | None = None
    suffix: str = ""
    mime: str = ""
    pictures: bool = False

    def render(self, document: Document, standalone: bool = False) -> str:
        """The text of a document, as a fragment or as a whole."""
        module = import_module(f"symrf.front.rendering.{self.module}")
        render: Callable[[Document], str] = getattr(module, self.renderer)
        text = render(document)
        if not standalone or self.whole is None:
            return text
        whole: Callable[[str], str] = getattr(module, self.whole)
        return whole(text)


TARGETS = {
    each.name: each
    for each in (
        Target("text", "text", "PLAIN_TEXT"),
        Target("unicode", "text", "UNICODE_TEXT", mime="text/plain"),
        Target("latex", "latex", "PAPER"),
        Target("paper", "latex", "PAPER", "whole", suffix=".tex"),
        Target("slides", "slides", "SLIDES", "whole"),
        Target("stackexchange", "markdown", "STACKEXCHANGE"),
        Target("github", "markdown", "GITHUB", suffix=".md"),
        Target("notebook", "markdown", "MARKDOWN"),
        Target("markdown", "markdown", "MARKDOWN", mime="text/markdown"),
        Target("html", "html", "HTML", "page", suffix=".html", mime="text/html"),
        Target("typst", "typst", "TYPST", "page", suffix=".typ"),
        Target("svg", "pictures", "as_svg", pictures=True),
        Target("tikz", "pictures", "as_tikz", "whole", pictures=True),
    )
}
PICTURES = tuple(each.name for each in TARGETS.values() if each.pictures)


def target(name: str) -> Target:
    """The target of that name; an InputError lists them."""
    if name not in tuple(TARGETS):
        raise InputError(_english.no_target(name, TARGETS))
    return TARGETS[name]


def mimebundle(document: Document) -> dict[str, str]:
    """A document in the formats of which a notebook shows the richest that it can.

    >>> from symrf.answers.documents.document import Document, Paragraph
    >>> mimebundle(Document((Paragraph(("seen",)),)))["text/plain"]
    'seen'
    """
    return {each.mime: each.render(document).rstrip("\n") for each in TARGETS.values() if each.mime}
