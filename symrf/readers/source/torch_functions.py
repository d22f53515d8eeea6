"""The functions and methods of PyTorch that change a tensor, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from symrf.formulas import limits
from symrf.networks.notation.architecture import Join, Layer
from symrf.networks.notation.kinds import Kind
from symrf.readers.source import _english
from symrf.readers.source.numbers import Whole, difference, floored
from symrf.readers.source.torch_calls import Call
from symrf.readers.source.torch_fitting import centred, padded, resized
from symrf.readers.source.values import External, Tensor

__all__ = ["METHODS", "SAME"]


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


def _gated(call: Call) -> object:
    """GLU: one half of the channels times the sigmoid of the other."""
    tensor = call.tensors.settled(call.tensor)
    total = call.tensors.machine.settled(call.tensors.network.counts[tensor.place])
    first, second = call.tensors.shares(tensor, [floored(total, 2)] * 2, call.argument(0, "dim", -1))
    gate = call.tensors.append((Layer(Kind.PASS, word="sigmoid"),), second)
    return call.tensors.joined(Join.GATE, first, gate)


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
    "interpolate": resized,
    "upsample": resized,
    "pad": padded,
    "center_crop": centred,
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
