"""Sets of inputs in words: for even w and h; for w and h in 64, 65; for w divisible by 3 from 20 on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from symrf.answers.documents.document import Inline
from symrf.answers.documents.english.wording import joined, listed, residue_class
from symrf.exact.sets.boxes import Region
from symrf.exact.sets.periodic import Periodic
from symrf.exact.sets.periodic import listed as listed_ranges
from symrf.exact.sets.residues import Residues
from symrf.formulas import limits
from symrf.formulas.relations import Relation
from symrf.formulas.tree import Symbol, number

if TYPE_CHECKING:
    from symrf.exact.logic.decision import Answer

__all__ = ["conditions_in_words", "where_true"]


def where_true(decisions: Sequence[Answer]) -> tuple[Inline, ...]:
    """The conditions on all of which the claim holds; nothing where one is not worked out."""
    sides: list[Periodic] = []
    found: dict[tuple[Inline, ...], None] = {}
    joint = " and "
    for decision in decisions:
        if not decision.where and decision.status != "proved" and decision.condition is None:
            return ()
        several: list[tuple[Inline, ...]] = [(each,) for each in decision.where]
        match decision.condition:
            case Periodic() as side:
                sides.append(side)
            case Region(boxes):
                several = [tuple(conditions_in_words(box)) for box in boxes[: limits.RANGES_LISTED]]
                several[-1] = (*several[-1], *_more(len(boxes), " cases"))
        joint = ", and for " if len(several) > 1 else joint
        found |= {tuple(joined(several, " or ")): None} if several else {}
    found |= {tuple(conditions_in_words(sides)): None} if sides else {}
    return ("for ", *joined(list(found), joint)) if found else ()


def left_off(decisions: Sequence[Answer]) -> int:
    """How many cases, and ranges of numbers, those words leave off."""
    conditions = dict.fromkeys(each.condition for each in decisions)
    several = [each.boxes for each in conditions if isinstance(each, Region)]
    sides = list(dict.fromkeys(replace(each, symbol="") for each in conditions if isinstance(each, Periodic)))
    sides += [side for boxes in several for box in boxes[: limits.RANGES_LISTED] for side in box]
    lists = [*several, *(side.included for side in sides), *(side.excluded for side in sides)]
    return sum(max(0, len(each) - limits.RANGES_LISTED) for each in lists)


def conditions_in_words(sides: Sequence[Periodic]) -> Iterator[Inline]:
    """Conditions that hold together, of different axes; those with the same one are named together.

    >>> list(conditions_in_words([Periodic("w", 2, 2, (0,), 2)]))
    ['even ', Symbol(name='w')]
    """
    alike: dict[Periodic, list[str]] = {}
    for side in sides:
        names = alike.setdefault(replace(side, symbol=""), []) if not side.always else [side.symbol]
        if side.symbol not in names:
            names.append(side.symbol)
    return joined([tuple(_condition(condition, names)) for condition, names in alike.items()], " and ")


def _condition(condition: Periodic, names: Sequence[str]) -> Iterator[Inline]:
    """even w and h; w = 1 or 3 (mod 8) from 20 on; w in 64, 65, 70 to 80; w from 64 to 80; w = h = 64."""
    if condition.finite:
        if [*map(len, condition.included)] == [1]:
            yield Relation((*map(Symbol, names), number(condition.first)))
            return
        yield from listed([Symbol(name) for name in names])
        yield " from " if len(condition.included) == 1 else " in "
        yield listed_ranges(condition.included)
        return
    if len(condition.residues) == 1 and condition.modulus > 1:
        yield from residue_class(list(names), Residues(condition.modulus, condition.residues))
    else:
        yield from listed([Symbol(name) for name in names])
        if condition.modulus > 1:
            yield f" with a remainder of {', '.join(map(str, condition.residues))} by {condition.modulus}"
    if condition.start > condition.least:
        yield f" from {condition.start} on"
    if condition.included:
        yield f", and {listed_ranges(condition.included)}"
    if condition.excluded:
        yield f", but not {listed_ranges(condition.excluded)}"


def _more(count: int, what: str) -> Iterator[str]:
    """And 6 more, where a list is cut."""
    if count > limits.RANGES_LISTED:
        yield f", and {count - limits.RANGES_LISTED} more{what}"
