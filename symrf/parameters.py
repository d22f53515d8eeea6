"""The symbols of a network, and what must hold of them for its numbers to be whole: odd k for a padding of (k-1)/2."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction as Rational
from itertools import product
from math import lcm
from typing import Literal

from symrf.architecture import (
    Architecture,
    Branches,
    Definition,
    Group,
    Index,
    Item,
    Layer,
    Sides,
    Value,
)
from symrf.arithmetic.parametric import Parametric
from symrf.arithmetic.sizes import Residues
from symrf.errors import InputError
from symrf.values import evaluate
from symrf.written import Ceiling, Floor, Fraction, Number, Power, Product, Symbol, Written, parts, symbols

HIGHEST = 8  # degree of an expression in braces
MOST_POINTS = 1000  # remainders at which it is looked at

__all__ = ["Assumed", "NotWhole", "Parameters", "parameters", "wholeness"]


@dataclass(frozen=True, slots=True)
class Assumed:
    """What is taken for granted of symbols: `left relation right`."""

    left: Written
    relation: Literal["=", "<=", ">="]
    right: Written


@dataclass(frozen=True, slots=True)
class Parameters:
    """The symbols of a network, in the order in which they come, and what holds of them.

    `classes` are the remainders that some of them must have, `leasts` the least values where those are not 1,
    `assumed` what else is taken for granted.
    """

    names: tuple[str, ...] = ()
    classes: tuple[tuple[str, Residues], ...] = ()
    leasts: tuple[tuple[str, int], ...] = ()
    assumed: tuple[Assumed, ...] = ()

    def least(self, name: str) -> int:
        """The least value of a symbol."""
        return dict(self.leasts).get(name, 1)


def parameters(network: Architecture) -> Parameters:
    """The symbols of a network; those of its indices are not among them.

    >>> from symrf.notation import parse
    >>> parameters(parse("c{k}p{(k-1)/2} c{m}"))
    Parameters(names=('k', 'm'), classes=(('k', Residues(modulus=2, residues=(1,))),), leasts=(), assumed=())
    """
    names: dict[str, None] = {}
    classes: dict[str, Residues] = {}
    for value in _values(network):
        for name in sorted(symbols(value)):
            names[name] = None
        found = wholeness(value)
        if found is not None:
            name, residues = found
            classes[name] = _both(classes[name], residues) if name in classes else residues
    for name in _indices(network.items) | {n for d in network.definitions for n in _indices(d.items)}:
        names.pop(name, None)
    return Parameters(tuple(names), tuple(classes.items()))


def wholeness(value: Written) -> tuple[str, Residues] | None:
    """The symbol that an expression with a fraction depends on, and for which of its remainders it is whole.

    None where it is whole for all values. It must be whole for the least value, 1: so (k-1)/2 is for odd k, and k/2 is
    refused, whose floor may have been meant.
    """
    exponential = _check(value)
    if exponential:
        if not Parametric.of(value).whole:
            raise never_whole(value)
        return None
    below, names = lcm(*_denominators(value)), sorted(symbols(value))
    if below == 1:
        return None
    if below ** len(names) > MOST_POINTS:
        raise never_whole(value)
    points = list(product(range(1, below + 1), repeat=len(names)))
    whole = [point for point in points if evaluate(value, dict(zip(names, point, strict=True))).denominator == 1]
    if len(whole) == len(points):
        return None
    if len(names) != 1 or (1,) not in whole:
        raise never_whole(value)
    return names[0], _least(below, tuple(sorted(point[0] % below for point in whole)))


class NotWhole(Exception):
    """A number in braces that is not whole."""


def never_whole(value: Written) -> NotWhole:
    """The refusal of an expression that is not whole, with what would be."""
    from symrf.printing.plain import PLAIN

    names = ", ".join(sorted(symbols(value)))
    return NotWhole(
        f"{PLAIN(value)} is not whole for {names} = 1 and more: floor({PLAIN(value)}) is, or another fraction"
    )


def _check(tree: Written) -> bool:
    """Whether a symbol is in an exponent; refuses what divides by a symbol or by 0, and powers too high to expand."""
    if _degree(tree) > HIGHEST:
        raise NotWhole(f"a power above {HIGHEST} is not worked out with symbols")
    if isinstance(tree, Fraction) and (symbols(tree.denominator) or evaluate(tree.denominator, {}) == 0):
        raise never_whole(tree)
    if isinstance(tree, Floor | Ceiling) and isinstance(tree.of, Fraction) and symbols(tree.of.denominator):
        return any([_check(tree.of.numerator), _check(tree.of.denominator)])
    exponential = isinstance(tree, Power) and bool(symbols(tree.exponent))
    return any([exponential, *map(_check, parts(tree))])


def _degree(tree: Written) -> Rational:
    """The degree of an expression in its symbols; those of an exponent do not count."""
    if not symbols(tree):
        try:
            evaluate(tree, {})
        except ValueError as reason:
            raise NotWhole(str(reason)) from None
        return Rational(0)
    if isinstance(tree, Power):
        below = _degree(tree.base)
        return below if symbols(tree.exponent) else _power_degree(tree, below)
    degrees = [Rational(isinstance(tree, Symbol)), *map(_degree, parts(tree))]
    return sum(degrees, Rational(0)) if isinstance(tree, Product) else max(degrees)


def _power_degree(tree: Power, below: Rational) -> Rational:
    exponent = evaluate(tree.exponent, {})
    if exponent < 0 or exponent.denominator != 1:
        raise never_whole(tree)
    return below * exponent


def _denominators(tree: Written) -> list[int]:
    """The numbers that an expression divides by, outside of floors."""
    found = [tree.denominator.value] if isinstance(tree, Fraction) and isinstance(tree.denominator, Number) else []
    return found + [each for part in parts(tree) for each in _denominators(part)]


def _least(modulus: int, residues: tuple[int, ...]) -> Residues:
    """The class with the least modulus."""
    for divisor in range(1, modulus + 1):
        kept = tuple(sorted({residue % divisor for residue in residues}))
        if modulus % divisor == 0 and len(kept) * (modulus // divisor) == len(residues):
            return Residues(divisor, kept)
    return Residues(modulus, residues)


def _both(one: Residues, other: Residues) -> Residues:
    modulus = lcm(int(one.modulus), int(other.modulus))  # type: ignore[arg-type]
    return _least(modulus, tuple(each for each in range(modulus) if each in one and each in other))


def _values(network: Architecture) -> Iterator[Written]:
    """The expressions in braces."""
    for layer in network.layers():
        sides = layer.padding if isinstance(layer.padding, tuple) else ()
        values: list[Value | None] = [*layer.sizes, *(layer.stride or ()), *(layer.dilation or ())]
        values += [*(layer.output_padding or ()), layer.groups, layer.channels]
        values += [margin for side in sides for margin in (side.before, side.after)]
        yield from (value for value in values if isinstance(value, Written))
    for items in (*(definition.items for definition in network.definitions), network.items):
        for group in _groups(items):
            bounds = (group.count.first, group.count.last) if isinstance(group.count, Index) else (group.count,)
            yield from (bound for bound in bounds if isinstance(bound, Written))


def _groups(items: tuple[Item, ...]) -> Iterator[Group]:
    for item in items:
        if isinstance(item, Group):
            yield item
            yield from _groups(item.items)
        for branch in getattr(item, "branches", ()):
            yield from _groups(branch)


def _indices(items: tuple[Item, ...]) -> set[str]:
    return {group.count.symbol for group in _groups(items) if isinstance(group.count, Index)}


def put(network: Architecture, values: Mapping[str, int]) -> Architecture:
    """A network with numbers in place of its symbols, written out where a repeat has an index.

    >>> from symrf.notation import parse
    >>> str(put(parse("(c{k}d{2^i})*{i=0..n-1} p2"), {"k": 3, "n": 2}))
    '(c3d1) (c3d2) p2'
    """
    definitions = tuple(Definition(each.name, _put_items(each.items, values)) for each in network.definitions)
    return Architecture(_put_items(network.items, values), definitions, network.name)


def _put_items(items: tuple[Item, ...], values: Mapping[str, int]) -> tuple[Item, ...]:
    return tuple(found for item in items for found in _put(item, values))


def _put(item: Item, values: Mapping[str, int]) -> Iterator[Item]:
    match item:
        case Layer():
            yield _put_layer(item, values)
        case Group(items, Index(symbol, first, last), name):
            for index in range(_number(first, values), _number(last, values) + 1):
                yield Group(_put_items(items, {**values, symbol: index}), None, name)
        case Group(items, (int() | None | Written()) as count, name):
            yield Group(_put_items(items, values), None if count is None else _number(count, values), name)
        case Branches(branches, join, name):
            yield Branches(tuple(_put_items(branch, values) for branch in branches), join, name)
        case _:
            yield item


def _put_layer(layer: Layer, values: Mapping[str, int]) -> Layer:
    def each(numbers: tuple[Value, ...] | None) -> tuple[Value, ...] | None:
        return None if numbers is None else tuple(_number(number, values) for number in numbers)

    padding = layer.padding
    if isinstance(padding, tuple):
        padding = tuple(Sides(_number(side.before, values), _number(side.after, values)) for side in padding)
    return replace(
        layer,
        sizes=each(layer.sizes) or (),
        stride=each(layer.stride),
        dilation=each(layer.dilation),
        output_padding=each(layer.output_padding),
        padding=padding,
        groups=None if layer.groups is None else _number(layer.groups, values),
        channels=None if layer.channels is None else _number(layer.channels, values),
    )


def _number(value: Value, values: Mapping[str, int]) -> int:
    if isinstance(value, int):
        return value
    missing = sorted(symbols(value) - values.keys())
    if missing:
        raise InputError(f"{missing[0]} has no value: give it one, as in {missing[0]}=3")
    found = evaluate(value, values)
    if found.denominator != 1:
        from symrf.printing.plain import PLAIN

        raise InputError(f"{PLAIN(value)} is {found}, no whole number")
    return int(found)
