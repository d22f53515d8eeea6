"""Sets of inputs in words: for even w and h; for w and h among 64, 65; for w divisible by 3 from 20 on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from symrf.answers.documents.document import Inline
from symrf.answers.documents.english.wording import joined, listed, residue_class
from symrf.exact.sets.periodic import Periodic
from symrf.exact.sets.ranges import listed as listed_ranges
from symrf.exact.sets.region import Region
from symrf.exact.sets.residues import Residues
from symrf.formulas import limits
from symrf.formulas.relations import Relation
from symrf.formulas.tree import Symbol, number

if TYPE_CHECKING:
    from symrf.exact.logic.answer import Answer

__all__ = ["conditions_in_words", "where_true"]


FEW = 4  # numbers that are named one by one


def where_true(decisions: Sequence[Answer]) -> tuple[Inline, ...]:
    """The conditions on all of which the claim holds; nothing where one is not worked out."""
    sides: list[Periodic] = []
    found: dict[tuple[Inline, ...], None] = {}
    joint = " and "
    for decision in decisions:
        if not decision.where and decision.status != "proved" and decision.condition is None:
            return ()
        several: list[tuple[Inline, ...]] = [(each,) for each in decision.where]
        match None if decision.where else decision.condition:  # the shorter way to say it
            case Periodic() as side:
                sides.append(side)
            case Region(boxes=boxes):
                several = [
                    tuple(conditions_in_words(box, apart=boxes[1:] != ())) for box in boxes[: limits.RANGES_LISTED]
                ]
                several[-1] = (*several[-1], *_more(len(boxes), " cases"))
        joint = ", and for " if len(several) > 1 else joint
        found |= {tuple(joined(several, " or ")): None} if several else {}
    found |= {tuple(conditions_in_words(sides)): None} if sides else {}
    return ("for ", *joined(list(found), joint)) if found else ()


def left_off(decisions: Sequence[Answer]) -> int:
    """How many cases, and ranges of numbers, those words leave off."""
    conditions = dict.fromkeys(each.condition for each in decisions if not each.where)
    several = [each.boxes for each in conditions if isinstance(each, Region)]
    sides = list(dict.fromkeys(replace(each, symbol="") for each in conditions if isinstance(each, Periodic)))
    sides += [side for boxes in several for box in boxes[: limits.RANGES_LISTED] for side in box]
    lists = [*several, *(side.included for side in sides), *(side.excluded for side in sides)]
    return sum(max(0, len(each) - limits.RANGES_LISTED) for each in lists)


def conditions_in_words(sides: Sequence[Periodic], apart: bool = False) -> Iterator[Inline]:
    """Conditions that hold together, of different axes; those with the same one are named together.

    Where an "or" stands between several such, it stands nowhere in them: then they are kept `apart`.

    >>> list(conditions_in_words([Periodic("w", 2, 2, (0,), 2)]))
    ['even ', Symbol(name='w')]
    """
    alike: dict[Periodic, list[str]] = {}
    for side in dict.fromkeys(sides):
        if not side.always:
            alike.setdefault(replace(side, symbol=""), []).append(side.symbol)
    apart |= len(alike) > 1
    return joined([tuple(_condition(condition, names, apart)) for condition, names in alike.items()], " and ")


def _condition(condition: Periodic, names: Sequence[str], apart: bool) -> Iterator[Inline]:
    """even w and h; w congruent to 1 or 3 (mod 8) from 20 on; w among 64, 70 to 80; w from 64 to 80; w = h = 64."""
    if condition.finite:
        yield from _numbers(condition, names, apart)
        return
    if condition.ends is not None and len(names) == 1:
        yield Relation((Symbol(names[0]), number(condition.start)), ">=")
        return
    if condition.modulus == 1 and condition.start == condition.least and not condition.included:
        yield from listed([Symbol(name) for name in names])
        yield f" other than {listed_ranges(condition.excluded)}"
        return
    if len(condition.residues) == 1 and condition.modulus > 1:
        yield from residue_class(list(names), Residues(condition.modulus, condition.residues))
    else:
        yield from listed([Symbol(name) for name in names])
        if condition.modulus > 1:
            *most, last = map(str, condition.residues)
            residues = f"{', '.join(most)}{', ' if apart else ' or '}{last}"
            yield f" congruent to {residues} (mod {condition.modulus})"
    if condition.start > condition.least:
        yield f" from {condition.start} on"
    if condition.included:
        yield f", and {listed_ranges(condition.included)}"
    if condition.excluded:
        yield f", but not {listed_ranges(condition.excluded)}"


def _numbers(condition: Periodic, names: Sequence[str], apart: bool) -> Iterator[Inline]:
    """w = h = 64; w = 62 or 63; n = 1, 2 or 5; w from 64 to 80; w and h from 62 to 63."""
    ends, alone = condition.ends, len(names) == 1 and not apart
    numbers = [each for each in condition.included if each[0] == each[-1]]
    few = len(numbers) == len(condition.included) <= FEW
    if few and (alone or len(numbers) == 1):
        first, *others = [number(each[0]) for each in numbers]
        yield Relation((*map(Symbol, names), first))
        for place, other in enumerate(others, 1):
            yield " or " if place == len(others) else ", "
            yield other
        return
    yield from listed([Symbol(name) for name in names])
    if ends is not None:
        yield f" from {ends[0]} to {ends[1]}"
    else:
        yield " from " if len(condition.included) == 1 else " among "
        yield listed_ranges(condition.included)


def _more(count: int, what: str) -> Iterator[str]:
    """And 6 more, where a list is cut."""
    if count > limits.RANGES_LISTED:
        more = count - limits.RANGES_LISTED
        yield f", and {more} more{what if more > 1 else what.removesuffix('s')}"
