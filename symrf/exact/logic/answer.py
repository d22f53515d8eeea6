"""What is known of where a statement holds, and what that makes of it for the values that were asked about."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction as Rational
from typing import Literal, TypeAlias, get_args

from symrf.exact.logic.statements import Domain, Statement
from symrf.exact.sets.periodic import Periodic, interval
from symrf.exact.sets.region import Region
from symrf.formulas.relations import Divides, Relation
from symrf.formulas.tree import Written
from symrf.formulas.values import Irrational, NoValue, TooLarge, TooLong, evaluate

__all__ = [
    "PROOFS",
    "Answer",
    "Proof",
    "Status",
    "Truth",
    "compared",
    "false_at",
    "narrowed",
    "spread",
    "value",
]

Status = Literal["proved", "conditional", "refuted", "undecided"]
Proof = Literal["decided", "monotone", "settled", "tried"]
PROOFS: tuple[Proof, ...] = get_args(Proof)  # from the one that says most on
Point: TypeAlias = dict[str, int]


@dataclass(frozen=True, slots=True)
class Truth:
    """The values for which a statement holds: all of `where`, or of those up to `bound`; None where that is not known.

    Then `shown` are values at which it is true, and at which it is false, the least of those that were `tried`.
    """

    where: Periodic | Region | None
    proof: Proof = "decided"
    bound: int | None = None
    shown: Mapping[bool, Point] = field(default_factory=dict)
    tried: int = 0
    reason: str | None = None

    @property
    def complete(self) -> bool:
        """Whether it is known of all values."""
        return self.where is not None and self.bound is None


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a claim is the truth: `proved` for every input, `conditional`, true for none (`refuted`), or `undecided`.

    A claim that is false somewhere is refuted where it is proved to be true nowhere, and else conditional: `condition`
    is exactly where it is true. None means that this was not worked out, for the `reason` given; then `witness` is an
    input where it is true, if one is known. `counterexample` is the least input where it is false: by the sum of the
    axes, then by the first. A side without a value there (a division by 0) is None, and both are
    where one is too long. Where nothing was proved, `tried` is how many inputs were, the least ones. With several
    symbols a claim is true exactly where one of the statements in `where` is, if there are any, and `method` says how
    it was proved. With `every`, the condition is that under which the claim is true for all inputs of those axes; for
    other values it may be true of some. With parameters the least counterexample is that by the sum of those, then of
    the inputs; it may not be `least` where one was found far out.
    """

    status: Status
    condition: Periodic | Region | None = None
    counterexample: Point | None = None
    truth_value: Rational | None = None
    claim_value: Rational | None = None
    reason: str | None = None
    tried: int = 0
    where: tuple[Divides | Relation, ...] = ()
    method: str | None = None
    witness: Point | None = None
    every: tuple[str, ...] = ()
    least: bool = True

    @property
    def complete(self) -> bool:
        """Whether it is known exactly where the claim is true, and if that is somewhere."""
        if self.status == "conditional":
            known = self.condition is not None or bool(self.where and self.witness)
            return known and not self.every
        return self.status != "undecided"

    @property
    def true_at(self) -> Point | None:
        """Where the claim is known to be true: of some symbols, the others being any; None where it is nowhere."""
        if self.status == "proved":
            return {}
        match self.condition:
            case Periodic() as where:
                found = {where.symbol: where.first}
            case Region() as where:
                found = where.least or {}
            case None:
                return self.witness
        # The inputs of a witness are taken, those of the set alone may not be; with `every` it may be outside of it.
        known = {} if self.every or self.witness is None else self.witness
        return {name: known.get(name, at) for name, at in found.items()}


def compared(statement: Statement, truth: Truth, domain: Domain) -> Answer:
    """What a truth makes of a statement for the values of a domain, all of which have numbers as their least.

    TooMany where the values are too many boxes.
    """
    asked = domain.region
    if isinstance(truth.where, Periodic) and truth.complete and asked.everything:
        return _of_numbers(statement, truth.where, domain)
    where = None if truth.where is None else asked & spread(truth.where, asked)
    if where is None or truth.bound is not None:
        return _as_known(statement, truth, domain)
    rest = asked - where
    if rest.never:
        return Answer("proved")
    false = rest.least_by(domain.parameters.names)
    told = None if where.never else narrowed(where, statement.symbols)
    return false_at(statement, "refuted" if where.never else "conditional", false, condition=told)


def _of_numbers(statement: Statement, where: Periodic, domain: Domain) -> Answer:
    """An answer by the numbers of one symbol, where the others may have any and all numbers are asked about."""
    first = where.missing
    if first is None:
        return Answer("proved")
    at = {**domain.leasts, where.symbol: first}
    return false_at(statement, "refuted", at) if where.never else false_at(statement, "conditional", at, where)


def spread(where: Periodic | Region, asked: Region) -> Region:
    """A set of values of some symbols as one of all that are asked about, of which the others have any value."""
    sides = where.boxes if isinstance(where, Region) else () if where.never else ((where,),)
    boxes = []
    for box in sides:
        known = {side.symbol: side for side in box}
        boxes.append(tuple(known.get(among.symbol, among) for among in asked.among))
    return Region(asked.among, tuple(boxes))


def narrowed(where: Region, names: Collection[str]) -> Periodic | Region:
    """A set of values of some symbols alone, where the others may have any: of one symbol its numbers."""
    kept = [place for place, side in enumerate(where.among) if side.symbol in names]
    boxes = tuple(dict.fromkeys(tuple(box[place] for place in kept) for box in where.boxes))
    if len(kept) == 1 and len(boxes) == 1:
        return boxes[0][0]
    return Region(tuple(where.among[place] for place in kept), boxes)


def _as_known(statement: Statement, truth: Truth, domain: Domain) -> Answer:
    """What is known where a set was only tried, or not worked out."""
    shown = _shown(truth, domain)
    if False not in shown:
        return Answer("undecided", reason=truth.reason, tried=truth.tried, witness=shown.get(True))
    found = false_at(statement, "conditional", shown[False])
    return replace(found, reason=truth.reason, tried=truth.tried, witness=shown.get(True))


def _shown(truth: Truth, domain: Domain) -> dict[bool, Point]:
    """The least values of a domain at which a statement was seen to be true, and to be false."""
    asked = domain.region
    if isinstance(truth.where, Periodic) and truth.bound is not None:
        name, least = truth.where.symbol, truth.where.least
        tried = asked & spread(interval(name, least, least, truth.bound), asked)
        true = spread(truth.where, asked)
        seen = {True: (tried & true).least, False: (tried - true).least}
        return {holds: at for holds, at in seen.items() if at is not None}
    return {holds: at for holds, point in truth.shown.items() if (at := {**domain.leasts, **point}) in asked}


def false_at(
    statement: Statement, status: Status, at: Point | None, condition: Periodic | Region | None = None
) -> Answer:
    """An answer with a counterexample, and both sides there, if neither is too long to work out."""
    try:
        values = (None, None) if at is None else (value(statement.left, at), value(statement.right, at))
    except (TooLarge, TooLong):  # that it is false was read off the sides' bounds
        values = (None, None)
    return Answer(status, condition, at, *values)


def value(tree: Written, at: Mapping[str, int]) -> Rational | None:
    """The value of a formula, None where it divides by zero, or is no fraction."""
    try:
        return evaluate(tree, at)
    except (NoValue, Irrational):
        return None
