"""One layer more: the state of a network that is longer by a layer, whichever the layer and the state before it are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from symrf.exact.sampling.hand import Affine, rounded_quotient
from symrf.exact.sampling.quasi_affine import from_where
from symrf.exact.sampling.reach import Reach, Unreached
from symrf.exact.sampling.requirements import Requirement
from symrf.exact.sampling.resampling import Adaptive, Resized, shifted
from symrf.exact.sampling.samplings import NoOutput, Sampling
from symrf.exact.sampling.scaled import Scaled, Unscaled, scaled
from symrf.exact.sampling.spreads import Spread
from symrf.exact.sampling.states import State
from symrf.exact.sampling.windows import Window, window

if TYPE_CHECKING:
    from symrf.exact.numbers.powers import Whole

__all__ = ["AxisLayer", "after", "fitted", "gathered", "restored"]


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
    def reach(self) -> Reach | Adaptive | Resized | str | None: ...

    @property
    def spread(self) -> Spread | str | None: ...

    @property
    def divides(self) -> Whole: ...


def after(state: State, layer: AxisLayer, place: int, symbols: bool) -> State:
    """The state that is longer by the layer at a place, where there are symbols in the network or there are none.

    NoOutput where no input is large enough, Unscaled where a layer has no place among symbols.
    """
    chain = state.convolution
    if chain is not None and layer.window is not None and layer.divides == 1:
        return chain.then(layer.window)
    return _with_symbols(state, layer) if symbols else _with_numbers(state.sampled(), layer, place)


def fitted(state: State, target: State, place: int) -> State:
    """The state after a crop to the size of another."""
    if isinstance(state, Scaled) or isinstance(target, Scaled):
        raise Unscaled("a crop")
    received, wanted = state.sampled(), target.sampled()
    rest = received.size - wanted.size
    chain = state.convolution
    if isinstance(rest, int) and chain is not None:
        if rest < 0:
            raise NoOutput
        return chain.then(window(1, 1, -(rest // 2), rest // 2 - rest))
    return received.then(wanted.size, shifted(-(rest // 2)), (Requirement(-rest, "<=", place),))


def gathered(state: State, before: State, factors: tuple[object, ...], place: int) -> State:
    """The state after an unshuffle, which a shuffle may undo; `before` is the one at the place before it."""
    return state.gathered(before.sampled(), factors, place) if isinstance(state, Sampling) else state


def restored(state: State, before: State, factors: tuple[object, ...]) -> State:
    """The state after a shuffle, which undoes the last unshuffle before it where that has its factors."""
    return state.restored(before.sampled(), factors) if isinstance(state, Sampling) else state


def _with_symbols(state: State, layer: AxisLayer) -> State:
    before = scaled(state)
    if layer.divides != 1:
        raise Unscaled("a layer that takes what its factor divides alone")
    if layer.window is not None:
        return before.then(layer.window, layer.step)
    if layer.spread is None or layer.counts is None:
        raise Unscaled("a layer whose outputs share out all that there is")
    return before.enlarged(layer.counts.factor, layer.counts.shift, layer.spread)


def _with_numbers(before: Sampling, layer: AxisLayer, place: int) -> Sampling:
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
    asked: tuple[Requirement, ...] = ()
    if isinstance(divisor, int) and divisor > 1:
        asked = (Requirement(size - size // divisor * divisor, "=", place),)
    minimum = from_where(size, least, before.minimum)
    if minimum is None:
        raise NoOutput
    before = Sampling(size, before.reach, minimum, before.requirements)
    return before.then((size + offset) // stride, _reach(before, layer, windows), asked)


def _reach(before: Sampling, layer: AxisLayer, windows: Window) -> Reach | str:
    """What a layer of windows reads."""
    if layer.step is None and not (isinstance(before.reach, Reach) and before.reach.rising):
        return "a repeat that is not written out comes after outputs that read unevenly"
    try:
        return windows.reach(before.size, layer.step or 1)
    except Unreached as reason:
        return str(reason)
