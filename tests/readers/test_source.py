"""Programs as people paste them: what each is read as, what is said of it, where it is refused; none is run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import symrf
from symrf.errors import ReadError
from symrf.formulas import limits
from symrf.networks.notation.reader import parse
from symrf.readers.graph import Graph
from symrf.readers.pasted import Pasted
from symrf.readers.reading import read_graphs
from symrf.readers.source import keras, pytorch

CASES = Path(__file__).resolve().parents[1] / "cases" / "readers"
SNIPPETS = CASES / "source-snippets"

NOTATIONS = {  # without names, as a hand writes it
    "pytorch-source/s02_se_fc_size": "in1 c4-6 relu p2s2 c3-16 relu p2s2 flatten fc120 relu fc84 relu fc{classes}",
    "pytorch-source/s04_undefined_function": (
        "in3 c5-64 mish p2s2 c5-256 mish p2s2 flatten drop fc120 mish fc84 mish fc10"
    ),
    "pytorch-source/s05_prints_in_forward": (
        "in3@32x32 c3p1-16nobias bn relu c3s2p1-32nobias bn relu p2s2 flatten fc10"
    ),
    "pytorch-source/s12_squeeze_excite": (
        "in3 c3p1-16"
        " [c1-4nobias relu c3p1-4nobias relu c1-16nobias [id & gap c1-4nobias relu c1-16nobias sigmoid] + id]"
        " relu p2s2 [c1-4nobias relu c3p1-4nobias relu c1-16nobias [id & gap c1-4nobias relu c1-16nobias sigmoid] + id]"
        " relu"
    ),
    "pytorch-source/s14_dilated_nested": "in1@100 c3-1 relu c3d2-1 relu c3d3-1 relu c3-1 relu c3d2-1 relu c3d3-1",
    "pytorch-source/s22_convmixer_lambda": (
        "in3 c7s7-32 gelu bn ([dw9same-32 gelu bn + id] c1-32 gelu bn)*4 gap flatten fc1000"
    ),
    "keras-code/kc02_keras1_api": (
        "in1@104x104 c2same-1 relu p2s2same c2s2same-16 relu p2s2same c3same-8 relu flatten fc128 relu"
    ),
    "source-snippets/lightning": "in1 c3-128 bn relu p2s2 flatten fc10",
    "source-snippets/fragment": "in3 c3p1-16 relu p2s2 c3p1-32 relu p2s2 flatten fc64",
    "source-snippets/script": "in16@50x100 c3x5s2x1p4x2d3x1-33 p2s2",
    "source-snippets/py2": "in1 c5-10 p2s2 relu c5-20 drop p2s2 relu flatten fc50 relu drop fc10 logsoftmax",
    "source-snippets/mlp": "in784 fc200 relu fc100 relu fc10",
    "source-snippets/einops": "in3@224x224 c16s16-768",
    "source-snippets/glu": "in1 c1-16 c3p1-32 [take16 & take16 sigmoid] [take8 & take8 sigmoid]",
    "source-snippets/res_func": ("in{in_channels} c7s2p3-64 ([c3p1-64 relu + id])*2 gap flatten drop fc{n_classes}"),
    "source-snippets/resnet_cifar": (
        "in3@32x32 c3p1-64nobias bn relu [c3p1-64nobias bn relu c3p1-64nobias bn + id] relu"
        " [c3s2p1-128nobias bn relu c3p1-128nobias bn + c1s2-128nobias bn] relu"
        " [c3p1-128nobias bn relu c3p1-128nobias bn + id] relu a4s4 flatten fc10"
    ),
    "source-snippets/inc": (
        "in{in_channels} [c1-64nobias bn relu | c1-48nobias bn relu c5p2-64nobias bn relu"
        " | a3s1p1 c1-{pool_features}nobias bn relu]"
    ),
    "source-snippets/edsr": (
        "in3 c3p1-{n_feats} [([c3p1-{n_feats} relu c3p1-{n_feats} + id])*4 c3p1-{n_feats} + id]"
        " c3p1-{4*n_feats} ps2 c3p1-{4*n_feats} ps2 c3p1-3"
    ),
    "source-snippets/c3d": "in3 c3p1-64 relu p1x2x2s1x2x2 c3p1-128 relu p2s2 p2s2p0x1x1 flatten fc487",
    "source-snippets/darknet_list": (
        "in3@448x448 c7s2p3-64nobias bn lrelu p2s2 c3p1-192nobias bn lrelu p2s2"
        " (c1-256nobias bn lrelu c3p1-512nobias bn lrelu)*2 c1-512nobias bn lrelu flatten fc496 drop lrelu fc1470"
    ),
    "source-snippets/fire": (
        "in3 c3s2-64 relu p3s2ceil (c1-16 relu [c1-64 relu | c3p1-64 relu])*2 drop c1-1000 relu gap flatten"
    ),
    "source-snippets/attunet": (
        "in3 c3p1-16 [[id & [p2s2 c3p1-32 u2 c3p1-16 c1-8 bn + c1-8 bn] relu c1-1 bn sigmoid ~expand-16] | @up.1] c1-1"
    ),
    "source-snippets/1d": "in1 c80s16-32 bn relu p4s4 c3-32 bn relu p4s4 gap c1-35 logsoftmax",
    "source-snippets/nin": (
        "in1 c11s4-96 relu c1-96 relu c1-96 relu p3s2 c5p2-256 relu c1-256 relu c1-256 relu p3s2 drop"
        " c3p1-10 relu c1-10 relu c1-10 relu gap flatten"
    ),
    "source-snippets/hourglass": ("in16 [c3p1-16 + p2s2 c3p1-16 [c3p1-16 + p2s2 c3p1-16 c3p1-16 u2] u2]"),
    "source-snippets/shape_cond": "in3 c3p1-16 relu [id | p2s2 c3p1-32 relu t2s2p0-16 fit@I] c3p1-16",
    "source-snippets/lastout": "in8 c3-16 mix ~lstm-32 gap flatten fc2",
    "source-snippets/gen": "in64 fc2048 view4-128 t4s2p1-64 relu t4s2p1-3 tanh",
    "source-snippets/noforward": "in3 c3s2-32 c3-64 flatten fc10",
    "source-snippets/nested_def": "in1 c3-7",
    "source-snippets/drop": "in1 c3p1-4 relu p2s2 flatten fc10",
    "source-snippets/reuse": "in1 c3-8 relu c3-8 [c3p1-4 | c5p2-4 | c7p3-4] bn lrelu gap flatten softmax",
    "source-snippets/wgan": (
        "in1 c3s2p1-16 lrelu drop c3s2p1-32 lrelu drop bn c3s2p1-64 lrelu drop bn c3s2p1-128 lrelu drop bn"
        " flatten fc1 sigmoid"
    ),
    "source-snippets/keras_mnist": "in1@28x28 c3-32 relu c3-64 relu p2s2 drop flatten fc128 relu drop fc10 softmax",
    "source-snippets/keras_unet": (
        "in3@160x160 c3same-32 bn relu [p2s2 c3same-64 bn relu [p2s2 c3same-128 bn relu t2s2same-64 | id]"
        " c3same-64 bn relu u2 | id] c3same-32 bn relu c1-3 softmax"
    ),
    "source-snippets/keras_residual_gates": (
        "in3@32x32 [c3same-32 bn relu c3same-32 [id & gap c1-2 relu c1-32 sigmoid] + c1-32] relu"
        " [c3s2same-64 bn relu c3same-64 [id & gap c1-4 relu c1-64 sigmoid] + c1s2-64] relu gap flatten fc10"
    ),
    "source-snippets/tf1_mnist": (
        "in1@28x28 c5same-32nobias relu p2s2same c5same-64nobias relu p2s2same flatten fc1024 relu"
    ),
    "source-snippets/keras_class": "c3-32 relu p2s2 flatten fc128 relu fc10",
    "source-snippets/keras_dcgan": "in1@28x28 c5s2same-64 lrelu drop flatten fc1",
    "source-snippets/keras_autoencoder": (
        "in1@28x28 c3same-16 relu (p2s2same c3same-8 relu)*2 u2 c3-16 relu u2 c3same-1 sigmoid"
    ),
}
REFUSED = {  # the sentence, and what it points at
    "source-snippets/named": ("resnet18 is only named here", "torchvision.models.resnet18(pretrained=True)"),
    "source-snippets/missing_flatten": ("Linear takes 576 features, but is given 6", "nn.Linear(576, 120)"),
    "source-snippets/channels": ("Conv2d takes 64 channels, but is given 32", "nn.Conv2d(64, 64, 3)"),
    "source-snippets/syntax": ("Python cannot read line 4", "("),
    "source-snippets/wrongsum": ("tensors with 8 and 16 channels do not go together", "self.a(x) + self.b(x)"),
    "source-snippets/unknown": ('say what it is, as in --assume "SPPF = ', "SPPF(8, 16, 5)"),
    "source-snippets/classtoken": ("tensors are joined along an axis here", "torch.cat((cls, x), dim=1)"),
    "source-snippets/feat": ("vgg16 is only named here", "models.vgg16(pretrained=True)"),
    "source-snippets/sagan": ("tensors are multiplied as matrices", "torch.bmm(proj_query,proj_key)"),
    "source-snippets/fcerr": ("Linear takes 84 features, but is given 120", "nn.Linear(84, 10)"),
    "other-print/x09_tf_ctc_trace": ("what conv_layer does to tensors is not known", "tf.layers.max_pooling2d("),
}


def text_of(name: str) -> str:
    return (CASES / f"{name}.py").read_text("utf-8")


def graphs(text: str) -> tuple[Graph, ...]:
    """What the one reader that claims a text makes of it."""
    pasted = Pasted.of(text)
    assert pytorch.claims(pasted) is not keras.claims(pasted)
    return (pytorch if pytorch.claims(pasted) else keras).read(pasted)


def unnamed(notation: str) -> str:
    """A network without the names of its layers."""
    return re.sub(r"[\w./]+: ", "", notation)


@pytest.mark.parametrize("name", NOTATIONS)
def test_a_program_is_read_as_a_hand_writes_it(name: str) -> None:
    paste = read_graphs(graphs(text_of(name)), "source")
    assert unnamed(str(paste)) == NOTATIONS[name]
    assert str(parse(str(paste))) == str(paste)


@pytest.mark.parametrize("name", REFUSED)
def test_a_program_is_refused_at_its_place(name: str) -> None:
    text = text_of(name)
    sentence, place = REFUSED[name]
    with pytest.raises(ReadError, match=r".") as refused:
        graphs(text)
    assert sentence in refused.value.message
    assert refused.value.span is not None
    assert text[slice(*refused.value.span)].startswith(place)


def test_nothing_that_is_pasted_is_executed(tmp_path: Path) -> None:
    """Neither at its top, nor in classes, functions, defaults, decorators, comprehensions or conditions."""
    file = tmp_path / "written"
    write = f"open({str(file)!r}, 'w').write('x')"
    text = f"""
