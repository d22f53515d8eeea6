"""The one question: for which values does a statement hold? And the ladder of methods that answer it.

Cheapest first, and each may leave it to the next: normal forms; finitely many values; one symbol through floors, powers
and sums; several symbols with which a formula only rises or only falls; trying. What was only tried is never called
proved. With parameters beside the inputs there are identities, signs and cases before (`families`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice

from symrf.exact.logic.answer import Answer, Truth, compared, false_at
from symrf.exact.logic.finite import by_values
from symrf.exact.logic.normal_forms import agreement, normal_form, order
from symrf.exact.logic.one_symbol import of_one_symbol
from symrf.exact.logic.statements import Domain, Statement
from symrf.exact.sets.boxes import diagonals
from symrf.exact.sets.quasipolynomials import TooMany
from symrf.formulas import limits
from symrf.formulas.relations import SIGNS
from symrf.formulas.values import Work

__all__ = ["holds", "truth_of"]


def holds(statement: Statement, domain: Domain) -> Answer:
    """Whether a statement holds for all values of a domain, and if not, for which.

    >>> from symrf.formulas.reader import parse
    >>> answer = holds(Statement(parse("floor((w-6)/2)"), "=", parse("(w-2)/2-2")), Domain.of({"w": 8}))
    >>> answer.status, answer.condition.modulus, answer.condition.residues
    ('conditional', 2, (0,))
    >>> answer.counterexample, str(answer.truth_value), str(answer.claim_value)
    ({'w': 9}, '1', '3/2')
    """
    if statement.relation not in SIGNS:
        raise ValueError(f"not a relation: {statement.relation}")
    if not statement.symbols <= set(domain.names):
        raise ValueError(f"not in the domain: {', '.join(sorted(statement.symbols - set(domain.names)))}")
    if domain.parameters.names:
        from symrf.exact.logic.families import holds_of_family

        return holds_of_family(statement, domain)
    if not statement.symbols:
        return _of_numbers(statement, domain)
    quick = None if domain.taken else _quick(statement, domain.leasts)
    if quick is not None:
        return quick
    leasts = domain.leasts
    truth = truth_of(statement, {name: leasts[name] for name in domain.names if name in statement.symbols})
    try:
        return compared(statement, truth, domain)
    except TooMany:
        return compared(statement, replace(truth, where=None), domain)


def truth_of(statement: Statement, leasts: Mapping[str, int]) -> Truth:
    """Where a statement on the numbers from some least ones on holds."""
    found = by_values(statement, leasts)
    if found.where is not None or found.shown:
        return found
    if len(leasts) == 1:
        ((name, least),) = leasts.items()
        one = of_one_symbol(statement, name, least)
        return one if one.complete else replace(one, reason=found.reason or one.reason)
    return _tried(statement, leasts, found.reason)


def _of_numbers(statement: Statement, domain: Domain) -> Answer:
    """Of a statement without symbols."""
    try:
        true = statement.holds({})
    except ValueError as reason:
        return Answer("undecided", reason=str(reason))
    return Answer("proved") if true else false_at(statement, "refuted", domain.leasts)


def _quick(statement: Statement, leasts: Mapping[str, int]) -> Answer | None:
    """The answer where both sides have normal forms; None where they have none."""
    if len(statement.symbols) != 1:
        return None
    (name,) = statement.symbols
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
