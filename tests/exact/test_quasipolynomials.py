"""The period, start and degree of a formula, and the signs of polynomials, against values one by one."""

from __future__ import annotations

from itertools import pairwise, product

from hypothesis import given, settings
from hypothesis import strategies as st
from support.claims import sizes, valued
from support.laws import examples

from symrf.exact.logic.constraints import constraints
from symrf.exact.sets.quasipolynomials import Spent
from symrf.exact.sets.signs import sign_pieces, signs_of_corner
from symrf.formulas.tree import Number, Written

FEW = settings(max_examples=examples(300), deadline=None)


@given(sizes(max_leaves=8), st.integers(0, 5))
@FEW
def test_from_its_start_on_a_formula_is_one_polynomial_for_each_residue(tree: Written, least: int) -> None:
    (found,) = constraints(tree, Number(0), "=", {"w": least}, Spent(10**6))
    function = found.function
    (period,), (start,), (degree,) = function.periods, function.starts, function.degrees
    at = valued(tree, ("w",))
    assert list(function.scaled((range(least, least + 200),))) == [
        at(w) * function.scale for w in range(least, least + 200)
    ]
    for first in {start, start + 1, start + period - 1, start + period // 2}:
        row = [at(first + period * time) for time in range(degree + 5)]
        for _ in range(degree + 1):
            row = [after - before for before, after in pairwise(row)]
        assert set(row) == {0}


@given(st.lists(st.integers(-30, 30), min_size=1, max_size=5), st.integers(0, 60))
@FEW
def test_the_signs_of_a_polynomial_change_where_they_are_said_to(roots: list[int], scale: int) -> None:
    def at(time: int) -> int:
        value = scale - 30
        for root in roots:
            value *= time - root
        return value + (scale % 7)

    pieces = sign_pieces([at(time) for time in range(len(roots) + 1)])
    for time in range(300):
        _, sign = next(piece for piece in reversed(pieces) if piece[0] <= time)
        assert sign == (at(time) > 0) - (at(time) < 0)
    assert [first for first, _ in pieces] == sorted({first for first, _ in pieces})
    assert all(before[1] != after[1] for before, after in pairwise(pieces))


@given(st.lists(st.integers(-9, 20), min_size=6, max_size=6))
@FEW
def test_a_polynomial_in_two_numbers_has_no_sign_but_those_said(coefficients: list[int]) -> None:
    def at(one: int, two: int) -> int:
        powers = product(range(3), range(2))
        return sum(c * one**up * two**over for c, (up, over) in zip(coefficients, powers, strict=True))

    signs = signs_of_corner([at(one, two) for one, two in product(range(3), range(2))], (3, 2))
    assert {(value > 0) - (value < 0) for value in (at(one, two) for one in range(40) for two in range(40))} <= signs