import os, subprocess
{write}
os.system('touch {file}')
subprocess.run(['touch', {str(file)!r}])
__import__('os').system('touch {file}')
exec({write!r}); eval({write!r}); compile({write!r}, '', 'exec')
[{write} for _ in range(2)]
(lambda: {write})()
class Spy:
    x = {write}
    def __del__(self): {write}
    def __getattr__(self, name): return {write}
@print({write})
def helper(a={write}): return {write}
class Net(nn.Module):
    kernel = {write}
    def __init__(self, n={write}):
        super().__init__()
        {write}
        self.spy = Spy()
        getattr(os, 'system')('touch {file}')
        print(f"{{{write}}}", "{{0.__class__}}".format(self))
        self.conv = nn.Conv2d(1, 6, 5)
    def forward(self, x):
        torch.save(x, {str(file)!r}); np.save({str(file)!r}, x)
        if {write}: pass
        assert {write}
        return self.conv(x)
net = Net()
"""
    (graph,) = pytorch.read(Pasted.of(text))
    assert [node.item.text for node in graph.nodes] == ["c5-6"]  # type: ignore[union-attr]
    assert not file.exists()


@pytest.mark.parametrize(
    "loop",
    [
        "while True: pass",
        "x = 1\nfor i in range(9999): x = x * 3 + x * x",
        "x = 'a'\nfor i in range(9999): x = x + x",
        "x = [0] * 10 ** 9",
        "x = []\nx += [x] * 9999\nx += x",
        "x = [i for i in range(10 ** 12)]",
        "x = 2 ** 10 ** 10",
        "def f(n): return f(n + 1)\nx = f(0)",
        "x = sum(1 for a in range(5000) for b in range(5000))",
        "x = '{:>999999999}'.format(1)",
        "x = " + "(" * 150 + "1" + ")" * 150,
        "x = " + "-" * 3000 + "1",
    ],
)
def test_what_takes_too_long_is_left(loop: str) -> None:
    """The statement is refused, and what stands behind it is read where it can be."""
    program = f"{loop}\nnet = nn.Sequential(nn.Conv2d(1, 6, 5))"
    try:
        (graph,) = pytorch.read(Pasted.of(program))
    except ReadError:
        return
    assert len(graph.nodes) == 1


def test_a_network_that_grows_too_long_is_refused() -> None:
    layers = f"many = nn.Sequential(*[nn.ReLU() for _ in range(5000)])\nnet = nn.Sequential({'many, ' * 5})"
    assert limits.READ_NODES < 5 * 5000
    with pytest.raises(ReadError, match="too many steps"):
        pytorch.read(Pasted.of(f"import torch\n{layers}"))


def test_a_branch_that_is_not_known_is_noted() -> None:
    text = """
