"""Inequalities in several symbols, whose floors lie between two quotients, against values one by one."""

from __future__ import annotations

from itertools import product

import pytest
from support.logic import decide

from symrf.exact.sets.parameters import Parameters
from symrf.formulas.reader import parse
from symrf.formulas.values import evaluate

SYMBOLS = ("k", "n", "s")
TIGHT = [
    ("floor(k*n/2)", "(k*n-1)/2"),
    ("floor((k+n)/3)", "(k+n-2)/3"),
    ("floor((k+n)/s)", "(k+n-s+1)/s"),
    ("k*n/2", "floor(k*n/2)"),
    ("-floor((k+n)/s)", "-(k+n)/s"),
    ("k*n", "n"),
    ("n*floor((k-1)/s)", "0"),
    ("n*floor((k-1)/s)*floor(n/k)", "0"),
]


@pytest.mark.parametrize(("truth", "claim"), TIGHT)
@pytest.mark.parametrize("more", ["", "+1/7", "+1"])
def test_a_bound_is_proved_where_it_is_tight_and_not_beyond(truth: str, claim: str, more: str) -> None:
    left, right = parse(truth), parse(claim + more)
    decision = decide(left, right, ">=", {}, Parameters(SYMBOLS))
    points = [dict(zip(SYMBOLS, each, strict=True)) for each in product(range(1, 9), repeat=3)]
    holds = [evaluate(left, at) >= evaluate(right, at) for at in points]
    assert all(holds) is (not more)
    assert (decision.status == "proved") is (not more)
