"""Functions of PyTorch that give a tensor another size: resizes, crops and pads, to numbers or to fit another."""

from __future__ import annotations

from symrf.networks.notation.architecture import Layer, Sides
from symrf.networks.notation.kinds import Kind
from symrf.readers.source import _english
from symrf.readers.source.numbers import Extent, difference, plus
from symrf.readers.source.slicing import fitted
from symrf.readers.source.torch_calls import Call, elementwise
from symrf.readers.source.values import Tensor

__all__ = ["centred", "padded", "resized"]


def resized(call: Call) -> object:
    size = call.argument(0, "size")
    if isinstance(size, int | float) or size is None or not _of_tensors(call, size):
        arguments = dict(enumerate(call.given[1:])) | dict(call.named)
        return elementwise(call.tensors, "interpolate", arguments, call.tensor)
    mode = call.argument(2, "mode", "nearest")
    kind = Kind.FIT if str(mode).startswith("nearest") else Kind.FIT_BILINEAR
    target = _place_of(call, size)
    if target is None:
        call.tensors.refuse(_english.DEPENDS_ON_SIZE)
    return call.tensors.append((Layer(kind),), call.tensor, fits=target)


def _of_tensors(call: Call, size: object) -> bool:
    """Whether a size is that of a tensor, and no number that is known."""
    entries = size if isinstance(size, tuple | list) else (size,)
    wholes = [call.tensors.machine.whole(each) for each in entries]
    return not all(isinstance(each, int) for each in wholes)


def _place_of(call: Call, size: object) -> int | None:
    """The place whose size that is."""
    entries = [call.tensors.machine.whole(each) for each in (size if isinstance(size, tuple | list) else (size,))]
    net = call.tensors.network
    for place in range(len(net.sizes)):
        if all(
            each is not None and net.settled(difference(each, Extent(place, axis))) == 0
            for axis, each in enumerate(entries)
        ):
            return place
    return None


def centred(call: Call) -> object:
    """A crop in the middle, to a size or to that of another tensor."""
    size = call.argument(0, "output_size")
    tensor = call.tensors.plain(call.tensor)
    target = _place_of(call, size) if _of_tensors(call, size) else None
    if target is not None:
        return call.tensors.append((Layer(Kind.CROP),), tensor, fits=target)
    entries = size if isinstance(size, tuple | list) else (size,) * len(call.tensors.network.axes)
    sides = []
    for axis, each in enumerate(entries):
        rest = call.tensors.machine.settled(
            difference(Extent(tensor.place, axis), call.tensors.machine.whole(each) or 0)
        )
        if not isinstance(rest, int):
            call.tensors.refuse(_english.DEPENDS_ON_SIZE)
        sides.append(Sides(-(rest // 2), -(rest - rest // 2)))
    return call.tensors.margins(tensor, sides)


def padded(call: Call) -> object:
    amounts = call.argument(0, "pad")
    machine, net = call.tensors.machine, call.tensors.network
    values = [machine.whole(each) for each in machine.items(amounts, call.tensors.node) or ()]
    whole = [machine.settled(each) for each in values if each is not None]
    if not whole or len(whole) < len(values) or len(whole) % 2:
        call.tensors.refuse(_english.not_known("F.pad"))
    if all(isinstance(each, int) for each in whole):
        return _margins(call, [int(each) for each in whole if isinstance(each, int)])
    pairs = [(whole[n], whole[n + 1]) for n in range(0, len(whole), 2)][::-1]
    tensor = call.tensors.plain(call.tensor)
    found = fitted(call.tensors, tensor, pairs[-len(net.axes) :])
    if found is None:
        call.tensors.refuse(_english.DEPENDS_ON_SIZE)
    return found


def _margins(call: Call, amounts: list[int]) -> Tensor:
    """F.pad by numbers; those of channels make more of them."""
    net = call.tensors.network
    count = 2 * len(net.axes)
    tensor = call.tensors.plain(call.tensor)
    pairs = [Sides(amounts[n], amounts[n + 1]) for n in range(0, min(len(amounts), count), 2)]
    sides = [*[Sides(0, 0)] * (len(net.axes) - len(pairs)), *reversed(pairs)]
    more = sum(amounts[count : count + 2])
    tensor = call.tensors.margins(tensor, sides)
    if not more:
        return tensor
    channels = call.tensors.value(plus(net.counts[tensor.place], more))
    return call.tensors.append((Layer(Kind.OPAQUE, word="pad", channels=channels),), tensor)
