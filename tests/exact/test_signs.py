"""What is known of the signs of numbers with symbols, against their values; and that what should be known is."""

from __future__ import annotations

from functools import reduce
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.laws import examples

from symrf.exact.numbers.parametric import Parametric, Undecided, Whole
from symrf.exact.numbers.powers import greatest
from symrf.exact.sets.parameters import Assumed, Parameters
from symrf.formulas.reader import parse
from symrf.formulas.tree import Ceiling, Floor, Fraction, Maximum, Power, Product, Sum, Symbol, Written, number
from symrf.formulas.values import evaluate

# s <= k, 0 <= i < n, and 2 <= m
KNOWN = Parameters(
    ("k", "s", "n", "i", "m"),
    leasts=(("i", 0), ("m", 2)),
    assumed=(Assumed(Symbol("s"), "<=", Symbol("k")), Assumed(Symbol("i"), "<=", parse("n-1"))),
)
VALUES = (
    {"k": k, "s": s, "n": n, "i": i, "m": m}
    for k, s, n, i, m in product((1, 2, 3, 7, 50), (1, 2, 7), (1, 2, 5), (0, 1, 4), (2, 3, 9))
)
POINTS = [at for at in VALUES if KNOWN.allow(at)]


def formulas() -> st.SearchStrategy[Written]:
    """Whole numbers with symbols."""
    leaves = st.sampled_from(KNOWN.names).map(Symbol) | st.integers(-4, 6).map(number)

    def grown(parts: st.SearchStrategy[Written]) -> st.SearchStrategy[Written]:
        pairs = st.tuples(parts, parts)
        divided = st.builds(Fraction, parts, st.sampled_from("ksm").map(Symbol) | st.integers(2, 4).map(number))
        return st.one_of(
            *(pairs.map(node) for node in (Sum, Sum, Sum, Product, Product, Maximum)),
            divided.map(Floor),
            divided.map(Ceiling),
            st.builds(Power, st.integers(2, 3).map(number) | st.just(Symbol("k")), st.sampled_from("nim").map(Symbol)),
            st.builds(lambda part: Power(part, number(2)), parts),
        )

    return st.recursive(leaves, grown, max_leaves=7)


def known(value: Whole, question: str) -> bool | None:
    try:
        return value > 0 if question == "positive" else value >= 0
    except Undecided:
        return None


@settings(max_examples=examples(400), deadline=None)
@given(formulas())
def test_what_is_known_of_a_sign_is_so_at_all_values(tree: Written) -> None:
    number_, values = KNOWN.number(tree), [evaluate(tree, at) for at in POINTS]
    for question, true in (
        ("nonnegative", [each >= 0 for each in values]),
        ("positive", [each > 0 for each in values]),
    ):
        answer = known(number_, question)
        assert answer is None or set(true) == {answer}, (number_, question, answer)


@pytest.mark.parametrize(
    "text",
    [
        "k-s", "2k-s-1", "n*k-n*s", "n-1-i", "n*k-i*k-k", "m*n-2n", "2^n-2", "2^(n-i)-2", "k^n-s", "m^n-2", "2^n-n-1",
        "floor(k/2)", "floor(k/s)-1", "k-s*floor(k/s)", "s-1-k+s*floor(k/s)", "n*floor((k-s)/2)", "ceil(k/s)-1",
        "ceil(k/s)-floor(k/s)", "ceil((k+1)/m)-ceil(k/m)", "max(k, n)-s", "max(k, 2*s)-2*s", "-s*max(k, n)+k*max(k, n)",
        "k*s-s^2", "(n-1)^2",
    ],
)  # fmt: skip
def test_it_is_known_that_a_number_is_not_below_0(text: str) -> None:
    assert min(evaluate(parse(text), at) for at in POINTS) == 0, "the case itself is tight"
    number_ = KNOWN.number(parse(text))
    assert known(number_, "nonnegative") is True
    assert known(number_ + 1, "positive") is True
    assert known(-number_ - 1, "nonnegative") is False
    assert known(-number_, "positive") is False
    assert known(number_, "positive") is None


@pytest.mark.parametrize("text", ["k-2s", "n-i-2", "m-3", "2^n-n-5", "floor(k/s)-2", "k-n", "max(k, 3)-n"])
def test_of_a_number_of_both_signs_none_is_known(text: str) -> None:
    assert {evaluate(parse(text), at) >= 0 for at in POINTS} == {True, False}
    assert known(KNOWN.number(parse(text)), "nonnegative") is None


@pytest.mark.parametrize(
    ("above", "below", "floor"),
    [("s-1", "k", 0), ("i", "n", 0), ("k+s-1", "k", 1), ("-s", "k+1", -1), ("2k+1", "k+1", 1), ("3*k+1", "k", None)],
)
def test_a_floor_between_two_numbers_that_follow_one_another_is_a_number(
    above: str, below: str, floor: int | None
) -> None:
    values = {evaluate(Floor(parse(above) / parse(below)), at) for at in POINTS}
    found = KNOWN.number(parse(above)) // KNOWN.number(parse(below))
    assert values == {floor} if floor is not None else len(values) > 1
    assert found == floor if floor is not None else isinstance(found, Parametric)


def test_the_greatest_of_numbers_is_the_one_that_is_known_to_be() -> None:
    k, s, n = (KNOWN.number(Symbol(name)) for name in "ksn")
    assert greatest(k, s) == k
    assert greatest(n * s, n * k) == n * k
    assert isinstance(greatest(k, n), Parametric)


def test_what_lies_between_two_others_is_not_the_greatest() -> None:
    """Of 1, 1+a*(2^n/2-1) and 1+a*(2^n-1) the second lies between, whether a is positive or negative."""
    numbers = [parse(f"1+(k-2*s)*({share})") for share in ("2^n/2-1", "2^n-1", "0", "1")]
    found = reduce(greatest, map(KNOWN.number, numbers))
    assert isinstance(found, Parametric)
    assert len(found.expression.args) == 2
    for at in POINTS:
        put = {symbol: at[symbol.name] for symbol in found.expression.free_symbols}
        assert found.expression.subs(put) == max(evaluate(each, at) for each in numbers)
