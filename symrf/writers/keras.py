"""A network as a Keras model: its layers called on each other, channels last."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction as Ratio

from symrf.exact.numbers.parametric import Parametric
from symrf.exact.numbers.powers import Whole, at_least, greatest, quotient
from symrf.networks.conventions import Counting, Windows
from symrf.networks.notation.architecture import Branches, Layer
from symrf.networks.notation.kinds import Kind
from symrf.writers import _english
from symrf.writers.keras_words import BINOMIAL, JOINED, WORDS
from symrf.writers.program import Operation, Program
from symrf.writers.python_code import alike, call, code, defined, slice_of, tuple_of
from symrf.writers.variables import LONGEST, Variables, function_name, told_of

__all__ = ["written"]


def written(program: Program) -> str:
    """The source of a function that makes the model; an InputError names a layer that Keras does not have.

    >>> from symrf.networks.notation.reader import parse
    >>> from symrf.writers.program import program
    >>> print(written(program(parse("in3@32x48 c3same-8 p2"), ("w", "h"))).partition("inputs = ")[2])
    x = keras.Input((48, 32, 3))
        x = layers.Conv2D(8, 3, padding="same")(x)
        x = layers.MaxPooling2D(2)(x)
        return keras.Model(inputs, x)
    <BLANKLINE>
    """
    variables = Variables(program)
    size = map(str, program.size) if program.size else ["None"] * len(program.axes)
    shape = [*([] if program.vector else size), code(_known(program.channels))]
    lines = []
    for operation in program.operations:
        read = [variables[source] for source in operation.sources]
        result = variables.named(operation)
        *before, last = _called(operation, len(program.axes))
        source = read[0] if isinstance(operation.item, Layer) else f"[{', '.join(read)}]"
        for each in before:
            lines.append(f"{result} = {each}({source})")
            source = result
        name = f'name="{operation.label.replace("/", "_")}"' if operation.given else ""
        call = last.format(source) if "{}" in last else f"{_named(last, name)}({source})"
        lines.append(f"{result} = {call}{told_of(operation)}")
    blurs = any("binomial" in line for line in lines)
    outputs = [variables[place] for place in program.outputs]
    told = str(program.network).replace("\n", "; ")
    return "\n".join(
        (
            *(["import functools", "import math", ""] if blurs else []),
            "import keras",
            *(["import numpy as np"] if blurs else []),
            "from keras import layers",
            "",
            "",
            *(BINOMIAL if blurs else []),
            *defined(function_name(program), [*program.symbols, *program.handed]),
            *([f'    """{told}"""'] if len(told) <= LONGEST else []),
            f"    inputs = x = keras.Input(({', '.join(shape)}{',' if len(shape) == 1 else ''}))",
            *(f"    {line}" for line in lines),
            f"    return keras.Model(inputs, {outputs[0] if len(outputs) == 1 else '[' + ', '.join(outputs) + ']'})",
            "",
        )
    )


def _named(layer: str, name: str) -> str:
    """A layer with its name as the last argument."""
    if not name or not layer.endswith(")"):
        return layer
    return f"{layer[:-1]}{'' if layer.endswith('()') else ', '}{name})"


def _called(operation: Operation, dimensions: int) -> Sequence[str]:
    """The layers that are called one after the other."""
    item = operation.item
    if isinstance(item, Branches):
        return (JOINED[item.join],)
    maker = _MADE.get(item.kind)
    if maker is None:
        raise operation.refused(_english.not_there(item.kind.title, "Keras"))
    return maker(operation, item, dimensions)


def _word(operation: Operation, layer: Layer, dimensions: int) -> Sequence[str]:
    if layer.word not in WORDS:
        raise operation.refused(_english.not_there(layer.word, "Keras"))
    return (WORDS[layer.word].format(list(range(1, dimensions + 1)) if not operation.vector else "None"),)


def _known(channels: object) -> Whole:
    if not isinstance(channels, (int, Parametric)):
        raise TypeError(f"channels that are not told: {channels!r}")
    return channels


def _window(operation: Operation) -> Mapping[str, str | None]:
    """The stride, the padding and the dilation of windows, as far as they are not the usual ones."""
    found = operation.windows
    strides, dilations = [each.stride for each in found], [each.dilation for each in found]
    if any(stride != 1 for stride in strides) and any(dilation != 1 for dilation in dilations):
        raise operation.refused(_english.NO_STRIDE_WITH_DILATION)
    return {
        "strides": None if all(stride == 1 for stride in strides) else alike(strides),
        "padding": '"same"' if _same(operation) else None,
        "dilation_rate": None if all(dilation == 1 for dilation in dilations) else alike(dilations),
    }


def _same(operation: Operation) -> bool:
    """Whether the padding is what Keras calls same, on every axis."""
    return all(each.counting is Counting.SAME or _keeps(each) for each in operation.windows) and any(
        each.extent != 1 or each.stride != 1 for each in operation.windows
    )


def _keeps(found: Windows) -> bool:
    """Whether windows of stride 1 keep the size as Keras' same does: the lesser half before."""
    whole = found.extent - 1
    half = whole // 2 if isinstance(whole, int) else quotient(whole, 2)
    return found.stride == 1 and found.before + found.after == whole and found.before == half


