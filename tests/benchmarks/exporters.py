"""What deriving a whole network costs beside what tells its symbolic shape: `python tests/benchmarks/exporters.py`.

ResNet-152 and a U-Net are derived on both axes, each time from their text; a rival starts from the same network in
PyTorch or, exported beforehand, in ONNX. A rival finds the output shape, symrf the receptive field as well. Before the
clock runs, all three must give the same sizes. Then networks of growing length, written out, with branches all along.

The packages are `pip install -e ".[bench]"`. The exit code is 1 where a target is missed.
"""

from __future__ import annotations

import logging
import sys
import warnings
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import onnx
import sympy
import torch
from onnxruntime.tools.symbolic_shape_infer import SymbolicShapeInference
from ratios import Ratio, in_turn, printed
from torch import Tensor, nn
from torch.export import Dim

import symrf

AXES = ("h", "w")
TURNS = 7
LEAST = 33  # at 32, ResNet-152 ends with one pixel, and torch.export makes that a case of its own
EXAMPLES = Path(__file__).parent.parent.parent / "examples"
UNITS = 50, 500
PLAIN, HALVING, HALVINGS = "c1 relu", "p2 relu", 10
BRANCHING = {  # a unit has twenty layers with the plain ones, in six branches
    "added": "[c3p1 bn relu c3p1 bn + id] relu [c3p1 bn relu c3p1 bn + c1 bn] relu [c3p1 + c1] relu",
    "concatenated": " ".join(["[c1 relu | c1 relu c3p1 relu | p3s1p1 c1 relu]"] * 2),
}

Sizes = list[tuple[sympy.Expr, sympy.Expr]]  # on each axis, that of the input and that of the output

_turns = count()


class Network(NamedTuple):
    """A network in the notation and in PyTorch."""

    name: str
    text: str
    model: nn.Module
    channels: int
    divisor: int  # the sizes that it takes are its multiples

    @property
    def example(self) -> tuple[Tensor]:
        """What it is exported with."""
        return (torch.zeros(1, self.channels, 64 * self.divisor, 96 * self.divisor),)

    @property
    def dynamic(self) -> tuple[dict[int, Any]]:
        """The sizes that are left open."""
        dims = [Dim(axis, min=LEAST) for axis in AXES]
        return ({2 + place: self.divisor * dim if self.divisor > 1 else dim for place, dim in enumerate(dims)},)


class Bottleneck(nn.Module):
    """A block of ResNet-152 in its version 1.5: the stride is in the 3x3."""

    def __init__(self, channels: int, width: int, stride: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            *_convolution(channels, width, 1), nn.ReLU(),
            *_convolution(width, width, 3, stride), nn.ReLU(),
            *_convolution(width, 4 * width, 1),
        )  # fmt: skip
        projected = channels != 4 * width
        self.skip = nn.Sequential(*_convolution(channels, 4 * width, 1, stride)) if projected else nn.Identity()
        self.relu = nn.ReLU()

    def forward(self, image: Tensor) -> Tensor:
        return self.relu(self.body(image) + self.skip(image))


class Level(nn.Module):
    """A level of the U-Net: what is below it, up-sampled, is concatenated to what came in."""

    def __init__(self, width: int, below: nn.Module) -> None:
        super().__init__()
        self.below = nn.Sequential(nn.MaxPool2d(2), below, nn.ConvTranspose2d(2 * width, width, 2, stride=2))

    def forward(self, image: Tensor) -> Tensor:
        return torch.cat((image, self.below(image)), 1)


def main() -> int:
    """Measure, print, and end with 1 where a target is missed."""
    return 0 if printed(_ratios(), "torch", "onnx", "onnxruntime", "sympy") else 1


def _ratios() -> Iterator[Ratio]:
    for network in (_resnet152(), _unet()):
        yield from _rivals(network)
    for how, blocks in BRANCHING.items():
        yield _growth(how, blocks)


