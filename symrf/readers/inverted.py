"""Inverted residual blocks, as MobileNetV2, EfficientNet and their kin have them: widen, filter by channel, narrow."""

from __future__ import annotations

from dataclasses import dataclass

from symrf.networks.notation.architecture import Join, Layer, Sides
from symrf.networks.notation.kinds import Kind
from symrf.readers.drafts import Piece, Split, Step, convolution, half
from symrf.readers.graph import Span

__all__ = ["Inverted", "divisible", "filtered", "residual"]


@dataclass(frozen=True, slots=True)
class Inverted:
    """A block: its channels before and after, the kernel and stride of its depthwise convolution, its factor.

    `squeezed` are the channels of its gate, none where it has no gate; `first` is the kernel of a depthwise
    convolution before the widening, 0 where there is none; `fused` widens by a full convolution instead.
    """

    before: int
    after: int
    kernel: int
    stride: int
    wide: int
    span: Span
    squeezed: int | None = None
    word: str = "relu6"
    gate: str = "sigmoid"
    first: int = 0
    fused: bool = False
    residual: bool = True

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The layers, in a sum with their input where the size and the channels stay."""
        inner = (*self._opening(), *self._middle(), *self._closing())
        if not self.residual or self.stride != 1 or self.before != self.after:
            return inner
        return residual(inner, self.span)

    def _opening(self) -> tuple[Piece, ...]:
        first: tuple[Piece, ...] = ()
        if self.first:
            stride = self.stride if not self.kernel else 1
            first = filtered(self.first, stride, None, "", self.span)
        if self.fused:
            return first + filtered(self.kernel, self.stride, self.wide, self.word, self.span)
        if self.wide == self.before and not self.first:
            return first
        return first + filtered(1, 1, self.wide, self.word, self.span)

    def _middle(self) -> tuple[Piece, ...]:
        depthwise = (
            () if self.fused or not self.kernel else filtered(self.kernel, self.stride, None, self.word, self.span)
        )
        if self.squeezed is None:
            return depthwise
        return (*depthwise, gated(self.wide, self.squeezed, self.word, self.gate, self.span))

    def _closing(self) -> tuple[Piece, ...]:
        return filtered(1, 1, self.after, "", self.span)


def residual(inner: tuple[Piece, ...], span: Span) -> tuple[Piece, ...]:
    """The sum of a chain with what it reads."""
    return (Split((inner, ()), Join.ADD, span),)


def filtered(kernel: int, stride: int, channels: int | None, word: str, span: Span) -> tuple[Step, ...]:
    """A convolution with padding, by channel where it names no channels, a batch norm and an activation."""
    kind = Kind.DEPTHWISE if channels is None else Kind.CONVOLUTION
    layer = convolution((kernel,), channels, (stride,), half((kernel,)), kind)
    words = ("bn", word) if word else ("bn",)
    unbiased = Layer(layer.kind, layer.sizes, layer.stride, layer.padding, channels=channels, bias=False)
    return (Step(unbiased, span), *(Step(Layer(Kind.PASS, word=each), span) for each in words))


def gated(channels: int, squeezed: int, word: str, gate: str, span: Span) -> Split:
    """Squeeze and excite: the product with one number a channel, which everything decides."""
    one = (Sides(0, 0),)
    narrow = Layer(Kind.CONVOLUTION, (1,), (1,), one, channels=squeezed)
    wide = Layer(Kind.CONVOLUTION, (1,), (1,), one, channels=channels)
    layers = (Layer(Kind.GLOBAL_AVERAGE), narrow, Layer(Kind.PASS, word=word), wide, Layer(Kind.PASS, word=gate))
    inner = tuple(Step(each, span) for each in layers)
    return Split(((), inner), Join.GATE, span)


def divisible(channels: float, by: int = 8) -> int:
    """Channels as these networks round them: to a multiple of `by`, and never by more than a tenth down.

    >>> divisible(16 * 4.5), divisible(13)
    (72, 16)
    """
    rounded = max(by, int(channels + by / 2) // by * by)
    return rounded + by if rounded < 0.9 * channels else rounded
