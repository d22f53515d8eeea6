"""Programs in the midst of talk: sentences, traces of errors and prints are left out, and no line moves."""

from __future__ import annotations

import re
from keyword import kwlist

__all__ = ["without_line", "without_talk"]

_STRING = re.compile(r"(?<!\w)[rbfuRBFU]{0,2}(['\"])(?:\\.|(?!\1).)*\1")
_COMMENT = re.compile(r"#.*$")
_QUOTES = re.compile(r'"""|' + "'''")
_WORDS = re.compile(r"(?<![\w.])(?P<one>[^\W\d]\w*) +(?=(?P<other>[^\W\d]\w*))")
_CODE = re.compile(
    r"(?<![=!<>])=(?!=)|^\s*(?:@|self\.|return\b|[\w.]+\()|\b(?:nn|F|tf|torch|keras|layers|slim)\.\w+\(|\)\s*,?\s*$"
)
_TRACE = re.compile(
    r'^\s*(?:Traceback \(|File "|\w*(?:Error|Exception|Warning): )|^\w[\w ]*:\s*$|^\s*(?:\*\*|[-=*_~]{3,})'
)
_FOREIGN = re.compile(r"[\u2013-\u2026\u2190-\u21ff\u3000-\u303f\uff01-\uff5e]")  # marks that Python has none of
_PRINTED = re.compile(
    r"^\f*(?P<indent> *)\w+\( *\n(?:(?P=indent) +\(\w[\w.]*\): .*\n|(?P=indent) +.*\n)+(?P=indent)\)", re.MULTILINE
)
_TICKS = re.compile(r"`+")
_RESERVED = frozenset(kwlist) | {"print", "exec", "match", "case", "type"}
_BLOCKS = frozenset({"else", "try", "finally"})


def without_talk(text: str) -> str:
    r"""A text in which what can be no statement of Python, and has no layer, is blank.

    >>> without_talk("This is what I have:\nx = 1\nIt fails so")
    '\nx = 1\n'
    """
    text = "\n".join(map(_ticked, text.split("\n")))
    text = _PRINTED.sub(lambda found: "\n" * found[0].count("\n"), text)
    return "\n".join("" if _is_talk(line) else line for line in text.split("\n"))


def without_line(text: str, line: int) -> str | None:
    """A text without the line that Python does not read; None where it may have a layer, or stands in a block."""
    lines = text.split("\n")
    if not 0 < line <= len(lines):
        return None
    plain = _plain(lines[line - 1])
    if not plain.strip() or plain[0].isspace() or _CODE.search(plain) or plain.split()[0] in _RESERVED:
        return None
    return "\n".join((*lines[: line - 1], "", *lines[line:]))


def _plain(line: str) -> str:
    """A line without its strings and its comment."""
    return _COMMENT.sub("", _STRING.sub("0", line))


def _ticked(line: str) -> str:
    """A line without backticks, which people put around code; a form feed leaves the indentation as it is."""
    return _TICKS.sub(lambda found: "\f" * len(found[0]) if not found.start() else " " * len(found[0]), line)


def _is_talk(line: str) -> bool:
    if not line.strip() or _QUOTES.search(line) or line.split()[0].rstrip(":") in _BLOCKS:
        return False
    plain = _plain(line)
    if _TRACE.match(line) and not _CODE.search(plain):
        return True
    pairs = sum(found["one"] not in _RESERVED and found["other"] not in _RESERVED for found in _WORDS.finditer(plain))
    if pairs > 3 and "=" not in plain:
        return True
    return bool(pairs or _FOREIGN.search(plain)) and not _CODE.search(plain)
