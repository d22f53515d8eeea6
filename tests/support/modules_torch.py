"""Networks on one to three axes as PyTorch's modules: their sizes, and what forward hooks count in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import comb, prod
from typing import Any, NamedTuple

from support.extras import needed
from support.modules import Branches, Item, Part, unrolled

torch = needed("torch")
nn = torch.nn

__all__ = ["REFUSALS", "Counted", "Network", "counted", "image", "pixels", "size_of"]

REFUSALS = (RuntimeError, ValueError)  # PyTorch has both for a layer that it does not take
WORDS: dict[str, Callable[[], nn.Module]] = {
    "relu": nn.ReLU,
    "relu6": nn.ReLU6,
    "lrelu": nn.LeakyReLU,
    "elu": nn.ELU,
    "selu": nn.SELU,
    "gelu": nn.GELU,
    "silu": nn.SiLU,
    "swish": nn.SiLU,
    "hswish": nn.Hardswish,
    "mish": nn.Mish,
    "sigmoid": nn.Sigmoid,
    "tanh": nn.Tanh,
    "softmax": lambda: nn.Softmax(1),
    "lrn": lambda: nn.LocalResponseNorm(3),
    "drop": nn.Dropout,
    "id": nn.Identity,
}


def image(channels: int, sizes: Sequence[int], device: str = "meta") -> torch.Tensor:
    """An image of so many channels."""
    return torch.empty((1, channels, *sizes), device=device)


def pixels(shape: Sequence[int], axes: int) -> tuple[int, ...]:
    """The size on each axis; what is flat is one pixel."""
    return tuple(shape[2:]) or (1,) * axes


class Network(nn.Module):
    """A chain, whose modules are made when they first meet an image, and take its channels.

    A layer that gives an empty image is refused, as is one that crops all that there is.
    """

    def __init__(self, items: tuple[Item, ...], axes: int) -> None:
        super().__init__()
        self.items, self.axes = unrolled(items), axes
        self.parts = nn.ModuleList()

    def forward(self, given: torch.Tensor, fits: tuple[int, ...] = ()) -> torch.Tensor:
        for place, item in enumerate(self.items):
            if place == len(self.parts):
                with given.device:
                    self.parts.append(_made(item, given, self.axes).eval())
            layer = self.parts[place]
            given = layer(given, fits) if isinstance(layer, Crop) else layer(given)
            if min(given.shape) < 1:
                raise RuntimeError("PyTorch gives an empty image")
        return given

    @property
    def crops(self) -> bool:
        """Whether it is cropped to the size of its sisters."""
        return Part("crop") in self.items

    def written(self) -> Iterator[nn.Module]:
        """The modules as their layers are read from left to right; after branches, the place where they meet."""
        for layer in self.parts:
            if isinstance(layer, Meeting):
                for branch in layer.branches:
                    yield from branch.written()
            yield layer


class Meeting(nn.Module):
    """Branches; those that are added are stacked first, for + would stretch one pixel, or one channel."""

    def __init__(self, item: Branches, axes: int) -> None:
        super().__init__()
        self.adds = item.joint == "+"
        self.branches = nn.ModuleList(Network(branch, axes) for branch in item.branches)

    def forward(self, given: torch.Tensor) -> torch.Tensor:
        found = {branch: branch(given) for branch in self.branches if not branch.crops}
        fits = next(tuple(output.shape[2:]) for output in found.values())
        outputs = [found[branch] if branch in found else branch(given, fits) for branch in self.branches]
        return torch.stack(outputs, 1).sum(1) if self.adds else torch.cat(outputs, 1)


class Margins(nn.Module):
    """Zero padding; a negative side is cropped."""

    def __init__(self, sides: Sequence[tuple[int, int]]) -> None:
        super().__init__()
        self.sides = sides

    def forward(self, given: torch.Tensor) -> torch.Tensor:
        for size, (before, after) in zip(given.shape[2:], self.sides, strict=True):
            if size + min(before, after, before + after) < 1:
                raise RuntimeError("the crop takes all that there is")
        return nn.functional.pad(given, [side for pair in reversed(self.sides) for side in pair])


class Crop(nn.Module):
    """A crop at the centre, the lesser half before."""

    def forward(self, given: torch.Tensor, fits: tuple[int, ...]) -> torch.Tensor:
        lost = [size - wanted for size, wanted in zip(given.shape[2:], fits, strict=True)]
        if min(lost) < 0:
            raise RuntimeError("there is too little to crop")
        return nn.functional.pad(given, [-side for each in reversed(lost) for side in (each // 2, each - each // 2)])


class Shuffle(nn.Module):
    """Pixel shuffle on any axes, which PyTorch has for two axes and one factor alone."""

    def __init__(self, factors: Sequence[int]) -> None:
        super().__init__()
        self.factors = factors

    def forward(self, given: torch.Tensor) -> torch.Tensor:
        split = given.unflatten(1, (-1, *self.factors))  # channels, the factors, the axes
        axes = len(self.factors)
        order = [0, 1, *(place for axis in range(axes) for place in (2 + axes + axis, 2 + axis))]
        sizes = [size * factor for size, factor in zip(given.shape[2:], self.factors, strict=True)]
        return split.permute(order).reshape(given.shape[0], -1, *sizes)


class Unshuffle(nn.Module):
    """Pixel unshuffle on any axes."""

    def __init__(self, factors: Sequence[int]) -> None:
        super().__init__()
        self.factors = factors

    def forward(self, given: torch.Tensor) -> torch.Tensor:
        axes = len(self.factors)
        for axis in reversed(range(axes)):
            given = given.unflatten(2 + axis, (-1, self.factors[axis]))
        order = [0, 1, *range(3, 3 + 2 * axes, 2), *range(2, 2 + 2 * axes, 2)]
        return given.permute(order).flatten(1, 1 + axes)


class ChannelNorm(nn.LayerNorm):
    """A layer norm over the channels of each pixel."""

    def forward(self, given: torch.Tensor) -> torch.Tensor:
        return super().forward(given.movedim(1, -1)).movedim(-1, 1)


class OneGroup(nn.GroupNorm):
    """A group norm of one group; PyTorch's own refuses an image of one value, whose norm is of no use in training."""

    def forward(self, given: torch.Tensor) -> torch.Tensor:
        return torch.group_norm(given, 1, self.weight, self.bias)


