"""Random claims: true ones, those with a slip, those that hold somewhere, any, and what nobody would claim."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from campaign.formulas import (
    Environment,
    Formula,
    NoValue,
    add,
    divided,
    down,
    least_of,
    mul,
    number,
    power,
    smaller,
    summed,
    symbol,
    times,
    up,
)
from campaign.hands import STYLES
from campaign.networks import Items, names
from campaign.questions import Claim
from campaign.truths import Chain, chain

__all__ = ["claims"]


def claims(rng: Random, items: Items, axes: Sequence[str], count: int, env: Environment, family: bool) -> list[Claim]:
    """Claims about a network: true ones, those with a slip, those that hold somewhere, and any."""
    return [_claim(rng, items, axes, env, family) for _ in range(count)]


def _claim(rng: Random, items: Items, axes: Sequence[str], env: Environment, family: bool) -> Claim:
    known = chain(items)
    quantity = rng.choice(("size", "size", "size", "rf", "rf", "jump") if known else ("size",))
    relation = rng.choice(("=", "=", "=", "<=", ">="))
    style = rng.choice(STYLES)
    symbols = sorted(names(items))
    formulas = []
    for axis in axes if quantity == "size" else axes[:1]:
        within = [*symbols, axis] if quantity == "size" else symbols
        formulas.append(_claimed(rng, known and _true(rng, known, quantity, axis), within, env, family))
    if rng.random() < 0.3:
        formulas = formulas[:1] * len(formulas)
        formulas = [_renamed(formula, axes[0], axis) for formula, axis in zip(formulas, axes, strict=False)]
    return Claim(quantity, relation, tuple(formulas), style)


def _true(rng: Random, known: Chain, quantity: str, axis: str) -> Formula:
    if quantity == "size":
        return known.by_hand(axis) if rng.random() < 0.3 else known.size(axis)
    return known.field if quantity == "rf" else known.jump


def _claimed(rng: Random, truth: Formula | None, within: Sequence[str], env: Environment, family: bool) -> Formula:
    chance = rng.random()
    if chance > 0.97:
        return _monstrous(rng, within)
    if truth is not None and chance < 0.35:
        return truth
    if truth is not None and chance < 0.6:
        return _slipped(rng, truth)
    if truth is not None and chance < 0.8:
        try:
            value = truth.at(env)
        except (KeyError, NoValue):
            value = 8
        return number(int(value) + rng.choice((0, 0, 0, 0, 1, -1)))
    return scattered(rng, within, 2 if family else 3)


def _monstrous(rng: Random, within: Sequence[str]) -> Formula:
    """What nobody would claim, but can: long numbers, high powers, and minima and floors in each other."""
    some = symbol(rng.choice(within)) if within else number(7)
    kind = rng.randrange(4)
    if kind == 0:
        return add(some, 10 ** rng.choice((12, 40, 400)))
    if kind == 1:
        return power(rng.choice((2, 3)), add(some, 10 ** rng.choice((3, 6, 10))))
    if kind == 2:
        return summed(power(2, symbol("j")), "j", add(mul(some, some), 10**6))
    found = some
    for _ in range(rng.choice((6, 12, 20))):
        other = add(symbol(rng.choice(within)) if within else number(3), rng.randint(-9, 9))
        found = down(divided(Formula(rng.choice(("min", "max")), (add(found, 1), mul(2, other))), rng.randint(1, 3)))
    return found


def _slipped(rng: Random, truth: Formula) -> Formula:
    """Nearly the same."""
    chance = rng.random()
    if chance < 0.3:
        return add(truth, rng.choice((-1, 1)))
    if chance < 0.5 and truth.sign == "floor":
        return up(truth.parts[0])
    if chance < 0.6:
        return mul(2, truth)
    if chance < 0.7 and truth.symbols:
        return least_of(truth, number(rng.randint(1, 60)))
    slips = list(smaller(truth))[1:]
    return rng.choice(slips) if slips else add(truth, 1)


def scattered(rng: Random, within: Sequence[str], deep: int) -> Formula:
    """Any formula in symbols."""
    if deep == 0 or rng.random() < 0.15:
        return symbol(rng.choice(within)) if within and rng.random() < 0.65 else number(rng.randint(0, 40))
    one, two = scattered(rng, within, deep - 1), scattered(rng, within, deep - 1)
    below = number(rng.randint(2, 5))
    choice = rng.random()
    if choice < 0.3:
        return add(one, two)
    if choice < 0.45:
        return add(one, times(-1, two))
    if choice < 0.6:
        return mul(rng.randint(2, 4), one)
    if choice < 0.75:
        return down(divided(add(one, rng.randint(-4, 4)), below))
    if choice < 0.8:
        return up(divided(one, below))
    if choice < 0.85:
        return divided(one, below)
    if choice < 0.9:
        return Formula(rng.choice(("min", "max")), (one, two))
    if choice < 0.94:
        return Formula("mod", (one, below))
    if choice < 0.97:
        return mul(one, two)
    return power(2, symbol(rng.choice([each for each in within if each in "nki"] or ["n"]))) if "n" in within else one


def _renamed(formula: Formula, old: str, new: str) -> Formula:
    if formula.sign == "symbol":
        return symbol(new) if formula.word == old else formula
    return Formula(formula.sign, tuple(_renamed(part, old, new) for part in formula.parts), formula.word, formula.value)
