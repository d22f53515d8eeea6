"""PyTorch's modules: what their constructors keep, and what a call of one adds to the network."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from symrf.networks.notation.architecture import Architecture, Layer, PaddingRule
from symrf.networks.notation.kinds import WORDS as NOTATION
from symrf.networks.notation.kinds import Kind
from symrf.readers.source import _english
from symrf.readers.source.einops import rearranged
from symrf.readers.source.network import Network
from symrf.readers.source.numbers import Whole, difference, extents
from symrf.readers.source.shapes import size_of
from symrf.readers.source.state import State
from symrf.readers.source.tensors import Tensors
from symrf.readers.source.torch_calls import Call
from symrf.readers.source.torch_functions import METHODS
from symrf.readers.source.values import External, Module, Tensor
from symrf.readers.torch_modules import axes, module, takes
from symrf.readers.torch_modules import named as arguments_of
from symrf.readers.torch_signatures import SIGNATURES, WORDS

__all__ = ["CONTAINERS", "CONVOLUTIONS", "FROZEN", "applied", "convolved", "filled"]

CONTAINERS = frozenset({"Sequential", "ModuleList", "ModuleDict", "ParameterList"})

CONVOLUTIONS = {
    **{f"conv{n}d": f"Conv{n}d" for n in "123"},
    **{f"conv_transpose{n}d": f"ConvTranspose{n}d" for n in "123"},
}
"""Functions with weights, and the modules that do the same."""

FROZEN = "frozen"
"""What is kept at a module whose weights are fixed, by requires_grad_(False)."""

_FUNCTIONAL = {"CenterCrop": "center_crop", "GLU": "glu"}

Given = Sequence[object]
Named = Mapping[str, object]


class _Library(Protocol):
    """What is asked of the library."""

    def network(self, machine: State) -> Network:
        """The network that is being built."""

    def assumed(self, tensors: Tensors, said: Architecture, tensor: Tensor) -> Tensor:
        """A network that is given for a name."""


def filled(machine: State, made: Module, given: Given, named: Named) -> None:
    """Keeps what a constructor is given: the modules of a container, or the numbers of a layer, by their names."""
    if made.kind in CONTAINERS:
        parts = list(given)
        if len(parts) == 1 and isinstance(parts[0], dict):
            made.children |= {str(name): each for name, each in parts[0].items()}
            return
        if len(parts) == 1 and made.kind != "Sequential":
            parts = machine.items(parts[0], made.node or ast.Pass()) or []
        if made.kind == "ModuleDict":
            made.children |= {str(each[0]): each[1] for each in parts if isinstance(each, tuple | list)}
            return
        for each in parts:
            if isinstance(each, list | tuple):
                machine.refuse(_english.LIST_IN_SEQUENTIAL, made.node)
            made.children[str(len(made.children))] = each
        return
    arguments: dict[str | int, object] = dict(enumerate(given)) | dict(named)
    if made.kind in SIGNATURES:
        try:
            arguments |= {str(key): value for key, value in arguments_of(made.kind, arguments).items()}
        except ValueError as wrong:
            raise machine.error(str(wrong), made.node) from None
    made.arguments = arguments


def applied(library: _Library, machine: State, of: Module, given: Given, named: Named, node: ast.AST) -> object:
    """The value of a call of a module of PyTorch."""
    net = library.network(machine)
    value = given[0] if given else next(iter(named.values()), None)
    if of.kind == "Sequential":
        for each in of.children.values():
            value = machine.call(each, (value,) if not isinstance(value, tuple) else value, {}, node)
        return value
    name = net.names.get(id(of))
    if of.made_of is not None and of.made_of.name in WORDS:
        title = of.made_of.name
        net.assume(_english.taken_by_name(title), machine.span(of.made_of.node), certain=True)
        of = Module(title, node=of.node)
    if of.kind in CONTAINERS:
        machine.refuse(_english.no_forward(of.kind), node)
    tensors = Tensors(machine, net, of.node or node, name)
    if isinstance(value, External):
        value = net.further(value, tensors.span)
    if not isinstance(value, Tensor):
        machine.refuse(_english.no_tensor(of.kind), node)
    if of.kind in machine.pasted.assumed:
        return library.assumed(tensors, machine.pasted.assumed[of.kind], value)
    found = _layer(library, tensors, of, value, node)
    return (found, External("state")) if of.kind in ("LSTM", "GRU", "RNN", "MultiheadAttention") else found


def _layer(library: _Library, tensors: Tensors, of: Module, value: Tensor, node: ast.AST) -> Tensor:
    machine = tensors.machine
    own = {key: each for key, each in of.arguments.items() if of.kind not in SIGNATURES or isinstance(key, str)}
    if of.kind in _FUNCTIONAL:
        function = METHODS[_FUNCTIONAL[of.kind]](Call(tensors, (value, *of.arguments.values()), {}))
        return function if isinstance(function, Tensor) else value
    try:
        layers = module(of.kind, {key: _number(machine, each) for key, each in own.items()})
    except ValueError as wrong:
        raise machine.error(str(wrong), of.node) from None
    if of.kind in ("Linear", "LazyLinear"):
        return _linear(machine, tensors, of, value, node)
    if of.kind == "Flatten":
        return tensors.flatten(value, own.get("start_dim", 1), own.get("end_dim", -1))
    if of.kind in ("Rearrange", "Reduce"):
        return rearranged(
            tensors, (value, *of.arguments.values()), {k: v for k, v in of.arguments.items() if isinstance(k, str)}
        )
    if layers is None:
        said = machine.told(of.node or node, of.kind)
        return _unknown(machine, tensors, of, value) if said is None else library.assumed(tensors, said, value)
    if of.attributes.get(FROZEN) and own.get("in_channels") == own.get("out_channels"):
        layers = tuple(map(_blur, layers))
    if any(each.padding is PaddingRule.SAME and each.stride is not None for each in layers):
        tensors.network.assume(_english.SAME_WITH_STRIDE, tensors.span, certain=True)
    _received(machine, tensors, of, own, value)
    if axes(of.kind) is not None and of.kind not in WORDS:
        _ranked(tensors, of)
    return tensors.append(layers, value)


def _blur(layer: Layer) -> Layer:
    """A layer whose weights are fixed."""
    if layer.kind is not Kind.DEPTHWISE or layer.bias:
        return layer
    return replace(layer, kind=Kind.BLUR, channels=None, bias=True)


def _number(machine: State, value: object) -> object:
    """A number as the table of modules takes it: with sizes put in, and a symbol for what is not known."""
    if isinstance(value, tuple | list):
        return tuple(_number(machine, each) for each in value)
    whole = None if isinstance(value, bool | float) else machine.whole(value)
    if whole is None:
        return value
    found = machine.settled(whole)
    return External("value") if not isinstance(found, int) and extents(found) else found


def _ranked(tensors: Tensors, of: Module) -> None:
    """A module of images meets one, of as many axes."""
    if len(axes(of.kind) or ()) != len(tensors.network.axes):
        tensors.refuse(_english.other_axes(of.kind, len(tensors.network.axes)))


def _received(machine: State, tensors: Tensors, of: Module, own: Mapping[str | int, object], value: Tensor) -> None:
    """Compares the channels that a module says it receives with those that it is given."""
    said = takes(of.kind, {key: _number(machine, each) for key, each in own.items()})
    if said is None or said[0] != "channels" or (of.kind in WORDS and value.dims is not None and not value.image):
        return
    source = tensors.plain(value) if of.kind not in WORDS else tensors.settled(value)
    if not tensors.network.receives(source.place, said[1]):
        have = machine.settled(tensors.network.counts[source.place])
        tensors.refuse(_english.channels_given(of.kind, said[1], have))


def _linear(machine: State, tensors: Tensors, of: Module, value: Tensor, node: ast.AST) -> Tensor:
    """A dense layer: of a vector, or of each pixel, where the channels come last."""
    net = tensors.network
    into, out = (_number(machine, of.arguments.get(word)) for word in ("in_features", "out_features"))
    bias = of.arguments.get("bias") is not False
    units = machine.whole(out)
    features = machine.whole(into)
    if units is None:
        tensors.refuse(_english.not_known("out_features"))
    if value.dims is None:
        value = tensors.as_vector(value)
    last = (value.dims or ((),))[-1]
    if not value.image or (net.vector and value.place == 0):
        return _dense(machine, tensors, value, features, Layer(Kind.DENSE, (tensors.value(units),), bias=bias))
    pixels = value.dims == net.image(value.place).dims and not (net.pixel(value.place) and not last)
    channels = machine.settled(net.counts[value.place])
    if (pixels and net.axes) or {atom.role for atom in last} - {"c"}:
        given = machine.settled(size_of(last))
        if features is not None and isinstance(given, int) and given != features:
            raise machine.error(_english.features_given(features, given), of.node or node)
        raise machine.error(_english.LINEAR_ALONG_AXIS, of.node or node)
    if features is not None and not net.receives(value.place, features):
        raise machine.error(_english.features_given(features, channels), of.node or node)
    place = net.add(
        Layer(Kind.CONVOLUTION, (1,), channels=tensors.value(units), bias=bias), value.place, tensors.name, tensors.span
    )
    return net.like(value, place)


def _dense(machine: State, tensors: Tensors, value: Tensor, features: Whole | None, layer: Layer) -> Tensor:
    """A dense layer of a vector: what it says that it receives is a claim, or wrong for sure."""
    net = tensors.network
    have = machine.settled(net.counts[value.place])
    if value.place == 0 and features is not None:
        net.receives(0, tensors.value(features))
    elif features is not None and not net.after_image(value.place):
        gap = difference(have, features)
        if isinstance(gap, int) and gap:
            tensors.refuse(_english.features_given(features, have))
    place = net.add(layer, value.place, tensors.name, tensors.span)
    if features is not None:
        net.building.expect(place, "features", tensors.value(features), span=tensors.span)
    return net.features(place)


def _unknown(machine: State, tensors: Tensors, of: Module, value: Tensor) -> Tensor:
    """A module that is not known: an activation by its name, one without numbers, or a refusal."""
    name = of.kind.rpartition(".")[2]
    word = name.lower()
    if "models." in of.kind:
        tensors.refuse(_english.only_named(name))
    if any(isinstance(each, Module) for each in of.arguments.values()):  # it may apply them, and more
        tensors.refuse(_english.unknown_module(name))
    numbers = [each for each in of.arguments.values() if machine.whole(each) is not None and not isinstance(each, bool)]
    if word not in NOTATION and numbers:
        tensors.refuse(_english.unknown_module(name))
    layer = Layer(Kind.PASS, word=word) if word in NOTATION else Layer(Kind.OPAQUE, word=name)
    machine.assume(_english.taken_to_keep(name), of.node)
    return tensors.append((layer,), value)


def convolved(library: _Library, tensors: Tensors, kind: str, value: Tensor, given: Given, named: Named) -> Tensor:
    """F.conv2d in a module that is a convolution itself: its numbers, but for those that are given."""
    machine = tensors.machine
    of = next(
        (
            each
            for each in reversed(machine.receivers)
            if isinstance(each, Module) and each.kind == kind and each.arguments
        ),
        None,
    )
    if of is None:
        tensors.refuse(_english.unknown_function(kind))
    words = ("stride", "padding", "dilation", "groups")
    said = dict(zip(words, given[3:], strict=False)) | {word: named[word] for word in words if word in named}
    known: dict[str | int, object] = {word: each for word, each in said.items() if not isinstance(each, External)}
    made = Module(kind, arguments={**of.arguments, **known}, node=of.node)
    tensors.name = tensors.network.names.get(id(of))
    return _layer(library, tensors, made, value, tensors.node)
