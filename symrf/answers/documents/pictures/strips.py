"""One side of a grid: the pixels along an axis at each place of a layer or two, and what two outputs read of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symrf.answers.documents.english import pictures as english
from symrf.errors import DerivationError, InputError, SizeError
from symrf.exact.numbers.powers import Whole
from symrf.exact.sampling.quasi_affine import at as length_at
from symrf.exact.sampling.reach import Reach
from symrf.exact.sampling.runs import Runs, either
from symrf.networks.conventions import Counting, Windows, convention, windows
from symrf.networks.derivation import AxisDerivation, Derivation
from symrf.networks.notation.architecture import Branches, Group, Layer
from symrf.networks.notation.kinds import Effect
from symrf.networks.read_back import layer_reach
from symrf.networks.rules import PASSED

__all__ = ["Side", "Strip", "places_drawn", "side"]

MOST_LAYERS = 2
MOST = 40  # places side by side that can be told apart
SHOWN = 5  # pixels of an input that is chosen, at the least
SHOWN_SPREAD = 3  # the same, where they are spread
OUTPUTS = 3  # that there are then, at the least


@dataclass(frozen=True)
class Taps:
    """Which places an output of a layer reads: so many, `apart`, from `first` on for output 0, `stride` further for the
    next."""

    number: int
    first: int
    stride: int
    apart: int

    def __call__(self, output: int) -> range:
        first = self.first + output * self.stride
        return range(first, first + self.number * self.apart, self.apart)


@dataclass(frozen=True)
class Strip:
    """The pixels at a place of the network, in a row, with the zeros around them and, where they are spread, between.

    Pixel i is at i times `spread`; the row goes from `first` to `last`. `read` is where the output and its neighbour
    read, in this order.
    """

    size: int
    spread: int
    first: int
    last: int
    read: tuple[frozenset[int], frozenset[int]]

    def pixel(self, place: int) -> int | None:
        """The pixel at a place, one of the padding below 0 or from the size on; None between pixels."""
        return None if place % self.spread else place // self.spread

    def between(self, place: int) -> bool:
        """Whether a zero is put at a place, between two pixels."""
        return self.pixel(place) is None and self.inside(place)

    def inside(self, place: int) -> bool:
        """Whether a place is from the first to the last pixel of the image."""
        return 0 <= place <= self.spread * (self.size - 1)

    def real(self, place: int) -> bool:
        """Whether a pixel of the image is at a place."""
        return place % self.spread == 0 and 0 <= place // self.spread < self.size

    @property
    def places(self) -> range:
        return range(self.first, self.last + 1)


@dataclass(frozen=True)
class Side:
    """The strips along an axis from the input to the output, with the layer after each but the last: its numbers, and
    what its outputs read."""

    strips: tuple[Strip, ...]
    layers: tuple[Windows, ...]
    taps: tuple[Taps, ...]

    def padding(self, turn: int) -> tuple[int, int]:
        """How much a layer pads on both ends; of padding that goes by the size, as much as is read."""
        layer, strip = self.layers[turn], self.strips[turn]
        if layer.counting is Counting.SAME:
            return -strip.first, strip.last - strip.size + 1
        return whole(layer.before), whole(layer.after)

    def reads(self, turn: int, pixel: int) -> Runs:
        """The pixels of the strip before one that a pixel of it reads."""
        before = self.strips[turn - 1]
        found = (place // before.spread for place in self.taps[turn - 1](pixel) if before.real(place))
        return either((each, each) for each in found)


def places_drawn(derivation: Derivation) -> tuple[int, ...]:
    """Where the layers of a network stand that has a grid; a DerivationError says why another has none."""
    if len(derivation.axes) != 2:
        raise DerivationError(english.GRID_HAS_TWO_AXES)
    course = derivation.tracks[0].course
    places = [place for place, stage in enumerate(course.stages, 1) if stage != PASSED]
    for item in (course.links[place - 1].item for place in places):
        if not isinstance(item, Layer) or item.kind.effect not in (Effect.WINDOWS, Effect.SPREAD):
            raise DerivationError(english.no_grid_of(item.text))
    if not 1 <= len(places) <= MOST_LAYERS:
        raise DerivationError(english.no_grid_of_layers(len(places)))
    return tuple(places)


def side(derivation: Derivation, places: Sequence[int], axis: str, given: int | None, output: int) -> Side:
    """A side of the grid at an input size, or at one that shows several outputs, as an output and the next read it."""
    reading = derivation[axis]
    course, number = reading.track.course, derivation.axes.index(axis)
    layers = [_windows(derivation, course.links[place - 1].item, number) for place in places]
    if given is None:
        given = _shown(reading, SHOWN_SPREAD if any(spreads for _, spreads in layers) else SHOWN)
    if output >= (outputs := reading.size.at(given)):
        raise SizeError(english.no_output(output, axis, given, outputs))
    sizes = [length_at(course.prefixes[place - 1].state.sampled().size, given) for place in places]
    taps = [
        _of_spread(layer) if spreads else _of_windows(layer, layer_reach(course, place, size, 0))
        for place, size, (layer, spreads) in zip(places, sizes, layers, strict=True)
    ]
    strips = [Strip(outputs, 1, 0, outputs - 1, (frozenset({output}), frozenset({output + 1} & set(range(outputs)))))]
    for tap, size, (layer, spreads) in reversed(list(zip(taps, sizes, layers, strict=True))):
        after = strips[0]
        spread = whole(layer.stride) if spreads else 1
        one, other = (frozenset(each for pixel in _real(after, read) for each in tap(pixel)) for read in after.read)
        before, behind = (0, 0) if spreads else (whole(layer.before), whole(layer.after))
        ends = min(0, -before, tap(0)[0]), max(spread * (size - 1), size - 1 + behind, tap(after.size - 1)[-1])
        strips.insert(0, Strip(size, spread, *ends, (one, other)))
    if (longest := max(len(strip.places) for strip in strips)) > MOST:
        raise InputError(english.grid_too_large(axis, given, longest, MOST))
    return Side(tuple(strips), tuple(layer for layer, _ in layers), tuple(taps))


def _windows(derivation: Derivation, item: Layer | Group | Branches, number: int) -> tuple[Windows, bool]:
    """The numbers of a layer on an axis, and whether it spreads its input."""
    if not isinstance(item, Layer):
        raise DerivationError(english.no_grid_of(item.text))
    found = windows(item, number, derivation.axes, convention(derivation.convention))
    return found, item.kind.effect is Effect.SPREAD


def _of_windows(layer: Windows, reach: Reach) -> Taps:
    """What the outputs of a convolution or a pool read."""
    return Taps(whole(layer.kernel), length_at(reach.low(0), 0), whole(layer.stride), whole(layer.dilation))


def _of_spread(layer: Windows) -> Taps:
    """What the outputs of a transposed convolution read of its input, spread by its stride: a convolution's window."""
    apart = whole(layer.dilation)
    return Taps(whole(layer.kernel), whole(layer.before) - apart * (whole(layer.kernel) - 1), 1, apart)


def _real(strip: Strip, read: frozenset[int]) -> list[int]:
    return [place // strip.spread for place in sorted(read) if strip.real(place)]


def whole(value: Whole) -> int:
    """A number of a network without symbols."""
    if not isinstance(value, int):
        raise TypeError(f"{value} is no number")
    return value


def _shown(reading: AxisDerivation, least: int) -> int:
    """The least input, of so many pixels or more, that shows several outputs; else the least that is taken."""
    first = max(least, int(reading.size.minimum))
    taken = [size for size in range(first, first + MOST) if reading.takes(size)]
    several = (size for size in taken if reading.size.at(size) >= OUTPUTS)
    return next(several, next(iter(taken), first))
