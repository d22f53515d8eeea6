"""What a slip makes of one layer: the layers that stand in its place, or None where it makes nothing of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from symrf.answers.slips.grounds import Site
from symrf.networks.conventions import Counting
from symrf.networks.notation.architecture import Layer, PaddingRule, Rounding, Sides
from symrf.networks.notation.kinds import Effect, Kind

__all__ = ["Local"]

Local: TypeAlias = "Callable[[Site], tuple[Layer, ...] | None]"


def is_windows(site: Site) -> bool:
    """Whether a layer is a convolution or a pool."""
    return site.step.effect is Effect.WINDOWS


def is_convolution(site: Site) -> bool:
    """Whether a layer is a convolution."""
    return is_windows(site) and not site.step.pools


def is_pool(site: Site) -> bool:
    """Whether a layer is a pool."""
    return site.step.pools


def is_wide(site: Site) -> bool:
    """Whether a layer has a kernel of more than a pixel."""
    return is_windows(site) and site.step.kernel > 1


def gone(_site: Site) -> tuple[Layer, ...]:
    """The layer forgotten."""
    return ()


def twice(site: Site) -> tuple[Layer, ...] | None:
    """The layer counted twice."""
    return (site.layer, site.layer) if is_windows(site) else None


def kernel(more: int) -> Local:
    """A kernel with so many pixels more."""

    def local(site: Site) -> tuple[Layer, ...] | None:
        found = site.step.kernel + more
        return (_kernel(site, found),) if is_wide(site) and found >= 1 else None

    return local


def pool_without_kernel(site: Site) -> tuple[Layer, ...] | None:
    """A pool of which the stride alone is counted."""
    return (_kernel(site, 1),) if is_pool(site) and site.step.kernel > 1 else None


def kernel_of(number: int, instead: int) -> Local:
    """One kernel taken for another."""

    def local(site: Site) -> tuple[Layer, ...] | None:
        return (_kernel(site, instead),) if is_convolution(site) and site.step.kernel == number else None

    return local


def effective(extent: Callable[[int, int], int]) -> Local:
    """A dilated kernel, k and d, taken to be as long as a wrong formula says."""

    def local(site: Site) -> tuple[Layer, ...] | None:
        step = site.step
        found = extent(step.kernel, step.dilation)
        if step.dilation == 1 or step.kernel == 1 or found < 1 or found == step.extent:
            return None
        return (replace(_kernel(site, found), dilation=None),)

    return local


def _kernel(site: Site, size: int) -> Layer:
    """A layer with another kernel, and the stride that it had."""
    stride = (site.step.stride,) if site.layer.kind.pools and site.layer.stride is None else site.layer.stride
    return replace(site.layer, sizes=(size,), stride=stride)


def strided(stride: Callable[[int, int], int]) -> Local:
    """A layer with another stride, of its kernel and stride."""

    def local(site: Site) -> tuple[Layer, ...] | None:
        step = site.step
        found = stride(step.kernel, step.stride)
        if not is_windows(site) or found == step.stride or found < 1:
            return None
        return (replace(site.layer, stride=_stride(site, found)),)

    return local


def _stride(site: Site, stride: int) -> tuple[int, ...] | None:
    """How a stride is written: not where it is a convolution's 1."""
    return None if stride == 1 and not site.layer.kind.pools else (stride,)


def stride_forgotten(site: Site) -> tuple[Layer, ...] | None:
    """A convolution that takes every pixel."""
    return strided(lambda _k, _s: 1)(site) if is_convolution(site) else None


def pool_without_stride(site: Site) -> tuple[Layer, ...] | None:
    """A pool that takes every pixel."""
    return strided(lambda _k, _s: 1)(site) if is_pool(site) else None


def dilated(dilation: Callable[[int, int], int]) -> Local:
    """A layer with another dilation, of its kernel and dilation."""

    def local(site: Site) -> tuple[Layer, ...] | None:
        step = site.step
        found = dilation(step.kernel, step.dilation)
        if step.dilation == 1 or step.kernel == 1 or found < 1 or found == step.dilation:
            return None
        return (replace(site.layer, dilation=None if found == 1 else (found,)),)

    return local


