"""What is not decided within the budget is undecided."""

from __future__ import annotations

from collections.abc import Callable

from symrf.exact.logic.decision import Answer
from symrf.formulas.budget import OutOfBudget, share

__all__ = ["limited"]


def limited(decide: Callable[[], Answer], parts: int = 1) -> Answer:
    """A decision with one of so many parts of what is left of the budget; undecided where that is not enough.

    >>> from symrf.formulas.budget import budget, spend
    >>> with budget(steps=10):
    ...     limited(lambda: spend(20)).status
    'undecided'
    """
    try:
        with share(parts):
            return decide()
    except OutOfBudget as out:
        return Answer("undecided", reason=out.said("decided"))
