"""Means, sums and extremes along axes: global pools, a share of the channels, pools as long as an axis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symrf.networks.notation.architecture import Layer, Rounding, Sides
from symrf.networks.notation.kinds import Kind
from symrf.readers.onnx import _english
from symrf.readers.onnx.folding import axis_of, numbers
from symrf.readers.onnx.model import Constant, Fault, Operation
from symrf.readers.onnx.tensors import Dim, Tensor
from symrf.readers.onnx.walking import Inputs, Walk, Work
from symrf.readers.onnx.windows import tensor

__all__ = ["MEANS"]


def _reduced(walk: Walk, operation: Operation, inputs: Inputs) -> Tensor:
    """ReduceMean and its kin: over all pixels, over channels, or along an axis whose length the file says."""
    received = tensor(inputs)
    rank = len(received.dims)
    constant = inputs[1] if len(inputs) > 1 else None
    given = operation.integers("axes") or (numbers(constant) if isinstance(constant, Constant) else None)
    where = sorted({axis_of(each, rank) for each in (given if given is not None else range(rank))})
    letters = {each.letter for place in where for each in received.dims[place]}
    place = _mean(walk, operation, received, letters)
    if not operation.integer("keepdims", 1):
        return Tensor(place, tuple(dim for at, dim in enumerate(received.dims) if at not in where))
    dims = tuple(() if at in where else dim for at, dim in enumerate(received.dims))
    return Tensor(place, dims)


def _mean(walk: Walk, operation: Operation, received: Tensor, letters: set[str]) -> int:
    """The place of a mean over axes."""
    place = received.place
    stand = walk.stands[place]
    pixels = {axis for at, axis in enumerate(walk.axes) if not stand.pixel and stand.sizes[at] != 1}
    if letters - {"c"} - set(walk.axes) or stand.flat:
        raise Fault(_english.REDUCED)
    along = letters & set(walk.axes)
    if along >= pixels and along:
        kind = Kind.GLOBAL_MAX if operation.kind in ("ReduceMax", "ReduceMin") else Kind.GLOBAL_AVERAGE
        place = walk.add(Layer(kind), place)
    elif along:
        place = walk.add(_along(walk, operation, place, along), place)
    if "c" in letters:
        walk.note(_english.CHANNEL_MEAN)
        place = walk.add(Layer(Kind.TAKE, (1,)), place, rooted=not along)
    return place


def _along(walk: Walk, operation: Operation, place: int, along: set[str]) -> Layer:
    """A mean along some of the axes, as a pool as long as they are."""
    sizes = [walk.settled(walk.length(place, at)) if axis in along else 1 for at, axis in enumerate(walk.axes)]
    kernel = tuple(each for each in sizes if isinstance(each, int))
    if len(kernel) < len(sizes):
        raise Fault(_english.REDUCED)
    walk.note(_english.mean_along(kernel), certain=False)
    kind = Kind.MAX_POOL if operation.kind in ("ReduceMax", "ReduceMin") else Kind.AVERAGE_POOL
    return Layer(kind, kernel, (1,), (Sides(0, 0),), rounding=Rounding.FLOOR)


def _largest(walk: Walk, operation: Operation, inputs: Inputs) -> Tensor:
    """ArgMax and ArgMin over channels."""
    received = tensor(inputs)
    axis = axis_of(operation.integer("axis", 0), len(received.dims))
    if set(received.letters(axis)) != {"c"} or walk.stands[received.place].flat:
        raise Fault(_english.REDUCED)
    place = walk.add(Layer(Kind.TAKE, (1,)), received.place)
    kept: Sequence[Dim] = ((),) if operation.integer("keepdims", 1) else ()
    return Tensor(place, (*received.dims[:axis], *kept, *received.dims[axis + 1 :]))


MEANS: Mapping[str, Work] = {
    **dict.fromkeys(("ReduceMean", "ReduceMax", "ReduceSum", "ReduceMin", "ReduceL2", "ReduceL1"), _reduced),
    **dict.fromkeys(("ArgMax", "ArgMin"), _largest),
}
"""Means and extremes, by their name in ONNX."""
