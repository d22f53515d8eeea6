"""Prints as people paste them: in comments, cut at either end, of old versions, with what is printed out of order."""

from __future__ import annotations

import pytest

import symrf
from symrf.errors import ReadError

TORCH7 = """th> net
nn.Sequential {
  [input -> (1) -> (2) -> (3) ->
   (4) -> (5) -> output]
  (1): nn.SpatialConvolution(3 -> 8, 5x3, 2,1)
  (2): nn.SpatialMaxPooling(3,2,2,1,1,0)
  (3): nn.Abs
  (4): nn.View
  (5): nn.Linear(64 -> 4)
}"""


def read(text: str) -> str:
    return str(symrf.read(text))


def notes(text: str) -> str:
    return " ".join(each.text for each in symrf.read(text).notes)


def test_torch7_lists_the_numbers_of_a_pool_with_the_width_first() -> None:
    assert read(TORCH7) == "in3 m1: c3x5s1x2-8 m2: p2x3s1x2p0x1 abs m4: flatten m5: fc4"
    assert symrf.read(TORCH7).kind == "torch7"
    assert "rounds up" in notes(TORCH7)
    assert "View does not print its numbers" in notes(TORCH7)


def test_torch7_is_no_program_for_pytorch() -> None:
    assert symrf.read("nn.Sequential {\n  (1): nn.View(-1)\n  (2): nn.Linear(8 -> 4)\n}").kind == "torch7"


def test_torch7_in_several_devices() -> None:
    text = "(2): DataParallelTable: 4 x nn.Sequential {\n  (1): nn.SpatialConvolution(3 -> 8, 3x3)\n}"
    assert read(text) == "in3 m2.1: c3-8"


def test_nodes_of_torch7_that_nothing_wires_are_said_to_be_taken_in_order() -> None:
    text = "netG nn.gModule\n1:nn.Identity\n2:nn.SpatialConvolution(3 -> 8, 3x3)\n3:nn.SpatialConvolution(8 -> 8, 5x5)"
    assert read(text) == "in3 id c3-8 c5-8"
    assert "one after another" in notes(text)
    assert not symrf.read(text).certain


def test_torch7_that_is_cut() -> None:
    text = "nn.Sequential {\n  (1): nn.SpatialConvolution(3 -> 8, 3x3)\n  (2): nn.SpatialConvolution(8 -> 1"
    assert read(text) == "in3 m1: c3-8"
    assert "ends before its brackets close" in notes(text)


@pytest.mark.parametrize("name", ["ParallelTable", "MapTable"])
def test_torch7_with_several_inputs(name: str) -> None:
    text = f"nn.Sequential {{\n  (1): nn.{name} {{\n    (1): nn.SpatialConvolution(3 -> 8, 3x3)\n  }}\n}}"
    with pytest.raises(ReadError, match="one input"):
        read(text)


NET = """Net(
  (conv1): Conv2d(3, 6, kernel_size=(5, 5), stride=(1, 1))
  (pool1): MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)
)"""


@pytest.mark.parametrize("sign", ["# ", "// ", "#", "    # "])
def test_a_print_in_comments_between_code(sign: str) -> None:
    commented = "\n".join(sign + line for line in NET.splitlines())
    assert read(f"model = Net()\nprint(model)\n\n{commented}\nmodel.cuda()\n") == read(NET)


def test_a_table_of_matlab_in_comments() -> None:
    text = (
        "close all\n% 3x1 Layer array with layers:\n%\n%   1   ''   Image Input   28x28x1 images\n"
        "%   2   ''   Convolution   20 5x5 convolutions with stride [1  1] and padding [0  0  0  0]\n"
        "%   3   ''   BatchNormalisation   of each channel\nlayers = [ imageInputLayer([28 28 1])"
    )
    assert read(text) == "in1@28x28 c5-20 bn"


def test_what_is_left_out_is_not_taken_for_a_prompt() -> None:
    text = "Net(\n  (a): Sequential(\n    (0): Conv2d(3, 6, kernel_size=(5, 5))\n  ...\n    (9): ReLU()\n  )\n)"
    with pytest.raises(ReadError, match=r"only as"):
        read(text)


