"""Lines, lists and block strings as they are pasted: with talk, code and comments around them."""

from __future__ import annotations

import pytest
from walking import field, walked

from symrf import read
from symrf.errors import ReadError
from symrf.readers import layers_list, papers
from symrf.readers.pasted import Pasted

IN_TALK: tuple[tuple[str, str], ...] = (
    ("2. Wide: 16C3-P2-32C3-p2-D64-D10", "c3p1-16 p2s2 c3p1-32 p2s2 flatten fc64 fc10"),
    ("3. With dropout: 16C3-P2-Dp40%-D64-Dp40%-D10", "c3p1-16 p2s2 drop flatten fc64 drop fc10"),
    ("| Small | Input-16C3-P2-64-Output |\n", "c3-16 p2s2 flatten fc64"),
    ("RGB --> {8C3-P2} --> {16C3-P2} --> 64", "c3-8 p2s2 c3-16 p2s2 flatten fc64"),
    ("We trained it on SVHN with a 16C3-P2-32C3-MP2-10 network.", "c3-16 p2s2 c3-32 p2s2 flatten fc10"),
    ("* **[16C3-P2]** - **[32C3-P2]** - 64 - 1", "c3-16 p2s2 c3-32 p2s2 flatten fc64 fc1"),
    (
        "# It has\n# c7s1-8,d16,R16,\n# R16,u8,c7s1-3\n# c7s1-k denotes a 7x7 convolution with k filters and stride 1",
        "in3 c7p3-8 c3s2p1-16 ([c3p1-16 c3p1-16 + id])*2 t3s2p1o1-8 c7p3-3",
    ),
    ("The encoder is c7s1-8 , d16, d32 (d: down)", "in3 c7p3-8 c3s2p1-16 c3s2p1-32"),
    (
        "Ck is a 4x4 convolution with stride 2. The discriminator is: C64-C128-C256.\nIt ends in one channel.",
        "c4s2p1-64 c4s2p1-128 c4p1-256 c4p1-1",
    ),
    (
        "**Encoder:** C8-C16-C16\n**U-Net Decoder:** CD16-CD32-C24\n\nAll filters are 4x4 with stride 2",
        "in3 c4s2p1-8 [c4s2p1-16 [c4s2p1-16 t4s2p1-16 drop | id] t4s2p1-16 drop | id] t4s2p1-3",
    ),
    ("My net has two stages.\nINPUT -> [CONV -> POOL]*2 -> FC", "c3p1 p2s2 c3p1 p2s2 flatten fc{classes}"),
    ("Net:CNN(Input-MP4-16C3-AP2-64FC-11)", "p4s4 c3-16 a2s2 flatten fc64 fc11"),
    ("as in (16C3-32C3-AP2S2-GAP-FC), where FC means fully connected", "c3-16 c3-32 a2s2 gap flatten fc{classes}"),
    (
        "These are the layers:\n(CONV => RELU => POOL) X 2 => FC => SMAX",
        "(c3p1 relu p2s2)*2 flatten fc{classes} softmax",
    ),
    ("See:\n  C(64,10,4,2,2)-DSC(64,3,1)-\n  DSC(64,3,1)-AvgPool", "c10x4s2same-64 dw3same c1-64 dw3same c1-64 gap"),
    ("C(64,10,4,2,2)-DSC(64,3,1)-AvgPool(25,5)-Dense(2)", "c10x4s2same-64 dw3same c1-64 a25x5s25x5 flatten fc2"),
)


@pytest.mark.parametrize(("text", "network"), IN_TALK, ids=[row[0][:40] for row in IN_TALK])
def test_a_line_within_talk_is_read(text: str, network: str) -> None:
    assert str(read(text).architecture) == network


