"""A call of a function of tensors, and those that are layers without weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from symrf.networks.notation.architecture import Layer
from symrf.networks.notation.kinds import Kind
from symrf.readers.source import _english
from symrf.readers.source.numbers import Extent, difference, extents
from symrf.readers.source.tensors import Tensors
from symrf.readers.source.values import Tensor
from symrf.readers.torch_modules import functional

__all__ = ["Call", "elementwise"]


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
    if "pool" in name and _reads_all(tensors, arguments, tensor):
        kind = Kind.GLOBAL_MAX if name.startswith("max") else Kind.GLOBAL_AVERAGE
        return tensors.append((Layer(kind),), tensor)
    try:
        layers = functional(name, {key: _settled(tensors, each) for key, each in arguments.items()}, _count(tensors))
    except ValueError as wrong:
        tensors.refuse(str(wrong))
    return None if layers is None else tensors.append(layers, tensor)


def _count(tensors: Tensors) -> int:
    return len(tensors.network.axes)


def _settled(tensors: Tensors, value: object) -> object:
    """An argument with the sizes of tensors put in; refused where they are not known."""
    if isinstance(value, tuple | list):
        return tuple(_settled(tensors, each) for each in value)
    whole = None if isinstance(value, bool | float) else tensors.machine.whole(value)
    return value if whole is None else tensors.value(whole)


def _reads_all(tensors: Tensors, arguments: Mapping[str | int, object], tensor: Tensor) -> bool:
    """Whether a pool has the size of what it reads for a kernel."""
    kernel = arguments.get(0, arguments.get("kernel_size"))
    entries = kernel if isinstance(kernel, tuple | list) else (kernel,) * _count(tensors)
    wholes = [None if isinstance(each, bool | float) else tensors.machine.whole(each) for each in entries]
    net, tensor = tensors.network, tensors.settled(tensor)
    if len(wholes) != _count(tensors) or not any(each is not None and extents(each) for each in wholes):
        return False
    return all(
        each is not None and net.settled(difference(each, Extent(tensor.place, axis))) == 0
        for axis, each in enumerate(wholes)
    )
