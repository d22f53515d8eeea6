"""What functions of PyTorch come to in the graph of a live module, beside the shapes that PyTorch gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from support.extras import needed
from support.graphs_torch import run

from symrf.errors import ReadError
from symrf.networks.notation.architecture import Join
from symrf.readers.live_torch import graphs

torch = needed("torch")
nn = torch.nn
F = nn.functional

Forward = Callable[[Any, Any], Any]

SIZES = ((28, 31), (64, 40))
FORWARDS: dict[str, Forward] = {
    "functional": lambda net, x: F.max_pool2d(F.relu(net.conv(x)), 3, 2, padding=1, ceil_mode=True),
    "sum": lambda net, x: net.conv(x) + net.same(net.conv(x)),
    "in place": lambda net, x: net.conv(x).add_(1).relu_().mul_(2.0),
    "concatenated": lambda net, x: torch.cat([net.conv(x), F.avg_pool2d(net.conv(x), 3, 1, 1)], dim=1),
    "chunks": lambda net, x: torch.cat([*net.same(net.conv(x)).chunk(2, dim=1)][::-1], dim=1),
    "share": lambda net, x: net.conv(x)[:, :3],
    "cut": lambda net, x: net.conv(x)[:, :, 1:-2, :-1],
    "every second": lambda net, x: torch.cat([net.conv(x)[..., ::2, ::2], net.conv(x)[..., ::2, ::2]], 1),
    "padded": lambda net, x: F.pad(net.conv(x), (1, 2, 0, 3)),
    "reflected": lambda net, x: F.pad(net.conv(x), (1, 1, 1, 1), mode="reflect"),
    "scaled": lambda net, x: F.interpolate(net.conv(x), scale_factor=2, mode="bilinear", align_corners=False),
    "to a number": lambda net, x: F.interpolate(net.conv(x), size=(20, 24)),
    "to a size": lambda net, x: F.interpolate(net.down(x), size=x.shape[-2:], mode="bilinear"),
    "to twice": lambda net, x: F.interpolate(y := net.conv(x), size=[2 * n for n in y.shape[2:]]),
    "shuffled": lambda net, x: F.pixel_shuffle(net.conv(x), 2),
    "gate": lambda net, x: net.conv(x) * net.conv(x).mean((2, 3), keepdim=True).sigmoid(),
    "gate of dense": lambda net, x: net.conv(x) * net.fc(net.conv(x).mean((2, 3))).view(x.size(0), 8, 1, 1),
    "gate of dense, a pixel": lambda net, x: net.conv(x) * net.fc(net.conv(x).mean((2, 3)))[:, :, None, None],
    "vector": lambda net, x: net.fc(F.adaptive_avg_pool2d(net.conv(x), 1).squeeze(-1).squeeze(-1)),
    "means of one axis after the other": lambda net, x: net.fc(net.conv(x).mean(3).mean(2)),
    "flattened": lambda net, x: torch.flatten(net.conv(x), 1),
    "channels last": lambda net, x: net.fc(net.conv(x).permute(0, 2, 3, 1)).permute(0, 3, 1, 2),
    "groups": lambda net, x: (
        net.conv(x).view(x.size(0), 2, 4, *net.conv(x).shape[2:]).transpose(1, 2).reshape(net.conv(x).shape)
    ),
    "half": lambda net, x: net.conv(x.half().float()),
}
REFUSED: dict[str, tuple[Forward, str]] = {
    "tokens": (lambda net, x: net.conv(x).flatten(2).transpose(1, 2), "folds axes"),
    "products": (lambda net, x: net.conv(x) @ net.conv(x).transpose(2, 3), "reads all positions at once"),
    "a row": (lambda net, x: net.conv(x)[:, :, 0], "single positions"),
    "a mean of rows": (lambda net, x: net.conv(x).mean(2), "only some of the axes"),
    "a mean of rows, convolved": (lambda net, x: F.avg_pool1d(net.conv(x).mean(2), 2), "swapped before"),
    "numbers": (lambda net, x: net.conv(x) if x.sum().item() else x, "folds axes"),
    "sorted": (lambda net, x: torch.sort(net.conv(x), 1)[0], "sort is not a function that symrf can follow"),
}


class Net(nn.Module):
    """A module whose forward is given."""

    def __init__(self, forward: Forward) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3)
        self.same = nn.Conv2d(8, 8, 3, padding=1)
        self.down = nn.Conv2d(3, 4, 3, 2, 1)
        self.fc = nn.Linear(8, 8)
        self.called = forward

    def forward(self, x: Any) -> Any:
        return self.called(self, x)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", FORWARDS)
def test_a_function_is_what_pytorch_makes_of_it(name: str, size: tuple[int, int]) -> None:
    model = Net(FORWARDS[name]).eval()
    (graph,) = graphs(model)
    with torch.no_grad():
        theirs = model(torch.zeros(2, 3, *size))
    ours = run(graph, torch.zeros(2, 3, *size, device="meta"))[graph.outputs[-1]]
    assert tuple(ours.shape) == tuple(theirs.shape)


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_followed_is_refused(name: str) -> None:
    forward, said = REFUSED[name]
    with pytest.raises(ReadError, match=said):
        graphs(Net(forward))


def test_a_view_to_a_number_of_features_is_a_claim() -> None:
    class LeNet(Net):
        def __init__(self) -> None:
            super().__init__(lambda net, x: net.dense(F.max_pool2d(net.conv(x), 2).view(-1, 8 * 13 * 13)))
            self.dense = nn.Linear(8 * 13 * 13, 10)

    (graph,) = graphs(LeNet())
    assert [each.values for each in graph.expected] == [(8 * 13 * 13,)]
    assert graph.certain


def test_a_size_that_forward_works_out_is_told_of() -> None:
    (graph,) = graphs(Net(lambda net, x: F.interpolate(net.conv(x), size=(x.shape[2] // 2 + 1, 5))))
    assert not graph.certain
    assert any("224x224" in note.text for note in graph.notes)


def test_several_outputs_and_names() -> None:
    (graph,) = graphs(Net(lambda net, x: {"a": net.conv(x), "b": net.down(x)}))
    assert [graph.nodes[place - 1].name for place in graph.outputs] == ["conv", "down"]


def test_weights_are_not_touched_and_numbers_of_any_kind_are_taken() -> None:
    for kind in (torch.float64, torch.bfloat16):
        (graph,) = graphs(Net(FORWARDS["sum"]).to(kind))
        assert graph.nodes[-1].item is Join.ADD


def test_what_is_no_module_is_refused() -> None:
    for given in (3, "c3", object()):
        with pytest.raises(ReadError, match=r"is not a torch\.nn\.Module"):
            graphs(given)
    with pytest.raises(ReadError, match="several inputs"):
        graphs(nn.Bilinear(3, 3, 3))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_what_no_stand_in_goes_through_is_exported() -> None:
    """A function that is compiled takes tensors alone."""
    halved = torch.jit.script(_halved)
    (graph,) = graphs(Net(lambda net, x: net.same(halved(net.conv(x)))), (1, 3, 32, 32))
    assert [getattr(node.item, "text", "") for node in graph.nodes] == ["c3-8", "relu", "p2s2p0floor", "c3p1-8"]
    assert not graph.certain
    assert any("torch.export" in note.text for note in graph.notes)


def _halved(x: torch.Tensor) -> torch.Tensor:
    return torch.max_pool2d(torch.relu(x), [2, 2])


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_compiled_module_is_the_one_that_it_was() -> None:
    layers = nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU())
    assert graphs(torch.compile(layers)) == graphs(layers)
