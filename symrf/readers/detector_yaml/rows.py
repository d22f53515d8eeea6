"""A row of a detector -> a part of the graph."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from symrf.networks.channels import channels
from symrf.networks.graph import chain
from symrf.networks.notation.architecture import Architecture, Join, Layer, Sides
from symrf.networks.notation.kinds import Kind
from symrf.networks.notation.reader import parse
from symrf.readers.detector_yaml import _english
from symrf.readers.detector_yaml.detector import Detector
from symrf.readers.detector_yaml.layers import max_pool, same_pool, upsample, whole
from symrf.readers.detector_yaml.loading import Plain, Value
from symrf.readers.detector_yaml.modules import MODULES as OLDER
from symrf.readers.detector_yaml.modules import bottleneck, conv, divisible
from symrf.readers.detector_yaml.newer import NEWER
from symrf.readers.inlining import inlined

__all__ = ["Row"]

MODULES = {**OLDER, **NEWER}


@dataclass
class Row:
    """A row that is made a part of the graph."""

    reading: Detector
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
            if "mix " in text:
                reading.building.assume(_english.attends(self.name), reading.span(self.module), certain=True)
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
        part = len(reading.building.nodes)  # a row is called once
        place = reading.building.add(item, *sources, name=self.called, span=reading.span(self.row), part=part)
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
            light = name == "v10Detect" or any(f"{each}," in reading.pasted.clean for each in _LIGHT)
            reading.outputs += [self.decoupled(each, light) for each in self.sources]
        else:
            reading.building.assume(_english.head(name, len(self.sources)), reading.span(self.module), certain=True)
            reading.outputs += self.sources
        return reading.outputs[-1]

    def decoupled(self, source: int, light: bool) -> int:
        """Boxes and classes, by two convolutions each; those of the classes are depthwise first where it is light."""
        reading, classes, sides = self.reading, self.reading.number("nc", 80), 4 * self.reading.number("reg_max", 16)
        first, received = self.received(), self.reading.channels.get(source) or self.received()
        boxes, kinds = max(16, first // 4, sides), max(first, min(classes, 100))
        told = f"{conv(kinds, 3)} {conv(kinds, 3)}"
        if light:
            told = f"{conv(received, 3, g=received)} {conv(kinds)} {conv(kinds, 3, g=kinds)} {conv(kinds)}"
        branches = f"{conv(boxes, 3)} {conv(boxes, 3)} c1-{sides} | {told} c1-{classes}"
        place = inlined(reading.building, parse(f"[{branches}]"), source, self.called, reading.span(self.row))
        reading.channels[place] = sides + classes
        return place


def _per_pixel(anchors: Value) -> int:
    """How many boxes a pixel has: so many, or a pair of numbers for each."""
    if isinstance(anchors.of, int):
        return max(anchors.of, 1)
    return next((len(list(each)) // 2 for each in anchors if isinstance(each.of, tuple)), 3)


def _concat(row: Row) -> int:
    """Rows behind each other in their channels."""
    counts = [row.reading.channels.get(each) for each in row.sources]
    if len(row.sources) == 1:
        return row.sources[0]
    total = None if None in counts else sum(each or 0 for each in counts)
    return row.add(Join.CONCATENATE, *row.sources, given=total)


def _shortcut(row: Row) -> int:
    """Rows added."""
    if len(row.sources) < 2:
        raise row.reading.refusal(_english.NOTHING_TO_ADD, row.row)
    return row.add(Join.ADD, *row.sources, given=row.reading.channels.get(row.sources[0]))


def _plain(layer: Callable[[list[Plain]], Layer], factor: float = 1) -> Callable[[Row], int]:
    """A layer of one row, which gives so many times the channels."""

    def made(row: Row) -> int:
        arguments = [each for each in row.given if isinstance(each, Plain)]
        received = row.reading.channels.get(row.sources[0])
        found = layer(arguments)
        times = factor if factor == 1 else int(str(found.sizes[0])) ** (2 if factor > 1 else -2)
        given = None if received is None else int(received * times)
        return row.add(found, row.sources[0], given=given)

    return made


def _zero_pad(row: Row) -> int:
    """Pixels on the left, the right, above and below."""
    sides = row.given[0] if row.given else None
    numbers = [each for each in sides if isinstance(each, int)] if isinstance(sides, tuple) else [sides] * 4
    left, right, above, below = (each if isinstance(each, int) else int(str(each)) for each in numbers)
    layer = Layer(Kind.PAD, padding=(Sides(above, below), Sides(left, right)))
    return row.add(layer, row.sources[0], given=row.reading.channels.get(row.sources[0]))


def _transposed(row: Row) -> int:
    """nn.ConvTranspose2d, whose channels are scaled as those of modules are."""
    wanted, kernel, stride, padding = (
        whole([each for each in row.given if isinstance(each, Plain)], place, default)
        for place, default in enumerate((0, 2, 1, 0))
    )
    given = divisible(min(wanted, row.reading.largest) * row.reading.width)
    layer = Layer(Kind.TRANSPOSED, (kernel,), (stride,), (Sides(padding, padding),), channels=given)
    return row.add(layer, row.sources[0], given=given)


_LIGHT = ("C3k2", "C2fCIB", "A2C2f")  # modules of detectors since YOLOv10, whose heads have depthwise convolutions
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
        "IBin",
        "Segment26",
        "Pose26",
        "OBB26",
        "YOLOEDetect",
        "YOLOESegment",
        "YOLOESegment26",
        "DDetect",
        "DualDDetect",
        "TripleDDetect",
    }
)
_TYPES: Mapping[str, Callable[[Row], int]] = {
    "Concat": _concat,
    "Shortcut": _shortcut,
    "nn.Upsample": _plain(upsample),
    "nn.MaxPool2d": _plain(max_pool),
    "MP": _plain(lambda given: max_pool([whole(given, 0, 2)])),
    "SP": _plain(same_pool),
    "nn.ZeroPad2d": _zero_pad,
    "nn.ConvTranspose2d": _transposed,
    "nn.Identity": lambda row: row.sources[0],
    "Silence": lambda row: row.sources[0],
    "nn.BatchNorm2d": _plain(lambda _: Layer(Kind.PASS, word="bn")),
    "Contract": _plain(lambda given: Layer(Kind.UNSHUFFLE, (whole(given, 0, 2),)), 4),
    "ReOrg": _plain(lambda _: Layer(Kind.UNSHUFFLE, (2,)), 4),
    "Expand": _plain(lambda given: Layer(Kind.SHUFFLE, (whole(given, 0, 2),)), 0.25),
}
"""Rows that are no modules of a detector's own."""
