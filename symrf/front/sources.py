"""What stands on a command line where a network does: the notation, a file, standard input, or a pasted text."""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from os.path import exists
from typing import TYPE_CHECKING

from symrf.errors import InputError, NotationError, ReadError
from symrf.front import _english
from symrf.front.files import bytes_of, decoded
from symrf.front.requests import Request
from symrf.networks.notation.architecture import Architecture, Layer
from symrf.networks.notation.assumptions import assumptions
from symrf.networks.notation.kinds import Kind
from symrf.networks.notation.reader import parse
from symrf.readers.sources import Source, pasted
from symrf.readers.table import NOTATION

if TYPE_CHECKING:
    from symrf.answers.verdicts import Report
    from symrf.networks.derivation import Derivation
    from symrf.readers.paste import Paste

__all__ = ["answer", "astray", "claiming", "foreign", "found", "given", "of_data", "of_text"]


_FILE = re.compile(r"\S+\.(?:py|txt|md|json|csv|log|onnx|prototxt|cfg|ya?ml|pth?|h5|hdf5|keras|pkl|ipynb|symrf)")
"""How a word looks that names a file."""


def found(word: str, asked: Request) -> Architecture | Paste:
    """The network that a word is, or names; a file that is named like a network is the network.

    >>> str(found("c3, p2", Request()))
    'c3 p2'
    """
    named = exists(word) or _FILE.fullmatch(word) is not None  # a file that is not there is told so
    if word[:1] in ("-", "@") or (named and not _in_notation(word, asked)):
        return of_data(*given(word), asked)
    return of_text(word, asked)


def foreign(text: str, asked: Request) -> Paste | None:
    """The network of another program that a pasted text has; None where it is in the notation, or no network."""
    from symrf.readers.reading import Unrecognized

    try:
        network = found(text, asked)
    except (Unrecognized, NotationError):
        if "\n" in text:
            raise
        return None
    return None if isinstance(network, Architecture) else network


def answer(text: str, asked: Request) -> tuple[Derivation | Report, Request]:
    """What a text asks: the verdicts on its claims, or its network derived, on whose axes all else is asked then.

    >>> answer("c3, p2", Request())[0].latex()
    '\\\\left(\\\\frac{w-2}{2}, \\\\frac{h-2}{2}\\\\right)'
    """
    first = next(filter(str.strip, text.splitlines()), "")
    if not _in_notation(first, asked):
        from symrf.readers.reading import Unrecognized
        from symrf.readers.telling import told

        try:
            network = of_text(text, asked)
        except (Unrecognized, NotationError):
            return asked.answer(text), asked
        if not isinstance(network, Architecture):
            asked = replace(asked.under(network), notes=(*asked.notes, *told(network)))
            return asked.derive(network), asked
    return asked.answer(text), asked


def given(word: str) -> tuple[bytes, str]:
    """The bytes of the file that `-`, `@FILE` or a path names, and what it is called."""
    if word == "-":
        stream = getattr(sys.stdin, "buffer", None)
        return sys.stdin.read().encode() if stream is None else stream.read(), _english.STANDARD_INPUT
    name = word.removeprefix("@")
    if not name:
        raise InputError(_english.FILE_NAME_IS_MISSING)
    if "\0" in name:
        raise InputError(_english.no_file_name(word))
    return bytes_of(name), name


def claiming(data: bytes, name: str, asked: Request) -> Paste | None:
    """What a file has whose own claims are to be judged; None where it is a file of definitions and claims."""
    with suppress(InputError):
        lines = [line for line in decoded(data, name).splitlines() if line.strip(" \t#")]
        if lines and asked.kind is None and _in_notation(lines[0], asked):
            return None
    from symrf.readers.reading import Unrecognized

    with suppress(Unrecognized, NotationError):
        network = of_data(data, name, asked)
        return None if isinstance(network, Architecture) else network
    return None


def _in_notation(text: str, asked: Request) -> bool:
    try:
        parse(text, assumptions(asked.where))
    except NotationError:
        return False
    return True


def of_data(data: bytes, name: str, asked: Request) -> Architecture | Paste:
    """What the bytes of a file are."""
    from symrf.readers.reading import Unrecognized, definitions, read_data, text_in

    if (text := text_in(data)) is not None:
        return of_text(text, asked, name)
    try:
        return read_data(data, name, asked.kind, asked.network, definitions(asked.assume))
    except Unrecognized:
        return of_text(decoded(data, name), asked, name)  # which says where it is no text


def of_text(text: str, asked: Request, name: str = "") -> Architecture | Paste:
    """What a text is."""
    if asked.kind == NOTATION and not asked.assume:
        return parse(text, assumptions(asked.where))
    if asked.kind is None and asked.network is None and not asked.assume:
        try:
            read = pasted(text, asked.where, name)
        except (NotationError, ReadError):
            _check_blanks(text, asked)
            raise
        return read.architecture if isinstance(read, Source) else read
    from symrf.readers.reading import definitions, read_text

    return read_text(text, asked.kind, asked.network, definitions(asked.assume), name)


def _check_blanks(text: str, asked: Request) -> None:
    """Refuse an attribute that stands apart from its layer, as in `c3 s2`; a NotationError says how it is written."""
    for found in re.finditer(r"(?<!\S)(\w+)(\s+)([sdgo][0-9]+\w*)(?!\S)", text):
        whole = found[1] + found[3]
        if _in_notation(found[1], asked) and _in_notation(whole, asked) and not _in_notation(found[3], asked):
            raise NotationError(_english.is_attribute(found[3], whole), text, found.span())


def astray(network: Architecture) -> list[str]:
    """Of each pool of one pixel behind a convolution, that padding may be meant: `c3 p1`.

    >>> astray(parse("c3 p1 c3p1"))
    ['p1 is a pool of one pixel, which changes nothing: for padding write c3p1, without a blank']
    """
    pairs = pairwise(list(network.layers()))
    found = (_english.is_padding(pool.text, before.text + pool.text) for before, pool in pairs if _pads(before, pool))
    return list(dict.fromkeys(found))


def _pads(before: Layer, pool: Layer) -> bool:
    return before.kind is Kind.CONVOLUTION and before.padding is None and pool.text == "p1"
