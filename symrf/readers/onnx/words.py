"""Operations that keep the size and read their own pixel, and those that change nothing."""

from __future__ import annotations

from collections.abc import Mapping

from symrf.networks.notation.architecture import Layer
from symrf.networks.notation.kinds import Kind
from symrf.readers.onnx import _english
from symrf.readers.onnx.model import Constant, Fault, Operation
from symrf.readers.onnx.tensors import Tensor
from symrf.readers.onnx.walking import Inputs, Value, Walk, Work
from symrf.readers.onnx.windows import tensor

__all__ = ["PASSING"]

_WORDS: Mapping[str, str] = {
    "Relu": "relu",
    "LeakyRelu": "lrelu",
    "QLinearLeakyRelu": "lrelu",
    "PRelu": "prelu",
    "Elu": "elu",
    "Celu": "celu",
    "Selu": "selu",
    "Gelu": "gelu",
    "FastGelu": "gelu",
    "Sigmoid": "sigmoid",
    "QLinearSigmoid": "sigmoid",
    "HardSigmoid": "hsigmoid",
    "HardSwish": "hswish",
    "Swish": "silu",
    "QuickGelu": "silu",
    "Mish": "mish",
    "Tanh": "tanh",
    "Softplus": "softplus",
    "Softmax": "softmax",
    "LogSoftmax": "logsoftmax",
    "BatchNormalization": "bn",
    "InstanceNormalization": "inorm",
    "MeanVarianceNormalization": "inorm",
    "GroupNormalization": "gn",
    "LayerNormalization": "ln",
    "SimplifiedLayerNormalization": "rmsnorm",
    "RMSNormalization": "rmsnorm",
    "LRN": "lrn",
    "Dropout": "drop",
    "Clip": "clip",
    "Softsign": "softsign",
    "ThresholdedRelu": "threshold",
    "Exp": "exp",
    "Log": "log",
    "Sqrt": "sqrt",
    "Abs": "abs",
    "LpNormalization": "l2norm",
    **dict.fromkeys(("Shrink", "Hardmax", "Erf", "Neg", "Reciprocal", "Sin", "Cos", "Floor", "Ceil", "Round"), "id"),
    **dict.fromkeys(("Sign", "Not", "IsNaN"), "id"),
}
_LEARNT = frozenset({"bn", "inorm", "gn", "ln", "rmsnorm", "prelu"})
_NOTHING = ("Identity", "Cast", "CastLike", "QuantizeLinear", "DequantizeLinear", "DynamicQuantizeLinear")


def _word(walk: Walk, operation: Operation, inputs: Inputs) -> Value:
    """A word of the notation."""
    received = tensor(inputs)
    word = "relu6" if _to_six(operation, inputs) else _WORDS[operation.kind]
    place = walk.add(Layer(Kind.PASS, word=word), received.place, rooted=word not in _LEARNT)
    return Tensor(place, received.dims)


def _to_six(operation: Operation, inputs: Inputs) -> bool:
    """Whether this clips to the numbers from 0 to 6."""
    given = [each.items for each in inputs[1:] if isinstance(each, Constant)]
    return operation.kind == "Clip" and (
        given == [(0,), (6,)] or [operation.attributes.get(each) for each in ("min", "max")] == [0, 6]
    )


def _nothing(_walk: Walk, _operation: Operation, inputs: Inputs) -> Value:
    """What goes in comes out."""
    if not inputs or inputs[0] is None:
        raise Fault(_english.INPUT_MISSING)
    return inputs[0]


PASSING: Mapping[str, Work] = {**dict.fromkeys(_WORDS, _word), **dict.fromkeys(_NOTHING, _nothing)}
"""Operations that keep the size, by their name in ONNX."""
