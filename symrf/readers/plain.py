"""A layer without the numbers that it would have anyway, under any convention: readers write all of them out."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from symrf.networks.conventions import CONVENTIONS
from symrf.networks.notation.architecture import Layer, PaddingRule, Rounding, Sides
from symrf.networks.notation.kinds import Kind

__all__ = ["plain"]

T = TypeVar("T")

_NONE = (Sides(0, 0),)
_FILLED = frozenset({Kind.TRANSPOSED})  # TensorFlow's gives s*n where nothing is said of padding


@lru_cache(maxsize=1024)
def plain(layer: Layer, convention: str) -> Layer:
    """A layer whose numbers are said once where they are the same on all axes, and left out where all agree on them.

    >>> print(plain(Layer(Kind.CONVOLUTION, (3, 3), (1, 1), (Sides(0, 0),), (1,)), "pytorch"))
    c3
    >>> print(plain(Layer(Kind.MAX_POOL, (2,), (2,), (Sides(0, 0),), rounding=Rounding.FLOOR), "caffe"))
    p2s2floor
    """
    habits = CONVENTIONS[convention]
    pools = layer.kind.pools
    padding = (_once(layer.padding) or None) if isinstance(layer.padding, tuple) else layer.padding
    padded = layer.kind in _FILLED or layer.kind is Kind.PAD or (pools and habits.pool_pads_kernel)
    filled = layer.padding is PaddingRule.SAME or habits.transposed_fills_stride  # none is not 0 there
    rounded = layer.rounding is Rounding.FLOOR and habits.pool_rounding is Rounding.FLOOR
    return replace(
        layer,
        sizes=_once(layer.sizes),
        stride=_unless(layer.stride, () if pools else (1,)),
        padding=None if padding == _NONE and not padded else padding,
        dilation=_unless(layer.dilation, (1,)),
        output_padding=layer.output_padding if filled else _unless(layer.output_padding, (0,)),
        groups=None if layer.groups == 1 else layer.groups,
        rounding=None if rounded else layer.rounding,
    )


def _once(values: tuple[T, ...]) -> tuple[T, ...]:
    """The one value for all axes, where they have the same."""
    return values[:1] if len(set(values)) == 1 else values


def _unless(values: tuple[T, ...] | None, usual: tuple[T, ...]) -> tuple[T, ...] | None:
    found = _once(values or usual)
    return None if found == usual else found
