"""Repeats whose layers depend on an index: `(c2d{2^i})*{i=0..n-1}` as one window, by closed sums."""

from __future__ import annotations

from collections.abc import Callable

from symrf.exact import _english
from symrf.exact.numbers.parametric import Parametric, Undecided
from symrf.exact.numbers.powers import Whole, greatest, keeps_sign, power, summed
from symrf.exact.sampling.windows import Window

__all__ = ["indexed"]


def indexed(block: Window, index: Parametric, first: Whole, last: Whole) -> Window:
    """The window of a block that is repeated for each value of an index.

    With the stride s of each block, `r = 1 + sum (r_i - 1) s^(i - first)`, and the padding likewise. Undecided where
    the stride depends on the index.
    """
    stride, count = block.stride, last - first + 1
    if isinstance(stride, Parametric) and index.symbols <= stride.symbols:
        raise Undecided(_english.VARYING_STRIDE)
    scale = power(stride, index - first)

    def total(term: Whole) -> Whole:
        return summed(term * scale, index, first, last)

    kernel = 1 + total(block.kernel - 1)
    before, after, slack = total(block.before), total(block.after), total(block.slack)
    least = _least(block, index, first, last, kernel - before - after, total)
    varying = None if block.varying != () else ()  # it has a part for each value of the index
    return Window(kernel, power(stride, count), before, after, slack, least, varying)


def _least(
    block: Window, index: Parametric, first: Whole, last: Whole, needed: Whole, total: Callable[[Whole], Whole]
) -> Whole:
    """The least input of all blocks, whose size asks for `needed` pixels; Undecided where that is not known.

    A block whose least input is m asks of the first one for `1 + A + s^i (m - 1)`, where A is the sum of r - 1 - P of
    the blocks before: the greatest of those is at an end, if what a step adds keeps its sign, or only rises.
    """
    adds = block.kernel - 1 - block.before - block.after
    if block.minimum == greatest(1, adds + 1):  # what is asked inside of a block is asked for all of it
        if _at_least(-adds, 0):
            return 1
        if _at_least(adds, 0) or _rises(adds, index) or keeps_sign(adds, index):
            return greatest(1, needed)
    if not _at_least(last, first):
        raise Undecided(_english.LEAST_OF_AN_INDEXED_REPEAT)
    begins = _at(block.minimum, index, first)
    ends = 1 + total(adds) + power(block.stride, last - first) * _at(block.minimum - 1 - adds, index, last)
    step = adds + block.stride * (_at(block.minimum, index, index + 1) - 1) - (block.minimum - 1)
    if _at_least(step, 0) or _rises(step, index):
        return greatest(begins, ends)
    if _at_least(-step, 0):
        return begins
    raise Undecided(_english.LEAST_OF_AN_INDEXED_REPEAT)


def _rises(value: Whole, index: Parametric) -> bool:
    """Whether a number never falls as the index grows."""
    return _at_least(_at(value, index, index + 1) - value, 0)


def _at_least(value: Whole, least: Whole) -> bool:
    """Whether a number is known to be as great as another."""
    return greatest(value, least) == value


def _at(value: Whole, index: Parametric, place: Whole) -> Whole:
    """A number for another value of the index."""
    return value.renamed(index, place) if isinstance(value, Parametric) else value
