"""Gates, views, shares of channels and vectors against PyTorch: sizes and parameters, and fields by gradients."""

from __future__ import annotations

import pytest
from support.extras import needed

import symrf
from symrf.formulas.values import evaluate

torch = needed("torch")
nn = torch.nn


class SqueezeExcite(nn.Module):  # type: ignore[misc, name-defined]
    """A gate; where it is shut off, its pool has no gradient."""

    def __init__(self, channels: int, fewer: int, shut: bool = False) -> None:
        super().__init__()
        self.excite = nn.Sequential(
            nn.AdaptiveAvgPool2d(1),
            nn.Conv2d(channels, fewer, 1),
            nn.SiLU(),
            nn.Conv2d(fewer, channels, 1),
            nn.Sigmoid(),
        )
        self.shut = shut

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        gate = self.excite(image)
        return image * (gate.detach() if self.shut else gate)


def squeezed(shut: bool) -> nn.Module:
    torch.manual_seed(0)
    return nn.Sequential(
        nn.Conv2d(3, 8, 3), SqueezeExcite(8, 2, shut), nn.AvgPool2d(2), nn.Conv2d(8, 4, 3), SqueezeExcite(4, 2, shut)
    ).double()


TEXT = "in3 c3-8 [id & gap c1-2 silu c1-8 sigmoid] a2 c3-4 [id & gap c1-2 silu c1-4 sigmoid]"


@pytest.mark.parametrize("width", [12, 17, 30])
def test_a_gate_reads_everything_and_its_window_what_gradients_say(width: int) -> None:
    derivation = symrf.derive(TEXT)
    axis = derivation["w"]
    for shut, tree in ((False, axis.tree("receptive_field")), (True, axis.ungated_tree)):
        module = squeezed(shut)
        image = torch.randn(1, 3, width, width, dtype=torch.float64, requires_grad=True)
        output = module(image)
        assert axis.size.at(width) == output.shape[2]
        found = 0
        for place in range(output.shape[2]):
            (gradient,) = torch.autograd.grad(output[0, :, 0, place].sum(), image, retain_graph=True)
            columns = gradient.abs().sum((0, 1, 2)).nonzero().flatten().tolist()
            found = max(found, columns[-1] - columns[0] + 1)
        assert tree is not None
        assert found == evaluate(tree, {"w": width})
    assert derivation.params == sum(weights.numel() for weights in squeezed(False).parameters())


def test_a_generator_of_a_vector() -> None:
    module = nn.Sequential(
        nn.Linear(100, 8192),
        nn.Unflatten(1, (512, 4, 4)),
        nn.ConvTranspose2d(512, 256, 4, 2, 1, bias=False),
        nn.BatchNorm2d(256),
        nn.ReLU(),
        nn.Upsample(scale_factor=1.5),
        nn.Conv2d(256, 3, 3, 1, 1),
    )
    derivation = symrf.derive("in100 fc8192 view4x4-512 t4s2p1-256nobias bn relu u3/2 c3p1-3")
    assert [axis.size.at(1) for axis in derivation] == list(module(torch.zeros(2, 100)).shape[2:])
    assert derivation.params == sum(weights.numel() for weights in module.parameters())


def test_a_perceptron() -> None:
    module = nn.Sequential(nn.Linear(784, 200), nn.BatchNorm1d(200), nn.ReLU(), nn.Linear(200, 10))
    derivation = symrf.derive("in784 fc200 bn relu fc10")
    assert derivation.params == sum(weights.numel() for weights in module.parameters())


def test_a_share_of_the_channels() -> None:
    halves = nn.ModuleList([nn.Conv2d(4, 6, 3, padding=1), nn.Conv2d(4, 2, 1)])
    image = torch.zeros(1, 8, 9, 9)
    one, two = image.split(4, 1)
    together = torch.cat([halves[0](one), halves[1](two)], 1)
    derivation = symrf.derive("in8 [take4 c3p1-6 | take4 c1-2]")
    claims = [f"flat at w=9, h=9 = {together.numel()}", f"params = {sum(p.numel() for p in halves.parameters())}"]
    assert [each.status for each in symrf.check(str(derivation.architecture), claims)] == ["proved", "proved"]
