"""Formulas whose cases are one sum: `n` where s is 1 and `(s**n-1)/(s-1)` elsewhere is `1 + s + … + s**(n-1)`.

As a sum it is seen that it only rises with s and n, which two cases do not show.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from symrf.exact.logic.finite import by_values
from symrf.exact.logic.statements import Statement
from symrf.exact.numbers.intervals import behaviour
from symrf.exact.sets.periodic import Periodic
from symrf.formulas.tree import (
    Fraction,
    Negative,
    Number,
    Piecewise,
    Power,
    Product,
    Sum,
    Summation,
    Symbol,
    Written,
    nodes,
    rebuilt,
    symbols,
)

__all__ = ["as_sums"]

_INDICES = ("i", "j", "m", *(f"i_{place}" for place in range(100)))


def as_sums(statement: Statement, leasts: Mapping[str, int]) -> Statement:
    """A statement with sums in place of the cases of its sides that are one.

    >>> from symrf.formulas.reader import parse
    >>> from symrf.formulas.printing.plain import PLAIN
    >>> cases = Piecewise(parse("2n+1"), Symbol("s"), Number(1), parse("2(s^n-1)/(s-1)+1"))
    >>> PLAIN(as_sums(Statement(cases, "=", Number(15)), {"s": 1, "n": 1}).left)
    '2*Sum(s**i, (i, 0, n-1))+1'
    """
    left, right = (_summed(side, leasts) for side in (statement.left, statement.right))
    return Statement(left, statement.relation, right, statement.quantity)


def _summed(tree: Written, leasts: Mapping[str, int]) -> Written:
    if not any(isinstance(node, Piecewise) for node in nodes(tree)):
        return tree
    match tree:
        case Piecewise(value, Symbol() as ratio, Number(1), otherwise):
            index = next(each for each in map(Symbol, _INDICES) if each.name not in symbols(tree))

            def total(times: Written) -> Written:
                return Summation(ratio**index, index, Number(0), times - 1)

            if _same(value, _replaced(otherwise, ratio, lambda times: times, leasts), leasts):
                return _replaced(otherwise, ratio, total, leasts)
            return tree
    return rebuilt(tree, lambda part: _summed(part, leasts))


def _replaced(tree: Written, ratio: Symbol, total: Callable[[Written], Written], leasts: Mapping[str, int]) -> Written:
    """A formula with something in place of its `(s**n-1)/(s-1)`."""
    match tree:
        case Fraction(numerator, Sum((Symbol() as base, Negative(Number(1))))) if base == ratio:
            factors = numerator.factors if isinstance(numerator, Product) else (numerator,)
            for place, factor in enumerate(factors):
                match factor:
                    case Sum((Power(Symbol() as raised, times), Negative(Number(1)))) if raised == ratio:
                        found = behaviour(times, leasts)
                        if found is not None and found.whole and found.low >= 0:
                            kept = (*factors[:place], total(times), *factors[place + 1 :])
                            return kept[0] if len(kept) == 1 else Product(kept)
    return rebuilt(tree, lambda part: _replaced(part, ratio, total, leasts))


def _same(one: Written, other: Written, leasts: Mapping[str, int]) -> bool:
    """Whether two formulas are the same for all values of their symbols."""
    used = {name: leasts[name] for name in symbols(one) | symbols(other)}
    if not used:
        return one == other
    where = by_values(Statement(one, "=", other), used).where
    if isinstance(where, Periodic):
        return where.always
    return where is not None and (~where).never
