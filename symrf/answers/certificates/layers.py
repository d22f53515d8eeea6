"""A network on one axis as definitions: each layer by its laws, and the network as the layers one after another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from symrf.answers.certificates import _english
from symrf.answers.certificates.clearing import integral
from symrf.answers.certificates.names import applied, fresh, plain
from symrf.answers.certificates.statements import Compared, Statement, Uncertified, inside
from symrf.formulas import limits
from symrf.formulas.printing.plain import PLAIN
from symrf.formulas.tree import Modulo, Number, Symbol, Written, number, substitute
from symrf.networks.axis import Track
from symrf.networks.laws import LAWS
from symrf.networks.notation.architecture import Group
from symrf.networks.reading import at_place
from symrf.networks.rules import FITTED, JOINED, PASSED, Stage

if TYPE_CHECKING:
    from symrf.exact.numbers.powers import Whole
    from symrf.exact.sets.periodic import Periodic

__all__ = ["INPUT", "LayerDefined", "NetworkDefined", "Taps", "network"]

INPUT = 0
N = Symbol("n")


@dataclass(frozen=True, slots=True)
class Taps:
    """What an output of a layer reads: so many taps, `dilation` apart, a stride further for the next output."""

    kernel: int
    stride: int
    before: int
    after: int
    dilation: int


@dataclass(frozen=True, slots=True)
class LayerDefined:
    """A layer as a definition: its size by its `law`, of the size n that it receives from a `source` (0: the input).

    `meets` are the places of the other branches where some meet, `cuts` the place of what is cut to the size of the
    source, `divides` a number that must divide n, `least` the least n where that is more than gives a pixel. `closed`
    is the size after it, of the input; `taps` is a text where what it reads is no window.
    """

    place: int
    name: str
    text: str
    law: str
    sentence: str
    body: Written
    source: int
    meets: tuple[int, ...]
    closed: Written
    taps: Taps | str
    joins: bool = False
    cuts: int | None = None
    divides: int = 1
    least: int = 1


@dataclass(frozen=True)
class NetworkDefined:
    """The layers up to a place on one axis, and the number by which they are known."""

    number: int
    text: str
    axis: str
    layers: tuple[LayerDefined, ...]
    last: int
    least: int
    exceptions: Periodic | None  # the inputs that are taken, where those are not all from the least on
    track: Track
    place: int  # the layer that it ends with, which may keep what is `last`
    kept: Mapping[int, int]  # of each place, the one that it has the size of

    @property
    def sizes(self) -> str:
        """Where its sizes are defined."""
        return f"N{self.number}"

    @property
    def reads(self) -> str:
        """Where it is defined what its outputs read."""
        return f"R{self.number}"

    def along(self, axis: str) -> NetworkDefined:
        """The same network on an axis that is alike."""
        return replace(self, axis=plain(axis))

    @property
    def windows(self) -> bool:
        """Whether all of its layers read by windows, wherever those lie."""
        return all(layer.joins or isinstance(layer.taps, Taps) for layer in self.layers)

    @property
    def taken(self) -> tuple[Statement, ...]:
        """Which inputs it takes."""
        axis = Symbol(self.axis)
        least = Compared(number(self.least), "<=", axis)
        return (least, *([] if self.exceptions is None else [inside(replace(self.exceptions, symbol=axis.name))]))

    def after(self, place: int) -> Symbol:
        """The size after a place, of the input."""
        name = self.called(place)
        return Symbol(self.axis) if name is None else applied(f"after_{name}", self.axis)

    def called(self, place: int) -> str | None:
        """The name of what stands at a place; None for the input."""
        return next((each.name for each in self.layers if each.place == place), None)

    def asked(self) -> Iterator[tuple[tuple[int, ...], Statement]]:
        """What an input must meet to be taken, and the places that each is about."""
        for layer in self.layers:
            after, received = self.after(layer.place), self.after(layer.source)
            yield (layer.place,), Compared(Number(1), "<=", after)
            for other in layer.meets:
                yield (layer.place, other), Compared(after, "=", self.after(other))
            if layer.cuts is not None:
                yield (layer.place, layer.cuts), Compared(after, "<=", self.after(layer.cuts))
            if layer.divides > 1:
                yield (layer.source,), Compared(Modulo(received, Number(layer.divides)), "=", Number(0))
            if layer.least > 1:
                yield (layer.source,), Compared(Number(layer.least), "<=", received)


def network(track: Track, last: int, known_as: int, text: str) -> NetworkDefined:
    """The layers of a network up to a place as definitions; Uncertified says of which class it is if it has none."""
    course = track.course
    same = {INPUT: INPUT}  # the place after which a size is defined: of layers that keep it, the one before
    axis = Symbol(plain(track.axis))
    names = {track.axis: axis.name, N.name: N.name}
    layers: list[LayerDefined] = []
    places = course.upstream(last)
    if len(places) > limits.LAYERS_CERTIFIED:
        raise Uncertified(_english.TOO_MANY_LAYERS)
    for place in places:
        link, stage = course.links[place - 1], course.stages[place - 1]
        received = same[link.sources[course.shown(place)]]
        meeting = [same[each] for each in course.meeting(place)]
        if stage == PASSED:
            same[place] = received
            continue
        same[place] = place
        law = stage.size
        if law is None or isinstance(link.item, Group):
            raise Uncertified(_english.REPEATS)
        fits = stage.fits
        layers.append(
            LayerDefined(
                place,
                fresh(link.name, names),
                link.item.text,
                PLAIN(law.equation),
                law.sentence,
                N if fits else integral(substitute(law.equation, stage.letters)),
                same[link.fits or INPUT] if fits else received,
                () if fits else tuple(dict.fromkeys(each for each in meeting if each != received)),
                integral(at_place(track, place).size.prefix.state.tree("closed", axis)),
                _taps(stage),
                stage == JOINED,
                received if stage == FITTED else None,
                _int(stage.divides),
                _least(stage),
            )
        )
    size = at_place(track, last).size
    least, taken = _int(size.minimum), size.taken
    return NetworkDefined(known_as, text, axis.name, tuple(layers), same[last], least, taken, track, last, same)


def _least(stage: Stage) -> int:
    """The least size that a layer takes, beside that it gives a pixel: a crop leaves one of the input's."""
    if stage.size is None or stage.size.name != LAWS["margins"].name or stage.window is None:
        return 1
    return max(1, 1 - _int(stage.window.before), 1 - _int(stage.window.after))


def _int(value: Whole) -> int:
    if not isinstance(value, int):
        raise Uncertified(_english.SYMBOLS)
    return value


def _taps(stage: Stage) -> Taps | str:
    """What a layer reads, as windows; a text says why it does not."""
    window = stage.window
    if window is None or stage.step is None:
        return _english.NO_WINDOWS
    if window.varying != ():
        return _english.PADDING_VARIES
    extent, stride, before, after, apart = map(
        _int, (window.kernel, window.stride, window.before, window.after, stage.step)
    )
    return Taps((extent - 1) // apart + 1, stride, before, after, apart)
