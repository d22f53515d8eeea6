"""A document on its way out: its symbols renamed, laid out for its target, whole or as a fragment, into a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os.path import splitext
from types import MappingProxyType
from typing import TYPE_CHECKING

from symrf.document import Picture
from symrf.errors import FormulaError, InputError
from symrf.targets import PICTURES, target

if TYPE_CHECKING:
    import argparse

    from symrf.compilation import Image
    from symrf.document import Document
    from symrf.written import Symbol

__all__ = ["format_of", "laid_out", "text", "write"]

COMPILED: Mapping[str, Image] = {".pdf": "pdf", ".png": "png", ".svg": "svg"}  # by Typst, without TeX
_FORMATS = {".tex": "paper", ".md": "github", ".html": "html", ".typ": "typst", ".json": "json"}
_FORMATS |= dict.fromkeys(COMPILED, "typst")


def format_of(path: str | None) -> str:
    """The format of a file with that name: text where it says none."""
    return "text" if path is None else _FORMATS.get(splitext(path)[1].lower(), "text")


def laid_out(document: Document, options: argparse.Namespace) -> str | bytes:
    """The text of a document, or the bytes of the page that it is compiled to, as options of the command ask for it."""
    document = _renamed(document, options.symbol)
    drawn = [block for block in document.blocks if isinstance(block, Picture)]
    suffix = splitext(options.output)[1].lower() if options.output else ""
    if suffix == ".svg" and len(drawn) == len(document.blocks) == 1:
        return text(document, "svg")
    if suffix not in COMPILED or (suffix == ".svg" and options.format == "svg"):
        return text(document, options.format, options.standalone)
    if options.format != "typst":
        raise InputError(f"{suffix} is made by Typst: leave --format {options.format} out, or write another file")
    from symrf.compilation import published

    return published(document, COMPILED[suffix])


def text(
    document: Document, name: str, standalone: bool = False, symbols: Mapping[str, str] = MappingProxyType({})
) -> str:
    r"""The text of a document for a target, some symbols written otherwise.

    >>> from symrf.document import Document, Paragraph
    >>> from symrf.written import Symbol
    >>> text(Document((Paragraph((Symbol("w"),)),)), "github", symbols={"w": "W_{in}"})
    '$`W_{in}`$\n'
    """
    place = target(name)
    if name in PICTURES and not any(isinstance(block, Picture) for block in document.blocks):
        raise InputError("there is no picture in it: pyramid and graph are the contents that draw one")
    return place.render(_renamed(document, [f"{old}={new}" for old, new in symbols.items()]), standalone)


def write(path: str, content: str | bytes) -> None:
    """Write a file; an InputError says why it cannot be written."""
    data = content if isinstance(content, bytes) else content.encode("utf-8")
    try:
        with open(path, "wb") as file:
            file.write(data)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror or error}") from None
    except ValueError:
        raise InputError(f"{path!r} is no name of a file") from None


def _renamed(document: Document, texts: Sequence[str]) -> Document:
    """A document with the symbols of `w=W_{in}` written otherwise."""
    if not texts:
        return document
    from symrf.renaming import renamed

    return renamed(document, _names(texts))


def _names(texts: Sequence[str]) -> dict[str, Symbol]:
    """The symbols of `w=W_{in}`."""
    from symrf import formula
    from symrf.written import Symbol

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
                raise InputError(
                    "a symbol is renamed by itself and how it is written, such as w=W_{in}", each, (0, len(each))
                )
    return names