def padded(sides: Callable[[int, int, int], tuple[int, int]]) -> Local:
    """A layer with other padding, of its padding before and after and its extent."""

    def local(site: Site) -> tuple[Layer, ...] | None:
        step = site.step
        if step.effect not in (Effect.WINDOWS, Effect.SPREAD) or step.counting is Counting.SAME:
            return None
        found = sides(step.before, step.after, step.extent)
        if found == (step.before, step.after):
            return None
        return (replace(site.layer, padding=_sides(found)),)

    return local


def _sides(sides: tuple[int, int]) -> tuple[Sides, ...] | None:
    return None if sides == (0, 0) else (Sides(*sides),)


def padded_at_all(local: Local) -> Local:
    """A slip in padding, where there is some."""
    return lambda site: local(site) if site.step.before or site.step.after else None


def cropped(site: Site) -> tuple[Layer, ...] | None:
    """A layer whose padding is taken away from its input."""
    step = site.step
    if not is_windows(site) or step.counting is Counting.SAME or not (step.before or step.after):
        return None
    return Layer(Kind.PAD, padding=(Sides(-step.before, -step.after),)), replace(site.layer, padding=None)


def same(site: Site) -> tuple[Layer, ...] | None:
    """A layer without padding, or with less, that is taken to keep the size, but for its stride."""
    if not is_convolution(site) or site.layer.padding is PaddingRule.SAME or site.step.kernel == 1:
        return None
    if site.step.stride == 1 and site.step.before + site.step.after == site.step.extent - 1:
        return None
    return (replace(site.layer, padding=PaddingRule.SAME),)


def same_pool(site: Site) -> tuple[Layer, ...] | None:
    """A pool that is taken to give n/s, rounded up."""
    if not is_pool(site) or site.layer.padding is PaddingRule.SAME:
        return None
    return (replace(site.layer, padding=PaddingRule.SAME, rounding=None),)


def valid(site: Site) -> tuple[Layer, ...] | None:
    """A layer with padding same that is taken to have none."""
    return (replace(site.layer, padding=None),) if site.layer.padding is PaddingRule.SAME else None


def rounded(rounding: Rounding, pools: bool | None = None) -> Local:
    """A layer that counts its windows otherwise."""

    def local(site: Site) -> tuple[Layer, ...] | None:
        if not is_windows(site) or site.step.counting is Counting.SAME or pools not in (None, site.step.pools):
            return None
        if "rounding" not in site.layer.kind.takes:
            return None
        return (replace(site.layer, rounding=rounding),)

    return local


def beyond(site: Site) -> tuple[Layer, ...] | None:
    """A pool that counts a last window that begins beyond the input, where there may be one."""
    step = site.step
    return rounded(Rounding.RAWCEIL, True)(site) if step.after + step.stride > step.extent else None


def as_convolution(site: Site) -> tuple[Layer, ...] | None:
    """A transposed convolution taken for a convolution."""
    if site.step.effect is not Effect.SPREAD:
        return None
    return (replace(site.layer, kind=Kind.CONVOLUTION, output_padding=None),)


def as_convolution_of_stride_one(site: Site) -> tuple[Layer, ...] | None:
    """A transposed convolution taken for a convolution without stride."""
    if site.step.effect is not Effect.SPREAD:
        return None
    return (replace(site.layer, kind=Kind.CONVOLUTION, stride=None, output_padding=None),)


def without_output_padding(site: Site) -> tuple[Layer, ...] | None:
    """A transposed convolution without its output padding."""
    return (replace(site.layer, output_padding=None),) if site.layer.output_padding else None


def with_output_padding(site: Site) -> tuple[Layer, ...] | None:
    """A transposed convolution with a pixel of output padding."""
    if site.step.effect is not Effect.SPREAD or site.step.stride == 1 or site.layer.output_padding:
        return None
    return (replace(site.layer, output_padding=(1,)),)


def not_upsampled(site: Site) -> tuple[Layer, ...] | None:
    """An up-sampling that is forgotten."""
    return () if site.step.effect in (Effect.REPEAT, Effect.BLEND, Effect.SPREAD) else None
