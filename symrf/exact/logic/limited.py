"""What is not decided within the budget is undecided."""

from __future__ import annotations

from collections.abc import Callable

from symrf.exact import _english
from symrf.exact.logic.decision import Answer
from symrf.formulas import limits
from symrf.formulas.budget import OutOfBudget, share

__all__ = ["limited", "reason"]


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
        return Answer("undecided", reason=reason(out))


def reason(out: OutOfBudget) -> str:
    """Why something is undecided."""
    return _english.not_decided(limits.BUDGET_SECONDS if out.seconds is None else out.seconds)
