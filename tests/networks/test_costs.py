"""Parameters, multiply-accumulates and activations against what PyTorch counts, and against published numbers."""

from __future__ import annotations

from math import prod

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from support.costs_strategies import Costed, careless, networks
from support.modules import Branches, Repeat, part, text, written
from support.modules_torch import REFUSALS, Counted, Network, counted, image
from torch.utils.flop_counter import FlopCounterMode

import symrf
from symrf import formula
from symrf.costs import COSTS, total
from symrf.derivation import Derivation
from symrf.values import evaluate

FEW = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
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
        assume("has no output" not in refusal.message and "takes what" not in refusal.message)
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


def proved(network: str, claims: list[str], axes: tuple[str, ...] = ("w", "h")) -> bool:
    """Whether each claim is proved."""
    return [verdict.status for verdict in symrf.check(network, claims, axes=axes)] == ["proved"] * len(claims)


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
            value = evaluate(formula.parse(row[name]), at)
            assert value == (summed(layers, name) if expected is None else getattr(expected, name))


@given(networks(), MORE)
@settings(FEW, max_examples=40)
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
    assert 2 * derivation.macs.subs(at) == counter.get_total_flops()
    assert derivation.activations.subs(at) == summed(seen(network, at), "activations")


@given(networks(), MORE, st.data())
@settings(FEW, max_examples=60)
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
@settings(FEW, max_examples=60)
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
@settings(FEW, max_examples=200)
def test_channels_are_refused_where_pytorch_refuses_them(network: Costed) -> None:
    module, pixels = Network(network.items, network.axes), image(network.inputs, (32, 48, 16)[: network.axes])
    try:
        given_shape = module(pixels).shape
    except REFUSALS:
        with pytest.raises(symrf.DerivationError, match=r"do not divide|are no multiple of|cannot be added"):
            derived(network)
        return
    derivation = derived(network)
    assert derivation.params == sum(weights.numel() for weights in module.parameters())
    at = dict(zip(derivation.axes, pixels.shape[2:], strict=True))
    assert proved(text(network.items, network.inputs), [f"flat at {inputs(at)} = {prod(given_shape)}"], derivation.axes)


# --- published numbers


CHOLLET = "in1 conv1: c3-32 conv2: c3-64 conv3: c3-64"
POOLED = "in1 c3-32 relu p2 c3-64 relu p2 c3-64 relu flatten fc64 relu fc10"
LENET = "in1 C1: c5-6 tanh S2: a2 C3: c5-16 tanh S4: a2 C5: c5-120 tanh F6: fc84 tanh output: fc10"
VGG16 = """
in3
conv1_1: c3p1-64 relu conv1_2: c3p1-64 relu pool1: p2
conv2_1: c3p1-128 relu conv2_2: c3p1-128 relu pool2: p2
conv3_1: c3p1-256 relu conv3_2: c3p1-256 relu conv3_3: c3p1-256 relu pool3: p2
conv4_1: c3p1-512 relu conv4_2: c3p1-512 relu conv4_3: c3p1-512 relu pool4: p2
conv5_1: c3p1-512 relu conv5_2: c3p1-512 relu conv5_3: c3p1-512 relu pool5: p2
fc6: fc4096 relu drop fc7: fc4096 relu drop fc8: fc1000
""".replace("\n", " ")
ALEXNET = (
    "in3 c11s4p2-64 relu p3s2 c5p2-192 relu p3s2 c3p1-384 relu c3p1-256 relu c3p1-256 relu p3s2 "
    "ad6 flatten drop fc4096 relu drop fc4096 relu fc1000"
)
GENERATOR = (
    "in100 t4s1p0-512nobias bn relu t4s2p1-256nobias bn relu t4s2p1-128nobias bn relu t4s2p1-64nobias bn relu "
    "t4s2p1-3nobias tanh"
)
MOBILENET = (
    "in3 c3s2p1-32nobias bn relu "
    + " ".join(
        f"dw3s{stride}p1nobias bn relu c1-{given}nobias bn relu"
        for stride, given in [(1, 64), (2, 128), (1, 128), (2, 256), (1, 256), (2, 512), *[(1, 512)] * 5, (2, 1024)]
    )
    + " dw3p1nobias bn relu c1-1024nobias bn relu gap flatten fc1000"
)

