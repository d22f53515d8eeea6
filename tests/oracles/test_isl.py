"""Decisions about linear claims against isl, the integer set library: the same truth sets, to infinity."""

from __future__ import annotations

from functools import reduce
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from support.claims import mutated
from support.extras import needed
from support.laws import examples
from support.logic import decide

from symrf.exact.sets.periodic import Periodic
from symrf.formulas.tree import (
    Ceiling,
    Floor,
    Fraction,
    Maximum,
    Minimum,
    Modulo,
    Negative,
    Number,
    Product,
    Sum,
    Symbol,
    Written,
    number,
    parts,
)

isl = needed("islpy")

W = Symbol("w")


LINEAR = st.recursive(
    st.one_of(st.just(W), st.integers(-30, 30).map(lambda shift: Floor((W + shift) / 3)), st.just(3 * W + 7)),
    lambda of: st.one_of(
        st.builds(lambda tree, shift, by: Floor((tree + shift) / by), of, st.integers(-20, 20), st.integers(2, 9)),
        st.builds(lambda one, two: one + two, of, of),
        st.builds(lambda factor, tree: number(factor) * tree, st.integers(-3, 3), of),
        st.builds(lambda node, *of: node(of), st.sampled_from([Minimum, Maximum]), of, of),
    ),
    max_leaves=5,
)


def piecewise(tree: Written) -> Any:
    """A linear formula as isl has it."""
    inside = [piecewise(part) for part in parts(tree)]

    def over(below: Any) -> Any:
        return inside[0].scale_down_val(isl.Val(below.value))

    match tree:
        case Number(value):
            return isl.PwAff(f"{{ [w] -> [({value})] }}")
        case Symbol():
            return isl.PwAff("{ [w] -> [(w)] }")
        case Sum():
            return reduce(lambda one, two: one.add(two), inside)
        case Negative():
            return inside[0].neg()
        case Product():
            return reduce(lambda one, two: one.mul(two), inside)
        case Fraction(_, below):
            return over(below)
        case Floor():
            return inside[0].floor()
        case Ceiling():
            return inside[0].ceil()
        case Minimum():
            return reduce(lambda one, two: one.min(two), inside)
        case Maximum():
            return reduce(lambda one, two: one.max(two), inside)
        case Modulo(_, below):
            return inside[0].sub(over(below).floor().mul(inside[1]))
    raise TypeError(tree)


def isl_set(where: Periodic) -> Any:
    """The set that a condition says, as isl has it."""

    def of(ranges: tuple[range, ...]) -> list[str]:
        return [f"{each[0]} <= w <= {each[-1]} and (w - {each[0]}) mod {each.step} = 0" for each in ranges]

    pattern = [f"w >= {where.start} and w mod {where.modulus} = {residue}" for residue in where.residues]
    kept = isl.Set("{ [w] : " + (" or ".join(pattern) or "false") + " }")
    less = isl.Set("{ [w] : " + (" or ".join(of(where.excluded)) or "false") + " }")
    more = isl.Set("{ [w] : " + (" or ".join(of(where.included)) or "false") + " }")
    return kept.subtract(less).union(more)


LINEAR = st.recursive(
    st.one_of(st.just(W), st.integers(-30, 30).map(lambda shift: Floor((W + shift) / 3)), st.just(3 * W + 7)),
    lambda of: st.one_of(
        st.builds(lambda tree, shift, by: Floor((tree + shift) / by), of, st.integers(-20, 20), st.integers(2, 9)),
        st.builds(lambda one, two: one + two, of, of),
        st.builds(lambda factor, tree: number(factor) * tree, st.integers(-3, 3), of),
        st.builds(lambda node, *of: node(of), st.sampled_from([Minimum, Maximum]), of, of),
    ),
    max_leaves=5,
)


@given(
    LINEAR.flatmap(lambda truth: st.tuples(st.just(truth), st.one_of(mutated(truth), LINEAR))),
    st.sampled_from(["=", "=", "<=", ">="]),
    st.integers(1, 9),
)
@settings(max_examples=examples(300), deadline=None)
def test_isl_finds_the_same_truth_set_to_infinity(pair: tuple[Written, Written], relation: Any, least: int) -> None:
    truth, claim = (piecewise(tree) for tree in pair)
    domain = isl.Set(f"{{ [w] : w >= {least} }}")
    found = {"=": truth.eq_set, "<=": truth.le_set, ">=": truth.ge_set}[relation](claim).intersect(domain)
    decision = decide(*pair, relation, {"w": least})
    if decision.status == "undecided":
        assert str(decision.reason).startswith("it would take ")
    elif isinstance(decision.condition, Periodic):
        assert decision.status == "conditional"
        assert found.is_equal(isl_set(decision.condition))
    elif decision.reason is None:
        assert found.is_equal(domain) if decision.status == "proved" else found.is_empty()
    if decision.counterexample is not None:
        false = domain.subtract(found)
        assert false.lexmin().is_equal(isl.Set(f"{{ [{decision.counterexample['w']}] }}"))
