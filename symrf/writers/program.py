"""A network as a program has it: one operation after the other, each with its numbers, its name and what it reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction as Ratio
from functools import cached_property
from math import prod

from symrf.errors import DerivationError, InputError
from symrf.exact.numbers.parametric import Parametric
from symrf.exact.numbers.powers import Whole, at_least
from symrf.exact.sets.parameters import Parameters
from symrf.formulas.tree import symbols
from symrf.formulas.values import evaluate
from symrf.networks.axes import check_axes, input_sizes
from symrf.networks.axis import Track
from symrf.networks.channels import Channels, Flattened, Untold, channels
from symrf.networks.conventions import Convention, Counting, Windows, convention, fraction, windows
from symrf.networks.extents import derived
from symrf.networks.graph import Chain, Link, chain
from symrf.networks.notation.architecture import Architecture, Branches, Group, Layer
from symrf.networks.notation.instances import put
from symrf.networks.notation.kinds import Effect, Kind
from symrf.networks.notation.parameters import parameters
from symrf.networks.reading import at_place
from symrf.networks.stages import SETTLED
from symrf.writers import _english
from symrf.writers.names import distinct, identifiers
from symrf.writers.told import told

__all__ = ["Operation", "Program", "program"]

RANKS = {name: rank for rank, names in enumerate(("t", "dz", "hy", "wx")) for name in names}
"""The order in which frameworks have the axes: time, depth, height, width."""
_SCALED = frozenset({Effect.REPEAT, Effect.BLEND})


@dataclass(frozen=True, slots=True)
class Operation:
    """A layer, or a place where branches meet, at a place of the network; its numbers are in the order of the program.

    `windows` has one entry an axis where the layer has numbers, `factors` where it scales; `received` are the channels
    of each source. Where the size of the input is known, `sizes` has that of each source on each axis, `size` its own,
    and `features` is the length of the first source, flattened; that of a `vector` is known anyway. Its name is an
    identifier, its `label` the name that the user may have `given`. A share of the channels has an `offset`: those that
    others took of them before.
    """

    place: int
    item: Layer | Branches
    text: str
    name: str
    given: bool
    label: str
    sources: tuple[int, ...]
    fits: int | None
    windows: tuple[Windows, ...]
    factors: tuple[Whole | Ratio, ...]
    received: tuple[Channels, ...]
    gives: Channels
    vector: bool
    features: Whole | None
    sizes: tuple[tuple[int, ...], ...]
    size: tuple[int, ...]
    offset: Whole = 0

    @property
    def is_left_open(self) -> bool:
        """Whether the notation does not look into it, so that it must be handed in."""
        return isinstance(self.item, Layer) and self.item.kind in (Kind.OPAQUE, Kind.MIX)

    @property
    def until(self) -> Whole:
        """Where a share of the channels ends."""
        return self.offset + _whole(self.gives)

    @property
    def gives_vector(self) -> bool:
        """Whether it gives a row of numbers, and no image."""
        if not isinstance(self.item, Layer):
            return self.vector
        return self.item.kind.flat or (self.vector and self.item.kind is not Kind.VIEW)

    @property
    def rounds_up(self) -> bool:
        """Whether it counts a last window that does not fit."""
        return any(each.counting in (Counting.STARTED, Counting.ANY) for each in self.windows)

    @property
    def counts_in_padding(self) -> bool:
        """Whether it counts a last window that may start in the padding after."""
        anyway = [each for each in self.windows if each.counting is Counting.ANY]
        return not all(at_least(each.extent, each.after + each.stride) for each in anyway)

    def refused(self, reason: str) -> InputError:
        """That a program cannot have this operation."""
        return InputError(f"{self.text}: {reason}")


@dataclass(frozen=True, slots=True)
class Program:
    """A network as a program: its operations, the places that it gives, and the names of what it is to be told.

    `channels` are those of its input, `size` is the input's size on each axis, where it is known; it may be a `vector`.
    """

    network: Architecture
    axes: tuple[str, ...]
    operations: tuple[Operation, ...]
    outputs: tuple[int, ...]
    channels: Channels
    size: tuple[int, ...]
    symbols: tuple[str, ...]
    vector: bool

    @property
    def handed(self) -> tuple[str, ...]:
        """The names of the layers that are not looked into, which must be handed in."""
        return tuple(each.name for each in self.operations if each.is_left_open)

    def spread(self, operation: Operation) -> tuple[bool, ...]:
        """Which of its sources are vectors that meet images: each of them is spread as one pixel."""
        flat = {each.place for each in self.operations if each.gives_vector}
        vectors = [source in flat for source in operation.sources]
        meets = isinstance(operation.item, Branches) and not all(vectors)
        return tuple(meets and vector for vector in vectors)


def program(
    network: Architecture, axes: Sequence[str], habits: str = "pytorch", at: Mapping[str, int] | None = None
) -> Program:
    """The operations of a network in the order in which they run; a DerivationError names a repeat without a number.

    >>> from symrf.networks.notation.reader import parse
    >>> found = program(parse("in3@32x48 c3-8 p2"), ("w", "h"))
    >>> found.axes, found.size, [each.name for each in found.operations]
    (('h', 'w'), (48, 32), ['F', 'M'])
    """
    check_axes(axes)
    given = dict(at or {})
    size = {**input_sizes(network, axes), **{axis: given.pop(axis) for axis in axes if axis in given}}
    own = parameters(network).names
    numbers = {name: given.pop(name) for name in own if name in given}
    network = put(network, numbers, written_out=True)
    known = parameters(network)
    received = None if network.input is None or not network.input.sizes else network.input.sizes[0]
    links = chain(network)
    whole = told(links, received, len(axes), frozenset((*own, *axes)), given)
    ranked = all(axis in RANKS for axis in axes)
    order = sorted(range(len(axes)), key=lambda place: RANKS[axes[place]]) if ranked else list(range(len(axes)))
    everything = replace(known, names=(*known.names, *whole.names))
    return _Writing(
        whole.chain,
        everything.number(whole.received),
        tuple(link.item.text for link in links.links),
        tuple(axes),
        convention(habits),
        order,
        size if len(size) == len(axes) else {},
        everything,
    ).program(network)


@dataclass(frozen=True)
class _Writing:
    """A network on its way to a program: the places of its axes in the program's order, the input's size on each."""

    chain: Chain
    given: Channels
    texts: Sequence[str]
    axes: tuple[str, ...]
    habits: Convention
    order: Sequence[int]
    size: Mapping[str, int]
    known: Parameters

    @cached_property
    def channels(self) -> tuple[Channels, ...]:
        return channels(self.chain, self.given, len(self.axes), self.known)

    @cached_property
    def tracks(self) -> Sequence[Track]:
        found = derived(self.chain, self.axes, self.habits, self.known)
        return [found[place] for place in self.order]

    @cached_property
    def all_sizes(self) -> tuple[tuple[int, ...], ...]:
        """The size at each place, on each axis of the program, where the input's is known."""
        if not self.size:
            return ()
        return tuple(
            tuple(at_place(track, place).size.at(self.size[track.axis]) for track in self.tracks)
            for place in range(len(self.chain.links) + 1)
        )

    def pixels(self, place: int) -> int | None:
        """How many pixels there are at a place; None where that depends on an input whose size is not known."""
        if self.size:
            return prod(self.all_sizes[place])
        trees = [at_place(track, place).size.tree("nested") for track in self.tracks]
        if any(map(symbols, trees)):
            return None
        return int(prod(evaluate(tree, {}) for tree in trees))

    def program(self, network: Architecture) -> Program:
        links, axes = self.chain.links, tuple(self.axes[place] for place in self.order)
        passed: dict[int, int] = {}  # an identity is what it receives
        for place, link in enumerate(links, 1):
            if isinstance(link.item, Layer) and link.item.word == "id":
                passed[place] = passed.get(link.sources[0], link.sources[0])
        size = tuple(self.size[axis] for axis in axes) if self.size else ()
        outputs = tuple(passed.get(place, place) for place in self.chain.outputs.values() or (len(links),))
        return Program(
            network,
            axes,
            tuple(self.operations(passed)),
            outputs,
            self.given,
            size,
            self.known.names,
            self.chain.vector,
        )

    def operations(self, passed: Mapping[int, int]) -> Iterator[Operation]:
        labels = [link.name for link in self.chain.links]
        named = list(zip(identifiers(labels), distinct(labels), strict=True))
        vectors = {0} if self.chain.vector else set[int]()
        taken: dict[int, Whole] = {}
        for place in self.chain.order or range(1, len(self.chain.links) + 1):
            link = self.chain.links[place - 1]
            vector = all(source in vectors for source in link.sources)
            if (isinstance(link.item, Layer) and link.item.kind.flat) or (vector and not _is(link.item, Kind.VIEW)):
                vectors.add(place)
            if place in passed:
                continue
            sources = tuple(passed.get(source, source) for source in link.sources)
            fits = None if link.fits is None else passed.get(link.fits, link.fits)
            found = self.operation(place, replace(link, fits=fits), named[place - 1], sources, vector)
            if _is(link.item, Kind.TAKE):
                found = _taking(found, taken.get(sources[0], 0))
                taken[sources[0]] = found.until
            yield found

    def operation(
        self, place: int, link: Link, named: tuple[str, str], sources: tuple[int, ...], vector: bool
    ) -> Operation:
        item = link.item
        if isinstance(item, Group):
            told = _english.repeated_too_often if isinstance(item.count, int) else _english.repeat_of_no_number
            raise DerivationError(told(self.texts[place - 1]))
        return Operation(
            place,
            item,
            self.texts[place - 1],
            named[0],
            link.given,
            named[1],
            sources,
            link.fits,
            self.windows(item) if isinstance(item, Layer) and item.kind.effect in SETTLED else (),
            self.factors(item) if isinstance(item, Layer) and item.kind.effect in _SCALED else (),
            tuple(self.channels[source] for source in sources),
            self.channels[place],
            vector,
            self.features(sources[0], vector),
            tuple(self.all_sizes[source] for source in sources) if self.size else (),
            self.all_sizes[place] if self.size else (),
        )

    def features(self, place: int, vector: bool) -> Whole | None:
        """The length of what stands at a place, flattened, where it is known."""
        received = self.channels[place]
        if received is None or isinstance(received, Untold):
            return None
        single = ((received, None if vector else place),) if not isinstance(received, Flattened) else ()
        parts = received.parts if isinstance(received, Flattened) else single
        total: Whole = 0
        for count, each in parts:
            pixels = None if isinstance(each, tuple) else 1 if each is None else self.pixels(each)
            if pixels is None:
                return None
            total += count * pixels
        return total

    def factors(self, layer: Layer) -> tuple[Whole | Ratio, ...]:
        """By what a layer scales each axis."""
        ratios = [fraction(layer, place, self.axes) for place in self.order]
        return tuple(each for each in ratios if each is not None) or tuple(each.kernel for each in self.windows(layer))

    def windows(self, layer: Layer) -> tuple[Windows, ...]:
        """The numbers of a layer on each axis; none where it scales by a fraction."""
        if any(fraction(layer, place, self.axes) is not None for place in self.order):
            return ()
        return tuple(windows(layer, place, self.axes, self.habits, self.known) for place in self.order)


def _whole(channels: Channels) -> Whole:
    return channels if isinstance(channels, (int, Parametric)) else 0


def _taking(operation: Operation, offset: Whole) -> Operation:
    """A share of the channels from an offset on, or from the first where so many are not left."""
    found, received = replace(operation, offset=offset), operation.received[0]
    until = found.until
    return operation if isinstance(received, int) and isinstance(until, int) and until > received else found


def _is(item: Layer | Group | Branches, kind: Kind) -> bool:
    return isinstance(item, Layer) and item.kind is kind
