"""Constants number by number, and numbers of a constant by where they stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from itertools import product as combinations
from math import prod

from symrf.formulas import limits
from symrf.readers.onnx import _english
from symrf.readers.onnx.items import BINARY
from symrf.readers.onnx.model import Constant, Fault, Operation, known

__all__ = ["Held", "binary", "broadcast", "chosen", "first", "picked", "spread"]

Held = Sequence[Constant | None]
"""The inputs of an operation on constants; None for one that is left out."""


def first(inputs: Held) -> Constant:
    """The first input."""
    if not inputs or inputs[0] is None:
        raise Fault(_english.INPUT_MISSING)
    return inputs[0]


def picked(constant: Constant, dims: tuple[int, ...], where: Callable[[tuple[int, ...]], tuple[int, ...]]) -> Constant:
    """A constant of other dimensions, each number of which stands in the first one at a place."""
    items = constant.items
    if items is None or prod(dims) > limits.READ_CONSTANT:
        return Constant(dims)
    steps = [prod(constant.dims[place + 1 :]) for place in range(len(constant.dims))]
    found = []
    for indices in combinations(*map(range, dims)):
        place = sum(step * index for step, index in zip(steps, where(indices), strict=True))
        found.append(items[place])
    return known(dims, tuple(found))


def binary(operation: Operation, inputs: Held) -> Constant:
    """Two constants or more, number by number."""
    return reduce(lambda left, right: _pair(operation.kind, left, right), [each for each in inputs if each is not None])


def broadcast(*shapes: tuple[int, ...]) -> tuple[int, ...]:
    """The dimensions of what is reckoned element by element."""
    rank = max(map(len, shapes))
    rows = [(1,) * (rank - len(each)) + each for each in shapes]
    return tuple(next((size for size in column if size != 1), 1) for column in zip(*rows, strict=True))


def spread(constant: Constant, dims: tuple[int, ...]) -> Constant:
    """A constant repeated along the axes on which it is one long."""
    missing = len(dims) - len(constant.dims)
    fits = all(own in (1, size) for own, size in zip(constant.dims, dims[max(missing, 0) :], strict=False))
    if missing < 0 or not fits:
        raise Fault(_english.do_not_fit(constant.dims, dims))

    def place(indices: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(0 if own == 1 else index for own, index in zip(constant.dims, indices[missing:], strict=True))

    return picked(constant, dims, place)


def _pair(kind: str, left: Constant, right: Constant) -> Constant:
    dims = broadcast(left.dims, right.dims)
    one, two = spread(left, dims).items, spread(right, dims).items
    if one is None or two is None:
        return Constant(dims)
    return known(dims, tuple(map(BINARY[kind], one, two)))


def chosen(_operation: Operation, inputs: Held) -> Constant:
    """One of two numbers, as a third is true or not."""
    test, left, right = (each or known((), (None,)) for each in (*inputs, None, None, None)[:3])
    dims = broadcast(test.dims, left.dims, right.dims)
    rows = [spread(each, dims).items for each in (test, left, right)]
    if any(row is None for row in rows):
        return Constant(dims)
    tests, ones, others = (row or () for row in rows)
    chosen = (
        None if which is None else (one if which else other)
        for which, one, other in zip(tests, ones, others, strict=True)
    )
    return known(dims, tuple(chosen))
