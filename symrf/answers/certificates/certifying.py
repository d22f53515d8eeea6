"""Verdicts -> certificate: the definitions of the networks that claims are about, and a theorem for each claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from symrf.answers.certificates import _english
from symrf.answers.certificates.families import family
from symrf.answers.certificates.judgements import Found, Judged, Theorem, theorems
from symrf.answers.certificates.layers import NetworkDefined, network
from symrf.answers.certificates.rocq import ROCQ, Rocq
from symrf.answers.certificates.smtlib import SMTLIB, SmtLib
from symrf.answers.certificates.statements import Every, Uncertified, defined
from symrf.errors import InputError
from symrf.networks.axis import Course, Track

__all__ = ["LANGUAGES", "Certificate", "Language", "certify"]

Language: TypeAlias = Literal["coq", "smt2"]
LANGUAGES: Mapping[str, Rocq | SmtLib] = {"coq": ROCQ, "smt2": SMTLIB}


@dataclass(frozen=True)
class Certificate:
    """A text that another prover checks, of how many of the claims it has theorems, and why others have none."""

    text: str
    claims: int
    certified: int
    reasons: tuple[str, ...]

    def whole(self) -> str:
        """The text, where it has a theorem at all; else an InputError says why not."""
        if self.certified == 0 and self.reasons:
            raise InputError("; ".join(self.reasons))
        return self.text


def certify(judged: Sequence[Judged], language: str) -> Certificate:
    """The certificate of verdicts; an InputError lists the languages there are, or says that there is no verdict."""
    if language not in LANGUAGES:
        raise InputError(_english.no_language(language, list(LANGUAGES)))
    if not judged:
        raise InputError(_english.NOTHING_IS_JUDGED)
    return _Writing(LANGUAGES[language]).certificate(judged)


@dataclass
class _Writing:
    """A certificate that is being written: what it has so far, and the networks that are defined in it."""

    language: Rocq | SmtLib
    lines: list[str] = field(default_factory=list)
    known: list[tuple[Course, int, NetworkDefined]] = field(default_factory=list)
    defined: set[str] = field(default_factory=set)

    def certificate(self, judged: Sequence[Judged]) -> Certificate:
        """The whole of it."""
        reasons: list[str] = []
        certified = 0
        for number, each in enumerate(judged, 1):
            self.lines += ["", self.language.comment(_english.claim(each.claim.text, each.status, each.condition))]
            missing = list(self.claim(f"claim_{number}_{each.claim.quantity}", each))
            self.lines += map(self.language.comment, dict.fromkeys(missing))
            certified += not missing
            if missing:
                reasons.append(_english.no_certificate(each.claim.text, missing))
        turning = any(each.reads in self.defined and not each.windows for *_, each in self.known)
        return Certificate(
            "\n".join([*self.language.opening(turning), *self.lines, ""]), len(judged), certified, tuple(reasons)
        )

    def claim(self, name: str, judged: Judged) -> Iterator[str]:
        """Write what is proved of a claim; the reasons why of an axis nothing is."""
        if not judged.found:
            yield _english.UNDECIDED
        for place, found in enumerate(judged.found):
            axes = [each.axis for each in judged.found]
            own = name if len(axes) == 1 else f"{name}_{found.axis}"
            own += "_after" if found.axis in axes[:place] else ""
            try:
                if not judged.claim.simple:
                    raise Uncertified(_english.NOT_SIMPLE)
                if judged.subject.parameters.names:
                    self.lines += self.family(own, judged, found)
                    continue
                networks = self.networks(judged, found)
                told = list(theorems(own, judged, found, networks))
                if self.language is SMTLIB and any(
                    isinstance(at := each.statement, Every) and at.identity for each in told
                ):
                    raise Uncertified(_english.PRODUCT_OF_QUOTIENTS)
                lines = list(self.definitions(networks.values(), told))
            except Uncertified as reason:
                yield str(reason)
                continue
            self.lines += lines
            for theorem in told:
                self.lines += self.language.theorem(theorem)

    def family(self, name: str, judged: Judged, found: Found) -> list[str]:
        """The lines of a section about a family, which Rocq alone takes: its symbols multiply and divide each other."""
        if self.language is not ROCQ:
            raise Uncertified(_english.SYMBOLS)
        return list(family(name, judged, found))

    def networks(self, judged: Judged, found: Found) -> dict[str, NetworkDefined]:
        """The networks that a finding is about, by their axes; axes that are alike have one."""
        here: dict[str, NetworkDefined] = {}
        last = judged.place
        for track in judged.subject.tracks:
            if found.axis in (None, track.axis):
                here[track.axis] = self.network(track, last, judged.text).along(track.axis)
        return here

    def network(self, track: Track, last: int, text: str) -> NetworkDefined:
        """A network as far as a place, along an axis; one with the same layers is defined once."""
        for course, place, each in self.known:
            if place == last and course == track.course:
                return each
        made = network(track, last, len(self.known) + 1, text)
        self.known.append((track.course, last, made))
        return made

    def definitions(self, networks: Iterable[NetworkDefined], told: Sequence[Theorem]) -> Iterator[str]:
        """The lines that define what theorems are about, where that is new."""
        needed = {name.partition(".")[0] for theorem in told for name in defined(theorem.statement)}
        for each in networks:
            if each.reads in needed and not each.windows:
                needed.add(each.sizes)
            for name, write in ((each.sizes, self.language.sizes), (each.reads, self.language.reads)):
                if name in needed - self.defined:
                    yield from write(each)
                    self.defined.add(name)
