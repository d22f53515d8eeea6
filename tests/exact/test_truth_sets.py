"""Sets of whole numbers that solve a relation, against each number by itself; what was tried is not called settled."""

from __future__ import annotations

from fractions import Fraction as Rational

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from support.laws import examples
from support.logic import truth_set

from symrf.exact.logic.answer import Truth
from symrf.exact.logic.exponentials import exponentials, settled
from symrf.exact.logic.statements import Statement
from symrf.exact.logic.together import joint
from symrf.exact.sets.periodic import Periodic, everywhere, interval
from symrf.formulas import limits
from symrf.formulas.reader import parse
from symrf.formulas.relations import Sign
from symrf.formulas.tree import (
    Ceiling,
    Floor,
    Fraction,
    Maximum,
    Minimum,
    Modulo,
    Negative,
    Power,
    Product,
    Sum,
    Symbol,
    Written,
    number,
)
from symrf.formulas.values import evaluate

X = Symbol("x")
FAR = 60  # numbers looked at one by one
RELATIONS: list[Sign] = ["=", "<=", ">="]


def formulas() -> st.SearchStrategy[Written]:
    """Formulas in x with what solving must face: powers of numbers to x, quotients by x, roundings, remainders."""
    numbers = st.integers(-6, 40).map(number)
    leaves = st.just(X) | numbers | st.integers(2, 4).map(lambda base: Power(number(base), X))

    def grown(parts: st.SearchStrategy[Written]) -> st.SearchStrategy[Written]:
        pairs = st.tuples(parts, parts)
        return st.one_of(
            *(pairs.map(node) for node in (Sum, Sum, Product, Minimum, Maximum)),
            *(st.builds(node, parts) for node in (Negative, Floor, Ceiling)),
            st.builds(Fraction, parts, parts),
            st.builds(lambda part: Floor(Fraction(part, X)), parts),
            st.builds(lambda part: Power(part, number(2)), parts),
            st.builds(lambda part, by: Modulo(part, number(by)), parts, st.integers(2, 5)),
        )

    return st.recursive(leaves, grown, max_leaves=6)


def exponential_sums() -> st.SearchStrategy[Written]:
    """Sums of products of x and of powers of numbers to x."""
    leaves = st.just(X) | st.integers(-6, 40).map(number) | st.integers(2, 4).map(lambda base: Power(number(base), X))

    def grown(parts: st.SearchStrategy[Written]) -> st.SearchStrategy[Written]:
        pairs = st.tuples(parts, parts)
        return st.one_of(
            *(pairs.map(node) for node in (Sum, Sum, Product)),
            st.builds(Negative, parts),
            st.builds(lambda part, by: Fraction(part, number(by)), parts, st.integers(1, 5)),
        )

    return st.recursive(leaves, grown, max_leaves=6)


def worth(tree: Written, at: int) -> Rational | None:
    try:
        return evaluate(tree, {"x": at})
    except ValueError:
        return None


def true_at(requirement: Statement, at: int) -> bool:
    """Whether a relation is true of a number, from the values of its sides alone."""
    left, right = worth(requirement.left, at), worth(requirement.right, at)
    if left is None or right is None:
        return False
    return {"=": left == right, "<=": left <= right, ">=": left >= right}[requirement.relation]


@settings(max_examples=examples(120), deadline=None)
@given(formulas(), st.sampled_from(RELATIONS), formulas() | st.integers(-5, 2000).map(number), st.integers(0, 3))
def test_a_set_is_each_of_its_numbers(left: Written, relation: Sign, right: Written, least: int) -> None:
    requirement = Statement(left, relation, right)
    found = truth_set(requirement, "x", least)
    assume(found is not None)
    far = [*range(least, least + FAR), *range(200, 220), 1000, 1001]
    for at in far if found.bound is None else [at for at in far if at <= found.bound]:
        assert (at in found.where) == true_at(requirement, at), (at, found)


def check_exponential_sum(terms: dict[tuple[int, Rational], Rational], tree: Written) -> None:
    for at in range(1, 12):
        assert sum((c * at**j * q**at for (j, q), c in terms.items()), Rational(0)) == evaluate(tree, {"x": at})
    found = settled(terms)
    assert found is not None
    start, sign = found
    for at in range(start, start + 40):
        value = worth(tree, at)
        assert value is None or (value > 0) - (value < 0) == sign


