"""Keras and TensorFlow code, read by the same evaluator with other names."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

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
from symrf.readers.source.values import Class, External, Function, Module, contained

__all__ = ["claims", "read"]

_KINDS = frozenset({"Sequential", "Model", "Functional"})
_LAYER = (
    r"(?:ConvLSTM2D|(?:Separable|Depthwise)?Conv(?:olution)?[123]D(?:Transpose)?"
    r"|(?:Max|Average)Pool(?:ing)?[123]D|Dense)"
)
_SOURCE = re.compile(
    rf"^[ \t]*(?:from|import) (?:tensorflow\.)?(?:keras|tf_keras|tensorflow)\b|(?<!\): )\b{_LAYER}\("
    r"|\bslim\.(?:ops\.)?(?:conv2d|repeat(?:_op)?)\b|\btf\.(?:layers|nn|contrib\.layers)\.\w*(?:conv|pool)\w*\(",
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


def _called_as_layer(module: Module) -> bool:
    """Whether an object is of a class of the text that says what it does to a tensor."""
    return module.kind == "Layer" and module.made_of is not None and module.made_of.find("call") is not None


def _models(machine: Evaluator) -> list[Module]:
    """The models that a program makes, of which none is in another; those that it uses come last."""
    inside = {id(part) for each in machine.made for part in contained(each)}
    found = [
        each
        for each in machine.made
        if (each.kind in _KINDS or "." in each.kind or _called_as_layer(each)) and id(each) not in inside
    ]
    library = machine.library
    used = [id(each) for each in library.used] if isinstance(library, Keras) else []
    return sorted(found, key=lambda each: id(each) in used)


def _candidates(machine: Evaluator, library: Keras, program: Program) -> Iterator[Graph]:
    """The networks of a program: its models, or what its last tensor comes from."""
    if not _models(machine) and library.last is None:
        _called(machine, library, program)
    names = {id(value): name for name, value in machine.top.names.items() if isinstance(value, Module)}
    for each in _models(machine):
        name = names.get(id(each)) or (each.made_of.name if each.made_of else each.kind)
        plain = each.kind == "Model" and each.made_of is None
        outputs = each.arguments.get("outputs") if plain else _built(machine, library, each)
        yield _graph(machine, outputs, name, each)
    if not _models(machine) and library.last is not None:
        yield _graph(machine, library.last, "network", Module(""))


def _called(machine: Evaluator, library: Keras, program: Program) -> None:
    """Functions, classes and methods that make a network, of which the program itself calls none; where the last of
    them is refused, so is the program."""
    refused: ReadError | None = None
    for make in _makers(machine, program):
        before, library.last, library.inputs = library.last, None, {}
        count = len(machine.made)
        try:
            make()
            refused = None if library.last is not None or _models(machine) else refused
        except ReadError as error:
            refused = error
            del machine.made[count:]
            library.last = None
        library.last = library.last or before
    machine.failed += [refused] if refused is not None else []


def _makers(machine: Evaluator, program: Program) -> Iterator[Callable[[], object]]:
    """What may make a network, and is used by nothing else in the program."""
    own = {name: each for name, each in machine.top.names.items() if isinstance(each, Function | Class)}
    used = {name for each in own.values() for name in _names(each.node) - {each.name}}
    for name, each in own.items():
        if name in used or each.node not in program.tree.body:
            continue
        if isinstance(each, Function):
            yield partial(_invoked, machine, each)
        elif each.foreign is not None and (each.find("call") or each.find("__call__")):
            yield partial(machine.instance, each, (), {}, each.node)
        else:
            yield from _methods(machine, each)


def _methods(machine: Evaluator, of: Class) -> Iterator[Callable[[], object]]:
    """The methods of a class that no other of its methods calls, each of a new object."""
    methods = [each for each in of.attributes.values() if isinstance(each, Function)]
    called = {part.attr for each in methods for part in ast.walk(each.node) if isinstance(part, ast.Attribute)}
    for each in methods:
        if each.name not in called and not each.name.startswith("__"):
            yield partial(_asked, machine, of, each)


def _asked(machine: Evaluator, of: Class, method: Function) -> object:
    made = machine.instance(of, (), {}, of.node)
    return machine.call(machine.attribute(made, method.name, method.node), (), {}, method.node)


def _invoked(machine: Evaluator, function: Function) -> None:
    made = machine.invoke(function, (), {}, function.node)
    if isinstance(made, Module):
        machine.top.names[function.name] = made


def _names(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


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
        if each.kind == "Embedding":
            return (given.get("input_length"), given.get("output_dim"))
        if "input_dim" in given:
            return (given["input_dim"],)
        if each.kind == "Sequential" and each is first:
            return _shape(machine, each)
    return None


def _graph(machine: Evaluator, outputs: object, name: str, module: Module) -> Graph:
    """The graph of what a network gives."""
    if isinstance(outputs, Module) and "outputs" in outputs.arguments:
        outputs = outputs.arguments["outputs"]
    each = outputs if isinstance(outputs, list | tuple) else [outputs]
    lost = next(
        (machine.lost[one.path] for one in each if isinstance(one, External) and one.path in machine.lost), None
    )
    if lost is not None:
        raise lost
    held = next((one for one in each if isinstance(one, Held)), None)
    if held is None or not isinstance(held.network, Network):
        machine.refuse(_english.NO_OUTPUT, module.node)
    return replace(graph_of(machine, held.network, outputs, module), name=name, span=machine.span(module.node))
