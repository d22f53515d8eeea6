"""Pictures: what they show against windows laid out one by one, and how they are drawn."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, groupby, pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from support import dependencies, oracles, tables
from support.branching import Branching
from support.branching_strategies import branchings
from support.laws import examples, some
from support.networks import Layer, Network, network, networks
from support.pdflatex import compile_document

import symrf
from symrf.answers.documents.drawing import NODES, Anchor, Box, Drawing, Label, Line, Outline, Style, hatching, width_of
from symrf.answers.documents.english.pictures import COLUMNS, LAYERS, LEGEND, PADDING
from symrf.answers.documents.pictures.graph import graph
from symrf.answers.documents.pictures.outline import Forked, Framed, LeftOut, Node, Series, Tile, outline
from symrf.answers.documents.pictures.pyramid import pyramid
from symrf.answers.documents.pictures.rows import pyramid_of
from symrf.errors import DerivationError, InputError, SizeError, SymrfError
from symrf.exact.sampling.runs import both, count, either, pixels
from symrf.front.rendering.latex import whole
from symrf.front.rendering.svg import SVG
from symrf.front.rendering.tikz import TIKZ
from symrf.networks.derivation import Derivation
from symrf.networks.notation.architecture import Layer as Written
from symrf.networks.reading import at_place

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.symrf"))
LIMIT = 200_000  # bytes of a picture of 1,000 layers
FEW = settings(max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
SMALL = networks(most=4, most_pixels=60) | networks(most=3, repeated=True, most_pixels=60)
OF_ROWS = (Style.PIXEL, Style.READ, Style.SHARED, Style.NEIGHBOUR, Style.OUTPUT)

PADDED = network(Layer("c", 3, padding=(1, 1)), Layer("p", 2), Layer("c", 3, padding=(1, 1)))
DILATED = network(*(Layer("c", 3, dilation=apart) for apart in (1, 2, 4)))
CEILED = network(Layer("p", 3, 2, rounding="ceil"), Layer("p", 2, rounding="ceil"))
SPARSE = network(Layer("c", 1, 3), Layer("c", 2, 1, (3, 0), 3))
GRAPHS = {
    "founding": "c3s1 p2s2 c3s1",
    "residual": "c7s2p3 [c3s2p1 c3p1 + short: c1s2] relu",
    "unet": "[crop | p2 c3 c3 t2s2] c3",
    "symbols": "(c{k}s{s})*{n} (c2d{2^i})*{i=0..n-1} [c3p1 + id]",
}


def example_derived(path: Path) -> Derivation:
    """A network of the examples on two axes, or on as many as it has numbers for."""
    text = path.read_text("utf-8")
    for axes in (("w", "h"), ("w",), ("w", "h", "d")):
        try:
            return symrf.derive(text, axes=axes)
        except SymrfError:
            continue
    raise AssertionError(f"{path.name} is not derived")


def boxes(drawing: Drawing, *styles: Style) -> list[Box]:
    """The boxes of those styles."""
    return [shape for shape in drawing.shapes if isinstance(shape, Box) and shape.style in styles]


def labels(drawing: Drawing, style: Style) -> list[object]:
    """What labels of a style say."""
    return [shape.content for shape in drawing.shapes if isinstance(shape, Label) and shape.style is style]


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes have more than a border in common."""
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return across > 0.001 and down > 0.001


def encloses(outer: Box, inner: Box) -> bool:
    """Whether a box is in another."""
    return (
        outer.x <= inner.x
        and outer.y <= inner.y
        and inner.x + inner.width <= outer.x + outer.width + 0.001
        and inner.y + inner.height <= outer.y + outer.height + 0.001
    )


# What the rows are


def rows_by_hand(chain: Network, n: int, output: int) -> list[set[int]]:
    """What an output reads at each place from the output down, of layers that are shown; padding reads nothing."""
    received = oracles.sizes(n, chain.layers, chain.convention)
    assert received is not None
    places = {output}
    found = [places]
    for layer, size, given_ in zip(reversed(chain.layers), received[-2::-1], received[:0:-1], strict=True):
        laid = oracles.window_of(size, layer, chain.convention)
        real = {place for place in places if 0 <= place < given_}
        places = {place * laid.stride - laid.before + tap * laid.apart for place in real for tap in range(laid.taps)}
        if layer.kind != "pass":
            found.append(places)
    return found


