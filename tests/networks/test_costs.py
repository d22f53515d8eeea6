"""Parameters, multiply-accumulates and activations against published numbers; channels that do not fit are refused."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from support.costs import proved

import symrf
from symrf.formulas.values import evaluate

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


def stage(width: int, blocks: int, stride: int) -> str:
    """A stage of bottlenecks as Keras has them: biases, the stride in the first 1x1."""
    road = "c1{}-{} bn relu c3p1-{} bn relu c1-{} bn"
    first = road.format(f"s{stride}", width, width, 4 * width)
    later = road.format("", width, width, 4 * width)
    return " ".join([f"[{first} + c1s{stride}-{4 * width} bn] relu", *[f"[{later} + id] relu"] * (blocks - 1)])


RESNET50 = (
    "in3 c7s2p3-64 bn relu p3s2p1 "
    + " ".join(
        stage(width, blocks, stride) for width, blocks, stride in ((64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2))
    )
    + " gap flatten fc1000"
)

PUBLISHED = [
    # what summary() of keras.applications prints: total, trainable and non-trainable parameters
    (RESNET50, "params_total = 25636712"),
    (RESNET50, "params = 25636712 - 53120"),
    (MOBILENET, "params_total = 4253864"),
    (MOBILENET, "params = 4253864 - 21888"),
    (VGG16, "params_total at w=224, h=224 = 138357544"),
    (VGG16, "flops at w=224, h=224 = 2 * 15470264320"),
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


# --- channels that do not fit

GATES = [
    ("in8 [id & gap c1-2 relu c1-8 sigmoid]", 8 * 2 + 2 + 2 * 8 + 8, "32"),
    ("in8 [id & gap flatten fc2 relu fc8 sigmoid]", 8 * 2 + 2 + 2 * 8 + 8, "32"),
    ("in8 [id & gap flatten sigmoid] c1-4", 8 * 4 + 4, "32*w*h"),
    ("in8 [id & c7p3-1 sigmoid] c1-4", 8 * 49 + 1 + 8 * 4 + 4, "424*w*h"),
    ("in8 take4 c1-2", 4 * 2 + 2, "8*w*h"),
    ("in8 ~attn-4 c1-2", 4 * 2 + 2, "8*w*h"),
    ("in10 fc32 view4x4 c1-3", 10 * 32 + 32 + 2 * 3 + 3, "416"),
    ("in784 fc200 relu fc10", 784 * 200 + 200 + 200 * 10 + 10, "158800"),
    ("in784 fc200 bn fc10", 784 * 200 + 200 + 2 * 200 + 200 * 10 + 10, "158800"),
    ("in4 inorm rmsnorm lnorm gnorm", 4 + 8 + 8, "0"),
]


@pytest.mark.parametrize(("network", "params", "macs"), GATES, ids=[row[0] for row in GATES])
def test_gates_shares_views_and_vectors(network: str, params: int, macs: str) -> None:
    report = symrf.check(network, [f"params = {params}", f"macs = {macs}"])
    assert [each.status for each in report] == ["proved", "proved"]


@pytest.mark.parametrize(
    ("family", "count"),
    [
        ("in3 c3-8 flatten (fc5 relu)*{m}", lambda m, w: 224 + 8 * (w - 2) ** 2 * 5 + 5 + (m - 1) * 30),
        (
            "in3 flatten (fc{2i+2})*{i=0..m-1}",
            lambda m, w: 6 * w * w + 2 + sum((2 * i + 1) * (2 * i + 2) for i in range(1, m)),
        ),
        ("in784 (fc20 relu)*{m} fc10", lambda m, _: 784 * 20 + 20 + (m - 1) * 420 + 210),
    ],
)
def test_dense_layers_in_a_repeat(family: str, count: Callable[[int, int], int]) -> None:
    derivation = symrf.derive(family)
    for m, w in ((1, 9), (2, 12), (5, 7)):
        at = {"m": m, "w": w, "h": w}
        assert evaluate(derivation.total("params"), at) == count(m, w)
        assert evaluate(derivation.of_numbers({"m": m}).total("params"), at) == count(m, w)


UNFIT = [
    ("in8 [id & c1-4]", "branches with 8 and 4 channels cannot be multiplied"),
    ("in8 take9", "take9: there are only 8 channels"),
    ("in10 fc30 view4x4", "view4x4: 30 features do not make 16 pixels"),
    ("in10 fc32 view4x4-3", "view4x4-3: 32 features do not make 3 channels of 16 pixels"),
    ("in3 ps2", "ps2: 3 channels are not a multiple of 4"),
    ("in8 c3g3-6", "c3g3-6: 3 groups do not divide 8 and 6 channels"),
    ("in8 t3g4-6", "t3g4-6: 4 groups do not divide 8 and 6 channels"),
    ("in4 dw3-6", "dw3-6: 4 groups do not divide 4 and 6 channels"),
    ("in8 [c1-4 + id]", "branches with 4 and 8 channels cannot be added"),
    ("in8 [c1-1 + id]", "branches with 1 and 8 channels cannot be added"),
    ("in2 (c3p1-8 ps2)*2 ps2", "ps2: 2 channels are not a multiple of 4"),
]


@pytest.mark.parametrize(("network", "refusal"), UNFIT, ids=[row[0] for row in UNFIT])
def test_channels_that_do_not_fit_are_refused(network: str, refusal: str) -> None:
    with pytest.raises(symrf.DerivationError, match=re.escape(refusal)):
        symrf.derive(network)
    with pytest.raises(symrf.DerivationError, match=re.escape(refusal)):
        symrf.check(network, ["params = 0"])


def test_they_are_refused_when_a_size_is_checked_as_when_one_is_derived() -> None:
    with pytest.raises(symrf.DerivationError, match="ps2: 3 channels are not a multiple of 4"):
        symrf.check("in3 ps2", ["size = 2w"])
