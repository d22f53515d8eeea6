"""Operations on constants, such as the arithmetic of shapes, worked out while a model is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from math import ceil, floor, prod

from symrf.formulas import limits
from symrf.readers.onnx import _english
from symrf.readers.onnx.elementwise import Held, binary, broadcast, chosen, first, picked, spread
from symrf.readers.onnx.items import BINARY, product
from symrf.readers.onnx.model import Attribute, Constant, Fault, Item, Operation, known

__all__ = ["FOLDED", "axis_of", "bounds", "folded", "numbers"]


def folded(operation: Operation, inputs: Held) -> Constant | None:
    """What an operation on constants gives; None where it is not among those that are worked out."""
    work = FOLDED.get(operation.kind)
    return None if work is None else work(operation, inputs)


def numbers(constant: Constant | None) -> tuple[int, ...] | None:
    """The whole numbers of a constant; None where one of them is none."""
    items = None if constant is None else constant.items
    found = tuple(each for each in items or () if isinstance(each, int))
    return None if items is None or len(found) < len(items) else found


def axis_of(axis: int, rank: int) -> int:
    """An axis, counted from the first; a Fault where there is none."""
    if not -rank <= axis < max(rank, 1):
        raise Fault(_english.no_axis(axis, rank))
    return axis + rank if axis < 0 else axis


def _same(_operation: Operation, inputs: Held) -> Constant:
    return first(inputs)


def _unfollowed(_operation: Operation, inputs: Held) -> Constant:
    return Constant(first(inputs).dims)


def _changed(change: Callable[[Fraction], int]) -> Callable[[Operation, Held], Constant]:
    """Each number by itself; lengths stay, as they are whole."""

    def each(item: Item) -> Item:
        return change(Fraction(item)) if isinstance(item, int | Fraction) else item

    def work(_operation: Operation, inputs: Held) -> Constant:
        constant = first(inputs)
        return constant if constant.items is None else known(constant.dims, tuple(map(each, constant.items)))

    return work


def _cast(operation: Operation, inputs: Held) -> Constant:
    """Numbers with decimals, or whole ones."""
    constant = first(inputs)
    whole = operation.integer("to", 1) not in (1, 10, 11, 16)
    if constant.items is None:
        return constant
    change: Callable[[int | Fraction], Item] = int if whole else Fraction
    return known(
        constant.dims, tuple(change(each) if isinstance(each, int | Fraction) else each for each in constant.items)
    )


def _gather(operation: Operation, inputs: Held) -> Constant:
    """Numbers by their index along an axis."""
    constant = first(inputs)
    places = inputs[1] if len(inputs) > 1 else None
    axis = axis_of(operation.integer("axis", 0), len(constant.dims))
    indices = numbers(places)
    if places is None or indices is None:
        return Constant((*constant.dims[:axis], *(places.dims if places else ()), *constant.dims[axis + 1 :]))
    size = constant.dims[axis] if constant.dims else 0
    if any(not -size <= index < size for index in indices):
        raise Fault(_english.outside(size))
    deep = len(places.dims)
    steps = [prod(places.dims[place + 1 :]) for place in range(deep)]

    def where(at: tuple[int, ...]) -> tuple[int, ...]:
        index = indices[sum(step * each for step, each in zip(steps, at[axis : axis + deep], strict=True))]
        return (*at[:axis], index % size, *at[axis + deep :])

    return picked(constant, (*constant.dims[:axis], *places.dims, *constant.dims[axis + 1 :]), where)


def bounds(operation: Operation, inputs: Held, rank: int) -> list[tuple[int, Item, Item, int]]:
    """The cuts of a Slice: of each its axis, its start, its end and its step."""
    rows: list[Sequence[Item] | None] = []
    for place, name in enumerate(("starts", "ends", "axes", "steps")):
        given = inputs[place + 1] if len(inputs) > place + 1 else None
        rows.append(operation.integers(name) if given is None else given.items)
        if given is not None and rows[-1] is None:
            raise Fault(_english.NOT_FOLLOWED)
    starts, ends, axes, steps = rows
    if starts is None or ends is None or len(starts) != len(ends):
        raise Fault(_english.INPUT_MISSING)
    axes = range(len(starts)) if axes is None else axes
    found = []
    for start, end, axis, step in zip(starts, ends, axes, steps or [1] * len(starts), strict=False):
        if not isinstance(axis, int) or not isinstance(step, int) or not step:
            raise Fault(_english.NOT_FOLLOWED)
        found.append((axis_of(axis, rank), start, end, step))
    return found


def _slice(operation: Operation, inputs: Held) -> Constant:
    """A part of a constant."""
    constant = first(inputs)
    ranges = [range(size) for size in constant.dims]
    for axis, start, end, step in bounds(operation, inputs, len(constant.dims)):
        if not isinstance(start, int) or not isinstance(end, int):
            raise Fault(_english.NOT_FOLLOWED)
        low = None if step < 0 and end < -constant.dims[axis] else end
        ranges[axis] = range(constant.dims[axis])[start:low:step]
    dims = tuple(map(len, ranges))
    return picked(constant, dims, lambda at: tuple(row[each] for row, each in zip(ranges, at, strict=True)))


def _concatenated(operation: Operation, inputs: Held) -> Constant:
    """Constants one behind the other."""
    parts = [each for each in inputs if each is not None and (each.dims != (0,) or len(inputs) == 1)]
    if not parts:
        return known((0,), ())
    axis = axis_of(operation.integer("axis", 0), len(parts[0].dims))
    if any(len(each.dims) != len(parts[0].dims) for each in parts):
        raise Fault(_english.do_not_fit(parts[0].dims, parts[-1].dims))
    whole = sum(each.dims[axis] for each in parts)
    dims = (*parts[0].dims[:axis], whole, *parts[0].dims[axis + 1 :])
    rows = [each.items for each in parts]
    if any(row is None for row in rows):
        return Constant(dims)
    inner = [prod(each.dims[axis:]) for each in parts]
    found: list[Item] = []
    for outer in range(prod(dims[:axis])):
        for row, step in zip(rows, inner, strict=True):
            found += (row or ())[outer * step : (outer + 1) * step]
    return known(dims, tuple(found))


def _axes(operation: Operation, inputs: Held, default: tuple[int, ...]) -> tuple[int, ...]:
    """The axes of a Squeeze or an Unsqueeze: an attribute, or the second input."""
    found = operation.integers("axes")
    return found if found is not None else (numbers(inputs[1]) if len(inputs) > 1 else None) or default


def _unsqueezed(operation: Operation, inputs: Held) -> Constant:
    constant = first(inputs)
    axes = _axes(operation, inputs, (0,))
    rank = len(constant.dims) + len(axes)
    where = {axis_of(each, rank) for each in axes}
    rest = iter(constant.dims)
    return Constant(tuple(1 if place in where else next(rest, 1) for place in range(rank)), lambda: constant.items)


def _squeezed(operation: Operation, inputs: Held) -> Constant:
    constant = first(inputs)
    ones = tuple(place for place, size in enumerate(constant.dims) if size == 1)
    where = {axis_of(each, len(constant.dims)) for each in _axes(operation, inputs, ones)}
    dims = tuple(size for place, size in enumerate(constant.dims) if place not in where)
    return Constant(dims, lambda: constant.items)


def _reshaped(_operation: Operation, inputs: Held) -> Constant:
    constant = first(inputs)
    wanted = numbers(inputs[1] if len(inputs) > 1 else None)
    if wanted is None:
        raise Fault(_english.NOT_FOLLOWED)
    held = (*constant.dims, *wanted)
    dims = [held[place] if each == 0 else each for place, each in enumerate(wanted)]
    rest = prod(each for each in dims if each != -1)
    dims = [prod(constant.dims) // rest if each == -1 and rest else each for each in dims]
    if prod(dims) != prod(constant.dims):
        raise Fault(_english.do_not_fit(constant.dims, tuple(dims)))
    return Constant(tuple(dims), lambda: constant.items)


def _transposed(operation: Operation, inputs: Held) -> Constant:
    constant = first(inputs)
    order = operation.integers("perm") or tuple(range(len(constant.dims)))[::-1]
    if sorted(order) != list(range(len(constant.dims))):
        raise Fault(_english.do_not_fit(constant.dims, order))
    dims = tuple(constant.dims[each] for each in order)
    return picked(constant, dims, lambda at: tuple(at[order.index(place)] for place in range(len(order))))


def _filled(operation: Operation, inputs: Held) -> Constant:
    """A constant of one number."""
    dims = numbers(first(inputs))
    value: Attribute = operation.attributes.get("value")
    item = (value.items or (None,))[0] if isinstance(value, Constant) else 0
    if dims is None or any(each < 0 for each in dims):
        raise Fault(_english.NOT_FOLLOWED)
    return known(dims, (item,) * prod(dims)) if prod(dims) <= limits.READ_CONSTANT else Constant(dims)


def _expanded(_operation: Operation, inputs: Held) -> Constant:
    dims = numbers(inputs[1] if len(inputs) > 1 else None)
    if dims is None:
        raise Fault(_english.NOT_FOLLOWED)
    return spread(first(inputs), broadcast(first(inputs).dims, dims))


def _shape(operation: Operation, inputs: Held) -> Constant:
    dims = first(inputs).dims
    part = dims[operation.integer("start", 0) : operation.integer("end", len(dims))]
    return known((len(part),), part)


def _multiplied(_operation: Operation, inputs: Held) -> Constant:
    """The product of all numbers."""
    items = first(inputs).items
    return known((), (reduce(product, items or (None,)),))


def _range(_operation: Operation, inputs: Held) -> Constant:
    ends = [numbers(each) for each in inputs]
    if len(ends) != 3 or not all(each is not None and len(each) == 1 for each in ends):
        return known((1,), (None,))
    start, stop, step = ((each or (0,))[0] for each in ends)
    found = range(start, stop, step) if step else range(0)
    return known((len(found),), tuple(found)) if len(found) <= limits.READ_CONSTANT else Constant((len(found),))


FOLDED: Mapping[str, Callable[[Operation, Held], Constant]] = {
    **dict.fromkeys(BINARY, binary),
    **dict.fromkeys(("DequantizeLinear", "QuantizeLinear", "Relu", "Not", "Sqrt", "Reciprocal"), _unfollowed),
    **dict.fromkeys(("Abs", "Neg", "Exp", "Pow", "Log", "Erf", "Tanh", "Sigmoid"), _unfollowed),
    "Identity": _same,
    "Floor": _changed(floor),
    "Ceil": _changed(ceil),
    "Round": _changed(round),
    "Cast": _cast,
    "Where": chosen,
    "Gather": _gather,
    "Slice": _slice,
    "Concat": _concatenated,
    "Unsqueeze": _unsqueezed,
    "Squeeze": _squeezed,
    "Reshape": _reshaped,
    "Transpose": _transposed,
    "ConstantOfShape": _filled,
    "Expand": _expanded,
    "Shape": _shape,
    "ReduceProd": _multiplied,
    "Range": _range,
}
"""The operations that are worked out, by their name in ONNX."""
