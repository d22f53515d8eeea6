"""Operations that reorder, regroup, cut and put together dimensions."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod

from symrf.networks.notation.architecture import Join, Layer, Sides
from symrf.networks.notation.kinds import Kind
from symrf.readers.onnx import _english
from symrf.readers.onnx.folding import axis_of, bounds, numbers
from symrf.readers.onnx.items import quotient
from symrf.readers.onnx.model import Constant, Extent, Fault, Item, Operation, known
from symrf.readers.onnx.resizing import resized
from symrf.readers.onnx.tensors import Atom, Dim, Many, Tensor, regrouped, whole
from symrf.readers.onnx.walking import Inputs, Value, Walk, Work, even
from symrf.readers.onnx.windows import tensor

__all__ = ["SHAPES"]

_END = 2**31 - 1  # what stands for the end of an axis, or a larger number


def _constants(inputs: Inputs) -> list[Constant | None]:
    """The inputs that are constants."""
    return [each if isinstance(each, Constant) else None for each in inputs]


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
    told = len(items) == 2 and items[0] == -1 and isinstance(items[1], int)
    if told and not isinstance(walk.settled(whole(features)), int):  # so many features, whatever comes in
        return Tensor(received.place, (tuple(each for each in received.atoms if each.letter == "n"), features))
    return Tensor(received.place, regrouped(received.atoms, wanted, walk.settled))


def _tile(_walk: Walk, _operation: Operation, inputs: Inputs) -> Tensor:
    """Tile, where it repeats nothing."""
    received = tensor(inputs)
    if set(numbers(_constants(inputs)[1]) or ()) != {1}:
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
    return found if found is not None else numbers(_constants(inputs)[1]) if len(inputs) > 1 else None


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


# --- Parts


def _taken(walk: Walk, received: Tensor, axis: int, count: int) -> Tensor:
    """So many of a dimension of channels."""
    dim = received.dims[axis]
    here = walk.settled(whole(dim))
    if not dim or any(each.letter != "c" for each in dim):
        raise Fault(_english.CUT_ELSEWHERE)
    if here == count:
        return received
    channels = walk.settled(walk.channels(received.place))
    if count < 1 or not isinstance(here, int) or not isinstance(channels, int) or channels * count % here:
        raise Fault(_english.UNKNOWN_CHANNELS)
    place = walk.add(Layer(Kind.TAKE, (channels * count // here,)), received.place)
    dims = (*received.dims[:axis], (Atom("c", count),), *received.dims[axis + 1 :])
    return Tensor(place, dims)


def _split(walk: Walk, operation: Operation, inputs: Inputs) -> tuple[Tensor, ...]:
    """Split, into so many of each, or into equal parts."""
    received = tensor(inputs)
    axis = axis_of(operation.integer("axis", 0), len(received.dims))
    parts = operation.integers("split") or (numbers(_constants(inputs)[1]) if len(inputs) > 1 else None)
    if parts is None:
        length, count = walk.settled(whole(received.dims[axis])), len(operation.outputs)
        if not isinstance(length, int) or length < count:
            raise Fault(_english.UNKNOWN_CHANNELS)
        each = -(-length // count)
        parts = (each,) * (count - 1) + (length - each * (count - 1),)
    if len(parts) != len(operation.outputs):
        raise Fault(_english.numbers("split", len(parts), len(operation.outputs)))
    return tuple(_taken(walk, received, axis, each) for each in parts)


def _slice(walk: Walk, operation: Operation, inputs: Inputs) -> Tensor:
    """Slice: some of the channels, or a part of the image, of which every so many pixels may be taken."""
    received = tensor(inputs)
    sides: dict[str, tuple[int, int]] = {}
    steps: dict[str, int] = {}
    for axis, start, end, step in bounds(operation, _constants(inputs), len(received.dims)):
        dim = received.dims[axis]
        length = walk.settled(whole(dim))
        if _everything(start, end, step, length, whole(dim)):
            continue
        letters = received.letters(axis)
        if letters in walk.axes and len(dim) == 1:
            sides[letters], steps[letters] = _cut(start, end, length, whole(dim), step), abs(step)
        elif isinstance(length, int) and isinstance(start, int) and isinstance(end, int):
            low = None if step < 0 and end < -length else end
            count = len(range(length)[start:low:step])
            if letters.strip("c") or not letters:
                raise Fault(_english.CUT_ELSEWHERE)
            received = _taken(walk, received, axis, count)
        else:
            raise Fault(_english.UNKNOWN_CHANNELS)
    return _cropped(walk, received, sides, steps) if sides else received


def _everything(start: Item, end: Item, step: int, length: Item, told: Item) -> bool:
    """Whether a slice takes all of a dimension."""
    if abs(step) != 1:
        return False
    if step == -1:
        return start == -1 and isinstance(end, int) and end < -_END
    past = isinstance(end, int) and (end >= _END or (isinstance(length, int) and end >= length))
    return start == 0 and (past or (end is not None and end == told))


def _cut(start: Item, end: Item, length: Item, told: Item, step: int) -> tuple[int, int]:
    """The pixels that a slice leaves out before and after."""
    size = length if isinstance(length, int) else None
    if step < 0 or not isinstance(start, int):
        raise Fault(_english.NOT_FOLLOWED)
    if start < 0 and size is None:
        raise Fault(_english.CUT_FROM_THE_END)
    before = min(max(start if start >= 0 else start + (size or 0), 0), size or start)
    if end == told or (isinstance(end, int) and end >= _END):
        return before, 0
    if isinstance(end, int) and end < 0:
        return before, -end
    if isinstance(end, int) and size is not None:
        return before, max(size - end, 0)
    raise Fault(_english.CUT_FROM_THE_END)


def _cropped(walk: Walk, received: Tensor, sides: Mapping[str, tuple[int, int]], steps: Mapping[str, int]) -> Tensor:
    """A part of an image, of which every so many pixels are taken."""
    place = received.place
    pads = tuple(Sides(*(-each for each in sides.get(axis, (0, 0)))) for axis in walk.axes)
    if any(sides.values()) and any((each.before, each.after) != (0, 0) for each in pads):
        place = walk.add(Layer(Kind.PAD, padding=pads[:1] if len(set(pads)) == 1 else pads), place)
    strides = tuple(steps.get(axis, 1) for axis in walk.axes)
    if set(strides) != {1}:
        place = walk.add(Layer(Kind.MAX_POOL, (1,), even(strides), (Sides(0, 0),)), place)
    return relaid(walk, received, place)


def relaid(walk: Walk, received: Tensor, place: int) -> Tensor:
    """The dimensions of a tensor at another place, whose pixels are others."""
    lengths = {axis: walk.length(place, at) for at, axis in enumerate(walk.axes)}
    dims = tuple(tuple(Atom(each.letter, lengths.get(each.letter, each.size)) for each in dim) for dim in received.dims)
    return Tensor(place, dims)


def _gather(walk: Walk, operation: Operation, inputs: Inputs) -> Tensor:
    """Gather: channels by their index, or one of a batch."""
    if isinstance(inputs[0] if inputs else None, Constant):
        raise Fault(_english.TOKENS)
    received = tensor(inputs)
    axis = axis_of(operation.integer("axis", 0), len(received.dims))
    places = inputs[1] if len(inputs) > 1 else None
    if not isinstance(places, Constant):
        raise Fault(_english.NOT_FOLLOWED)
    if received.letters(axis).strip("n") == "" and not places.dims:
        return Tensor(received.place, (*received.dims[:axis], *received.dims[axis + 1 :]))
    found = _taken(walk, received, axis, prod(places.dims))
    if places.dims:
        return found
    return Tensor(found.place, (*found.dims[:axis], *found.dims[axis + 1 :]))


def _pad(walk: Walk, operation: Operation, inputs: Inputs) -> Tensor:
    """Pad: pixels around the image; a negative number crops."""
    received = tensor(inputs)
    constants = _constants(inputs)
    pads = operation.integers("pads") or operation.integers("paddings")
    if pads is None:
        pads = numbers(constants[1]) if len(constants) > 1 else None
    named = numbers(constants[3]) if len(constants) > 3 and constants[3] is not None else range(len(received.dims))
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


# --- Together


def _concatenated(walk: Walk, operation: Operation, inputs: Inputs) -> Value:
    """Concat: over channels, or over features; over pixels where the heads of a detector come together."""
    parts = [each for each in inputs if isinstance(each, Tensor)]
    if any(isinstance(each, Many) for each in inputs) or not parts:
        return _side_by_side(walk, inputs)
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
    focus = _focused(walk, [each.place for each in parts])
    if focus is not None:
        return walk.tensor(focus)
    parts = [Tensor(walk.image(each), each.dims) if walk.stands[each.place].flat else each for each in parts]
    place = walk.join(Join.CONCATENATE, [each.place for each in parts])
    total = (Atom("c", walk.channels(place)),)
    return Tensor(place, (*parts[0].dims[:axis], total, *parts[0].dims[axis + 1 :]))


def _side_by_side(walk: Walk, inputs: Inputs) -> Many:
    """Tensors that are put together over pixels."""
    found: list[Tensor] = []
    for each in inputs:
        found += each.tensors if isinstance(each, Many) else [each] if isinstance(each, Tensor) else []
    if len(found) < len(inputs) or len({each.place for each in found}) < 2:
        raise Fault(_english.OVER_PIXELS)
    walk.note(_english.HEADS)
    return Many(tuple(found))


def _focused(walk: Walk, places: list[int]) -> int | None:
    """Every second pixel from each of the corners of a block, which together are a pixel unshuffle."""
    nodes = walk.building.nodes
    sources, corners = set(), set()
    if len(places) != 2 ** len(walk.axes):
        return None
    for place in places:
        node = nodes[place - 1] if place else None
        if node is None or node.item != Layer(Kind.MAX_POOL, (1,), (2,), (Sides(0, 0),)):
            return None
        source = node.sources[0]
        corner: tuple[tuple[int, int], ...] = ((0, 0),)
        before = nodes[source - 1].item if source else None
        if isinstance(before, Layer) and before.kind is Kind.PAD and isinstance(before.padding, tuple):
            corner = tuple((-int(str(each.before)), -int(str(each.after))) for each in before.padding)
            source = nodes[source - 1].sources[0]
        sources.add(source)
        corners.add(corner * (len(walk.axes) if len(corner) == 1 else 1))
    wanted = all(each in ((0, 0), (1, 0)) for corner in corners for each in corner)
    if len(sources) != 1 or len(corners) != len(places) or not wanted:
        return None
    return walk.add(Layer(Kind.UNSHUFFLE, (2,)), sources.pop())


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
    "Split": _split,
    "Slice": _slice,
    "Gather": _gather,
    "Pad": _pad,
    "Concat": _concatenated,
    "QLinearConcat": _concatenated,
    "DepthToSpace": _shuffle,
    "SpaceToDepth": _shuffle,
    "Expand": _expand,
    "Tile": _tile,
}
"""Operations on dimensions, by their name in ONNX."""
