"""A detector in YAML -> Graph: rows of [from, repeats, module, arguments]."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from symrf.errors import SymrfError
from symrf.formulas import limits
from symrf.networks.channels import channels
from symrf.networks.graph import chain
from symrf.networks.notation.architecture import Architecture, Join, Layer, Rounding, Sides
from symrf.networks.notation.kinds import Kind
from symrf.networks.notation.layers import scale
from symrf.networks.notation.reader import parse
from symrf.readers.detector_yaml import _english
from symrf.readers.detector_yaml.loading import Plain, Value, loaded
from symrf.readers.detector_yaml.modules import MODULES, bottleneck, conv, divisible
from symrf.readers.graph import Building, Graph, Span
from symrf.readers.inlining import inlined
from symrf.readers.pasted import Pasted

__all__ = ["claims", "read"]

_ROWS = re.compile(r"^\s*(?:backbone|head)\s*:", re.MULTILINE)
_ROW = re.compile(
    r"-\s*\[\s*(?:-?\d+|\[[-\d,\s]+\])\s*,\s*\d+\s*,\s*[A-Za-z_\"']|^\s*-\s*\n?\s*-\s*-?\d+\s*$", re.MULTILINE
)
_NAMED = re.compile(r"^(?:MODEL\s*:|_BASE_\s*:|model\s*=\s*dict\s*\(|_base_\s*=)", re.MULTILINE)
_NAME = re.compile(
    r"""\b(?:META_ARCHITECTURE|NAME|type)\s*[:=]\s*["']?(\w+)|\b(DEPTH|depth)\s*[:=]\s*(\d+)|\b(?:WEIGHTS)\s*:\s*["']?(\S+)"""
)
_FILE_SCALE = re.compile(r"yolo(?:v|e-v)?\d+([nslmx])\b")


def claims(pasted: Pasted) -> bool:
    """Whether rows of a detector stand in a text, or a configuration that names a network."""
    text = pasted.clean
    return (_ROWS.search(text) is not None and _ROW.search(text) is not None) or _NAMED.search(text) is not None


def read(pasted: Pasted) -> tuple[Graph, ...]:
    """The network of a YAML file; a ReadError points at the row that is not read, or names what is only named."""
    named = _NAMED.search(pasted.clean)
    if named is not None and _ROW.search(pasted.clean) is None:
        raise pasted.error(_english.only_named(_names(pasted.clean)), named.start(), named.end())
    return (_Reading.begun(pasted, loaded(pasted)).graph(),)


def _names(text: str) -> list[str]:
    """What is named of a network."""
    found = ("-".join(filter(None, each.groups())) for each in _NAME.finditer(text))
    return list(dict.fromkeys(found))


