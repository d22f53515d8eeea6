"""A graph that was read, run by PyTorch node by node: what its layers mean, said without a line of symrf's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from support.extras import needed
from symrf.formulas.tree import Fraction, Number, Product, Symbol
from symrf.networks.notation.architecture import Join, Layer, PaddingRule, Rounding, Sides
from symrf.networks.notation.kinds import Kind
from symrf.readers.graph import Graph

torch = needed("torch")
F = torch.nn.functional

__all__ = ["run"]

Tensor = Any


def run(graph: Graph, image: Tensor, symbols: Mapping[str, int] | None = None) -> list[Tensor]:
    """What each place gives, the input first; weights are ones."""
    running = _Running(len(graph.axes), symbols or {})
    values = [image]
    for node in graph.nodes:
        inputs = [values[source] for source in node.sources]
        if isinstance(node.item, Join):
            values.append(running.joined(node.item, inputs))
        else:
            assert isinstance(node.item, Layer)
            fits = None if node.fits is None else values[node.fits]
            values.append(running.layer(node.item, inputs[0], fits))
    return values


class _Running:
    """Layers as PyTorch's functions."""

    def __init__(self, axes: int, symbols: Mapping[str, int]) -> None:
        self.axes = axes
        self.symbols = symbols

    def number(self, value: object) -> Any:
        """A number of a layer, with values for its symbols."""
        match value:
            case int():
                return value
            case Number(whole):
                return whole
            case Symbol(name):
                return self.symbols[name]
            case Product(factors):
                total = 1
                for each in factors:
                    total *= self.number(each)
                return total
            case Fraction(above, below):
                return self.number(above) / self.number(below)
        raise AssertionError(value)

    def each(self, values: tuple[object, ...] | None, usual: int) -> list[Any]:
        """A number for each axis."""
        found = [self.number(value) for value in values or (usual,)]
        return found * self.axes if len(found) == 1 else found

    def sides(self, layer: Layer) -> list[Sides]:
        given = layer.padding if isinstance(layer.padding, tuple) else (Sides(0, 0),)
        return list(given) * self.axes if len(given) == 1 else list(given)

    def padded(self, image: Tensor, sides: list[Sides], value: float = 0.0) -> Tensor:
        amounts = [n for side in reversed(sides) for n in (self.number(side.before), self.number(side.after))]
        return F.pad(image, amounts, value=value)

    def same(self, layer: Layer, image: Tensor) -> list[Sides]:
        """TensorFlow's padding, an odd one after."""
        kernels, strides, dilations = (
            self.each(layer.sizes, 1),
            self.each(layer.stride, 1),
            self.each(layer.dilation, 1),
        )
        sides = []
        for kernel, stride, dilation, size in zip(kernels, strides, dilations, image.shape[2:], strict=True):
            total = max((-(-size // stride) - 1) * stride + dilation * (kernel - 1) + 1 - size, 0)
            sides.append(Sides(total // 2, total - total // 2))
        return sides

    def function(self, name: str) -> Any:
        return getattr(F, name.replace("#", str(self.axes)))

    def joined(self, join: Join, inputs: list[Tensor]) -> Tensor:
        axes = max(each.ndim for each in inputs) - 2
        inputs = [each[:, :, *[None] * axes] if each.ndim == 2 else each for each in inputs]  # a vector is spread
        if join is Join.CONCATENATE:
            return torch.cat(inputs, 1)
        total = inputs[0]
        for each in inputs[1:]:
            total = total + each if join is Join.ADD else total * each
        return total

    def layer(self, layer: Layer, image: Tensor, fits: Tensor | None) -> Tensor:
        match layer.kind:
            case Kind.CONVOLUTION | Kind.DEPTHWISE:
                return self.convolution(layer, image)
            case Kind.TRANSPOSED:
                return self.transposed(layer, image)
            case Kind.MAX_POOL | Kind.AVERAGE_POOL:
                return self.pool(layer, image)
            case Kind.PAD:
                return self.padded(image, self.sides(layer))
            case Kind.NEAREST | Kind.BILINEAR:
                return F.interpolate(image, scale_factor=tuple(map(float, self.each(layer.sizes, 1))))
            case Kind.SHUFFLE:
                return F.pixel_shuffle(image, self.number(layer.sizes[0]))
            case Kind.UNSHUFFLE:
                return F.pixel_unshuffle(image, self.number(layer.sizes[0]))
            case Kind.GLOBAL_AVERAGE | Kind.GLOBAL_MAX:
                return image.mean(tuple(range(2, image.ndim)), keepdim=True)
            case Kind.ADAPTIVE:
                return self.function("adaptive_avg_pool#d")(image, self.each(layer.sizes, 1))
            case Kind.RESIZE:
                return F.interpolate(image, size=tuple(self.each(layer.sizes, 1)))
            case Kind.FLATTEN:
                return image.flatten(1)
            case Kind.DENSE:
                units = self.number(layer.sizes[0])
                return F.linear(image, torch.ones(units, image.shape[1], device=image.device))
            case Kind.VIEW:
                return image.view(len(image), self.number(layer.channels), *self.each(layer.sizes, 1))
            case Kind.TAKE:
                return image[:, : self.number(layer.sizes[0])]
            case Kind.CROP:
                return self.cropped(image, fits)
            case Kind.FIT | Kind.FIT_BILINEAR:
                assert fits is not None
                return F.interpolate(image, size=fits.shape[2:])
            case Kind.OPAQUE if layer.channels is not None:
                return image.mean(1, keepdim=True).expand(-1, self.number(layer.channels), *image.shape[2:])
            case Kind.PASS | Kind.OPAQUE | Kind.MIX:
                return image
        raise AssertionError(layer)

    def convolution(self, layer: Layer, image: Tensor) -> Tensor:
        sides = self.same(layer, image) if layer.padding is PaddingRule.SAME else self.sides(layer)
        image = self.padded(image, sides)
        into = image.shape[1]
        out = into if layer.channels is None else self.number(layer.channels)
        groups = into if layer.kind is Kind.DEPTHWISE else self.number(layer.groups or 1)
        weights = torch.ones(out, into // groups, *self.each(layer.sizes, 1), device=image.device)
        strides, dilations = self.each(layer.stride, 1), self.each(layer.dilation, 1)
        return self.function("conv#d")(image, weights, None, strides, 0, dilations, groups)

    def transposed(self, layer: Layer, image: Tensor) -> Tensor:
        if layer.padding is PaddingRule.SAME:
            strides, kernels = self.each(layer.stride, 1), self.each(layer.sizes, 1)
            extra = layer.output_padding
            sizes = [
                size * stride if extra is None else (size - 1) * stride + kernel - 2 * (kernel // 2) + more
                for size, stride, kernel, more in zip(
                    image.shape[2:], strides, kernels, self.each(extra, 0), strict=True
                )
            ]
            return torch.ones(len(image), self.number(layer.channels), *sizes, device=image.device)
        groups = self.number(layer.groups or 1)
        out = self.number(layer.channels) // groups
        weights = torch.ones(image.shape[1], out, *self.each(layer.sizes, 1), device=image.device)
        paddings = [self.number(side.before) for side in self.sides(layer)]
        return self.function("conv_transpose#d")(
            *(image, weights, None, self.each(layer.stride, 1), paddings, self.each(layer.output_padding, 0), groups),
            self.each(layer.dilation, 1),
        )

    def pool(self, layer: Layer, image: Tensor) -> Tensor:
        kernels, strides = self.each(layer.sizes, 1), self.each(layer.stride, 1)
        if layer.padding is PaddingRule.SAME:
            image, paddings = self.padded(image, self.same(layer, image)), [0] * self.axes
        else:
            paddings = [self.number(side.before) for side in self.sides(layer)]
        ceil = layer.rounding is Rounding.CEIL
        return self.function("max_pool#d")(image, kernels, strides, paddings, self.each(layer.dilation, 1), ceil)

    @staticmethod
    def cropped(image: Tensor, fits: Tensor | None) -> Tensor:
        assert fits is not None
        amounts = []
        for have, want in zip(reversed(image.shape[2:]), reversed(fits.shape[2:]), strict=True):
            amounts += [-((have - want) // 2), -(have - want - (have - want) // 2)]
        return F.pad(image, amounts)
