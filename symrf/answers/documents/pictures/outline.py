"""A network as it is written, folded: layers, series, branches and frames, with the places of their outputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from symrf.networks.graph import Chain, Link
from symrf.networks.notation.architecture import (
    Architecture,
    Branches,
    Group,
    Index,
    Item,
    Join,
    Kind,
    Layer,
    Reference,
    Tap,
)
from symrf.networks.notation.items import Fold

__all__ = ["Forked", "Framed", "LeftOut", "Node", "Series", "Tapped", "Tile", "outline", "unfolded"]

LONGEST_PERIOD = 12  # items of a block that is there several times
FEWEST = 4  # like blocks that are folded, where no repeat is written
MOST_TILES = 240  # of a picture; beyond, the middle of long series is left out
KEPT = (24, 12, 6, 3, 2, 1)  # items at either end of a series that is cut
NAMED = 12  # layers of a network whose layers are shown with the names that a hand gives them

FITTING = tuple(kind.sign for kind in Kind if kind.fits)

Places = tuple[int, ...]


@dataclass(frozen=True)
class Series:
    """Nodes one after the other."""

    nodes: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Tile:
    """A layer, with the words of those that follow it and keep the size.

    `places` are where its output is, once for each time that it is there; none where that is not known.
    """

    name: str | None
    text: str
    places: Places
    passed: tuple[str, ...] = ()
    aside: bool = False  # whether it changes no size but to fit it: relu, crop, fit
    layer: Layer | None = None  # None: what is not written out


@dataclass(frozen=True)
class Forked:
    """Branches on one input, and how they meet."""

    branches: tuple[Series, ...]
    join: Join
    places: Places


@dataclass(frozen=True)
class Framed:
    """A series with a name, or that is there several times."""

    name: str | None
    times: str | None
    inside: Series
    places: Places


@dataclass(frozen=True)
class LeftOut:
    """Nodes, or branches, that are left out."""

    number: int
    blocks: bool  # whether they are more than single layers
    places: Places = ()


@dataclass(frozen=True)
class Tapped:
    """Where what follows goes on from what has a name."""

    name: str
    places: Places = ()


Node = Tile | Forked | Framed | LeftOut | Tapped

_DIRECT = Fold[bool](  # whether an item is written out in full where it stands
    layer=lambda _: True,
    group=lambda _, inside: all(inside),
    branches=lambda _, inside: all(map(all, inside)),
    reference=lambda _: False,
    tap=lambda _: True,
)


def outline(network: Architecture, links: Chain) -> Series:
    """The network folded until it is short enough for a picture.

    >>> from symrf.networks.graph import chain
    >>> from symrf.networks.notation.reader import parse
    >>> network = parse("(c3p1 relu)*4 p2")
    >>> frame, tile = outline(network, chain(network)).nodes
    >>> frame.times, frame.inside.nodes[0].text, frame.inside.nodes[0].passed, tile.places
    ('×4', 'c3p1', ('relu',), (9,))
    """
    series = unfolded(network, links)
    for kept in KEPT:
        if _tiles(series) <= MOST_TILES:
            break
        series = _cut(series, kept)
    return series


def unfolded(network: Architecture, links: Chain) -> Series:
    """The network with all that is in it, however long that is; what is there several times is a frame.

    >>> from symrf.networks.graph import chain
    >>> from symrf.networks.notation.reader import parse
    >>> network = parse("c3 c3 c3")
    >>> [tile.places for tile in unfolded(network, chain(network)).nodes]
    [(1,), (2,), (3,)]
    """
    return _Outline(links).series(network.items, (0,))


class _Outline:
    """Items beside the links that they were written out as; `at` are the places before them, one each time."""

    def __init__(self, links: Chain) -> None:
        self.links = links.links
        self.definitions: Mapping[str, tuple[Item, ...]] = links.definitions

    def series(self, items: Sequence[Item], at: Places) -> Series:
        """The nodes of some items."""
        nodes: list[Node] = []
        first = 0
        while first < len(items):
            period, times = _run(items[first:])
            block = items[first : first + period]
            for node in self.nodes(block[0], at) if times == 1 else self.repeated(None, block, times, at):
                _append(nodes, node)
            at = self.after(items[first : first + period * times], at)
            first += period * times
        return Series(tuple(nodes))

    def nodes(self, item: Item, at: Places) -> tuple[Node, ...]:
        """The nodes of an item."""
        match item:
            case Layer(kind=Kind.INPUT) | Layer(word="id", name=None):
                return ()
            case Tap(to):
                return (Tapped(to),)
            case Layer():
                return (self.tile(item, item.name, at),)
            case Branches():
                return self.forked(item, at)
            case Reference(to):
                items = self.definitions[to]
                name = item.name or to
                if len(items) == 1 and isinstance(items[0], Layer) and items[0].kind is not Kind.INPUT:
                    return (self.tile(items[0], name, at),)
                if self.whole(item, at):
                    known = all(self.whole(item, (place,)) for place in at)
                    return (Tile(name, " ".join(map(str, items)), tuple(place + 1 for place in at if known)),)
                inside = self.series(items, at)
                return (Framed(name, None, inside, _ends(inside)),)
            case Group(items, count, name):
                if not self.whole(item, at):
                    return self.repeated(name, items, count if isinstance(count, int) else 1, at)
                inside = self.series(items, ())
                if count is None and name is None:
                    return inside.nodes
                places = self.places(item, [place + 1 for place in at])
                return (_framed(name, _times(item), inside, places),)

    def tile(self, item: Layer, name: str | None, at: Places) -> Tile:
        """A layer; a small network's layers have the names that a hand gives them."""
        places = self.places(item, [place + 1 for place in at])
        if name is None and len(places) == 1 and len(self.links) <= NAMED and not item.word:
            name = self.links[places[0] - 1].name
        return Tile(name, item.text, places, (), item.word != "" or item.kind.fits, item)

    def forked(self, item: Branches, at: Places) -> tuple[Node, ...]:
        branches = []
        inside = at
        for branch in item.branches:
            branches.append(self.series(branch, inside))
            inside = self.after(branch, inside)
        places = self.places(item, [place + 1 for place in inside])
        node = Forked(tuple(branches), item.join, places)
        return (node,) if item.name is None else (Framed(item.name, None, Series((node,)), places),)

    def repeated(self, name: str | None, items: Sequence[Item], times: int, at: Places) -> tuple[Node, ...]:
        """Items several times over, as one frame; a bracket without a name or a number is none."""
        if times == 0:
            return ()
        one = self.length(items, at)
        inside = self.series(items, tuple(place + turn * one for place in at for turn in range(times)))
        if times == 1 and name is None:
            return inside.nodes
        return (_framed(name, f"×{times}" if times > 1 else None, inside, _ends(inside, times)),)

    def after(self, items: Sequence[Item], at: Places) -> Places:
        """The places after some items, that begin after those places."""
        length = self.length(items, at)
        return tuple(place + length for place in at)

    def length(self, items: Sequence[Item], at: Places) -> int:
        """How many links some items are."""
        total = 0
        for item in items:
            here = tuple(place + total for place in at[:1])
            match item:
                case Layer():
                    total += item.kind is not Kind.INPUT
                case Branches(branches):
                    for branch in branches:
                        total += self.length(branch, tuple(place + total for place in at[:1]))
                    total += 1
                case Reference(to):
                    total += 1 if self.whole(item, here) else self.length(self.definitions[to], here)
                case Group(inner, count):
                    times = count if isinstance(count, int) else 1
                    total += 1 if self.whole(item, here) else times * self.length(inner, here)
        return total

    def whole(self, item: Group | Reference, at: Places) -> bool:
        """Whether an item that begins after a place is one link, and not written out.

        In a repeat that is one link itself nothing has a place, and what was defined is shown if it is no more than
        layers: definitions of definitions may be longer than any picture.
        """
        link = self.link(at[0] + 1).item if at else None
        if isinstance(item, Reference) and not at:
            return not all(map(_DIRECT, self.definitions[item.to]))
        if isinstance(item, Reference):
            return isinstance(link, Group) and link.count is None and link.items is self.definitions[item.to]
        return not at or link is item

    def places(self, item: Item, places: Sequence[int]) -> Places:
        """The places, if that very item is at each of them."""
        return tuple(places) if all(self.link(each).item is item for each in places) else ()

    def link(self, place: int) -> Link:
        return self.links[min(place, len(self.links)) - 1]


