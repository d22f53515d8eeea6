"""The symbols of a network, the values that they take, and the network for some of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from symrf.architecture import Architecture, Branches, Group, Index, Item, Kind, Layer, Value
from symrf.arithmetic.parametric import Parametric
from symrf.arithmetic.powers import at_least, greatest
from symrf.arithmetic.sizes import Residues
from symrf.assumptions import Assumed, Assumptions
from symrf.errors import InputError
from symrf.hand import whole
from symrf.wholeness import BadNumber, both, wholeness
from symrf.written import Maximum, Negative, Symbol, Written, symbols
from symrf.written import number as written_number

__all__ = ["NO_SYMBOLS", "Parameters", "assumed", "checked", "parameters"]


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

    def allow(self, values: Mapping[str, int]) -> bool:
        """Whether the symbols may have some values."""
        return (
            all(values[name] in residues for name, residues in self.classes)
            and all(values[name] >= self.least(name) for name in self.names)
            and all(each.holds(values) for each in self.assumed)
        )

    def check(self, values: Mapping[str, int]) -> None:
        """Refuse values that the symbols may not have."""
        from symrf.printing.plain import PLAIN

        classes = dict(self.classes)
        for name in (each for each in self.names if each in values):
            if values[name] < self.least(name):
                raise InputError(f"{name} must be at least {self.least(name)}, and is {values[name]}")
            if name in classes and values[name] not in classes[name]:
                modulus, rest = classes[name].modulus, " or ".join(map(str, classes[name].residues))
                raise InputError(f"{name} must leave the remainder {rest} by {modulus}, and is {values[name]}")
        for each in self.assumed:
            if symbols(each.left) | symbols(each.right) <= values.keys() and not each.holds(values):
                at = ", ".join(f"{name}={value}" for name, value in values.items())
                raise InputError(
                    f"{PLAIN(each.left)} {each.relation} {PLAIN(each.right)} must hold, and does not at {at}"
                )

    def number(self, value: Value | Parametric) -> Any:
        """A number, or the number with symbols that an expression in braces stands for."""
        return value if isinstance(value, int | Parametric) else Parametric.of(value, self.symbol)

    def symbol(self, name: str) -> Any:
        """A symbol as SymPy has it, which knows its bounds."""
        return _symbol(self, name, frozenset())

    def within(self, index: Index) -> Parameters:
        """The symbols inside of a repeat with an index."""
        own = Symbol(index.symbol)
        order = [Assumed(own, "<=", _tree(index.last))]
        leasts = dict(self.leasts)
        if isinstance(index.first, int):
            leasts[index.symbol] = index.first
        else:
            order.append(Assumed(own, ">=", index.first))
        names = tuple(name for name in self.names if name != index.symbol)
        return replace(
            self, names=(*names, index.symbol), leasts=tuple(leasts.items()), assumed=(*self.assumed, *order)
        )


NO_SYMBOLS = Parameters()


@lru_cache(maxsize=256)
def _symbol(known: Parameters, name: str, inside: frozenset[str]) -> Any:
    import sympy

    from symrf.arithmetic.series import Bounded

    def bound(tree: Written) -> Any:
        return Parametric.of(tree, lambda other: _symbol(known, other, inside | {name}))

    least: Any = known.least(name)
    most: Any = None
    for each in known.assumed:
        more, less = (each.left, each.right) if each.relation == ">=" else (each.right, each.left)
        if more == Symbol(name) and not symbols(less) & (inside | {name}):
            if isinstance(bound(less), Parametric) or bound(less) > least:
                least = bound(less)
        elif less == Symbol(name) and not isinstance(more, Symbol) and not symbols(more) & (inside | {name}):
            most = bound(more)
    if most is None and isinstance(least, int) and least in (0, 1):
        return sympy.Symbol(name, integer=True, **{"positive" if least else "nonnegative": True})
    return Bounded(name, *(getattr(end, "expression", end) for end in (least, most)))


@lru_cache(maxsize=64)
def parameters(network: Architecture) -> Parameters:
    """The symbols of a network; those of its indices are not among them. BadNumber where a number is not whole.

    >>> from symrf.notation import parse
    >>> parameters(parse("c{k}p{(k-1)/2} c{m}")).classes
    (('k', Residues(modulus=2, residues=(1,))),)
    """
    names: dict[str, None] = {}
    classes, needed = dict(network.assumed.classes), dict(network.assumed.classes)
    positive: set[str] = set()
    indices: set[str] = set()
    for each in _numbers(network):
        names |= dict.fromkeys(sorted(symbols(each.tree)))
        indices |= each.indices.keys()
        if each.least or not isinstance(each.tree, Symbol):
            positive |= symbols(each.tree)
        found = wholeness(each.tree, classes)
        if found is not None:
            name, residues = found
            needed[name] = both(needed[name], residues) if name in needed else residues
    own = tuple(name for name in names if name not in indices)
    leasts = tuple((name, 0) for name in own if name not in positive)
    kept = tuple((name, residues) for name, residues in needed.items() if name in own)
    order = tuple(each for each in network.assumed.order if symbols(each.left) | symbols(each.right) <= set(own))
    known = Parameters(own, kept, leasts, order)
    return replace(known, assumed=(*order, *dict.fromkeys(_of_output_padding(network, known))))


def _of_output_padding(network: Architecture, known: Parameters) -> Iterator[Assumed]:
    """That the output padding of a transposed convolution is less than its stride or its dilation."""
    for layer in network.layers():
        extras, strides, dilations = layer.output_padding or (), layer.stride or (1,), layer.dilation or (1,)
        for place in range(max(len(extras), len(strides), len(dilations)) if extras else 0):
            extra, stride, dilation = (each[place % len(each)] for each in (extras, strides, dilations))
            if all(isinstance(each, int) for each in (extra, stride, dilation)):
                continue
            if not at_least(greatest(known.number(stride), known.number(dilation)), known.number(extra) + 1):
                longest = _tree(stride) if dilation == 1 else Maximum((_tree(stride), _tree(dilation)))
                most = _tree(stride - 1) if isinstance(stride, int) and dilation == 1 else longest - 1
                yield Assumed(_tree(extra), "<=", most)


def checked(network: Architecture) -> Architecture:
    """The network, whose numbers in braces are whole and as large as they must be; BadNumber where they are not."""
    from symrf.printing.plain import PLAIN

    known = parameters(network)
    for each in _numbers(network):
        inside = known
        for index in each.indices.values():
            inside = inside.within(index)
        surplus = inside.number(each.tree) - each.least
        if not (surplus.nonnegative if isinstance(surplus, Parametric) else surplus >= 0):
            text, names = PLAIN(whole(surplus + each.least)), ", ".join(sorted(symbols(each.tree)))
            message = f"the {each.what} must be at least {each.least}, and {text} is not for every {names}"
            if names in known.names and isinstance(needed := inside.number(Symbol(names)) - surplus, int):
                message += f': assume "{names} >= {needed}"'
            raise BadNumber(each.tree, message)
    return network


def assumed(network: Architecture, held: Assumptions) -> Architecture:
    """A network with what is taken for granted of its symbols: those that stand for expressions are replaced."""
    from symrf.instances import substituted

    return checked(replace(substituted(network, dict(held.fixed)), assumed=held))


def check_spoken(held: Assumptions, networks: Sequence[Architecture]) -> None:
    """Refuse what is taken for granted of a symbol that is in none of the networks."""
    known = {name for network in networks for each in _numbers(network) for name in symbols(each.tree)}
    fixed = {name for name, _ in held.fixed}
    missing = sorted(held.names - known - fixed)
    if missing:
        there = f"it has {', '.join(sorted(known))}" if known else "it has none"
        raise InputError(f"there is no symbol {missing[0]} in the network: {there}")


@dataclass(frozen=True, slots=True)
class _Brace:
    """An expression in braces: what it is the number of, how large that must be, and the indices around it."""

    tree: Written
    what: str
    least: int
    indices: Mapping[str, Index]


_WHAT = {Kind.DENSE: "number of units", Kind.INPUT: "number of channels", Kind.ADAPTIVE: "size", Kind.RESIZE: "size"}
_FACTORS = (Kind.NEAREST, Kind.BILINEAR, Kind.SHUFFLE, Kind.UNSHUFFLE)


def _numbers(network: Architecture) -> Iterator[_Brace]:
    for items in (*(definition.items for definition in network.definitions), network.items):
        yield from _in_items(items, {})


def _in_items(items: tuple[Item, ...], indices: Mapping[str, Index]) -> Iterator[_Brace]:
    for item in items:
        inside = indices
        match item:
            case Layer():
                yield from _in_layer(item, indices)
            case Group(inner, count):
                length = count
                if isinstance(count, Index):
                    inside = {**indices, count.symbol: count}
                    length = _tree(count.last) - _tree(count.first) + 1
                yield from _in_items(inner, inside)
                if isinstance(length, Written) and symbols(length):
                    yield _Brace(length, "number of repeats", 1, indices)
            case Branches(branches):
                for branch in branches:
                    yield from _in_items(branch, indices)


def _in_layer(layer: Layer, indices: Mapping[str, Index]) -> Iterator[_Brace]:
    kernel = _WHAT.get(layer.kind, "factor" if layer.kind in _FACTORS else "kernel")
    sides = layer.padding if isinstance(layer.padding, tuple) else ()
    margins = [
        margin.of if isinstance(margin, Negative) else margin for side in sides for margin in (side.before, side.after)
    ]
    several: tuple[tuple[Sequence[Value | None], str, int], ...] = (
        (layer.sizes, kernel, 1),
        (layer.stride or (), "stride", 1),
        (margins, "padding", 0),
        (layer.dilation or (), "dilation", 1),
        (layer.output_padding or (), "output padding", 0),
        ((layer.groups,), "number of groups", 1),
        ((layer.channels,), "number of channels", 1),
    )
    for values, what, least in several:
        for value in values:
            if isinstance(value, Written):
                yield _Brace(value, what, least, indices)


def _tree(value: Value) -> Written:
    return written_number(value) if isinstance(value, int) else value
