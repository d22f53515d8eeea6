"""A network in the notation, put into a graph: what `--assume "SPPF = …"` says that an unknown module is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from symrf.errors import ReadError
from symrf.formulas import limits
from symrf.networks.notation.architecture import Architecture, Branches, Group, Item, Join, Layer, Reference
from symrf.networks.notation.kinds import Kind
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
    return _Inlining(building, architecture, name, span).chain(architecture.items, source)


class _Inlining:
    """Items that are appended one by one."""

    def __init__(self, building: Building, architecture: Architecture, name: str | None, span: Span | None) -> None:
        self.building = building
        self.definitions: Mapping[str, tuple[Item, ...]] = {each.name: each.items for each in architecture.definitions}
        self.name = name
        self.span = span

    def chain(self, items: tuple[Item, ...], source: int) -> int:
        """The place after items, one behind the other."""
        for item in items:
            source = self.item(item, source)
        return source

    def item(self, item: Item, source: int) -> int:
        """The place after an item."""
        match item:
            case Layer(kind=Kind.INPUT):
                return source
            case Layer():
                return self.add(replace(item, name=None), source, name=item.name)
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

    def add(self, item: Layer | Join, *sources: int, name: str | None) -> int:
        """Append a node; its place."""
        if len(self.building.nodes) >= limits.READ_NODES:
            raise ReadError(_english.assumed_too_long(self.name or ""))
        own = ".".join(filter(None, (self.name, name))) or None
        return self.building.add(item, *sources, name=own, span=self.span)
