"""What one output and its neighbour read, row by row from the input to themselves: the pyramid, before it is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from symrf.answers.documents.english import pictures as english
from symrf.errors import DerivationError, InputError, SizeError
from symrf.exact.sampling.quasi_affine import QuasiAffine
from symrf.exact.sampling.quasi_affine import at as length_at
from symrf.exact.sampling.reach import Reach, Unreached
from symrf.exact.sampling.runs import Runs, both, clipped, count, either, pixels, read
from symrf.exact.sampling.states import State
from symrf.formulas import limits
from symrf.networks.axis import Course
from symrf.networks.derivation import AxisDerivation, Derivation
from symrf.networks.graph import Link
from symrf.networks.read_back import layer_reach, read_back
from symrf.networks.rules import PASSED

__all__ = ["Pyramid", "Row", "pyramid_of"]

LAYERS_BETWEEN = 32  # of a block, through which it is followed what a pixel reads


@dataclass(frozen=True)
class Row:
    """The pixels at a place of the network: how many, where they are, and which are read.

    The centre of pixel i is at `start + i*jump`, in pixels of the input. A pixel below 0, or of `size` or more, is
    padding; `windows` is from the first to the last pixel that any output of the next layer reads. A pixel's `field`
    is from the first to the last pixel of the input that it reads, padding included; None where that is not known.
    """

    size: int
    start: Fraction
    jump: Fraction
    read: Runs
    neighbour: Runs
    windows: tuple[int, int]
    field: int | None

    @property
    def shared(self) -> Runs:
        """What both read."""
        return both(self.read, self.neighbour)

    @property
    def in_image(self) -> Runs:
        """What the output reads, padding left out."""
        return clipped(self.read, self.size)

    @property
    def span(self) -> tuple[int, int] | None:
        """The first and the last that either reads; None where nothing is read."""
        runs = either((*self.read, *self.neighbour))
        return (runs[0][0], runs[-1][1]) if runs else None

    def centre(self, index: int) -> Fraction:
        """Where a pixel's centre is."""
        return self.start + index * self.jump


@dataclass(frozen=True)
class Pyramid:
    """The rows from the input to the output, the layer or the block before each but the first, and which output it is.

    `taps` are, for each of the links, the pixels that each of the pixels that are read reads, where a layer leaves out
    pixels between them; nothing where it leaves out none. `reads` is what a pixel of a row reads of the row before.
    """

    axis: str
    size: int
    output: int
    neighbour: int | None
    rows: tuple[Row, ...]
    links: tuple[Link, ...]
    taps: tuple[tuple[tuple[int, int], ...], ...]
    reads: Callable[[int, int], Runs]

    @cached_property
    def outputs(self) -> int:
        """How many there are."""
        return self.rows[-1].size


def pyramid_of(
    derivation: Derivation, axis: str | None = None, at: Mapping[str, int] | None = None, output: int | None = None
) -> Pyramid:
    """What one output reads at each place through which all of a network goes, at an input size.

    Where none is given it is the least that has room for a whole field and that of a neighbour; the output is the one
    in the middle, of those that read no padding.

    >>> import symrf
    >>> [row.read for row in pyramid_of(symrf.derive("c3 p2 c3")).rows]
    [((0, 7),), ((0, 5),), ((0, 2),), ((0, 0),)]
    """
    given = dict(at or {})
    known = derivation.parameters.names
    if known:
        if missing := [name for name in known if name not in given]:
            raise InputError(english.numbers_missing(missing))
        derivation = derivation.of_numbers({name: given[name] for name in known})
    for each in (each for each in given if each not in known):
        _ = derivation[each]  # which refuses what is no axis
    name = derivation.axes[0] if axis is None else axis
    reading = derivation[name]
    course, place = reading.track.course, reading.place
    if len(course.links) > limits.PICTURE_LAYERS or any(
        not _written_out(course, each) for each in course.upstream(place)
    ):
        raise DerivationError(english.NETWORK_TOO_LONG)
    try:
        return _pyramid(reading, given.get(name), output)
    except Unreached as reason:
        raise DerivationError(english.no_picture(str(reason))) from None


