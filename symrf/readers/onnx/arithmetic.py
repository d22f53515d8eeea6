"""Sums, products and means: branches that meet, gates, dense layers, and what is worked out pixel by pixel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import reduce

from symrf.networks.notation.architecture import Join, Layer, Sides
from symrf.networks.notation.kinds import Kind
from symrf.readers.onnx import _english
from symrf.readers.onnx.model import Constant, Fault, Operation
from symrf.readers.onnx.tensors import Atom, Dim, Tensor, whole
from symrf.readers.onnx.walking import Inputs, Value, Walk, Work
from symrf.readers.onnx.windows import tensor

__all__ = ["ARITHMETIC"]

_JOINS: Mapping[str, Join] = {
    **dict.fromkeys(("Add", "Sum", "Sub", "Max", "Min", "Mean", "QLinearAdd", "BitShift"), Join.ADD),
    **dict.fromkeys(("Mul", "Div", "Pow", "QLinearMul"), Join.GATE),
}
_PRODUCTS = {"Sigmoid": "silu", "HardSigmoid": "hswish", "Clip": "hswish", "Tanh": "mish", "Erf": "gelu"}
"""What x times such a function of x is called."""
_MEAN = "ReduceMean"


def _together(walk: Walk, operation: Operation, inputs: Inputs) -> Value:
    """Two tensors or more, element by element; a constant beside one changes no size."""
    tensors = [each for each in inputs if isinstance(each, Tensor)]
    for each in inputs:
        if isinstance(each, Constant):
            _spreads(walk, tensors[0], each)
    if len(tensors) == 1:
        _biased(walk, tensors[0], inputs)
        return tensors[0]
    return reduce(lambda left, right: _pair(walk, operation, left, right), tensors)


def _spreads(walk: Walk, received: Tensor, constant: Constant) -> None:
    """A Fault where a constant makes a tensor larger."""
    sizes = [walk.settled(whole(dim)) for dim in received.dims]
    for size, own in zip(reversed(constant.dims), reversed(sizes), strict=False):
        if size != 1 and isinstance(own, int) and own != size:
            raise Fault(_english.SPREADS)
    if any(size != 1 for size in constant.dims[: -len(sizes) or None][: max(len(constant.dims) - len(sizes), 0)]):
        raise Fault(_english.SPREADS)


def _biased(walk: Walk, received: Tensor, inputs: Inputs) -> None:
    """A bias that is added after a product with weights is the layer's own."""
    constant = next((each for each in inputs if isinstance(each, Constant)), None)
    if (
        received.place in walk.biased
        and constant is not None
        and constant.dims[-1:] == (walk.channels(received.place),)
    ):
        walk.biased.discard(received.place)
        node = walk.building.nodes[received.place - 1]
        if isinstance(node.item, Layer) and walk.operation.kind == "Add":
            walk.building.nodes[received.place - 1] = replace(node, item=replace(node.item, bias=True))


def _pair(walk: Walk, operation: Operation, left: Tensor, right: Tensor) -> Tensor:
    """Two tensors, element by element."""
    stands = walk.stands
    wide = left if len(left.dims) >= len(right.dims) else right
    if stands[left.place].root == stands[right.place].root and not stands[wide.place].flat:
        return _pixelwise(walk, operation, left, right)
    left, right = (_imaged(walk, each) for each in (left, right))
    for one, other in ((left, right), (right, left)):
        if set(stands[other.place].sizes) != {1} and _made_global(walk, one.place):
            walk.note(_english.POOL_OVER_ALL, certain=False)
    small = stands[left.place].pixel and not stands[right.place].pixel
    if not _alike(walk, left, right):
        raise Fault(_english.NOT_ALIKE)
    places = _spread(walk, [left.place, right.place])
    place = walk.join(_JOINS[operation.kind], places)
    return Tensor(place, (right if small else left).dims)


def _spread(walk: Walk, places: Sequence[int]) -> list[int]:
    """The places of two tensors, of which one of a single channel has as many as the other."""
    counts = [walk.stands[each].channels for each in places]
    most = max((each or 0 for each in counts), default=0)
    if set(counts) != {1, most}:
        return list(places)
    wide = Layer(Kind.OPAQUE, word="spread", channels=most)
    return [walk.add(wide, place) if count == 1 else place for place, count in zip(places, counts, strict=True)]


