"""A prototxt of Caffe -> Graph."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from symrf.formulas import limits
from symrf.networks.conventions import convention
from symrf.networks.notation.architecture import Join, Layer, Rounding, Sides
from symrf.networks.notation.kinds import Kind
from symrf.readers.graph import Building, Graph
from symrf.readers.inlining import inlined
from symrf.readers.lengths import after
from symrf.readers.pasted import Pasted
from symrf.readers.prototxt import _english
from symrf.readers.prototxt.inputs import Input, given_by, told
from symrf.readers.prototxt.layers import WORDS, convolution, kind_of, pool
from symrf.readers.prototxt.text import Message, messages

__all__ = ["claims", "read"]

_LAYER = re.compile(r"^[^#\n]*?\blayers?\s*:?\s*\{", re.MULTILINE)
_TYPE = re.compile(r"""\btype\s*:\s*(?:"\w+"|'\w+'|[A-Z][A-Z_0-9]+\b)""")
_PARAM = re.compile(r"\b(?:convolution|pooling|inner_product|input)_param\s*:?\s*\{")
_SOLVER = re.compile(r"^\s*(?:train_)?net\s*:", re.MULTILINE)
_RATE = re.compile(r"^\s*base_lr\s*:", re.MULTILINE)
_ASIDE = re.compile(  # types that give no image: of data, of losses, of what a detector does at its end
    r".*loss|accuracy|silence|priorbox|detection\w*|annotateddata|multibox\w*|evaluat\w*|parameter|hdf5output"
)
_REFUSED = re.compile(
    r"roi\w*|proposal|psroi\w*|lstm\w*|rnn|recurrent|embed|im2col|batchreindex|filter|spp|tile|python"
)
_AXES = ("h", "w")
_CAFFE = convention("caffe")


def claims(pasted: Pasted) -> bool:
    """Whether messages of Caffe stand in a text: layers with their type, or parameters of layers; or a solver."""
    text = pasted.clean
    layers = (_LAYER.search(text) or _PARAM.search(text)) is not None and _TYPE.search(text) is not None
    return layers or all(each.search(text) for each in (_SOLVER, _RATE))


def read(pasted: Pasted) -> tuple[Graph, ...]:
    """The network of a prototxt in its phase TEST; a ReadError points at the layer, or the bracket, that is not read.

    >>> text = 'layer { name: "a" type: "Convolution" bottom: "x" top: "a" convolution_param { kernel_size: 3 } }'
    >>> print(read(Pasted.of(text))[0].nodes[0].item)
    c3s1p0
    """
    net = messages(pasted)
    layers = list(_layers(net))
    if not layers:
        raise pasted.error(_english.A_SOLVER if net.all("base_lr") else _english.NO_LAYERS, net.start, net.stop)
    if len(layers) > limits.READ_NODES:
        raise pasted.error(_english.too_many(), net.start, net.stop)
    return (_Reading(pasted, net).graph(layers),)


def _layers(net: Message) -> Iterator[Message]:
    """The layers: messages named so, or fields of a list that was printed, of which each begins behind a comma."""
    found = net.messages("layer", "layers")
    if found or not net.all("type"):
        yield from found
        return
    layer = Message(net.pasted, net.start, net.stop)
    for place, (name, value) in enumerate(net.fields):
        if layer.fields and (place in net.begins or (name == "name" and layer.all("name"))):
            yield layer
            layer = Message(net.pasted, value.start, value.stop)
        layer.fields.append((name, value))
        layer.stop = value.stop
    yield layer


def _tested(layer: Message) -> bool:
    """Whether a layer is there in the phase TEST."""

    def phases(name: str) -> list[str]:
        return [each.text("phase", "TEST").upper() for each in layer.messages(name)]

    included = phases("include")
    return (not included or bool({"TEST", "1"} & set(included))) and not {"TEST", "1"} & set(phases("exclude"))


@dataclass
class _Reading:
    """A network while its layers are read: the places of blobs by name, and of each place its size and channels."""

    pasted: Pasted
    net: Message
    building: Building = field(default_factory=Building)
    blobs: dict[str, int] = field(default_factory=dict)
    channels: list[int | None] = field(default_factory=lambda: [None])
    sizes: list[tuple[int | None, ...]] = field(default_factory=lambda: [(None, None)])
    flat: set[int] = field(default_factory=set)
    aside: set[str] = field(default_factory=set)  # blobs that are no images
    used: set[int] = field(default_factory=set)
    name: str | None = None
    layer: Message | None = None

    def graph(self, layers: Sequence[Message]) -> Graph:
        """The graph of all layers of the phase."""
        there = [each for each in layers if _tested(each)]
        if len(there) < len(layers):
            self.building.assume(_english.TEST_PHASE, certain=True)
        first = self.begin(there)
        for layer in there:
            self.read(layer)
        ends = [place for place in dict.fromkeys(self.blobs.values()) if place and place not in self.used]
        if not self.building.nodes:
            raise self.pasted.error(_english.NO_LAYERS, self.net.start, self.net.stop)
        return self.building.graph(
            *(ends or [len(self.building.nodes)]),
            channels=first.channels,
            size=first.size,
            axes=_AXES,
            convention="caffe",
            name=None if self.net.all("type") else self.net.text("name") or None,
        )

    # --- The input

    def begin(self, layers: Sequence[Message]) -> Input:
        """The input: one that is told, or the one blob that no layer gives."""
        found = told(self.net) or self.data(layers)
        if found is None:
            given = {each.text for layer in layers for each in layer.scalars("top")}
            lacking = dict.fromkeys(
                each.text
                for layer in layers
                if not _ASIDE.fullmatch(kind_of(layer))
                for each in layer.scalars("bottom")
                if each.text not in given
            )
            unnamed = next((each.text for each in layers[0].scalars("bottom")), "data") if layers else "data"
            names = list(lacking) or [unnamed]
            if len(names) > 1:
                raise self.pasted.error(_english.several_inputs(names), layers[0].start, layers[0].stop)
            self.building.assume(_english.begins_with(names[0]), certain=True)
            found = Input(names[0], None, ())
        self.blobs[found.name] = 0
        self.channels[0] = found.channels
        if found.size:
            self.sizes[0] = found.size
        return found

    def data(self, layers: Sequence[Message]) -> Input | None:
        """The blob of a layer of data that other layers take; the others are labels."""
        taken = [
            each.text for layer in layers if not _ASIDE.fullmatch(kind_of(layer)) for each in layer.scalars("bottom")
        ]
        inputs: dict[str, Input] = {}
        for layer in layers:
            if layer.scalars("bottom"):
                continue
            for each in given_by(layer):
                if each.name in taken:
                    inputs[each.name] = each
                else:
                    self.aside.add(each.name)
        if len(inputs) > 1:
            raise self.pasted.error(_english.several_inputs(list(inputs)), layers[0].start, layers[0].stop)
        return next(iter(inputs.values()), None)

    # --- Layers

    def read(self, layer: Message) -> None:
        """A layer: what it gives is known by the names of its tops."""
        self.layer, self.name = layer, layer.text("name") or None
        kind = kind_of(layer)
        bottoms, tops = ([each.text for each in layer.scalars(name)] for name in ("bottom", "top"))
        if not bottoms and (tops and all(each in self.blobs or each in self.aside for each in tops)):
            return
        if _ASIDE.fullmatch(kind) or (bottoms and all(each in self.aside for each in bottoms)):
            self.aside.update(each for each in tops if each not in self.blobs)
            return
        places = [self.blob(layer, each) for each in layer.scalars("bottom") if each.text not in self.aside]
        if not places:
            raise self.refusal(_english.bottoms(layer.text("type"), 0))
        found = self.given(layer, kind, places)
        self.used.update(each for each in places if each not in found)
        self.blobs.update(zip(tops, found * len(tops) if len(found) == 1 else found, strict=False))

    def given(self, layer: Message, kind: str, places: list[int]) -> list[int]:
        """The places of what a layer gives."""
        for assumed, network in self.pasted.assumed.items():
            if assumed.replace("_", "").lower() == kind:
                end = inlined(self.building, network, places[0], self.name, self.span)
                self.sizes += [(None, None)] * (end + 1 - len(self.sizes))
                self.channels += [None] * (end + 1 - len(self.channels))
                return [end]
        if kind in _TYPES:
            return _TYPES[kind](self, layer, places)
        if kind in WORDS:
            return [self.add(Layer(Kind.PASS, word=WORDS[kind]), places[0])]
        if _REFUSED.fullmatch(kind):
            raise self.refusal(_english.refused(layer.text("type")))
        raise self.refusal(_english.unknown(layer.text("type")))

    def blob(self, layer: Message, bottom: object) -> int:
        """The place of a blob that a layer takes."""
        text, start, stop = (getattr(bottom, each) for each in ("text", "start", "stop"))
        if text not in self.blobs:
            raise layer.pasted.error(_english.nothing_gives(text), start, stop)
        return self.blobs[text]

    @property
    def span(self) -> tuple[int, int] | None:
        """Where the name of the layer stands, or the layer."""
        if self.layer is None:
            return None
        named = self.layer.scalars("name")
        where = named[-1] if named else self.layer
        return self.pasted.span(where.start, where.stop)

    def refusal(self, message: str) -> Exception:
        """A ReadError at the type of the layer."""
        layer = self.layer or self.net
        typed = layer.scalars("type")
        where = typed[-1] if typed else layer
        return self.pasted.error(message, where.start, where.stop)

    def add(self, layer: Layer, place: int, fits: int | None = None) -> int:
        """Append a layer."""
        sizes = self.sizes[place if fits is None else fits]
        flat = layer.kind.flat or place in self.flat
        if not flat and fits is None:
            sizes = tuple(after(layer, at, _AXES, size, _CAFFE) for at, size in enumerate(sizes))
            if any(size is not None and size < 1 for size in sizes):
                raise self.refusal(_english.NO_PIXEL)
        self.sizes.append(sizes)
        self.channels.append(_channels(layer, self.channels[place]))
        name = None if layer.kind is Kind.FLATTEN and self.kind("innerproduct") else self.name
        found = self.building.add(layer, place, name=name, span=self.span, fits=fits)
        if flat:
            self.flat.add(found)
        return found

    def kind(self, name: str) -> bool:
        """Whether the layer is of a type."""
        return self.layer is not None and kind_of(self.layer) == name

    def join(self, join: Join, places: Sequence[int]) -> int:
        """Append a place where blobs meet."""
        if len(places) == 1:
            return places[0]
        counts = [self.channels[each] for each in places]
        total = sum(each or 0 for each in counts) if join is Join.CONCATENATE else counts[0]
        self.channels.append(None if None in counts else total)
        self.sizes.append(self.sizes[places[0]])
        found = self.building.add(join, *places, name=self.name, span=self.span)
        if all(each in self.flat for each in places):
            self.flat.add(found)
        return found


def _channels(layer: Layer, received: int | None) -> int | None:
    """The channels behind a layer."""
    if layer.kind in (Kind.DENSE, Kind.TAKE):
        return layer.sizes[0] if isinstance(layer.sizes[0], int) else None
    if layer.kind is Kind.FLATTEN:
        return None
    if layer.kind in (Kind.UNSHUFFLE, Kind.SHUFFLE):
        return None
    return layer.channels if isinstance(layer.channels, int) else received


def _convolution(reading: _Reading, layer: Message, places: list[int]) -> list[int]:
    kind = kind_of(layer)
    shape = Kind.TRANSPOSED if kind == "deconvolution" else Kind.CONVOLUTION
    found = []
    for place in places:
        received = reading.channels[place]
        made = convolution(layer.message("convolution_param"), shape, received, "depthwise" in kind)
        found.append(reading.add(made, place))
    return found


def _pool(reading: _Reading, layer: Message, places: list[int]) -> list[int]:
    return [reading.add(pool(layer.message("pooling_param")), places[0])]


def _dense(reading: _Reading, layer: Message, places: list[int]) -> list[int]:
    param = layer.message("inner_product_param")
    units = param.integers("num_output", least=1)
    if not units:
        raise reading.refusal(_english.missing("num_output"))
    source = places[0] if places[0] in reading.flat else reading.add(Layer(Kind.FLATTEN), places[0])
    return [reading.add(Layer(Kind.DENSE, (units[-1],), bias=param.true("bias_term", True)), source)]


def _flatten(reading: _Reading, _layer: Message, places: list[int]) -> list[int]:
    return places[:1] if places[0] in reading.flat else [reading.add(Layer(Kind.FLATTEN), places[0])]


def _reshape(reading: _Reading, layer: Message, places: list[int]) -> list[int]:
    """A reshape that flattens, or that changes nothing."""
    dims = layer.message("reshape_param").message("shape").integers("dim", least=-1)
    if dims in ([0, -1], [0, -1, 1, 1]) or (len(dims) == 2 and dims[0] in (0, 1)):
        return _flatten(reading, layer, places)
    if dims and all(each == 0 for each in dims):
        return places[:1]
    raise reading.refusal(_english.RESHAPED)


def _relu(reading: _Reading, layer: Message, places: list[int]) -> list[int]:
    slope = layer.message("relu_param").text("negative_slope", "0")
    word = "relu" if slope.strip("0.") == "" else "lrelu"
    return [reading.add(Layer(Kind.PASS, word=word), places[0])]


def _lrn(reading: _Reading, layer: Message, places: list[int]) -> list[int]:
    """A normalisation over channels, or by a window of pixels."""
    param = layer.message("lrn_param")
    size = param.integer("local_size", 5, 1)
    if param.text("norm_region").upper() not in ("WITHIN_CHANNEL", "1") or size == 1:
        return [reading.add(Layer(Kind.PASS, word="lrn"), places[0])]
    reading.building.assume(_english.normalised_within(size), reading.span, certain=True)
    around = Sides((size - 1) // 2, (size - 1) // 2)
    mean = Layer(Kind.AVERAGE_POOL, (size,), (1,), (around,), rounding=Rounding.FLOOR)
    return [reading.join(Join.GATE, [places[0], reading.add(mean, places[0])])]


def _scale(reading: _Reading, _layer: Message, places: list[int]) -> list[int]:
    """A factor a channel: it belongs to the BatchNorm before it, or is another blob."""
    if len(places) > 1:
        return [reading.join(Join.GATE, places)]
    before = reading.building.nodes[places[0] - 1].item if places[0] else None
    if isinstance(before, Layer) and before.word == "bn":
        return places[:1]
    reading.building.assume(_english.SCALE_NOT_COUNTED, reading.span, certain=True)
    return [reading.add(Layer(Kind.PASS, word="id"), places[0])]


def _axpy(reading: _Reading, _layer: Message, places: list[int]) -> list[int]:
    """A gate, what it is multiplied with, and what is added."""
    if len(places) != 3:
        raise reading.refusal(_english.bottoms("Axpy", len(places)))
    gate, scaled, added = places
    return [reading.join(Join.ADD, [reading.join(Join.GATE, [scaled, gate]), added])]


def _eltwise(reading: _Reading, layer: Message, places: list[int]) -> list[int]:
    """Blobs element by element: their sum, where it is not told."""
    operation = layer.message("eltwise_param").text("operation", "SUM").upper()
    if operation in ("MAX", "2"):
        reading.building.assume(_english.MAXIMUM, reading.span, certain=True)
    return [reading.join(Join.GATE if operation in ("PROD", "0") else Join.ADD, places)]


def _over_channels(reading: _Reading, param: Message, places: Sequence[int], *names: str) -> None:
    """A ReadError where a layer works along another axis than channels."""
    axes = param.integers(*names, least=-9)
    if axes and axes[-1] not in (1, -3) and not all(each in reading.flat for each in places):
        raise reading.refusal(_english.ALONG_PIXELS)


def _concat(reading: _Reading, layer: Message, places: list[int]) -> list[int]:
    _over_channels(reading, layer.message("concat_param"), places, "axis", "concat_dim")
    return [reading.join(Join.CONCATENATE, places)]


def _slice(reading: _Reading, layer: Message, places: list[int]) -> list[int]:
    """Shares of the channels: cut at points, or equal ones."""
    param = layer.message("slice_param")
    _over_channels(reading, param, places, "axis", "slice_dim")
    points, tops = param.integers("slice_point", least=1), len(layer.scalars("top"))
    channels = reading.channels[places[0]]
    if channels is None:
        raise reading.refusal(_english.UNKNOWN_SHARES)
    points = points or [channels * place // tops for place in range(1, tops)]
    ends = [0, *points, channels]
    counts = [stop - start for start, stop in pairwise(ends)]
    if len(counts) != tops or min(counts) < 1 or (not param.all("slice_point") and channels % tops):
        raise reading.refusal(_english.cut_into(len(points), tops))
    return [reading.add(Layer(Kind.TAKE, (each,)), places[0]) for each in counts]


def _crop(reading: _Reading, _layer: Message, places: list[int]) -> list[int]:
    """A crop to the size of a second blob."""
    if len(places) != 2:
        raise reading.refusal(_english.bottoms("Crop", len(places)))
    reading.building.assume(_english.CROP_IN_THE_MIDDLE, reading.span)
    return [reading.add(Layer(Kind.CROP), places[0], fits=places[1])]


def _interp(reading: _Reading, layer: Message, places: list[int]) -> list[int]:
    """A resize to a height and a width."""
    param = layer.message("interp_param")
    size = [*param.integers("height", least=0), *param.integers("width", least=0)]
    if len(places) == 2:
        return [reading.add(Layer(Kind.FIT_BILINEAR), places[0], fits=places[1])]
    if len(size) != 2 or 0 in size:
        raise reading.refusal(_english.NO_LENGTH)
    return [reading.add(Layer(Kind.RESIZE, (size[0],) if size[0] == size[1] else tuple(size)), places[0])]


def _reorg(reading: _Reading, layer: Message, places: list[int]) -> list[int]:
    stride = layer.message("reorg_param").integer("stride", 2, 1)
    return [reading.add(Layer(Kind.UNSHUFFLE, (stride,)), places[0])]


def _upsample(reading: _Reading, layer: Message, places: list[int]) -> list[int]:
    """Each pixel so many times; SegNet's takes where the maxima were, too."""
    if len(layer.scalars("bottom")) > 1:
        raise reading.refusal(_english.SEGNET)
    return [reading.add(Layer(Kind.NEAREST, (layer.message("upsample_param").integer("scale", 2, 1),)), places[0])]


def _argmax(reading: _Reading, _layer: Message, places: list[int]) -> list[int]:
    reading.building.assume(_english.ONE_CHANNEL_OF_MANY, reading.span, certain=True)
    return [reading.add(Layer(Kind.TAKE, (1,)), places[0])]


_TYPES: Mapping[str, Callable[[_Reading, Message, list[int]], list[int]]] = {
    **dict.fromkeys(("convolution", "deconvolution", "convolutiondepthwise", "depthwiseconvolution"), _convolution),
    "pooling": _pool,
    "innerproduct": _dense,
    "flatten": _flatten,
    "reshape": _reshape,
    "relu": _relu,
    "lrn": _lrn,
    **dict.fromkeys(("scale", "bias"), _scale),
    "axpy": _axpy,
    "eltwise": _eltwise,
    "concat": _concat,
    "slice": _slice,
    "crop": _crop,
    "interp": _interp,
    "reorg": _reorg,
    "upsample": _upsample,
    "argmax": _argmax,
}
"""What types of layers give, by their names in small letters."""