def _padded(operation: Operation) -> Sequence[str]:
    """The zeros that are put around before, where windows have a padding that Keras does not know."""
    margins = [(each.before, each.after) for each in operation.windows]
    return [] if _same(operation) or not any(map(any, margins)) else [_zeros(margins)]


def _zeros(margins: Sequence[tuple[Whole, Whole]]) -> str:
    return f"layers.ZeroPadding{len(margins)}D({_margins(margins)})"


def _margins(margins: Sequence[tuple[Whole, Whole]]) -> str:
    """What is padded or cropped on each axis, as Keras has it."""
    if len(set(margins)) == 1 and margins[0][0] == margins[0][1]:
        return code(margins[0][0])
    pairs = [tuple_of(pair) for pair in margins]
    return pairs[0] if len(pairs) == 1 else f"({', '.join(pairs)})"


def _convolution(operation: Operation, layer: Layer, dimensions: int) -> Sequence[str]:
    gives, kernel = _known(operation.gives), alike([each.kernel for each in operation.windows])
    window = _window(operation)
    groups = None if layer.groups is None else code(layer.groups)
    made = call(f"layers.Conv{dimensions}D", code(gives), kernel, **window, groups=groups, use_bias=_bias(layer))
    return [*_padded(operation), made]


def _depthwise(operation: Operation, layer: Layer, dimensions: int) -> Sequence[str]:
    strides = {each.stride for each in operation.windows}
    times = quotient(_known(operation.gives), _known(operation.received[0]))
    if dimensions == 3 or len(strides) > 1 or times is None:
        raise operation.refused(_english.NO_SUCH_DEPTHWISE)
    kernel = alike([each.kernel for each in operation.windows])
    window = {name: value for name, value in _window(operation).items() if value is not None}
    fixed = {"use_bias": "False", "depthwise_initializer": "binomial", "trainable": "False"}
    how = fixed if layer.kind is Kind.BLUR else {"use_bias": _bias(layer)}
    more = None if times == 1 else code(times)
    made = call(f"layers.DepthwiseConv{dimensions}D", kernel, **window, depth_multiplier=more, **how)
    return [*_padded(operation), made]


def _bias(layer: Layer) -> str | None:
    return None if layer.bias else "False"


def _pool(name: str) -> _Maker:
    def made(operation: Operation, _: Layer, dimensions: int) -> Sequence[str]:
        found = operation.windows
        if operation.rounds_up:
            raise operation.refused(_english.NO_ROUNDING_UP)
        if any(each.dilation != 1 for each in found):
            raise operation.refused(_english.no_dilated_pool("Keras"))
        kernels, strides = [each.kernel for each in found], [each.stride for each in found]
        same = '"same"' if _same(operation) else None
        made = call(
            f"layers.{name}{dimensions}D",
            alike(kernels),
            strides=None if kernels == strides else alike(strides),
            padding=same,
        )
        return [*_padded(operation), made]

    return made


def _transposed(operation: Operation, layer: Layer, dimensions: int) -> Sequence[str]:
    """Keras gives s*n + max(E-s, 0) where it pads nothing; what is beyond is cropped, or filled up."""
    if layer.groups is not None:
        raise operation.refused(_english.NO_GROUPS_TRANSPOSED)
    found = operation.windows
    window = dict(_window(operation)) | {"padding": None}
    kernel = alike([each.kernel for each in found])
    made = call(
        f"layers.Conv{dimensions}DTranspose", code(_known(operation.gives)), kernel, **window, use_bias=_bias(layer)
    )
    crops = [
        (each.before, each.after - each.extra + greatest(each.stride, each.extent) - each.extent) for each in found
    ]
    cut = [(before, after if at_least(after, 0) else 0) for before, after in crops]
    filled = [(0, 0 if at_least(after, 0) else -after) for _, after in crops]
    rest = [f"layers.Cropping{dimensions}D({_margins(cut)})"] if any(map(any, cut)) else []
    return [made, *rest, *([_zeros(filled)] if any(map(any, filled)) else [])]


