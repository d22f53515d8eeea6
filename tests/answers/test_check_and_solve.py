"""The same question, put to check and to solve: they say the same of every number, near and far."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from support.laws import examples

import symrf
from symrf.exact.sets.periodic import Periodic

MANY = settings(max_examples=examples(3000), deadline=None)
PLACES = (*range(1, 40), 60, 61, 62, 127, 128, 999, 1000, 12345, 10**6, 10**6 + 1)

KINDS = ("c3", "c5s2p1", "p2", "p3s2ceil", "c3s2p1", "z1:2", "c4d2", "t2s2", "u2", "c3s2same", "a3s1p1")
FAMILIES = {
    "n": ("(c3 c3 p2)*{n}", "(c3)*{n}", "(c2d{2^i})*{i=0..n-1}", "(c3s2p1)*{n}", "(c5 p3)*{n} c3"),
    "k": ("c{k}", "c{k}s2 c3", "c{k}p{k//2}", "(c{k})*3 p2", "c3d{k}", "c{2k+1}p{k}", "p{k}s2 c{k}"),
}
RELATIONS = st.sampled_from(["=", "<=", ">="])


@st.composite
def of_inputs(draw: st.DrawFn) -> tuple[str, str, str]:
    """A network of numbers and a condition on its size."""
    network = " ".join(draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=4)))
    number, divisor, added = draw(st.integers(1, 40)), draw(st.integers(1, 6)), draw(st.integers(-9, 9))
    right = draw(
        st.sampled_from(
            [
                f"{number}",
                f"w/{divisor}+{added}",
                f"floor((w+{number})/{divisor})",
                f"ceil(w/{divisor})+{added}",
                f"max({number}, floor(w/{divisor}))",
                f"2^floor(w/{divisor})-{number}",
                f"w^2-{number}*w+{divisor}",
            ]
        )
    )
    return network, f"size {draw(RELATIONS)} {right.replace('+-', '-')}", "w"


@st.composite
def of_parameters(draw: st.DrawFn) -> tuple[str, str, str]:
    """A family of one parameter and a condition on its field or jump."""
    name = draw(st.sampled_from(sorted(FAMILIES)))
    network = draw(st.sampled_from(FAMILIES[name]))
    number, times = draw(st.integers(1, 300) | st.sampled_from([10**4 + 1, 2**20 - 1])), draw(st.integers(1, 5))
    right = draw(
        st.sampled_from(
            [
                f"{number}",
                f"{times}*{name}+{number}",
                f"{name}^2-{number}",
                f"{times}*2^{name}-{number}",
                f"floor({name}/{times})+{times}",
                f"min({name}, {number})",
            ]
        )
    )
    return network, f"{draw(st.sampled_from(['rf', 'jump']))} {draw(RELATIONS)} {right}", name


@st.composite
def of_amounts(draw: st.DrawFn) -> tuple[str, str, str]:
    """A condition on what a network costs, with a number that is rounded, or in units."""
    network, quantity, name = draw(
        st.sampled_from(
            [
                ("in3 c3p1-64", "macs", "w"),
                ("in3 c3p1-32 p2", "activations", "w"),
                ("in3 c3-{c}", "params", "c"),
                ("in3 c3p1-{c} gap fc10", "params", "c"),
                ("in3 (c3-8)*{n}", "params", "n"),
            ]
        )
    )
    unit = draw(st.sampled_from(["", "k", "K", "e2", "e3", "e+3", " thousand", "Ki", "M"]))
    digits = draw(st.integers(1, 40).map(str) | st.sampled_from(["0.1", "1.5", "2.05", "12.3"]))
    sign = draw(RELATIONS | st.sampled_from(["≈", "<", ">"]))
    return network, f"{quantity} {sign} {digits}{unit}", name


@given(of_inputs() | of_parameters() | of_amounts())
@MANY
def test_check_and_solve_say_the_same(asked: tuple[str, str, str]) -> None:
    network, condition, name = asked
    try:
        verdict = symrf.check(network, [condition], axes=("w",), budget=60)[0]
    except symrf.SymrfError:
        return
    solution = symrf.solve(network, condition, name, axes=("w",), budget=60)
    (answer,) = verdict.decisions
    told = solution.status != "undecided" and solution.bound is None
    assert verdict.complete == told, (verdict, solution)
    if not told:
        return
    (among,) = solution.domain
    for at in (place for place in PLACES if place in among and place >= (1 if name != "w" else 0)):
        match answer.status, answer.condition:
            case "conditional", Periodic() as where:
                held = at in where
            case "conditional", other:
                raise AssertionError(f"a set of one symbol is {other}")
            case status, _:
                held = status == "proved"
        assert (at in solution) == held, (at, verdict, solution)
