"""Lines of papers, lists of layers and block strings: what each comes to, by an oracle that walks the graph."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
from walking import field, walked, windows

from symrf.errors import ReadError
from symrf.networks.notation.architecture import Architecture, Group, Layer
from symrf.networks.notation.kinds import Kind
from symrf.readers import block_strings, layers_list, papers
from symrf.readers.graph import Graph
from symrf.readers.notating import notated
from symrf.readers.pasted import Pasted

TEXTS = Path(__file__).resolve().parents[1] / "cases" / "readers"
READERS: tuple[ModuleType, ...] = (block_strings, layers_list, papers)


def graphs(text: str) -> tuple[Graph, ...]:
    """What the one reader that claims a text makes of it."""
    pasted = Pasted.of(text)
    claiming = [each for each in READERS if each.claims(pasted)]
    assert len(claiming) == 1, claiming
    found: tuple[Graph, ...] = claiming[0].read(pasted)
    return found


def graph(text: str) -> Graph:
    """The one network of a text."""
    (found,) = graphs(text)
    return found


def stored(name: str) -> str:
    return (TEXTS / name).read_text("utf-8")


def kinds(found: Graph) -> list[str]:
    """The layers as the notation has them, without what is usual."""
    return [node.item.text if isinstance(node.item, Layer | Group) else node.item.value for node in found.nodes]


SIZES: tuple[tuple[str, int, list[int], int | None], ...] = (  # file, input, sizes, field of what is before the head
    ("compact/n03_kaggle_mnist.txt", 28, [28, 14, 14, 7], None),
    ("compact/n05_snn.txt", 28, [24, 12, 8, 4], None),
    ("compact/n07_fc_pairs.txt", 32, [30, 15, 13, 6], None),
    ("compact/n10_ciresan_blanks.txt", 100, [98, 49, 48, 24, 23, 11, 10, 5, 4], 48),
    ("compact/n15_patchgan.txt", 256, [128, 64, 32, 31, 30], 70),
    ("compact/n22_allcnn.txt", 32, [32, 32, 16, 16, 16, 8, 6, 6, 6], None),
    ("compact/n23_dqn_prose.txt", 84, [20, 9, 7], 36),
    ("layer-list/l03_rf_script_ksp.py", 227, [55, 27, 27, 13, 13, 13, 13, 6, 1, 1], 355),
    ("layer-list/l05_tuples_dilated.txt", 224, [112, 56, 56, 56, 28, 28, 28], 131),
    ("layer-list/l07_fairseq_conv_layers.txt", 16000, [3199, 1599, 799, 399, 199, 99, 49], 400),
    ("layer-list/l10_json_layers.json", 64, [64, 32, 16], None),
)


@pytest.mark.parametrize(("name", "size", "sizes", "wide"), SIZES, ids=[row[0] for row in SIZES])
def test_the_sizes_are_those_of_the_paper(name: str, size: int, sizes: list[int], wide: int | None) -> None:
    found = graph(stored(name))
    assert windows(found, size) == sizes
    if wide is not None:
        assert field(found, size) == wide


@pytest.mark.parametrize("name", ["b01_efficientnet_b0.py", "b03_lukemelas_strings.txt"])
def test_efficientnet(name: str) -> None:
    """Its stages and its field, with the gates and without."""
    found = graph(stored(f"block-string/{name}"))
    places = walked(found, 1024)
    assert field(found, 1024) == 851
    strided = [places[number].size for number, node in enumerate(found.nodes, 1) if _strided(node.item)]
    assert strided == [512, 256, 128, 64, 32]
    assert places[-1].channels == 1280
    assert walked(found, 1024, gates=True)[-1].last - walked(found, 1024, gates=True)[-1].first > 851
    assert not found.certain


def _strided(item: object) -> bool:
    return isinstance(item, Layer) and item.stride == (2,)


def test_mobilenet_v2() -> None:
    found = graph(stored("layer-list/l08_mobilenet_v2_table.py"))
    assert field(found, 1024) == 491
    assert walked(found, 224)[-1].size == 7
    assert sum(len(node.sources) == 2 for node in found.nodes) == 10  # residuals: of each row n-1


def test_ssd_has_its_six_feature_maps() -> None:
    found = graph(stored("layer-list/l02_ssd_letters.py"))
    places = walked(found, 300)
    assert [places[output].size for output in found.outputs] == [38, 19, 10, 5, 3, 1]


@pytest.mark.parametrize("name", ["n12_cyclegan.txt", "n13_cyclegan_short.txt"])
def test_cyclegan_gives_the_size_that_it_takes(name: str) -> None:
    found = graph(stored(f"compact/{name}"))
    assert (walked(found, 256)[-1].size, walked(found, 256)[-1].channels) == (256, 3)
    assert kinds(found).count("+") == 9


def test_keyword_spotting_has_two_axes() -> None:
    found = graph(stored("compact/n02_ds_cnn.txt"))
    assert windows(found, 49, 0)[0] == 25
    assert windows(found, 10, 1)[0] == 5
    assert found.convention == "tensorflow"
    assert kinds(found)[-1] == "gap"


def test_resnet_50() -> None:
    found = graph(stored("compact/n20_resnet_table.txt"))
    sizes = windows(found, 224)
    assert sizes[:2] == [112, 56]
    assert [size for before, size in pairwise(sizes) if size != before] == [56, 28, 14, 7]
    assert len(sizes) == 2 + 3 * 16 + 4
    names = [node.name for node in found.nodes if node.name]
    assert names[:2] == ["conv1", "conv2_x"]


def test_a_pattern_keeps_its_letters() -> None:
    found = graph(stored("compact/n17_cs231n_pattern.txt"))
    assert kinds(found)[0] == "((c3p1 relu)*{N} p2s2)*{M}"
    assert kinds(found)[2] == "(fc{units} relu)*{K}"
    again = graph(stored("compact/n18_cs231n_instance.txt"))
    assert str(notated(again).architecture).startswith("(c3p1 relu c3p1 relu p2s2)*3 flatten fc{units}")


def test_what_a_dense_layer_takes_is_a_claim() -> None:
    found = graph(stored("compact/n07_fc_pairs.txt"))
    assert (found.expected[0].quantity, found.expected[0].values) == ("features", (2304,))
    assert walked(found, 32)[found.expected[0].place - 2].size ** 2 * 64 == 2304


READ: tuple[tuple[str, str], ...] = (  # a text, and what it is in the notation, by hand
    ("784-200-10", "fc200 fc10"),
    ("28x28-12c5-2s-64c5-2s-10o", "c5-12 a2s2 c5-64 a2s2 flatten fc10"),
    ("28×28-15C5-P2-40C5-P2-300-10", "c5-15 p2s2 c5-40 p2s2 flatten fc300 fc10"),
    ("1x29x29-20C4-MP2-40C5-MP3-150N-10N", "c4-20 p2s2 c5-40 p3s3 flatten fc150 fc10"),
    ("784 - [32C5-P2] - [64C5-P2] - 128 - 10", "c5p2-32 p2s2 c5p2-64 p2s2 flatten fc128 fc10"),
    ("32C3-MP2-64C3-MP2-512FC-softmax", "c3-32 p2s2 c3-64 p2s2 flatten fc512 softmax"),
    ("(2×128C3)−MP2−(2×1024FC)−10SVM", "c3p1-128 c3p1-128 p2s2 flatten fc1024 fc1024 fc10"),
    ("{16C3-MP2-10C3-GAP-10SM}", "c3-16 p2s2 c3-10 gap softmax"),
    ("conv(3,64)x2 - maxpool(2,2)", "c3p1-64 c3p1-64 p2s2"),
    ("C(3,64,3,1,1)-P(2)-C(64,128,3,2,1)-FC(10)", "c3p1-64 p2s2 c3s2p1-128 flatten fc10"),
    ("[C(512,5,1), P(5,3), SM(10)]", "c5p2-512 p5s3 flatten fc10 softmax"),
    ("Conv(32, 3x3) -> ReLU -> MaxPool(2) -> Conv(64, 3x3, s=2, p=1) -> GAP", "c3-32 relu p2s2 c3s2p1-64 gap"),
    ("CONV3-64 CONV3-64 maxpool CONV3-128", "c3p1-64 c3p1-64 p2s2 c3p1-128"),
    ("Conv5-32/ReLU/Pool2", "c5p2-32 relu p2s2"),
    ("7x7 conv, 64, /2\n3x3 max pool, /2\n3x3 conv, 64", "c7s2p3-64 p3s2p1 c3p1-64"),
    ("96 kernels of size 11×11×3 with a stride of 4", "c11s4-96"),
    ("[227x227x3] INPUT\n[55x55x96] CONV1: 96 11x11 filters at stride 4, pad 0", "c11s4-96"),
    (
        ("conv1 | 112×112 | 7×7, 64, stride 2\nconv2_x | 56×56 | 3×3 max pool, stride 2"),
        "conv1: c7s2p3-64 conv2_x: p3s2p1",
    ),
    (
        (
            "Conv / s2 | 3 × 3 × 3 × 32 | 224 × 224 × 3\n"
            "Conv dw / s1 | 3 × 3 × 32 dw | 112 × 112 × 32\n"
            "Conv / s1 | 1 × 1 × 32 × 64 | 112 × 112 × 32"
        ),
        "c3s2p1-32 dw3p1 c1-64",
    ),
    ("first three convolutional layers with a 2×2 stride and a 5×5 kernel", "(c5s2p2)*3"),
    (
        (
            "INPUT 32x32\n"
            "C1: feature maps 6@28x28\n"
            "S2: feature maps 6@14x14\n"
            "C3: feature maps 16@10x10\n"
            "S4: feature maps 16@5x5\n"
            "C5: layer 120\n"
            "F6: layer 84\n"
            "OUTPUT 10"
        ),
        "C1: c5valid-6 S2: a2s2 C3: c5valid-16 S4: a2s2 C5: c5valid-120 flatten F6: fc84 fc10",
    ),
    ("dilations 1, 2, 4, …, 16", "c2causal c2d2causal c2d4causal c2d8causal c2d16causal"),
    ("filter windows of 3, 4 with 100 feature maps each", "[c3-100 relu gmp | c4-100 relu gmp]"),
    ("c7s1-64, u128, c7s1-3", "c7p3-64 t3s2p1o1-128 c7p3-3"),
    ("C64-C128-C256-C512-C512-C512-C512", "c4s2p1-64 c4s2p1-128 c4s2p1-256 (c4s2p1-512)*4"),
    ("encoder: C64-C128\ndecoder: CD64-C64", "c4s2p1-64 c4s2p1-128 t4s2p1-64 drop t4s2p1-64 t4s2p1-3"),
    ("encoder: C64-C128\nU-Net decoder: CD128-C128", "c4s2p1-64 [c4s2p1-128 t4s2p1-64 drop | id] t4s2p1-3"),
    ("cfg = [64, 'M', 128, 'A']", "c3p1-64 p2s2 c3p1-128 a2s2"),
    (
        "cfg = [(7, 64, 2, 3), 'M', [(1, 256, 1, 0), (3, 512, 1, 1), 2]]",
        "c7s2p3-64 p2s2 c1-256 c3p1-512 c1-256 c3p1-512",
    ),
    ("[(3,1,1),(2,2,0)]", "c3p1 c2s2"),
    ("# k, p, s\n[[3, 0, 1], [5, 2, 2]]", "c3 c5s2p2"),
    ("name,kernel,stride,padding\nconv1,3,1,1\npool1,2,2,0", "conv1: c3p1 pool1: p2s2"),
    ("| layer | k | s | pad | out size |\n|---|---|---|---|---|\n| conv1 | 7x7 | 2 | 3 | 112 |", "conv1: c7s2p3"),
    (
        "[{'type': 'conv', 'k': 3, 'out': 8, 'p': 'same', 'act': 'relu'}, {'type': 'softmax', 'units': 10}]",
        "c3same-8 relu flatten fc10 softmax",
    ),
    ("a = {type:'conv', sx:5, filters:16, pad:2}, {type:'pool', sx:2, stride:2}", "c5p2-16 p2s2"),
    ('conv_feature_layers: "[(512, 10, 5)] + [(512, 3, 2)] * 2"', "c10s5-512 c3s2-512 c3s2-512"),
    (
        "[['cn_r1_k3_s2_c16_skip', 'cn_r2_k3_s2_c16_skip']]",
        "(c3s2p1-16nobias bn silu)*2 ([c3p1-16nobias bn silu + id])*2",
    ),
    (
        (
            "Layer\tType\tMaps\tSize\tKernel size\tStride\tActivation\n"
            "Out\tFully Connected\t–\t10\t–\t–\tRBF\n"
            "S2\tAvg Pooling\t6\t14 × 14\t2 × 2\t2\ttanh\n"
            "C1\tConvolution\t6\t28 × 28\t5 × 5\t1\ttanh\n"
            "In\tInput\t1\t32 × 32\t–\t–\t–"
        ),
        "C1: c5-6 tanh S2: a2s2 tanh flatten Out: fc10",
    ),
    (
        (
            "Input\tOperator\tt\tc\tn\ts\n"
            "224² × 3\tconv2d\t-\t32\t1\t2\n"
            "112² × 32\tbottleneck\t1\t16\t1\t1\n"
            "7² × 1280\tavgpool 7x7\t-\t-\t1\t-"
        ),
        "c3s2p1-32nobias bn relu6 dw3p1nobias bn relu6 c1-16nobias bn a7s7",
    ),
    ("conv 11x11x96 /4, pool 3x3/2, conv 5x5x256 pad 2, fc 10", "c11s4-96 p3s2 c5p2-256 flatten fc10"),
    ("Conv(1,20,5) - Pool(2) - Conv(20,50,5) - Pool(2) - FC(800,500)", "c5-20 p2s2 c5-50 p2s2 flatten fc500"),
)


@pytest.mark.parametrize(("text", "layers"), READ, ids=[row[0][:40] for row in READ])
def test_a_line_is_read(text: str, layers: str) -> None:
    read = notated(graph(text)).architecture
    assert str(Architecture(read.items[1:] if read.input else read.items)) == layers


REFUSED: tuple[tuple[str, str, str], ...] = (  # a text, the place that is pointed at, what is said
    ("conv3-64\tconv3-64\nmaxpool\nconv3-128\tconv3-128", "conv3-64\tconv3-64", "side by side"),
    ("k,s,p,n\n3,1,1,4\n3,1,1,1", "4", "an expansion or a repeat"),
    ("WRN-28-10", "WRN-28-10", "only named"),
    ("ResNet-50", "ResNet-50", "only named"),
    ("mobilenet_v3_large", "mobilenet_v3_large", "only named"),
    ("torchvision.models.vgg16_bn", "vgg16_bn", "only named"),
    ("Wide ResNet 28-10", "Wide ResNet 28-10", "only named"),
    ("c7s1-64,d128,R256…,u64", "…", "how many blocks"),
    ("c7s1-64,d128,R256", "R256", "takes 256 channels, but is given 128"),
    ("C32-P2-C64-P2-F120", "C32", "kernel or the channels"),
    ("Conv(3,5)-Pool(2)", "Conv(3,5)", "it is not clear which number"),
    ("32C3-MP2-100N-16C3", "16C3", "cannot follow a dense layer"),
    ("200-32C3-MP2-10N", "200", "not a square image"),
    ("0C3-MP2-10N", "0C3", "at least 1"),
    ("((32C3)-MP2", "(", "not closed"),
    ("99999x128C3-MP2", "99999x128C3", "more than 2,000 layers"),
    ("3x3 conv with skip connections, 64 filters", "skip connection", "in words cannot be read"),
    ("CD512-CD1024-CD1024-C1024", "CD512", "paste both lines"),
    ("dilations 1, 3, …, 512", "1, 3, …, 512", "twice the one before"),
    ("[[3, 0, 1], [3, 0, 1]]", "0", "the stride would be 0"),
    ("[(64, 128, 3, 1, 0), (1, 2, 3, 4, 5)]", "(64, 128, 3, 1, 0)", "it is not said what"),
    ("[(512, 3, 2)] * 9999999", "[(512, 3, 2)] * 9999999", "more than 20,000 numbers"),
    ("[(32, 3, 1), ['B', 1], 'U', 'S']", "['B', 1]", "detector"),
    ("[{'type': 'lstm', 'k': 5}]", "'lstm'", "is not known"),
    ("k s p\n3 1 1\n3 2", "3 2", "2 cells"),
    ("[['ir_r2_k3.5_s2_e6_c32']]", "k3.5", "several kernels"),
    ("[['mqa_r1_k3_h8_s1_d64_c96']]", "mqa_r1_k3_h8_s1_d64_c96", "attention"),
    ("['r1_k3_s11_e1_i32_o16', 'r1_k3_s11_e1_i24_o16']", "r1_k3_s11_e1_i24_o16", "takes 24 channels, but is given 16"),
    (
        "The second convolutional layer takes the pooled output and filters it with 256 kernels of size 5x5.",
        "The second convolutional layer takes the pooled output",
        "pools between",
    ),
    ("I have a conv layer with 32 filters of size 5x5 and a loss of 20 epochs", "20", "not known"),
)


@pytest.mark.parametrize(("text", "place", "reason"), REFUSED, ids=[row[0][:40] for row in REFUSED])
def test_what_cannot_be_told_is_refused_at_its_place(text: str, place: str, reason: str) -> None:
    with pytest.raises(ReadError, match=reason) as refused:
        graphs(text)
    start, stop = refused.value.span or (0, 0)
    assert text[start:stop].startswith(place)


def test_a_dictionary_of_lists_has_a_network_each() -> None:
    text = "cfgs = {'A': [64, 'M'], 'B': [64, 64, 'M'], 'C': []}"
    assert [(each.name, len(each.nodes)) for each in graphs(text)] == [("cfgs.A", 2), ("cfgs.B", 3)]


def test_two_lines_are_two_networks() -> None:
    first, second = graphs("MNIST: 28x28-15C5-P2-10\nCIFAR: 3x32x32-32C3-MP2-10")
    assert (first.channels, first.size, second.channels, second.size) == (1, (28, 28), 3, (32, 32))


def test_a_python_list_is_read_as_its_text() -> None:
    value = [(3, 1, 1), (2, 2, 0)]
    assert layers_list.graphs(value) == layers_list.read(Pasted.of(repr(value)))
    with pytest.raises(ReadError, match="a list, a tuple or a dictionary"):
        layers_list.graphs([object()])


@pytest.mark.parametrize(
    "text", ["c3s1 p2s2 c3s1", "c7s1-64, c3s2-128", "clip", "c7s1-64 u2 c7s1-3", "in3@224x224 c3-64", "a2 p2", "fc10"]
)
def test_the_notation_is_no_dialect(text: str) -> None:
    assert not any(each.claims(Pasted.of(text)) for each in READERS)


@pytest.mark.parametrize(
    "text", ["", " ", "2024-10-11", "hello", "x = 1", "[64, 128, 256]", "x = Conv2D(32, (3,3))(x)", "pool party at 3pm"]
)
def test_other_texts_are_not_claimed(text: str) -> None:
    assert not any(each.claims(Pasted.of(text)) for each in READERS)


def test_what_a_table_says_of_its_layers_is_a_claim() -> None:
    found = graph("layer k s p rf out size\nconv1 3 1 1 3 32".replace(" ", ",").replace("out,size", "outsize"))
    assert {(each.quantity, each.values) for each in found.expected} == {("rf", (3,)), ("size", (32,))}


def test_what_is_assumed_is_said() -> None:
    """Whatever padding was chosen is no longer certain; what the text says is."""
    assert not graph("32C5-P2-10N").certain
    assert graph("784-200-10").certain
    assert graph("name,kernel,stride,padding\nconv1,3,1,1\npool1,2,2,0").certain
    assert any("TensorFlow" in note.text for note in graph(stored("compact/n02_ds_cnn.txt")).notes)


def test_a_vector_has_no_axes() -> None:
    found = graph("784-200-10")
    assert (found.channels, found.axes, found.size) == (784, (), ())
    assert all(isinstance(node.item, Layer) and node.item.kind is Kind.DENSE for node in found.nodes)
