"""Decisions seen together: with the inputs that are taken, and with each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from symrf.exact import _english
from symrf.exact.logic.decision import Answer, Status, value
from symrf.exact.sets.boxes import Region, diagonals
from symrf.exact.sets.periodic import Periodic, both
from symrf.formulas import limits
from symrf.formulas.relations import Relation
from symrf.formulas.tree import Number, Symbol, Written

__all__ = ["among", "apart"]


def among(decision: Answer, taken: Mapping[str, Periodic], truth: Written, claim: Written) -> Answer:
    """A decision for the inputs that are taken alone, by the axes on which those are not all.

    Where it is not worked out on which inputs a claim is true, the decision stays as it is.
    """
    if not taken or decision.status in ("proved", "undecided") or not decision.counterexample:
        return decision
    boxes: list[tuple[Periodic, ...]]
    match decision.condition:
        case None if decision.status == "refuted":
            return _in_boxes(decision, taken, [], truth, claim)
        case Periodic() as side:
            boxes = [(side,)]
        case Region(found):
            boxes = list(found)
        case _:
            return _as_known(decision, taken)
    kept: list[tuple[Periodic, ...]] = []
    for box in boxes:
        sides = [both(side, taken[side.symbol]) if side.symbol in taken else side for side in box]
        if any(side is None for side in sides):
            return _as_known(replace(decision, condition=None, reason=_english.CHANGES_TOO_FAR_UP), taken)
        if not any(side.never for side in sides if side is not None):
            kept.append(tuple(side for side in sides if side is not None))
    if len(kept) == 1 and all(
        side == taken.get(side.symbol, side) and (side.symbol in taken or side.always) for side in kept[0]
    ):
        return Answer("proved", evaluations=decision.evaluations)
    return _in_boxes(decision, taken, kept, truth, claim)


def _as_known(decision: Answer, taken: Mapping[str, Periodic]) -> Answer:
    """What is known of a claim for the inputs that are taken, where it is not worked out on which it is true."""

    def kept(at: dict[str, int] | None) -> dict[str, int] | None:
        return at if at and all(at[name] in where for name, where in taken.items() if name in at) else None

    decision = replace(decision, witness=kept(decision.witness))
    if kept(decision.counterexample) is not None:
        return decision
    return replace(decision, status="undecided", counterexample=None, truth_value=None, claim_value=None)


def apart(decisions: Sequence[Answer]) -> bool:
    """Whether claims are proved to be true nowhere together, by the values that their symbols must have.

    >>> from symrf.exact.logic.decision import decide
    >>> from symrf.formulas.reader import parse
    >>> apart([decide(parse("k"), parse(value), "=", {"k": 1}) for value in ("3", "5")])
    True
    """
    boxes: list[Mapping[str, Periodic]] = [{}]
    for decision in decisions:
        own = _boxes(decision)
        if own is not None and len(boxes) * len(own) <= limits.DECISION_PAIRS:
            boxes = [met for one in boxes for other in own if (met := _met(one, other)) is not None]
    return not boxes


def _boxes(decision: Answer) -> list[dict[str, Periodic]] | None:
    """The boxes in one of which a claim is true; None where that is not known."""
    match decision.condition:
        case Periodic() as where:
            return [{where.symbol: where}]
        case Region(boxes):
            return [{side.symbol: side for side in box} for box in boxes]
    values = [(each.sides, each.sign) for each in decision.where if isinstance(each, Relation)]
    found = [
        {name: Periodic(name, value, 1, (), value, (range(value, value + 1),))}
        for sides, sign in values
        if sign == "="
        for name, value in _value_of(sides)
    ]
    return found if found and len(found) == len(decision.where) else None


def _value_of(sides: Sequence[object]) -> Iterator[tuple[str, int]]:
    """Of k = 3 its symbol and number."""
    match sides:
        case (Symbol(name), Number(value)):
            yield name, value


def _met(one: Mapping[str, Periodic], other: Mapping[str, Periodic]) -> Mapping[str, Periodic] | None:
    """What is in both of two boxes, or more where that is too far up to tell; None where nothing is."""
    found = dict(one)
    for name, side in other.items():
        here = both(found[name], side) if name in found else side
        if here is not None and here.never:
            return None
        found[name] = here or side
    return found


def _in_boxes(
    decision: Answer,
    taken: Mapping[str, Periodic],
    boxes: list[tuple[Periodic, ...]],
    truth: Written,
    claim: Written,
) -> Answer:
    """The decision that a claim is true in boxes of the inputs taken alone, with the least of the others."""
    names = list(decision.counterexample or {})
    where = Region(tuple(boxes))
    leasts = tuple(taken[name].first if name in taken else (decision.counterexample or {})[name] for name in names)
    for columns in diagonals(leasts):
        for point in zip(*columns, strict=True):
            at = dict(zip(names, point, strict=True))
            if all(at[name] in condition for name, condition in taken.items() if name in at) and at not in where:
                found = where if len(names) > 1 else boxes[0][0] if boxes else None
                status: Status = "conditional" if boxes else "refuted"
                values = value(truth, at), value(claim, at)
                return Answer(status, found if boxes else None, at, *values, decision.evaluations)
    raise AssertionError("diagonals have no end")