class Net(nn.Module):
    def __init__(self, norm, n=8):
        super().__init__()
        self.conv = nn.Conv2d(3, n, 3)
        if norm:
            self.norm = nn.BatchNorm2d(n)
        self.norm2 = nn.BatchNorm2d(n) if norm else nn.Identity()
    def forward(self, x):
        return self.norm2(self.norm(self.conv(x)))
"""
    (graph,) = pytorch.read(Pasted.of(text))
    assert {note.text for note in graph.notes} == {"It is not known whether norm: it is assumed to hold."}
    assert not graph.certain
    assert text[slice(*(graph.notes[0].span or (0, 0)))] == "norm"


def test_names_are_those_of_named_modules_and_spans_those_of_the_calls() -> None:
    text = text_of("pytorch-source/s10_resnet_make_layer")
    graph = pytorch.read(Pasted.of(text))[-1]
    node = next(each for each in graph.nodes if each.name == "layer2.0.downsample.0")
    assert text[slice(*(node.span or (0, 0)))] == (
        "nn.Conv2d(self.inplanes, planes * block.expansion, 1, stride, bias=False)"
    )


def test_spans_count_letters_where_python_counts_bytes() -> None:
    text = "größe = 5; net = nn.Sequential(nn.Conv2d(1, 6, größe), nn.Foo(3))"
    with pytest.raises(ReadError) as refused:
        pytorch.read(Pasted.of(text))
    assert refused.value.span is not None
    assert text[slice(*refused.value.span)] == "nn.Foo(3)"


def test_every_network_is_told_in_order_and_the_one_that_is_called_is_last() -> None:
    found = pytorch.read(Pasted.of(text_of("pytorch-source/s14_dilated_nested")))
    assert [graph.name for graph in found] == ["m", "n", "l"]
    assert found[-1].size == (100,)


def test_an_unknown_module_is_what_the_user_says() -> None:
    text = text_of("source-snippets/unknown")
    pasted = Pasted(text, text, assumed={"SPPF": parse("[id | p5s1p2] last: c1-16")})
    (graph,) = pytorch.read(pasted)
    assert unnamed(str(read_graphs([graph], "pytorch"))) == "in3 c3p1-8 [id | p5s1p2] c1-16"
    assert graph.nodes[-1].name == "sppf.last"


def test_what_a_dense_layer_takes_is_a_claim() -> None:
    (graph,) = pytorch.read(Pasted.of(text_of("pytorch-source/s07_mnist_example")))
    first = graph.expected[0]
    assert (graph.nodes[first.place - 1].name, first.quantity, first.values) == ("fc1", "features", (9216,))


@pytest.mark.parametrize(
    "text", ["c3 p2 c3", "hello = 3", "conv1 = 5x5", "(conv1): Conv2d(1, 6, kernel_size=(5, 5))", "[net]\nwidth=3"]
)
def test_other_texts_are_claimed_by_neither(text: str) -> None:
    assert not pytorch.claims(Pasted.of(text))
    assert not keras.claims(Pasted.of(text))


FIELDS = {  # of networks without a head, as an oracle found them
    "pytorch-source/s09_unet_valid_pads_up": 44,
    "pytorch-source/s14_dilated_nested": 25,
    "pytorch-source/s15_tcn_chomp": 763,
    "pytorch-source/s19_shufflenet_chunk": 47,
    "pytorch-source/s24_alexnet_expression": 195,
    "other-print/x08_tf_slim": 404,
}


@pytest.mark.parametrize("name", FIELDS)
def test_the_field_is_what_an_oracle_found(name: str) -> None:
    paste = read_graphs(graphs(text_of(name)), "source")
    derived = symrf.derive(paste.architecture, axes=paste.axes, convention=paste.convention)
    assert [int(derived[axis].receptive_field) for axis in paste.axes] == [FIELDS[name]] * len(paste.axes)
