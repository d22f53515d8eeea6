"""Where a statement on numbers holds: a ladder of methods, cheapest first, each of which may leave it to the next.

Normal forms; several symbols with which a formula only rises or only falls; finitely many values; equations by
divisors; one symbol through floors, powers and sums; trying. What was only tried is never called proved.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice

from symrf.exact.logic.answer import Answer, Truth, compared, false_at
from symrf.exact.logic.cases import Question, reduced
from symrf.exact.logic.divisors import by_divisors
from symrf.exact.logic.down_sets import by_rising
from symrf.exact.logic.finite import by_values
from symrf.exact.logic.geometric import as_sums
from symrf.exact.logic.normal_forms import agreement, normal_form, order
from symrf.exact.logic.one_symbol import of_one_symbol
from symrf.exact.logic.statements import Domain, Statement
from symrf.exact.sets.boxes import diagonals
from symrf.exact.sets.parameters import Parameters
from symrf.exact.sets.quasipolynomials import TooMany
from symrf.formulas import limits
from symrf.formulas.tree import Summation, nodes
from symrf.formulas.values import Work

__all__ = ["holds_of_numbers", "truth_of"]


def holds_of_numbers(statement: Statement, domain: Domain) -> Answer:
    """Whether a statement holds for all values of a domain whose least ones are numbers, and if not, for which.

    >>> from symrf.formulas.reader import parse
    >>> holds_of_numbers(Statement(parse("2^w"), ">=", parse("w")), Domain.of({"w": 1})).status
    'proved'
    """
    names, leasts = statement.symbols, domain.leasts
    if not names:
        return _constant(statement, domain)
    if len(names) == 1 and not domain.taken and (quick := _quick(statement, min(names), leasts)) is not None:
        return quick
    truth = truth_of(statement, {name: least for name, least in leasts.items() if name in names})
    try:
        return compared(statement, truth, domain)
    except TooMany:
        return compared(statement, replace(truth, where=None), domain)


def truth_of(statement: Statement, leasts: Mapping[str, int]) -> Truth:
    """Where a statement on the numbers from some least ones on holds."""
    if len(leasts) > 1:
        statement = as_sums(statement, leasts)
        if (rising := by_rising(statement, leasts)) is not None:
            return rising
    found = by_values(statement, leasts)
    if found.where is not None:
        return found
    if (summed := as_sums(statement, leasts)) != statement:
        return truth_of(summed, leasts)
    if len(leasts) > 1 and (divided := by_divisors(statement, leasts, truth_of)) is not None:
        return divided
    if found.shown:
        return found
    if (closed := _closed(statement, leasts)) is not None:
        return truth_of(closed, leasts)
    if len(leasts) == 1:
        ((name, least),) = leasts.items()
        one = of_one_symbol(statement, name, least)
        return one if one.complete else replace(one, reason=found.reason or one.reason)
    return _tried(statement, leasts, found.reason)


def _closed(statement: Statement, leasts: Mapping[str, int]) -> Statement | None:
    """A statement with sums as one without, where they have closed forms."""
    if not _has_sums(statement):
        return None
    names = Parameters(tuple(leasts), leasts=tuple(leasts.items()))
    found = reduced(Question(statement, Domain(parameters=names)))
    return None if found is None or _has_sums(found) else found


def _has_sums(statement: Statement) -> bool:
    return any(isinstance(node, Summation) for side in (statement.left, statement.right) for node in nodes(side))


def _constant(statement: Statement, domain: Domain) -> Answer:
    """Of a statement without symbols."""
    try:
        true = statement.holds({})
    except ValueError as reason:
        return Answer("undecided", reason=str(reason))
    return Answer("proved") if true else false_at(statement, "refuted", domain.leasts)


def _quick(statement: Statement, name: str, leasts: Mapping[str, int]) -> Answer | None:
    """The answer for the one symbol of a statement, where both sides have normal forms; None where they have none."""
    one = normal_form(statement.left)
    two = normal_form(statement.right) if one is not None else None
    if one is None or two is None:
        return None
    if statement.relation == "=":
        found = agreement(one, two, name, leasts[name])
    else:
        found = order(*((one, two) if statement.relation == "<=" else (two, one)), name, leasts[name])
    if found is None:
        return None
    where, first = found
    if first is None:
        return Answer("proved")
    at, values = {**leasts, name: first}, (one.at(first), two.at(first))
    return Answer("refuted", None, at, *values) if where.never else Answer("conditional", where, at, *values)


def _tried(statement: Statement, leasts: Mapping[str, int], reason: str | None) -> Truth:
    """What the least values show, where nothing can be proved."""
    shown: dict[bool, dict[str, int]] = {}
    count = 0
    work = Work()
    points = (point for columns in diagonals(tuple(leasts.values())) for point in zip(*columns, strict=True))
    for point in islice(points, limits.DECISION_TRIED):
        at = dict(zip(leasts, point, strict=True))
        try:
            true = statement.holds(at, work)
        except ValueError as refusal:
            reason = str(refusal) if count == 0 else reason
            break
        count += 1
        shown.setdefault(true, at)
        if len(shown) == 2:
            break
    return Truth(None, shown=shown, tried=count, reason=reason)