def _pyramid(reading: AxisDerivation, given: int | None, output: int | None) -> Pyramid:
    course, place = reading.track.course, reading.place
    size = _wide_enough(reading) if given is None else given
    outputs = reading.size.at(size)
    if size > limits.PICTURE_PIXELS:
        raise DerivationError(english.INPUT_TOO_LARGE)
    if output is None:
        output = _chosen(reading, size, outputs)
    elif not 0 <= output < outputs:
        raise SizeError(english.no_output(output, reading.track.axis, size, outputs))
    neighbour = output + 1 if output + 1 < outputs else output - 1 if output else None
    rows = _Rows(course, place, size)
    wanted = rows.read(place, output)
    beside = {} if neighbour is None else rows.read(place, neighbour)
    places = list(rows.main_chain())
    firsts = [each for each in places if each == 0 or course.stages[each - 1] != PASSED]
    lasts = [one for one, other in zip(places, [*places[1:], 0], strict=True) if other == 0 or other in firsts]
    return Pyramid(
        reading.track.axis,
        size,
        output,
        neighbour,
        tuple(rows.row(each, wanted.get(each, ()), beside.get(each, ())) for each in lasts),
        tuple(course.links[each - 1] for each in firsts[1:]),
        tuple(tuple(rows.taps(each, wanted.get(each, ()))) for each in firsts[1:]),
        lambda row, pixel: rows.read_before(lasts[row - 1], lasts[row], pixel),
    )


class _Rows:
    """The places of a network at one input size."""

    def __init__(self, course: Course, place: int, size: int) -> None:
        self.course = course
        self.order = [0, *course.upstream(place)]
        self.known: dict[tuple[int, int], Reach] = {}
        self.turn = {each: number for number, each in enumerate(self.order)}
        self.sizes = {each: length_at(course.prefixes[each].state.sampled().size, size) for each in self.order}
        self.windows: dict[int, tuple[int, int]] = {each: (0, self.sizes[each] - 1) for each in self.order}
        self.centres: dict[int, tuple[Fraction, Fraction]] = {0: (Fraction(0), Fraction(1))}
        for each in self.order[1:]:
            for source in course.links[each - 1].sources:
                self.meet(each, source)

    def reach(self, place: int, source: int | None = None) -> Reach:
        """What the outputs of a layer read of one of those that it receives from, of the first if none is said."""
        link = self.course.links[place - 1]
        of = link.sources[0] if source is None else source
        if (place, of) not in self.known:
            fits = 0 if link.fits is None else self.sizes[link.fits]
            self.known[place, of] = layer_reach(self.course, place, self.sizes[of], fits)
        return self.known[place, of]

    def meet(self, place: int, source: int) -> None:
        """Note which pixels of a source the windows of a layer reach, and where their centres are."""
        reach, given = self.reach(place, source), self.sizes[place]
        first, last = self.windows[source]
        ends = [*range(min(given, reach.period)), *range(max(given - reach.period, 0), given)]
        read = [each for each in ends if reach.lows[each % reach.period] is not None]
        lows = [length_at(reach.low(each), 0) for each in read]
        highs = [length_at(reach.high(each), 0) for each in read]
        self.windows[source] = (min([first, *lows]), max([last, *highs]))
        start, jump = self.centres[source]
        if place in self.centres:
            return
        self.centres[place] = start, jump  # where no output reads anything
        if read:
            phases = [each for each in range(min(given, reach.period)) if reach.lows[each % reach.period] is not None]
            apart = Fraction(length_at(reach.advance or 0, 0), reach.period)
            middles = [Fraction(length_at(reach.low(each) + reach.high(each), 0), 2) - each * apart for each in phases]
            if given == 1 and (lows[0], highs[0]) == (0, self.sizes[source] - 1):  # drawn as a pixel in the middle
                apart = Fraction(1)
            elif apart == 0:  # all read the same, and share out the room
                apart = Fraction(self.sizes[source], given)
                middles = [(apart - 1) / 2]
            self.centres[place] = (start + jump * sum(middles) / len(middles), jump * apart)

    def taps(self, place: int, outputs: Runs) -> Iterator[tuple[int, int]]:
        """What the real ones of some outputs read, where pixels are left out: an output and a pixel."""
        reach = self.reach(place)
        if (
            reach.step == 1
            or len(self.course.links[place - 1].sources) > 1
            or count(outputs) > limits.PICTURE_LOOKED_AT
        ):
            return
        for output in pixels(clipped(outputs, self.sizes[place])):
            for tap in pixels(read(reach, ((output, output),))):
                yield output, tap

    def read_before(self, source: int, place: int, pixel: int) -> Runs:
        """What a pixel at a place reads at one before it; nothing where many layers lie between."""
        between = self.order[self.turn[source] + 1 : self.turn[place] + 1]
        if len(between) > LAYERS_BETWEEN:
            return ()
        found = read_back(self.course, place, pixel, between, self.sizes, self.reach)
        return clipped(found.get(source, ()), self.sizes[source])

    def read(self, place: int, output: int) -> Mapping[int, Runs]:
        """What an output at a place reads at each place before it."""
        return read_back(self.course, place, output, self.order[1:], self.sizes, self.reach)

    def main_chain(self) -> list[int]:
        """The places through which all that reaches the output goes, from the input on."""
        last: dict[int, int] = {}
        for each in self.order[1:]:
            home = self.course.undone(each)  # which is read, and not what lies between
            for source in self.course.links[each - 1].sources if home is None else (home,):
                last[source] = max(last.get(source, 0), self.turn[each])
        found, farthest = [], 0
        for each in self.order:
            if farthest <= self.turn[each]:
                found.append(each)
            farthest = max(farthest, last.get(each, 0))
        return found

    def row(self, place: int, read: Runs, neighbour: Runs) -> Row:
        field = self.course.prefixes[place].most_field
        known = length_at(field, self.sizes[0]) if isinstance(field, int | QuasiAffine) else None
        return Row(self.sizes[place], *self.centres[place], read, neighbour, self.windows[place], known)


