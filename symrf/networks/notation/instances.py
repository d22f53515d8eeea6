"""A network of a family: numbers, or expressions, in place of its symbols."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from symrf.errors import InputError
from symrf.formulas.tree import Written, number, substitute, symbols
from symrf.formulas.values import MANY_DIGITS, evaluate, too_long
from symrf.networks.notation import _english
from symrf.networks.notation.architecture import (
    Architecture,
    Branches,
    Definition,
    Group,
    Index,
    Item,
    Layer,
    Tap,
    Value,
)
from symrf.networks.notation.items import walk

__all__ = ["in_items", "put", "substituted"]


def put(network: Architecture, values: Mapping[str, int], written_out: bool = False) -> Architecture:
    """A network with numbers in place of symbols; a repeat whose index has numbers for its bounds is written out.

    Where there is nothing to put in, that is so if it is to be `written_out`.

    >>> from symrf.networks.notation.reader import parse
    >>> str(put(parse("(c{k}d{2^i})*{i=0..n-1} p2"), {"k": 3, "n": 2}))
    '(c3d1) (c3d2) p2'
    """
    numbers = {name: number(value) for name, value in values.items()}
    return _changed(network, lambda items: _in_all(items, numbers, written_out or bool(values)))


def substituted(network: Architecture, values: Mapping[str, Written]) -> Architecture:
    """A network with expressions in place of some of its symbols.

    >>> from symrf.networks.notation.reader import parse
    >>> from symrf.formulas.tree import Symbol
    >>> str(substituted(parse("c{k}p{p}"), {"p": (Symbol("k") - 1) / 2}))
    'c{k}p{(k-1)/2}'
    """
    return _changed(network, lambda items: in_items(items, values))


def in_items(items: tuple[Item, ...], values: Mapping[str, Written]) -> tuple[Item, ...]:
    """Items with expressions in place of some symbols; an index of their own hides a symbol of its name.

    >>> from symrf.networks.notation.reader import parse
    >>> from symrf.formulas.tree import Symbol
    >>> items = parse("c{k} (c{i}d{k})*{i=1..k}").items
    >>> print(*in_items(items, {"k": Symbol("m"), "i": Symbol("m")}))
    c{m} (c{i}d{m})*{i=1..m}
    """
    return _in_all(items, values, False)


def _changed(network: Architecture, change: Callable[[tuple[Item, ...]], tuple[Item, ...]]) -> Architecture:
    """A network whose items are changed, and those of its definitions."""
    definitions = tuple(Definition.of(each.name, change(each.chain)) for each in network.definitions)
    return replace(network, items=change(network.items), definitions=definitions)


def _in_all(items: tuple[Item, ...], values: Mapping[str, Written], written_out: bool) -> tuple[Item, ...]:
    return tuple(found for item in items for found in _in_one(item, values, written_out))


def _in_one(item: Item, values: Mapping[str, Written], written_out: bool) -> Iterator[Item]:
    """An item with its symbols replaced; several, where it is a repeat that is written out."""

    def change(value: Value) -> Value:
        return value if isinstance(value, int) or not symbols(value) else _value(substitute(value, values))

    match item:
        case Layer():
            yield item.mapped(change)
        case Group(items, Index(symbol, first, last), name):
            start, end = change(first), change(last)
            if written_out and isinstance(start, int) and isinstance(end, int):
                for index in range(start, end + 1):
                    turn = _in_all(items, {**values, symbol: number(index)}, written_out)
                    yield Group(turn, 1 if _tapped(turn) else None, name)  # ( )*1 keeps its names to itself
            else:
                inside = {other: value for other, value in values.items() if other != symbol}
                yield Group(_in_all(items, inside, written_out), Index(symbol, start, end), name)
        case Group(items, Written() as count, name):
            yield Group(_in_all(items, values, written_out), change(count), name)
        case Group(items):
            yield replace(item, items=_in_all(items, values, written_out))
        case Branches(branches, join, name):
            yield Branches(tuple(_in_all(branch, values, written_out) for branch in branches), join, name)
        case _:
            yield item


def _tapped(items: tuple[Item, ...]) -> bool:
    """Whether there is a name after @ in items."""
    return any(isinstance(item, Tap) or (isinstance(item, Layer) and item.to) for item, _ in walk(items))


def _value(tree: Written) -> Value:
    """An expression, or the number that it is."""
    if symbols(tree):
        return tree
    from symrf.formulas.printing.plain import PLAIN, digits

    try:
        found = evaluate(tree, {})
    except ValueError as reason:
        raise InputError(_english.without_value(PLAIN(tree), reason)) from None
    if too_long(found):
        raise InputError(MANY_DIGITS)
    if found.denominator != 1:
        raise InputError(_english.no_whole_number(PLAIN(tree), digits(found)))
    return int(found)
