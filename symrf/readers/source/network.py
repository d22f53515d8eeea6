"""A network while its forward is read: the graph, and what is known of the sizes and the channels at each place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symrf.errors import ReadError
from symrf.formulas import limits
from symrf.networks.notation.architecture import Join, Layer, Value
from symrf.networks.notation.kinds import Effect, Gives, Kind
from symrf.readers.graph import Building, Node, Span
from symrf.readers.source import _english
from symrf.readers.source.numbers import Extent, Whole, difference, extents, floored, plus, replaced, times
from symrf.readers.source.shapes import size_of
from symrf.readers.source.sizing import sizes_after
from symrf.readers.source.values import Atom, External, Tensor

__all__ = ["BATCH", "Network"]

BATCH = Atom("n", 0, Extent(-1, -1))
_PROBES = [572, 573, 574, 575, 576, 580, 588, 604, 640, 701, 4096, 16_001, 99_999]  # at which sizes are compared


class Network:
    """A network that is built; `size` is that of its input where it is known."""

    def __init__(
        self, axes: tuple[str, ...], convention: str, size: tuple[int, ...] = (), channels: Value | None = None
    ):
        self.building = Building()
        self.axes = axes
        self.convention = convention
        self.size = size if len(size) == len(axes) else ()
        self.channels = channels
        self.vector = False
        self.order: list[int] | None = None  # of the dimensions of the input, where it is turned first
        self.asked = False  # whether the shape of the input was asked for
        self.counts: list[Whole]
        self.sizes: list[list[list[int | None]]]
        self._begin()
        self.alike: dict[tuple[int, tuple[int | None, ...]], int] = {}  # the first place with such sizes on an axis
        self.names: dict[int, str] = {}  # of modules, by id
        self.inputs: set[str] = set()  # arguments of forward that are taken for the input, too
        self.flat: dict[int, tuple[int, bool]] = {}  # of a flatten: its source, and whether that is one pixel

    def _begin(self) -> None:
        each = [[length] for length in self.size] or [_PROBES for _ in self.axes]
        self.sizes = [[list(probes) for probes in each]]
        self.counts = [Extent(0, -2) if self.channels is None else self.channels]  # of channels, at each place

    def turned(self, order: Sequence[int]) -> bool:
        """Puts the dimensions of the input in an order, where nothing has read it or asked for its shape."""
        rank = len(self.axes) + 2
        if self.order is not None:
            return list(order) == self.order
        if self.asked or rank == 2 or self.building.nodes or order[:1] != [0] or sorted(order) != list(range(rank)):
            return False
        if self.size:
            entries: list[Value | None] = [self.channels, *self.size]
            channels, *size = [entries[each - 1] for each in order[1:]]
            self.channels, self.size = channels, tuple(each for each in size if isinstance(each, int))
            self._begin()
        self.order = list(order)
        return True

    # ---- what is known

    def assume(self, text: str, span: Span | None = None, certain: bool = False) -> None:
        """Notes what was assumed."""
        self.building.assume(text, span, certain)

    def known(self, extent: Extent) -> Whole:
        """The size of a tensor, as a number where it is known; equal ones are the same."""
        if extent.axis == -2:
            return extent if self.channels is None else self.channels
        if extent.axis < 0:
            return extent
        probes = tuple(self.sizes[extent.place][extent.axis])
        if None in probes and not any(probes):
            return extent
        if len(set(probes)) == 1 and probes[0] is not None:
            return probes[0]
        return Extent(self.alike.setdefault((extent.axis, probes), extent.place), extent.axis)

    def settled(self, value: Whole) -> Whole:
        """A number with sizes put in, where they are known."""
        return replaced(value, self.known)

    def number(self, value: Whole) -> Value | None:
        """A number as it stands in a layer; None where it depends on the size of a tensor."""
        found = self.settled(value)
        return None if not isinstance(found, int) and extents(found) else found

    def probed(self, value: Whole) -> list[int]:
        """What a number comes to at the sizes that are tried."""
        found = []
        for turn in range(len(self.sizes[0][0]) if self.axes else 0):
            number = replaced(value, lambda extent, turn=turn: self._probe(extent, turn))  # type: ignore[misc]
            if isinstance(number, int):
                found.append(number)
        return found

    def _probe(self, extent: Extent, turn: int) -> Whole:
        if extent.axis < 0:
            return self.known(extent)
        size = self.sizes[extent.place][extent.axis][turn]
        return extent if size is None else size

    # ---- tensors

    def image(self, place: int) -> Tensor:
        """What a place gives, as an image: batch, channels, axes."""
        atoms = [BATCH, self._channels(place), *[self._axis(place, axis) for axis in range(len(self.axes))]]
        return Tensor(place, tuple(() if atom.size == 1 else (atom,) for atom in atoms))

    def features(self, place: int) -> Tensor:
        """What a place gives, as a vector."""
        return Tensor(place, ((BATCH,), (Atom("f", 0, self.counts[place]),)))

    def _channels(self, place: int) -> Atom:
        return Atom("c", 0, self.counts[place])

    def _axis(self, place: int, axis: int) -> Atom:
        return Atom("s", axis, self.known(Extent(place, axis)))

    def like(self, tensor: Tensor, place: int) -> Tensor:
        """What a place gives, with the dimensions in the order that a tensor has them."""

        def renewed(atom: Atom) -> Atom:
            if atom.role == "s":
                return self._axis(place, atom.index)
            return (
                self._channels(place)
                if atom.role == "c" and atom.index == 0
                else (Atom("f", 0, self.counts[place]) if atom.role == "f" else atom)
            )

        dims = [tuple(map(renewed, dim)) for dim in tensor.dims or ()]
        return Tensor(place, tuple(tuple(atom for atom in dim if atom.size != 1) for dim in dims))

    # ---- nodes

    def add(
        self, layer: Layer, source: int, name: str | None, span: Span | None, fits: int | None = None, part: int = 0
    ) -> int:
        """Appends a layer; its place."""
        self._bounded(span)
        place = self.building.add(layer, source, name=name, span=span, fits=fits, part=part)
        self.counts.append(self._given(layer, source))
        if layer.kind.effect in (Effect.FIT, Effect.MATCH, Effect.MATCH_BLEND):
            self.sizes.append(self.sizes[fits if fits is not None else source])
        else:
            before, axes = self.sizes[source], range(len(self.axes))
            self.sizes.append([sizes_after(layer, axis, self.axes, self.convention, before[axis]) for axis in axes])
        return place

    def _bounded(self, span: Span | None) -> None:
        """Refuses a network that grows too long."""
        if len(self.building.nodes) >= limits.READ_NODES:
            raise ReadError(_english.TOO_MANY_STEPS, "", span)

    def _given(self, layer: Layer, source: int) -> Whole:
        """How many channels a layer gives, or features."""
        have, kind = self.counts[source], layer.kind
        match kind.gives:
            case Gives.UNITS | Gives.TAKEN:
                return layer.sizes[0]
            case Gives.FLAT:
                return times(have, size_of([self._axis(source, axis) for axis in range(len(self.axes))]))
            case Gives.FEWER | Gives.MORE:
                factor = layer.sizes[0]
                whole: Whole = 1
                for axis in range(len(self.axes)):
                    whole = times(whole, layer.sizes[axis] if len(layer.sizes) > 1 else factor)
                return floored(have, whole) if kind.gives is Gives.FEWER else times(have, whole)
        return have if layer.channels is None else layer.channels

    def join(self, join: Join, places: Sequence[int], name: str | None, span: Span | None) -> int:
        """Appends a place where branches meet."""
        self._bounded(span)
        place = self.building.add(join, *places, name=name, span=span)
        if join is Join.CONCATENATE:
            total: Whole = 0
            for each in places:
                total = plus(total, self.counts[each])
            self.counts.append(total)
        else:
            self.counts.append(next((self.counts[each] for each in places if self.counts[each] != 1), 1))
        wide = next((each for each in places if not self.pixel(each)), places[0])
        self.sizes.append(self.sizes[wide])
        return place

    def pixel(self, place: int) -> bool:
        """Whether a place gives one pixel, for every input."""
        return bool(self.axes) and all(set(self.sizes[place][axis]) == {1} for axis in range(len(self.axes)))

    # ---- vectors and pixels

    def flatten(self, source: int, name: str | None, span: Span | None) -> Tensor:
        """Appends a flatten, which remembers what it flattened."""
        place = self.add(Layer(Kind.FLATTEN), source, name, span)
        self.flat[place] = (source, self.pixel(source))
        return self.features(place)

    def unflattened(self, place: int) -> int | None:
        """The same as a vector gives, as an image of one pixel: its dense layers become convolutions of 1.

        None where the vector does not come from one pixel.
        """
        if place in self.flat:
            source, one = self.flat[place]
            return source if one else None
        if place == 0:
            return None
        node = self.building.nodes[place - 1]
        sources = [self.unflattened(each) for each in node.sources]
        known = [each for each in sources if each is not None]
        if len(known) < len(sources):
            return None
        if isinstance(node.item, Join):
            return self.join(node.item, known, node.name, node.span)
        layer = node.item
        if not isinstance(layer, Layer):
            return None
        if layer.kind is Kind.DENSE:
            layer = replace(layer, kind=Kind.CONVOLUTION, sizes=(1,), channels=layer.sizes[0])
        elif layer.kind not in (Kind.PASS, Kind.OPAQUE, Kind.TAKE):
            return None
        return self.add(layer, known[0], node.name, node.span)

    # ---- the input

    def receives(self, place: int, count: Value) -> bool:
        """Takes note that a layer receives so many channels, or features; whether that is what it is given."""
        have = self.settled(self.counts[place])
        rest = difference(have, count)
        if Extent(0, -2) in extents(have):
            found = difference(Extent(0, -2), rest)
            if Extent(0, -2) not in extents(found):
                self.channels = found
                self.counts = [self.settled(each) for each in self.counts]
            return True
        return not isinstance(rest, int) or rest == 0

    def widen(self, axes: tuple[str, ...]) -> None:
        """Takes note of the axes of what a vector becomes."""
        self.axes = axes
        self.sizes = [[[None] for _ in axes] for _ in self.sizes]

    def settle(self, size: tuple[int, ...]) -> None:
        """Takes note of the size of the input."""
        self.size = size
        self.sizes[0] = [[length] for length in size]

    def further(self, value: External, span: Span | None) -> Tensor | External:
        """Another argument of forward, which is taken for the input, too."""
        if value.path not in self.inputs:
            return value
        self.assume(_english.further_input(value.last), span)
        return Tensor(0)

    def after_image(self, place: int) -> bool:
        """Whether a vector is a flattened image, at which its length is a claim, and nothing but words in between."""
        while place and place not in self.flat:
            node = self.building.nodes[place - 1]
            if not isinstance(node.item, Layer) or node.item.kind is not Kind.PASS:
                return False
            (place,) = node.sources
        return place in self.flat

    def replayed(self, other: Network, end: int, start: int) -> int:
        """Appends the nodes of another network behind a place, up to its own place `end`; the place of that."""
        places = {0: start}
        for place in range(1, end + 1):
            node = other.building.nodes[place - 1]
            sources = [places[each] for each in node.sources]
            places[place] = self._again(node, sources, None if node.fits is None else places[node.fits])
        self.flat |= {
            places[place]: (places[source], one) for place, (source, one) in other.flat.items() if place <= end
        }
        return places[end]

    def caught_up(self, start: int) -> None:
        """Takes note of nodes that were appended to the graph by others."""
        added = self.building.nodes[start:]
        del self.building.nodes[start:]
        for node in added:
            self._again(node, node.sources, node.fits)

    def _again(self, node: Node, sources: Sequence[int], fits: int | None) -> int:
        """Appends a node once more, behind other places."""
        match node.item:
            case Join() as join:
                return self.join(join, sources, node.name, node.span)
            case Layer() as layer:
                return self.add(layer, sources[0], node.name, node.span, fits, node.part)
        raise TypeError(node)
