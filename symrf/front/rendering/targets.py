"""Where a document goes, and how it is laid out there: a renderer, and what makes its text a whole document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING

from symrf.errors import InputError
from symrf.front import _english

if TYPE_CHECKING:
    from symrf.answers.documents.document import Document
    from symrf.networks.display import Selection

__all__ = ["FITTED", "PICTURES", "TARGETS", "Target", "mimebundle", "target"]


@dataclass(frozen=True, slots=True)
class Target:
    """A place for documents; its module in symrf.front.rendering is loaded when it is used.

    `renderer` is the name of what turns a Document into text, `whole` of what turns that text into a document that
    stands alone (None where a text is that already). A file with the `suffix` goes there, a notebook shows it as
    `mime`, and one of `pictures` takes the pictures of a document, and nothing else. Where they stand `beside`, the
    pictures of a text that is written to a file are files of their own. What is published says layers in words, without
    the `notation`. Where the first answer has a formula to copy it need not tell of axes that are `alike`. `fitted` is
    the name of what gives a renderer for lines of some width, `fragment` of what says above a text which packages it
    needs. On one with `pages` the steps to each layer have one of their own.
    """

    name: str
    module: str
    renderer: str
    whole: str | None = None
    suffix: str = ""
    mime: str = ""
    pictures: bool = False
    notation: bool = True
    pages: bool = False
    fitted: str | None = None
    fragment: str | None = None
    beside: bool = False
    alike: bool = False

    def selected(self, selection: Selection) -> Selection:
        """What is selected, as it is shown here: with the notation where that is asked for, or usual."""
        notation = selection.notation or self.notation
        return replace(selection, notation=notation, pages=self.pages, alike=self.alike)

    def render(self, document: Document, standalone: bool = False, width: float | None = None) -> str:
        """The text of a document, as a fragment or as a whole, for lines of so many points where a width is given."""
        module = import_module(f"symrf.front.rendering.{self.module}")
        render: Callable[[Document], str] = getattr(module, self.renderer)
        if width is not None:
            if self.fitted is None:
                raise InputError(_english.without_width(self.name, FITTED))
            render = getattr(module, self.fitted)(width)
        text = render(document)
        if standalone and self.whole is not None:
            whole: Callable[..., str] = getattr(module, self.whole)
            return whole(text) if width is None else whole(text, width)
        if self.fragment is None:
            return text
        fragment: Callable[[str], str] = getattr(module, self.fragment)
        return fragment(text)


TARGETS = {
    each.name: each
    for each in (
        Target("text", "text", "PLAIN_TEXT", alike=True),
        Target("unicode", "text", "UNICODE_TEXT", mime="text/plain", alike=True),
        Target("latex", "latex", "PAPER", notation=False, fitted="paper", fragment="fragment"),
        Target(
            *("paper", "latex", "PAPER", "whole"), suffix=".tex", notation=False, fitted="paper", fragment="fragment"
        ),
        Target("slides", "slides", "SLIDES", "whole", notation=False, pages=True),
        Target("stackexchange", "markdown", "STACKEXCHANGE", notation=False, beside=True),
        Target("github", "markdown", "GITHUB", suffix=".md", notation=False, beside=True),
        Target("notebook", "markdown", "MARKDOWN", beside=True),
        Target("markdown", "markdown", "MARKDOWN", mime="text/markdown", beside=True),
        Target("html", "html", "HTML", "page", suffix=".html", mime="text/html", alike=True),
        Target("typst", "typst", "TYPST", "page", suffix=".typ", notation=False),
        Target("svg", "pictures", "as_svg", pictures=True),
        Target("tikz", "pictures", "as_tikz", "whole", pictures=True),
    )
}
PICTURES = tuple(each.name for each in TARGETS.values() if each.pictures)
FITTED = tuple(each.name for each in TARGETS.values() if each.fitted)


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
