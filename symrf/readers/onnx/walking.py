"""A model walked through in the order of its operations: what stands behind each, and the graph that comes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from math import prod

from symrf.formulas import limits
from symrf.networks.notation.architecture import Architecture, Join, Layer
from symrf.networks.notation.kinds import Kind
from symrf.readers.graph import Building
from symrf.readers.lengths import after, keeps
from symrf.readers.onnx import _english
from symrf.readers.onnx.items import NUMBERS, product
from symrf.readers.onnx.model import Constant, Extent, Fault, Item, Operation, Reckoned
from symrf.readers.onnx.probing import Probes
from symrf.readers.onnx.tensors import Atom, Dim, Many, Part, Tensor, whole

__all__ = ["Inputs", "Value", "Walk", "Work", "even"]

Value = Tensor | Many | Constant
"""What has a name in a model."""

Inputs = Sequence[Value | None]
"""What an operation receives; None for an input that is left out."""


@dataclass(frozen=True, slots=True)
class _Stand:
    """What is known of a place: its pixels an axis, its channels, and the places whose sizes it has for every input.

    It is `flat` where it is a vector, a `pixel` where it is one for every input. `root` is the place of which it is
    worked out pixel by pixel without weights, and `hint` the operation that was the last to say what it is.
    """

    sizes: tuple[int | None, ...]
    channels: int | None
    origin: tuple[int, ...]
    flat: bool
    pixel: bool
    root: int
    hint: str = ""


@dataclass
class Walk:
    """The graph while a model is walked through."""

    axes: tuple[str, ...]
    batch: Item
    stands: list[_Stand] = field(default_factory=list)
    building: Building = field(default_factory=Building)
    assumed: Mapping[str, Architecture] = field(default_factory=dict)
    biased: set[int] = field(default_factory=set)  # products with weights, to which a bias may be added yet
    operation: Operation = field(default_factory=lambda: Operation("", (), ()))

    @cached_property
    def probes(self) -> Probes:
        """How long each place is for many sizes of the input."""
        return Probes(self.axes)

    @classmethod
    def begun(
        cls, axes: tuple[str, ...], batch: Item, channels: int | None, sizes: tuple[int | None, ...], flat: bool
    ) -> Walk:
        """At the input."""
        stand = _Stand(sizes, channels, (0,) * len(axes), flat, False, 0)
        return cls(axes, batch, [stand])

    # --- What is known

    def channels(self, place: int) -> Item:
        """The channels of a place, or the features of a vector."""
        found = self.stands[place].channels
        return Extent(Fraction(1), ((place, "c"),)) if found is None else found

    def length(self, place: int, axis: int) -> Item:
        """The pixels of a place on an axis, as a length of the place that has the same."""
        stand = self.stands[place]
        return 1 if stand.pixel else Extent(Fraction(1), ((stand.origin[axis], self.axes[axis]),))

    def settled(self, item: Item) -> Item:
        """A length as a number where the file says it, and one that is reckoned as that of a tensor which has it."""
        if isinstance(item, Reckoned):
            item = self._found(item)
        if not isinstance(item, Extent):
            return item
        times: Fraction | None = item.times
        for place, letter in item.of:
            size = self._known(place, letter)
            times = None if times is None or size is None else times * size
        if times is None:
            return item
        return int(times) if times.denominator == 1 else times

    def _found(self, item: Reckoned) -> Item:
        """A length that is reckoned as a number, or as that of a tensor."""
        left, right = (self.settled(each) for each in (item.left, item.right))
        if item.kind == "Mul":
            found = product(left, right)
            return None if isinstance(found, Reckoned) else found
        if isinstance(left, int | Fraction) and isinstance(right, int | Fraction):
            return NUMBERS[item.kind](left, right)
        return self.located(item)

    def located(self, item: Item) -> Item:
        """A length as that of a tensor which is as long for every input; None where there is none."""
        self.probes.follow(self.building.nodes)
        values = self.probes.values(item)
        if values is not None and len(set(values)) == 1:
            return values[0]
        for place, stand in enumerate(self.stands):
            for at, axis in enumerate(self.axes):
                if not stand.flat and not stand.pixel and self.probes.places[place][at] == values:
                    return Extent(Fraction(1), ((stand.origin[at], axis),))
        return None

    def _known(self, place: int, letter: str) -> int | None:
        """A length that the file says."""
        if letter == "n":
            return self.batch if isinstance(self.batch, int) else None
        stand = self.stands[place]
        return stand.channels if letter == "c" else stand.sizes[self.axes.index(letter)]

    def tensor(self, place: int) -> Tensor:
        """What stands at a place, its dimensions in their usual order."""
        batch = Atom("n", self.batch if self.batch is not None else Extent(Fraction(1), ((0, "n"),)))
        dims: list[Dim] = [(batch,), (Atom("c", self.channels(place)),)]
        if not self.stands[place].flat:
            dims += [(Atom(axis, self.length(place, at)),) for at, axis in enumerate(self.axes)]
        return Tensor(place, tuple(dims))

    # --- What is added

    def add(self, layer: Layer, source: int, fits: int | None = None, rooted: bool = False) -> int:
        """Append a layer, and reckon what stands behind it; its place."""
        self._room()
        stand = self.stands[source]
        kind = layer.kind
        flat = kind.flat or (stand.flat and kind is not Kind.VIEW)
        sizes, origin = stand.sizes, stand.origin
        if fits is not None:
            sizes, origin = self.stands[fits].sizes, self.stands[fits].origin
        elif not flat:
            received = sizes or (None,) * len(self.axes)
            sizes = tuple(after(layer, at, self.axes, received[at]) for at in range(len(self.axes)))
            if any(size is not None and size < 1 for size in sizes):
                raise Fault(_english.NO_PIXEL)
            here = len(self.stands)
            origin = tuple(
                origin[at] if not stand.flat and keeps(layer, at, self.axes) else here for at in range(len(self.axes))
            )
        pixel = not flat and fits is None and (set(sizes) == {1} and (stand.pixel or _closes(layer)))
        place = self.building.add(layer, source, name=self._name(kind), span=self.operation.span, fits=fits)
        root, hint = (stand.root, self.operation.kind) if rooted else (place, "")
        self.stands.append(_Stand(sizes, self._given(layer, stand), origin, flat, pixel, root, hint))
        return place

    def join(self, join: Join, places: Sequence[int]) -> int:
        """Append a place where branches meet; its own."""
        self._room()
        stands = [self.stands[each] for each in places]
        wide = next((each for each in stands if not each.pixel), stands[0])
        counts = [each.channels for each in stands]
        channels = sum(each or 0 for each in counts) if join is Join.CONCATENATE else counts[0]
        place = self.building.add(join, *places, span=self.operation.span)
        self.stands.append(replace(wide, channels=None if None in counts else channels, root=place, hint=""))
        return place

    def note(self, text: str, certain: bool = True) -> None:
        """Note what was chosen, or inferred."""
        self.building.assume(text, self.operation.span, certain)

    def _room(self) -> None:
        if len(self.building.nodes) >= limits.READ_NODES:
            raise Fault(_english.too_many(limits.READ_NODES))

    def _name(self, kind: Kind) -> str | None:
        """The module, which names what it does and not the arithmetic beside it."""
        return None if kind in (Kind.FLATTEN, Kind.PAD) else self.operation.module

    def _given(self, layer: Layer, stand: _Stand) -> int | None:
        """The channels behind a layer."""
        count = stand.channels
        written = layer.channels if isinstance(layer.channels, int) else None
        factor = prod(each for each in layer.sizes if isinstance(each, int))
        if len(layer.sizes) == 1:
            factor **= len(self.axes)
        match layer.kind:
            case Kind.DENSE | Kind.TAKE:
                return layer.sizes[0] if isinstance(layer.sizes[0], int) else None
            case Kind.CONVOLUTION | Kind.TRANSPOSED | Kind.VIEW:
                return written
            case Kind.FLATTEN:
                pixels = [1] if stand.pixel else stand.sizes
                return None if count is None or None in pixels else count * prod(each or 1 for each in pixels)
            case Kind.SHUFFLE:
                return None if count is None else count // factor
            case Kind.UNSHUFFLE:
                return None if count is None else count * factor
        return count if written is None else written

    # --- What a layer receives

    def image(self, tensor: Tensor) -> int:
        """The place of an image, its dimensions in their usual order; a Fault where they are not."""
        stand = self.stands[tensor.place]
        head, *body = tensor.dims
        if any(each.letter != "n" for each in head):
            raise Fault(_english.REORDERED)
        if stand.flat:
            return tensor.place if len(body) == 1 else self._view(tensor.place, body)
        if len(body) != len(self.axes) + 1:
            raise Fault(_english.dimensions(len(tensor.dims), len(self.axes) + 2))
        channels, *pixels = body
        grown: list[Item] = []
        blocks: list[Item] = []
        for axis, dim in zip(self.axes, pixels, strict=True):
            own = [each for each in dim if each.letter == axis]
            more = [each for each in dim if each.letter == "c"]
            inner = [each for each in channels if each.letter == axis]
            parts = tuple(each.part for each in own + inner)
            one = not parts and (stand.pixel or stand.sizes[self.axes.index(axis)] == 1)
            if [*own, *more] != list(dim) or not (one or (parts in _WHOLE and (own or one))):
                raise Fault(_english.REORDERED)
            grown.append(self.settled(prod_of(more)))
            blocks.append(self.settled(prod_of(inner)))
        if any(each.letter not in ("c", *self.axes) for each in channels):
            raise Fault(_english.REORDERED)
        return self._sampled(self._sampled(tensor.place, Kind.UNSHUFFLE, blocks), Kind.SHUFFLE, grown)

    def _sampled(self, place: int, kind: Kind, factors: Sequence[Item]) -> int:
        """A pixel shuffle or its inverse, where there is one."""
        numbers = tuple(each for each in factors if isinstance(each, int))
        if len(numbers) < len(factors):
            raise Fault(_english.REORDERED)
        return place if set(numbers) == {1} else self.add(Layer(kind, even(numbers)), place)

    def _view(self, place: int, body: Sequence[Dim]) -> int:
        """A vector as an image."""
        sizes = tuple(self.settled(prod_of(dim)) for dim in body)
        numbers = tuple(each for each in sizes if isinstance(each, int))
        if len(numbers) != len(self.axes) + 1 or any(each.letter != "c" for dim in body for each in dim):
            raise Fault(_english.REORDERED)
        return self.add(Layer(Kind.VIEW, numbers[1:], channels=numbers[0]), place)

    def flat(self, tensor: Tensor) -> int:
        """The place of a vector with all that a tensor has."""
        if self.stands[tensor.place].flat:
            return tensor.place
        return self.add(Layer(Kind.FLATTEN), tensor.place)

    def given(self, tensor: Tensor) -> int:
        """The place of what goes out: flat where its dimensions are."""
        held = [dim for dim in tensor.dims if any(each.letter != "n" for each in dim)]
        stand = self.stands[tensor.place]
        if stand.flat or not self.axes:
            return tensor.place
        if len(held) == 1 and (stand.pixel or len({each.letter for each in held[0]} - {"n"}) > len(self.axes)):
            return self.flat(tensor)
        mixed = any({"c"} < {each.letter for each in dim} for dim in held)
        parts = any(each.part is not Part.WHOLE for each in tensor.atoms)
        return self.image(tensor) if len(tensor.dims) == len(self.axes) + 2 and (mixed or parts) else tensor.place


_WHOLE = ((Part.WHOLE,), (Part.OUTER, Part.INNER))  # of an axis, wherever its parts stand


def prod_of(dim: Sequence[Atom]) -> Item:
    """The length of what a dimension has beside its whole axis or its blocks."""
    return whole(tuple(each for each in dim if each.letter == "c" or each.part is Part.INNER))


def even(values: tuple[int, ...]) -> tuple[int, ...]:
    """One number for all axes where they are the same."""
    return values[:1] if len(set(values)) == 1 else values


def _closes(layer: Layer) -> bool:
    """Whether a layer gives one pixel whatever it receives."""
    kind = layer.kind
    return kind in (Kind.GLOBAL_AVERAGE, Kind.GLOBAL_MAX, Kind.VIEW, Kind.RESIZE)


Work = Callable[[Walk, Operation, Inputs], Value | tuple[Value, ...]]
"""What an operation does."""