def test_the_print_of_2016() -> None:
    text = (
        "Sequential {\n  (0): Conv2d (3 -> 64, size: (4, 4), stride: (2, 2), padding: (1, 1))\n"
        "  (1): BatchNorm2d (nChannels: 64    eps: 1e-05 momentum: 0.1 affine: True)\n"
        "  (2): LeakyReLU (negative slope: 0.2, inplace)\n}"
    )
    assert read(text) == "in3 c4s2p1-64 bn lrelu"


def test_a_layer_in_whose_arguments_the_text_ends_is_left_out() -> None:
    text = "Net(\n  (a): Conv2d(3, 6, kernel_size=(5, 5), stride=(1, 1))\n  (b): Conv2d(6, 9, kernel_size=(3, 3), stri"
    assert read(text) == "in3 a: c5-6"


def test_a_block_in_which_the_text_ends_is_left_out() -> None:
    text = (
        "Net(\n  (a): Conv2d(3, 6, kernel_size=(5, 5))\n  (b): ResBlock(\n"
        "    (c): Conv2d(6, 6, kernel_size=(3, 3))\n    (d): Conv2d(6, 6, kernel_size=(3, 3)"
    )
    assert read(text) == "in3 a: c5-6"
    assert "b is left out: the text ends inside this ResBlock" in notes(text)


def test_a_text_that_begins_inside_of_a_module() -> None:
    text = "    (0): Conv2d(3, 6, kernel_size=(5, 5))\n  )\n  (b): Conv2d(6, 9, kernel_size=(3, 3))\n)"
    assert "begins inside a module" in notes(text)
    assert "begins inside a module" not in notes(NET)


def test_a_block_that_stands_alone_has_its_identity() -> None:
    conv = "Conv2d(8, 8, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1))"
    assert read(f"(3): BasicBlock(\n  (a): {conv}\n  (b): {conv}\n)") == "in8 [a: c3p1-8 b: c3p1-8 + id]"


@pytest.mark.parametrize(("printed", "word"), [("Relu()", "relu"), ("_BatchNormXd(8, eps=1e-05)", "bn")])
def test_names_as_others_spell_them(printed: str, word: str) -> None:
    assert read(f"Net(\n  (a): Conv2d(3, 8, kernel_size=(3, 3))\n  (b): {printed}\n)") == f"in3 a: c3-8 {word}"


def test_a_vector_is_made_behind_the_convolutions() -> None:
    text = (
        "Net(\n  (flat): Flatten(start_dim=1, end_dim=-1)\n  (conv): Conv1d(1, 8, kernel_size=(8,), stride=(4,))\n"
        "  (bn): BatchNorm1d(8)\n  (fc): Linear(in_features=80, out_features=2, bias=True)\n)"
    )
    assert read(text) == "in1 conv: c8s4-8 bn flat: flatten fc: fc2"
    assert "flat is printed before conv" in notes(text)


def test_a_dense_layer_before_a_convolution_of_one_pixel_is_refused() -> None:
    text = (
        "Net(\n  (fc): Linear(in_features=64, out_features=64, bias=True)\n"
        "  (conv): Conv1d(64, 128, kernel_size=(1,), stride=(1,))\n)"
    )
    with pytest.raises(ReadError):
        read(text)


def test_gluon_prints_the_channels_of_a_group() -> None:
    text = (
        "Net(\n  (0): Conv2D(3 -> 8, kernel_size=(1, 1), stride=(1, 1))\n"
        "  (1): Conv2D(1 -> 8, kernel_size=(3, 3), stride=(1, 1), groups=8)\n)"
    )
    assert read(text) == "in3 c1-8 dw3-8"


RESIDUAL = """Net(
  (stem): Conv2d(3, 8, kernel_size=(1, 1), stride=(1, 1))
  (0): BasicBlock(
    (a): Conv2d(8, 16, kernel_size=(3, 3), stride=(2, 2), padding=(1, 1))
    (downsample): Sequential(
      (0): AvgPool2d({})
      (1): Conv2d(8, 16, kernel_size=(1, 1), stride=(1, 1))
    )
  )
)"""


