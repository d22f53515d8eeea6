"""The monoid of windows: composing is associative, IDENTITY is neutral, and n repeats are a power."""

from __future__ import annotations

from functools import reduce

from hypothesis import example, given, settings
from hypothesis import strategies as st
from support import oracles
from support.laws import examples
from support.networks import Layer, Network, Repeat, network, networks

import symrf
from symrf.exact.sampling.scaled import scaled
from symrf.exact.sampling.states import State
from symrf.exact.sampling.windows import IDENTITY, Window
from symrf.formulas.tree import Symbol
from symrf.formulas.values import evaluate

FEW = settings(max_examples=examples(200), deadline=None)

CHAINS = networks(most=4) | networks(most=2, repeated=True)
SAME = network(Layer("c", 3, 2, "same"))
MANY_SAME = network(Repeat((Layer("c", 3, 2, "same"),), 20))


def window(chain: Network) -> Window:
    """The window of a network."""
    return symrf.derive(chain.text, axes=("w",), convention=chain.convention)["w"].state


WINDOWS = CHAINS.map(window)


@given(WINDOWS, WINDOWS, WINDOWS)
@FEW
@example(window(MANY_SAME), window(MANY_SAME), window(SAME))
@example(window(SAME), window(MANY_SAME), window(MANY_SAME))
def test_composing_windows_is_associative(first: Window, second: Window, third: Window) -> None:
    assert first.then(second).then(third) == first.then(second.then(third))


@given(WINDOWS)
@FEW
def test_the_identity_is_neutral(chain: Window) -> None:
    assert IDENTITY.then(chain) == chain.then(IDENTITY) == chain
    assert Window(1, 1).then(chain) == chain


@given(WINDOWS, st.integers(1, 9))
@settings(FEW, max_examples=examples(400))
@example(window(SAME), 32)
@example(window(SAME), 33)
@example(window(MANY_SAME), 2)
def test_a_repeat_is_composing_so_many_times(chain: Window, times: int) -> None:
    assert chain.repeated(times) == reduce(Window.then, [chain] * times)


@given(WINDOWS, st.integers(1, 4), st.integers(1, 4))
@FEW
def test_repeats_add_and_multiply_like_exponents(chain: Window, first: int, second: int) -> None:
    assert chain.repeated(first).then(chain.repeated(second)) == chain.repeated(first + second)
    assert chain.repeated(first).repeated(second) == chain.repeated(first * second)


@given(networks(most=3), networks(most=3))
@FEW
def test_the_size_after_two_chains_is_the_second_ones_size_of_the_first_ones(first: Network, second: Network) -> None:
    second = Network(second.items, first.convention)
    try:
        both = window(first).then(window(second))
    except symrf.DerivationError:  # a pool that is padded enough for one convention only
        return
    for w in range(both.minimum, both.minimum + 60):
        between = oracles.size(w, first)
        assert between is not None
        assert both.size_at(w) == oracles.size(between, second)


def answers(state: State, size: int) -> tuple[object, ...]:
    """What a state answers for an input of `size` pixels, its formulas as numbers."""
    axis = Symbol("w")
    jump, start = state.jump(axis), state.start(axis, 0.5)
    known = (None if tree is None else evaluate(tree, {"w": size}) for tree in (jump, start))
    return (state.takes(size), state.minimum, state.size_at(size), state.most_field, state.least_field, *known)


@given(WINDOWS, st.integers(0, 60))
@FEW
@example(window(SAME), 7)
def test_a_window_answers_alike_in_functions_of_the_input_size(chain: Window, more: int) -> None:
    size = chain.minimum + more
    assert answers(chain, size) == answers(chain.sampled(), size)
    assert chain.sampled().evenly_apart


@given(WINDOWS.filter(lambda chain: chain.varying == ()), st.integers(0, 60))
@FEW
def test_a_window_answers_alike_with_nothing_after_it(chain: Window, more: int) -> None:
    size = chain.minimum + more
    assert answers(chain, size) == answers(scaled(chain), size)
    assert scaled(chain).exact_when(None, "w") == chain.exact_when(None, "w")
