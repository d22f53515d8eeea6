"""The size, its three forms, its minimum and the premise of the hand form, against windows laid out one by one."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from support import oracles
from support.laws import examples
from support.networks import Layer, Network, Repeat, axes_text, network, networks

import symrf
from symrf.errors import DerivationError, SizeError
from symrf.formulas.values import evaluate
from symrf.networks.reading import Reading
from symrf.networks.steps import steps

WINDOW = 60  # input sizes from the minimum on
FEW = settings(max_examples=examples(120), deadline=None)

CHAINS = networks() | networks(repeated=True)


def derived(given_network: Network) -> Reading:
    """The network on one axis."""
    return symrf.derive(given_network.text, axes=("w",), convention=given_network.convention)["w"]


def from_minimum(reading: Reading) -> range:
    """Input sizes from the minimum on, a whole period of the premise at the least."""
    return range(int(reading.size.minimum), int(reading.size.minimum) + max(WINDOW, int(reading.jump) + 1))


@given(CHAINS)
@settings(FEW, max_examples=examples(250))
def test_the_size_is_the_count_of_windows_layer_after_layer(chain: Network) -> None:
    size = derived(chain).size
    for w in range(size.minimum, size.minimum + WINDOW):
        assert size.at(w) == oracles.size(w, chain)


@given(CHAINS)
@settings(FEW, max_examples=examples(250))
@example(network(Layer("z", padding=(0, 5)), Layer("z", padding=(-3, -3))))
def test_the_minimum_is_the_least_input_that_no_layer_refuses(chain: Network) -> None:
    minimum = derived(chain).size.minimum
    assert [w for w in range(1, minimum + WINDOW) if oracles.size(w, chain) is None] == list(range(1, minimum))


@given(CHAINS)
@FEW
def test_below_the_minimum_the_first_layer_without_an_output_is_named(chain: Network) -> None:
    reading = derived(chain)
    minimum = reading.size.minimum
    prefixes = [Network(chain.layers[:length], chain.convention) for length in range(1, len(chain.layers) + 1)]
    with pytest.raises(SizeError, match="at w=0 "):
        reading.size.at(0)
    for w in {1, minimum // 2, minimum - 1} - {0, minimum}:
        with pytest.raises(SizeError, match=f"at w={w} .*: w must be at least {minimum}$") as refusal:
            reading.size.at(w)
        first = next(prefix.layers[-1] for prefix in prefixes if oracles.size(w, prefix) is None)
        assert f"({symrf.parse(axes_text((first,)))}) has no output" in str(refusal.value)


@given(CHAINS)
@FEW
def test_the_nested_and_the_closed_form_are_the_size_from_the_minimum_on(chain: Network) -> None:
    reading = derived(chain)
    nested, closed = reading.size.tree("nested"), reading.size.tree("closed")
    for w in from_minimum(reading):
        assert evaluate(nested, {"w": w}) == evaluate(closed, {"w": w}) == oracles.size(w, chain)


@given(CHAINS)
@FEW
def test_the_hand_form_is_the_size_exactly_on_its_premise(chain: Network) -> None:
    reading = derived(chain)
    hand, premise = reading.size.tree("hand"), reading.size.exact_when
    exact = [w for w in from_minimum(reading) if evaluate(hand, {"w": w}) == oracles.size(w, chain)]
    assert exact == [w for w in from_minimum(reading) if w % premise.modulus in premise.residues]
    assert exact == [w for w in from_minimum(reading) if w in premise]
    assert premise.always == (len(exact) == len(from_minimum(reading)))
    assert premise.never == (not exact)


@given(CHAINS)
@FEW
def test_each_step_has_the_size_after_its_layer(chain: Network) -> None:
    taken = steps(derived(chain).track)
    least = taken[-1].size.minimum
    for w in (least, least + 1, least + 7, least + 58):
        assert [w, *(step.size.at(w) for step in taken)] == oracles.sizes(w, chain.layers, chain.convention)


@given(networks(repeated=True))
@FEW
def test_a_repeat_is_its_layers_written_out(chain: Network) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("symrf.formulas.limits.REPEAT_WRITTEN_OUT", 0)
        folded = derived(chain)
        groups = sum(isinstance(item, Repeat) for item in chain.items)
        assert len(steps(folded.track)) == len(chain.items)
        assert sum(step.link.item.text.startswith("(") for step in steps(folded.track)) == groups
    plain = symrf.derive(chain.text_written_out, axes=("w",), convention=chain.convention)["w"]
    assert folded.state == plain.state
    assert (folded.size.minimum, folded.size.exact_when) == (plain.size.minimum, plain.size.exact_when)
    assert (folded.receptive_field, folded.jump, folded.start) == (plain.receptive_field, plain.jump, plain.start)
    assert folded.padding == plain.padding
    for w in from_minimum(plain):
        values = {"w": w}
        assert folded.size.at(w) == plain.size.at(w) == oracles.size(w, chain)
        for form in ("hand", "nested", "closed"):
            assert evaluate(folded.size.tree(form), values) == evaluate(plain.size.tree(form), values)
    with pytest.raises(SizeError, match=f"at w={plain.size.minimum - 1} "):
        folded.size.at(plain.size.minimum - 1)


@given(networks())
@settings(FEW, max_examples=examples(60))
def test_a_long_chain_collects_its_fractions_and_keeps_its_size(chain: Network) -> None:
    rounded = (Layer("p", 2, 2, None, None, "ceil"), Layer("p", 2, 2), Layer("c", 3, 2, (1, 1)))
    longer = Network((*chain.items, *rounded, *rounded, *rounded, *rounded), chain.convention)
    reading = derived(longer)
    premise, hand = reading.size.exact_when, reading.size.tree("hand")
    least = reading.size.minimum
    first = least + (premise.residues[0] - least) % premise.modulus
    for w in (least, least + 1, first - 1, first, first + 1, first + premise.modulus, first + premise.modulus - 1):
        if w < least:
            continue
        values = {"w": w}
        true_size = oracles.size(w, longer)
        assert reading.size.at(w) == true_size
        assert evaluate(reading.size.tree("nested"), values) == evaluate(reading.size.tree("closed"), values)
        assert evaluate(reading.size.tree("nested"), values) == true_size
        assert (evaluate(hand, values) == true_size) == (w in premise)


@pytest.mark.parametrize("kernel", range(1, 5))
@pytest.mark.parametrize("dilation", range(1, 4))
@pytest.mark.parametrize("convention", ["pytorch", "caffe"])
def test_a_pool_that_rounds_up_is_padded_by_its_extent_at_the_most(kernel: int, dilation: int, convention: str) -> None:
    extent = Layer("p", kernel, dilation=dilation).extent
    most = network(Layer("p", kernel, 2, (0, extent), dilation, "ceil"), convention=convention)
    reading = derived(most)
    for w in from_minimum(reading):
        assert reading.size.at(w) == oracles.size(w, most)
    beyond = network(Layer("p", kernel, 2, (0, extent + 1), dilation, "ceil"), convention=convention)
    with pytest.raises(DerivationError, match="a window would see only padding"):
        derived(beyond)


def test_axes_with_numbers_of_their_own_are_derived_by_themselves() -> None:
    wide = (Layer("c", 3, 2, (1, 1), 1), Layer("p", 2, 2))
    high = (Layer("c", 5, 1, (0, 2), 2), Layer("p", 3, 3))
    text = " ".join(axes_text(pair) for pair in zip(wide, high, strict=True))
    derivation = symrf.derive(text, axes=("w", "h"))
    for axis, layers in (("w", wide), ("h", high)):
        alone = network(*layers)
        assert derivation[axis].state == derived(alone).state
        for size in from_minimum(derivation[axis]):
            assert derivation.at(**{axis: size}) == {axis: oracles.size(size, alone)}
