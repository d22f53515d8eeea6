"""Whether two formulas agree for every input: by exact arithmetic, and on which inputs where they do not always.

A formula made of +, -, *, division by numbers, floors, ceilings, remainders, minima and maxima is a quasi-polynomial
(symrf.exact.sets.quasipolynomials), so finitely many of its values decide. What was only tried is never called proved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction as Rational
from itertools import islice
from typing import Literal

from symrf.exact import _english
from symrf.exact.logic.constraints import OutsideClass, constraints
from symrf.exact.logic.normal_forms import agreement, normal_form, order
from symrf.exact.sets.boxes import SIGNS, Cases, Constraint, along_one, along_several, diagonals
from symrf.exact.sets.periodic import Condition, both, condition
from symrf.exact.sets.quasipolynomials import Spent, TooMany
from symrf.formulas import limits
from symrf.formulas.relations import Divides, Relation, Sign
from symrf.formulas.tree import Number, Symbol, Written, symbols
from symrf.formulas.values import NoValue, Work, evaluate

__all__ = ["Cases", "Condition", "Decision", "Status", "among", "apart", "decide"]


Status = Literal["proved", "conditional", "refuted", "undecided"]


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a claim is the truth: `proved` for every input, `conditional`, true for none (`refuted`), or `undecided`.

    A claim that is false somewhere is refuted where it is proved to be true nowhere, and else conditional: `condition`
    is exactly where it is true. None means that this was not worked out, for the `reason` given; then `witness` is an
    input where it is true, if one is known. `counterexample` is the least input where it is false: by the sum of the
    axes, then by the first. A side without a value there (a division by 0) is None. Where nothing was proved, `tried`
    is how many inputs were, the least ones. With several symbols a claim is true exactly where one of the statements in
    `where` is, if there are any, and `method` says how it was proved.
    """

    status: Status
    condition: Condition | Cases | None = None
    counterexample: dict[str, int] | None = None
    truth_value: Rational | None = None
    claim_value: Rational | None = None
    evaluations: int = 0
    reason: str | None = None
    tried: int = 0
    where: tuple[Divides | Relation, ...] = ()
    method: str | None = None
    witness: dict[str, int] | None = None

    @property
    def complete(self) -> bool:
        """Whether it is known exactly where the claim is true, and if that is somewhere."""
        if self.status == "conditional":
            return self.condition is not None or bool(self.where and self.witness)
        return self.status != "undecided"

    @property
    def true_at(self) -> dict[str, int] | None:
        """Where the claim is known to be true: of some symbols, the others being any; None where it is nowhere."""
        if self.status == "proved":
            return {}
        match self.condition:
            case Condition() as where:
                return {where.symbol: where.first}
            case Cases((box, *_)):
                return {side.symbol: side.first for side in box}
        return self.witness


def decide(truth: Written, claim: Written, relation: Sign, domain: Mapping[str, int]) -> Decision:
    """Whether `truth relation claim` for all whole numbers from those of the domain on, and if not, on which.

    >>> from symrf.formulas.reader import parse
    >>> decision = decide(parse("floor((w-6)/2)"), parse("(w-2)/2-2"), "=", {"w": 8})
    >>> decision.status, decision.condition.modulus, decision.condition.residues
    ('conditional', 2, (0,))
    >>> decision.counterexample, str(decision.truth_value), str(decision.claim_value)
    ({'w': 9}, '1', '3/2')
    """
    if relation not in ("=", "<=", ">="):
        raise ValueError(f"not a relation: {relation}")
    used = symbols(truth) | symbols(claim)
    if not used <= domain.keys():
        raise ValueError(f"not in the domain: {', '.join(sorted(used - domain.keys()))}")
    if len(used) == 1:
        (name,) = used
        quick = _quick(truth, claim, relation, name, domain)
        if quick is not None:
            return quick
    question = _Question(truth, claim, relation, {name: domain[name] for name in domain})
    names = [name for name in domain if name in used]
    spent = Spent(limits.DECISION_EVALUATIONS)
    try:
        return question.decided(names, spent)
    except OutsideClass as reason:
        return question.tried(names, str(reason), limits.DECISION_TRIED)
    except TooMany as many:
        return question.tried(names, _english.too_many_evaluations(many.needed), limits.DECISION_TRIED)


def _quick(truth: Written, claim: Written, relation: Sign, name: str, domain: Mapping[str, int]) -> Decision | None:
    """The decision on two sides that have normal forms; None where they have none."""
    one = normal_form(truth)
    two = normal_form(claim) if one is not None else None
    if one is None or two is None:
        return None
    if relation == "=":
        found = agreement(one, two, name, domain[name])
    else:
        found = order(*((one, two) if relation == "<=" else (two, one)), name, domain[name])
    if found is None:
        return None
    where, first = found
    if first is None:
        return Decision("proved")
    at, values = {**domain, name: first}, (one.at(first), two.at(first))
    return Decision("refuted", None, at, *values) if where.never else Decision("conditional", where, at, *values)


