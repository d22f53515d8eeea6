"""Of which kind a text or a file is."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from itertools import chain
from os.path import isfile

from symrf.errors import InputError, NotationError, ReadError
from symrf.networks.notation.kinds import WORDS, Kind
from symrf.networks.notation.reader import parse
from symrf.readers import _english
from symrf.readers.pasted import Pasted
from symrf.readers.table import NOTATION, READERS, Reader, dialect

__all__ = ["UTF_8", "Unrecognized", "coding", "detected", "in_notation", "kinds", "names_file", "reader_named"]


class Unrecognized(ReadError):
    """A text that no reader claims."""


def kinds() -> tuple[str, ...]:
    """The names of all kinds, as `--from` takes them."""
    return (NOTATION, *READERS)


def reader_named(name: str) -> Reader:
    """The reader of a kind; an InputError lists the kinds."""
    if name not in READERS:
        raise InputError(_english.no_kind(name, kinds()))
    return READERS[name]


def detected(first: Pasted, others: Iterable[Pasted], notation: bool) -> tuple[Reader, Pasted] | None:
    """The one reader that claims a text in one of the ways in which it may be meant.

    None where it is in the notation, or is meant to be: a line most of whose words are layers. A ReadError names two
    that claim it, or says what is read where none does.
    """
    if not notation and not first.data and dialect(first.text) is None and _almost(first.text):
        return None
    for pasted in chain((first,), others):
        claiming = [each for each in READERS.values() if _asked(each, pasted, notation) and each.claims(pasted)]
        if len(claiming) > 1:
            one, other, *_ = claiming
            raise ReadError(_english.two_readers(one.name, other.name), first.text)
        if claiming:
            return claiming[0], pasted
    if notation:
        return None
    if first.data:
        raise Unrecognized(_english.NO_TEXT)
    raise Unrecognized(_english.unrecognized(kinds()), first.text)


_NUMBERED = "|".join(sign for kind in Kind if kind.number for sign in kind.signs)
_ALONE = "|".join((*WORDS, *(sign for kind in Kind if not kind.number for sign in kind.signs if sign.isalpha())))
_LAYER = re.compile(rf"(?:\w+:)?(?:(?:{_NUMBERED})[\d{{-].*|{_ALONE})")
"""A word that begins as a layer does."""


def _almost(text: str) -> bool:
    """Whether more than half of the words of a line are layers, so that what is wrong is told of the notation."""
    if "\n" in text.strip():
        return False
    words = re.split(r"[\s()\[\]+|,]+", text.strip().strip("()[]"))
    return 2 * sum(_LAYER.fullmatch(word) is not None for word in words) > len(words)


def _asked(reader: Reader, pasted: Pasted, notation: bool) -> bool:
    """Whether a reader is asked: of bytes those of bytes, of what the notation takes only dialects."""
    if reader.binary != bool(pasted.data):
        return False
    return not notation or (reader.dialect != "" and re.search(reader.dialect, pasted.clean) is not None)


UTF_8 = "utf-8-sig"


def coding(data: bytes) -> str:
    """How a text is coded: in UTF-8, or in UTF-16 as PowerShell writes what is printed, where a mark says so.

    >>> coding("c3 p2".encode("utf-16"))
    'utf-16'
    """
    return "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else UTF_8


def names_file(text: str) -> bool:
    """Whether a text is the name of a file, and no network.

    >>> names_file("c3 p2")
    False
    """
    return "\n" not in text and isfile(text) and not in_notation(text)


def in_notation(text: str) -> bool:
    """Whether the notation takes a text."""
    try:
        parse(text)
    except NotationError:
        return False
    return True
