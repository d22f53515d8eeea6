"""Grids: what they show in the plane, against windows laid out one by one."""

from __future__ import annotations

from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from support import oracles
from support.drawings import assert_on_the_sheet, label_boxes, overlap, told
from support.laws import examples
from support.networks import Layer, Network, network, networks
from support.pdflatex import compile_document
from support.tables import KINDS

import symrf
from symrf.answers.documents.drawing import Box, Drawing, Label, Style
from symrf.answers.documents.pictures.grid import grid
from symrf.errors import DerivationError, InputError, SizeError
from symrf.front.cli import main
from symrf.front.rendering.latex import whole
from symrf.front.rendering.svg import SVG
from symrf.front.rendering.tikz import TIKZ

FEW = settings(max_examples=examples(100), deadline=None)
RECT = "{http://www.w3.org/2000/svg}rect"
READ = (Style.READ, Style.SHARED, Style.OUTPUT)
BESIDE = (Style.NEIGHBOUR, Style.SHARED)


def shown(layer: Layer) -> bool:
    return layer.kind != "pass"


def pixels(drawing: Drawing, row: int, *styles: Style) -> set[tuple[int, int]]:
    """The pixels of a plane, padding left out, that are drawn in those styles."""
    found = set()
    for box in drawing.shapes:
        if isinstance(box, Box) and box.cell and box.cell.row == row and box.cell.index and not box.outside:
            column, line = map(int, box.cell.index.split(","))
            if not styles or box.style in styles:
                found.add((column, line))
    return found


def plane(width: set[int], height: set[int]) -> set[tuple[int, int]]:
    return {(column, row) for column in width for row in height}


@given(networks(most=2, most_pixels=20), st.data())
@FEW
@example(network(Layer("c", 3, 2, padding=(1, 1))), None)
@example(network(Layer("c", 3, dilation=2), Layer("p", 2)), None)
def test_what_is_marked_is_what_is_read(chain: Network, data: st.DataObject | None) -> None:
    assume(0 < sum(map(shown, chain.layers)) <= 2 and all(layer.kind != "z" for layer in chain.layers))
    derivation = symrf.derive(chain.text, convention=chain.convention)
    least = int(derivation["w"].size.minimum)
    sizes = [least + (data.draw(st.integers(0, 6)) if data else more) for more in (4, 6)]
    outputs = [oracles.size(each, chain) or 0 for each in sizes]
    assume(all(outputs) and max(sizes) <= 20)
    chosen = tuple(data.draw(st.integers(0, each - 1)) if data else 0 for each in outputs)
    try:
        drawing = grid(derivation, dict(zip("wh", sizes, strict=True)), (chosen[0], chosen[1]))
    except InputError:  # too long to be told apart
        assume(False)
        raise
    last = sum(map(shown, chain.layers))
    assert pixels(drawing, 0) == plane(set(range(sizes[0])), set(range(sizes[1])))
    assert pixels(drawing, last) == plane(set(range(outputs[0])), set(range(outputs[1])))
    real = [oracles.reached(size, chain, at) & set(range(size)) for size, at in zip(sizes, chosen, strict=True)]
    assert pixels(drawing, 0, *READ) == plane(*real)
    beside = [chosen[0] + 1, chosen[1]] if chosen[0] + 1 < outputs[0] else [chosen[0], chosen[1] + 1]
    if beside[1] < outputs[1]:
        reals = [oracles.reached(size, chain, at) & set(range(size)) for size, at in zip(sizes, beside, strict=True)]
        assert pixels(drawing, 0, *BESIDE) == plane(*reals)
        assert pixels(drawing, last, Style.NEIGHBOUR) == {(beside[0], beside[1])}
    assert pixels(drawing, last, Style.OUTPUT) == {chosen}


@given(st.integers(1, 4), st.integers(1, 3), st.integers(0, 2), st.integers(1, 2), st.integers(1, 4), st.data())
@FEW
@example(3, 2, 1, 1, 3, None)
def test_a_transposed_convolution_reads_its_spread_input_as_a_convolution_does(
    kernel: int, stride: int, padding: int, dilation: int, size: int, data: st.DataObject | None
) -> None:
    extra = data.draw(st.integers(0, max(stride, dilation) - 1)) if data else 0
    outputs = (size - 1) * stride - 2 * padding + dilation * (kernel - 1) + 1 + extra
    assume(outputs >= 1)
    text = f"t{kernel}s{stride}p{padding}d{dilation}o{extra}"
    output = data.draw(st.integers(0, outputs - 1)) if data else 0
    drawing = grid(symrf.derive(text), {"w": size, "h": size}, (output, output))
    # input i is added, times the kernel, to the outputs i*stride - padding + dilation*tap
    reached = {i for i in range(size) for tap in range(kernel) if i * stride - padding + dilation * tap == output}
    assert pixels(drawing, 0, *READ) == plane(reached, reached)
    assert pixels(drawing, 1) == plane(set(range(outputs)), set(range(outputs)))
    for box in (each for each in drawing.shapes if isinstance(each, Box) and each.cell and each.cell.row == 1):
        assert box.cell is not None
        column, _ = map(int, box.cell.index.split(","))
        read = {i for i in range(size) for tap in range(kernel) if i * stride - padding + dilation * tap == column}
        assert told(box.cell.reads.partition(",")[0]) == read
    zeros = [shape for shape in drawing.shapes if isinstance(shape, Label) and shape.content == "0"]
    assert len(zeros) == ((size - 1) * stride + 1) ** 2 - size**2


