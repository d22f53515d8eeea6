"""A printed module that has no wiring of its own -> the layers it is, and what it receives."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from symrf.networks.notation.architecture import Layer, PaddingRule, Value
from symrf.networks.notation.kinds import Kind
from symrf.readers import torch_modules
from symrf.readers.prints.arguments import Arguments
from symrf.readers.prints.modules import Module
from symrf.readers.torch_signatures import SIGNATURES, WORDS

__all__ = ["FREE", "KEPT", "LEAF", "LEFT_OUT", "RECURRENT", "SEQUENTIAL", "UNREADABLE", "Leaf", "leaf", "told"]

_STEMS = (
    r"Conv|Pool|Norm|ReLU|Linear|Dropout|Upsampl|Sigmoid|Tanh|Softmax|Flatten|Identity|SiLU|GELU|ELU|Mish|swish|Pad"
)
LEAF = re.compile(rf"\w*(?:{_STEMS})\w*|Sequential|ModuleList|ModuleDict")
"""Names that are a module where they stand alone in a text."""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


SEQUENTIAL = _names(
    "Sequential Conv2dNormActivation Conv3dNormActivation ConvNormActivation ConvBNReLU ConvBNActivation Transition "
    "_Transition ASPPConv ResLayer ConvBn2d ConvBnReLU2d"
)
"""Modules that are a chain by what they are."""

LEFT_OUT = re.compile(
    r"\w*(?:Loss|Criterion|Accuracy|Metric|Metrics|MetricCollection|Observer|FakeQuantize|Precision|Recall|F1Score)\d?"
    r"|Parameter(?:List|Dict)|ParametrizationList|_(?:Weight|Spectral)Norm|Placeholder|\w*AnchorGenerator|\w*BoxCoder|None"
)
"""Modules that no data goes through on its way to the output."""

FREE = re.compile(r"(?:\w*(?:Reshape|View|Permute|Rearrange|Squeeze|Transpose))|UnFlatten|Unflatten")
"""Modules that change the form of a tensor, and do not print to what."""

_NORMS = r"\w*(?:Norm|BN|ABN)(?:Act)?(?:[123X][dD])?(?:Act)?"
_ACTS = r"\w*(?:[Ss]wish|Mish|SiLU|GELU|GeLU|ELU|R[eE][lL][uU]|relu|Activation|Activate|Act|act|Sigmoid|Tanh)\d?"
_OTHERS = (
    r"\w*(?:Drop(?:out|Path|Block)?\w*|Noise|Quantize|QuantStub|DeQuantStub|Functional|Identity|Checkpoint)|QFunctional"
    r"|LayerScale\w*|Scale|Affine"
)
KEPT: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"LayerNorm\w*"), "ln"),
    (re.compile(r"GroupNorm\w*"), "gn"),
    (re.compile(r"InstanceNorm\w*"), "inorm"),
    (re.compile(_NORMS), "bn"),
    (re.compile(_ACTS), "relu"),
    (re.compile(_OTHERS), "id"),
)
"""Names that say that a module keeps the size, and a word of the notation that does so."""

RECURRENT = _names("LSTM GRU RNN LSTMCell GRUCell RNNCell BidirectionalLSTM BLSTM BidirectionalGRU")
"""Modules that read a sequence step by step."""

UNREADABLE = RECURRENT | _names(
    "Embedding EmbeddingBag MultiheadAttention MultiHeadAttention Transformer TransformerEncoder TransformerDecoder "
    "TransformerEncoderLayer TransformerDecoderLayer NonDynamicallyQuantizableLinear"
)
"""Modules that read a sequence, or words, or all of it."""

_WRITTEN: Mapping[str, tuple[str, ...]] = {  # what is printed by another name: the module, and what follows in it
    "ConvReLU1d": ("Conv1d", "ReLU"),
    "ConvReLU2d": ("Conv2d", "ReLU"),
    "ConvReLU3d": ("Conv3d", "ReLU"),
    "ConvBn2d": ("Conv2d", "BatchNorm2d"),
    "ConvBnReLU2d": ("Conv2d", "BatchNorm2d", "ReLU"),
    "LinearReLU": ("Linear", "ReLU"),
    "LinearPackedParams": ("Identity",),
}
_SURE = _names(
    "LayerNorm2d GroupNorm1 Quantize DeQuantize QuantStub DeQuantStub QFunctional FloatFunctional DropPath LayerScale "
    "StochasticDepth MemoryEfficientSwish BatchNormAct2d LayerNormAct2d GroupNormAct FrozenBatchNorm2d"
)
_PREFIX = re.compile(r"^(?:Parametrized|Quantized|DynamicQuantized)")
_SAME = re.compile(r"\w*(?:Same|SAME)\w*")
_LIKE = re.compile(r"(?:ConvTranspose|Deconv|Conv|MaxPool|AvgPool)[123][dD]")
_OTHERWISE = re.compile("Norm|Causal")  # no window of its own, or one that forward cuts
_WINDOW = re.compile(r"\s*(?:\d+\s*,\s*\d+\s*,|kernel_size=|in_channels=)")
_FEATURES = re.compile(r"\s*(?:\d+\s*,|\d+\s*(?:->|→)|in_features=)")
_SIZES: Mapping[str, str] = {
    "size": "kernel_size",
    "upscale_factor": "factor",
    "downscale_factor": "factor",
    "nChannels": "num_features",
}


@dataclass(frozen=True)
class Leaf:
    """Layers one after the other; the "channels" or "features" that the first of them `takes`, where it says so.

    `known` is false where the name was made out from what it is like.
    """

    layers: tuple[Layer, ...]
    takes: tuple[str, Value] | None = None
    axes: tuple[str, ...] | None = None
    known: bool = True


def leaf(module: Module) -> Leaf | None:
    """What a module is as layers; None where that is not known, a ValueError where its arguments do not fit.

    >>> leaf(Module("", "QuantizedConvReLU2d", 0, 0, body="3, 8, kernel_size=(3, 3), scale=0.1")).layers[0].text
    'c3-8'
    """
    return _childless(module.name, module.body) if not module.children else _leaf(module)


@lru_cache(maxsize=4096)
def _childless(name: str, body: str) -> Leaf | None:
    """A leaf by its text: networks repeat themselves."""
    return _leaf(Module("", name, 0, 0, body=body))


def _leaf(module: Module) -> Leaf | None:
    name, follows = _called(module)
    if name == "SelectAdaptivePool2d":
        return _selected(module.body)
    if name not in SIGNATURES and name not in WORDS:
        return _kept(module)
    given = {_SIZES.get(key, key) if isinstance(key, str) else key: value for key, value in module.given.items()}
    if _lacks(name, given):
        return None
    layers = torch_modules.module(name, given) or ()
    if _SAME.fullmatch(module.name) and not module.children:
        layers = tuple(replace(each, padding=PaddingRule.SAME) if each.kind.takes else each for each in layers)
    layers = (*_margins(module), *layers, *(Layer(Kind.PASS, word=WORDS[word]) for word in follows))
    known = name == module.name or module.name in _WRITTEN or _PREFIX.match(module.name) is not None
    return Leaf(layers, torch_modules.takes(name, given), torch_modules.axes(name), known)


def _called(module: Module) -> tuple[str, tuple[str, ...]]:
    """The name in torch.nn of what a module is like, and the words that follow in it."""
    name = _PREFIX.sub("", module.name)
    if name in _WRITTEN:
        return _WRITTEN[name][0], _WRITTEN[name][1:]
    if name in SIGNATURES or name in WORDS:
        return name, ()
    found = _LIKE.search(name)
    if found is not None and _WINDOW.match(module.body) and not _OTHERWISE.search(name):
        return found.group().replace("Deconv", "ConvTranspose").replace("D", "d"), ()
    if "Linear" in name and _FEATURES.match(module.body):
        return "Linear", ()
    return name, ()


def _lacks(name: str, given: Arguments) -> bool:
    """Whether the text does not give what the size depends on, as in `Linear(...)` or `Conv2d()`."""
    needed = sum(value is ... for value in SIGNATURES[name][1].values()) if name in SIGNATURES else 0
    return needed > len(given) or any(value in ("...", "…") for value in given.values())


def _kept(module: Module) -> Leaf | None:
    """A module whose name says that it keeps the size."""
    if module.children and not module.body.strip():
        return None
    for pattern, word in KEPT:
        if pattern.fullmatch(module.name) and not any(child.children for child in module.children):
            return Leaf((Layer(Kind.PASS, word=word),), known=module.name in _SURE)
    return None


def _selected(body: str) -> Leaf | None:
    """timm's pool with a choice, which flattens where it says so."""
    if "avg" not in body and "max" not in body:
        return None
    pool = Layer(Kind.GLOBAL_MAX if "max" in body and "avg" not in body else Kind.GLOBAL_AVERAGE)
    return Leaf((pool, Layer(Kind.FLATTEN)) if "Flatten" in body else (pool,))


def _margins(module: Module) -> tuple[Layer, ...]:
    """The padding that a module has for a child, and does first."""
    layers: tuple[Layer, ...] = ()
    for child in module.children:
        if "Pad" in child.name and child.name in SIGNATURES:
            layers += torch_modules.module(child.name, child.given) or ()
    return layers


def told(module: Module) -> Leaf | None:
    """What a leaf is; None where it is none, or where its arguments do not fit."""
    try:
        return leaf(module)
    except ValueError:
        return None
