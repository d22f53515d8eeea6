"""Networks on one to three axes that may say their channels: plain descriptions that share nothing with symrf."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

__all__ = ["Branches", "Item", "Part", "Repeat", "Sides", "part", "text", "unrolled", "written"]

Sides: TypeAlias = tuple[int, int]
Numbers: TypeAlias = tuple[int, ...]


class Part(NamedTuple):
    """A layer as somebody wrote it; None is what they left open, and one number stands for all axes."""

    kind: str
    sizes: Numbers = ()  # the kernel, the factor, the size or the units
    stride: Numbers | None = None
    padding: tuple[Sides, ...] | str | None = None
    dilation: Numbers | None = None
    extra: Numbers | None = None  # output padding
    groups: int | None = None
    channels: int | None = None
    bias: bool = True
    rounding: str = ""

    @property
    def text(self) -> str:
        """It in the notation."""
        margins = self.padding if isinstance(self.padding, tuple) else ()
        padding = "x".join(str(side) if side == after else f"{side}:{after}" for side, after in margins)
        if self.kind == "z":
            return "z" + padding
        parts = [
            self.kind + "x".join(map(str, self.sizes)),
            _attribute("s", self.stride),
            padding and "p" + padding,
            _attribute("d", self.dilation),
            self.padding if isinstance(self.padding, str) else "",
            _attribute("o", self.extra),
            _attribute("g", None if self.groups is None else (self.groups,)),
            _attribute("-", None if self.channels is None else (self.channels,)),
            "" if self.bias else "nobias",
            self.rounding,
        ]
        return "".join(parts)


class Branches(NamedTuple):
    """Branches that are given the same image, and their joint: + adds them, | concatenates them."""

    branches: tuple[tuple[Item, ...], ...]
    joint: str = "+"


class Repeat(NamedTuple):
    """Layers, so many times over, each time with weights of their own."""

    items: tuple[Item, ...]
    times: int


Item: TypeAlias = Part | Branches | Repeat


def part(
    kind: str,
    size: int | Numbers = (),
    stride: int | Numbers | None = None,
    pad: int | tuple[Sides, ...] | str | None = None,
    *,
    apart: int | Numbers | None = None,
    extra: int | Numbers | None = None,
    groups: int | None = None,
    channels: int | None = None,
    bias: bool = True,
    rounding: str = "",
) -> Part:
    """A layer; a number alone is for all axes, and one of padding is for both sides."""
    padding = ((pad, pad),) if isinstance(pad, int) else pad
    return Part(
        kind, _all(size) or (), _all(stride), padding, _all(apart), _all(extra), groups, channels, bias, rounding
    )


def text(items: tuple[Item, ...], inputs: int | None = None) -> str:
    """A network in the notation, with the channels of its input."""
    return " ".join([*([] if inputs is None else [f"in{inputs}"]), *map(_item_text, items)])


def unrolled(items: tuple[Item, ...]) -> tuple[Part | Branches, ...]:
    """A chain, its repeats written out; those in its branches are not."""
    found: list[Part | Branches] = []
    for item in items:
        if isinstance(item, Repeat):
            found.extend(unrolled(item.items) * item.times)
        else:
            found.append(item)
    return tuple(found)


def written(items: tuple[Item, ...]) -> Iterator[str]:
    """The layers in the notation, as they are read from left to right; after branches, the place where they meet."""
    for item in unrolled(items):
        if isinstance(item, Branches):
            for branch in item.branches:
                yield from written(branch)
            yield _item_text(item)
        else:
            yield item.text


def _item_text(item: Item) -> str:
    if isinstance(item, Repeat):
        return f"({text(item.items)})*{item.times}"
    if isinstance(item, Branches):
        return "[" + f" {item.joint} ".join(map(text, item.branches)) + "]"
    return item.text


def _attribute(letter: str, numbers: Numbers | None) -> str:
    return "" if numbers is None else letter + "x".join(map(str, numbers))


def _all(numbers: int | Numbers | None) -> Numbers | None:
    return (numbers,) if isinstance(numbers, int) else numbers