def _made_global(walk: Walk, place: int) -> bool:
    """Whether pools as large as this file's images give the one pixel of a place; they are made pools over all."""
    pools, seen, ahead = list[int](), set[int](), [place]
    while ahead:
        here = ahead.pop()
        stand = walk.stands[here]
        if here in seen or stand.pixel:
            continue
        seen.add(here)
        if not here or set(stand.sizes) != {1}:
            return False
        node = walk.building.nodes[here - 1]
        if isinstance(node.item, Layer) and node.item.kind.pools:
            received = walk.stands[node.sources[0]].sizes
            if node.item.padding != (Sides(0, 0),) or node.item.sizes not in (received, received[:1]):
                return False
            pools.append(here)
        else:
            ahead += node.sources
    for each in pools:
        node = walk.building.nodes[each - 1]
        largest = isinstance(node.item, Layer) and node.item.kind is Kind.MAX_POOL
        made = Layer(Kind.GLOBAL_MAX if largest else Kind.GLOBAL_AVERAGE)
        walk.building.nodes[each - 1] = replace(node, item=made)
    for each in seen:
        walk.stands[each] = replace(walk.stands[each], pixel=True)
    return bool(pools)


def _imaged(walk: Walk, received: Tensor) -> Tensor:
    """A vector with dimensions for pixels as an image of one pixel."""
    if walk.stands[received.place].flat and len(received.dims) == len(walk.axes) + 2 and walk.axes:
        return walk.tensor(walk.image(received))
    return received


def _alike(walk: Walk, left: Tensor, right: Tensor) -> bool:
    """Whether two tensors have the same axes in each of their dimensions, where they are not one long."""

    def letters(dim: Dim) -> set[str]:
        return {each.letter for each in dim if walk.settled(each.size) != 1}

    pairs = zip(reversed(left.dims), reversed(right.dims), strict=False)
    return all(not letters(one) or not letters(two) or letters(one) == letters(two) for one, two in pairs)


def _pixelwise(walk: Walk, operation: Operation, left: Tensor, right: Tensor) -> Tensor:
    """A function of one tensor, worked out of parts of it: x times its sigmoid, or less its mean."""
    stands = walk.stands
    root = stands[left.place].root
    if left.place == right.place:
        return left
    hints = {stands[each.place].hint for each in (left, right)} - {""}
    whole_one = max((left, right), key=lambda each: (stands[each.place].channels or 0, each.place == root))
    if _MEAN in hints:
        word = "ln"
    else:
        word = next((_PRODUCTS[each] for each in sorted(hints) if each in _PRODUCTS), "id")
    if stands[root].channels != stands[whole_one.place].channels:
        place = walk.join(_JOINS[operation.kind], [left.place, right.place])
        return Tensor(place, whole_one.dims)
    place = walk.add(Layer(Kind.PASS, word=word), root, rooted=True)
    walk.stands[place] = replace(walk.stands[place], hint=next(iter(sorted(hints)), ""))
    return Tensor(place, whole_one.dims)


# --- Products with weights, and of two tensors


def _gemm(walk: Walk, operation: Operation, inputs: Inputs) -> Tensor:
    """Gemm: a dense layer."""
    weights = inputs[1] if len(inputs) > 1 else None
    if not isinstance(weights, Constant) or len(weights.dims) != 2 or operation.integer("transA", 0):
        raise Fault(_english.NO_WEIGHTS)
    features, units = weights.dims[::-1] if operation.integer("transB", 0) else weights.dims
    return _dense(walk, tensor(inputs), features, units, len(inputs) > 2 and inputs[2] is not None)


