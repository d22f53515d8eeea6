"""Equations between several symbols, where divisors leave one of them finitely many values; then those of the others.

Of `k*n + 1 = n*(3*n + 2)` n is 1 (`symrf.exact.numbers.divisibility`), and k is 4. Of `k*(2^n-1) = n^2` it is so that
`2^n-1` divides `n^2`, and outgrows it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from symrf.exact.logic.answer import Truth, spread
from symrf.exact.logic.statements import Statement
from symrf.exact.numbers.divisibility import Divided, possible
from symrf.exact.sets.periodic import Periodic, interval
from symrf.exact.sets.quasipolynomials import TooMany
from symrf.exact.sets.region import Region, universe
from symrf.formulas import limits
from symrf.formulas.tree import number

__all__ = ["by_divisors"]

TruthOf: TypeAlias = Callable[[Statement, Mapping[str, int]], Truth]


def by_divisors(statement: Statement, leasts: Mapping[str, int], truth_of: TruthOf) -> Truth | None:
    """Where an equation between several symbols holds, if divisors leave one of them finitely many values; else None.

    >>> from symrf.exact.logic.ladder import truth_of
    >>> from symrf.formulas.reader import parse
    >>> found = by_divisors(Statement(parse("k*n+1"), "=", parse("n*(3n+2)")), {"k": 1, "n": 1}, truth_of)
    >>> found.where.least, len(found.where.boxes)
    ({'k': 4, 'n': 1}, 1)
    """
    needed = possible(statement.left, statement.right, leasts) if statement.relation == "=" else None
    if needed is None:
        return None
    everything = universe(leasts)
    where = everything - everything
    values: set[tuple[str, int]] = set()
    try:
        for each in needed:
            known = _outgrown(each, leasts, truth_of) if isinstance(each, list) else each
            if known is None:
                return None
            values |= known
        for name, value in sorted(values):
            rest = _rest(statement.put({name: number(value)}), leasts, truth_of)
            if rest is None:
                return None
            where |= spread(interval(name, leasts[name], value, value), everything) & spread(rest, everything)
    except (TooMany, ValueError):
        return None
    return Truth(where, "settled")


def _rest(statement: Statement, leasts: Mapping[str, int], truth_of: TruthOf) -> Periodic | Region | None:
    """Where a statement holds that has a number in place of a symbol; None where that is not known."""
    if not statement.symbols:
        everything = universe(leasts)
        return everything if statement.holds({}) else everything - everything
    truth = truth_of(statement, {name: least for name, least in leasts.items() if name in statement.symbols})
    return truth.where if truth.complete else None


def _outgrown(divided: list[Divided], leasts: Mapping[str, int], truth_of: TruthOf) -> set[tuple[str, int]] | None:
    """The values of a symbol for which a divisor is not greater than what it divides, or that is 0."""
    for each in divided:
        asked = (
            Statement(each.divisor**2, "<=", each.dividend**2),
            Statement(each.dividend, "=", number(0)),
        )
        found = [_few(truth_of(every, {each.name: leasts[each.name]})) for every in asked]
        if None not in found:
            return {(each.name, value) for values in found for value in values or ()}
    return None


def _few(truth: Truth) -> list[int] | None:
    """The numbers for which a statement holds; None where those are many."""
    if not truth.complete or not isinstance(truth.where, Periodic) or not truth.where.finite:
        return None
    values = [each for numbers in truth.where.included for each in numbers[: limits.DIVISORS + 1]]
    return values if len(values) <= limits.DIVISORS else None
