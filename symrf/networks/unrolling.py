"""The items of a network written out as links: repeats, definitions and branches, and what a name after @ means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from symrf.errors import DerivationError
from symrf.formulas import limits
from symrf.networks import _english
from symrf.networks.links import Link
from symrf.networks.notation.architecture import Branches, Group, Item, Layer, Reference, Tap
from symrf.networks.notation.items import Fold, walk
from symrf.networks.notation.kinds import Effect, Kind
from symrf.networks.notation.taps import INPUT, encloses, named

__all__ = ["Draft", "Unrolling", "passing", "tapped"]

_BLOCK = "B"


@dataclass(slots=True)
class Draft:
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


class Unrolling:
    """Items written out as links, in a list; a place in it counts from 1, and 0 is the input."""

    def __init__(self, definitions: Mapping[str, tuple[Item, ...]]) -> None:
        self.definitions = definitions
        self.lengths: dict[str, int] = {}
        self.room = limits.LAYERS_WRITTEN_OUT
        self.links: list[Draft] = []
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

    def add(self, link: Draft) -> int:
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
                return self.add(Draft(item, name, within, item.name is not None, (source,), fits))
            case Branches():
                return self.join(item, within, source)
            case Reference(to):
                return self.defined(item, self.definitions[to], within, source)
            case Group(items):
                count = _times(item)
                if count is None or (count > 1 and not self.has_room(item)):
                    _check_kept(item.text, items)
                    return self.add(Draft(item, item.name or _BLOCK, within, item.name is not None, (source,)))
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
            return self.add(Draft(Group(items, None, name), name, within, True, (source,)))
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
        return self.add(Draft(item, item.name or _BLOCK, within, item.name is not None, tuple(ends)))

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


def passing(source: int) -> Draft:
    """A link that passes on what another gave."""
    return Draft(Layer(Kind.PASS, word="id"), "id", (), False, (source,))


def tapped(item: Item) -> bool:
    """Whether a name stands after @ in an item."""
    return isinstance(item, Tap) or (isinstance(item, Layer) and item.to is not None)


def _check_kept(text: str, items: tuple[Item, ...]) -> None:
    """Refuse a tap, or a fit to a name, in what is not written out."""
    for item, _ in walk(items):
        if tapped(item):
            raise DerivationError(_english.tapped_in_a_power(text, item.text))


def _global(item: Layer | Group | Branches) -> bool:
    """Whether a layer gives a number of pixels that it says itself."""
    return isinstance(item, Layer) and item.kind.effect in (Effect.ALL, Effect.SHARE, Effect.PICK)


def _times(group: Group) -> int | None:
    """How often a group is repeated; None where that is no number."""
    if group.count is None:
        return 1
    return group.count if isinstance(group.count, int) else None
