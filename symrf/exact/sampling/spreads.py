"""What the outputs of transposed convolutions read, in numbers that may have symbols."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from symrf.exact import _english
from symrf.exact._english import TAPS_APART
from symrf.exact.numbers.powers import at_least

if TYPE_CHECKING:
    from symrf.exact.numbers.powers import Whole

__all__ = ["NONE", "TAPS_APART", "Spread", "through"]


@dataclass(frozen=True, slots=True)
class Spread:
    """A transposed convolution: output o reads the inputs from `ceil((o + before - kernel + 1)/factor)` to
    `floor((o + before)/factor)`, one for each factor that is begun in its kernel at the most.

    Where it is several, and not `sound`, an output may read nothing although there are such inputs.
    """

    kernel: Whole
    before: Whole
    sound: bool = True

    def thinned(self, stride: Whole) -> Spread | str:
        """What every `stride`-th output reads, where the stride divides the factor."""
        last = self.before // stride
        kernel = last + (self.kernel - 1 - self.before) // stride + 1
        return Spread(kernel, last) if self.sound and at_least(kernel, 1) else _english.HOLES


NONE = Spread(1, 0)


def through(before: Spread | str, factor: Whole, layer: Spread | str) -> Spread | str:
    """One transposed convolution, and then another of stride `factor`; a text says why it is not worked out."""
    if isinstance(before, str) or isinstance(layer, str):
        return before if isinstance(before, str) else layer
    sound = before.sound and at_least(layer.kernel, factor)
    return Spread((before.kernel - 1) * factor + layer.kernel, before.before * factor + layer.before, sound)
