"""Parts of tensors: slices over channels are shares of them, slices along axes are crops or strides."""

from __future__ import annotations

from symrf.networks.notation.architecture import Layer, Rounding, Sides
from symrf.networks.notation.kinds import Kind
from symrf.readers.source import _english
from symrf.readers.source.numbers import Extent, Whole, difference, extents, floored, plus
from symrf.readers.source.tensors import Tensors
from symrf.readers.source.values import Atom, Tensor

__all__ = ["fitted", "item"]


def item(tensors: Tensors, tensor: Tensor, index: object) -> Tensor:
    """`x[:, :, :-2]` and the like."""
    tensor = tensors.settled(tensor)
    entries = list(index) if isinstance(index, tuple) else [index]
    rank = len(tensor.dims or ())
    if Ellipsis in entries:
        place = entries.index(Ellipsis)
        named = sum(each is not None for each in entries) - 1
        entries[place : place + 1] = [slice(None)] * (rank - named)
    cuts: dict[int, tuple[int | None, slice]] = {}
    dims: list[int | None] = []  # where each dimension of the part comes from
    place = 0
    for entry in entries:
        if entry is None:
            dims.append(None)
            continue
        if place >= rank:
            tensors.refuse(_english.no_dimension(place, rank))
        if isinstance(entry, slice):
            dims.append(place)
            if entry != slice(None):
                cuts[place] = (None, entry)
        else:
            cuts[place] = (_index(tensors, entry), slice(None))
        place += 1
    dims += range(place, rank)
    for at, (number, cut) in cuts.items():
        tensor = _cut(tensors, tensor, at, number, cut)
    if dims == list(range(rank)):
        return tensor
    parts = tensor.dims or ()
    made = tuple(() if each is None else parts[each] for each in dims)
    return tensors.widened(tensor, made) if len(made) >= rank else tensors.arranged(tensor, made)


def _index(tensors: Tensors, entry: object) -> int:
    if not isinstance(entry, int):
        tensors.refuse(_english.INDEX_NOT_KNOWN)
    return entry


def _cut(tensors: Tensors, tensor: Tensor, at: int, number: int | None, cut: slice) -> Tensor:
    """A tensor with one dimension cut."""
    dim = (tensor.dims or ())[at]
    if not dim:
        return tensor
    roles = {atom.role for atom in dim}
    if roles == {"n"}:
        tensors.refuse(_english.CUTS_BATCH)
    if roles <= {"c", "f"}:
        return _share(tensors, tensor, number, cut)
    if number is not None and len(dim) == 1 and _recurs(tensors, tensor):
        tensors.network.assume(_english.LAST_STEP, tensors.span, certain=True)
        return tensors.pool(tensor, at, keep=True)
    if number is not None or len(dim) > 1:
        tensors.refuse(_english.PICKS_PIXEL)
    return _margin(tensors, tensor, dim[0], cut)


def _recurs(tensors: Tensors, tensor: Tensor) -> bool:
    """Whether a tensor is what a recurrent layer gives, of which each step may read all others."""
    nodes = tensors.network.building.nodes
    items = [nodes[tensor.place - 1].item, nodes[tensor.place - 2].item] if tensor.place > 1 else []
    kinds = [each.kind for each in items if isinstance(each, Layer)]
    return kinds == [Kind.OPAQUE, Kind.MIX]


def _share(tensors: Tensors, tensor: Tensor, number: int | None, cut: slice) -> Tensor:
    if number is not None:
        return tensors.append_share(tensor, 1)
    total = tensors.machine.settled(tensors.network.counts[tensor.place])
    start, stop = _ends(tensors, cut, total)
    count = difference(stop, start)
    step = tensors.machine.whole(cut.step) if cut.step is not None else 1
    return tensors.append_share(
        tensor, tensors.value(count if step == 1 else floored(plus(count, (step or 1) - 1), step or 1))
    )


def _ends(tensors: Tensors, cut: slice, total: Whole) -> tuple[Whole, Whole]:
    """Where a slice starts and stops, counted from the front."""
    found: list[Whole] = []
    for end, usual in ((cut.start, 0), (cut.stop, total)):
        value = usual if end is None else tensors.machine.whole(end)
        if value is None:
            tensors.refuse(_english.INDEX_NOT_KNOWN)
        value = tensors.machine.settled(value)
        found.append(plus(total, value) if isinstance(value, int) and value < 0 else value)
    return found[0], found[1]


def _margin(tensors: Tensors, tensor: Tensor, atom: Atom, cut: slice) -> Tensor:
    """A slice along an axis: what is cut before and after, or every second pixel."""
    net = tensors.network
    size = Extent(tensor.place, atom.index)
    start, stop = _ends(tensors, cut, size)
    before, after = tensors.machine.settled(start), tensors.machine.settled(difference(size, stop))
    step = tensors.machine.whole(cut.step) if cut.step is not None else 1
    if not isinstance(before, int) or not isinstance(after, int) or not isinstance(step, int) or step < 1:
        fit = fitted(tensors, tensor, [(difference(0, start), difference(stop, size))])
        if fit is None:
            tensors.refuse(_english.DEPENDS_ON_SIZE)
        return fit
    sides = [Sides(-before, -max(after, 0)) if axis == atom.index else Sides(0, 0) for axis in range(len(net.axes))]
    tensor = tensors.margins(tensor, sides)
    if step == 1:
        return tensor
    stride = tuple(step if axis == atom.index else 1 for axis in range(len(net.axes)))
    layer = Layer(Kind.MAX_POOL, (1,), stride, (Sides(0, 0),), rounding=Rounding.FLOOR)
    return tensors.append((layer,), tensor)


def fitted(tensors: Tensors, tensor: Tensor, sides: list[tuple[Whole, Whole]]) -> Tensor | None:
    """A tensor padded or cut by amounts that make it as large as another: a crop to fit that one.

    Nothing where the amounts are 0 as long as the sizes agree; None where they are something else.
    """
    net = tensors.network
    amounts = [tensors.machine.settled(plus(*pair)) for pair in sides]
    if all(isinstance(each, int) and each == 0 for each in amounts):
        return tensor
    target = _target(tensors, tensor, amounts)
    if target is None:
        return None
    probes = [each for amount in amounts for each in net.probed(amount)]
    for before, after in sides:
        gaps = {abs(gap) for gap in net.probed(difference(before, after))}
        if gaps - {0, 1}:
            return None  # it is not cut in the middle
    if probes and max(probes) <= 0 and min(probes) < 0:
        return tensors.append((Layer(Kind.CROP),), tensor, fits=target)
    net.assume(_english.PADS_TO_FIT, tensors.span)
    return tensor


def _target(tensors: Tensors, tensor: Tensor, amounts: list[Whole]) -> int | None:
    """The place whose size a tensor has, once so much is added to each of its axes, but for an odd pixel."""
    net = tensors.network
    axes = [atom.index for dim in tensors.settled(tensor).dims or () for atom in dim if atom.role == "s"]
    named = {extent.place for amount in amounts for extent in extents(amount)}
    nearly = None
    for place in sorted(named):
        gaps = {
            gap
            for axis, amount in zip(axes[-len(amounts) :], amounts, strict=False)
            for gap in net.probed(difference(Extent(place, axis), plus(Extent(tensor.place, axis), amount)))
        }
        if gaps == {0}:
            return place
        if gaps == {0, 1} and nearly is None:
            nearly = place
    return nearly
