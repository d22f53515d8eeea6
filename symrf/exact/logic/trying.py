"""The least values of symbols with which a claim is false, and some with which it is true: all inputs at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction as Rational
from itertools import islice

from symrf.exact.logic.answer import Answer
from symrf.exact.logic.ladder import holds_of_numbers
from symrf.exact.logic.statements import Domain, Statement
from symrf.exact.sets.boxes import diagonals
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
    symbols,
)
from symrf.formulas.values import TooLong, Work, evaluate

__all__ = ["Search"]


class Search:
    """What is found: values where the claim `held`, and the least values where it is `false`, with both sides.

    Values are ordered by the sum of what the parameters are above their least, then by that of the inputs, then by the
    first symbol, and so on. `count` is how many values of the parameters were tried, each with all inputs.
    """

    def __init__(self, statement: Statement, domain: Domain) -> None:
        self.statement = statement
        self.parameters = domain.parameters
        self.least = domain.least
        self.held: dict[str, int] | None = None
        self.count = 0
        self.false: tuple[dict[str, int], Rational | None, Rational | None] | None = None
        self._first: tuple[int, int, tuple[int, ...], tuple[int, ...]] | None = None
        self._covered = -1  # the sum up to which all parameters were looked at,
        self._missed: int | None = None  # and the least one with which it is not decided whether the claim is true
        self._work = Work(limits.SEARCH_OPERATIONS)
        self._over = False
        self._size = limits.STEPS_PUT * sum(1 for side in (statement.left, statement.right) for _ in nodes(side))

    def run(self, most: int, never: bool) -> None:
        """Tries values until the least is found where the claim is false, and one where it is true, if that may be."""
        points = self._points()
        for at in islice(points, most):
            total = sum(self._above(at))
            self._covered = total - 1
            farther = self._first is not None and total > self._first[0]
            if self._over or (farther and (self.held is not None or never or self.count >= limits.SEARCH_TRIED)):
                return
            self.look(at)
        if self._first is not None and next(points, None) is None:  # there are no more
            self._covered = self._first[0]

    @property
    def settled(self) -> bool:
        """Whether `false` are the least: the claim is proved for all parameters before those."""
        sums = (self._covered, *([] if self._missed is None else [self._missed - 1]))
        return self._first is not None and self._first[0] <= min(sums)

    def look(self, at: Mapping[str, int]) -> bool:
        """Looks at values of the parameters, with all inputs: whether the claim is false for one of those."""
        spend(self._size)
        parameters = {name: at[name] for name in self.parameters.names}
        if not self.parameters.allow(parameters):
            return False
        found = self._answer(parameters)
        if found is None or found[1].status == "undecided":
            total = sum(self._above(parameters))
            self._missed = total if self._missed is None else min(self._missed, total)
        return found is not None and self._shown(parameters, *found)

    def _answer(self, parameters: Mapping[str, int]) -> tuple[dict[str, int], Answer] | None:
        """The least inputs for values of the parameters, and for which the claim is true; None if numbers are long."""
        try:
            here = self._plainly(parameters)
            least = {axis: int(evaluate(_plain(tree, parameters), {})) for axis, tree in self.least.items()}
            answer = holds_of_numbers(here, Domain.of(least))
        except TooLong:  # and so are the sums of all values that come after
            self._over = True
            return None
        except ValueError:
            return None
        if not here.symbols and answer.status == "undecided":  # a number too long
            return None
        self.count += 1
        return least, answer

    def _shown(self, parameters: Mapping[str, int], least: Mapping[str, int], answer: Answer) -> bool:
        """Keeps what an answer shows: whether the claim is false."""
        if answer.true_at is not None and self.held is None:
            self.held = {**parameters, **least, **answer.true_at}
        if (false := answer.counterexample) is not None:
            above, inputs = self._above(parameters), tuple(false[axis] - start for axis, start in least.items())
            first = sum(above), sum(inputs), above, inputs
            if self._first is None or first < self._first:
                self._first = first
                self.false = {**parameters, **false}, answer.truth_value, answer.claim_value
        return false is not None

    def far(self) -> None:
        """Looks for values far out where the claim is false, all of them as far: then for lesser ones beside those."""
        parameters = self.parameters
        leasts = {name: parameters.least(name) for name in parameters.names}

        def all_at(above: int) -> dict[str, int]:
            return {name: least + above for name, least in leasts.items()}

        low, high = 0, 1
        while not self.look(all_at(high)):
            low, high = high, 2 * high
            if self._over or high > limits.SEARCH_FAR:
                return
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self.look(all_at(middle)) else (middle, high)
        at = all_at(high)
        for name in parameters.names:
            for _ in range(limits.SEARCH_BESIDE):
                if at[name] == leasts[name] or not self.look({**at, name: at[name] - 1}):
                    break
                at[name] -= 1

    def witness(self, statements: tuple[Divides | Relation, ...]) -> dict[str, int] | None:
        """Values where the claim is true, if some are found: by a statement that makes it so, or along a symbol."""
        for statement in statements:
            if (found := self._satisfied(statement)) is not None:
                self.held = found
                return found
        for at in islice(self._points(), limits.SEARCH_LINES):
            for name in at:
                if self.held is None and not self._over:
                    self._along(name, at)
        return self.held

    def _plainly(self, at: Mapping[str, int]) -> Statement:
        """The statement with numbers in place of some symbols."""
        left, right = (_plain(side, at, self._work) for side in (self.statement.left, self.statement.right))
        return replace(self.statement, left=left, right=right)

    def _along(self, name: str, at: Mapping[str, int]) -> None:
        """Looks where the claim is true with all symbols but one, and the least inputs."""
        others = {each: value for each, value in at.items() if each != name}
        spend(self._size)
        try:
            here = self._plainly(others).put({axis: _plain(tree, others) for axis, tree in self.least.items()})
            answer = holds_of_numbers(here, Domain.of({name: self.parameters.least(name)}))
        except ValueError:
            return
        found = answer.true_at
        value = None if found is None else found.get(name, self.parameters.least(name))
        for _ in range(limits.SEARCH_ON_A_LINE):
            if value is not None and self.held is None:
                self.look({**at, name: value})
                value = answer.condition.nearest(value)[1] if isinstance(answer.condition, Periodic) else None

    def _satisfied(self, statement: Divides | Relation) -> dict[str, int] | None:
        """Values of the symbols that make a statement true, if it is solved for the symbol on its left."""
        match statement:
            case Relation((Symbol(name), Written() as right), "=" | ">="):
                times = 1
            case Relation((Product((Number(times), Symbol(name))), Written() as right), "="):
                pass
            case _:
                return None
        for at in islice(self._points(), limits.SEARCH_TRIED) if name in self.parameters.names else ():
            others = {each: value for each, value in at.items() if each != name}
            if not symbols(right) <= others.keys():
                return None
            try:
                value = evaluate(right, others) / times
            except ValueError:
                return None
            if value.denominator == 1 and self.parameters.allow(there := {**at, name: int(value)}):
                return there
        return None

    def _points(self) -> Iterator[dict[str, int]]:
        """The values that parameters have, in order; there may be none at all."""
        parameters = self.parameters
        leasts = tuple(map(parameters.least, parameters.names))
        points = (point for columns in diagonals(leasts) for point in zip(*columns, strict=True))
        for point in islice(points, limits.SEARCH_FARTHEST):
            at = dict(zip(parameters.names, point, strict=True))
            if parameters.allow(at):
                yield at

    def _above(self, at: Mapping[str, int]) -> tuple[int, ...]:
        return tuple(at[name] - self.parameters.least(name) for name in self.parameters.names)


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
