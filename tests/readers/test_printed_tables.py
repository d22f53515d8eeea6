"""Tables and configurations of Keras and PyTorch: what is read, against what the frameworks say of the same models."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import symrf
from symrf.networks.notation.architecture import Join, Layer, PaddingRule, Rounding, Sides
from symrf.networks.notation.kinds import Kind
from symrf.readers.cleaning import cleaned
from symrf.readers.graph import Graph
from symrf.readers.tables import keras_json, keras_table, torch_table
from symrf.readers.tables.live_keras import graphs

CASES = Path(__file__).resolve().parents[1] / "cases" / "readers"
READERS = {"keras-summary": keras_table, "torch-table": torch_table, "keras-json": keras_json}
STRIDED = {Kind.CONVOLUTION, Kind.DEPTHWISE, Kind.MAX_POOL, Kind.AVERAGE_POOL}


def text(name: str) -> str:
    return (CASES / name).read_text("utf-8")


def graph(name: str) -> Graph:
    reader, pasted = READERS[name.partition("/")[0]], cleaned(text(name))
    assert reader.claims(pasted)
    return reader.read(pasted)[0]


def walked(net: Graph) -> list[tuple[int, ...]]:
    """The size at each place, walked with numbers by what Keras and PyTorch do, without the derivation."""
    found: list[tuple[int, ...]] = [net.size or (1,) * len(net.axes)]
    for node in net.nodes:
        sizes = [found[source] for source in node.sources]
        if isinstance(node.item, Join):
            found.append(max(sizes))
        else:
            found.append(tuple(given(node.item, size, axis) for axis, size in enumerate(sizes[0])))
    return found


def given(layer: Layer, size: int, axis: int) -> int:
    """The size that a layer gives on an axis."""

    def at(values: tuple[object, ...] | None, default: int = 1) -> int:
        value = default if not values else values[axis if len(values) > 1 else 0]
        assert isinstance(value, int)
        return value

    def sides() -> int:
        if not isinstance(layer.padding, tuple):
            return 0
        pair = layer.padding[axis if len(layer.padding) > 1 else 0]
        assert isinstance(pair, Sides)
        assert isinstance(pair.before, int)
        assert isinstance(pair.after, int)
        return pair.before + pair.after

    stride, extent = at(layer.stride), at(layer.dilation) * (at(layer.sizes) - 1) + 1
    if layer.kind in STRIDED:
        if layer.padding in (PaddingRule.SAME, PaddingRule.CAUSAL):
            return -(-size // stride)
        room = size + sides() - extent
        return (-(-room // stride) if layer.rounding is Rounding.CEIL else room // stride) + 1
    match layer.kind:
        case Kind.TRANSPOSED if layer.padding is PaddingRule.SAME:
            return size * stride
        case Kind.TRANSPOSED:
            return (size - 1) * stride + extent - sides() + at(layer.output_padding, 0)
        case Kind.PAD:
            return size + sides()
        case Kind.NEAREST | Kind.BILINEAR:
            return size * at(layer.sizes)
        case Kind.VIEW:
            return at(layer.sizes)
        case Kind.GLOBAL_AVERAGE | Kind.GLOBAL_MAX | Kind.FLATTEN | Kind.DENSE:
            return 1
        case Kind.PASS | Kind.OPAQUE | Kind.MIX:
            return size
    raise AssertionError(layer.text)


def field(net: Graph) -> int:
    """The field on the first axis of the longest way, each window reading more by what lies before it."""
    found = [(1, 1)]
    for node in net.nodes:
        rf, jump = max(found[source] for source in node.sources)
        if isinstance(node.item, Layer) and node.item.kind in STRIDED:
            kernel, stride, dilation = (
                1 if not values else values[0] for values in (node.item.sizes, node.item.stride, node.item.dilation)
            )
            assert isinstance(kernel, int)
            assert isinstance(stride, int)
            assert isinstance(dilation, int)
            rf, jump = rf + (kernel - 1) * dilation * jump, jump * stride
        found.append((rf, jump))
    return max(found)[0]


def shaped() -> Iterator[str]:
    for path in sorted(CASES.glob("keras-*/*.shapes.json")):
        stem = path.name.removesuffix(".shapes.json")
        suffix = "json" if path.parent.name == "keras-json" else "txt"
        yield f"{path.parent.name}/{stem}.{suffix}"


UNREAD = {  # what a table does not say, and a word of the refusal
    "keras-summary/conv1d_keras3.txt": "kernel 3 on 9 channels",
    "keras-summary/lenet_keras2.txt": "in1@28x28 c5same, in1@32x32 c5 would fit",
    "keras-summary/k02_summary_channels_first.txt": "kernel 3 on 224 channels",
    "keras-summary/k07_summary_keras3_boxes.txt": "dw3s2 c1-64, dw3s3same c1-64, dw3d2 c1-64 all turn 7x7",
    "keras-summary/wrong_numbers.txt": "18,500 parameters",
    "torch-table/t01_torchsummary_rnd.txt": "in4@84x84 c8s4 would fit",
    "torch-table/t02_torchinfo_only_params.txt": "Conv2d_2_1 is 11x11, Conv2d_2_5 is 5x5, Conv2d_2_9 is 3x3",
    "torch-table/lightning.txt": "only names, types and parameters",
    "torch-table/mnist_ts.txt": "12x12 of 64 channels is printed after 24x24",
    "torch-table/hidden_ti.txt": "c3s2p1 fits, and so does a pooling with 2 in forward",
    "torch-table/incep_ts.txt": "or it reads another row",
}


@pytest.mark.parametrize("name", [each for each in shaped() if each not in UNREAD])
def test_sizes_are_those_that_keras_has(name: str) -> None:
    folder, stem = name.split("/")
    shapes = json.loads(text(f"{folder}/{stem.rpartition('.')[0]}.shapes.json"))
    net = graph(name)
    found = walked(net)
    last = {node.name: place for place, node in enumerate(net.nodes, 1)}
    assert last
    seen = last.keys() & shapes.keys()
    assert len(seen) >= len(last) / 2
    for layer in seen:
        printed = [each for each in shapes[layer][:-1] if each is not None] or [1] * len(net.axes)
        assert list(found[last[layer]]) == printed, layer


@pytest.mark.parametrize(
    ("name", "rf"),
    [
        ("keras-summary/k03_summary_connected_to_two_heads.txt", 7),
        ("keras-summary/k05_summary_ctc_ocr.txt", 10),
        ("keras-summary/catsdogs_keras2.txt", 46),
        ("keras-json/kj03_keras2_functional.json", 9),
        ("keras-json/dilated.json", 7),
        ("torch-table/t06_torchscan_field_column.txt", 7),
        ("torch-table/t07_torchsummary_field_columns.txt", 16),
        ("torch-table/t04_torchinfo_with_kernels.txt", 19),  # 27 with dilation 2, which a note says
        ("torch-table/resnet18_ti.txt", 435),
        ("torch-table/alex_ts.txt", 163),
        ("torch-table/vgg16_tiv.txt", 212),
        ("torch-table/incep_tii.txt", 15),
        ("torch-table/cifar_ts.txt", 16),
        ("torch-table/mobile_ts.txt", 75),
        ("torch-table/cifarres_ts.txt", 49),
    ],
)
def test_fields_are_known_ones(name: str, rf: int) -> None:
    assert field(graph(name)) == rf


READ = [
    f"{folder}/{path.name}"
    for folder in READERS
    for path in sorted((CASES / folder).iterdir())
    if not path.name.endswith((".meta.json", ".shapes.json")) and f"{folder}/{path.name}" not in UNREAD
]


@pytest.mark.parametrize("name", READ)
def test_what_a_table_prints_of_itself_is_proved(name: str) -> None:
    """Each printed size and count is a claim, which the derivation judges; only the start behind a pool is wrong."""
    paste = symrf.read(text(name))
    wrong = {each.claim.text for each in symrf.check(paste, paste.claims) if each.status == "refuted"}
    if name.endswith("t07_torchsummary_field_columns.txt"):
        assert len(paste.claims) == 40
        assert {each.partition("@")[0] for each in wrong} == {"start"}
        assert len(wrong) == 6
    else:
        assert not wrong


@pytest.mark.parametrize("name", UNREAD)
def test_what_a_table_does_not_say_is_refused_where_it_stands(name: str) -> None:
    with pytest.raises(symrf.ReadError, match=re.escape(UNREAD[name])) as refusal:
        graph(name)
    assert refusal.value.span is not None
    start, stop = refusal.value.span
    assert 0 <= start < stop <= len(text(name))


@pytest.mark.parametrize(
    ("name", "assumed", "read"),
    [
        ("torch-table/t01_torchsummary_rnd.txt", "input = in4@84x84", "c8s4-32 relu"),
        ("keras-summary/k07_summary_keras3_boxes.txt", "separable_conv2d = dw3d2nobias c1-64", "dw3d2nobias c1-64"),
        ("keras-summary/lenet_keras2.txt", "input = in1@28x28", "c5same-6"),
        ("torch-table/mnist_ts.txt", "Dropout_3 = p2s2 drop", "p2s2"),
    ],
)
def test_what_is_missing_can_be_said(name: str, assumed: str, read: str) -> None:
    paste = symrf.read(text(name), assume=[assumed])
    assert read in " ".join(each for each in str(paste).split() if not each.endswith(":"))


def test_what_others_would_fit_is_said() -> None:
    notes = " ".join(note.text for note in graph("torch-table/t04_torchinfo_with_kernels.txt").notes)
    assert "no dilation is printed, and 1 is assumed in Conv2d_2_1, Conv2d_1_2" in notes
    pools = " ".join(note.text for note in graph("keras-summary/catsdogs_keras2.txt").notes)
    assert "p3s2same" in pools
    assert not graph("keras-summary/catsdogs_keras2.txt").certain


def test_starts_are_read_from_the_first_pixel_on() -> None:
    notes = [note.text for note in graph("torch-table/t07_torchsummary_field_columns.txt").notes]
    assert any("centre is at 0.5" in note for note in notes)


def test_one_network_has_one_field_in_all_its_tables() -> None:
    assert field(graph("keras-json/unet.json")) == field(graph("keras-summary/unet_keras3.txt")) == 40
    assert symrf.read(text("keras-json/se.json")).certain


def test_a_live_model_is_its_configuration() -> None:
    class Model:
        def get_config(self) -> object:
            return json.loads(text("keras-json/kj03_keras2_functional.json"))["config"]

    (live,) = graphs(Model())
    stored = graph("keras-json/kj03_keras2_functional.json")
    assert [(node.item, node.sources, node.name) for node in live.nodes] == [
        (node.item, node.sources, node.name) for node in stored.nodes
    ]
    with pytest.raises(symrf.ReadError, match="get_config"):
        graphs(object())


def test_two_summaries_are_two_networks() -> None:
    first, second = keras_table.read(cleaned(text("keras-summary/two_and_prose.txt")))
    assert (first.name, first.size, second.name, second.size) == ("first", (150, 150), "second", (64, 64))
    assert [node.item.text if isinstance(node.item, Layer) else node.item.value for node in second.nodes] == [
        "c3s2same-16",
        "c3same-16",
        "+",
        "~lambda",
    ]
    assert any("lambda" in note.text for note in second.notes)


def test_a_block_that_squeezes_is_a_gate() -> None:
    joins = [node.item for node in graph("torch-table/mobilenetv3_ti.txt").nodes if isinstance(node.item, Join)]
    assert (joins.count(Join.GATE), joins.count(Join.ADD)) == (3, 2)


def test_a_shortcut_of_an_unknown_block_is_no_convolution_in_groups() -> None:
    table = text("torch-table/cifarres_ts.txt").replace("BasicBlock", "PlainBlock")
    with pytest.raises(symrf.ReadError, match=r"Conv2d_\d+: no Conv2d turns .* or it reads another row"):
        torch_table.read(cleaned(table))


def test_an_image_has_three_axes_at_most() -> None:
    many = text("keras-json/kj01_to_json_sequential.json").replace("[null, 28, 28, 1]", "[null, 28, 28, 28, 28, 1]")
    with pytest.raises(symrf.ReadError, match="more than three axes"):
        keras_json.read(cleaned(many))


def test_layers_that_read_each_other_in_a_circle_are_refused() -> None:
    circle = text("keras-json/kj03_keras2_functional.json").replace('[["input_1", 0, 0, {}]]', '[["add_1", 0, 0, {}]]')
    with pytest.raises(symrf.ReadError, match="circle"):
        keras_json.read(cleaned(circle))


RULED = """Layer (type)                 Output Shape              Param #
=================================================================
{first:<29}(None, 30, 30, 3)         {params}
_________________________________________________________________
conv2d_1 (Conv2D)            (None, 28, 28, 8)         224
_________________________________________________________________
flatten_1 (Flatten)          (None, 6272)              0
================================================================="""


@pytest.mark.parametrize("first", ["lambda_1 (Lambda)", "augment (Sequential)"])
def test_a_first_row_without_weights_keeps_what_is_not_printed(first: str) -> None:
    """Keras does not print the input of a Sequential; a Lambda or an augmentation before its convolutions is opaque."""
    paste = symrf.read(RULED.format(first=first, params=0))
    assert not paste.certain
    assert any(note.text.startswith(first) for note in paste.notes)
    assert (paste.input.channels, paste.input.sizes) == (3, {"h": 30, "w": 30})
    with pytest.raises(symrf.ReadError, match="layers are not printed"):
        symrf.read(RULED.format(first="base (Model)", params=420))


def test_a_table_in_comments_ends_where_they_do() -> None:
    table = RULED.format(first="scale (Rescaling)", params=0)
    commented = "# The model:\n" + "".join(f"# {line}\n" for line in table.splitlines()) + "model.summary()\n"
    assert str(symrf.read(commented)) == str(symrf.read(table))


def test_blanks_within_brackets_are_those_of_a_page_that_was_translated() -> None:
    table = RULED.format(first="scale (Rescaling)", params=0)
    assert str(symrf.read(table.replace("(", "( "))) == str(symrf.read(table))


def test_a_second_input_is_said_to_be_left_out() -> None:
    text = """Layer (type)          Output Shape      Param #    Connected to
