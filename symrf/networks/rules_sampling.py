"""The laws of layers that are no windows: transposed convolutions, up-sampling, shuffles, and pools over everything.

Beside the letters of symrf.networks.rules: f is a factor, m the size that a layer gives, o output padding.
"""

from __future__ import annotations

from symrf.exact.sampling.hand import Affine, whole
from symrf.exact.sampling.reach import MOST_PHASES, TOO_MANY
from symrf.exact.sampling.resampling import Adaptive, Resized, bilinear, nearest
from symrf.exact.sampling.resampling import transposed as spread
from symrf.exact.sampling.spreads import TAPS_APART, Spread
from symrf.exact.sampling.windows import window
from symrf.formulas.tree import Ceiling, Fraction, Symbol, Written
from symrf.networks.conventions import Windows
from symrf.networks.rules import FIELD_KEPT, Law, Stage, letters

__all__ = ["adaptive", "resized", "transposed", "unshuffled", "upsampled"]

n, k, s, p, p_l, p_r, d, o, r, j, f, m = map(Symbol, ("n", "k", "s", "p", "p_l", "p_r", "d", "o", "r", "j", "f", "m"))

TAPS = Law("taps of a phase", "Of the taps, every s-th meets an input.", r + (Ceiling(k / s) - 1) * j)
FINER = Law("finer jump", "Between two inputs there are as many outputs as the stride.", Fraction(j, s))
LARGER = Law("up-sampling", "Each pixel becomes as many as the factor.", f * n)
TWO = Law("two pixels", "An output lies between two inputs.", r + j)
FINER_BY = Law("finer jump", "Between two inputs there are as many outputs as the factor.", Fraction(j, f))
GIVEN = Law("size given", "The layer gives the size that it says, whatever it receives.", m)
EVERYTHING = Law("everything", "Each output reads all that there is.", r + (n - 1) * j)
SHARED = Law("shared out", "The outputs share out the inputs.", Fraction(j * n, m))
GATHERED = Law("unshuffle", "Pixels side by side become channels; the factor must divide the size.", n / f)
SIDE_BY_SIDE = Law("growth", "Each pixel after the first is one jump further.", r + (f - 1) * j)
COARSER = Law("jump", "Neighbouring outputs stand as many of the previous jumps apart as the factor.", j * f)


def transposed(layer: Windows) -> Stage:
    """A transposed convolution on one axis."""
    step, extent = layer.stride, layer.extent
    added = layer.extra - step - layer.before - layer.after + extent
    values = {**letters(layer.kernel, step, layer.before, layer.after, layer.dilation), "o": whole(layer.extra)}
    numbers = all(isinstance(each, int) for each in (layer.kernel, step, layer.before, layer.dilation))
    return Stage(
        None,
        Affine(added, 1, 0, factor=step),
        Law("spread", "Inputs stand a stride apart in the output, and each is spread over a kernel.", _spread(layer)),
        TAPS if layer.dilation == 1 else None,
        FINER,
        values,
        reach=spread(layer.kernel, step, layer.before, layer.dilation) if numbers and step <= MOST_PHASES else TOO_MANY,
        spread=Spread(layer.kernel, layer.before) if layer.dilation == 1 else TAPS_APART,
    )


def upsampled(factor: int, smooth: bool) -> Stage:
    """Up-sampling by a whole factor: each pixel repeated, or `smooth`, between two of them; a shuffle repeats."""
    numbers = isinstance(factor, int) and factor <= MOST_PHASES
    return Stage(
        None,
        Affine(0, 1, 0, factor=factor),
        LARGER,
        TWO if smooth and factor != 1 else FIELD_KEPT,
        FINER_BY,
        {"f": whole(factor)},
        reach=(bilinear(factor) if smooth else nearest(factor)) if numbers else TOO_MANY,
        spread=Spread(factor + factor // 2 * 2, factor // 2) if smooth else Spread(factor, 0),
    )


def unshuffled(factor: int) -> Stage:
    """A pixel unshuffle: windows of the factor's size side by side."""
    block = window(factor, factor)
    numbers = {"f": whole(factor)}
    return Stage(block, Affine(0, factor, 0), GATHERED, SIDE_BY_SIDE, COARSER, numbers, divides=factor)


def adaptive(count: int) -> Stage:
    """Adaptive pooling to so many windows: one for a global pool, a flatten and a dense layer."""
    field = EVERYTHING if count == 1 else None
    return _given(count, Adaptive(count), field, SHARED if count > 1 else JUMP_OF_ALL)


def resized(count: int) -> Stage:
    """Resizing to so many pixels, each the nearest of the input's."""
    return _given(count, Resized(count), FIELD_KEPT, SHARED)


JUMP_OF_ALL = Law("jump of all", "The next window would begin after all that there is.", j * n)


def _given(count: int, reach: Adaptive | Resized, field: Law | None, jump: Law) -> Stage:
    numbers = {"m": whole(count)}
    return Stage(None, Affine(0, 1, count, factor=0), GIVEN, field, jump, numbers, reach=reach)


def _spread(layer: Windows) -> Written:
    """The size of a transposed convolution, without the letters that it leaves at their defaults."""
    size = s * (n - 1) + k if layer.dilation == 1 else s * (n - 1) + d * (k - 1) + 1
    if layer.before == layer.after:
        size = size - 2 * p if layer.before else size
    else:
        for side, pixels in ((p_l, layer.before), (p_r, layer.after)):
            size = size - side if pixels else size
    return size + o if layer.extra else size
