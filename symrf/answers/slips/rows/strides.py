"""Slips in strides and dilations."""

from __future__ import annotations

from symrf.answers.slips import edits, layers
from symrf.answers.slips.edits import all_at_once, at_each, at_first, at_last, wherever
from symrf.answers.slips.layers import is_pool, is_wide
from symrf.answers.slips.rows.making import ALL, FIELD, SIZE, SPANS, START, edit
from symrf.answers.slips.slip import Slip

__all__ = ["STRIDES"]

STRIDES: tuple[Slip, ...] = (
    # --- strides
    *edit(
        "a stride forgotten",
        "{claimed} is what {at} without its stride gives",
        at_each(layers.stride_forgotten),
        {SPANS: 2, SIZE: 1},
    ),
    *edit(
        "strides of convolutions forgotten",
        "{claimed} is what convolutions without stride give",
        all_at_once(layers.stride_forgotten),
        {SPANS: 2, SIZE: 1},
    ),
    *edit(
        "pools without stride",
        "{claimed} is what pools without stride give",
        all_at_once(layers.pool_without_stride),
        {SPANS: 2, SIZE: 2},
    ),
    *edit(
        "a pool without stride",
        "{claimed} is what {at} without stride gives",
        at_each(layers.pool_without_stride),
        {SPANS: 1, SIZE: 1},
    ),
    *edit(
        "all strides forgotten",
        "{claimed} is what the network without any stride gives",
        all_at_once(layers.strided(lambda _k, _s: 1)),
        {FIELD: 2, SIZE: 1},
    ),
    *edit(
        "the stride of a pool is its kernel",
        "{claimed} is what comes out if the stride of pools is their kernel",
        all_at_once(wherever(is_pool, layers.strided(lambda k, _s: k))),
        {ALL: 1},
    ),
    *edit(
        "the stride in the other convolution",
        "{claimed} is what the stride in the other convolution gives",
        edits.stride_moved,
        {FIELD: 2, START: 1},
    ),
    *edit(
        "a stride in a neighbour",
        "{claimed} is what the stride in a neighbouring layer gives",
        edits.stride_moved,
        {SIZE: 1},
        company=True,
    ),
    *edit(
        "a pool at another place",
        "{claimed} is what comes out with {at} on the other side of its neighbour",
        edits.stride_to_next_block,
        {FIELD: 1, SIZE: 1},
    ),
    *edit(
        "a stride of 2 more",
        "{claimed} is what {at} with a stride of 2 gives",
        at_each(wherever(is_wide, layers.strided(lambda _k, s: 2 if s == 1 else s))),
        {ALL: 1},
        company=True,
    ),
    # --- dilations
    *edit(
        "dilations forgotten",
        "{claimed} is what the network without dilation gives",
        edits.dilations(lambda _k, d: [1] * len(d)),
        {ALL: 4},
    ),
    *edit(
        "the last dilation forgotten",
        "{claimed} is what {at} without dilation gives",
        at_last(layers.dilated(lambda _k, _d: 1)),
        {ALL: 2},
    ),
    *edit(
        "a dilation forgotten",
        "{claimed} is what {at} without dilation gives",
        at_each(layers.dilated(lambda _k, _d: 1)),
        {ALL: 1},
    ),
    *edit(
        "dilations of powers of the kernel",
        "{claimed} is what dilations that are powers of the kernel give",
        edits.dilations(edits.powers_of(lambda k: k)),
        {FIELD: 2},
    ),
    *edit(
        "dilations of powers of 3",
        "{claimed} is what dilations 1, 3, 9, … give",
        edits.dilations(edits.powers_of(lambda _k: 3)),
        {FIELD: 1},
    ),
    *edit(
        "dilations 1, 2, 3",
        "{claimed} is what dilations 1, 2, 3, … give",
        edits.dilations(edits.counted_on),
        {FIELD: 2},
    ),
    *edit(
        "dilations doubled",
        "{claimed} is what dilations twice as large give",
        edits.dilations(lambda _k, d: [2 * each for each in d]),
        {FIELD: 1},
    ),
    *edit(
        "dilations halved",
        "{claimed} is what dilations half as large give",
        edits.dilations(lambda _k, d: [max(1, each // 2) for each in d]),
        {FIELD: 1},
    ),
    *edit(
        "the dilation of the layer before",
        "{claimed} is what each layer gives with the dilation of the one before",
        edits.dilations(edits.the_one_before),
        {FIELD: 1},
    ),
    *edit(
        "the effective kernel d*k",
        "{claimed} is what effective kernels d*k give",
        all_at_once(layers.effective(lambda k, d: d * k)),
        {ALL: 2},
    ),
    *edit(
        "the effective kernel k+d",
        "{claimed} is what effective kernels k+d give",
        all_at_once(layers.effective(lambda k, d: k + d)),
        {ALL: 2},
    ),
    *edit(
        "the effective kernel k+d-1",
        "{claimed} is what effective kernels k+d-1 give",
        all_at_once(layers.effective(lambda k, d: k + d - 1)),
        {ALL: 1},
    ),
    *edit(
        "the effective kernel d*(k-1)",
        "{claimed} is what effective kernels d*(k-1) give",
        all_at_once(layers.effective(lambda k, d: d * (k - 1))),
        {ALL: 2},
    ),
    *edit(
        "the effective kernel k+d*(k-1)",
        "{claimed} is what effective kernels k+d*(k-1) give",
        all_at_once(layers.effective(lambda k, d: k + d * (k - 1))),
        {ALL: 2},
    ),
    *edit(
        "one effective kernel d*k",
        "{claimed} is what an effective kernel d*k of {at} gives",
        at_first(layers.effective(lambda k, d: d * k)),
        {ALL: 1},
    ),
    *edit(
        "one effective kernel d*(k-1)",
        "{claimed} is what an effective kernel d*(k-1) of {at} gives",
        at_first(layers.effective(lambda k, d: d * (k - 1))),
        {ALL: 1},
    ),
    *edit(
        "one effective kernel k+d",
        "{claimed} is what an effective kernel k+d of {at} gives",
        at_first(layers.effective(lambda k, d: k + d)),
        {ALL: 1},
    ),
)
