"""Keras and TensorFlow code, read by the same evaluator with other names."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace

from symrf.errors import ReadError
from symrf.readers.graph import Graph
from symrf.readers.keras_arguments import axes_of
from symrf.readers.pasted import Pasted
from symrf.readers.source import _english
from symrf.readers.source.evaluator import Evaluator
from symrf.readers.source.keras_layering import Held
from symrf.readers.source.keras_library import Keras
from symrf.readers.source.network import Network
from symrf.readers.source.outcomes import graph_of
from symrf.readers.source.programs import Program, parsed
from symrf.readers.source.values import Class, Function, Module, contained

__all__ = ["claims", "read"]

_LAYER = r"(?:(?:Separable|Depthwise)?Conv(?:olution)?[123]D(?:Transpose)?|(?:Max|Average)Pool(?:ing)?[123]D|Dense)"
_SOURCE = re.compile(
    rf"^[ \t]*(?:from|import) (?:tensorflow\.)?(?:keras|tf_keras|tensorflow)\b|(?<!\): )\b{_LAYER}\("
    r"|\bslim\.(?:conv2d|repeat)\b|\btf\.(?:layers|nn|contrib\.layers)\.\w*(?:conv|pool)\w*\(",
    re.MULTILINE,
)
_CODE = re.compile(r"^[ \t]*(?:class|def|import|from|with)\b|[\w.\])]\s*\+?=[^=]|\.add\(|\breturn\b", re.MULTILINE)


def claims(pasted: Pasted) -> bool:
    """Whether a text is a program for Keras or TensorFlow.

    >>> claims(Pasted.of("model.add(Conv2D(32, (3, 3)))")), claims(Pasted.of("nn.Conv2d(3, 6, 5)"))
    (True, False)
    """
    text = pasted.clean
    return bool(_SOURCE.search(text) and _CODE.search(text)) and "(None -> " not in text


def read(pasted: Pasted) -> tuple[Graph, ...]:
    """Every network in the text, in order; a ReadError points at what is not read.

    >>> graph, = read(Pasted.of("model = Sequential(); model.add(Conv2D(8, 3, input_shape=(28, 28, 1)))"))
    >>> graph.nodes[0].item.text, graph.size
    ('c3-8', (28, 28))
    """
    try:
        return _networks(pasted, parsed(pasted))
    except RecursionError:
        raise pasted.error(_english.TOO_DEEP) from None


def _networks(pasted: Pasted, program: Program) -> tuple[Graph, ...]:
    library = Keras(pasted.clean)
    machine = Evaluator(pasted, library, program.shift)
    machine.script(program.tree)
    found = tuple(_candidates(machine, library, program))
    if machine.failed and (not found or (library.last is not None and not _models(machine))):
        raise machine.failed[0]
    if not found:
        raise pasted.error(_english.NO_NETWORK)
    return found


def _models(machine: Evaluator) -> list[Module]:
    """The models that a program makes, of which none is in another; those that it uses come last."""
    inside = {id(part) for each in machine.made for part in contained(each)}
    found = [
        each
        for each in machine.made
        if (each.kind in ("Sequential", "Model") or "." in each.kind) and id(each) not in inside
    ]
    library = machine.library
    used = [id(each) for each in library.used] if isinstance(library, Keras) else []
    return sorted(found, key=lambda each: id(each) in used)


def _candidates(machine: Evaluator, library: Keras, program: Program) -> Iterator[Graph]:
    """The networks of a program: its models, or what its last tensor comes from."""
    names = {id(value): name for name, value in machine.top.names.items() if isinstance(value, Module)}
    if not _models(machine) and library.last is None:
        _called(machine, program)
    for each in _models(machine):
        name = names.get(id(each)) or (each.made_of.name if each.made_of else each.kind)
        plain = each.kind == "Model" and each.made_of is None
        outputs = each.arguments.get("outputs") if plain else _built(machine, library, each)
        yield _graph(machine, outputs, name, each)
    if not _models(machine) and library.last is not None:
        yield _graph(machine, library.last, "network", Module(""))


def _called(machine: Evaluator, program: Program) -> None:
    """Functions that make a model, of which the program itself calls none."""
    for each in list(machine.top.names.values()):
        if isinstance(each, Function) and each.node in program.tree.body:
            try:
                made = machine.invoke(each, (), {}, each.node)
                machine.top.names[each.name] = made if isinstance(made, Module) else each
            except ReadError as error:
                machine.failed.append(error)
        elif isinstance(each, Class) and each.foreign is not None:
            try:
                machine.instance(each, (), {}, each.node)
            except ReadError as error:
                machine.failed.append(error)


def _built(machine: Evaluator, library: Keras, module: Module) -> object:
    """What a Sequential, or an object with a call, makes of an input of the shape that it says."""
    shape = _shape(machine, module)
    if shape is None:
        axes = next((found for part in contained(module) if (found := axes_of(part.kind))), 0)
        shape = (None,) * (axes + 1)
    value: object = library.network(machine, shape)
    return machine.applied(module, (value,), {}, module.node or ast.Pass())


def _shape(machine: Evaluator, module: Module) -> tuple[object, ...] | None:
    """The shape of the input that a model, or its first layer, says."""
    first = next(iter(module.children.values()), None)
    for each in (module, first):
        if isinstance(each, Held):
            net = each.network
            module.children = dict(list(module.children.items())[1:])
            if net is not None:
                return (*(net.size or (None,) * len(net.axes)), net.channels)
        if not isinstance(each, Module):
            continue
        given = each.arguments
        for word in ("batch_input_shape", "batch_shape"):
            if isinstance(whole := given.get(word), tuple | list):
                return tuple(whole[1:])
        for word in ("input_shape", "shape"):
            if isinstance(shape := given.get(word), tuple | list):
                return tuple(shape)
        if "input_dim" in given:
            return (given["input_dim"],)
        if each.kind == "Sequential" and each is first:
            return _shape(machine, each)
    return None


def _graph(machine: Evaluator, outputs: object, name: str, module: Module) -> Graph:
    """The graph of what a network gives."""
    each = outputs if isinstance(outputs, list | tuple) else [outputs]
    held = next((one for one in each if isinstance(one, Held)), None)
    if held is None or not isinstance(held.network, Network):
        machine.refuse(_english.NO_OUTPUT, module.node)
    return replace(graph_of(machine, held.network, outputs, module), name=name, span=machine.span(module.node))
