"""Convolutions and pools: their numbers are attributes, or the dimensions of their weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symrf.networks.notation.architecture import Layer, PaddingRule, Rounding, Sides
from symrf.networks.notation.kinds import Kind
from symrf.readers.onnx import _english
from symrf.readers.onnx.model import Constant, Fault, Operation
from symrf.readers.onnx.tensors import Tensor
from symrf.readers.onnx.walking import Inputs, Walk, Work, even

__all__ = ["WINDOWS", "tensor"]

Padding = tuple[Sides, ...] | PaddingRule


def tensor(inputs: Inputs, place: int = 0) -> Tensor:
    """An input that is no constant; a Fault where it is one."""
    found = inputs[place] if len(inputs) > place else None
    if isinstance(found, Tensor):
        return found
    raise Fault(_english.INPUT_MISSING if found is None else _english.CONSTANT_INPUT)


def _weights(inputs: Inputs, place: int) -> tuple[int, ...]:
    """The dimensions of weights; none where they are worked out."""
    found = inputs[place] if len(inputs) > place else None
    return found.dims if isinstance(found, Constant) else ()


def _numbers(walk: Walk, operation: Operation, name: str, default: int) -> tuple[int, ...]:
    """A number an axis."""
    found = operation.integers(name)
    if not found:
        return (default,) * len(walk.axes)
    if len(found) != len(walk.axes):
        raise Fault(_english.numbers(name, len(found), len(walk.axes)))
    if any(each < 1 for each in found):
        raise Fault(_english.below_one(name))
    return found


def _kernel(walk: Walk, operation: Operation, weights: Sequence[int]) -> tuple[int, ...]:
    """The kernel: an attribute, or what the weights have behind their channels."""
    said = operation.integers("kernel_shape")
    if said and weights and said != tuple(weights[2:]):
        raise Fault(_english.do_not_fit(said, tuple(weights[2:])))
    if not said and not weights:
        raise Fault(_english.NO_KERNEL)
    found = tuple(said or weights[2:])
    if len(found) != len(walk.axes) or any(each < 1 for each in found):
        raise Fault(_english.numbers("kernel_shape", len(found), len(walk.axes)))
    return found


def _padding(walk: Walk, operation: Operation, extents: Sequence[int], strides: Sequence[int]) -> Padding:
    """The padding: by rule, or so many pixels, all those before first."""
    rule = operation.word("auto_pad", "NOTSET")
    if rule == "VALID":
        return (Sides(0, 0),)
    if rule == "SAME_UPPER":
        return PaddingRule.SAME
    if rule == "SAME_LOWER":
        return _lower(walk, extents, strides)
    if rule not in ("NOTSET", ""):
        raise Fault(_english.padding_rule(rule))
    pads = operation.integers("pads") or (0,) * (2 * len(walk.axes))
    if len(pads) != 2 * len(walk.axes) or any(each < 0 for each in pads):
        raise Fault(_english.numbers("pads", len(pads), 2 * len(walk.axes)))
    return _sides(list(zip(pads[: len(walk.axes)], pads[len(walk.axes) :], strict=True)))


def _lower(walk: Walk, extents: Sequence[int], strides: Sequence[int]) -> Padding:
    """SAME with an odd pixel before: where the stride is one it is so many pixels."""
    if all(stride == 1 for stride in strides):
        return _sides([(extent // 2, (extent - 1) // 2) for extent in extents])
    walk.note(_english.ODD_ONE_BEFORE, certain=False)
    return PaddingRule.SAME


def _sides(pairs: Sequence[tuple[int, int]]) -> tuple[Sides, ...]:
    """Padding an axis, written once where it is the same on all."""
    sides = tuple(Sides(before, after) for before, after in pairs)
    return sides[:1] if len(set(sides)) == 1 else sides


def _extents(kernel: Sequence[int], dilations: Sequence[int]) -> tuple[int, ...]:
    return tuple(dilation * (size - 1) + 1 for size, dilation in zip(kernel, dilations, strict=True))


def _received(walk: Walk, source: int, wanted: int | None) -> None:
    """A Fault where a layer's weights are for other channels than it receives."""
    here = walk.channels(source)
    if isinstance(here, int) and wanted is not None and here != wanted:
        raise Fault(_english.other_channels(wanted, here))


def _convolution(walk: Walk, operation: Operation, inputs: Inputs, weights_at: int = 1) -> Tensor:
    """Conv and its quantised kin."""
    source = walk.image(tensor(inputs))
    weights = _weights(inputs, weights_at)
    kernel = _kernel(walk, operation, weights)
    groups = operation.integer("group", 1)
    if groups < 1:
        raise Fault(_english.below_one("group"))
    strides, dilations = (_numbers(walk, operation, name, 1) for name in ("strides", "dilations"))
    received = weights[1] * groups if weights else None
    _received(walk, source, received)
    depthwise = bool(weights) and groups > 1 and weights[1] == 1
    given = weights[0] if weights else None
    layer = Layer(
        Kind.DEPTHWISE if depthwise else Kind.CONVOLUTION,
        even(kernel),
        even(strides),
        _padding(walk, operation, _extents(kernel, dilations), strides),
        None if set(dilations) == {1} else even(dilations),
        groups=None if depthwise or groups == 1 else groups,
        channels=None if depthwise and given == received else given,
        bias=len(inputs) > weights_at + (1 if weights_at == 1 else 5),
    )
    place = walk.add(layer, source)
    if received is not None and not isinstance(walk.channels(source), int):
        walk.building.expect(place, "features", received, span=operation.span)
    if not layer.bias:
        walk.biased.add(place)
    return walk.tensor(place)


