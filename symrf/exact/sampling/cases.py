"""What is written by cases: a sum whose ratio may be 1 has one closed form there, and another elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from symrf.exact.numbers.parametric import Parametric
from symrf.exact.sampling.hand import whole
from symrf.formulas.tree import Piecewise, Written, number

if TYPE_CHECKING:
    from symrf.exact.numbers.powers import Whole

__all__ = ["by_cases", "number_by_cases"]

_Put: TypeAlias = "Callable[[Whole], Whole]"


def by_cases(numbers: Sequence[Whole], write: Callable[[_Put], Written]) -> Written:
    """What `write` makes of numbers, by the cases of the sums in them; it is handed what puts a case into a number."""

    def split(put: _Put) -> Written:
        turnings = (each.turning for each in map(put, numbers) if isinstance(each, Parametric))
        found = next(filter(None, turnings), None)
        if found is None:
            return write(put)
        one = split(lambda each: known.at_one(found) if isinstance(known := put(each), Parametric) else known)
        more = split(lambda each: known.above_one(found) if isinstance(known := put(each), Parametric) else known)
        return one if one == more else Piecewise(one, whole(found), number(1), more)

    return split(lambda each: each)


def number_by_cases(value: Whole) -> Written:
    """A whole number as it is written, by cases."""
    if not isinstance(value, Parametric):
        return whole(value)
    return by_cases((value,), lambda put: whole(put(value)))
