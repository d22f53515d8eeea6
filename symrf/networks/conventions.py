"""What each framework fills in where the notation leaves a thing open, and a layer's numbers on one axis."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction as Ratio
from typing import Protocol, TypeVar

from symrf.errors import DerivationError, InputError
from symrf.exact.numbers.parametric import Parametric, Undecided
from symrf.exact.numbers.powers import Whole, at_least, greatest
from symrf.exact.sets.parameters import NO_SYMBOLS, Parameters
from symrf.formulas.tree import Fraction, Number, Written
from symrf.networks import _english
from symrf.networks.notation.architecture import Layer, PaddingRule, Rounding, Sides
from symrf.networks.notation.kinds import Effect

__all__ = ["CONVENTIONS", "Convention", "Counting", "Windows", "convention", "fraction", "windows"]

T = TypeVar("T")


class OnAxis(Protocol):
    """Picks the value of one axis."""

    def __call__(self, values: tuple[T, ...], what: str) -> T: ...


class Counting(Enum):
    """Which windows of a layer count."""

    WHOLE = "those that fit"
    STARTED = "those that fit, and one more where it starts inside the input or the padding before"
    ANY = "those that fit, and one more for the rest"
    SAME = "one for each stride begun"


@dataclass(frozen=True, slots=True)
class Convention:
    """A framework's habits: the stride of a pool that gives none (None is its kernel), its rounding, its padding."""

    name: str
    pool_stride: int | None = None
    pool_rounding: Rounding = Rounding.FLOOR
    pool_pads_kernel: bool = False  # a pool that gives no padding has k-1 in all, the lesser half before
    clips_unpadded: bool = True  # rounding up drops a last window outside, whether the pool is padded or not
    transposed_fills_stride: bool = False  # without padding, it gives s*n even where the kernel is less than s


CONVENTIONS = {
    each.name: each
    for each in (
        Convention("pytorch"),
        Convention("tensorflow", transposed_fills_stride=True),
        Convention("onnx", pool_stride=1),
        Convention("caffe", pool_stride=1, pool_rounding=Rounding.CEIL, clips_unpadded=False),
        Convention("darknet", pool_stride=1, pool_pads_kernel=True),
    )
}


def convention(name: str) -> Convention:
    """The convention of that name; an InputError lists them."""
    if name not in CONVENTIONS:
        raise InputError(_english.no_choice("convention", name, CONVENTIONS))
    return CONVENTIONS[name]


@dataclass(frozen=True, slots=True)
class Windows:
    """A layer's windows on one axis, all settled: kernel k, stride s, padding, dilation d, and which ones count."""

    kernel: Whole
    stride: Whole = 1
    before: Whole = 0
    after: Whole = 0
    dilation: Whole = 1
    counting: Counting = Counting.WHOLE
    extra: Whole = 0  # output padding of a transposed convolution

    @property
    def extent(self) -> Whole:
        """The pixels from the first to the last that a window reads, E = d(k-1)+1."""
        return self.dilation * (self.kernel - 1) + 1


def windows(
    layer: Layer, place: int, axes: Sequence[str], habits: Convention, known: Parameters = NO_SYMBOLS
) -> Windows:
    """What `layer` does on the axis at `place` under a convention; a DerivationError says what is missing.

    `known` are the symbols in its numbers.

    >>> from symrf.networks.notation.reader import parse
    >>> windows(parse("p3s2").items[0], 0, ("w", "h"), convention("caffe")).counting.name
    'ANY'
    """

    def on_axis(values: tuple[T, ...], what: str) -> T:
        return _on_axis(layer, values, what, place, axes)

    pool = layer.kind.pools
    if layer.kind.effect is Effect.SPREAD:
        return _transposed(layer, on_axis, habits, known)
    kernel = known.number(on_axis(layer.sizes, layer.kind.number)) if layer.sizes else 1
    default = (habits.pool_stride or kernel) if pool else 1
    stride = default if layer.stride is None else known.number(on_axis(layer.stride, "stride"))
    dilation = 1 if layer.dilation is None else known.number(on_axis(layer.dilation, "dilation"))
    extent = dilation * (kernel - 1) + 1
    before, after = map(known.number, _sides(layer, extent, pool and habits.pool_pads_kernel, on_axis))
    counting = _counting(layer, (before, after), pool, habits)
    if counting is Counting.STARTED and layer.padding is not None and not at_least(extent, after):
        if isinstance(difference := after - extent, Parametric) and not at_least(difference, 1):
            raise Undecided(f"{after} <= {extent}")
        raise DerivationError(_english.pads_more_than_its_kernel(layer.text))
    if counting is Counting.SAME and stride == 1:
        before, counting = (extent - 1) // 2, Counting.WHOLE
        after = extent - 1 - before
    if counting is Counting.STARTED and at_least(extent, after + stride):
        counting = Counting.ANY  # one more window always starts before the padding after does
    if counting is Counting.ANY and stride == 1:
        counting = Counting.WHOLE
    return Windows(kernel, stride, before, after, dilation, counting)


