"""Networks with branches, up-sampling and layers of a fixed size: plain descriptions that share nothing with symrf."""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm
from typing import NamedTuple, TypeAlias

from support.networks import Layer, axes_text

__all__ = [
    "CROP",
    "MIX",
    "PASSED",
    "Branches",
    "Branching",
    "Item",
    "Pace",
    "Simple",
    "Transposed",
    "added",
    "branching",
    "concatenated",
    "conv",
    "count_layers",
    "crops",
    "gated",
    "margin",
    "pace",
    "pool",
    "transposed",
    "unet",
]

Sides: TypeAlias = tuple[int, int]


class Transposed(NamedTuple):
    """A transposed convolution as somebody wrote it; None is what they left open."""

    kernel: int
    stride: int | None = None
    padding: Sides | None = None
    dilation: int | None = None
    output_padding: int | None = None

    @property
    def extent(self) -> int:
        """The pixels from a window's first tap to its last."""
        return 1 + (self.kernel - 1) * (self.dilation or 1)


class Simple(NamedTuple):
    """A layer of a sign and at most a number: u2 ub3/2 ps2 pu2 ad7 resize5 fc10, gap gmp flatten mix crop."""

    kind: str
    number: int | Fraction = 0


class Branches(NamedTuple):
    """Branches that are given the same pixels, and their joint: + adds them, & multiplies, | concatenates them."""

    branches: tuple[tuple[Item, ...], ...]
    joint: str = "+"


Item: TypeAlias = Layer | Transposed | Simple | Branches

CROP = Simple("crop")
MIX = Simple("mix")
PASSED = Layer("pass")
_WHOLE = ("gap", "gmp", "ad", "resize", "flatten", "fc", "mix")


class Branching(NamedTuple):
    """A chain of layers and branches, as PyTorch has it."""

    items: tuple[Item, ...]

    @property
    def text(self) -> str:
        """It in the notation."""
        return _text(self.items)


def branching(*items: Item) -> Branching:
    """A network of those items."""
    return Branching(items)


def conv(
    kernel: int, stride: int | None = None, pad: int | Sides | str | None = None, apart: int | None = None
) -> Layer:
    """A convolution; one number is the padding of both sides, and taps are `apart`."""
    return Layer("c", kernel, stride, (pad, pad) if isinstance(pad, int) else pad, apart)


def pool(kernel: int, stride: int | None = None, pad: int | None = None, rounding: str | None = None) -> Layer:
    """A max pool."""
    return Layer("p", kernel, stride, None if pad is None else (pad, pad), None, rounding)


def margin(before: int, after: int) -> Layer:
    """Zero padding, a crop where it is negative."""
    return Layer("z", padding=(before, after))


def transposed(
    kernel: int, stride: int | None = None, pad: int | None = None, out: int | None = None, apart: int | None = None
) -> Transposed:
    """A transposed convolution with as much padding on both sides."""
    return Transposed(kernel, stride, None if pad is None else (pad, pad), apart, out)


def added(*branches: tuple[Item, ...]) -> Branches:
    """Branches that are added."""
    return Branches(branches, "+")


def concatenated(*branches: tuple[Item, ...]) -> Branches:
    """Branches that are concatenated."""
    return Branches(branches, "|")


def gated(*branches: tuple[Item, ...]) -> Branches:
    """Branches that are multiplied."""
    return Branches(branches, "&")


def crops(branch: tuple[Item, ...]) -> bool:
    """Whether a branch is cropped to the size of its sisters; a crop in branches inside it fits those alone."""
    return CROP in branch


def unet(depth: int) -> tuple[Item, ...]:
    """The U-Net without padding: two 3x3 at every stage, 2x2 pools and up-convolutions, what is skipped is cropped."""
    twice = (conv(3), conv(3))
    if depth == 0:
        return twice
    return (*twice, concatenated((CROP,), (pool(2), *unet(depth - 1), transposed(2, 2))), *twice)


def count_layers(items: tuple[Item, ...]) -> int:
    """The layers of a chain and of the branches in it."""
    return sum(sum(map(count_layers, item.branches)) if isinstance(item, Branches) else 1 for item in items)


def _text(items: tuple[Item, ...]) -> str:
    return " ".join(map(_item_text, items))


def _item_text(item: Item) -> str:
    if isinstance(item, Branches):
        return "[" + f" {item.joint} ".join(map(_text, item.branches)) + "]"
    if isinstance(item, Simple):
        return item.kind + (str(item.number) if item.number else "")
    if isinstance(item, Transposed):
        window = Layer("t", item.kernel, item.stride, item.padding, item.dilation)
        return axes_text((window,)) + ("" if item.output_padding is None else f"o{item.output_padding}")
    return "id" if item == PASSED else axes_text((item,))


class Pace(NamedTuple):
    """How a network walks over its input, far from the borders.

    `span`: about how many pixels an output reads, padding included. `stride` and `up`: the products of the strides and
    of the up factors, of branches their common multiple, so that `stride` more pixels leave no other remainder than
    before at any layer. The output `period` outputs further on reads what lies `shift` inputs further on; where it is
    not `steady`, branches walk at different speeds or a layer takes the whole axis, and it does not.
    """

    span: Fraction = Fraction(1)
    stride: int = 1
    up: int = 1
    period: int = 1
    shift: int = 1
    steady: bool = True

    @property
    def speed(self) -> Fraction:
        """The inputs that one output moves on by."""
        return Fraction(self.shift, self.period)

    def then(self, after: Pace) -> Pace:
        """The pace of this network and another one after it."""
        times = self.period // gcd(self.period, after.shift)
        return Pace(
            self.span + (after.span - 1) * self.speed,
            self.stride * after.stride,
            self.up * after.up,
            after.period * times,
            self.shift * (after.shift * times // self.period),
            self.steady and after.steady,
        )


def pace(items: tuple[Item, ...]) -> Pace:
    """The pace of a chain."""
    found = Pace()
    for item in items:
        found = found.then(_item_pace(item))
    return found


def _item_pace(item: Item) -> Pace:
    if isinstance(item, Branches):
        paces = [pace(branch) for branch in item.branches]
        period = lcm(*(one.period for one in paces))
        return Pace(
            max(one.span for one in paces),
            lcm(*(one.stride for one in paces)),
            lcm(*(one.up for one in paces)),
            period,
            int(period * paces[0].speed),
            all(one.steady and one.speed == paces[0].speed for one in paces),
        )
    if isinstance(item, Transposed):
        stride = item.stride or 1
        reach = item.extent - 1 + max(item.padding or (0,))
        return Pace(Fraction(-(-reach // stride) + 1), up=stride, period=stride)
    if isinstance(item, Simple):
        if item.kind in ("u", "ub", "ps"):
            up, down = item.number.numerator, item.number.denominator
            return Pace(Fraction(2 if item.kind == "ub" else 1), down, up, up, down)
        if item.kind == "pu":
            return Pace(Fraction(item.number), stride=int(item.number), shift=int(item.number))
        return Pace(steady=item.kind not in _WHOLE)
    stride = item.stride or (item.kernel if item.pools else 1)
    sides = max(map(abs, item.padding)) if isinstance(item.padding, tuple) else 0
    return Pace(Fraction(item.extent + sides), stride, shift=stride)
