"""Up-sampling in numbers that may have symbols: one window, and after it one transposed convolution.

    size = factor*floor((w + A)/S) + shift

What windows and up-samples in turns is that again, as a chain of windows is one window. A transposed convolution of
stride s after it has the factor s*factor; a window of stride s after it has the factor factor/s where s divides the
factor, and is one of the window, with stride s/factor, where the factor divides s. Where neither does, it is refused.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from symrf.exact import _english
from symrf.exact.numbers.parametric import Parametric
from symrf.exact.numbers.powers import at_least, ceiling, greatest, over, quotient, remainder
from symrf.exact.sampling import alignment
from symrf.exact.sampling.hand import Form, closed, collected, shallow, too_deep, written
from symrf.exact.sampling.lengths import quotient_of
from symrf.exact.sampling.samplings import Sampling
from symrf.exact.sampling.spreads import NONE, Spread, through
from symrf.exact.sampling.states import State
from symrf.exact.sampling.windows import FromLeast, Window
from symrf.exact.sets.residues import Residues
from symrf.formulas.forms import FormName

if TYPE_CHECKING:
    from symrf.exact.numbers.powers import Whole
    from symrf.formulas.tree import Written

__all__ = ["Scaled", "Unscaled", "scaled"]


class Unscaled(Exception):
    """A layer that has no place after symbols; the message says what it is."""


@dataclass(frozen=True, slots=True)
class Scaled(FromLeast):
    """A window, and after it a transposed convolution of stride `factor`: its size, and what its outputs read.

    The size is `factor*floor((w + window.offset)/window.stride) + shift` for w >= minimum. The size without floors is
    that without its floor where each of the `divisions`, a divisor and a dividend without w, leaves no remainder.
    Where what the outputs read is not worked out, `spread` says why.

    >>> from symrf.exact.sampling.windows import window
    >>> three = scaled(window(3)).enlarged(2, 0, Spread(2, 0))
    >>> three.factor, three.most_field, three.then(window(4, 2), 1).kernel
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
            spread=spread if self.factor == 1 and self.spread == NONE else through(self.spread, factor, spread),
        )
        return replace(given, minimum=greatest(self.minimum, given._asked(1))).settled()

    def then(self, following: Window, step: Whole | None) -> Chained:
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
    def most_field(self) -> Whole | None:
        """The most pixels, from the first to the last, that an output reads."""
        return self._of_taps(None if isinstance(self.spread, str) else ceiling(self.spread.kernel, self.factor))

    @property
    def least_field(self) -> Whole | None:
        """The least that an output reads; None where that is not known."""
        if isinstance(self.spread, str):
            return None
        known = self.spread.sound and self.window.kernel == self.window.stride
        return self._of_taps(self.spread.kernel // self.factor) if known or self._solid else None

    def read_when(self, _symbol: str, /) -> None:
        """Outputs read so whatever the input."""
        return

    @property
    def evenly_apart(self) -> bool | None:
        """Whether the centres of the windows are one jump apart; None where that depends on the symbols."""
        if isinstance(self.spread, str) or isinstance(self.factor, Parametric):
            return None
        kernel = self.spread.kernel
        if self.factor != 2:
            return self.factor == 1
        if quotient(kernel, 2) is not None:
            return False
        odd = quotient(kernel + 1, 2) is not None and self._solid
        return odd or None  # the first and the last input that is read step in turn

    def jump(self, _axis: Written, /) -> Written | None:
        """The distance of neighbouring outputs' windows, on the average."""
        return None if isinstance(self.spread, str) else quotient_of(self.window.stride, self.factor)

    def start(self, _axis: Written, origin: float, /) -> Written | None:
        """The centre of the first output's window, that of the first pixel at `origin`; None where it is not known."""
        spread, window = self.spread, self.window
        if isinstance(spread, str) or window.varying != () or not self._solid:
            return None
        taps = spread.before // self.factor - (spread.kernel - 1 - spread.before) // self.factor
        doubled = taps * window.stride + window.kernel - 1 - 2 * window.before
        return alignment.half(doubled + int(2 * origin))

    def sides(self, _axis: Written, /) -> tuple[Written, Written] | None:
        """How far outputs read before and after their places at the most; None where it is not known.

        Of the outputs in a period one reads an input at the first tap of its kernel, and one at the last.
        """
        spread, window, factor = self.spread, self.window, self.factor
        if isinstance(spread, str) or window.varying != () or not spread.sound:
            return None
        before = (spread.kernel - 1 - spread.before) * window.stride + window.before * factor
        after = spread.before * window.stride + (window.kernel - 1 - window.before) * factor
        return quotient_of(before, factor), quotient_of(after, factor)

    def padding(self, _axis: Written, /) -> None:
        """It is no one convolution."""
        return

    @property
    def convolution(self) -> None:
        """It is no one convolution."""
        return

    def sampled(self) -> Sampling:
        """In functions of the input size alone there is none: an OverflowError."""
        raise OverflowError("a number with symbols")

    @property
    def unreached(self) -> str | None:
        """Why what the outputs read is not worked out; None where it is."""
        return self.spread if isinstance(self.spread, str) else None

    def size_at(self, size: int) -> int:
        """The output size for an input that is taken."""
        return int(self.factor * self.window.size_at(size) + self.shift)

    @property
    def turning(self) -> bool:
        """Its size is not written by cases."""
        return False

    def exact_when(self, by_hand: Form | None, symbol: str, /) -> Residues | None:
        """Where the size without floors is the true size; None where that is not worked out.

        It is where no division leaves a remainder, since what a floor takes no later layer brings back, unless one
        rounds up. What is written as one fraction has but one division.
        """
        if by_hand is None:
            return self.window.exact_when(by_hand, symbol)
        if self.slack and self.divisions:
            return None
        if any(isinstance(by, int) and isinstance(of, int) for by, of in self.divisions):
            return Residues(1, ())
        return replace(self.window.exact_when(by_hand, symbol), divisions=self.divisions)

    def always_exact(self, by_hand: Form | None, symbol: str, /) -> bool:
        """Whether the size without floors is the true size for every input that is taken."""
        found = self.exact_when(by_hand, symbol)
        return found is not None and found.always

    def by_hand(self, form: Form | None) -> Form | None:
        """The size without floors, where it is not nested too deep: then it is one fraction, if that is as exact."""
        if too_deep(form) and self.divisions:
            raise Unscaled(_english.NESTED_FRACTIONS)
        return shallow(form)

    def tree(self, form: FormName, axis: Written) -> Written:
        """The size as one fraction, times its factor."""
        numbers = (self.window.offset, self.window.stride, self.window.slack)
        inner = closed(*numbers) if form == "closed" else collected(*numbers, form == "nested")
        return written(inner.times(self.factor).plus(self.shift), axis)

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

    def _widened(self, following: Window, step: Whole | None) -> Spread | str:
        """What windows read whose stride is not yet taken: the spread with their kernel."""
        if isinstance(self.spread, str):
            return self.spread
        if following.varying != ():
            return _english.VARYING
        if step != 1 and not self._solid:
            return _english.HOLES  # a tap at the end may lie on an output that reads nothing
        more = following.kernel - 1
        kernel, before = self.spread.kernel + more, self.spread.before + more - following.before
        return Spread(kernel, before, self.spread.sound)

    def _reduced(self, stride: Whole, top: Whole) -> Scaled:
        """Every `stride`-th output, where the stride divides the factor."""
        factor = quotient(self.factor, stride)
        if factor is None:
            raise Unscaled(_english.stride_after_factor(self.factor))
        if isinstance(self.spread, str):
            return replace(self, factor=factor, shift=top // stride)
        return replace(self, factor=factor, shift=top // stride, spread=self.spread.thinned(stride))

    def _windowed(self, stride: Whole, top: Whole, exact: Whole) -> Chained:
        """Every `stride`-th output, where the factor divides the stride: windows on what the window gives.

        Their number is `floor((m + floor(top/factor))/(stride/factor))`, where the window gives m.
        """
        step = over(stride, self.factor)
        spread = self.spread if isinstance(self.spread, str) else self.spread.thinned(self.factor)
        kernel, before = (1, 0) if isinstance(spread, str) else (spread.kernel, spread.kernel - 1 - spread.before)
        offset = top // self.factor
        slack = 0 if exact == top else greatest(0, offset - ceiling(exact, self.factor))
        layer = Window(kernel, step, before, offset - step + kernel - before, slack)
        chain = replace(self.window.then(layer), minimum=self.minimum)
        if not isinstance(spread, str) and not self.divisions:
            return chain
        known = spread if isinstance(spread, str) else NONE
        return Scaled(chain, 1, 0, known, self.minimum, self.divisions, self.slack)


Chained: TypeAlias = Window | Scaled


def scaled(state: State) -> Scaled:
    """A chain of windows, with nothing after it; a sampling is refused."""
    if isinstance(state, Scaled):
        return state
    window = state.convolution
    if window is None:
        raise Unscaled(_english.BRANCHES_OF_RARE_SIZE)
    return Scaled(window, 1, 0, NONE, window.minimum, slack=window.slack != 0)
