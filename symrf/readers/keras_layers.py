"""What each layer of Keras is in the notation, by its class and its configuration, of Keras 1, 2 and 3."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from symrf.networks.notation.architecture import Join, Layer, PaddingRule, Rounding, Sides, Value
from symrf.networks.notation.kinds import Kind
from symrf.readers.keras_arguments import CLASS, Arguments, Config, axes_of, current

__all__ = ["AUGMENTING", "Config", "activation", "axes_of", "joined", "layer", "opaque", "recurrent"]

_OLD_CLASSES = {
    "Convolution": "Conv",
    "AtrousConvolution": "Conv",
    "SeparableConvolution": "SeparableConv",
    "DepthwiseConvolution": "DepthwiseConv",
    "MaxPool": "MaxPooling",
    "AvgPool": "AveragePooling",
    "GlobalMaxPool": "GlobalMaxPooling",
    "GlobalAvgPool": "GlobalAveragePooling",
}
_ACTIVATIONS = {
    **{word: word for word in ("relu", "relu6", "elu", "selu", "gelu", "silu", "swish", "mish")},
    **{word: word for word in ("sigmoid", "tanh", "softmax", "softplus")},
    "leaky_relu": "lrelu",
    "hard_sigmoid": "hsigmoid",
    "hard_silu": "hswish",
    "hard_swish": "hswish",
    "log_softmax": "logsoftmax",
    "softsign": "softsign",
    "exponential": "exp",
    "celu": "celu",
    "linear": "",
}
AUGMENTING = (
    *("RandomFlip", "RandomRotation", "RandomZoom", "RandomTranslation", "RandomContrast", "RandomBrightness"),
    *("RandomHeight", "RandomWidth"),
)
"""The layers that change images while a network is trained, and do nothing afterwards."""
_WORDS = {
    **dict.fromkeys(("BatchNormalization", "BatchNormalizationV1", "SyncBatchNormalization"), "bn"),
    "LayerNormalization": "ln",
    "LRN": "lrn",
    **dict.fromkeys(("Dropout", "SpatialDropout", "AlphaDropout", "GaussianDropout"), "drop"),
    "GaussianNoise": "noise",
    "ReLU": "relu",
    "LeakyReLU": "lrelu",
    "PReLU": "prelu",
    "ELU": "elu",
    "Softmax": "softmax",
    **dict.fromkeys(("Identity", "InputLayer", "Input", "ActivityRegularization", "Rescaling", "Masking"), "id"),
    "Normalization": "id",
    **dict.fromkeys(AUGMENTING, "id"),
    "ThresholdedReLU": "threshold",
    "UnitNormalization": "l2norm",
}
_JOINS = {
    **dict.fromkeys(("Add", "Subtract", "Average", "Maximum", "Minimum"), Join.ADD),
    **dict.fromkeys(("add", "sum", "ave", "max", "subtract", "average", "maximum", "minimum"), Join.ADD),
    **dict.fromkeys(("Concatenate", "concatenate", "concat"), Join.CONCATENATE),
    **dict.fromkeys(("Multiply", "multiply", "mul"), Join.GATE),
}


def layer(
    name: str, config: Config, *, axes: int | None = None, channels: Value | None = None
) -> tuple[Layer, ...] | None:
    """What a Keras layer of that class is, its activation included; None for a class that is not known.

    `axes` are those of the image that it reads, 0 for a vector (a dense layer on an image is a convolution with kernel
    1), `channels` those that it reads, where they are known. A ValueError says which argument does not fit.

    >>> [each.text for each in layer("Conv2D", {"filters": 8, "kernel_size": [3, 3], "activation": "relu"})]
    ['c3-8', 'relu']
    >>> [each.text for each in layer("Convolution2D", {"nb_filter": 8, "nb_row": 3, "nb_col": 5})]
    ['c3x5-8']
    """
    given = Arguments(name, current(config), axes, channels)
    match = CLASS.fullmatch(name)
    base = name if match is None else _OLD_CLASSES.get(match[1], match[1]) + (match[3] or "")
    if base in _WORDS:
        return () if _WORDS[base] == "id" else (Layer(Kind.PASS, word=_WORDS[base]),)
    make = _MAKERS.get("ConvTranspose" if base == "Deconvolution" else base)
    if make is None or (match is None) != (base in _PLAIN):
        return None
    return *make(given), *activation(given.config.get("activation") if base not in _POOLS else None)


def joined(name: str, config: Config) -> Join | None:
    """How a layer of that class joins what it reads: Add, Concatenate, or Merge with its mode; None for others.

    >>> joined("Merge", {"mode": "concat"})
    <Join.CONCATENATE: '|'>
    """
    return _JOINS.get(str(config.get("mode", "sum"))) if name == "Merge" else _JOINS.get(name)


def activation(given: object) -> tuple[Layer, ...]:
    """The layer of an activation, as a name or as Keras serialises one; none for a linear one.

    >>> activation({"class_name": "ReLU", "config": {}})[0].text
    'relu'
    """
    if isinstance(given, Mapping):
        inner = given.get("config")
        given = inner if isinstance(inner, str) else given.get("class_name")
    if given is None or given == "":
        return ()
    if not isinstance(given, str):
        raise ValueError("its activation is not a name")
    word = _ACTIVATIONS.get(given, _ACTIVATIONS.get(given.lower(), _WORDS.get(given)))
    if word is None:
        return (opaque(given),)
    return (Layer(Kind.PASS, word=word),) if word else ()


def opaque(name: str, channels: Value | None = None) -> Layer:
    """A layer that is not looked into, by the letters of its name.

    >>> opaque("CustomObjects>my_act2").text
    '~customobjectsmyact'
    """
    return Layer(
        Kind.OPAQUE, word="".join(filter(str.isascii, filter(str.isalpha, name.lower()))) or "x", channels=channels
    )


def recurrent(name: str, config: Config) -> tuple[Layer, ...] | None:
    """What a recurrent layer is: it reads all steps, and gives as many, or one vector; None for other layers.

    >>> [each.text for each in recurrent("LSTM", {"units": 8, "return_sequences": True})]
    ['mix', '~lstm-8']
    """
    units, times = config.get("units", config.get("output_dim")), 1
    if name == "Bidirectional" and isinstance(inner := config.get("layer"), Mapping):
        times = 2 if config.get("merge_mode", "concat") == "concat" else 1
        name, config = str(inner.get("class_name")), inner.get("config", {})
        units = config.get("units") if isinstance(config, Mapping) else None
    if name not in _RECURRENT or not isinstance(units, int) or config.get("return_state"):
        return None
    first = Layer(Kind.MIX) if config.get("return_sequences") else Layer(Kind.GLOBAL_AVERAGE)
    return first, opaque(name, units * times)


def _conv(given: Arguments) -> tuple[Layer, ...]:
    kernel, stride, dilation = given.windows
    groups = given.config.get("groups", 1)
    return (
        Layer(
            *(Kind.CONVOLUTION, kernel, stride, given.rule, dilation),
            groups=None if groups in (1, None) else given.number("groups"),
            channels=given.number("filters"),
            bias=given.flag("use_bias"),
        ),
    )


def _depthwise(given: Arguments) -> tuple[Layer, ...]:
    kernel, stride, dilation = given.windows
    channels, bias = given.multiplied(), given.flag("use_bias")
    if channels is None and not bias and not given.flag("trainable"):
        return (Layer(Kind.BLUR, kernel, stride, given.rule, dilation),)
    return (Layer(Kind.DEPTHWISE, kernel, stride, given.rule, dilation, channels=channels, bias=bias),)


def _separable(given: Arguments) -> tuple[Layer, ...]:
    kernel, stride, dilation = given.windows
    first = Layer(Kind.DEPTHWISE, kernel, stride, given.rule, dilation, channels=given.multiplied(), bias=False)
    second = Layer(Kind.CONVOLUTION, (1,), channels=given.number("filters"), bias=given.flag("use_bias"))
    return first, second


def _transposed(given: Arguments) -> tuple[Layer, ...]:
    kernel, stride, dilation = given.windows
    extra = None if given.config.get("output_padding") is None else given.numbers("output_padding")
    return (
        Layer(
            *(Kind.TRANSPOSED, kernel, stride, given.rule, dilation, extra),
            channels=given.number("filters"),
            bias=given.flag("use_bias"),
        ),
    )


def _pool(kind: Kind) -> Callable[[Arguments], tuple[Layer, ...]]:
    def made(given: Arguments) -> tuple[Layer, ...]:
        size = given.numbers("pool_size", 2)
        stride = size if given.config.get("strides") is None else given.numbers("strides")
        if given.rule is PaddingRule.SAME:
            return (Layer(kind, size, stride, given.rule),)
        return (Layer(kind, size, stride, (Sides(0, 0),), rounding=Rounding.FLOOR),)

    return made


def _whole_pool(kind: Kind) -> Callable[[Arguments], tuple[Layer, ...]]:
    return lambda _given: (Layer(kind),)


def _shared_pool(given: Arguments) -> tuple[Layer, ...]:
    return (Layer(Kind.ADAPTIVE, given.numbers("output_size")),)


def _resized(given: Arguments) -> tuple[Layer, ...]:
    size = given.number("height"), given.number("width")
    return (Layer(Kind.RESIZE, size[:1] if size[0] == size[1] else size),)


def _groups(given: Arguments) -> tuple[Layer, ...]:
    """A group for all channels, one for each, or something in between."""
    word = {1: "lnorm", -1: "inorm"}.get(given.config.get("groups", 32), "gn")  # type: ignore[call-overload]
    return (Layer(Kind.PASS, word=word),)


def _padded(given: Arguments) -> tuple[Layer, ...]:
    return (Layer(Kind.PAD, padding=given.margins("padding", 1)),)


def _cropped(given: Arguments) -> tuple[Layer, ...]:
    sides = given.margins("cropping", 1 if given.own_axes == 1 else 0)
    return (Layer(Kind.PAD, padding=tuple(Sides(_less(each.before), _less(each.after)) for each in sides)),)


def _upsampled(given: Arguments) -> tuple[Layer, ...]:
    how = given.config.get("interpolation", "nearest")
    if how not in ("nearest", "bilinear"):
        raise ValueError(f"interpolation is {how}, not nearest or bilinear")
    return (Layer(Kind.NEAREST if how == "nearest" else Kind.BILINEAR, given.numbers("size", 2)),)


def _dense(given: Arguments) -> tuple[Layer, ...]:
    units, bias = given.number("units"), given.flag("use_bias")
    if given.axes:
        return (Layer(Kind.CONVOLUTION, (1,), channels=units, bias=bias),)
    return (Layer(Kind.DENSE, (units,), bias=bias),)


def _reshaped(given: Arguments) -> tuple[Layer, ...]:
    target = given.config.get("target_shape", given.config.get("dims"))
    if isinstance(target, Sequence) and len(target) == 1:
        return (Layer(Kind.FLATTEN),)
    if given.axes == 0 and isinstance(target, Sequence) and all(isinstance(each, int) for each in target):
        *size, channels = target
        if set(size) == {1}:
            return ()
        if min(target) > 0:
            return (Layer(Kind.VIEW, tuple(size), channels=channels),)
    raise ValueError("it folds the axes of an image in a way for which the notation has no layer")


def _less(value: Value) -> int:
    return -value if isinstance(value, int) else 0


_RECURRENT = {"LSTM", "GRU", "SimpleRNN", "CuDNNLSTM", "CuDNNGRU"}
_PLAIN = {"Dense", "Flatten", "Activation", "Reshape", "Resizing", "GroupNormalization"}
_POOLS = {"MaxPooling", "AveragePooling"}
_MAKERS: Mapping[str, Callable[[Arguments], tuple[Layer, ...]]] = {
    "Conv": _conv,
    "DepthwiseConv": _depthwise,
    "SeparableConv": _separable,
    "ConvTranspose": _transposed,
    "MaxPooling": _pool(Kind.MAX_POOL),
    "AveragePooling": _pool(Kind.AVERAGE_POOL),
    "GlobalMaxPooling": _whole_pool(Kind.GLOBAL_MAX),
    "GlobalAveragePooling": _whole_pool(Kind.GLOBAL_AVERAGE),
    "AdaptiveAveragePooling": _shared_pool,
    "GroupNormalization": _groups,
    "Resizing": _resized,
    "ZeroPadding": _padded,
    "Cropping": _cropped,
    "UpSampling": _upsampled,
    "Dense": _dense,
    "Flatten": lambda _given: (Layer(Kind.FLATTEN),),
    "Activation": lambda _given: (),
    "Reshape": _reshaped,
}
