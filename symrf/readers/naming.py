"""What layers are called: the names of the program, as labels of the notation where they can be, and as data."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from symrf.networks.graph import indexed
from symrf.networks.notation.architecture import Group, Join, Layer
from symrf.networks.notation.kinds import Kind
from symrf.readers.graph import Node

__all__ = ["INPUT", "called", "labels", "spelled"]

_LABEL = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:[./][A-Za-z0-9_]+)*")
INPUT = "I"
_OTHER = re.compile(r"[^A-Za-z0-9_./]+")
_UNKNOWN = "?"  # a name that cannot be spelled
_UNNAMED = "x"


def spelled(name: str | None) -> str:
    """A name as the notation and claims can have it; nothing where it cannot be one.

    >>> spelled("Conv2d-1"), spelled("layer1.0.conv1"), spelled("7")
    ('Conv2d_1', 'layer1.0.conv1', '')
    """
    found = _OTHER.sub("_", name or "").strip("./")
    return found if _LABEL.fullmatch(found) else ""


def labels(nodes: Sequence[Node], order: Sequence[int], needed: frozenset[int]) -> Mapping[int, str]:
    """The label of each place that has one, of those in an order; those that are `needed` have one in any case.

    A name that occurs twice is made distinct. Layers that only keep the size need none, nor do the first ones of those
    that are one module.

    >>> pool = Node(Layer(Kind.MAX_POOL, (2,)), (0,), "pool")
    >>> labels([pool, pool], [1, 2], frozenset({1}))
    {0: 'I', 1: 'pool_1', 2: 'pool_2'}
    """
    wanted: dict[int, str] = {}
    for place, following in zip(order, (*order[1:], None), strict=True):
        node = nodes[place - 1]
        ends = following is None or nodes[following - 1].name != node.name or {place, following} & needed
        name = spelled(node.name)
        if place in needed or (ends and name and _shown(node.item)):
            wanted[place] = name or _UNNAMED
    return {0: INPUT, **_distinct(wanted)}


def _shown(item: Layer | Join | Group) -> bool:
    return isinstance(item, Layer) and item.kind is not Kind.PASS


def _distinct(wanted: Mapping[int, str]) -> dict[int, str]:
    """The names, numbered where several places have one."""
    counts = Counter(wanted.values())
    taken = {indexed(name) for name, count in counts.items() if count == 1 and name != _UNNAMED} | {INPUT}
    seen: Counter[str] = Counter()
    found: dict[int, str] = {}
    for place, name in wanted.items():
        if name in (_UNNAMED, INPUT) or counts[name] > 1:
            seen[name] += 1
            while indexed(f"{name}_{seen[name]}") in taken:
                seen[name] += 1
            name = f"{name}_{seen[name]}"
            taken.add(indexed(name))
        found[place] = name
    return found


def called(names: Iterable[str | None]) -> Mapping[str, tuple[int, int]]:
    """The first and the last layer of each name, counted from 1, and of each module around it; those whose layers do
    not stand together are left out.

    >>> called(["conv1", "layer1.0.conv1", None, "layer1.0.conv2", "conv1"])
    {'layer1.0.conv1': (2, 2), 'layer1.0': (2, 4), 'layer1': (2, 4), 'layer1.0.conv2': (4, 4)}
    """
    told = [None if name is None else spelled(name) or _UNKNOWN for name in names]
    upto = [0, *accumulate(name is not None for name in told)]
    spans: dict[str, tuple[int, int]] = {}
    counts: Counter[str] = Counter()
    for number, name in enumerate(told, 1):
        while name and name != _UNKNOWN:
            spans[name] = (spans.get(name, (number, 0))[0], number)
            counts[name] += 1
            name = name.rpartition(".")[0]
    return {
        name: (first, last) for name, (first, last) in spans.items() if upto[last] - upto[first - 1] == counts[name]
    }
