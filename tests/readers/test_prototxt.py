"""Caffe's prototxt, against sizes by hand: a pool rounds up, a convolution down."""

from __future__ import annotations

from pathlib import Path

import pytest

import symrf
from symrf.errors import ReadError
from symrf.networks.notation.architecture import Join, Layer
from symrf.readers.graph import Graph
from symrf.readers.pasted import Pasted
from symrf.readers.prototxt.reading import claims, read
from symrf.readers.reading import read as pasted

CASES = Path(__file__).parents[1] / "cases" / "readers" / "prototxt"
INPUT = 'input: "data" input_dim: 1 input_dim: 3 input_dim: 32 input_dim: 32\n'


def graph(text: str) -> Graph:
    (found,) = read(Pasted.of(text))
    return found


def texts(found: Graph) -> list[str]:
    return [node.item.text if isinstance(node.item, Layer) else node.item.value for node in found.nodes]


def layer(kind: str, bottom: str, top: str, rest: str = "") -> str:
    return f'layer {{ name: "{top}_{kind}" type: "{kind}" bottom: "{bottom}" top: "{top}" {rest} }}\n'


def test_a_residual_block_and_a_pool_that_rounds_up() -> None:
    text = (CASES / "c05_resnet_eltwise.prototxt").read_text("utf-8")
    found = graph(text)
    assert texts(found)[:4] == ["c7s2p3-64", "bn", "relu", "p3s2p0ceil"]
    assert [node.sources for node in found.nodes if node.item is Join.ADD] == [(5, 9)]
    paste = pasted(text)
    axis = symrf.derive(paste.architecture, axes=paste.axes, convention=paste.convention)["h"]
    assert (axis.size.at(224), str(axis.receptive_field)) == (56, "19")


def test_a_list_of_messages_that_was_printed() -> None:
    found = graph((CASES / "c07_message_list.txt").read_text("utf-8"))
    assert texts(found) == ["c3s1p1-64", "relu", "c3s1p1-64", "relu", "p2s2p0ceil"]
    assert [node.name for node in found.nodes] == ["conv1_1", "relu1_1", "conv1_2", "relu1_2", "pool1"]
    assert (found.channels, found.size) == (3, (224, 224))


@pytest.mark.parametrize(
    ("kind", "rest", "wanted"),
    [
        ("Convolution", "convolution_param { num_output: 8 kernel_size: 3 }", ["c3s1p0-8"]),
        (
            "Convolution",
            "convolution_param { num_output: 8 kernel_h: 1 kernel_w: 3 pad_h: 0 pad_w: 1 }",
            ["c1x3s1p0x1-8"],
        ),
        (
            "Convolution",
            "convolution_param { num_output: 6 kernel_size: 3 group: 3 bias_term: false }",
            ["dw3s1p0-6nobias"],
        ),
        ("Convolution", "convolution_param { num_output: 8 kernel_size: 3 dilation: 2 pad: 2 }", ["c3s1p2d2-8"]),
        ("Deconvolution", "convolution_param < num_output: 8; kernel_size: 4, stride: 2 pad: 1 >", ["t4s2p1-8"]),
        ("Pooling", "pooling_param { pool: AVE kernel_size: 3 stride: 2 pad: 1 }", ["a3s2p1ceil"]),
        ("Pooling", "pooling_param { kernel_size: 2 stride: 2 round_mode: FLOOR }", ["p2s2p0floor"]),
        ("Pooling", "pooling_param { pool: AVE global_pooling: true }", ["gap"]),
        ("InnerProduct", "inner_product_param { num_output: 5 }", ["flatten", "fc5"]),
        ("LRN", "lrn_param { local_size: 3 norm_region: WITHIN_CHANNEL }", ["a3s1p1floor", "&"]),
        ("LRN", "", ["lrn"]),
        ("ReLU", "relu_param { negative_slope: 0.1 }", ["lrelu"]),
        ("Reorg", "reorg_param { stride: 2 }", ["pu2"]),
        ("Flatten", "", ["flatten"]),
    ],
)
def test_a_layer_with_everything_written_out(kind: str, rest: str, wanted: list[str]) -> None:
    assert texts(graph(INPUT + layer(kind, "data", "out", rest))) == wanted


