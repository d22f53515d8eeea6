"""Graphs: every layer is there, at its size, and nothing lies on anything else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations, groupby
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from support import oracles, tables
from support.drawings import (
    EXAMPLES,
    assert_on_the_sheet,
    boxes,
    encloses,
    example_derived,
    label_boxes,
    labels,
    overlap,
)
from support.laws import examples
from support.networks import Network, networks

import symrf
from symrf.answers.documents.drawing import NODES, Drawing, Outline, Style
from symrf.answers.documents.english.pictures import LAYERS
from symrf.answers.documents.pictures.graph import graph
from symrf.answers.documents.pictures.outline import Forked, Framed, LeftOut, Node, Series, Tile, outline
from symrf.answers.documents.pictures.pyramid import pyramid
from symrf.networks.derivation import Derivation
from symrf.networks.notation.architecture import Layer as Written

FEW = settings(max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.filter_too_much])

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
    assert not [box for box in boxes(graph(symrf.derive("[crop | p2 c3 c3 t2s2] c3")), *NODES) if box.turned]
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