def _margin(operation: Operation, _: Layer, dimensions: int) -> Sequence[str]:
    sides = [(each.before, each.after) for each in operation.windows]
    added = [(before if at_least(before, 0) else 0, after if at_least(after, 0) else 0) for before, after in sides]
    cut = [(0 if at_least(before, 0) else -before, 0 if at_least(after, 0) else -after) for before, after in sides]
    made = [_zeros(added)] if any(map(any, added)) else []
    if any(map(any, cut)):
        made.append(f"layers.Cropping{dimensions}D({_margins(cut)})")
    return made or [_zeros(added)]


def _cropped(operation: Operation, _: Layer, dimensions: int) -> Sequence[str]:
    """What is cut off is known where the input's size is."""
    if not operation.size:
        raise operation.refused(_english.wants_size("Keras"))
    cut = [(before - after) for before, after in zip(operation.sizes[0], operation.size, strict=True)]
    return [f"layers.Cropping{dimensions}D({_margins([(each // 2, each - each // 2) for each in cut])})"]


def _upsampled(operation: Operation, layer: Layer, dimensions: int) -> Sequence[str]:
    smooth = layer.kind is Kind.BILINEAR
    factors = [each for each in operation.factors if not isinstance(each, Ratio)]
    if len(factors) < dimensions:
        return _resized(operation, layer, dimensions)
    if smooth and dimensions != 2:
        raise operation.refused(_english.IN_A_PLANE)
    made = call(f"layers.UpSampling{dimensions}D", alike(factors), interpolation='"bilinear"' if smooth else None)
    return [made]


def _resized(operation: Operation, layer: Layer, dimensions: int) -> Sequence[str]:
    """A resize to a size, which is known where the input's is."""
    if dimensions != 2:
        raise operation.refused(_english.IN_A_PLANE)
    size = [each.kernel for each in operation.windows] or operation.size
    if not size:
        raise operation.refused(_english.wants_size("Keras"))
    mode = "bilinear" if layer.kind in (Kind.BILINEAR, Kind.FIT_BILINEAR) else "nearest"
    return [call("layers.Resizing", *map(code, size), interpolation=f'"{mode}"')]


def _view(operation: Operation, _: Layer, __: int) -> Sequence[str]:
    shape = [each.kernel for each in operation.windows]
    return [call("layers.Reshape", tuple_of([*shape, _known(operation.gives)]))]


def _taken(operation: Operation, _: Layer, __: int) -> Sequence[str]:
    return [f"{{}}[..., {slice_of(operation.offset, operation.until)}]"]


def _dense(operation: Operation, layer: Layer, _: int) -> Sequence[str]:
    if operation.features is None:
        raise operation.refused(_english.wants_size("Keras"))
    made = call("layers.Dense", code(layer.sizes[0]), use_bias=_bias(layer))
    return [made] if operation.vector else ["layers.Flatten()", made]


_Maker = Callable[[Operation, Layer, int], Sequence[str]]
_MADE: Mapping[Kind, _Maker] = {
    Kind.CONVOLUTION: _convolution,
    Kind.DEPTHWISE: _depthwise,
    Kind.BLUR: _depthwise,
    Kind.TRANSPOSED: _transposed,
    Kind.MAX_POOL: _pool("MaxPooling"),
    Kind.AVERAGE_POOL: _pool("AveragePooling"),
    Kind.PAD: _margin,
    Kind.CROP: _cropped,
    Kind.NEAREST: _upsampled,
    Kind.BILINEAR: _upsampled,
    Kind.FIT: _resized,
    Kind.FIT_BILINEAR: _resized,
    Kind.VIEW: _view,
    Kind.TAKE: _taken,
    Kind.OPAQUE: lambda operation, *_: [operation.name],
    Kind.MIX: lambda operation, *_: [operation.name],
    Kind.GLOBAL_AVERAGE: lambda _, __, dimensions: [f"layers.GlobalAveragePooling{dimensions}D(keepdims=True)"],
    Kind.GLOBAL_MAX: lambda _, __, dimensions: [f"layers.GlobalMaxPooling{dimensions}D(keepdims=True)"],
    Kind.ADAPTIVE: lambda operation, _, dimensions: [
        f"layers.AdaptiveAveragePooling{dimensions}D({alike([each.kernel for each in operation.windows])})"
    ],
    Kind.RESIZE: _resized,
    Kind.FLATTEN: lambda *_: ["layers.Flatten()"],
    Kind.DENSE: _dense,
    Kind.PASS: _word,
}
"""The layers of a layer, by its kind."""
