"""Receptive field, jump, start, padding and the equivalent convolution, against the inputs that an output reaches."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support import oracles
from support.laws import examples
from support.networks import CONVENTIONS, Layer, Network, Repeat, network, networks

import symrf
from symrf.formulas.printing.plain import PLAIN
from symrf.formulas.values import evaluate
from symrf.networks.reading import Reading

FEW = settings(max_examples=examples(150), deadline=None)

SMALL = networks(most=4, most_pixels=120) | networks(most=3, repeated=True, most_pixels=120)
SAME_LAYERS = st.tuples(st.integers(1, 5), st.integers(1, 5), st.sampled_from([None, 1, 2, 3])).map(
    lambda parts: Layer("c", parts[0], parts[1], "same", parts[2])
)
SAME_NETWORKS = st.tuples(st.lists(SAME_LAYERS, min_size=1, max_size=4).map(tuple), st.sampled_from(CONVENTIONS)).map(
    lambda parts: Network(*parts)
)
HALVING = network(*(Layer("c", kernel, stride, "same") for kernel, stride in ((7, 2), (3, 2), (3, 1), (3, 2))))
CROPPED_AFTER_SAME = network(Layer("c", 3, 2, "same"), Layer("z", padding=(-1, -1)))
PADDED_AFTER_SAME = network(Layer("c", 5, 3, "same"), Layer("c", 1, 1, (1, 0)))


def derived(chain: Network) -> Reading:
    """The network on one axis."""
    return symrf.derive(chain.text, axes=("w",), convention=chain.convention)["w"]


def some_sizes(reading: Reading) -> tuple[int, ...]:
    """Input sizes that leave many remainders, from the minimum on."""
    least = int(reading.size.minimum)
    return (*range(least, least + 9), least + 25, least + 48)


@given(SMALL | SAME_NETWORKS)
@settings(FEW, max_examples=examples(250))
@example(HALVING)
@example(CROPPED_AFTER_SAME)
@example(network(Layer("c", 2, 5, "same"), Layer("c", 4, 3, "same", 3)))
def test_an_output_reads_its_receptive_field_from_the_start_on(chain: Network) -> None:
    reading = derived(chain)
    field, jump = int(reading.receptive_field), int(reading.jump)
    assert reading.start_tree is not None
    for w in some_sizes(reading):
        start = evaluate(reading.start_tree, {"w": w})
        reach = Fraction(field - 1, 2)
        for output in {0, 1, 2, reading.size.at(w) - 1}:
            if output < reading.size.at(w):
                middle = start + output * jump
                places = oracles.reached(w, chain, output)
                assert oracles.hull(places) == (middle - reach, middle + reach)
                assert oracles.hull(places) == oracles.spread(w, chain, output)


@given(SMALL | SAME_NETWORKS)
@FEW
@example(HALVING)
@example(PADDED_AFTER_SAME)
def test_the_padding_before_is_how_far_the_first_output_reaches_out(chain: Network) -> None:
    reading = derived(chain)
    assert reading.padding_trees is not None
    for w in some_sizes(reading):
        first, _ = oracles.hull(oracles.reached(w, chain, 0))
        assert evaluate(reading.padding_trees[0], {"w": w}) == -first


@given(SMALL | SAME_NETWORKS)
@FEW
@example(HALVING)
@example(CROPPED_AFTER_SAME)
def test_the_size_is_that_of_one_convolution_with_the_padding_of_the_chain(chain: Network) -> None:
    reading = derived(chain)
    assert reading.padding_trees is not None
    for w in some_sizes(reading):
        padded = w + sum(evaluate(side, {"w": w}) for side in reading.padding_trees)
        starts = range(0, int(padded) - int(reading.receptive_field) + 1, int(reading.jump))
        assert padded.denominator == 1
        assert len(starts) == oracles.size(w, chain)


@given(SMALL | SAME_NETWORKS)
@settings(FEW, max_examples=examples(250))
@example(HALVING)
def test_the_equivalent_convolution_has_the_sizes_and_the_windows_of_the_chain(chain: Network) -> None:
    check_equivalent(chain)


@pytest.mark.parametrize("chain", [CROPPED_AFTER_SAME, PADDED_AFTER_SAME], ids=lambda chain: chain.text)
def test_margins_after_padding_same_are_part_of_the_equivalent_convolution(chain: Network) -> None:
    check_equivalent(chain)


def check_equivalent(chain: Network) -> None:
    """Derive the equivalent convolution from its text, if there is one, and compare it with the chain."""
    reading = derived(chain)
    if reading.equivalent is None:
        return
    other = symrf.derive(str(reading.equivalent), axes=("w",), convention=chain.convention)["w"]
    assert (other.receptive_field, other.jump) == (reading.receptive_field, reading.jump)
    assert reading.start_tree is not None
    assert other.start_tree is not None
    least = reading.size.minimum
    if min(reading.equivalent.padding or (0, 0)) < 0:  # it crops at the input what the chain may crop from its padding
        least = max(least, other.size.minimum)
    for w in range(least, least + 60):
        assert other.size.at(w) == oracles.size(w, chain)
        assert evaluate(other.start_tree, {"w": w}) == evaluate(reading.start_tree, {"w": w})


@given(SMALL)
@FEW
@example(HALVING)
def test_only_padding_same_has_no_equivalent_convolution(chain: Network) -> None:
    floating = any(layer.padding == "same" for layer in chain.layers)
    assert floating or derived(chain).equivalent is not None


@given(SAME_LAYERS, st.sampled_from(CONVENTIONS))
@FEW
def test_one_layer_is_its_own_equivalent_convolution(layer: Layer, convention: str) -> None:
    reading = derived(network(layer, convention=convention))
    assert reading.equivalent is not None
    assert (reading.equivalent.kernel, reading.equivalent.stride) == (layer.extent, layer.stride)


@given(st.integers(1, 10**7), st.integers(1, 32), st.sampled_from([3, 5]))
@FEW
def test_halvings_padded_same_start_where_their_taps_do(w: int, times: int, kernel: int) -> None:
    chain = network(Repeat((Layer("c", kernel, 2, "same"),), times))
    reading = derived(chain)
    first, last = oracles.spread(w, chain, 0)
    assert reading.start_tree is not None
    assert reading.padding_trees is not None
    assert evaluate(reading.start_tree, {"w": w}) == Fraction(first + last, 2)
    assert evaluate(reading.padding_trees[0], {"w": w}) == -first
    assert PLAIN(reading.start_tree).count("Mod(") == 1  # the halvings join to one remainder


@pytest.mark.parametrize("times", [33, 2000])
def test_a_start_that_is_too_long_to_write_is_none(times: int) -> None:
    reading = derived(network(Repeat((Layer("c", 3, 2, "same"),), times)))
    assert (reading.start_tree, reading.padding_trees, reading.equivalent) == (None, None, None)
    assert (reading.start, reading.padding) == (None, None)


@pytest.mark.parametrize(("origin", "start"), [(0, "7/2"), (0.5, "4"), (1, "9/2")])
def test_the_origin_is_where_the_first_pixel_is(origin: float, start: str) -> None:
    assert str(symrf.derive("c3s1 p2s2 c3s1", origin=origin)["w"].start) == start


def test_an_origin_is_one_of_three_habits() -> None:
    with pytest.raises(symrf.InputError, match=r"the first pixel must be at 0, 1/2 or 1, not at 2"):
        symrf.derive("c3", origin=2)
