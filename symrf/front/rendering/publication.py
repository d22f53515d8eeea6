"""A document on its way out: its symbols renamed, laid out for its target, whole or as a fragment, into a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from os.path import basename, splitext
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from symrf.answers.documents.document import Document, Inline, Picture, Table
from symrf.answers.documents.english.contents import CONTENTS
from symrf.errors import FormulaError, InputError
from symrf.front import _english
from symrf.front.rendering.targets import TARGETS, target

if TYPE_CHECKING:
    from symrf.formulas.tree import Symbol
    from symrf.front.rendering.compilation import Image

__all__ = ["Laid", "captioned", "format_of", "laid_out", "renamed", "renaming", "rewritten", "text", "write"]

Laid: TypeAlias = "str | bytes | Mapping[str, str | bytes]"
COMPILED: Mapping[str, Image] = {".pdf": "pdf", ".png": "png", ".svg": "svg"}  # by Typst, without TeX
_FORMATS = {each.suffix: each.name for each in TARGETS.values() if each.suffix} | {".json": "json"}
_FORMATS |= dict.fromkeys(COMPILED, "typst") | dict.fromkeys(("", ".txt"), "text")


def format_of(path: str | None) -> str:
    """The format of a file with that name, text where it has no suffix; an InputError lists those that there are."""
    suffix = splitext(path or "")[1].lower()
    if suffix not in _FORMATS:
        raise InputError(_english.no_suffix(path or "", filter(None, _FORMATS)))
    return _FORMATS[suffix]


def laid_out(
    document: Document, name: str, output: str | None = None, standalone: bool = False, width: float | None = None
) -> Laid:
    """The text of a document for a target, or the bytes of the page that it is compiled to, as a file's name says.

    Where there are several files these are by their names: a text and the pictures beside it, or pictures alone.
    """
    drawn = [block for block in document.blocks if isinstance(block, Picture)]
    suffix = splitext(output)[1].lower() if output else ""
    if suffix == ".svg" and 0 < len(drawn) == len(document.blocks):
        name = "svg"
    if output and name == "svg" and len(drawn) > 1:
        return {path: text(Document((each,)), "svg") for path, each in zip(_beside(drawn, output), drawn, strict=True)}
    if output and target(name).beside and drawn:
        return _with_pictures(document, name, output, standalone)
    if suffix not in COMPILED or (suffix == ".svg" and name == "svg"):
        return text(document, name, standalone, width=width)
    if name != "typst":
        raise InputError(_english.made_by_typst(suffix, name))
    from symrf.front.rendering.compilation import published

    return published(document, COMPILED[suffix])


def text(
    document: Document,
    name: str,
    standalone: bool = False,
    write_as: Mapping[str, str] = MappingProxyType({}),
    width: float | None = None,
) -> str:
    r"""The text of a document for a target, some symbols written otherwise.

    >>> from symrf.answers.documents.document import Document, Paragraph
    >>> from symrf.formulas.tree import Symbol
    >>> text(Document((Paragraph((Symbol("w"),)),)), "github", write_as={"w": "W_{in}"})
    '$`W_{in}`$\n'
    """
    place = target(name)
    drawn = [block.name for block in document.blocks if isinstance(block, Picture)]
    if place.pictures and not drawn:
        raise InputError(_english.no_picture([name for name, each in CONTENTS.items() if each.draws]))
    if name == "svg" and len(drawn) > 1:
        raise InputError(_english.one_picture(drawn))
    return place.render(renamed(document, [f"{old}={new}" for old, new in write_as.items()]), standalone, width)


def _with_pictures(document: Document, name: str, output: str, standalone: bool) -> Laid:
    """A text that shows its pictures, and each of these as a file beside it."""
    drawn = [block for block in document.blocks if isinstance(block, Picture)]
    paths = dict(zip(map(id, drawn), _beside(drawn, output, ".svg"), strict=True))
    shown = [
        replace(block, file=basename(paths[id(block)])) if isinstance(block, Picture) else block
        for block in document.blocks
    ]
    pictures = {paths[id(each)]: text(Document((each,)), "svg") for each in drawn}
    return {output: text(Document(tuple(shown)), name, standalone), **pictures}


def _beside(pictures: Sequence[Picture], output: str, suffix: str = "") -> Iterator[str]:
    """A name for the file of each picture, after that of another file."""
    stem, end = splitext(output)
    met = Counter[str]()
    for picture in pictures:
        met[picture.name] += 1
        turn = f"-{met[picture.name]}" if met[picture.name] > 1 else ""
        yield f"{stem}-{picture.name}{turn}{suffix or end}"


def write(path: str, content: Laid) -> None:
    """Write a file, or the files that are there instead of it; an InputError says why one cannot be written."""
    if isinstance(content, Mapping):
        for name, each in content.items():
            write(name, each)
        return
    data = content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
    try:
        with open(path, "wb") as file:
            file.write(data)
    except OSError as error:
        raise InputError(_english.unwritable(path, error)) from None
    except ValueError:
        raise InputError(_english.no_file_name(path)) from None


def renamed(document: Document, texts: Sequence[str]) -> Document:
    """A document with the symbols of `w=W_{in}` written so; an InputError where two would be written alike."""
    if not texts:
        return document
    from symrf.answers.documents import renaming as others

    return others.renamed(document, _names(document, texts))


def rewritten(inlines: tuple[Inline, ...], texts: Sequence[str]) -> tuple[Inline, ...]:
    """Words and formulas with the symbols of `w=W_{in}` written so, under the same rule."""
    if not texts:
        return inlines
    from symrf.answers.documents import renaming as others

    return others.inlines_renamed(inlines, _names(inlines, texts))


def _names(of: Document | tuple[Inline, ...], texts: Sequence[str]) -> dict[str, Symbol]:
    from symrf.answers.documents.renaming import alike

    names = renaming(texts)
    if (pair := alike(of, names)) is not None:
        raise InputError(_english.written_alike(*pair, next(names[name].name for name in pair if name in names)))
    return names


def captioned(document: Document, caption: str | None, label: str | None) -> Document:
    """A document whose first table or picture has the caption and the label that are asked for."""
    if caption is None and label is None:
        return document
    for place, block in enumerate(document.blocks):
        if isinstance(block, Table | Picture):
            said = block.caption if caption is None else (caption,)
            named = replace(block, caption=said, label=label or "")
            return replace(document, blocks=(*document.blocks[:place], named, *document.blocks[place + 1 :]))
    raise InputError(_english.NOTHING_TO_CAPTION)


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
