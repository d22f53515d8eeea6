"""Sets of pixels as runs, each from its first to its last: what outputs read through a layer, exactly.

Runs are in order, and apart: between two of them a pixel is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from symrf.exact import _english
from symrf.exact.sampling.quasi_affine import at
from symrf.exact.sampling.reach import Reach, Unreached
from symrf.formulas import limits

__all__ = ["Runs", "both", "clipped", "count", "either", "pixels", "read"]

Runs: TypeAlias = tuple[tuple[int, int], ...]


def either(spans: Iterable[tuple[int, int]]) -> Runs:
    """The pixels of all spans.

    >>> either([(4, 5), (0, 1), (2, 2)])
    ((0, 2), (4, 5))
    """
    found: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)


def both(one: Runs, other: Runs) -> Runs:
    """The pixels that are in both.

    >>> both(((0, 2), (4, 9)), ((2, 5),))
    ((2, 2), (4, 5))
    """
    found: list[tuple[int, int]] = []
    left, right = iter(one), iter(other)
    a, b = next(left, None), next(right, None)
    while a is not None and b is not None:
        if max(a[0], b[0]) <= min(a[1], b[1]):
            found.append((max(a[0], b[0]), min(a[1], b[1])))
        if a[1] <= b[1]:
            a = next(left, None)
        else:
            b = next(right, None)
    return tuple(found)


def clipped(runs: Runs, size: int) -> Runs:
    """Those of an image of `size` pixels."""
    return both(runs, ((0, size - 1),))


def count(runs: Runs) -> int:
    """How many pixels there are."""
    return sum(last - first + 1 for first, last in runs)


def pixels(runs: Runs) -> Iterator[int]:
    """The pixels one by one."""
    for first, last in runs:
        yield from range(first, last + 1)


def read(reach: Reach, outputs: Runs) -> Runs:
    """What some outputs of a layer read, padding included."""
    return either(span for run in outputs for span in _spans(reach, *run))


def _spans(reach: Reach, first: int, last: int) -> Iterator[tuple[int, int]]:
    """What the outputs of one run read, as spans in any order, which may overlap."""
    if reach.period == 1 and reach.lows[0] is not None:
        low, high, end = at(reach.low(first), 0), at(reach.high(first), 0), at(reach.high(last), 0)
        advance = at(reach.low(first + 1), 0) - low
        if reach.step == 1 and 0 <= advance <= high - low + 1:  # each window begins before the one before it ends
            yield low, end
            return
        if advance == 1:
            for tap in range(low, high + 1, reach.step):
                yield tap, tap + last - first
            return
    room = limits.TAPS_ONE_BY_ONE
    for index in range(first, last + 1):
        if reach.lows[index % reach.period] is None:
            continue
        low, high = at(reach.low(index), 0), at(reach.high(index), 0)
        if reach.step == 1:
            yield low, high
        else:
            yield from ((tap, tap) for tap in range(low, high + 1, reach.step))
        room -= 1 + (high - low) // reach.step
        if room < 0:
            raise Unreached(_english.TAPS_ONE_BY_ONE)