SENTENCES: tuple[tuple[str, str], ...] = (
    (
        "- 1 convolutional layer (16 filters of size 3x3, stride=1)\n- 1 average pooling (kernel=2, stride=2)",
        "c3-16 a2s2",
    ),
    ("1. **Fully Connected Layer 1 (F6)**: 10 units\n2. 3x3 conv, 8 filters", "fc10 c3p1-8"),
    ("3 x 3 conv, 4 filters, valid padding\n |\n v\nDense: 968 features -> 10 logits", "c3valid-4 flatten fc10"),
    ("3x3 conv, 64 outputs\n3x3 conv, outputs 32", "c3p1-64 c3p1-32"),
    (
        "two 3x3 conv layers with 8 filters, each followed by batch norm, ReLU and 2x2 max pooling, then fc 10",
        "(c3p1-8 bn p2s2)*2 flatten fc10",
    ),
    ("no pooling is used; a 3x3 conv with 64 filters", "c3p1-64"),
    ("3x3 conv with 8 filters, max pooling with pool size 3 and stride 2", "c3p1-8 p3s2p1"),
    ("Image normalization.\nConvolution: 5x5, filter: 24, strides: 2x2", "c5s2p2-24"),
    ("two 3x3 conv layers with 32 filters, each followed by 2x2 max pooling", "c3p1-32 p2s2 c3p1-32 p2s2"),
    ("2 conv layers with 5x5 kernels and 16 filters, with 2x2 max pooling after each", "c5p2-16 p2s2 c5p2-16 p2s2"),
    ("two 3x3 conv layers with 32 and 64 filters followed by 2x2 max pooling", "c3p1-32 c3p1-64 p2s2"),
    ("3x3 conv, 64 filters, global average pooling, softmax layer with 10 units", "c3p1-64 gap flatten fc10 softmax"),
    ("output size: 8\n3x3 conv, 16\npool, /2\noutput size: 4\nfc 10", "c3p1-16 p2s2 flatten fc10"),
    ("1. Input: 84x84x4\n2. conv 8x8, 16 filters, stride 4", "in4@84x84 c8s4same-16"),
    (
        "输入: 32 × 32 × 3\nconv1: 5 × 5, 6, stride 1\n→ 输出: 28 × 28 × 6",
        "in3@32x32 conv1: c5-6",
    ),
    (
        (
            "| Input | 32x32x1 |\n| Convolution 5x5 | 1x1 stride, valid padding, outputs 28x28x6 |\n"
            "| Max pooling | 2x2 stride, outputs 14x14x6 |\n| Fully connected | Input = 1176. Output = 10. |"
        ),
        "in1@32x32 c5valid-6 p2s2 flatten fc10",
    ),
    (
        "| Layer | What | Output |\n| Input | image | 32x32x3 |\n| conv2D1 | 16 filters 3x3, stride 2 | 16x16x16 |",
        "in3@32x32 c3s2p1-16",
    ),
)


@pytest.mark.parametrize(("text", "network"), SENTENCES, ids=[row[0][:40] for row in SENTENCES])
def test_a_sentence_is_read(text: str, network: str) -> None:
    assert str(read(text).architecture) == network


def test_what_a_row_says_it_takes_is_a_claim() -> None:
    text = "conv 5x5, 6 filters, valid padding\nFully connected, Input = 400. Output = 10."
    assert "flat@3 = 400" in read(text).claims


REFUSED: tuple[tuple[str, str], ...] = (
    (
        "two conv layers with 3x3 kernels\nPooling layers, one after each of the convs with 2x2 window",
        "each of several",
    ),
    ("conv 3x3, 64 filters, twice; 2x2 max pool", "twice in words"),
    ("Four blocks, each consisting of a 3x3 convolution with 64 filters and 2x2 max pooling", "Four blocks"),
    ("net = [\n  # (filters, kernel, pool)\n  (32, 5, 2), (64, 5, 2)]", "what the 3 numbers"),
    ("3D convolution 3x3x3, 32 filters, then 2x2x2 max pooling", "3D convolution in words"),
    ("conv 3x3, 8 filters and conv 3x3, 16 filters, each followed by 2x2 max pooling", "each of several"),
    ("the layers are:\n  conv - relu - 2x2 max pool - affine - softmax", "the kernel of this layer is not given"),
    ("[['ir_r1_k3_s2_e6_c32_se%f' % share]]", "put into"),
    ("[['ir_r1_k3_s2_e6_c32_se4']]", "not a share"),
    ("[['ir_r1_k3_s2_e6_c32'], ['cn2_r5_e1_c192']]", "not a block"),
)


@pytest.mark.parametrize(("text", "reason"), REFUSED, ids=[row[0][:40] for row in REFUSED])
def test_what_is_not_told_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        read(text)


