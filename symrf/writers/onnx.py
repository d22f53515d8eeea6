"""A network as an ONNX file, in protobuf's wire format; its weights are zeros, of which only the shapes are kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction as Ratio

from symrf.errors import InputError
from symrf.networks.conventions import Counting, Windows
from symrf.networks.notation.architecture import Branches, Join, Layer
from symrf.networks.notation.kinds import Kind
from symrf.writers import _english
from symrf.writers.onnx_graph import Graph, whole
from symrf.writers.program import Operation, Program
from symrf.writers.protobuf import Attribute

__all__ = ["written"]


def written(program: Program) -> bytes:
    """The bytes of a model; an InputError names a layer that ONNX does not have, or a number that is not told.

    >>> from symrf.networks.notation.reader import parse
    >>> from symrf.writers.program import program
    >>> len(written(program(parse("in3@32x32 c3-8 p2"), ("w", "h")))) < 1000
    True
    """
    if not isinstance(program.channels, int):
        raise InputError(_english.WANTS_INPUT_CHANNELS)
    graph = Graph(program)
    for operation in program.operations:
        _add(graph, operation)
    return graph.model()


def _add(graph: Graph, operation: Operation) -> None:
    """Append the nodes of an operation."""
    read = [
        graph.pixel(operation, source) if spread else graph.tensors[source]
        for source, spread in zip(operation.sources, graph.program.spread(operation), strict=True)
    ]
    if operation.fits is not None:
        read.append(graph.tensors[operation.fits])
    item = operation.item
    if isinstance(item, Branches):
        found = _JOINED[item.join](graph, operation, read)
    elif item.kind in _MADE:
        found = _MADE[item.kind](graph, operation, item, read)
    else:
        raise operation.refused(_english.not_there(item.kind.title, "ONNX"))
    graph.tensors[operation.place] = found


def _numbers(operation: Operation) -> Sequence[Windows]:
    """The windows of a layer, all of whose numbers are told."""
    for each in operation.windows:
        told = (each.kernel, each.stride, each.before, each.after, each.dilation, each.extra)
        if not all(isinstance(value, int) for value in told):
            raise operation.refused(_english.WANTS_NUMBERS)
    return operation.windows


def _window(operation: Operation) -> dict[str, Attribute | None]:
    found = _numbers(operation)
    attributes: dict[str, Attribute | None] = {
        "kernel_shape": [whole(each.kernel) for each in found],
        "strides": [whole(each.stride) for each in found],
        "dilations": [whole(each.dilation) for each in found],
    }
    if any(each.counting is Counting.SAME for each in found):
        return attributes | {"auto_pad": "SAME_UPPER"}
    return attributes | {"pads": [whole(each.before) for each in found] + [whole(each.after) for each in found]}


def _told(operation: Operation, channels: object) -> int:
    """Channels that are told."""
    if not isinstance(channels, int):
        raise operation.refused(_english.WANTS_CHANNELS)
    return channels


_Maker = Callable[[Graph, Operation, Layer, Sequence[str]], str]


def _convolution(graph: Graph, operation: Operation, layer: Layer, read: Sequence[str]) -> str:
    received, gives = _told(operation, operation.received[0]), _told(operation, operation.gives)
    window = _window(operation)
    groups = received if layer.kind.depthwise else layer.groups or 1
    weights = [graph.weights(f"{operation.label}.weight", gives, received // whole(groups), *_kernel(operation))]
    if layer.bias and layer.kind is not Kind.BLUR:
        weights.append(graph.weights(f"{operation.label}.bias", gives))
    return graph.node("Conv", [read[0], *weights], operation.label, **window, group=whole(groups))


def _kernel(operation: Operation) -> Sequence[int]:
    return [whole(each.kernel) for each in _numbers(operation)]


def _transposed(graph: Graph, operation: Operation, layer: Layer, read: Sequence[str]) -> str:
    received, gives = _told(operation, operation.received[0]), _told(operation, operation.gives)
    window, groups = _window(operation), whole(layer.groups or 1)
    weights = [graph.weights(f"{operation.label}.weight", received, gives // groups, *_kernel(operation))]
    if layer.bias:
        weights.append(graph.weights(f"{operation.label}.bias", gives))
    extra = [whole(each.extra) for each in operation.windows]
    if any(
        more >= whole(each.stride) for more, each in zip(extra, operation.windows, strict=True)
    ):  # no runtime has it
        sides = [(whole(each.before), whole(each.after) - whole(each.extra)) for each in operation.windows]
        extra = [max(0, -after) for _, after in sides]
        window["pads"] = [before for before, _ in sides] + [max(0, after) for _, after in sides]
    return graph.node(
        "ConvTranspose", [read[0], *weights], operation.label, **window, group=groups, output_padding=extra
    )


def _pool(kind: str) -> _Maker:
    def made(graph: Graph, operation: Operation, _: Layer, read: Sequence[str]) -> str:
        window = _window(operation)
        if kind == "AveragePool" and any(each.dilation != 1 for each in operation.windows):
            raise operation.refused(_english.no_dilated_average("ONNX"))
        if operation.counts_in_padding:
            raise operation.refused(_english.rounds_up_otherwise("ONNX"))
        if kind == "AveragePool":
            del window["dilations"]
        return graph.node(kind, read, operation.label, **window, ceil_mode=1 if operation.rounds_up else None)

    return made


def _padded(graph: Graph, operation: Operation, _: Layer, read: Sequence[str]) -> str:
    sides = [whole(each.before) for each in _numbers(operation)], [whole(each.after) for each in operation.windows]
    return graph.node("Pad", [read[0], graph.constant(0, 0, *sides[0], 0, 0, *sides[1])], operation.label)


_NEAREST = {"mode": "nearest", "coordinate_transformation_mode": "asymmetric", "nearest_mode": "floor"}
_LINEAR = {"mode": "linear", "coordinate_transformation_mode": "half_pixel"}


def _mode(layer: Layer) -> Mapping[str, str]:
    return _LINEAR if layer.kind in (Kind.BILINEAR, Kind.FIT_BILINEAR) else _NEAREST


def _scaled(graph: Graph, operation: Operation, layer: Layer, read: Sequence[str]) -> str:
    factors = [float(each) if isinstance(each, Ratio) else float(_told(operation, each)) for each in operation.factors]
    return graph.node("Resize", [read[0], "", graph.scales(1.0, 1.0, *factors)], operation.label, **_mode(layer))


def _resized(graph: Graph, operation: Operation, layer: Layer, read: Sequence[str]) -> str:
    """A resize to numbers, or to the size of another tensor."""
    name, head = operation.label, graph.first_two(operation, read[0])
    size = (
        graph.node("Shape", [read[1]], f"{name}.like", start=2)
        if operation.fits is not None
        else graph.constant(*_kernel(operation))
    )
    sizes = graph.node("Concat", [head, size], f"{name}.sizes", axis=0)
    return graph.node("Resize", [read[0], "", "", sizes], name, **_mode(layer))


def _view(graph: Graph, operation: Operation, _: Layer, read: Sequence[str]) -> str:
    shape = graph.constant(0, _told(operation, operation.gives), *_kernel(operation))
    return graph.node("Reshape", [read[0], shape], operation.label)


def _taken(graph: Graph, operation: Operation, _: Layer, read: Sequence[str]) -> str:
    bounds = (operation.offset, operation.until, 1)
    told = [graph.constant(_told(operation, each)) for each in bounds]
    return graph.node("Slice", [read[0], *told], operation.label)


def _shuffle(kind: str, **more: str) -> _Maker:
    def made(graph: Graph, operation: Operation, _: Layer, read: Sequence[str]) -> str:
        factors = set(_kernel(operation))
        if len(operation.windows) != 2 or len(factors) > 1:
            raise operation.refused(_english.one_factor_in_a_plane("ONNX"))
        return graph.node(kind, read, operation.label, blocksize=factors.pop(), **more)

    return made


def _all(kind: str) -> _Maker:
    return lambda graph, operation, _, read: graph.node(kind, read, operation.label)


def _shared(graph: Graph, operation: Operation, _: Layer, read: Sequence[str]) -> str:
    if set(_kernel(operation)) != {1}:
        raise operation.refused(_english.ONE_PIXEL_ALONE)
    return graph.node("GlobalAveragePool", read, operation.label)


def _cropped(graph: Graph, operation: Operation, _: Layer, read: Sequence[str]) -> str:
    if not operation.size:
        raise operation.refused(_english.wants_size("ONNX"))
    firsts = [(before - after) // 2 for before, after in zip(operation.sizes[0], operation.size, strict=True)]
    lasts = [first + size for first, size in zip(firsts, operation.size, strict=True)]
    axes = range(2, len(lasts) + 2)
    return graph.node("Slice", [read[0], *(graph.constant(*each) for each in (firsts, lasts, axes))], operation.label)


def _dense(graph: Graph, operation: Operation, layer: Layer, read: Sequence[str]) -> str:
    if not isinstance(operation.features, int):
        raise operation.refused(_english.wants_size("ONNX"))
    units, source = whole(layer.sizes[0]), read[0]
    if not operation.vector:
        source = graph.node("Flatten", [source], f"{operation.label}.flat", axis=1)
    weights = [graph.weights(f"{operation.label}.weight", units, operation.features)]
    if layer.bias:
        weights.append(graph.weights(f"{operation.label}.bias", units))
    return graph.node("Gemm", [source, *weights], operation.label, transB=1)


_WORDS: Mapping[str, tuple[str, Mapping[str, Attribute]]] = {
    "relu": ("Relu", {}),
    "lrelu": ("LeakyRelu", {}),
    "elu": ("Elu", {}),
    "selu": ("Selu", {}),
    "gelu": ("Gelu", {}),
    "hswish": ("HardSwish", {}),
    "hsigmoid": ("HardSigmoid", {}),
    "mish": ("Mish", {}),
    "softplus": ("Softplus", {}),
    "sigmoid": ("Sigmoid", {}),
    "tanh": ("Tanh", {}),
    "softmax": ("Softmax", {"axis": 1}),
    "logsoftmax": ("LogSoftmax", {"axis": 1}),
    "lrn": ("LRN", {"size": 5}),
    "drop": ("Dropout", {}),
}
_NORMS: Mapping[str, tuple[str, int, Mapping[str, Attribute]]] = {  # with how many rows of weights
    "bn": ("BatchNormalization", 4, {}),
    "inorm": ("InstanceNormalization", 2, {}),
    "ln": ("GroupNormalization", 2, {"num_groups": 1}),
    "lnorm": ("GroupNormalization", 2, {"num_groups": 1}),
    "gn": ("GroupNormalization", 2, {"num_groups": 32}),
    "gnorm": ("GroupNormalization", 2, {"num_groups": 32}),
}


def _word(graph: Graph, operation: Operation, layer: Layer, read: Sequence[str]) -> str:
    name, word = operation.label, layer.word
    if word in ("silu", "swish"):
        return graph.node("Mul", [read[0], graph.node("Sigmoid", read, f"{name}.sigmoid")], name)
    if word == "relu6":
        return graph.node("Clip", [read[0], graph.scales(0.0), graph.scales(6.0)], name)
    if word in _WORDS:
        kind, attributes = _WORDS[word]
        return graph.node(kind, read, name, **attributes)
    if word not in _NORMS and word != "prelu":
        raise operation.refused(_english.not_there(word, "ONNX"))
    count = _told(operation, operation.features if operation.vector else operation.received[0])
    if word == "prelu":
        ones = () if operation.vector else (1,) * len(graph.program.axes)
        return graph.node("PRelu", [read[0], graph.weights(f"{name}.slope", count, *ones)], name)
    kind, rows, attributes = _NORMS[word]
    weights = [graph.weights(f"{name}.{row}", count) for row in ("scale", "bias", "mean", "var")[:rows]]
    return graph.node(kind, [read[0], *weights], name, **attributes)


_JOINED: Mapping[Join, Callable[[Graph, Operation, Sequence[str]], str]] = {
    Join.GATE: lambda graph, operation, read: graph.product(operation, read),
    Join.ADD: lambda graph, operation, read: graph.node("Sum", read, operation.label),
    Join.CONCATENATE: lambda graph, operation, read: graph.node("Concat", read, operation.label, axis=1),
}
_MADE: Mapping[Kind, _Maker] = {
    Kind.CONVOLUTION: _convolution,
    Kind.DEPTHWISE: _convolution,
    Kind.BLUR: _convolution,
    Kind.TRANSPOSED: _transposed,
    Kind.MAX_POOL: _pool("MaxPool"),
    Kind.AVERAGE_POOL: _pool("AveragePool"),
    Kind.PAD: _padded,
    Kind.CROP: _cropped,
    Kind.NEAREST: _scaled,
    Kind.BILINEAR: _scaled,
    Kind.FIT: _resized,
    Kind.FIT_BILINEAR: _resized,
    Kind.VIEW: _view,
    Kind.TAKE: _taken,
    Kind.SHUFFLE: _shuffle("DepthToSpace", mode="CRD"),
    Kind.UNSHUFFLE: _shuffle("SpaceToDepth"),
    Kind.GLOBAL_AVERAGE: _all("GlobalAveragePool"),
    Kind.GLOBAL_MAX: _all("GlobalMaxPool"),
    Kind.ADAPTIVE: _shared,
    Kind.RESIZE: _resized,
    Kind.FLATTEN: lambda graph, operation, _, read: graph.node("Flatten", read, operation.label, axis=1),
    Kind.DENSE: _dense,
    Kind.PASS: _word,
}
"""The node of a layer, by its kind."""