@given(SMALL, st.data())
@FEW
@example(PADDED, None)
@example(DILATED, None)
@example(CEILED, None)
@example(SPARSE, None)
def test_every_row_is_what_is_read(chain: Network, data: st.DataObject | None) -> None:
    derivation = symrf.derive(chain.text, axes=("w",), convention=chain.convention)
    least = int(derivation["w"].size.minimum)
    n = least + (data.draw(st.integers(0, 30)) if data else 12)
    outputs = oracles.size(n, chain)
    assert outputs is not None
    output = data.draw(st.integers(0, outputs - 1)) if data else 0
    found = pyramid_of(derivation, "w", {"w": n}, output)
    assert (found.size, found.output, found.outputs) == (n, output, outputs)
    assert [set(pixels(row.read)) for row in reversed(found.rows)] == rows_by_hand(chain, n, output)
    if outputs > 1:
        assert found.neighbour is not None
        assert abs(found.neighbour - output) == 1
        beside = rows_by_hand(chain, n, found.neighbour)
        assert [set(pixels(row.neighbour)) for row in reversed(found.rows)] == beside
    else:
        assert found.neighbour is None
    shown = [layer.kind != "pass" for layer in chain.layers]
    sizes = oracles.sizes(n, chain.layers, chain.convention) or []
    assert [row.size for row in found.rows] == [
        n,
        *(s for s, is_shown in zip(sizes[1:], shown, strict=True) if is_shown),
    ]


@given(SMALL)
@FEW
@example(PADDED)
@example(SPARSE)
def test_a_pixel_is_above_the_middle_of_what_it_reads(chain: Network) -> None:
    found = pyramid_of(symrf.derive(chain.text, axes=("w",), convention=chain.convention))
    first, last = oracles.hull(oracles.reached(found.size, chain, found.output))
    assert found.rows[-1].centre(found.output) == Fraction(first + last, 2)


@given(SMALL)
@FEW
@example(PADDED)
def test_the_output_that_is_chosen_reads_no_padding_where_one_does(chain: Network) -> None:
    found = pyramid_of(symrf.derive(chain.text, axes=("w",), convention=chain.convention))

    def is_whole(output: int) -> bool:
        return oracles.reached(found.size, chain, output) <= set(range(found.size))

    assert is_whole(found.output) or not any(map(is_whole, range(found.outputs)))


@given(branchings(most_pixels=100, whole=True))
@FEW
def test_rows_of_branches_end_at_what_is_read_of_the_input(net: Branching) -> None:
    try:
        derivation = symrf.derive(net.text, axes=("w",))
    except DerivationError:
        assume(False)
        raise
    sizes = dependencies.working_sizes(net, 200, 3)
    assume(sizes)
    found = pyramid_of(derivation, at={"w": sizes[-1]})
    assert found.rows[-1].size == dependencies.size(sizes[-1], net)
    assert set(pixels(found.rows[0].in_image)) == dependencies.reads(sizes[-1], net, clipped=True)[found.output]
    known = dependencies.sizes(sizes[-1], net)
    assert known is not None
    assert {row.size for row in found.rows} <= set(known)


def test_the_rows_of_the_founding_case() -> None:
    found = pyramid_of(symrf.derive("c3s1 p2s2 c3s1"))
    assert [count(row.read) for row in found.rows] == [8, 6, 3, 1]  # as it is in the question that began it
    assert [count(row.shared) for row in found.rows] == [6, 4, 2, 0]
    assert [row.size for row in found.rows] == [10, 8, 4, 2]
    assert [link.name for link in found.links] == ["F_1", "M", "F_2"]


def test_what_a_shuffle_undoes_has_no_row() -> None:
    rows = pyramid_of(symrf.derive("c3 pu2 relu ps2 c3", axes="w"), None, {"w": 12}, 3).rows
    assert [row.read for row in rows] == [((3, 7),), ((3, 5),), ((3, 5),), ((3, 3),)]


