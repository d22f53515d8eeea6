"""The ordered tree of what a hand writes: nothing is merged, reordered or simplified behind your back.

`(w - 2) / 2 - 2` builds just that, in that order. A sum inside a sum keeps its brackets. A tree prints as
LaTeX, plain text or Unicode (`printing`), and `reader.parse` reads every print back to the same tree.

>>> w = Symbol("w")
>>> (w - 2) / 2 - 2 == Sum((Fraction(Sum((w, Negative(Number(2)))), Number(2)), Negative(Number(2))))
True
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from operator import attrgetter
from typing import Any

__all__ = [
    "Ceiling",
    "Floor",
    "Fraction",
    "Maximum",
    "Minimum",
    "Modulo",
    "Negative",
    "Number",
    "Piecewise",
    "Power",
    "Product",
    "Sum",
    "Summation",
    "Symbol",
    "Tuple",
    "Written",
    "cases",
    "nodes",
    "number",
    "parts",
    "rebuilt",
    "substitute",
    "symbols",
    "tupled",
    "without_rounding",
]


class Written:
    """A node of the tree. The operators build nodes and do no arithmetic."""

    __slots__ = ()

    def __add__(self, other: Written | int) -> Sum:
        return Sum((*_terms(self), number(other)))

    def __radd__(self, other: int) -> Sum:
        return Sum((number(other), self))

    def __sub__(self, other: Written | int) -> Sum:
        return Sum((*_terms(self), Negative(number(other))))

    def __rsub__(self, other: int) -> Sum:
        return Sum((number(other), Negative(self)))

    def __mul__(self, other: Written | int) -> Product:
        left = self.factors if isinstance(self, Product) else (self,)
        return Product((*left, number(other)))

    def __rmul__(self, other: int) -> Product:
        return Product((number(other), self))

    def __truediv__(self, other: Written | int) -> Fraction:
        return Fraction(self, number(other))

    def __rtruediv__(self, other: int) -> Fraction:
        return Fraction(number(other), self)

    def __pow__(self, other: Written | int) -> Power:
        return Power(self, number(other))

    def __rpow__(self, other: int) -> Power:
        return Power(number(other), self)

    def __neg__(self) -> Negative:
        return Negative(self)


@dataclass(frozen=True, slots=True)
class Number(Written):
    """A whole number, 0 or more; a negative one is the Negative of it."""

    value: int


@dataclass(frozen=True, slots=True)
class Symbol(Written):
    """A letter or a word, with `_` before its index: `w`, `p_l`, `height`."""

    name: str


@dataclass(frozen=True, slots=True)
class Sum(Written):
    """Two terms or more; a term that is a Negative is subtracted."""

    terms: tuple[Written, ...]


@dataclass(frozen=True, slots=True)
class Negative(Written):
    """The negative of a tree."""

    of: Written


@dataclass(frozen=True, slots=True)
class Product(Written):
    """Two factors or more."""

    factors: tuple[Written, ...]


@dataclass(frozen=True, slots=True)
class Fraction(Written):
    """A numerator over a denominator."""

    numerator: Written
    denominator: Written


@dataclass(frozen=True, slots=True)
class Floor(Written):
    """The greatest whole number that is not above a tree's value."""

    of: Written


@dataclass(frozen=True, slots=True)
class Ceiling(Written):
    """The least whole number that is not below a tree's value."""

    of: Written


@dataclass(frozen=True, slots=True)
class Power(Written):
    """A base with an exponent."""

    base: Written
    exponent: Written


@dataclass(frozen=True, slots=True)
class Minimum(Written):
    """The least of two trees or more."""

    of: tuple[Written, ...]


@dataclass(frozen=True, slots=True)
class Maximum(Written):
    """The greatest of two trees or more."""

    of: tuple[Written, ...]


@dataclass(frozen=True, slots=True)
class Modulo(Written):
    """The remainder of a dividend, in [0, divisor)."""

    dividend: Written
    divisor: Written


@dataclass(frozen=True, slots=True)
class Summation(Written):
    """The sum of a term over an index, which runs from `first` to `last`, both included; 0 where it has no value.

    The index is bound in the term: it is no symbol of the tree, and another in the bounds.
    """

    term: Written
    index: Symbol
    first: Written
    last: Written


@dataclass(frozen=True, slots=True)
class Piecewise(Written):
    """`value` where `left` is `right`, and `otherwise` elsewhere, which may be a Piecewise itself."""

    value: Written
    left: Written
    right: Written
    otherwise: Written


@dataclass(frozen=True, slots=True)
class Tuple(Written):
    """A shape: one entry an axis, two entries or more."""

    entries: tuple[Written, ...]


