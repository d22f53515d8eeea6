"""Every slip, everywhere that it can be made: which of them give what was claimed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from symrf.answers.slips.costs import Counted
from symrf.answers.slips.grounds import Edit, Ground, Value
from symrf.answers.slips.networks import Items
from symrf.answers.slips.slip import Slip
from symrf.answers.slips.table import SLIPS
from symrf.answers.slips.untried import UNTRIED

__all__ = ["Hit", "cost_hits", "costed", "hits", "made", "slips_of", "weight_of"]

KEPT = 12  # places of one slip that are kept


@dataclass(frozen=True)
class Hit:
    """A slip that gives what was claimed: where it is made, if that is a place, or the items that it makes.

    `variety` is how many different values the slip can give there: the more, the less it says that one is hit. `value`
    is that of the length behind what was claimed; it is the one that the slip gives in the place `turn`.
    """

    slip: Slip
    variety: int
    value: Value = 0
    edit: Edit | None = None
    items: Items | None = None
    turn: int = 0


@cache
def slips_of(quantity: str) -> tuple[Slip, ...]:
    """The slips in a quantity."""
    return tuple(slip for slip in SLIPS if quantity in slip.of)


@cache
def weight_of(quantity: str) -> float:
    """The sum of the weights of the slips in a quantity."""
    return sum(slip.weight for slip in slips_of(quantity) if not slip.company)


def hits(ground: Ground, claimed: Value, truth: Value, lift: Callable[[Value], Value] | None = None) -> Iterator[Hit]:
    """The slips that give what was claimed, for the first input; what they give is lifted to what was claimed of."""
    for slip in slips_of(ground.quantity):
        if lift is not None and slip.aside:
            continue
        values: set[Value] = set()
        found: list[tuple[Value, Edit | None, Items | None, int]] = []
        for turn, (value, edit, items) in enumerate(made(slip, ground)):
            lifted = value if lift is None else lift(value)
            if lifted != truth:
                values.add(lifted)
                if lifted == claimed:
                    found.append((value, edit, items, turn))
        for value, edit, items, turn in found[:KEPT]:
            yield Hit(slip, len(values), value, edit, items, turn)


def made(slip: Slip, ground: Ground) -> Iterator[tuple[Value, Edit | None, Items | None]]:
    """The values that a slip gives, and how."""
    try:
        if slip.edits is not None:
            for edit in slip.edits(ground.path):
                if (value := _edited(ground, edit)) is not None:
                    yield value, edit, None
        elif slip.trees is not None:
            for items in slip.trees(ground):
                if (value := _of_items(ground, items)) is not None:
                    yield value, None, items
        elif slip.rule is not None:
            for value in slip.rule(ground):
                yield value, None, None
    except UNTRIED:
        return


def _edited(ground: Ground, edit: Edit) -> Value | None:
    try:
        return ground.edited(edit)
    except UNTRIED:
        return None


def _of_items(ground: Ground, items: Items) -> Value | None:
    try:
        other = ground.of(items)
        return other.value(other.steps)
    except UNTRIED:
        return None


def cost_hits(quantity: str, layers: Sequence[Counted], claimed: Value, truth: Value) -> Iterator[Hit]:
    """The slips in counts that give what was claimed."""
    for slip in slips_of(quantity):
        values = costed(slip, quantity, layers) - {Fraction(truth)}
        if claimed in values:
            yield Hit(slip, len(values), claimed)


def costed(slip: Slip, quantity: str, layers: Sequence[Counted]) -> set[Fraction]:
    """The counts that a slip gives; none where it is no slip in counts."""
    each = 2 if quantity == "flops" else 1  # for each MAC
    return set() if slip.counts is None else {Fraction(value) * each for value in slip.counts(layers)}
