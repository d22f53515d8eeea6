"""Why a slip is not tried on a network: then nothing is said of it."""

from __future__ import annotations

from symrf.errors import SymrfError

__all__ = ["UNTRIED", "TooLong", "Unsettled"]


class TooLong(Exception):
    """A network of too many layers to go through."""


class Unsettled(Exception):
    """A layer that has no plain numbers on an axis."""


UNTRIED = (Unsettled, TooLong, SymrfError, ArithmeticError, ValueError, LookupError, TypeError, RecursionError)
"""What a network that is changed at will may raise: it may be none, and its numbers may be no numbers."""
