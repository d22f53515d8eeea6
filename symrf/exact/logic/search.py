"""The least values of symbols with which a claim is false, and some with which it is true: all inputs at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction as Rational
from itertools import islice

from symrf.exact.logic.decision import decide
from symrf.exact.logic.proofs import Question
from symrf.exact.sets.boxes import SIGNS, diagonals
from symrf.exact.sets.periodic import Periodic
from symrf.formulas import limits
from symrf.formulas.budget import spend
from symrf.formulas.relations import Divides, Relation
from symrf.formulas.tree import (
    Number,
    Piecewise,
    Product,
    Sum,
    Summation,
    Symbol,
    Written,
    nodes,
    number,
    rebuilt,
    substitute,
    symbols,
)
from symrf.formulas.values import Irrational, NoValue, TooLong, Work, evaluate

__all__ = ["Search"]


class Search:
    """What is found: values where the claim `held`, and the least values where it is `false`, with both sides.

    Values are ordered by the sum of what they are above their least, then by the first symbol, and so on. `count` is
    how many values of the parameters were tried, each with all inputs.
    """

    def __init__(self, question: Question) -> None:
        self.question = question
        self.held: dict[str, int] | None = None
        self.count = 0
        self.false: tuple[dict[str, int], Rational | None, Rational | None] | None = None
        self._least: tuple[int, tuple[int, ...]] | None = None
        self._spent = 0
        self._work = Work(limits.SEARCH_OPERATIONS)
        self._size = limits.STEPS_PUT * sum(sum(1 for _ in nodes(side)) for side in (question.truth, question.claim))

    def run(self, most: int, never: bool) -> None:
        """Tries values until the least is found where the claim is false, and one where it is true, if that may be."""
        for at in islice(self._points(), most):
            above = self._above(at)
            if (
                self._least is not None
                and sum(above) > self._least[0]
                and (self.held is not None or never or self.count >= limits.SEARCH_TRIED)
            ):
                break
            if self._spent > limits.SEARCH_EVALUATIONS:
                break
            self.look(at)

    def look(self, at: Mapping[str, int]) -> None:
        """Looks at values of the parameters, with all inputs."""
        spend(self._size)
        question = self.question
        parameters = {name: at[name] for name in question.parameters.names}
        if not question.parameters.allow(parameters):
            return
        try:
            truth, claim = (_plain(side, parameters, self._work) for side in (question.truth, question.claim))
            least = {axis: int(evaluate(_plain(tree, parameters), {})) for axis, tree in question.least.items()}
            if symbols(truth) | symbols(claim):
                decision = decide(truth, claim, question.relation, least)
                self._spent += decision.evaluations * (limits.SEARCH_TRYING if decision.tried else 1)
                false, values = decision.counterexample, (decision.truth_value, decision.claim_value)
                held = decision.true_at
            else:
                values = (evaluate(truth, {}), _value(claim, question.relation))
                false, held = (None, least) if _holds(*values, question.relation) else (least, None)
        except TooLong:  # and so are the sums of all values that come after
            self._spent = limits.SEARCH_EVALUATIONS + 1
            return
        except ValueError:
            return
        self.count += 1
        if held is not None and self.held is None:
            self.held = {**parameters, **least, **held}
        if false is not None:
            above = (*self._above(parameters), *(false[axis] - start for axis, start in least.items()))
            if self._least is None or (sum(above), above) < self._least:
                self._least, self.false = (sum(above), above), ({**parameters, **false}, *values)

    def witness(self, statements: tuple[Divides | Relation, ...]) -> dict[str, int] | None:
        """Values where the claim is true, if some are found: by a statement that makes it so, or along a symbol."""
        for statement in statements:
            if self.held is None:
                self.held = self._satisfied(statement)
        for at in islice(self._points(), limits.SEARCH_LINES):
            for name in at:
                if self.held is None and self._spent <= limits.SEARCH_EVALUATIONS:
                    self._along(name, at)
        return self.held

    def _along(self, name: str, at: Mapping[str, int]) -> None:
        """Looks where the claim is true with all symbols but one, and the least inputs."""
        question = self.question
        others = {each: value for each, value in at.items() if each != name}
        try:
            inputs = {axis: _plain(tree, others) for axis, tree in question.least.items()}
            truth, claim = (substitute(_plain(side, others), inputs) for side in (question.truth, question.claim))
            decision = decide(truth, claim, question.relation, {name: question.parameters.least(name)})
        except ValueError:
            return
        self._spent += decision.evaluations * (limits.SEARCH_TRYING if decision.tried else 1)
        found = decision.true_at
        value = None if found is None else found.get(name, question.parameters.least(name))
        for _ in range(limits.SEARCH_ON_A_LINE):
            if value is not None and self.held is None:
                self.look({**at, name: value})
                value = decision.condition.nearest(value)[1] if isinstance(decision.condition, Periodic) else None

    def _satisfied(self, statement: Divides | Relation) -> dict[str, int] | None:
        """Values of the symbols that make a statement true, if it is solved for the symbol on its left."""
        match statement:
            case Relation((Symbol(name), Written() as right), "=" | ">="):
                times = 1
            case Relation((Product((Number(times), Symbol(name))), Written() as right), "="):
                pass
            case _:
                return None
        for at in islice(self._points(), limits.SEARCH_TRIED) if name in self.question.parameters.names else ():
            others = {each: value for each, value in at.items() if each != name}
            if not symbols(right) <= others.keys():
                return None
            try:
                value = evaluate(right, others) / times
            except ValueError:
                return None
            if value.denominator == 1 and self.question.parameters.allow(there := {**at, name: int(value)}):
                return there
        return None

    def _points(self) -> Iterator[dict[str, int]]:
        """The values that parameters have, in order; there may be none at all."""
        parameters = self.question.parameters
        leasts = tuple(map(parameters.least, parameters.names))
        points = (point for columns in diagonals(leasts) for point in zip(*columns, strict=True))
        for point in islice(points, limits.SEARCH_FARTHEST):
            at = dict(zip(parameters.names, point, strict=True))
            if parameters.allow(at):
                yield at

    def _above(self, at: Mapping[str, int]) -> tuple[int, ...]:
        parameters = self.question.parameters
        return tuple(at[name] - parameters.least(name) for name in parameters.names)


def _holds(left: Rational, right: Rational | None, relation: str) -> bool:
    return right is not None and (left > right) - (left < right) in SIGNS[relation]


def _value(tree: Written, relation: str) -> Rational | None:
    """The value of a tree; None where no fraction stands in the relation to it, ValueError where it is too long."""
    try:
        return evaluate(tree, {})
    except NoValue:
        return None
    except Irrational:
        if relation != "=":
            raise
        return None


def _plain(tree: Written, at: Mapping[str, int], work: Work | None = None) -> Written:
    """A tree with numbers in place of symbols: of its cases the one that it is, its sums written out.

    TooLong where those take too many operations; `work` is what has been done for them, where it is shared.
    """
    work = Work(limits.SEARCH_OPERATIONS) if work is None else work
    match tree:
        case Symbol(name):
            return number(at[name]) if name in at else tree
        case Piecewise(value, left, right, otherwise):
            return _plain(value if evaluate(left, at) == evaluate(right, at) else otherwise, at, work)
        case Summation(term, index, first, last):
            start, stop = (evaluate(_plain(end, at, work), {}) for end in (first, last))
            indices = work.indices(start, stop, term)
            terms = tuple(_plain(term, {**at, index.name: i}, work) for i in indices)
            return Sum(terms) if len(terms) > 1 else terms[0] if terms else Number(0)
    return rebuilt(tree, lambda part: _plain(part, at, work))
