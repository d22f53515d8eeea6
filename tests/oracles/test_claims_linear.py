"""Random linear claims, against isl and z3: the same verdict, and the same least size on which a claim fails."""

from __future__ import annotations

from random import Random

import pytest
from support import rivals
from support.formulas import spelled
from support.laws import examples
from support.linear import linear_claims
from support.logic import decide

from symrf.formulas.reader import parse


@pytest.mark.parametrize("seed", range(examples(10)))
def test_isl_and_z3_judge_linear_claims_alike(seed: int) -> None:
    random = Random(seed)  # noqa: S311
    for truth, relation, claim, least in linear_claims(random, 100):
        one, two = (parse(spelled(formula, random, "w")) for formula in (truth, claim))
        decision = decide(one, two, relation, {"w": least})
        false = None if decision.counterexample is None else decision.counterexample["w"]
        judged = rivals.isl_verdict(rivals.isl_asked(truth, relation, claim, least))
        assert (decision.status, false) == judged, (spelled(truth, random), relation, spelled(claim, random), least)
        asked = rivals.z3_asked(truth, relation, claim, least)
        fails = rivals.z3.Not(asked.holds)
        assert (asked.satisfied(asked.holds) is None) == (decision.status == "refuted")
        if false is None:
            assert asked.satisfied(fails) is None
        else:
            assert not rivals.z3_holds(asked, false)
            assert asked.satisfied(fails, asked.w < false) is None
