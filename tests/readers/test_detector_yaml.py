"""Detectors in YAML: against the published counts of their parameters, and against sizes by strides."""

from __future__ import annotations

from pathlib import Path

import pytest

import symrf
from symrf.errors import ReadError
from symrf.networks.notation.architecture import Join, Layer
from symrf.networks.notation.kinds import Kind
from symrf.readers.detector_yaml.reading import claims, read
from symrf.readers.graph import Graph
from symrf.readers.pasted import Pasted
from symrf.readers.reading import read as pasted

pytest.importorskip("yaml")
CASES = Path(__file__).parents[1] / "cases" / "readers" / "yaml"
ROWS = "nc: 2\nbackbone:\n  - [-1, 1, Conv, [16, 3, 2]]\n  - {}\nhead:\n  - [[1], 1, Detect, [nc]]\n"


def graph(text: str, file: str = "") -> Graph:
    (found,) = read(Pasted.of(text, file))
    return found


def counted(found: Graph) -> tuple[int, list[object]]:
    """Weights, biases and the two numbers of a batch norm for each channel; and the channels of the outputs."""
    channels, total = {0: found.channels}, 0
    for place, node in enumerate(found.nodes, 1):
        given = [channels[source] for source in node.sources]
        assert all(isinstance(each, int) for each in given)
        item, received = node.item, given[0]
        if isinstance(item, Join):
            channels[place] = sum(given) if item is Join.CONCATENATE else received  # type: ignore[arg-type]
            continue
        channels[place] = item.sizes[0] if item.kind is Kind.TAKE else item.channels or received
        if item.kind is Kind.CONVOLUTION:
            kernel = item.sizes[0] ** 2  # type: ignore[operator]
            total += received * item.channels * kernel + item.bias * item.channels  # type: ignore[operator]
        total += 2 * received * (item.word == "bn")  # type: ignore[operator]
    return total, [channels[place] for place in found.outputs]


@pytest.mark.parametrize(
    ("file", "count", "channels"),
    [
        ("yolov3-tiny.yaml", 8_852_366, 255),
        ("yolov5s.yaml", 7_235_389, 255),
        ("yolov8.yaml", 3_157_200 - 16, 144),  # 16 reckon the mean of a distribution, behind the outputs
    ],
)
def test_parameters_are_those_that_are_published(file: str, count: int, channels: int) -> None:
    found = graph((CASES / file).read_text("utf-8"), file)
    assert counted(found) == (count, [channels] * len(found.outputs))


@pytest.mark.parametrize(
    ("file", "strides"),
    [("yolov5s.yaml", [8, 16, 32]), ("y02_yolov8_like.yaml", [4, 8]), ("yolov3-tiny.yaml", [16, 32])],
)
def test_outputs_have_the_strides_of_their_pyramid(file: str, strides: list[int]) -> None:
    paste = pasted((CASES / file).read_text("utf-8"))
    derivation = symrf.derive(paste.architecture, axes=paste.axes, convention=paste.convention)
    assert sorted(640 // int(each["h"].size.at(640)) for each in derivation.outputs.values()) == strides


def test_the_scale_is_that_of_the_file_or_the_first() -> None:
    text = (CASES / "yolov8.yaml").read_text("utf-8")
    first, small = graph(text), graph(text, "yolov8s.yaml")
    widths = [each.nodes[0].item.channels for each in (first, small) if isinstance(each.nodes[0].item, Layer)]
    assert widths == [16, 32]
    assert "scale s of n, s, m" in small.notes[0].text


@pytest.mark.parametrize("file", ["y04_detectron_config.yaml", "y05_mmdet_python_config.py"])
def test_a_network_that_is_only_named_is_refused(file: str) -> None:
    text = Pasted.of((CASES / file).read_text("utf-8"))
    assert claims(text)
    with pytest.raises(ReadError, match=r"only named here"):
        read(text)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("[-1, 1, Strange, [8]]", '--assume "Strange'),
        ("[7, 1, Conv, [8]]", "7 is not a layer"),
        ("[-3, 1, Conv, [8]]", "-3 is not a layer"),
        ("[-1, 0, Conv, [8]]", "1 or more"),
        ("[-1, 900, C2f, [8]]", "too many"),
        ("[-1, 1, Conv, [many]]", "not a whole number"),
        ("[-1, 1, Conv, [8, 3, 2, 1, 1, 1, 1, {a: 1}]]", "arguments"),
        ("[-1, 1]", r"\[from, repeats, module"),
        ("[-1, 1, Conv, [8", "not YAML"),
        ("[-1, 1, nn.Upsample, [None, x]]", "arguments"),
    ],
)
def test_what_is_not_read_is_pointed_at(row: str, said: str) -> None:
    with pytest.raises(ReadError, match=said) as refused:
        graph(ROWS.replace("{}", row))
    assert refused.value.span is not None


