"""Whether two formulas agree for every input: by exact arithmetic, and on which inputs where they do not always.

A formula made of +, -, *, division by numbers, floors, ceilings, remainders, minima and maxima is a quasi-polynomial
(symrf.exact.sets.quasipolynomials), so finitely many of its values decide. What was only tried is never called proved.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction as Rational
from itertools import islice
from typing import Literal

from symrf.exact import _english
from symrf.exact.logic.constraints import OutsideClass, constraints
from symrf.exact.logic.normal_forms import agreement, normal_form, order
from symrf.exact.sets.boxes import SIGNS, Constraint, Region, along_one, along_several, diagonals
from symrf.exact.sets.periodic import Periodic, condition
from symrf.exact.sets.quasipolynomials import Spent, TooMany
from symrf.formulas import limits
from symrf.formulas.relations import Divides, Relation, Sign
from symrf.formulas.tree import Written, symbols
from symrf.formulas.values import NoValue, Work, evaluate

__all__ = ["Answer", "Periodic", "Region", "Status", "decide", "value"]


Status = Literal["proved", "conditional", "refuted", "undecided"]


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a claim is the truth: `proved` for every input, `conditional`, true for none (`refuted`), or `undecided`.

    A claim that is false somewhere is refuted where it is proved to be true nowhere, and else conditional: `condition`
    is exactly where it is true. None means that this was not worked out, for the `reason` given; then `witness` is an
    input where it is true, if one is known. `counterexample` is the least input where it is false: by the sum of the
    axes, then by the first. A side without a value there (a division by 0) is None. Where nothing was proved, `tried`
    is how many inputs were, the least ones. With several symbols a claim is true exactly where one of the statements in
    `where` is, if there are any, and `method` says how it was proved.
    """

    status: Status
    condition: Periodic | Region | None = None
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
            case Periodic() as where:
                return {where.symbol: where.first}
            case Region((box, *_)):
                return {side.symbol: side.first for side in box}
        return self.witness


def decide(truth: Written, claim: Written, relation: Sign, domain: Mapping[str, int]) -> Answer:
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


def _quick(truth: Written, claim: Written, relation: Sign, name: str, domain: Mapping[str, int]) -> Answer | None:
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
        return Answer("proved")
    at, values = {**domain, name: first}, (one.at(first), two.at(first))
    return Answer("refuted", None, at, *values) if where.never else Answer("conditional", where, at, *values)


@dataclass(frozen=True, slots=True)
class _Question:
    truth: Written
    claim: Written
    relation: Sign
    least: Mapping[str, int]

    def decided(self, names: list[str], spent: Spent) -> Answer:
        """The decision for a formula of the class."""
        leasts = tuple(self.least[name] for name in names)
        try:
            needed = constraints(self.truth, self.claim, self.relation, dict(zip(names, leasts, strict=True)), spent)
        except NoValue:
            return self.false_at({}, "refuted", None, spent)
        if not names:
            spent.more(1)
            holds = all(all(each.holds(([0],))) for each in needed)
            return Answer("proved", evaluations=1) if holds else self.false_at({}, "refuted", None, spent)
        where: Periodic | Region | None
        if len(names) == 1:
            segments = along_one(needed, leasts[0], spent)
            first = segments.first(False)
            if first is None:
                return Answer("proved", evaluations=spent.count)
            at = {names[0]: first}
            where = condition(names[0], segments)
            inside = segments.first(True)
            nowhere, witness = inside is None, None if inside is None else {names[0]: inside}
        else:
            boxes = along_several(needed, names, leasts, spent)
            if boxes is None:
                return self.searched(names, needed, spent)
            if len(boxes) == 1 and all(side.always for side in boxes[0]):
                return Answer("proved", evaluations=spent.count)
            where, nowhere, witness = Region(tuple(boxes)), not boxes, None
            at = _first_false(needed, names, leasts, spent)
        reason = None if where is not None else _english.CHANGES_TOO_OFTEN
        status: Status = "refuted" if nowhere else "conditional"
        return self.false_at(at, status, None if nowhere else where, spent, reason, held=witness)

    def searched(self, names: list[str], needed: list[Constraint], spent: Spent) -> Answer:
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
            return Answer("undecided", evaluations=spent.count, reason=reason, tried=count)
        return self.false_at(first[False], "conditional", None, spent, reason, count, first.get(True))

    def tried(self, names: list[str], reason: str, most: int) -> Answer:
        """What the least inputs show, where nothing can be proved."""
        first: dict[bool, dict[str, int]] = {}
        count = 0
        work = Work(limits.SEARCH_OPERATIONS if names else limits.SUM_OPERATIONS)
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
            return Answer("undecided", evaluations=count, reason=reason, tried=count)
        return self.false_at(
            first[False], "conditional", None, Spent(limits.DECISION_EVALUATIONS, count), reason, count, first.get(True)
        )

    def holds(self, at: Mapping[str, int], work: Work) -> bool:
        """Whether the claim is true at an input; ValueError where a side cannot be worked out."""
        truth, claim = value(self.truth, at, work), value(self.claim, at, work)
        if truth is None or claim is None:
            return False
        return (truth > claim) - (truth < claim) in SIGNS[self.relation]

    def false_at(
        self,
        at: Mapping[str, int],
        status: Status,
        where: Periodic | Region | None,
        spent: Spent,
        reason: str | None = None,
        tried: int = 0,
        held: Mapping[str, int] | None = None,
    ) -> Answer:
        """A decision with the counterexample, and the witness; the axes not named there are at their least."""
        inputs = {**self.least, **at}
        truth, claim = value(self.truth, inputs), value(self.claim, inputs)
        witness = None if held is None or where is not None else {**self.least, **held}
        return Answer(status, where, inputs, truth, claim, spent.count, reason, tried, witness=witness)


def value(tree: Written, at: Mapping[str, int], work: Work | None = None) -> Rational | None:
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
