"""What is worked out once for an object, that very one: its hash, which asks all that it is made of, is not taken."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

__all__ = ["kept"]

_Of = TypeVar("_Of")
_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")
_Function = Callable[Concatenate[_Of, _Given], _Found]


def kept(most: int) -> Callable[[_Function[_Of, _Given, _Found]], _Function[_Of, _Given, _Found]]:
    """A function of an object, and of what else can be hashed, as one that keeps what it gave for the last ones.

    >>> called = []
    >>> @kept(2)
    ... def doubled(numbers: list[int], times: int = 2) -> list[int]:
    ...     called.append(times)
    ...     return [times * each for each in numbers]
    >>> one = [1, 2]
    >>> doubled(one) is doubled(one), doubled(one) is doubled([1, 2]), called
    (True, False, [2, 2])
    """

    def keeping(function: _Function[_Of, _Given, _Found]) -> _Function[_Of, _Given, _Found]:
        known: dict[tuple[Hashable, ...], tuple[_Of, _Found]] = {}  # the object, too: as long as it is, so is its id

        @wraps(function)
        def found(of: _Of, /, *args: _Given.args, **given: _Given.kwargs) -> _Found:
            key = (id(of), *args, *given.items())
            have = known.get(key)
            if have is None:
                have = known[key] = of, function(of, *args, **given)
                for oldest in list(known)[:-most]:
                    known.pop(oldest, None)
            return have[1]

        return found

    return keeping
