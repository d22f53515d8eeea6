"""darknet's cfg, against sizes by hand: out = (n + 2p - k)/s + 1, and (n + padding - k)/s + 1 of a pool."""

from __future__ import annotations

from pathlib import Path

import pytest
from walking import walked

import symrf
from symrf.errors import ReadError
from symrf.networks.notation.architecture import Join
from symrf.readers.darknet.reading import claims, read
from symrf.readers.graph import Graph
from symrf.readers.pasted import Pasted
from symrf.readers.reading import read as pasted

CASES = Path(__file__).parents[1] / "cases" / "readers" / "darknet"
NET = "[net]\nheight=32\nwidth=32\nchannels=3\n"
CONV = "[convolutional]\nfilters={}\nsize=3\nstride={}\npad=1\nactivation=linear\n"


def graph(text: str) -> Graph:
    (found,) = read(Pasted.of(text))
    return found


def texts(found: Graph) -> list[str]:
    return [node.item.value if isinstance(node.item, Join) else str(node.item) for node in found.nodes]


def test_a_detector_has_its_heads_for_outputs() -> None:
    text = (CASES / "tiny_v4.cfg").read_text("utf-8")
    paste = pasted(text)
    assert (paste.kind, paste.convention, paste.input.channels) == ("darknet", "darknet", 3)
    derivation = symrf.derive(paste.architecture, axes=paste.axes, convention=paste.convention)
    sizes = [[axis.size.at(n) for axis, n in zip(each, (64, 96), strict=True)] for each in derivation.outputs.values()]
    assert sizes == [[16, 24], [32, 48]]
    assert "take8" in str(paste.architecture)


@pytest.mark.parametrize(
    ("section", "wanted"),
    [
        ("[convolutional]\nfilters=4\nsize=5\npad=1\nactivation=linear\n", ["c5s1p2-4"]),
        ("[convolutional]\nfilters=4\nsize=5\npadding=1\nactivation=linear\n", ["c5s1p1-4"]),
        ("[convolutional]\nfilters=4\nsize=3\npad=1\ndilation=2\nactivation=mish\n", ["c3s1p2d2-4", "mish"]),
        ("[convolutional]\nfilters=4\nsize = 3\nstride = 2 # half\nactivation=linear\n", ["c3s2p0-4"]),
        ("[convolutional]\nfilters=4\n", ["c1s1p0-4", "sigmoid"]),
        ("[maxpool]\nsize=2\nstride=2\n", ["p2s2p0:1floor"]),
        ("[maxpool]\nsize=2\nstride=1\n", ["p2s1p0:1floor"]),
        ("[maxpool]\nsize=3\nstride=2\npadding=0\n", ["p3s2p0floor"]),
        ("[maxpool]\nstride=2\n", ["p2s2p0:1floor"]),
        ("[avgpool]\n", ["gap"]),
        ("[connected]\noutput=7\nactivation=relu\n", ["flatten", "fc7", "relu"]),
        ("[reorg]\nstride=2\n", ["pu2"]),
        ("[deconvolutional]\nfilters=4\nsize=4\nstride=2\npadding=1\nactivation=linear\n", ["t4s2p1-4"]),
        ("[crop]\ncrop_height=28\ncrop_width=27\n", ["z-2x-2:-3"]),
    ],
)
def test_a_section_with_everything_written_out(section: str, wanted: list[str]) -> None:
    assert texts(graph(NET + section)) == wanted


def test_a_shortcut_adds_what_overlaps() -> None:
    found = graph(NET + CONV.format(8, 1) + CONV.format(16, 2) + "[shortcut]\nfrom=-2\nactivation=leaky\n")
    assert texts(found)[2:] == ["p1s2p0", "~pad-16", "+", "lrelu"]
    assert found.nodes[4].sources == (2, 4)
    assert len(found.notes) == 2
    fewer = graph(NET + CONV.format(16, 1) + CONV.format(8, 1) + "[shortcut]\nfrom=0\n")
    assert texts(fewer)[2:] == ["take8", "+"]


