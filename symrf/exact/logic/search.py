"""The least values of symbols with which a claim is false: the parameters one by one, all inputs at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction as Rational
from itertools import islice

from symrf.exact.logic.decision import decide
from symrf.exact.logic.proofs import Question
from symrf.exact.sets.boxes import SIGNS, diagonals
from symrf.formulas.relations import Divides, Relation
from symrf.formulas.tree import Number, Piecewise, Product, Sum, Summation, Symbol, Written, number, rebuilt, symbols
from symrf.formulas.values import evaluate

__all__ = ["FARTHEST", "TRIED", "Search"]

TRIED = 1000  # values of the parameters that are tried where nothing is known
FARTHEST = 10**5  # the same, where a counterexample is known to be among all of them
EVALUATIONS = 10**6  # of formulas, over all inputs that are tried
TRYING = 20  # times as long as one takes where all inputs are decided at once
LONGEST = 1000  # terms of a sum that are written out


class Search:
    """What is found: whether the claim `held` somewhere, and the least values where it is `false`, with both sides.

    Values are ordered by the sum of what they are above their least, then by the first symbol, and so on. `count` is
    how many values of the parameters were tried, each with all inputs.
    """

    def __init__(self, question: Question) -> None:
        self.question = question
        self.held = False
        self.count = 0
        self.false: tuple[dict[str, int], Rational | None, Rational | None] | None = None
        self._least: tuple[int, tuple[int, ...]] | None = None
        self._spent = 0

    def run(self, most: int, never: bool) -> None:
        """Tries values until the least is found where the claim is false, and one where it is true, if that may be."""
        for at in islice(self._points(), most):
            above = self._above(at)
            if self._least is not None and sum(above) > self._least[0] and (self.held or never or self.count >= TRIED):
                break
            if self._spent > EVALUATIONS:
                break
            self.look(at)

    def look(self, at: Mapping[str, int]) -> None:
        """Looks at values of the parameters, with all inputs."""
        question = self.question
        parameters = {name: at[name] for name in question.parameters.names}
        if not question.parameters.allow(parameters):
            return
        try:
            truth, claim = _plain(question.truth, parameters), _plain(question.claim, parameters)
            least = {axis: int(evaluate(_plain(tree, parameters), {})) for axis, tree in question.least.items()}
            if symbols(truth) | symbols(claim):
                decision = decide(truth, claim, question.relation, least)
                self._spent += decision.evaluations * (TRYING if decision.tried else 1)
                false, values = decision.counterexample, (decision.truth_value, decision.claim_value)
                self.held = self.held or decision.status in ("proved", "conditional")
            else:
                values = (evaluate(truth, {}), _value(claim))
                false = None if _holds(*values, question.relation) else least
                self.held = self.held or false is None
        except ValueError:
            return
        self.count += 1
        if false is not None:
            above = (*self._above(parameters), *(false[axis] - start for axis, start in least.items()))
            if self._least is None or (sum(above), above) < self._least:
                self._least, self.false = (sum(above), above), ({**parameters, **false}, *values)

    def satisfied(self, statement: Divides | Relation) -> bool:
        """Whether some values of the symbols make a statement true: it is solved for the symbol on its left."""
        match statement:
            case Relation((Symbol(name), Written() as right), "="):
                times = 1
            case Relation((Product((Number(times), Symbol(name))), Written() as right), "="):
                pass
            case _:
                return isinstance(statement, Relation) and statement.sign == ">="
        if name in symbols(right):
            return False
        parameters = self.question.parameters
        for at in islice(self._points(), TRIED):
            value = evaluate(right, at) / times if symbols(right) <= at.keys() else None
            if value is not None and value.denominator == 1:
                if name in self.question.least:
                    return bool(value >= evaluate(_plain(self.question.least[name], at), {}))
                if parameters.allow({**at, name: int(value)}):
                    return True
        return False

    def _points(self) -> Iterator[dict[str, int]]:
        """The values that parameters have, in order; there may be none at all."""
        parameters = self.question.parameters
        leasts = tuple(map(parameters.least, parameters.names))
        points = (point for columns in diagonals(leasts) for point in zip(*columns, strict=True))
        for point in islice(points, FARTHEST):
            at = dict(zip(parameters.names, point, strict=True))
            if parameters.allow(at):
                yield at

    def _above(self, at: Mapping[str, int]) -> tuple[int, ...]:
        parameters = self.question.parameters
        return tuple(at[name] - parameters.least(name) for name in parameters.names)


def _holds(left: Rational, right: Rational | None, relation: str) -> bool:
    return right is not None and (left > right) - (left < right) in SIGNS[relation]


def _value(tree: Written) -> Rational | None:
    """The value of a tree; None where it has none, ValueError where that is too long."""
    try:
        return evaluate(tree, {})
    except ValueError as reason:
        if "bits" in str(reason):
            raise
        return None


def _plain(tree: Written, at: Mapping[str, int]) -> Written:
    """A tree with numbers in place of symbols: of its cases the one that it is, its sums written out."""
    match tree:
        case Symbol(name):
            return number(at[name]) if name in at else tree
        case Piecewise(value, left, right, otherwise):
            return _plain(value if evaluate(left, at) == evaluate(right, at) else otherwise, at)
        case Summation(term, index, first, last):
            start, stop = (int(evaluate(_plain(end, at), {})) for end in (first, last))
            if stop - start >= LONGEST:
                raise ValueError("a long sum")
            terms = tuple(_plain(term, {**at, index.name: i}) for i in range(start, stop + 1))
            return Sum(terms) if len(terms) > 1 else terms[0] if terms else Number(0)
    return rebuilt(tree, lambda part: _plain(part, at))