def test_rows_are_at_the_places_that_all_goes_through() -> None:
    found = pyramid_of(symrf.derive("c3 pool: p2 [c3p1 c3p1 + id] relu c1"))
    assert [link.name for link in found.links] == ["F_1", "pool", "B", "F_4"]


@pytest.mark.parametrize("numbers", [{"w": 64, "k": 5}, {"k": 5}])
def test_symbols_are_given_numbers(numbers: dict[str, int]) -> None:
    found = pyramid_of(symrf.derive("c{k} p2 c{k}"), at=numbers)
    assert count(found.rows[0].read) == 14


def refused(call: Callable[[], object]) -> SymrfError:
    with pytest.raises(SymrfError) as caught:
        call()
    return caught.value


def test_what_has_no_pyramid_is_refused() -> None:
    founding = symrf.derive("c3s1 p2s2 c3s1")
    said = refused(lambda: pyramid(symrf.derive("c{k} p2"), at={"w": 9}))
    assert isinstance(said, InputError)
    assert said.message == "the picture needs a number for k, as in at(w=64, k=3)"
    said = refused(lambda: pyramid(symrf.derive("(c3 p2)*1000")))
    assert isinstance(said, DerivationError)
    assert said.message.endswith("draw its graph instead")
    said = refused(lambda: pyramid(symrf.derive("(c3 p2)*400")))
    assert isinstance(said, DerivationError)
    assert said.message.startswith("an input of more than 1000000000 pixels is too large")
    for call in (
        lambda: pyramid(founding, "q"),
        lambda: pyramid(founding, at={"q": 3}),
        lambda: graph(founding, {"q": 3}),
    ):
        said = refused(call)
        assert isinstance(said, InputError)
        assert said.message == "there is no axis q: the input has w, h"
    said = refused(lambda: pyramid(founding, at={"w": 64}, output=29))
    assert isinstance(said, SizeError)
    assert said.message == "there is no output 29: at w=64 there are 29"
    assert isinstance(refused(lambda: pyramid(founding, at={"w": 7})), SizeError)
    assert isinstance(refused(lambda: graph(founding, {"w": 7})), SizeError)


# Pixels as runs

RUNS = st.sets(st.integers(-20, 40)).map(lambda places: either((place, place) for place in places))


@given(RUNS, RUNS)
def test_runs_are_sets(one: tuple[tuple[int, int], ...], other: tuple[tuple[int, int], ...]) -> None:
    assert set(pixels(both(one, other))) == set(pixels(one)) & set(pixels(other))
    assert set(pixels(either((*one, *other)))) == set(pixels(one)) | set(pixels(other))
    assert count(one) == len(set(pixels(one)))
    assert all(last + 1 < first for (_, last), (first, _) in pairwise(one))


# How a pyramid is drawn


def legend_of(drawing: Drawing) -> list[Box]:
    """The boxes of the legend: they are lower than those of a row."""
    return [box for box in boxes(drawing, *OF_ROWS) if box.height < 1]


@given(networks(most=3, most_pixels=20), st.integers(0, 6))
@FEW
@example(PADDED, 4)
@example(DILATED, 1)
def test_there_is_a_box_for_every_pixel(chain: Network, more: int) -> None:
    derivation = symrf.derive(chain.text, axes=("w",), convention=chain.convention)
    n = int(derivation["w"].size.minimum) + more
    assume(n <= 24)
    found = pyramid_of(derivation, at={"w": n})
    assume(all(row.jump >= 1 for row in found.rows))
    drawing = pyramid(derivation, at={"w": n})
    drawn = [box for box in boxes(drawing, *OF_ROWS) if box.height == 1]
    assume(max(box.x + box.width for box in drawn) - min(box.x for box in drawn) < 35)  # else narrow ones are one
    for row, (_, group) in zip(
        reversed(found.rows), groupby(sorted(drawn, key=lambda box: box.y), key=lambda box: box.y), strict=True
    ):
        in_row = sorted(group, key=lambda box: box.x)
        first, last = row.windows
        assert [box.outside for box in in_row] == [not 0 <= each < row.size for each in range(first, last + 1)]
        read, beside = set(pixels(row.read)), set(pixels(row.neighbour))
        shaded = [box.style in (Style.READ, Style.SHARED, Style.OUTPUT) for box in in_row]
        hatched = [box.style in (Style.NEIGHBOUR, Style.SHARED) for box in in_row]
        assert shaded == [each in read for each in range(first, last + 1)]
        assert hatched == [each in beside for each in range(first, last + 1)]
    tree = ElementTree.fromstring(SVG(drawing))  # noqa: S314
    rectangles = list(tree.iter("{http://www.w3.org/2000/svg}rect"))
    assert len(rectangles) == sum(last - first + 1 for first, last in (row.windows for row in found.rows)) + len(
        legend_of(drawing)
    )


