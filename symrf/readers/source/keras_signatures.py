"""The arguments of Keras's layers in their order, as data: what is given without a name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

__all__ = ["configured"]

_CONV = ("filters", "kernel_size", "strides", "padding", "data_format", "dilation_rate", "activation")
_POOL = ("pool_size", "strides", "padding")

_POSITIONAL: Mapping[str, Sequence[str]] = {
    "Conv#D": _CONV,
    "Convolution#D": _CONV,
    "SeparableConv#D": _CONV,
    "Conv#DTranspose": ("filters", "kernel_size", "strides", "padding", "output_padding"),
    "DepthwiseConv#D": ("kernel_size", "strides", "padding", "depth_multiplier"),
    "MaxPooling#D": _POOL,
    "MaxPool#D": _POOL,
    "AveragePooling#D": _POOL,
    "AvgPool#D": _POOL,
    "UpSampling#D": ("size", "data_format", "interpolation"),
    "AdaptiveAveragePooling#D": ("output_size",),
    "Resizing": ("height", "width", "interpolation"),
    "GroupNormalization": ("groups",),
    "ZeroPadding#D": ("padding",),
    "Cropping#D": ("cropping",),
    "Dense": ("units", "activation", "use_bias"),
    "Activation": ("activation",),
    "Reshape": ("target_shape",),
    "LSTM": ("units",),
    "GRU": ("units",),
    "SimpleRNN": ("units",),
    "Concatenate": ("axis",),
    "InputLayer": ("input_shape",),
    "Input": ("shape", "batch_size"),
    "Dropout": ("rate",),
    "Embedding": ("input_dim", "output_dim"),
    "Permute": ("dims",),
    "Lambda": ("function",),
    "TimeDistributed": ("layer",),
    "Bidirectional": ("layer",),
}
_OLD = {
    "Convolution2D": ("nb_filter", "nb_row", "nb_col", "init", "activation"),
    "Conv2D": ("nb_filter", "nb_row", "nb_col", "init", "activation"),
    "Deconvolution2D": ("nb_filter", "nb_row", "nb_col", "output_shape"),
    "AtrousConvolution2D": ("nb_filter", "nb_row", "nb_col", "init", "activation"),
    "SeparableConvolution2D": ("nb_filter", "nb_row", "nb_col", "init", "activation"),
    "Convolution1D": ("nb_filter", "filter_length"),
}


def configured(name: str, given: Sequence[object], named: Mapping[str, object], old: bool) -> dict[str | int, object]:
    """The arguments of a layer by their names; `old` says that the program is for Keras 1.

    >>> configured("Conv2D", (32, 3), {"padding": "same"}, False)
    {'filters': 32, 'kernel_size': 3, 'padding': 'same'}
    >>> configured("Convolution2D", (32, 5, 3), {}, True)
    {'nb_filter': 32, 'nb_row': 5, 'nb_col': 3}
    """
    rows = len(given) > 2 and all(isinstance(each, int) for each in given[1:3])
    words = _OLD[name] if name in _OLD and ((old and rows) or name not in ("Convolution2D", "Conv2D")) else None
    if words is None and name == "Convolution2D" and rows:
        words = _OLD[name]
    found = words or _POSITIONAL.get(re.sub(r"[123](?=D)", "#", name), ())
    configured: dict[str | int, object] = dict(zip(found, given, strict=False))
    return configured | dict(named.items())
