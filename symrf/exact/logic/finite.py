"""Where a statement holds, by finitely many values: both sides are quasi-polynomials.

That is so of formulas made of +, -, *, division by numbers, floors, ceilings, remainders, minima and maxima.
"""

from __future__ import annotations

from collections.abc import Mapping

from symrf.exact import _english
from symrf.exact.logic.answer import Truth
from symrf.exact.logic.constraints import OutsideClass, constraints
from symrf.exact.logic.statements import Statement
from symrf.exact.sets.boxes import Constraint, along_one, along_several, diagonals
from symrf.exact.sets.periodic import everywhere, interval
from symrf.exact.sets.quasipolynomials import Spent, TooMany
from symrf.exact.sets.segments import condition
from symrf.formulas import limits
from symrf.formulas.values import NoValue

__all__ = ["by_values"]


def by_values(statement: Statement, leasts: Mapping[str, int]) -> Truth:
    """Where a statement on numbers holds, from the least of each on; with a reason where that is not worked out.

    >>> from symrf.formulas.reader import parse
    >>> by_values(Statement(parse("floor((w-6)/2)"), "=", parse("(w-2)/2-2")), {"w": 8}).where.residues
    (0,)
    """
    spent = Spent(limits.DECISION_EVALUATIONS)
    try:
        needed = constraints(statement.left, statement.right, statement.relation, leasts, spent)
        return _along(needed, leasts, spent)
    except NoValue:
        name, least = next(iter(leasts.items()))
        return Truth(interval(name, least, least, least - 1))
    except OutsideClass as reason:
        return Truth(None, reason=str(reason))
    except TooMany as many:
        return Truth(None, reason=_english.too_many_evaluations(many.needed))


def _along(needed: list[Constraint], leasts: Mapping[str, int], spent: Spent) -> Truth:
    names, starts = list(leasts), tuple(leasts.values())
    if len(names) > 1:
        region = along_several(needed, names, starts, spent)
        return _scattered(needed, leasts) if region is None else Truth(region)
    name, least = names[0], starts[0]
    segments = along_one(needed, least, spent)
    where = condition(name, segments)
    if where is not None:
        return Truth(where)
    ends = {holds: first for holds in (False, True) if (first := segments.first(holds)) is not None}
    if len(ends) == 1:
        return Truth(everywhere(name, least) if True in ends else interval(name, least, least, least - 1))
    return Truth(None, shown={holds: {name: first} for holds, first in ends.items()}, reason=_english.CHANGES_TOO_OFTEN)


def _scattered(needed: list[Constraint], leasts: Mapping[str, int]) -> Truth:
    """What the least inputs of several axes show, where the set is not worked out."""
    shown: dict[bool, dict[str, int]] = {}
    count = 0
    for columns in diagonals(tuple(leasts.values())):
        count += len(columns[0])
        rows = zip(*(each.holds(columns) for each in needed), strict=True)
        holds = list(map(all, rows))
        for each in {True, False}.intersection(holds).difference(shown):
            index = holds.index(each)
            shown[each] = {name: column[index] for name, column in zip(leasts, columns, strict=True)}
        if count > limits.DECISION_DIAGONALS or len(shown) == 2:
            break
    return Truth(None, shown=shown, tried=count, reason=_english.ZEROS_OF_SEVERAL_AXES)
