"""Slips in padding and rounding."""

from __future__ import annotations

from symrf.answers.slips import layers
from symrf.answers.slips.edits import all_at_once, at_each, wherever
from symrf.answers.slips.layers import is_convolution
from symrf.answers.slips.rows.making import SIZE, START, edit
from symrf.answers.slips.slip import Slip
from symrf.networks.notation.architecture import Rounding

__all__ = ["PADDING"]

_ONE_PADDING = layers.padded(lambda _before, _after, _extent: (0, 0))
_SIDE_PADDING = layers.padded_at_all(layers.padded(lambda before, _after, _extent: (before, 0)))
_DOUBLE_PADDING = layers.padded_at_all(layers.padded(lambda before, after, _extent: (2 * before, 2 * after)))
_HALF_PADDING = layers.padded_at_all(layers.padded(lambda before, after, _extent: (before // 2, after // 2)))
_FULL_PADDING = layers.padded(lambda _before, _after, extent: ((extent - 1) // 2, extent // 2))
_MORE_PADDING = layers.padded(lambda before, after, _extent: (before + 1, after + 1))
_LESS_PADDING = layers.padded_at_all(layers.padded(lambda before, after, _extent: (before - 1, after - 1)))

PADDING: tuple[Slip, ...] = (
    # --- padding
    *edit(
        "padding forgotten",
        "{claimed} is what {at} without padding gives",
        at_each(layers.padded_at_all(_ONE_PADDING)),
        {SIZE: 2, START: 1},
    ),
    *edit(
        "all padding forgotten",
        "{claimed} is what the network without padding gives",
        all_at_once(layers.padded_at_all(_ONE_PADDING)),
        {SIZE: 8, START: 4},
    ),
    *edit(
        "padding on one side",
        "{claimed} is what padding on one side of {at} gives (p instead of 2p)",
        at_each(_SIDE_PADDING),
        {SIZE: 2},
    ),
    *edit(
        "all padding on one side",
        "{claimed} is what padding on one side gives (p instead of 2p)",
        all_at_once(_SIDE_PADDING),
        {SIZE: 2},
    ),
    *edit(
        "padding taken away",
        "{claimed} is what {at} gives with 2p subtracted instead of added",
        at_each(layers.cropped),
        {SIZE: 1},
    ),
    *edit(
        "all padding taken away",
        "{claimed} is what comes out with 2p subtracted instead of added",
        all_at_once(layers.cropped),
        {SIZE: 1},
    ),
    *edit(
        "padding doubled",
        "{claimed} is what twice the padding of {at} gives",
        at_each(_DOUBLE_PADDING),
        {SIZE: 1},
        company=True,
    ),
    *edit("all padding doubled", "{claimed} is what twice the padding gives", all_at_once(_DOUBLE_PADDING), {SIZE: 1}),
    *edit(
        "padding halved",
        "{claimed} is what half the padding of {at} gives",
        at_each(_HALF_PADDING),
        {SIZE: 1},
        company=True,
    ),
    *edit(
        "padding of a pixel more",
        "{claimed} is what one more pixel of padding at {at} gives",
        at_each(_MORE_PADDING),
        {SIZE: 1},
        company=True,
    ),
    *edit(
        "padding of a pixel less",
        "{claimed} is what one pixel less of padding at {at} gives",
        at_each(_LESS_PADDING),
        {SIZE: 1},
        company=True,
    ),
    *edit("same for valid", "{claimed} is what {at} gives with same padding", at_each(layers.same), {SIZE: 4}),
    *edit(
        "same for valid everywhere",
        "{claimed} is what the convolutions give with same padding",
        all_at_once(layers.same),
        {SIZE: 4},
    ),
    *edit("pools as same", "{claimed} is what pools give with same padding", all_at_once(layers.same_pool), {SIZE: 1}),
    *edit("a pool as same", "{claimed} is what {at} gives with same padding", at_each(layers.same_pool), {SIZE: 1}),
    *edit(
        "padding of half the kernel",
        "{claimed} is what padding of half the kernel at {at} gives",
        at_each(wherever(is_convolution, _FULL_PADDING)),
        {SIZE: 1},
    ),
    *edit("valid for same", "{claimed} is what {at} gives without padding", at_each(layers.valid), {SIZE: 2}),
    *edit(
        "valid for same everywhere",
        "{claimed} is what the network gives without same padding",
        all_at_once(layers.valid),
        {SIZE: 2},
    ),
    # --- rounding
    *edit(
        "rounded up", "{claimed} is what {at} gives rounded up", at_each(layers.rounded(Rounding.CEIL, True)), {SIZE: 2}
    ),
    *edit(
        "pools rounded up",
        "{claimed} is what comes out if pools round up",
        all_at_once(layers.rounded(Rounding.CEIL, True)),
        {SIZE: 4},
    ),
    *edit(
        "rounded down",
        "{claimed} is what {at} gives rounded down",
        at_each(layers.rounded(Rounding.FLOOR, True)),
        {SIZE: 1},
    ),
    *edit(
        "pools rounded down",
        "{claimed} is what comes out if pools round down",
        all_at_once(layers.rounded(Rounding.FLOOR, True)),
        {SIZE: 1},
    ),
    *edit(
        "a window beyond the input",
        "{claimed} is what {at} gives with a window that begins beyond the input",
        at_each(layers.beyond),
        {SIZE: 4},
    ),
)
