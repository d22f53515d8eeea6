"""What claims are about: a network on its axes, its layers, and its definitions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from symrf.answers import _english
from symrf.answers.claims import Claim
from symrf.exact.sets.parameters import Parameters
from symrf.formulas.tree import Tuple, Written
from symrf.networks.axes import input_sizes
from symrf.networks.axis import Track
from symrf.networks.channels import channels, input_channels
from symrf.networks.conventions import Convention
from symrf.networks.extents import derived
from symrf.networks.graph import Chain, chain, indexed
from symrf.networks.notation import reader as notation
from symrf.networks.notation.architecture import Architecture, Definition
from symrf.networks.notation.inputs import Inputs, on_inputs
from symrf.networks.notation.parameters import parameters
from symrf.networks.overall import Overall

__all__ = ["Subject"]


@dataclass(frozen=True)
class Subject:
    """A network that claims are about, its definitions, and how it is read."""

    network: Architecture
    axes: tuple[str, ...]
    habits: Convention
    names: Mapping[str, str]  # what the user's symbols stand for

    @cached_property
    def given(self) -> Mapping[str, int]:
        """The size of the input that the network says, by axis; nothing where it says none."""
        return input_sizes(self.network, self.axes)

    @cached_property
    def chain(self) -> Chain:
        """The chain of the network."""
        return chain(self.network)

    @cached_property
    def parameters(self) -> Parameters:
        """The symbols of the network."""
        return parameters(self.network)

    @cached_property
    def inputs(self) -> Inputs:
        """What is taken for granted of the inputs."""
        return on_inputs(self.network.assumed, self.axes, self.parameters.names)

    @cached_property
    def tracks(self) -> tuple[Track, ...]:
        """The axes of the network; a DerivationError names a layer that cannot be derived, or have its channels."""
        known = self.parameters
        channels(self.chain, input_channels(self.network.items, known), len(self.axes), known)
        return derived(self.chain, self.axes, self.habits, self.parameters)

    @cached_property
    def overall(self) -> Overall:
        """The network on all of its axes together."""
        return Overall(self.network, self.chain, self.tracks, self.habits, self.parameters)

    def of(self, text: str) -> Subject:
        """Another network, which may use this one's definitions and its name."""
        known = list(self.network.definitions)
        if self.network.name is not None:
            known.append(Definition(self.network.name, self.network.items))
        return replace(self, network=notation.parse("; ".join((*map(str, known), text)), self.network.assumed))

    def places(self, claim: Claim) -> range:
        """The layers, counted from 1, that a claim is about: sizes and fields are those after the last of them."""
        links = self.chain.links
        if claim.place is None:
            return range(1, len(links) + 1)
        if isinstance(claim.place, int):
            if not 1 <= claim.place <= len(links):
                raise claim.refused(_english.no_layer(claim.place, len(links)), claim.text.find("@"))
            return range(claim.place, claim.place + 1)
        wanted = indexed(claim.place)
        places = [
            place
            for place, link in enumerate(links, 1)
            if wanted == indexed(link.name) or wanted in map(indexed, link.within)
        ]
        if not places:
            names = list(dict.fromkeys(link.name for link in links))
            raise claim.refused(_english.no_layer_named(claim.place, names), claim.text.find("@"))
        if places[-1] - places[0] != len(places) - 1 or sum(wanted == indexed(links[p - 1].name) for p in places) > 1:
            raise claim.refused(_english.stands_more_than_once(claim.place, places), claim.text.find("@"))
        return range(places[0], places[-1] + 1)

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