def test_gates_by_channels_and_by_pixels() -> None:
    squeezed = NET + CONV.format(8, 1) + "[avgpool]\n" + CONV.format(8, 1).replace("3", "1", 1)
    found = graph(squeezed + "[scale_channels]\nfrom=-3\n")
    assert found.nodes[-1].item is Join.GATE
    assert found.nodes[-1].sources == (1, 3)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (NET + CONV.format(8, 1) + "[route]\nlayers=-2\n", "this points at layer -2"),
        (NET + CONV.format(8, 1) + "[route]\nlayers=5\n", "0 to 0"),
        (NET + CONV.format(8, 1) + "[route]\nlayers=-1\ngroups=3\n", "cannot be divided"),
        (NET + CONV.format(8, 1) + "[route]\nlayers=-1\ngroups=2\ngroup_id=2\n", "group_id=2"),
        (NET + CONV.format(8, 1) + "[shortcut]\n", "needs from"),
        (NET + CONV.format(8, 2) + CONV.format(8, 1) + "[upsample]\nstride=4\n[shortcut]\nfrom=0\n", "scatters"),
        (NET + "[convolutional]\nsize=x\n", "not a whole number"),
        (NET + "[convolutional]\nsize=0\n", "must be at least 1"),
        (NET + "[strange]\n" + CONV.format(8, 1), '--assume "strange'),
        ("[net]\ninputs=256\n[gru]\noutput=9\n", "recurrent layer, inputs=256"),
        ("[net]\nwidth=3\n", "no layers"),
    ],
)
def test_what_is_not_read_is_pointed_at(text: str, said: str) -> None:
    with pytest.raises(ReadError, match=said) as refused:
        read(Pasted.of(text))
    assert refused.value.span is not None


def test_a_vector_has_no_axes() -> None:
    found = graph("[net]\ninputs=784\n[connected]\noutput=10\nactivation=linear\n[softmax]\n")
    assert (found.axes, found.channels, texts(found)) == ((), 784, ["fc10", "softmax"])


def test_a_section_may_be_assumed() -> None:
    text = NET + "[strange]\nsize=3\n"
    (found,) = read(Pasted(text, text, assumed={"strange": symrf.parse("c3p1-8")}))
    assert texts(found) == ["c3p1-8"]


@pytest.mark.parametrize("text", ["[section]\nkey=value\n", "[a, b]\n[c]", "c3 p2", "[tool.ruff]\nline-length = 120\n"])
def test_other_texts_are_not_claimed(text: str) -> None:
    assert not claims(Pasted.of(text))


LOADED = """layer     filters    size              input                output
    0 conv     32  3 x 3 / 1   416 x 416 x   3   ->   416 x 416 x  32  0.299 BFLOPs
    1 conv     64  3 x 3 / 2   416 x 416 x  32   ->   208 x 208 x  64  1.595 BFLOPs
    2 conv     64  1 x 1 / 1   208 x 208 x  64   ->   208 x 208 x  64  0.177 BFLOPs
    3 res    1                 208 x 208 x  64   ->   208 x 208 x  64
    4 max          2 x 2 / 2   208 x 208 x  64   ->   104 x 104 x  64
    5 route  4 		                       1/2 ->  104 x 104 x  32
    6 upsample            2x   104 x 104 x  32   ->   208 x 208 x  32
    7 route  6 3
"""


def test_what_darknet_prints_is_read_as_its_cfg() -> None:
    cfg = """[net]
width=416
height=416
channels=3
""" + "".join(
        f"[{name}]\n{options}\n".replace(" ", "\n")
        for name, options in (
            ("convolutional", "filters=32 size=3 stride=1 pad=1 activation=linear"),
            ("convolutional", "filters=64 size=3 stride=2 pad=1 activation=linear"),
            ("convolutional", "filters=64 size=1 stride=1 pad=1 activation=linear"),
            ("shortcut", "from=-2 activation=linear"),
            ("maxpool", "size=2 stride=2"),
            ("route", "layers=-1 groups=2 group_id=1"),
            ("upsample", "stride=2"),
            ("route", "layers=-1,3"),
        )
    )
    loaded = symrf.read(LOADED)
    assert (str(loaded), loaded.certain) == (str(symrf.read(cfg)), False)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("208 x 208 x  64  1.595", "207 x 208 x  64  1.595", "no square kernel"),
        ("    0 conv", "    1 conv", "begin with"),
        ("    4 max", "    5 max", "missing"),
    ],
)
def test_rows_of_darknet_that_contradict_are_refused(old: str, new: str, said: str) -> None:
    with pytest.raises(ReadError, match=said):
        symrf.read(LOADED.replace(old, new))


