"""Numbers in rising order as ranges, and ranges in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from symrf.exact import _english
from symrf.formulas import limits

__all__ = ["joined", "listed", "runs"]


def listed(ranges: Sequence[range]) -> str:
    """64, 65, 70 to 80; of many the first, and how many more there are."""
    shown = [
        f"{each[0]}" if each[0] == each[-1] else _english.from_to(each[0], each[-1], each.step)
        for each in ranges[: limits.RANGES_LISTED]
    ]
    more = len(ranges) - limits.RANGES_LISTED
    return _english.and_more(", ".join(shown), more) if more > 0 else ", ".join(shown)


def runs(numbers: Sequence[int]) -> list[range]:
    """Numbers in rising order as ranges: three or more with one step between them, or single ones.

    >>> runs([3, 8, 10, 12, 13])
    [range(3, 4), range(8, 13, 2), range(13, 14)]
    """
    found: list[range] = []
    first = 0
    while first < len(numbers):
        last = first + 1
        if last < len(numbers):
            step = numbers[last] - numbers[first]
            while last + 1 < len(numbers) and numbers[last + 1] - numbers[last] == step:
                last += 1
        if last - first >= 2:
            found.append(range(numbers[first], numbers[last] + 1, step))
            first = last + 1
        else:
            found.append(range(numbers[first], numbers[first] + 1))
            first += 1
    return found


def joined(ranges: Iterable[range]) -> tuple[range, ...]:
    """Ranges in rising order, those that go on with the same step as one."""
    found: list[range] = []
    for run in filter(None, ranges):  # a range may be longer than len can say
        steps = {each.step for each in (run, *found[-1:]) if each[0] != each[-1]} or {1}
        if found and len(steps) == 1 and run[0] - found[-1][-1] in steps:
            found[-1] = range(found[-1][0], run[-1] + 1, *steps)
        else:
            found.append(run)
    return tuple(found)