def told(text: str) -> set[int]:
    """The pixels of runs such as `0-2 4`."""
    runs = [[int(end) for end in run.split("-")] for run in text.split()]
    return {pixel for run in runs for pixel in range(run[0], run[-1] + 1)}


@given(networks(most=3, most_pixels=20))
@FEW
@example(PADDED)
@example(DILATED)
@example(SPARSE)
def test_every_pixel_says_which_it_is_and_what_it_reads(chain: Network) -> None:
    derivation = symrf.derive(chain.text, axes=("w",), convention=chain.convention)
    found = pyramid_of(derivation)
    received = oracles.sizes(found.size, chain.layers, chain.convention)
    assert received is not None
    shown = [
        (oracles.window_of(size, layer, chain.convention), size, given_)
        for layer, size, given_ in zip(chain.layers, received, received[1:], strict=False)
        if layer.kind != "pass"
    ]
    tree = ElementTree.fromstring(SVG(pyramid(derivation)))  # noqa: S314
    cells = [each.attrib for each in tree.iter("{http://www.w3.org/2000/svg}rect") if "data-row" in each.attrib]
    assert {int(cell["data-row"]) for cell in cells} == set(range(len(found.rows)))
    for cell in cells:
        row = int(cell["data-row"])
        index = cell["data-index"]
        if row == 0 or not index.isdecimal() or int(index) >= found.rows[row].size:
            assert "data-reads" not in cell
            continue
        laid, size, _ = shown[row - 1]
        first = int(index) * laid.stride - laid.before
        read = {first + tap * laid.apart for tap in range(laid.taps)} & set(range(size))
        assert told(cell.get("data-reads", "")) == read


def test_the_numbers_beside_the_rows_are_those_that_are_derived() -> None:
    derivation = symrf.derive("c7s2p3 p3s2p1 [c3p1 + id] c3s2 gap", axes="w")
    drawing = pyramid(derivation, at={"w": 224})
    beside = [shape for shape in drawing.shapes if isinstance(shape, Label) and shape.anchor is Anchor.END]
    columns = [
        [shape.content for shape in sorted(beside, key=lambda each: -each.y) if shape.x == heading.x][:-1]
        for heading in (each for each in beside if each.content in COLUMNS)
    ]
    readings = [at_place(derivation["w"].track, place) for place in (0, 1, 2, 5, 6, 7)]
    assert columns[0] == [str(each.size.at(224)) for each in readings]
    assert columns[1] == ["1", "7", "11", "19", "27", "235"]  # each kernel less one at its jump: 6, 2*2, 2*4, 2*4, 26*8
    assert columns[2] == ["224", "112", "56", "55", "27", "1"]


def test_a_global_pool_is_one_pixel_above_the_middle_of_all_that_it_reads() -> None:
    drawing = pyramid(symrf.derive("c3 gap"), at={"w": 18})
    [output] = boxes(drawing, Style.OUTPUT)
    [below] = [shape for shape in drawing.shapes if shape.style is Style.POOLING_CONE]
    assert isinstance(below, Line)
    left, right = below.points[3][0], below.points[2][0]
    assert output.width == pytest.approx((right - left) / 16)
    assert output.x + output.width / 2 == pytest.approx((left + right) / 2)
    assert "all 16" in labels(drawing, Style.NOTE)


