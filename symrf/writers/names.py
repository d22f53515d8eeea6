"""The names of layers, each once, as the notation has them and as programs may."""

from __future__ import annotations

import keyword
import re
from collections import Counter
from collections.abc import Sequence

__all__ = ["distinct", "identifiers"]

_OWN = frozenset(
    {"apply", "buffers", "children", "compile", "cpu", "cuda", "double", "eval", "float", "forward", "half"}
    | {"modules", "parameters", "to", "train", "training", "type"}
)
"""Names that a module of PyTorch has already."""


def identifiers(names: Sequence[str]) -> list[str]:
    """Names as a program may have them, each once.

    >>> identifiers(["layer1.0", "class", "F", "F"])
    ['layer1_0', 'class_', 'F_1', 'F_2']
    """
    plain = [re.sub(r"\W", "_", name) for name in names]
    return distinct([f"{name}_" if keyword.iskeyword(name) or name in _OWN else name for name in plain])


def distinct(names: Sequence[str]) -> list[str]:
    """Names, each once: those that are there more often are numbered."""
    counts, seen = Counter(names), Counter[str]()
    taken, found = set(names), []
    for name in names:
        if counts[name] > 1:
            seen[name] += 1
            while f"{name}_{seen[name]}" in taken:
                seen[name] += 1
            name = f"{name}_{seen[name]}"
            taken.add(name)
        found.append(name)
    return found
