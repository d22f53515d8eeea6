"""What claims are about: a network on its axes, its layers, and its definitions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from symrf.answers import _english
from symrf.answers.claims.amounts import NO_UNITS, Units
from symrf.answers.claims.reader import Claim
from symrf.exact.numbers.parametric import Parametric
from symrf.exact.sampling.hand import whole
from symrf.exact.sets.parameters import Parameters
from symrf.formulas.tree import Tuple, Written
from symrf.networks.axes import input_sizes
from symrf.networks.axis import Track
from symrf.networks.channels import channels, input_channels
from symrf.networks.conventions import Convention
from symrf.networks.extents import derived
from symrf.networks.graph import Chain, chain, indexed
from symrf.networks.notation import reader as notation
from symrf.networks.notation.architecture import Architecture, Definition, Layer
from symrf.networks.notation.inputs import Inputs, on_inputs
from symrf.networks.notation.kinds import Kind
from symrf.networks.notation.parameters import check_apart, parameters
from symrf.networks.notation.taps import INPUT
from symrf.networks.overall import Overall
from symrf.networks.quantities import QUANTITIES
from symrf.networks.vectors import flat_places

__all__ = ["KINDS", "Subject"]

_KIND = re.compile(r"(?P<word>[A-Za-z]+)_?(?P<count>[0-9]{0,4})")
_POOLS = (Kind.MAX_POOL, Kind.AVERAGE_POOL)
KINDS: Mapping[str, tuple[Kind, ...]] = {
    **dict.fromkeys(("conv", "convolution"), (Kind.CONVOLUTION, Kind.DEPTHWISE)),
    **dict.fromkeys(("pool", "pooling"), _POOLS),
    **dict.fromkeys(("maxpool", "mp"), (Kind.MAX_POOL,)),
    **dict.fromkeys(("avgpool", "averagepool", "ap"), (Kind.AVERAGE_POOL,)),
    **dict.fromkeys(("deconv", "convtranspose", "transposed"), (Kind.TRANSPOSED,)),
    **dict.fromkeys(("upsample", "up"), (Kind.NEAREST, Kind.BILINEAR)),
    **dict.fromkeys(("dw", "depthwise"), (Kind.DEPTHWISE,)),
    **dict.fromkeys(("fc", "dense", "linear"), (Kind.DENSE,)),
    **dict.fromkeys(("gap", "globalpool"), (Kind.GLOBAL_AVERAGE, Kind.GLOBAL_MAX)),
    "flatten": (Kind.FLATTEN,),
    "pad": (Kind.PAD,),
}
"""What people call layers of a kind, whose number they put after it: `pool1`, `conv4`."""
_LETTERS = {"c": "conv", "p": "pool", "m": "maxpool", "a": "avgpool"}


@dataclass(frozen=True)
class Subject:
    """A network that claims are about, its definitions, and how it is read."""

    network: Architecture
    axes: tuple[str, ...]
    habits: Convention
    names: Mapping[str, str]  # what the user's symbols stand for
    given: Mapping[str, int] = field(
        default_factory=dict
    )  # values of symbols, and inputs at which a claim without any is judged
    origin: float = 0  # where the centre of the first pixel is
    units: Units = NO_UNITS  # what a pixel is worth
    general: bool = False  # a claim is judged for every input, whatever the network says of it

    @property
    def at(self) -> dict[str, int]:
        """The inputs at which a claim is judged that has none: those that are given, or that the network says."""
        given = {axis: self.given[axis] for axis in self.axes if axis in self.given}
        return given or ({} if self.general else input_sizes(self.network, self.axes))

    @cached_property
    def chain(self) -> Chain:
        """The chain of the network."""
        return chain(self.network)

    @cached_property
    def parameters(self) -> Parameters:
        """The symbols of the network."""
        return parameters(self.network)

    @property
    def worth(self) -> Units:
        """What a pixel is worth, and the letters that are no units here."""
        return replace(self.units, taken=frozenset((*self.axes, *self.names, *self.parameters.names)))

    @cached_property
    def inputs(self) -> Inputs:
        """What is taken for granted of the inputs."""
        return on_inputs(self.network.assumed, self.axes, self.parameters.names)

    @cached_property
    def tracks(self) -> tuple[Track, ...]:
        """The axes of the network; a DerivationError names a layer that cannot be derived, or have its channels."""
        known = self.parameters
        channels(self.chain, input_channels(self.network.items, known), len(self.axes), known)
        return derived(self.chain, self.axes, self.habits, self.parameters, self.origin)

    def channels(self, place: int) -> Written | None:
        """How many channels there are after so many layers; None where the network does not say."""
        known = self.parameters
        inputs = input_channels(self.network.items, known)
        found = channels(self.chain, inputs, len(self.axes), known)[place]
        return whole(found) if isinstance(found, int | Parametric) else None

    def gives_vector(self, place: int) -> bool:
        """Whether there is a vector after so many layers, and no image."""
        links = [(link.item, link.sources) for link in self.chain.links]
        return place in flat_places(links, self.chain.vector)

    @cached_property
    def overall(self) -> Overall:
        """The network on all of its axes together."""
        return Overall(self.network, self.chain, self.tracks, self.habits, self.parameters)

    def of(self, text: str) -> Subject:
        """Another network, which may use this one's definitions and its name."""
        known = list(self.network.definitions)
        if self.network.name is not None:
            known.append(Definition.of(self.network.name, self.network.items))
        network = notation.parse("; ".join((*map(str, known), text)), self.network.assumed)
        check_apart(network, self.axes)
        return replace(self, network=network)

    def placed(self, claim: Claim) -> Claim:
        """A claim whose place is the longest name that is known of those that its words may be."""
        if isinstance(claim.place, str) and claim.axis is not None:
            longer = f"{claim.place}.{claim.axis}"
            if self._named(longer) or self._inside(longer) or (len(claim.axis) > 1 and claim.axis not in self.axes):
                return replace(claim, place=longer, axis=None)
        return claim

    def places(self, claim: Claim) -> range:
        """The layers, counted from 1, that a claim is about: sizes and fields are those after the last of them."""
        links = self.chain.links
        if claim.place is None:
            outputs = self.network.outputs
            if len(outputs) > 1 and QUANTITIES[claim.quantity].cost is None:
                raise claim.refused(_english.several_outputs(claim.quantity, outputs), 0)
            return range(1, len(links) + 1)
        at = claim.text.find("@")
        if isinstance(claim.place, int):
            if not 1 <= claim.place <= len(links):
                raise claim.refused(_english.no_layer(claim.place, len(links)), at, str(claim.place))
            return range(claim.place, claim.place + 1)
        if not self._named(claim.place) and (inside := self._inside(claim.place)):
            return inside
        places = self._named(claim.place) or self._of_kind(claim.place)
        if not places and claim.place == INPUT:
            return range(1, 1)
        if not places:
            names = list(dict.fromkeys(link.name for link in links))
            message = _english.no_layer_named(claim.place, names, self._near(claim.place))
            raise claim.refused(message, at, claim.place)
        wanted = indexed(claim.place)
        if places[-1] - places[0] != len(places) - 1 or sum(wanted == indexed(links[p - 1].name) for p in places) > 1:
            raise claim.refused(_english.stands_more_than_once(claim.place, places), at, claim.place)
        return range(places[0], places[-1] + 1)

    def is_place(self, text: str) -> bool:
        """Whether a text is what a layer of the network is called, or its input, and no network that is defined."""
        known = {self.network.name, *(each.name for each in self.network.definitions)}
        return text not in known and (text == INPUT or bool(self._named(text)))

    def _named(self, name: str) -> list[int]:
        """The places of the layers of a name, and of those in a group of it."""
        wanted, links = indexed(name), self.chain.links
        places = [
            place
            for place, link in enumerate(links, 1)
            if wanted == indexed(link.name) or wanted in map(indexed, link.within)
        ]
        if places or name not in self.network.modules:
            return places
        first, last = self.network.modules[name]
        return list(range(first, last + 1))

    def _inside(self, name: str) -> range | None:
        """From the first to the last layer whose name goes on from another, layer1 of layer1.0.conv1, if no other is
        between."""
        links = self.chain.links
        found = [place for place, link in enumerate(links, 1) if link.name.startswith((f"{name}.", f"{name}/"))]
        if not found:
            return None
        span = range(found[0], found[-1] + 1)
        return None if any(links[place - 1].given for place in span if place not in found) else span

    def _near(self, name: str) -> str | None:
        """What a layer is called that somebody calls by its letter and its number among those of its kind, p5."""
        longer = _LETTERS.get(name[:1].lower(), "") + name[1:]
        return longer if name[1:].isdigit() and self._of_kind(longer) else None

    def _of_kind(self, name: str) -> list[int]:
        """The place of the fourth convolution, for `conv4`; of all of the kind, where no number is said."""
        said = _KIND.fullmatch(name)
        if said is None:
            return []
        word, count = said["word"].lower(), said["count"]
        kinds = KINDS.get(word, ())
        places = [
            place
            for place, link in enumerate(self.chain.links, 1)
            if isinstance(link.item, Layer) and (link.item.kind in kinds or link.item.word == word != "")
        ]
        return places if not count else places[int(count) - 1 : int(count)] if int(count) else []

    def entries(self, claim: Claim) -> Mapping[str, Written]:
        """What a claim says of each axis that it is about."""
        if claim.axis is not None:
            if isinstance(claim.formula, Tuple):
                raise claim.refused(_english.one_value(claim.axis))
            return {claim.axis: claim.formula}
        if not isinstance(claim.formula, Tuple):
            return dict.fromkeys(self.axes, claim.formula)
        if len(claim.formula.entries) != len(self.axes):
            count = len(claim.formula.entries)
            raise claim.refused(_english.other_count(count, self.axes, of_size=claim.quantity == "size"))
        return dict(zip(self.axes, claim.formula.entries, strict=True))