def test_the_legend_of_a_pyramid_names_what_is_there() -> None:
    notes = labels(pyramid(symrf.derive("c3p1 gap"), at={"w": 224}), Style.NOTE)
    assert [each for each in notes if each in (*LEGEND.values(), PADDING)] == ["read by one output", "padding"]


def test_a_dilated_layer_has_a_line_to_each_tap() -> None:
    drawing = pyramid(symrf.derive("c3d1 c3d2 c3d4"))
    taps = [shape for shape in drawing.shapes if shape.style is Style.TAP]
    assert len(taps) == 3 + 9  # 3 of one output of c3d4, 3 of each of the 3 that it reads
    assert [each for each in labels(drawing, Style.FORMULA) if "of" in str(each)] == ["7 of 13", "3 of 9"]


def test_a_row_that_is_read_here_and_there_is_shown_as_one_and_says_how_much() -> None:
    drawing = pyramid(symrf.derive(" ".join(f"c2causald{2**power}" for power in range(10))))
    assert boxes(drawing, Style.SPARSE)
    assert "512 of 1023" in labels(drawing, Style.FORMULA)


@given(st.floats(0, 50), st.floats(0, 50), st.floats(0.1, 30), st.floats(0.1, 2))
def test_hatches_are_in_their_box_and_slant_alike(x: float, y: float, width: float, height: float) -> None:
    lines = list(hatching(Box(x, y, width, height, Style.NEIGHBOUR)))
    assert len(lines) >= int((width + height) / 0.3) - 1
    for a, b, c, d in lines:
        assert x - 0.001 <= a <= c + 0.001 <= x + width + 0.002
        assert y - 0.001 <= d <= b + 0.001 <= y + height + 0.002
        assert a + b == pytest.approx(c + d, abs=0.001)


# What a graph shows


def all_nodes(series: Series) -> list[Node]:
    """The nodes of a series, and those in them."""
    found: list[Node] = []
    for node in series.nodes:
        found.append(node)
        match node:
            case Framed(inside=inside):
                found += all_nodes(inside)
            case Forked(branches=branches):
                found += [each for branch in branches for each in all_nodes(branch)]
    return found


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_layer_of_an_example_is_in_its_graph_as_often_as_it_is_there(path: Path) -> None:
    derivation = example_derived(path)
    links = derivation.chain.links
    series = outline(derivation.architecture, derivation.chain)
    tiles = [node for node in all_nodes(series) if isinstance(node, Tile)]
    assert not any(isinstance(node, LeftOut) for node in all_nodes(series))
    places = [place for tile in tiles for place in tile.places]
    assert len(places) == len(set(places))
    for tile in tiles:
        texts = [*tile.text.split(" "), *tile.passed]
        for place in tile.places:
            assert links[place - 1].item.text == texts[-1]
            assert links[place - len(texts)].item.text == texts[0]
    shown = sum(len(tile.places) * (len(tile.text.split(" ")) + len(tile.passed)) for tile in tiles)
    assert shown == sum(isinstance(link.item, Written) and link.item.text != "id" for link in links)


@given(networks(most=6, most_pixels=100))
@FEW
def test_the_sizes_on_the_edges_are_those_of_the_layers(chain: Network) -> None:
    derivation = symrf.derive(chain.text, axes=("w",), convention=chain.convention)
    n = int(derivation["w"].size.minimum) + 7
    drawing = graph(derivation, {"w": n})
    assume(not boxes(drawing, Style.FRAME))
    sizes = oracles.sizes(n, chain.layers, chain.convention) or []
    assert labels(drawing, Style.TEXT) == [str(size) for size, _ in groupby(sizes)]


def test_the_sizes_of_a_graph_are_in_the_order_of_the_axes() -> None:
    assert labels(graph(symrf.derive("c3"), {"h": 5, "w": 9}), Style.TEXT) == ["9×5", "7×3"]