def test_an_average_pool_beside_a_strided_convolution_rounds_up_as_it_does() -> None:
    text = RESIDUAL.format("kernel_size=2, stride=2, padding=0")
    assert "a2s2ceil" in read(text)
    assert symrf.derive(symrf.read(text)).at(h=13, w=14) == {"h": 7, "w": 7}
    assert "whether a2s2p0 rounds up" in notes(text)


def test_an_average_pool_of_which_it_is_printed_does_not_round_up() -> None:
    assert "ceil" not in read(RESIDUAL.format("size=2, stride=2, padding=0, ceil_mode=False, count_include_pad=True"))


@pytest.mark.parametrize("name", ["QuantizableBasicBlock", "BasicBlock3D"])
def test_blocks_whose_names_say_a_little_more(name: str) -> None:
    conv = "Conv2d(8, 8, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1))"
    assert read(f"Net(\n  (b): {name}(\n    (c): {conv}\n  )\n)") == "in8 [b.c: c3p1-8 + id]"


def test_a_squeeze_in_a_graph_of_fx_makes_a_vector_once() -> None:
    text = (
        "Net(\n  (conv): Conv2d(1, 8, kernel_size=(28, 28), stride=(1, 1))\n"
        "  (fc): Linear(in_features=8, out_features=2, bias=True)\n)\n"
        "def forward(self, x):\n    conv = self.conv(x);  x = None\n"
        "    squeeze = torch.squeeze(conv, dim = 2);  conv = None\n"
        "    squeeze_1 = torch.squeeze(squeeze, dim = 2);  squeeze = None\n"
        "    fc = self.fc(squeeze_1);  squeeze_1 = None\n    return fc\n"
    )
    assert read(text) == "in1 conv: c28-8 flatten fc: fc2"


@pytest.mark.parametrize(
    "text",
    [
        '   "text": "' + NET.replace("\n", "\\n") + '\\n"',
        "\n".join(f'      "{line}\\n",' for line in NET.splitlines()),
    ],
)
def test_a_print_in_the_file_of_a_notebook(text: str) -> None:
    assert read(f"[\n {{\n{text}\n }}\n]\n") == read(NET)


def test_a_graph_of_torch_jit_is_told_to_be_one() -> None:
    text = "  %2 : int = prim::Constant[value=1]()\n  %3 : Float(1, 8, 26, 26) = aten::_convolution(%x, %w, %b)"
    with pytest.raises(ReadError, match=r"torch\.jit"):
        read(text)


def test_a_print_of_paddle() -> None:
    text = (
        "LeNet(\n  (features): Sequential(\n"
        "    (0): Conv2D(1, 6, kernel_size=[3, 3], padding=1, data_format=NCHW)\n    (1): ReLU()\n"
        "    (2): MaxPool2D(kernel_size=2, stride=2, padding=0)\n"
        "    (3): Conv2DTranspose(6, 4, kernel_size=[4, 4], stride=[2, 2], padding=1, data_format=NCHW)\n"
        "    (4): BatchNorm2D(num_features=4, momentum=0.9, epsilon=1e-05)\n  )\n"
        "  (fc): Linear(in_features=3136, out_features=10, dtype=float32)\n)"
    )
    network = "in1 features.0: c3p1-6 relu features.2: p2s2 features.3: t4s2p1-4 bn flatten fc: fc10"
    assert read(text) == network
    assert symrf.read(text).claims == ("flat@fc = 3136",)


def test_arrows_and_children_that_are_none() -> None:
    text = "Net(\n  (a): Linear(64 → 512)\n  (b): None\n  (c): Linear(512 -> 2)\n)"
    assert read(text) == "in64 a: fc512 c: fc2"


def test_numbers_that_are_not_read_are_told_to_be_so() -> None:
    with pytest.raises(ReadError, match="the numbers of Linear are not printed"):
        read("Net(\n  (a): Conv2d(3, 8, kernel_size=(3, 3))\n  (b): Linear()\n)")
