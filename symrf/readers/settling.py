"""Paddings that a short text leaves open: chosen so that its own sizes come out, else as is usual there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import cast

from symrf.formulas import limits
from symrf.networks.notation.architecture import Layer, PaddingRule, Rounding, Sides, Value
from symrf.networks.notation.kinds import Kind
from symrf.readers.drafts import Piece, Step, half, steps

__all__ = ["Settled", "padded", "settle"]

USUAL_SIZES = (28, 32, 64, 84, 96, 128, 224, 227, 256, 299, 300, 512)
"""Input sizes of well-known data sets and papers, which are tried where a text says what a network comes to."""


@dataclass(frozen=True, slots=True)
class Settled:
    """Pieces with every padding written out; `padded` says of each open layer whether it is, in their order.

    `fits` is true where the sizes that the text says come out, for an input of `size`, and `told` where they do so for
    no other way that was tried.
    """

    pieces: tuple[Piece, ...]
    padded: tuple[bool, ...]
    told: bool = False
    fits: bool = False
    size: tuple[int, ...] = ()


def settle(pieces: Sequence[Piece], size: tuple[int, ...], padded: bool) -> Settled:
    """Choose the padding of each open layer: as the text says what comes out, else as is usual there (`padded`).

    Tried are: the usual everywhere, the other everywhere, padding up to a layer and none after, and each as its own
    size says.
    """
    doors = [step for step in steps(pieces) if step.open]
    usual = (padded,) * len(doors)
    if not doors or not any(step.gives or step.takes for step in steps(pieces)):
        return Settled(_closed(pieces, usual), usual)
    at_sizes = [size] if size else [(each,) for each in USUAL_SIZES]
    everywhere = [(way, at) for way in (usual, (not padded,) * len(doors)) if (at := _fit(pieces, way, at_sizes))]
    mixed = [] if everywhere else list(_mixed(pieces, len(doors), at_sizes))
    found = everywhere or mixed
    if not found:
        return Settled(_closed(pieces, usual), usual)
    way, at = found[0]
    return Settled(_closed(pieces, way), way, len(found) == 1, True, at)


def _mixed(
    pieces: Sequence[Piece], doors: int, sizes: Sequence[tuple[int, ...]]
) -> Iterator[tuple[tuple[bool, ...], tuple[int, ...]]]:
    tried = doors * len(sizes) * sum(1 for _ in _main(pieces))
    for padded in range(doors - 1, 0, -1) if tried <= limits.PADDINGS_TRIED else ():
        way = (True,) * padded + (False,) * (doors - padded)
        if at := _fit(pieces, way, sizes):
            yield way, at
            return
    for size in sizes:
        each = _each_by_its_size(pieces, size)
        if each is not None:
            yield each, size
            return


def _each_by_its_size(pieces: Sequence[Piece], size: tuple[int, ...]) -> tuple[bool, ...] | None:
    """For each open layer what the size after it says; none where that says nothing, or fits no way."""
    way: list[bool] = []
    for step in _main(pieces):
        layers = [padded(step.layer, each) for each in (True, False)] if step.open else [step.layer]
        after = [_after(layer, size) for layer in layers]
        if step.gives:
            fitting = [place for place, each in enumerate(after) if each is not None and _same(each, step.gives)]
            if not fitting:
                return None
        else:
            fitting = [0]
            if step.open and after[0] != after[-1]:
                return None
        if step.open:
            way.append(fitting[0] == 0)
        reached = after[fitting[0]]
        if reached is None:
            return None
        size = reached
    return tuple(way)


def padded(layer: Layer, keeps: bool) -> Layer:
    """The layer with padding that keeps the size at stride 1, or with none; an even kernel has it by rule."""
    sizes = cast("tuple[int, ...]", layer.sizes)
    if not keeps:
        return replace(layer, padding=(Sides(0, 0),))
    if any(each % 2 == 0 for each in sizes) and layer.kind.takes >= {"channels"}:
        return replace(layer, padding=PaddingRule.SAME)
    far = cast("tuple[int, ...]", layer.dilation or (1,))
    return replace(layer, padding=tuple(Sides(each, each) for each in half(sizes, far)))


def _fit(pieces: Sequence[Piece], way: tuple[bool, ...], sizes: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """The first input size at which the text's numbers come out, where there is one."""
    steps = list(_main(_closed(pieces, way)))
    return next((size for size in sizes if _comes_out(steps, size)), ())


