"""What the outputs of layers that are no windows read.

    transposed: output o reads the inputs (o + p - d t)/s that are whole, for the taps t < k
    nearest:    floor(o/f)      bilinear: the floor and the ceiling of (2o+1)/(2f) - 1/2, for a factor f = a/b, too
    adaptive:   the i-th of m windows is [floor(i n/m), ceil((i+1) n/m))

Sources: transposed convolutions as in Dumoulin and Visin, "A guide to convolution arithmetic for deep
learning", 2016; up-sampling and adaptive windows as PyTorch defines them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import gcd

from symrf.exact import _english
from symrf.exact.sampling.quasi_affine import Length
from symrf.exact.sampling.reach import Reach, Unreached
from symrf.formulas import limits

__all__ = ["MIXED", "Adaptive", "Mixed", "Resized", "bilinear", "nearest", "shifted", "transposed"]


def transposed(kernel: int, stride: int, before: int = 0, dilation: int = 1) -> Reach:
    """A transposed convolution: input i is spread over the outputs `i*stride - before + dilation*tap`."""
    common = gcd(stride, dilation)
    lows: list[int | None] = []
    highs: list[int | None] = []
    for phase in range(stride):
        taps = [tap for tap in range(min(kernel, stride)) if (phase + before - dilation * tap) % stride == 0]
        if not taps:
            lows.append(None)
            highs.append(None)
            continue
        last = taps[0] + (kernel - 1 - taps[0]) // (stride // common) * (stride // common)
        lows.append((phase + before - dilation * last) // stride)
        highs.append((phase + before - dilation * taps[0]) // stride)
    return Reach(stride, 1, tuple(lows), tuple(highs), dilation // common)


def nearest(factor: int, below: int = 1) -> Reach:
    """Up-sampling by `factor/below`, each pixel the nearest before it; a pixel shuffle reads alike."""
    reads = tuple(phase * below // factor for phase in range(factor))
    return Reach(factor, below, reads, reads)


def bilinear(factor: int, below: int = 1) -> Reach:
    """Bilinear up-sampling by `factor/below`, with the corners not aligned."""
    places = [(2 * phase + 1) * below - factor for phase in range(factor)]  # times twice the factor
    lows = tuple([place // (2 * factor) for place in places])
    return Reach(factor, below, lows, tuple([-(-place // (2 * factor)) for place in places]))


def shifted(before: Length) -> Reach:
    """Padding before, or a crop where it is negative."""
    return Reach(1, 1, (-before,), (-before,))


@dataclass(frozen=True, slots=True)
class Adaptive:
    """Adaptive pooling to `count` windows over all n pixels; one is a global pool, a flatten or a dense layer."""

    count: int

    def over(self, size: Length) -> Reach:
        """The windows on n pixels."""
        return _each(self.count, size, lambda i: (i * size // self.count, -(-(i + 1) * size // self.count) - 1))


@dataclass(frozen=True, slots=True)
class Resized:
    """Resizing n pixels to `count`, each of the nearest: output i reads `floor(i n/count)`."""

    count: int

    def over(self, size: Length) -> Reach:
        """What is read of n pixels."""
        return _each(self.count, size, lambda i: (i * size // self.count, i * size // self.count))


@dataclass(frozen=True, slots=True)
class Mixed:
    """A layer each of whose outputs, however many they are, reads all n pixels."""

    def over(self, size: Length) -> Reach:
        """What is read of n pixels."""
        return Reach(1, 0, (0,), (size - 1,))


MIXED = Mixed()


def _each(count: int, size: Length, span: Callable[[int], tuple[Length, Length]]) -> Reach:
    if count > limits.PHASES:
        raise Unreached(_english.TOO_MANY)
    lows, highs = zip(*map(span, range(count)), strict=True)
    return Reach(count, size, lows, highs)