def test_a_size_that_changes_from_repeat_to_repeat_is_not_on_an_edge_inside() -> None:
    drawing = graph(symrf.derive("(c3 p2)*4 c3"), {"w": 100})
    assert labels(drawing, Style.TEXT) == ["100", "4", "2"]
    drawing = graph(symrf.derive("(c3p1 c3)*4 c3p1"), {"w": 100})
    assert labels(drawing, Style.TEXT) == ["100", "92"]


def test_what_is_written_many_times_is_folded() -> None:
    drawing = graph(symrf.derive("in3 " + "c3p1-8 relu " * 500))
    assert "×500" in labels(drawing, Style.CODE)
    assert len(boxes(drawing, *NODES)) == 1


def test_the_middle_of_a_long_network_is_left_out_and_counted() -> None:
    drawing = graph(symrf.derive("in3 " + " ".join(f"c3p1-{channels}" for channels in range(8, 1008))))
    assert len(boxes(drawing, *NODES)) == 48
    assert "… 952 more layers …" in labels(drawing, Style.NOTE)


def test_definitions_of_definitions_are_not_written_out_in_a_repeat_that_is_not() -> None:
    defined = "A0 = c3p1; " + "; ".join(f"A{each} = A{each - 1} A{each - 1}" for each in range(1, 40))
    drawing = graph(symrf.derive(f"{defined}; (A39 c5p2)*5"))
    assert labels(drawing, Style.CODE) == ["×5", "A38 A38", "c5p2"]


def test_a_block_that_was_defined_is_shown_in_a_repeat_that_is_not_written_out() -> None:
    drawing = graph(symrf.derive("block = c{k}p1 relu; (block (p2))*{n}"))
    assert labels(drawing, Style.CODE) == ["×n", "c{k}p1", "p2"]
    assert len(boxes(drawing, Style.FRAME)) == 2


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_no_boxes_of_a_graph_overlap(path: Path) -> None:
    drawing = graph(example_derived(path))
    nodes, frames = boxes(drawing, *NODES, Style.JOIN), boxes(drawing, Style.FRAME)
    assert nodes
    assert [pair for pair in combinations(nodes, 2) if overlap(*pair)] == []
    for frame in frames:
        assert all(encloses(frame, box) or not overlap(frame, box) for box in nodes)
        assert all(
            encloses(frame, box) or encloses(box, frame) or not overlap(frame, box)
            for box in frames
            if box is not frame
        )
    assert_on_the_sheet(drawing)


def assert_on_the_sheet(drawing: Drawing) -> None:
    sheet = Box(0, 0, drawing.width, drawing.height, Style.NODE)
    for shape in drawing.shapes:
        match shape:
            case Box():
                assert encloses(sheet, shape)
            case Label(x, y, content, style, anchor):
                wide = width_of(content, style)
                left = x - {"start": 0, "middle": wide / 2, "end": wide}[anchor.value]
                assert encloses(sheet, Box(left, y, wide, 0, Style.NODE))
            case line:
                assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in line.points)


def label_boxes(drawing: Drawing) -> list[Box]:
    """About where the letters of a drawing are."""
    found = []
    for shape in drawing.shapes:
        if isinstance(shape, Label):
            wide = width_of(shape.content, shape.style)
            left = shape.x - {"start": 0, "middle": wide / 2, "end": wide}[shape.anchor.value]
            found.append(Box(left, shape.y - 0.3, wide, 0.6, shape.style))
    return found


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("drawn", [pyramid, graph])
def test_no_labels_overlap(drawn: Callable[[Derivation], Drawing], path: Path) -> None:
    assert [pair for pair in combinations(label_boxes(drawn(example_derived(path))), 2) if overlap(*pair)] == []


UNET = "(c3-8)*2 [crop | p2 (c3-16)*2 [crop | D: p2 (c3-32)*2 t2s2-16] (c3-16)*2 t2s2-8] (c3-8)*2 c1"


