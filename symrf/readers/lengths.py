"""How long an axis is behind a layer, in pixels, where the file says how long its input is."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import floor

from symrf.formulas.tree import number
from symrf.formulas.values import evaluate
from symrf.networks.conventions import Convention, Counting, Windows, convention, windows
from symrf.networks.notation.architecture import Layer, Value
from symrf.networks.notation.kinds import Effect

__all__ = ["after", "keeps", "rule"]

_WRITTEN_OUT = convention("onnx")  # any would do: what is read says its stride, padding and rounding itself


def after(
    layer: Layer, place: int, axes: tuple[str, ...], received: int | None, habits: Convention = _WRITTEN_OUT
) -> int | None:
    """The pixels that a layer gives on the axis at `place`, of those that it receives; None where that is not known."""
    if received is None and layer.kind.effect not in (Effect.ALL, Effect.PICK, Effect.VIEW):
        return None
    return rule(layer, place, axes, habits)(received or 1)


def rule(layer: Layer, place: int, axes: tuple[str, ...], habits: Convention = _WRITTEN_OUT) -> Callable[[int], int]:
    """How many pixels a layer gives on the axis at `place`, as a function of those that it receives."""
    match layer.kind.effect:
        case Effect.ALL:
            return lambda _: 1
        case Effect.PICK | Effect.VIEW:
            size = int(_on(layer.sizes, place))
            return lambda _: size
        case Effect.WINDOWS:
            laid = windows(layer, place, axes, habits)
            return lambda received: _windows(laid, received)
        case Effect.SPREAD:
            laid = windows(layer, place, axes, habits)
            stride, more = int(laid.stride), int(laid.extent) - int(laid.before) - int(laid.after) + int(laid.extra)
            return lambda received: (received - 1) * stride + more
        case Effect.MARGINS if isinstance(layer.padding, tuple):
            sides = layer.padding[place if len(layer.padding) > 1 else 0]
            pixels = int(_number(sides.before)) + int(_number(sides.after))
            return lambda received: received + pixels
        case Effect.REPEAT | Effect.BLEND:
            factor = _on(layer.sizes, place)
            return lambda received: floor(received * factor)
        case Effect.GATHER:
            block = int(_on(layer.sizes, place))
            return lambda received: received // block
    return lambda received: received


def keeps(layer: Layer, place: int, axes: tuple[str, ...]) -> bool:
    """Whether a layer gives as many pixels as it receives, whatever they are."""
    effect = layer.kind.effect
    if effect is Effect.WINDOWS:
        laid = windows(layer, place, axes, _WRITTEN_OUT)
        return laid.stride == 1 and laid.before + laid.after == laid.extent - 1
    return effect in (Effect.KEEP, Effect.MIX)


def _windows(laid: Windows, received: int) -> int:
    """So many windows count."""
    stride, extent, before = int(laid.stride), int(laid.extent), int(laid.before)
    room = received + before + int(laid.after) - extent
    match laid.counting:
        case Counting.SAME:
            return -(-received // stride)
        case Counting.WHOLE:
            return room // stride + 1
    count = -(-room // stride) + 1
    outside = laid.counting is Counting.STARTED and (count - 1) * stride >= received + before
    return count - 1 if outside else count


def _on(values: tuple[Value, ...], place: int) -> Fraction:
    return _number(values[place if len(values) > 1 else 0])


def _number(value: Value) -> Fraction:
    return Fraction(value) if isinstance(value, int) else Fraction(evaluate(number(value), {}))
