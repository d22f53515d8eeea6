"""Repeats whose layers depend on an index: `(c2d{2^i})*{i=0..n-1}` as one window, by closed sums."""

from __future__ import annotations

from symrf.exact import _english
from symrf.exact.numbers.parametric import Parametric, Undecided
from symrf.exact.numbers.powers import Whole, greatest, power, summed
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
    if block.minimum != greatest(1, block.kernel - block.before - block.after):
        raise Undecided(_english.LEAST_OF_AN_INDEXED_REPEAT)  # a size inside a block may be the least
    scale = power(stride, index - first)

    def total(term: Whole) -> Whole:
        return summed(term * scale, index, first, last)

    kernel = 1 + total(block.kernel - 1)
    before, after, slack = total(block.before), total(block.after), total(block.slack)
    # Each inner size asks w >= r - P up to there: what a block adds to that keeps its sign.
    adds = block.kernel - 1 - block.before - block.after
    least = greatest(1, kernel - before - after) if greatest(adds, 0) == adds else _no_more(block)
    varying = None if block.varying != () else ()  # it has a part for each value of the index
    return Window(kernel, power(stride, count), before, after, slack, least, varying)


def _no_more(block: Window) -> Whole:
    """The least input of blocks that do not make the size less."""
    adds = block.kernel - block.before - block.after
    if isinstance(adds, Parametric) and greatest(adds, 1) != 1:
        raise Undecided(_english.LEAST_OF_AN_INDEXED_REPEAT)
    return 1
