"""The signatures of PyTorch's modules, as data: the family of each, and its arguments with what they are by default."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

__all__ = ["FUNCTIONS", "LAZY", "SIGNATURES", "WORDS"]

NEEDED = ...  # an argument without a default

Signature = tuple[str, Mapping[str, object]]


def _each(family: str, names: str, /, **arguments: object) -> dict[str, Signature]:
    """The same signature for several names; a `#` in a name stands for 1, 2 and 3."""
    return dict.fromkeys(_names(names.split()), (family, arguments))


def _names(patterns: Iterable[str]) -> list[str]:
    return [each.replace("#", n) for each in patterns for n in ("123" if "#" in each else " ")]


_IN_OUT: dict[str, object] = {"in_channels": NEEDED, "out_channels": NEEDED, "kernel_size": NEEDED}
_WINDOW: dict[str, object] = {"stride": 1, "padding": 0}

_NORM: dict[str, object] = {"eps": 1e-5, "momentum": 0.1, "affine": True, "track_running_stats": True}

SIGNATURES: Mapping[str, Signature] = {
    **_each("convolution", "Conv#d", **_IN_OUT, **_WINDOW, dilation=1, groups=1, bias=True, padding_mode="zeros"),
    **_each(
        *("transposed", "ConvTranspose#d"), **_IN_OUT, **_WINDOW, output_padding=0, groups=1, bias=True, dilation=1
    ),
    **_each(
        *("convolution", "LazyConv#d"),
        **{"out_channels": NEEDED, "kernel_size": NEEDED, **_WINDOW},
        dilation=1,
        groups=1,
        bias=True,
        padding_mode="zeros",
        in_channels=None,
    ),
    **_each(
        *("transposed", "LazyConvTranspose#d"),
        **{"out_channels": NEEDED, "kernel_size": NEEDED, **_WINDOW, "output_padding": 0, "groups": 1, "bias": True},
        dilation=1,
        in_channels=None,
    ),
    **_each(
        "pool",
        "MaxPool#d",
        kernel_size=NEEDED,
        stride=None,
        padding=0,
        dilation=1,
        return_indices=False,
        ceil_mode=False,
    ),
    **_each(
        *("pool", "AvgPool#d"),
        kernel_size=NEEDED,
        stride=None,
        padding=0,
        ceil_mode=False,
        count_include_pad=True,
        divisor_override=None,
    ),
    **_each("pool", "LPPool#d", norm_type=NEEDED, kernel_size=NEEDED, stride=None, ceil_mode=False),
    **_each("adaptive", "AdaptiveAvgPool#d", output_size=NEEDED),
    **_each("adaptive", "AdaptiveMaxPool#d", output_size=NEEDED, return_indices=False),
    **_each("upsample", "Upsample", size=None, scale_factor=None, mode="nearest", align_corners=None),
    **_each("upsample", "UpsamplingNearest2d", size=None, scale_factor=None, mode="nearest"),
    **_each("upsample", "UpsamplingBilinear2d", size=None, scale_factor=None, mode="bilinear"),
    **_each("shuffle", "PixelShuffle PixelUnshuffle", factor=NEEDED),
    **_each("pad", "ZeroPad#d ReflectionPad#d ReplicationPad#d CircularPad#d", padding=NEEDED),
    **_each("pad", "ConstantPad#d", padding=NEEDED, value=0),
    **_each("linear", "Linear", in_features=NEEDED, out_features=NEEDED, bias=True),
    **_each("linear", "LazyLinear", out_features=NEEDED, bias=True),
    **_each("flatten", "Flatten", start_dim=1, end_dim=-1),
    **_each("unflatten", "Unflatten", dim=NEEDED, unflattened_size=NEEDED),
    **_each(
        *("recurrent", "LSTM GRU RNN"),
        input_size=NEEDED,
        hidden_size=NEEDED,
        num_layers=1,
        bias=True,
        batch_first=False,
        dropout=0.0,
        bidirectional=False,
        proj_size=0,
        nonlinearity="tanh",
    ),
    **_each("attention", "MultiheadAttention", embed_dim=NEEDED, num_heads=NEEDED),
    **_each("attention", "TransformerEncoderLayer", d_model=NEEDED, nhead=NEEDED),
    **_each("attention", "TransformerEncoder", encoder_layer=NEEDED, num_layers=NEEDED),
    **_each("word", "BatchNorm# BatchNorm#d SyncBatchNorm FrozenBatchNorm2d", num_features=NEEDED, **_NORM),
    **_each("word", "InstanceNorm#d", num_features=NEEDED, **_NORM),
    **_each("nothing", "Identity"),
    **_each("refused", "GLU", dim=-1),
    **_each(
        *("block", "Conv2dNormActivation ConvNormActivation"),
        in_channels=NEEDED,
        out_channels=NEEDED,
        kernel_size=3,
        stride=1,
        padding=None,
        groups=1,
        norm_layer="bn",
        activation_layer="relu",
        dilation=1,
        inplace=True,
        bias=None,
    ),
    **_each(
        "refused", "Unfold Fold MaxUnpool#d FractionalMaxPool2d FractionalMaxPool3d Bilinear Embedding EmbeddingBag"
    ),
    **_each("refused", "LSTMCell GRUCell RNNCell Transformer TransformerDecoder TransformerDecoderLayer"),
}

LAZY = frozenset({"LazyLinear", *_names(["LazyConv#d", "LazyConvTranspose#d"])})
"""Modules that do not say what they receive."""

WORDS: Mapping[str, str] = {
    "ReLU": "relu",
    "ReLU6": "relu6",
    "LeakyReLU": "lrelu",
    "RReLU": "rrelu",
    "PReLU": "prelu",
    "ELU": "elu",
    "CELU": "celu",
    "SELU": "selu",
    "GELU": "gelu",
    "SiLU": "silu",
    "Swish": "swish",
    "Hardswish": "hswish",
    "Mish": "mish",
    "Sigmoid": "sigmoid",
    "LogSigmoid": "logsigmoid",
    "Hardsigmoid": "hsigmoid",
    "Tanh": "tanh",
    "Hardtanh": "hardtanh",
    "Softplus": "softplus",
    "Softsign": "softsign",
    "Threshold": "threshold",
    "Hardshrink": "hardshrink",
    "Softshrink": "softshrink",
    "Tanhshrink": "tanhshrink",
    "Softmax": "softmax",
    "Softmax2d": "softmax",
    "Softmin": "softmin",
    "LogSoftmax": "logsoftmax",
    "LocalResponseNorm": "lrn",
    **dict.fromkeys(("LayerNorm", "LayerNorm2d", "LayerNormChannel", "GRN"), "ln"),
    "Abs": "abs",
    "Exp": "exp",
    "Sqrt": "sqrt",
    "Square": "square",
    "Clip": "clip",
    "Normalize": "l2norm",
    "RMSNorm": "rmsnorm",
    **dict.fromkeys(("SyncBatchNorm", "FrozenBatchNorm2d", *_names(["BatchNorm#", "BatchNorm#d"])), "bn"),
    **dict.fromkeys(_names(["InstanceNorm#d"]), "inorm"),
    "GroupNorm": "gn",
    "ChannelShuffle": "shuffle",
    **dict.fromkeys(("Dropout", "Dropout1d", "Dropout2d", "Dropout3d", "AlphaDropout", "FeatureAlphaDropout"), "drop"),
    **dict.fromkeys(("DropPath", "StochasticDepth", "DropBlock2d"), "drop"),
}
"""Modules that keep the size, and their word in the notation."""

FUNCTIONS: Mapping[str, str] = {
    **{f"max_pool{n}d": f"MaxPool{n}d" for n in "123"},
    **{f"avg_pool{n}d": f"AvgPool{n}d" for n in "123"},
    **{f"lp_pool{n}d": f"LPPool{n}d" for n in "123"},
    **{f"adaptive_avg_pool{n}d": f"AdaptiveAvgPool{n}d" for n in "123"},
    **{f"adaptive_max_pool{n}d": f"AdaptiveMaxPool{n}d" for n in "123"},
    "interpolate": "Upsample",
    "upsample": "Upsample",
    "upsample_nearest": "UpsamplingNearest2d",
    "upsample_bilinear": "UpsamplingBilinear2d",
    "pixel_shuffle": "PixelShuffle",
    "pixel_unshuffle": "PixelUnshuffle",
    "channel_shuffle": "ChannelShuffle",
    "flatten": "Flatten",
    "relu": "ReLU",
    "relu_": "ReLU",
    "relu6": "ReLU6",
    "leaky_relu": "LeakyReLU",
    "leaky_relu_": "LeakyReLU",
    "rrelu": "RReLU",
    "prelu": "PReLU",
    "elu": "ELU",
    "elu_": "ELU",
    "celu": "CELU",
    "selu": "SELU",
    "gelu": "GELU",
    "silu": "SiLU",
    "mish": "Mish",
    "swish": "Swish",
    "hardswish": "Hardswish",
    "hardsigmoid": "Hardsigmoid",
    "hardtanh": "Hardtanh",
    "sigmoid": "Sigmoid",
    "sigmoid_": "Sigmoid",
    "logsigmoid": "LogSigmoid",
    "tanh": "Tanh",
    "tanh_": "Tanh",
    "softplus": "Softplus",
    "softsign": "Softsign",
    "threshold": "Threshold",
    "abs": "Abs",
    "exp": "Exp",
    "sqrt": "Sqrt",
    "square": "Square",
    "clamp": "Clip",
    "clip": "Clip",
    "normalize": "Normalize",
    "softmax": "Softmax",
    "softmin": "Softmin",
    "log_softmax": "LogSoftmax",
    "local_response_norm": "LocalResponseNorm",
    "layer_norm": "LayerNorm",
    **dict.fromkeys(("dropout", "dropout_"), "Dropout"),
    **{f"dropout{n}d": f"Dropout{n}d" for n in "123"},
    **dict.fromkeys(("alpha_dropout", "feature_dropout", "feature_alpha_dropout"), "Dropout"),
}
"""Functions that do to a tensor what a module does, by the module."""
