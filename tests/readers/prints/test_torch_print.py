"""Prints that are cut, quoted, wrapped or mistaken: what is read, and what is said of what is not."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from symrf.errors import ReadError
from symrf.networks.notation.architecture import Join
from symrf.networks.notation.reader import parse
from symrf.readers.cleaning import cleaned
from symrf.readers.graph import Graph
from symrf.readers.pasted import Pasted
from symrf.readers.prints import fx_graph, gluon, matlab, torch7, torch_print
from symrf.readers.prints.leaves import LEAF
from symrf.readers.prints.modules import modules

CASES = Path(__file__).resolve().parents[2] / "cases" / "readers"
TEXTS = [path.read_text() for path in sorted(CASES.glob("*-print/*.txt"))]
CONV = "Conv2d({}, {}, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1))"


def network(text: str) -> Graph:
    (graph,) = torch_print.read(Pasted.of(text))
    return graph


def layers(text: str) -> list[str]:
    return [node.item.value if isinstance(node.item, Join) else node.item.text for node in network(text).nodes]


def net(*children: str, name: str = "Net") -> str:
    return f"{name}(\n" + "\n".join(f"  {child}" for child in children) + "\n)"


@pytest.mark.parametrize(
    ("printed", "layer"),
    [
        ("Conv2d (3, 8, kernel_size=(3, 5), stride=(2, 1), padding=(1, 2), bias=False)", "c3x5s2x1p1x2-8nobias"),
        ("Conv2d(3, 8, kernel_size=(3, 3), stride=(1, 1), padding=same)", "c3same-8"),
        ("Conv2d(3, 8, kernel_size=(3, 3), stride=(1, 1), padding='same', padding_mode=reflect)", "c3same-8"),
        ("Conv1d(4, 4, kernel_size=(3,), stride=(1,), groups=4)", "dw3-4"),
        ("Conv3DSimple(3, 8, kernel_size=(3, 3, 3), stride=(1, 1, 1))", "c3-8"),
        ("Conv2dSame(3, 8, kernel_size=(3, 3), stride=(2, 2))", "c3s2same-8"),
        ("MaxPool2d (size=(2, 2), stride=(2, 2), dilation=(1, 1))", "p2s2p0floor"),
        ("MaxPool2d(kernel_size=3, stride=2, padding=0, dilation=1, ceil_mode=True)", "p3s2p0ceil"),
        ("AvgPool2d (\n  size=7, stride=7, padding=0, ceil_mode=False, count_include_pad=True\n)", "a7s7p0floor"),
        ("Upsample(scale_factor=2.0, mode=bilinear)", "ub2"),
        ("PixelShuffle(upscale_factor=3)", "ps3"),
        ("ReLU (inplace)", "relu"),
        ("Tanh ()", "tanh"),
        ("BatchNorm2d(3, eps=1e-05, momentum=0.1, affine=True, bias=True, track_running_stats=True)", "bn"),
        ("GELU(approximate='none')", "gelu"),
        ("MemoryEfficientSwish()", "relu"),
        ("AdaptiveAvgPool2d(output_size=(1, 1))", "gap"),
        ("AdaptiveAvgPool2d(output_size=(6, 6))", "ad6"),
    ],
)
def test_a_module_as_it_is_printed(printed: str, layer: str) -> None:
    assert layers(f"Sequential(\n  (0): {printed}\n)") == [layer]


def test_how_often_a_child_is_there() -> None:
    text = f"Sequential(\n  (0): {CONV.format(3, 8)}\n  (1-2): 2 x {CONV.format(8, 8)}\n)"
    assert [node.name for node in network(text).nodes] == ["0", "1", "2"]


def test_indentation_says_nothing() -> None:
    text = net("(a): Sequential(", "(0): " + CONV.format(3, 8), ")", "(b): " + CONV.format(8, 4))
    assert layers(text) == layers(re.sub(r"\n *", "\n", text)) == layers(re.sub(r"\n *", " ", text))


def test_an_end_that_is_cut_off_is_told_of() -> None:
    text = net("(0): " + CONV.format(3, 8), "(1): " + CONV.format(8, 4), name="Sequential")
    assert layers(text[:-2]) == layers(text)
    assert not network(text[:-2]).certain
    assert "ends before its brackets close" in network(text[:-2]).notes[0].text


def test_modules_in_a_list_and_by_their_names() -> None:
    listed = f"[{CONV.format(3, 8)}, ReLU(inplace=True), Sequential(\n  (0): {CONV.format(8, 4)}\n)]"
    assert layers(listed) == ["c3p1-8", "relu", "c3p1-4"]
    named = f"conv1 {CONV.format(3, 8)}\nrelu ReLU(inplace=True)\nlayer -> Sequential(\n  (0): {CONV.format(8, 4)}\n)"
    assert layers(named) == layers(listed)
    whole = net("(conv1): " + CONV.format(3, 8), "(relu): ReLU(inplace=True)")
    assert layers(f": {whole}\nconv1: {CONV.format(3, 8)}\nrelu: ReLU(inplace=True)") == ["c3p1-8", "relu"]


def test_a_layer_that_stands_outside_is_not_overlooked() -> None:
    text = net("(0): " + CONV.format(3, 8)) + " then " + CONV.format(8, 8)
    with pytest.raises(ReadError, match="outside the modules around it"):
        network(text)


def test_a_chain_of_known_modules_is_certain_and_no_other() -> None:
    chain = ("(0): " + CONV.format(3, 8), "(1): ReLU()")
    assert network(net(*chain, name="Sequential")).certain
    assert not network(net(*chain)).certain
    assert "forward" in network(net(*chain)).notes[0].text


def test_channels_that_do_not_continue_are_refused_at_their_module() -> None:
    text = net("(0): " + CONV.format(3, 8), "(1): " + CONV.format(16, 4), name="Sequential")
    with pytest.raises(ReadError, match="takes 16 channels, but the module before it gives 8") as refused:
        network(text)
    assert refused.value.span is not None
    assert text[slice(*refused.value.span)] == "(1): Conv2d"


def test_features_that_fit_no_image_are_refused() -> None:
    text = net("(conv): " + CONV.format(3, 8), "(fc): Linear(in_features=401, out_features=10, bias=True)")
    with pytest.raises(ReadError, match="not a multiple of the 8 channels"):
        network(text)


def test_an_unknown_module_is_refused_and_may_be_told() -> None:
    text = net("(0): " + CONV.format(3, 8), "(1): Foo()", "(2): ReLU()", name="Sequential")
    with pytest.raises(ReadError, match='--assume "Foo = '):
        network(text)
    told = Pasted(text, text, assumed={"Foo": parse("p2s2 c3-16")})
    (graph,) = torch_print.read(told)
    assert [node.item.text for node in graph.nodes if not isinstance(node.item, Join)] == [
        *("c3p1-8", "p2s2", "c3-16", "relu")
    ]


def test_a_gate_is_no_chain() -> None:
    gate = "(fc): Sequential((0): Linear(8 -> 2) (1): ReLU() (2): Linear(2 -> 8) (3): Sigmoid())"
    text = net(
        "(0): " + CONV.format(3, 8), f"(se): Attend((pool): AdaptiveAvgPool2d(1) {gate})", "(1): " + CONV.format(8, 4)
    )
    assert layers(text) == ["c3p1-8", "gap", "c1-2", "relu", "c1-8", "sigmoid", "&", "c3p1-4"]
    with pytest.raises(ReadError, match="was assumed to be a vector"):
        network(text.replace(" (3): Sigmoid()", ""))
    with pytest.raises(ReadError, match="pools everything to one pixel"):
        network(text.replace(gate, "(c): Conv2d(8, 8, kernel_size=(1, 1), stride=(1, 1))"))


def test_a_projection_is_a_branch() -> None:
    block = f"(c1): {CONV.format(8, 16)} (c2): {CONV.format(16, 16)} (shortcut): Conv2d(8, 16, kernel_size=(1, 1))"
    graph = network(net("(stem): " + CONV.format(3, 8), f"(b): Mine({block})"))
    assert graph.nodes[-1].item is Join.ADD
    assert graph.nodes[-1].sources == (3, 4)


def test_what_may_be_a_chain_or_branches_is_refused() -> None:
    strided = CONV.format(8, 8).replace("stride=(1, 1)", "stride=(2, 2)")
    text = net("(stem): " + CONV.format(3, 8), f"(b): Mine((p): {strided} (f): {strided})")
    with pytest.raises(ReadError, match="fits after the module before it, but also on the input of Mine"):
        network(text)


def test_lists_that_forward_goes_through_side_by_side_are_refused() -> None:
    list_ = "ModuleList((0): Conv1d(8, 8, kernel_size=(2,)) (1): Conv1d(8, 8, kernel_size=(2,), dilation=(2,)))"
    with pytest.raises(ReadError, match="lists of the same length"):
        network(net(f"(filters): {list_}", f"(gates): {list_}"))


def test_a_unet_whose_pool_is_printed_once_is_refused() -> None:
    down = [f"(down{i}): {CONV.format(into, out)}" for i, into, out in ((1, 3, 8), (2, 8, 16), (3, 16, 32))]
    once = ["(maxpool): MaxPool2d(kernel_size=2, stride=2)", "(upsample): Upsample(scale_factor=2.0, mode=nearest)"]
    up = [f"(up2): {CONV.format(32 + 16, 16)}", f"(up1): {CONV.format(16 + 8, 8)}"]
    with pytest.raises(ReadError, match="a module that is called again"):
        network(net(*down, *once, *up))


def test_a_recurrent_network_is_refused() -> None:
    with pytest.raises(ReadError, match="LSTM reads a sequence"):
        network(
            net("(lstm): LSTM(28, 64, batch_first=True)", "(fc): Linear(in_features=64, out_features=10, bias=True)")
        )


def test_a_module_that_is_printed_under_two_names_is_taken_once() -> None:
    part = f"Part((0): {CONV.format(3, 8)} (1): Flatten() (2): Linear(in_features=32, out_features=5, bias=True))"
    text = net(f"(a): {part}", f"(b): {part}", "(head): Linear(in_features=5, out_features=2, bias=True)")
    assert layers(text) == ["c3p1-8", "flatten", "fc5", "fc2"]
    assert any("printed twice" in note.text for note in network(text).notes)
    twin = f"Part((0): {CONV.format(8, 8)} (1): ReLU())"
    assert layers(net("(stem): " + CONV.format(3, 8), f"(a): {twin}", f"(b): {twin}")).count("c3p1-8") == 3


def test_a_recurrent_tail_is_left_out_and_told_of() -> None:
    text = net(
        "(cnn): " + CONV.format(3, 8), "(rnn): LSTM(8, 16)", "(fc): Linear(in_features=16, out_features=4, bias=True)"
    )
    assert layers(text) == ["c3p1-8"]
    assert "LSTM reads a sequence" in network(text).notes[0].text
    with pytest.raises(ReadError, match="LSTM reads a sequence"):
        network(text.replace("(fc):", "(conv): " + CONV.format(16, 8) + " (fc):"))


def test_children_that_are_left_out_of_the_text_are_told_of() -> None:
    text = net("(0): " + CONV.format(3, 8), "...", "(5): " + CONV.format(8, 8))
    with pytest.raises(ReadError, match="some of the children"):
        network(text)


def test_networks_in_one_text() -> None:
    gan = net("(netD): D(" + f"(0): {CONV.format(3, 1)})", "(netG): G(" + f"(0): {CONV.format(8, 3)})", name="GAN")
    assert [graph.name for graph in torch_print.read(Pasted.of(gan))] == ["netD", "netG"]


@pytest.mark.parametrize("reader", [torch_print, torch7, gluon, matlab, fx_graph], ids=lambda each: each.__name__)
def test_whatever_is_pasted_is_read_or_refused_at_a_place_in_it(reader: object) -> None:
    chance = random.Random(5)  # noqa: S311
    for _ in range(120):
        text = list(chance.choice(TEXTS)[:3000])
        for _ in range(chance.choice((1, 3, 12))):
            place = chance.randrange(len(text))
            match chance.randrange(3):
                case 0:
                    del text[place : place + chance.randrange(40)]
                case 1:
                    text[place:place] = chance.choice(["(", ")", "...", "(0): ", "-1", "99999999999999", "Linear("])
                case _:
                    text[place:place] = text[max(0, place - 60) : place]
            text = text or [" "]
        pasted = cleaned("".join(text))
        try:
            reader.read(pasted)  # type: ignore[attr-defined]
        except ReadError as error:
            start, stop = error.span or (0, 0)
            assert 0 <= start <= stop <= len(pasted.text)


def test_modules_know_where_they_stand() -> None:
    text = net("(a): " + CONV.format(3, 8))
    (root,) = modules(Pasted.of(text), LEAF)
    assert text[root.children[0].start : root.children[0].head] == "(a): Conv2d"
