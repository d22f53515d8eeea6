"""Layers as a short text names them, whose padding may be open, and how they become a graph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from symrf.networks.notation.architecture import Join, Layer, Rounding, Sides, Value
from symrf.networks.notation.kinds import Kind
from symrf.readers.graph import Building, Span
from symrf.readers.pasted import Pasted

__all__ = ["Piece", "Split", "Step", "convolution", "flattened", "half", "pool", "steps", "write"]


@dataclass(frozen=True, slots=True)
class Step:
    """A layer and where `clean` says so; `open` where its padding is not told.

    `takes` is how many features a dense layer receives by the text, `gives` the size of what the layer gives, `said`
    what else the text says of it there: its field or its jump.
    """

    layer: Layer
    span: Span
    name: str | None = None
    takes: int | None = None
    gives: tuple[int, ...] = ()
    open: bool = False
    said: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Split:
    """Chains on the same input, and how they meet; the first is the main one."""

    branches: tuple[tuple[Piece, ...], ...]
    join: Join
    span: Span


Piece = Step | Split


def convolution(
    kernel: Sequence[int],
    channels: Value | None = None,
    stride: Sequence[int] = (1,),
    padding: Sequence[int] | None = (0,),
    kind: Kind = Kind.CONVOLUTION,
    dilation: Sequence[int] | None = None,
) -> Layer:
    """A convolution whose numbers are all written out; `padding` is none where it is open.

    >>> convolution((3,), 64, padding=half((3,))).text
    'c3s1p1-64'
    """
    sides = None if padding is None else tuple(Sides(each, each) for each in padding)
    far = None if dilation is None or set(dilation) == {1} else tuple(dilation)
    return Layer(kind, tuple(kernel), tuple(stride), sides, far, channels=channels)


def pool(
    kernel: Sequence[int],
    stride: Sequence[int] = (),
    padding: Sequence[int] | None = (0,),
    kind: Kind = Kind.MAX_POOL,
    rounding: Rounding = Rounding.FLOOR,
) -> Layer:
    """A pool whose numbers are all written out; its stride is its kernel where none is said.

    >>> pool((2,)).text
    'p2s2p0floor'
    """
    sides = None if padding is None else tuple(Sides(each, each) for each in padding)
    return Layer(kind, tuple(kernel), tuple(stride) or tuple(kernel), sides, rounding=rounding)


def half(kernel: Sequence[int], dilation: Sequence[int] = (1,)) -> tuple[int, ...]:
    """The padding that keeps the size at stride 1, for odd kernels."""
    spread = dilation if len(dilation) == len(kernel) else (dilation[0],) * len(kernel)
    return tuple(far * (each - 1) // 2 for each, far in zip(kernel, spread, strict=True))


def steps(pieces: Sequence[Piece]) -> Iterator[Step]:
    """The steps of all branches, in the order of the text."""
    for piece in pieces:
        if isinstance(piece, Step):
            yield piece
        else:
            for branch in piece.branches:
                yield from steps(branch)


def flattened(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces with a flattening before the first dense layer, where an image comes to it."""
    for place, piece in enumerate(pieces):
        if isinstance(piece, Step) and piece.layer.kind is Kind.FLATTEN:
            break
        if isinstance(piece, Step) and piece.layer.kind is Kind.DENSE:
            return (*pieces[:place], Step(Layer(Kind.FLATTEN), piece.span), *pieces[place:]) if place else tuple(pieces)
    return tuple(pieces)


def write(building: Building, pasted: Pasted, pieces: Sequence[Piece], source: int = 0) -> int:
    """Append the pieces to a graph, with what the text says of their sizes; the place of the last."""
    for piece in pieces:
        span = pasted.span(*piece.span)
        if isinstance(piece, Split):
            ends = [write(building, pasted, branch, source) for branch in piece.branches]
            source = building.add(piece.join, *ends, span=span)
            continue
        source = building.add(piece.layer, source, name=piece.name, span=span)
        if piece.takes is not None:
            building.expect(source, "features", piece.takes, span=span)
        for quantity, number in piece.said:
            building.expect(source, quantity, number, span=span)
        if piece.gives:
            building.expect(source, "size", *piece.gives, span=span)
    return source
