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
from symrf.networks.links import Link, in_order, needs
from symrf.networks.notation.architecture import Architecture, Branches, Item, Layer
from symrf.networks.notation.items import walk
from symrf.networks.notation.kept import kept
from symrf.networks.notation.taps import astray, named
from symrf.networks.unrolling import Draft, Unrolling, passing, tapped
from symrf.networks.vectors import check_flat, takes_vector

__all__ = ["Chain", "Link", "chain", "distinct", "indexed", "needs"]

_Item = TypeVar("_Item")


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
    vector: bool = False  # the input is no image, but as many features as it has channels
    outputs: Mapping[str, int] = field(default_factory=dict)  # the places of those that the network says


def chain(network: Architecture) -> Chain:
    """The chain of a network; a DerivationError names a layer that is not derived yet.

    Of a network with one output that it says, it has what leads there alone.

    >>> from symrf.networks.notation.reader import parse
    >>> [link.name for link in chain(parse("(c3 p2)*2 relu pool: a2")).links]
    ['F_1', 'M_1', 'F_2', 'M_2', 'relu', 'pool']
    """
    return _chain(network, limits.REPEAT_WRITTEN_OUT)


@kept(limits.CHAINS_KEPT)
def _chain(network: Architecture, _written_out: int) -> Chain:
    definitions = {definition.name: definition.items for definition in network.definitions}
    _check_taps(network)
    reading = Unrolling(definitions)
    source, ends = 0, [0]
    for item in network.items:
        source = reading.walk(item, (), source)
        ends.append(len(reading.links))
    if reading.crops:
        raise DerivationError(_english.outside_of_branches(reading.links[reading.crops[0] - 1].item.text))
    outputs = {name: reading.place(name) for name in network.outputs}
    if len(outputs) != 1 and source != len(reading.links):
        source = reading.add(passing(source))  # the end is the last link, whatever was tapped
        ends[-1] = source
    _check_looks(reading.links)
    vector = takes_vector(network.items, definitions)
    check_flat([(link.item, link.sources) for link in reading.links], vector)
    names = list(_numbered(reading.links))
    links = tuple([link.named(name) for link, name in zip(reading.links, names, strict=True)])
    outline: list[str] = []
    for item, (start, end) in zip(network.items, pairwise(ends), strict=True):
        name = named(item)
        if name is not None:
            outline.append(name)
        else:
            outline += names[end - 1 if isinstance(item, Branches) else start : end]
    outline = [] if any(tapped(item) for item, _ in walk(network.items)) or outputs else outline
    alike = all(map(_alike, distinct(network.layers())))
    found = Chain(links, tuple(outline), definitions, alike, tuple(ends[1:]), in_order(links), vector, outputs)
    return _upto(found, *outputs.values()) if len(outputs) == 1 else found


def _check_taps(network: Architecture) -> None:
    """Refuse a name after @ that means nothing where it stands."""
    found = [astray(each.items, defined=True) for each in network.definitions]
    for each in (*found, astray(network.items, network.outputs)):
        if each is not None:
            raise DerivationError(f"{each.text}: {each.message}")


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
        links.append(passing(places[end]).named("id"))
    ends = tuple(sum(place <= last for place in kept) for last in whole.ends)
    outputs = {name: places[place] for name, place in whole.outputs.items()}
    return replace(whole, links=tuple(links), ends=ends, order=in_order(links), outputs=outputs)


def distinct(those: Iterable[_Item]) -> Collection[_Item]:
    """Objects, each once: layers that are written alike are one in what is read, and their stages, too."""
    return {id(each): each for each in those}.values()


def _alike(layer: Layer) -> bool:
    """Whether a layer has the same numbers for all axes."""
    sides = layer.padding if isinstance(layer.padding, tuple) else ()
    several = (layer.sizes, layer.stride or (), sides, layer.dilation or (), layer.output_padding or ())
    return max(map(len, several)) <= 1


def _numbered(links: list[Draft]) -> Iterator[str]:
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


def _check_looks(links: Sequence[Draft]) -> None:
    """Refuse two names of the user's that look alike."""
    looks: dict[str, str] = {}
    for link in links:
        if link.given and looks.setdefault(indexed(link.name), link.name) != link.name:
            raise DerivationError(_english.look_alike(link.name, looks[indexed(link.name)]))


def indexed(name: str) -> str:
    """A name as it is shown: a letter and its number are the letter with an index, F_1 for F1."""
    return f"{name[0]}_{name[1:]}" if name[0].isalpha() and name[1:].isdigit() else name


def _counts(link: Draft) -> bool:
    """Whether a link has a letter of ours, which is numbered; a word such as relu, or a name given, is not."""
    return not link.given and not (isinstance(link.item, Layer) and link.item.word)
