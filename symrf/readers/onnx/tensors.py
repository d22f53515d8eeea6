"""What an operation receives: a place of the graph, and which of its axes make up each dimension.

A reshape splits and joins axes, a transposition reorders them. What they come to is told where a layer needs an image:
nothing, a flattening, a pixel shuffle or its inverse, or a vector that becomes an image.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from symrf.readers.onnx import _english
from symrf.readers.onnx.items import product, quotient
from symrf.readers.onnx.model import Extent, Fault, Item

__all__ = ["Atom", "Dim", "Many", "Part", "Tensor", "regrouped", "whole"]


class Part(Enum):
    """Whether an axis is whole, or was split: into blocks, and what is within a block."""

    WHOLE = "whole"
    OUTER = "outer"
    INNER = "inner"


@dataclass(frozen=True, slots=True)
class Atom:
    """An axis of a place, or a part of one: n, c, or an axis of the image; and how long it is."""

    letter: str
    size: Item
    part: Part = Part.WHOLE


Dim = tuple[Atom, ...]
"""The axes that a dimension has, the slowest first; none where it is one long."""


@dataclass(frozen=True, slots=True)
class Tensor:
    """What stands at a place, with its dimensions."""

    place: int
    dims: tuple[Dim, ...]

    def letters(self, dim: int) -> str:
        """The axes of a dimension, one letter each."""
        return "".join(each.letter for each in self.dims[dim])

    @property
    def atoms(self) -> Dim:
        """The axes of all dimensions, in their order."""
        return tuple(each for dim in self.dims for each in dim)


@dataclass(frozen=True, slots=True)
class Many:
    """Tensors that were put side by side over pixels, as the heads of a detector are: outputs, and nothing else."""

    tensors: tuple[Tensor, ...]


def whole(dim: Dim) -> Item:
    """The length of a dimension."""
    length: Item = 1
    for atom in dim:
        length = product(length, atom.size)
    return length


def regrouped(atoms: Sequence[Atom], wanted: Sequence[Item], settled: Callable[[Item], Item]) -> tuple[Dim, ...]:
    """Axes in their order as dimensions of these lengths, of which one may be -1; a Fault where they do not come out.

    `settled` is a length as a number, where the file says so.
    """
    rest = [replace(each, size=settled(each.size)) for each in atoms]
    targets = _completed([settled(each) for each in wanted], whole(tuple(rest)))
    dims: list[Dim] = []
    for target in targets:
        dim, rest = _taken(rest, target)
        dims.append(dim)
    if any(each.size != 1 for each in rest):
        raise Fault(_english.NOT_RESHAPED)
    if rest and dims:
        dims[-1] += tuple(rest)
    return tuple(dims)


def _completed(wanted: Sequence[Item], length: Item) -> list[Item]:
    """The lengths, with what is left for the -1 in its place."""
    if -1 not in wanted:
        return list(wanted)
    for each in wanted:
        if each != -1:
            length = quotient(length, each)
    return [length if each == -1 else each for each in wanted]


def _taken(rest: list[Atom], target: Item) -> tuple[Dim, list[Atom]]:
    """The first axes that come to a length, and those that are left."""
    dim: list[Atom] = []
    if target is None:
        raise Fault(_english.NOT_RESHAPED)
    if target == 1:
        return (tuple(rest[:1]), rest[1:]) if rest and rest[0].size == 1 else ((), rest)
    while target != 1:
        if not rest:
            raise Fault(_english.NOT_RESHAPED)
        first, more = rest[0], quotient(target, rest[0].size)
        if more is not None:
            dim.append(first)
            rest, target = rest[1:], more
            continue
        left = quotient(first.size, target)
        if left is None or first.part is not Part.WHOLE:
            raise Fault(_english.NOT_RESHAPED)
        outer, inner = _split(first, target, left)
        dim.append(outer)
        rest, target = [inner, *rest[1:]], 1
    return tuple(dim), rest


def _split(atom: Atom, outer: Item, inner: Item) -> tuple[Atom, Atom]:
    """An axis in two: channels as they are, pixels as blocks and what is in them."""
    if atom.letter in "nc":
        return replace(atom, size=outer), replace(atom, size=inner)
    if isinstance(inner, Extent):
        raise Fault(_english.NOT_RESHAPED)
    return Atom(atom.letter, outer, Part.OUTER), Atom(atom.letter, inner, Part.INNER)
