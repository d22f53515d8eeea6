"""What PyTorch's methods and functions do to the dimensions of a tensor."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import NoReturn

from symrf.networks.notation.architecture import Layer, Value
from symrf.networks.notation.kinds import Kind
from symrf.readers.source import _english
from symrf.readers.source.network import BATCH, Network
from symrf.readers.source.numbers import Whole, difference
from symrf.readers.source.shapes import Regrouping, regrouped, size_of
from symrf.readers.source.state import State
from symrf.readers.source.values import Atom, Tensor

__all__ = ["Dimensions", "Dims"]

Dims = tuple[tuple[Atom, ...], ...]


class Dimensions:
    """What is done to the dimensions of tensors by one expression of a program, `node`."""

    def __init__(self, machine: State, network: Network, node: ast.AST, name: str | None = None) -> None:
        self.machine = machine
        self.network = network
        self.node = node
        self.name = name
        self.span = machine.span(node)
        self.shuffled = False  # whether the parts of the channels came together in another order

    def refuse(self, message: str) -> NoReturn:
        """Raises a refusal that points at the expression."""
        self.machine.refuse(message, self.node)

    # ---- dimensions

    def settled(self, tensor: Tensor, rank: int = 0, pools: bool = False) -> Tensor:
        """A tensor with its dimensions; the input has so many, or as many as the first layer that reads it."""
        if tensor.pooled and not pools:
            self.refuse(_english.POOLED_ALONG_ONE)
        if tensor.dims is not None:
            return tensor
        net = self.network
        if net.vector or not net.axes or rank == 2:
            return self.as_vector(tensor)
        return net.image(tensor.place)

    def as_vector(self, tensor: Tensor) -> Tensor:
        """The input as a vector."""
        net = self.network
        if tensor.dims is None and net.size and tensor.place == 0:
            return net.image(tensor.place)
        net.vector = True
        return net.features(tensor.place)

    def shape(self, tensor: Tensor) -> tuple[Whole, ...]:
        """The sizes of the dimensions."""
        self.network.asked |= tensor.dims is None
        return tuple(map(size_of, self.settled(tensor).dims or ()))

    def dimension(self, tensor: Tensor, value: object) -> int:
        """The index of a dimension, from 0 on."""
        rank = len(tensor.dims or ())
        if not isinstance(value, int) or not -rank <= value < rank:
            self.refuse(_english.no_dimension(value, rank))
        return value % rank

    def plain(self, tensor: Tensor) -> Tensor:
        """A tensor as an image in PyTorch's order; refused where it is none."""
        tensor = self.settled(tensor)
        usual = self.network.image(tensor.place)
        if tensor.image and len(tensor.dims or ()) == len(usual.dims or ()) and self.aligned(tensor, usual):
            return usual
        if not tensor.image:
            source = self.network.unflattened(tensor.place)
            if source is not None and len(tensor.dims or ()) == len(usual.dims or ()):
                return self.network.image(source)
            self.refuse(_english.VECTOR_FOR_IMAGE)
        self.refuse(_english.DIMENSIONS_MOVED)
        return None

    def arranged(self, tensor: Tensor, dims: Dims) -> Tensor:
        """A tensor whose dimensions were regrouped: maybe it is a vector now, or one was folded into another."""
        net = self.network
        dims = tuple(self._joined(dim, tensor) for dim in dims)
        if self.shuffled:
            self.shuffled = False
            place = net.add(Layer(Kind.PASS, word="shuffle"), tensor.place, self.name, self.span)
            tensor = Tensor(place, dims)
        roles = [{atom.role for atom in dim} for dim in dims]
        if any("s" in each and len(each) > 1 and each != {"s", "n"} for each in roles):
            whole = (len(dims) == 2 and roles[0] <= {"n"}) or len(dims) == 1
            if not whole:
                self.refuse(_english.FOLDED)
            return net.flatten(tensor.place, self.name, self.span)
        if tensor.image and len(dims) == 2 and net.pixel(tensor.place) and roles[1] <= {"c"}:
            return net.flatten(tensor.place, self.name, self.span)
        if not tensor.image and len(dims) > 2:
            return self._image_of(tensor, dims)
        return Tensor(tensor.place, dims)

    def _joined(self, dim: tuple[Atom, ...], tensor: Tensor) -> tuple[Atom, ...]:
        """The parts of the channels, where all of them are side by side, are the channels."""
        parts = [atom for atom in dim if atom.role == "c" and atom.index]
        if not parts or difference(size_of(parts), self.network.counts[tensor.place]) != 0:
            return dim
        whole = Atom("c", 0, self.network.counts[tensor.place])
        if parts != sorted(parts, key=lambda atom: _path(atom.index)):
            self.shuffled = True
        first = dim.index(parts[0])
        return (
            *[each for each in dim[:first] if each not in parts],
            whole,
            *[each for each in dim[first:] if each not in parts],
        )

    def _image_of(self, tensor: Tensor, dims: Dims) -> Tensor:
        """A vector that becomes an image of one pixel again, or one whose pixels its numbers are."""
        net = self.network
        if all(not dim for dim in dims[2:]):
            source = net.unflattened(tensor.place)
            if source is not None:
                return net.image(source)
        return self.view(tensor, [size_of(dim) for dim in dims[1:]])

    def view(self, tensor: Tensor, sizes: Sequence[Whole]) -> Tensor:
        """A vector as an image of those channels and sizes."""
        numbers = [self.network.number(each) for each in sizes]
        if None in numbers or len(numbers) != len(self.network.axes) + 1:
            self.refuse(_english.cannot_view(", ".join(map(str, sizes))))
        channels, *rest = (each for each in numbers if each is not None)
        spread = tuple(rest[:1]) if all(each == rest[0] for each in rest) else tuple(rest)
        place = self.network.add(Layer(Kind.VIEW, spread, channels=channels), tensor.place, self.name, self.span)
        return self.network.image(place)

    def reshape(self, tensor: Tensor, sizes: Sequence[object]) -> Tensor:
        """view and reshape."""
        wanted = [self.machine.whole(each) for each in sizes]
        whole: list[Whole] = [-1 if each is None else self.machine.settled(each) for each in wanted]
        if tensor.dims is None:
            return self._reshaped_input(tensor, whole)
        atoms = [Atom(atom.role, atom.index, self.machine.settled(atom.size)) for dim in tensor.dims for atom in dim]
        try:
            dims = self._kept(regrouped(atoms, whole), tensor)
            if len(dims) != 2 or dims[1] or whole[0] != -1:  # view(-1, 1) is meant for the features of one pixel
                return self.arranged(tensor, dims)
        except Regrouping:
            pass
        if not whole:
            self.refuse(_english.cannot_view(""))
        batch = whole[0] in (-1, BATCH.size) or len(whole) == 1
        if len(whole) <= 2 and batch and tensor.image:
            return self.network.flatten(tensor.place, self.name, self.span)
        if len(whole) <= 2 and batch:
            return tensor
        if not tensor.image and batch and -1 not in whole[1:]:
            return self.view(tensor, whole[1:])
        self.refuse(_english.cannot_view(", ".join(_text(each) for each in whole)))
        return None

    def _kept(self, dims: Dims, tensor: Tensor) -> Dims:
        """The atoms of a tensor as they were, whose sizes were put in."""
        before = {(atom.role, atom.index): atom for dim in tensor.dims or () for atom in dim}
        return tuple(tuple(before.get((atom.role, atom.index), atom) for atom in dim) for dim in dims)

    def _reshaped_input(self, tensor: Tensor, sizes: Sequence[Whole]) -> Tensor:
        net = self.network
        if len(sizes) == 2:
            return self.reshape(found, sizes) if (found := self.as_vector(tensor)).image else found
        if len(sizes) == len(net.axes) + 2:
            image = net.image(tensor.place)
            numbers = [each for each in sizes[2:] if isinstance(each, int) and each > 0]
            if tensor.place == 0 and isinstance(sizes[1], int) and sizes[1] > 0:
                net.receives(0, sizes[1])
                if not net.size and len(numbers) == len(net.axes):
                    net.settle(tuple(numbers))
                image = net.image(0)
            return image
        self.refuse(_english.cannot_view(", ".join(map(_text, sizes))))
        return None

    def flatten(self, tensor: Tensor, start: object = 0, end: object = -1) -> Tensor:
        """torch.flatten and nn.Flatten."""
        tensor = self.settled(tensor)
        dims = tensor.dims or ()
        if len(dims) < 2:
            return tensor
        first, last = self.dimension(tensor, start), self.dimension(tensor, end)
        if first == 0 and last == len(dims) - 1:
            self.network.assume(_english.FLATTENS_BATCH, self.span, certain=True)
            first = 1
        merged = tuple(atom for dim in dims[first : last + 1] for atom in dim)
        return self.arranged(tensor, (*dims[:first], merged, *dims[last + 1 :]))

    def unflatten(self, tensor: Tensor, dim: object, sizes: object) -> Tensor:
        """tensor.unflatten and nn.Unflatten."""
        tensor = self.settled(tensor)
        place = self.dimension(tensor, dim)
        shape: list[object] = list(self.shape(tensor))
        more = list(sizes) if isinstance(sizes, tuple | list) else [sizes]
        return self.reshape(tensor, [*shape[:place], *more, *shape[place + 1 :]])

    def permute(self, tensor: Tensor, order: Sequence[object]) -> Tensor:
        """permute: the dimensions in another order."""
        if self._turned(tensor, order):
            return tensor
        tensor = self.settled(tensor, len(order))
        dims = tensor.dims or ()
        places = [self.dimension(tensor, each) for each in order]
        if sorted(places) != list(range(len(dims))):
            self.refuse(_english.no_dimension(tuple(order), len(dims)))
        return Tensor(tensor.place, tuple(dims[each] for each in places))

    def transpose(self, tensor: Tensor, first: object, second: object) -> Tensor:
        """transpose and swapaxes."""
        order = list(range(len(self.network.axes) + 2))
        if isinstance(first, int) and isinstance(second, int) and max(abs(first), abs(second)) < len(order):
            order[first], order[second] = order[second], order[first]
            if order[1] != 1 and self._turned(tensor, order):
                return tensor
        tensor = self.settled(tensor)
        dims = list(tensor.dims or ())
        one, other = self.dimension(tensor, first), self.dimension(tensor, second)
        dims[one], dims[other] = dims[other], dims[one]
        return Tensor(tensor.place, tuple(dims))

    def _turned(self, tensor: Tensor, order: Sequence[object]) -> bool:
        """Whether the input itself is turned before anything reads it: it is taken as it stands then."""
        whole = [each % len(order) for each in order if isinstance(each, int) and abs(each) <= len(order)]
        if tensor.dims is not None or tensor.place or not self.network.turned(whole):
            return False
        self.network.assume(_english.turned(tuple(whole)), self.span, certain=True)
        return True

    def squeeze(self, tensor: Tensor, dim: object = None) -> Tensor:
        """squeeze: dimensions of 1 go; one that is not known to be is taken to be."""
        tensor = self.settled(tensor)
        dims = tensor.dims or ()
        if dim is None:
            return self.arranged(tensor, tuple(each for each in dims if each))
        place = self.dimension(tensor, dim)
        size = self.machine.settled(size_of(dims[place]))
        if isinstance(size, int) and size != 1:
            return tensor
        if size != 1:
            self.network.assume(_english.SQUEEZED, self.span, certain=True)
        return self.arranged(tensor, (*dims[:place], *dims[place + 1 :]))

    def unsqueeze(self, tensor: Tensor, dim: object) -> Tensor:
        """unsqueeze: a dimension of 1."""
        if tensor.dims is None and dim == 1:
            self.network.receives(tensor.place, 1)
            return self.network.image(tensor.place)
        tensor = self.settled(tensor)
        dims = tensor.dims or ()
        if not isinstance(dim, int):
            self.refuse(_english.no_dimension(dim, len(dims)))
        place = dim % (len(dims) + 1)
        return self.widened(tensor, (*dims[:place], (), *dims[place:]))

    def widened(self, tensor: Tensor, dims: Dims) -> Tensor:
        rank = len(self.network.axes) + 2
        if not tensor.image and len(dims) == rank:
            return self._image_of(tensor, dims)
        return Tensor(tensor.place, dims)

    @staticmethod
    def aligned(left: Tensor, right: Tensor) -> bool:
        """Whether dimensions that meet are the same, from the last on; those of 1 go with all."""
        pairs = zip(reversed(left.dims or ()), reversed(right.dims or ()), strict=False)
        return all(
            not one
            or not other
            or [(atom.role, atom.index) for atom in one] == [(atom.role, atom.index) for atom in other]
            for one, other in pairs
        )

    def value(self, size: Whole) -> Value:
        """A number as it stands in a layer; refused where it depends on the size of a tensor."""
        found = self.network.number(size)
        if found is None:
            self.refuse(_english.DEPENDS_ON_SIZE)
        return found


def _path(index: int) -> tuple[int, ...]:
    """Where a part of the channels stood, as halves of halves."""
    halves: list[int] = []
    while index:
        halves.insert(0, (index - 1) % 2)
        index = (index - 1) // 2
    return tuple(halves)


def _text(value: object) -> str:
    return str(value) if isinstance(value, int) else "…"
