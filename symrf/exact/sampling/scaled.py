"""Up-sampling in numbers that may have symbols: one window, and after it one transposed convolution.

    size = factor*floor((w + A)/S) + shift

What windows and up-samples in turns is that again, as a chain of windows is one window. A transposed convolution of
stride s after it has the factor s*factor; a window of stride s after it has the factor factor/s where s divides the
factor, and is one of the window, with stride s/factor, where the factor divides s. Where neither does, it is refused.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from symrf.exact.numbers.parametric import Parametric
from symrf.exact.numbers.powers import at_least, ceiling, greatest, quotient, remainder
from symrf.exact.sampling.windows import Window

if TYPE_CHECKING:
    from symrf.exact.numbers.powers import Whole

__all__ = ["Chained", "Scaled", "Spread", "Unscaled", "scaled"]

TAPS_APART = "symbols meet taps that stand apart in a transposed convolution"
HOLES = "symbols meet a layer some of whose outputs may read nothing"
DRIFTS = "symbols meet padding that depends on the size"


class Unscaled(Exception):
    """A layer that has no place after symbols; the message says what it is."""


@dataclass(frozen=True, slots=True)
class Spread:
    """A transposed convolution: output o reads the inputs from `ceil((o + before - kernel + 1)/factor)` to
    `floor((o + before)/factor)`, one for each factor that is begun in its kernel at the most.

    Where it is several, and not `sound`, an output may read nothing although there are such inputs.
    """

    kernel: Whole
    before: Whole
    sound: bool = True


NONE = Spread(1, 0)


@dataclass(frozen=True, slots=True)
class Scaled:
    """A window, and after it a transposed convolution of stride `factor`: its size, and what its outputs read.

    The size is `factor*floor((w + window.offset)/window.stride) + shift` for w >= minimum. The size without floors is
    that without its floor where each of the `divisions`, a divisor and a dividend without w, leaves no remainder.
    Where what the outputs read is not worked out, `spread` says why.

    >>> from symrf.exact.sampling.windows import window
    >>> three = scaled(window(3)).enlarged(2, 0, Spread(2, 0))
    >>> three.factor, three.field, three.then(window(4, 2), 1).kernel
    (2, 3, 4)
    """

    window: Window
    factor: Whole
    shift: Whole
    spread: Spread | str
    minimum: Whole
    divisions: tuple[tuple[Whole, Whole], ...] = ()
    slack: bool = False  # whether a layer rounds up, so that what one division adds another may take

    def enlarged(self, factor: Whole, shift: Whole, spread: Spread | str) -> Chained:
        """With a layer after it whose size is `factor*n + shift`."""
        given = replace(
            self,
            factor=self.factor * factor,
            shift=self.shift * factor + shift,
            spread=spread if self.factor == 1 and self.spread == NONE else _through(self.spread, factor, spread),
        )
        return replace(given, minimum=greatest(self.minimum, given._asked(1))).settled()

    def then(self, following: Window, step: int | None) -> Chained:
        """With windows after it, that take every `step`-th pixel (None where that is not known)."""
        least = following.minimum
        if least == greatest(1, needed := following.kernel - following.before - following.after):
            least = needed  # that there is a pixel is asked before
        stride, top = following.stride, self.shift + following.offset
        exact = top - following.slack
        divisor = self.factor if quotient(stride, self.factor) is not None else stride
        left = () if quotient(exact, divisor) is not None else ((divisor, remainder(exact, divisor)),)
        widened = replace(
            self,
            spread=self._widened(following, step),
            minimum=greatest(self.minimum, self._asked(least)),
            divisions=(*self.divisions, *left),
            slack=self.slack or following.slack != 0,
        )
        if divisor == self.factor:
            return widened._windowed(stride, top, exact)
        return widened._reduced(stride, top).settled()

    def settled(self) -> Chained:
        """A window where there is no factor left."""
        return self._windowed(1, self.shift, self.shift) if self.factor == 1 else self

    @property
    def field(self) -> Whole | None:
        """The most pixels, from the first to the last, that an output reads."""
        return self._of_taps(None if isinstance(self.spread, str) else ceiling(self.spread.kernel, self.factor))

    @property
    def least_field(self) -> Whole | None:
        """The least that an output reads; None where that is not known."""
        if isinstance(self.spread, str):
            return None
        known = self.spread.sound and self.window.kernel == self.window.stride
        return self._of_taps(self.spread.kernel // self.factor) if known or self._solid else None

    @property
    def evenly_apart(self) -> bool | None:
        """Whether the centres of the windows are one jump apart; None where that hangs on the symbols."""
        if isinstance(self.spread, str) or isinstance(self.factor, Parametric):
            return None
        kernel = self.spread.kernel
        if self.factor != 2:
            return self.factor == 1
        if quotient(kernel, 2) is not None:
            return False
        odd = quotient(kernel + 1, 2) is not None and self._solid
        return odd or None  # the first and the last input that is read step in turn

    @property
    def doubled_start(self) -> Whole | None:
        """Twice the centre of the first output's window; None where that is not known."""
        spread, window = self.spread, self.window
        if isinstance(spread, str) or window.drifts != () or not self._solid:
            return None
        taps = spread.before // self.factor - (spread.kernel - 1 - spread.before) // self.factor
        return taps * window.stride + window.kernel - 1 - 2 * window.before

    @property
    def symbolic(self) -> bool:
        """Whether there are symbols in it."""
        return self.window.symbolic or any(isinstance(each, Parametric) for each in (self.factor, self.shift))

    @property
    def _solid(self) -> bool:
        """Whether it is known that every output reads something."""
        spread = self.spread
        return isinstance(spread, Spread) and spread.sound and at_least(spread.kernel, self.factor)

    def _of_taps(self, taps: Whole | None) -> Whole | None:
        return None if taps is None else self.window.kernel + (taps - 1) * self.window.stride

    def _asked(self, least: Whole) -> Whole:
        """The least input that gives `least` outputs."""
        return ceiling(least - self.shift, self.factor) * self.window.stride - self.window.offset

    def _widened(self, following: Window, step: int | None) -> Spread | str:
        """What windows read whose stride is not yet taken: the spread with their kernel."""
        if isinstance(self.spread, str):
            return self.spread
        if following.drifts != ():
            return DRIFTS
        if step != 1 and not self._solid:
            return HOLES  # a tap at the end may lie on an output that reads nothing
        more = following.kernel - 1
        kernel, before = self.spread.kernel + more, self.spread.before + more - following.before
        return Spread(kernel, before, self.spread.sound)

    def _reduced(self, stride: Whole, top: Whole) -> Scaled:
        """Every `stride`-th output, where the stride divides the factor."""
        factor = quotient(self.factor, stride)
        if factor is None:
            raise Unscaled(f"a stride that neither divides the factor {self.factor} before it nor is divided by it")
        if isinstance(self.spread, str):
            return replace(self, factor=factor, shift=top // stride)
        return replace(self, factor=factor, shift=top // stride, spread=_thinned(self.spread, stride))

    def _windowed(self, stride: Whole, top: Whole, exact: Whole) -> Chained:
        """Every `stride`-th output, where the factor divides the stride: windows on what the window gives.

        Their number is `floor((m + floor(top/factor))/(stride/factor))`, where the window gives m.
        """
        step: Whole = quotient(stride, self.factor)  # type: ignore[assignment]
        spread = self.spread if isinstance(self.spread, str) else _thinned(self.spread, self.factor)
        kernel, before = (1, 0) if isinstance(spread, str) else (spread.kernel, spread.kernel - 1 - spread.before)
        offset = top // self.factor
        layer = Window(kernel, step, before, offset - step + kernel - before, offset - exact // self.factor)
        chain = replace(self.window.then(layer), minimum=self.minimum)
        if not isinstance(spread, str) and not self.divisions:
            return chain
        known = spread if isinstance(spread, str) else NONE
        return Scaled(chain, 1, 0, known, self.minimum, self.divisions, self.slack)


Chained: TypeAlias = Window | Scaled


def scaled(state: Chained) -> Scaled:
    """A chain of windows, with nothing after it."""
    if isinstance(state, Scaled):
        return state
    return Scaled(state, 1, 0, NONE, state.minimum, slack=state.slack != 0)


def _through(before: Spread | str, factor: Whole, layer: Spread | str) -> Spread | str:
    """One transposed convolution, and then another of stride `factor`."""
    if isinstance(before, str) or isinstance(layer, str):
        return before if isinstance(before, str) else layer
    sound = before.sound and at_least(layer.kernel, factor)
    return Spread((before.kernel - 1) * factor + layer.kernel, before.before * factor + layer.before, sound)


def _thinned(spread: Spread, stride: Whole) -> Spread | str:
    """What every `stride`-th output reads, where the stride divides the factor."""
    last = spread.before // stride
    kernel = last + (spread.kernel - 1 - spread.before) // stride + 1
    return Spread(kernel, last) if spread.sound and at_least(kernel, 1) else HOLES