def _ends(series: Series, times: int = 1) -> Places:
    """The places after a series that is there so many times in a row."""
    return series.nodes[-1].places[times - 1 :: times] if series.nodes else ()


def _framed(name: str | None, times: str | None, inside: Series, places: Places) -> Framed:
    """A frame; around a frame that has a name alone, it is the same one."""
    if name is None and len(inside.nodes) == 1:
        (only,) = inside.nodes
        if isinstance(only, Framed) and only.times is None:
            return replace(only, times=times, places=places)
    return Framed(name, times, inside, places)


def _times(group: Group) -> str | None:
    """How often a group is there, in the notation: a number, a symbol, or an index and its bounds."""
    if group.count is None:
        return None
    written = group.text.rpartition(")*")[2].strip("{}")
    return written if isinstance(group.count, Index) else f"×{written}"


def _append(nodes: list[Node], node: Node) -> None:
    """Append a node; the word of a layer that keeps the size stands with the layer before it."""
    last = nodes[-1] if nodes else None
    match last, node:
        case Tile(), Tile(name=None, aside=True) if node.text not in FITTING and len(node.places) == len(last.places):
            if not last.aside:
                nodes[-1] = replace(last, passed=(*last.passed, node.text), places=node.places)
                return
            if last.name is None and last.text not in FITTING:
                nodes[-1] = replace(last, text=f"{last.text} {node.text}", places=node.places)
                return
    nodes.append(node)


