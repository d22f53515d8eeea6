"""The one convolution that a chain of windows is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from symrf.exact.numbers.powers import is_negative
from symrf.exact.sampling.hand import whole
from symrf.exact.sampling.windows import Window
from symrf.networks.notation.architecture import Kind, Layer, PaddingRule, Sides, Value

if TYPE_CHECKING:
    from symrf.exact.numbers.powers import Whole

__all__ = ["Equivalent", "equivalent"]


@dataclass(frozen=True)
class Equivalent:
    """The one convolution that a chain is: kernel, stride and padding (before, after) in pixels of the input.

    `padding` is None where it is padding `same`, which depends on the input size. The text is in the notation:

    >>> import symrf
    >>> str(symrf.derive("c3s1 p2s2 c3s1")["w"].equivalent)
    'c8s2'
    """

    kernel: Whole
    stride: Whole
    padding: tuple[Whole, Whole] | None

    def __str__(self) -> str:
        sizes, stride = (_value(self.kernel),), None if self.stride == 1 else (_value(self.stride),)
        if self.padding is None:
            return Layer(Kind.CONVOLUTION, sizes, stride, PaddingRule.SAME).text
        before, after = self.padding
        if before == after == 0:
            return Layer(Kind.CONVOLUTION, sizes, stride).text
        sides = (Sides(_value(before), _value(after)),)
        if is_negative(before) or is_negative(after):  # a convolution cannot crop: a layer before it does
            return f"{Layer(Kind.PAD, padding=sides)} {Layer(Kind.CONVOLUTION, sizes, stride)}"
        return Layer(Kind.CONVOLUTION, sizes, stride, sides).text


def equivalent(window: Window) -> Equivalent | None:
    """The one convolution that a chain is; None where its padding depends on the size in no one way."""
    if window.varying == ():
        return Equivalent(window.kernel, window.stride, (window.before, window.after))
    from symrf.exact.sampling.varying_padding import VaryingPadding

    match window.kernel, window.stride:
        case int(kernel), int(stride) if window.varying == (VaryingPadding(1, kernel, stride, 0, 1),):
            return Equivalent(kernel, stride, None) if (window.before, window.after) == (0, kernel - 1) else None
    return None


def _value(whole_number: Whole) -> Value:
    """A whole number as the notation takes it; one with symbols as an expression."""
    if isinstance(whole_number, int):
        return whole_number
    return -whole(-whole_number) if is_negative(whole_number) else whole(whole_number)
