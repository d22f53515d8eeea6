"""What a framework refuses, or does otherwise, or what is not known of a layer, which is derived all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction as Ratio
from struct import pack, unpack
from typing import TypeVar

from symrf.formulas.tree import Fraction, Number
from symrf.networks import _english
from symrf.networks.conventions import Convention
from symrf.networks.notation.architecture import Architecture, Kind, Layer, PaddingRule, Rounding, Sides, Value

__all__ = ["Deviation", "Note", "deviations", "notes"]

T = TypeVar("T")

SIZES_TRIED = 256  # at which a factor that is no whole number is put to the test
NEAREST_WRONG = (41, 47, 55, 61)  # factors up to 64 at which a float32 index is off


class Deviation(Enum):
    """What is derived as the notation says, and a framework does not do."""

    SAME_STRIDE = _english.SAME_STRIDE
    POOL_PADDING = _english.POOL_PADDING
    POOL_3D = _english.POOL_3D
    TRANSPOSED_RULE = _english.TRANSPOSED_RULE
    NEAREST = _english.NEAREST
    SCALE = _english.SCALE
    OPAQUE = _english.OPAQUE
    MIX = _english.MIX
    ONNX_SCALE = _english.ONNX_SCALE
    ONNX_DILATED = _english.ONNX_DILATED
    ONNX_DILATED_POOL = _english.ONNX_DILATED_POOL
    ONNX_NARROW = _english.ONNX_NARROW
    ONNX_TRANSPOSED = _english.ONNX_TRANSPOSED
    ONNX_CEIL = _english.ONNX_CEIL


@dataclass(frozen=True)
class Note:
    """A remark on a layer: it is derived, but a framework refuses it."""

    layer: Layer
    deviation: Deviation


def notes(network: Architecture, habits: Convention, axes: int) -> tuple[Note, ...]:
    """What a convention's framework would refuse in a network, each once."""
    layers = dict.fromkeys(replace(layer, name=None) for layer in network.layers())
    return tuple(Note(layer, found) for layer in layers for found in deviations(layer, habits, axes))


def deviations(layer: Layer, habits: Convention, axes: int) -> tuple[Deviation, ...]:
    """What a convention's framework would not do in a layer, on so many axes.

    >>> from symrf.networks.conventions import convention
    >>> from symrf.networks.notation.reader import parse
    >>> [each.name for each in deviations(parse("c3s2same").items[0], convention("pytorch"), 2)]
    ['SAME_STRIDE']
    """
    found = _OF.get(habits.name)
    unknown = (_UNKNOWN[layer.kind],) if layer.kind in _UNKNOWN else ()
    return (*unknown, *(found(layer, axes) if found is not None else ()))


def _pytorch(layer: Layer, axes: int) -> Iterator[Deviation]:
    same = layer.padding is PaddingRule.SAME
    if layer.kind is Kind.TRANSPOSED:
        if isinstance(layer.padding, PaddingRule):
            yield Deviation.TRANSPOSED_RULE
    elif same and any(step != 1 for step in _strides(layer)):
        yield Deviation.SAME_STRIDE
    if layer.kind.pools and isinstance(layer.padding, tuple):
        pairs = list(_pairs(layer.sizes, layer.padding))
        if any(_pads_much(kernel, sides) for kernel, sides in pairs):
            yield Deviation.POOL_PADDING
        if layer.kind is Kind.AVERAGE_POOL and axes == 3 and any(sides != Sides(0, 0) for _, sides in pairs):
            yield Deviation.POOL_3D
    if layer.kind is Kind.NEAREST and any(factor in NEAREST_WRONG for factor in layer.sizes):
        yield Deviation.NEAREST
    if any(_off_in_floats(factor, layer.kind is Kind.NEAREST) for factor in _scales(layer)):
        yield Deviation.SCALE


def _onnx(layer: Layer, axes: int) -> Iterator[Deviation]:  # noqa: ARG001
    dilated = any(step != 1 for step in layer.dilation or ())
    if any(_float32(float(factor)) < factor for factor in _scales(layer)):
        yield Deviation.ONNX_SCALE
    if layer.padding is PaddingRule.SAME:
        narrow = any(_below(kernel, stride) for kernel, stride in _pairs(layer.sizes, _strides(layer)))
        if layer.kind is Kind.TRANSPOSED:
            if narrow and not dilated:
                yield Deviation.ONNX_TRANSPOSED
        elif dilated:
            yield Deviation.ONNX_DILATED_POOL if layer.kind.pools else Deviation.ONNX_DILATED
        elif narrow:
            yield Deviation.ONNX_NARROW
    if (
        layer.rounding is Rounding.CEIL
        and isinstance(layer.padding, tuple)
        and any(isinstance(sides.after, int) and sides.after > 0 for sides in layer.padding)
    ):
        yield Deviation.ONNX_CEIL


_OF: Mapping[str, Callable[[Layer, int], Iterator[Deviation]]] = {"pytorch": _pytorch, "onnx": _onnx}


_UNKNOWN = {Kind.OPAQUE: Deviation.OPAQUE, Kind.MIX: Deviation.MIX}


def _scales(layer: Layer) -> Iterator[Ratio]:
    """The factors of a layer that are no whole numbers."""
    for size in layer.sizes:
        match size:
            case Fraction(Number(above), Number(below)):
                yield Ratio(above, below)


def _off_in_floats(factor: Ratio, nearest: bool) -> bool:
    """Whether a size, or the nearest pixel's index, is another number where the factor is a float."""
    if any(int(size * float(factor)) != size * factor // 1 for size in range(1, SIZES_TRIED)):
        return True
    apart = _float32(1 / float(factor))
    outputs = range(int(SIZES_TRIED * factor))
    return nearest and any(int(_float32(output * apart)) != output // factor for output in outputs)


def _float32(value: float) -> float:
    return float(unpack("f", pack("f", value))[0])


def _strides(layer: Layer) -> tuple[Value, ...]:
    return layer.stride or (layer.sizes if layer.kind.pools else (1,))


def _below(kernel: Value, stride: Value) -> bool:
    return isinstance(kernel, int) and isinstance(stride, int) and kernel < stride


def _pads_much(kernel: Value, sides: Sides) -> bool:
    """Whether a side is padded by more than half the kernel."""
    pads = (sides.before, sides.after)
    return isinstance(kernel, int) and any(isinstance(pad, int) and pad > kernel // 2 for pad in pads)


U = TypeVar("U")


def _pairs(ones: tuple[T, ...], others: tuple[U, ...]) -> Iterator[tuple[T, U]]:
    """The values of two attributes on each axis, where one may stand for all."""
    count = max(len(ones), len(others))
    return zip(_spread(ones, count), _spread(others, count), strict=False)


def _spread(values: tuple[T, ...], count: int) -> tuple[T, ...]:
    return values * count if len(values) == 1 else values