PRINTED = """
layer   filters  size/strd(dil)      input                output
   0 conv      8       3 x 3/ 2     33 x  17 x   3 ->   17 x   9 x   8 0.1 BF
   1 max              2 x 2/ 2     17 x   9 x   8 ->    9 x   5 x   8 0.0 BF
   2 conv      8       3 x 3/ 1(2)   9 x   5 x   8 ->    9 x   5 x   8 0.1 BF
   3 Shortcut Layer: 1,  wt = 0, wn = 0, outputs:   9 x   5 x   8 0.0 BF
   4 conv      6/   2  1 x 1/ 1      9 x   5 x   8 ->    9 x   5 x   6 0.1 BF
   5 yolo
   6 route  3 \t                       ->    9 x   5 x   8
   7 upsample            2x     9 x   5 x   8 ->   18 x  10 x   8
   8 route  7 7 \t                     ->   18 x  10 x  16
   9 conv      6       1 x 1/ 1     18 x  10 x  16 ->   18 x  10 x   6 0.1 BF
  10 yolo
"""


def test_what_darknet_prints_is_a_network_with_its_sizes() -> None:
    found = graph(PRINTED)
    assert (found.channels, found.size, found.convention, len(found.outputs)) == (3, (17, 33), "darknet", 2)
    assert {"c3s1p2d2-8", "c1s1p0g2-6"} <= set(texts(found))
    down, right = walked(found, 17, 0), walked(found, 33, 1)
    for said in found.expected:
        sizes = down[said.place].size, right[said.place].size
        assert said.values == (sizes if said.quantity == "size" else (down[said.place].channels,)), said
    assert len(found.expected) == 18


@pytest.mark.parametrize(
    ("row", "by", "said", "at"),
    [
        ("   3 Short", "   4 Short", "row 3 is missing", "4"),
        ("yolo", "rnn", "darknet does not print what rnn does: give the cfg", "rnn"),
        ("route  7 7", "route  7 9", "this points at layer 9, but the layers before this one are 0 to 7", "   8 route"),
        ("17 x   9 x   8 0.1", "15 x   9 x   8 0.1", "no square kernel", "   0 conv"),
        ("3 x 3/ 2", "3 x 3/ 2x 1", "no square kernel", "   0 conv"),
        ("3 x 3/ 1(2)", "3 x 3/ 1(3)", None, ""),
        ("3 x 3/ 1(2)", "4 x 4/ 1(3)", "no square kernel", "   2 conv"),
    ],
)
def test_what_darknet_does_not_print_is_refused(row: str, by: str, said: str | None, at: str) -> None:
    text = PRINTED.replace(row, by, 1)
    if said is None:
        assert "c3s1p3d3-8" in texts(graph(text))
        return
    with pytest.raises(ReadError, match=said) as refused:
        symrf.read(text)
    assert refused.value.span is not None
    assert text[refused.value.span[0] :].startswith(at)


def test_a_share_that_is_not_what_is_printed_of_it_contradicts() -> None:
    found = graph(PRINTED.replace("route  3 ", "route  1 1/2", 1))
    assert "take4" in texts(found)
    said = {each.quantity: each.values for each in found.expected if each.place == texts(found).index("take4") + 1}
    assert said == {"size": (5, 9), "channels": (8,)}


def test_a_row_alone_is_what_darknet_prints() -> None:
    row = PRINTED.splitlines()[2]
    assert symrf.read(row).kind == "darknet"
