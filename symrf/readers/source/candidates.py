"""Which networks a program has, and the graph of each."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import chain

from symrf.errors import ReadError
from symrf.readers.graph import Graph, LeftOut
from symrf.readers.pasted import Pasted
from symrf.readers.source import _english
from symrf.readers.source.evaluator import Evaluator
from symrf.readers.source.inputs import along, sized
from symrf.readers.source.network import Network
from symrf.readers.source.outcomes import graph_of
from symrf.readers.source.programs import Program
from symrf.readers.source.state import Ended
from symrf.readers.source.syntax import layered
from symrf.readers.source.tensors import Tensors
from symrf.readers.source.torch_layers import CONTAINERS
from symrf.readers.source.torch_library import Torch
from symrf.readers.source.values import Class, Function, Module, Scope, Tensor, contained, held
from symrf.readers.torch_signatures import SIGNATURES

__all__ = ["networks"]


def networks(pasted: Pasted, program: Program, library: Torch) -> tuple[Graph, ...]:
    """Every network of a program, in order: those that it makes, or the classes of which it makes none."""
    machine = Evaluator(pasted, library, program.shift)
    machine.script(program.tree)
    script = machine.trace
    machine.trace, machine.scripted = None, False
    if machine.broken is not None and not any(isinstance(each, Module) for each in machine.top.names.values()):
        raise machine.broken
    found: list[Graph] = []
    left: list[LeftOut] = []
    refused: ReadError | None = None
    for name, module in chain(_candidates(machine), _inner(machine, program, found)):
        try:
            made = module() if callable(module) else module
            if isinstance(made, Module) and not (callable(module) and found and not any(contained(made))):
                found.append(_graph(machine, library, *_unwrapped(program, name, made)))
                refused = None
        except (ReadError, Ended, RecursionError) as wrong:
            error = wrong if isinstance(wrong, ReadError) else pasted.error(_english.TOO_DEEP)
            helper = name.endswith("Loss") or isinstance(machine.top.names.get(name), Function)
            if not helper or not found:
                refused = error
            left.append(LeftOut(_english.left_out(name, error.message), error.span, name, error.message))
    if refused is not None:
        raise refused
    if found:
        return (*found[:-1], replace(found[-1], notes=(*found[-1].notes, *left)))
    if isinstance(script, Network) and machine.result is not None:
        machine.trace = script
        return (replace(graph_of(machine, script, machine.result, Module("")), name="network"),)
    alone = [each for each in machine.made if each.kind in SIGNATURES]
    if len(alone) == 1 and not machine.failed:
        return (_graph(machine, library, alone[0].kind, alone[0]),)
    raise machine.failed[0] if machine.failed else pasted.error(_english.NO_NETWORK)


def _unwrapped(program: Program, name: str, made: Module) -> tuple[str, Module]:
    """A fragment that assigns one module is that module."""
    parts = [(own, each) for own, each in made.attributes.items() if isinstance(each, Module)]
    return parts[0] if program.chained and len(parts) == 1 else (name, made)


def _inner(machine: Evaluator, program: Program, found: Sequence[Graph]) -> Iterator[tuple[str, object]]:
    """Where there is no other network: classes in functions, and methods that make a network."""
    if found:
        return
    for node in ast.walk(program.tree):
        if not isinstance(node, ast.ClassDef):
            continue
        methods = [each for each in node.body if isinstance(each, ast.FunctionDef)]
        if any(each.name == "forward" for each in methods) and node not in program.tree.body:
            scope = Scope(outer=machine.top)
            machine.statement(node, scope)
            yield node.name, partial(machine.call, scope.names[node.name], (), {}, node)
        elif not any(each.name == "forward" for each in methods) and node in program.tree.body:
            for each in methods:
                if layered(each) and not each.name.startswith("__"):
                    yield each.name, partial(_asked, machine, node, each)


def _asked(machine: Evaluator, of: ast.ClassDef, method: ast.FunctionDef) -> object:
    """What a method of a new object gives."""
    made = machine.call(machine.top.names[of.name], (), {}, of)
    found = machine.call(machine.attribute(made, method.name, method), (), {}, method)
    return made if found is None and isinstance(made, Module) and any(contained(made)) else found


# ---- which ----------------------------------------------------------------------------------------------------------


def _candidates(machine: Evaluator) -> Iterator[tuple[str, object]]:
    """The networks, named, or functions that make them; the one that the text calls last comes last."""
    roots = _roots(machine) or _tried(machine)
    names = {id(value): name for name, value in machine.top.names.items() if isinstance(value, Module)}
    made = {id(each.made_of) for each in machine.made if each.made_of is not None}
    for name, maker in _unmade(machine, made):
        if not roots or not isinstance(machine.top.names.get(name), Function):
            yield name, maker
    called = [module for module, _ in machine.library.samples] if isinstance(machine.library, Torch) else []
    last = next((each for each in reversed(called) if any(each is root for root in roots)), None)
    for root in sorted(roots, key=lambda each: (each is last, each.order)):
        title = names.get(id(root)) or (root.made_of.name if root.made_of else root.kind)
        yield title, root


def _tried(machine: Evaluator) -> list[Module]:
    """The networks that a function makes which the text has to try them, and does not call."""
    for name in ("test", "main"):
        function = machine.top.names.get(name)
        if isinstance(function, Function) and not function.node.args.args:
            with suppress(ReadError):
                machine.invoke(function, (), {}, function.node)
    return _roots(machine)


def _roots(machine: Evaluator) -> list[Module]:
    """The networks that the program makes: those that are named, and those that are in no other.

    A Sequential that nothing names is one where there are no others: a constructor may have put another in its place.
    """
    named = {id(value) for value in machine.top.names.values()}
    inside = {id(part) for each in machine.made for part in held(each)}
    found = []
    for each in machine.made:
        network = (
            (each.made_of is not None and _is_network(each.made_of))
            or each.kind == "Sequential"
            or "models." in each.kind
        )
        if network and (id(each) not in inside or (id(each) in named and each.made_of is None)):
            found.append(each)
    return [each for each in found if each.made_of or id(each) in named] or found  # what was put aside is none


def _is_network(of: Class) -> bool:
    foreign = of.foreign
    known = foreign is not None and (
        foreign.last in ("Module", "LightningModule", *CONTAINERS) or foreign.last in SIGNATURES
    )
    return known or of.find("forward") is not None


def _unmade(machine: Evaluator, made: set[int]) -> Iterator[tuple[str, object]]:
    """Classes and functions of the program of which nothing in it makes use."""
    own = {name: each for name, each in machine.top.names.items() if isinstance(each, Class | Function)}
    reached = {name for name, each in own.items() if id(each) in made}
    while more := {used for name in reached for used in _uses(own[name]) if used in own} - reached:
        reached |= more
    makers = {name: each for name, each in own.items() if isinstance(each, Class) or _makes(each, own)}
    used = {used for name, each in makers.items() for used in _uses(each) - {name}} | machine.mentioned
    for name, each in own.items():
        if name in used or name in reached:
            continue
        if isinstance(each, Class) and _is_network(each):
            yield name, lambda each=each: machine.instance(each, (), {}, each.node)
        elif isinstance(each, Function) and _makes(each, own):
            yield name, lambda each=each: machine.invoke(each, (), {}, each.node)


def _uses(of: Class | Function) -> set[str]:
    return {each.id for each in ast.walk(of.node) if isinstance(each, ast.Name)}


def _makes(function: Function, own: dict[str, Class | Function]) -> bool:
    """Whether a function may return a network."""
    returns = any(isinstance(each, ast.Return) and each.value is not None for each in ast.walk(function.node))
    words = {each.attr for each in ast.walk(function.node) if isinstance(each, ast.Attribute)}
    classes = {name for name, each in own.items() if isinstance(each, Class)}
    return returns and bool(words & SIGNATURES.keys() or "Sequential" in words or _uses(function) & classes)


# ---- its graph ------------------------------------------------------------------------------------------------------


def _graph(machine: Evaluator, library: Torch, name: str, root: Module) -> Graph:
    """The graph of a network."""
    shape = next((shape for module, shape in reversed(library.samples) if module is root), ())
    axes = along(root, len(shape))
    size, channels = sized(shape, len(axes))
    net = Network(axes, library.convention, size, channels)
    net.names = _names(root)
    net.vector = bool(shape) and len(shape) == 2 and not size and not axes
    machine.trace = net
    for text, node in machine.doubts:
        machine.assume(_english.taken_to_hold(text), node)
    try:
        result = _result(machine, net, root)
    finally:
        machine.trace = None
    return replace(graph_of(machine, net, result, root), name=name, span=machine.span(root.node))


def _result(machine: Evaluator, net: Network, root: Module) -> object:
    forward = root.made_of.find("forward") if root.made_of is not None else None
    if isinstance(forward, Function):
        words = [each.arg for each in forward.node.args.args[2:]]
        net.inputs = {word for word in words if word not in forward.defaults}
        return machine.applied(root, (Tensor(0),), {}, root.node or forward.node)
    if root.made_of is not None and not root.children and root.kind not in SIGNATURES:
        return _chained(machine, root)
    return machine.applied(root, (Tensor(0),), {}, root.node or ast.Pass())


def _chained(machine: Evaluator, root: Module) -> object:
    """Layers without a forward: one after another, as they are made."""
    value: object = Tensor(0)
    parts = [each for each in root.attributes.values() if isinstance(each, Module)]
    if not parts:
        machine.refuse(_english.NO_NETWORK, root.node)
    if len(parts) > 1:
        machine.assume(_english.NO_FORWARD, root.node)
    for each in parts:
        node = each.node or ast.Pass()
        if each.kind == "Linear" and isinstance(value, Tensor) and value.place and isinstance(machine.trace, Network):
            value = Tensors(machine, machine.trace, node).flatten(value, 1)
        value = machine.applied(each, (value,), {}, node)
    return value


def _names(root: Module) -> dict[int, str]:
    """The names of modules, as PyTorch's named_modules has them."""
    found: dict[int, str] = {}

    def walk(module: Module, prefix: str, depth: int) -> None:
        for name, part in module.parts():
            if isinstance(part, Module) and id(part) not in found and part is not root and depth < 30:
                found[id(part)] = f"{prefix}{name}"
                walk(part, f"{prefix}{name}.", depth + 1)

    walk(root, "", 0)
    return found
