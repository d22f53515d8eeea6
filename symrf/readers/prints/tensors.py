"""What is known of a tensor on its way: its place in the graph, its channels, and how far its pixels are apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from symrf.networks.notation.architecture import Layer, Value
from symrf.networks.notation.kinds import Gives, Kind

__all__ = ["Scale", "Tensor", "after"]

Scale = tuple[Fraction, ...] | None
"""Pixels of the input from one pixel to the next on each axis; None where it depends on the size of the input."""

_GROWING = frozenset({Kind.TRANSPOSED, Kind.NEAREST, Kind.BILINEAR, Kind.SHUFFLE})
_WHOLE = frozenset({Kind.GLOBAL_AVERAGE, Kind.GLOBAL_MAX})
_SIZED = frozenset({Kind.ADAPTIVE, Kind.RESIZE, Kind.FIT, Kind.FIT_BILINEAR, Kind.VIEW})


@dataclass(frozen=True, slots=True)
class Tensor:
    """A place of the graph; `channels` are features where it is `flat`, `one` says that it is a single pixel."""

    place: int
    channels: Value | None = None
    flat: bool = False
    one: bool = False
    scale: Scale = (Fraction(1),)

    @property
    def image(self) -> bool:
        """Whether it has pixels that lie side by side."""
        return not self.flat and not self.one


def after(layer: Layer, received: Tensor, place: int) -> Tensor:
    """The tensor that a layer gives.

    >>> after(Layer(Kind.CONVOLUTION, (3,), stride=(2,), channels=8), Tensor(0, 3), 1)
    Tensor(place=1, channels=8, flat=False, one=False, scale=(Fraction(2, 1),))
    """
    given = replace(received, place=place, channels=_channels(layer, received))
    kind = layer.kind
    if kind.flat:
        return replace(given, flat=True, one=False)
    if kind in _WHOLE:
        return replace(given, one=True, scale=None)
    if kind in _SIZED:
        return replace(given, one=False, flat=False, scale=None)
    return replace(given, scale=_scale(layer, received.scale))


def _channels(layer: Layer, received: Tensor) -> Value | None:
    match layer.kind.gives:
        case Gives.WRITTEN:
            return layer.channels
        case Gives.WRITTEN_OR_KEPT:
            return received.channels if layer.channels is None else layer.channels
        case Gives.UNITS | Gives.TAKEN:
            return layer.sizes[0]
        case Gives.FLAT:
            return received.channels if received.one or received.flat else None
    if layer.kind in (Kind.SHUFFLE, Kind.UNSHUFFLE):
        return _shuffled(layer, received.channels)
    return received.channels if layer.channels is None else layer.channels


def _shuffled(layer: Layer, channels: Value | None) -> Value | None:
    """Of two axes; on others they are not known."""
    factor = layer.sizes[0]
    if not isinstance(channels, int) or not isinstance(factor, int):
        return None
    return channels * factor**2 if layer.kind is Kind.UNSHUFFLE else channels // factor**2


def _scale(layer: Layer, scale: Scale) -> Scale:
    if scale is None:
        return None
    steps = layer.sizes if layer.kind in _GROWING - {Kind.TRANSPOSED} else layer.stride or (1,)
    if layer.kind is Kind.UNSHUFFLE:
        steps = layer.sizes
    if not all(isinstance(step, int) and step for step in steps):
        return None
    count = max(len(scale), len(steps))
    before = scale * count if len(scale) == 1 else scale
    times = [step for step in steps if isinstance(step, int)]
    times = times * count if len(times) == 1 else times
    grows = layer.kind in _GROWING
    found = tuple(a / b if grows else a * b for a, b in zip(before, times, strict=False))
    return found[:1] if len(set(found)) == 1 else found