def fraction(layer: Layer, place: int, axes: Sequence[str]) -> Ratio | None:
    """The factor of a layer on the axis at `place`, where that is no whole number; else None.

    >>> from symrf.networks.notation.reader import parse
    >>> fraction(parse("u2x3/2").items[0], 1, ("w", "h"))
    Fraction(3, 2)
    """
    if layer.kind.effect not in (Effect.REPEAT, Effect.BLEND):
        return None
    match _on_axis(layer, layer.sizes, "factor", place, axes):
        case Fraction(Number(above), Number(below)):
            return Ratio(above, below)
    return None


def _on_axis(layer: Layer, values: tuple[T, ...], what: str, place: int, axes: Sequence[str]) -> T:
    if len(values) not in (1, len(axes)):
        raise DerivationError(_english.numbers_for_axes(layer.text, len(values), what, axes))
    return values[place if len(values) > 1 else 0]


def _transposed(layer: Layer, on_axis: OnAxis, habits: Convention, known: Parameters) -> Windows:
    """A transposed convolution: what it pads is cut off its output, and its output padding is added after."""
    kernel = known.number(on_axis(layer.sizes, "kernel"))
    stride = known.number(on_axis(layer.stride or (1,), "stride"))
    dilation = known.number(on_axis(layer.dilation or (1,), "dilation"))
    extra = None if layer.output_padding is None else known.number(on_axis(layer.output_padding, "output padding"))
    extent = dilation * (kernel - 1) + 1
    before: Whole = 0
    after: Whole = 0
    match layer.padding:
        case PaddingRule.CAUSAL:
            raise DerivationError(_english.no_causal_transposed(layer.text))
        case PaddingRule.SAME if extra is not None:  # as Keras has it
            before = after = extent // 2
        case PaddingRule.SAME:  # the gradient of a convolution with padding same: s*n
            cut = greatest(extent, stride) - stride
            before, after, extra = cut // 2, cut - cut // 2, cut - (extent - stride)
        case PaddingRule.VALID | None if habits.transposed_fills_stride and extra is None:
            extra = greatest(extent, stride) - extent
        case tuple(sides):
            pair = on_axis(sides, "padding")
            before, after = known.number(pair.before), known.number(pair.after)
    if extra and layer.output_padding is not None and at_least(extra, greatest(stride, dilation)):
        raise DerivationError(_english.output_padding_too_large(layer.text, extra, stride, dilation))
    return Windows(kernel, stride, before, after, dilation, extra=extra or 0)


def _sides(
    layer: Layer, extent: Whole, pads_kernel: bool, on_axis: Callable[[tuple[Sides, ...], str], Sides]
) -> tuple[Written | Whole, Written | Whole]:
    """The padding that a layer says, or that its convention says for it."""
    match layer.padding:
        case None if pads_kernel:
            return (extent - 1) // 2, extent // 2
        case PaddingRule.CAUSAL:
            return extent - 1, 0
        case tuple(sides):
            pair = on_axis(sides, "padding")
            return pair.before, pair.after
    return 0, 0


def _counting(layer: Layer, sides: tuple[Whole, Whole], pool: bool, habits: Convention) -> Counting:
    """Which windows of a layer count."""
    if layer.padding is PaddingRule.SAME:
        return Counting.SAME
    rounding = layer.rounding or (habits.pool_rounding if pool else Rounding.FLOOR)
    if rounding is Rounding.CEIL and (habits.clips_unpadded or _padded(sides)):
        return Counting.STARTED
    return Counting.WHOLE if rounding is Rounding.FLOOR else Counting.ANY


def _padded(sides: tuple[Whole, Whole]) -> bool:
    """Whether there is padding on a side."""
    if any(at_least(side, 1) for side in sides):
        return True
    for side in sides:
        if isinstance(side, Parametric):
            raise Undecided(f"{side} >= 1")
    return False
