"""Whether two sides are one polynomial, in sizes in closed form and quotients that begin at one place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from symrf.answers.certificates.layers import NetworkDefined
from symrf.answers.certificates.names import plain
from symrf.answers.certificates.statements import Compared
from symrf.formulas.printing.plain import PLAIN
from symrf.formulas.tree import (
    Floor,
    Fraction,
    Negative,
    Number,
    Product,
    Sum,
    Symbol,
    Written,
    nodes,
    number,
    substitute,
)
from symrf.formulas.values import evaluate

__all__ = ["identity"]

Quotients = tuple[tuple[Written, Written], ...]


def identity(told: Compared, networks: Iterable[NetworkDefined]) -> Quotients | None:
    """The quotients of an equation that is so because both sides are one polynomial, each with what it is to be; else
    None.
    """
    closed = {name: tree for network in networks for name, tree in _closed(network).items()}
    sides = [substitute(side, closed) for side in (told.left, told.right)]
    left, right = map(_polynomial, sides)
    left.subtract(right)
    if told.sign != "=" or any(left.values()):
        return None
    quotients = dict.fromkeys(node for side in sides for node in nodes(side) if isinstance(node, Floor))
    return tuple((each, _moved(each)) for each in quotients)


def _closed(network: NetworkDefined) -> Mapping[str, Written]:
    """The closed forms of the sizes of a network, by what those are called outside of it."""
    axis, put = network.axis, {plain(network.track.axis): Symbol(network.axis)}
    found: dict[str, Written] = {f"{network.sizes}.size {axis}": Symbol(axis)}
    for each in network.layers:
        closed = substitute(each.closed, put)
        found[f"{network.sizes}.after_{each.name} {axis}"] = closed
        if each.place == network.last:
            found[f"{network.sizes}.size {axis}"] = closed
    return found


def _moved(quotient: Floor) -> Written:
    """A quotient with a constant from 0 to below its divisor: `floor((w-3)/2)` is `floor((w+1)/2)-2`."""
    match quotient.of:
        case Fraction(Sum(terms), Number(divisor)):
            constants = tuple(term for term in terms if _constant(term))
            whole, rest = divmod(int(evaluate(Sum(constants), {})), divisor)
            kept = [term for term in terms if not _constant(term)]
            above = Sum((*kept, Number(rest))) if rest or len(kept) > 1 else kept[0] if kept else Number(0)
            return Sum((Floor(Fraction(above, Number(divisor))), number(whole))) if constants else quotient
    return quotient


def _constant(term: Written) -> bool:
    return isinstance(term, Number) or (isinstance(term, Negative) and isinstance(term.of, Number))


def _polynomial(tree: Written) -> Counter[tuple[str, ...]]:
    """The coefficients of products of what is no sum or product."""
    match tree:
        case Number(value):
            return Counter({(): value})
        case Negative(of):
            return Counter({each: -times for each, times in _polynomial(of).items()})
        case Sum(terms):
            whole: Counter[tuple[str, ...]] = Counter()
            for term in terms:
                whole.update(_polynomial(term))
            return whole
        case Product(factors):
            product: Counter[tuple[str, ...]] = Counter({(): 1})
            for factor in factors:
                product = _multiplied(product, _polynomial(factor))
            return product
        case Floor() if (moved := _moved(tree)) != tree and moved != Sum((tree, Number(0))):
            return _polynomial(moved)
    return Counter({(PLAIN(tree),): 1})


def _multiplied(one: Counter[tuple[str, ...]], other: Counter[tuple[str, ...]]) -> Counter[tuple[str, ...]]:
    found: Counter[tuple[str, ...]] = Counter()
    for first, times in one.items():
        for second, again in other.items():
            found[tuple(sorted((*first, *second)))] += times * again
    return found
