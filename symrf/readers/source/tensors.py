"""What PyTorch's methods and functions do to a tensor: layers behind it, and places where it meets others."""

from __future__ import annotations

from collections.abc import Sequence

from symrf.networks.notation.architecture import Join, Layer, Sides, Value
from symrf.networks.notation.kinds import Kind
from symrf.readers.source import _english
from symrf.readers.source.dimensions import Dimensions, Dims
from symrf.readers.source.numbers import Whole, extents
from symrf.readers.source.values import External, Tensor

__all__ = ["Dims", "Tensors"]


class Tensors(Dimensions):
    """What is done to tensors by one expression of a program, `node`."""

    # ---- layers

    def append(self, layers: Sequence[Layer], tensor: Tensor, fits: int | None = None) -> Tensor:
        """A tensor behind layers; those that keep the size work in any order of dimensions."""
        for part, layer in enumerate(layers):
            if layer.kind in (Kind.PASS, Kind.OPAQUE, Kind.MIX):
                place = self.network.add(layer, tensor.place, self.name, self.span)
                tensor = Tensor(place) if tensor.dims is None else self.network.like(tensor, place)
            elif layer.kind is Kind.FLATTEN:
                tensor = self.flatten(tensor, 1)
            elif layer.kind is Kind.VIEW:
                count = len(self.network.axes) if len(layer.sizes) == 1 else 1
                tensor = self.view(self.settled(tensor), [layer.channels or -1, *layer.sizes * count])
            else:
                source = self.plain(tensor).place
                place = self.network.add(layer, source, self.name, self.span, fits, part)
                tensor = self.network.image(place)
        return tensor

    def pool(self, tensor: Tensor, dims: object, keep: bool, word: str = "mean") -> Tensor:
        """mean, sum or max over dimensions: a global pool, or a number for each pixel."""
        tensor = self.settled(tensor, pools=True)
        parts = tensor.dims or ()
        over = {self.dimension(tensor, each) for each in (dims if isinstance(dims, tuple | list) else (dims,))}
        roles = {atom.role for each in over for atom in parts[each]}
        if roles == {"c"} and not tensor.pooled:
            place = self.network.add(Layer(Kind.OPAQUE, word=word, channels=1), tensor.place, self.name, self.span)
            return Tensor(place, self._without(self.network.like(tensor, place).dims or (), over, keep))
        if not tensor.image or not roles <= {"s"}:
            self.refuse(_english.POOLED_ALONG_ONE)
        gone = (*tensor.pooled, *[atom.index for each in sorted(over) for atom in parts[each]])
        left = self._without(parts, over, keep)
        if any(atom.role == "s" for dim in left for atom in dim):
            return Tensor(tensor.place, left, gone)
        kind = Kind.GLOBAL_MAX if word == "max" else Kind.GLOBAL_AVERAGE
        place = self.network.add(Layer(kind), tensor.place, self.name, self.span)
        found = Tensor(place, self.network.like(Tensor(place, left), place).dims)
        return found if len(left) > 2 else self.arranged(found, found.dims or ())

    @staticmethod
    def _without(dims: Dims, over: set[int], keep: bool) -> Dims:
        """Dimensions of which some are 1 now, or gone."""
        return tuple(() if n in over else dim for n, dim in enumerate(dims) if keep or n not in over)

    # ---- several tensors

    def joined(self, join: Join, left: Tensor, right: Tensor) -> Tensor:
        """Two tensors, added or multiplied element by element; one of one pixel, or of one channel, spreads."""
        if left.dims is None and right.dims is None:
            place = self.network.join(join, (left.place, right.place), self.name, self.span)
            return Tensor(place)
        left, right = self.settled(left), self.settled(right)
        if left.image is not right.image:
            left, right = (self.plain(left), right) if right.image else (left, self.plain(right))
        first, second = self._channels(left), self._channels(right)
        if isinstance(first, int) and isinstance(second, int) and first != second and 1 not in (first, second):
            self.refuse(_english.channels_disagree(first, second))
        if first != second and 1 in (first, second) and not any(extents(each) for each in (first, second)):
            left, right = self._spread(left, self.value(second)), self._spread(right, self.value(first))
        if not self.aligned(left, right):
            self.refuse(_english.DIMENSIONS_MOVED)
        place = self.network.join(join, (left.place, right.place), self.name, self.span)
        wide = left if len(left.dims or ()) >= len(right.dims or ()) and not self.network.pixel(left.place) else right
        return self.network.like(wide, place) if wide.image else self.network.features(place)

    def _channels(self, tensor: Tensor) -> Whole:
        return self.machine.settled(self.network.counts[tensor.place])

    def _spread(self, tensor: Tensor, channels: Value) -> Tensor:
        """A map of one channel that is multiplied with each of several."""
        if self._channels(tensor) != 1:
            return tensor
        layer = Layer(Kind.OPAQUE, word="expand", channels=channels)
        return self.network.image(self.network.add(layer, self.plain(tensor).place, self.name, self.span))

    def concatenated(self, parts: Sequence[object], along: object) -> Tensor:
        """torch.cat."""
        tensors = []
        for each in parts:
            if isinstance(each, External) and each.path.startswith("Parameter"):
                self.refuse(_english.JOINED_ALONG_AXIS)
            if not isinstance(each, Tensor):
                self.refuse(_english.joined_with_unknown(each.last if isinstance(each, External) else str(each)))
            tensors.append(self.settled(each))
        first = tensors[0]
        place = self.dimension(first, along)
        roles = {atom.role for each in tensors for dim in (each.dims or ())[place : place + 1] for atom in dim}
        if not roles <= {"c", "f"} or any(each.image is not first.image for each in tensors):
            self.refuse(_english.JOINED_ALONG_AXIS)
        if len(tensors) == 1:
            return first
        made = self.network.join(Join.CONCATENATE, [each.place for each in tensors], self.name, self.span)
        wide = next((each for each in tensors if not self.network.pixel(each.place)), first)
        return (
            self.network.like(wide, made)
            if first.image and place != 1
            else (self.network.image(made) if first.image else self.network.features(made))
        )

    def shares(self, tensor: Tensor, sizes: Sequence[Whole], dim: object) -> list[Tensor]:
        """The channels, or features, shared out."""
        tensor = self.settled(tensor)
        place = self.dimension(tensor, dim)
        if any(atom.role not in ("c", "f") for atom in (tensor.dims or ())[place]):
            self.refuse(_english.SPLIT_ALONG_AXIS)
        return [self.append_share(tensor, self.value(each)) for each in sizes]

    def append_share(self, tensor: Tensor, count: Value) -> Tensor:
        """A share of the channels."""
        place = self.network.add(Layer(Kind.TAKE, (count,)), tensor.place, self.name, self.span)
        return self.network.like(tensor, place) if tensor.image else self.network.features(place)

    def margins(self, tensor: Tensor, sides: Sequence[Sides]) -> Tensor:
        """A tensor with zeros around it, or cut."""
        if all(side == Sides(0, 0) for side in sides):
            return self.plain(tensor)
        same = tuple(sides[:1]) if all(side == sides[0] for side in sides) else tuple(sides)
        return self.append((Layer(Kind.PAD, padding=same),), tensor)
