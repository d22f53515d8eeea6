"""The one idea: a chain of convolutions and poolings is one convolution.

Along one axis a window layer is a kernel r, a stride S and padding on two sides. Layers compose as a monoid, whose
identity is the kernel 1 with stride 1, and n repeats are a power in it:

    r = r_1 + (r_2 - 1) S_1        S = S_1 S_2        P = P_1 + P_2 S_1

The output size, the least input, the residues on which the form without floors is exact, the receptive field and its
place are all readings of that one value, which is a State.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from symrf.exact import _english
from symrf.exact.numbers.parametric import Parametric
from symrf.exact.numbers.powers import LongStride, geometric, greatest, power
from symrf.exact.sampling import alignment
from symrf.exact.sampling.cases import by_cases
from symrf.exact.sampling.hand import Form, closed, collected, shallow, whole, written
from symrf.exact.sets.residues import Residues
from symrf.formulas import limits

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

    from symrf.exact.numbers.powers import Whole
    from symrf.exact.sampling.quasi_affine import Length
    from symrf.exact.sampling.reach import Reach
    from symrf.exact.sampling.samplings import Sampling
    from symrf.exact.sampling.varying_padding import VaryingPadding
    from symrf.formulas.forms import FormName
    from symrf.formulas.tree import Written

__all__ = ["IDENTITY", "FromLeast", "Window", "window"]


class FromLeast:
    """What is alike in states of windows, which take every input from the least one on."""

    __slots__ = ()

    minimum: Whole

    def mixed(self) -> Self:
        """The same where channels are mixed: it notes no unshuffle."""
        return self

    @property
    def undone(self) -> None:
        """Its last layer undoes no unshuffle."""
        return

    def takes(self, size: int) -> bool:
        """Whether an input of `size` pixels is taken."""
        return size >= self.minimum

    def restriction(self, _symbol: str, /) -> None:
        """Every input from the least one on is taken."""
        return

    def taken_rarely(self, _symbol: str, /) -> bool:
        """Whether finitely many inputs are taken."""
        return False

    @property
    def exact_throughout(self) -> bool:
        """Whether the sizes on the way are exact without floors where the last one is."""
        return True

    @property
    def fields(self) -> None:
        """No output reads more than another, or that depends on symbols."""
        return


@dataclass(frozen=True, slots=True)
class Window(FromLeast):
    """The one convolution that a chain is on one axis; lengths in pixels of the input.

    The size is `floor((w + before + after - kernel)/stride) + 1` for w >= minimum, the least input for which every size
    on the way is 1 or more. `slack` is what rounding up adds: the form without floors is `(w + offset - slack)/stride`.
    `before` leaves out what is `varying`, with the size of the input.

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
    varying: tuple[VaryingPadding, ...] | None = ()  # None: too many to write out

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
        """This chain, and then another; LongStride where that has too many bits."""
        if self is IDENTITY:
            return following
        step = self.stride
        stride = step * following.stride
        if isinstance(stride, int) and stride.bit_length() > limits.STRIDE_BITS:
            raise LongStride
        return Window(
            self.kernel + (following.kernel - 1) * step,
            stride,
            self.before + following.before * step,
            self.after + following.after * step,
            self.slack + following.slack * step,
            greatest(self.minimum, following.minimum * step - self.offset),
            self._varying_with(following),
        )

    def repeated(self, times: Whole) -> Window:
        """This chain `times` over, in closed form: a geometric sum, never a loop.

        >>> window(3).then(window(2, 2)).repeated(10).kernel == 1 + 3 * (2**10 - 1)
        True
        """
        if times == 1:
            return self
        span = geometric(self.stride, times)
        kernel, before, after = 1 + (self.kernel - 1) * span, self.before * span, self.after * span
        return Window(
            kernel,
            power(self.stride, times),
            before,
            after,
            self.slack * span,
            self._repeated_minimum(kernel - before - after, times),
            self._repeated_varying(times),
        )

    @property
    def convolution(self) -> Window:
        """The one convolution that it is."""
        return self

    def sampled(self) -> Sampling:
        """The chain in functions of the input size; an OverflowError where its numbers have symbols."""
        from symrf.exact.sampling.quasi_affine import WIDTH
        from symrf.exact.sampling.reach import Unreached
        from symrf.exact.sampling.samplings import Sampling

        stride, offset, minimum = self.stride, self.offset, self.minimum
        if not (isinstance(stride, int) and isinstance(offset, int) and isinstance(minimum, int)):
            raise OverflowError("a number with symbols")
        try:
            reach: Reach | str = self.reach(WIDTH)
        except Unreached as reason:
            reach = str(reason)
        return Sampling((WIDTH + offset) // stride, reach, minimum)

    def reach(self, size: Length, step: Whole = 1) -> Reach:
        """What the windows read of `size` pixels, where they take every `step`-th."""
        from symrf.exact.sampling.reach import Reach, Unreached

        match self.kernel, self.stride, self.before, step, self.varying:
            case int(kernel), int(stride), int(before), int(step), tuple(varying):
                return Reach.window(kernel, stride, sum((part.pixels(size) for part in varying), before), step)
        raise Unreached(_english.UNWRITTEN)

    @property
    def unreached(self) -> None:
        """What the outputs read is always known."""
        return

    def size_at(self, size: int) -> int:
        """The output size for an input that is taken."""
        return int((size + self.offset) // self.stride)

    @property
    def turning(self) -> bool:
        """Whether the size is written by cases."""
        return any(isinstance(each, Parametric) and each.turning is not None for each in (self.offset, self.slack))

    def exact_when(self, _by_hand: Form | None, _symbol: str, /) -> Residues:
        """Where the size without floors is the true size.

        With every division exact it is `(w + offset - slack)/stride`, and the true size is the floor of that with the
        slack added, where 0 <= slack < stride; so the two agree if and only if the stride divides `w + offset - slack`.
        """
        stride, residue = self.stride, self.slack - self.offset
        if isinstance(stride, Parametric):
            return Residues(stride, (residue - stride.times_in(residue) * stride,))
        if isinstance(residue, Parametric):
            residue = 0 if stride == 1 else residue.rest_by(stride)
        if isinstance(residue, Parametric):
            return Residues(stride, (residue,))
        return Residues(stride, (residue % stride,))

    def always_exact(self, by_hand: Form | None, symbol: str, /) -> bool:
        """Whether the size without floors is the true size for every input that is taken."""
        return self.exact_when(by_hand, symbol).always

    def by_hand(self, form: Form | None) -> Form | None:
        """The size without floors, where it is not nested too deep: then it is one fraction."""
        return shallow(form)

    def closed(self, axis: Written) -> Written:
        """The size with one floor and one fraction, whatever the cases of the sums in it."""
        return written(closed(self.offset, self.stride, self.slack), axis)

    def tree(self, form: FormName, axis: Written) -> Written:
        """The size as one fraction, by the cases of the sums in it."""
        offset, slack = self.offset, self.slack

        def write(put: Callable[[Whole], Whole]) -> Written:
            numbers = (put(offset), put(self.stride), put(slack))
            return written(closed(*numbers) if form == "closed" else collected(*numbers, form == "nested"), axis)

        return by_cases((offset, slack), write)

    @property
    def most_field(self) -> Whole:
        """The pixels from the first to the last that an output reads."""
        return self.kernel

    @property
    def least_field(self) -> Whole:
        """The same: all outputs read alike."""
        return self.kernel

    def read_when(self, _symbol: str, /) -> None:
        """Outputs read so whatever the input."""
        return

    @property
    def evenly_apart(self) -> bool:
        """Whether the centres of the windows are one jump apart."""
        return True

    def jump(self, _axis: Written, /) -> Written:
        """The distance of neighbouring windows."""
        return whole(self.stride)

    def start(self, axis: Written, origin: float) -> Written | None:
        """The centre of the first window, that of the first pixel at `origin`; None if too long to write."""
        return alignment.start(self.kernel, self.before, self.varying, axis, origin)

    def sides(self, axis: Written) -> tuple[Written, Written] | None:
        """How far an output reads before and after its place; None if too long to write."""
        return alignment.sides(self.kernel, self.before, self.varying, axis)

    def padding(self, axis: Written) -> tuple[Written, Written] | None:
        """The padding before and after; None if too long to write."""
        return alignment.padding(self.before, self.after, self.varying, axis)

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

    def _varying_with(self, following: Window) -> tuple[VaryingPadding, ...] | None:
        if not following.varying or self.varying is None:
            return None if following.varying is None else self.varying
        if len(self.varying) + len(following.varying) > limits.VARYING_PADDINGS:
            return None
        return (*self.varying, *(part.after(self.offset, self.stride) for part in following.varying))

    def _repeated_varying(self, times: Whole) -> tuple[VaryingPadding, ...] | None:
        if not self.varying or not isinstance(times, int) or times * len(self.varying) > limits.VARYING_PADDINGS:
            return None if self.varying != () else ()
        bare = replace(self, varying=())
        chains = (bare.repeated(i) if i else IDENTITY for i in range(times))
        return tuple(part.after(chain.offset, chain.stride) for chain in chains for part in self.varying)


IDENTITY = Window(1, 1)


def window(
    kernel: Whole,
    stride: Whole = 1,
    before: Whole = 0,
    after: Whole = 0,
    slack: Whole = 0,
    least: Whole = 1,
    varying: tuple[VaryingPadding, ...] | None = (),
) -> Window:
    """The window of one layer that takes `least` pixels or more, and gives one output or more."""
    return Window(kernel, stride, before, after, slack, greatest(least, kernel - before - after), varying)
