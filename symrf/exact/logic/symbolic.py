"""Whether two formulas with several symbols agree: kernels, strides and depths beside the size of the input.

In general no method decides that. What is proved is proved by identities, signs and cases (`proofs`), by finitely
many values where no symbol divides and no input is left (`decision`), or by z3 where that is installed. What is not
is tried on the least values of the parameters (`search`), each with all inputs at once, and along each parameter
alone. That proves nothing: a claim that is false for some of them is conditional, with where it is known to be true, if
it is anywhere, and refuted only where it is proved never to be true; one that is true for all that were tried is
undecided.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from symrf.exact import _english
from symrf.exact.logic.among import among
from symrf.exact.logic.decision import Answer, decide
from symrf.exact.logic.proofs import Question, where
from symrf.exact.logic.search import Search
from symrf.exact.logic.solver import Solver
from symrf.exact.sets.parameters import Parameters
from symrf.exact.sets.periodic import Periodic
from symrf.formulas import limits
from symrf.formulas.relations import Sign
from symrf.formulas.tree import Piecewise, Summation, Written, parts, symbols

__all__ = ["decide_with_symbols"]


def decide_with_symbols(
    truth: Written, claim: Written, relation: Sign, least: Mapping[str, Written], parameters: Parameters
) -> Answer:
    """Whether `truth relation claim` for all values of the parameters, and all inputs from the `least` on.

    >>> from symrf.formulas.reader import parse
    >>> from symrf.networks.notation.parameters import parameters
    >>> from symrf.networks.notation import reader as notation
    >>> names = parameters(notation.parse("(c{k})*{n}"))
    >>> decide_with_symbols(parse("1+n(k-1)"), parse("n k-n+1"), "=", {}, names).status
    'proved'
    >>> decide_with_symbols(parse("1+n(k-1)"), parse("n k"), "=", {}, names).counterexample
    {'k': 1, 'n': 2}
    """
    if truth == claim:
        return Answer("proved", method="identity")
    question = Question(truth, claim, relation, least, parameters)
    found, method = where(question)
    if found is True:
        return Answer("proved", method=method)
    if found is None and (decision := _by_values(question)) is not None:
        return decision
    search = Search(question)
    search.run(limits.SEARCH_FARTHEST if found is not None else limits.SEARCH_TRIED, found is False)
    if search.false is None:
        solver = Solver.load()
        if solver is not None and where(replace(question, solver=solver))[0] is True:
            return Answer("proved", method="z3", tried=search.count)
        for model in solver.models if solver is not None else ():
            search.look(model)
        if search.false is None:
            reason = _english.not_proved(search.count, solver is not None)
            return Answer("undecided", reason=reason, tried=search.count)
    at, truth_value, claim_value = search.false
    if found is False:
        return Answer("refuted", None, at, truth_value, claim_value, tried=search.count, method=method)
    statements = found if isinstance(found, tuple) else ()
    witness = search.witness(statements)
    return Answer(
        "conditional", None, at, truth_value, claim_value, tried=search.count, where=statements, witness=witness
    )


def _by_values(question: Question) -> Answer | None:
    """The decision where the parameters are all that there is, and finitely many of their values decide."""
    truth, claim, parameters = question.truth, question.claim, question.parameters
    used = symbols(truth) | symbols(claim)
    if parameters.assumed or not used <= set(parameters.names) or _has_cases(truth) or _has_cases(claim):
        return None
    domain = {name: parameters.least(name) for name in parameters.names}
    taken = {
        name: Periodic(name, domain[name], int(residues.modulus), tuple(map(int, residues.residues)), domain[name])
        for name, residues in parameters.classes
        if name in used
    }
    decision = among(decide(truth, claim, question.relation, domain), taken, truth, claim)
    match decision.status:
        case "proved":
            return replace(decision, method="values")
        case "conditional" if decision.condition is not None:
            return decision
        case "refuted":
            return decision
    return None


def _has_cases(tree: Written) -> bool:
    return isinstance(tree, Piecewise | Summation) or any(map(_has_cases, parts(tree)))
