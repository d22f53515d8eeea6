"""Equations in several whole numbers by divisors, against all values up to some number, put in one by one."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.laws import examples

import symrf
from symrf.exact.logic.divisors import by_divisors
from symrf.exact.logic.ladder import truth_of
from symrf.exact.logic.statements import Statement
from symrf.formulas.reader import parse

# an equation, the same of numbers, the symbols; all that is true, up to 40
EQUATIONS: list[tuple[str, str, Callable[..., bool], str]] = [
    ("k*n+1", "n*(3*n+2)", lambda k, n: k * n + 1 == n * (3 * n + 2), "kn"),
    ("k*n-n^2+3", "0", lambda k, n: k * n - n * n + 3 == 0, "kn"),
    ("2^n*k+1", "k*(k+1)", lambda k, n: 2**n * k + 1 == k * (k + 1), "kn"),
    ("2^n*(k-3)", "20", lambda k, n: 2**n * (k - 3) == 20, "kn"),
    ("3*2^n*k-5k", "7", lambda k, n: (3 * 2**n - 5) * k == 7, "kn"),
    ("1+(k-1)*(2^n-1)", "n^2", lambda k, n: 1 + (k - 1) * (2**n - 1) == n * n, "kn"),
    ("3^n*k-2^n", "k+n^5-11", lambda k, n: 3**n * k - 2**n == k + n**5 - 11, "kn"),
    ("(n^2-2)*k", "n^3+5", lambda k, n: (n * n - 2) * k == n**3 + 5, "kn"),
    ("k/n", "3+2/(n*k)", lambda k, n: k * k == 3 * n * k + 2, "kn"),
    ("k^2", "m^2+15", lambda k, m: k * k == m * m + 15, "km"),
    ("k^2+k*m-2*m^2", "4", lambda k, m: k * k + k * m - 2 * m * m == 4, "km"),
    ("k*m*n-k", "n*k^2+6", lambda k, m, n: k * m * n - k == n * k * k + 6, "kmn"),
    ("k*n*floor(k/2)-n", "5", lambda k, n: k * n * (k // 2) - n == 5, "kn"),
    ("(k-2)*(k*n-n^2+3)", "0", lambda k, n: (k - 2) * (k * n - n * n + 3) == 0, "kn"),
]


@pytest.mark.parametrize(("left", "right", "true", "names"), EQUATIONS, ids=[" = ".join(row[:2]) for row in EQUATIONS])
def test_the_values_are_those_at_which_it_is_true(left: str, right: str, true: Callable[..., bool], names: str) -> None:
    found = truth_of(Statement(parse(left), "=", parse(right)), dict.fromkeys(names, 1))
    assert found.complete
    assert found.where is not None
    for point in product(range(1, 41), repeat=len(names)):
        assert (dict(zip(names, point, strict=True)) in found.where) == true(*point), point


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(st.integers(-6, 6), min_size=6, max_size=6), st.integers(0, 1), st.booleans())
def test_conics(coefficients: list[int], least: int, power: bool) -> None:
    """What is said of `a*k^2+b*k*n+c*n^2+d*k+e*n+f`, or of that with a power of 2 in place of n, is so up to 60."""
    other = "2^n" if power else "n"
    terms = ["k^2", f"k*{other}", f"({other})^2", "k", other, "1"]
    text = "+".join(f"({times})*{term}" for times, term in zip(coefficients, terms, strict=True))
    found = by_divisors(Statement(parse(text), "=", parse("0")), {"k": least, "n": least}, truth_of)
    if found is None:
        return
    assert found.complete
    assert found.where is not None
    a, b, c, d, e, f = coefficients
    for k, n in product(range(least, 60), repeat=2):
        m = 2**n if power else n
        assert ({"k": k, "n": n} in found.where) == (a * k * k + b * k * m + c * m * m + d * k + e * m + f == 0), (k, n)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("k*n", "n*m+4"),
        ("k^2", "2*m^2+1"),
        ("2*k", "3*n+1"),
        ("k*n", "n*k"),
        ("k*n", "10^40+1"),
        ("2^k", "2*n"),
        ("2^n*k-3^n", "k+n^3-11"),
    ],
)
def test_what_has_no_finitely_many_values_is_left(left: str, right: str) -> None:
    statement = Statement(parse(left), "=", parse(right))
    assert by_divisors(statement, dict.fromkeys(sorted(statement.symbols), 1), truth_of) is None


@pytest.mark.parametrize(
    ("network", "claim", "status", "condition"),
    [
        ("(c{k} p2)*{n}", "rf = k^2", "refuted", None),
        ("(c{k})*{n}", "rf = n*(3n+1)", "conditional", "for k = 4 and n = 1"),
        ("(c{k})*{n}", "rf = n^2-2", "conditional", "for k = n = 3"),
        ("(c{k})*{n}", "rf = n^2", "conditional", "for k = n = 1"),
        ("c{k}d{d}", "rf = d^2-k", "refuted", None),
    ],
)
def test_a_verdict(network: str, claim: str, status: str, condition: str | None) -> None:
    verdict = symrf.check(network, [claim])[0]
    assert (verdict.status, verdict.complete, verdict.condition) == (status, True, condition)


ATOMS = [
    *("k", "n", "k-2", "n-4", "k-n", "3", "2", "1", "7"),
    *("2^n", "2^k", "(-1)^k", "(-1)^n", "(-2)^k", "(-3)^n", "(k-3)^n", "(n-2)^k", "(1/2)^k*4^k"),
    *("floor(k/2)", "floor((n-3)/2)", "max(k, n)", "Mod(k, 3)"),
]
TERMS = st.lists(st.lists(st.sampled_from(ATOMS), min_size=1, max_size=3).map("*".join), min_size=1, max_size=2)


def _bracketed(term: str) -> str:
    return "*".join(f"({atom})" for atom in term.split("*"))


@settings(max_examples=examples(60), deadline=None)
@given(TERMS, TERMS, st.integers(-5, 5))
def test_equations_of_anything(left: list[str], right: list[str], shift: int) -> None:
    """What is said to be all of where an equation holds is so up to 13, also with powers of what is below 0."""
    statement = Statement(
        parse("+".join(map(_bracketed, left))), "=", parse("+".join((*map(_bracketed, right), f"({shift})")))
    )
    if statement.symbols != {"k", "n"}:
        return
    found = truth_of(statement, {"k": 1, "n": 1})
    if found.complete and found.where is not None:
        for k, n in product(range(1, 14), repeat=2):
            assert ({"k": k, "n": n} in found.where) == statement.holds({"k": k, "n": n}), (k, n)