def parts(tree: Written) -> tuple[Written, ...]:
    """The trees that a node stands over, in order."""
    of = _PARTS.get(type(tree))
    if of is None:
        raise TypeError(f"not a written tree: {tree!r}")
    return of(tree)


_PARTS: Mapping[type, Callable[[Any], tuple[Written, ...]]] = {  # a table, as this is asked more than all else
    **dict.fromkeys((Number, Symbol), lambda _: ()),
    Sum: attrgetter("terms"),
    Product: attrgetter("factors"),
    **dict.fromkeys((Minimum, Maximum), attrgetter("of")),
    Tuple: attrgetter("entries"),
    **dict.fromkeys((Negative, Floor, Ceiling), lambda tree: (tree.of,)),
    Fraction: attrgetter("numerator", "denominator"),
    Power: attrgetter("base", "exponent"),
    Modulo: attrgetter("dividend", "divisor"),
    Summation: attrgetter("term", "index", "first", "last"),
    Piecewise: attrgetter("value", "left", "right", "otherwise"),
}


def nodes(tree: Written) -> Iterator[Written]:
    """A tree and all that it stands over, from the top down."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += parts(node)[::-1]


def cases(tree: Written) -> tuple[tuple[Piecewise, ...], Written]:
    """The cases of a Piecewise and of those in its `otherwise`, in order, and what is elsewhere."""
    found = []
    while isinstance(tree, Piecewise):
        found.append(tree)
        tree = tree.otherwise
    return tuple(found), tree


def number(value: int | Written) -> Written:
    """The tree of a whole number of either sign; a tree is itself."""
    if not isinstance(value, int):
        return value
    return Number(value) if value >= 0 else Negative(Number(-value))


def tupled(trees: Sequence[Written]) -> Written:
    """Trees as one shape; a single one is itself."""
    return trees[0] if len(trees) == 1 else Tuple(tuple(trees))


def symbols(tree: Written) -> frozenset[str]:
    """The names of the symbols in a tree."""
    found: set[str] = set()
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if type(node) is Symbol:
            found.add(node.name)
        elif type(node) is Summation:
            found |= symbols(node.term) - {node.index.name}
            waiting += (node.first, node.last)
        elif type(node) is not Number:
            waiting += parts(node)
    return frozenset(found)


def substitute(tree: Written, values: Mapping[str, Written]) -> Written:
    """`tree` with trees in place of symbols; each keeps the brackets that it needs.

    The index of a sum is no symbol: it stays, or is renamed where a tree put into the term has a symbol of its name.

    >>> n = Symbol("n")
    >>> substitute(n - 2, {"n": Symbol("w") - 2}) == Sum((Symbol("w") - 2, Negative(Number(2))))
    True
    """
    match tree:
        case Symbol(name):
            return values.get(name, tree)
        case Summation(term, index, first, last):
            put = {name: values[name] for name in symbols(term) & values.keys() - {index.name}}
            met = frozenset().union(*map(symbols, put.values()))
            bound = _fresh(index, met | symbols(term)) if index.name in met else index
            term = substitute(term, {**put, index.name: bound})
            return Summation(term, bound, substitute(first, values), substitute(last, values))
    return rebuilt(tree, lambda part: substitute(part, values))


def without_rounding(tree: Written) -> Written:
    """`tree` with its floors and ceilings left out, but for those in bounds and conditions: how a hand writes it."""
    match tree:
        case Floor(of) | Ceiling(of):
            return without_rounding(of)
        case Summation(term, index, first, last):
            return Summation(without_rounding(term), index, first, last)
        case Piecewise(value, left, right, otherwise):
            return Piecewise(without_rounding(value), left, right, without_rounding(otherwise))
    return rebuilt(tree, without_rounding)


def _fresh(symbol: Symbol, taken: frozenset[str]) -> Symbol:
    """The letter of a symbol with an index that is not taken: `i_1`, `i_2`, …"""
    letter = symbol.name.partition("_")[0]
    return Symbol(next(name for number in count(1) if (name := f"{letter}_{number}") not in taken))


def _terms(tree: Written) -> tuple[Written, ...]:
    return tree.terms if isinstance(tree, Sum) else (tree,)


def rebuilt(tree: Written, change: Callable[[Written], Written]) -> Written:
    """The same node over changed parts; the index of a summation is bound, and stays."""
    match tree:
        case Number() | Symbol():
            return tree
        case Sum() | Product() | Minimum() | Maximum() | Tuple():
            return type(tree)(tuple(map(change, parts(tree))))
        case Negative() | Floor() | Ceiling() | Fraction() | Power() | Modulo() | Piecewise():
            return type(tree)(*map(change, parts(tree)))
        case Summation(term, index, first, last):
            return Summation(change(term), index, change(first), change(last))
    raise TypeError(f"not a written tree: {tree!r}")
