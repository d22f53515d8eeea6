"""The graph of what a forward returns: what nothing reads is left out, and places are numbered anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from symrf.readers.graph import Building, Graph
from symrf.readers.source import _english
from symrf.readers.source.network import Network
from symrf.readers.source.state import State
from symrf.readers.source.values import Module, Tensor

__all__ = ["graph_of"]


def graph_of(machine: State, net: Network, result: object, root: Module) -> Graph:
    """The graph of a network that gives `result`: a tensor, or several in a tuple, a list or a dict."""
    outputs = [*dict.fromkeys(each.place for each in _tensors(result))]
    if not outputs:
        machine.refuse(_english.NO_OUTPUT, root.node)
    building, places = _pruned(net.building, outputs)
    channels = net.channels
    return building.graph(
        *[places[each] for each in outputs],
        channels=channels,
        size=net.size,
        axes=() if net.vector and not _images(net) else net.axes,
        convention=net.convention,
    )


def _images(net: Network) -> bool:
    return bool(net.axes)


def _tensors(value: object) -> Iterator[Tensor]:
    match value:
        case Tensor():
            yield value
        case tuple() | list():
            for each in value:
                yield from _tensors(each)
        case dict():
            for each in value.values():
                yield from _tensors(each)


def _pruned(building: Building, outputs: list[int]) -> tuple[Building, dict[int, int]]:
    """The nodes that outputs need, with the new place of each."""
    needed, waiting = {0}, list(outputs)
    while waiting:
        place = waiting.pop()
        if place not in needed:
            needed.add(place)
            node = building.nodes[place - 1]
            waiting += [*node.sources, *([node.fits] if node.fits is not None else [])]
    places = {place: n for n, place in enumerate(sorted(needed))}
    kept = Building(notes=building.notes, certain=building.certain)
    for place in sorted(needed - {0}):
        node = building.nodes[place - 1]
        fits = None if node.fits is None else places[node.fits]
        sources = [places[each] for each in node.sources]
        kept.add(node.item, *sources, name=node.name, span=node.span, fits=fits, part=node.part)
    kept.expected = [replace(each, place=places[each.place]) for each in building.expected if each.place in places]
    return kept, places