PUBLISHED = [
    # Chollet, "Deep learning with Python": the three convolutions, their sum, and the dense layer of 512 after them
    (CHOLLET, "params = 320 + 18496 + 36928"),
    (CHOLLET, "params = 55744"),
    (CHOLLET, "params@conv1 = 320"),
    (CHOLLET, "params@conv2 = 18496"),
    (CHOLLET, "params@conv3 = 36928"),
    (CHOLLET, "flat at w=28, h=28 = 30976"),
    (f"{CHOLLET} flatten dense: fc512", "params@dense at w=28, h=28 = 15860224"),
    (f"{CHOLLET} dense: fc512nobias", "params@dense at w=28, h=28 = 15859712"),
    (POOLED, "params at w=28, h=28 = 93322"),
    (POOLED, "flat at w=28, h=28 = 576"),
    # LeCun et al., 1998: C1 has 156 parameters, C5 48,120 and F6 10,164; C3, which sees all maps here, 2,416
    (LENET, "params@C1 = 156"),
    (LENET, "params@C3 = 2416"),
    (LENET, "params@C5 at w=32, h=32 = 48120"),
    (LENET, "params@F6 at w=32, h=32 = 10164"),
    (LENET, "params at w=32, h=32 = 61706"),
    (LENET, "macs at w=32, h=32 = 117600 + 240000 + 48000 + 10080 + 840"),
    (LENET, "activations@C1 at w=32, h=32 = 4704"),
    # VGG-16 as torchvision has it: 138,357,544 parameters; each layer as the common table has it
    (VGG16, "params at w=224, h=224 = 138357544"),
    (VGG16, "macs at w=224, h=224 = 15470264320"),
    (VGG16, "params@conv1_1 = 1792"),
    (VGG16, "params@conv3_1 = 295168"),
    (VGG16, "params@conv5_3 = 2359808"),
    (VGG16, "params@fc6 at w=224, h=224 = 102764544"),
    (VGG16, "params@fc7 = 16781312"),
    (VGG16, "params@fc8 = 4097000"),
    (VGG16, "macs@conv1_1 at w=224, h=224 = 86704128"),
    (VGG16, "macs@conv1_2 at w=224, h=224 = 1849688064"),
    (VGG16, "macs@fc6 at w=224, h=224 = 102760448"),
    (VGG16, "activations@conv1_1 at w=224, h=224 = 3211264"),
    # torchvision's AlexNet, whose dense layers are behind an adaptive pool: 61,100,840 parameters at any size
    (ALEXNET, "params = 61100840"),
    (ALEXNET, "macs at w=224, h=224 = 714188480"),
    (ALEXNET, "flat = 9216"),
    # the generator of PyTorch's DCGAN tutorial; a transposed convolution costs what its backward convolution does
    (GENERATOR, "params = 3576704"),
    (GENERATOR, "macs at w=1, h=1 = 819200 + 2097152*16 + 524288*64 + 131072*256 + 3072*1024"),
    # Howard et al., "MobileNets", 2017, table 4: 569 million MACs, 4.2 million parameters; Keras: 4,231,976 to train
    (MOBILENET, "params = 4231976"),
    (MOBILENET, "macs at w=224, h=224 = 568740352"),
]


@pytest.mark.parametrize(("network", "claim"), PUBLISHED, ids=[claim for _, claim in PUBLISHED])
def test_published_numbers(network: str, claim: str) -> None:
    assert proved(network, [claim])


@pytest.mark.parametrize(
    ("network", "at", "params", "macs"),
    [
        (CHOLLET, 28, 55744, 288 * 26**2 + 18432 * 24**2 + 36864 * 22**2),
        (LENET, 32, 61706, 416520),
        (VGG16, 224, 138357544, 15470264320),
        (ALEXNET, 224, 61100840, 714188480),
        (MOBILENET, 224, 4231976, 568740352),
    ],
    ids=["chollet", "lenet", "vgg16", "alexnet", "mobilenet"],
)
def test_published_totals_from_python(network: str, at: int, params: int, macs: int) -> None:
    derivation, sizes = symrf.derive(network), {"w": at, "h": at}
    assert evaluate(derivation.total("params"), sizes) == params == derivation.params.subs(sizes)
    assert evaluate(derivation.total("macs"), sizes) == macs == derivation.macs.subs(sizes)


def test_weights_are_those_of_each_mention_and_each_repeat() -> None:
    assert proved("F = c3p1-8; in8 F F (F)*3", ["params = 5*584", "macs = 5*576*w*h", "activations = 40*w*h"])
    assert proved("in8 (c3p1-8)*1000", ["params = 584000", "macs = 576000*w*h"])


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


# --- channels that do not fit

UNFIT = [
    ("in3 ps2", "ps2: 3 channels are no multiple of 4"),
    ("in8 c3g3-6", "c3g3-6: 3 groups do not divide 8 and 6 channels"),
    ("in8 t3g4-6", "t3g4-6: 4 groups do not divide 8 and 6 channels"),
    ("in4 dw3-6", "dw3-6: 4 groups do not divide 4 and 6 channels"),
    ("in8 [c1-4 + id]", "branches of 4 and 8 channels cannot be added"),
    ("in8 [c1-1 + id]", "branches of 1 and 8 channels cannot be added"),
    ("in2 (c3p1-8 ps2)*2 ps2", "ps2: 2 channels are no multiple of 4"),
]


@pytest.mark.parametrize(("network", "refusal"), UNFIT, ids=[row[0] for row in UNFIT])
def test_channels_that_do_not_fit_are_refused(network: str, refusal: str) -> None:
    with pytest.raises(symrf.DerivationError, match=refusal.replace("+", r"\+")):
        symrf.derive(network)
    with pytest.raises(symrf.DerivationError, match=refusal):
        symrf.check(network, ["params = 0"])


def test_they_are_refused_when_a_size_is_checked_as_when_one_is_derived() -> None:
    with pytest.raises(symrf.DerivationError, match="ps2: 3 channels are no multiple of 4"):
        symrf.check("in3 ps2", ["size = 2w"])
