"""Sizes and fields of a graph, walked with numbers: an oracle that shares nothing with the derivation."""

from __future__ import annotations

from dataclasses import dataclass

from symrf.networks.notation.architecture import Join, Layer, PaddingRule, Rounding
from symrf.networks.notation.kinds import Kind
from symrf.readers.graph import Graph


@dataclass(frozen=True)
class At:
    """What a place gives on an axis: its size, the first and the last input pixel of its output 0, its jump."""

    size: int
    first: float
    last: float
    jump: float
    channels: object = None


def walked(graph: Graph, size: int, axis: int = 0, gates: bool = False) -> list[At]:
    """What each place gives for an input of that size; without the gates unless they are asked for."""
    places = [At(size, 0, 0, 1, graph.channels)]
    for node in graph.nodes:
        inputs = [places[source] for source in node.sources]
        if isinstance(node.item, Join):
            places.append(_joined(node.item, inputs, gates))
        else:
            assert isinstance(node.item, Layer)
            places.append(_layer(node.item, inputs[0], axis))
    return places


def field(graph: Graph, size: int, axis: int = 0) -> int:
    """The receptive field of the first output."""
    there = walked(graph, size, axis)[graph.outputs[0]]
    return int(there.last - there.first) + 1


def windows(graph: Graph, size: int, axis: int = 0) -> list[int]:
    """The sizes after the layers with windows, in order."""
    kinds = {Kind.CONVOLUTION, Kind.DEPTHWISE, Kind.TRANSPOSED, Kind.MAX_POOL, Kind.AVERAGE_POOL}
    places = walked(graph, size, axis)
    return [
        places[number].size
        for number, node in enumerate(graph.nodes, 1)
        if isinstance(node.item, Layer) and node.item.kind in kinds
    ]


def _joined(join: Join, inputs: list[At], gates: bool) -> At:
    if join is Join.GATE and not gates:
        return inputs[0]
    if join is Join.CONCATENATE:
        channels: object = sum(each.channels for each in inputs)  # type: ignore[misc]
    else:
        channels = inputs[0].channels
        assert len({each.channels for each in inputs}) == 1, inputs
    first, last = min(each.first for each in inputs), max(each.last for each in inputs)
    if join is Join.GATE:  # each pixel of the first times one number
        return At(inputs[0].size, first, last, inputs[0].jump, channels)
    assert len({(each.size, each.jump) for each in inputs}) == 1, inputs
    return At(inputs[0].size, first, last, inputs[0].jump, channels)


def _of(values: tuple[int, ...] | None, axis: int, default: int = 1) -> int:
    return default if not values else values[axis if len(values) > 1 else 0]


def _layer(layer: Layer, at: At, axis: int) -> At:
    kernel, stride = _of(layer.sizes, axis), _of(layer.stride, axis)  # type: ignore[arg-type]
    far = _of(layer.dilation, axis)  # type: ignore[arg-type]
    channels = at.channels if layer.channels is None else layer.channels
    reach = far * (kernel - 1)
    match layer.kind:
        case Kind.PASS:
            return at
        case Kind.GLOBAL_AVERAGE | Kind.GLOBAL_MAX:
            return At(1, at.first, at.last + at.jump * (at.size - 1), at.jump, channels)
        case Kind.FLATTEN | Kind.DENSE:
            return At(1, at.first, at.last + at.jump * (at.size - 1), at.jump, channels)
        case Kind.NEAREST:
            return At(at.size * kernel, at.first, at.last, at.jump / kernel, channels)
        case Kind.TRANSPOSED:
            side = layer.padding[0].before  # type: ignore[index,union-attr]
            size = (at.size - 1) * stride + kernel - 2 * side + _of(layer.output_padding, axis, 0)  # type: ignore
            return At(size, at.first, at.last, at.jump / stride, channels)
        case Kind.CONVOLUTION | Kind.DEPTHWISE | Kind.MAX_POOL | Kind.AVERAGE_POOL:
            pass
        case _:
            raise NotImplementedError(layer.kind)
    if layer.padding is PaddingRule.SAME:
        size = -(-at.size // stride)
        before = max((size - 1) * stride + reach + 1 - at.size, 0) // 2
    elif layer.padding is PaddingRule.CAUSAL:
        before, size = reach, (at.size - 1) // stride + 1
    else:
        side = layer.padding[axis if len(layer.padding) > 1 else 0]  # type: ignore[index,arg-type]
        before = side.before
        room = at.size + side.before + side.after - reach - 1
        size = room // stride + 1 if layer.rounding is not Rounding.CEIL else -(-room // stride) + 1
        if layer.rounding is Rounding.CEIL and (size - 1) * stride >= at.size + before:
            size -= 1
    assert size >= 1, (layer, at)
    first = at.first - before * at.jump
    return At(size, first, first + at.last - at.first + reach * at.jump, at.jump * stride, channels)
