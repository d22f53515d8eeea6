"""A size that a layer gives, whatever it receives, beside symbols: adaptive and global pools, flatten, dense layers.

What follows works on that number. What its outputs read is left out: it is shared out among them, or is all that there
is, and how much that is depends on the symbols.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from symrf.exact import _english
from symrf.exact.numbers.parametric import Undecided
from symrf.exact.numbers.powers import at_least
from symrf.exact.sampling.hand import Form, shallow, whole
from symrf.exact.sampling.samplings import NoOutput
from symrf.exact.sampling.windows import FromLeast
from symrf.exact.sets.residues import Residues

if TYPE_CHECKING:
    from symrf.exact.numbers.powers import Whole
    from symrf.exact.sampling.samplings import Sampling
    from symrf.exact.sampling.windows import Window
    from symrf.formulas.forms import FormName
    from symrf.formulas.tree import Written

__all__ = ["Given"]


@dataclass(frozen=True, slots=True)
class Given(FromLeast):
    """A size that does not depend on the input's, for every input from the least on.

    >>> from symrf.exact.sampling.windows import window
    >>> Given(7, 1).then(window(3, 2)).size
    3
    """

    size: Whole
    minimum: Whole

    def then(self, following: Window) -> Given:
        """With windows after it."""
        return self.of((self.size + following.offset) // following.stride, following.minimum)

    def enlarged(self, factor: Whole, shift: Whole) -> Given:
        """With a layer after it whose size is `factor*n + shift`."""
        return self.of(self.size * factor + shift, 1)

    def of(self, size: Whole, least: Whole) -> Given:
        """With a layer after it that gives a size, and takes `least` or more.

        NoOutput where it is less, Undecided where it is for some symbols.
        """
        if not at_least(self.size, least):
            if isinstance(self.size, int) and isinstance(least, int):
                raise NoOutput
            raise Undecided(f"{self.size} >= {least}")
        if not at_least(size, 1):
            raise Undecided(f"{size} >= 1")
        return replace(self, size=size)

    @property
    def convolution(self) -> None:
        """It is no one convolution."""
        return

    def sampled(self) -> Sampling:
        """What its outputs read is not worked out: an OverflowError."""
        raise OverflowError("a number with symbols")

    @property
    def symbolic(self) -> bool:
        """It stands beside symbols."""
        return True

    def size_at(self, _size: int) -> int:
        """The output size for an input that is taken."""
        return int(self.size)

    def by_hand(self, form: Form | None) -> Form | None:
        """The size without floors."""
        return shallow(form)

    @property
    def turning(self) -> bool:
        """Its size is not written by cases."""
        return False

    def tree(self, _form: FormName, _axis: Written) -> Written:
        """The size as it is written."""
        return whole(self.size)

    def exact_when(self, _by_hand: Form | None, _symbol: str, /) -> Residues:
        """A number that is given is exact."""
        return Residues(1, (0,))

    def always_exact(self, _by_hand: Form | None, _symbol: str, /) -> bool:
        """A number that is given is exact."""
        return True

    @property
    def exact_throughout(self) -> bool:
        """The sizes before it may not be exact."""
        return False

    @property
    def unreached(self) -> str:
        """Why what the outputs read is not worked out."""
        return _english.READS_WHAT_THERE_IS

    @property
    def most_field(self) -> None:
        """It depends on the symbols."""
        return

    @property
    def least_field(self) -> None:
        """It depends on the symbols."""
        return

    def read_when(self, _symbol: str, /) -> None:
        """Outputs read so whatever the input."""
        return

    @property
    def evenly_apart(self) -> None:
        """It depends on the symbols."""
        return

    def jump(self, _axis: Written, /) -> None:
        """It depends on the symbols."""
        return

    def start(self, _axis: Written, _origin: float, /) -> None:
        """It depends on the symbols."""
        return

    def sides(self, _axis: Written, /) -> None:
        """Where outputs have their places depends on the symbols."""
        return

    def padding(self, _axis: Written, /) -> None:
        """It is no one convolution."""
        return
