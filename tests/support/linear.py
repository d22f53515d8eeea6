"""Random claims in which the size stands alone, so that isl and z3 can judge them: nothing here knows symrf."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Literal, TypeAlias

from support.formulas import Formula, W, mistaken, most, number, over, shifted, summed, times

__all__ = ["linear_claims"]

Relation: TypeAlias = Literal["=", "<=", ">="]

RELATIONS: tuple[Relation, ...] = ("=", "=", "=", "=", "<=", ">=")


def linear(random: Random, depth: int = 3) -> Formula:
    """A random formula in which w stands alone: sums, multiples, quotients, rounding, remainders, extremes."""
    if depth == 0 or random.random() < 0.1:
        return W if random.random() < 0.8 else number(random.randint(0, 30))
    match random.choice(("round", "round", "round", "sum", "times", "extreme", "mod", "over")):
        case "round":
            inside = shifted(linear(random, depth - 1), random.randint(-20, 20))
            return over(random.choice(("floor", "floor", "ceil")), inside, random.randint(2, 9))
        case "sum":
            return summed(linear(random, depth - 1), linear(random, depth - 2 if depth > 1 else 0))
        case "times":
            return times(random.randint(2, 4), linear(random, depth - 1))
        case "extreme":
            other = random.choice((number(random.randint(0, 40)), linear(random, depth - 2 if depth > 1 else 0)))
            return most(random.choice(("min", "max")), linear(random, depth - 1), other)
        case "mod":
            return over("mod", linear(random, depth - 1), random.randint(2, 6))
    return shifted(over("over", linear(random, depth - 1), random.randint(2, 4)), random.randint(-5, 5))


def reworded(random: Random, formula: Formula) -> Formula:
    """The same values, written in another way."""
    inside = tuple(reworded(random, part) for part in formula.of)
    match formula.sign, random.random() < 0.6:
        case "floor" | "ceil" as sign, True if inside[0].sign == "over":
            (above,), (divisor,) = inside[0].of, inside[0].numbers
            if sign == "floor" and random.random() < 0.5:
                rest = Formula("sum", (above, over("mod", above, divisor)), (1, -1))
                return over("over", rest, divisor)
            away = random.randint(1, 3)
            return shifted(over(sign, shifted(above, -away * divisor), divisor), away)
        case "sum", True:
            return Formula("sum", inside[::-1], formula.numbers[::-1])
        case "min" | "max", True:
            return most(formula.sign, *inside[::-1], inside[0])
        case "times", True:
            return Formula("sum", (inside[0],) * formula.numbers[0], (1,) * formula.numbers[0])
        case "mod", True:
            (divisor,) = formula.numbers
            whole = times(divisor, over("floor", inside[0], divisor))
            return Formula("sum", (inside[0], whole), (1, -1))
    return Formula(formula.sign, inside, formula.numbers)


def mentions_size(formula: Formula) -> bool:
    """Whether w stands in a formula, under another sign."""
    return any(part == W or mentions_size(part) for part in formula.of)


def linear_claims(random: Random, number_of_claims: int) -> Iterator[tuple[Formula, Relation, Formula, int]]:
    """Truths, relations, claims, and least sizes; every other claim has a mistake."""
    for place in range(number_of_claims):
        truth = linear(random)
        while not mentions_size(truth):
            truth = linear(random)
        claim = reworded(random, truth)
        if place % 2:
            claim = mistaken(claim, random)
        yield truth, random.choice(RELATIONS), claim, random.randint(0, 12)