@pytest.mark.parametrize("text", [UNET, UNET.replace("crop |", "id +").replace("c3", "c3p1").replace("-8", "")])
def test_a_network_that_comes_back_up_past_shortcuts_is_a_u(text: str) -> None:
    drawing = graph(symrf.derive(text), {"w": 60, "h": 60})
    joins = sorted(boxes(drawing, Style.JOIN), key=lambda box: box.y)
    [right] = {box.x + box.width / 2 for box in joins}
    assert len(joins) == 2
    pools = [box for box in boxes(drawing, Style.POOLING) if box.width > 1.6]
    ups = [box for box in boxes(drawing, Style.CONVOLUTION) if box.outline is Outline.WIDENING and box.width > 1.6]
    assert [(box.x + box.width / 2 < right - 2, box.turned) for box in pools] == [(True, False)] * 2
    assert [(box.x + box.width / 2 == pytest.approx(right), box.turned) for box in ups] == [(True, True)] * 2
    for join, pool, up in zip(
        joins, sorted(pools, key=lambda box: box.y), sorted(ups, key=lambda box: box.y), strict=True
    ):
        assert join.y + join.height <= min(pool.y, up.y)
    nodes = boxes(drawing, *NODES, Style.JOIN)
    assert [pair for pair in combinations(nodes, 2) if overlap(*pair)] == []
    assert [pair for pair in combinations(label_boxes(drawing), 2) if overlap(*pair)] == []
    assert_on_the_sheet(drawing)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_no_label_of_a_graph_is_across_a_border(path: Path) -> None:
    drawing = graph(example_derived(path))
    nodes = boxes(drawing, *NODES, Style.JOIN)
    letters = [replace(each, y=each.y + 0.1, height=0.4) for each in label_boxes(drawing)]
    assert [(box, each) for box in nodes for each in letters if overlap(box, each) and not encloses(box, each)] == []


def test_the_sizes_of_a_u_are_those_of_its_places() -> None:
    derivation = symrf.derive(UNET, axes="w")
    said = [label for label in labels(graph(derivation, {"w": 60}), Style.TEXT) if str(label).isdecimal()]
    down, across, up = [60, 56, 28, 24, 12, 8], [16, 24], [16, 12, 24, 20]
    assert sorted(int(str(each)) for each in said) == sorted(down + across + up)


def test_a_short_shortcut_beside_is_no_u() -> None:
    assert not [box for box in boxes(graph(symrf.derive(GRAPHS["unet"])), *NODES) if box.turned]
    assert not [box for box in boxes(graph(symrf.derive("[id + [id + c3p1] c3p1] c3")), *NODES) if box.turned]


@pytest.mark.parametrize("name", tables.KINDS)
def test_the_legend_knows_the_boxes_of_every_kind(name: str) -> None:
    found = boxes(graph(symrf.derive(tables.KINDS[name].text, axes="w")), *NODES)
    assert found
    assert {(box.style, box.outline) for box in found} <= LAYERS.keys()


def test_the_legend_of_a_graph_names_the_kinds_that_are_there() -> None:
    drawing = graph(symrf.derive("in3 c3-8 relu c3s2-8 p2 gap fc10"))
    assert [each for each in labels(drawing, Style.NOTE) if each in LAYERS.values()] == [
        *("convolution", "convolution with a stride", "pooling", "global pooling", "reads everything")
    ]
    shaded = {(box.style, box.outline) for box in boxes(drawing, *NODES)}
    assert len(shaded) == 5


# How pictures are drawn


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_pictures_of_examples_are_small_and_on_their_sheet(path: Path) -> None:
    derivation = example_derived(path)
    for drawing in (pyramid(derivation), graph(derivation)):
        assert_on_the_sheet(drawing)
        for render in (SVG, TIKZ):
            assert len(render(drawing).encode()) < LIMIT


@pytest.mark.parametrize(
    "text",
    [
        "(c3p1)*1000",
        f"(c3p2d2)*{examples(1000)}",  # whose rows are followed pixel by pixel
        "in1 " + " ".join(f"c3p1-{channels} relu" for channels in range(1, 501)),
        " ".join(f"[c3p1-{channels} + c1-{channels}]" for channels in range(1, 301)),
        "[" + " + ".join(["c3p1"] * 500) + "]",
        "c3p7d7 " * 40,
    ],
    ids=lambda text: text[:20],
)
def test_pictures_of_long_networks_are_small(text: str) -> None:
    derivation = symrf.derive(text)
    for drawing in (pyramid(derivation), graph(derivation)):
        assert_on_the_sheet(drawing)
        for render in (SVG, TIKZ):
            assert len(render(drawing).encode()) < LIMIT


