"""A network in which every layer says its channels: those that its text leaves open are symbols, and so arguments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import count
from math import lcm

from symrf.formulas.tree import Fraction as Ratio
from symrf.formulas.tree import Number, Product, Sum, Symbol, Written, number, substitute, symbols
from symrf.networks.notation.architecture import Architecture, Branches, Group, Item, Join, Layer, Reference, Value
from symrf.networks.notation.kinds import Gives, Kind

__all__ = ["told"]


def told(network: Architecture, axes: int) -> Architecture:
    """The network with channels for its input and for each layer that may say them, on so many axes.

    Branches that are added have the same, and what is shuffled or grouped has a multiple.

    >>> from symrf.networks.notation.reader import parse
    >>> str(told(parse("c3 [c1-8 + c3p1] c3 ps2"), 2))
    'in{in_channels} c3-{channels_1} [c1-8 + c3p1-8] c3-{4*channels_2} ps2'
    """
    said = network.input
    definitions = {each.name: each.items for each in network.definitions}
    filling = _Filling(definitions, axes, _taken(network))
    first = said.sizes[0] if said is not None and said.sizes else filling.fresh("in_channels")
    items, _ = filling.chain(network.items if said is None else network.items[1:], ((Fraction(1), first),))
    head = Layer(Kind.INPUT, (first,), at=() if said is None else said.at)
    values = filling.values()
    return replace(network, items=tuple(_put(item, values) for item in (head, *items)), definitions=())


def _taken(network: Architecture) -> set[str]:
    """The symbols of a network."""
    found: set[str] = set()

    def noted(value: Value) -> Value:
        if not isinstance(value, int):
            found.update(symbols(value))
        return value

    for layer in network.layers():
        layer.mapped(noted)
    return found


_Channels = tuple[tuple[Fraction, Value], ...]
"""A sum of channels, each so many times: those of the parts that were concatenated, shuffled and unshuffled."""


@dataclass
class _Filling:
    """The channels of items, one after the other. A symbol of ours is `free`, times what it must be a multiple of; it
    may become the same as what a branch beside it gives."""

    definitions: Mapping[str, tuple[Item, ...]]
    axes: int
    taken: set[str]
    free: dict[str, int] = field(default_factory=dict)
    same: dict[str, Written] = field(default_factory=dict)

    def fresh(self, name: str = "") -> Symbol:
        """A symbol that nothing has."""
        names = (f"{name or 'channels'}_{place}" for place in count(1))
        found = name if name and name not in self.taken else next(each for each in names if each not in self.taken)
        self.taken.add(found)
        self.free[found] = 1
        return Symbol(found)

    def values(self) -> dict[str, Written]:
        """What stands for each symbol of ours: it, a multiple of it, or what it has become."""
        kept = [name for name in self.free if name not in self.same]
        numbered = [name for name in self.free if name.startswith("channels_")]
        short = dict(zip([name for name in kept if name in numbered], numbered, strict=False))  # without gaps
        own = {name: _times(self.free[name], Symbol(short.get(name, name))) for name in kept}
        return own | {name: substitute(self.settled(Symbol(name)), own) for name in self.same}

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

    def chain(self, items: tuple[Item, ...], received: _Channels) -> tuple[tuple[Item, ...], _Channels]:
        """Items with their channels, and what the last of them gives."""
        found = []
        for item in items:
            filled, received = self.item(item, received)
            found.append(filled)
        return tuple(found), received

    def item(self, item: Item, received: _Channels) -> tuple[Item, _Channels]:
        match item:
            case Layer():
                return self.layer(item, received)
            case Group(items):
                inside, gives = self.chain(items, received)
                return replace(item, items=inside), gives
            case Reference(to, name):
                inside, gives = self.chain(self.definitions[to], received)
                if len(inside) == 1 and isinstance(inside[0], Layer):
                    return replace(inside[0], name=name or to), gives
                return Group(inside, None, name or to), gives
            case Branches():
                return self.branches(item, received)
        return item, received

    def layer(self, layer: Layer, received: _Channels) -> tuple[Layer, _Channels]:
        if layer.channels is None and layer.kind.gives is Gives.WRITTEN:
            layer = replace(layer, channels=self.fresh())
        gives: _Channels = received if layer.channels is None else ((Fraction(1), layer.channels),)
        if isinstance(layer.groups, int):
            self.multiple(received, layer.groups)
            self.multiple(gives, layer.groups)
        pixels = Fraction(_product(layer, self.axes))
        if layer.kind.gives is Gives.FEWER:
            self.multiple(received, pixels.numerator)
            pixels = 1 / pixels
        if layer.kind.gives in (Gives.FEWER, Gives.MORE):
            gives = tuple((times * pixels, value) for times, value in received)
        return layer, gives

    def branches(self, item: Branches, received: _Channels) -> tuple[Branches, _Channels]:
        """Branches that are added give the same; those that are concatenated have a sum."""
        filled = [self.chain(branch, received) for branch in item.branches]
        gives = [given for _, given in filled]
        result = replace(item, branches=tuple(items for items, _ in filled))
        if item.join is Join.CONCATENATE:
            return result, tuple(part for given in gives for part in given)
        wanted = next((given for given in gives if not self.choosable(given)), gives[0])
        tree = self.settled(_sum(wanted))
        for given in gives:
            name = self.choosable(given)
            if name and name not in symbols(tree):
                self.same[name] = tree
                self.multiple(wanted, self.free[name])
        return result, wanted


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
    """The pixels that a shuffle moves."""
    product = 1
    for size in layer.sizes * axes if len(layer.sizes) == 1 else layer.sizes:
        product *= size if isinstance(size, int) else 1
    return product


def _put(item: Item, values: Mapping[str, Written]) -> Item:
    """An item with its channels settled."""
    match item:
        case Layer():
            return item.mapped(lambda value: value if isinstance(value, int) else _plain(substitute(value, values)))
        case Group(items):
            return replace(item, items=tuple(_put(each, values) for each in items))
        case Branches(branches):
            return replace(item, branches=tuple(tuple(_put(each, values) for each in branch) for branch in branches))
    return item


def _plain(tree: Written) -> Value:
    return tree.value if isinstance(tree, Number) else tree
