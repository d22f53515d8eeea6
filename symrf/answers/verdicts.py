"""What a check finds: a decision for each axis, a verdict for each claim, a report of them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from symrf.answers import _english
from symrf.answers.claims.reader import Claim, UnreadClaim
from symrf.answers.subjects import Subject
from symrf.errors import DerivationError, InputError, SymrfError
from symrf.exact.logic.answer import Answer, Status
from symrf.exact.logic.together import apart
from symrf.exact.sets.periodic import Periodic
from symrf.formulas.to_sympy import to_sympy
from symrf.formulas.tree import Tuple, Written, symbols
from symrf.networks.display import Display, layout, one_line

if TYPE_CHECKING:
    import sympy

    from symrf.answers.certificates.certifying import Certificate
    from symrf.answers.certificates.judgements import Judged
    from symrf.answers.slips.asked import Reason

__all__ = ["STATUSES", "Finding", "Grounds", "Judgement", "Report", "Verdict"]

Judgement = Status | Literal["unread"]
STATUSES: tuple[Judgement, ...] = ("proved", "conditional", "refuted", "undecided", "unread")
_WORST: tuple[Status, ...] = ("refuted", "conditional", "undecided", "proved")


@dataclass(frozen=True)
class Finding:
    """What is so of one axis (None: of the whole network): the truth, the claim, and the decision between them.

    `domain` has the least input, `taken` the inputs that the network takes, where those are not all from there on.
    """

    axis: str | None
    truth: Written
    claimed: Written
    decision: Answer = field(hash=False)
    inputs: Mapping[str, int] = field(hash=False)
    domain: Mapping[str, int] = field(hash=False)
    taken: Mapping[str, Periodic] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Grounds:
    """The network that a claim is about, and those of its layers that are meant, counted from 1."""

    subject: Subject
    places: range


@dataclass(frozen=True, repr=False)
class Verdict(Display):
    """A claim, judged: `status` is the worst of its findings, refuted where those are true nowhere together.

    Where nothing was found in time it has no findings, is undecided, and `reason` says how it was left.

    `condition` says for which inputs it holds, `counterexample` is the smallest input on which it fails, each None
    where there is none; `truth` is what is so, as SymPy has it. Of a family the parameters come before the inputs, and
    a counterexample far out may not be `least`, as its finding says. One that cannot be read or judged is `unread`, and
    its `error` says why. `place` is where it stands, such as `claims.txt:3`, if it was found in a file. A chain or a
    trace has the verdicts on its `links`.
    """

    claim: Claim | UnreadClaim
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    grounds: Grounds | None = field(default=None, compare=False)
    place: str = ""
    links: tuple[Verdict, ...] = ()
    reason: str | None = None
    stands: tuple[Report, int] | None = field(default=None, compare=False)  # in which report, and where

    def __repr__(self) -> str:
        told = (self.condition or self.reason) if self.error is None else self.error.message
        return one_line("Verdict", self.claim.text, self.status, *([] if told is None else [told]))

    @property
    def error(self) -> SymrfError | None:
        """Why the claim is unread, with the place in it; None where it is judged."""
        return self.claim.error if isinstance(self.claim, UnreadClaim) else None

    @property
    def why(self) -> tuple[Reason, ...]:
        """Slips of the pencil that would give what is claimed, best first; none where nothing is wrong.

        Each is a possibility. Claims of one report are explained together.

        >>> import symrf
        >>> symrf.check("(c11 c11)*4 (c11d4 c11d4)*4", "rf = 201")[0].why[0].sentence
        '201 is what one layer per block gives: (c11)*4 (c11d4)*4'
        """
        report, index = self.stands or (Report((self,)), 0)
        return report.why[index]

    @property
    def decisions(self) -> tuple[Answer, ...]:
        """The decisions of the findings."""
        return tuple(finding.decision for finding in self.findings)

    @property
    def status(self) -> Judgement:
        """proved, conditional, refuted, undecided or unread."""
        if isinstance(self.claim, UnreadClaim):
            return "unread"
        if not self.findings:
            return "undecided"
        found = {finding.decision.status for finding in self.findings}
        worst = next(status for status in _WORST if status in found)
        together = worst == "conditional" and len(self.findings) > 1
        return "refuted" if together and apart(self.decisions) else worst

    @property
    def complete(self) -> bool:
        """Whether it is known exactly where the claim is true: a conditional one may be true elsewhere, too."""
        if self.status == "refuted":
            return True
        together = self.true_at is not None or not any(decision.where for decision in self.decisions)
        return bool(self.findings) and together and all(decision.complete for decision in self.decisions)

    @property
    def true_at(self) -> dict[str, int] | None:
        """Where the claim is known to be true, of the symbols that it depends on; None where it is nowhere."""
        if not self.findings:
            return None
        found: dict[str, int] = {}
        for finding in self.findings:
            at, used = finding.decision.true_at, symbols(finding.truth) | symbols(finding.claimed)
            if at is None or any(found.get(name, at[name]) != at[name] for name in at.keys() & used):
                return None
            found |= {name: value for name, value in at.items() if name in used}
        return found

    @property
    def condition(self) -> str | None:
        """The inputs for which the claim holds, in words; None where that is all of them or is not known."""
        if self.status != "conditional":
            return None
        return layout().words(self) or None

    @property
    def counterexample(self) -> dict[str, int] | None:
        """The smallest input on which the claim fails; of a family one that may not be."""
        for finding in self.findings:
            inputs = {**finding.inputs, **(finding.decision.counterexample or {})}
            if finding.decision.counterexample is not None and inputs:
                return inputs
        return None

    @property
    def truth(self) -> sympy.Basic:
        """What is so, on the axes that the claim is about; where it is unread or not worked out, an error is raised."""
        if self.error is not None:
            raise self.error
        if self.reason is not None:
            raise DerivationError(self.reason)
        of_axes = {each.axis: each.truth for each in self.findings}
        if len(of_axes) > 1:
            of_axes.pop(None, None)  # the channels of a shape
        trees = tuple(of_axes.values())
        return to_sympy(trees[0] if len(trees) == 1 else Tuple(trees))

    def certificate(self, language: str = "coq") -> str:
        """The verdict as theorems that another prover checks: Rocq (`coq`), or a solver that reads SMT-LIB (`smt2`).

        An InputError says why there is none.

        >>> import symrf
        >>> print(symrf.check("c3 p2 c3", "size = (w-6)/2", axes="w")[0].certificate().splitlines()[-2])
        Theorem claim_1_size_no_less : forall w : Z, 8 <= w -> w < 9 -> 2 * N1.size w = w - 6.
        """
        return Report((self,)).certificate(language).whole()


@dataclass(frozen=True, repr=False)
class Report(Display):
    """Verdicts in the order of their claims; `diagnosed` says whether it is asked why some are wrong."""

    verdicts: tuple[Verdict, ...]
    diagnosed: bool = True

    def __repr__(self) -> str:
        counted = Counter(verdict.status for verdict in self.verdicts)
        told = ", ".join(f"{counted[status]} {status}" for status in STATUSES if counted[status])
        return one_line("Report", told or "without claims")

    @property
    def places(self) -> tuple[str, ...]:
        """Where the claims stand, if they were found in files."""
        return tuple(verdict.place for verdict in self.verdicts)

    @cached_property
    def why(self) -> tuple[tuple[Reason, ...], ...]:
        """For each verdict the slips that would give what is claimed."""
        if not self.diagnosed or all(verdict.status == "proved" for verdict in self.verdicts):
            return ((),) * len(self.verdicts)
        from symrf.answers.slips.explaining import explained

        return explained(self.verdicts)

    def __getitem__(self, place: int) -> Verdict:
        verdict = self.verdicts[place]
        return verdict if verdict.stands else replace(verdict, stands=(self, range(len(self))[place]))

    def __len__(self) -> int:
        return len(self.verdicts)

    def __iter__(self) -> Iterator[Verdict]:
        return map(self.__getitem__, range(len(self)))

    def to_dict(self) -> dict[str, Any]:
        """The report as plain data, as `--format json` prints it."""
        return {"schema": 1, "verdicts": [_verdict(verdict) for verdict in self]}

    def certificate(self, language: str = "coq") -> Certificate:
        """The verdicts as theorems, in one certificate; of those that have none it says why."""
        from symrf.answers.certificates.certifying import certify

        links = [link for verdict in self.verdicts for link in verdict.links or (verdict,)]
        return certify([_judged(verdict) for verdict in links if verdict.error is None], language)

    def exit_code(self, strict: bool = False) -> int:
        """2 where a claim is unread, else 1 where one is refuted (or, if strict, conditional), else 3 or 0.

        3 where one is undecided, or it is not known exactly where it is true; 0 where all is fine.
        """
        found = {verdict.status for verdict in self.verdicts}
        if "unread" in found:
            return 2
        if "refuted" in found or (strict and "conditional" in found):
            return 1
        return 0 if all(verdict.complete for verdict in self.verdicts) else 3


def _judged(verdict: Verdict) -> Judged:
    """A verdict as certificates take it."""
    from symrf.answers.certificates.judgements import Found, Judged

    found = tuple(Found(each.axis, each.truth, each.claimed, each.decision, each.inputs) for each in verdict.findings)
    if verdict.grounds is None or isinstance(verdict.claim, UnreadClaim) or verdict.status == "unread":
        raise InputError(_english.NO_GROUNDS)
    subject, places = verdict.grounds.subject, verdict.grounds.places
    return Judged(verdict.claim, subject, places, found, verdict.status, verdict.condition)


def _verdict(verdict: Verdict) -> dict[str, object]:
    """A verdict as dictionaries, lists, strings and integers."""
    from symrf.answers.documents.english.domains import left_off
    from symrf.networks.data import value_data

    told: dict[str, object] = {"claim": verdict.claim.text, "status": verdict.status}
    if verdict.place:
        told["place"] = verdict.place
    if verdict.error is not None:
        return told | {"error": verdict.error.to_dict()}
    network = None if verdict.grounds is None else str(verdict.grounds.subject.network)
    rounded = verdict.claim.value.rounded if isinstance(verdict.claim, Claim) else None
    if rounded is not None:
        told["rounded"] = {"low": value_data(rounded.low), "high": value_data(rounded.high)}
    if verdict.reason is not None:
        told["reason"] = verdict.reason
    if verdict.links:
        told["links"] = [_verdict(link) for link in verdict.links]
    return told | {
        "network": network,
        "condition": verdict.condition,
        "complete": verdict.complete,
        "left_off": left_off(verdict.decisions) if verdict.status == "conditional" else 0,
        "true_at": verdict.true_at if verdict.status == "conditional" else None,
        "counterexample": verdict.counterexample,
        "findings": [_finding(finding) for finding in verdict.findings],
        "notes": list(verdict.notes),
        "why": [_reason(reason) for reason in verdict.why],
    }


def _reason(reason: Reason) -> dict[str, object]:
    from symrf.networks.data import formula_data

    return {
        "name": reason.name,
        "sentence": reason.sentence,
        "network": reason.network,
        "rule": reason.rule,
        "value": formula_data(reason.value),
        "firm": reason.firm,
        "share": round(reason.share, 3),
    }


def _finding(finding: Finding) -> dict[str, object]:
    from symrf.networks.data import formula_data, region_data, value_data

    decision = finding.decision
    return {
        "axis": finding.axis,
        "status": decision.status,
        "truth": formula_data(finding.truth),
        "claimed": formula_data(finding.claimed),
        "minimum": dict(finding.domain),
        "true_on": None if decision.condition is None else region_data(decision.condition),
        "every": list(decision.every),
        "counterexample": decision.counterexample,
        "least": None if decision.counterexample is None else decision.least,
        "truth_value": value_data(decision.truth_value),
        "claim_value": value_data(decision.claim_value),
        "reason": decision.reason,
        "tried": decision.tried,
        "method": decision.method,
    }