class Blur(nn.Module):
    """A convolution of each channel alone with the weights of a binomial, which are not learnt."""

    def __init__(self, windows: nn.Conv1d | nn.Conv2d | nn.Conv3d) -> None:
        super().__init__()
        weights = torch.ones(windows.groups, 1, *(1 for _ in windows.kernel_size))
        for axis, taps in enumerate(windows.kernel_size, 2):
            row = torch.tensor([float(comb(taps - 1, tap)) for tap in range(taps)])
            weights = weights * row.reshape([-1 if each == axis else 1 for each in range(weights.dim())])
        self.windows = [windows]  # in a list, so that its weights are no parameters
        self.weight: torch.Tensor
        self.register_buffer("weight", weights / weights.flatten(1).sum(1)[0])

    def forward(self, given: torch.Tensor) -> torch.Tensor:
        return self.windows[0]._conv_forward(given, self.weight, None)


def _made(item: Part | Branches, given: torch.Tensor, axes: int) -> nn.Module:
    """The module of a layer for an image."""
    if isinstance(item, Branches):
        return Meeting(item, axes)
    named: Callable[[str], Any] = lambda name: getattr(nn, f"{name}{axes}d")  # noqa: E731
    channels = given.shape[1]
    sizes = _spread(item.sizes, axes)
    match item.kind:
        case word if word in WORDS:
            return WORDS[word]()
        case "bn":
            return nn.BatchNorm1d(channels) if given.dim() == 2 else named("BatchNorm")(channels)
        case "ln":
            return ChannelNorm(channels)
        case "gn":
            return OneGroup(1, channels)
        case "c" | "dw":
            return _convolution(item, channels, axes)
        case "bl":
            *before, windows = _convolution(item._replace(bias=False), channels, axes).children()
            return nn.Sequential(*before, Blur(windows))
        case "t":
            return _transposed(item, channels, axes)
        case "p" | "a":
            stride = None if item.stride is None else _spread(item.stride, axes)
            before = [sides[0] for sides in _sides(item, axes)]
            if item.kind == "a":
                return named("AvgPool")(sizes, stride, before, item.rounding == "ceil")
            apart = _spread(item.dilation or (1,), axes)
            return named("MaxPool")(sizes, stride, before, apart, ceil_mode=item.rounding == "ceil")
        case "z":
            return Margins(_sides(item, axes))
        case "crop":
            return Crop()
        case "ps":
            return nn.PixelShuffle(sizes[0]) if axes == 2 and sizes[0] == sizes[1] else Shuffle(sizes)
        case "pu":
            return nn.PixelUnshuffle(sizes[0]) if axes == 2 and sizes[0] == sizes[1] else Unshuffle(sizes)
        case "u":
            return nn.Upsample(scale_factor=tuple(map(float, sizes)), mode="nearest")
        case "ub":
            return nn.Upsample(
                scale_factor=tuple(map(float, sizes)), mode=("linear", "bilinear", "trilinear")[axes - 1]
            )
        case "resize":
            return nn.Upsample(size=sizes, mode="nearest")
        case "ad":
            return named("AdaptiveAvgPool")(sizes)
        case "gap":
            return named("AdaptiveAvgPool")(1)
        case "gmp":
            return named("AdaptiveMaxPool")(1)
        case "flatten":
            return nn.Flatten()
        case "fc":
            flat = given[0].numel()
            return nn.Sequential(nn.Flatten(), nn.Linear(flat, item.sizes[0], item.bias))
    raise AssertionError(item)