def _resnet152() -> Network:
    """ResNet-152 without its last line, `gap fc1000`: what is before has a size that depends on the input's."""
    text = (EXAMPLES / "resnet152.symrf").read_text(encoding="utf-8").removesuffix("gap fc1000\n")
    layers = [*_convolution(3, 64, 7, 2), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
    channels = 64
    for stage, blocks in enumerate((3, 8, 36, 3)):
        width = 64 * 2**stage
        for block in range(blocks):
            layers.append(Bottleneck(channels, width, 2 if stage and not block else 1))
            channels = 4 * width
    return Network("ResNet-152", text, nn.Sequential(*layers).eval(), 3, 1)


def _unet() -> Network:
    """The U-Net with padding: its skips fit where 16 divides the size."""
    text = (EXAMPLES / "unet_same.symrf").read_text(encoding="utf-8")
    model = _double(512, 1024)
    for width in (512, 256, 128, 64):
        before = _double(1 if width == 64 else width // 2, width)
        model = nn.Sequential(before, Level(width, model), _double(2 * width, width))
    return Network("U-Net", text, nn.Sequential(model, nn.Conv2d(64, 2, 1)).eval(), 1, 16)


def _convolution(channels: int, width: int, kernel: int, stride: int = 1) -> list[nn.Module]:
    convolution = nn.Conv2d(channels, width, kernel, stride, padding=kernel // 2, bias=False)
    return [convolution, nn.BatchNorm2d(width)]


def _double(channels: int, width: int) -> nn.Sequential:
    convolutions = nn.Conv2d(channels, width, 3, padding=1), nn.Conv2d(width, width, 3, padding=1)
    return nn.Sequential(convolutions[0], nn.ReLU(), convolutions[1], nn.ReLU())


def _rivals(network: Network) -> Iterator[Ratio]:
    """Deriving a network beside each rival."""
    model = _in_onnx(network)
    _check(network, _exported(network))
    _check(network, [(_read(before), _read(after)) for before, after in _inferred(model)])
    seconds, rival_seconds = in_turn(lambda: _derived(network.text), lambda: _exported(network), TURNS)
    yield Ratio(network.name, seconds, "torch.export's shape", rival_seconds, 0.01)
    seconds, rival_seconds = in_turn(lambda: _derived(network.text), lambda: _inferred(model), TURNS)
    yield Ratio(network.name, seconds, "onnxruntime's shape inference", rival_seconds, 0.1)


def _growth(how: str, blocks: str) -> Ratio:
    """A network of 10,000 layers with 3,000 branches beside ten of 1,000 with 300."""
    short, long = (_written_out(blocks, units) for units in UNITS)
    times = UNITS[1] // UNITS[0]
    seconds, rival_seconds = in_turn(lambda: _derived(long), lambda: _derived(short), TURNS)
    what = f"growth: {20 * UNITS[1]:,} layers, {6 * UNITS[1]:,} branches {how}"
    return Ratio(what, seconds, f"{times} times {20 * UNITS[0]:,} layers", times * rival_seconds, 1.5)


def _written_out(blocks: str, units: int) -> str:
    """So many units, ten of which halve the size."""
    return " ".join(f"{blocks} {PLAIN if unit % (units // HALVINGS) else HALVING}" for unit in range(units))


def _derived(text: str) -> None:
    """The size, in its three forms, and the field of a network on both axes, as they are written.

    A comment makes the text new, so that it is read each time.
    """
    derivation = symrf.derive(f"{text}\n# {next(_turns)}", axes=AXES)
    for axis in derivation:
        for form in ("hand", "nested", "closed"):
            axis.size.tree(form)
        axis.tree("receptive_field")


def _exported(network: Network) -> Sizes:
    """The sizes as torch.export has them."""
    program = torch.export.export(network.model, network.example, dynamic_shapes=network.dynamic)
    values = {node.name: node.meta.get("val") for node in program.graph.nodes}
    (entry,), (result,) = program.graph_signature.user_inputs, program.graph_signature.user_outputs
    shapes = (values[entry].shape[2:], values[result].shape[2:])
    return [(before.node.expr, after.node.expr) for before, after in zip(*shapes, strict=True)]


def _in_onnx(network: Network) -> onnx.ModelProto:
    """A network in ONNX without its weights: the inference would only copy them."""
    with warnings.catch_warnings(), TemporaryDirectory() as folder:
        warnings.simplefilter("ignore")
        logging.disable(logging.WARNING)
        program = torch.onnx.export(network.model, network.example, dynamic_shapes=network.dynamic, verbose=False)
        logging.disable(logging.NOTSET)
        assert program is not None
        path = Path(folder, "network.onnx")
        program.save(path, external_data=True)
        return onnx.load(path, load_external_data=False)


def _inferred(model: onnx.ModelProto) -> list[tuple[str, str]]:
    """The sizes as onnxruntime infers and writes them.

    It knows no rule for a transposed convolution, and must be told to take what meets in a concatenation for equal.
    """
    graph = SymbolicShapeInference.infer_shapes(model, auto_merge=True).graph
    shapes = (value.type.tensor_type.shape.dim[2:] for value in (graph.input[0], graph.output[0]))
    return [(before.dim_param, after.dim_param) for before, after in zip(*shapes, strict=True)]


def _read(size: str) -> sympy.Expr:
    """A size that onnxruntime wrote, as an expression."""
    return sympy.sympify(size, locals={axis: sympy.Symbol(axis) for axis in AXES})


def _check(network: Network, rival: Sizes) -> None:
    """Holds a rival's sizes against those of symrf."""
    derivation = symrf.derive(network.text, axes=AXES)
    for axis, (before, after) in zip(AXES, rival, strict=True):
        (symbol,) = before.free_symbols
        for value in range(LEAST, 2 * LEAST):
            size, expected = (int(size.subs(symbol, value)) for size in (before, after))
            assert derivation.at(**{axis: size})[axis] == expected, (network.name, axis, size, expected)


if __name__ == "__main__":
    sys.exit(main())
