"""The table that MATLAB shows of a layer array: a line a layer, in plain words -> a graph."""

from __future__ import annotations

import re
from collections.abc import Mapping

from symrf.networks.notation.architecture import Layer, PaddingRule, Rounding, Sides
from symrf.networks.notation.kinds import Kind
from symrf.readers.graph import Building, Graph
from symrf.readers.pasted import Pasted
from symrf.readers.prints import _english

__all__ = ["claims", "read"]

_LINE = re.compile(
    r"^[ \t]*(?P<number>\d+)[ \t]+'(?P<name>[^'\n]*)'[ \t]+(?P<kind>\S.*?)(?:[ \t]{2,}(?P<what>\S.*?))?[ \t]*$", re.M
)
_HEADED = re.compile(
    r"[Ll]ayer array with layers|^[ \t]*\d+[ \t]+'[^'\n]*'[ \t]+(?:2-D |3-D )?(?:Image Input|Convolution)\b", re.M
)
_SIZE = r"\d+(?:[x×]\d+)+"
_INPUT = re.compile(rf"({_SIZE}) images")
_CONVOLUTION = re.compile(rf"(?:(\d+) groups of )?(\d+) ({_SIZE}) (transposed )?(?:depthwise )?convolutions?")
_POOL = re.compile(rf"({_SIZE}) (max|average) pooling")
_DENSE = re.compile(r"(\d+) fully connected layer")
_LIST = r"\[([\d ,;]+)\]"
_STRIDE = re.compile(rf"stride {_LIST}")
_DILATION = re.compile(rf"dilation factor {_LIST}")
_PADDING = re.compile(rf"(?:padding|cropping) (?:{_LIST}|'(same)')")
_JOINED = re.compile(r"Element-wise|[Cc]oncatenation|Addition")
_KEPT: Mapping[str, str] = {
    "ReLU": "relu",
    "Leaky ReLU": "lrelu",
    "Clipped ReLU": "clip",
    "ELU": "elu",
    "Tanh": "tanh",
    "Sigmoid": "sigmoid",
    "Swish": "swish",
    "GELU": "gelu",
    "Softplus": "softplus",
    "Softmax": "softmax",
    "Dropout": "drop",
    "Batch Normalization": "bn",
    "Layer Normalization": "ln",
    "Group Normalization": "gn",
    "Instance Normalization": "inorm",
    "Cross Channel Normalization": "lrn",
}
_OUTPUTS = re.compile(r"(?:Classification|Regression|Pixel Classification|Class\.) ?(?:Output|Layer)?.*")
_FLAT = frozenset({"flatten", "fc"})


def claims(pasted: Pasted) -> bool:
    """Whether a text is MATLAB's table of layers."""
    return _HEADED.search(pasted.clean) is not None and _LINE.search(pasted.clean) is not None


def read(pasted: Pasted) -> tuple[Graph, ...]:
    """The network of a table; a ReadError points at a line that is not read.

    >>> net, = read(Pasted.of("1 '' Image Input  32x32x3 images\\n2 '' Convolution  32 5x5 convolutions"))
    >>> net.channels, net.size, [node.item.text for node in net.nodes]
    (3, (32, 32), ['c5-32'])
    """
    table = _Table(pasted)
    for line in _LINE.finditer(pasted.clean):
        table.line(line)
    if not table.building.nodes:
        raise pasted.error(_english.NO_MODULE, 0, len(pasted.clean))
    axes = ("d", "h", "w")[3 - table.axes :]
    return (table.building.graph(table.place, channels=table.channels, size=table.size, axes=axes),)