def test_the_first_version_names_types_in_capitals() -> None:
    text = """
    name: "V1"
    layers { name: "data" type: DATA top: "data" top: "label" include: { phase: TRAIN }
             transform_param { crop_size: 24 } }
    layers { name: "data" type: DATA top: "data" top: "label" include: { phase: TEST }
             transform_param { crop_size: 28 } }
    layers { name: "c" type: CONVOLUTION bottom: "data" top: "c" convolution_param { num_output: 8 kernel_size: 5 } }
    layers { name: "s" type: INNER_PRODUCT bottom: "c" top: "s" inner_product_param { num_output: 10 } }
    layers { name: "loss" type: SOFTMAX_LOSS bottom: "s" bottom: "label" }
    layers { name: "accuracy" type: ACCURACY bottom: "s" bottom: "label" top: "accuracy" include: { phase: TEST } }
    """
    found = graph(text)
    assert texts(found) == ["c5s1p0-8", "flatten", "fc10"]
    assert (found.size, found.outputs, found.name) == ((28, 28), (3,), "V1")
    assert found.notes


def test_an_inception_module_begins_where_its_text_does() -> None:
    one, three = (
        "convolution_param { num_output: 8 kernel_size: 1 }",
        "convolution_param { num_output: 4 kernel_size: 3 pad: 1 }",
    )
    text = layer("Convolution", "pool2", "a", one) + layer("Convolution", "pool2", "b", one)
    text += layer("ReLU", "b", "b") + layer("Convolution", "b", "c", three)
    text += 'layer { name: "all" type: "Concat" bottom: "a" bottom: "c" top: "all" }'
    found = graph(text)
    assert texts(found) == ["c1s1p0-8", "c1s1p0-8", "relu", "c3s1p1-4", "|"]
    assert "no layer gives pool2" in found.notes[0].text


def test_a_score_is_cropped_to_the_input() -> None:
    up = "convolution_param { num_output: 2 kernel_size: 4 stride: 2 }"
    text = INPUT + layer(
        "Convolution", "data", "a", "convolution_param { num_output: 4 kernel_size: 3 stride: 2 pad: 50 }"
    )
    text += layer("Deconvolution", "a", "b", up)
    text += (
        'layer { name: "score" type: "Crop" bottom: "b" bottom: "data" top: "score" crop_param { axis: 2 offset: 19 } }'
    )
    found = graph(text)
    assert (found.nodes[-1].sources, found.nodes[-1].fits, found.certain) == ((2,), 0, False)


def test_squeeze_and_excitation_with_axpy() -> None:
    text = INPUT + layer("Convolution", "data", "a", "convolution_param { num_output: 4 kernel_size: 3 pad: 1 }")
    text += layer("Pooling", "a", "g", "pooling_param { pool: AVE global_pooling: true }") + layer("Sigmoid", "g", "g")
    text += layer("Convolution", "data", "s", "convolution_param { num_output: 4 kernel_size: 1 }")
    text += 'layer { name: "axpy" type: "Axpy" bottom: "g" bottom: "a" bottom: "s" top: "axpy" }'
    assert texts(graph(text))[-2:] == ["&", "+"]


