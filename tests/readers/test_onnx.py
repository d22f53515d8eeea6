"""ONNX files and printed exports, against the shapes that PyTorch gave of the models that were exported."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

import symrf
from symrf.errors import ReadError
from symrf.networks.derivation import Derivation
from symrf.networks.notation.architecture import Join, Layer
from symrf.networks.notation.kinds import Kind
from symrf.readers.graph import Graph
from symrf.readers.onnx import log, reading
from symrf.readers.onnx.wire import Cut, fields
from symrf.readers.pasted import Pasted
from symrf.readers.reading import read

CASES = Path(__file__).parents[1] / "cases" / "readers"
EXPORTED = json.loads((CASES / "exported" / "shapes.json").read_text("utf-8"))
"""Of each file, made by either exporter of torch 2.13 with fixed or dynamic axes: PyTorch's shapes, and a field."""


def graph(data: bytes) -> Graph:
    (found,) = reading.read(Pasted("", "", data=data))
    return found


def texts(found: Graph) -> list[str]:
    return [node.item.text if isinstance(node.item, Layer) else node.item.value for node in found.nodes]


def derived(name: str) -> list[Derivation]:
    paste = read(CASES / "exported" / f"{name}.onnx")
    derivation = symrf.derive(paste.architecture, axes=paste.axes, convention=paste.convention)
    return list(derivation.outputs.values()) if derivation.outputs else [derivation]


@pytest.mark.parametrize("name", EXPORTED)
def test_sizes_are_those_of_pytorch(name: str) -> None:
    outputs = derived(name)
    for given, shapes in EXPORTED[name]["sizes"]:
        for output, shape in zip(outputs, shapes, strict=True):
            sizes = [axis.size.at(n) for axis, n in zip(output, given[2:], strict=False)]
            if len(given) == 2:  # a vector that becomes an image
                sizes = [axis.size.at(1) for axis in output]
            if len(shape) == len(sizes) + 2:
                assert sizes == shape[2:]


