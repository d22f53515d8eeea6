"""What is read off a formula in several symbols, against its values: between which numbers, and which way it moves."""

from __future__ import annotations

from fractions import Fraction as Rational

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from support.laws import examples

from symrf.exact.numbers.intervals import Behaviour, behaviour
from symrf.formulas.reader import parse
from symrf.formulas.tree import (
    Ceiling,
    Floor,
    Fraction,
    Maximum,
    Minimum,
    Modulo,
    Negative,
    Piecewise,
    Power,
    Product,
    Sum,
    Summation,
    Symbol,
    Written,
    number,
)
from symrf.formulas.values import TooLarge, TooLong, evaluate

NAMES = ("k", "n", "s")
INFINITY = float("inf")
POINTS = st.fixed_dictionaries({name: st.integers(0, 8) | st.integers(0, 10**6) for name in NAMES})


def formulas() -> st.SearchStrategy[Written]:
    """Formulas in three symbols, with all kinds of nodes: also powers of symbols, sums over an index, and cases."""
    symbols = st.sampled_from(NAMES).map(Symbol)
    numbers = st.integers(-6, 12).map(number)
    leaves = symbols | symbols | numbers

    def grown(parts: st.SearchStrategy[Written]) -> st.SearchStrategy[Written]:
        pairs = st.tuples(parts, parts)
        bounds = symbols | numbers
        return st.one_of(
            *(pairs.map(node) for node in (Sum, Sum, Sum, Product, Product, Minimum, Maximum)),
            *(st.builds(node, parts) for node in (Negative, Floor, Ceiling)),
            *(st.builds(node, parts, parts) for node in (Fraction, Modulo)),
            st.builds(lambda above, below: Floor(Fraction(above, below)), parts, symbols | parts),
            st.builds(lambda part, times: Power(part, number(times)), parts, st.integers(-2, 4)),
            st.builds(Power, st.integers(1, 4).map(number) | symbols, parts),
            st.builds(
                lambda term, first, last: Summation(term, Symbol("i"), first, last), indexed(parts), bounds, bounds
            ),
            st.builds(Piecewise, parts, symbols, symbols | numbers, parts),
        )

    return st.recursive(leaves, grown, max_leaves=7)


def indexed(parts: st.SearchStrategy[Written]) -> st.SearchStrategy[Written]:
    """Terms of a sum over i."""
    index = st.just(Symbol("i"))
    return st.one_of(
        index, parts, *(st.tuples(parts, index).map(node) for node in (Sum, Product)), st.builds(Power, parts, index)
    )


def worth(tree: Written, at: dict[str, int]) -> Rational | None:
    """The value of a formula; None where it is too long to be worked out."""
    try:
        return evaluate(tree, at)
    except (TooLarge, TooLong):
        return None


@settings(max_examples=examples(400), deadline=None)
@given(
    formulas(),
    st.tuples(*[st.integers(0, 3)] * 3),
    st.none() | st.integers(0, 6),
    st.lists(POINTS, min_size=4, max_size=8),
    POINTS,
)
def test_values_lie_between_the_ends_and_move_the_way_that_is_said(
    tree: Written, leasts: tuple[int, ...], room: int | None, points: list[dict[str, int]], far: dict[str, int]
) -> None:
    mosts = {} if room is None else {"s": leasts[-1] + room}
    found = behaviour(tree, dict(zip(NAMES, leasts, strict=True)), mosts)
    assume(found is not None)

    def within(at: dict[str, int]) -> dict[str, int]:
        return {name: min(value, mosts.get(name, value)) for name, value in at.items()}

    for point in points:
        at = within({name: point[name] + least for name, least in zip(NAMES, leasts, strict=True)})
        value = worth(tree, at)
        if value is None:
            continue
        assert found.low <= value <= found.high, (at, value, found)
        assert not found.whole or value.denominator == 1, (at, value)
        for name, way in found.ways.items():
            for further in (1, far[name]):
                beyond = worth(tree, within({**at, name: at[name] + further}))
                if way is not None and beyond is not None:
                    assert way * (beyond - value) >= 0, (at, name, further)
                    assert way != 0 or beyond == value, (at, name, further)


