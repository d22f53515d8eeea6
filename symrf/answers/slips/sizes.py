"""Slips in the rules for sizes: what people reckon at each layer instead of floor((n+2p-E)/s)+1."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import ceil, floor, prod

from symrf.answers.slips.grounds import Ground, Value
from symrf.answers.slips.steps import Step
from symrf.networks.conventions import Counting
from symrf.networks.notation.kinds import Effect

__all__ = ["Rule"]

Rule = Callable[[Ground], Iterator[Value]]
Given = Callable[[Step, int], int]
"""The size that a layer gives for one that it receives, reckoned wrongly."""


def _fits(step: Step) -> bool:
    return step.effect is Effect.WINDOWS and step.counting is not Counting.SAME


def everywhere(wrong: Given, where: Callable[[Step], bool] = _fits) -> Rule:
    """A layer's rule replaced at every layer, or at those that meet a condition, where not all do."""

    def rule(ground: Ground) -> Iterator[Value]:
        counted = [step for step in ground.steps if step.effect in (Effect.WINDOWS, Effect.SPREAD)]
        if where is not _fits and (not any(map(where, counted)) or (where in _PARTS and all(map(where, counted)))):
            return
        for size in ground.sizes[:1]:
            for step in ground.steps:
                size = wrong(step, size) if where(step) else step.given(size)
            yield size

    return rule


def at_one(wrong: Given, where: Callable[[Step], bool] = _fits) -> Rule:
    """A layer's rule replaced at one layer, whichever."""

    def rule(ground: Ground) -> Iterator[Value]:
        if not ground.sizes or sum(map(where, ground.steps)) < 2:
            return
        for place, (step, size) in enumerate(zip(ground.steps, ground.through, strict=False)):
            if where(step):
                yield ground.after(place + 1, wrong(step, size))

    return rule


def left(step: Step, size: int) -> int:
    """What is left of a padded input once the first window is laid."""
    return size + step.before + step.after - step.extent


def reckoned(numerator: Callable[[Step, int], int], rounding: Callable[[Fraction], int], more: int) -> Given:
    """A numerator over the stride, rounded, and so many more."""
    return lambda step, size: rounding(Fraction(numerator(step, size), step.stride)) + more


def half_up(value: Fraction) -> int:
    """A value rounded as at school."""
    return floor(value + Fraction(1, 2))


def at_the_end(rounding: Callable[[Fraction], Value]) -> Rule:
    """Sizes as fractions all the way, and rounded once, at the end."""

    def rule(ground: Ground) -> Iterator[Value]:
        for given in ground.sizes[:1]:
            size = Fraction(given)
            for step in ground.steps:
                if step.effect is Effect.WINDOWS and step.counting is not Counting.SAME:
                    size = (size + step.before + step.after - step.extent) / step.stride + 1
                elif step.effect is Effect.WINDOWS:
                    size /= step.stride
                elif step.effect is Effect.SPREAD:
                    size = (size - 1) * step.stride - step.before - step.after + step.extent + step.extra
                elif step.effect is not Effect.KEEP:
                    return
            yield rounding(size)

    return rule


def over_total_stride(rounding: Callable[[Fraction], Value]) -> Rule:
    """The input over the product of the strides."""

    def rule(ground: Ground) -> Iterator[Value]:
        stride = Fraction(1)
        for step in ground.steps:
            if step.effect is Effect.WINDOWS:
                stride *= step.stride
            elif step.effect in (Effect.SPREAD, Effect.REPEAT, Effect.BLEND):
                stride /= step.stride if step.effect is Effect.SPREAD else step.kernel
            elif step.effect is Effect.GATHER:
                stride *= step.kernel
        for given in ground.sizes[:1]:
            if stride != 1:
                yield rounding(given / stride)

    return rule


def kernels_in_a_row(ground: Ground) -> Iterator[Value]:
    """The kernels' pixels less one taken from the input, and the strides left out."""
    for given in ground.sizes[:1]:
        yield given - sum(step.extent - 1 - step.before - step.after for step in ground.steps if _fits(step))


def over_kernels(ground: Ground) -> Iterator[Value]:
    """Windows thought disjoint: the input over the product of the kernels."""
    for given in ground.sizes[:1]:
        kernels = prod(step.kernel for step in ground.steps if _fits(step))
        yield given // kernels
        yield -(-given // kernels)


def is_spread(step: Step) -> bool:
    """Whether it is a transposed convolution."""
    return step.effect is Effect.SPREAD


def is_pool(step: Step) -> bool:
    """Whether it is a pool."""
    return step.pools


def is_convolution(step: Step) -> bool:
    """Whether it is a convolution whose windows are counted."""
    return _fits(step) and not step.pools


def is_strided(step: Step) -> bool:
    """Whether it leaves pixels out."""
    return _fits(step) and step.stride > 1


def is_padded(step: Step) -> bool:
    """Whether it is a convolution or a pool with padding."""
    return _fits(step) and bool(step.before or step.after)


def is_dilated(step: Step) -> bool:
    """Whether it has a dilated kernel."""
    return _fits(step) and step.dilation > 1 and step.kernel > 1


def up(value: Fraction) -> int:
    """Rounded up."""
    return ceil(value)


def down(value: Fraction) -> int:
    """Rounded down."""
    return floor(value)


_PARTS = (is_pool, is_convolution, is_strided)  # of which all is said elsewhere
