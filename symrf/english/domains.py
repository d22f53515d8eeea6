"""Sets of inputs in words: for even w and h; for w and h in 64, 65; for w divisible by 3 from 20 on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from symrf.arithmetic.boxes import Cases
from symrf.arithmetic.conditions import Condition
from symrf.arithmetic.sizes import Residues
from symrf.document import Inline
from symrf.english.wording import listed, residue_class
from symrf.written import Symbol

if TYPE_CHECKING:
    from symrf.decision import Decision

__all__ = ["conditions_in_words", "where_true"]

_MOST_LISTED = 8  # ranges of inputs that are listed one by one


def where_true(decisions: Sequence[Decision]) -> tuple[Inline, ...]:
    """The conditions on all of which the claim holds; nothing where one is not worked out."""
    sides: list[Condition] = []
    statements: dict[tuple[Inline, ...], None] = {}
    for decision in decisions:
        if decision.where:
            statements[tuple(_joined([(each,) for each in decision.where], " or "))] = None
        elif decision.status == "conditional" and decision.condition is None:
            return ()
        match decision.condition:
            case Condition() as side:
                sides.append(side)
            case Cases(boxes):
                return ("for ", *_joined([tuple(conditions_in_words(box)) for box in boxes[:_MOST_LISTED]], " or "))
    if statements:
        return ("for ", *_joined(list(statements), " and "))
    return ("for ", *conditions_in_words(sides)) if sides else ()


def conditions_in_words(sides: Sequence[Condition]) -> Iterator[Inline]:
    """Conditions that hold together, of different axes; those with the same one are named together.

    >>> list(conditions_in_words([Condition("w", 2, 2, (0,), 2)]))
    ['even ', Symbol(name='w')]
    """
    alike: dict[Condition, list[str]] = {}
    for side in sides:
        if not side.always:
            alike.setdefault(replace(side, symbol=""), []).append(side.symbol)
    return _joined([tuple(_condition(condition, names)) for condition, names in alike.items()], " and ")


def _joined(parts: Sequence[Sequence[Inline]], joint: str) -> Iterator[Inline]:
    for place, part in enumerate(parts):
        if place:
            yield joint
        yield from part


def _condition(condition: Condition, names: Sequence[str]) -> Iterator[Inline]:
    """even w and h; w = 1 or 3 (mod 8) from 20 on; w = 64, 65."""
    if condition.finite:
        yield from listed([Symbol(name) for name in names])
        yield " in "
        yield _ranges(condition.included)
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
        yield f", and {_ranges(condition.included)}"
    if condition.excluded:
        yield f", but not {_ranges(condition.excluded)}"


def _ranges(ranges: Sequence[range]) -> str:
    """64, 65, 70 to 80."""
    shown = [
        f"{each[0]}"
        if each[0] == each[-1]
        else f"{each[0]} to {each[-1]}" + (f" by {each.step}" if each.step > 1 else "")
        for each in ranges[:_MOST_LISTED]
    ]
    return ", ".join(shown) + (", …" if len(ranges) > _MOST_LISTED else "")