class _Table:
    """A table while it is gone through, line by line."""

    def __init__(self, pasted: Pasted) -> None:
        self.pasted = pasted
        self.building = Building()
        self.place = 0
        self.channels: int | None = None
        self.size: tuple[int, ...] = ()
        self.axes = 2
        self.flat = False

    def line(self, line: re.Match[str]) -> None:
        """A line: the input, an output, or a layer."""
        kind = re.sub(r"^[123]-D ", "", line["kind"])
        what = line["what"] or kind
        span = self.pasted.span(line.start("number"), line.end())
        found = _INPUT.search(what)
        if found is not None:
            *sizes, self.channels = _numbers(found[1])
            self.size, self.axes = tuple(sizes), len(sizes)
            return
        if _OUTPUTS.fullmatch(kind):
            return
        for layer in self.layers(kind, what, line):
            self.place = self.building.add(layer, self.place, name=line["name"] or None, span=span)

    def layers(self, kind: str, what: str, line: re.Match[str]) -> list[Layer]:
        """The layers of a line."""
        word = _KEPT.get(kind) or next((word for name, word in _KEPT.items() if _like(name) == _like(kind)), None)
        if word is not None:
            return [Layer(Kind.PASS, word=word)]
        if kind.startswith("Global"):
            return [Layer(Kind.GLOBAL_MAX if "Max" in kind else Kind.GLOBAL_AVERAGE)]
        dense, convolution, pool = _DENSE.search(what), _CONVOLUTION.search(what), _POOL.search(what)
        if dense is not None or kind == "Flatten":
            layers = [] if self.flat else [Layer(Kind.FLATTEN)]
            self.flat = True
            return layers if dense is None else [*layers, Layer(Kind.DENSE, (int(dense[1]),))]
        if convolution is not None:
            return [self.convolution(convolution, what)]
        if pool is not None:
            kernel = _plain(_numbers(pool[1])[: self.axes])
            of = Kind.MAX_POOL if pool[2] == "max" else Kind.AVERAGE_POOL
            stride = _given(_STRIDE, what) or (1,)
            return [
                Layer(of, kernel, stride=stride, padding=self.padding(what) or (Sides(0, 0),), rounding=Rounding.FLOOR)
            ]
        start, stop = line.span("kind")
        if _JOINED.search(f"{kind} {what}"):
            raise self.pasted.error(_english.CONNECTIONS_ARE_NOT_PRINTED, start, stop)
        raise self.pasted.error(_english.unknown_line(kind), start, stop)

    def convolution(self, found: re.Match[str], what: str) -> Layer:
        """A convolution, whose number of filters stands before its kernel."""
        groups, filters, size, transposed = found.groups()
        kernel = _numbers(size)[: self.axes]
        dilation, stride = _given(_DILATION, what), _given(_STRIDE, what)
        return Layer(
            Kind.TRANSPOSED if transposed else Kind.CONVOLUTION,
            _plain(kernel),
            stride=None if stride in (None, (1,)) else stride,
            padding=self.padding(what),
            dilation=None if dilation == (1,) else dilation,
            groups=None if groups is None else int(groups),
            channels=int(filters) * (1 if groups is None else int(groups)),
        )

    def padding(self, what: str) -> tuple[Sides, ...] | PaddingRule | None:
        """The padding: one number an axis, or before and after on each axis, height first."""
        found = _PADDING.search(what)
        if found is None:
            return None
        if found[2]:
            return PaddingRule.SAME
        numbers = _numbers(found[1])
        if len(numbers) == 2 * self.axes:
            sides = [Sides(*numbers[place : place + 2]) for place in range(0, len(numbers), 2)]
        else:
            sides = [Sides(each, each) for each in numbers]
        if all(side == Sides(0, 0) for side in sides):
            return None
        return tuple(sides[:1]) if all(side == sides[0] for side in sides) else tuple(sides)


def _like(kind: str) -> str:
    """The name of a kind as others spell it, BatchNormalisation."""
    return re.sub(r"[\W_]", "", kind).lower().replace("isation", "ization")


def _numbers(text: str) -> list[int]:
    return [int(each) for each in re.findall(r"\d{1,9}", text)]


def _plain(numbers: list[int]) -> tuple[int, ...]:
    return tuple(numbers[:1] if len(set(numbers)) == 1 else numbers)


def _given(pattern: re.Pattern[str], what: str) -> tuple[int, ...] | None:
    found = pattern.search(what)
    return None if found is None else _plain(_numbers(found[1]))
