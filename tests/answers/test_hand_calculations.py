"""Hand calculations that people published, against symrf's verdicts: the table is tests/cases/hand_calculations.py."""

from __future__ import annotations

from collections import Counter

import pytest
from cases.hand_calculations import CASES, Case, Check

import symrf

CLAIMS = [claim for case in CASES for claim in case.claims]
CHECKS = [(f"{case.id}: {check.text} [{check.network}]", check) for case in CASES for check in case.checks()]

VERDICTS = {"right": "proved", "conditional": "conditional", "wrong": "refuted"}


@pytest.mark.parametrize("check", [pytest.param(check, id=name) for name, check in CHECKS])
def test_verdict(check: Check) -> None:
    report = symrf.check(check.network, [check.text], axes=check.axes, convention=check.convention)
    assert report[0].status == check.expected


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_networks_are_read(case: Case) -> None:
    for network in (case.network, *(check.network for check in case.checks())):
        assert symrf.parse(str(symrf.parse(network))) == symrf.parse(network)


def test_every_case_is_here() -> None:
    assert len({case.id for case in CASES}) == len(CASES) == 57


def test_every_claim_is_here() -> None:
    """Quantity by quantity: how many claims the sources make that are right, conditional and wrong."""
    found: dict[str, Counter[str]] = {}
    for claim in CLAIMS:
        found.setdefault(claim.quantity, Counter())[claim.verdict] += 1
    assert {quantity: tuple(counts[word] for word in VERDICTS) for quantity, counts in found.items()} == {
        "output size": (38, 4, 13),
        "output-size formula": (3, 4, 2),
        "receptive field": (20, 4, 10),
        "receptive-field formula": (3, 1, 1),
        "extent formula": (1, 0, 1),
        "jump": (2, 0, 1),
        "start": (1, 0, 0),
        "padding": (2, 0, 0),
        "flattened size": (6, 0, 2),
        "activations": (2, 0, 1),
        "parameters": (4, 0, 1),
        "crop offset": (2, 0, 0),
        "coverage": (1, 0, 0),
        "depth": (1, 0, 0),
        "rule": (0, 0, 2),
    }
    assert len(CLAIMS) == 133


def test_how_many_are_said() -> None:
    said = Counter("in full" if not claim.why else "in part" if claim.checks else "not at all" for claim in CLAIMS)
    assert said == {"in full": 105, "in part": 26, "not at all": 2}


def test_how_many_are_checked() -> None:
    assert Counter(check.expected for _, check in CHECKS) == {
        "proved": 169,
        "conditional": 10,
        "refuted": 57,
    }


def test_a_verdict_that_is_not_the_sources_has_a_note() -> None:
    """A claim's first check has the source's verdict, but where the two words mean different things."""
    differing = [claim for claim in CLAIMS if claim.checks and claim.checks[0].expected != VERDICTS[claim.verdict]]
    assert len(differing) == 11
    assert all(claim.note for claim in differing)


def test_what_is_not_said_has_a_reason() -> None:
    assert all(claim.why for claim in CLAIMS if not claim.checks)
