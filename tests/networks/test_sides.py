"""How far outputs read to each side of their places, against sets of pixels followed tap by tap."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from support import dependencies, oracles
from support.branching import Branching, Simple, branching, conv, pace, pool, transposed
from support.branching_strategies import branchings, chains
from support.laws import examples
from support.networks import CONVENTIONS, Layer, Network, network, networks

import symrf
from symrf.errors import DerivationError
from symrf.formulas.values import evaluate
from symrf.networks.reading import Reading

FEW = settings(max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.filter_too_much])


def on_one_axis(text: str, convention: str = "pytorch") -> Reading:
    return symrf.derive(text, axes=("w",), convention=convention)["w"]


def sides(reading: Reading, **at: int) -> tuple[Fraction, ...]:
    """Left and right, at numbers."""
    assert reading.side_trees is not None
    return tuple(evaluate(tree, at) for tree in reading.side_trees)


@given(networks(most=4, most_pixels=120))
@FEW
@example(network(Layer("c", 7, 2, "same"), Layer("c", 4, 3, "same")))
@example(network(Layer("c", 3, None, "causal"), Layer("c", 3, None, "causal", 4)))
@example(network(Layer("z", padding=(-2, 1)), Layer("c", 2, 2)))
def test_a_chain_reads_as_far_to_each_side_as_its_taps_go(chain: Network) -> None:
    assert chain.convention in CONVENTIONS
    reading = on_one_axis(chain.text, chain.convention)
    least = int(reading.size.minimum)
    for w in (*range(least, least + 7), least + 25):
        apart = oracles.hull(oracles.reached(w, chain, 1))[0] - oracles.hull(oracles.reached(w, chain, 0))[0]
        for output in {0, reading.size.at(w) - 1}:
            first, last = oracles.hull(oracles.reached(w, chain, output))
            assert sides(reading, w=w) == (output * apart - first, last - output * apart)


@given(branchings(most_pixels=100) | chains(most_pixels=100))
@FEW
@example(branching(conv(3), transposed(3, 2, 1)))
@example(branching(Simple("ub", 2), conv(3, pad=1), pool(2)))
@example(branching(transposed(2, 3)))
def test_outputs_that_differ_read_as_far_as_the_farthest(chain: Branching) -> None:
    try:
        reading = on_one_axis(chain.text)
    except DerivationError:
        assume(False)
    walk = pace(chain.items)
    assume(reading.side_trees is not None and walk.steady)
    for w in dependencies.working_sizes(chain, 200, 8):
        read = {output: dependencies.reads_of(w, chain, output) for output in range(min(3 * walk.period, 60))}
        spans = {output: oracles.hull(pixels) for output, pixels in read.items() if pixels}
        left = max(output * walk.speed - first for output, (first, _) in spans.items())
        right = max(last - output * walk.speed for output, (_, last) in spans.items())
        assert sides(reading, w=w) == (left, right)


@pytest.mark.parametrize("kernel", [1, 2, 3, 5])
@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("times", [1, 2, 4])
def test_families_read_as_far_as_each_of_their_members(kernel: int, stride: int, times: int) -> None:
    for text in ("(c{k}p{p})*{n} p2", "c3p1 t{k}s{s}", "c{k}s{s}p{p}", "(c{k}causal)*{n}"):
        family = symrf.derive(text, axes=("w",))
        values = {"k": kernel, "s": stride, "n": times, "p": 1}
        own = {name: values[name] for name in family.parameters.names}
        member = family.of_numbers(own)["w"]
        assert sides(family["w"], **own) == sides(member)


def test_where_outputs_have_no_one_jump_there_is_no_reach() -> None:
    assert symrf.derive("[c1s2 ad4 | ad4]", axes=("w",)).written("reach.left") is None