def among(decision: Decision, taken: Mapping[str, Condition], truth: Written, claim: Written) -> Decision:
    """A decision for the inputs that are taken alone, by the axes on which those are not all.

    Where it is not worked out on which inputs a claim is true, the decision stays as it is.
    """
    if not taken or decision.status in ("proved", "undecided") or not decision.counterexample:
        return decision
    boxes: list[tuple[Condition, ...]]
    match decision.condition:
        case None if decision.status == "refuted":
            return _refuted_among(decision, taken, [], truth, claim)
        case Condition() as side:
            boxes = [(side,)]
        case Cases(found):
            boxes = list(found)
        case _:
            return _known_among(decision, taken)
    kept: list[tuple[Condition, ...]] = []
    for box in boxes:
        sides = [both(side, taken[side.symbol]) if side.symbol in taken else side for side in box]
        if any(side is None for side in sides):
            return _known_among(replace(decision, condition=None, reason=_english.CHANGES_TOO_FAR_UP), taken)
        if not any(side.never for side in sides if side is not None):
            kept.append(tuple(side for side in sides if side is not None))
    if len(kept) == 1 and all(
        side == taken.get(side.symbol, side) and (side.symbol in taken or side.always) for side in kept[0]
    ):
        return Decision("proved", evaluations=decision.evaluations)
    return _refuted_among(decision, taken, kept, truth, claim)


def _known_among(decision: Decision, taken: Mapping[str, Condition]) -> Decision:
    """What is known of a claim for the inputs that are taken, where it is not worked out on which it is true."""

    def kept(at: dict[str, int] | None) -> dict[str, int] | None:
        return at if at and all(at[name] in where for name, where in taken.items() if name in at) else None

    decision = replace(decision, witness=kept(decision.witness))
    if kept(decision.counterexample) is not None:
        return decision
    return replace(decision, status="undecided", counterexample=None, truth_value=None, claim_value=None)


def apart(decisions: Sequence[Decision]) -> bool:
    """Whether claims are proved to be true nowhere together, by the values that their symbols must have.

    >>> from symrf.formulas.reader import parse
    >>> apart([decide(parse("k"), parse(value), "=", {"k": 1}) for value in ("3", "5")])
    True
    """
    boxes: list[Mapping[str, Condition]] = [{}]
    for decision in decisions:
        own = _boxes(decision)
        if own is not None and len(boxes) * len(own) <= limits.DECISION_PAIRS:
            boxes = [met for one in boxes for other in own if (met := _met(one, other)) is not None]
    return not boxes


