"""Plain layers of PyTorch in a row of a detector, by their arguments."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from symrf.networks.notation.architecture import Layer, Rounding, Sides
from symrf.networks.notation.kinds import Kind
from symrf.networks.notation.layers import scale
from symrf.readers.detector_yaml.loading import Plain

__all__ = ["max_pool", "same_pool", "upsample", "whole"]


def whole(arguments: Sequence[Plain], place: int, default: int) -> int:
    """An argument that is a whole number."""
    found = arguments[place] if len(arguments) > place else default
    if not isinstance(found, int) or isinstance(found, bool) or found < 0:
        raise ValueError(found)
    return found


def upsample(arguments: list[Plain]) -> Layer:
    """nn.Upsample: to a size, or by a factor."""
    size, factor, mode = [*arguments, *([None] * 3)][:3]
    kind = Kind.NEAREST if mode in (None, "nearest") else Kind.BILINEAR
    if isinstance(size, int) and not isinstance(size, bool):
        return Layer(Kind.RESIZE, (size,))
    if not isinstance(factor, int | float) or isinstance(factor, bool):
        raise TypeError(factor)
    return Layer(kind, (scale(Fraction(factor).limit_denominator(100)),))


def max_pool(arguments: list[Plain]) -> Layer:
    """nn.MaxPool2d: its stride is its kernel where none is given."""
    kernel = whole(arguments, 0, 2)
    padding = whole(arguments, 2, 0)
    return Layer(
        Kind.MAX_POOL,
        (kernel,),
        (whole(arguments, 1, kernel),),
        (Sides(padding, padding),),
        rounding=Rounding.FLOOR,
    )


def same_pool(arguments: list[Plain]) -> Layer:
    """A pool that keeps the size."""
    kernel = whole(arguments, 0, 3)
    return Layer(Kind.MAX_POOL, (kernel,), (1,), (Sides(kernel // 2, kernel // 2),), rounding=Rounding.FLOOR)
