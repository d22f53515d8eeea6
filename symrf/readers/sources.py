"""What may stand where a network stands: an architecture, its text, what was read, or anything that is read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symrf.errors import NotationError
from symrf.networks.notation.architecture import Architecture
from symrf.networks.notation.assumptions import assumptions
from symrf.networks.notation.parameters import assumed, check_spoken
from symrf.networks.notation.reader import parse
from symrf.readers.table import dialect

if TYPE_CHECKING:
    from symrf.readers.paste import Paste

__all__ = ["Source", "pasted", "source"]

_AXES = ("w", "h")
_CONVENTION = "pytorch"


@dataclass(frozen=True)
class Source:
    """A network, and the axes and the convention under which it is meant."""

    architecture: Architecture
    axes: tuple[str, ...] = _AXES
    convention: str = _CONVENTION


_OUTPUTS = re.compile(r"^\s*out\s+@", re.MULTILINE)  # as in the notation alone


def source(
    network: object, where: Sequence[str] = (), axes: tuple[str, ...] | None = None, convention: str | None = None
) -> Source:
    """The network that something is under assumptions, on the axes and under the convention that are given, or that it
    has itself.

    >>> from symrf.readers.paste import Paste
    >>> source("c3 p2").axes, source(Paste(parse("c3 p2"))).axes
    (('w', 'h'), ('h', 'w'))
    """
    read = pasted(network, where) if isinstance(network, str) else _read(network)
    found = read if isinstance(read, Source) else Source(read.architecture, read.axes, read.convention)
    names = found.axes if axes is None else axes
    habits = found.convention if convention is None else convention
    return Source(_under(found.architecture, where, names), names, habits)


def pasted(text: str, where: Sequence[str] = (), name: str = "") -> Source | Paste:
    """The network of a text in the notation, under assumptions, or else what is read of it; `name` is that of its file.

    A NotationError says what is wrong with one that was to be in the notation.

    >>> str(pasted("c3,p2").architecture)
    'c3 p2'
    """
    refusal = None
    if dialect(text) is None:
        try:
            return Source(parse(text, assumptions(where)))
        except NotationError as error:
            refusal = error
            if not text.strip() or _OUTPUTS.search(text):
                raise
    from symrf.readers.reading import Unrecognized, read_text

    try:
        return read_text(text, name=name, notation=None if refusal is None else False)
    except NotationError as error:
        if refusal is not None and error.source == text:  # as the refusal, but without the assumptions
            raise refusal from None
        raise
    except Unrecognized:
        if refusal is not None and _looks_like_notation(text):
            raise refusal from None
        raise


def _read(network: object) -> Source | Paste:
    """What is no text."""
    if isinstance(network, Architecture):
        return Source(network)
    from symrf.readers.paste import Paste
    from symrf.readers.reading import read

    return network if isinstance(network, Paste) else read(network)


def _looks_like_notation(text: str) -> bool:
    """Whether a text that is read by nobody was to be in the notation: one line, or one whose first line is."""
    first, *others = [line for line in text.splitlines() if line.strip()] or [""]
    from symrf.readers.detection import in_notation

    return not others or in_notation(first)


def _under(network: Architecture, where: Sequence[str], axes: Sequence[str]) -> Architecture:
    """A network under assumptions, each of which must be about it, or about its input on an axis."""
    if not where:
        return network
    held = assumptions(where)
    check_spoken(held, [network], axes)
    return network if network.assumed == held else assumed(network, held)
