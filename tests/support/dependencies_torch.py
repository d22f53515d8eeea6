"""Networks with branches as PyTorch runs them on one axis, and the gradients of their outputs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction

from support.branching import Branches, Branching, Item, Simple, Transposed, crops
from support.dependencies import spread
from support.extras import needed
from support.networks import Layer

torch = needed("torch")

__all__ = ["gradients", "torch_size"]

Image = torch.Tensor
F = torch.nn.functional

torch.set_num_threads(1)  # for images this small, threads cost more than they bring


def torch_size(w: int, network: Branching, device: str = "meta") -> int | None:
    """The size that PyTorch gives; None where it refuses, or where a layer or a crop leaves nothing."""
    try:
        return run(network.items, torch.zeros((1, 1, w), device=device), False).shape[2]
    except RuntimeError:
        return None


def gradients(w: int, network: Branching, outputs: Sequence[int]) -> list[Counter[int]]:
    """The gradient of each of these outputs with respect to the inputs, where all weights are one.

    Every layer adds up what it reads: a pool or an interpolation is the sum of the pixels that it gives a weight to.
    """
    images = torch.zeros((len(outputs), 1, w), dtype=torch.float64, requires_grad=True)  # an image for each output
    ours = run(network.items, images, True)[range(len(outputs)), 0, outputs]
    (found,) = torch.autograd.grad(ours.sum(), images)
    return [Counter({place: n for place, n in enumerate(row) if n}) for row in found[:, 0].tolist()]


def run(items: tuple[Item, ...], image: Image, adds: bool, fits: int | None = None) -> Image:
    """The output of a chain, of one channel; with `adds`, every layer adds up what it reads."""
    for item in items:
        if isinstance(item, Branches):
            image = _join(item, image, adds)
        elif isinstance(item, Transposed):
            image = _transpose(item, image)
        elif isinstance(item, Simple):
            image = _crop(image, fits) if item.kind == "crop" else _simple(item.kind, item.number, image, adds)
        else:
            image = _window(item, image, adds)
        if image.shape[2] < 1:
            raise RuntimeError("PyTorch gives an empty image")
    return image


def _join(item: Branches, image: Image, adds: bool) -> Image:
    """Branches added, multiplied or concatenated, then added up over channels.

    They are stacked first, for + would stretch what is one pixel for this input alone. Where gradients are paths,
    products are sums.
    """
    pixels = dict(zip(item.branches, spread(item), strict=True))
    whole = [run(branch, image, adds) for branch in item.branches if not crops(branch) and not pixels[branch]]
    fits = whole[0].shape[2]
    whole += [run(branch, image, adds, fits) for branch in item.branches if crops(branch)]
    whole += [run(branch, image, adds).expand(-1, -1, fits) for branch, pixel in pixels.items() if pixel]
    if item.joint == "|":
        return torch.cat(whole, 1).sum(1, keepdim=True)
    stacked = torch.stack(whole, 1)
    return stacked.prod(1) if item.joint == "&" and not adds else stacked.sum(1)


def _crop(image: Image, fits: int | None) -> Image:
    assert fits is not None
    lost = image.shape[2] - fits
    if lost < 0:
        raise RuntimeError("there is too little to crop")
    return F.pad(image, (-(lost // 2), -(lost - lost // 2)))


def _marked(layer: Callable[[Image], Image], image: Image, adds: bool) -> Image:
    """A layer's output, or the sums of the pixels that it gives a weight to, found from images of one bright pixel."""
    if not adds:
        return layer(image)
    bright = torch.eye(image.shape[2], dtype=torch.float64).unsqueeze(1)
    return image @ (layer(bright)[:, 0] > 1e-9).double()


def _window(layer: Layer, image: Image, adds: bool) -> Image:
    if layer.kind == "pass":
        return image * 1
    sides = layer.padding if isinstance(layer.padding, tuple) else (0, 0)
    if layer.kind == "z":
        if image.shape[2] + min(sides) < 1:
            raise RuntimeError("PyTorch would take all that there is")
        return F.pad(image, sides)
    if layer.pools:
        assert sides[0] == sides[1]
        up = layer.rounding == "ceil"
        if layer.kind == "a":
            return _marked(
                lambda each: F.avg_pool1d(each, layer.kernel, layer.stride or layer.kernel, sides[0], up), image, adds
            )
        apart = layer.dilation or 1
        return _marked(lambda each: F.max_pool1d(each, layer.kernel, layer.stride, sides[0], apart, up), image, adds)
    weight = image.new_ones((1, 1, layer.kernel))
    stride, apart = layer.stride or 1, layer.dilation or 1
    if layer.padding == "same":
        return F.conv1d(image, weight, None, stride, "same", apart)
    if layer.padding == "causal":
        sides = (layer.extent - 1, 0)
    if sides[0] == sides[1]:
        return F.conv1d(image, weight, None, stride, sides[0], apart)
    return F.conv1d(F.pad(image, sides), weight, None, stride, 0, apart)


def _transpose(layer: Transposed, image: Image) -> Image:
    weight = image.new_ones((1, 1, layer.kernel))
    stride, apart, out = layer.stride or 1, layer.dilation or 1, layer.output_padding or 0
    before, after = layer.padding or (0, 0)
    if before == after:
        return F.conv_transpose1d(image, weight, None, stride, before, out, 1, apart)
    whole = F.conv_transpose1d(image, weight, None, stride, 0, out, 1, apart)
    if whole.shape[2] <= before + after:
        raise RuntimeError("the padding takes all that there is")
    return F.pad(whole, (-before, -after))


def _simple(kind: str, number: int | Fraction, image: Image, adds: bool) -> Image:
    """Layers of a sign; a shuffle is given as many channels, or rows, as it needs, all alike."""
    if kind == "ps":
        return F.pixel_shuffle(image.unsqueeze(2).expand(-1, number**2, -1, -1), number)[:, :, 0]
    if kind == "pu":
        rows = image.unsqueeze(2).expand(-1, -1, number, -1)
        return F.pixel_unshuffle(rows, number)[:, :number, 0].sum(1, keepdim=True)
    if kind == "u":
        return F.interpolate(image, scale_factor=float(number), mode="nearest")
    if kind == "mix":
        return image.sum(2, keepdim=True).expand(-1, -1, image.shape[2])
    if kind == "flatten":  # its pixels are the channels of one pixel
        return image.flatten(1).unsqueeze(2).sum(1, keepdim=True)
    if kind == "fc":
        return F.linear(image.flatten(1), image.new_ones((1, image.shape[2]))).unsqueeze(2)
    layers: dict[str, Callable[[Image], Image]] = {
        "ub": lambda each: F.interpolate(each, scale_factor=float(number), mode="linear", align_corners=False),
        "resize": lambda each: F.interpolate(each, size=number, mode="nearest"),
        "ad": lambda each: F.adaptive_avg_pool1d(each, number),
        "gap": lambda each: F.adaptive_avg_pool1d(each, 1),
        "gmp": lambda each: F.adaptive_max_pool1d(each, 1),
    }
    return _marked(layers[kind], image, adds)
