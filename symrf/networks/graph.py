"""A network as the list of its layers, named as a hand would, each with the ones that it receives from.

Repeats and definitions are written out while that is short; beyond, they stay one link, a power in the monoid. What
several layers receive is one link, whoever taps it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress, pairwise
from typing import TypeVar

from symrf.errors import DerivationError
from symrf.formulas import limits
from symrf.networks import _english
from symrf.networks.notation.architecture import Architecture, Branches, Group, Item, Layer, Reference, Tap
from symrf.networks.notation.items import Fold, walk
from symrf.networks.notation.kinds import Effect, Kind
from symrf.networks.notation.taps import INPUT, astray, encloses, named

__all__ = ["Chain", "Link", "chain", "distinct", "indexed", "needs"]

_Item = TypeVar("_Item")

_BLOCK = "B"
_OF_VECTORS = (Kind.DENSE, Kind.VIEW)


@dataclass(frozen=True, slots=True)
class Link:
    """One layer, a repeat that is kept whole, or the place where branches meet: how it is written, its name, and the
    groups it is in."""

    item: Layer | Group | Branches
    name: str
    within: tuple[str, ...] = ()
    given: bool = False  # the name is the user's own
    sources: tuple[int, ...] = ()  # the places of the links that it receives from, 0 for the input
    fits: int | None = None  # the place of the link whose size a crop or a fit gives, 0 for the input


@dataclass(frozen=True)
class Chain:
    """The links of a network from the input on; `outline` names its items for a composition, groups by their name,
    and is empty where they are none: something is tapped, or the end is no output."""

    links: tuple[Link, ...]
    outline: tuple[str, ...]
    definitions: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)
    alike: bool = True  # no layer has a number of its own for an axis
    ends: tuple[int, ...] = ()  # for each item of the network the place of its last link
    order: tuple[int, ...] | None = None  # in which the links are derived; None: one after the other, without branches
    outputs: Mapping[str, int] = field(default_factory=dict)  # the places of those that the network says
    vector: bool = False  # the input is no image, but as many features as it has channels


def chain(network: Architecture) -> Chain:
    """The chain of a network; a DerivationError names a layer that is not derived yet.

    Of a network with one output that it says, it has what leads there alone.

    >>> from symrf.networks.notation.reader import parse
    >>> [link.name for link in chain(parse("(c3 p2)*2 relu pool: a2")).links]
    ['F_1', 'M_1', 'F_2', 'M_2', 'relu', 'pool']
    """
    definitions = {definition.name: definition.items for definition in network.definitions}
    _check_taps(network)
    reading = _Unrolling(definitions)
    source, ends = 0, [0]
    for item in network.items:
        source = reading.walk(item, (), source)
        ends.append(len(reading.links))
    if reading.crops:
        raise DerivationError(_english.outside_of_branches(reading.links[reading.crops[0] - 1].item.text))
    outputs = {name: reading.place(name) for name in network.outputs}
    if len(outputs) != 1 and source != len(reading.links):
        source = reading.add(_passing(source))  # the end is the last link, whatever was tapped
        ends[-1] = source
    _check_looks(reading.links)
    vector = takes_vector(network.items, definitions)
    _check_flat(reading.links, vector)
    names = list(_numbered(reading.links))
    links = tuple([link.named(name) for link, name in zip(reading.links, names, strict=True)])
    outline: list[str] = []
    for item, (start, end) in zip(network.items, pairwise(ends), strict=True):
        name = named(item)
        if name is not None:
            outline.append(name)
        else:
            outline += names[end - 1 if isinstance(item, Branches) else start : end]
    outline = [] if any(_tapped(item) for item, _ in walk(network.items)) or outputs else outline
    alike = all(map(_alike, distinct(network.layers())))
    found = Chain(links, tuple(outline), definitions, alike, tuple(ends[1:]), _order(links), outputs, vector)
    return _upto(found, *outputs.values()) if len(outputs) == 1 else found


def _check_taps(network: Architecture) -> None:
    """Refuse a name after @ that means nothing where it stands."""
    found = [astray(each.items, defined=True) for each in network.definitions]
    for each in (*found, astray(network.items, network.outputs)):
        if each is not None:
            raise DerivationError(f"{each.text}: {each.message}")


def _passing(source: int) -> _Draft:
    """A link that passes on what another gave."""
    return _Draft(Layer(Kind.PASS, word="id"), "id", (), False, (source,))


def _order(links: Sequence[Link]) -> tuple[int, ...] | None:
    """The places so that each comes after those that it needs; None where they are one after the other."""
    if all(link.sources == (place,) and link.fits is None for place, link in enumerate(links)):
        return None
    done: dict[int, None] = {}
    for last in range(1, len(links) + 1):
        waiting, going = [last], set[int]()
        while waiting:
            place = waiting[-1]
            needed = [] if place in done else [each for each in needs(links[place - 1]) if each and each not in done]
            if not needed:
                done[waiting.pop()] = None
                going.discard(place)
                continue
            going.add(place)
            if not going.isdisjoint(needed):
                fitting = next(links[each - 1] for each in sorted(going) if links[each - 1].fits in going)
                raise DerivationError(_english.fits_what_follows(fitting.item.text))
            waiting += reversed(needed)
    return tuple(done)


def needs(link: Link) -> tuple[int, ...]:
    """The places without which a link is not derived: those that it receives from, and that which it fits.

    >>> from symrf.networks.notation.reader import parse
    >>> [needs(link) for link in chain(parse("[crop | c3]")).links]
    [(0, 2), (0,), (1, 2)]
    """
    return link.sources if link.fits is None else (*link.sources, link.fits)


def _upto(whole: Chain, end: int) -> Chain:
    """The chain of the links that lead to a place, which is its last."""
    wanted = {end}
    for place in reversed(whole.order or range(1, end + 1)):
        if place in wanted:
            wanted.update(needs(whole.links[place - 1]))
    kept = sorted(wanted - {0})
    places = {0: 0} | {place: count for count, place in enumerate(kept, 1)}
    links = [
        replace(
            link,
            sources=tuple(places[source] for source in link.sources),
            fits=None if link.fits is None else places[link.fits],
        )
        for link in (whole.links[place - 1] for place in kept)
    ]
    if not kept or end != kept[-1]:
        links.append(_passing(places[end]).named("id"))
    ends = tuple(sum(place <= last for place in kept) for last in whole.ends)
    outputs = {name: places[place] for name, place in whole.outputs.items()}
    return replace(whole, links=tuple(links), ends=ends, order=_order(links), outputs=outputs)


def takes_vector(items: Sequence[Item], definitions: Mapping[str, tuple[Item, ...]]) -> bool:
    """Whether a network that says how many features its input has begins with a layer of a vector, as in784 fc10 does.

    An input whose size is said is an image, and so is one that is flattened.
    """

    def first(found: Iterable[bool | None]) -> bool | None:
        return next((each for each in found if each is not None), None)

    def beside(_: Branches, inside: Sequence[Sequence[bool | None]]) -> bool | None:
        return first(sorted(found for branch in inside if (found := first(branch)) is not None))

    begins = Fold[bool | None](
        layer=lambda layer: layer.kind in _OF_VECTORS if layer.kind.effect is not Effect.KEEP else None,
        group=lambda _, inside: first(inside),
        branches=beside,
        reference=lambda mention: first(map(begins, definitions[mention.to])),
        tap=lambda _: None,
    )
    said = items[0] if items else None
    is_said = isinstance(said, Layer) and said.kind is Kind.INPUT and not said.at
    return is_said and first(map(begins, items[1:])) is True


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
        self.scopes: list[dict[str, int]] = [
            {INPUT: 0}
        ]  # the places of what stood, by name; those of the innermost turn last
        self.crops: list[int] = []  # those of the branch that is being walked
        self.length = Fold[int](  # the layers that an item comes to, written out
            layer=lambda _: 1,
            group=lambda group, inside: (_times(group) or 0) * sum(inside) or 1,
            branches=lambda _, inside: 1 + sum(map(sum, inside)),
            reference=lambda mention: self.layers_of(mention.to),
            tap=lambda _: 0,
        )

    def add(self, link: _Draft) -> int:
        """Append a link; its place."""
        self.links.append(link)
        return len(self.links)

    def place(self, name: str) -> int:
        """The place of what is meant by a name after @."""
        return next(scope[name] for scope in reversed(self.scopes) if name in scope)

    def walk(self, item: Item, within: tuple[str, ...], source: int) -> int:
        """The place after an item that receives what the link at `source` gives."""
        place = self.after(item, within, source)
        if (name := named(item)) is not None:
            self.scopes[-1][name] = place
        return place

    def after(self, item: Item, within: tuple[str, ...], source: int) -> int:
        """The place after an item, whose name is not known yet."""
        match item:
            case Tap(to):
                return self.place(to)
            case Layer(kind=Kind.INPUT):
                return source
            case Layer():
                fits = None if item.to is None else self.place(item.to)
                if item.kind.fits and fits is None:
                    self.crops.append(len(self.links) + 1)
                name = item.name or item.word or item.kind.letter
                return self.add(_Draft(item, name, within, item.name is not None, (source,), fits))
            case Branches():
                return self.join(item, within, source)
            case Reference(to):
                return self.defined(item, self.definitions[to], within, source)
            case Group(items):
                count = _times(item)
                if count is None or (count > 1 and not self.has_room(item)):
                    _check_kept(item.text, items)
                    return self.add(_Draft(item, item.name or _BLOCK, within, item.name is not None, (source,)))
                inside = (*within, item.name) if item.name else within
                for _ in range(count):
                    self.scopes += [{}] if encloses(item) else []
                    source = self.chain(items, inside, source)
                    del self.scopes[-1 if encloses(item) else len(self.scopes) :]
        return source

    def chain(self, items: tuple[Item, ...], within: tuple[str, ...], source: int) -> int:
        """The place after a chain of items."""
        for item in items:
            source = self.walk(item, within, source)
        return source

    def defined(self, mention: Reference, items: tuple[Item, ...], within: tuple[str, ...], source: int) -> int:
        """The place after a defined chain; one of a single layer gives that layer its name."""
        name = mention.name or mention.to
        if not self.has_room(mention):
            _check_kept(name, items)
            return self.add(_Draft(Group(items, None, name), name, within, True, (source,)))
        if len(items) == 1 and isinstance(items[0], Layer):
            place = self.walk(items[0], within, source)
            link = self.links[place - 1]
            link.name, link.given = name, True
            return place
        outside, self.scopes = self.scopes, [{}]
        place = self.chain(items, (*within, name), source)
        self.scopes = outside
        return place

    def join(self, item: Branches, within: tuple[str, ...], source: int) -> int:
        """The place where branches meet; one with a crop or a fit has the size of the first that has none."""
        outside = self.crops
        inside = (*within, item.name) if item.name else within
        ends: list[int] = []
        crops: list[int] = []
        target: int | None = None
        spread = False  # one that may be a pixel, which is spread, is cut to at need alone
        for branch in item.branches:
            self.crops, first = [], len(self.links)
            ends.append(self.chain(branch, inside, source))
            self.check_crops(item, ends[-1])
            spreads = any(_global(link.item) for link in self.links[first:])
            if not self.crops and (target is None or (spread and not spreads)):
                target, spread = ends[-1], spreads
            crops += self.crops
        if crops and target is None:
            raise DerivationError(_english.every_branch_fits(item.text, self.links[crops[0] - 1].item.text))
        for place in crops:
            self.links[place - 1].fits = target
        self.crops = outside
        return self.add(_Draft(item, item.name or _BLOCK, within, item.name is not None, tuple(ends)))

    def check_crops(self, item: Branches, end: int) -> None:
        """Refuse a crop, or a fit, that is not the last to change the size of its branch."""
        place = end
        while place and place not in self.crops and self.keeps(place):
            place = self.links[place - 1].sources[0]
        if self.crops and [place] != self.crops:
            raise DerivationError(_english.fits_before_others(item.text, self.links[self.crops[0] - 1].item.text))

    def keeps(self, place: int) -> bool:
        """Whether a link is a word, which keeps the size."""
        item = self.links[place - 1].item
        return isinstance(item, Layer) and item.word != ""

    def has_room(self, item: Item) -> bool:
        """Whether there is room to write an item out; it is taken."""
        length = self.length(item)
        if length > min(limits.REPEAT_WRITTEN_OUT, self.room):
            return False
        self.room -= length
        return True

    def layers_of(self, name: str) -> int:
        """The layers that a definition comes to, written out."""
        if name not in self.lengths:
            self.lengths[name] = sum(map(self.length, self.definitions[name]))
        return self.lengths[name]


def _global(item: Layer | Group | Branches) -> bool:
    """Whether a layer gives a number of pixels that it says itself."""
    return isinstance(item, Layer) and item.kind.effect in (Effect.ALL, Effect.SHARE, Effect.PICK)


def _times(group: Group) -> int | None:
    """How often a group is repeated; None where that is no number."""
    if group.count is None:
        return 1
    return group.count if isinstance(group.count, int) else None


def _tapped(item: Item) -> bool:
    """Whether a name stands after @ in an item."""
    return isinstance(item, Tap) or (isinstance(item, Layer) and item.to is not None)


def _check_kept(text: str, items: tuple[Item, ...]) -> None:
    """Refuse a tap, or a fit to a name, in what is not written out."""
    for item, _ in walk(items):
        if _tapped(item):
            raise DerivationError(_english.tapped_in_a_power(text, item.text))


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


def _check_flat(links: Sequence[_Draft], vector: bool) -> None:
    """Refuse a layer that needs pixels after one that leaves none, and a view of what is no vector."""
    flat: dict[int, str] = {0: Kind.INPUT.sign} if vector else {}
    for place, link in enumerate(links, 1):
        item = link.item
        viewed = isinstance(item, Layer) and item.kind.effect is Effect.VIEW
        if viewed and link.sources[0] not in flat and link.sources[0]:
            raise DerivationError(_english.view_of_an_image(item.text))
        if isinstance(item, Layer) and item.kind.flat:
            flat[place] = item.text
        elif flat and (after := next((flat[source] for source in link.sources if source in flat), None)) is not None:
            if viewed or (isinstance(item, Branches) and not all(source in flat for source in link.sources)):
                continue  # it is an image, over which sums and products spread what is flat
            if isinstance(item, Group) or (isinstance(item, Layer) and item.kind.effect is not Effect.KEEP):
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