LISTS: tuple[tuple[str, str], ...] = (
    (
        "def rf(n):\n    convnet = [[4, 2, 1], [4, 1, 1]]\n    for each in convnet:\n        n = out(each, n)",
        "c4s2p1 c4p1",
    ),
    ("imsize = 32\nprint 'size'\nnet = [[3, 1, 1], [2, 2, 0]]", "in@32x32 c3p1 c2s2"),
    ("#convnet = [[9,1,4],[9,1,4]]\nfor x in y: print x\nconvnet = [[3,1,1],[3,1,1]]", "c3p1 c3p1"),
    ("conv_filter = [7, 3]\nconv_stride = [3, 1]\npadding = [3, 0]\nfor f in conv_filter: pass", "c7s3p3 c3"),
    ('"conv_dim": [8, 8],\n"conv_kernel": [10, 3],\n"conv_stride": [5, 2],', "in1 c10s5-8 c3s2-8"),
    ('layers: str = field(default="[(64, 10, 5)] + [(64, 3, 2)] * 2", help="")', "in1 c10s5-64 c3s2-64 c3s2-64"),
    ('"conv_filters": [[16, [5, 5], 2], [32, [3, 3], 1]],\n"dim": 15,', "in3 c5s2same-16 c3valid-32"),
    ("kernels = [3, 5]\nstrides = [1, 2]\nchannels = [3, 8, 16]", "in3 c3-8 c5s2-16"),
    ("layers = [('conv', 3, 1, 1), ('pool', 2, 2, 0)]", "conv: c3p1 pool: p2s2"),
    ("layers = {'conv1': (11, 4, 0), 'pool1': (3, 2, 0)}", "conv1: c11s4 pool1: p3s2"),
    ("cfg = [64 * 2, 'M', 128]", "in3 c3p1-128 p2s2 c3p1-128"),
    ('{"filter_width": 2, "dilations": [1, 2, 4], "residual_channels": 32}', "c2causal c2d2causal c2d4causal"),
    ("net = [[3, 1, 1], [2, 2, 0]]\nnames = ['conv1', 'pool1', 'conv2']", "conv1: c3p1 pool1: p2s2"),
)


@pytest.mark.parametrize(("text", "network"), LISTS, ids=[row[0][:40] for row in LISTS])
def test_a_list_within_code_is_read(text: str, network: str) -> None:
    assert str(read(text).architecture) == network


def test_a_sentence_of_one_axis_has_one() -> None:
    paste = read("| 1 | conv1 | `conv1d` | outChannels: 64, kernelSize: 7, stride: 1, padding: 3, inChannels: 1 |")
    assert (str(paste.architecture), paste.axes) == ("c7p3-64", ("w",))


TABLE = """
The network:

| Layer | Type | Output Shape | Kernel | Filters | Parameters |
|-------|------|--------------|--------|---------|------------|
| image | Input | (32, 30, 3) | — | — | 0 |
| **conv1** | QConv2D | (32, 30, 8) | 3×3 | 8 | 216 |
| relu1 | QActivation | (32, 30, 8) | — | — | 0 |
| pool1 | MaxPool2D | (16, 15, 8) | 2×2 | — | 0 |
"""


def test_a_table_with_other_columns_is_read() -> None:
    (graph,) = layers_list.read(Pasted.of(TABLE))
    assert (graph.channels, graph.size) == (3, (32, 30))
    assert [walked(graph, 32)[place].size for place in (1, 3)] == [32, 16]
    assert {each.values for each in graph.expected if each.quantity == "size"} == {(32, 30), (16, 15)}


def test_a_column_that_may_matter_is_not_stepped_over() -> None:
    with pytest.raises(ReadError):
        read("| Type | Kernel | Filters | Stride(v,h) |\n|---|---|---|---|\n| Conv | 3 | 8 | 2 |")


def test_pools_that_stand_beside_a_list_are_told_of() -> None:
    paste = read('{"conv_layers": [{"out_channels": 8, "kernel_size": 3}], "pool_size": 2}')
    assert any("pool_size" in note.text for note in paste.notes)
    assert not paste.certain


def test_lists_that_are_given_one_name_are_networks_each() -> None:
    paste = read("if a:\n    net = [[3, 1, 1], [3, 1, 1]]\nelse:\n    net = [[5, 1, 2], [5, 1, 2]]")
    assert (paste.networks, str(paste.architecture)) == (("net", "net#2"), "c5p2 c5p2")
    blocks = "a = ['ir_r1_k3_s2_e6_c32']\nb = ['ir_r1_k5_s2_e6_c32']"
    assert read(blocks).networks == ("a", "b")


def test_a_list_with_other_letters_is_left_out_and_said_to_be() -> None:
    paste = read("cfg = {'A': [64, 'M', 64], 'H': [64, 'M', 'N', 64]}")
    assert paste.networks == ("cfg.A",)
    assert any("cfg.H" in note.text for note in paste.notes)


def test_sizes_within_talk_are_those_of_an_oracle() -> None:
    (graph,) = papers.read(Pasted.of("Our PatchGAN (C64-C128-C256-C512, then one channel) gives a map of logits."))
    assert walked(graph, 256)[-1].size == 30
    assert field(graph, 256) == 70


@pytest.mark.parametrize(
    "text",
    ["anchors = [[10, 13, 16], [30, 33, 23]]", "mean = [0.4, 0.5, 0.6]", "it took 2 days - 3 nights - 5C outside"],
)
def test_other_texts_are_not_read(text: str) -> None:
    with pytest.raises(ReadError):
        read(text)
