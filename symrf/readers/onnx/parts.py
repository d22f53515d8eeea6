"""Parts of a tensor: a share of the channels, a part of the image, every so many pixels."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod

from symrf.networks.notation.architecture import Layer, Sides
from symrf.networks.notation.kinds import Kind
from symrf.readers.onnx import _english
from symrf.readers.onnx.folding import axis_of, bounds, numbers
from symrf.readers.onnx.model import Constant, Fault, Item, Operation
from symrf.readers.onnx.tensors import Atom, Tensor, whole
from symrf.readers.onnx.walking import Inputs, Walk, Work, even
from symrf.readers.onnx.windows import tensor

__all__ = ["PARTS", "constants", "focused", "relaid"]

_END = 2**31 - 1  # what stands for the end of an axis, or a larger number


def constants(inputs: Inputs) -> list[Constant | None]:
    """The inputs that are constants."""
    return [each if isinstance(each, Constant) else None for each in inputs]


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
    parts = operation.integers("split") or (numbers(constants(inputs)[1]) if len(inputs) > 1 else None)
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
    for axis, start, end, step in bounds(operation, constants(inputs), len(received.dims)):
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


def focused(walk: Walk, places: list[int]) -> int | None:
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


PARTS: Mapping[str, Work] = {"Split": _split, "Slice": _slice, "Gather": _gather}
"""Operations that take parts, by their name in ONNX."""
