"""What a check finds: a decision for each axis, a verdict for each claim, a report of them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from symrf.answers.claims import Claim
from symrf.exact.logic.decision import Decision, Status
from symrf.exact.sets.periodic import Condition
from symrf.formulas.printing.plain import PLAIN
from symrf.formulas.tree import Tuple, Written
from symrf.formulas.values import to_sympy
from symrf.networks.display import Display, layout, one_line

if TYPE_CHECKING:
    import sympy

__all__ = ["Finding", "Report", "Verdict"]

_WORST: tuple[Status, ...] = ("refuted", "undecided", "conditional", "proved")


@dataclass(frozen=True)
class Finding:
    """What is so of one axis (None: of the whole network): the truth, the claim, and the decision between them.

    `domain` has the least input, `taken` the inputs that the network takes, where those are not all from there on.
    """

    axis: str | None
    truth: Written
    claimed: Written
    decision: Decision = field(hash=False)
    inputs: Mapping[str, int] = field(hash=False)
    domain: Mapping[str, int] = field(hash=False)
    taken: Mapping[str, Condition] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, repr=False)
class Verdict(Display):
    """A claim, judged: `status` is the worst of its findings.

    `condition` says for which inputs it holds, `counterexample` is the smallest input on which it fails, each None
    where there is none; `truth` is what is so, as SymPy has it.
    """

    claim: Claim
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        condition = self.condition
        return one_line("Verdict", self.claim.text, self.status, *([] if condition is None else [condition]))

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The decisions of the findings."""
        return tuple(finding.decision for finding in self.findings)

    @property
    def status(self) -> Status:
        """proved, conditional, refuted or undecided."""
        found = {finding.decision.status for finding in self.findings}
        return next(status for status in _WORST if status in found)

    @property
    def condition(self) -> str | None:
        """The inputs for which the claim holds, in words; None where that is all of them or is not known."""
        if self.status != "conditional":
            return None
        return layout().words(self) or None

    @property
    def counterexample(self) -> dict[str, int] | None:
        """The smallest input on which the claim fails."""
        for finding in self.findings:
            inputs = {**finding.inputs, **(finding.decision.counterexample or {})}
            if finding.decision.counterexample is not None and inputs:
                return inputs
        return None

    @property
    def truth(self) -> sympy.Basic:
        """What is so, on the axes that the claim is about."""
        trees = tuple(finding.truth for finding in self.findings)
        return to_sympy(trees[0] if len(trees) == 1 else Tuple(trees))


@dataclass(frozen=True, repr=False)
class Report(Display):
    """Verdicts in the order of their claims; `places` are where those stand, if they were found in documents."""

    verdicts: tuple[Verdict, ...]
    places: tuple[str, ...] = ()

    def __repr__(self) -> str:
        counted = Counter(verdict.status for verdict in self.verdicts)
        told = ", ".join(f"{counted[status]} {status}" for status in reversed(_WORST) if counted[status])
        return one_line("Report", told or "without claims")

    def __getitem__(self, place: int) -> Verdict:
        return self.verdicts[place]

    def __len__(self) -> int:
        return len(self.verdicts)

    def __iter__(self) -> Iterator[Verdict]:
        return iter(self.verdicts)

    def to_dict(self) -> dict[str, Any]:
        """The report as plain data, as `--format json` prints it."""
        verdicts = [_verdict(verdict) for verdict in self.verdicts]
        for verdict, place in zip(verdicts, self.places, strict=False):
            verdict["place"] = place
        return {"verdicts": verdicts}

    def exit_code(self, strict: bool = False) -> int:
        """0 where all is fine, 1 where a claim is refuted (or, if strict, conditional), 3 where one is undecided."""
        found = {verdict.status for verdict in self.verdicts}
        if "refuted" in found or (strict and "conditional" in found):
            return 1
        return 3 if "undecided" in found else 0


def _verdict(verdict: Verdict) -> dict[str, object]:
    """A verdict as dictionaries, lists, strings and integers."""
    return {
        "claim": verdict.claim.text,
        "status": verdict.status,
        "condition": verdict.condition,
        "counterexample": verdict.counterexample,
        "findings": [_finding(finding) for finding in verdict.findings],
        "notes": list(verdict.notes),
    }


def _finding(finding: Finding) -> dict[str, object]:
    decision = finding.decision
    where = decision.condition if isinstance(decision.condition, Condition) else None
    return {
        "axis": finding.axis,
        "status": decision.status,
        "truth": PLAIN(finding.truth),
        "claimed": PLAIN(finding.claimed),
        "minimum": dict(finding.domain),
        "true_on": where
        and {
            "modulus": where.modulus,
            "residues": list(where.residues),
            "from": where.start,
            "and": [[each[0], each[-1]] for each in where.included],
            "but_not": [[each[0], each[-1]] for each in where.excluded],
        },
        "counterexample": decision.counterexample,
        "truth_value": None if decision.truth_value is None else str(decision.truth_value),
        "claim_value": None if decision.claim_value is None else str(decision.claim_value),
        "reason": decision.reason,
        "tried": decision.tried,
        "method": decision.method,
    }