==========================================================================
a (InputLayer)        [(None, 2)]       0          []
b (InputLayer)        [(None, 3)]       0          []
one (Dense)           (None, 10)        30         ['a[0][0]']
both (Concatenate)    (None, 13)        0          ['one[0][0]', 'b[0][0]']
last (Dense)          (None, 1)         14         ['both[0][0]']
=========================================================================="""
    paste = symrf.read(text)
    assert not paste.certain
    assert any(note.text.startswith("b (InputLayer) and what follows it are left out") for note in paste.notes)


def test_a_model_stands_in_what_tensorflow_js_writes() -> None:
    layers = [
        {"class_name": "Conv2D", "config": {"name": "c", "filters": 8, "kernel_size": [3, 3], "strides": [2, 2]}},
    ]
    model = {"class_name": "Sequential", "config": {"name": "m", "layers": layers}}
    around = {"format": "layers-model", "modelTopology": {"keras_version": "2.4.0", "model_config": model}}
    assert str(symrf.read(json.dumps(around))) == str(symrf.read(json.dumps(model)))
    with pytest.raises(symrf.ReadError, match="this JSON is incomplete"):
        symrf.read(json.dumps(model)[:-9])


WIRED = """Layer (type)                  Output Shape          Param #    Connected to
=======================================================================================
i (InputLayer)                [(None, 16, 32, 32, 1)] 0        []
c (Conv3D)                    (None, 16, 30, 30, 4)   40       ['i[0][0]']
p (MaxPooling3D)              (None, 8, 15, 15, 4)    0        ['c[0][0]']
f (Flatten)                   (None, 7200)            0        ['p[0][0]']
d (Dense)                     (None, 10)              72000    ['f[0][0]']
======================================================================================="""


def test_a_kernel_of_a_volume_may_differ_by_axis_and_a_dense_layer_may_have_no_bias() -> None:
    """40 = 1·3·3·4+4 parameters, and 72,000 = 7,200·10: without a bias what is read fits."""
    paste = symrf.read(WIRED)
    assert str(paste) == "in1@16x32x32 c: c1x3x3-4 p: p2s2 f: flatten d: fc10nobias"
    assert {verdict.status for verdict in symrf.check(paste)} == {"proved"}


@pytest.mark.parametrize(
    ("printed", "changed"),
    [
        ("(None, 8, 15, 15, 4)    0", "(None, 8, 15, 15, 4)    1"),
        ("(None, 7200)            0", "(None, 7200)            1"),
        ("1)] 0", "1)] 1"),
        ("7200", "7201"),
        ("72000", "72001"),
        ("30, 30", "30, 31"),
    ],
)
def test_a_number_that_is_wrong_is_never_passed_over(printed: str, changed: str) -> None:
    try:
        statuses = {verdict.status for verdict in symrf.check(symrf.read(WIRED.replace(printed, changed, 1)))}
    except symrf.ReadError:
        return
    assert "refuted" in statuses


def test_shapes_that_are_not_printed_or_cut_are_said_to_be_so() -> None:
    open_sizes = (
        RULED.format(first="i (InputLayer)", params=0).replace("30, 30", "None, None").replace("28, 28", "None, None")
    )
    with pytest.raises(symrf.ReadError, match="prints no size"):
        symrf.read(open_sizes)
    with pytest.raises(symrf.ReadError, match="cut off"):
        symrf.read(RULED.format(first="i (InputLayer)", params=0).replace("28, 28, 8) ", "28, 28, 8 "))


def test_sources_on_one_line_of_a_wide_box_are_several() -> None:
    rows = [
        ("i (InputLayer)", "(None, 8, 8, 2)", "0", "-"),
        ("a (Conv2D)", "(None, 8, 8, 2)", "38", "i[0][0]"),
        ("s (Add)", "(None, 8, 8, 2)", "0", "i[0][0], a[0][0]"),
    ]
    lines = [
        " │ ".join(("", *row, "")).strip()
        for row in (("Layer (type)", "Output Shape", "Param #", "Connected to"), *rows)
    ]
    assert str(symrf.read("\n├──┤\n".join(lines) + "\n└──┘")) == "in2@8x8 [id + a: c3same-2]"


def test_an_input_that_is_only_flattened_is_a_vector() -> None:
    text = """Layer (type)                 Output Shape              Param #
=================================================================
flatten (Flatten)            (None, 784)               0
dense (Dense)                (None, 10)                7850
================================================================="""
    paste = symrf.read(text)
    assert (str(paste), paste.certain) == ("in784 dense: fc10", False)


@pytest.mark.parametrize(("edge", "rule"), [("| ", "|---|---|---|"), ("| ", "+---+---+---+"), ("", "---|---|---")])
def test_a_table_may_be_written_between_bars(edge: str, rule: str) -> None:
    cells = [
        ("Layer (type)", "Output Shape", "Param #"),
        ("c (Conv2D)", "(None, 26, 26, 8)", "80"),
        ("f (Flatten)", "(None, 5408)", "0"),
    ]
    lines = [f"{edge}{' | '.join(row)} {edge}".strip() for row in cells]
    paste = symrf.read(f"\n{rule}\n".join(lines))
    assert str(paste) == "in1@28x28 c: c3-8 f: flatten"
