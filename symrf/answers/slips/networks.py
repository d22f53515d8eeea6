"""A network as a tree that slips are made in: layers, repeats and branches, without names; and its text again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from symrf.answers.slips.untried import TooLong
from symrf.formulas.tree import number
from symrf.networks.notation.architecture import (
    Architecture,
    Branches,
    Group,
    Index,
    Item,
    Layer,
    Reference,
    Sides,
    Tap,
)
from symrf.networks.notation.instances import in_items
from symrf.networks.notation.kinds import Kind

__all__ = [
    "Change",
    "Items",
    "Place",
    "before",
    "changed",
    "compressed",
    "notation",
    "places",
    "stripped",
    "unrolled",
    "upto",
    "written",
]

Items = tuple[Item, ...]
Place = tuple[int, ...]
"""Where an item stands: its number among the items, then the branch and the number in it, and so on inwards."""

MOST_LAYERS = 600  # of a network written out, in which every place is gone through
LONGEST_BLOCK = 12  # layers of a block that is looked for to write a network shortly


@dataclass(frozen=True, slots=True)
class Change:
    """The items from a place on, so many of them, and what stands there instead."""

    at: Place
    length: int
    by: Items


def written(network: Architecture) -> Items:
    """The items of a network with definitions put in and names left out; TooLong where a name is tapped."""
    if network.outputs:
        raise TooLong
    known = {each.name: each.items for each in network.definitions}
    return tuple(_bare(network.items, known))


def _bare(items: Sequence[Item], known: Mapping[str, Items]) -> Iterator[Item]:
    for item in items:
        match item:
            case Layer(to=str()):
                raise TooLong
            case Layer():
                yield replace(item, name=None)
            case Group(inner, Index(symbol, int(first), int(last))):
                for value in range(first, min(last, first + MOST_LAYERS) + 1):
                    yield from _bare(in_items(inner, {symbol: number(value)}), known)
            case Group(inner, count):
                inside = tuple(_bare(inner, known))
                if count is None or count == 1:
                    yield from inside
                else:
                    yield Group(inside, count)
            case Branches(branches, join):
                yield Branches(tuple(tuple(_bare(branch, known)) for branch in branches), join)
            case Reference(to):
                yield from _bare(known[to], known)
            case Tap():
                raise TooLong


def unrolled(items: Items) -> Items:
    """Items with their repeats written out; TooLong where those are too many."""
    found: list[Item] = []
    for item in items:
        match item:
            case Group(inner, int(count)):
                inside = unrolled(inner)
                if count * len(inside) > MOST_LAYERS:
                    raise TooLong
                found += inside * count
            case Branches(branches, join):
                found.append(Branches(tuple(map(unrolled, branches)), join))
            case _:
                found.append(item)
        if len(found) > MOST_LAYERS:
            raise TooLong
    return tuple(found)


def stripped(items: Items) -> Items:
    """Items without what changes neither sizes nor fields: words such as relu, and channels."""
    found: list[Item] = []
    for item in items:
        match item:
            case Layer(kind=Kind.INPUT) | Layer(kind=Kind.PASS):
                pass
            case Layer():
                found.append(_plain(item))
            case Group(inner):
                inside = stripped(inner)
                found += [replace(item, items=inside)] if inside else []
            case Branches(branches):
                found.append(replace(item, branches=tuple(stripped(branch) or (_ID,) for branch in branches)))
    return tuple(found)


def _plain(layer: Layer) -> Layer:
    """A layer without channels, and without what it would be anyway."""
    stride = None if layer.stride == (1,) and not layer.kind.pools else layer.stride
    dilation = None if layer.dilation == (1,) else layer.dilation
    padding = None if layer.padding == (Sides(0, 0),) else layer.padding
    return replace(layer, channels=None, groups=None, bias=True, stride=stride, dilation=dilation, padding=padding)


_ID = Layer(Kind.PASS, word="id")


def upto(items: Items, place: int) -> Items:
    """Items written out, as far as the layer at a place, which counts from 1 as the links of a chain do."""
    return _upto(items, place)[0]


def _upto(items: Items, left: int) -> tuple[Items, int]:
    """The items as far as so many layers, and how many are left then."""
    found: list[Item] = []
    for item in items:
        if left == 0:
            break
        if isinstance(item, Branches):
            for branch in item.branches:
                inside, left = _upto(branch, left)
                if left == 0:
                    return (*found, *inside), 0
        found.append(item)
        left -= not (isinstance(item, Layer) and item.kind is Kind.INPUT)
    return tuple(found), left


def before(items: Items, place: Place) -> Items:
    """The items before a place, those of the branches before it left out."""
    first, *rest = place
    if not rest:
        return items[:first]
    item = items[first]
    inner = item.branches[rest[0]] if isinstance(item, Branches) else ()
    return (*items[:first], *before(inner, tuple(rest[1:])))


def changed(items: Items, changes: Sequence[Change]) -> Items:
    """Items after changes at different places."""
    found: list[Item] = []
    here = {change.at[0]: change for change in changes if len(change.at) == 1}
    inside: dict[int, list[Change]] = {}
    for change in changes:
        if len(change.at) > 1:
            inside.setdefault(change.at[0], []).append(change)
    skip = 0
    for place, item in enumerate(items):
        if place in here:
            found += here[place].by
            skip = place + here[place].length
        if place < skip:
            continue
        found.append(_inside(item, inside[place]) if place in inside else item)
    if len(items) in here:
        found += here[len(items)].by
    return tuple(found)


def _inside(item: Item, changes: Sequence[Change]) -> Item:
    """A repeat or branches with changes in them, whose places begin with that in the items around."""
    match item:
        case Group(inner):
            return replace(item, items=changed(inner, [replace(each, at=each.at[2:]) for each in changes]))
        case Branches(branches):
            return replace(
                item,
                branches=tuple(
                    changed(branch, [replace(each, at=each.at[2:]) for each in changes if each.at[1] == number])
                    for number, branch in enumerate(branches)
                ),
            )
    return item


def places(items: Items, within: Place = ()) -> Iterator[tuple[Place, Item]]:
    """Every item and its place, repeats and branches before what is in them."""
    for here, item in enumerate(items):
        at = (*within, here)
        yield at, item
        match item:
            case Group(inner):
                yield from places(inner, (*at, 0))
            case Branches(branches):
                for branch, inside in enumerate(branches):
                    yield from places(inside, (*at, branch))


def compressed(items: Items) -> Items:
    """Items written out, with blocks that follow one another as repeats.

    >>> from symrf.networks.notation.reader import parse
    >>> notation(compressed(parse("c3 c3 p2 c3 c3 p2 c5").items))
    '(c3 c3 p2)*2 c5'
    """
    found = tuple(
        replace(item, branches=tuple(map(compressed, item.branches))) if isinstance(item, Branches) else item
        for item in items
    )
    for length in range(1, min(LONGEST_BLOCK, len(found) // 2) + 1):
        found = _blocks(found, length)
    return found


def _blocks(items: Items, length: int) -> Items:
    """Items with repeats of blocks of so many items."""
    found: list[Item] = []
    place = 0
    while place < len(items):
        block = items[place : place + length]
        times = 1
        while items[place + times * length : place + (times + 1) * length] == block:
            times += 1
        if len(block) == length and times > (1 if length > 1 else 2):
            found.append(Group(block, times))
            place += times * length
        else:
            found.append(items[place])
            place += 1
    return tuple(found)


def notation(items: Items) -> str:
    """The text of items."""
    return str(Architecture(items))
