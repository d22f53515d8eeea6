"""Padding whose share before the input depends on the size that a layer receives, as that of padding `same`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from symrf.exact import _english
from symrf.exact.sampling.reach import Unreached
from symrf.formulas import limits

if TYPE_CHECKING:
    from symrf.exact.numbers.powers import Whole
    from symrf.exact.sampling.quasi_affine import Length

__all__ = ["VaryingPadding"]


@dataclass(frozen=True, slots=True)
class VaryingPadding:
    """Padding before that depends on the size n that a `same` layer receives: `floor(max(slide, 0)/2)*jump`, where
    `slide = kernel - stride + (-n mod stride)`, and n is `floor((w+offset)/divisor)`.
    """

    jump: Whole
    kernel: int
    stride: int
    offset: Whole
    divisor: Whole

    def after(self, offset: Whole, stride: Whole) -> VaryingPadding:
        """The same seen from the input of a chain before it, whose size is `floor((w+offset)/stride)`."""
        return replace(
            self, jump=self.jump * stride, offset=offset + self.offset * stride, divisor=stride * self.divisor
        )

    def pixels(self, size: Length) -> Length:
        """How much it is where the input has `size` pixels."""
        step, jump, offset, divisor = self.stride, self.jump, self.offset, self.divisor
        if not (isinstance(jump, int) and isinstance(offset, int) and isinstance(divisor, int)):
            raise Unreached(_english.UNWRITTEN)
        received = (size + offset) // divisor
        if self.kernel < step:
            if self.kernel > limits.PHASES:
                raise Unreached(_english.TOO_MANY)
            return _positive_part(received, self.kernel, step) // 2 * jump
        return (step * -(-received // step) - received + (self.kernel - step)) // 2 * jump


def _positive_part(received: Length, kernel: int, step: int) -> Length:
    """max(k - s + (-n mod s), 0) where k < s: one for each of the k-1 remainders from which on it is more."""
    total: Length = 0
    for least in range(step - kernel + 1, step):  # 1 where (-n mod s) >= least
        total = total + (1 - -received // step) + (-received - least) // step
    return total