def test_a_module_may_be_assumed() -> None:
    text = ROWS.replace("{}", "[-1, 1, Strange, [8]]")
    (found,) = read(Pasted(text, text, assumed={"Strange": symrf.parse("c3p1-8")}))
    assert str(found.nodes[3].item) == "c3p1-8"


def test_objects_are_not_made() -> None:
    """A tag that would make PyYAML run a command is a text like any other."""
    text = ROWS.replace("{}", "[-1, 1, !!python/object/apply:os.system [touch made], [8]]")
    with pytest.raises(ReadError):
        graph(text)
    assert not Path("made").exists()


@pytest.mark.parametrize(
    ("row", "count", "field"),
    [  # the parameters that modules of Ultralytics 8.4 have behind 64 channels, and their receptive fields by hand
        ("1, RepNCSPELAN4, [128, 64, 32, 2]", 63_616, 1 + 2 * (2 * (2 + 2) + 2)),
        ("1, ELAN1, [64, 64, 32]", 31_104, 5),
        ("1, AConv, [96]", 55_488, 4),
        ("1, SPPELAN, [128, 32]", 18_752, 13),
        ("2, C2fCIB, [64, True, True]", 30_464, 1 + 2 * (2 + 6 + 2)),
        ("2, C2fCIB, [64, True]", 23_936, 1 + 2 * (2 + 2 + 2)),
        ("1, Conv, [48, [1, 3]]", 9_312, 1),
        ("1, SPPF, [64, 5, 3, True]", 10_432, 13),
        ("1, C3k2, [64, True]", 22_016, 9),
    ],
)
def test_a_module_has_the_parameters_that_its_program_counts(row: str, count: int, field: int) -> None:
    paste = pasted(f"nc: 2\nch: 64\nbackbone:\n  - [-1, {row}]\nhead:\n  - [-1, 1, nn.Identity, []]\n")
    found = symrf.derive(paste)
    assert (found.params, found["h"].receptive_field) == (count, field)


def test_newer_heads_have_depthwise_convolutions_and_boxes_as_the_file_says() -> None:
    """Detect behind 64 channels has 3x3 convolutions in YOLOv8; since YOLO11 depthwise ones in front of its classes."""
    text = "nc: 2\n{}backbone:\n  - [-1, 1, {}]\nhead:\n  - [-1, 1, Conv, [64, 1]]\n  - [[1], 1, Detect, [nc]]\n"
    older, newer, bare = (
        graph(text.format(*each)) for each in (("", "C2f, [64]"), ("", "C3k2, [64]"), ("reg_max: 1\n", "C3k2, [64]"))
    )
    grouped = [
        [node.item.groups for node in net.nodes if isinstance(node.item, Layer) and node.item.groups not in (None, 1)]
        for net in (older, newer, bare)
    ]
    assert [len(each) for each in grouped] == [0, 2, 2]
    assert [counted(older)[1], counted(newer)[1], counted(bare)[1]] == [[66], [66], [6]]


def test_an_attention_is_said_to_read_all() -> None:
    found = graph(ROWS.replace("{}", "[-1, 1, C3k2, [64, True, 0.5, True]]"))
    assert any(isinstance(node.item, Layer) and node.item.kind is Kind.MIX for node in found.nodes)
    assert any("reads every pixel" in note.text for note in found.notes)
