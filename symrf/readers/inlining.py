"""A network in the notation, put into a graph: what `--assume "SPPF = …"` says that an unknown module is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from symrf.errors import ReadError
from symrf.formulas import limits
from symrf.networks.notation.architecture import Architecture, Branches, Group, Item, Join, Layer, Reference, Tap
from symrf.networks.notation.kinds import Kind
from symrf.networks.notation.taps import INPUT, named
from symrf.readers import _english
from symrf.readers.graph import Building, Span

__all__ = ["inlined"]


def inlined(
    building: Building, architecture: Architecture, source: int, name: str | None = None, span: Span | None = None
) -> int:
    """Append a network's layers behind a place; the place of its output.

    Each is called `name`, with the name that it has of its own behind a dot.

    >>> from symrf.networks.notation.reader import parse
    >>> net = Building()
    >>> inlined(net, parse("[id | p5s1p2] last: c1"), 0, "sppf")
    4
    >>> [node.name for node in net.nodes]
    ['sppf', 'sppf', 'sppf', 'sppf.last']
    """
    inlining = _Inlining(building, architecture, name, span)
    inlining.places[INPUT] = source
    last = inlining.chain(architecture.items, source)
    return inlining.places[architecture.outputs[0]] if architecture.outputs else last


class _Inlining:
    """Items that are appended one by one."""

    def __init__(self, building: Building, architecture: Architecture, name: str | None, span: Span | None) -> None:
        self.building = building
        self.definitions: Mapping[str, tuple[Item, ...]] = {each.name: each.items for each in architecture.definitions}
        self.name = name
        self.span = span
        self.first = len(building.nodes)
        self.places: dict[str, int] = {}  # of what stood under a name, of that of this turn in a repeat

    def chain(self, items: tuple[Item, ...], source: int) -> int:
        """The place after items, one behind the other."""
        for item in items:
            source = self.item(item, source)
            if (called := named(item)) is not None:
                self.places[called] = source
        return source

    def item(self, item: Item, source: int) -> int:
        """The place after an item."""
        match item:
            case Layer(kind=Kind.INPUT):
                return source
            case Tap(to):
                return self.places[to]
            case Layer(to=to):
                fits = None if to is None else self.places[to]
                return self.add(replace(item, name=None, to=None), source, name=item.name, fits=fits)
            case Branches(branches, join, name):
                return self.add(join, *[self.chain(branch, source) for branch in branches], name=name)
            case Reference(to):
                return self.chain(self.definitions[to], source)
            case Group(items, count):
                if not isinstance(count, int | None):
                    raise ReadError(_english.repeat_in_symbols(self.name or str(item)))
                for _ in range(count or 1):
                    source = self.chain(items, source)
        return source

    def add(self, item: Layer | Join, *sources: int, name: str | None, fits: int | None = None) -> int:
        """Append a node; its place."""
        if len(self.building.nodes) >= limits.READ_NODES:
            raise ReadError(_english.assumed_too_long(self.name or ""))
        own = ".".join(filter(None, (self.name, name))) or None
        part = len(self.building.nodes) - self.first
        return self.building.add(item, *sources, name=own, span=self.span, fits=fits, part=part)