def _written_out(course: Course, place: int) -> bool:
    window = course.stages[place - 1].window
    return window is None or course.stages[place - 1].step is not None


def _wide_enough(reading: AxisDerivation) -> int:
    """The least input with room for the field of an output and of its neighbour, where that is a number."""
    course = reading.track.course
    for place in (reading.place, *reversed(course.upstream(reading.place))):
        state = course.prefixes[place].state
        field, jump = state.most_field, _jump(state)
        if isinstance(field, int) and jump is not None:
            wanted = field + jump
            break
    else:
        wanted = 1
    least = max(wanted, int(reading.size.minimum))
    for size in range(least, least + limits.PICTURE_CHOSEN):
        if reading.takes(size):
            return size
    raise InputError(english.size_missing(reading.track.axis))


def _jump(state: State) -> int | None:
    """How far the fields of neighbours are apart at the most."""
    reach = state.sampled().reach
    if isinstance(reach, str) or not isinstance(reach.advance, int):
        return None
    return -(-reach.advance // reach.period)


def _chosen(reading: AxisDerivation, size: int, outputs: int) -> int:
    """The output in the middle, of those that read no padding if there are any."""
    middle = (outputs - 1) // 2
    reach = reading.state.sampled().reach
    if isinstance(reach, str):
        return middle
    near = range(max(0, middle - limits.PICTURE_LOOKED_AT // 2), min(outputs, middle + limits.PICTURE_LOOKED_AT // 2))
    if reach.period == 1 and isinstance(reach.advance, int) and reach.advance > 0:
        low, high = length_at(reach.low(0), size), length_at(reach.high(0), size)
        first, last = max(0, -(low // reach.advance)), min(outputs - 1, (size - 1 - high) // reach.advance)
        near = range(max(first, min(middle, last - 1)), last + 1)[:2]

    def whole(each: int) -> bool:
        if not 0 <= each < outputs or reach.lows[each % reach.period] is None:
            return False
        return length_at(reach.low(each), size) >= 0 and length_at(reach.high(each), size) < size

    fit = [each for each in near if whole(each)]
    return min(fit, key=lambda each: (not whole(each + 1), abs(each - middle))) if fit else middle
