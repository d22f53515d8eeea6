"""The networks in examples/ against published numbers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cases.published_networks import NETWORKS, STAGES, Published, Stage

import symrf
from symrf.formulas.values import evaluate
from symrf.front.cli import main
from symrf.networks.reading import Reading

EXAMPLES = Path(__file__).parents[2] / "examples"


def derive(name: str, *axes: str) -> symrf.networks.derivation.Derivation:
    return symrf.derive((EXAMPLES / f"{name}.symrf").read_text("utf-8"), axes=axes or ("w", "h"))


def sizes(derivation: symrf.networks.derivation.Derivation, at: int, kinds: str) -> list[int]:
    """The sizes after the layers that start with one of the letters, for a square input."""
    first = derivation.axes[0]
    return [step.size.at(at) for step in derivation[first].steps if step.layer[0] in kinds]


# name, kinds of layer looked at, input, sizes after them: the figures of the papers that the files name
SIZES = [
    ("lenet5", "ca", 32, [28, 14, 10, 5, 1]),
    ("alexnet_227", "cp", 227, [55, 27, 27, 13, 13, 13, 13, 6]),
    ("alexnet_224", "cp", 224, [55, 27, 27, 13, 13, 13, 13, 6]),
    ("vgg16", "p", 224, [112, 56, 28, 14, 7]),
    ("chollet_convolutions", "c", 28, [26, 24, 22]),
    ("chollet_pooling", "cp", 28, [26, 13, 11, 5, 3]),
    ("patchgan70", "c", 256, [128, 64, 32, 31, 30]),
    ("founding_case", "cp", 64, [62, 31, 29]),
]


@pytest.mark.parametrize(("name", "kinds", "at", "published"), SIZES, ids=[row[0] for row in SIZES])
def test_sizes(name: str, kinds: str, at: int, published: list[int]) -> None:
    assert sizes(derive(name), at, kinds) == published


# name, receptive field, jump, effective padding before
FIELDS = [
    ("lenet5", 32, 4, 0),
    ("alexnet_227", 195, 32, 64),
    ("alexnet_224", 195, 32, 66),
    ("vgg16", 212, 32, 90),
    ("chollet_convolutions", 7, 1, 0),
    ("chollet_pooling", 18, 4, 0),
    ("patchgan70", 70, 8, 23),
    ("founding_case", 8, 2, 0),
    ("wavenet_stack", 1024, 1, 1023),
    ("wavenet_stacks", 3070, 1, 3069),
    ("wav2vec2", 400, 320, 0),
]


@pytest.mark.parametrize(("name", "field", "jump", "padding"), FIELDS, ids=[row[0] for row in FIELDS])
def test_receptive_fields(name: str, field: int, jump: int, padding: int) -> None:
    axis = derive(name, "t")["t"]
    assert (axis.receptive_field, axis.jump, axis.padding[0]) == (field, jump, padding)


def test_wav2vec2_gives_49_frames_a_second() -> None:
    assert derive("wav2vec2", "t").at(t=16000) == {"t": 49}


def test_wavenet_keeps_the_length() -> None:
    assert derive("wavenet_stacks", "t").at(t=16000) == {"t": 16000}


def test_vgg16_conv5_3_sees_196_pixels() -> None:
    steps = derive("vgg16")["w"].steps
    conv5_3 = [step for step in steps if step.layer.startswith("c")][-1]
    assert (conv5_3.receptive_field, conv5_3.jump) == (196, 16)


def test_alexnet_conv5_sees_163_pixels() -> None:
    conv5 = next(step for step in derive("alexnet_227")["w"].steps if step.name == "conv5")
    assert (conv5.receptive_field, conv5.jump) == (163, 16)


def pixels_last(derivation: symrf.networks.derivation.Derivation) -> Reading:
    """The reading at the last layer that has pixels: before global pooling and dense layers."""
    steps = derivation[derivation.axes[0]].steps
    heads = [place for place, step in enumerate(steps) if step.layer == "gap" or step.layer.startswith(("fc", "flat"))]
    return steps[heads[0] - 1] if heads else steps[-1]


@pytest.mark.parametrize("row", NETWORKS, ids=lambda row: f"{row.name} at {row.at}")
def test_a_published_network(row: Published) -> None:
    derivation = derive(row.name, *row.axes)
    last = pixels_last(derivation)
    assert (last.receptive_field, last.jump, last.size.at(row.at)) == (row.field, row.jump, row.size)
    at = dict.fromkeys(row.axes, row.at)
    assert row.params is None or derivation.params == row.params
    assert row.macs is None or evaluate(derivation.total("macs"), at) == row.macs


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: f"{stage.name}: {stage.after}")
def test_a_stage_of_a_published_network(stage: Stage) -> None:
    text = (EXAMPLES / f"{stage.name}.symrf").read_text("utf-8")
    claims = [
        f"rf@{stage.after} = {stage.field}",
        f"jump@{stage.after} = {stage.jump}",
        f"size@{stage.after} at w={stage.at} = {stage.size}",
    ]
    report = symrf.check(text, claims)
    assert [verdict.status for verdict in report] == ["proved"] * 3


def test_the_valid_unet_by_hand() -> None:
    axis = derive("unet_valid")["w"]
    assert str(axis.size.hand) == "w - 184"
    assert (axis.size.exact_when.modulus, axis.size.exact_when.residues, axis.size.minimum) == (16, (12,), 188)
    assert axis.fields == (188,) * 4 + (204,) * 12
    assert axis.smallest_path == 9
    assert (axis.even_crops.modulus, axis.even_crops.residues) == (16, (12,))


def test_the_same_padded_unet_takes_multiples_of_16() -> None:
    axis = derive("unet_same")["w"]
    assert [w for w in range(1, 100) if axis.takes(w)] == [16, 32, 48, 64, 80, 96]
    assert str(axis.size.hand) == "w"


def test_every_example_is_tested() -> None:
    tested = {row[0] for row in FIELDS} | {row.name for row in NETWORKS}
    assert tested == {path.stem for path in EXAMPLES.glob("*.symrf")}


def test_the_relationships_of_dumoulin_and_visin() -> None:
    text = (EXAMPLES / "dumoulin.claims").read_text("utf-8")
    assert re.findall(r"^# Relationship (\d+)[.,]", text, re.MULTILINE) == [str(each) for each in range(1, 16)]
    found = [(each.status, each.claim.text) for each in symrf.check_file(text, axes=("i",))]
    conditional = [claim for status, claim in found if status != "proved"]
    assert conditional == ["size(c{k}s{s} t{k}s{s}) = i", "size(c{k}s{s}p{p} t{k}s{s}p{p}) = i"]
    assert {status for status, _ in found} == {"proved", "conditional"}


def test_the_picture_of_the_founding_case_is_the_one_that_is_drawn(tmp_path: Path) -> None:
    """`symrf "c3s1 p2s2 c3s1" --for svg -o examples/founding_case.svg` makes it."""
    drawn = tmp_path / "founding_case.svg"
    assert main(["c3s1 p2s2 c3s1", "--for", "svg", "-o", str(drawn)]) == 0
    assert drawn.read_text("utf-8") == (EXAMPLES / "founding_case.svg").read_text("utf-8")
