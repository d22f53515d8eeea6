"""Transposed convolutions whose outputs are thinned out, against their inputs laid out one by one."""

from __future__ import annotations

from itertools import product

import pytest

from symrf.exact.sampling.spreads import Spread


def ends(spread: Spread, factor: int, output: int) -> tuple[int, int]:
    """The first and the last input that an output reads."""
    taps = [tap for tap in range(int(spread.kernel)) if (output + int(spread.before) - tap) % factor == 0]
    inputs = [(output + int(spread.before) - tap) // factor for tap in taps]
    return min(inputs, default=0), max(inputs, default=-1)


@pytest.mark.parametrize(("kernel", "before", "stride", "more"), list(product((4, 5, 6, 9), (0, 1, 3), (2, 4), (1, 2))))
def test_every_second_or_fourth_output_reads_as_before(kernel: int, before: int, stride: int, more: int) -> None:
    spread = Spread(kernel, before)
    thinned = spread.thinned(stride)
    assert isinstance(thinned, Spread)
    for output in range(12):
        assert ends(thinned, more, output) == ends(spread, more * stride, output * stride)
