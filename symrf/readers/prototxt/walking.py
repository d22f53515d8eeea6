"""A network of Caffe while its layers are read: blobs by name, and what is known of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from symrf.networks.conventions import convention
from symrf.networks.notation.architecture import Join, Layer
from symrf.networks.notation.kinds import Kind
from symrf.readers.graph import Building, Graph
from symrf.readers.inlining import inlined
from symrf.readers.lengths import after
from symrf.readers.pasted import Pasted
from symrf.readers.prototxt import _english
from symrf.readers.prototxt.inputs import Input, given_by, told
from symrf.readers.prototxt.layers import WORDS, kind_of
from symrf.readers.prototxt.text import Message

__all__ = ["Reading", "Types"]

Types = Mapping[str, "Callable[[Reading, Message, list[int]], list[int]]"]
"""What each type of layer gives, by its name in small letters."""

_ASIDE = re.compile(  # types that give no image: of data, of losses, of what a detector does at its end
    r".*loss|accuracy|silence|priorbox|detection\w*|annotateddata|multibox\w*|evaluat\w*|parameter|hdf5output"
)
_REFUSED = re.compile(
    r"roi\w*|proposal|psroi\w*|lstm\w*|rnn|recurrent|embed|im2col|batchreindex|filter|spp|tile|python"
)
_AXES = ("h", "w")
_CAFFE = convention("caffe")


@dataclass
class Reading:
    """A network while its layers are read: the places of blobs by name, and of each place its size and channels."""

    pasted: Pasted
    net: Message
    types: Types
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
        there = [each for each in layers if tested(each)]
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
        if kind in self.types:
            return self.types[kind](self, layer, places)
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


def tested(layer: Message) -> bool:
    """Whether a layer is there in the phase TEST."""

    def phases(name: str) -> list[str]:
        return [each.text("phase", "TEST").upper() for each in layer.messages(name)]

    included = phases("include")
    return (not included or bool({"TEST", "1"} & set(included))) and not {"TEST", "1"} & set(phases("exclude"))
