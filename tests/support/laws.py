"""On how many examples a law is tried: on all where the run is thorough, as in CI, and on a tenth of them elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from typing import TypeVar

from hypothesis import settings

__all__ = ["choose", "examples", "some", "thorough"]

Case = TypeVar("Case")

# a commit passes or fails alike everywhere: what is drawn anew each time is for `python tests/campaign`
settings.register_profile("quick", deadline=None, max_examples=10, derandomize=True, database=None)
settings.register_profile("thorough", deadline=None, max_examples=100, derandomize=True, print_blob=True)


def choose(all_of_them: bool) -> None:
    """Make the run thorough, or quick: then it is the same every time."""
    settings.load_profile("thorough" if all_of_them else "quick")


def thorough() -> bool:
    """Whether the laws are tried on all their examples."""
    return settings.get_current_profile_name() == "thorough"


def examples(number: int) -> int:
    """The examples of a law that is tried on so many where the run is thorough."""
    return number if thorough() else max(number // 10, min(number, 5))


def some(cases: Iterable[Case]) -> list[Case]:
    """The cases that are gone through one by one: all where the run is thorough, else as many as examples, as drawn."""
    every = list(cases)
    return every if thorough() else Random(0).sample(every, examples(len(every)))  # noqa: S311
