"""Operations that reorder, regroup, cut and put together dimensions."""

from __future__ import annotations

from collections.abc import Mapping

from symrf.networks.notation.architecture import Join, Layer, Sides
from symrf.networks.notation.kinds import Kind
from symrf.readers.onnx import _english
from symrf.readers.onnx.folding import axis_of, numbers
from symrf.readers.onnx.items import quotient
from symrf.readers.onnx.model import Constant, Extent, Fault, Item, Operation, known
from symrf.readers.onnx.parts import constants, focused, relaid
from symrf.readers.onnx.resizing import resized
from symrf.readers.onnx.tensors import Atom, Dim, Many, Tensor, regrouped, whole
from symrf.readers.onnx.walking import Inputs, Value, Walk, Work
from symrf.readers.onnx.windows import tensor

__all__ = ["SHAPES"]


def _reshape(walk: Walk, operation: Operation, inputs: Inputs) -> Tensor:
    """Reshape to what the second input says, where 0 keeps a dimension and -1 is what is left."""
    received = tensor(inputs)
    constant = inputs[1] if len(inputs) > 1 else None
    items = constant.items if isinstance(constant, Constant) else operation.integers("shape")
    items = operation.shape if items is None or None in items else items  # which a log prints
    if items is None or items.count(-1) > 1:
        raise Fault(_english.NOT_FOLLOWED)
    dims = received.dims
    wanted = [
        whole(dims[place]) if each == 0 and place < len(dims) and not operation.integer("allowzero", 0) else each
        for place, each in enumerate(items)
    ]
    features = tuple(each for each in received.atoms if each.letter != "n")
    batch = whole(tuple(each for each in received.atoms if each.letter == "n"))
    told = len(items) == 2 and ((items[0] == -1 and isinstance(items[1], int)) or items[0] in (0, batch))
    if told and not isinstance(walk.settled(whole(features)), int):  # so many features, whatever comes in
        return Tensor(received.place, (tuple(each for each in received.atoms if each.letter == "n"), features))
    return Tensor(received.place, regrouped(received.atoms, wanted, walk.settled))


def _tile(_walk: Walk, _operation: Operation, inputs: Inputs) -> Tensor:
    """Tile, where it repeats nothing."""
    received = tensor(inputs)
    if set(numbers(constants(inputs)[1]) or ()) != {1}:
        raise Fault(_english.SPREADS)
    return received


def _flatten(_walk: Walk, operation: Operation, inputs: Inputs) -> Tensor:
    """Flatten: the dimensions before an axis, and those from it on."""
    received = tensor(inputs)
    axis = operation.integer("axis", 1)
    axis = axis + len(received.dims) if axis < 0 else axis
    head, tail = received.dims[:axis], received.dims[axis:]
    return Tensor(received.place, (sum(head, ()), sum(tail, ())))


def _transpose(_walk: Walk, operation: Operation, inputs: Inputs) -> Tensor:
    received = tensor(inputs)
    order = operation.integers("perm") or tuple(range(len(received.dims)))[::-1]
    if sorted(order) != list(range(len(received.dims))):
        raise Fault(_english.NOT_RESHAPED)
    return Tensor(received.place, tuple(received.dims[each] for each in order))


def _axes(operation: Operation, inputs: Inputs) -> tuple[int, ...] | None:
    """The axes that an attribute or the second input names."""
    found = operation.integers("axes")
    return found if found is not None else numbers(constants(inputs)[1]) if len(inputs) > 1 else None


def _squeeze(walk: Walk, operation: Operation, inputs: Inputs) -> Tensor:
    """Squeeze: dimensions that are one long are left out."""
    received = tensor(inputs)
    ones = [place for place, dim in enumerate(received.dims) if walk.settled(whole(dim)) == 1]
    given = _axes(operation, inputs)
    where = set(ones) if given is None else {axis_of(each, len(received.dims)) for each in given}
    for place in where - set(ones):
        if "n" not in received.letters(place) or isinstance(walk.settled(whole(received.dims[place])), int):
            raise Fault(_english.SQUEEZED)
    return Tensor(received.place, tuple(dim for place, dim in enumerate(received.dims) if place not in where))


def _unsqueeze(_walk: Walk, operation: Operation, inputs: Inputs) -> Tensor:
    received = tensor(inputs)
    axes = _axes(operation, inputs) or ()
    rank = len(received.dims) + len(axes)
    where = {axis_of(each, rank) for each in axes}
    rest = iter(received.dims)
    return Tensor(received.place, tuple(() if place in where else next(rest, ()) for place in range(rank)))


def _shape(_walk: Walk, operation: Operation, inputs: Inputs) -> Constant:
    """Shape: lengths that the input decides, and numbers."""
    dims = tensor(inputs).dims
    items = tuple(whole(dim) for dim in dims[operation.integer("start", 0) : operation.integer("end", len(dims))])
    return known((len(items),), items)