def _boxes(decision: Decision) -> list[dict[str, Condition]] | None:
    """The boxes in one of which a claim is true; None where that is not known."""
    match decision.condition:
        case Condition() as where:
            return [{where.symbol: where}]
        case Cases(boxes):
            return [{side.symbol: side for side in box} for box in boxes]
    values = [(each.sides, each.sign) for each in decision.where if isinstance(each, Relation)]
    found = [
        {name: Condition(name, value, 1, (), value, (range(value, value + 1),))}
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


def _met(one: Mapping[str, Condition], other: Mapping[str, Condition]) -> Mapping[str, Condition] | None:
    """What is in both of two boxes, or more where that is too far up to tell; None where nothing is."""
    found = dict(one)
    for name, side in other.items():
        here = both(found[name], side) if name in found else side
        if here is not None and here.never:
            return None
        found[name] = here or side
    return found


def _refuted_among(
    decision: Decision,
    taken: Mapping[str, Condition],
    boxes: list[tuple[Condition, ...]],
    truth: Written,
    claim: Written,
) -> Decision:
    """The decision that a claim is true in boxes of the inputs taken alone, with the least of the others."""
    names = list(decision.counterexample or {})
    where = Cases(tuple(boxes))
    leasts = tuple(taken[name].first if name in taken else (decision.counterexample or {})[name] for name in names)
    for columns in diagonals(leasts):
        for point in zip(*columns, strict=True):
            at = dict(zip(names, point, strict=True))
            if all(at[name] in condition for name, condition in taken.items() if name in at) and at not in where:
                found = where if len(names) > 1 else boxes[0][0] if boxes else None
                status: Status = "conditional" if boxes else "refuted"
                values = _value(truth, at), _value(claim, at)
                return Decision(status, found if boxes else None, at, *values, decision.evaluations)
    raise AssertionError("diagonals have no end")


@dataclass(frozen=True, slots=True)
class _Question:
    truth: Written
    claim: Written
    relation: Sign
    least: Mapping[str, int]

    def decided(self, names: list[str], spent: Spent) -> Decision:
        """The decision for a formula of the class."""
        leasts = tuple(self.least[name] for name in names)
        try:
            needed = constraints(self.truth, self.claim, self.relation, dict(zip(names, leasts, strict=True)), spent)
        except NoValue:
            return self.false_at({}, "refuted", None, spent)
        if not names:
            spent.more(1)
            holds = all(all(each.holds(([0],))) for each in needed)
            return Decision("proved", evaluations=1) if holds else self.false_at({}, "refuted", None, spent)
        where: Condition | Cases | None
        if len(names) == 1:
            segments = along_one(needed, leasts[0], spent)
            first = segments.first(False)
            if first is None:
                return Decision("proved", evaluations=spent.count)
            at = {names[0]: first}
            where = condition(names[0], segments)
            inside = segments.first(True)
            nowhere, witness = inside is None, None if inside is None else {names[0]: inside}
        else:
            boxes = along_several(needed, names, leasts, spent)
            if boxes is None:
                return self.searched(names, needed, spent)
            if len(boxes) == 1 and all(side.always for side in boxes[0]):
                return Decision("proved", evaluations=spent.count)
            where, nowhere, witness = Cases(tuple(boxes)), not boxes, None
            at = _first_false(needed, names, leasts, spent)
        reason = None if where is not None else _english.CHANGES_TOO_OFTEN
        status: Status = "refuted" if nowhere else "conditional"
        return self.false_at(at, status, None if nowhere else where, spent, reason, held=witness)

    def searched(self, names: list[str], needed: list[Constraint], spent: Spent) -> Decision:
        """What the least inputs of several axes show, where the truth set is not worked out."""
        leasts = tuple(self.least[name] for name in names)
        first: dict[bool, dict[str, int]] = {}
        count = 0
        for columns in diagonals(leasts):
            count += len(columns[0])
            rows = zip(*(each.holds(columns) for each in needed), strict=True)
            holds = list(map(all, rows))
            for each in {True, False}.intersection(holds).difference(first):
                index = holds.index(each)
                first[each] = {name: column[index] for name, column in zip(names, columns, strict=True)}
            if count > limits.DECISION_DIAGONALS or len(first) == 2:
                break
        spent.count += count
        reason = _english.ZEROS_OF_SEVERAL_AXES
        if False not in first:
            return Decision("undecided", evaluations=spent.count, reason=reason, tried=count)
        return self.false_at(first[False], "conditional", None, spent, reason, count, first.get(True))

    def tried(self, names: list[str], reason: str, most: int) -> Decision:
        """What the least inputs show, where nothing can be proved."""
        first: dict[bool, dict[str, int]] = {}
        count = 0
        work = Work()
        leasts = tuple(self.least[name] for name in names)
        points = (point for columns in diagonals(leasts) for point in zip(*columns, strict=True))
        for point in islice(points, most) if names else [()]:
            at = dict(zip(names, point, strict=True))
            try:
                holds = self.holds(at, work)
            except ValueError as refusal:
                reason = str(refusal) if count == 0 else reason
                break
            count += 1
            first.setdefault(holds, at)
            if len(first) == 2:
                break
        if False not in first:
            return Decision("undecided", evaluations=count, reason=reason, tried=count)
        return self.false_at(
            first[False], "conditional", None, Spent(limits.DECISION_EVALUATIONS, count), reason, count, first.get(True)
        )

    def holds(self, at: Mapping[str, int], work: Work) -> bool:
        """Whether the claim is true at an input; ValueError where a side cannot be worked out."""
        truth, claim = _value(self.truth, at, work), _value(self.claim, at, work)
        if truth is None or claim is None:
            return False
        return (truth > claim) - (truth < claim) in SIGNS[self.relation]

    def false_at(
        self,
        at: Mapping[str, int],
        status: Status,
        where: Condition | Cases | None,
        spent: Spent,
        reason: str | None = None,
        tried: int = 0,
        held: Mapping[str, int] | None = None,
    ) -> Decision:
        """A decision with the counterexample, and the witness; the axes not named there are at their least."""
        inputs = {**self.least, **at}
        truth, claim = _value(self.truth, inputs), _value(self.claim, inputs)
        witness = None if held is None or where is not None else {**self.least, **held}
        return Decision(status, where, inputs, truth, claim, spent.count, reason, tried, witness=witness)


def _value(tree: Written, at: Mapping[str, int], work: Work | None = None) -> Rational | None:
    """The value of a formula, None where it divides by zero."""
    try:
        return evaluate(tree, at, work)
    except NoValue:
        return None


def _first_false(needed: list[Constraint], names: list[str], leasts: tuple[int, ...], spent: Spent) -> dict[str, int]:
    """The least input of several axes at which not all hold; there must be one."""
    for columns in diagonals(leasts):
        spent.more(len(columns[0]))
        rows = zip(*(each.holds(columns) for each in needed), strict=True)
        for point, holds in zip(zip(*columns, strict=True), rows, strict=True):
            if not all(holds):
                return dict(zip(names, point, strict=True))
    raise AssertionError("diagonals have no end")
