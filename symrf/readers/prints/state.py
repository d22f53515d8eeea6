"""A network while its print is wired: its graph, what each place is known to be, and what was taken for granted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from symrf.errors import ReadError
from symrf.formulas import limits
from symrf.networks.notation.architecture import Join, Layer, Value
from symrf.networks.notation.kinds import Kind
from symrf.readers.graph import Building, Span
from symrf.readers.pasted import Pasted
from symrf.readers.prints import _english
from symrf.readers.prints.modules import Module
from symrf.readers.prints.rounding import rounded_up
from symrf.readers.prints.tensors import Tensor, after

__all__ = ["State"]

_GLOBAL = frozenset({Kind.GLOBAL_AVERAGE, Kind.GLOBAL_MAX})


@dataclass
class State:
    """What grows while modules are gone through; `loose` are ends that nothing in the print goes on from."""

    pasted: Pasted
    building: Building = field(default_factory=Building)
    history: list[Tensor] = field(default_factory=list)
    loose: list[Tensor] = field(default_factory=list)
    levels: list[Tensor] = field(default_factory=list)
    ordered: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    skipped: list[Tensor] = field(default_factory=list)
    channels: Value | None = None
    flat: bool = False
    axes: tuple[str, ...] | None = None
    gated: int = 0
    pointwise: bool = False
    pooled: bool = False
    dense_flattens: bool = False

    def add(self, layer: Layer, tensor: Tensor, name: str, module: Module) -> Tensor:
        """Append a layer; what it gives. Pooling one pixel to one changes nothing."""
        if tensor.one and layer.kind in _GLOBAL:
            return tensor
        if len(self.building.nodes) >= limits.READ_NODES:
            raise self.refusal(_english.TOO_LARGE, module)
        place = self.building.add(layer, tensor.place, name=name or None, span=self.span(module))
        given = after(layer, tensor, place)
        self.history.append(given)
        return given

    def joined(self, join: Join, tensors: Sequence[Tensor], name: str, module: Module) -> Tensor:
        """Append a place where tensors meet; what they are together."""
        if len(tensors) == 1:
            return tensors[0]
        if join is Join.ADD:
            pool = rounded_up(self.building, [each.place for each in tensors], self.pasted.clean)
            if pool is not None:
                self.assume(_english.rounds_up(pool), module)
        place = self.building.add(join, *(each.place for each in tensors), name=name or None, span=self.span(module))
        first = next((each for each in tensors if not each.one), tensors[0])
        found = replace(first, place=place)
        if join is Join.CONCATENATE:
            counts = [each.channels for each in tensors]
            numbers = [count for count in counts if isinstance(count, int)]
            found = replace(found, channels=sum(numbers) if len(numbers) == len(counts) else None)
        self.history.append(found)
        return found

    def span(self, module: Module) -> Span:
        """Where the name of a module stands in the paste."""
        return self.pasted.span(module.start, max(module.head, module.start + 1))

    def assume(self, text: str, module: Module, certain: bool = False) -> None:
        """Note what was inferred, at a module."""
        self.building.certain = self.building.certain and certain
        if all(note.text != text for note in self.building.notes):
            self.building.assume(text, self.span(module), certain)

    def refusal(self, text: str, module: Module) -> ReadError:
        """A refusal that points at the name of a module."""
        return self.pasted.error(text, module.start, max(module.head, module.start + 1))

    def skip(self, count: Value, tensor: Tensor) -> Tensor | None:
        """What an earlier stage of the same size gave, with the channels that are missing to so many.

        A stage that is over ends where the size changes. Where two of one size are asked for, a module was called more
        often than it is printed, and a refusal says so by None.
        """
        if not isinstance(count, int) or not isinstance(tensor.channels, int) or tensor.scale is None:
            return None
        left = False
        for earlier in reversed(self.history):
            left = left or earlier.scale != tensor.scale
            if left and earlier.scale == tensor.scale and earlier.channels == count - tensor.channels and earlier.image:
                if any(each.scale == tensor.scale for each in self.skipped):
                    return None
                self.skipped.append(earlier)
                return earlier
        return None

    def fitting(self, earlier: Tensor, tensor: Tensor, module: Module) -> Tensor:
        """What an earlier stage gave, cropped to the size of a tensor where convolutions between do not pad."""
        between = self.building.nodes[earlier.place : tensor.place]
        if not any(isinstance(node.item, Layer) and _shrinks(node.item) for node in between):
            return earlier
        self.assume(_english.cropped(module.key or module.name), module)
        place = self.building.add(Layer(Kind.CROP), earlier.place, span=self.span(module), fits=tensor.place)
        return replace(earlier, place=place)

    def closes_up(self, tensor: Tensor) -> bool:
        """Whether the last layer with a window has no padding, as one has that reads all that is left."""
        place = tensor.place
        while place:
            node = self.building.nodes[place - 1]
            if not isinstance(node.item, Layer) or node.item.kind is not Kind.PASS:
                break
            place = node.sources[0]
        item = self.building.nodes[place - 1].item if place else None
        return isinstance(item, Layer) and item.kind is Kind.CONVOLUTION and item.sizes != (1,) and not item.padding

    def padded(self, tensor: Tensor) -> Value | None:
        """What the last convolution before a tensor pads, on each side of its one axis."""
        place = tensor.place
        while place:
            node = self.building.nodes[place - 1]
            if isinstance(node.item, Layer) and node.item.kind is not Kind.PASS:
                margins = node.item.padding
                return margins[0].before if isinstance(margins, tuple) and len(margins) == 1 else None
            place = node.sources[0]
        return None

    def expecting(self, count: Value, module: Module) -> None:
        """Keep what the dense layer that comes next says that it receives."""
        self.building.expect(len(self.building.nodes) + 1, "features", count, span=self.span(module))


def _shrinks(layer: Layer) -> bool:
    """Whether a convolution of stride 1 gives fewer pixels than it is given."""
    kernel, sides, dilation = layer.sizes[:1], layer.padding, layer.dilation or (1,)
    if layer.kind not in (Kind.CONVOLUTION, Kind.DEPTHWISE) or layer.stride is not None:
        return False
    if not isinstance(sides, tuple):
        return sides is None and kernel != (1,)
    numbers = (kernel[0], sides[0].before, sides[0].after, dilation[0])
    size, before, after, apart = (each if isinstance(each, int) else 0 for each in numbers)
    return before + after < apart * (size - 1)