def test_each_pixel_of_an_svg_says_which_it_is_and_what_it_reads() -> None:
    tree = ElementTree.fromstring(SVG(grid(symrf.derive("c3s2p1"), {"w": 5, "h": 7})))  # noqa: S314
    cells = {(each.get("data-row"), each.get("data-index")): each.get("data-reads") for each in tree.iter(RECT)}
    assert cells["1", "0,0"] == "0-1,0-1"
    assert cells["1", "1,3"] == "1-3,5-6"
    assert cells["0", "-1,0"] is None
    assert ("0", "4,6") in cells


@pytest.mark.parametrize(
    ("text", "size", "outputs"),
    [
        ("c3", 5, 3),
        ("c3p1", 5, 5),
        ("c3s2p1", 5, 3),
        ("p2", 6, 3),
        ("t3s2p1", 3, 5),
        ("c3 relu p2", 8, 3),
        ("c7", 9, 3),
    ],
)
def test_the_size_that_is_chosen_shows_three_outputs(text: str, size: int, outputs: int) -> None:
    drawing = grid(symrf.derive(text))
    assert f"The input has {size}×{size} pixels, the output {outputs}×{outputs}." in drawing.description
    assert len(pixels(drawing, 0)) == size**2


@pytest.mark.parametrize(
    ("text", "axes", "at", "message"),
    [
        ("c3 c3 c3", "wh", {}, "a grid shows one layer or two, and there are 3 layers: draw the pyramid instead"),
        ("relu", "wh", {}, "a grid shows one layer or two, and there are none: draw the pyramid instead"),
        *(
            (text, "wh", {}, f"{text} has no grid, which shows convolutions, pools and transposed convolutions: ")
            for text in ("gap", "u2", "fc3", "[c3p1 + id]", "(c3p1)*2000")
        ),
        ("c3", "w", {}, "a grid has two axes, such as w and h: draw the pyramid instead"),
        ("c3", "whd", {}, "a grid has two axes, such as w and h: draw the pyramid instead"),
        ("c3", "wh", {"w": 64}, "at w=64 a grid is 64 pixels long, and 40 can be told apart: give a smaller size"),
        ("c99", "wh", {}, "at w=101 a grid is 101 pixels long, and 40 can be told apart: give a smaller size"),
        ("c{k}", "wh", {}, "the picture needs a number for k, as in at(w=64, k=3)"),
    ],
)
def test_what_has_no_grid_is_refused_with_one_message(text: str, axes: str, at: dict[str, int], message: str) -> None:
    with pytest.raises((DerivationError, InputError)) as caught:
        grid(symrf.derive(text, axes=tuple(axes)), at)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_an_output_that_is_not_there_is_refused() -> None:
    with pytest.raises(SizeError, match="there is no output 3: at w=5 there are 3"):
        grid(symrf.derive("c3"), {"w": 5}, (3, 0))


@pytest.mark.parametrize("text", [each.text for each in KINDS.values()])
def test_every_kind_has_a_grid_or_one_message(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = main([text, "--for", "svg", "--contents", "grid"])
    out, err = capsys.readouterr()
    assert (code, bool(out), err.count("\n")) in ((0, True, 0), (2, False, 1))


@pytest.mark.parametrize("text", ["c3s2p1", "t3s2p1", "c3p1 p2", "c3x5s2same", "c3d2p2", "p3s2ceil"])
def test_no_labels_overlap(text: str) -> None:
    drawing = grid(symrf.derive(text))
    assert [pair for pair in combinations(label_boxes(drawing), 2) if overlap(*pair)] == []
    assert_on_the_sheet(drawing)


def test_the_founding_kernel(golden) -> None:  # type: ignore[no-untyped-def]
    drawing = grid(symrf.derive("c3s2p1"))
    golden("grid_founding.svg", SVG(drawing))
    golden("grid_founding.tikz", TIKZ(drawing))


def test_grids_are_short_in_tikz_and_pdflatex_takes_them(tmp_path) -> None:  # type: ignore[no-untyped-def]
    pictures = [TIKZ(grid(symrf.derive(text))) for text in ("c3s2p1", "t3s2p1", "c3p1 p2", "c3d2p2")]
    assert max(len(each.splitlines()) for each in pictures) < 150
    assert "Output written" in compile_document(whole("\n\n".join(pictures)), tmp_path)
