"""Certificates put to provers: Rocq accepts them, and z3 answers unsat; of a wrong verdict neither does."""

from __future__ import annotations

from collections import Counter
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
    *("not written out", "with symbols", "for families, only", "with an index", "have the same jump"),
    *("shared out", "so many different ways", "does not take"),
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


def kind(verdict: Verdict) -> str:
    """The class of a verdict: what it is about, and how that is proved."""
    if verdict.grounds is not None and verdict.grounds.subject.parameters.names:
        return "families"
    if verdict.claim.quantity not in ("field", "jump", "start"):
        return verdict.claim.quantity
    text = report_of([verdict]).certificate("coq").text
    return "turns that vary" if "(w : Z) : Z -> Z -> Prop" in text else "turns" if "turns_cycle" in text else "windows"


def certified(verdicts: list[Verdict]) -> Counter[str]:
    """How many verdicts of each class have a certificate."""
    return Counter(kind(each) for each in verdicts if report_of([each]).certificate("coq").certified)


def test_no_class_loses_its_certificates() -> None:
    for verdicts, least in (
        (in_examples(), {"size": 64, "windows": 19, "turns": 3, "turns that vary": 10, "families": 26}),
        (published(), {"size": 93, "windows": 49, "turns": 6, "flat": 10, "params": 8, "families": 5}),
        (random_verdicts(7, 300), {"size": 193, "windows": 38, "turns": 30, "turns that vary": 15, "padding": 6}),
    ):
        found = certified(list(verdicts))
        assert {each: found[each] for each in least if found[each] < least[each]} == {}


COSTS = (
    ("in3 c3-8 p2 c3-4", "w", ("macs = 216*(w-2)/3 + 96*floor((w-6)/2)", "macs = w", "activations = 8*(w-2)")),
    ("in3 c3-8 c3-4", "w,h", ("macs = 216*(w-2)*(h-2) + 288*(w-4)*(h-4)", "macs at w=9,h=9 = 17784")),
    ("in1 c3s2-4", "w,h", ("flat = 4*floor((w-1)/2)*floor((h-1)/2)", "activations = 4*floor((w-1)/2)*floor((h-1)/2)")),
    ("in1 c3-4 t2s2-2 fc10", "w", ("macs = 12*(w-2) + 16*(w-2) + 40*(w-2)", "params <= 40*w")),
)


def test_costs_and_products_of_sizes_are_accepted(tmp_path: Path) -> None:
    found = [each for network, axes, claims in COSTS for each in symrf.check(network, list(claims), axes)]
    assert check_accepted(found, tmp_path) == ()


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
    ("in1 c3-2", "macs = 6*(w-2)", {"status": "refuted"}),
    ("c3 t3s2p1 c3", "rf = 4", {"status": "proved", "counterexample": None}),
    ("c3 u2", "jump = 1/2", {"status": "refuted"}),
    ("c3 gap", "rf = w-1", {"status": "proved", "counterexample": None}),
    ("u2 c3s2same", "start = 0", {"status": "proved", "condition": None, "counterexample": None}),
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
