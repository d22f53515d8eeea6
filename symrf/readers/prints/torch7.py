"""What print(net) shows of a network of Torch 7, in Lua: nn.Sequential { … }, whose wiring is in the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from symrf.formulas import limits
from symrf.networks.notation.architecture import Join, Layer, Rounding, Sides, Value
from symrf.networks.notation.kinds import Kind
from symrf.readers.graph import Building, Graph
from symrf.readers.pasted import Pasted
from symrf.readers.prints import _english

__all__ = ["claims", "read"]

_CLAIMED = re.compile(r"\b(?:nn|cudnn|cunn)\.\w+ \{|\(\d+\): (?:nn|cudnn)\.\w+")
_TOKEN = re.compile(
    r"(?:\((?P<key>\d+)\):[ ]*)?(?:nn|cudnn|cunn|nngraph)\.(?P<name>\w+)(?P<body>(?:[ ]?\([^()\n]*\))*)"
    r"(?P<bias>[ ]without[ ]bias)?(?P<opens>[ ]*\{)?|(?P<closes>\})"
)
_SIZE = re.compile(r"(\d+)x(\d+)")
_NUMBER = re.compile(r"-?\d+")
_CHANNELS = re.compile(r"(\d+) -> (\d+)")
_MARGINS = re.compile(r"(l|r|t|b)=(-?\d+)")
_WORDS: Mapping[str, str] = {
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
}
_CHAINS = frozenset({"Sequential", "DataParallelTable", "NoBackprop"})
_BRANCHES = frozenset({"ConcatTable", "Concat", "DepthConcat"})
_JOINS: Mapping[str, Join] = {"CAddTable": Join.ADD, "JoinTable": Join.CONCATENATE, "CMulTable": Join.GATE}
_VIEWS = frozenset({"View", "Reshape"})


@dataclass(slots=True)
class _Part:
    """A module as it is printed, and where its name stands."""

    key: str
    name: str
    body: str
    bias: bool
    start: int
    stop: int
    children: list[_Part] = field(default_factory=list)

    @property
    def numbers(self) -> list[int]:
        """The numbers behind the size of its window."""
        found = _SIZE.search(self.body)
        return [int(each) for each in _NUMBER.findall(self.body[found.end() if found else 0 :])]


def claims(pasted: Pasted) -> bool:
    """Whether a text is a print of Torch 7."""
    return _CLAIMED.search(pasted.clean) is not None


def read(pasted: Pasted) -> tuple[Graph, ...]:
    """The networks that a text prints; a ReadError points at a module that does not fit.

    >>> net, = read(Pasted.of("nn.Sequential {\\n  (1): nn.SpatialConvolution(3 -> 16, 3x5, 2,1)\\n  (2): nn.ReLU\\n}"))
    >>> [node.item.text for node in net.nodes]
    ['c5x3s1x2-16', 'relu']
    """
    return tuple(_Net(pasted).graph(root) for root in _parts(pasted))


def _parts(pasted: Pasted) -> list[_Part]:
    """The modules on the outside, with what is in them."""
    roots: list[_Part] = []
    stack: list[_Part] = []
    count = 0
    for token in _TOKEN.finditer(pasted.clean):
        if token["closes"]:
            del stack[-1:]
            continue
        count += 1
        if len(stack) > limits.PRINT_DEPTH or count > limits.READ_NODES:
            raise pasted.error(_english.TOO_LARGE, token.start(), token.end())
        part = _Part(token["key"] or "", token["name"], token["body"].strip(), not token["bias"], *token.span("name"))
        (stack[-1].children if stack else roots).append(part)
        if token["opens"]:
            stack.append(part)
    return roots if all(root.children for root in roots) else [_Part("", "Sequential", "", True, 0, 1, roots)]


class _Net:
    """A network on its way; a table of Torch 7 is several places."""

    def __init__(self, pasted: Pasted) -> None:
        self.pasted = pasted
        self.building = Building()
        self.channels: Value | None = None
        self.flat = False

    def graph(self, root: _Part) -> Graph:
        """The graph of a module."""
        places = self.enter(root, (0,), "")
        if any(isinstance(node.item, Layer) and node.item.rounding is not None for node in self.building.nodes):
            self.building.assume(_english.ROUNDING_IS_NOT_PRINTED, self.pasted.span(root.start, root.stop))
        return self.building.graph(*places, channels=self.channels, span=self.pasted.span(root.start, root.stop))

    def enter(self, part: _Part, places: tuple[int, ...], path: str) -> tuple[int, ...]:
        """What a module gives for what it is given."""
        path = ".".join(filter(None, (path, part.key)))
        name = f"m{path}" if path else None
        span = self.pasted.span(part.start, part.stop)
        if part.name in _CHAINS:
            for child in part.children:
                places = self.enter(child, places, path)
            return places
        if part.name in _BRANCHES:
            ends = [place for child in part.children for place in self.enter(child, places, path)]
            if part.name == "ConcatTable" or len(ends) < 2:
                return tuple(ends)
            return (self.building.add(Join.CONCATENATE, *ends, name=name, span=span),)
        if part.name in _JOINS and len(places) > 1:
            return (self.building.add(_JOINS[part.name], *places, name=name, span=span),)
        if len(places) != 1:
            raise self.refusal(_english.table_of_tensors(part.name), part)
        return (self.building.chain(self.layers(part), places[0], name=name, span=span),)

    def layers(self, part: _Part) -> Sequence[Layer]:
        """The layers of a module that has no others in it."""
        if part.name in _WORDS:
            return [Layer(Kind.PASS, word=_WORDS[part.name])]
        if part.name in _VIEWS:
            return self.viewed(part)
        found = _CHANNELS.search(part.body)
        if part.name == "Linear" and found is not None:
            self.flat = True
            self.building.expect(
                len(self.building.nodes) + 1, "features", int(found[1]), span=self.pasted.span(part.start, part.stop)
            )
            return [Layer(Kind.DENSE, (int(found[2]),), bias=part.bias)]
        for pattern, make in _FAMILIES:
            if pattern.fullmatch(part.name):
                layer = make(part)
                if layer is None:
                    break
                if found is not None and self.channels is None:
                    self.channels = int(found[1])
                return [layer]
        raise self.refusal(_english.numbers_missing(part.name), part)

    def viewed(self, part: _Part) -> Sequence[Layer]:
        """A view: a vector of so many features, or an image of a vector."""
        numbers = [int(each) for each in _NUMBER.findall(part.body)]
        if len(numbers) == 1 or -1 in numbers[:1]:
            if self.flat:
                return []
            self.flat = True
            return [Layer(Kind.FLATTEN)]
        if len(numbers) == 3 and self.flat:
            self.flat = False
            return [Layer(Kind.VIEW, (numbers[1], numbers[2]), channels=numbers[0])]
        raise self.refusal(_english.numbers_missing(part.name), part)

    def refusal(self, text: str, part: _Part) -> Exception:
        """A refusal that points at a module."""
        return self.pasted.error(text, part.start, part.stop)


def _window(part: _Part) -> tuple[tuple[Value, ...], list[tuple[int, int]]] | None:
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


def _convolution(part: _Part) -> Layer | None:
    window, channels = _window(part), _CHANNELS.search(part.body)
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


def _pool(part: _Part) -> Layer | None:
    window = _window(part)
    if window is None:
        return None
    kernel, pairs = window
    kind = Kind.MAX_POOL if "Max" in part.name else Kind.AVERAGE_POOL
    stride = _plain(pairs[0]) if pairs else kernel
    return Layer(
        kind, kernel, stride=stride, padding=_sides(_nth(pairs, 1, 0)) or (Sides(0, 0),), rounding=Rounding.FLOOR
    )


def _padding(part: _Part) -> Layer | None:
    sides = {side: int(number) for side, number in _MARGINS.findall(part.body)}
    if len(sides) != 4:
        return None
    return Layer(Kind.PAD, padding=(Sides(sides["t"], sides["b"]), Sides(sides["l"], sides["r"])))


def _factor(part: _Part) -> Layer | None:
    numbers = part.numbers
    if len(numbers) != 1:
        return None
    kinds = {"PixelShuffle": Kind.SHUFFLE, "SpatialUpSamplingBilinear": Kind.BILINEAR}
    return Layer(kinds.get(part.name, Kind.NEAREST), (numbers[0],))


_FAMILIES: tuple[tuple[re.Pattern[str], Callable[[_Part], Layer | None]], ...] = (
    (re.compile(r"Spatial(?:Full|Dilated)?Convolution(?:MM|Local)?"), _convolution),
    (re.compile(r"Spatial(?:Max|Average)Pooling"), _pool),
    (re.compile(r"Spatial(?:Zero|Reflection|Replication)Padding"), _padding),
    (re.compile(r"SpatialUpSampling(?:Nearest|Bilinear)|PixelShuffle"), _factor),
)
