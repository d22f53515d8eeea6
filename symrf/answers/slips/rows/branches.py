"""Slips in up-sampling, repeats and branches."""

from __future__ import annotations

from symrf.answers.slips import layers, trees
from symrf.answers.slips.edits import all_at_once, at_each, wherever
from symrf.answers.slips.layers import is_windows
from symrf.answers.slips.rows.making import ALL, FIELD, SIZE, SPANS, START, edit, tree
from symrf.answers.slips.slip import Slip

__all__ = ["BRANCHES"]

_ONE_PADDING = layers.padded(lambda _before, _after, _extent: (0, 0))

BRANCHES: tuple[Slip, ...] = (
    # --- up-sampling
    *edit(
        "a transposed convolution as a convolution",
        "{claimed} is what comes out if {at} is treated as a convolution",
        at_each(layers.as_convolution),
        {ALL: 2},
    ),
    *edit(
        "transposed convolutions as convolutions",
        "{claimed} is what comes out if transposed convolutions are treated as convolutions",
        all_at_once(layers.as_convolution),
        {ALL: 2},
    ),
    *edit(
        "transposed convolutions as plain ones",
        "{claimed} is what comes out if transposed convolutions are treated as convolutions without stride",
        all_at_once(layers.as_convolution_of_stride_one),
        {ALL: 1},
    ),
    *edit(
        "output padding forgotten",
        "{claimed} is what {at} without output padding gives",
        at_each(layers.without_output_padding),
        {SIZE: 4},
    ),
    *edit(
        "all output padding forgotten",
        "{claimed} is what the network without output padding gives",
        all_at_once(layers.without_output_padding),
        {SIZE: 4},
    ),
    *edit(
        "output padding added",
        "{claimed} is what {at} with an output padding of 1 gives",
        at_each(layers.with_output_padding),
        {SIZE: 5},
    ),
    *edit(
        "an up-sampling forgotten",
        "{claimed} is what the network gives without {at}",
        at_each(layers.not_upsampled),
        {ALL: 2},
    ),
    *edit(
        "all up-sampling forgotten",
        "{claimed} is what the network gives without up-sampling",
        all_at_once(layers.not_upsampled),
        {ALL: 2},
    ),
    # --- repeats and branches
    *tree("a repeat once more", "{claimed} is what one more repeat gives", trees.repeats_by(1), {SPANS: 2, SIZE: 1}),
    *tree("a repeat once less", "{claimed} is what one repeat fewer gives", trees.repeats_by(-1), {SPANS: 2, SIZE: 1}),
    *tree(
        "all repeats once more",
        "{claimed} is what comes out with each repeat once more",
        trees.all_repeats_by(1),
        {SPANS: 1},
    ),
    *tree(
        "all repeats once less",
        "{claimed} is what comes out with each repeat once less",
        trees.all_repeats_by(-1),
        {SPANS: 1},
    ),
    *tree("one round of a repeat", "{claimed} is what one round of a repeat gives", trees.one_time, {SPANS: 2}),
    *tree(
        "one layer of each repeat",
        "{claimed} is what one layer of each repeat gives",
        trees.one_layer_of_each_repeat,
        {SPANS: 2},
    ),
    *tree(
        "one layer of a repeat forgotten",
        "{claimed} is what a repeat with one layer fewer gives",
        trees.written_once(wherever(is_windows, layers.gone)),
        {SPANS: 2, SIZE: 1},
    ),
    *tree(
        "a stride in a repeat forgotten",
        "{claimed} is what a repeat without a stride gives",
        trees.written_once(layers.strided(lambda _k, _s: 1)),
        {SPANS: 1, SIZE: 1},
    ),
    *tree(
        "padding in a repeat forgotten",
        "{claimed} is what a repeat without padding gives",
        trees.written_once(layers.padded_at_all(_ONE_PADDING)),
        {SIZE: 1},
    ),
    *tree(
        "a dilation in a repeat forgotten",
        "{claimed} is what a repeat without a dilation gives",
        trees.written_once(layers.dilated(lambda _k, _d: 1)),
        {SPANS: 1},
    ),
    *tree("the other branch", "{claimed} is what one branch alone gives", trees.one_branch, {FIELD | START: 2}),
    *tree(
        "branches in series",
        "{claimed} is what the branches one after the other give",
        trees.in_series,
        {FIELD | START: 2},
    ),
)