@dataclass
class _Reading:
    """A detector while its rows are read: of each its place, and of each place its channels."""

    pasted: Pasted
    file: Value
    depth: float = 1.0
    width: float = 1.0
    largest: float = float("inf")
    size: str = ""
    building: Building = field(default_factory=Building)
    channels: dict[int, int | None] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)
    outputs: list[int] = field(default_factory=list)

    @classmethod
    def begun(cls, pasted: Pasted, file: Value) -> _Reading:
        """With the multiples of depth and width, or those of a scale."""
        reading = cls(pasted, file)
        reading.channels[0] = reading.number("ch", 3)
        depth, width = (_decimal(file.get(each)) for each in ("depth_multiple", "width_multiple"))
        reading.depth, reading.width = depth or 1.0, width or 1.0
        scales = file.get("scales")
        if scales is not None and isinstance(scales.of, dict) and scales.of:
            reading.scaled(scales.of)
        return reading

    def scaled(self, scales: Mapping[str, Value]) -> None:
        """Take the scale that the file is named after, or the first."""
        meant = _FILE_SCALE.search(self.pasted.file)
        own = self.file.get("scale")
        wanted = [str(own.of) if own is not None else "", meant[1] if meant else ""]
        self.size = next((each for each in wanted if each in scales), next(iter(scales)))
        values = [_decimal(each) for each in scales[self.size]]
        if len(values) < 2 or None in values:
            raise self.refusal(_english.NO_SCALE, scales[self.size])
        self.depth, self.width, self.largest = ([each or 1.0 for each in values] + [float("inf")])[:3]
        self.building.assume(_english.scale(self.size, list(scales)), self.span(scales[self.size]), certain=True)

    def number(self, key: str, default: int) -> int:
        """A whole number of the file."""
        found = self.file.get(key)
        return found.of if found is not None and isinstance(found.of, int) and found.of > 0 else default

    def span(self, value: Value) -> Span:
        return self.pasted.span(value.start, value.stop)

    def refusal(self, message: str, value: Value) -> SymrfError:
        """A ReadError at a value."""
        return self.pasted.error(message, value.start, max(value.stop, value.start + 1))

    def graph(self) -> Graph:
        """The graph of all rows."""
        rows = [row for key in ("backbone", "head") if (part := self.file.get(key)) is not None for row in part]
        if not rows or len(rows) > limits.READ_NODES:
            raise self.refusal(_english.NO_ROWS, self.file)
        for row in rows:
            self.rows.append(self.row(row))
        return self.building.graph(
            *dict.fromkeys(self.outputs or [self.rows[-1]]), channels=self.channels[0], convention="pytorch"
        )

    def row(self, row: Value) -> int:
        """The place behind a row."""
        parts = list(row)
        if len(parts) not in (3, 4):
            raise self.refusal(_english.NO_ROW, row)
        where, repeats, module, *rest = parts
        name = str(module.of)
        given = [self.argument(each) for each in (rest[0] if rest else ())]
        sources = self.sources(where)
        count = repeats.of
        if not isinstance(count, int) or isinstance(count, bool) or not 1 <= count <= limits.REPEAT_WRITTEN_OUT:
            raise self.refusal(_english.no_number(count), repeats)
        times = max(round(count * self.depth), 1) if count > 1 else count
        made = _Row(self, row, module, name, sources, times, given)
        try:
            return made.place()
        except (TypeError, ValueError, ZeroDivisionError, OverflowError, AttributeError):
            raise self.refusal(_english.OWN_ARGUMENTS, row) from None

    def argument(self, value: Value) -> object:
        """An argument, whose names are those of the file."""
        if isinstance(value.of, tuple):
            return tuple(self.argument(each) for each in value)
        if isinstance(value.of, dict):
            raise self.refusal(_english.OWN_ARGUMENTS, value)
        named = self.file.get(value.of) if isinstance(value.of, str) else None
        return named.of if named is not None and isinstance(named.of, int | float) else value.of

    def sources(self, where: Value) -> list[int]:
        """The places that a row reads: of the rows before it, counted from it where they are below 0."""
        here = len(self.rows)
        found = []
        for each in where if isinstance(where.of, tuple) else (where,):
            index = each.of
            row = index + here if isinstance(index, int) and index < 0 else index
            if row == -1 and not here:
                found.append(0)
            elif isinstance(row, int) and not isinstance(row, bool) and 0 <= row < here:
                found.append(self.rows[row])
            else:
                raise self.refusal(_english.outside(index, here - 1), each)
        if not found:
            raise self.refusal(_english.outside("[]", here - 1), where)
        return found


