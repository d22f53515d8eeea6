"""Pyramids: their rows against windows laid out one by one, and how they are drawn."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import groupby, pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from support import dependencies, oracles
from support.branching import Branching
from support.branching_strategies import branchings
from support.drawings import (
    boxes,
    labels,
    told,
)
from support.laws import examples
from support.networks import Layer, Network, network, networks

import symrf
from symrf.answers.documents.drawing import Anchor, Box, Drawing, Label, Line, Style, hatching
from symrf.answers.documents.english.pictures import COLUMNS, LEGEND, PADDING
from symrf.answers.documents.pictures.graph import graph
from symrf.answers.documents.pictures.pyramid import pyramid
from symrf.answers.documents.pictures.rows import pyramid_of
from symrf.errors import DerivationError, InputError, SizeError, SymrfError
from symrf.exact.sampling.runs import both, count, either, pixels
from symrf.front.rendering.svg import SVG
from symrf.networks.reading import at_place

FEW = settings(max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
SMALL = networks(most=4, most_pixels=60) | networks(most=3, repeated=True, most_pixels=60)
OF_ROWS = (Style.PIXEL, Style.READ, Style.SHARED, Style.NEIGHBOUR, Style.OUTPUT)
PADDED = network(Layer("c", 3, padding=(1, 1)), Layer("p", 2), Layer("c", 3, padding=(1, 1)))
DILATED = network(*(Layer("c", 3, dilation=apart) for apart in (1, 2, 4)))
CEILED = network(Layer("p", 3, 2, rounding="ceil"), Layer("p", 2, rounding="ceil"))
SPARSE = network(Layer("c", 1, 3), Layer("c", 2, 1, (3, 0), 3))


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
