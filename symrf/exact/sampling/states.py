"""How a network samples its input along one axis: what can be asked of it, whichever of three values it is.

A Window is the one convolution that a chain of windows is; a Scaled is a window and up-sampling after it, in numbers
that may have symbols; a Sampling is whatever else, in functions of the input size.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from symrf.exact.numbers.powers import Whole
    from symrf.exact.sampling.hand import Form
    from symrf.exact.sampling.quasi_affine import Length
    from symrf.exact.sampling.samplings import Sampling
    from symrf.exact.sampling.windows import Window
    from symrf.exact.sets.periodic import Periodic
    from symrf.exact.sets.residues import Residues
    from symrf.formulas.forms import FormName
    from symrf.formulas.tree import Written

__all__ = ["State"]


class State(Protocol):
    """How a network samples its input along one axis: its size, what its outputs read, the inputs that it takes.

    >>> from symrf.exact.sampling.windows import window
    >>> chain: State = window(3).then(window(2, 2))
    >>> chain.size_at(64), chain.most_field, chain.takes(3)
    (31, 4, False)
    """

    @property
    def convolution(self) -> Window | None:
        """The one convolution that it is; None where it is none."""

    def sampled(self) -> Sampling:
        """The same in functions of the input size; an OverflowError where its numbers have symbols."""

    def mixed(self) -> State:
        """The same where channels are mixed: no shuffle undoes an unshuffle before."""

    @property
    def undone(self) -> int | None:
        """The place before the unshuffle that the last layer undoes, if that is a shuffle; else None."""

    @property
    def symbolic(self) -> bool:
        """Whether there are symbols in it."""

    @property
    def minimum(self) -> Whole:
        """The least input for which every size on the way is 1 or more."""

    def takes(self, size: int) -> bool:
        """Whether an input of `size` pixels is taken."""

    def restriction(self, symbol: str, /) -> Periodic | None:
        """The inputs that are taken, where those are not all from the least one on."""

    def taken_rarely(self, symbol: str, /) -> bool:
        """Whether finitely many inputs are taken; TooMany where that takes too long to say."""

    def size_at(self, size: int) -> int:
        """The output size for an input that is taken."""

    def by_hand(self, form: Form | None) -> Form | None:
        """A size without floors, as a hand leaves it; None where it would collect it into one fraction."""

    @property
    def turning(self) -> bool:
        """Whether the size is written by cases."""

    def tree(self, form: FormName, axis: Written) -> Written:
        """The size as it is written where no hand writes each of its layers."""

    def exact_when(self, by_hand: Form | None, symbol: str, /) -> Residues | Periodic | None:
        """The inputs on which the size without floors is the true size; None where that is not worked out."""

    def always_exact(self, by_hand: Form | None, symbol: str, /) -> bool:
        """Whether the size without floors is the true size for every input that is taken."""

    @property
    def exact_throughout(self) -> bool:
        """Whether the sizes on the way are exact without floors where the last one is."""

    @property
    def unreached(self) -> str | None:
        """Why what the outputs read is not worked out; None where it is."""

    @property
    def most_field(self) -> Whole | Length | None:
        """The most pixels, from the first to the last, that an output reads; None where no page has room for it."""

    @property
    def least_field(self) -> Whole | Length | None:
        """The least that an output reads; None where that is not known."""

    @property
    def fields(self) -> tuple[Length, ...] | None:
        """The field of output o by the remainder of o, where outputs read unlike; None where all read alike."""

    def read_when(self, symbol: str, /) -> Periodic | None:
        """The inputs for which outputs read as is said; None where those are all that are taken."""

    @property
    def evenly_apart(self) -> bool | None:
        """Whether the windows' centres are one jump apart, for all inputs that are taken; None if not decided."""

    def jump(self, axis: Written, /) -> Written | None:
        """The distance of neighbouring outputs' windows, on the average; None where they are at no one distance."""

    def start(self, axis: Written, origin: float, /) -> Written | None:
        """The centre of the first window, that of the first pixel at `origin`; None where it is not worked out."""

    def sides(self, axis: Written, /) -> tuple[Written, Written] | None:
        """How far outputs read before and after their places at the most; None where it is not worked out.

        Output i has its place at i times the jump, in pixels of the input.
        """

    def padding(self, axis: Written, /) -> tuple[Written, Written] | None:
        """The padding of the one convolution before and after; None where there is none, or it is too long to write."""
