"""Prints and live modules beside what PyTorch makes of the same networks, the shape after every module."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from support.extras import needed
from support.graphs_torch import run
from support.shapes_torch import agree, called
from support.torch_nets import NETS

import symrf
from symrf.errors import ReadError
from symrf.networks.notation.architecture import Layer
from symrf.networks.notation.kinds import Kind
from symrf.readers.cleaning import cleaned
from symrf.readers.graph import Graph
from symrf.readers.live_torch import graphs
from symrf.readers.pasted import Pasted
from symrf.readers.prints import fx_graph, gluon, matlab, torch7, torch_print

torch = needed("torch")

CASES = Path(__file__).resolve().parents[1] / "cases" / "readers"
PRINTS = sorted(CASES.glob("pytorch-print/*.txt"))
OTHERS = {"x01": torch7, "x03": gluon, "x04": matlab, "x06": fx_graph}
EVERY = [(name, shape) for name, (_, shapes) in NETS.items() for shape in shapes]


def shapes(graph: Graph, shape: tuple[int, ...]) -> dict[str, tuple[int, ...]]:
    """What each named layer of a graph gives, without the batch."""
    values = run(graph, torch.zeros(2, *shape, device="meta"))
    return {node.name or "": tuple(value.shape[1:]) for node, value in zip(graph.nodes, values[1:], strict=True)}


def compared(graph: Graph, model: Any, shape: tuple[int, ...]) -> None:
    """Every layer with a window or with weights is in the graph, and gives what it gives in the model."""
    found, theirs = shapes(graph, shape), dict(called(model, shape)[0])
    modules = dict(model.named_modules())
    names: dict[int, list[str]] = {id(module): [] for module in modules.values()}
    for name, module in model.named_modules(remove_duplicate=False):
        names[id(module)].append(name)
    for name, given in theirs.items():
        if hasattr(modules[name], "weight") or "Pool" in type(modules[name]).__name__:
            ours = [found[each] for each in names[id(modules[name])] if each in found]
            assert ours, f"{name} is missing"
            assert agree(ours[0], given), f"{name}: {ours[0]}, and it is {given}"


@pytest.mark.parametrize(("name", "shape"), [each for each in EVERY if each[0] != "fpn"])
def test_a_print_is_the_network(name: str, shape: tuple[int, ...]) -> None:
    model = NETS[name][0]()
    (graph,) = torch_print.read(Pasted.of(str(model)))
    compared(graph, model, shape)
    assert not graph.certain


def test_a_print_does_not_tell_how_a_pyramid_is_wired() -> None:
    with pytest.raises(ReadError, match="latlayer1 takes 12 channels, but the module before it gives 8"):
        torch_print.read(Pasted.of(str(NETS["fpn"][0]())))


@pytest.mark.parametrize(("name", "shape"), EVERY)
def test_a_live_module_is_the_network(name: str, shape: tuple[int, ...]) -> None:
    model = NETS[name][0]()
    modes = [module.training for module in model.modules()]
    (graph,) = graphs(model, (2, *shape))
    compared(graph, model, shape)
    assert [module.training for module in NETS[name][0]().modules()] == modes


def test_a_live_module_is_left_as_it_was() -> None:
    model = NETS["resnet"][0]().train()
    before = {name: value.clone() for name, value in model.state_dict().items()}
    graphs(model)
    assert all(module.training for module in model.modules())
    assert all(torch.equal(before[name], value) for name, value in model.state_dict().items())
    assert not torch.nn.modules.module._global_forward_hooks


def test_a_chain_is_certain_and_the_same_printed_and_live() -> None:
    layers = [torch.nn.Conv2d(3, 8, 5, 2), torch.nn.ReLU(), torch.nn.MaxPool2d(3, 2, 1, ceil_mode=True)]
    model = torch.nn.Sequential(*layers, torch.nn.Flatten(), torch.nn.Linear(8 * 8 * 8, 10))
    (live,), (printed,) = graphs(model), torch_print.read(Pasted.of(str(model)))
    assert printed.certain
    assert live.certain
    assert [node.item for node in live.nodes] == [node.item for node in printed.nodes]
    assert [(each.place, each.values) for each in live.expected] == [
        (each.place, each.values) for each in printed.expected
    ]


@pytest.mark.parametrize("path", PRINTS, ids=lambda path: path.stem)
def test_a_text_of_the_cases_has_the_shapes_that_were_found(path: Path) -> None:
    told = json.loads(path.with_suffix(".meta.json").read_text())
    graph = next(each for each in torch_print.read(cleaned(path.read_text())) if each.channels == told["input"][0])
    values = run(graph, torch.zeros(2, *told["input"], device="meta"))
    windows = frozenset({Kind.CONVOLUTION, Kind.DEPTHWISE, Kind.TRANSPOSED})
    found = [
        tuple(value.shape[1:])
        for node, value in zip(graph.nodes, values[1:], strict=True)
        if isinstance(node.item, Layer) and node.item.kind in windows
    ]
    expected = told["expected"]
    calls = [tuple(shape) for _, kind, shape in expected.get("calls", ()) if kind.startswith("Conv")]
    for shape in calls:
        assert any(agree(each, shape) for each in found), shape
    if "output" in expected and path.stem not in ("p05_html_breaks_two_networks", "p06_flat_indentation"):
        given = [tuple(value.shape[1:]) for value in values]
        assert any(agree(each, tuple(expected["output"])) for each in given)
    if "output_size" in expected:
        assert tuple(values[graph.outputs[-1]].shape[2:]) == tuple(expected["output_size"])


def test_a_pool_that_is_called_twice_is_told_of() -> None:
    path = CASES / "pytorch-print" / "p01_old_style_pool_once.txt"
    (graph,) = torch_print.read(cleaned(path.read_text()))
    assert any("400 features" in note.text and "32 to 35" in note.text for note in graph.notes)
    values = run(graph, torch.zeros(1, 3, 32, 32, device="meta"))
    assert values[graph.expected[0].place - 1].shape[1] == 1600
    assert graph.expected[0].values == (400,)


@pytest.mark.parametrize("start", ["x01", "x03", "x04"])
def test_a_text_of_another_framework(start: str) -> None:
    (path,) = CASES.glob(f"other-print/{start}*.txt")
    told = json.loads(path.with_suffix(".meta.json").read_text())
    pasted = cleaned(path.read_text())
    assert [name for name, reader in OTHERS.items() if reader.claims(pasted)] == [start]
    assert not torch_print.claims(pasted)
    (graph,) = OTHERS[start].read(pasted)
    values = run(graph, torch.zeros(1, *told["input"], device="meta"))
    sizes = [value.shape[2] for value in values[1:] if value.ndim == 4]
    flat = [value.shape[1] for value in values[1:] if value.ndim == 2]
    expected = told["expected"]
    if "sizes" in expected:
        assert list(dict.fromkeys(sizes)) == list(dict.fromkeys(expected["sizes"]))
    if "flat" in expected:
        assert flat[0] == expected["flat"]
    if "output" in expected:
        assert tuple(values[-2].shape[1:]) == tuple(expected["output"])


def test_a_graph_of_fx_has_no_kernels() -> None:
    (path,) = CASES.glob("other-print/x06*.txt")
    with pytest.raises(ReadError, match=r"put the output of print\(model\) before it"):
        fx_graph.read(cleaned(path.read_text()))


@pytest.mark.parametrize("form", ["table", "code"])
def test_a_graph_of_fx_beside_its_print(form: str) -> None:
    model = NETS["squeezenet"][0]()
    traced = torch.fx.symbolic_trace(model)
    text = f"{model}\n{traced.graph}" if form == "table" else f"{model}\n{traced.code}"
    (graph,) = fx_graph.read(Pasted.of(text))
    assert graph.certain
    compared(graph, model, (3, 65, 49))


@pytest.mark.parametrize(("name", "shape"), [("tcn", (2, 80)), ("unet", (3, 96, 96))])
@pytest.mark.parametrize("live", [False, True])
def test_the_field_of_what_is_read_is_what_gradients_reach(name: str, shape: tuple[int, ...], *, live: bool) -> None:
    """The most pixels on the first axis that one of the outputs beside each other depends on; all weights are one."""
    model = NETS[name][0]().double().eval()
    paste = symrf.read(model if live else str(model))
    for parameter in model.parameters():
        torch.nn.init.ones_(parameter)
    for pool in ("pool1", "pool2"):  # a maximum has a gradient for one of its pixels
        setattr(model, pool, torch.nn.AvgPool2d(2))
    image = torch.ones((1, *shape), dtype=torch.double, requires_grad=True)
    outputs: list[Any] = []
    last = [module for module in model.modules() if isinstance(module, torch.nn.Conv1d | torch.nn.Conv2d)][-1]
    last.register_forward_hook(lambda _, __, given: outputs.append(given))
    given = model(image)
    given = outputs[-1] if name == "unet" else given
    extents = []
    for place in range(shape[1] // 2, shape[1] // 2 + 4):
        (gradient,) = torch.autograd.grad(given[0, 0, place].sum(), image, retain_graph=True)
        found = gradient[0].sum(0).reshape(shape[1], -1).sum(1).nonzero()
        extents.append(int(found[-1] - found[0]) + 1)
    derived = symrf.derive(paste.architecture, axes=paste.axes).quantity("field")
    assert max(extents) == (derived if name == "tcn" else derived[0])
