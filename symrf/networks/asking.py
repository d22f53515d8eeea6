"""How long one question about a network is thought about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from symrf.errors import DerivationError
from symrf.formulas.budget import OutOfBudget, allowing, question
from symrf.formulas.values import TooLarge, TooLong
from symrf.networks import arguments

__all__ = ["asking"]


@contextmanager
def asking(seconds: float | None = None) -> Iterator[None]:
    """One question, or a part of the one that is asked; a DerivationError where it takes more than so many seconds,
    or a number in it is too long.

    >>> import symrf
    >>> with asking(20):
    ...     symrf.derive("c3 c3")["w"].receptive_field
    5
    """
    with allowing(arguments.seconds(seconds)), question() as allowed:
        try:
            yield
        except OutOfBudget as out:
            if allowed.outermost:
                raise DerivationError(str(out)) from None
            raise
        except (TooLarge, TooLong) as refusal:
            if allowed.outermost:
                raise DerivationError(str(refusal)) from None
            raise
