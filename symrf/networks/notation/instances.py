"""A network of a family: numbers, or expressions, in place of its symbols."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from symrf.errors import InputError
from symrf.formulas.tree import Written, number, substitute, symbols
from symrf.formulas.values import evaluate
from symrf.networks.notation.architecture import Architecture, Branches, Definition, Group, Index, Item, Layer, Value
from symrf.networks.notation.items import changed

__all__ = ["put", "scoped", "substituted"]


def put(network: Architecture, values: Mapping[str, int]) -> Architecture:
    """A network with numbers in place of symbols; a repeat whose index has numbers for its bounds is written out.

    >>> from symrf.networks.notation.reader import parse
    >>> str(put(parse("(c{k}d{2^i})*{i=0..n-1} p2"), {"k": 3, "n": 2}))
    '(c3d1) (c3d2) p2'
    """
    return _in_items(network, lambda items: _put(items, values))


def substituted(network: Architecture, values: Mapping[str, Written]) -> Architecture:
    """A network with expressions in place of some of its symbols.

    >>> from symrf.networks.notation.reader import parse
    >>> from symrf.formulas.tree import Symbol
    >>> str(substituted(parse("c{k}p{p}"), {"p": (Symbol("k") - 1) / 2}))
    'c{k}p{(k-1)/2}'
    """
    return _in_items(network, lambda items: changed(items, scoped(values, _folded)))


def scoped(
    values: Mapping[str, Written], fold: Callable[[Written], Value] = lambda tree: tree
) -> Callable[[Value, frozenset[str]], Value]:
    """The change of a number that puts expressions in place of symbols, but of those that are an index around it."""

    def change(value: Value, bound: frozenset[str]) -> Value:
        if isinstance(value, int):
            return value
        return fold(substitute(value, {name: tree for name, tree in values.items() if name not in bound}))

    return change


def _in_items(network: Architecture, change: Callable[[tuple[Item, ...]], tuple[Item, ...]]) -> Architecture:
    """A network with its items, and those of its definitions, changed."""
    definitions = tuple(Definition(each.name, change(each.items)) for each in network.definitions)
    return replace(network, items=change(network.items), definitions=definitions)


def _put(items: tuple[Item, ...], values: Mapping[str, int]) -> tuple[Item, ...]:
    return tuple(found for item in items for found in _with_numbers(item, values))


def _with_numbers(item: Item, values: Mapping[str, int]) -> Iterator[Item]:
    match item:
        case Layer():
            yield item.mapped(lambda value: _number(value, values))
        case Group(items, Index(symbol, first, last), name):
            start, end = _number(first, values), _number(last, values)
            if values and isinstance(start, int) and isinstance(end, int):
                for index in range(start, end + 1):
                    yield Group(_put(items, {**values, symbol: index}), None, name)
            else:
                free = {each: value for each, value in values.items() if each != symbol}
                yield Group(_put(items, free), Index(symbol, start, end), name)
        case Group(items, Written() as count, name):
            yield Group(_put(items, values), _number(count, values), name)
        case Group(items):
            yield replace(item, items=_put(items, values))
        case Branches(branches, join, name):
            yield Branches(tuple(_put(branch, values) for branch in branches), join, name)
        case _:
            yield item


def _number(value: Value, values: Mapping[str, int]) -> Value:
    """An expression with the values of symbols: a number, where all of them have one."""
    if isinstance(value, int):
        return value
    return _folded(substitute(value, {name: number(each) for name, each in values.items()}))


def _folded(tree: Written) -> Value:
    """An expression, or its value if it has no symbols."""
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
