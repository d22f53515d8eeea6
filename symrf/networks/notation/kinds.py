"""The kinds of layers, a row each: all that the notation and the derivation need to know of one.

What a kind does is named here, and done in symrf.networks: `Effect` in stages.py, `Gives` in channels.py, `Spends` in
costs.py, each in a table there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

__all__ = ["ATTRIBUTES", "BUFFERS", "MIXING", "SPELT", "WORDS", "Effect", "Gives", "Kind", "Row", "Spends"]


class Effect(Enum):
    """What a layer does on an axis."""

    KEEP = auto()  # it works pixel by pixel
    WINDOWS = auto()  # each output reads a window
    MARGINS = auto()  # it pads, or crops
    SPREAD = auto()  # each input is spread over a window of outputs
    REPEAT = auto()  # each pixel becomes as many as the factor
    BLEND = auto()  # so it does, between two pixels
    GATHER = auto()  # pixels side by side become channels
    ALL = auto()  # one output reads everything
    SHARE = auto()  # so many outputs share out the inputs
    PICK = auto()  # so many outputs read one pixel each
    FIT = auto()  # it cuts to the size of the branches that it meets, or of what it names
    MATCH = auto()  # it resizes to that size, each output reading the nearest pixel
    MATCH_BLEND = auto()  # so it does, between two pixels
    MIX = auto()  # each output reads everything, and there are as many as inputs
    VIEW = auto()  # so many outputs read everything each


class Gives(Enum):
    """How many channels a layer gives."""

    KEPT = auto()  # those that it receives
    WRITTEN = auto()  # those that it says, which are unknown where it says none
    WRITTEN_OR_KEPT = auto()
    UNITS = auto()  # the number of its units
    FLAT = auto()  # every pixel of every channel
    TAKEN = auto()  # so many of those that it receives
    SHAPED = auto()  # those that it says, or what its pixels leave of the length that it receives
    FEWER = auto()  # its factor of them becomes pixels
    MORE = auto()  # pixels become its factor as many


class Spends(Enum):
    """What a layer costs."""

    NOTHING = auto()
    WEIGHTS = auto()  # learnt weights, and a MAC of each for every output pixel
    WEIGHTS_OF_INPUTS = auto()  # learnt weights, and a MAC of each for every input pixel
    FIXED_WEIGHTS = auto()  # the same MACs as with weights, which are no parameters
    UNITS = auto()  # a weight from each feature to each unit
    WORD = auto()  # what WORDS says


_WINDOWED = frozenset({"stride", "padding", "dilation"})
_LEARNT = _WINDOWED | {"channels", "bias"}


@dataclass(frozen=True)
class Row:
    """What is known of a kind.

    `sign` starts it in the notation, as does each in `also`; `letter` is the name that a hand gives it, none for the
    sign itself; `number` is what the number after its sign is called, none where it has no number; `takes` are the
    attributes that may follow; `words` are how a sentence says it, where its number stands once (`{}`), or once an axis
    (`{across}`), as the 3×3 of a kernel. A kind that is `depthwise` treats each channel alone, one that `pools` has its
    kernel for a stride where its convention says so, one that is `flat` leaves no image, and one that `fits` has the
    size of its sisters, or of what it names.
    """

    sign: str
    title: str
    effect: Effect
    letter: str = ""
    number: str = ""
    takes: frozenset[str] = frozenset()
    gives: Gives = Gives.KEPT
    spends: Spends = Spends.NOTHING
    also: str = ""
    depthwise: bool = False
    pools: bool = False
    flat: bool = False
    fits: bool = False
    words: str = ""


class Kind(Enum):
    """A kind of layer."""

    CONVOLUTION = Row(
        *("c", "convolution", Effect.WINDOWS, "F", "kernel", _LEARNT | {"groups"}, Gives.WRITTEN, Spends.WEIGHTS),
        words="{across} convolution",
    )
    DEPTHWISE = Row(
        *("dw", "depthwise convolution", Effect.WINDOWS, "F", "kernel", _LEARNT),
        *(Gives.WRITTEN_OR_KEPT, Spends.WEIGHTS),
        depthwise=True,
        words="{across} depthwise convolution",
    )
    TRANSPOSED = Row(
        *("t", "transposed convolution", Effect.SPREAD, "T", "kernel", _LEARNT | {"groups", "output_padding"}),
        *(Gives.WRITTEN, Spends.WEIGHTS_OF_INPUTS),
        words="{across} transposed convolution",
    )
    MAX_POOL = Row(
        *("p", "max pooling", Effect.WINDOWS, "M", "kernel", _WINDOWED | {"rounding"}),
        also="mp",
        pools=True,
        words="{across} max pool",
    )
    AVERAGE_POOL = Row(
        *("a", "average pooling", Effect.WINDOWS, "A", "kernel", _WINDOWED | {"rounding"}),
        also="ap",
        pools=True,
        words="{across} average pool",
    )
    BLUR = Row(
        *("bl", "blur pooling", Effect.WINDOWS, "L", "kernel", _WINDOWED),
        spends=Spends.FIXED_WEIGHTS,
        depthwise=True,
        words="{across} blur pool",
    )
    PAD = Row("z", "zero padding", Effect.MARGINS, "Z", "padding")
    NEAREST = Row("u", "nearest up-sampling", Effect.REPEAT, "U", "factor", words="nearest up-sampling by {}")
    BILINEAR = Row("ub", "bilinear up-sampling", Effect.BLEND, "U", "factor", words="bilinear up-sampling by {}")
    SHUFFLE = Row("ps", "pixel shuffle", Effect.REPEAT, "P", "factor", gives=Gives.FEWER, words="pixel shuffle by {}")
    UNSHUFFLE = Row(
        "pu", "pixel unshuffle", Effect.GATHER, "Q", "factor", gives=Gives.MORE, words="pixel unshuffle by {}"
    )
    GLOBAL_AVERAGE = Row("gap", "global average pooling", Effect.ALL, "G", words="global average pool")
    GLOBAL_MAX = Row("gmp", "global max pooling", Effect.ALL, "G", words="global max pool")
    ADAPTIVE = Row("ad", "adaptive pooling", Effect.SHARE, "A", "size", words="adaptive pool to {across}")
    RESIZE = Row("resize", "resize", Effect.PICK, "R", "size", words="resize to {across}")
    FLATTEN = Row("flatten", "flatten", Effect.ALL, "V", gives=Gives.FLAT, flat=True)
    DENSE = Row(
        *("fc", "dense layer", Effect.ALL, "D", "number of units", frozenset({"bias"}), Gives.UNITS, Spends.UNITS),
        flat=True,
        words="dense layer of {} units",
    )
    INPUT = Row("in", "input channels", Effect.KEEP, number="number of channels", words="input of {} channels")
    CROP = Row("crop", "crop", Effect.FIT, "C", fits=True)
    FIT = Row("fit", "nearest resize to fit", Effect.MATCH, "R", fits=True)
    FIT_BILINEAR = Row("fitb", "bilinear resize to fit", Effect.MATCH_BLEND, "R", fits=True)
    OPAQUE = Row(
        "~", "layer that is not looked into", Effect.KEEP, takes=frozenset({"channels"}), gives=Gives.WRITTEN_OR_KEPT
    )
    MIX = Row("mix", "layer that reads everything", Effect.MIX, "X")
    VIEW = Row(
        *("view", "view of a vector as an image", Effect.VIEW, "W", "size", frozenset({"channels"}), Gives.SHAPED),
        words="view as an image of {across} pixels",
    )
    TAKE = Row(
        *("take", "share of the channels", Effect.KEEP, "S", "number of channels"),
        gives=Gives.TAKEN,
        words="{} of the channels",
    )
    PASS = Row("", "layer that keeps the size", Effect.KEEP, spends=Spends.WORD)

    def __init__(self, row: Row) -> None:
        self.sign = row.sign
        self.title = row.title
        self.effect = row.effect
        self.letter = row.letter or row.sign
        self.number = row.number
        self.takes = row.takes
        self.gives = row.gives
        self.spends = row.spends
        self.signs = (row.sign, row.also) if row.also else (row.sign,)
        self.depthwise = row.depthwise
        self.pools = row.pools
        self.flat = row.flat
        self.fits = row.fits
        self.words = row.words or row.title


ATTRIBUTES: Mapping[str, str] = {
    "stride": "s",
    "padding": "p",
    "dilation": "d",
    "groups": "g",
    "output_padding": "o",
    "channels": "-",
}
"""What may follow a kind with a number, and the sign before it."""

_KEEPING = (
    *("relu", "relu6", "lrelu", "rrelu", "elu", "celu", "selu", "gelu", "silu", "swish", "hswish", "mish"),
    *("sigmoid", "hsigmoid", "logsigmoid", "tanh", "hardtanh", "softplus", "softsign", "threshold"),
    *("hardshrink", "softshrink", "tanhshrink", "abs", "exp", "log", "sqrt", "square", "clip"),
    *("softmax", "softmin", "logsoftmax", "l2norm", "lrn", "inorm", "shuffle", "drop", "noise", "id"),
)
WORDS: Mapping[str, int | None] = {
    **dict.fromkeys(_KEEPING, 0),
    **dict.fromkeys(("bn", "ln", "gn", "lnorm", "gnorm"), 2),
    "rmsnorm": 1,
    "prelu": None,
}
"""The words of layers that keep the size, each with its parameters a channel; None where there is no one convention."""
SPELT: Mapping[str, str] = {
    "relu": "ReLU",
    "relu6": "ReLU6",
    "lrelu": "leaky ReLU",
    "rrelu": "random ReLU",
    "prelu": "PReLU",
    "elu": "ELU",
    "celu": "CELU",
    "selu": "SELU",
    "gelu": "GELU",
    "silu": "SiLU",
    "swish": "Swish",
    "hswish": "hard Swish",
    "mish": "Mish",
    "hsigmoid": "hard sigmoid",
    "logsigmoid": "log-sigmoid",
    "hardtanh": "hard tanh",
    "hardshrink": "hard shrink",
    "softshrink": "soft shrink",
    "tanhshrink": "tanh shrink",
    "abs": "absolute value",
    "exp": "exponential",
    "log": "logarithm",
    "sqrt": "square root",
    "clip": "clipping",
    "logsoftmax": "log-softmax",
    "l2norm": "L2 norm",
    "lrn": "local response norm",
    "inorm": "instance norm",
    "shuffle": "channel shuffle",
    "drop": "dropout",
    "id": "identity",
    "bn": "batch norm",
    "ln": "layer norm",
    "gn": "group norm",
    "lnorm": "layer norm",
    "gnorm": "group norm",
    "rmsnorm": "RMS norm",
}
"""How a sentence says the words that are no English."""
BUFFERS: Mapping[str, int] = {"bn": 2}
"""What such a layer keeps for each channel that is no parameter: the running mean and variance of a batch norm."""
MIXING = frozenset(
    {"softmax", "softmin", "logsoftmax", "l2norm", "lrn", "ln", "gn", "lnorm", "gnorm", "rmsnorm", "shuffle"}
)
"""The words of layers each of whose outputs depends on several channels."""
