"""Certificates put to provers: Rocq accepts them, and z3 answers unsat; of a wrong verdict neither does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cases.hand_calculations import CASES
from support.certificates import accepted, answers, random_verdicts, report_of
from support.laws import examples, some

import symrf
from symrf.answers.verdicts import Verdict

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
WITHOUT = (  # what the reasons say why a verdict has none
    *("by windows", "depends on the input", "not written out", "with symbols", "of claims about families"),
    *("with an index", "several parts", "have one jump"),
)


def published() -> Iterator[Verdict]:
    """The verdicts on what people published that are proved or conditional, about networks of numbers."""
    for case in CASES:
        for check in case.checks():
            if check.expected != "refuted":
                yield symrf.check(check.network, check.text, check.axes, check.convention)[0]


def in_examples() -> Iterator[Verdict]:
    """The verdicts on the networks in examples/, each with the claims that are its own answers."""
    yield from symrf.check_file((EXAMPLES / "founding_case.claims").read_text("utf-8"))
    yield from symrf.check_file((EXAMPLES / "dumoulin.claims").read_text("utf-8"), axes="i")
    for path in sorted(EXAMPLES.glob("*.symrf")):
        network = path.read_text("utf-8")
        try:
            axis = symrf.derive(network, axes="w")["w"]
        except symrf.SymrfError:
            continue
        if axis.state.symbolic:
            continue
        claims = [f"size = {axis.size.closed}", f"size = {axis.size.hand}"]
        claims += [f"rf = {axis.receptive_field}"] if axis.receptive_field is not None else []
        yield from symrf.check(network, claims, axes="w")


def check_accepted(verdicts: list[Verdict], folder: Path) -> tuple[str, ...]:
    """Put verdicts to both provers, in a file each; the reasons why some have no certificate."""
    report = report_of(verdicts)
    found = report.certificate("coq")
    assert found.certified > 0
    assert accepted(found.text, folder) == ""
    given = answers(report.certificate("smt2").text, folder)
    assert given == ["unsat"] * len(given)
    return found.reasons


def test_what_people_published_is_accepted(tmp_path: Path) -> None:
    reasons = check_accepted(some(published()), tmp_path)
    assert [reason for reason in reasons if not any(word in reason for word in WITHOUT)] == []


def test_the_examples_are_accepted(tmp_path: Path) -> None:
    reasons = check_accepted(some(in_examples()), tmp_path)
    assert [reason for reason in reasons if not any(word in reason for word in WITHOUT)] == []


def test_random_claims_are_accepted(tmp_path: Path) -> None:
    check_accepted(list(random_verdicts(7, examples(300))), tmp_path)


WRONG = (
    ("c3 p2 c3", "size = (w-6)/2", {"status": "proved", "condition": None, "counterexample": None}),
    ("c3 p2 c3", "size = (w-6)/2", {"status": "refuted", "condition": None}),
    ("c3 p2 c3", "size = (w-6)/2", {"counterexample": {"w": 10}}),
    ("c3 p2 c3", "size = (w-6)/2", {"counterexample": {"w": 11}}),
    ("c3 p2 c3", "size <= 5", {"status": "proved", "condition": None, "counterexample": None}),
    ("c3 p2 c3", "rf = 7", {"status": "proved", "counterexample": None}),
    ("[c3p1 + id] p2", "start = 1/2", {"status": "refuted"}),
    ("c3 p2 c3", "size at w=64 = 28", {"status": "proved", "counterexample": None}),
    ("in1 c3-2", "params = 8", {"status": "refuted"}),
)


@pytest.mark.parametrize(("network", "claim", "changed"), WRONG, ids=str)
def test_no_prover_accepts_a_wrong_verdict(
    network: str, claim: str, changed: dict[str, object], tmp_path: Path
) -> None:
    right = symrf.check(network, claim, axes="w")[0]
    (found,) = right.findings
    wrong = replace(right, findings=(replace(found, decision=replace(found.decision, **changed)),))
    assert accepted(wrong.certificate("coq"), tmp_path) != ""
    assert "sat" in answers(wrong.certificate("smt2"), tmp_path)
