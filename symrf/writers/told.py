"""A network in which every layer says its channels: those that its text leaves open are symbols, and so arguments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import count
from math import lcm

from symrf.formulas.tree import Fraction as Ratio
from symrf.formulas.tree import Number, Product, Sum, Symbol, Written, number, substitute, symbols
from symrf.networks.graph import Chain, Link
from symrf.networks.notation.architecture import Branches, Join, Layer, Value
from symrf.networks.notation.kinds import Gives

__all__ = ["Told", "told"]


@dataclass(frozen=True, slots=True)
class Told:
    """A chain with all its channels, those of its input, and the symbols that are new."""

    chain: Chain
    received: Value
    names: tuple[str, ...]


def told(
    chain: Chain, received: Value | None, axes: int, taken: frozenset[str], numbers: Mapping[str, int] | None = None
) -> Told:
    """A chain with channels for its input and for each layer that may say them, by symbols that are not taken.

    `numbers` are those that somebody gives for some of these. Branches that are added have the same, and what is
    shuffled or grouped has a multiple.

    >>> from symrf.networks.graph import chain
    >>> from symrf.networks.notation.reader import parse
    >>> found = told(chain(parse("c3 [c1-8 + c3p1] c3 ps2")), None, 2, frozenset())
    >>> [link.item.text for link in found.chain.links if isinstance(link.item, Layer)]
    ['c3-{channels_1}', 'c1-8', 'c3p1-8', 'c3-{4*channels_2}', 'ps2']
    """
    filling = _Filling(chain, axes, set(taken))
    first = filling.fresh("in_channels") if received is None else received
    filling.fill(first)
    given = {name: number(value) for name, value in (numbers or {}).items()}
    values = {name: substitute(tree, given) for name, tree in filling.values().items()}
    links = tuple(_put(link, filling.given.get(place), values) for place, link in enumerate(chain.links, 1))
    names = tuple(dict.fromkeys(name for tree in values.values() for name in sorted(symbols(tree))))
    ours = tuple(name for name in names if name in filling.free)
    settled = first if isinstance(first, int) else substitute(first, values)
    return Told(replace(chain, links=links), settled, ours)


_Channels = tuple[tuple[Fraction, Value], ...]
"""A sum of channels, each so many times: those of the parts that were concatenated, shuffled and unshuffled."""


@dataclass
class _Filling:
    """The channels after each link. A symbol of ours is `free`, times what it must be a multiple of; it may become the
    same as what a branch beside it gives."""

    chain: Chain
    axes: int
    taken: set[str]
    free: dict[str, int] = field(default_factory=dict)
    same: dict[str, Written] = field(default_factory=dict)
    given: dict[int, Symbol] = field(default_factory=dict)

    def fresh(self, name: str = "") -> Symbol:
        """A symbol that nothing has."""
        names = (f"{name or 'channels'}_{place}" for place in count(1))
        found = name if name and name not in self.taken else next(each for each in names if each not in self.taken)
        self.taken.add(found)
        self.free[found] = 1
        return Symbol(found)

    def fill(self, first: Value) -> None:
        """Give channels to each layer, in the order in which the links are derived."""
        found: dict[int, _Channels] = {0: ((Fraction(1), first),)}
        for place in self.chain.order or range(1, len(self.chain.links) + 1):
            link = self.chain.links[place - 1]
            received = [found[source] for source in link.sources]
            if isinstance(link.item, Layer):
                found[place] = self.layer(place, link.item, received[0])
            elif isinstance(link.item, Branches):
                found[place] = self.joined(link.item.join, received)
            else:
                found[place] = received[0]

    def layer(self, place: int, layer: Layer, received: _Channels) -> _Channels:
        channels = layer.channels
        if channels is None and layer.kind.gives is Gives.WRITTEN:
            channels = self.given.setdefault(place, self.fresh())
        gives: _Channels = received if channels is None else ((Fraction(1), channels),)
        if isinstance(layer.groups, int):
            self.multiple(received, layer.groups)
            self.multiple(gives, layer.groups)
        pixels = Fraction(_product(layer, self.axes))
        match layer.kind.gives:
            case Gives.UNITS | Gives.TAKEN:
                return ((Fraction(1), layer.sizes[0]),)
            case Gives.FEWER:
                self.multiple(received, pixels.numerator)
                return tuple((times / pixels, value) for times, value in received)
            case Gives.MORE:
                return tuple((times * pixels, value) for times, value in received)
            case Gives.SHAPED if channels is None:
                return tuple((times / pixels, value) for times, value in received)
        return gives

    def joined(self, join: Join, gives: list[_Channels]) -> _Channels:
        """Branches that are added give the same; those that are concatenated have a sum."""
        if join is Join.CONCATENATE:
            return tuple(part for given in gives for part in given)
        many = [given for given in gives if given != ((Fraction(1), 1),)] or gives
        wanted = next((given for given in many if not self.choosable(given)), many[0])
        tree = self.settled(_sum(wanted))
        for given in gives:
            name = self.choosable(given)
            if name and name not in symbols(tree):
                self.same[name] = tree
                self.multiple(wanted, self.free[name])
        return wanted

    def settled(self, tree: Written) -> Written:
        """A tree, with what its symbols have become."""
        while symbols(tree) & self.same.keys():
            tree = substitute(tree, self.same)
        return tree

    def choosable(self, channels: _Channels) -> str:
        """The symbol of ours that channels are, and nothing else, or none."""
        if len(channels) > 1 or channels[0][0] != 1 or not isinstance(channels[0][1], Symbol):
            return ""
        last = self.settled(channels[0][1])
        return last.name if isinstance(last, Symbol) and last.name in self.free else ""

    def multiple(self, received: _Channels, factor: int) -> None:
        """Let each of the parts be a multiple, where it is ours."""
        for times, value in received:
            for name in symbols(self.settled(number(value))) & self.free.keys():
                self.free[name] = lcm(self.free[name], factor * times.denominator)

    def values(self) -> dict[str, Written]:
        """What stands for each symbol of ours: it, a multiple of it, or what it has become."""
        kept = [name for name in self.free if name not in self.same]
        numbered = [name for name in self.free if name.startswith("channels_")]
        short = dict(zip([name for name in kept if name in numbered], numbered, strict=False))  # without gaps
        own = {name: _times(self.free[name], Symbol(short.get(name, name))) for name in kept}
        return own | {name: substitute(self.settled(Symbol(name)), own) for name in self.same}


def _put(link: Link, given: Symbol | None, values: dict[str, Written]) -> Link:
    """A link whose layer says its channels."""
    if given is None or not isinstance(link.item, Layer):
        return link
    tree = values[given.name]
    return replace(link, item=replace(link.item, channels=tree.value if isinstance(tree, Number) else tree))


def _times(times: int, of: Written) -> Written:
    return of if times == 1 else Product((number(times), of))


def _sum(channels: _Channels) -> Written:
    """Channels as they are written."""
    terms = []
    for times, value in channels:
        above = _times(times.numerator, number(value))
        terms.append(above if times.denominator == 1 else Ratio(above, number(times.denominator)))
    return terms[0] if len(terms) == 1 else Sum(tuple(terms))


def _product(layer: Layer, axes: int) -> int:
    """The pixels that a shuffle moves, or a view shapes."""
    product = 1
    for size in layer.sizes * axes if len(layer.sizes) == 1 else layer.sizes:
        product *= size if isinstance(size, int) else 1
    return product
