"""Slips in layers: forgotten, counted twice, with another kernel."""

from __future__ import annotations

from symrf.answers.slips import edits, layers
from symrf.answers.slips.edits import all_at_once, at_each, wherever
from symrf.answers.slips.layers import is_convolution, is_pool, is_windows
from symrf.answers.slips.rows.making import ALL, SIZE, SPANS, edit
from symrf.answers.slips.slip import Slip

__all__ = ["LAYERS"]

LAYERS: tuple[Slip, ...] = (
    # --- layers
    *edit(
        "one layer a block",
        "{claimed} is what one layer per block gives",
        edits.half_of_each_block,
        {SPANS: 4, SIZE: 1},
    ),
    *edit(
        "one layer less",
        "{claimed} is what the network gives without {at}",
        at_each(wherever(is_windows, layers.gone)),
        {SPANS: 4, SIZE: 1},
    ),
    *edit(
        "one layer more",
        "{claimed} is what the network gives with {at} twice",
        at_each(layers.twice),
        {SPANS: 4, SIZE: 1},
    ),
    *edit("two layers less", "{claimed} is what the network gives with two layers fewer", edits.two_less, {SPANS: 1}),
    *edit(
        "pools forgotten",
        "{claimed} is what the network gives without its pools",
        all_at_once(wherever(is_pool, layers.gone)),
        {SPANS: 2, SIZE: 1},
    ),
    *edit(
        "the strides of pools alone",
        "{claimed} is what comes out if only the strides of pools count",
        all_at_once(layers.pool_without_kernel),
        {SPANS: 2, SIZE: 1},
    ),
    *edit(
        "one of equal layers",
        "{claimed} is what comes out with one of the equal layers in each block",
        edits.one_of_each_block,
        {SPANS: 2, SIZE: 1},
    ),
    *edit(
        "a layer less in each block",
        "{claimed} is what comes out with one layer fewer in each block",
        edits.one_less_in_each_block,
        {SPANS: 2, SIZE: 1},
    ),
    *edit(
        "two layers a block",
        "{claimed} is what comes out with two layers for each one",
        edits.two_in_each_block,
        {SPANS: 2, SIZE: 1},
    ),
    *edit(
        "1x1 taken for 3x3",
        "{claimed} is what the network gives with 3x3 instead of each 1x1",
        all_at_once(layers.kernel_of(1, 3)),
        {SPANS: 2},
    ),
    *edit(
        "a 1x1 taken for 3x3",
        "{claimed} is what the network gives with 3x3 instead of {at}",
        at_each(layers.kernel_of(1, 3)),
        {SPANS: 2, SIZE: 1},
    ),
    *edit(
        "3x3 taken for 1x1",
        "{claimed} is what the network gives with 1x1 instead of {at}",
        at_each(layers.kernel_of(3, 1)),
        {SPANS: 1},
    ),
    *edit(
        "kernels of a pixel more",
        "{claimed} is what kernels one pixel larger give",
        all_at_once(layers.kernel(1)),
        {SPANS: 1, SIZE: 1},
    ),
    *edit(
        "kernels of two pixels more",
        "{claimed} is what kernels two pixels larger give",
        all_at_once(layers.kernel(2)),
        {SPANS: 2, SIZE: 2},
    ),
    *edit(
        "kernels of two pixels less",
        "{claimed} is what kernels two pixels smaller give",
        all_at_once(layers.kernel(-2)),
        {SPANS: 2, SIZE: 2},
    ),
    *edit(
        "kernels of a pixel less",
        "{claimed} is what kernels one pixel smaller give",
        all_at_once(layers.kernel(-1)),
        {SPANS: 1, SIZE: 1},
    ),
    *edit(
        "convolutions of two pixels more",
        "{claimed} is what convolutions two pixels larger give",
        all_at_once(wherever(is_convolution, layers.kernel(2))),
        {SPANS: 2, SIZE: 2},
    ),
    *edit(
        "convolutions of two pixels less",
        "{claimed} is what convolutions two pixels smaller give",
        all_at_once(wherever(is_convolution, layers.kernel(-2))),
        {SPANS: 2, SIZE: 2},
    ),
    *(
        row
        for more, said in (
            (1, "one pixel more"),
            (-1, "one pixel less"),
            (2, "two pixels more"),
            (-2, "two pixels less"),
        )
        for row in edit(
            f"a kernel of {said}",
            f"{{claimed}} is what {said} in the kernel of {{at}} would give",
            at_each(layers.kernel(more)),
            {ALL: 1},
            company=True,
        )
    ),
)
