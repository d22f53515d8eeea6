"""What the layers that tables print do, by the names of their classes in Keras and PyTorch."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum, auto

from symrf.networks.notation.architecture import Join
from symrf.readers.keras_layers import AUGMENTING

__all__ = ["JOINS", "WEIGHTLESS", "Doing", "axes_of", "doing", "whole_class", "word_of"]


class Doing(Enum):
    """What a layer does, as far as its row must say more."""

    INPUT = auto()
    CONVOLUTION = auto()
    DEPTHWISE = auto()
    SEPARABLE = auto()
    TRANSPOSED = auto()
    MAX_POOL = auto()
    AVERAGE_POOL = auto()
    GLOBAL_AVERAGE = auto()
    GLOBAL_MAX = auto()
    ADAPTIVE = auto()
    PAD = auto()
    CROP = auto()
    UPSAMPLE = auto()
    SHUFFLE = auto()
    FLATTEN = auto()
    DENSE = auto()
    EMBEDDING = auto()
    WORD = auto()
    JOIN = auto()
    RESHAPE = auto()
    RECURRENT = auto()
    UNTOLD = auto()  # what the notation has no layer for
    UNKNOWN = auto()


WEIGHTLESS = frozenset(
    {
        *(Doing.MAX_POOL, Doing.AVERAGE_POOL, Doing.GLOBAL_AVERAGE, Doing.GLOBAL_MAX, Doing.ADAPTIVE, Doing.PAD),
        *(Doing.CROP, Doing.UPSAMPLE, Doing.SHUFFLE, Doing.FLATTEN, Doing.JOIN, Doing.RESHAPE),
    }
)
"""What has no parameters."""
_WORDS = {
    **dict.fromkeys(("BatchNormalization", "BatchNormalizationV1", "SyncBatchNormalization", "SyncBatchNorm"), "bn"),
    **dict.fromkeys(("BatchNorm", "FrozenBatchNorm", "LazyBatchNorm", "BatchNormalizationV2"), "bn"),
    **dict.fromkeys(("LayerNormalization", "LayerNorm"), "ln"),
    **dict.fromkeys(("GroupNormalization", "GroupNorm"), "gn"),
    **dict.fromkeys(("LocalResponseNorm", "LRN"), "lrn"),
    **dict.fromkeys(("Dropout", "SpatialDropout", "AlphaDropout", "FeatureAlphaDropout", "DropPath"), "drop"),
    **dict.fromkeys(("GaussianDropout", "StochasticDepth"), "drop"),
    "GaussianNoise": "noise",
    **{name: name.lower() for name in ("ReLU", "ReLU6", "PReLU", "ELU", "SELU", "GELU", "SiLU", "Swish", "Mish")},
    **{name: name.lower() for name in ("Sigmoid", "Tanh", "Softmax", "LogSoftmax", "Softmin", "Softplus", "Softsign")},
    **{name: name.lower() for name in ("RReLU", "CELU", "LogSigmoid", "Hardtanh", "Threshold", "Hardshrink")},
    "LeakyReLU": "lrelu",
    "Hardswish": "hswish",
    "Hardsigmoid": "hsigmoid",
    "InstanceNorm": "inorm",
    "RMSNorm": "rmsnorm",
    "ThresholdedReLU": "threshold",
    **dict.fromkeys(
        ("Identity", "Activation", "ActivityRegularization", "Rescaling", "Normalization", "Masking"), "id"
    ),
    **dict.fromkeys(AUGMENTING, "id"),
}
_DIMENSIONAL = {
    **dict.fromkeys(("Conv", "Convolution", "AtrousConvolution", "LazyConv"), Doing.CONVOLUTION),
    **dict.fromkeys(("DepthwiseConv", "DepthwiseConvolution"), Doing.DEPTHWISE),
    **dict.fromkeys(("SeparableConv", "SeparableConvolution"), Doing.SEPARABLE),
    **dict.fromkeys(("ConvTranspose", "Deconvolution", "LazyConvTranspose"), Doing.TRANSPOSED),
    **dict.fromkeys(("MaxPooling", "MaxPool"), Doing.MAX_POOL),
    **dict.fromkeys(("AveragePooling", "AvgPool"), Doing.AVERAGE_POOL),
    **dict.fromkeys(("GlobalAveragePooling", "GlobalAvgPool"), Doing.GLOBAL_AVERAGE),
    **dict.fromkeys(("GlobalMaxPooling", "GlobalMaxPool"), Doing.GLOBAL_MAX),
    **dict.fromkeys(("AdaptiveAvgPool", "AdaptiveMaxPool"), Doing.ADAPTIVE),
    **dict.fromkeys(("ZeroPadding", "ZeroPad", "ReflectionPad", "ReplicationPad", "ConstantPad"), Doing.PAD),
    "Cropping": Doing.CROP,
    **dict.fromkeys(("UpSampling", "UpsamplingNearest", "UpsamplingBilinear"), Doing.UPSAMPLE),
}
_PLAIN = {
    **dict.fromkeys(("InputLayer", "Input"), Doing.INPUT),
    "Upsample": Doing.UPSAMPLE,
    "PixelShuffle": Doing.SHUFFLE,
    "Flatten": Doing.FLATTEN,
    **dict.fromkeys(("Dense", "Linear", "LazyLinear", "NonDynamicallyQuantizableLinear"), Doing.DENSE),
    "Embedding": Doing.EMBEDDING,
    "Reshape": Doing.RESHAPE,
    **dict.fromkeys(("Permute", "RepeatVector", "Dot", "CTCLayer", "Unflatten", "Fold", "Unfold"), Doing.UNTOLD),
    **dict.fromkeys(_WORDS, Doing.WORD),
}
JOINS: Mapping[str, Join] = {
    **dict.fromkeys(("Add", "Subtract", "Average", "Maximum", "Minimum"), Join.ADD),
    "Concatenate": Join.CONCATENATE,
    "Multiply": Join.GATE,
}
"""How layers with several sources join them; Keras 1 has Merge for all."""
_RECURRENT = re.compile(r"(?:CuDNN)?(?:LSTM|GRU)|SimpleRNN|RNN|Bidirectional")
_UNTOLD = re.compile(r"(?:.*(?:LSTM|GRU|RNN|Attention|Transformer)|TimeDistribut)\w*")
_DIMENSION = re.compile(r"([A-Za-z]+?)([123])[dD](Transpose)?")


def axes_of(kind: str) -> int | None:
    """How many axes the name of a class says that its image has.

    >>> axes_of("Conv1d"), axes_of("Dense")
    (1, None)
    """
    match = _DIMENSION.fullmatch(kind)
    return None if match is None else int(match[2])


def doing(kind: str) -> Doing:
    """What a class does.

    >>> doing("ConvTranspose2d").name, doing("Conv2DTranspose").name, doing("ReflectionPad2d").name
    ('TRANSPOSED', 'TRANSPOSED', 'PAD')
    """
    match = _DIMENSION.fullmatch(kind)
    base = kind if match is None else match[1] + (match[3] or "")
    if match is not None and base in _DIMENSIONAL:
        return _DIMENSIONAL[base]
    if kind in JOINS or kind == "Merge":
        return Doing.JOIN
    if _RECURRENT.fullmatch(kind):
        return Doing.RECURRENT
    if _UNTOLD.fullmatch(kind):
        return Doing.UNTOLD
    return _PLAIN.get(base, Doing.UNKNOWN)


def word_of(kind: str) -> str:
    """The word of a layer that keeps the size."""
    match = _DIMENSION.fullmatch(kind)
    return _WORDS[kind if match is None else match[1]]


_NAMES = (
    *_PLAIN,
    *JOINS,
    *(f"{base}{axes}D" for base in _DIMENSIONAL if not base.endswith("Transpose") for axes in (1, 2, 3)),
    *(f"Conv{axes}DTranspose" for axes in (1, 2, 3)),
    *(f"SpatialDropout{axes}D" for axes in (1, 2, 3)),
)


def whole_class(cut: str, name: str) -> str:
    """The class of a name that its column cut off, such as MaxPooling2; the layer's own name says which of several.

    >>> whole_class("Conv2D", "conv2d_transpose_1"), whole_class("MaxPooling2", "pool")
    ('Conv2DTranspose', 'MaxPooling2D')
    """
    found = sorted((each for each in _NAMES if each.startswith(cut)), key=len)
    plain = re.sub(r"_\d+$", "", name).replace("_", "").lower()
    return next((each for each in found if each.lower() == plain), found[0] if found else cut)
