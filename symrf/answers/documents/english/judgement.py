"""Report -> Document: what is said of claims, in English."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from symrf.answers.claims.reader import Claim, UnreadClaim
from symrf.answers.documents.document import Code, Document, Inline, Marked, Paragraph, Table
from symrf.answers.documents.english.domains import conditions_in_words, where_true
from symrf.answers.documents.english.wording import joined, listed, residue_class
from symrf.answers.verdicts import STATUSES
from symrf.exact.logic.answer import value
from symrf.formulas.relations import Relation
from symrf.formulas.tree import Symbol, Tuple, Written, number, symbols, tupled
from symrf.formulas.values import rational, worked_out

if TYPE_CHECKING:
    from symrf.answers.verdicts import Finding, Report, Verdict
    from symrf.exact.sets.periodic import Periodic

__all__ = ["because", "judged"]

Cell: TypeAlias = tuple[Inline, ...]
_NOT = {"=": "not", "<=": "more than", ">=": "less than", "<": "not less than", ">": "not more than"}


def judged(report: Report) -> Document:
    """The verdicts, a row each, with what makes them so, and what was guessed in reading the claims."""
    if not report:
        return Document((Paragraph(("There are no claims.",)),))
    columns: tuple[Cell, ...] = (("verdict",), ("claim",), ("because",))
    rows: list[tuple[Cell, ...]] = [
        ((Marked(verdict.status, verdict.status),), (Code(verdict.claim.text),), tuple(because(verdict)))
        for verdict in report
    ]
    if any(":" in verdict.place for verdict in report):  # of files that have names
        columns = (("place",), *columns)
        rows = [((Code(verdict.place),), *row) for verdict, row in zip(report, rows, strict=True)]
    counts = [f"{count} {status}" for status in STATUSES if (count := sum(v.status == status for v in report))]
    below = (*_noted(report), *_explained(report), Paragraph((", ".join(counts) + ".",)))
    return Document((Table(columns, tuple(rows), prose=True), *below))


def _noted(report: Report) -> Iterator[Paragraph]:
    """How claims were read: what is so of one is said with it, what is so of several is said once."""
    found: dict[str, list[str]] = {}
    for verdict in report:
        for note in verdict.notes:
            found.setdefault(note, []).append(verdict.claim.text)
    for note, claims in found.items():
        yield Paragraph((f"In {len(claims)} claims, {note}.",) if claims[1:] else (Code(claims[0]), f": {note}."))


def _explained(report: Report) -> Iterator[Paragraph]:
    """Why what is claimed may be another, below the verdicts."""
    for verdict in report:
        if verdict.why:
            yield Paragraph((Code(verdict.claim.text), ": ", *reasons(verdict), "."))


def reasons(verdict: Verdict) -> Iterator[Inline]:
    """The slips that would give what is claimed, which is no more than that unless several numbers come of one."""
    *others, last = verdict.why
    yield "" if last.firm else "perhaps "
    yield from ", or ".join(each.sentence for each in (*others, last))


def because(verdict: Verdict) -> Iterator[Inline]:
    """What makes a verdict so."""
    claim = verdict.claim
    if isinstance(claim, UnreadClaim):
        yield claim.error.message
        return
    match verdict.status:
        case "proved" if claim.value.question:
            yield from ("it is ", tupled(tuple(dict.fromkeys(each.claimed for each in verdict.findings))))
        case "proved":
            yield from (*_domain(verdict.findings), *_classes(verdict))
        case "conditional":
            yield from where_true(verdict.decisions)
            yield from () if verdict.complete else _as_far_as_known(verdict)
            yield from _instead(verdict, claim, "; ")
        case "refuted":
            yield from _instead(verdict, claim, "")
        case "undecided" if verdict.reason is not None:
            yield verdict.reason
        case "undecided":
            finding = next(each for each in verdict.findings if each.decision.status == "undecided")
            yield finding.decision.reason or "it cannot be decided"
            if finding.decision.tried and finding.domain:
                yield f" (tried on {finding.decision.tried} inputs)"


def _as_far_as_known(verdict: Verdict) -> Iterator[Inline]:
    """True at k = 48 and n = 1; elsewhere it is not known; true for none of the 1000 values that were tried."""
    decision = next((each for each in verdict.decisions if not each.complete), None)
    if decision is None:
        yield ", if these conditions can hold together, which is not known"
        return
    if decision.every:
        yield f"; {decision.reason}"
        return
    tried = f"none of the {decision.tried} values that were tried"
    if decision.where:
        yield f", which holds for {tried}; whether it ever holds is not known"
    elif at := verdict.true_at:
        yield "true at "
        yield from listed([Relation((Symbol(name), number(value))) for name, value in at.items()])
        yield "; elsewhere it is not known"
    elif decision.status == "undecided":
        yield "where it is true is not known"
    else:
        yield f"true for {tried}; elsewhere it is not known"
    yield f": {decision.reason}" if decision.reason else ""


def _instead(verdict: Verdict, claim: Claim, joint: str) -> Iterator[Inline]:
    """The truth, and the smallest input at which it differs from the claim."""
    wrong = [finding for finding in verdict.findings if finding.decision.status in ("refuted", "conditional")]
    finding = next((each for each in wrong if each.decision.status == verdict.status), wrong[0])
    difference = tuple(_difference(finding, claim, joint))
    if difference:
        yield from difference
        joint = "; "
    if symbols(finding.truth) or not difference:
        yield f"{joint}it is "
        of_axes = {each.axis: each.truth for each in verdict.findings if (each.axis is None) == (finding.axis is None)}
        same = list(of_axes.values())
        pair = isinstance(claim.formula, Tuple) and len(same) > 1
        yield Tuple(tuple(same)) if pair or len(set(same)) > 1 else _shown(same[0], claim)
    if not difference and symbols(claim.formula) and not symbols(finding.claimed) and claim.relation in _NOT:
        yield from (f", {_NOT[claim.relation]} ", worked_out(finding.claimed))  # what the quantities in it come to


def _shown(truth: Written, claim: Claim) -> Inline:
    """A number in the unit of the claim, where that has one."""
    rounded = claim.value.rounded
    found = None if rounded is None or symbols(truth) else value(truth, {})
    return truth if rounded is None or not rounded.unit or found is None else rounded.shown(found)


def _difference(finding: Finding, claim: Claim, joint: str) -> Iterator[Inline]:
    """At w = 9 it is 1, not 3/2."""
    inputs = {**finding.inputs, **(finding.decision.counterexample or {})}
    truth, claimed = finding.decision.truth_value, finding.decision.claim_value
    without = finding.decision.reason  # why there is no value, if that is known
    if not inputs or (truth is None and without is None):
        return
    yield f"{joint}at "
    yield from listed([Relation((Symbol(axis), number(size))) for axis, size in inputs.items()])
    if truth is None:
        yield f" {without}"
        return
    yield " it is " if finding.decision.least else " (smaller counterexamples are not ruled out) it is "
    yield _shown(rational(truth), claim)
    if claimed is None:
        yield ", and the claim has no value there"
    elif claim.relation in _NOT:
        yield from (f", {_NOT[claim.relation]} ", _shown(rational(claimed), claim))


def _domain(findings: Sequence[Finding]) -> Iterator[Inline]:
    """For w >= 8 and h >= 8; for w and h divisible by 16; nothing where no input matters."""
    parts: list[Inline] = []
    taken: dict[str, Periodic] = {}
    for finding in findings:
        for axis, least in finding.domain.items():
            relation = Relation((Symbol(axis), number(least)), ">=")
            if axis in symbols(finding.truth) | symbols(finding.claimed):
                if axis in finding.taken:
                    taken[axis] = finding.taken[axis]
                elif relation not in parts:
                    parts.append(relation)
    if taken:
        yield "for "
        yield from conditions_in_words(list(taken.values()))
    if parts:
        yield " and " if taken else "for "
        yield from listed(parts)


def _classes(verdict: Verdict) -> Iterator[Inline]:
    """For odd k: the values that symbols must have for the numbers in braces to be whole."""
    known = () if verdict.grounds is None else verdict.grounds.subject.parameters.classes
    told = [tuple(residue_class([name], residues)) for name, residues in known]
    if told:
        yield "for "
        yield from joined(told, " and ")
