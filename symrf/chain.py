"""A network as the chain of its layers, named as a hand would, and what each layer is on one axis.

Repeats and definitions are written out while that is short; beyond, they stay one link, a power in the monoid.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from symrf.architecture import Architecture, Branches, Group, Item, Kind, Layer, Reference
from symrf.arithmetic.windows import IDENTITY, Window
from symrf.conventions import Convention, windows
from symrf.errors import DerivationError
from symrf.rules import PASSED, Stage, folded, margins, stage

__all__ = ["Chain", "Link", "chain", "indexed", "stages"]

LONGEST = 1000  # layers of a repeat or a definition that is written out
MOST_WRITTEN = 100_000  # layers that all of them come to; beyond, they stay whole

_LETTERS = {
    Kind.CONVOLUTION: "F",
    Kind.DEPTHWISE: "F",
    Kind.MAX_POOL: "M",
    Kind.AVERAGE_POOL: "A",
    Kind.PAD: "Z",
}
_BLOCK = "B"


@dataclass(frozen=True, slots=True)
class Link:
    """One layer of the chain, or a repeat that is kept whole: how it is written, its name, and the groups it is in."""

    item: Layer | Group
    name: str
    within: tuple[str, ...] = ()
    given: bool = False  # the name is the user's own


@dataclass(frozen=True)
class Chain:
    """The links of a network from the input on; `outline` names its items for a composition, groups by their name."""

    links: tuple[Link, ...]
    outline: tuple[str, ...]
    definitions: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)
    alike: bool = True  # no layer has a number of its own for an axis


def chain(network: Architecture) -> Chain:
    """The chain of a network; a DerivationError names a layer that is not derived yet.

    >>> from symrf.notation import parse
    >>> [link.name for link in chain(parse("(c3 p2)*2 relu pool: a2")).links]
    ['F_1', 'M_1', 'F_2', 'M_2', 'relu', 'pool']
    """
    definitions = {definition.name: definition.items for definition in network.definitions}
    reading = _Unrolling(definitions)
    found = [list(reading.links(item, ())) for item in network.items]
    _check_looks([link for links in found for link in links])
    names = iter(_numbered([link for links in found for link in links]))
    named = [[Link(link.item, next(names), link.within, link.given) for link in links] for links in found]
    outline: list[str] = []
    for item, links in zip(network.items, named, strict=True):
        name = _name(item)
        outline += [name] if name is not None else [link.name for link in links]
    every = tuple(link for links in named for link in links)
    return Chain(every, tuple(outline), definitions, all(map(_alike, network.layers())))


def stages(links: Chain, place: int, axes: Sequence[str], habits: Convention) -> tuple[Stage, ...]:
    """What each link does on the axis at `place`."""
    axis = _OnAxis(links.definitions, place, axes, habits)
    return tuple([axis.stage(link.item) for link in links.links])


class _Unrolling:
    """Items written out as links."""

    def __init__(self, definitions: Mapping[str, tuple[Item, ...]]) -> None:
        self.definitions = definitions
        self.lengths: dict[str, int] = {}
        self.room = MOST_WRITTEN

    def links(self, item: Item, within: tuple[str, ...]) -> Iterator[Link]:
        match item:
            case Layer(kind=Kind.INPUT):
                return
            case Layer():
                name = item.name or item.word or _LETTERS.get(item.kind, item.kind.sign)
                yield Link(item, name, within, item.name is not None)
            case Branches():
                raise DerivationError(f"{item.text} is not derived yet: branches")
            case Reference(to):
                yield from self.named(item, self.definitions[to], within)
            case Group(items):
                if _times(item) > 1 and not self.fits(item):
                    yield Link(item, item.name or _BLOCK, within, item.name is not None)
                    return
                inside = (*within, item.name) if item.name else within
                for _ in range(_times(item)):
                    for inner in items:
                        yield from self.links(inner, inside)

    def named(self, mention: Reference, items: tuple[Item, ...], within: tuple[str, ...]) -> Iterator[Link]:
        """The links of a defined chain; one of a single layer gives that layer its name."""
        name = mention.name or mention.to
        if not self.fits(mention):
            yield Link(Group(items, None, name), name, within, True)
        elif len(items) == 1 and isinstance(items[0], Layer):
            for link in self.links(items[0], within):
                yield replace(link, name=name, given=True)
        else:
            for item in items:
                yield from self.links(item, (*within, name))

    def fits(self, item: Item) -> bool:
        """Whether there is room to write an item out; it is taken."""
        length = self.length(item)
        if length > min(LONGEST, self.room):
            return False
        self.room -= length
        return True

    def length(self, item: Item) -> int:
        """The layers that an item comes to, written out."""
        match item:
            case Group(items):
                return _times(item) * sum(map(self.length, items))
            case Reference(to):
                if to not in self.lengths:
                    self.lengths[to] = sum(map(self.length, self.definitions[to]))
                return self.lengths[to]
        return 1


class _OnAxis:
    """Items on one axis, as stages and windows; what is met again is not worked out again."""

    def __init__(
        self, definitions: Mapping[str, tuple[Item, ...]], place: int, axes: Sequence[str], habits: Convention
    ) -> None:
        self.definitions = definitions
        self.place = place
        self.axes = axes
        self.habits = habits
        self.known: dict[int, Stage] = {}
        self.blocks: dict[str, Window] = {}

    def stage(self, item: Layer | Group) -> Stage:
        found = self.known.get(id(item))
        if found is None:
            found = folded(self.window(item)) if isinstance(item, Group) else self.layer(item)
            self.known[id(item)] = found
        return found

    def layer(self, layer: Layer) -> Stage:
        if layer.kind in (Kind.PASS, Kind.INPUT):
            return PASSED
        if layer.kind not in _LETTERS:
            raise DerivationError(f"{layer.text} is not derived yet: {layer.kind.title}")
        found = windows(layer, self.place, self.axes, self.habits)
        return margins(found.before, found.after) if layer.kind is Kind.PAD else stage(found)

    def window(self, item: Item) -> Window:
        match item:
            case Group(items):
                try:
                    return self.composed(items).repeated(_times(item))
                except OverflowError:
                    raise DerivationError(f"{item.text}: its numbers are too long to write, even as powers") from None
            case Reference(to):
                if to not in self.blocks:
                    self.blocks[to] = self.composed(self.definitions[to])
                return self.blocks[to]
            case Branches():
                raise DerivationError(f"{item.text} is not derived yet: branches")
            case Layer():
                return self.stage(item).window

    def composed(self, items: tuple[Item, ...]) -> Window:
        window = IDENTITY
        for item in items:
            window = window.then(self.window(item))
        return window


def _times(group: Group) -> int:
    if group.count is None:
        return 1
    if not isinstance(group.count, int):
        raise DerivationError(f"{group.text} is not derived yet: a repeat with a symbol")
    return group.count


def _name(item: Item) -> str | None:
    return item.name or item.to if isinstance(item, Reference) else item.name


def _alike(layer: Layer) -> bool:
    """Whether a layer has the same numbers for all axes."""
    sides = layer.padding if isinstance(layer.padding, tuple) else ()
    return max(len(layer.sizes), len(layer.stride or ()), len(sides), len(layer.dilation or ())) <= 1


def _numbered(links: list[Link]) -> Iterator[str]:
    """The names, with numbers where a letter names several layers, none of them the same as a given name looks."""
    counts = Counter(link.name for link in links if _counts(link))
    taken = {indexed(link.name) for link in links if not _counts(link)}
    seen: Counter[str] = Counter()
    for link in links:
        name = link.name
        if _counts(link) and (counts[name] > 1 or name in taken):
            seen[name] += 1
            while f"{name}_{seen[name]}" in taken:
                seen[name] += 1
            name = f"{name}_{seen[name]}"
        yield name


def _check_looks(links: list[Link]) -> None:
    """Refuse two names of the user's that look alike."""
    looks: dict[str, str] = {}
    for link in links:
        if link.given and looks.setdefault(indexed(link.name), link.name) != link.name:
            raise DerivationError(f"{link.name} and {looks[indexed(link.name)]} look alike: rename one of them")


def indexed(name: str) -> str:
    """A name as it is shown: a letter and its number are the letter with an index, F_1 for F1."""
    return f"{name[0]}_{name[1:]}" if name[0].isalpha() and name[1:].isdigit() else name


def _counts(link: Link) -> bool:
    """Whether a link has a letter of ours, which is numbered; a word such as relu, or a name given, is not."""
    return not link.given and not (isinstance(link.item, Layer) and link.item.word)
