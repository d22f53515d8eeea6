"""What a line of a print of Torch 7 is as layers: windows with the width first, and words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from symrf.networks.notation.architecture import Layer, Rounding, Sides, Value
from symrf.networks.notation.kinds import Kind

__all__ = ["CHANNELS", "NUMBER", "WORDS", "Part", "windowed"]

_SIZE = re.compile(r"(\d+)x(\d+)")
NUMBER = re.compile(r"-?\d+")
CHANNELS = re.compile(r"(\d+) -> (\d+)")
_LISTED = re.compile(r"\(\d+(?:,\d+){3}(?:,\d+,\d+)?\)")
_MARGINS = re.compile(r"(l|r|t|b)=(-?\d+)")
WORDS: Mapping[str, str] = {
    "ReLU": "relu",
    "LeakyReLU": "lrelu",
    "RReLU": "rrelu",
    "PReLU": "prelu",
    "ELU": "elu",
    "Tanh": "tanh",
    "Sigmoid": "sigmoid",
    "LogSoftMax": "logsoftmax",
    "SoftMax": "softmax",
    "SpatialSoftMax": "softmax",
    "SoftPlus": "softplus",
    "Threshold": "threshold",
    "Dropout": "drop",
    "SpatialDropout": "drop",
    "Identity": "id",
    "Contiguous": "id",
    "Copy": "id",
    "BatchNormalization": "bn",
    "SpatialBatchNormalization": "bn",
    "InstanceNormalization": "inorm",
    "SpatialInstanceNormalization": "inorm",
    "SpatialCrossMapLRN": "lrn",
    "Normalize": "l2norm",
    "Abs": "abs",
    "Square": "square",
    "Sqrt": "sqrt",
    "Power": "id",
    "Mul": "id",
    "MulConstant": "id",
    "AddConstant": "id",
    "HardTanh": "hardtanh",
    "SoftSign": "softsign",
    "SpatialLogSoftMax": "logsoftmax",
}


@dataclass(slots=True)
class Part:
    """A module as it is printed, and where its name stands."""

    key: str
    name: str
    body: str
    bias: bool
    start: int
    stop: int
    opens: bool = False  # whether other modules are in it
    children: list[Part] = field(default_factory=list)

    @property
    def numbers(self) -> list[int]:
        """The numbers behind the size of its window."""
        found = _SIZE.search(self.body)
        return [int(each) for each in NUMBER.findall(self.body[found.end() if found else 0 :])]


def _window(part: Part) -> tuple[tuple[Value, ...], list[tuple[int, int]]] | None:
    """The kernel, and the pairs of numbers behind it, all of them high before wide: the text has the width first."""
    found = _SIZE.search(part.body)
    if found is None:
        return None
    numbers = part.numbers
    pairs = [(numbers[place + 1], numbers[place]) for place in range(0, len(numbers) - 1, 2)]
    return _plain((int(found[2]), int(found[1]))), pairs


def _plain(pair: tuple[int, int]) -> tuple[int, ...]:
    return pair[:1] if pair[0] == pair[1] else pair


def _sides(pair: tuple[int, int]) -> tuple[Sides, ...] | None:
    return None if pair == (0, 0) else tuple(Sides(each, each) for each in _plain(pair))


def _nth(pairs: Sequence[tuple[int, int]], place: int, default: int) -> tuple[int, int]:
    return pairs[place] if place < len(pairs) else (default, default)


def _convolution(part: Part) -> Layer | None:
    window, channels = _window(part), CHANNELS.search(part.body)
    if window is None or channels is None:
        return None
    kernel, pairs = window
    stride, extra = _plain(_nth(pairs, 0, 1)), _nth(pairs, 2, 0)
    transposed, dilated = "Full" in part.name, "Dilated" in part.name
    return Layer(
        Kind.TRANSPOSED if transposed else Kind.CONVOLUTION,
        kernel,
        stride=None if stride == (1,) else stride,
        padding=_sides(_nth(pairs, 1, 0)),
        dilation=_plain(extra) if dilated and extra != (1, 1) and extra != (0, 0) else None,
        output_padding=_plain(extra) if transposed and extra != (0, 0) else None,
        channels=int(channels[2]),
        bias=part.bias,
    )


def _pool(part: Part) -> Layer | None:
    listed = _LISTED.fullmatch(part.body)
    if listed is not None:  # as it was printed up to 2015: (kW,kH,dW,dH) or (kW,kH,dW,dH,padW,padH)
        wide, high, *rest = NUMBER.findall(part.body)
        part = replace(part, body=f"({wide}x{high}, {','.join(rest)})")
    window = _window(part)
    if window is None:
        return None
    kernel, pairs = window
    kind = Kind.MAX_POOL if "Max" in part.name else Kind.AVERAGE_POOL
    stride = _plain(pairs[0]) if pairs else kernel
    return Layer(
        kind, kernel, stride=stride, padding=_sides(_nth(pairs, 1, 0)) or (Sides(0, 0),), rounding=Rounding.FLOOR
    )


def _padding(part: Part) -> Layer | None:
    sides = {side: int(number) for side, number in _MARGINS.findall(part.body)}
    if len(sides) != 4:
        return None
    return Layer(Kind.PAD, padding=(Sides(sides["t"], sides["b"]), Sides(sides["l"], sides["r"])))


def _factor(part: Part) -> Layer | None:
    numbers = part.numbers
    if len(numbers) != 1:
        return None
    kinds = {"PixelShuffle": Kind.SHUFFLE, "SpatialUpSamplingBilinear": Kind.BILINEAR}
    return Layer(kinds.get(part.name, Kind.NEAREST), (numbers[0],))


_FAMILIES: tuple[tuple[re.Pattern[str], Callable[[Part], Layer | None]], ...] = (
    (re.compile(r"Spatial(?:Full|Dilated)?Convolution(?:MM|Local)?"), _convolution),
    (re.compile(r"Spatial(?:Max|Average)Pooling"), _pool),
    (re.compile(r"Spatial(?:Zero|Reflection|Replication)Padding"), _padding),
    (re.compile(r"SpatialUpSampling(?:Nearest|Bilinear)|PixelShuffle"), _factor),
)


def windowed(part: Part) -> Layer | None:
    """The layer of a module that has a window, margins or a factor; None where it is none, or its numbers are missing.

    >>> windowed(Part("", "SpatialMaxPooling", "(3x3, 2,2)", True, 0, 0)).text
    'p3s2p0floor'
    """
    for pattern, make in _FAMILIES:
        if pattern.fullmatch(part.name):
            return make(part)
    return None
