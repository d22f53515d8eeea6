"""The numbers at which a question is tried, and what is so there: sizes and fields counted, claims evaluated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice, product
from random import Random

from campaign.counting import View, Walk, least_input, view
from campaign.formulas import Environment, Formula, NoValue, Value
from campaign.networks import TooLong, numbered, whole
from campaign.plain import holds
from campaign.questions import LEASTS, Claim, Question

__all__ = ["Point", "Trials"]

MOST_POINTS = 80  # combinations of symbols
MOST_BITS = 5_000  # of a field: longer ones are not written
EVERY_INPUT = 200  # of a network of numbers
INPUTS = 12  # from the least one on, of a family
FAR = (1_000, 30_030, 1_000_000)
EDGES = {1: 40, 2: 10, 3: 5}  # of the grid, by how many symbols there are


@dataclass
class Point:
    """Numbers for the symbols of a network, and the network at them."""

    env: dict[str, int]
    walk: Walk
    inputs: tuple[int, ...]
    known: dict[int, int | None] = field(default_factory=dict)

    def size(self, n: int) -> int | None:
        """The output size for n pixels; None where there is none, or it is too long to count."""
        if n not in self.known:
            try:
                self.known[n] = self.walk.size(n) or 0
            except TooLong:
                self.known[n] = None
        return self.known[n] or None

    def refuses(self, n: int) -> bool:
        """Whether there is no output for n pixels."""
        return self.size(n) is None and self.known[n] == 0

    @cached_property
    def view(self) -> View | None:
        """What an output reads; None where it is no window, or too long to write."""
        try:
            found = view(self.walk.items, self.walk.convention)
        except TooLong:
            return None
        return found if found is None or found.extent.bit_length() <= MOST_BITS else None


class Trials:
    """Those of a question; of one that was made smaller anew, and always the same."""

    def __init__(self, question: Question, most: int | None = None) -> None:
        self.question, self.random = question, Random(0)  # noqa: S311
        taken = (point for env in self._environments() if (point := self.point(env)) is not None)
        self.points = list(islice(taken, most))

    def point(self, env: Environment) -> Point | None:
        """The network at numbers; None where they are not taken, or too large to be tried."""
        asked = self.question
        own = {name: env[name] for name in asked.symbols}
        try:
            if any(value < LEASTS.get(name, 1) for name, value in own.items()) or not whole(asked.network, own):
                return None
            if not all(premise.met(own) for premise in asked.premises):
                return None
            walk = Walk(numbered(asked.network, own), asked.convention)
            return Point(own, walk, self._inputs(walk, list(own.values())))
        except (TooLong, OverflowError, MemoryError):
            return None

    def _inputs(self, walk: Walk, values: list[int]) -> tuple[int, ...]:
        try:
            first = least_input(walk)
        except TooLong:
            return ()
        if first is None:
            return ()
        if not values:
            near = range(1, EVERY_INPUT + 1), range(first, first + EVERY_INPUT)
            return tuple(
                dict.fromkeys((*near[0], *near[1], *FAR, *(self.random.randint(201, 10**6) for _ in range(4))))
            )
        claimed = [n + d for n in self.constants for d in (-1, 0, 1, 2)]
        some = [self.random.randint(first, 4 * first + 1000) for _ in range(2)]
        strides = [first + times * value + d for value in values for times in (1, 2, 3) for d in (-1, 0, 1)]
        near = (*range(first, first + INPUTS), first - 1, first // 2, 1)  # the last ones are not taken
        return tuple(n for n in dict.fromkeys((*near, *some, *claimed, *strides, *FAR)) if n >= 1)

    @cached_property
    def constants(self) -> list[int]:
        """The numbers that are claimed."""
        formulas = (formula for claim in self.question.claims for formula in claim.formulas)
        found = frozenset[int]().union(*(formula.numbers for formula in formulas))
        return sorted(n for n in found if 0 < n <= 10**6)

    def _environments(self) -> Iterator[dict[str, int]]:
        asked, symbols = self.question, self.question.symbols
        if not symbols:
            yield {}
            return
        fixed = {name: value for name, value in asked.given if name in symbols}
        free = [name for name in symbols if name not in fixed]
        grid = list(product(range(EDGES.get(len(free), 3)), repeat=len(free)))
        if len(grid) > MOST_POINTS:
            grid = self.random.sample(grid, MOST_POINTS)
        seen = set()
        for values in (*grid, *self._farther(len(free))):
            env = fixed | {name: value + LEASTS.get(name, 1) for name, value in zip(free, values, strict=True)}
            if (key := tuple(sorted(env.items()))) not in seen:
                seen.add(key)
                yield env

    def _farther(self, count: int) -> Iterator[tuple[int, ...]]:
        """One symbol far out, the others small: at numbers that are claimed, what is near them, and beyond."""
        near = [n + d for n in self.constants for d in (-2, -1, 0, 1)]
        near += [n // by + d for n in self.constants for by in (2, 3, 4) for d in (-1, 0)]
        far = [25, 60, 101, 255, 999, 30029, 10**6, 10**6 - 1]
        far += [self.random.randint(40, 10**5) for _ in range(2)]
        for place in range(count):
            for value in (*near, *far):
                if value >= 0:
                    for others in ((0,) * count, (1,) * count, tuple(self.random.randint(0, 3) for _ in range(count))):
                        yield (*others[:place], value, *others[place + 1 :])

    # ---- claims --------------------------------------------------------------------------------------------------

    def statement(self, claim: Claim, axis: str) -> Iterator[tuple[dict[str, int], bool]]:
        """Whether a claim holds on an axis, wherever it is tried and there is something to claim."""
        for point in self.points:
            for n in self._asked_inputs(claim, axis, point):
                found = self.judged(claim, axis, point, n)
                if found is not None:
                    yield (point.env if n is None else {**point.env, axis: n}), found

    def _asked_inputs(self, claim: Claim, axis: str, point: Point) -> Sequence[int | None]:
        if claim.quantity != "size":
            return (None,)
        given = dict(claim.at) | dict(self.question.given)
        return (given[axis],) if axis in given else point.inputs

    def worth(self, quantity: str, point: Point, n: int | None) -> Value | None:
        """What a quantity is, counted; None where there is none, or that is not known here."""
        if quantity == "size":
            return None if n is None else point.size(n)
        seen = point.view
        return None if seen is None else {"rf": seen.extent, "jump": seen.jump, "start": seen.start}[quantity]

    def claimed(self, claim: Claim, axis: str, env: Environment) -> Value | None:
        """What is claimed, at numbers; None where that has no value."""
        formula = claim.formula(self.question.axes.index(axis))
        if any(env.get(name, 0) > 5_000 for name in formula.symbols) and _explodes(formula):
            return None
        try:
            return formula.at(env)
        except (NoValue, KeyError, OverflowError):
            return None

    def judged(self, claim: Claim, axis: str, point: Point, n: int | None) -> bool | None:
        env = point.env if n is None else {**point.env, axis: n}
        truth, said = self.worth(claim.quantity, point, n), self.claimed(claim, axis, env)
        return None if truth is None or said is None else holds(truth, claim.relation, said)

    def at(self, claim: Claim, axis: str, env: Environment) -> list[bool | None]:
        """Whether a claim holds at numbers for some symbols, the others being a few of those that are tried.

        None where the network is not taken; where the claim has no value that can be worked out, nothing is said.
        """
        symbols = self.question.symbols
        if all(name in env for name in symbols):
            found = self.point(env)
            points = [] if found is None else [found]
        else:
            points = [
                each for each in self.points if all(each.env[name] == env.get(name, each.env[name]) for name in symbols)
            ]
            points = points[:6]
        given = {**dict(claim.at), **env}
        wanted = [(point, given.get(axis)) for point in points]
        if claim.quantity == "size" and axis not in given:
            wanted = [(point, n) for point in points for n in point.inputs[:6] if point.size(n) is not None]
        numbers = [(point, n, point.env if n is None else {**point.env, axis: n}) for point, n in wanted]
        known = [(point, n) for point, n, at in numbers if self.claimed(claim, axis, at) is not None]
        return [self.judged(claim, axis, point, n) for point, n in known]


def _explodes(formula: Formula) -> bool:
    """Whether there is a power or a sum in it, which is long to work out far out."""
    return bool(formula.sign in ("^", "sum") and formula.symbols) or any(map(_explodes, formula.parts))
