"""A graph as chains and branches: each tensor is written once, and what does not nest goes on from it by its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from symrf.formulas import limits
from symrf.networks.notation.architecture import Group, Join, Layer
from symrf.networks.notation.kinds import Kind
from symrf.readers.dominators import parting
from symrf.readers.graph import Graph

__all__ = ["Going", "Joined", "Piece", "Standing", "Wiring", "wired"]

_CONCATENATED_PARTS = 64  # of a concatenation, whose beginnings are looked for among earlier ones


@dataclass(frozen=True, slots=True)
class Going:
    """That it goes on from what a place gave."""

    place: int


@dataclass(frozen=True, slots=True)
class Standing:
    """The layer or the group at a place, which receives what stands before it; `fits` is the place to whose size it
    goes, where that is not the end of a sister branch."""

    place: int
    layer: Layer | Group
    fits: int | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """The place where branches meet, each a chain of pieces."""

    place: int
    join: Join
    branches: tuple[tuple[Piece, ...], ...]


Piece = Standing | Going | Joined


@dataclass(frozen=True)
class Wiring:
    """A graph as a chain of pieces, with the places that others go on from."""

    pieces: tuple[Piece, ...]
    read: frozenset[int]


def wired(graph: Graph) -> Wiring:
    """The chain that a graph is; where it would be nested too deep, the list of its nodes, each going on from others.

    >>> from symrf.networks.notation.architecture import Layer
    >>> from symrf.networks.notation.kinds import Kind
    >>> from symrf.readers.graph import Building
    >>> net = Building()
    >>> net.add(Join.ADD, net.add(Layer(Kind.CONVOLUTION, (3,)), 0), 0)
    2
    >>> [[len(branch) for branch in piece.branches] for piece in wired(net.graph(2)).pieces]
    [[1, 0]]
    """
    sources = _nested([(), *(node.sources for node in graph.nodes)], graph)
    kept = _reached(graph, sources)
    try:
        return _Writing(graph, sources).network()
    except _Unnested:
        return _listed(graph, sources, kept)


def _reached(graph: Graph, sources: Sequence[tuple[int, ...]]) -> set[int]:
    """The places that the outputs depend on."""
    found: set[int] = set()
    waiting = list(graph.outputs)
    while waiting:
        place = waiting.pop()
        if place not in found:
            found.add(place)
            waiting += sources[place]
            fits = graph.nodes[place - 1].fits if place else None
            waiting += [] if fits is None else [fits]
    return found


def _nested(sources: list[tuple[int, ...]], graph: Graph) -> list[tuple[int, ...]]:
    """The sources, where a concatenation that begins or ends with an earlier one reads that: all earlier layers of a
    dense block are one tensor."""
    known: dict[tuple[int, ...], int] = {}
    found = list(sources)
    for place, node in enumerate(graph.nodes, 1):
        parts = node.sources
        if node.item is not Join.CONCATENATE or len(parts) > _CONCATENATED_PARTS:
            continue
        for cut in range(len(parts) - 1, 1, -1):
            if parts[:cut] in known:
                found[place] = (known[parts[:cut]], *parts[cut:])
                break
            if parts[-cut:] in known:
                found[place] = (*parts[:-cut], known[parts[-cut:]])
                break
        known[parts] = place
    return found


class _Unnested(Exception):
    """That a graph is nested too deep, or fits to what is written later."""


@dataclass
class _Writing:
    """Places that are written one by one; one that is written already is gone on from."""

    graph: Graph
    sources: list[tuple[int, ...]]
    written: set[int] = field(default_factory=set)
    read: set[int] = field(default_factory=set)

    def network(self) -> Wiring:
        """The whole network: the way to its first output, and from what is written on to the others."""
        self.above = parting(self.sources)
        pieces: list[Piece] = []
        at = 0
        for output in sorted(set(self.graph.outputs)):
            pieces += self.chain(0, output, at, 0)
            at = output
        if len(self.graph.outputs) > 1:
            self.read |= set(self.graph.outputs)
        return Wiring(tuple(pieces), frozenset(self.read))

    def chain(
        self, start: int, end: int, at: int, depth: int, sisters: frozenset[int] = frozenset()
    ) -> Iterator[Piece]:
        """The pieces from a place, which is at hand where it is `at`, to one that it leads to; other branches that meet
        it end at the `sisters`."""
        if depth > limits.NETWORK_DEPTH - 2:
            raise _Unnested
        way: list[int] = []
        while end != start and end not in self.written:
            way.append(end)
            end = self.above[end]
        if end != at:
            self.read.add(end)
            yield Going(end)
        last = next((place for place in way if not self.keeps(place)), 0)  # that changes the size
        for place in reversed(way):
            self.written.add(place)
            yield self.piece(place, depth, sisters if place == last else frozenset())

    def keeps(self, place: int) -> bool:
        """Whether a layer is a word, which keeps the size."""
        item = self.graph.nodes[place - 1].item
        return isinstance(item, Layer) and item.kind is Kind.PASS

    def piece(self, place: int, depth: int, sisters: frozenset[int]) -> Piece:
        """A place, behind that where its branches part."""
        node = self.graph.nodes[place - 1]
        if not isinstance(node.item, Join):
            return Standing(place, node.item, None if node.fits is None else self.fitted(node.fits, sisters))
        start, ends = self.above[place], self.sources[place]
        branches = []
        for number, end in enumerate(ends):
            others = frozenset((*ends[:number], *ends[number + 1 :]))
            branches.append(tuple(self.chain(start, end, start, depth + 1, others)))
        return Joined(place, node.item, tuple(branches))

    def fitted(self, place: int, sisters: frozenset[int]) -> int | None:
        """The place to whose size a layer goes, whose name is needed; None for the end of a sister branch."""
        if place in sisters:
            return None
        if place not in self.written and place != 0:
            raise _Unnested
        self.read.add(place)
        return place


def _listed(graph: Graph, sources: list[tuple[int, ...]], kept: set[int]) -> Wiring:
    """The nodes in their order, each going on from what it reads."""
    pieces: list[Piece] = []
    read = set(graph.outputs) if len(graph.outputs) > 1 else set()
    at = 0
    for place in sorted(kept - {0}):
        node = graph.nodes[place - 1]
        read |= set() if node.fits is None else {node.fits}
        if isinstance(node.item, Join):
            read |= set(sources[place])
            pieces.append(Joined(place, node.item, tuple((Going(source),) for source in sources[place])))
        else:
            (source,) = sources[place]
            if source != at:
                read.add(source)
                pieces.append(Going(source))
            pieces.append(Standing(place, node.item, node.fits))
        at = place
    return Wiring(tuple(pieces), frozenset(read))
