"""The PyTorch module of a layer, as code."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import comb

from symrf.exact.numbers.parametric import Parametric
from symrf.exact.numbers.powers import Whole, at_least
from symrf.networks.conventions import Counting, Windows
from symrf.networks.notation.architecture import Layer, PaddingRule
from symrf.networks.notation.kinds import Kind
from symrf.writers import _english
from symrf.writers.program import Operation
from symrf.writers.python_code import alike, call, code, scales, tuple_of

__all__ = ["binomials", "made", "smooth"]

_WORDS: Mapping[str, str] = {
    "relu": "nn.ReLU()",
    "relu6": "nn.ReLU6()",
    "lrelu": "nn.LeakyReLU()",
    "prelu": "nn.PReLU()",
    "elu": "nn.ELU()",
    "selu": "nn.SELU()",
    "gelu": "nn.GELU()",
    "silu": "nn.SiLU()",
    "swish": "nn.SiLU()",
    "hswish": "nn.Hardswish()",
    "hsigmoid": "nn.Hardsigmoid()",
    "mish": "nn.Mish()",
    "softplus": "nn.Softplus()",
    "softsign": "nn.Softsign()",
    "softmin": "nn.Softmin(dim=1)",
    "celu": "nn.CELU()",
    "rrelu": "nn.RReLU()",
    "hardtanh": "nn.Hardtanh()",
    "hardshrink": "nn.Hardshrink()",
    "softshrink": "nn.Softshrink()",
    "tanhshrink": "nn.Tanhshrink()",
    "logsigmoid": "nn.LogSigmoid()",
    "sigmoid": "nn.Sigmoid()",
    "tanh": "nn.Tanh()",
    "softmax": "nn.Softmax(dim=1)",
    "logsoftmax": "nn.LogSoftmax(dim=1)",
    "lrn": "nn.LocalResponseNorm(5)",
    "drop": "nn.Dropout()",
    "id": "nn.Identity()",
}
_NORMS: Mapping[str, str] = {
    "bn": "nn.BatchNorm{}d({})",
    "inorm": "nn.InstanceNorm{}d({})",
    "ln": "nn.GroupNorm(1, {1})",
    "lnorm": "nn.GroupNorm(1, {1})",
    "gn": "nn.GroupNorm(32, {1})",
    "gnorm": "nn.GroupNorm(32, {1})",
}


def made(operation: Operation, layer: Layer, dimensions: int) -> str:
    """The module of a layer."""
    maker = _MADE.get(layer.kind)
    if maker is None:
        raise operation.refused(_english.not_there(layer.kind.title, "PyTorch"))
    return maker(operation, layer, dimensions)


def _word(operation: Operation, layer: Layer, dimensions: int) -> str:
    if layer.word in _WORDS:
        return _WORDS[layer.word]
    if layer.word not in _NORMS:
        raise operation.refused(_english.not_there(layer.word, "PyTorch"))
    count = operation.features if operation.vector else operation.received[0]
    if not isinstance(count, (int, Parametric)):
        raise operation.refused(_english.WANTS_FEATURES)
    return _NORMS[layer.word].format(1 if operation.vector else dimensions, code(count))


def _convolution(operation: Operation, layer: Layer, dimensions: int) -> str:
    received, gives = _channels(operation)
    found = operation.windows
    groups = received if layer.kind.depthwise else layer.groups
    padding, before = _padding(operation, layer)
    module = call(
        f"nn.Conv{dimensions}d",
        code(received),
        code(gives),
        alike([each.kernel for each in found]),
        stride=_unless(1, [each.stride for each in found]),
        padding=padding,
        dilation=_unless(1, [each.dilation for each in found]),
        groups=None if groups is None or groups == 1 else code(groups),
        bias=None if layer.bias and layer.kind is not Kind.BLUR else "False",
    )
    return _after(before and _pad(before, "0.0"), module)


def _transposed(operation: Operation, layer: Layer, dimensions: int) -> str:
    """What is cut off on one side alone is another output padding, or is cropped."""
    received, gives = _channels(operation)
    found = operation.windows
    sides = [_sides(each) for each in found]
    module = call(
        f"nn.ConvTranspose{dimensions}d",
        code(received),
        code(gives),
        alike([each.kernel for each in found]),
        stride=_unless(1, [each.stride for each in found]),
        padding=_unless(0, [padding for padding, _, _ in sides]),
        output_padding=_unless(0, [extra for _, extra, _ in sides]),
        groups=None if layer.groups is None else code(layer.groups),
        bias=None if layer.bias else "False",
        dilation=_unless(1, [each.dilation for each in found]),
    )
    crops = [crop for _, _, crop in sides]
    return call("nn.Sequential", module, _pad(crops, "0.0")) if any(map(any, crops)) else module


def _sides(window: Windows) -> tuple[Whole, Whole, tuple[Whole, Whole]]:
    """The padding of both sides, the output padding, and the margins after it, which are negative."""
    extra = window.extra + window.before - window.after
    if not at_least(extra, 0):
        return window.before, 0, (0, extra)
    if at_least(extra, window.stride) and at_least(extra, window.dilation):  # more than PyTorch takes
        return window.after, window.extra, (window.after - window.before, 0)
    return window.before, extra, (0, 0)


def _max_pool(operation: Operation, layer: Layer, dimensions: int) -> str:
    padding, before = _padding(operation, layer, most=lambda each: each.extent // 2)
    return _pool(f"nn.MaxPool{dimensions}d", operation, padding, before, "float('-inf')")


def _average_pool(operation: Operation, layer: Layer, dimensions: int) -> str:
    if any(each.dilation != 1 for each in operation.windows):
        raise operation.refused(_english.no_dilated_average("PyTorch"))
    padding, before = _padding(operation, layer, most=lambda each: each.kernel // 2)
    return _pool(f"nn.AvgPool{dimensions}d", operation, padding, before, "0.0")


def _pool(name: str, operation: Operation, padding: str | None, before: _Margins, filled: str) -> str:
    found = operation.windows
    kernels, strides = [each.kernel for each in found], [each.stride for each in found]
    if operation.rounds_up and (before or operation.counts_in_padding):
        raise operation.refused(_english.rounds_up_otherwise("PyTorch"))
    module = call(
        name,
        alike(kernels),
        stride=None if kernels == strides else alike(strides),
        padding=padding,
        dilation=_unless(1, [each.dilation for each in found]),
        ceil_mode="True" if operation.rounds_up else None,
    )
    return _after(before and _pad(before, filled), module)


_Margins = Sequence[tuple[Whole, Whole]]


def _padding(
    operation: Operation, layer: Layer, most: Callable[[Windows], Whole] | None = None
) -> tuple[str | None, _Margins]:
    """The padding that a module takes itself, and what is padded before it, on each axis."""
    found = operation.windows
    if any(each.counting is Counting.SAME for each in found):
        raise operation.refused(_english.SAME_WITH_STRIDE)
    equal = all(each.before == each.after for each in found)
    if layer.padding is PaddingRule.SAME and most is None and equal:
        return '"same"', ()
    if equal and (most is None or all(at_least(most(each), each.before) for each in found)):
        return _unless(0, [each.before for each in found]), ()
    return None, [(each.before, each.after) for each in found]


def _pad(margins: _Margins, filled: str) -> str:
    """A module that pads; the last axis comes first."""
    sides = [side for pair in reversed(margins) for side in pair]
    if filled == "0.0":
        return call(f"nn.ZeroPad{len(margins)}d", alike(sides))
    return call(f"nn.ConstantPad{len(margins)}d", alike(sides), filled)


def _after(first: str | _Margins | None, module: str) -> str:
    """A module behind another, where there is one."""
    return call("nn.Sequential", first, module) if isinstance(first, str) else module


def _unless(usual: int, values: Sequence[Whole]) -> str | None:
    """A number an axis; None where it is the usual one on all."""
    return None if all(value == usual for value in values) else alike(values)


def _channels(operation: Operation) -> tuple[Whole, Whole]:
    received, gives = operation.received[0], operation.gives
    if not isinstance(received, (int, Parametric)) or not isinstance(gives, (int, Parametric)):
        raise operation.refused(_english.WANTS_CHANNELS)
    return received, gives


def _dense(operation: Operation, layer: Layer, _: int) -> str:
    count, bias = operation.features, None if layer.bias else "False"
    units = code(layer.sizes[0])
    if count is None:
        return call("nn.LazyLinear", units, bias=bias)
    return call("nn.Linear", code(count), units, bias=bias)


def binomials(operation: Operation) -> Sequence[Sequence[int]]:
    """The weights of a blur on each axis."""
    sizes = [each.kernel for each in operation.windows]
    if not all(isinstance(size, int) for size in sizes):
        raise operation.refused(_english.WANTS_KERNEL)
    return [[comb(size - 1, place) for place in range(size)] for size in sizes if isinstance(size, int)]


def smooth(dimensions: int) -> str:
    """The mode of a resize between pixels."""
    return ("linear", "bilinear", "trilinear")[dimensions - 1]


def _upsampled(operation: Operation, layer: Layer, dimensions: int) -> str:
    mode = "nearest" if layer.kind is Kind.NEAREST else smooth(dimensions)
    return call("nn.Upsample", scale_factor=scales(operation.factors), mode=f'"{mode}"')


def _view(operation: Operation, _: Layer, __: int) -> str:
    if not isinstance(operation.gives, (int, Parametric)):
        raise operation.refused(_english.WANTS_CHANNELS)
    return call("nn.Unflatten", "1", tuple_of([operation.gives, *(each.kernel for each in operation.windows)]))


def _by_name(name: str, *arguments: str) -> _Maker:
    """A module that takes the numbers of the layer."""

    def made(operation: Operation, _: Layer, dimensions: int) -> str:
        numbers = [alike([each.kernel for each in operation.windows])] if operation.windows else []
        return call(name.format(dimensions), *numbers, *arguments)

    return made


def _shuffle(name: str) -> _Maker:
    def made(operation: Operation, _: Layer, dimensions: int) -> str:
        factors = {each.kernel for each in operation.windows}
        if dimensions != 2 or len(factors) > 1:
            raise operation.refused(_english.one_factor_in_a_plane("PyTorch"))
        return call(name, code(factors.pop()))

    return made


_Maker = Callable[[Operation, Layer, int], str]
_MADE: Mapping[Kind, _Maker] = {
    Kind.CONVOLUTION: _convolution,
    Kind.DEPTHWISE: _convolution,
    Kind.BLUR: _convolution,
    Kind.TRANSPOSED: _transposed,
    Kind.MAX_POOL: _max_pool,
    Kind.AVERAGE_POOL: _average_pool,
    Kind.PAD: lambda operation, *_: _pad([(each.before, each.after) for each in operation.windows], "0.0"),
    Kind.NEAREST: _upsampled,
    Kind.BILINEAR: _upsampled,
    Kind.VIEW: _view,
    Kind.SHUFFLE: _shuffle("nn.PixelShuffle"),
    Kind.UNSHUFFLE: _shuffle("nn.PixelUnshuffle"),
    Kind.GLOBAL_AVERAGE: _by_name("nn.AdaptiveAvgPool{}d", "1"),
    Kind.GLOBAL_MAX: _by_name("nn.AdaptiveMaxPool{}d", "1"),
    Kind.ADAPTIVE: _by_name("nn.AdaptiveAvgPool{}d"),
    Kind.RESIZE: lambda operation, *_: call(
        "nn.Upsample", size=alike([each.kernel for each in operation.windows]), mode='"nearest"'
    ),
    Kind.FLATTEN: _by_name("nn.Flatten"),
    Kind.DENSE: _dense,
    Kind.PASS: _word,
}
"""The module of a layer, by its kind."""
