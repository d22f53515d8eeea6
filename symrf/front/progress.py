"""How far long work has come, on a terminal: a line on standard error, which is erased in the end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from time import monotonic
from typing import TextIO

from symrf.formulas.progress import listening
from symrf.front import _english

__all__ = ["shown_progress"]

_PATIENCE = 0.5  # seconds before anything is shown
_ERASED = "\r\x1b[K"


def shown_progress(clock: Callable[[], float] = monotonic) -> AbstractContextManager[None]:
    """Show how far the work within has come, where standard error is a terminal and the work is long."""
    return _showing(sys.stderr, clock) if sys.stderr.isatty() else nullcontext()


@contextmanager
def _showing(stream: TextIO, clock: Callable[[], float]) -> Iterator[None]:
    start, shown = clock(), False

    def show(place: int, number: int) -> None:
        nonlocal shown
        if number > 1 and clock() - start >= _PATIENCE:
            stream.write(f"{_ERASED}{_english.said(_english.working(place, number))}")
            stream.flush()
            shown = True

    try:
        with listening(show):
            yield
    finally:
        if shown:
            stream.write(_ERASED)
            stream.flush()
