"""Resizing: by a factor, to the size of another tensor, or to so many pixels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from symrf.networks.notation.architecture import Layer
from symrf.networks.notation.kinds import Kind
from symrf.networks.notation.layers import scale
from symrf.readers.onnx import _english
from symrf.readers.onnx.items import product, quotient
from symrf.readers.onnx.model import Constant, Extent, Fault, Item, Operation, Reckoned
from symrf.readers.onnx.tensors import Tensor
from symrf.readers.onnx.walking import Inputs, Walk, Work
from symrf.readers.onnx.windows import tensor

__all__ = ["RESIZING", "resized"]

_LARGEST_DENOMINATOR = 1000  # of a factor, which a file has as a decimal of 32 bits


def _resize(walk: Walk, operation: Operation, inputs: Inputs) -> Tensor:
    """Resize, and Upsample before it: scales are the third input, or the second, or an attribute; sizes the fourth."""
    received = tensor(inputs)
    source = walk.image(received)
    upsample = operation.kind == "Upsample"
    if operation.word("keep_aspect_ratio_policy", "stretch") != "stretch":
        raise Fault(_english.NOT_FOLLOWED)
    scales = inputs[1 if upsample or len(inputs) == 2 else 2] if len(inputs) > 1 else None
    sizes = inputs[3] if len(inputs) > 3 else None
    factors = operation.attributes.get("scales")
    if isinstance(scales, Constant) and scales.items:
        wanted = _targets(walk, source, operation, scales.items)
        targets = [product(each, walk.length(source, at)) for at, each in enumerate(_factors(wanted))]
    elif isinstance(factors, tuple):
        told = [Fraction(each) for each in factors if isinstance(each, float)]
        targets = [
            product(each, walk.length(source, at))
            for at, each in enumerate(_factors(_targets(walk, source, operation, told)))
        ]
    elif isinstance(sizes, Constant) and sizes.items is not None:
        targets = list(_targets(walk, source, operation, sizes.items))
    elif operation.shape is not None:  # which a log prints
        targets = list(_targets(walk, source, operation, operation.shape))
    else:
        raise Fault(_english.NOT_FOLLOWED)
    return walk.tensor(resized(walk, source, targets, operation.word("mode", "nearest") != "nearest"))


def _factors(found: Sequence[Item]) -> list[Item]:
    """Factors as the fractions that were meant."""
    return [
        Fraction(each).limit_denominator(_LARGEST_DENOMINATOR) if isinstance(each, int | Fraction) else each
        for each in found
    ]


def _targets(walk: Walk, source: int, operation: Operation, items: Sequence[Item] | None) -> Sequence[Item]:
    """What is told of the axes of the image; a Fault where other axes change."""
    count = len(walk.axes)
    if items is None or walk.stands[source].flat:
        raise Fault(_english.NOT_FOLLOWED)
    if operation.integers("axes") is not None and len(items) == count:
        return items
    if len(items) != count + 2:
        raise Fault(_english.numbers("scales", len(items), count + 2))
    return items[2:]


def resized(walk: Walk, source: int, targets: Sequence[Item], blends: bool) -> int:
    """The place of an image that is resized, a length an axis."""
    lengths = [walk.length(source, at) for at in range(len(walk.axes))]
    targets = [walk.settled(each) if isinstance(each, Reckoned) else each for each in targets]
    ratios = [_ratio(target, length) for target, length in zip(targets, lengths, strict=True)]
    if all(each == 1 for each in ratios):
        return source
    if all(each is not None for each in ratios) and not walk.stands[source].pixel:
        return walk.add(_scaled([each or Fraction(1) for each in ratios], blends), source)
    halved = [isinstance(each, Extent) and each.times.denominator > 1 for each in targets]  # and rounded down
    targets = [walk.located(each) if half else each for half, each in zip(halved, targets, strict=True)]
    fitted = _whose(walk, targets)
    if fitted is not None:
        return walk.add(Layer(Kind.FIT_BILINEAR if blends else Kind.FIT), source, fits=fitted)
    pixels = [walk.settled(each) for each in targets]
    numbers = tuple(each for each in pixels if isinstance(each, int))
    if len(numbers) < len(pixels) and all(ratios):  # of a single pixel
        return walk.add(_scaled([each or Fraction(1) for each in ratios], blends), source)
    if len(numbers) < len(pixels):
        raise Fault(_english.NOT_FOLLOWED)
    known = [walk.settled(each) for each in lengths]
    ratios = [_ratio(target, length) for target, length in zip(numbers, known, strict=True)]
    if all(each is not None and each.denominator == 1 for each in ratios) and not walk.stands[source].pixel:
        walk.note(_english.resized_to(numbers), certain=False)
        if set(ratios) == {1}:
            return source
        return walk.add(_scaled([each or Fraction(1) for each in ratios], blends), source)
    if (like := _as_large(walk, numbers)) is not None:
        walk.note(_english.resized_like(numbers), certain=False)
        return walk.add(Layer(Kind.FIT_BILINEAR if blends else Kind.FIT), source, fits=like)
    walk.note(_english.resized_always(numbers))
    return walk.add(Layer(Kind.RESIZE, numbers[:1] if len(set(numbers)) == 1 else numbers), source)


def _ratio(target: Item, length: Item) -> Fraction | None:
    """By how much a length grows, where that is a number."""
    if isinstance(target, Extent) and isinstance(length, Extent):
        return target.times / length.times if target.of == length.of else None
    if isinstance(target, int) and isinstance(length, int) and length:
        return Fraction(target, length)
    found = quotient(target, length)
    return Fraction(found) if isinstance(found, int | Fraction) else None


def _scaled(ratios: Sequence[Fraction], blends: bool) -> Layer:
    """Up-sampling by factors."""
    values = tuple(scale(each) for each in ratios)
    return Layer(Kind.BILINEAR if blends else Kind.NEAREST, values[:1] if len(set(ratios)) == 1 else values)


def _whose(walk: Walk, targets: Sequence[Item]) -> int | None:
    """The place whose sizes these are."""
    wanted = []
    for target, axis in zip(targets, walk.axes, strict=True):
        if not isinstance(target, Extent) or target.times != 1 or len(target.of) != 1 or target.of[0][1] != axis:
            return None
        wanted.append(target.of[0][0])
    stands = ((place, each) for place, each in enumerate(walk.stands) if not each.flat and not each.pixel)
    return next((place for place, each in stands if each.origin == tuple(wanted)), None)


def _as_large(walk: Walk, sizes: Sequence[int]) -> int | None:
    """The last image that has these sizes, in a file whose sizes are all numbers."""
    stands = [(place, each) for place, each in enumerate(walk.stands) if not each.flat and not each.pixel]
    return next((place for place, each in reversed(stands) if each.sizes == tuple(sizes)), None)


RESIZING: Mapping[str, Work] = {"Resize": _resize, "Upsample": _resize}
"""Operations that resize, by their name in ONNX."""