def _convolution(item: Part, channels: int, axes: int) -> nn.Module:
    groups = channels if item.kind in ("dw", "bl") else item.groups or 1
    kernel, stride = _spread(item.sizes, axes), _spread(item.stride or (1,), axes)
    apart = _spread(item.dilation or (1,), axes)
    sides: Any = _sides(item, axes)
    if item.padding == "causal":
        sides = [(each * (size - 1), 0) for size, each in zip(kernel, apart, strict=True)]
    before: list[nn.Module] = []
    padding: Any = item.padding
    if padding not in ("same", "valid"):
        padding = [side[0] for side in sides]
        if any(first != last for first, last in sides):
            before, padding = [Margins(sides)], 0
    made = getattr(nn, f"Conv{axes}d")(
        channels, item.channels or channels, kernel, stride, padding, apart, groups, item.bias
    )
    return nn.Sequential(*before, made)


def _transposed(item: Part, channels: int, axes: int) -> nn.Module:
    sides = _sides(item, axes)
    even = all(first == last for first, last in sides)
    made = getattr(nn, f"ConvTranspose{axes}d")(
        channels,
        item.channels or channels,
        _spread(item.sizes, axes),
        _spread(item.stride or (1,), axes),
        [side[0] for side in sides] if even else 0,
        _spread(item.extra or (0,), axes),
        item.groups or 1,
        item.bias,
        _spread(item.dilation or (1,), axes),
    )
    return made if even else nn.Sequential(made, Margins([(-first, -last) for first, last in sides]))


def _spread(numbers: tuple[int, ...], axes: int) -> tuple[int, ...]:
    return numbers * axes if len(numbers) == 1 else numbers


def _sides(item: Part, axes: int) -> tuple[tuple[int, int], ...]:
    sides = item.padding if isinstance(item.padding, tuple) else ((0, 0),)
    return sides * axes if len(sides) == 1 else sides


def size_of(network: Network, given: torch.Tensor) -> tuple[int, ...]:
    """The size that PyTorch gives; () where it refuses."""
    try:
        return pixels(network(given).shape, network.axes)
    except REFUSALS:
        return ()


class Counted(NamedTuple):
    """What a layer costs, and the shape of what it gives."""

    params: int
    macs: int
    activations: int
    shape: tuple[int, ...]


def counted(network: Network, given: torch.Tensor) -> list[Counted]:
    """What forward hooks see at each layer of a network that has run once, the layers as they are read.

    Every weight of a convolution is used once for each pixel that it gives, and of a transposed one for each pixel that
    it is given; every weight of a dense layer once. Padding is counted, biases and norms are not.
    """
    layers = list(network.written())
    macs = dict.fromkeys(layers, 0)
    shapes: dict[nn.Module, tuple[int, ...]] = {}

    def hook(owner: nn.Module) -> Callable[[nn.Module, tuple[torch.Tensor, ...], torch.Tensor], None]:
        def count(module: nn.Module, inputs: tuple[torch.Tensor, ...], output: torch.Tensor) -> None:
            if module is owner:
                shapes[owner] = tuple(output.shape)
            if isinstance(module, nn.modules.conv._ConvNd | nn.Linear | Blur):
                taken = inputs[0] if isinstance(module, nn.modules.conv._ConvTransposeNd) else output
                macs[owner] += module.weight.numel() * prod(taken.shape[2:])

        return count

    handles = [
        module.register_forward_hook(hook(layer))
        for layer in layers
        for module in ([layer] if isinstance(layer, Meeting) else layer.modules())
    ]
    network(given)
    for handle in handles:
        handle.remove()
    return [
        Counted(_weights(layer), macs[layer], prod(shapes[layer]) if macs[layer] else 0, shapes[layer])
        for layer in layers
    ]


def _weights(layer: nn.Module) -> int:
    """The parameters of a layer; where branches meet there are none."""
    return 0 if isinstance(layer, Meeting) else sum(weights.numel() for weights in layer.parameters())
