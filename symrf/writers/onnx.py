"""A network as an ONNX file, in protobuf's wire format; its weights are zeros, of which only the shapes are kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction as Ratio

from symrf.errors import InputError
from symrf.networks.conventions import Counting, Windows
from symrf.networks.notation.architecture import Branches, Join, Layer
from symrf.networks.notation.kinds import Kind
from symrf.writers import _english
from symrf.writers.program import Operation, Program
from symrf.writers.protobuf import Attribute, attribute, floats, message, number, shaped, tensor

__all__ = ["written"]

IR, OPSET = 10, 21


def written(program: Program) -> bytes:
    """The bytes of a model; an InputError names a layer that ONNX does not have, or a number that is not told.

    >>> from symrf.networks.notation.reader import parse
    >>> from symrf.writers.program import program
    >>> len(written(program(parse("in3@32x32 c3-8 p2"), ("w", "h")))) < 1000
    True
    """
    if not isinstance(program.channels, int):
        raise InputError(_english.WANTS_INPUT_CHANNELS)
    graph = _Graph(program)
    for operation in program.operations:
        graph.add(operation)
    return graph.model()


@dataclass
class _Graph:
    """The nodes and constants of a graph while they are written; the tensor after a place has the name of its layer."""

    program: Program
    nodes: list[bytes] = field(default_factory=list)
    constants: dict[tuple[int, ...], str] = field(default_factory=dict)
    factors: dict[tuple[float, ...], str] = field(default_factory=dict)
    tensors: dict[int, str] = field(default_factory=lambda: {0: "input"})

    def node(self, kind: str, inputs: Sequence[str], output: str, **attributes: Attribute | None) -> str:
        """Append a node; the tensor that it gives."""
        told = (attribute(name, value) for name, value in attributes.items() if value is not None)
        texts = [message(1, name) for name in inputs] + [message(2, output), message(3, output), message(4, kind)]
        self.nodes.append(b"".join((*texts, *(message(5, each) for each in told))))
        return output

    def constant(self, *values: int) -> str:
        """A tensor of whole numbers."""
        return self.constants.setdefault(values, f"constant_{len(self.constants) + 1}")

    def scales(self, *values: float) -> str:
        """A row of floats, or a single one."""
        return self.factors.setdefault(values, f"factor_{len(self.factors) + 1}")

    def first_two(self, operation: Operation, read: str) -> str:
        """How many images there are, and how many channels."""
        return self.node("Shape", [read], f"{operation.name}.head", start=0, end=2)

    def product(self, operation: Operation, read: Sequence[str]) -> str:
        """The product of tensors, two by two."""
        *others, last = read
        found = others[0]
        for turn, each in enumerate(others[1:], 1):
            found = self.node("Mul", [found, each], f"{operation.name}.{turn}")
        return self.node("Mul", [found, last], operation.name)

    def weights(self, name: str, *shape: int) -> str:
        """A tensor of zeros, of which the shape is kept."""
        return self.node("ConstantOfShape", [self.constant(*shape)], name, value=floats([0.0]))

    def add(self, operation: Operation) -> None:
        read = [self.tensors[source] for source in operation.sources]
        if operation.fits is not None:
            read.append(self.tensors[operation.fits])
        item = operation.item
        if isinstance(item, Branches):
            found = _JOINED[item.join](self, operation, read)
        elif item.kind in _MADE:
            found = _MADE[item.kind](self, operation, item, read)
        else:
            raise operation.refused(_english.not_there(item.kind.title, "ONNX"))
        self.tensors[operation.place] = found

    def model(self) -> bytes:
        program = self.program
        names = program.size or (() if program.vector else program.axes)
        initializers = [message(8, name) + tensor(values) for values, name in self.constants.items()]
        initializers += [message(8, name) + floats(each, len(each) > 1) for each, name in self.factors.items()]
        flat = {each.place for each in program.operations if each.gives_vector}
        outputs = [
            shaped(self.tensors[place], ["n", *[""] * (1 if place in flat else len(names) + 1)])
            for place in program.outputs
        ]
        graph = b"".join(
            (
                *(message(1, node) for node in self.nodes),
                message(2, program.network.name or "network"),
                *(message(5, each) for each in initializers),
                message(11, shaped("input", ["n", _whole(program.channels), *names])),
                *(message(12, output) for output in outputs),
            )
        )
        return number(1, IR) + message(2, "symrf") + message(7, graph) + message(8, number(2, OPSET))


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
        "kernel_shape": [_whole(each.kernel) for each in found],
        "strides": [_whole(each.stride) for each in found],
        "dilations": [_whole(each.dilation) for each in found],
    }
    if any(each.counting is Counting.SAME for each in found):
        return attributes | {"auto_pad": "SAME_UPPER"}
    return attributes | {"pads": [_whole(each.before) for each in found] + [_whole(each.after) for each in found]}


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise InputError(_english.WANTS_NUMBERS)
    return value


def _told(operation: Operation, channels: object) -> int:
    """Channels that are told."""
    if not isinstance(channels, int):
        raise operation.refused(_english.WANTS_CHANNELS)
    return channels


_Maker = Callable[[_Graph, Operation, Layer, Sequence[str]], str]


def _convolution(graph: _Graph, operation: Operation, layer: Layer, read: Sequence[str]) -> str:
    received, gives = _told(operation, operation.received[0]), _told(operation, operation.gives)
    window = _window(operation)
    groups = received if layer.kind.depthwise else layer.groups or 1
    weights = [graph.weights(f"{operation.name}.weight", gives, received // _whole(groups), *_kernel(operation))]
    if layer.bias and layer.kind is not Kind.BLUR:
        weights.append(graph.weights(f"{operation.name}.bias", gives))
    return graph.node("Conv", [read[0], *weights], operation.name, **window, group=_whole(groups))


def _kernel(operation: Operation) -> Sequence[int]:
    return [_whole(each.kernel) for each in _numbers(operation)]


def _transposed(graph: _Graph, operation: Operation, layer: Layer, read: Sequence[str]) -> str:
    received, gives = _told(operation, operation.received[0]), _told(operation, operation.gives)
    window, groups = _window(operation), _whole(layer.groups or 1)
    weights = [graph.weights(f"{operation.name}.weight", received, gives // groups, *_kernel(operation))]
    if layer.bias:
        weights.append(graph.weights(f"{operation.name}.bias", gives))
    extra = [_whole(each.extra) for each in operation.windows]
    return graph.node(
        "ConvTranspose", [read[0], *weights], operation.name, **window, group=groups, output_padding=extra
    )


def _pool(kind: str) -> _Maker:
    def made(graph: _Graph, operation: Operation, _: Layer, read: Sequence[str]) -> str:
        window = _window(operation)
        if kind == "AveragePool" and any(each.dilation != 1 for each in operation.windows):
            raise operation.refused(_english.no_dilated_average("ONNX"))
        if operation.counts_in_padding:
            raise operation.refused(_english.rounds_up_otherwise("ONNX"))
        if kind == "AveragePool":
            del window["dilations"]
        return graph.node(kind, read, operation.name, **window, ceil_mode=1 if operation.rounds_up else None)

    return made


def _padded(graph: _Graph, operation: Operation, _: Layer, read: Sequence[str]) -> str:
    sides = [_whole(each.before) for each in _numbers(operation)], [_whole(each.after) for each in operation.windows]
    return graph.node("Pad", [read[0], graph.constant(0, 0, *sides[0], 0, 0, *sides[1])], operation.name)


_NEAREST = {"mode": "nearest", "coordinate_transformation_mode": "asymmetric", "nearest_mode": "floor"}
_LINEAR = {"mode": "linear", "coordinate_transformation_mode": "half_pixel"}


def _mode(layer: Layer) -> Mapping[str, str]:
    return _LINEAR if layer.kind in (Kind.BILINEAR, Kind.FIT_BILINEAR) else _NEAREST


def _scaled(graph: _Graph, operation: Operation, layer: Layer, read: Sequence[str]) -> str:
    factors = [float(each) if isinstance(each, Ratio) else float(_told(operation, each)) for each in operation.factors]
    return graph.node("Resize", [read[0], "", graph.scales(1.0, 1.0, *factors)], operation.name, **_mode(layer))


def _resized(graph: _Graph, operation: Operation, layer: Layer, read: Sequence[str]) -> str:
    """A resize to numbers, or to the size of another tensor."""
    name, head = operation.name, graph.first_two(operation, read[0])
    size = (
        graph.node("Shape", [read[1]], f"{name}.like", start=2)
        if operation.fits is not None
        else graph.constant(*_kernel(operation))
    )
    sizes = graph.node("Concat", [head, size], f"{name}.sizes", axis=0)
    return graph.node("Resize", [read[0], "", "", sizes], name, **_mode(layer))


def _view(graph: _Graph, operation: Operation, _: Layer, read: Sequence[str]) -> str:
    shape = graph.constant(0, _told(operation, operation.gives), *_kernel(operation))
    return graph.node("Reshape", [read[0], shape], operation.name)


def _taken(graph: _Graph, operation: Operation, _: Layer, read: Sequence[str]) -> str:
    bounds = (operation.offset, operation.until, 1)
    told = [graph.constant(_told(operation, each)) for each in bounds]
    return graph.node("Slice", [read[0], *told], operation.name)


def _shuffle(kind: str, **more: str) -> _Maker:
    def made(graph: _Graph, operation: Operation, _: Layer, read: Sequence[str]) -> str:
        factors = set(_kernel(operation))
        if len(operation.windows) != 2 or len(factors) > 1:
            raise operation.refused(_english.one_factor_in_a_plane("ONNX"))
        return graph.node(kind, read, operation.name, blocksize=factors.pop(), **more)

    return made


def _all(kind: str) -> _Maker:
    return lambda graph, operation, _, read: graph.node(kind, read, operation.name)


def _shared(graph: _Graph, operation: Operation, _: Layer, read: Sequence[str]) -> str:
    if set(_kernel(operation)) != {1}:
        raise operation.refused(_english.ONE_PIXEL_ALONE)
    return graph.node("GlobalAveragePool", read, operation.name)


def _cropped(graph: _Graph, operation: Operation, _: Layer, read: Sequence[str]) -> str:
    if not operation.size:
        raise operation.refused(_english.wants_size("ONNX"))
    firsts = [(before - after) // 2 for before, after in zip(operation.sizes[0], operation.size, strict=True)]
    lasts = [first + size for first, size in zip(firsts, operation.size, strict=True)]
    axes = range(2, len(lasts) + 2)
    return graph.node("Slice", [read[0], *(graph.constant(*each) for each in (firsts, lasts, axes))], operation.name)


def _dense(graph: _Graph, operation: Operation, layer: Layer, read: Sequence[str]) -> str:
    if not isinstance(operation.features, int):
        raise operation.refused(_english.wants_size("ONNX"))
    units, source = _whole(layer.sizes[0]), read[0]
    if not operation.vector:
        source = graph.node("Flatten", [source], f"{operation.name}.flat", axis=1)
    weights = [graph.weights(f"{operation.name}.weight", units, operation.features)]
    if layer.bias:
        weights.append(graph.weights(f"{operation.name}.bias", units))
    return graph.node("Gemm", [source, *weights], operation.name, transB=1)


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


def _word(graph: _Graph, operation: Operation, layer: Layer, read: Sequence[str]) -> str:
    name, word = operation.name, layer.word
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


_JOINED: Mapping[Join, Callable[[_Graph, Operation, Sequence[str]], str]] = {
    Join.GATE: lambda graph, operation, read: graph.product(operation, read),
    Join.ADD: lambda graph, operation, read: graph.node("Sum", read, operation.name),
    Join.CONCATENATE: lambda graph, operation, read: graph.node("Concat", read, operation.name, axis=1),
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
    Kind.FLATTEN: lambda graph, operation, _, read: graph.node("Flatten", read, operation.name, axis=1),
    Kind.DENSE: _dense,
    Kind.PASS: _word,
}
"""The node of a layer, by its kind."""
