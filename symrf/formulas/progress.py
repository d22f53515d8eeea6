"""How far long work has come: who does it counts, and who shows it listens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

__all__ = ["counted", "listening"]

_Thing = TypeVar("_Thing")
Listener = Callable[[int, int], None]
_listeners: list[Listener] = []


def counted(things: Iterable[_Thing], number: int) -> Iterator[_Thing]:
    """Things one after the other; before each one its place, from 1 on, and their number are told to who listens.

    >>> with listening(lambda place, number: print(f"{place} of {number}")):
    ...     done = [letter for letter in counted("ab", 2)]
    1 of 2
    2 of 2
    """
    for place, thing in enumerate(things, 1):
        for listener in _listeners:
            listener(place, number)
        yield thing


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Tell a listener how far the work within has come."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)
