"""The question of the logic, as the tests ask it: of two written sides and the least values."""

from __future__ import annotations

from collections.abc import Mapping

from symrf.exact.logic.answer import Answer, Truth
from symrf.exact.logic.holding import holds
from symrf.exact.logic.ladder import truth_of
from symrf.exact.logic.statements import Domain, Statement
from symrf.exact.sets.parameters import NO_SYMBOLS, Parameters
from symrf.exact.sets.periodic import Periodic
from symrf.formulas.relations import Sign
from symrf.formulas.tree import Written, number

__all__ = ["decide", "truth_set"]


def decide(
    truth: Written,
    claim: Written,
    relation: Sign,
    least: Mapping[str, int | Written],
    names: Parameters = NO_SYMBOLS,
    taken: Mapping[str, Periodic] | None = None,
) -> Answer:
    """Whether one side is in a relation to the other, for all inputs from the least on."""
    leasts = {name: number(at) for name, at in least.items()}
    return holds(Statement(truth, relation, claim), Domain(leasts, names, taken or {}))


def truth_set(statement: Statement, name: str, least: int) -> Truth:
    """Where a statement on one number holds."""
    return truth_of(statement, {name: least})
