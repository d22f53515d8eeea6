"""Sums over an index and cases: what they are worth, what may be put into them, and what is decided of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

import pytest
import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from support.claims import holds, sizes, valued
from support.katex import render_errors
from support.laws import examples
from support.logic import decide
from support.strategies import written_trees

import symrf
from symrf.errors import NotationError
from symrf.formulas.printing.latex import LATEX
from symrf.formulas.printing.plain import PLAIN
from symrf.formulas.reader import parse
from symrf.formulas.relations import Sign
from symrf.formulas.to_sympy import to_sympy
from symrf.formulas.tree import (
    Floor,
    Negative,
    Number,
    Piecewise,
    Product,
    Sum,
    Summation,
    Symbol,
    Written,
    number,
    substitute,
    symbols,
    without_rounding,
)
from symrf.formulas.values import evaluate

LETTERS = ("i", "i_1", "n")
ANY_TIME = settings(deadline=None)
SIZES = sizes(max_leaves=3)

# A formula, and the same sum added up one by one.
ADDED: list[tuple[str, Callable[[int], int | Fraction]]] = [
    (r"\sum_{i=0}^{n-1}2^i", lambda n: sum(2**i for i in range(n))),
    (r"\sum_{i=1}^{n} i", lambda n: sum(range(1, n + 1))),
    (r"3+2\sum_{i=1}^{n} i \cdot 3^i", lambda n: 3 + 2 * sum(i * 3**i for i in range(1, n + 1))),
    (r"\sum_{i=1}^{n}\sum_{j=i}^{n} i j", lambda n: sum(i * j for i in range(1, n + 1) for j in range(i, n + 1))),
    (r"\sum_{i=1}^n \frac{1}{i}", lambda n: sum((Fraction(1, i) for i in range(1, n + 1)), Fraction(0))),
    (r"\sum_{i=0}^{n} \lfloor n/2^i\rfloor", lambda n: sum(n >> i for i in range(n + 1))),
    (r"\sum_{i=n}^{2n}i - \sum_{n=0}^{3}n", lambda n: sum(range(n, 2 * n + 1)) - 6),
    (r"\sum_{i=5}^{n} i", lambda n: sum(range(5, n + 1))),
    (r"\sum_{n=n}^{n+2} n", lambda n: 3 * n + 3),
    (r"\sum_{i=-2}^{n} i^2", lambda n: sum(i * i for i in range(-2, n + 1))),
    ("{n if n = 1; (n^5-1)/(n-1) otherwise}", lambda n: 1 if n == 1 else sum(n**i for i in range(5))),
    ("{7 if n = 2; 1/(n-3) if n = 4; 0 otherwise}", lambda n: {2: 7, 4: 1}.get(n, 0)),
]


@pytest.mark.parametrize(("text", "oracle"), ADDED, ids=[text for text, _ in ADDED])
def test_a_sum_is_worth_its_terms_one_by_one(text: str, oracle: Callable[[int], int | Fraction]) -> None:
    tree = parse(text)
    for n in range(9):
        assert evaluate(tree, {"n": n}) == oracle(n)


@pytest.mark.parametrize("text", [text for text, _ in ADDED])
def test_sympy_adds_up_to_the_same(text: str) -> None:
    tree = parse(text)
    for n in range(4, 9):  # below, SymPy counts the terms of a sum that runs the wrong way as negative ones
        found = to_sympy(tree).subs(sympy.Symbol("n"), n).doit()
        assert Fraction(int(found.p), int(found.q)) == evaluate(tree, {"n": n})


def test_the_sympy_expressions_are_those_that_sympy_prints() -> None:
    i, n, s = sympy.symbols("i n s")
    assert to_sympy(parse("Sum(2**i, (i, 0, n-1))")) == sympy.Sum(2**i, (i, 0, n - 1))
    cases = sympy.Piecewise((n, sympy.Eq(s, 1)), ((s**n - 1) / (s - 1), True))
    assert to_sympy(parse("Piecewise((n, Eq(s, 1)), ((s**n-1)/(s-1), True))")) == cases


@pytest.mark.parametrize("text", ["Sum(2**i, (i, 0, n - 1))", "Piecewise((n, Eq(s, 1)), (2*n, Eq(s, 2)), (s, True))"])
def test_plain_text_is_what_sympy_itself_prints(text: str) -> None:
    assert str(to_sympy(parse(text))) == text
    assert PLAIN(parse(text)) == text.replace(" - ", "-")


def test_an_index_has_nothing_of_what_is_known_of_other_symbols() -> None:
    positive = to_sympy(parse("max(i, 1) + Sum(max(i, 1), (i, 0, 3))"), lambda name: sympy.Symbol(name, positive=True))
    assert positive.has(sympy.Max)
    i = sympy.Symbol("i", positive=True)
    assert positive.subs(i, 5).doit() == 5 + 1 + 1 + 2 + 3


# What has no value, and why.
WORTHLESS = [
    (r"\sum_{i=0}^{1/2} i", "a sum with a fraction as its bound"),
    (r"\sum_{i=0}^{10^{50}} i", "a sum that takes more than 300,000 operations"),
    (r"\sum_{i=0}^{999}\sum_{j=0}^{999} 1", "a sum that takes more than 300,000 operations"),
    (r"\sum_{i=0}^{50000} 2^i", "a sum that takes more than 300,000 operations"),
    (r"\sum_{i=0}^{3} 1/(i-2)", "a division by zero"),
    (r"\sum_{i=0}^{3} k", "k has no value"),
    (r"\sum_{i=0}^{i} 1", "i has no value"),
    ("{1 if 1/0 = 1; 2 otherwise}", "a division by zero"),
]


@pytest.mark.parametrize(("text", "reason"), WORTHLESS, ids=[text for text, _ in WORTHLESS])
def test_what_has_no_value_says_why(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(reason)}$"):
        evaluate(parse(text), {})


def test_as_many_terms_as_are_promised_are_added_up() -> None:
    assert evaluate(parse(r"\sum_{i=1}^{100000} 2i"), {}) == 100_000 * 100_001


def small_trees() -> st.SearchStrategy[Written]:
    """Formulas of few letters, so that what is put in often meets an index of its own name."""
    symbol = st.sampled_from(LETTERS).map(Symbol)

    def grown(of: st.SearchStrategy[Written]) -> st.SearchStrategy[Written]:
        return st.one_of(
            st.builds(lambda *of: Sum(of), of, of),
            st.builds(lambda *of: Product(of), of, of),
            st.builds(Negative, of),
            st.builds(Summation, of, symbol, of, of),
            st.builds(Piecewise, of, of, of, of),
        )

    return st.recursive(symbol | st.integers(0, 3).map(Number), grown, max_leaves=8)


@ANY_TIME
@given(small_trees(), st.dictionaries(st.sampled_from(LETTERS), small_trees(), min_size=1), st.integers(-2, 3))
def test_to_put_a_tree_in_is_to_put_in_its_value(tree: Written, put: dict[str, Written], size: int) -> None:
    at = dict.fromkeys(LETTERS, size) | {"i": 2}
    try:
        expected = evaluate(tree, at | {name: int(evaluate(each, at)) for name, each in put.items()})
        found = evaluate(substitute(tree, put), at)
    except ValueError as reason:
        assume("operations" not in str(reason))
        raise
    assert found == expected


@ANY_TIME
@given(small_trees(), st.integers(-2, 3))
def test_the_value_depends_on_the_symbols_alone(tree: Written, size: int) -> None:
    at = dict.fromkeys(LETTERS, size)
    try:
        expected = valued(tree, LETTERS)(*at.values())
    except RecursionError:
        assume(False)
    assert evaluate(tree, {name: at[name] for name in symbols(tree)}) == expected


def test_an_index_is_renamed_where_it_would_catch_a_symbol_and_only_there() -> None:
    tree = parse(r"\sum_{i=0}^{i} (i n + i_1)")
    assert substitute(tree, {"i": number(7)}) == parse(r"\sum_{i=0}^{7} (i n + i_1)")
    assert substitute(tree, {"n": Symbol("k")}) == parse(r"\sum_{i=0}^{i} (i k + i_1)")
    assert substitute(tree, {"n": Symbol("i")}) == parse(r"\sum_{i_2=0}^{i} (i_2 i + i_1)")
    assert substitute(tree, {"m": Symbol("i")}) == tree
    assert symbols(tree) == {"i", "n", "i_1"}


def test_cases_take_what_is_put_in_everywhere() -> None:
    assert substitute(parse("{n if s = 1; s^n otherwise}"), {"s": Symbol("t") + 1, "n": number(2)}) == parse(
        "{2 if t+1 = 1; (t+1)^2 otherwise}"
    )


def test_bounds_and_conditions_keep_their_rounding() -> None:
    tree = parse("Sum(floor(i/2), (i, 0, floor(n/2))) + {floor(n/2) if floor(n/2) = 1; ceil(n/3) otherwise}")
    assert without_rounding(tree) == parse("Sum(i/2, (i, 0, floor(n/2))) + {n/2 if floor(n/2) = 1; n/3 otherwise}")


@settings(ANY_TIME, max_examples=examples(30))
@given(st.lists(written_trees(), min_size=1, max_size=3))
def test_katex_takes_what_is_printed(trees: list[Written]) -> None:
    sources = [LATEX(tree) for tree in trees]
    assert render_errors(sources) == [None] * len(sources)


@settings(ANY_TIME, max_examples=examples(60))
@given(SIZES, SIZES, st.sampled_from(["=", "<=", ">="]), st.integers(-3, 3), st.integers(-3, 3))
def test_a_sum_between_numbers_is_decided_as_its_terms_are(
    truth: Written, term: Written, relation: Sign, first: int, last: int
) -> None:
    summed = Summation(Sum((term, Symbol("i"))), Symbol("i"), number(first), number(last))
    one, two = valued(truth, ("w",)), valued(term, ("w",))
    decision = decide(truth, summed, relation, {"w": 1})
    for size in range(1, 40):
        added = sum((two(size) + i for i in range(first, last + 1)), Fraction(0))
        true = holds(one(size), relation, added)
        if decision.status == "proved":
            assert true
        elif decision.status == "refuted":
            assert not true
        elif decision.condition is not None:
            assert true == (size in decision.condition)


# network, claim, its status, the reason why it is not decided
DECIDED = [
    ("c3 c3 c3", r"rf = 1+\sum_{i=1}^{3} 2", "proved", None),
    ("c3 c3 c3", r"size = w-\sum_{i=1}^{3} 2", "proved", None),
    ("c3 c3 c3", r"size = \sum_{w=1}^{3} 2", "conditional", None),
    ("c3 p2 c3", r"rf = 1+2\left(\sum_{i=0}^{1}2^i\right)+1", "proved", None),
    ("c3 p2 c3", r"rf = 1+2\sum_{i=0}^{2}2^i", "refuted", None),
    ("c3 c3 c3", "rf = {7 if 2 = 2; 1/0 otherwise}", "unread", "a division by zero"),
    ("c3 c3 c3", "rf = {0 if 2 = 3; 7 otherwise}", "proved", None),
    ("c3 c3 c3", "size = {w if w = 1; w-6 otherwise}", "proved", None),
    ("c3 c3 c3", r"size = \sum_{i=0}^{w-7} 1", "proved", None),
    ("c3", r"size = \sum_{i=0}^{10000} w", "refuted", None),
    ("c3", r"rf = \sum_{i=0}^{9^{99}} i", "undecided", "a sum that takes more than 300,000 operations"),
    ("c3", r"rf = \sum_{i=0}^{1/2} i", "undecided", "a sum with a fraction as its bound"),
    ("c3", r"rf = \sum_{i=1}^{3} 1/(i-2)", "refuted", None),
    ("(c2d{2^i})*{i=0..n-1}", r"rf = 1+\sum_{i=0}^{n-1} 2^i", "proved", None),
    ("(c2d{2^i})*{i=0..n-1}", r"rf = \sum_{i=0}^{n-1} 2^i", "refuted", None),
    ("(c2d{2^i})*{i=0..n-1}", "rf = {2 if n = 1; 2^n otherwise}", "proved", None),
    ("(c2d{2^i})*{i=0..n-1}", "rf = {0 if n = 0; 2^n otherwise}", "proved", None),
    ("(c2d{2^i})*{i=0..n-1}", "rf = {3 if n = 1; 2^n otherwise}", "conditional", None),
    ("c{Sum(i, (i, 0, 2))}", "rf = 3", "proved", None),
]


@pytest.mark.parametrize("kernel", ["Sum(i, (i, 0, k))", "Piecewise((3, Eq(k, 1)), (k, True))"])
def test_a_sum_and_cases_with_symbols_are_no_numbers_of_a_layer(kernel: str) -> None:
    with pytest.raises(NotationError, match="sums over an index, and cases, are not worked out with symbols"):
        symrf.check(f"c{{{kernel}}}", "rf = 3")


@pytest.mark.parametrize(
    ("network", "claim", "status", "reason"), DECIDED, ids=[f"{row[0]}: {row[1]}" for row in DECIDED]
)
def test_a_claim_with_a_sum_or_cases_is_decided_or_said_not_to_be(
    network: str, claim: str, status: str, reason: str | None
) -> None:
    verdict = symrf.check(network, [claim], axes=("w",))[0]
    assert verdict.status == status
    if verdict.error is not None:
        assert verdict.error.message == reason
        return
    found = verdict.findings[0].decision.reason
    assert found is None if reason is None else (found or "").startswith(reason)


@pytest.mark.parametrize("claim", ["size = w-i", r"size = \sum_{i=0}^{i} w"])
def test_an_index_is_known_in_its_sum_and_nowhere_else(claim: str) -> None:
    verdict = symrf.check("c3", [claim], axes=("w",))[0]
    assert "i is read as the size of the input" in verdict.notes
    assert not symrf.check("c3", [r"size = w-\sum_{i=1}^{2} 1"], axes=("w",))[0].notes


def test_a_rounding_in_a_sum_is_no_condition_on_one_quotient() -> None:
    from support.logic import decide

    from symrf.exact.sets.parameters import Parameters
    from symrf.exact.sets.periodic import Periodic

    names = Parameters(("k",))
    truth, claim = parse(r"\sum_{i=1}^{2} \lfloor k/(i+1)\rfloor"), parse(r"\sum_{i=1}^{2} k/(i+1)")
    decision = decide(truth, claim, "=", {}, names)
    assert (decision.status, decision.where) == ("conditional", ())
    assert [k for k in range(1, 13) if k in decision.condition] == [6, 12]
    twice, halves = parse(r"\sum_{i=1}^{2} \lfloor k/2\rfloor"), parse(r"\sum_{i=1}^{2} k/2")
    even = Periodic("k", 1, 2, (0,), 1)
    assert decide(twice, halves, "=", {}, names).condition == even
    assert decide(Floor(Symbol("k") / 2), Symbol("k") / 2, "=", {}, names).condition == even
