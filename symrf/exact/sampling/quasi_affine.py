"""Exact numbers of pixels as quasi-affine functions of the input size w: sums of w, floors, minima, in a normal form.

    c + sum of a * step,    a step is w, floor(f/d), or the least of several functions

Floors swallow floors, `floor((floor(f/m) + a)/n) = floor((f + a m)/(m n))`, and give out what they divide, so two
functions that are built alike are mostly the same value; whether any two are the same everywhere is decided from
finitely many values (symrf.exact.sets.quasipolynomials). A function without w is a plain int.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import gcd
from typing import TypeAlias

from symrf.exact.sets.boxes import Constraint, along_one
from symrf.exact.sets.quasipolynomials import Quasi, Spent, TooMany, constant, variable
from symrf.exact.sets.segments import Segments
from symrf.formulas import limits

__all__ = [
    "WIDTH",
    "Axis",
    "Length",
    "Lesser",
    "QuasiAffine",
    "Quotient",
    "Step",
    "always",
    "at",
    "divisors",
    "from_where",
    "greater",
    "lesser",
    "slope",
    "where",
]


@dataclass(frozen=True, slots=True)
class Axis:
    """The input size itself."""


@dataclass(frozen=True, slots=True)
class Quotient:
    """A function divided by a number, rounded down."""

    of: QuasiAffine
    by: int


@dataclass(frozen=True, slots=True)
class Lesser:
    """The least of several functions."""

    of: frozenset[Length]


Step: TypeAlias = Axis | Quotient | Lesser


@dataclass(frozen=True, slots=True)
class QuasiAffine:
    """A function of the input size: a constant, and steps that each have a coefficient other than 0.

    >>> size = (WIDTH - 8) // 2 + 1
    >>> 2 * size // 4 == (WIDTH - 6) // 4, at(size, 64)
    (True, 29)
    """

    constant: int
    steps: frozenset[tuple[Step, int]]

    def __add__(self, other: Length) -> Length:
        if isinstance(other, int):
            return QuasiAffine(self.constant + other, self.steps) if other else self
        steps = dict(self.steps)
        for step, by in other.steps:
            steps[step] = steps.get(step, 0) + by
        return _sum(self.constant + other.constant, steps)

    def __radd__(self, other: int) -> Length:
        return self + other

    def __sub__(self, other: Length) -> Length:
        return self + -other

    def __rsub__(self, other: int) -> Length:
        return -self + other

    def __neg__(self) -> QuasiAffine:
        return QuasiAffine(-self.constant, frozenset((step, -by) for step, by in self.steps))

    def __mul__(self, times: int) -> Length:
        if times == 0:
            return 0
        return QuasiAffine(self.constant * times, frozenset((step, by * times) for step, by in self.steps))

    __rmul__ = __mul__

    def __floordiv__(self, divisor: int) -> Length:
        if divisor == 1:
            return self
        outside, whole = divmod(self.constant, divisor)
        given: dict[Step, int] = {}
        left: dict[Step, int] = {}
        for step, by in self.steps:
            given[step], left[step] = divmod(by, divisor)
        inside = _sum(whole, left)
        rest = inside // divisor if isinstance(inside, int) else _quotient(inside, divisor)
        return _sum(outside, given) + rest


Length: TypeAlias = int | QuasiAffine
"""A number of pixels: a whole number, or a function of the input size."""

WIDTH = QuasiAffine(0, frozenset({(Axis(), 1)}))
"""The input size."""


def at(length: Length, size: int) -> int:
    """The length for an input of `size` pixels."""
    if isinstance(length, int):
        return length
    total = length.constant
    for step, by in length.steps:
        match step:
            case Axis():
                total += by * size
            case Quotient(of, divisor):
                total += by * (at(of, size) // divisor)
            case Lesser(of):
                total += by * min(at(each, size) for each in of)
    return total


def lesser(one: Length, two: Length, least: int) -> Length:
    """The less of two lengths, for inputs from `least` on."""
    difference = one - two
    if isinstance(difference, int):
        return one if difference <= 0 else two
    if always(difference, "<=", least):
        return one
    if always(difference, ">=", least):
        return two
    return QuasiAffine(0, frozenset({(Lesser(_flat(one) | _flat(two)), 1)}))


def greater(one: Length, two: Length, least: int) -> Length:
    """The greater of two lengths, for inputs from `least` on."""
    return -lesser(-one, -two, least)


def always(difference: Length, relation: str, least: int) -> bool:
    """Whether a length is in a relation to 0 for all inputs from `least` on; False where that is not decided."""
    try:
        return where([(difference, relation)], least).first(False) is None
    except TooMany:
        return False


def where(conditions: Sequence[tuple[Length, str]], least: int) -> Segments:
    """The inputs from `least` on for which each length is in its relation to 0; TooMany where that takes too long."""
    spent = Spent(limits.SIZE_EVALUATIONS)
    return along_one(
        [Constraint(quasi(length, least, spent), relation) for length, relation in conditions], least, spent
    )


def from_where(length: Length, value: int, least: int) -> int | None:
    """The least input, `least` or more, from which on a length that never falls is `value` or more; None for never."""
    if at(length, least) >= value:
        return least
    low, high = least, 2 * least + 1
    while at(length, high) < value:
        low, high = high, 2 * high
        if isinstance(length, int) or high > limits.SIZE_FARTHEST:
            return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if at(length, middle) < value else (low, middle)
    return high


def slope(length: Length) -> Fraction | None:
    """How much a length grows with each pixel of the input in the long run; None for the least of several."""
    if isinstance(length, int):
        return Fraction(0)
    total = Fraction(0)
    for step, by in length.steps:
        inner = Fraction(1) if isinstance(step, Axis) else slope(step.of) if isinstance(step, Quotient) else None
        if inner is None:
            return None
        total += by * inner / (step.by if isinstance(step, Quotient) else 1)
    return total


def divisors(length: Length) -> set[int]:
    """The numbers that a length divides by."""
    steps = [] if isinstance(length, int) else [step for step, _ in length.steps if isinstance(step, Quotient)]
    return {step.by for step in steps}.union(*(divisors(step.of) for step in steps))


def quasi(length: Length, least: int, spent: Spent) -> Quasi:
    """A length as a quasi-polynomial."""
    if isinstance(length, int):
        return constant(Fraction(length), (least,))
    parts = [_step(step, least, spent).times(Fraction(by)) for step, by in length.steps]
    return reduce(Quasi.__add__, parts).plus(Fraction(length.constant))


def _step(step: Step, least: int, spent: Spent) -> Quasi:
    match step:
        case Axis():
            return variable(0, (least,))
        case Quotient(of, by):
            return quasi(of, least, spent).times(Fraction(1, by)).floor()
        case Lesser(of):
            return reduce(lambda one, two: one.least(two, spent), (quasi(each, least, spent) for each in of))


def _sum(constant_: int, steps: Mapping[Step, int]) -> Length:
    kept = frozenset((step, by) for step, by in steps.items() if by)
    return QuasiAffine(constant_, kept) if kept else constant_


def _quotient(of: QuasiAffine, divisor: int) -> Length:
    """The quotient of a function whose coefficients and constant are below the divisor."""
    common = gcd(divisor, *(by for _, by in of.steps))
    if common > 1:
        reduced = QuasiAffine(of.constant // common, frozenset((step, by // common) for step, by in of.steps))
        return reduced // (divisor // common)
    rounded = [(step, by) for step, by in of.steps if not isinstance(step, Axis)]
    if len(rounded) == 1:
        ((step, by),) = rounded
        if by == 1 and isinstance(step, Quotient):  # the nested division lemma: what is whole goes into the floor
            whole = of - QuasiAffine(0, frozenset({(step, 1)}))
            return (step.of + whole * step.by) // (step.by * divisor)
    return QuasiAffine(0, frozenset({(Quotient(of, divisor), 1)}))


def _flat(length: Length) -> frozenset[Length]:
    """The functions whose least a length is."""
    if isinstance(length, QuasiAffine) and length.constant == 0 and len(length.steps) == 1:
        ((step, by),) = length.steps
        if by == 1 and isinstance(step, Lesser):
            return step.of
    return frozenset({length})
