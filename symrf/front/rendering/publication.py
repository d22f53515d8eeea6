"""A document on its way out: its symbols renamed, laid out for its target, whole or as a fragment, into a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os.path import splitext
from types import MappingProxyType
from typing import TYPE_CHECKING

from symrf.answers.documents.document import Picture
from symrf.answers.documents.english.contents import CONTENTS
from symrf.errors import FormulaError, InputError
from symrf.front import _english
from symrf.front.rendering.targets import TARGETS, target

if TYPE_CHECKING:
    from symrf.answers.documents.document import Document
    from symrf.formulas.tree import Symbol
    from symrf.front.rendering.compilation import Image

__all__ = ["format_of", "laid_out", "renamed", "renaming", "text", "write"]

COMPILED: Mapping[str, Image] = {".pdf": "pdf", ".png": "png", ".svg": "svg"}  # by Typst, without TeX
_FORMATS = {each.suffix: each.name for each in TARGETS.values() if each.suffix} | {".json": "json"}
_FORMATS |= dict.fromkeys(COMPILED, "typst")


def format_of(path: str | None) -> str:
    """The format of a file with that name: text where it says none."""
    return "text" if path is None else _FORMATS.get(splitext(path)[1].lower(), "text")


def laid_out(document: Document, name: str, output: str | None = None, standalone: bool = False) -> str | bytes:
    """The text of a document for a target, or the bytes of the page that it is compiled to, as a file's name says."""
    drawn = [block for block in document.blocks if isinstance(block, Picture)]
    suffix = splitext(output)[1].lower() if output else ""
    if suffix == ".svg" and len(drawn) == len(document.blocks) == 1:
        return text(document, "svg")
    if suffix not in COMPILED or (suffix == ".svg" and name == "svg"):
        return text(document, name, standalone)
    if name != "typst":
        raise InputError(_english.made_by_typst(suffix, name))
    from symrf.front.rendering.compilation import published

    return published(document, COMPILED[suffix])


def text(
    document: Document, name: str, standalone: bool = False, write_as: Mapping[str, str] = MappingProxyType({})
) -> str:
    r"""The text of a document for a target, some symbols written otherwise.

    >>> from symrf.answers.documents.document import Document, Paragraph
    >>> from symrf.formulas.tree import Symbol
    >>> text(Document((Paragraph((Symbol("w"),)),)), "github", write_as={"w": "W_{in}"})
    '$`W_{in}`$\n'
    """
    place = target(name)
    if place.pictures and not any(isinstance(block, Picture) for block in document.blocks):
        drawing = [name for name, each in CONTENTS.items() if each.draws]
        raise InputError(_english.no_picture(drawing))
    return place.render(renamed(document, [f"{old}={new}" for old, new in write_as.items()]), standalone)


def write(path: str, content: str | bytes) -> None:
    """Write a file; an InputError says why it cannot be written."""
    data = content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
    try:
        with open(path, "wb") as file:
            file.write(data)
    except OSError as error:
        raise InputError(_english.unwritable(path, error)) from None
    except ValueError:
        raise InputError(_english.no_file_name(path)) from None


def renamed(document: Document, texts: Sequence[str]) -> Document:
    """A document with the symbols of `w=W_{in}` written so."""
    if not texts:
        return document
    from symrf.answers.documents import renaming as others

    return others.renamed(document, renaming(texts))


def renaming(texts: Sequence[str]) -> dict[str, Symbol]:
    """How symbols are written: those of `w=W_{in}`."""
    from symrf.formulas import reader as formula
    from symrf.formulas.tree import Symbol

    names: dict[str, Symbol] = {}
    for each in texts:
        old, equals, new = each.partition("=")
        try:
            trees = [formula.parse(part) for part in (old, new)] if equals else []
        except FormulaError:
            trees = []
        match trees:
            case [Symbol(name), Symbol() as symbol]:
                names[name] = symbol
            case _:
                raise InputError(_english.RENAMING_TAKES, each, (0, len(each)))
    return names
