"""Symbols of a graph, spelled so that the notation reads them: a program may have `n1`, or `h`, which is an axis."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from symrf.errors import FormulaError
from symrf.formulas.printing.plain import PLAIN
from symrf.formulas.tree import Symbol, Written, substitute, symbols
from symrf.networks.notation.architecture import Group, Join, Layer, Value
from symrf.networks.notation.instances import in_items
from symrf.networks.notation.items import walk
from symrf.readers import _english
from symrf.readers.graph import Graph, Node, Note

__all__ = ["expressions", "of_layers", "respelled"]

_WORDS_APART = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])|[^\w]+|(?<=_)_+")


def respelled(graph: Graph) -> Graph:
    """A graph whose symbols the notation can have, with a note of each that is renamed.

    >>> from symrf.networks.notation.kinds import Kind
    >>> from symrf.readers.graph import Building
    >>> net = Building()
    >>> place = net.add(Layer(Kind.CONVOLUTION, (3,), channels=Symbol("n1")), 0)
    >>> found = respelled(net.graph(place, channels=Symbol("h")))
    >>> print(found.nodes[0].item, found.notes[0].text)
    c3-{n_1} h is called h_n
    """
    names = sorted({name for value in expressions(graph) for name in symbols(value)})
    taken = {*names, *graph.axes}
    others: dict[str, Written] = {}
    for name in names:
        if name in graph.axes or not _reads(name):
            other = next(each for each in _spellings(name) if each not in taken and _reads(each))
            taken.add(other)
            others[name] = Symbol(other)
    return _renamed(graph, others) if others else graph


def _renamed(graph: Graph, others: Mapping[str, Written]) -> Graph:
    """A graph with other names of its symbols."""

    def other(value: Value) -> Value:
        return value if isinstance(value, int) else substitute(value, others)

    def item(node: Node) -> Node:
        match node.item:
            case Layer():
                return replace(node, item=node.item.mapped(other))
            case Group(items, Written() as count):
                return replace(node, item=Group(in_items(items, others), other(count)))
        return node

    return replace(
        graph,
        nodes=tuple(map(item, graph.nodes)),
        channels=None if graph.channels is None else other(graph.channels),
        expected=tuple(replace(each, values=tuple(map(other, each.values))) for each in graph.expected),
        notes=(*graph.notes, *(Note(_english.is_called(name, PLAIN(said))) for name, said in others.items())),
    )


def expressions(graph: Graph) -> Iterator[Written]:
    """The expressions in a graph."""
    expected = [value for each in graph.expected for value in each.values]
    yield from (value for value in expected if isinstance(value, Written))
    yield from of_layers(graph)


def of_layers(graph: Graph) -> Iterator[Written]:
    """The expressions in what a graph has for layers, and for its input."""
    given = [graph.channels]

    def kept(value: Value) -> Value:
        given.append(value)
        return value

    for node in graph.nodes:
        for item, _ in () if isinstance(node.item, Join) else walk((node.item,)):
            match item:
                case Layer():
                    item.mapped(kept)
                case Group(_, Written() as count):
                    given.append(count)
    yield from (value for value in given if isinstance(value, Written))


def _spellings(name: str) -> Iterator[str]:
    """Names that stand for one, those that are most like it first."""
    apart = _WORDS_APART.sub("_", name).strip("_") or "n"
    yield from (apart, f"{apart}_n")
    yield from (f"n_{number}" for number in range(1, 1 << 20))


def _reads(name: str) -> bool:
    """Whether a formula reads a name as a symbol of that name."""
    from symrf.formulas import reader as formula

    try:
        return formula.parse(name) == Symbol(name)
    except FormulaError:
        return False
