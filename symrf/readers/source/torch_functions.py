"""The functions and methods of PyTorch that change a tensor, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from symrf.formulas import limits
from symrf.networks.notation.architecture import Join, Layer, Sides
from symrf.networks.notation.kinds import Kind
from symrf.readers.source import _english
from symrf.readers.source.numbers import Extent, Whole, difference, floored, plus
from symrf.readers.source.slicing import fitted
from symrf.readers.source.tensors import Tensors
from symrf.readers.source.values import External, Tensor
from symrf.readers.torch_modules import functional

__all__ = ["METHODS", "SAME", "Call", "elementwise"]


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a function of tensors: what is done to them, and its arguments."""

    tensors: Tensors
    given: Sequence[object]
    named: Mapping[str, object]

    def argument(self, place: int, name: str, usual: object = None) -> object:
        """An argument by its place behind the tensor, or by its name."""
        return self.given[place + 1] if len(self.given) > place + 1 else self.named.get(name, usual)

    @property
    def tensor(self) -> Tensor:
        """The tensor itself."""
        first = self.given[0]
        return first if isinstance(first, Tensor) else self.tensors.refuse(_english.VECTOR_FOR_IMAGE)

    def many(self, name: str) -> list[object]:
        """Arguments that are given one by one, or as a tuple."""
        rest: Sequence[object] = self.given[1:] or (self.named.get(name, ()),)
        if len(rest) == 1 and isinstance(rest[0], tuple | list):
            return list(rest[0])
        return list(rest)


def elementwise(tensors: Tensors, name: str, arguments: Mapping[str | int, object], tensor: Tensor) -> Tensor | None:
    """A function that is a layer without weights; None where it is not known."""
    try:
        layers = functional(name, arguments, len(tensors.network.axes))
    except ValueError as wrong:
        tensors.refuse(str(wrong))
    return None if layers is None else tensors.append(layers, tensor)


def _size(call: Call) -> object:
    shape = call.tensors.shape(call.tensor)
    dim = call.argument(0, "dim")
    if dim is None:
        return shape
    return shape[call.tensors.dimension(call.tensors.settled(call.tensor), dim)]


def _mean(word: str) -> Callable[[Call], object]:
    def made(call: Call) -> object:
        dims = call.argument(0, "dim", call.named.get("axis"))
        keep = call.argument(1, "keepdim", call.named.get("keepdims", False)) is True
        if dims is None:
            return External("loss")
        return call.tensors.pool(call.tensor, dims, keep, word)

    return made


def _maximum(call: Call) -> object:
    other = call.argument(0, "other")
    if isinstance(other, Tensor):
        return call.tensors.joined(Join.ADD, call.tensor, other)
    found = _mean("max")(call)
    return (found, External("indices")) if isinstance(found, Tensor) else found


def _flatten(call: Call) -> object:
    return call.tensors.flatten(call.tensor, call.argument(0, "start_dim", 0), call.argument(1, "end_dim", -1))


