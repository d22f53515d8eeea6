"""What is given from Python, looked at before anything is worked out: an InputError says what is meant instead.

One text stands for a list of one, and `w,h` for two names.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from operator import index
from typing import TypeVar

from symrf.errors import InputError
from symrf.formulas import limits
from symrf.networks import _english

__all__ = [
    "chosen",
    "names",
    "number",
    "numbers",
    "positive",
    "renamed",
    "seconds",
    "several",
    "text",
    "texts",
    "wordings",
]

_Choice = TypeVar("_Choice", bound=str)


def text(given: str, what: str, example: str) -> str:
    """A text.

    >>> text("c3", "a network", "'c3 p2'")
    'c3'
    """
    if not isinstance(given, str):
        raise InputError(_english.no_text(what, example, given))
    return given


def texts(given: object, what: str, example: str) -> tuple[str, ...]:
    """Texts that may be one alone, such as claims.

    >>> texts("rf = 3", "claims", "'rf = 5'")
    ('rf = 3',)
    """
    if isinstance(given, str):
        return (given,)
    found = tuple(given) if isinstance(given, Iterable) and not isinstance(given, bytes) else (given,)
    for each in found:
        if not isinstance(each, str):
            raise InputError(_english.no_texts(what, example, each))
    return found


def names(given: object, what: str, example: str) -> tuple[str, ...]:
    """Names, in a list or in one text with commas between them.

    >>> names("w, h", "axes", "'w,h'")
    ('w', 'h')
    """
    if isinstance(given, str):
        return tuple(part.strip() for part in given.split(",")) if given else ()
    return texts(given, what, example)


def number(name: str, given: int) -> int:
    """A whole number: no bool, no text and no fraction.

    >>> number("w", 64)
    64
    """
    try:
        if isinstance(given, bool):
            raise TypeError
        return index(given)
    except TypeError:
        raise InputError(_english.no_number(name, given)) from None


def positive(name: str, given: int) -> int:
    """A whole number from 1 on.

    >>> positive("depth", 2)
    2
    """
    if number(name, given) < 1:
        raise InputError(_english.no_positive(name, given))
    return given


def numbers(given: object) -> dict[str, int]:
    """Sizes and symbols with their numbers.

    >>> numbers({"w": 64})
    {'w': 64}
    """
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise InputError(_english.sizes_without_names(given))
    return {text(name, "a name", "'w'"): number(name, value) for name, value in given.items()}


def several(given: Mapping[str, int] | Sequence[Mapping[str, int]] | None) -> tuple[dict[str, int], ...]:
    """Sizes and symbols with their numbers, of one input or of each of several.

    >>> several({"w": 64}), several([{"w": 32}, {"w": 64}]), several(None)
    (({'w': 64},), ({'w': 32}, {'w': 64}), ())
    """
    if given is None:
        return ()
    if isinstance(given, list | tuple):
        return tuple(map(numbers, given))
    return (numbers(given),)


def seconds(given: object) -> float | None:
    """How long a question may take: a number above 0, or None.

    >>> seconds(20)
    20
    """
    if given is None:
        return None
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 < given <= limits.BUDGET_MOST_SECONDS:
        raise InputError(_english.no_budget(given))
    return given


def wordings(given: Mapping[str, str] | None, example: str) -> dict[str, str]:
    """Texts by the symbols that they are for.

    >>> wordings({"W": "w"}, "{'W': 'w'}")
    {'W': 'w'}
    """
    if given is None:
        return {}
    if not isinstance(given, Mapping) or not all(isinstance(each, str) for pair in given.items() for each in pair):
        raise InputError(_english.symbols_without_names(example, given))
    return dict(given)


def chosen(given: _Choice, what: str, choices: Iterable[_Choice]) -> _Choice:
    """One of the choices."""
    known = tuple(choices)
    if given not in known:
        raise InputError(_english.no_choice(what, given, known))
    return given


def renamed(
    new: Mapping[str, str] | None, old: Mapping[str, str] | None, name: str, depth: int = 3
) -> Mapping[str, str] | None:
    """What is given under a name, or under `symbols`, as it was called once."""
    if old is None:
        return new
    warnings.warn(_english.symbols_renamed(name), DeprecationWarning, stacklevel=depth)
    return old if new is None else {**old, **new}
