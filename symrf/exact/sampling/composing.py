"""One layer more, where it or the state before it is no chain of windows: uneven layers, crops, shuffles, symbols."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from symrf.exact import _english
from symrf.exact.numbers.powers import at_least, quotient
from symrf.exact.sampling.given import Given
from symrf.exact.sampling.hand import Affine, rounded_quotient
from symrf.exact.sampling.quasi_affine import from_where
from symrf.exact.sampling.reach import Reach, Unreached
from symrf.exact.sampling.requirements import Statement
from symrf.exact.sampling.resampling import shifted
from symrf.exact.sampling.samplings import NoOutput, Sampling
from symrf.exact.sampling.scaled import Scaled, Unscaled, scaled
from symrf.exact.sampling.windows import Window, window

if TYPE_CHECKING:
    from symrf.exact.numbers.powers import Whole
    from symrf.exact.sampling.resampling import Adaptive, Mixed, Resized
    from symrf.exact.sampling.spreads import Spread
    from symrf.exact.sampling.states import State

__all__ = ["AxisLayer", "channelwise", "fitted", "gathered", "restored", "with_numbers", "with_symbols"]


class AxisLayer(Protocol):
    """A layer on one axis: windows, which take every `step`-th pixel, or a reach, and how it counts.

    It takes a size that `divides` divides alone.
    """

    @property
    def window(self) -> Window | None: ...

    @property
    def step(self) -> Whole | None: ...

    @property
    def counts(self) -> Affine | None: ...

    @property
    def reach(self) -> Reach | Adaptive | Resized | Mixed | str | None: ...

    @property
    def spread(self) -> Spread | str | None: ...

    @property
    def divides(self) -> Whole: ...


def fitted(state: State, target: State, place: int) -> State:
    """The state after a crop to the size of another."""
    if isinstance(state, Scaled | Given) or isinstance(target, Scaled | Given):
        raise Unscaled(_english.CROP)
    received, wanted = state.sampled(), target.sampled()
    rest = received.size - wanted.size
    chain = state.convolution
    if isinstance(rest, int) and chain is not None:
        if rest < 0:
            raise NoOutput
        cut = chain.then(window(1, 1, -(rest // 2), rest // 2 - rest))
        if not wanted.requirements and at_least(cut.minimum, wanted.minimum):
            return cut
    return received.also(wanted).then(wanted.size, shifted(-(rest // 2)), (Statement(-rest, "<=", place),))


def gathered(state: State, before: State, factors: tuple[object, ...], place: int) -> State:
    """The state after an unshuffle, which a shuffle may undo; `before` is the one at the place before it."""
    return state.gathered(before.sampled(), factors, place) if isinstance(state, Sampling) else state


def restored(state: State, before: State, factors: tuple[object, ...], layer: AxisLayer) -> State:
    """The state after a shuffle, which undoes the last unshuffle before it where that has its factors."""
    factor = None if layer.counts is None else layer.counts.factor
    if not isinstance(state, Sampling) or not isinstance(factor, int):
        return state
    return state.restored(before.sampled(), factors, factor)


def channelwise(state: State, before: State, layer: AxisLayer) -> State:
    """The state after a layer of windows that works on each channel alone, which may stand inside of a shuffle."""
    window, step = layer.window, layer.step
    if not isinstance(state, Sampling) or not isinstance(before, Sampling):
        return state
    if window is None or not isinstance(step, int):
        return state
    try:
        return state.channelwise(before, window.reach(before.size, step))
    except Unreached:
        return state


def with_symbols(state: State, layer: AxisLayer) -> State:
    """The state that is longer by a layer, where there are symbols in the network."""
    counts, divisor = layer.counts, layer.divides
    if divisor != 1 and not (isinstance(state, Given) and quotient(state.size, divisor) is not None):
        raise Unscaled(_english.DIVIDED_ALONE)
    if counts is not None and counts.factor == 0:
        return Given(counts.last, state.minimum)
    if isinstance(state, Given):
        return _of_given(state, layer)
    before = scaled(state)
    if layer.window is not None:
        return before.then(layer.window, layer.step)
    if layer.spread is None or counts is None:
        raise OverflowError("a layer that is not counted in one go")
    return before.enlarged(counts.factor, counts.shift, layer.spread)


def _of_given(state: Given, layer: AxisLayer) -> Given:
    """A size that is given, through one more layer."""
    if layer.window is not None:
        return state.then(layer.window)
    if layer.counts is None:
        raise OverflowError("a layer that is not counted in one go")
    return state.enlarged(layer.counts.factor, layer.counts.shift)


def with_numbers(before: Sampling, layer: AxisLayer, place: int) -> Sampling:
    """The state that is longer by the layer at a place, where there are none."""
    if layer.window is not None:
        return _through_windows(before, layer, layer.window, place)
    counts = layer.counts
    if counts is None or layer.reach is None:
        raise NoOutput
    if not isinstance(counts.factor, int) or not isinstance(counts.shift, int):
        raise OverflowError("a number with symbols")
    given = rounded_quotient(before.size * counts.factor + counts.shift, counts)
    try:
        reach = layer.reach if isinstance(layer.reach, Reach | str) else layer.reach.over(before.size)
    except Unreached as reason:
        reach = str(reason)
    return before.then(given, reach)


def _through_windows(before: Sampling, layer: AxisLayer, windows: Window, place: int) -> Sampling:
    size, divisor = before.size, layer.divides
    offset, stride, least = windows.offset, windows.stride, windows.minimum
    if not (isinstance(offset, int) and isinstance(stride, int) and isinstance(least, int)):
        raise OverflowError("a number with symbols")
    asked: tuple[Statement, ...] = ()
    if isinstance(divisor, int) and divisor > 1:
        asked = (Statement(size - size // divisor * divisor, "=", place),)
    minimum = from_where(size, least, before.minimum)
    if minimum is None:
        raise NoOutput
    before = replace(before, minimum=minimum, unshuffled=(), undone=None)
    return before.then((size + offset) // stride, _reach(before, layer, windows), asked)


def _reach(before: Sampling, layer: AxisLayer, windows: Window) -> Reach | str:
    """What a layer of windows reads."""
    if layer.step is None and not (isinstance(before.reach, Reach) and before.reach.rising):
        return _english.UNEVEN_REPEAT
    try:
        return windows.reach(before.size, layer.step or 1)
    except Unreached as reason:
        return str(reason)
