"""What a dense layer takes, beside what the network gives it: for which inputs the two are the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from math import isqrt

from symrf.errors import SymrfError
from symrf.formulas.tree import symbols
from symrf.formulas.values import evaluate
from symrf.networks.derivation import AxisDerivation, Derivation, derive
from symrf.networks.notation.architecture import Layer
from symrf.networks.notation.kinds import Spends
from symrf.readers import _english
from symrf.readers.graph import Note
from symrf.readers.paste import Paste

__all__ = ["features"]

_FLAT = re.compile(r"flat@(?P<name>\S+) = (?P<taken>[0-9]+)")
_FARTHEST = 1 << 16  # pixels of an input that is looked for
_ENOUGH = 1 << 3  # pools that may be missing


def features(paste: Paste) -> tuple[Note, ...]:
    """For what a text says that dense layers take: the inputs that fit, or what does not go together, in a sentence.

    >>> from symrf.networks.notation.reader import parse
    >>> network = parse("in3@32x32 c5-6 p2 c5-16 flatten fc1: fc120")
    >>> print(features(Paste(network, statements=(Note("flat@fc1 = 400"),)))[0].text)
    fc1 takes 400 = 16·5·5; at 32x32 the text gives 1600: a pool is missing, or the input is 22x22 (22 to 23)
    """
    said = [(each, found) for each in paste.statements if (found := _FLAT.fullmatch(each.text))]
    if not said:
        return ()
    try:
        network = derive(paste.architecture, paste.axes, paste.convention)
        return tuple(note for each, found in said for note in _of_layer(network, found, each))
    except SymrfError:
        return ()


def _of_layer(network: Derivation, said: re.Match[str], note: Note) -> Iterator[Note]:
    """What is to be said of one dense layer, where anything is."""
    name, taken = said["name"], int(said["taken"])
    place = _place(network, name)
    if place is None:
        return
    if name.isdigit():
        name = network.chain.links[place - 1].item.text
    tree = network.overall.flat(range(place, place + 1))
    if symbols(tree) - set(network.axes):
        return

    def given(**sizes: int) -> int:
        return int(evaluate(tree, sizes))

    sizes = network.sizes()
    product = _product(network, place, taken)
    if not symbols(tree):
        if (always := given()) != taken:
            yield Note(_english.features_always(name, product, always), note.span)
        return
    fitting = _fitting(network, given, taken)
    if set(sizes) != set(network.axes):
        yield Note(_english.features_solved(name, product, _inputs(network, fitting)), note.span)
    elif (found := given(**sizes)) != taken:
        at = "x".join(str(sizes[axis]) for axis in network.axes)
        pools = found > taken and any(found == taken << len(network.axes) * count for count in range(1, _ENOUGH))
        yield Note(_english.features_differ(name, product, at, found, pools, _inputs(network, fitting)), note.span)


def _place(network: Derivation, name: str) -> int | None:
    """The place of the dense layer of a name, or a number."""
    links = network.chain.links
    if name.isdigit():
        return int(name)
    named = next((place for place, link in enumerate(links, 1) if link.name == name), None)
    place = named or network.architecture.modules.get(name, (0, 0))[1]
    item = links[place - 1].item if place else None
    return place if isinstance(item, Layer) and item.kind.spends is Spends.UNITS else None


def _fitting(network: Derivation, given: Callable[..., int], taken: int) -> tuple[int, int] | None:
    """The least and the most square input that gives so many features, which grow with it."""
    least = max(_least(network[axis]) for axis in network.axes)

    def first(wanted: int) -> int:
        low, high = least, _FARTHEST
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if given(**dict.fromkeys(network.axes, middle)) >= wanted else (middle + 1, high)
        return low

    start, end = first(taken), first(taken + 1) - 1
    return (start, end) if start <= end < _FARTHEST - 1 else None


def _least(axis: AxisDerivation) -> int:
    """The least input on an axis."""
    found = axis.size.minimum
    return found if isinstance(found, int) else 1


def _inputs(network: Derivation, fitting: tuple[int, int] | None) -> str | None:
    """Inputs as they are said: 17x17, and how far they go."""
    if fitting is None:
        return None
    first, last = fitting
    said = "x".join([str(first)] * len(network.axes))
    return said if first == last else _english.and_up_to(said, first, last)


def _product(network: Derivation, place: int, taken: int) -> str:
    """400 as 16·5·5, where 16 are the channels of what is flattened."""
    links = network.chain.links
    while place and isinstance(links[place - 1].item, Layer) and _flat(links[place - 1].item):
        place = links[place - 1].sources[0]
    channels = network.overall.channels(place)
    if channels is None or taken % channels:
        return str(taken)
    pixels = taken // channels
    side = isqrt(pixels)
    if len(network.axes) == 2 and side * side == pixels:
        return f"{taken} = {channels}·{side}·{side}"
    return f"{taken} = {channels}·{pixels}"


def _flat(item: object) -> bool:
    return isinstance(item, Layer) and (item.kind.flat or item.word != "")
