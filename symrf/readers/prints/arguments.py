"""What stands in a printed module's brackets -> its arguments: numbers, words and tuples, no Python that is run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

__all__ = ["Arguments", "arguments", "pieces"]

Arguments = Mapping[int | str, object]

_INTEGER = re.compile(r"[-+]?\d{1,18}")
_FLOAT = re.compile(r"[-+]?(?:\d{1,40}\.\d{0,40}|\.\d{1,40}|\d{1,40})(?:[eE][-+]?\d{1,4})?")
_COLONS = re.compile(r"([A-Za-z]\w*(?: \w+)?): (\([^()]*\)|\S+)")  # as PyTorch printed in 2016: size: (4, 4)
_NAMED = re.compile(r"([A-Za-z_]\w*)\s*=\s*(.*)", re.DOTALL)
_ARROW = re.compile(r"\s*(\w+)\s*(?:->|→)\s*(\w+)\s*")
_WORDS: Mapping[str, object] = {"True": True, "False": False, "None": None}
_BRACKETS = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}
_DEEPEST = 8  # brackets in brackets of an argument


@lru_cache(maxsize=2048)
def arguments(body: str) -> Arguments:
    """Its arguments: by position from 0 on, or by name; `400 -> 120` are two, and a bare word is true.

    >>> dict(arguments("3, 8, kernel_size=(5, 5), padding=same"))
    {0: 3, 1: 8, 'kernel_size': (5, 5), 'padding': 'same'}
    """
    found: dict[int | str, object] = {}
    for piece in pieces(body):
        named = _NAMED.fullmatch(piece)
        arrow = _ARROW.fullmatch(piece)
        if named is not None:
            found[named[1]] = _value(named[2].strip())
        elif arrow is not None:
            found[_place(found)] = _value(arrow[1])
            found[_place(found)] = _value(arrow[2])
        elif _COLONS.match(piece):
            found.update((name.replace(" ", "_"), _value(value)) for name, value in _COLONS.findall(piece))
        elif piece == "inplace":
            found[piece] = True
        elif piece:
            found[_place(found)] = _value(piece)
    return MappingProxyType(found)


def pieces(body: str) -> Iterator[str]:
    """What stands between the commas that are in no bracket."""
    depth, start = 0, 0
    for found in re.finditer(r"'[^'\n]*'|\"[^\"\n]*\"|[(\[{)\]},\n]", body):
        sign = found.group()
        depth += _BRACKETS.get(sign, 0)
        if depth <= 0 and (sign == "," or sign == "\n"):
            yield body[start : found.start()].strip()
            start = found.end()
    yield body[start:].strip()


def _place(found: Mapping[int | str, object]) -> int:
    return sum(isinstance(key, int) for key in found)


def _value(text: str, depth: int = 0) -> object:
    """A number, a word, a tuple; a text where it is none."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    if text[:1] in ("(", "[") and text[-1:] in (")", "]") and depth < _DEEPEST:
        return tuple(_value(piece, depth + 1) for piece in pieces(text[1:-1]) if piece)
    return text.strip("'\"")