def _pad(walk: Walk, operation: Operation, inputs: Inputs) -> Tensor:
    """Pad: pixels around the image; a negative number crops."""
    received = tensor(inputs)
    given = constants(inputs)
    pads = operation.integers("pads") or operation.integers("paddings")
    if pads is None:
        pads = numbers(given[1]) if len(given) > 1 else None
    named = numbers(given[3]) if len(given) > 3 and given[3] is not None else range(len(received.dims))
    if pads is None or named is None or len(pads) != 2 * len(named):
        raise Fault(_english.NOT_FOLLOWED)
    pairs: dict[str, tuple[int, int]] = {}
    for at, axis in enumerate(named):
        pair = pads[at], pads[at + len(named)]
        letters = received.letters(axis_of(axis, len(received.dims)))
        if pair == (0, 0):
            continue
        if letters not in walk.axes:
            raise Fault(_english.PADDED_ELSEWHERE)
        pairs[letters] = pair
    if not pairs:
        return received
    sides = tuple(Sides(*pairs.get(axis, (0, 0))) for axis in walk.axes)
    layer = Layer(Kind.PAD, padding=sides[:1] if len(set(sides)) == 1 else sides)
    return relaid(walk, received, walk.add(layer, received.place))


def _concatenated(walk: Walk, operation: Operation, inputs: Inputs) -> Value:
    """Concat: over channels, or over features; over pixels where the heads of a detector come together."""
    parts = [each for each in inputs if isinstance(each, Tensor)]
    if not parts:
        raise Fault(_english.INPUT_MISSING)
    axis = axis_of(operation.integer("axis", 1), len(parts[0].dims))
    if len(parts) == 1 and len(inputs) == 1:
        return parts[0]
    if any(isinstance(each, Constant) for each in inputs):
        raise Fault(_english.LEARNT_BESIDE)
    if any(len(each.dims) != len(parts[0].dims) for each in parts):
        raise Fault(_english.NOT_ALIKE)
    if len(parts[0].dims) == 2 and axis == 1:
        places = [walk.flat(each) for each in parts]
        return walk.tensor(walk.join(Join.CONCATENATE, places))
    if any(set(each.letters(axis)) - {"c"} for each in parts):
        return _side_by_side(walk, inputs)
    focus = focused(walk, [each.place for each in parts])
    if focus is not None:
        return walk.tensor(focus)
    parts = [Tensor(walk.image(each), each.dims) if walk.stands[each.place].flat else each for each in parts]
    place = walk.join(Join.CONCATENATE, [each.place for each in parts])
    lengths = [walk.settled(whole(each.dims[axis])) for each in parts]
    told = [each for each in lengths if isinstance(each, int)]
    total = sum(told) if len(told) == len(lengths) else walk.channels(place)
    return Tensor(place, (*parts[0].dims[:axis], (Atom("c", total),), *parts[0].dims[axis + 1 :]))


def _side_by_side(walk: Walk, inputs: Inputs) -> Many:
    """Tensors that are put together over pixels."""
    found = [each for each in inputs if isinstance(each, Tensor)]
    if len(found) < len(inputs) or len({each.place for each in found}) < 2:
        raise Fault(_english.OVER_PIXELS)
    walk.note(_english.HEADS)
    return Many(tuple(found))


def _shuffle(walk: Walk, operation: Operation, inputs: Inputs) -> Tensor:
    """DepthToSpace and SpaceToDepth."""
    factor = operation.integer("blocksize", 0)
    if factor < 1:
        raise Fault(_english.below_one("blocksize"))
    kind = Kind.SHUFFLE if operation.kind == "DepthToSpace" else Kind.UNSHUFFLE
    return walk.tensor(walk.add(Layer(kind, (factor,)), walk.image(tensor(inputs))))


def _expand(walk: Walk, _operation: Operation, inputs: Inputs) -> Tensor:
    """Expand: one pixel becomes as many as another tensor has."""
    received = tensor(inputs)
    constant = inputs[1] if len(inputs) > 1 else None
    items = constant.items if isinstance(constant, Constant) else None
    if items is None or len(items) != len(received.dims):
        raise Fault(_english.NOT_FOLLOWED)
    if all(_stays(walk, item, dim) for item, dim in zip(items, received.dims, strict=True)):
        return received
    source = walk.image(received)
    if not walk.stands[source].pixel or not all(
        _stays(walk, item, dim) for item, dim in zip(items[:2], received.dims[:2], strict=True)
    ):
        raise Fault(_english.SPREADS)
    return walk.tensor(resized(walk, source, items[2:], False))


def _stays(walk: Walk, item: Item, dim: Dim) -> bool:
    """Whether a dimension is as long as it was."""
    length = whole(dim)
    return (
        item in (1, -1)
        or walk.settled(item) == walk.settled(length)
        or (isinstance(item, Extent) and quotient(item, length) == 1)
    )


SHAPES: Mapping[str, Work] = {
    "Reshape": _reshape,
    "Flatten": _flatten,
    "Transpose": _transpose,
    "Squeeze": _squeeze,
    "Unsqueeze": _unsqueeze,
    "Shape": _shape,
    "Pad": _pad,
    "Concat": _concatenated,
    "QLinearConcat": _concatenated,
    "DepthToSpace": _shuffle,
    "SpaceToDepth": _shuffle,
    "Expand": _expand,
    "Tile": _tile,
}
"""Operations on dimensions, by their name in ONNX."""
