"""How long one question about a network is thought about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Protocol, TypeVar

from symrf.errors import DerivationError
from symrf.formulas.budget import OutOfBudget, question
from symrf.formulas.values import TooLarge, TooLong
from symrf.networks import arguments

__all__ = ["asked", "asking"]


class _Result(Protocol):
    """What is asked: `budget` are the seconds that one question about it may take."""

    @property
    def budget(self) -> float | None: ...


_Of = TypeVar("_Of", bound=_Result)
_Answer = TypeVar("_Answer")


@contextmanager
def asking(seconds: float | None = None) -> Iterator[None]:
    """One question, or a part of the one that is asked.

    A DerivationError says so where it takes more than so many seconds, or a number in it is too long.

    >>> import symrf
    >>> with asking(20):
    ...     symrf.derive("c3 c3")["w"].receptive_field
    5
    """
    with question(arguments.seconds(seconds)) as allowed:
        try:
            yield
        except (OutOfBudget, TooLarge, TooLong) as refusal:
            if allowed.outermost:
                raise DerivationError(str(refusal)) from None
            raise


def asked(answer: Callable[[_Of], _Answer]) -> Callable[[_Of], _Answer]:
    """A property of a result as a question of its own, with the result's budget.

    >>> import symrf
    >>> symrf.derive("c3 c3", budget=20)["w"].jump
    1
    """

    @wraps(answer)
    def within(result: _Of) -> _Answer:
        with asking(result.budget):
            return answer(result)

    return within
