"""Layers of plain numbers on one axis: what a slip is tried on, a thousand times in the time of one derivation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from symrf.answers.slips.untried import Unsettled
from symrf.errors import SymrfError
from symrf.formulas.budget import spend
from symrf.networks.conventions import Convention, Counting, windows
from symrf.networks.notation.architecture import Layer
from symrf.networks.notation.kinds import Effect

__all__ = [
    "IDENTITY",
    "Step",
    "Window",
    "composed",
    "ends",
    "field",
    "fields",
    "jump",
    "outputs",
    "settled",
    "shift",
    "size",
    "start",
    "whole",
    "window",
]

MOST_PHASES = 256  # of an up-sampling network's output that are looked at


class Step(NamedTuple):
    """A layer on one axis: its effect, kernel, stride, padding, dilation, which windows count, output padding."""

    effect: Effect
    kernel: int = 1
    stride: int = 1
    before: int = 0
    after: int = 0
    dilation: int = 1
    counting: Counting = Counting.WHOLE
    extra: int = 0
    pools: bool = False

    @property
    def extent(self) -> int:
        """The pixels from a window's first to its last."""
        return self.dilation * (self.kernel - 1) + 1

    @property
    def windowed(self) -> bool:
        """Whether it is windows, or padding."""
        return self.effect in _WINDOWED

    def given(self, size: int) -> int:
        """The size that it gives for one that it receives, where nothing is refused.

        >>> Step(Effect.WINDOWS, 3, 2, 1, 1).given(224)
        112
        """
        match self.effect:
            case Effect.WINDOWS | Effect.MARGINS:
                left = size + self.before + self.after - self.extent
                match self.counting:
                    case Counting.WHOLE:
                        return left // self.stride + 1
                    case Counting.ANY:
                        return -(-left // self.stride) + 1
                    case Counting.STARTED:
                        most = -(-left // self.stride) + 1
                        return most - ((most - 1) * self.stride >= size + self.before)
                return -(-size // self.stride)
            case Effect.SPREAD:
                return (size - 1) * self.stride - self.before - self.after + self.extent + self.extra
            case Effect.REPEAT | Effect.BLEND:
                return size * self.kernel
            case Effect.GATHER:
                return size // self.kernel
            case Effect.SHARE | Effect.PICK:
                return self.kernel
            case Effect.ALL:
                return 1
        return size


_WINDOWED = frozenset({Effect.WINDOWS, Effect.MARGINS, Effect.KEEP, Effect.GATHER, Effect.FIT})
_SETTLED = frozenset({Effect.KEEP, Effect.ALL, Effect.FIT})


@lru_cache(maxsize=4096)
def _settled(layer: Layer, axis: int, axes: tuple[str, ...], habits: Convention) -> Step | None:
    if layer.kind.effect in (Effect.MATCH, Effect.MATCH_BLEND):
        return None
    if layer.kind.effect in _SETTLED:
        return Step(layer.kind.effect)
    try:
        found = windows(layer, axis, axes, habits)
    except (SymrfError, ArithmeticError, ValueError):
        return None
    numbers = (found.kernel, found.stride, found.before, found.after, found.dilation)
    match numbers:
        case int(kernel), int(stride), int(before), int(after), int(dilation):
            extra = found.extra if isinstance(found.extra, int) else 0
            return Step(
                *(layer.kind.effect, kernel, stride, before, after, dilation, found.counting, extra),
                pools=layer.kind.pools,
            )
    return None


def settled(layer: Layer, axis: int, axes: tuple[str, ...], habits: Convention) -> Step:
    """A layer on one axis; Unsettled where it has no plain numbers there."""
    found = _settled(layer, axis, axes, habits)
    if found is None:
        raise Unsettled
    return found


def shift(step: Step) -> int:
    """A in the size floor((n+A)/S) of a layer of windows, which is read off it far from the border."""
    far = 1 << 40
    given = step.given(far * step.stride)
    low, high = 0, step.stride - 1
    while low < high:  # the least input that gives one more, less one
        middle = (low + high + 1) // 2
        if step.given(far * step.stride + middle) == given:
            low = middle
        else:
            high = middle - 1
    return (given - far) * step.stride + (step.stride - 1 - low)


class Window(NamedTuple):
    """The one convolution that a chain of windows is: its kernel, stride and padding."""

    kernel: int = 1
    stride: int = 1
    before: int = 0
    after: int = 0


IDENTITY = Window()


def composed(one: Window, other: Window) -> Window:
    """A chain, and then another.

    >>> composed(Window(3), Window(2, 2))
    Window(kernel=4, stride=2, before=0, after=0)
    """
    step = one[1]
    return Window(one[0] + (other[0] - 1) * step, step * other[1], one[2] + other[2] * step, one[3] + other[3] * step)


def window(step: Step) -> Window:
    """A layer of windows as a chain of one."""
    if step.effect is Effect.GATHER:
        return Window(step.kernel, step.kernel)
    if step.counting is Counting.SAME:
        total = max(step.extent - step.stride, 0)
        return Window(step.extent, step.stride, total // 2, total - total // 2)
    return Window(step.extent, step.stride, step.before, step.after)


def whole(steps: Sequence[Step]) -> Window:
    """A chain of windows as one convolution."""
    found = IDENTITY
    for step in steps:
        found = composed(found, window(step))
    return found


def _before(step: Step, first: int, last: int) -> tuple[int, int]:
    """What the outputs from a first to a last one read of what a layer receives."""
    match step.effect:
        case Effect.SPREAD:
            reach = step.extent
            return -((reach - 1 - first - step.before) // step.stride), (last + step.before) // step.stride
        case Effect.REPEAT:
            return first // step.kernel, last // step.kernel
        case Effect.BLEND:
            twice = 2 * step.kernel
            return (2 * first + 1 - step.kernel) // twice, -((step.kernel - 2 * last - 1) // twice)
    one = window(step)
    return first * one.stride - one.before, last * one.stride - one.before + one.kernel - 1


def outputs(steps: Sequence[Step]) -> range:
    """The outputs that have different windows, as far as they are looked at."""
    phases = 1
    for step in steps:
        if step.effect is Effect.SPREAD:
            phases *= step.stride
        elif step.effect in (Effect.REPEAT, Effect.BLEND):
            phases *= step.kernel
    return range(min(phases, MOST_PHASES))


def ends(steps: Sequence[Step]) -> Iterator[tuple[int, int, int]]:
    """Outputs, each with the first and the last pixel that it reads, of as many as have different windows."""
    for output in outputs(steps):
        first = last = output
        for step in reversed(steps):
            first, last = _before(step, first, last)
        yield output, first, last


def fields(steps: Sequence[Step]) -> list[int]:
    """The receptive fields of outputs, each once."""
    if all(step.windowed for step in steps):
        return [whole(steps).kernel]
    windows = {(output, output) for output in outputs(steps)}
    for step in reversed(steps):
        spend(len(windows))
        windows = {_before(step, first, last) for first, last in windows}
    return sorted({last - first + 1 for first, last in windows})


def field(steps: Sequence[Step]) -> int:
    """The largest receptive field of an output."""
    return max(fields(steps))


def jump(steps: Sequence[Step]) -> Fraction:
    """The distance of outputs side by side, in pixels of the input."""
    found = Fraction(1)
    for step in steps:
        match step.effect:
            case Effect.SPREAD:
                found /= step.stride
            case Effect.REPEAT | Effect.BLEND:
                found /= step.kernel
            case _:
                found *= window(step).stride
    return found


def start(steps: Sequence[Step]) -> Fraction:
    """The centre of the first output's window."""
    _, first, last = next(iter(ends(steps)))
    return Fraction(first + last, 2)


def size(steps: Sequence[Step], given: int) -> int:
    """The size after a chain."""
    for step in steps:
        given = step.given(given)
    return given
