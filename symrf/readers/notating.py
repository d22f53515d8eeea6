"""A graph that is read -> Architecture: its wiring in the notation, with labels, repeats and what the input is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from symrf.networks.notation.architecture import Architecture, Branches, Group, Layer, Tap
from symrf.networks.notation.kinds import Kind
from symrf.readers.folding import Part, folded
from symrf.readers.graph import Graph
from symrf.readers.naming import called, labels, spelled
from symrf.readers.plain import plain
from symrf.readers.wiring import Going, Joined, Piece, Standing, Wiring, wired

__all__ = ["Notated", "notated"]

_IDENTITY = Layer(Kind.PASS, word="id")


@dataclass(frozen=True)
class Notated:
    """A network in the notation, and where the places of its graph stand in it: their numbers, layers being counted
    from 1, and the names by which claims find them."""

    architecture: Architecture
    numbers: Mapping[int, int]
    called: Mapping[int, str]


def notated(graph: Graph) -> Notated:
    """The network of a graph.

    >>> from symrf.networks.notation.architecture import Join
    >>> from symrf.readers.graph import Building
    >>> net = Building()
    >>> net.add(Join.ADD, net.add(Layer(Kind.CONVOLUTION, (3,)), 0, name="conv1"), 0)
    2
    >>> print(notated(net.graph(2, channels=3)).architecture)
    in3 [conv1: c3 + id]
    """
    return _Notating(graph, wired(graph)).network()


@dataclass(frozen=True)
class _Notating:
    """Pieces of a wiring, written as items."""

    graph: Graph
    wiring: Wiring

    def network(self) -> Notated:
        """The whole."""
        nodes = self.graph.nodes
        names = [nodes[place - 1].name if place else None for place in self.order]
        outputs = self.graph.outputs if len(self.graph.outputs) > 1 else ()
        found = called(names)
        architecture = Architecture(
            (*self.input, *(part.named for part in self.parts(self.wiring.pieces))),
            outputs=tuple(self.labels[place] for place in dict.fromkeys(outputs)),
            modules=found,
        )
        numbers = {place: number for number, place in enumerate(self.order, 1) if place}
        return Notated(
            architecture, numbers, {place: self.name(place, number, found) for place, number in numbers.items()}
        )

    def name(self, place: int, number: int, found: Mapping[str, tuple[int, int]]) -> str:
        """What claims call a place: as the program does, by its label, or by its number."""
        name = spelled(self.graph.nodes[place - 1].name)
        if name in found and found[name][1] == number:
            return name
        return self.labels[place] if place in self.wiring.read else str(number)

    @property
    def input(self) -> tuple[Layer, ...]:
        """What is said of the input, if anything is."""
        channels, size = self.graph.channels, self.graph.size
        if channels is None and not size:
            return ()
        return (Layer(Kind.INPUT, () if channels is None else (channels,), at=size),)

    @cached_property
    def order(self) -> list[int]:
        """The places as they are written, 0 for each branch that only passes on."""
        return list(_places(self.wiring.pieces))

    @cached_property
    def labels(self) -> Mapping[int, str]:
        """The labels that there are where nothing is folded."""
        return labels(self.graph.nodes, [place for place in self.order if place], self.wiring.read)

    def parts(self, pieces: Sequence[Piece]) -> list[Part]:
        """A chain of pieces, folded."""
        return folded(list(map(self.part, pieces))) or [Part(_IDENTITY, _IDENTITY, 1)]

    def part(self, piece: Piece) -> Part:
        """A piece, with the names that are needed, and with all."""
        match piece:
            case Going(place):
                tap = Tap(self.labels[place])
                return Part(tap, tap, 0)
            case Standing(place, layer, fits):
                if isinstance(layer, Layer):
                    layer = plain(layer, self.graph.convention)
                    layer = layer if fits is None else replace(layer, to=self.labels[fits])
                return self.labelled(place, layer, layer, 1)
            case Joined(place, join, branches):
                chains = list(map(self.parts, branches))
                bare = Branches(tuple(tuple(part.bare for part in chain) for chain in chains), join)
                named = Branches(tuple(tuple(part.named for part in chain) for chain in chains), join)
                return self.labelled(place, bare, named, 1 + sum(part.layers for chain in chains for part in chain))

    def labelled(
        self, place: int, bare: Layer | Branches | Group, named: Layer | Branches | Group, layers: int
    ) -> Part:
        """The part of a place, with its label where it has one."""
        label = self.labels.get(place)
        if label is None:
            return Part(bare, named, layers)
        labelled = replace(named, name=label)
        return Part(replace(bare, name=label) if place in self.wiring.read else bare, labelled, layers)


def _places(pieces: Sequence[Piece]) -> Iterator[int]:
    """The places in the order in which they are derived."""
    for piece in pieces:
        match piece:
            case Joined(place, _, branches):
                for branch in branches:
                    yield from _places(branch) if branch else (0,)
                yield place
            case Standing(place):
                yield place
