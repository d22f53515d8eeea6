"""What each section of a cfg does, as layers of the notation with everything written out."""

from __future__ import annotations

from collections.abc import Mapping

from symrf.networks.notation.architecture import Layer, Rounding, Sides
from symrf.networks.notation.kinds import Kind
from symrf.readers.darknet import _english
from symrf.readers.darknet.sections import Section

__all__ = ["ACTIVATIONS", "WORDS", "activation", "convolution", "dense", "given", "pool"]

ACTIVATIONS: Mapping[str, str] = {
    "leaky": "lrelu",
    "relie": "lrelu",
    "logistic": "sigmoid",
    "hardtan": "hardtanh",
    "lhtan": "hardtanh",
    "norm_chan": "softmax",
    "norm_chan_softmax": "softmax",
    "norm_chan_softmax_maxval": "softmax",
    "hard_mish": "mish",
    **{word: word for word in ("relu", "relu6", "elu", "selu", "gelu", "swish", "mish", "tanh")},
}
"""The words for darknet's activations; what has none keeps the size, too."""

WORDS: Mapping[str, str] = {
    "dropout": "drop",
    "softmax": "softmax",
    "soft": "softmax",
    "batchnorm": "bn",
    "normalization": "lrn",
    "lrn": "lrn",
    "l2norm": "l2norm",
    "logistic": "sigmoid",
    **dict.fromkeys(("cost", "contrastive", "empty", "iseg"), "id"),
    **dict.fromkeys(("yolo", "region", "detection", "gaussian_yolo"), "id"),
}
"""Sections that keep the size, and the word for each."""


def activation(section: Section, default: str) -> list[Layer]:
    """The activation behind a layer: none where it is linear."""
    name = section.text("activation", default).strip().lower()
    return [] if name in ("linear", "") else [Layer(Kind.PASS, word=ACTIVATIONS.get(name, "id"))]


def _strides(section: Section) -> tuple[int, ...]:
    """The stride of rows and of columns."""
    stride = section.integer("stride", 1, 1)
    down, right = (section.integer(f"stride_{each}", stride, 1) for each in "yx")
    return (down,) if down == right else (down, right)


def _followed(section: Section, layer: Layer) -> list[Layer]:
    """A layer with its batch norm and its activation."""
    normal = [Layer(Kind.PASS, word="bn")] if section.integer("batch_normalize", 0) else []
    return [layer, *normal, *activation(section, "logistic")]


def convolution(section: Section) -> list[Layer]:
    """A convolution, plain, transposed or local: pad=1 is half of the size, padding=… so many pixels."""
    size = section.integer("size", 1, 1)
    dilation = section.integer("dilation", 1, 1) if size > 1 else 1
    padding = size // 2 * dilation if section.integer("pad", 0) else section.integer("padding", 0, 0)
    groups = section.integer("groups", 1, 1)
    layer = Layer(
        Kind.TRANSPOSED if section.name in ("deconvolutional", "deconv") else Kind.CONVOLUTION,
        (size,),
        _strides(section),
        (Sides(padding, padding),),
        None if dilation == 1 else (dilation,),
        groups=None if groups == 1 else groups,
        channels=section.integer("filters", 1, 1),
        bias=not section.integer("batch_normalize", 0),
    )
    return _followed(section, layer)


def pool(section: Section) -> list[Layer]:
    """A pool, which pads its size less 1 in all where it does not say, the lesser half before."""
    if section.integer("maxpool_depth", 0):
        raise section.refusal(_english.DEEP_POOL, "maxpool_depth")
    strides = _strides(section)
    size = section.integer("size", section.integer("stride", 1, 1), 1)
    padding = section.integer("padding", size - 1, 0)
    kind = Kind.MAX_POOL if section.name in ("maxpool", "max") else Kind.AVERAGE_POOL
    sides = Sides(padding // 2, padding - padding // 2)
    return [Layer(kind, (size,), strides, (sides,), rounding=Rounding.FLOOR)]


def dense(section: Section) -> list[Layer]:
    """A dense layer."""
    units = section.integer("output", 1, 1)
    return _followed(section, Layer(Kind.DENSE, (units,), bias=not section.integer("batch_normalize", 0)))


def given(layer: Layer, received: int | None) -> int | None:
    """The channels behind a layer."""
    factor = int(str(layer.sizes[0])) ** 2 if layer.kind in (Kind.SHUFFLE, Kind.UNSHUFFLE) else 1
    match layer.kind:
        case Kind.DENSE | Kind.TAKE:
            return int(str(layer.sizes[0]))
        case Kind.FLATTEN:
            return None
        case Kind.SHUFFLE:
            return None if received is None else received // factor
        case Kind.UNSHUFFLE:
            return None if received is None else received * factor
    return layer.channels if isinstance(layer.channels, int) else received
