"""Which YAML is a detector, and which names a network that is in a program."""

from __future__ import annotations

import re

from symrf.readers.pasted import Pasted

__all__ = ["claims", "named"]

_ROWS = re.compile(r"^[ \t]*(?:backbone|head)\s*:", re.MULTILINE)
_ROW = re.compile(  # [from, repeats, module, …], in flow style or in block style
    r"""[-\[,]\s*\[\s*(?:-?\d+|\[[-\d,\s]+\])\s*,\s*\d+\s*,\s*[A-Za-z_"']|^[ \t]*-[ \t]*-[ \t]*-?\d+[ \t]*$""",
    re.MULTILINE,
)
_NAMED = re.compile(r"^(?:MODEL\s*:|_BASE_\s*:|model\s*=\s*dict\s*\(|_base_\s*=)", re.MULTILINE)
_NAME = re.compile(
    r"""\b(?:META_ARCHITECTURE|NAME|type)\s*[:=]\s*["']?(\w+)|\b(DEPTH|depth)\s*[:=]\s*(\d+)|\b(?:WEIGHTS)\s*:\s*["']?(\S+)"""
)


def claims(pasted: Pasted) -> bool:
    """Whether rows of a detector stand in a text, or a configuration that names a network."""
    text = pasted.clean
    return (_ROWS.search(text) is not None and _ROW.search(text) is not None) or _NAMED.search(text) is not None


def named(text: str) -> tuple[re.Match[str], list[str]] | None:
    """Where a network is only named, and what it is called; None where rows are there."""
    found = _NAMED.search(text)
    return None if found is None or _ROW.search(text) is not None else (found, _names(text))


def _names(text: str) -> list[str]:
    """What is named of a network."""
    found = ("-".join(filter(None, each.groups())) for each in _NAME.finditer(text))
    return list(dict.fromkeys(found))