def _matmul(walk: Walk, operation: Operation, inputs: Inputs) -> Tensor:
    """MatMul: a dense layer, a convolution of one pixel, or attention."""
    second = 3 if operation.kind == "QLinearMatMul" else 1
    weights = inputs[second] if len(inputs) > second else None
    if isinstance(weights, Constant) and len(weights.dims) == 2:
        return _dense(walk, tensor(inputs), *weights.dims, bias=False)
    if len([each for each in inputs if isinstance(each, Tensor)]) == 2:
        return _attention(walk, tensor(inputs), tensor(inputs, 1))
    raise Fault(_english.NO_WEIGHTS)


def _dense(walk: Walk, received: Tensor, features: int, units: int, bias: bool) -> Tensor:
    """Features that become units: of a vector, or of each pixel."""
    if features < 1 or units < 1:
        raise Fault(_english.NO_WEIGHTS)
    letters = {each.letter for each in received.dims[-1]} - {"n"}
    length = walk.settled(whole(received.dims[-1]))
    elsewhere = {each.letter for dim in received.dims[:-1] for each in dim} - {"n"}
    if isinstance(length, int) and length != features and letters <= {"c"}:
        raise Fault(_english.other_features(features, length))
    if not elsewhere:
        source = walk.flat(received)
        layer = Layer(Kind.DENSE, (units,), bias=bias)
        place = walk.add(layer, source)
        walk.building.expect(place, "features", features, span=walk.operation.span)
        found = walk.tensor(place)
    elif letters == {"c"} and "c" not in elsewhere and not walk.stands[received.place].flat:
        kernel = Layer(Kind.CONVOLUTION, (1,), (1,), (Sides(0, 0),), channels=units, bias=bias)
        place = walk.add(kernel, received.place)
        found = Tensor(place, (*received.dims[:-1], (Atom("c", units),)))
    else:
        raise Fault(_english.OVER_PIXELS_DENSE)
    if not bias:
        walk.biased.add(found.place)
    return found


def _attention(walk: Walk, left: Tensor, right: Tensor) -> Tensor:
    """A product of two tensors reads all pixels, where their dimensions hold all axes of the image."""
    for each in (left, right):
        stand = walk.stands[each.place]
        last = {atom.letter for dim in each.dims[-2:] for atom in dim}
        if stand.flat or not set(walk.axes) <= last:
            raise Fault(_english.WINDOWED_ATTENTION)
    walk.note(_english.ATTENTION)
    place = walk.add(Layer(Kind.MIX), left.place)
    dims = (*left.dims[:-1], right.dims[-1])
    kept = [walk.settled(each.size) for dim in dims for each in dim if each.letter == "c"]
    channels = 1
    for size in kept:
        channels *= size if isinstance(size, int) else 0
    if channels and channels != walk.channels(place) and {"c"} == {each.letter for each in right.dims[-1]}:
        place = walk.add(Layer(Kind.OPAQUE, word="attention", channels=channels), place)
    return Tensor(place, dims)


def _recurrent(walk: Walk, operation: Operation, inputs: Inputs) -> tuple[Tensor, ...]:
    """LSTM, GRU and RNN along a row of pixels: they read all of it."""
    received = tensor(inputs)
    hidden = operation.integer("hidden_size", 0)
    directions = 2 if operation.word("direction", "forward") == "bidirectional" else 1
    steps, batch, features = (received.letters(place) for place in range(3)) if len(received.dims) == 3 else "???"
    if hidden < 1 or steps not in walk.axes or batch.strip("n") or set(features) != {"c"}:
        raise Fault(_english.NO_ROW)
    walk.note(_english.recurrent(operation.kind))
    place = walk.add(Layer(Kind.MIX), received.place)
    place = walk.add(Layer(Kind.OPAQUE, word=operation.kind.lower(), channels=hidden * directions), place)
    dims = (received.dims[0], (Atom("c", directions),), received.dims[1], (Atom("c", hidden),))
    return (Tensor(place, dims),)


ARITHMETIC: Mapping[str, Work] = {
    **dict.fromkeys(_JOINS, _together),
    "Gemm": _gemm,
    **dict.fromkeys(("MatMul", "MatMulInteger", "QLinearMatMul"), _matmul),
    **dict.fromkeys(("LSTM", "GRU", "RNN"), _recurrent),
}
"""Arithmetic on tensors, by its name in ONNX."""
