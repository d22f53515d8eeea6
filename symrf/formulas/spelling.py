"""Which name was meant by a word that is none."""

from __future__ import annotations

from collections.abc import Iterable

from symrf.formulas import _english

__all__ = ["hint", "nearest"]


def nearest(word: str, names: Iterable[str], alike: float = 0.6) -> str | None:
    """The name that a word is most like, in capitals or not; None where it is like none, from 0 to 1.

    >>> nearest("tabel", ["table", "graph"]), nearest("RELU", ["relu"]), nearest("poem", ["table"])
    ('table', 'relu', None)
    """
    from difflib import get_close_matches

    known = list(names)
    if found := get_close_matches(word, known, 1, alike):
        return found[0]
    folded = {name.lower(): name for name in reversed(known)} if len(word) > 1 else {}  # a letter is like any other
    return next((folded[each] for each in get_close_matches(word.lower(), folded, 1, alike)), None)


def hint(word: object, names: Iterable[str]) -> str:
    """The question whether another name is meant; nothing where none is near, or the word is no text.

    >>> hint("tabel", ["table", "graph"])
    ' (did you mean table?)'
    """
    near = nearest(word, names, 0.7) if isinstance(word, str) else None
    return "" if near is None else _english.did_you_mean(near)