def _comes_out(steps: Sequence[Step], size: tuple[int, ...]) -> bool:
    channels: Value | None = None
    here: tuple[int, ...] | None = size
    flat = False
    for step in steps:
        layer = step.layer
        if step.takes is not None and not flat and isinstance(channels, int):
            area = here if len(here or ()) != 1 else (here or ()) * 2
            if prod(area or (0,)) * channels != step.takes:
                return False
        flat = flat or layer.kind is Kind.DENSE
        if flat:
            continue
        here = None if here is None else _after(layer, here)
        if here is None or (step.gives and not _same(here, step.gives)):
            return False
        channels = channels if layer.channels is None else layer.channels
    return True


def _same(size: tuple[int, ...], said: tuple[int, ...]) -> bool:
    return set(size) == set(said) if 1 in {len(size), len(said)} else size == said


def _after(layer: Layer, size: tuple[int, ...]) -> tuple[int, ...] | None:
    """The size after a layer whose numbers are whole numbers; none where no window fits."""
    sizes = cast("tuple[int, ...]", layer.sizes)
    found = []
    for axis, before in enumerate(size):
        kernel, stride = _of(sizes, axis), _of(cast("tuple[int, ...]", layer.stride or (1,)), axis)
        match layer.kind:
            case Kind.CONVOLUTION | Kind.DEPTHWISE | Kind.MAX_POOL | Kind.AVERAGE_POOL:
                after = _windows(layer, axis, before, kernel, stride)
            case Kind.TRANSPOSED:
                after = (before - 1) * stride + kernel - _margins(layer, axis) + _of(_ints(layer.output_padding), axis)
            case Kind.NEAREST | Kind.BILINEAR:
                after = before * kernel
            case Kind.GLOBAL_AVERAGE | Kind.GLOBAL_MAX:
                after = 1
            case _:
                after = before
        if after < 1:
            return None
        found.append(after)
    return tuple(found)


def _windows(layer: Layer, axis: int, before: int, kernel: int, stride: int) -> int:
    if layer.padding is PaddingRule.SAME:
        return -(-before // stride)
    room = before + _margins(layer, axis) - _of(_ints(layer.dilation, 1), axis) * (kernel - 1) - 1
    return (room + (stride - 1 if layer.rounding is Rounding.CEIL else 0)) // stride + 1 if room >= 0 else 0


def _margins(layer: Layer, axis: int) -> int:
    if not isinstance(layer.padding, tuple):
        return 0
    side = layer.padding[axis if len(layer.padding) > 1 else 0]
    return cast("int", side.before) + cast("int", side.after)


def _ints(values: tuple[Value, ...] | None, default: int = 0) -> tuple[int, ...]:
    return cast("tuple[int, ...]", values or (default,))


def _of(values: tuple[int, ...], axis: int) -> int:
    return values[axis if len(values) > 1 else 0] if values else 1


def _main(pieces: Sequence[Piece]) -> Iterator[Step]:
    """The steps along the first branches."""
    for piece in pieces:
        if isinstance(piece, Step):
            yield piece
        else:
            yield from _main(piece.branches[0])


def _closed(pieces: Sequence[Piece], way: Sequence[bool]) -> tuple[Piece, ...]:
    """The pieces with each open padding chosen."""
    ways = iter(way)

    def closed(inner: Sequence[Piece]) -> tuple[Piece, ...]:
        return tuple(
            (replace(piece, layer=padded(piece.layer, next(ways)), open=False) if piece.open else piece)
            if isinstance(piece, Step)
            else replace(piece, branches=tuple(map(closed, piece.branches)))
            for piece in inner
        )

    return closed(pieces)