def _transposed(walk: Walk, operation: Operation, inputs: Inputs) -> Tensor:
    """ConvTranspose: an output that is told instead of padding is one for the size of this file's input."""
    source = walk.image(tensor(inputs))
    weights = _weights(inputs, 1)
    kernel = _kernel(walk, operation, weights)
    groups = operation.integer("group", 1)
    strides, dilations = (_numbers(walk, operation, name, 1) for name in ("strides", "dilations"))
    more = operation.integers("output_padding") or (0,)
    _received(walk, source, weights[0] if weights else None)
    padding = _padding(walk, operation, _extents(kernel, dilations), strides)
    told = operation.integers("output_shape")
    if told:
        padding = _reaching(walk, source, told[-len(walk.axes) :], kernel, strides, dilations, more)
    layer = Layer(
        Kind.TRANSPOSED,
        even(kernel),
        even(strides),
        padding,
        None if set(dilations) == {1} else even(dilations),
        None if set(more) == {0} else even(more),
        groups=None if groups == 1 else groups,
        channels=weights[1] * groups if weights else None,
        bias=len(inputs) > 2 and inputs[2] is not None,
    )
    return walk.tensor(walk.add(layer, source))


def _reaching(
    walk: Walk,
    source: int,
    told: Sequence[int],
    kernel: Sequence[int],
    strides: Sequence[int],
    dilations: Sequence[int],
    more: Sequence[int],
) -> Padding:
    """The padding that gives an output of the size that is told."""
    pairs = []
    extra = tuple(more) * len(walk.axes) if len(more) == 1 else more
    extents = _extents(kernel, dilations)
    for at, (size, extent, stride, output) in enumerate(zip(told, extents, strides, extra, strict=True)):
        received = walk.settled(walk.length(source, at))
        if not isinstance(received, int):
            raise Fault(_english.TOLD_OUTPUT)
        cut = stride * (received - 1) + output + extent - size
        if cut < 0:
            raise Fault(_english.TOLD_OUTPUT)
        pairs.append((cut // 2, cut - cut // 2))
    walk.note(_english.told_output(told), certain=False)
    return _sides(pairs)


_POOLS: Mapping[str, Kind] = {
    "MaxPool": Kind.MAX_POOL,
    "AveragePool": Kind.AVERAGE_POOL,
    "LpPool": Kind.AVERAGE_POOL,
    "QLinearAveragePool": Kind.AVERAGE_POOL,
}


def _pool(walk: Walk, operation: Operation, inputs: Inputs) -> Tensor:
    """MaxPool, AveragePool and LpPool, whose stride is 1 where none is given."""
    source = walk.image(tensor(inputs))
    kernel = _kernel(walk, operation, ())
    strides, dilations = (_numbers(walk, operation, name, 1) for name in ("strides", "dilations"))
    padding = _padding(walk, operation, _extents(kernel, dilations), strides)
    up = operation.integer("ceil_mode", 0) and not isinstance(padding, PaddingRule)
    if operation.kind == "LpPool":
        walk.note(_english.LP_POOL)
    layer = Layer(
        _POOLS[operation.kind],
        even(kernel),
        even(strides),
        padding,
        None if set(dilations) == {1} else even(dilations),
        rounding=None if isinstance(padding, PaddingRule) else Rounding.CEIL if up else Rounding.FLOOR,
    )
    return walk.tensor(walk.add(layer, source))


def _global(walk: Walk, operation: Operation, inputs: Inputs) -> Tensor:
    """A pool over everything."""
    kind = Kind.GLOBAL_MAX if operation.kind == "GlobalMaxPool" else Kind.GLOBAL_AVERAGE
    return walk.tensor(walk.add(Layer(kind), walk.image(tensor(inputs))))


def _quantised(walk: Walk, operation: Operation, inputs: Inputs) -> Tensor:
    return _convolution(walk, operation, inputs, 3)


WINDOWS: Mapping[str, Work] = {
    "Conv": _convolution,
    "FusedConv": _convolution,
    "ConvInteger": _convolution,
    "QLinearConv": _quantised,
    "ConvTranspose": _transposed,
    **dict.fromkeys(_POOLS, _pool),
    **dict.fromkeys(("GlobalAveragePool", "GlobalMaxPool", "GlobalLpPool", "QLinearGlobalAveragePool"), _global),
}
"""Layers of windows, by their name in ONNX."""
