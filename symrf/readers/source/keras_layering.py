"""Layers of Keras put behind tensors: the network that a program builds call by call."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from symrf.networks.notation.architecture import Architecture, Join, Layer
from symrf.networks.notation.kinds import Kind
from symrf.readers import keras_layers
from symrf.readers.graph import Span
from symrf.readers.inlining import inlined
from symrf.readers.source import _english
from symrf.readers.source.network import Network
from symrf.readers.source.numbers import Whole
from symrf.readers.source.state import State
from symrf.readers.source.values import External, Function, Module, Tensor

__all__ = ["Held", "Layering"]

COUNTS = frozenset(
    {"filters", "units", "kernel_size", "strides", "dilation_rate", "pool_size", "size", "output_size", "groups"}
    | {"padding", "cropping", "target_shape", "height", "width"}
    | {"nb_filter", "output_dim", "nb_row", "nb_col", "filter_length", "stride", "subsample", "pool_length"}
)
"""The arguments that are numbers, most of them."""

_PLANE = ("h", "w")
_GLOBAL = (Kind.GLOBAL_AVERAGE, Kind.GLOBAL_MAX)
_AXES: Mapping[int, tuple[str, ...]] = {0: (), 1: ("w",), 2: _PLANE, 3: ("d", "h", "w")}


@dataclass(frozen=True, slots=True)
class Held(Tensor):
    """A tensor of Keras: of which network, and with how many axes; a vector has none."""

    network: Network | None = None
    axes: int = 2


def _channels_first(shape: Sequence[object]) -> bool:
    """Whether a shape without the batch has its channels first, by its numbers or its names."""
    if len(shape) < 3:
        return False
    start, end = shape[0], shape[-1]
    if isinstance(start, External):
        return "channel" in start.last.lower() and not (isinstance(end, External) and "channel" in end.last.lower())
    return start in (1, 3) and end not in (1, 2, 3, 4, None)


class Layering:
    """What is kept while layers are put behind tensors: the last of them, and the inputs."""

    convention = "tensorflow"

    def __init__(self, first: bool) -> None:
        self.first = first  # whether the channels are
        self.said = False  # whether the text says so
        self.last: Held | None = None
        self.inputs: dict[str, Held] = {}

    def network(self, machine: State, shape: Sequence[object]) -> Held:
        """The input of a new network, of that shape without the batch."""
        entries = [each if each is None else machine.whole(each) for each in shape]
        guessed = not self.said and _channels_first(shape)
        self.first = self.first or guessed
        channels = entries[0 if self.first else -1] if entries else None
        rest = entries[1:] if self.first else entries[:-1]
        size = tuple(each for each in rest if isinstance(each, int))
        axes = _AXES.get(len(rest), _PLANE)
        net = Network(axes, self.convention, size if len(size) == len(rest) else (), channels)
        net.vector = not rest
        if guessed:
            net.assume(_english.CHANNELS_FIRST)
        machine.trace = net
        return Held(0, network=net, axes=len(rest))

    def taken(self, machine: State, value: External, node: ast.AST) -> Held:
        """A name that is not defined, and is read as an image: the input."""
        if value.path in machine.lost:
            raise machine.lost[value.path]
        if value.path not in self.inputs:
            if "()" in value.path or self.inputs:
                machine.refuse(_english.unknown_function(value.last.removesuffix("()")), node)
            self.inputs[value.path] = self.network(machine, (None, None, None))
        return self.inputs[value.path]

    def layer(self, machine: State, kind: str, config: Mapping[str | int, object], value: Held, node: ast.AST) -> Held:
        """What a layer of Keras gives."""
        net = self.of(value)
        named = {str(key): self.plain(machine, each, key in COUNTS) for key, each in config.items()}
        if kind == "Reshape" and not (value.axes and value.place):
            reshaped = self._reshaped(machine, value, named)
            if reshaped is not None:
                return reshaped
        if kind == "Embedding" and not value.place:
            if not value.axes:
                value = self.network(machine, (net.channels, config.get("output_dim")))
            self.of(value).assume(_english.EMBEDDED, machine.span(node), certain=True)
            return self.held(value)
        name = named.get("name")
        name, span = name if isinstance(name, str) else None, machine.span(node)
        if kind == "Lambda" and isinstance(config.get("function"), Function):
            found = machine.call(config["function"], (value,), {}, node)
            return found if isinstance(found, Held) else value
        if kind in machine.pasted.assumed:
            return self.assumed(value, machine.pasted.assumed[kind], name, span)
        if keras_layers.joined(kind, named) is not None:
            return value
        if kind == "Permute" or kind == "TimeDistributed":
            machine.refuse(_english.unknown_module(kind), node)
        try:
            layers = keras_layers.recurrent(kind, named) or keras_layers.layer(
                kind, named, axes=value.axes, channels=net.number(net.counts[value.place])
            )
        except ValueError as wrong:
            raise machine.error(f"{kind}: {wrong}", node) from None
        if layers is None:
            machine.refuse(
                _english.only_named(kind.rpartition(".")[2]) if "." in kind else _english.unknown_module(kind), node
            )
        wanted = keras_layers.axes_of(kind)
        if wanted is not None and wanted != value.axes:
            machine.refuse(_english.other_axes(kind, value.axes), node)
        return self.held(self.appended(value, layers, name, machine, node, named.get("keepdims") is True))

    def assumed(self, value: Held, said: Architecture, name: str | None, span: Span | None) -> Held:
        """A network that is given for a name."""
        net = self.of(value)
        before = len(net.building.nodes)
        place = inlined(net.building, said, value.place, name, span)
        net.caught_up(before)
        return self.held(replace(value, place=place))

    def _reshaped(self, machine: State, value: Held, named: Mapping[str, object]) -> Held | None:
        """A vector that becomes an image: the input, or what then has axes."""
        net, target = self.of(value), named.get("target_shape")
        entries = target if isinstance(target, list | tuple) else []
        if len(entries) < 2:
            return value
        if not value.place:
            return self.held(self.network(machine, [None if each == -1 else each for each in entries]))
        if not net.axes:
            net.widen(_AXES.get(len(entries) - 1, _PLANE))
        return None

    def appended(
        self,
        value: Held,
        layers: Sequence[Layer],
        name: str | None,
        machine: State,
        node: ast.AST,
        keeps: bool = False,
    ) -> Held:
        """A tensor behind layers; what is pooled as a whole is a vector, unless it `keeps` its axes."""
        net, axes = self.of(value), value.axes
        for part, layer in enumerate(layers):
            flat = layer.kind.flat
            if layer.kind is Kind.FLATTEN and not value.axes:
                continue
            place = net.add(layer, value.place, name, machine.span(node), part=part)
            if layer.kind is Kind.FLATTEN:
                net.flat[place] = (value.place, net.pixel(value.place))
            axes = 0 if flat else len(net.axes) if layer.kind is Kind.VIEW else value.axes
            if layer.kind in _GLOBAL and not keeps:
                source = place
                place = net.add(Layer(Kind.FLATTEN), source, None, machine.span(node))
                net.flat[place] = (source, True)
                axes = 0
            if layer.kind is Kind.VIEW and not net.axes:
                machine.refuse(_english.cannot_view("…"), node)
            value = replace(value, place=place, axes=axes)
        return value

    def joined(
        self, machine: State, kind: str, config: Mapping[str | int, object], values: Sequence[object], node: ast.AST
    ) -> Held:
        """Tensors that are added, multiplied or concatenated."""
        held = [self.taken(machine, each, node) if isinstance(each, External) else each for each in values]
        tensors = [each for each in held if isinstance(each, Held)]
        join = keras_layers.joined(kind, {str(key): each for key, each in config.items()})
        if join is None or len(tensors) < len(values) or not tensors:
            machine.refuse(_english.unknown_module(kind), node)
        if len({id(each.network) for each in tensors}) > 1:
            machine.refuse(_english.TWO_INPUTS, node)
        axes, axis = max(each.axes for each in tensors), config.get("axis", config.get("concat_axis", -1))
        if join is Join.CONCATENATE and axes and axis not in ((1, -1 - axes) if self.first else (-1, axes + 1)):
            machine.refuse(_english.JOINED_ALONG_AXIS, node)
        return self.held(self.met(machine, join, tensors, node))

    def met(self, machine: State, join: Join, tensors: Sequence[Held], node: ast.AST) -> Held:
        """The place where tensors meet; a vector of one pixel meets images as one."""
        net = self.of(tensors[0])
        axes = max(each.axes for each in tensors)
        places = []
        for each in tensors:
            place = net.unflattened(each.place) if each.axes < axes else each.place
            if place is None:
                machine.refuse(_english.VECTOR_FOR_IMAGE, node)
            places.append(place)
        return replace(tensors[0], place=net.join(join, places, None, machine.span(node)), axes=axes)

    def _inlined(self, machine: State, module: Module, value: Held, node: ast.AST) -> Held:
        """A model that is called as a layer: its nodes once more."""
        start, end = module.arguments.get("inputs"), module.arguments.get("outputs")
        if not isinstance(start, Held) or not isinstance(end, Held) or start.place or start.network is not end.network:
            machine.refuse(_english.TWO_INPUTS, node)
        net, other = self.of(value), self.of(end)
        if other is net:
            machine.refuse(_english.TWO_INPUTS, node)
        place = net.replayed(other, end.place, value.place)
        if end.axes and not net.axes:
            net.axes = other.axes
        return self.held(replace(value, place=place, axes=end.axes))

    def shape(self, value: Held) -> tuple[object, ...]:
        """The shape of a tensor, with the batch."""
        net = self.of(value)
        sizes = [dim[0].size if dim else 1 for dim in net.image(value.place).dims or ()]
        axes = tuple(sizes[2:]) if value.axes else ()
        count = (net.counts[value.place],)
        return (sizes[0], *(count + axes if self.first else axes + count))

    @staticmethod
    def of(value: Held) -> Network:
        """The network of a tensor."""
        if value.network is None:
            raise AssertionError
        return value.network

    def held(self, value: Held) -> Held:
        """Takes note of the last tensor that was made."""
        self.last = value
        return value

    def plain(self, machine: State, value: object, counts: bool = False) -> object:
        """An argument as the table of layers takes it; one that counts and is not known is a symbol."""
        match value:
            case External() if counts and not value.argument:
                return machine.symbols.of(value)
            case External() if not counts:
                return value.last
            case Module():
                return {
                    "class_name": value.kind,
                    "config": {str(k): self.plain(machine, v, k in COUNTS) for k, v in value.arguments.items()},
                }
            case tuple() | list():
                return [self.plain(machine, each, counts) for each in value]
        whole: Whole | None = None if isinstance(value, bool | float) else machine.whole(value)
        return value if whole is None else whole
