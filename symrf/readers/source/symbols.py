"""Names for what a program does not say: an argument that is not given, a name that is not defined."""

from __future__ import annotations

import re

from symrf.formulas.tree import Symbol
from symrf.readers.source.values import External

__all__ = ["Symbols"]

_TAKEN = {"w": "w_in", "h": "h_in", "d": "d_in", "max": "max_n", "min": "min_n", "floor": "floor_n", "ceil": "ceil_n"}


class Symbols:
    """A symbol for each name that is not known, and the same one each time.

    >>> symbols = Symbols()
    >>> symbols.of(External("config.num_classes"))
    Symbol(name='num_classes')
    """

    def __init__(self) -> None:
        self._of: dict[str, str] = {}

    def of(self, unknown: External) -> Symbol:
        """The symbol of a name."""
        if unknown.path not in self._of:
            self._of[unknown.path] = self._fresh(unknown.last)
        return Symbol(self._of[unknown.path])

    def _fresh(self, name: str) -> str:
        """A name that the notation reads, and that is not taken."""
        word = re.sub(r"\W", "", name).strip("_") or "n"
        head, _, tail = word.partition("_")
        word = f"{head}_{tail.replace('_', '')}" if tail else head
        word = _TAKEN.get(word, word)
        taken, number = set(self._of.values()), 1
        fresh = word
        while fresh in taken:
            number += 1
            fresh = f"{word}{number}"
        return fresh
