"""The dialects of papers, each of which claims a whole text: the first that does reads it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from symrf.readers.graph import Graph
from symrf.readers.papers import calls, ciresan, johnson, known, patterns, pix2pix, sentences
from symrf.readers.pasted import Pasted

__all__ = ["claims", "read"]


@dataclass(frozen=True)
class _Dialect:
    """Whether it claims a text, and how it reads one."""

    claims: Callable[[Pasted], bool]
    read: Callable[[Pasted], tuple[Graph, ...]]


_DIALECTS = tuple(
    _Dialect(each.claims, each.read) for each in (known, johnson, pix2pix, ciresan, patterns, calls, sentences)
)
_LOADED = re.compile(r"^[ \t]*\d+[ \t]+(?:conv|max)\b[^\n]*\d[ \t]*->[ \t]*\d", re.MULTILINE)  # what darknet prints


def claims(pasted: Pasted) -> bool:
    """Whether one of the dialects claims the text."""
    return _LOADED.search(pasted.clean) is None and any(dialect.claims(pasted) for dialect in _DIALECTS)


def read(pasted: Pasted) -> tuple[Graph, ...]:
    """What the first dialect that claims the text makes of it."""
    return next(dialect.read(pasted) for dialect in _DIALECTS if dialect.claims(pasted))
