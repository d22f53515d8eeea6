"""The signs of a polynomial at the whole numbers from 0 on, worked out from its first values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import comb
from operator import sub

__all__ = ["sign_pieces", "signs_of_corner"]


def sign_pieces(values: Sequence[int]) -> list[tuple[int, int]]:
    """The signs of a polynomial at 0, 1, 2, … from its d+1 first values: pairs of the first input and the sign.

    >>> sign_pieces([4, 1, 0])  # (t-2)**2
    [(0, 1), (2, 0), (3, 1)]
    """
    first = values[0]
    if all(value == first for value in values):
        return [(0, _sign(first))]
    if len(values) == 2:
        return _line_pieces(first, values[1] - first)
    differences = _differences(values)
    pieces = [(0, _sign(differences[-1]))]
    for level in reversed(range(len(differences) - 1)):
        pieces = _integrated(differences[level:], pieces)
    return pieces


def _line_pieces(first: int, slope: int) -> list[tuple[int, int]]:
    """The sign pieces of a line that is not level."""
    sign = 1 if slope > 0 else -1
    if first * sign > 0:
        return [(0, sign)]
    times, rest = divmod(-first, slope)
    zero = [] if rest else [(times, 0)]
    before = [(0, -sign)] if first else []
    return [*before, *zero, (times + 1, sign)]


def signs_of_corner(values: Sequence[int], shape: tuple[int, ...]) -> set[int]:
    """The signs that a polynomial in several whole numbers >= 0 may have there: all three where it does not show.

    The values are those on a box of d+1 numbers an axis. The differences at the corner are its coefficients over
    products of binomials, which are >= 0; so where they have one sign, the polynomial has no other.

    >>> signs_of_corner([1, 2, 2, 4], (2, 2))  # (t+1)*(s+1)
    {1}
    """
    if not any(values):
        return {0}
    rows, stride = list(values), 1
    for length in reversed(shape):
        for block in range(0, len(rows), stride * length):
            for first in range(block, block + stride):
                for level in range(length - 1):  # the differences of one line, in its place
                    for at in range(first + stride * (length - 1), first + stride * level, -stride):
                        rows[at] -= rows[at - stride]
        stride *= length
    low, high = min(rows), max(rows)
    if low < 0 < high:
        return {-1, 0, 1}
    return {_sign(rows[0]), _sign(low or high)}


def _differences(values: Sequence[int]) -> list[int]:
    """The first value, its difference to the next, the difference of that, ….

    >>> _differences([0, 1, 4, 9])
    [0, 1, 2, 0]
    """
    row, firsts = list(values), []
    while row:
        firsts.append(row[0])
        row = list(map(sub, row[1:], row))
    return firsts


def _integrated(differences: list[int], slopes: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sign pieces of a polynomial, given those of its difference: between two of them it moves one way."""

    def value(time: int) -> int:
        return sum(difference * comb(time, power) for power, difference in enumerate(differences) if difference)

    pieces: list[tuple[int, int]] = []
    for index, (start, slope) in enumerate(slopes):
        end = slopes[index + 1][0] if index + 1 < len(slopes) else None
        at = start
        while True:
            sign = _sign(value(at))
            if not pieces or pieces[-1][1] != sign:
                pieces.append((at, sign))
            if slope == 0 or (sign == slope and sign != 0) or at == end:
                break
            at, crossed = _crossing(value, sign, at, end)
            if not crossed:
                break
    return pieces


def _crossing(value: Callable[[int], int], sign: int, start: int, end: int | None) -> tuple[int, bool]:
    """The first input after `start`, up to `end`, where a polynomial that moves one way has left `sign`."""

    def left(time: int) -> bool:
        return _sign(value(time)) != sign

    low, width = start, 1
    while not left(low + width if end is None else min(low + width, end)):
        if end is not None and low + width >= end:
            return end, False
        low, width = low + width, 2 * width
    high = low + width if end is None else min(low + width, end)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if left(middle) else (middle, high)
    return high, True


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)