def _run(items: Sequence[Item]) -> tuple[int, int]:
    """The items of the block that comes first, and how often it is there in a row: the longest run of them."""
    best = (1, 1)
    for period in range(1, min(LONGEST_PERIOD, len(items) // FEWEST) + 1):
        same = period
        while same < len(items) and items[same] == items[same - period]:
            same += 1
        times = same // period
        if times >= FEWEST and period * times > best[0] * best[1]:
            best = (period, times)
    return best


def _tiles(series: Series) -> int:
    """How many boxes a series is."""
    total = 0
    for node in series.nodes:
        match node:
            case Forked(branches):
                total += 1 + sum(map(_tiles, branches))
            case Framed(inside=inside):
                total += 1 + _tiles(inside)
            case _:
                total += 1
    return total


def _cut(series: Series, kept: int) -> Series:
    """A series without its middle, and so what is in it."""
    nodes = tuple(_cut_inside(node, kept) for node in series.nodes)
    if len(nodes) > 2 * kept + 1:
        middle = nodes[kept:-kept]
        blocks = not all(isinstance(node, Tile) for node in middle)
        number = sum(node.number if isinstance(node, LeftOut) else 1 for node in middle)
        nodes = (*nodes[:kept], LeftOut(number, blocks, middle[-1].places), *nodes[-kept:])
    return Series(nodes)


def _cut_inside(node: Node, kept: int) -> Node:
    match node:
        case Framed():
            return replace(node, inside=_cut(node.inside, kept))
        case Forked(branches):
            cut = tuple(_cut(branch, kept) for branch in branches)
            if len(cut) > 2 * kept + 1:
                left_out = Series((LeftOut(len(cut) - 2 * kept, True),))
                cut = (*cut[:kept], left_out, *cut[-kept:])
            return replace(node, branches=cut)
    return node
