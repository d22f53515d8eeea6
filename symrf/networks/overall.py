"""A network on all of its axes together: what its layers cost, how long it is flattened, what an output reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from symrf.exact.sets.parameters import Parameters
from symrf.formulas.tree import Written
from symrf.networks.areas import Plane, area, planes
from symrf.networks.axis import Track
from symrf.networks.channels import Channels, Untold, channels, input_channels
from symrf.networks.conventions import Convention
from symrf.networks.costs import Cost, CostName, costs, flattened, total
from symrf.networks.extents import Extents
from symrf.networks.graph import Chain
from symrf.networks.links import is_flat
from symrf.networks.notation.architecture import Architecture, Layer
from symrf.networks.notation.kinds import Spends

__all__ = ["Overall"]


@dataclass(frozen=True)
class Overall:
    """A network on all of its axes together; its places count from 1, after the first layer."""

    architecture: Architecture
    chain: Chain
    tracks: tuple[Track, ...]
    habits: Convention
    known: Parameters

    @property
    def inputs(self) -> Channels:
        """The channels of the input, if the network says them."""
        return input_channels(self.architecture.items, self.known)

    @cached_property
    def extents(self) -> Extents:
        """The sizes at all places."""
        along = [track.course for track in self.tracks]
        return Extents.of(self.chain, [track.axis for track in self.tracks], self.habits, along, self.known)

    def costs(self, upto: int | None = None) -> tuple[Cost, ...]:
        """The cost of each layer that has one, up to a place; a DerivationError says which channels are missing."""
        return tuple(costs(self.extents, self.inputs, upto))

    def cost(self, name: CostName, places: range) -> Written:
        """What the layers at some places cost, as it is written."""
        each = self.costs(places.stop - 1)
        return total([count for cost in each if cost.place in places for count in cost.counts(name)])

    def flat(self, places: range) -> Written:
        """What the first dense layer among some places receives; where none is, the last of them flattened."""
        for link in self.chain.links[places.start - 1 : places.stop - 1]:
            if isinstance(link.item, Layer) and link.item.kind.spends is Spends.UNITS:
                return self._flat(link.sources[0])
        return self._flat(places.stop - 1)

    def length(self, place: int) -> Written | None:
        """How many numbers stand at a place in a row, as after `flatten`; None where that is an image, or not known."""
        unknown = self.features[place] is None or isinstance(self.features[place], Untold)
        if unknown or not is_flat(self.chain.links, place):
            return None
        return self._flat(place)

    def _flat(self, place: int) -> Written:
        return flattened(self.extents, place, self.features[place])

    @cached_property
    def features(self) -> tuple[Channels, ...]:
        """The channels at each place, from those of the input on."""
        return channels(self.chain, self.inputs, len(self.tracks), self.known)

    def channels(self, place: int) -> int | None:
        """The channels of what stands at a place, where they are a number."""
        found = self.features[place]
        return found if isinstance(found, int) else None

    def area(self, place: int) -> Written | None:
        """The pixels that one output at a place reads on all axes, as they are written; None if not worked out."""
        plane = self._planes[place]
        return None if plane is None else area(plane)

    @cached_property
    def _planes(self) -> Mapping[int, Plane | None]:
        return planes([track.course for track in self.tracks])