def _chunk(call: Call) -> object:
    count, dim = call.argument(0, "chunks"), call.argument(1, "dim", 0)
    tensor = call.tensors.settled(call.tensor)
    total = call.tensors.machine.settled(call.tensors.network.counts[tensor.place])
    if not isinstance(count, int) or not 0 < count <= limits.READ_ITEMS:
        call.tensors.refuse(_english.INDEX_NOT_KNOWN)
    if not isinstance(total, int):
        return tuple(call.tensors.shares(tensor, [floored(total, count)] * count, dim))
    each = -(-total // count)
    sizes: list[Whole] = [min(each, total - start) for start in range(0, total, each)]
    return tuple(call.tensors.shares(tensor, sizes, dim))


def _split(call: Call) -> object:
    sizes, dim = call.argument(0, "split_size_or_sections", call.named.get("split_size")), call.argument(1, "dim", 0)
    machine = call.tensors.machine
    tensor = call.tensors.settled(call.tensor)
    total = machine.settled(call.tensors.network.counts[tensor.place])
    if isinstance(sizes, tuple | list):
        found = [each for value in sizes if (each := machine.whole(value)) is not None]
        return tuple(call.tensors.shares(tensor, found, dim))
    each = machine.whole(sizes)
    if isinstance(each, int) and (each < 1 or (isinstance(total, int) and total > each * limits.READ_ITEMS)):
        call.tensors.refuse(_english.INDEX_NOT_KNOWN)
    if isinstance(each, int) and isinstance(total, int):
        return tuple(call.tensors.shares(tensor, [min(each, total - n) for n in range(0, total, each)], dim))
    if each is None:
        call.tensors.refuse(_english.INDEX_NOT_KNOWN)
    return tuple(call.tensors.shares(tensor, [each, difference(total, each)], dim))


def _concatenated(call: Call) -> object:
    parts = call.given[0] if call.given else call.named.get("tensors")
    dim = call.argument(0, "dim", call.named.get("axis", 0))
    found = call.tensors.machine.items(parts, call.tensors.node)
    if not found:
        call.tensors.refuse(_english.not_known("torch.cat"))
    return call.tensors.concatenated(found, dim)


def _resized(call: Call) -> object:
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


def _centred(call: Call) -> object:
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


def _gated(call: Call) -> object:
    """GLU: one half of the channels times the sigmoid of the other."""
    tensor = call.tensors.settled(call.tensor)
    total = call.tensors.machine.settled(call.tensors.network.counts[tensor.place])
    first, second = call.tensors.shares(tensor, [floored(total, 2)] * 2, call.argument(0, "dim", -1))
    gate = call.tensors.append((Layer(Kind.PASS, word="sigmoid"),), second)
    return call.tensors.joined(Join.GATE, first, gate)


def _padded(call: Call) -> object:
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


def _same(call: Call) -> object:
    return call.tensor


def _refused(call: Call) -> object:
    call.tensors.refuse(_english.PRODUCT_OF_MATRICES)


def _joins(sign: str) -> Callable[[Call], object]:
    def made(call: Call) -> object:
        other = call.argument(0, "other")
        machine = call.tensors.machine
        return machine.library.binary(machine, sign, call.given[0], other, call.tensors.node)

    return made


def _repeated(call: Call) -> object:
    """repeat and tile: nothing but for a pixel, which spreads."""
    if not call.tensors.network.pixel(call.tensor.place) and any(
        each not in (1, -1) for each in call.many("sizes")[1:]
    ):
        call.tensors.refuse(_english.REPEATS)
    return call.tensor


METHODS: Mapping[str, Callable[[Call], object]] = {
    "size": _size,
    "dim": lambda call: len(call.tensors.settled(call.tensor).dims or ()),
    "ndimension": lambda call: len(call.tensors.settled(call.tensor).dims or ()),
    "view": lambda call: call.tensors.reshape(call.tensor, call.many("shape")),
    "reshape": lambda call: call.tensors.reshape(call.tensor, call.many("shape")),
    "flatten": _flatten,
    "unflatten": lambda call: call.tensors.unflatten(call.tensor, call.argument(0, "dim"), call.argument(1, "sizes")),
    "permute": lambda call: call.tensors.permute(call.tensor, call.many("dims")),
    "transpose": lambda call: call.tensors.transpose(call.tensor, call.argument(0, "dim0"), call.argument(1, "dim1")),
    "swapaxes": lambda call: call.tensors.transpose(call.tensor, call.argument(0, "axis0"), call.argument(1, "axis1")),
    "squeeze": lambda call: call.tensors.squeeze(call.tensor, call.argument(0, "dim")),
    "unsqueeze": lambda call: call.tensors.unsqueeze(call.tensor, call.argument(0, "dim")),
    "mean": _mean("mean"),
    "sum": _mean("mean"),
    "amax": _mean("max"),
    "max": _maximum,
    "maximum": _maximum,
    "minimum": _maximum,
    "chunk": _chunk,
    "split": _split,
    "cat": _concatenated,
    "concat": _concatenated,
    "concatenate": _concatenated,
    "interpolate": _resized,
    "upsample": _resized,
    "pad": _padded,
    "center_crop": _centred,
    "glu": _gated,
    "add": _joins("+"),
    "add_": _joins("+"),
    "sub": _joins("-"),
    "mul": _joins("*"),
    "mul_": _joins("*"),
    "multiply": _joins("*"),
    "div": _joins("/"),
    "repeat": _repeated,
    "tile": _repeated,
    **dict.fromkeys(("matmul", "bmm", "mm", "einsum", "baddbmm", "scaled_dot_product_attention"), _refused),
}
"""What is done by name, as a method or a function."""

SAME = frozenset(
    [
        "contiguous",
        "clone",
        "detach",
        "float",
        "half",
        "double",
        "to",
        "cuda",
        "cpu",
        "type",
        "type_as",
        "requires_grad_",
        "expand",
        "expand_as",
        "broadcast_to",
        "pow",
        "neg",
        "sign",
        "round",
        "nan_to_num",
        "masked_fill",
        "masked_fill_",
        "data",
        "bfloat16",
        "long",
        "int",
    ]
)
"""Methods that leave a tensor as it is, for all that is derived."""
