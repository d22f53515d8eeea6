"""A verdict as it is asked why its claim is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from symrf.answers.claims.reader import Claim, UnreadClaim
from symrf.answers.slips.asked import Asked, Entry
from symrf.answers.subjects import Subject
from symrf.exact.logic.answer import Answer
from symrf.exact.sets.periodic import Periodic
from symrf.formulas.relations import Divides
from symrf.formulas.tree import Written
from symrf.networks.notation.instances import put

__all__ = ["Verdict", "asked_of"]


class Finding(Protocol):
    """What was found of an axis."""

    @property
    def axis(self) -> str | None: ...

    @property
    def claimed(self) -> Written: ...

    @property
    def truth(self) -> Written: ...

    @property
    def decision(self) -> Answer: ...

    @property
    def inputs(self) -> Mapping[str, int]: ...


class Grounds(Protocol):
    """What a claim is about."""

    @property
    def subject(self) -> Subject: ...

    @property
    def places(self) -> range: ...


class Verdict(Protocol):
    """A claim that was judged."""

    @property
    def claim(self) -> Claim | UnreadClaim: ...

    @property
    def findings(self) -> Sequence[Finding]: ...

    @property
    def status(self) -> str: ...

    @property
    def grounds(self) -> Grounds | None: ...

    @property
    def links(self) -> Sequence[Verdict]: ...


def asked_of(verdict: Verdict) -> Asked | None:
    """What is asked of a verdict; None where nothing is, for it is proved, or unknown, or true of a class of inputs."""
    grounds, claim = verdict.grounds, verdict.claim
    if grounds is None or isinstance(claim, UnreadClaim) or claim.relation != "=" or claim.left is not None:
        return None
    if not verdict.findings:  # it was not worked out
        return None
    wrong = verdict.status == "refuted" or (
        verdict.status == "conditional" and not any(map(_by_class, verdict.findings))
    )
    entries = [
        Entry(each.axis, each.claimed, each.truth, each.decision.status != "proved") for each in verdict.findings
    ]
    subject, given = grounds.subject, {name: size for name, size in claim.inputs if name}
    for finding in verdict.findings:
        given |= finding.inputs
    given |= subject.inputs.values(given)
    names = subject.parameters.names
    if names and given.keys() >= set(names) and grounds.places.stop > len(subject.chain.links):
        subject = replace(subject, network=put(subject.network, {name: given[name] for name in names}))
        grounds = Whole(subject, range(1, len(subject.chain.links) + 1))
    return Asked(subject, claim.quantity, grounds.places, tuple(entries), given, wrong, claim.value.rounded is not None)


@dataclass(frozen=True)
class Whole:
    """A network as a whole, numbers in place of its symbols."""

    subject: Subject
    places: range


def _by_class(finding: Finding) -> bool:
    """Whether a claim is true of the inputs of some remainders."""
    condition = finding.decision.condition
    classes = isinstance(condition, Periodic) and condition.modulus > 1
    return classes or any(isinstance(each, Divides) for each in finding.decision.where)