def test_an_svg_says_what_it_is() -> None:
    drawing = graph(symrf.derive("c3 p2"))
    tree = ElementTree.fromstring(SVG(drawing))  # noqa: S314
    assert tree.get("role") == "img"
    assert [tree[0].text, tree[1].text] == [drawing.title, drawing.description]
    assert not {"id", "href"} & {name for element in tree.iter() for name in element.attrib}


@pytest.mark.parametrize("drawn", [pyramid, graph])
def test_the_founding_case(drawn: Callable[[Derivation], Drawing], golden: Callable[[str, str], None]) -> None:
    drawing = drawn(symrf.derive("c3s1 p2s2 c3s1"))
    golden(f"{drawn.__name__}_founding.svg", SVG(drawing))
    golden(f"{drawn.__name__}_founding.tikz", TIKZ(drawing))


def test_pdflatex_compiles_pictures(tmp_path: Path) -> None:
    pictures = [path.read_text("utf-8") for path in sorted((ROOT / "tests" / "golden").glob("*.tikz"))]
    assert pictures
    pictures += [TIKZ(graph(symrf.derive(text))) for text in GRAPHS.values()]
    pictures += [TIKZ(pyramid(symrf.derive(text))) for text in ("c3p1 p2 c3p1", "c3d1 c3d2 c3d4", "(c3p1)*1000")]
    pictures += [TIKZ(graph(example_derived(path))) for path in some(EXAMPLES)]
    assert "Output written" in compile_document(whole("\n\n".join(pictures)), tmp_path)


def test_pictures_are_no_wider_than_a_column(tmp_path: Path) -> None:
    networks = [symrf.derive(text) for text in GRAPHS.values() if "{" not in text]
    pictures = [TIKZ(drawn(network)) for network in networks for drawn in (pyramid, graph)]
    pictures += [TIKZ(pyramid(symrf.derive(f"c2d1 c2d64 c2d{power}"))) for power in (128, 512)]
    text = whole("\n\n".join(f"\\noindent {each}" for each in pictures))
    log = compile_document(text.replace("{article}", "[twocolumn]{article}", 1), tmp_path)
    assert [line for line in log.splitlines() if line.startswith("Overfull \\hbox")] == []


def test_tikz_is_as_short_as_what_it_draws() -> None:
    wide = TIKZ(pyramid(symrf.derive("c3p1 c3p1 p2 c3p1")))
    assert wide.count("\\foreach") >= 3
    assert len(wide.splitlines()) < 100
    assert len(TIKZ(pyramid(symrf.derive(" ".join(f"c2d{2**power}" for power in range(10))))).splitlines()) < 150


def test_pictures_do_not_hang_on_the_order_of_sets() -> None:
    code = (
        "import symrf; from symrf.answers.documents.pictures.graph import graph\n"
        "from symrf.answers.documents.pictures.pyramid import pyramid\n"
        "from symrf.front.rendering.svg import SVG; from symrf.front.rendering.tikz import TIKZ\n"
        "d = symrf.derive('c3p1 pool: p2 [c3p1 c3d2p2 + id] relu (c3 p2)*2 u2')\n"
        "print(*(render(draw(d)) for draw in (pyramid, graph) for render in (SVG, TIKZ)))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert runs[0].count(b"<svg") == 2


def test_pictures_of_numbers_do_not_load_sympy() -> None:
    code = (
        "import sys, symrf; from symrf.answers.documents.pictures.graph import graph\n"
        "from symrf.answers.documents.pictures.pyramid import pyramid\n"
        "d = symrf.derive('c3 p2 [c3p1 + id]'); pyramid(d), graph(d)\n"
        "assert 'sympy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
