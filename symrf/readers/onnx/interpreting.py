"""Model -> Graph: each operation by the table of its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from symrf.errors import ReadError, SymrfError
from symrf.networks.notation.architecture import Architecture, Group, Layer
from symrf.readers.graph import Expected, Graph, Node
from symrf.readers.inlining import inlined
from symrf.readers.onnx import _english
from symrf.readers.onnx.arithmetic import ARITHMETIC
from symrf.readers.onnx.folding import folded
from symrf.readers.onnx.means import MEANS
from symrf.readers.onnx.model import Constant, Fault, Model, Operation, Port, known
from symrf.readers.onnx.parts import PARTS
from symrf.readers.onnx.resizing import RESIZING
from symrf.readers.onnx.shapes import SHAPES
from symrf.readers.onnx.tensors import Many, Tensor
from symrf.readers.onnx.walking import Inputs, Value, Walk, Work
from symrf.readers.onnx.windows import WINDOWS, tensor
from symrf.readers.onnx.words import PASSING

__all__ = ["OPERATIONS", "interpreted"]

OPERATIONS: Mapping[str, Work] = {**PASSING, **WINDOWS, **RESIZING, **SHAPES, **PARTS, **ARITHMETIC, **MEANS}
"""All operations that are read, by their name in ONNX."""

_AXES: Mapping[int, tuple[str, ...]] = {2: (), 3: ("w",), 4: ("h", "w"), 5: ("d", "h", "w")}
_BRANCHING = frozenset({"If", "Loop", "Scan"})
_LAST: Mapping[tuple[int, ...], int] = {(0, 2, 1): 3, (0, 3, 1, 2): 4, (0, 4, 1, 2, 3): 5}  # channels come first


def interpreted(model: Model, text: str = "", assumed: Mapping[str, Architecture] | None = None) -> Graph:
    """The graph of a model; a ReadError names the operation that is not read, and points at it in a text."""
    port = _input(model, text)
    walk, first = _begun(model, port, text)
    walk.assumed = assumed or {}
    values: dict[str, Value] = {**model.held, port.name: first}
    for operation in model.operations:
        walk.operation = operation
        try:
            given = _applied(walk, operation, values)
        except Fault as fault:
            raise _unread(operation, str(fault), text) from None
        except (IndexError, ValueError, OverflowError, SymrfError):
            raise _unread(operation, _english.ODD, text) from None
        outputs = given if isinstance(given, tuple) else (given,)
        values.update(zip(operation.outputs, outputs, strict=False))
        _expected(walk, operation, outputs[0] if outputs else None)
    return _graph(model, walk, port, values, text)


def _unread(operation: Operation, reason: str, text: str) -> ReadError:
    """The refusal of an operation."""
    return ReadError(_english.not_read(operation.kind, operation.name, reason), text, operation.span)


def _input(model: Model, text: str) -> Port:
    """The one input of the network."""
    used = {name for operation in model.operations for name in operation.inputs}
    ports = [each for each in model.inputs if each.name in used] or list(model.inputs)
    if len(ports) > 1:
        ports = [each for each in ports if each.dims is None or len(each.dims) > 2] or ports
    if len(ports) != 1:
        raise ReadError(_english.inputs([each.name for each in ports]), text, ports[0].span if ports else None)
    return ports[0]


def _begun(model: Model, port: Port, text: str) -> tuple[Walk, Tensor]:
    """The walk at its input, whose dimensions are told or seen from what reads it."""
    readers = [each for each in model.operations if port.name in each.inputs]
    rank = len(port.dims) if port.dims is not None else _rank(model)
    dims = port.dims if port.dims is not None else (None,) * rank
    if rank not in _AXES:
        raise ReadError(_english.rank(port.name, rank), text, port.span)
    axes = _AXES[rank] or _AXES.get(_rank(model), ())  # a vector may become an image
    last = any(each.kind == "Transpose" and _LAST.get(each.integers("perm") or ()) == rank for each in readers)
    last = last or (rank == 3 and any(each.kind == "MatMul" for each in readers))
    ordered = (dims[0], dims[-1], *dims[1:-1]) if last else dims
    batch, channels, *sizes = (each if isinstance(each, int) else None for each in ordered)
    walk = Walk.begun(axes, batch, channels, tuple(sizes), flat=rank == 2)
    first = walk.tensor(0)
    if last:
        first = Tensor(0, (first.dims[0], *first.dims[2:], first.dims[1]))
    return walk, first


def _rank(model: Model) -> int:
    """How many dimensions an image has here, by the first weights; 2 where there are none of windows."""
    for operation in model.operations:
        if operation.kind in ("Conv", "ConvTranspose") and len(operation.inputs) > 1:
            weights = model.held.get(operation.inputs[1])
            if weights is not None:
                return len(weights.dims)
            if kernel := operation.integers("kernel_shape"):
                return len(kernel) + 2
    return 2 if any(each.kind in ("Gemm", "MatMul") for each in model.operations) else 4


def _applied(walk: Walk, operation: Operation, values: Mapping[str, Value]) -> Value | tuple[Value, ...]:
    """What an operation gives."""
    if operation.kind == "Constant":
        return _constant(operation)
    missing = [name for name in operation.inputs if name and name not in values]
    if missing:
        raise Fault(_english.no_value(missing[0]))
    inputs: Inputs = [values[name] if name else None for name in operation.inputs]
    while inputs and inputs[-1] is None:
        inputs = inputs[:-1]
    if heads := [each for each in inputs if isinstance(each, Many)]:
        return (heads[0],) * len(operation.outputs)  # what is done with all outputs of a detector at once
    if operation.kind in walk.assumed:
        source = walk.image(tensor(inputs))
        return _assumed(walk, operation, source)
    if operation.kind in _BRANCHING:
        raise Fault(_english.BRANCHES)
    if inputs and all(isinstance(each, Constant | None) for each in inputs):
        found = folded(operation, [each if isinstance(each, Constant) else None for each in inputs])
        if found is None:
            raise Fault(_english.CONSTANT_INPUT)
        return found
    if operation.kind not in OPERATIONS:
        raise Fault(_english.unknown(operation.kind))
    return OPERATIONS[operation.kind](walk, operation, inputs)


def _constant(operation: Operation) -> Constant:
    """A constant that stands among the operations."""
    for value in operation.attributes.values():
        match value:
            case Constant():
                return value
            case int():
                return known((), (value,))
            case float():
                return known((), (Fraction(value),))
            case tuple():
                items = tuple(each if isinstance(each, int) else None for each in value)
                floats = tuple(Fraction(each) if isinstance(each, float) else None for each in value)
                return known((len(value),), items if None not in items else floats)
    return Constant((0,))


def _assumed(walk: Walk, operation: Operation, source: int) -> Tensor:
    """A network that the user gives for an operation; what stands behind it is told by no file."""
    before = len(walk.building.nodes)
    inlined(walk.building, walk.assumed[operation.kind], source, operation.module, operation.span)
    nodes = walk.building.nodes[before:]
    del walk.building.nodes[before:]
    places = {source: source}
    for at, node in enumerate(nodes):
        sources = [places.get(each, each) for each in node.sources]
        if isinstance(node.item, Group):
            raise Fault(_english.REPEAT_IN_SYMBOLS)
        place = walk.add(node.item, sources[0]) if isinstance(node.item, Layer) else walk.join(node.item, sources)
        places[before + at + 1] = place
    return walk.tensor(places[before + len(nodes)] if nodes else source)


def _expected(walk: Walk, operation: Operation, given: Value | None) -> None:
    """The shape that is printed beside an operation is a claim."""
    if operation.shape is None or not isinstance(given, Tensor) or not given.place:
        return
    _claim(walk, given, operation.shape)


def _claim(walk: Walk, given: Tensor, shape: Sequence[int | None]) -> None:
    """What the dimensions of an image or of a vector are said to be."""
    building, span = walk.building, walk.operation.span
    usual = walk.tensor(given.place)
    if len(shape) != len(given.dims) or [_letters(each) for each in given.dims] != [
        _letters(each) for each in usual.dims
    ]:
        return
    if isinstance(shape[1], int):
        building.expect(given.place, "channels", shape[1], span=span)
    sizes = [each for each in shape[2:] if isinstance(each, int)]
    if len(sizes) == len(walk.axes) and sizes and not walk.stands[given.place].flat:
        building.expect(given.place, "size", *sizes, span=span)


def _letters(dim: Sequence[object]) -> str:
    return "".join(getattr(each, "letter", "") for each in dim)


def _graph(model: Model, walk: Walk, port: Port, values: Mapping[str, Value], text: str) -> Graph:
    """The graph, without what leads to no output."""
    found: list[int] = []
    for each in model.outputs:
        value = values.get(each.name)
        for one in value.tensors if isinstance(value, Many) else [value]:
            if isinstance(one, Tensor):
                walk.operation = Operation("", (), ())
                place = walk.given(one)
                if place == one.place and not isinstance(value, Many) and _all_told(walk, port):
                    _claim(walk, one, [size if isinstance(size, int) else None for size in each.dims or ()])
                found.append(place)
    if not found:
        raise ReadError(_english.NO_OUTPUT, text, model.outputs[0].span if model.outputs else None)
    stand = walk.stands[0]
    sizes = tuple(each for each in stand.sizes if each is not None)
    graph = walk.building.graph(
        *dict.fromkeys(found),
        channels=stand.channels,
        size=sizes if len(sizes) == len(walk.axes) and not stand.flat else (),
        axes=walk.axes,
        convention="onnx",
        name=model.name,
    )
    return _pruned(graph)


def _all_told(walk: Walk, port: Port) -> bool:
    return port.dims is not None and None not in walk.stands[0].sizes


def _pruned(graph: Graph) -> Graph:
    """The graph without nodes that lead to no output."""
    alive: set[int] = set()
    ahead = list(graph.outputs)
    while ahead:
        place = ahead.pop()
        if place and place not in alive:
            alive.add(place)
            node = graph.nodes[place - 1]
            ahead += [*node.sources, *(() if node.fits is None else (node.fits,))]
    if len(alive) == len(graph.nodes):
        return graph
    places = {0: 0} | {place: at for at, place in enumerate(sorted(alive), 1)}

    def moved(node: Node) -> Node:
        return replace(
            node,
            sources=tuple(places[each] for each in node.sources),
            fits=None if node.fits is None else places[node.fits],
        )

    expected: list[Expected] = [
        replace(each, place=places[each.place]) for each in graph.expected if each.place in places
    ]
    return replace(
        graph,
        nodes=tuple(moved(node) for place, node in enumerate(graph.nodes, 1) if place in alive),
        outputs=tuple(places[each] for each in graph.outputs),
        expected=tuple(expected),
    )
