"""Where a statement with parameters holds: kernels, strides and depths beside the size of the input.

In general no method decides that. What is proved is proved by identities, signs and cases (`cases`), by what must hold
of the parameters for a statement to hold for every input (`solved`), by the methods for numbers where those reach, or
by z3 where that is installed. What is not is tried on the least values of the parameters, each with all inputs at once,
and along each parameter alone (`trying`). That proves nothing: a claim that is false for some of them is conditional,
with where it is known to be true, if it is anywhere, and refuted only where it is proved never to be true; one that is
true for all that were tried is undecided.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias, TypeVar

from symrf.exact import _english
from symrf.exact.logic.answer import Answer, compared, false_at, narrowed, spread
from symrf.exact.logic.cases import Question, Where, reduced, where
from symrf.exact.logic.ladder import truth_of
from symrf.exact.logic.solved import for_every, told
from symrf.exact.logic.solver import Solver
from symrf.exact.logic.statements import Domain, Statement
from symrf.exact.logic.trying import Search
from symrf.exact.sets.parameters import Parameters
from symrf.exact.sets.quasipolynomials import TooMany
from symrf.exact.sets.region import Region
from symrf.formulas import limits
from symrf.formulas.budget import OutOfBudget, share
from symrf.formulas.relations import Divides, Relation
from symrf.formulas.tree import symbols
from symrf.formulas.values import evaluate

__all__ = ["allowed", "holds_of_family", "region_of"]

T = TypeVar("T")
PHASES = 5  # identities, the sets of parameters, trying near and far, and what is left: a solver, or a witness
Found: TypeAlias = tuple[Divides | Relation, ...]  # statements one of which is true where the claim is


def holds_of_family(statement: Statement, domain: Domain) -> Answer:
    """Whether a statement holds for all values of the parameters, and all inputs from their least on.

    >>> from symrf.formulas.reader import parse
    >>> names = Domain(parameters=Parameters(("k", "n")))
    >>> holds_of_family(Statement(parse("1+n(k-1)"), "=", parse("n k-n+1")), names).status
    'proved'
    >>> holds_of_family(Statement(parse("1+n(k-1)"), "=", parse("n k")), names).counterexample
    {'k': 1, 'n': 2}
    """
    if statement.left == statement.right:
        return Answer("proved", method="identity")
    phases = _Phases()
    unknown: tuple[Where, str] = (None, "")
    found, method = phases.run(lambda: where(Question(statement, domain)), unknown)
    if found is True:
        return Answer("proved", method=method)
    if found is False and (never := phases.run(lambda: _never(statement, domain, method), None)) is not None:
        return never
    statements = found or ()
    exact = phases.run(lambda: _by_parameters(statement, domain, statements), None)
    if exact is not None and exact.complete:
        return exact
    return _as_known(statement, domain, statements, exact, phases)


class _Phases:
    """The phases of the work, each of which has its share of the budget; and the last one that was not enough for."""

    out: OutOfBudget | None = None

    def run(self, work: Callable[[], T], otherwise: T) -> T:
        """What comes of one phase."""
        try:
            with share(PHASES, 2):
                return work()
        except OutOfBudget as out:
            self.out = out
        except (TooMany, ValueError):  # too many boxes, or a number that is too long to work out
            pass
        return otherwise

    def reason(self, tried: int) -> str:
        """Why nothing is proved, or found to be false."""
        reason = _english.not_proved(tried, Solver.load() is not None)
        return reason if self.out is None else f"{reason}; {self.out.said('decided')}"


def _never(statement: Statement, domain: Domain, method: str) -> Answer | None:
    """The answer where a statement is proved never to hold: with the least values; None where none are found."""
    search = Search(statement, domain)
    search.run(limits.SEARCH_FARTHEST, never=True)
    if search.false is None:
        return None
    at, left, right = search.false
    return Answer("refuted", None, at, left, right, tried=search.count, method=method, least=search.settled)


# ---- by the parameters alone -----------------------------------------------------------------------------------------


def _by_parameters(statement: Statement, domain: Domain, found: Found) -> Answer | None:
    """The answer by the set of the parameters for which a statement holds; None where that is not worked out."""
    inputs = [name for name in domain.least if name in statement.symbols]
    if inputs:
        alone = reduced(Question(statement, domain))
        if alone is None or not alone.symbols.isdisjoint(inputs):
            return None if found else _for_every(statement, domain, inputs) or _with_inputs(statement, domain)
        asked = alone
    else:
        asked = statement
    everything, region = allowed(domain.parameters), region_of([asked], domain.parameters)
    if everything is None or region is None:
        return None
    rest = everything - region
    if rest.never:
        return Answer("proved", method="values")
    false = false_at(statement, "refuted", _with_least(rest.least, domain))
    if region.never:
        return replace(false, method="values")
    shortest = () if _short(region) else found or told(asked, domain.parameters)
    condition = narrowed(region, asked.symbols)
    return replace(
        false, status="conditional", condition=condition, where=shortest, witness=_with_least(region.least, domain)
    )


def _for_every(statement: Statement, domain: Domain, inputs: Sequence[str]) -> Answer | None:
    """The condition under which a statement holds for every input; it may hold elsewhere for some."""
    needed = [statement]
    for axis in inputs:
        parts = [for_every(each, axis, domain.parameters) if axis in each.symbols else [each] for each in needed]
        if None in parts:
            return None
        needed = [each for part in parts if part is not None for each in part]
    everything, region = allowed(domain.parameters), region_of(needed, domain.parameters)
    search = Search(statement, domain)
    where: Found = ()
    if everything is not None and region is not None:
        if everything <= region:
            return Answer("proved", method="values")
        if region.never:
            return None
        search.look((everything - region).least or {})
        search.look(region.least or {})
    elif len(needed) != 1 or not (where := told(needed[0], domain.parameters)):
        return None
    search.run(limits.SEARCH_TRIED, never=False)
    if search.false is None or search.witness(where) is None:
        return None
    at, left, right = search.false
    names = frozenset[str]().union(*(each.symbols for each in needed))
    condition = None if region is None else narrowed(region, names)
    found = Answer("conditional", condition, at, left, right, _english.FOR_OTHERS, where=where, least=search.settled)
    return replace(found, witness=search.held, every=tuple(inputs))


def _with_inputs(statement: Statement, domain: Domain) -> Answer | None:
    """The answer by the set of parameters and inputs together, where it is worked out, of inputs that are 1 or more."""
    if domain.parameters.assumed:
        return None
    truth = truth_of(statement, {name: least for name, least in domain.leasts.items() if name in statement.symbols})
    if not truth.complete or truth.where is None:
        return None
    if not any(symbols(tree) for tree in domain.least.values()):
        return replace(compared(statement, truth, domain), method="values")
    asked = domain.region
    region = asked & spread(truth.where, asked)
    if region.never:
        return _never(statement, domain, "values")
    if (asked - region).never:
        return Answer("proved", method="values")
    search = Search(statement, domain)
    search.run(limits.SEARCH_TRIED, never=False)
    if search.false is None or search.held is None:
        return None
    at, left, right = search.false
    told = narrowed(region, statement.symbols)
    return Answer("conditional", told, at, left, right, witness=search.held, least=search.settled)


def allowed(parameters: Parameters) -> Region | None:
    """The values that parameters may have; None where what is assumed of them is not worked out."""
    return region_of([], parameters)


def region_of(statements: Sequence[Statement], parameters: Parameters) -> Region | None:
    """The parameters for which statements about them alone hold; None where that is not worked out."""
    asked = Domain(parameters=parameters).region
    assumed = (Statement(each.left, each.relation, each.right) for each in parameters.assumed)
    for each in (*assumed, *statements):
        if not each.symbols:
            asked = asked if each.holds({}) else asked - asked
            continue
        truth = truth_of(each, {name: parameters.least(name) for name in parameters.names if name in each.symbols})
        if not truth.complete or truth.where is None:
            return None
        asked &= spread(truth.where, asked)
    return asked


def _short(region: Region) -> bool:
    """Whether a region is told at a glance: one box, or a few values."""
    few = len(region.boxes) <= limits.PROOF_LISTED
    return len(region.boxes) == 1 or (few and all(side.finite for box in region.boxes for side in box))


def _with_least(at: dict[str, int] | None, domain: Domain) -> dict[str, int] | None:
    """Values of the parameters with the least inputs for them."""
    if at is None:
        return None
    return at | {name: int(evaluate(tree, at)) for name, tree in domain.least.items()}


# ---- what is left ----------------------------------------------------------------------------------------------------


def _as_known(statement: Statement, domain: Domain, found: Found, exact: Answer | None, phases: _Phases) -> Answer:
    """What is known where no set is worked out: statements that make it true, z3's word, and what was tried."""
    search = Search(statement, domain)
    phases.run(lambda: search.run(limits.SEARCH_TRIED, never=False), None)
    near = search.count
    if search.false is None:
        phases.run(search.far, None)
    if search.false is None and phases.run(lambda: _solver_proves(statement, domain, search), otherwise=False):
        return Answer("proved", method="z3", tried=near)
    if search.false is None:
        return Answer("undecided", reason=phases.reason(near), tried=near)
    if exact is not None:
        return exact
    statements = found or phases.run(lambda: told(statement, domain.parameters), ())
    witness = phases.run(lambda: search.witness(statements), search.held)
    at, left, right = search.false
    known = Answer("conditional", None, at, left, right, tried=search.count, where=statements, witness=witness)
    return replace(known, least=search.settled)


def _solver_proves(statement: Statement, domain: Domain, search: Search) -> bool:
    """Whether z3 proves it, where that is installed; values that it finds are looked at."""
    solver = Solver.load()
    if solver is None:
        return False
    if where(Question(statement, domain, solver))[0] is True:
        return True
    for model in solver.models:
        search.look(model)
    return False