@settings(max_examples=examples(150), deadline=None)
@given(exponential_sums())
def test_an_exponential_sum_is_its_formula_and_has_a_sign_from_where_it_is_settled(tree: Written) -> None:
    terms = exponentials(tree, "x")
    assert terms is not None
    check_exponential_sum(terms, tree)


@settings(max_examples=examples(150), deadline=None)
@given(formulas())
def test_what_is_read_as_an_exponential_sum_is_one(tree: Written) -> None:
    """Also a quotient of them, or a power of one."""
    terms = exponentials(tree, "x")
    if terms is not None:
        check_exponential_sum(terms, tree)


# left, relation, right, the numbers in words: (first, last) or a list, and how it is known
KNOWN = [
    ("5*2^x-4", ">=", "224", (6, None), "monotone"),
    ("2x+1", ">=", "224", (112, None), "decided"),
    ("3*2^x-2", ">=", "10^300", (995, None), "monotone"),
    ("floor(56/x)", "=", "7", (8, 8), "monotone"),
    ("floor(10^12/x)", "=", "7", (125000000001, 142857142857), "monotone"),
    ("floor(56/x)", ">=", "0", (1, None), "monotone"),
    ("x*2^x", "=", "25", None, "monotone"),
    ("x*2^x-3x", "<=", "10^6", (1, 15), "monotone"),
    ("2^(2^x)", ">=", "x", (1, None), "monotone"),
    ("2x+1-\\sum_{i=1}^x i", "<=", "0", (4, None), "decided"),
    ("\\sum_{i=1}^x i", "=", "5050", (100, 100), "decided"),
    ("floor(100/x)+x", "=", "20", (8, 13), "settled"),
    ("x/(x+1)", ">=", "1", None, "decided"),
    ("x^2", ">=", "10^40", (10**20, None), "decided"),
]


@pytest.mark.parametrize(
    ("left", "relation", "right", "ends", "proof"), KNOWN, ids=[" ".join(row[:3]) for row in KNOWN]
)
def test_known_sets(left: str, relation: Sign, right: str, ends: tuple[int, int | None] | None, proof: str) -> None:
    found = truth_set(Statement(parse(left), relation, parse(right)), "x", 1)
    assert found is not None
    assert (found.where.ends if isinstance(found.where, Periodic) else found, found.proof, found.bound) == (
        ends,
        proof,
        None,
    )


def test_what_is_not_settled_is_said_to_be_tried() -> None:
    found = truth_set(Statement(parse("Mod(100*x^65+100,x)"), "=", parse("0")), "x", 1)
    assert found is not None
    assert (found.proof, found.bound) == ("tried", limits.TRUTH_TRIED)
    assert [at for at in range(1, 200) if at in found.where] == [1, 2, 4, 5, 10, 20, 25, 50, 100]


def test_a_number_too_long_is_where_trying_ends() -> None:
    found = truth_set(Statement(parse("2^(2^x)*(x mod 2)"), ">=", parse("x")), "x", 1)
    assert found is not None
    assert found.bound == 15  # 2^(2^16) and its like are no longer worked out
    assert truth_set(Statement(parse("3*2^x"), ">=", parse("10^20000")), "x", 1).complete is False


SETS = st.one_of(
    st.builds(lambda first, length: interval("x", 1, first, first + length), st.integers(1, 40), st.integers(-1, 30)),
    st.builds(lambda first: interval("x", 1, first, None), st.integers(1, 40)),
    st.builds(
        lambda modulus, residue: Periodic("x", 1, modulus, (residue % modulus,), 1),
        st.integers(2, 5),
        st.integers(0, 4),
    ),
)


@given(SETS)
def test_ends_are_those_of_one_interval(where: Periodic) -> None:
    inside = [at for at in range(1, 200) if at in where]
    ends = where.ends
    if ends is not None:
        assert inside == list(range(ends[0], 200 if ends[1] is None else ends[1] + 1))
    else:
        assert not inside or inside != list(range(inside[0], inside[-1] + 1))


def test_a_bound_is_dropped_only_where_a_complete_set_ends_before_it() -> None:
    tried = Truth(interval("x", 1, 2, 100), "tried", 100)
    few, many = Truth(interval("x", 1, 1, 50), "decided"), Truth(interval("x", 1, 1, 101), "decided")
    for truths, bound in (((tried, few), None), ((few, tried), None), ((tried, many), 100), ((tried,), 100)):
        found = joint(truths, everywhere("x", 1))
        assert found is not None
        assert found.bound == bound
