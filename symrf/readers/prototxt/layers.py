"""What each type of layer of Caffe does, as layers of the notation with everything written out."""

from __future__ import annotations

from collections.abc import Mapping

from symrf.networks.notation.architecture import Layer, Rounding, Sides
from symrf.networks.notation.kinds import Kind
from symrf.readers.prototxt import _english
from symrf.readers.prototxt.text import Message

__all__ = ["WORDS", "convolution", "kind_of", "pool"]

WORDS: Mapping[str, str] = {
    "prelu": "prelu",
    "elu": "elu",
    "sigmoid": "sigmoid",
    "tanh": "tanh",
    "softmax": "softmax",
    "relu6": "relu6",
    "swish": "swish",
    "mish": "mish",
    "dropout": "drop",
    "batchnorm": "bn",
    "bn": "bn",
    "batchnormtorch": "bn",
    "mvn": "inorm",
    "normalize": "l2norm",
    "absval": "abs",
    "exp": "exp",
    "log": "log",
    "threshold": "threshold",
    "bnll": "softplus",
    "shufflechannel": "shuffle",
    **dict.fromkeys(("power", "permute", "split", "reorder", "quantize"), "id"),
}
"""Types that keep the size, in small letters without underscores, and the word for each."""


def kind_of(layer: Message) -> str:
    """The type of a layer in small letters: V1's INNER_PRODUCT and V2's InnerProduct are the same."""
    found = layer.scalars("type")
    if not found:
        raise layer.pasted.error(_english.NO_TYPE, layer.start, layer.stop)
    return found[-1].text.replace("_", "").lower()


def _pair(param: Message, name: str, default: int | None, least: int, size: str = "") -> tuple[int, int]:
    """A number for rows and one for columns: kernel_h and kernel_w, or one or two of kernel_size."""
    both = param.integers(size or name, least=least)
    height, width = (param.integers(f"{name}_{axis}", least=least) for axis in "hw")
    if height and width:
        return height[-1], width[-1]
    if len(both) in (1, 2):
        return both[0], both[-1]
    if default is None:
        raise param.pasted.error(_english.missing(size or name), param.start, param.stop)
    return (height or [default])[-1], (width or [default])[-1]


def _even(values: tuple[int, int]) -> tuple[int, ...]:
    return values[:1] if values[0] == values[1] else values


def _sides(values: tuple[int, int]) -> tuple[Sides, ...]:
    return tuple(Sides(each, each) for each in _even(values))


def convolution(param: Message, kind: Kind, received: int | None, depthwise: bool) -> Layer:
    """A convolution, or a transposed one, whose group is 1 where it is not told."""
    kernel = _pair(param, "kernel", None, 1, "kernel_size")
    dilation = _pair(param, "dilation" if param.all("dilation") else "hole", 1, 1)
    groups = param.integer("group", 1, 1)
    given = param.integer("num_output", 0, 1) or None
    depthwise = depthwise or (groups > 1 and groups == received and kind is Kind.CONVOLUTION)
    return Layer(
        Kind.DEPTHWISE if depthwise else kind,
        _even(kernel),
        _even(_pair(param, "stride", 1, 1)),
        _sides(_pair(param, "pad", 0, 0)),
        None if dilation == (1, 1) else _even(dilation),
        groups=None if depthwise or groups == 1 else groups,
        channels=None if depthwise and given == received else given,
        bias=param.true("bias_term", True),
    )


def pool(param: Message) -> Layer:
    """A pool, which rounds up; AVE is the mean, MAX and STOCHASTIC give one of what they read."""
    mean = param.text("pool", "MAX").upper() in ("AVE", "1")
    if param.true("global_pooling", False):
        return Layer(Kind.GLOBAL_AVERAGE if mean else Kind.GLOBAL_MAX)
    rounding = param.text("round_mode", "CEIL").upper()
    if rounding not in ("CEIL", "FLOOR", "0", "1"):
        raise param.pasted.error(_english.FLOOR_OR_CEIL, param.start, param.stop)
    up = rounding in ("CEIL", "0") and param.true("ceil_mode", True)
    return Layer(
        Kind.AVERAGE_POOL if mean else Kind.MAX_POOL,
        _even(_pair(param, "kernel", None, 1, "kernel_size")),
        _even(_pair(param, "stride", 1, 1)),
        _sides(_pair(param, "pad", 0, 0)),
        rounding=Rounding.CEIL if up else Rounding.FLOOR,
    )