def told(text: str, **leasts: int) -> Behaviour:
    found = behaviour(parse(text), leasts)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "leasts", "low", "high", "ways"),
    [
        ("k-1", {"k": 1}, 0, INFINITY, {"k": 1}),
        ("n*k-n", {"n": 1, "k": 1}, 0, INFINITY, {"n": 1, "k": 1}),
        ("1-2*k", {"k": 3}, -INFINITY, -5, {"k": -1}),
        ("k^2-k", {"k": 1}, 0, INFINITY, {"k": 1}),
        ("k*2^n-2^n", {"k": 1, "n": 0}, 0, INFINITY, {"k": 1, "n": 1}),
        ("k^n-k", {"k": 1, "n": 1}, 0, INFINITY, {"k": 1, "n": 1}),
        ("2^n-n", {"n": 0}, 1, INFINITY, {"n": 1}),
        ("2^(1-n)", {"n": 1}, 0, 1, {"n": -1}),
        ("(k-1)/k", {"k": 1}, 0, 1, {"k": 1}),
        ("floor((k-1)/k)", {"k": 1}, 0, 0, {"k": 0}),
        ("ceil(k/(k+1))", {"k": 1}, 1, 1, {"k": 0}),
        ("k-floor(k/2)", {"k": 1}, 1, INFINITY, {"k": None}),
        ("k-2*floor(k/2)", {"k": 1}, 0, 1, {"k": None}),
        ("floor(k/n)*n-k", {"k": 1, "n": 1}, -INFINITY, 0, {"k": None, "n": None}),
        ("ceil(k/n)*n-k", {"k": 1, "n": 1}, 0, INFINITY, {"k": None, "n": None}),
        ("floor(w/k)", {"w": 1, "k": 1}, 0, INFINITY, {"w": 1, "k": -1}),
        ("k mod 3", {"k": 1}, 0, 2, {"k": None}),
        ("max(k, n)-n", {"k": 1, "n": 1}, 0, INFINITY, {"k": 1, "n": -1}),
        ("min(k, n)-n", {"k": 1, "n": 1}, -INFINITY, 0, {"k": 1, "n": -1}),
        ("max(k, 1)-k", {"k": 1}, 0, 0, {"k": 0}),
        ("min(k, 9)*2^k", {"k": 1}, 2, INFINITY, {"k": 1}),
        ("-min(k, 9)*2^k", {"k": 1}, -INFINITY, -2, {"k": -1}),
        ("(k-n)^2", {"k": 1, "n": 1}, 0, INFINITY, {"k": None, "n": None}),
        (r"\sum_{i=0}^{n-1} 2^i k", {"k": 1, "n": 1}, 1, INFINITY, {"k": 1, "n": 1}),
        (r"-n+\sum_{i=0}^{n-1}(n-i)", {"n": 1}, 0, INFINITY, {"n": None}),
        (r"\sum_{i=1}^3 i", {}, 6, 6, {}),
    ],
)
def test_ends_are_tight(
    text: str, leasts: dict[str, int], low: float, high: float, ways: dict[str, int | None]
) -> None:
    found = told(text, **leasts)
    assert (found.low, found.high, dict(found.ways)) == (low, high, ways)


@pytest.mark.parametrize("text", ["1/k", "k mod n", "n^(k-1)", "2^(k/2)", "floor(1/(k-n))", "q", "(k, n)"])
def test_nothing_is_said_of_what_may_have_no_value(text: str) -> None:
    assert behaviour(parse(text), {"k": 0, "n": 0}) is None


def test_what_is_long_is_not_read() -> None:
    factors = "*".join(f"(a_{each}+b_{each}+2)" for each in range(12))
    names = [f"{letter}_{each}" for letter in "ab" for each in range(12)]
    assert behaviour(parse(factors), dict.fromkeys(names, 1)) is None
    assert behaviour(parse("2^(10^9)"), {}) is None


def test_a_sum_hides_its_index_and_knows_where_it_ends() -> None:
    assert told(r"\sum_{i=k}^n(i-k)", k=1, n=1).low == 0
    assert told(r"i+\sum_{i=1}^n\sum_{j=1}^i (i-j)", i=7, n=1).low == 7


def test_the_greatest_values_of_symbols_bound_a_formula_from_the_other_side() -> None:
    formula = parse("5-k+n*floor(k/4)")
    found = behaviour(formula, {"k": 1, "n": 0}, {"k": 9, "n": 3})
    values = {evaluate(formula, {"k": k, "n": n}) for k in range(1, 10) for n in range(4)}
    assert found is not None
    assert -4 == found.low == min(values)
    assert max(values) <= found.high < INFINITY
    assert behaviour(formula, {"k": 1, "n": 0}).low == -INFINITY
