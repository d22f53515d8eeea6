"""The one idea: a chain of convolutions and poolings is one convolution.

Along one axis a window layer is a kernel r, a stride S and padding on two sides. Layers compose as a monoid, whose
identity is the kernel 1 with stride 1, and n repeats are a power in it:

    r = r_1 + (r_2 - 1) S_1        S = S_1 S_2        P = P_1 + P_2 S_1

The output size, the least input, the residues on which the form without floors is exact, the receptive field and its
place are all readings of that one value (symrf.exact.sampling.sizes reads the sizes).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from symrf.exact.numbers.parametric import Parametric
from symrf.exact.numbers.powers import geometric, greatest, power

if TYPE_CHECKING:
    from collections.abc import Callable

    from symrf.exact.numbers.powers import Whole

__all__ = ["IDENTITY", "Drift", "Window", "window"]


@dataclass(frozen=True, slots=True)
class Drift:
    """Padding before that depends on the size n that a `same` layer receives: `floor(max(slide, 0)/2)*jump`, where
    `slide = kernel - stride + (-n mod stride)`, and n is `floor((w+offset)/divisor)`.
    """

    jump: Whole
    kernel: int
    stride: int
    offset: Whole
    divisor: Whole


@dataclass(frozen=True, slots=True)
class Window:
    """The one convolution that a chain is on one axis; lengths in pixels of the input.

    The size is `floor((w + before + after - kernel)/stride) + 1` for w >= minimum, the least input for which every size
    on the way is 1 or more. `slack` is what rounding up adds: the form without floors is `(w + offset - slack)/stride`.
    `before` leaves out the drifts.

    >>> three, pool = window(3), window(2, 2)
    >>> chain = three.then(pool).then(three)
    >>> chain.kernel, chain.stride, chain.minimum
    (8, 2, 8)
    """

    kernel: Whole
    stride: Whole
    before: Whole = 0
    after: Whole = 0
    slack: Whole = 0
    minimum: Whole = 1
    drifts: tuple[Drift, ...] | None = ()  # None: too many to write out

    @property
    def offset(self) -> Whole:
        """A in the size `floor((w + A)/stride)`."""
        return self.stride + self.before + self.after - self.kernel

    @property
    def symbolic(self) -> bool:
        """Whether there are symbols in it."""
        numbers = (self.kernel, self.stride, self.before, self.after, self.minimum)
        return any(isinstance(each, Parametric) for each in numbers)

    def then(self, following: Window) -> Window:
        """This chain, and then another."""
        if self is IDENTITY:
            return following
        step = self.stride
        return Window(
            self.kernel + (following.kernel - 1) * step,
            step * following.stride,
            self.before + following.before * step,
            self.after + following.after * step,
            self.slack + following.slack * step,
            greatest(self.minimum, following.minimum * step - self.offset),
            self._drifts_with(following),
        )

    def mapped(self, change: Callable[[Whole], Whole]) -> Window:
        """The window with each of its numbers changed."""
        return replace(
            self,
            kernel=change(self.kernel),
            stride=change(self.stride),
            before=change(self.before),
            after=change(self.after),
            slack=change(self.slack),
            minimum=change(self.minimum),
        )

    def repeated(self, times: Whole) -> Window:
        """This chain `times` over, in closed form: a geometric sum, never a loop.

        >>> window(3).then(window(2, 2)).repeated(10).kernel == 1 + 3 * (2**10 - 1)
        True
        """
        if times == 1:
            return self
        if not isinstance(self.stride, int | Parametric):
            return self._composed(times)
        span = geometric(self.stride, times)
        kernel, before, after = 1 + (self.kernel - 1) * span, self.before * span, self.after * span
        return Window(
            kernel,
            power(self.stride, times),
            before,
            after,
            self.slack * span,
            self._repeated_minimum(kernel - before - after, times),
            self._repeated_drifts(times),
        )

    def _repeated_minimum(self, least: Whole, times: Whole) -> Whole:
        """The least input of repeats, whose last size asks for `least`.

        Each inner size asks w >= a*stride**i + b for the i-th time, which is monotone in i: the first or the last.
        """
        grows = greatest(self.minimum * (self.stride - 1) - self.offset, 0)
        if grows == 0:
            return self.minimum
        own = self.minimum - (self.kernel - self.before - self.after)
        last = least + own * power(self.stride, times - 1) if own != 0 else least
        return last if grows == self.minimum * (self.stride - 1) - self.offset else greatest(self.minimum, last)

    def _composed(self, times: Whole) -> Window:
        if not isinstance(times, int) or times > MOST_COMPOSED:
            raise OverflowError("a repeat of a huge stride")
        chain = self
        for _ in range(times - 1):
            chain = chain.then(self)
        return chain

    def _drifts_with(self, following: Window) -> tuple[Drift, ...] | None:
        if not following.drifts or self.drifts is None:
            return None if following.drifts is None else self.drifts
        if len(self.drifts) + len(following.drifts) > MOST_DRIFTS:
            return None
        return (*self.drifts, *(_moved(drift, self) for drift in following.drifts))

    def _repeated_drifts(self, times: Whole) -> tuple[Drift, ...] | None:
        if not self.drifts or not isinstance(times, int) or times * len(self.drifts) > MOST_DRIFTS:
            return None if self.drifts != () else ()
        bare = replace(self, drifts=())
        return tuple(_moved(drift, bare.repeated(i)) if i else drift for i in range(times) for drift in self.drifts)


MOST_COMPOSED = 64  # repeats that are composed one by one where there is no closed form
MOST_DRIFTS = 32  # drifts that are written out
IDENTITY = Window(1, 1)


def window(
    kernel: Whole,
    stride: Whole = 1,
    before: Whole = 0,
    after: Whole = 0,
    slack: Whole = 0,
    least: Whole = 1,
    drifts: tuple[Drift, ...] | None = (),
) -> Window:
    """The window of one layer that takes `least` pixels or more, and gives one output or more."""
    return Window(kernel, stride, before, after, slack, greatest(least, kernel - before - after), drifts)


def _moved(drift: Drift, before: Window) -> Drift:
    """A drift seen from the input of the chain that comes before it."""
    return replace(
        drift,
        jump=drift.jump * before.stride,
        offset=before.offset + drift.offset * before.stride,
        divisor=before.stride * drift.divisor,
    )