@pytest.mark.parametrize("name", [name for name, each in EXPORTED.items() if each["field"]])
def test_fields_are_those_of_gradients(name: str) -> None:
    """Of the output in the middle, for images of 96 pixels: which of them have a gradient."""
    (output,) = derived(name)
    for axis, wanted in zip(output, EXPORTED[name]["field"], strict=True):
        reads = axis.reads(int(axis.size.at(96)) // 2, 96)
        assert max(reads) - min(reads) + 1 == wanted


def test_a_kernel_that_is_not_told_is_that_of_the_weights() -> None:
    found = graph((CASES / "onnx" / "o06_no_kernel_shape_auto_pad.onnx").read_bytes())
    wanted = ["c5s2same-8", "relu", "p3s2p0ceil", "c3s1p2d2g2-8nobias", "a2s1p0floor", "gap", "flatten", "fc10"]
    assert texts(found) == wanted
    assert (found.channels, found.size, found.certain) == (3, (), True)


def test_a_computed_reshape_flattens_and_the_features_are_a_claim() -> None:
    found = graph((CASES / "onnx" / "o01_lenet_legacy.onnx").read_bytes())
    assert texts(found)[-2:] == ["flatten", "fc10"]
    assert (found.expected[0].quantity, found.expected[0].values) == ("features", (150,))
    assert [node.name for node in found.nodes if node.name] == ["conv1", "conv2", "fc"]


def test_a_gate_and_a_resize_by_constant_scales() -> None:
    found = graph((CASES / "onnx" / "o04_se_resize.onnx").read_bytes())
    assert [node.sources for node in found.nodes if node.item is Join.GATE] == [(2, 7)]
    assert texts(found)[-2:] == ["dw5s2p2", "ub2"]


def test_a_resize_to_another_tensors_size_is_a_fit() -> None:
    found = graph((CASES / "exported" / "unetfit.olddyn.onnx").read_bytes())
    fits = [node for node in found.nodes if isinstance(node.item, Layer) and node.item.kind is Kind.FIT_BILINEAR]
    assert len(fits) == 2
    assert all(node.fits is not None for node in fits)
    assert found.certain


def test_what_a_file_with_fixed_sizes_leaves_open_is_said() -> None:
    found = graph((CASES / "exported" / "cbam.old.onnx").read_bytes())
    assert not found.certain
    assert any("as one over everything" in note.text for note in found.notes)


def test_a_file_is_read_without_loading_it(tmp_path: Path) -> None:
    """Weights are stepped over: a file of a gigabyte, most of which is a hole, is read."""
    data = (CASES / "onnx" / "o06_no_kernel_shape_auto_pad.onnx").read_bytes()
    large = tmp_path / "large.onnx"
    weights = 2**30
    length = bytes([128, 128, 128, 128, 4])  # 2**30, seven bits a byte
    with large.open("wb") as opened:
        opened.write(data + bytes([0xA2, 6]) + length)
        opened.truncate(opened.tell() + weights)
    assert reading.read_file(str(large)) == reading.read(Pasted("", "", data=data))


@pytest.mark.parametrize("stop", [1, 9, 300, 900, -1])
def test_a_file_that_is_cut_names_the_byte(stop: int) -> None:
    data = (CASES / "onnx" / "o03_unet.onnx").read_bytes()[:stop]
    with pytest.raises(ReadError, match="incomplete"):
        reading.read(Pasted("", "", data=data))


def test_a_message_that_is_none_is_cut() -> None:
    with pytest.raises(Cut, match="byte 0"):
        fields(memoryview(b"\x0f"), 0, 1)


def test_the_verbose_export_has_the_skip_behind_the_activation() -> None:
    pasted = Pasted.of((CASES / "onnx" / "o08_verbose_export_graph.txt").read_text("utf-8"))
    assert log.claims(pasted)
    (found,) = log.read(pasted)
    assert texts(found) == ["lrelu", "c4s2p1-512nobias", "relu", "t4s2p1-512nobias", "bn", "|"]
    assert found.nodes[-1].sources == (1, 5)
    assert [each.values for each in found.expected if each.quantity == "size"][-1] == (2, 2)
    assert (found.channels, found.size) == (512, (2, 2))


NEW = """\
Exported graph: graph(%input : Float(1, 3, 32, 32, strides=[3072, 1024, 32, 1], requires_grad=0, device=cpu),
      %conv1.weight : Float(6, 3, 5, 5, strides=[75, 25, 5, 1], requires_grad=1, device=cpu),
      %fc1.weight : Float(120, 4704, strides=[4704, 1], requires_grad=1, device=cpu)):
  %/c : Float(1, 6, 28, 28, strides=[4704, 784, 28, 1], device=cpu) = onnx::Conv[dilations=[1, 1], group=1, \
kernel_shape=[5, 5], pads=[0, 0, 0, 0], strides=[1, 1], onnx_name="/conv1/Conv"](%input, %conv1.weight), \
scope: __main__.Net::/torch.nn.modules.conv.Conv2d::conv1 # net.py:3:0
  %/k : Long(2, strides=[1], device=cpu) = onnx::Constant[value= -1  4704 [ CPULongType{2} ], onnx_name="/K"]()
  %/r : Float(1, 4704, strides=[4704, 1], device=cpu) = onnx::Reshape[allowzero=0](%/c, %/k), scope: __main__.Net::
  %output : Float(1, 120, strides=[120, 1], device=cpu) = onnx::Gemm[alpha=1., beta=1., transB=1](%/r, %fc1.weight)
  return (%output)
"""


def test_the_verbose_export_of_today() -> None:
    (found,) = log.read(Pasted.of(NEW))
    assert texts(found) == ["c5s1p0-6nobias", "flatten", "fc120nobias"]
    assert [node.name for node in found.nodes] == ["conv1", None, "fc1"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("onnx::Gemm", "onnx::Loop", "depends on the data"),
        ("onnx::Gemm", "onnx::GridSample", '--assume "GridSample'),
        ("Float(6, 3, 5, 5", "Float(6, 4, 5, 5", "for 4 channels, but it receives 3"),
        ("kernel_shape=[5, 5]", "kernel_shape=[5, 4]", "do not fit"),
        ("(%/r, ", "(%/z, ", "dense layer|constant|nothing"),
        ("pads=[0, 0, 0, 0]", "pads=[0, 0, 0", "pads|closed|numbers"),
    ],
)
def test_what_is_not_read_is_pointed_at(old: str, new: str, said: str) -> None:
    with pytest.raises(ReadError, match=said) as refused:
        log.read(Pasted.of(NEW.replace(old, new)))
    assert refused.value.span is not None


def test_an_unknown_operation_may_be_assumed() -> None:
    text = NEW.replace("onnx::Conv", "onnx::Strange")
    assumed = {"Strange": symrf.parse("c5-6")}
    (found,) = log.read(Pasted(text, text, assumed=assumed))
    assert texts(found)[0] == "c5-6"


def broken(data: bytes, count: int) -> Iterator[bytes]:
    rng = random.Random(7)  # noqa: S311
    for _ in range(count):
        made = bytearray(data)
        for _ in range(rng.choice((1, 2, 8))):
            place = rng.randrange(len(made))
            match rng.randrange(3):
                case 0:
                    made[place] = rng.randrange(256)
                case 1:
                    del made[place : place + rng.choice((1, 20))]
                case 2:
                    made[place:place] = made[:40]
        yield bytes(made)


@pytest.mark.parametrize("name", ["onnx/o04_se_resize.onnx", "exported/vit.old.onnx", "exported/shuffle.new.onnx"])
def test_broken_bytes_are_read_or_refused(name: str) -> None:
    data = (CASES / name).read_bytes()
    refused = 0
    for each in broken(data, 150):
        try:
            graph(each)
        except ReadError:
            refused += 1
    assert refused


def test_a_printed_graph_has_no_values_of_its_constants() -> None:
    """`onnx.helper.printable_graph` prints the types of what it is handed, and no numbers."""
    text = """graph main_graph (
  %x[FLOAT, 1x3x8x8]
) initializers (
  %w[FLOAT, 4x3x3x3]
  %shape[INT64, 3]
) {
  %c = Conv[kernel_shape = [3, 3], pads = [0, 0, 0, 0], strides = [1, 1]](%x, %w)
  %r = Reshape(%c, %shape)
  return %r
}"""
    with pytest.raises(ReadError, match=r"Reshape: .* values are not printed") as refused:
        read(text)
    assert refused.value.span is not None
