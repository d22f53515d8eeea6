"""What is known of several statements, seen together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from symrf.exact.logic.answer import PROOFS, Answer, Truth
from symrf.exact.sets.periodic import Periodic, interval
from symrf.exact.sets.quasipolynomials import TooMany
from symrf.exact.sets.region import Region
from symrf.formulas import limits
from symrf.formulas.relations import Relation
from symrf.formulas.tree import Number, Symbol

__all__ = ["apart", "joint"]


def apart(answers: Sequence[Answer]) -> bool:
    """Whether claims are proved to be true nowhere together, by the values that their symbols must have.

    >>> from symrf.exact.logic.holding import holds
    >>> from symrf.exact.logic.statements import Domain, Statement
    >>> from symrf.formulas.reader import parse
    >>> apart([holds(Statement(parse("k"), "=", parse(value)), Domain.of({"k": 1})) for value in ("3", "5")])
    True
    """
    boxes: list[Mapping[str, Periodic]] = [{}]
    for answer in answers:
        own = _boxes(answer)
        if own is not None and len(boxes) * len(own) <= limits.DECISION_PAIRS:
            boxes = [met for one in boxes for other in own if (met := _met(one, other)) is not None]
    return not boxes


def _boxes(answer: Answer) -> list[dict[str, Periodic]] | None:
    """The boxes in one of which a claim is true; None where that is not known."""
    if answer.every:
        return None
    match answer.condition:
        case Periodic() as where:
            return [{where.symbol: where}]
        case Region(boxes=boxes):
            return [{side.symbol: side for side in box} for box in boxes]
    values = [(each.sides, each.sign) for each in answer.where if isinstance(each, Relation)]
    found = [
        {name: interval(name, value, value, value)}
        for sides, sign in values
        if sign == "="
        for name, value in _value_of(sides)
    ]
    return found if found and len(found) == len(answer.where) else None


def _value_of(sides: Sequence[object]) -> Iterator[tuple[str, int]]:
    """Of k = 3 its symbol and number."""
    match sides:
        case (Symbol(name), Number(value)):
            yield name, value


def _met(one: Mapping[str, Periodic], other: Mapping[str, Periodic]) -> Mapping[str, Periodic] | None:
    """What is in both of two boxes, or more where that repeats too rarely to tell; None where nothing is."""
    found = dict(one)
    for name, side in other.items():
        try:
            found[name] = found[name] & side if name in found else side
        except TooMany:
            continue
        if found[name].never:
            return None
    return found


def joint(truths: Iterable[Truth], domain: Periodic) -> Truth:
    """The numbers of a domain for which several statements hold; those are not known where one of the sets is not.

    TooMany where the sets repeat too rarely together.
    """
    where, proofs = domain, [PROOFS[0]]
    bound: int | None = None
    for truth in sorted(truths, key=lambda truth: truth.bound is not None):
        if not isinstance(truth.where, Periodic):
            return truth
        known = where.finite and all(numbers[-1] <= (truth.bound or 0) for numbers in where.included)
        if truth.bound is not None and not known:
            bound = truth.bound if bound is None else min(bound, truth.bound)
        where &= truth.where
        proofs.append("settled" if known and truth.proof == "tried" else truth.proof)
    return Truth(where, max(proofs, key=PROOFS.index), bound)
