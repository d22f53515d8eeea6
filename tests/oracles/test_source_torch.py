"""Networks read from their source, beside what PyTorch makes of the same source: the shape after every module."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.extras import needed
from support.graphs_torch import run
from support.nets_torch import SIAMESE, SOURCES, Net
from support.shapes_torch import agree, called

from symrf.networks.notation.architecture import Layer
from symrf.networks.notation.kinds import Kind
from symrf.readers.graph import Graph
from symrf.readers.pasted import Pasted
from symrf.readers.source import keras, pytorch

torch = needed("torch")

HERE = Path(__file__).resolve().parents[1]
CASES = HERE / "cases" / "readers"
TEXTS = sorted(path.stem for path in (CASES / "pytorch-source").glob("*.py"))
SYMBOLS = {"nc": 1, "nh": 256, "nclass": 37, "classes": 10}
INPUTS = {"s09_unet_valid_pads_up": (3, 188, 188)}


def shapes(graph: Graph, shape: tuple[int, ...]) -> dict[str, list[tuple[int, ...]]]:
    """The shapes that a graph gives after each named layer, without the batch."""
    values = run(graph, torch.zeros(2, *shape, device="meta"), SYMBOLS)
    found: dict[str, list[tuple[int, ...]]] = {}
    for node, value in zip(graph.nodes, values[1:], strict=True):
        if node.name is not None:
            found.setdefault(node.name, []).append(tuple(value.shape[1:]))
    return found


@pytest.mark.parametrize("net", [*SOURCES, SIAMESE], ids=str)
def test_a_network_is_what_pytorch_makes_of_its_source(net: Net) -> None:
    shape = net.shapes[0]
    calls, theirs = called(net.model, *([shape, shape] if net is SIAMESE else [shape]))
    graph = next(each for each in pytorch.read(Pasted.of(net.source)) if each.name == net.network)
    found = shapes(graph, shape)
    values = run(graph, torch.zeros(2, *shape, device="meta"))
    outputs = [tuple(values[place].shape[1:]) for place in graph.outputs]
    assert all(agree(one, other) or (one == (1,) and other == ()) for one, other in zip(outputs, theirs, strict=True))
    windows = {node.name for node in graph.nodes if isinstance(node.item, Layer) and node.item.kind is not Kind.PASS}
    for called_name, size in calls:
        if called_name in windows and net.name != "wavenet":  # whose convolutions cut what they give themselves
            assert any(agree(each, size) for each in found[called_name]), (called_name, size, found[called_name])
    assert len(windows & {each for each, _ in calls}) >= 0.9 * len(windows - {None})


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_what_an_oracle_found(name: str) -> None:
    """The shape after each module, and of the outputs, in texts as people paste them."""
    meta = json.loads((CASES / "pytorch-source" / f"{name}.meta.json").read_text("utf-8"))
    graph = pytorch.read(Pasted.of((CASES / "pytorch-source" / f"{name}.py").read_text("utf-8")))[-1]
    shape = tuple(meta["input"])
    found = shapes(graph, shape)
    for module, _, size in meta["expected"]["calls"]:
        if module in found and size:
            theirs = tuple(size)
            assert any(agree(each, theirs) or each[:1] == theirs[-1:] for each in found[module]), (module, size)
    named = {module for module, _, _ in meta["expected"]["calls"]}
    missing = {module for module in named if module not in found and "chomp" not in module}
    assert not missing, missing
    values = run(graph, torch.zeros(2, *shape, device="meta"), SYMBOLS)
    expected = meta["expected"]["output"]
    if expected and isinstance(expected[0], list):
        assert [list(values[place].shape[1:]) for place in graph.outputs] == expected
    elif name != "s17_crnn" and expected:  # which has its width before its batch
        assert list(values[graph.outputs[0]].shape[1:]) == expected


@pytest.mark.parametrize("name", ["kc02_keras1_api", "kc04_transposed_output_padding"])
def test_keras_code_has_the_sizes_that_an_oracle_found(name: str) -> None:
    meta = json.loads((CASES / "keras-code" / f"{name}.meta.json").read_text("utf-8"))
    (graph,) = keras.read(Pasted.of((CASES / "keras-code" / f"{name}.py").read_text("utf-8")))
    *size, channels = meta["input"]
    values = run(graph, torch.zeros(1, channels, *size, device="meta"))
    kinds = (Kind.CONVOLUTION, Kind.TRANSPOSED, Kind.MAX_POOL)
    found = [
        value.shape[2]
        for node, value in zip(graph.nodes, values[1:], strict=True)
        if isinstance(node.item, Layer) and node.item.kind in kinds
    ]
    assert found == meta["expected"]["sizes"]


def test_slim_has_the_sizes_that_an_oracle_found() -> None:
    (graph,) = keras.read(Pasted.of((CASES / "other-print" / "x08_tf_slim.py").read_text("utf-8")))
    values = run(graph, torch.zeros(1, 3, 224, 224, device="meta"))
    pools = [
        value.shape[2]
        for node, value in zip(graph.nodes, values[1:], strict=True)
        if isinstance(node.item, Layer) and node.item.kind is Kind.MAX_POOL
    ]
    assert [*pools, values[graph.outputs[0]].shape[2]] == [112, 56, 28, 14, 7, 1]
