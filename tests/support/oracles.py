"""Sizes and receptive fields found by laying out windows and following taps: nothing here knows symrf or a formula."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from support.networks import Layer, Network

__all__ = ["count_windows", "hull", "letters", "reached", "size", "sizes", "spread", "window_of"]


class Habits(NamedTuple):
    """What a framework does where a pool says nothing, and when rounding up drops a window that starts outside."""

    pool_stride: int | None = None  # None: the kernel
    pool_rounding: str = "floor"
    pool_padding: str = "none"
    clips: str = "always"


HABITS = {
    "pytorch": Habits(),
    "tensorflow": Habits(),
    "onnx": Habits(pool_stride=1),
    "caffe": Habits(pool_stride=1, pool_rounding="ceil", clips="padded"),
    "darknet": Habits(pool_stride=1, pool_padding="kernel"),
}


class Laid(NamedTuple):
    """How a layer lays its windows over n pixels: `taps` of each, their distance, the padding on the two sides."""

    taps: int
    apart: int
    stride: int
    before: int
    after: int

    @property
    def extent(self) -> int:
        """The pixels from a window's first tap to its last."""
        return (self.taps - 1) * self.apart + 1


def window_of(n: int, layer: Layer, convention: str) -> Laid:
    """The windows of a layer on n pixels, the padding of `same` worked out as TensorFlow does."""
    habits = HABITS[convention]
    if layer.kind == "pass":
        return Laid(1, 1, 1, 0, 0)
    if layer.kind == "z":
        assert isinstance(layer.padding, tuple)
        return Laid(1, 1, 1, *layer.padding)
    stride = layer.stride
    if stride is None:
        stride = (habits.pool_stride or layer.kernel) if layer.pools else 1
    extent = layer.extent
    before = after = 0
    if isinstance(layer.padding, tuple):
        before, after = layer.padding
    elif layer.padding == "causal":
        before = extent - 1
    elif layer.padding == "same":
        total = max((-(-n // stride) - 1) * stride + extent - n, 0)  # n may be too long for the len of a range
        before, after = total // 2, total - total // 2
    elif layer.padding is None and layer.pools and habits.pool_padding == "kernel":
        before = (extent - 1) // 2
        after = extent - 1 - before
    return Laid(layer.kernel, layer.dilation or 1, stride, before, after)


@lru_cache(maxsize=200_000)
def count_windows(n: int, layer: Layer, convention: str) -> int:
    """The outputs of a layer for n pixels, 0 or less where the layer refuses them."""
    habits = HABITS[convention]
    laid = window_of(n, layer, convention)
    padded = n + laid.before + laid.after
    if layer.kind == "z":
        return padded if n + laid.before > 0 and n + laid.after > 0 else 0
    if layer.padding == "same":
        return len(range(0, n, laid.stride))
    rounding = layer.rounding or (habits.pool_rounding if layer.pools else "floor")
    if rounding == "floor":
        count = 0
        while count * laid.stride + laid.extent <= padded:
            count += 1
        return count
    count = -((laid.extent - padded) // laid.stride) + 1
    clips = habits.clips == "always" or laid.before + laid.after > 0
    if rounding == "ceil" and clips and (count - 1) * laid.stride >= n + laid.before:
        count -= 1
    return count


def sizes(n: int, layers: Sequence[Layer], convention: str) -> list[int] | None:
    """The size before the first layer, after it, after the second, …; None where a layer has no output."""
    found = [n]
    for layer in layers:
        if found[-1] >= 1:
            found.append(count_windows(found[-1], layer, convention))
    return found if found[-1] >= 1 else None


def size(n: int, network: Network) -> int | None:
    """The output size for n pixels; None where a layer has no output."""
    found = sizes(n, network.layers, network.convention)
    return None if found is None else found[-1]


def reached(n: int, network: Network, output: int) -> set[int]:
    """The inputs that an output reads, those in the padding counted too (they are below 0, or n or more)."""
    received = sizes(n, network.layers, network.convention)
    assert received is not None
    places = {output}
    for layer, pixels in zip(reversed(network.layers), reversed(received[:-1]), strict=True):
        laid = window_of(pixels, layer, network.convention)
        taps = range(0, laid.extent, laid.apart)
        places = {place * laid.stride - laid.before + tap for place in places for tap in taps}
    return places


def spread(n: int, network: Network, output: int) -> tuple[int, int]:
    """The first and the last of the inputs that an output reads, followed by themselves: for long networks."""
    received = sizes(n, network.layers, network.convention)
    assert received is not None
    first = last = output
    for layer, pixels in zip(reversed(network.layers), reversed(received[:-1]), strict=True):
        laid = window_of(pixels, layer, network.convention)
        first, last = first * laid.stride - laid.before, last * laid.stride - laid.before + laid.extent - 1
    return first, last


def hull(places: set[int]) -> tuple[int, int]:
    """The first and the last."""
    return min(places), max(places)


def letters(n: int, layer: Layer, convention: str) -> dict[str, int]:
    """What the letters k, s, d, p, p_l, p_r of a law stand for in a layer; there is no p where two sides differ."""
    laid = window_of(n, layer, convention)
    values = {"k": laid.taps, "s": laid.stride, "d": laid.apart, "p_l": laid.before, "p_r": laid.after}
    return values | ({"p": laid.before} if laid.before == laid.after else {})
