"""A window on an axis, and the windows of a layer that give what a table prints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from symrf.networks.notation.architecture import Layer, PaddingRule, Rounding, Sides
from symrf.networks.notation.kinds import Kind

__all__ = ["Fit", "Fitting", "Window", "merged"]

T = TypeVar("T")


@dataclass(frozen=True)
class Window:
    """Kernel, stride, padding (pixels on each side, or same), dilation, output padding, and rounding up, on an axis."""

    kernel: int
    stride: int = 1
    padding: int | PaddingRule = 0
    dilation: int = 1
    extra: int = 0
    ceil: bool = False

    @property
    def reach(self) -> tuple[int, int, int]:
        """What a receptive field depends on."""
        return self.kernel, self.stride, self.dilation

    @property
    def half(self) -> bool:
        """Whether its padding keeps the size at stride 1, or nearly."""
        extent = self.dilation * (self.kernel - 1) + 1
        return self.padding is PaddingRule.SAME or self.padding == extent // 2 != 0

    @property
    def departures(self) -> int:
        """How much it departs from the defaults of frameworks."""
        odd = not self.half and self.padding != 0
        return (self.stride != 1) + (self.padding != 0) + odd + (self.dilation != 1) * self.dilation + 2 * self.ceil


@dataclass(frozen=True)
class Fit:
    """A window for each axis, groups and bias."""

    windows: tuple[Window, ...]
    groups: int = 1
    bias: bool = True

    def layer(self, kind: Kind, channels: int | None = None) -> Layer:
        """The layer; a pool has its stride, padding and rounding written out."""
        first = self.windows[0]
        rule = first.padding if isinstance(first.padding, PaddingRule) else None
        sides = tuple(Sides(each.padding, each.padding) for each in self.windows if isinstance(each.padding, int))
        told = kind.pools or any(each.padding for each in self.windows)
        return Layer(
            kind,
            merged(each.kernel for each in self.windows),
            _unless(1, self.stride, kind.pools),
            rule if rule is not None else merged(sides) if told else None,
            _unless(1, merged(each.dilation for each in self.windows)),
            _unless(0, merged(each.extra for each in self.windows)),
            groups=None if self.groups == 1 or kind.depthwise else self.groups,
            channels=channels,
            bias=self.bias,
            rounding=None if not kind.pools or rule else Rounding.CEIL if first.ceil else Rounding.FLOOR,
        )

    @property
    def stride(self) -> tuple[int, ...]:
        return merged(each.stride for each in self.windows)

    @property
    def reach(self) -> tuple[tuple[int, int, int], ...]:
        return tuple(each.reach for each in self.windows)


@dataclass(frozen=True)
class Fitting:
    """All that fit, and the one that is taken; None where several are as usual, or nothing fits."""

    taken: Fit | None
    others: tuple[Fit, ...] = ()


def merged(values: Iterable[T]) -> tuple[T, ...]:
    """Values, or one of them where they are the same."""
    found = tuple(values)
    return found[:1] if len(set(found)) == 1 else found


def _unless(default: int, values: tuple[int, ...], always: bool = False) -> tuple[int, ...] | None:
    return None if values == (default,) and not always else values
