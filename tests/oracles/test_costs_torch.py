"""Parameters, multiply-accumulates and activations against what PyTorch counts."""

from __future__ import annotations

from math import prod

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from support.costs import proved
from support.costs_strategies import Costed, careless, networks
from support.extras import needed
from support.laws import examples
from support.modules import Branches, Repeat, part, text, written
from support.modules_torch import REFUSALS, Counted, Network, counted, image

import symrf
from symrf.formulas import reader as formula
from symrf.formulas.values import evaluate
from symrf.networks.costs import COSTS, total
from symrf.networks.derivation import Derivation

FlopCounterMode = needed("torch.utils.flop_counter").FlopCounterMode
FEW = settings(
    max_examples=examples(120), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
AXES = ("w", "h", "d")

pytestmark = pytest.mark.filterwarnings(
    "ignore:Using padding='same' with even kernel lengths and odd dilation:UserWarning"
)


def derived(network: Costed) -> Derivation:
    """The network, derived; a pixel unshuffle may be given odd sizes alone."""
    try:
        return symrf.derive(text(network.items, network.inputs), axes=AXES[: network.axes])
    except symrf.DerivationError as refusal:
        assume("has no output" not in refusal.message and "needs a size divisible" not in refusal.message)
        raise


def seen(network: Costed, at: dict[str, int]) -> list[Counted]:
    """What PyTorch counts at each layer."""
    module, pixels = Network(network.items, network.axes), image(network.inputs, list(at.values()))
    module(pixels)
    return counted(module, pixels)


def summed(each: list[Counted], cost: str) -> int:
    """A cost of all layers."""
    return sum(getattr(layer, cost) for layer in each)


def some_sizes(derivation: Derivation, more: list[int]) -> dict[str, int]:
    """A size on each axis that the network takes, some pixels above the least."""
    found = {}
    for axis, extra in zip(derivation.axes, more, strict=False):
        takes, least = derivation[axis].takes, int(derivation[axis].size.minimum)
        sizes = [n for n in range(least + extra, least + extra + 60) if takes(n)]
        assume(sizes)
        found[axis] = sizes[0]
    return found


def inputs(at: dict[str, int]) -> str:
    """Sizes as a claim has them."""
    return ", ".join(f"{axis}={size}" for axis, size in at.items())


MORE = st.lists(st.integers(0, 30), min_size=3, max_size=3)
GROUPED = Costed(
    (part("t", 4, 2, 1, groups=3, channels=6, bias=False), part("bn"), part("dw", 3, 2, channels=12), part("ps", 2)),
    3,
    2,
)
RESIDUAL = Costed(
    (
        part("c", 7, 2, 3, channels=8, bias=False),
        Repeat((Branches(((part("c", 3, pad=1, channels=8), part("bn")), (part("id"),))), part("relu")), 2),
        Branches(((part("p", 2),), (part("c", 2, 2, channels=5),), (part("pu", 2),)), "|"),
        part("gap"),
        part("fc", 10),
    ),
    3,
    2,
)


# --- random networks


@given(networks(), MORE)
@FEW
@example(GROUPED, [3, 8, 0])
@example(RESIDUAL, [20, 9, 0])
def test_every_layer_costs_what_pytorch_counts(network: Costed, more: list[int]) -> None:
    derivation = derived(network)
    at = some_sizes(derivation, more)
    layers = seen(network, at)
    assert derivation.at(**at) == dict(zip(at, tuple(layers[-1].shape[2:]) or (1,) * network.axes, strict=True))
    costing = {place: layer for place, layer in enumerate(layers, 1) if layer[:3] != (0, 0, 0)}
    assert [cost.place for cost in derivation.costs] == list(costing)
    for cost in derivation.costs:
        ours = [evaluate(total(getattr(cost, name)), at) for name in COSTS]
        assert ours == [getattr(costing[cost.place], name) for name in COSTS]
    for name in COSTS:
        assert evaluate(derivation.total(name), at) == summed(layers, name)
    data = derivation.to_dict(costs=True)["costs"]
    texts = list(written(network.items))
    assert [row["layer"] for row in data["layers"]] == [texts[place - 1] for place in costing]
    for row, expected in zip([data, *data["layers"]], [None, *costing.values()], strict=True):
        for name in COSTS:
            value = evaluate(formula.parse(str(row[name])), at)
            assert value == (summed(layers, name) if expected is None else getattr(expected, name))


@given(networks(), MORE)
@settings(FEW, max_examples=examples(40))
@example(GROUPED, [3, 8, 0])
@example(RESIDUAL, [20, 9, 0])
def test_the_multiply_accumulates_are_half_the_flops_that_pytorch_counts(network: Costed, more: list[int]) -> None:
    derivation = derived(network)
    at = some_sizes(derivation, more)
    module = Network(network.items, network.axes)
    with FlopCounterMode(display=False) as counter:
        module(image(network.inputs, list(at.values())))
    assert 2 * evaluate(derivation.total("macs"), at) == counter.get_total_flops()
    params = sum(weights.numel() for weights in module.parameters())
    assert evaluate(derivation.total("params"), at) == params
    assert derivation.params.subs(at) == params
    running = [kept.numel() for name, kept in module.named_buffers() if name.endswith(("running_mean", "running_var"))]
    assert evaluate(derivation.total("params_total"), at) == params + sum(running)
    assert 2 * derivation.macs.subs(at) == counter.get_total_flops()
    assert evaluate(derivation.total("flops"), at) == counter.get_total_flops()
    assert derivation.activations.subs(at) == summed(seen(network, at), "activations")


@given(networks(), MORE, st.data())
@settings(FEW, max_examples=examples(60))
@example(GROUPED, [3, 8, 0], None)
@example(RESIDUAL, [20, 9, 0], None)
def test_claims_of_what_pytorch_counts_are_proved(network: Costed, more: list[int], data: st.DataObject | None) -> None:
    axes, whole = AXES[: network.axes], text(network.items, network.inputs)
    derivation = derived(network)
    at = some_sizes(derivation, more)
    layers = seen(network, at)
    totals = {name: summed(layers, name) for name in COSTS}
    claims = [f"{name} at {inputs(at)} = {value}" for name, value in totals.items()]
    if not any("fc" in layer for layer in written(network.items)):
        claims.append(f"params = {totals['params']}")
    place = data.draw(st.integers(1, len(layers)), "place") if data else len(layers)
    claims += [f"{name}@{place} at {inputs(at)} = {getattr(layers[place - 1], name)}" for name in COSTS]
    assert proved(whole, claims, axes)
    wrong = [f"{name} at {inputs(at)} = {value + 1}" for name, value in totals.items()]
    assert {verdict.status for verdict in symrf.check(whole, wrong, axes=axes)} == {"refuted"}


@given(networks(), MORE)
@settings(FEW, max_examples=examples(60))
def test_the_flattened_length_is_the_number_of_values(network: Costed, more: list[int]) -> None:
    """Up to the first layer that flattens, or to the end; where branches flatten there is no one length."""
    assume(not any(isinstance(item, Branches) and _flattens(item) for item in network.items))
    axes, whole = AXES[: network.axes], text(network.items, network.inputs)
    at = some_sizes(derived(network), more)
    layers, names = seen(network, at), list(written(network.items))
    first = next((place for place, name in enumerate(names) if name.startswith(("fc", "flatten"))), len(names))
    assume(first)
    values = prod(layers[first - 1].shape)
    assert proved(whole, [f"flat at {inputs(at)} = {values}", f"flat@{first} at {inputs(at)} = {values}"], axes)


def _flattens(item: Branches) -> bool:
    return any(name.startswith(("fc", "flatten")) for name in written((item,)))


@given(careless())
@settings(FEW, max_examples=examples(200))
def test_channels_are_refused_where_pytorch_refuses_them(network: Costed) -> None:
    module, pixels = Network(network.items, network.axes), image(network.inputs, (32, 48, 16)[: network.axes])
    try:
        given_shape = module(pixels).shape
    except REFUSALS:
        with pytest.raises(symrf.DerivationError, match=r"do not divide|are not a multiple of|cannot be added"):
            derived(network)
        return
    derivation = derived(network)
    assert derivation.params == sum(weights.numel() for weights in module.parameters())
    at = dict(zip(derivation.axes, pixels.shape[2:], strict=True))
    assert proved(text(network.items, network.inputs), [f"flat at {inputs(at)} = {prod(given_shape)}"], derivation.axes)


# --- what is flattened before it meets, or before a norm


def test_a_norm_of_what_is_flattened() -> None:
    """BatchNorm1d has two parameters for each of the 3*4*5 features."""
    network = Costed((part("flatten"), part("bn"), part("fc", 10)), 3, 2)
    params = summed(seen(network, {"w": 4, "h": 5}), "params")
    assert params == 2 * 60 + 610
    assert proved(text(network.items, 3), [f"params at w=4, h=5 = {params}"])


@pytest.mark.parametrize("joint", "+|")
def test_flattened_branches_that_meet(joint: str) -> None:
    """The features of `gap` and `gmp`, or of two convolutions, flattened before they meet."""
    pooled = Branches(((part("gap"), part("flatten")), (part("gmp"), part("flatten"))), joint)
    whole = Branches(((part("flatten"),), (part("c", 1, channels=3), part("flatten"))), joint)
    for branches in (pooled, whole):
        network = Costed((branches, part("fc", 10)), 3, 2)
        params = summed(seen(network, {"w": 4, "h": 5}), "params")
        assert proved(text(network.items, 3), [f"params at w=4, h=5 = {params}"])


def test_features_of_a_dense_layer_beside_flattened_ones() -> None:
    """A dense layer on 3*4*5 features and on 5 of another one."""
    network = Costed((Branches(((part("flatten"),), (part("fc", 5),)), "|"), part("fc", 2)), 3, 2)
    params = summed(seen(network, {"w": 4, "h": 5}), "params")
    assert params == 305 + 2 * 65 + 2
    assert proved(text(network.items, 3), [f"params at w=4, h=5 = {params}"])


def test_the_flattened_length_where_branches_are_flattened() -> None:
    """Not that of the first branch: 3 and 3*4*5 features meet."""
    network = Costed((Branches(((part("gap"), part("flatten")), (part("flatten"),)), "|"),), 3, 2)
    assert seen(network, {"w": 4, "h": 5})[-1].shape == (1, 63)
    assert proved(text(network.items, 3), ["flat at w=4, h=5 = 63"])
