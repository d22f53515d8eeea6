"""Where a formula with symbols is another: case by case, by an identity, by signs, or by an equation that is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from symrf.exact.logic.statements import Domain, Statement
from symrf.exact.numbers.identities import Forms, NoValue, Split
from symrf.exact.numbers.polynomials import TooLong, quotient
from symrf.exact.numbers.zeros import Statements, equation, in_symbols, rounded
from symrf.exact.sets.parameters import Parameters
from symrf.exact.sets.residues import Residues
from symrf.formulas import limits
from symrf.formulas.from_sympy import from_sympy
from symrf.formulas.relations import Divides, Relation
from symrf.formulas.tree import Symbol, Written, number

__all__ = ["Question", "Solver", "Where", "first_case", "reduced", "where"]


# always, never, not known, or where one of some statements is true
Where: TypeAlias = bool | Statements
Solver: TypeAlias = Callable[[Forms, Any, str], bool]


@dataclass(frozen=True)
class Question:
    """Whether a statement holds in a domain, and what may be asked where that is not seen."""

    statement: Statement
    domain: Domain
    solver: Solver | None = None


@dataclass(frozen=True)
class Case:
    """Values of the symbols: `steps` has, of each parameter, its first value and the distance of the others.

    `fixed` has the symbols that are trees, `apart` values that symbols do not have.
    """

    steps: Mapping[str, tuple[int, int]]
    fixed: tuple[tuple[str, Written], ...] = ()
    apart: frozenset[tuple[str, Any]] = frozenset()

    def forms(self, question: Question) -> Forms:
        """Formulas as quotients of polynomials, in unknowns that are 0 or more."""
        forms = Forms.counted(self.steps, self.apart)
        for name, tree in self.fixed:
            forms.symbols[name] = forms.read(tree)
        for each in question.domain.parameters.assumed:
            forms.assume(each.left, each.relation, each.right)
        for axis, tree in question.domain.least.items():
            forms.bound(axis, tree)
        return forms


def first_case(parameters: Parameters) -> Iterator[Case]:
    """The parameters by their classes; one case, if each has one."""
    cases = [Case({})]
    for name in parameters.names:
        residues = dict(parameters.classes).get(name, Residues(1, (0,)))
        modulus, least = int(residues.modulus), parameters.least(name)
        firsts = [least + (int(residue) - least) % modulus for residue in residues.residues]
        cases = [replace(case, steps={**case.steps, name: (first, modulus)}) for case in cases for first in firsts]
    yield from cases


def where(question: Question) -> tuple[Where, str]:
    """Where the claim is true, and by what that is known: identity, signs, an equation, cases of these, or a solver."""
    methods: list[str] = []
    found: list[Where] = []
    cases = list(first_case(question.domain.parameters))
    if len(cases) > limits.PROOF_CASES:
        return None, ""
    budget = [limits.PROOF_CASES]
    for case in cases:
        found.append(_where(case, question, methods, budget))
        if found[-1] != found[0]:
            return None, ""
    used = sorted(set(methods))
    return found[0], used[0] if len(methods) == 1 else "cases"


def reduced(question: Question) -> Statement | None:
    """A statement as one about a polynomial, which may do without some of the symbols; None where it is none."""
    case, *others = first_case(question.domain.parameters)
    if others:
        return None
    try:
        forms = case.forms(question)
        above, below = quotient(forms.read(question.statement.left) - forms.read(question.statement.right))
        if not forms.bounds.positive(below) or any(
            True for divisor in forms.denominators for _ in forms.zeros(divisor)
        ):
            return None
    except (TooLong, Split):
        return None
    return replace(question.statement, left=from_sympy(in_symbols(above, forms)), right=number(0))


def _where(case: Case, question: Question, methods: list[str], budget: list[int]) -> Where:
    budget[0] -= 1
    if budget[0] < 0:
        return None
    try:
        found, method = _one_case(case, question)
    except TooLong:
        return None
    except Split as split:
        return _split(case, split, question, methods, budget)
    methods.append(method)
    return found


def _split(case: Case, split: Split, question: Question, methods: list[str], budget: list[int]) -> Where:
    """The two cases of a symbol that has a value, and that has not."""
    name, at = split.name, split.at
    if name not in case.steps or any(name == other for other, _ in case.fixed):
        return None
    first, step = case.steps[name]
    if at.is_Integer and (at < first or (at - first) % step):
        return _where(replace(case, apart=case.apart | {(name, at)}), question, methods, budget)
    if not at.is_Integer:
        return None
    here = replace(case, fixed=(*case.fixed, (name, number(int(at)))))
    if at == first:
        elsewhere = replace(case, steps={**case.steps, name: (first + step, step)})
    else:
        elsewhere = replace(case, apart=case.apart | {(name, at)})
    one, two = _where(here, question, methods, budget), _where(elsewhere, question, methods, budget)
    value, symbol = number(int(at)), Symbol(name)
    match one, two:
        case _ if one == two:
            return one
        case False, True if step == 1 and at - first < limits.PROOF_LISTED:
            below = (Relation((symbol, number(each))) for each in range(first, int(at)))
            return (*below, Relation((symbol, number(int(at) + 1)), ">="))
        case False, (Relation((Symbol(other), *_), ">="),) if other == name:
            return two
        case True, False:
            return (Relation((symbol, value)),)
        case True, (statement,) if _always(statement, here, question):
            return (statement,)
        case (statement,), (other,) if _always(other, here, question) and statement == other:
            return (statement,)
    return None


def _always(statement: Divides | Relation, case: Case, question: Question) -> bool:
    """Whether a statement is true everywhere in a case."""
    forms = case.forms(question)
    try:
        match statement:
            case Divides(divisor, dividend):
                below = forms.read(divisor)
                return bool(below != 0 and quotient(forms.read(dividend) / below)[1] == 1)
            case Relation((Written() as left, Written() as right), "="):
                return bool(forms.read(left) == forms.read(right))
    except (TooLong, Split):
        pass
    return False


def _one_case(case: Case, question: Question) -> tuple[Where, str]:
    forms = case.forms(question)
    truth = forms.read(question.statement.left)
    try:
        claim = forms.read(question.statement.right)
    except NoValue:
        return False, "no value"
    for zero in [zero for divisor in forms.denominators for zero in forms.zeros(divisor)]:
        if zero is None:
            return None, ""
        raise zero
    above, below = quotient(claim - truth)
    bounds = forms.bounds
    if above == 0:
        return True, "identity"
    if question.statement.relation == "=":
        if bounds.nonzero(above):
            return False, "signs"
        found = rounded(above, forms, question.statement.left) or equation(above, forms)
        if found is not None:
            return found or False, "equation"
    else:
        sign = 1 if question.statement.relation == "<=" else -1
        if bounds.nonnegative(sign * above / below):
            return True, "signs"
        if bounds.positive(-sign * above / below):
            return False, "signs"
    if question.solver is not None and question.solver(forms, above / below, question.statement.relation):
        return True, "z3"
    return None, ""
