"""A cfg of darknet -> Graph."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from symrf.networks.notation.architecture import Join, Layer, Sides
from symrf.networks.notation.kinds import Kind
from symrf.readers.darknet import _english
from symrf.readers.darknet.layers import WORDS, activation, convolution, dense, given, pool
from symrf.readers.darknet.printed import is_printed, printed
from symrf.readers.darknet.sections import Section, sections
from symrf.readers.graph import Building, Graph
from symrf.readers.inlining import inlined
from symrf.readers.lengths import after
from symrf.readers.pasted import Pasted

__all__ = ["claims", "read"]

_NET = ("net", "network")
_HEADS = ("yolo", "region", "detection", "gaussian_yolo", "iseg")
_RECURRENT = ("rnn", "gru", "lstm", "crnn", "conv_lstm", "history")
_NOT_READ = ("implicit", "implicit_add", "implicit_mul", "silence")
_HEADER = re.compile(r"^[ \t]*\[[ \t]*(\w+)[ \t]*\][ \t]*(?:[#;].*)?$", re.MULTILINE)
_AXES = ("h", "w")


def claims(pasted: Pasted) -> bool:
    """Whether sections of darknet stand in a text: [net] and a layer, or two layers."""
    found = [each[1].lower() for each in _HEADER.finditer(pasted.clean)]
    layers = sum(each in _READ or each in _RECURRENT for each in found)
    return layers >= 2 or (layers == 1 and any(each in _NET for each in found)) or is_printed(pasted)


def read(pasted: Pasted) -> tuple[Graph, ...]:
    """The network of a cfg; a ReadError points at the section, or the option, that is not read."""
    log = not _HEADER.search(pasted.clean)
    found = printed(pasted) if log else sections(pasted)
    net = next((each for each in found if each.name in _NET), None)
    layers = [each for each in found if each.name not in _NET]
    if not layers:
        raise pasted.error(_english.NO_LAYERS)
    reading = _Reading.begun(net, pasted)
    if log:
        reading.building.assume(_english.LOADED)
    return (reading.graph(layers),)


@dataclass
class _Reading:
    """A network while its sections are read: of each layer its place, and of each place its size and channels."""

    pasted: Pasted
    net: Section | None
    channels: list[int | None]
    sizes: list[tuple[int | None, ...]]
    flat: set[int]
    building: Building = field(default_factory=Building)
    layers: list[int] = field(default_factory=list)  # the place behind each layer
    heads: list[int] = field(default_factory=list)

    @classmethod
    def begun(cls, net: Section | None, pasted: Pasted) -> _Reading:
        """At the input."""
        if net is None:
            reading = cls(pasted, net, [None], [(None, None)], set())
            reading.building.assume(_english.NO_NET, certain=True)
            return reading
        size = tuple(net.integer(key, 0, 0) or None for key in ("height", "width"))
        channels = net.integer("channels", 0, 0) or None
        vector = size == (None, None) and "inputs" in net.options
        if vector:
            channels = net.integer("inputs", 0, 1)
        return cls(pasted, net, [channels], [size], {0} if vector else set())

    def graph(self, layers: Sequence[Section]) -> Graph:
        """The graph of all layers."""
        place = 0
        for section in layers:
            place = self.section(section, place)
            self.layers.append(place)
            if section.gives is not None:
                height, width, channels = section.gives
                self.building.expect(place, "size", height, width, span=section.span)
                self.building.expect(place, "channels", channels, span=section.span)
            if section.name in _HEADS:
                self.heads.append(place)
        last = () if layers[-1].name in (*_HEADS, "cost", "route") and self.heads else (place,)
        size = self.sizes[0]
        known = tuple(each for each in size if each is not None)
        return self.building.graph(
            *dict.fromkeys([*self.heads, *last]),
            channels=self.channels[0],
            size=known if len(known) == len(size) and 0 not in self.flat else (),
            axes=() if 0 in self.flat else _AXES,
            convention="darknet",
        )

    def section(self, section: Section, place: int) -> int:
        """The place behind a section."""
        if section.name in self.pasted.assumed:
            return self.assumed(section, place)
        if section.name in _RECURRENT:
            inputs = "" if self.net is None else self.net.text("inputs")
            raise section.refusal(_english.recurrent(section.name, inputs))
        if section.name in _NOT_READ:
            raise section.refusal(_english.not_read(section.name))
        if section.name not in _READ:
            raise section.refusal(_english.unknown(section.name))
        return _READ[section.name](self, section, place)

    def add(self, section: Section, layers: Sequence[Layer], place: int) -> int:
        """Append layers of a section."""
        for layer in layers:
            if layer.kind.flat or place in self.flat:
                self.flat.add(len(self.sizes))
            sizes = self.sizes[place]
            pixels = tuple(after(layer, at, _AXES, size) for at, size in enumerate(sizes))
            if place not in self.flat and any(size is not None and size < 1 for size in pixels):
                pixels = (None, None)
            self.sizes.append(pixels)
            self.channels.append(given(layer, self.channels[place]))
            place = self.building.add(layer, place, name=self.name(section, layer), span=section.span)
        return place

    def name(self, section: Section, layer: Layer | None = None) -> str | None:
        """A layer as darknet counts it; what a section does beside is not named."""
        beside = layer is not None and (
            layer.kind is Kind.FLATTEN
            or section.name == "shortcut"
            or (layer.kind is Kind.PASS and section.name not in (*WORDS, "activation"))
        )
        return None if beside else f"{section.name}{len(self.layers)}"

    def join(self, section: Section, join: Join, places: Sequence[int]) -> int:
        """Append a place where layers meet."""
        counts = [self.channels[each] for each in places]
        total = sum(each or 0 for each in counts) if join is Join.CONCATENATE else counts[0]
        self.sizes.append(self.sizes[places[0]])
        self.channels.append(None if None in counts else total)
        return self.building.add(join, *places, name=self.name(section), span=section.span)

    def assumed(self, section: Section, place: int) -> int:
        """A network that the user gives for a section."""
        network = self.pasted.assumed[section.name]
        end = inlined(self.building, network, place, self.name(section), section.span)
        while len(self.sizes) <= end:
            self.sizes.append((None, None))
            self.channels.append(None)
        return end

    def pointed(self, section: Section, key: str) -> list[int]:
        """The places of the layers that an option names: counted from this one where they are below 0."""
        here = len(self.layers)
        found = []
        for index in section.integers(key):
            layer = index + here if index < 0 else index
            if not here:
                raise section.refusal(_english.nothing_before(section.name), key)
            if not 0 <= layer < here:
                raise section.refusal(_english.outside(index, here - 1), key)
            found.append(self.layers[layer])
        return found


def _convolution(reading: _Reading, section: Section, place: int) -> int:
    if place in reading.flat and reading.channels[place] is not None:
        view = Layer(Kind.VIEW, (1, 1), channels=reading.channels[place])
        reading.flat.discard(len(reading.sizes))
        place = reading.add(section, [view], place)
        reading.flat.discard(place)
    if section.name == "local":
        reading.building.assume(_english.LOCAL, section.span, certain=True)
    return reading.add(section, convolution(section), place)


def _pool(reading: _Reading, section: Section, place: int) -> int:
    return reading.add(section, pool(section), place)


def _global(reading: _Reading, section: Section, place: int) -> int:
    return reading.add(section, [Layer(Kind.GLOBAL_AVERAGE)], place)


def _dense(reading: _Reading, section: Section, place: int) -> int:
    flatten = [] if place in reading.flat else [Layer(Kind.FLATTEN)]
    return reading.add(section, [*flatten, *dense(section)], place)


def _word(reading: _Reading, section: Section, place: int) -> int:
    return reading.add(section, [Layer(Kind.PASS, word=WORDS[section.name])], place)


def _activation(reading: _Reading, section: Section, place: int) -> int:
    return reading.add(section, activation(section, "linear"), place)


def _crop(reading: _Reading, section: Section, place: int) -> int:
    """A crop of the middle, which it is where nothing is trained."""
    sides = []
    for size, key in zip(reading.sizes[place], ("crop_height", "crop_width"), strict=True):
        wanted = section.integer(key, 1, 1)
        if size is None or size < wanted:
            raise section.refusal(_english.NO_SIZE_TO_CROP)
        sides.append(Sides(-((size - wanted) // 2), -(size - wanted - (size - wanted) // 2)))
    return reading.add(section, [Layer(Kind.PAD, padding=tuple(sides))], place)


def _route(reading: _Reading, section: Section, _place: int) -> int:
    """Layers behind each other in their channels, or a share of each."""
    places = reading.pointed(section, "layers")
    groups = section.integer("groups", 1, 1)
    if not 0 <= section.integer("group_id", 0) < groups:
        raise section.refusal(_english.no_group(section.integer("group_id", 0), groups), "group_id")
    if groups > 1:
        places = [_share(reading, section, each, groups) for each in places]
    return places[0] if len(places) == 1 else reading.join(section, Join.CONCATENATE, places)


def _share(reading: _Reading, section: Section, place: int, groups: int) -> int:
    """One of so many shares of the channels."""
    channels = reading.channels[place]
    if channels is None:
        raise section.refusal(_english.SEVERAL_SHARES, "groups")
    if channels % groups:
        raise section.refusal(_english.no_share(channels, groups), "groups")
    return reading.add(section, [Layer(Kind.TAKE, (channels // groups,))], place)


def _shortcut(reading: _Reading, section: Section, place: int) -> int:
    """A sum: where sizes or channels differ, darknet adds what overlaps, and what comes out is like the last layer."""
    if not reading.layers:
        raise section.refusal(_english.nothing_before(section.name))
    places = [_overlapping(reading, section, each, place) for each in reading.pointed(section, "from")]
    return reading.add(section, activation(section, "linear"), reading.join(section, Join.ADD, [place, *places]))


def _overlapping(reading: _Reading, section: Section, place: int, here: int) -> int:
    """The pixels and channels of an earlier layer that are added to one."""
    sizes = list(zip(reading.sizes[place], reading.sizes[here], strict=True))
    strides = {there // own if there and own else 1 for there, own in sizes}
    if any(there is not None and own is not None and there < own for there, own in sizes) or len(strides) > 1:
        raise section.refusal(_english.SCATTERED, "from")
    stride = strides.pop()
    if stride > 1:
        reading.building.assume(_english.sampled(stride), section.span, certain=True)
        place = reading.add(section, [Layer(Kind.MAX_POOL, (1,), (stride,), (Sides(0, 0),))], place)
    there, own = reading.channels[place], reading.channels[here]
    if there is None or own is None or there == own:
        return place
    if there > own:
        reading.building.assume(_english.more_channels(own, there), section.span, certain=True)
        return reading.add(section, [Layer(Kind.TAKE, (own,))], place)
    reading.building.assume(_english.unequal(own, there), section.span, certain=True)
    return reading.add(section, [Layer(Kind.OPAQUE, word="pad", channels=own)], place)


def _gate(reading: _Reading, section: Section, place: int) -> int:
    """A product with an earlier layer: by channels, or by pixels."""
    earlier = reading.pointed(section, "from")[0]
    first = [earlier, place] if section.name == "scale_channels" else [place, earlier]
    return reading.add(section, activation(section, "linear"), reading.join(section, Join.GATE, first))


def _upsample(reading: _Reading, section: Section, place: int) -> int:
    stride = section.integer("stride", 2)
    if stride == 0:
        raise section.refusal(_english.too_small("stride", 1), "stride")
    pooled = Layer(Kind.AVERAGE_POOL, (-stride,), (-stride,), (Sides(0, 0),))
    return reading.add(section, [pooled if stride < 0 else Layer(Kind.NEAREST, (stride,))], place)


def _reorg(reading: _Reading, section: Section, place: int) -> int:
    """Pixels that become channels, or the other way round."""
    if section.integer("flatten", 0) or section.integer("extra", 0):
        raise section.refusal(_english.OTHER_REORG)
    reading.building.assume(_english.REORG, section.span)
    kind = Kind.SHUFFLE if section.integer("reverse", 0) else Kind.UNSHUFFLE
    return reading.add(section, [Layer(kind, (section.integer("stride", 1, 1),))], place)


_READ: Mapping[str, Callable[[_Reading, Section, int], int]] = {
    **dict.fromkeys(("convolutional", "conv", "deconvolutional", "deconv", "local"), _convolution),
    **dict.fromkeys(("maxpool", "max", "local_avgpool", "local_avg"), _pool),
    **dict.fromkeys(("avgpool", "avg"), _global),
    **dict.fromkeys(("connected", "conn"), _dense),
    **dict.fromkeys(WORDS, _word),
    "activation": _activation,
    "crop": _crop,
    "route": _route,
    "shortcut": _shortcut,
    **dict.fromkeys(("scale_channels", "sam"), _gate),
    "upsample": _upsample,
    **dict.fromkeys(("reorg", "reorg3d", "reorg_old"), _reorg),
}
"""Sections that are read, by their names."""