def test_shares_of_the_channels() -> None:
    text = INPUT + layer("Convolution", "data", "a", "convolution_param { num_output: 8 kernel_size: 3 }")
    text += 'layer { name: "cut" type: "Slice" bottom: "a" top: "b" top: "c" slice_param { slice_point: 3 } }'
    found = graph(text)
    assert texts(found)[1:] == ["take3", "take5"]
    assert found.outputs == (2, 3)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (INPUT + layer("Convolution", "data", "a", "convolution_param { num_output: 8 }"), "kernel_size is missing"),
        (INPUT + layer("Convolution", "data", "a", "convolution_param { kernel_size: x }"), "whole number"),
        (INPUT + layer("Convolution", "data", "a", "convolution_param { kernel_size: 0 }"), "must be at least 1"),
        (INPUT + layer("Strange", "data", "a"), '--assume "Strange'),
        (INPUT + layer("ROIPooling", "data", "a"), "not a function of one image"),
        (INPUT + layer("Pooling", "data", "a", "pooling_param { kernel_size: 64 stride: 1 }"), "no pixel"),
        (INPUT + layer("ReLU", "x", "y") + layer("ReLU", "y", "x"), "nothing|no layer before"),
        (INPUT + 'layer { name: "a" type: "Upsample" bottom: "data" bottom: "mask" top: "a" }', "gives mask"),
        (INPUT + 'layer { name: "a" type: "Convolution" bottom: "data"', "never closed"),
        (INPUT + 'layer { name: "a type: "Convolution" }', "a value is missing"),
        (INPUT + 'layer { bottom: "data" top: "a" convolution_param { kernel_size: 3 } }', "no type"),
        (INPUT + layer("ReLU", "data", "a") + "}", "closes nothing"),
        ('net: "train.prototxt"\nbase_lr: 0.01\n', "solver"),
        ('input: "a" input: "b"\n' + layer("ReLU", "a", "c"), "networks with one"),
    ],
)
def test_what_is_not_read_is_pointed_at(text: str, said: str) -> None:
    with pytest.raises(ReadError, match=said) as refused:
        graph(text)
    assert refused.value.span is not None


def test_unpooling_is_refused() -> None:
    text = INPUT + 'layer { type: "Pooling" bottom: "data" top: "p" top: "mask" pooling_param { kernel_size: 2 } }'
    text += 'layer { name: "u" type: "Upsample" bottom: "p" bottom: "mask" top: "u" upsample_param { scale: 2 } }'
    with pytest.raises(ReadError, match="depends on the data"):
        graph(text)


def test_messages_nest_no_deeper_than_is_read() -> None:
    with pytest.raises(ReadError, match="too deep"):
        graph(INPUT + "layer " + "{ a " * 500)


@pytest.mark.parametrize("text", ['{"layer": {"type": "Conv"}}', "layer { }", 'layer("a", type: "b")', "c3 p2"])
def test_other_texts_are_not_claimed(text: str) -> None:
    assert not claims(Pasted.of(text))


def test_fillers_are_not_taken_for_a_list_of_layers() -> None:
    """Two fillers on one line each look like the dictionaries of ConvNetJS."""
    filler = 'weight_filler { type: "xavier" } bias_filler { type: "constant" }'
    text = (
        'input: "data" input_dim: 1 input_dim: 3 input_dim: 32 input_dim: 32\n'
        'layer { name: "c" type: "Convolution" bottom: "data" top: "c" convolution_param {\n'
        f"  num_output: 8 kernel_size: 5 {filler}\n}} }}\n"
    )
    assert symrf.read(text).kind == "prototxt"


WHOLE = """layer { name: "c" type: "Convolution" bottom: "x" top: "c"
  convolution_param { num_output: 8 kernel_size: 5 } }
layer { name: "p" type: "Pooling" bottom: "c" top: "p" pooling_param { kernel_size: 2 stride: 2 } }
"""


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ('  bias_filler { type: "constant" }\n  }\n}\n', ""),
        ("", 'layer {\n  name: "d"\n  type: "Convolution"\n  bottom: "p"\n  convolution_param {\n'),
    ],
)
def test_a_layer_that_was_pasted_in_part_is_left_out(before: str, behind: str) -> None:
    paste, whole = symrf.read(before + WHOLE + behind), symrf.read(WHOLE)
    assert (str(paste), paste.certain) == (str(whole), False)
    assert any("not pasted" in note.text for note in paste.notes)


@pytest.mark.parametrize("text", ["Here is my net:\n{}\nWhat is its size? Thanks!", "{}`1\n2\n3"])
def test_talk_around_layers_is_not_read(text: str) -> None:
    assert str(symrf.read(text.format(WHOLE))) == str(symrf.read(WHOLE))


def test_a_quotation_that_is_answered_is_read() -> None:
    quoted = "".join(f"> {line}\n" for line in (*WHOLE.splitlines(), ""))
    assert str(symrf.read(f"{quoted}\nIt is padded by {{0}}.")) == str(symrf.read(WHOLE))
