"""Signs that leave equality out, by those that do not: as they are at every value."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest

from symrf.exact.logic.holding import holds
from symrf.exact.logic.statements import Domain, Statement
from symrf.exact.logic.strict import denominator
from symrf.exact.sets.parameters import Parameters
from symrf.exact.sets.periodic import Periodic
from symrf.formulas.reader import parse
from symrf.formulas.relations import Sign
from symrf.formulas.values import evaluate

FORMULAS = (
    *("3", "7/2", "n", "n/2", "(n-3)/4 + 1", "floor(n/3)", "ceil((n-1)/2)/3", "n mod 4", "2n - floor(n/2)/2", "2^n"),
    *("min(n, 9)/2", "max(n/3, 4)", "-n/5", "n^2/6", "Sum(i, (i, 1, n))/4", "{n/2 if n = 3; n/7 otherwise}"),
)
SIGNS: tuple[Sign, ...] = ("<", ">", "!=")


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_denominator_makes_a_formula_whole(formula: str) -> None:
    tree = parse(formula)
    factor = denominator(tree)
    assert factor is not None
    assert all((factor * evaluate(tree, {"n": n})).denominator == 1 for n in range(1, 60))


@pytest.mark.parametrize("formula", ["1/n", "n/(n+1)", "2^(3-n)", "(n/2)^n", "1/(n mod 3)"])
def test_of_a_quotient_by_a_symbol_none_is_known(formula: str) -> None:
    assert denominator(parse(formula)) is None
    assert holds(Statement(parse(formula), "<", parse("n")), Domain.of({"n": 1})).status == "undecided"


def holds_at(sign: Sign, left: Fraction, right: Fraction) -> bool:
    return {"<": left < right, ">": left > right, "!=": left != right}[sign]


@pytest.mark.parametrize(("left", "right"), list(product(FORMULAS[:9], repeat=2)))
def test_a_sign_is_decided_as_it_is_at_each_value(left: str, right: str) -> None:
    one, two = parse(left), parse(right)
    for sign in SIGNS:
        true = [holds_at(sign, evaluate(one, {"n": n}), evaluate(two, {"n": n})) for n in range(1, 100)]
        answer = holds(Statement(one, sign, two), Domain.of({"n": 1}))
        assert answer.status == ("proved" if all(true) else "conditional" if any(true) else "refuted")
        if answer.status == "conditional":
            assert isinstance(answer.condition, Periodic)
            assert [n in answer.condition for n in range(1, 100)] == true
        if answer.status != "proved" and answer.counterexample:
            assert answer.counterexample == {"n": true.index(False) + 1}
            assert answer.truth_value == evaluate(one, {"n": true.index(False) + 1})


def test_signs_with_parameters() -> None:
    domain = Domain(parameters=Parameters(("k", "n")))
    for left, sign, right, status in (
        ("n(k-1)", "<", "n k", "proved"),
        ("n k", "<", "n k", "refuted"),
        ("n k", "!=", "n k", "refuted"),
        ("n k", "!=", "n k + 1", "proved"),
        ("n k", "!=", "6", "conditional"),
        ("n k/2", ">", "3", "conditional"),
    ):
        assert holds(Statement(parse(left), sign, parse(right)), domain).status == status
