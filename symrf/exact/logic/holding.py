"""The one question: for which values does a statement hold? Of numbers (`ladder`), and with parameters (`families`)."""

from __future__ import annotations

from dataclasses import replace

from symrf.exact import _english
from symrf.exact.logic.answer import Answer
from symrf.exact.logic.ladder import holds_of_numbers
from symrf.exact.logic.statements import Domain, Statement
from symrf.exact.logic.strict import said_of, unequal, whole
from symrf.formulas.budget import OutOfBudget, question, share
from symrf.formulas.relations import SIGNS

__all__ = ["holds"]


def holds(statement: Statement, domain: Domain, parts: int = 1) -> Answer:
    """Whether a statement holds for all values of a domain, and if not, for which.

    It has one of so many parts of what is left of the budget; what takes more is undecided.

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
    with question():
        try:
            with share(parts):
                return _answer(statement, domain)
        except OutOfBudget as out:
            return Answer("undecided", reason=out.said("decided"))


def _answer(statement: Statement, domain: Domain) -> Answer:
    if statement.relation == "!=":
        return unequal(statement, domain, _answer(replace(statement, relation="="), domain))
    if statement.relation in ("<", ">"):
        least = whole(statement)
        if least is None:
            return Answer("undecided", reason=_english.NOT_WHOLE)
        return said_of(statement, _answer(least, domain))
    if not domain.parameters.names:
        return holds_of_numbers(statement, domain)
    from symrf.exact.logic.families import holds_of_family  # which takes SymPy

    return holds_of_family(statement, domain)