@dataclass
class _Row:
    """A row that is made a part of the graph."""

    reading: _Reading
    row: Value
    module: Value
    name: str
    sources: list[int]
    times: int
    given: list[object]

    @property
    def called(self) -> str:
        """The module as PyTorch names it."""
        return f"model.{len(self.reading.rows)}"

    def place(self) -> int:
        """The place of what it gives."""
        name = self.name.removeprefix("torch.")
        if self.name in self.reading.pasted.assumed:
            return self.network(self.reading.pasted.assumed[self.name], None)
        if name in MODULES:
            return self.module_known(name)
        if name in _TYPES:
            return _TYPES[name](self)
        if name in _HEADS:
            return self.head(name)
        raise self.reading.refusal(_english.unknown(self.name), self.module)

    def received(self) -> int:
        """The channels that it receives; a ReadError where they are not known."""
        found = self.reading.channels.get(self.sources[0])
        if found is None:
            raise self.reading.refusal(_english.UNKNOWN_CHANNELS, self.row)
        return found

    def module_known(self, name: str) -> int:
        """A module with its channels scaled and its repeats."""
        reading, module = self.reading, MODULES[name]
        wanted, *rest = self.given
        if not isinstance(wanted, int) or isinstance(wanted, bool) or not 1 <= wanted < 10**7:
            raise reading.refusal(_english.no_number(wanted), self.row)
        classes = reading.number("nc", 0)
        given = wanted if wanted == classes else divisible(min(wanted, reading.largest) * reading.width)
        if name == "C3k2" and reading.size in ("m", "l", "x"):
            rest = [True, *rest[1:]]
        if name == "Bottleneck":
            old = reading.file.get("anchors") is not None
            reading.building.assume(_english.TWO_FAMILIES if old else _english.NEWER_FAMILY, reading.span(self.module))
            text = bottleneck(
                self.received(), given, rest[0] is not False if rest else True, kernels=(1, 3) if old else (3, 3)
            )
        else:
            arguments = [self.times, *rest] if module.repeats else rest
            text = module.text(self.received(), given, *arguments)
        if not module.repeats and self.times > 1:
            text = f"({text})*{self.times}"
        return self.network(parse(text), given)

    def network(self, network: Architecture, given: int | None) -> int:
        """A network in place of the row."""
        place = inlined(self.reading.building, network, self.sources[0], self.called, self.reading.span(self.row))
        if given is None:
            found = channels(chain(network), self.reading.channels.get(self.sources[0]), 2)[-1]
            given = found if isinstance(found, int) else None
        self.reading.channels[place] = given
        return place

    def add(self, item: Layer | Join, *sources: int, given: int | None) -> int:
        """Append a layer, or a place where rows meet."""
        reading = self.reading
        place = reading.building.add(item, *sources, name=self.called, span=reading.span(self.row))
        reading.channels[place] = given
        return place

    def head(self, name: str) -> int:
        """The end of a detector: what each of its inputs comes to."""
        reading = self.reading
        anchors = reading.file.get("anchors")
        if name == "Detect" and anchors is not None:
            units = _per_pixel(anchors) * (reading.number("nc", 80) + 5)
            reading.outputs += [
                self.add(Layer(Kind.CONVOLUTION, (1,), (1,), (Sides(0, 0),), channels=units), each, given=units)
                for each in self.sources
            ]
        elif name in ("Detect", "v10Detect"):
            reading.outputs += [self.decoupled(each) for each in self.sources]
        else:
            reading.building.assume(_english.head(name, len(self.sources)), reading.span(self.module), certain=True)
            reading.outputs += self.sources
        return reading.outputs[-1]

    def decoupled(self, source: int) -> int:
        """Boxes and classes, by two convolutions each."""
        reading, classes = self.reading, self.reading.number("nc", 80)
        first = self.received()
        boxes, kinds = max(16, first // 4, 64), max(first, min(classes, 100))
        branches = f"{conv(boxes, 3)} {conv(boxes, 3)} c1-64 | {conv(kinds, 3)} {conv(kinds, 3)} c1-{classes}"
        place = inlined(reading.building, parse(f"[{branches}]"), source, self.called, reading.span(self.row))
        reading.channels[place] = 64 + classes
        return place


def _per_pixel(anchors: Value) -> int:
    """How many boxes a pixel has: so many, or a pair of numbers for each."""
    if isinstance(anchors.of, int):
        return max(anchors.of, 1)
    return next((len(list(each)) // 2 for each in anchors if isinstance(each.of, tuple)), 3)


def _decimal(value: Value | None) -> float | None:
    """A number above 0, and not above 100."""
    found = None if value is None else value.of
    if isinstance(found, int | float) and not isinstance(found, bool) and found > 0:
        return float(found)
    return None


def _concat(row: _Row) -> int:
    """Rows behind each other in their channels."""
    counts = [row.reading.channels.get(each) for each in row.sources]
    if len(row.sources) == 1:
        return row.sources[0]
    total = None if None in counts else sum(each or 0 for each in counts)
    return row.add(Join.CONCATENATE, *row.sources, given=total)


def _shortcut(row: _Row) -> int:
    """Rows added."""
    if len(row.sources) < 2:
        raise row.reading.refusal(_english.NOTHING_TO_ADD, row.row)
    return row.add(Join.ADD, *row.sources, given=row.reading.channels.get(row.sources[0]))


def _plain(layer: Callable[[list[Plain]], Layer], factor: float = 1) -> Callable[[_Row], int]:
    """A layer of one row, which gives so many times the channels."""

    def made(row: _Row) -> int:
        arguments = [each for each in row.given if isinstance(each, Plain)]
        received = row.reading.channels.get(row.sources[0])
        found = layer(arguments)
        times = factor if factor == 1 else int(str(found.sizes[0])) ** (2 if factor > 1 else -2)
        given = None if received is None else int(received * times)
        return row.add(found, row.sources[0], given=given)

    return made


def _whole(arguments: Sequence[Plain], place: int, default: int) -> int:
    """An argument that is a whole number."""
    found = arguments[place] if len(arguments) > place else default
    if not isinstance(found, int) or isinstance(found, bool) or found < 0:
        raise ValueError(found)
    return found


def _upsample(arguments: list[Plain]) -> Layer:
    size, factor, mode = [*arguments, *([None] * 3)][:3]
    kind = Kind.NEAREST if mode in (None, "nearest") else Kind.BILINEAR
    if isinstance(size, int) and not isinstance(size, bool):
        return Layer(Kind.RESIZE, (size,))
    if not isinstance(factor, int | float) or isinstance(factor, bool):
        raise TypeError(factor)
    return Layer(kind, (scale(Fraction(factor).limit_denominator(100)),))


def _max_pool(arguments: list[Plain]) -> Layer:
    kernel = _whole(arguments, 0, 2)
    padding = _whole(arguments, 2, 0)
    return Layer(
        Kind.MAX_POOL,
        (kernel,),
        (_whole(arguments, 1, kernel),),
        (Sides(padding, padding),),
        rounding=Rounding.FLOOR,
    )


def _same_pool(arguments: list[Plain]) -> Layer:
    kernel = _whole(arguments, 0, 3)
    return Layer(Kind.MAX_POOL, (kernel,), (1,), (Sides(kernel // 2, kernel // 2),), rounding=Rounding.FLOOR)


def _zero_pad(row: _Row) -> int:
    """Pixels on the left, the right, above and below."""
    sides = row.given[0] if row.given else None
    numbers = [each for each in sides if isinstance(each, int)] if isinstance(sides, tuple) else [sides] * 4
    left, right, above, below = (each if isinstance(each, int) else int(str(each)) for each in numbers)
    layer = Layer(Kind.PAD, padding=(Sides(above, below), Sides(left, right)))
    return row.add(layer, row.sources[0], given=row.reading.channels.get(row.sources[0]))


def _transposed(row: _Row) -> int:
    """nn.ConvTranspose2d, whose channels are scaled as those of modules are."""
    wanted, kernel, stride, padding = (
        _whole([each for each in row.given if isinstance(each, Plain)], place, default)
        for place, default in enumerate((0, 2, 1, 0))
    )
    given = divisible(min(wanted, row.reading.largest) * row.reading.width)
    layer = Layer(Kind.TRANSPOSED, (kernel,), (stride,), (Sides(padding, padding),), channels=given)
    return row.add(layer, row.sources[0], given=given)


_HEADS = frozenset(
    {
        "Detect",
        "v10Detect",
        "IDetect",
        "IAuxDetect",
        "Segment",
        "Pose",
        "OBB",
        "RTDETRDecoder",
        "WorldDetect",
        "IKeypoint",
    }
)
_TYPES: Mapping[str, Callable[[_Row], int]] = {
    "Concat": _concat,
    "Shortcut": _shortcut,
    "nn.Upsample": _plain(_upsample),
    "nn.MaxPool2d": _plain(_max_pool),
    "MP": _plain(lambda given: _max_pool([_whole(given, 0, 2)])),
    "SP": _plain(_same_pool),
    "nn.ZeroPad2d": _zero_pad,
    "nn.ConvTranspose2d": _transposed,
    "nn.Identity": lambda row: row.sources[0],
    "nn.BatchNorm2d": _plain(lambda _: Layer(Kind.PASS, word="bn")),
    "Contract": _plain(lambda given: Layer(Kind.UNSHUFFLE, (_whole(given, 0, 2),)), 4),
    "ReOrg": _plain(lambda _: Layer(Kind.UNSHUFFLE, (2,)), 4),
    "Expand": _plain(lambda given: Layer(Kind.SHUFFLE, (_whole(given, 0, 2),)), 0.25),
}
"""Rows that are no modules of a detector's own."""
