"""Which laws hold for layers that are no windows: transposed ones, up-sampling, shuffles, pools over everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symrf.exact.numbers.parametric import Parametric
from symrf.exact.numbers.powers import at_least
from symrf.exact.sampling.hand import Affine, whole
from symrf.exact.sampling.windows import window
from symrf.formulas import limits
from symrf.formulas.tree import Fraction, Written
from symrf.networks.conventions import Windows
from symrf.networks.laws import LAWS, Law, d, k, n, o, p, p_l, p_r, s
from symrf.networks.rules import FIELD_KEPT, Stage, letters

if TYPE_CHECKING:
    from fractions import Fraction as Ratio

    from symrf.exact.numbers.powers import Whole
    from symrf.exact.sampling.reach import Reach
    from symrf.exact.sampling.resampling import Adaptive, Mixed, Resized

__all__ = ["adaptive", "mixed", "rescaled", "resized", "transposed", "unshuffled", "upsampled", "viewed"]


def transposed(layer: Windows) -> Stage:
    """A transposed convolution on one axis."""
    from symrf.exact.sampling.spreads import TAPS_APART, Spread

    step, extent = layer.stride, layer.extent
    added = layer.extra - step - layer.before - layer.after + extent
    values = {**letters(layer.kernel, step, layer.before, layer.after, layer.dilation), "o": whole(layer.extra)}
    return Stage(
        None,
        Affine(added, 1, 0, factor=step),
        LAWS["spread"].shortened(s * n if added == 0 and isinstance(step, Parametric) else _spread(layer)),
        LAWS["taps of a phase"] if layer.dilation == 1 else None,
        LAWS["finer jump"],
        values,
        reach=_taps(layer),
        spread=Spread(layer.kernel, layer.before) if layer.dilation == 1 else TAPS_APART,
    )


def _taps(layer: Windows) -> Reach | str:
    from symrf.exact.sampling.reach import TOO_MANY
    from symrf.exact.sampling.resampling import transposed as spread

    match layer:
        case Windows(int(kernel), int(step), int(before), _, int(dilation)) if step <= limits.PHASES:
            return spread(kernel, step, before, dilation)
    return TOO_MANY


def upsampled(factor: Whole, smooth: bool) -> Stage:
    """Up-sampling by a whole factor: each pixel repeated, or `smooth`, between two of them; a shuffle repeats."""
    from symrf.exact.sampling.reach import TOO_MANY
    from symrf.exact.sampling.resampling import bilinear, nearest
    from symrf.exact.sampling.spreads import Spread

    reach: Reach | str = TOO_MANY
    if isinstance(factor, int) and factor <= limits.PHASES:
        reach = bilinear(factor) if smooth else nearest(factor)
    return Stage(
        None,
        Affine(0, 1, 0, factor=factor),
        LAWS["up-sampling"],
        _between(factor) if smooth and factor != 1 else FIELD_KEPT,
        LAWS["finer jump by a factor"],
        {"f": whole(factor)},
        reach=reach,
        spread=Spread(factor + factor // 2 * 2, factor // 2) if smooth else Spread(factor, 0),
    )


def rescaled(factor: Ratio, smooth: bool) -> Stage:
    """Up-sampling by a factor that is no whole number: what is left over is lost."""
    from symrf.exact.sampling.reach import TOO_MANY
    from symrf.exact.sampling.resampling import bilinear, nearest

    above, below = factor.numerator, factor.denominator
    reach: Reach | str = TOO_MANY
    field: Law | None = FIELD_KEPT
    if above <= limits.PHASES:
        reach = bilinear(above, below) if smooth else nearest(above, below)
        field = LAWS["two pixels"] if 2 in reach.fields else FIELD_KEPT
    elif smooth:
        field = None
    return Stage(
        None,
        Affine(0, below, 0, factor=above),
        LAWS["re-sampling"],
        field,
        LAWS["finer jump by a factor"],
        {"f": Fraction(whole(above), whole(below))},
        reach=reach,
    )


def _between(factor: Whole) -> Law:
    """What an output of bilinear up-sampling reads, by a factor that is not 1 or is a symbol that may be."""
    return LAWS["two pixels" if at_least(factor, 2) else "one or two pixels"]


def unshuffled(factor: Whole) -> Stage:
    """A pixel unshuffle: windows of the factor's size side by side."""
    block = window(factor, factor)
    numbers = {"f": whole(factor)}
    return Stage(
        block,
        Affine(0, factor, 0),
        LAWS["unshuffle"],
        LAWS["growth by a factor"],
        LAWS["jump by a factor"],
        numbers,
        divides=factor,
    )


def adaptive(count: Whole) -> Stage:
    """Adaptive pooling to so many windows: one for a global pool, a flatten and a dense layer."""
    from symrf.exact.sampling.resampling import Adaptive

    field = LAWS["everything"] if count == 1 else None
    return _shared(count, Adaptive, field, LAWS["jump of all" if count == 1 else "shared out"])


def resized(count: Whole) -> Stage:
    """Resizing to so many pixels, each the nearest of the input's."""
    from symrf.exact.sampling.resampling import Resized

    return _shared(count, Resized, FIELD_KEPT, LAWS["shared out"])


def mixed() -> Stage:
    """A layer that keeps the size, and each of whose outputs reads everything."""
    from symrf.exact.sampling.resampling import MIXED

    return Stage(None, Affine(0, 1, 0), LAWS["as many"], LAWS["everything"], None, reach=MIXED)


def viewed(count: Whole) -> Stage:
    """A vector as so many pixels, each of which reads everything."""
    from symrf.exact.sampling.resampling import MIXED

    return _given(count, MIXED, LAWS["everything"], None)


def _shared(count: Whole, reach: type[Adaptive | Resized], field: Law | None, jump: Law) -> Stage:
    from symrf.exact.sampling.reach import TOO_MANY

    return _given(count, reach(count) if isinstance(count, int) else TOO_MANY, field, jump)


def _given(count: Whole, reach: Adaptive | Resized | Mixed | str, field: Law | None, jump: Law | None) -> Stage:
    size = Affine(0, 1, count, factor=0)
    return Stage(None, size, LAWS["size given"], field, jump, {"m": whole(count)}, reach=reach)


def _spread(layer: Windows) -> Written:
    """The size of a transposed convolution, without the letters that it leaves at their defaults."""
    size = s * (n - 1) + k if layer.dilation == 1 else s * (n - 1) + d * (k - 1) + 1
    if layer.before == layer.after:
        size = size - 2 * p if layer.before else size
    else:
        for side, pixels in ((p_l, layer.before), (p_r, layer.after)):
            size = size - side if pixels else size
    return size + o if layer.extra else size
