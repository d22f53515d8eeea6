"""A network of a family: numbers, or expressions, in place of its symbols."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from symrf.errors import InputError
from symrf.formulas.tree import Written, number, substitute, symbols
from symrf.formulas.values import evaluate
from symrf.networks.notation.architecture import Architecture, Branches, Definition, Group, Index, Item, Layer, Value

__all__ = ["put", "substituted"]

_Change: TypeAlias = Callable[[Written, Mapping[str, int]], Value]


def put(network: Architecture, values: Mapping[str, int]) -> Architecture:
    """A network with numbers in place of symbols; a repeat whose index has numbers for its bounds is written out.

    >>> from symrf.networks.notation.reader import parse
    >>> str(put(parse("(c{k}d{2^i})*{i=0..n-1} p2"), {"k": 3, "n": 2}))
    '(c3d1) (c3d2) p2'
    """
    return _changed(network, _number, values)


def substituted(network: Architecture, values: Mapping[str, Written]) -> Architecture:
    """A network with expressions in place of some of its symbols.

    >>> from symrf.networks.notation.reader import parse
    >>> from symrf.formulas.tree import Symbol
    >>> str(substituted(parse("c{k}p{p}"), {"p": (Symbol("k") - 1) / 2}))
    'c{k}p{(k-1)/2}'
    """
    return _changed(network, lambda tree, _: _value(substitute(tree, values)), {})


def _changed(network: Architecture, change: _Change, values: Mapping[str, int]) -> Architecture:
    """A network whose expressions are changed, of the values of the symbols that have one."""
    definitions = tuple(Definition(each.name, _in_all(each.items, change, values)) for each in network.definitions)
    return replace(network, items=_in_all(network.items, change, values), definitions=definitions)


def _in_all(items: tuple[Item, ...], change: _Change, values: Mapping[str, int]) -> tuple[Item, ...]:
    return tuple(found for item in items for found in _in_one(item, change, values))


def _in_one(item: Item, change: _Change, values: Mapping[str, int]) -> Iterator[Item]:
    match item:
        case Layer():
            yield item.mapped(lambda value: value if isinstance(value, int) else change(value, values))
        case Group(items, Index(symbol, first, last), name):
            start, end = (each if isinstance(each, int) else change(each, values) for each in (first, last))
            if values and isinstance(start, int) and isinstance(end, int):
                for index in range(start, end + 1):
                    yield Group(_in_all(items, change, {**values, symbol: index}), None, name)
            else:
                yield Group(_in_all(items, change, values), Index(symbol, start, end), name)
        case Group(items, Written() as count, name):
            yield Group(_in_all(items, change, values), change(count, values), name)
        case Group(items):
            yield replace(item, items=_in_all(items, change, values))
        case Branches(branches, join, name):
            yield Branches(tuple(_in_all(branch, change, values) for branch in branches), join, name)
        case _:
            yield item


def _number(tree: Written, values: Mapping[str, int]) -> Value:
    """An expression with the values of symbols: a number, where all of them have one."""
    tree = substitute(tree, {name: number(value) for name, value in values.items()})
    if symbols(tree):
        return tree
    from symrf.formulas.printing.plain import PLAIN

    try:
        found = evaluate(tree, {})
    except ValueError as reason:
        raise InputError(f"{PLAIN(tree)} has no value: {reason}") from None
    if found.denominator != 1:
        raise InputError(f"{PLAIN(tree)} is {found}, no whole number")
    return int(found)


def _value(tree: Written) -> Value:
    return tree if symbols(tree) else _number(tree, {})
