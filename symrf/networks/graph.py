"""A network as the list of its layers, named as a hand would, each with the ones that it receives from.

Repeats and definitions are written out while that is short; beyond, they stay one link, a power in the monoid.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, pairwise
from typing import TypeVar

from symrf.errors import DerivationError
from symrf.formulas import limits
from symrf.networks import _english
from symrf.networks.notation.architecture import Architecture, Branches, Group, Item, Layer, Reference
from symrf.networks.notation.items import Fold
from symrf.networks.notation.kinds import Effect, Kind

__all__ = ["Chain", "Link", "chain", "distinct", "indexed"]

_Item = TypeVar("_Item")

_BLOCK = "B"


@dataclass(frozen=True, slots=True)
class Link:
    """One layer, a repeat that is kept whole, or the place where branches meet: how it is written, its name, and the
    groups it is in."""

    item: Layer | Group | Branches
    name: str
    within: tuple[str, ...] = ()
    given: bool = False  # the name is the user's own
    sources: tuple[int, ...] = ()  # the places of the links that it receives from, 0 for the input
    fits: int | None = None  # the place of the link to whose size a crop cuts


@dataclass(frozen=True)
class Chain:
    """The links of a network from the input on; `outline` names its items for a composition, groups by their name."""

    links: tuple[Link, ...]
    outline: tuple[str, ...]
    definitions: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)
    alike: bool = True  # no layer has a number of its own for an axis
    ends: tuple[int, ...] = ()  # for each item of the network the place of its last link
    order: tuple[int, ...] | None = None  # in which the links are derived; None: one after the other, without branches


def chain(network: Architecture) -> Chain:
    """The chain of a network; a DerivationError names a layer that is not derived yet.

    >>> from symrf.networks.notation.reader import parse
    >>> [link.name for link in chain(parse("(c3 p2)*2 relu pool: a2")).links]
    ['F_1', 'M_1', 'F_2', 'M_2', 'relu', 'pool']
    """
    definitions = {definition.name: definition.items for definition in network.definitions}
    reading = _Unrolling(definitions)
    source, ends = 0, [0]
    for item in network.items:
        source = reading.walk(item, (), source)
        ends.append(len(reading.links))
    if reading.crops:
        raise DerivationError(_english.CROP_OUTSIDE)
    _check_looks(reading.links)
    _check_flat(reading.links)
    names = list(_numbered(reading.links))
    links = tuple([link.named(name) for link, name in zip(reading.links, names, strict=True)])
    outline: list[str] = []
    for item, (start, end) in zip(network.items, pairwise(ends), strict=True):
        name = _name(item)
        if name is not None:
            outline.append(name)
        else:
            outline += names[end - 1 if isinstance(item, Branches) else start : end]
    order = None if reading.order == list(range(1, len(links) + 1)) and not _branched(links) else tuple(reading.order)
    alike = all(map(_alike, distinct(network.layers())))
    return Chain(links, tuple(outline), definitions, alike, tuple(ends[1:]), order)


def distinct(those: Iterable[_Item]) -> Collection[_Item]:
    """Objects, each once: layers that are written alike are one in what is read, and their stages, too."""
    return {id(each): each for each in those}.values()


@dataclass(slots=True)
class _Draft:
    """A link that is not numbered yet."""

    item: Layer | Group | Branches
    name: str
    within: tuple[str, ...]
    given: bool
    sources: tuple[int, ...]
    fits: int | None = None

    def named(self, name: str) -> Link:
        """The link, with its number."""
        return Link(self.item, name, self.within, self.given, self.sources, self.fits)


class _Unrolling:
    """Items written out as links, in a list; a place in it counts from 1, and 0 is the input."""

    def __init__(self, definitions: Mapping[str, tuple[Item, ...]]) -> None:
        self.definitions = definitions
        self.lengths: dict[str, int] = {}
        self.room = limits.LAYERS_WRITTEN_OUT
        self.links: list[_Draft] = []
        self.order: list[int] = []
        self.crops: list[int] = []  # those of the branch that is being walked
        self.length = Fold[int](  # the layers that an item comes to, written out
            layer=lambda _: 1,
            group=lambda group, inside: (_times(group) or 0) * sum(inside) or 1,
            branches=lambda _, inside: 1 + sum(map(sum, inside)),
            reference=lambda mention: self.defined(mention.to),
        )

    def add(self, link: _Draft) -> int:
        """Append a link; its place."""
        self.links.append(link)
        place = len(self.links)
        self.order.append(place)
        return place

    def walk(self, item: Item, within: tuple[str, ...], source: int) -> int:
        """The place after an item that receives what the link at `source` gives."""
        match item:
            case Layer(kind=Kind.INPUT):
                return source
            case Layer():
                if item.kind.effect is Effect.FIT:
                    self.crops.append(len(self.links) + 1)
                name = item.name or item.word or item.kind.letter
                return self.add(_Draft(item, name, within, item.name is not None, (source,)))
            case Branches():
                return self.join(item, within, source)
            case Reference(to):
                return self.named(item, self.definitions[to], within, source)
            case Group(items):
                count = _times(item)
                if count is None or (count > 1 and not self.fits(item)):
                    return self.add(_Draft(item, item.name or _BLOCK, within, item.name is not None, (source,)))
                inside = (*within, item.name) if item.name else within
                for _ in range(count):
                    source = self.chain(items, inside, source)
        return source

    def chain(self, items: tuple[Item, ...], within: tuple[str, ...], source: int) -> int:
        """The place after a chain of items."""
        for item in items:
            source = self.walk(item, within, source)
        return source

    def named(self, mention: Reference, items: tuple[Item, ...], within: tuple[str, ...], source: int) -> int:
        """The place after a defined chain; one of a single layer gives that layer its name."""
        name = mention.name or mention.to
        if not self.fits(mention):
            return self.add(_Draft(Group(items, None, name), name, within, True, (source,)))
        if len(items) == 1 and isinstance(items[0], Layer):
            place = self.walk(items[0], within, source)
            link = self.links[place - 1]
            link.name, link.given = name, True
            return place
        return self.chain(items, (*within, name), source)

    def join(self, item: Branches, within: tuple[str, ...], source: int) -> int:
        """The place where branches meet; one with a crop is derived after the others, to whose size it is cut."""
        outside, start = self.crops, len(self.order)
        inside = (*within, item.name) if item.name else within
        ends: list[int] = []
        whole: list[int] = []  # the places of the branches without a crop, then of those with one
        cropped: list[int] = []
        crops: list[int] = []
        target = 0
        for branch in item.branches:
            self.crops, first = [], len(self.order)
            ends.append(self.chain(branch, inside, source))
            self.check_crops(item, ends[-1])
            (cropped if self.crops else whole).extend(self.order[first:])
            target = target or (0 if self.crops else ends[-1])
            crops += self.crops
        if crops and not target:
            raise DerivationError(_english.crop_in_every_branch(item.text))
        for place in crops:
            self.links[place - 1].fits = target
        self.order[start:] = whole + cropped
        self.crops = outside
        return self.add(_Draft(item, item.name or _BLOCK, within, item.name is not None, tuple(ends)))

    def check_crops(self, item: Branches, end: int) -> None:
        """Refuse a crop that is not the last to change the size of its branch."""
        for place in self.crops:
            if any(not isinstance(link.item, Layer) or link.item.word == "" for link in self.links[place:end]):
                raise DerivationError(_english.crop_before_others(item.text))

    def fits(self, item: Item) -> bool:
        """Whether there is room to write an item out; it is taken."""
        length = self.length(item)
        if length > min(limits.REPEAT_WRITTEN_OUT, self.room):
            return False
        self.room -= length
        return True

    def defined(self, name: str) -> int:
        """The layers that a definition comes to, written out."""
        if name not in self.lengths:
            self.lengths[name] = sum(map(self.length, self.definitions[name]))
        return self.lengths[name]


def _times(group: Group) -> int | None:
    """How often a group is repeated; None where that is no number."""
    if group.count is None:
        return 1
    return group.count if isinstance(group.count, int) else None


def _name(item: Item) -> str | None:
    return item.name or item.to if isinstance(item, Reference) else item.name


def _alike(layer: Layer) -> bool:
    """Whether a layer has the same numbers for all axes."""
    sides = layer.padding if isinstance(layer.padding, tuple) else ()
    several = (layer.sizes, layer.stride or (), sides, layer.dilation or (), layer.output_padding or ())
    return max(map(len, several)) <= 1


def _numbered(links: list[_Draft]) -> Iterator[str]:
    """The names, with numbers where a letter names several layers, none of them the same as a given name looks."""
    names, ours = [link.name for link in links], list(map(_counts, links))
    counts = Counter(compress(names, ours))
    taken = set(map(indexed, {name for name, own in zip(names, ours, strict=True) if not own}))
    seen: Counter[str] = Counter()
    for name, own in zip(names, ours, strict=True):
        if own and (counts[name] > 1 or name in taken):
            seen[name] += 1
            while f"{name}_{seen[name]}" in taken:
                seen[name] += 1
            name = f"{name}_{seen[name]}"
        yield name


def _branched(links: Sequence[Link]) -> bool:
    return any(isinstance(link.item, Branches) for link in links)


def _check_flat(links: Sequence[_Draft]) -> None:
    """Refuse a layer that needs pixels after one that leaves none."""
    flat: dict[int, str] = {}
    for place, link in enumerate(links, 1):
        item = link.item
        if isinstance(item, Layer) and item.kind.flat:
            flat[place] = item.text
        elif flat and (after := next((flat[source] for source in link.sources if source in flat), None)) is not None:
            if isinstance(item, Group) or (isinstance(item, Layer) and item.word == ""):
                raise DerivationError(_english.after_flat(item.text, after))
            flat[place] = after


def _check_looks(links: Sequence[_Draft]) -> None:
    """Refuse two names of the user's that look alike."""
    looks: dict[str, str] = {}
    for link in links:
        if link.given and looks.setdefault(indexed(link.name), link.name) != link.name:
            raise DerivationError(_english.look_alike(link.name, looks[indexed(link.name)]))


def indexed(name: str) -> str:
    """A name as it is shown: a letter and its number are the letter with an index, F_1 for F1."""
    return f"{name[0]}_{name[1:]}" if name[0].isalpha() and name[1:].isdigit() else name


def _counts(link: _Draft) -> bool:
    """Whether a link has a letter of ours, which is numbered; a word such as relu, or a name given, is not."""
    return not link.given and not (isinstance(link.item, Layer) and link.item.word)
