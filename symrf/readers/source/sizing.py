"""The size that a layer gives, in numbers: what is known of tensors while a program is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from symrf.errors import DerivationError
from symrf.exact.numbers.parametric import Undecided
from symrf.formulas.tree import Fraction, Number
from symrf.networks.conventions import Counting, convention, windows
from symrf.networks.notation.architecture import Layer, Value
from symrf.networks.notation.kinds import Effect

__all__ = ["sizes_after"]

Change = Callable[[int], int | None]


def sizes_after(
    layer: Layer, place: int, axes: tuple[str, ...], habits: str, sizes: Sequence[int | None]
) -> list[int | None]:
    """How many pixels a layer gives along the axis at `place` for each of those; None where that is not known.

    >>> from symrf.networks.notation.reader import parse
    >>> sizes_after(parse("c3s2p1").items[0], 0, ("w",), "pytorch", [224, 225])
    [112, 113]
    """
    sized = _SIZED.get(layer.kind.effect, _unknown)
    try:
        change = sized(layer, place, axes, habits)
        return [None if size is None else change(size) for size in sizes]
    except (DerivationError, Undecided, ValueError):
        return [None] * len(sizes)


def _on(values: tuple[Value, ...], place: int) -> Value:
    return values[place if len(values) > 1 else 0]


def _windows(layer: Layer, place: int, axes: tuple[str, ...], habits: str) -> Change:
    found = windows(layer, place, axes, convention(habits))
    stride, before, after, extent = found.stride, found.before, found.after, found.extent
    if stride == 0:
        return _nothing
    if not (isinstance(stride, int) and isinstance(before, int) and isinstance(after, int) and isinstance(extent, int)):
        return _nothing
    if found.counting is Counting.SAME:
        return lambda size: -(-size // stride)

    def change(size: int) -> int | None:
        free = size + before + after - extent
        if free < 0:
            return None
        count, rest = free // stride + 1, free % stride
        if found.counting is Counting.WHOLE or not rest:
            return count
        return count + 1 if found.counting is Counting.ANY or count * stride < size + before else count

    return change


def _spread(layer: Layer, place: int, axes: tuple[str, ...], habits: str) -> Change:
    found = windows(layer, place, axes, convention(habits))
    more = found.extent + found.extra - found.before - found.after
    stride = found.stride
    if not isinstance(more, int) or not isinstance(stride, int):
        return _nothing
    return lambda size: (size - 1) * stride + more if (size - 1) * stride + more > 0 else None


def _margins(layer: Layer, place: int, _: tuple[str, ...], __: str) -> Change:
    if not isinstance(layer.padding, tuple):
        return _nothing
    sides = layer.padding[place if len(layer.padding) > 1 else 0]
    before, after = sides.before, sides.after
    if not isinstance(before, int) or not isinstance(after, int):
        return _nothing
    more = before + after
    return lambda size: size + more if size + more > 0 else None


def _scaled(layer: Layer, place: int, _: tuple[str, ...], __: str) -> Change:
    match _on(layer.sizes, place):
        case int(factor):
            return lambda size: size * factor
        case Fraction(Number(above), Number(below)):
            return lambda size: size * above // below or None
    return _nothing


def _gathered(layer: Layer, place: int, _: tuple[str, ...], __: str) -> Change:
    factor = _on(layer.sizes, place)
    if not isinstance(factor, int):
        return _nothing
    return lambda size: size // factor if size % factor == 0 else None


def _told(layer: Layer, place: int, _: tuple[str, ...], __: str) -> Change:
    size = _on(layer.sizes, place)
    return (lambda _: size) if isinstance(size, int) else _nothing


def _one(*_: object) -> Change:
    return lambda _: 1


def _kept(*_: object) -> Change:
    return lambda size: size


def _unknown(*_: object) -> Change:
    return _nothing


def _nothing(_: int) -> None:
    return None


_SIZED: Mapping[Effect, Callable[[Layer, int, tuple[str, ...], str], Change]] = {
    Effect.WINDOWS: _windows,
    Effect.SPREAD: _spread,
    Effect.MARGINS: _margins,
    Effect.REPEAT: _scaled,
    Effect.BLEND: _scaled,
    Effect.GATHER: _gathered,
    Effect.SHARE: _told,
    Effect.PICK: _told,
    Effect.VIEW: _told,
    Effect.ALL: _one,
    Effect.KEEP: _kept,
    Effect.MIX: _kept,
}
