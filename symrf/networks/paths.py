"""The paths from an output through the taps to the inputs: how many there are, where they end, and what they miss.

Where every output reads alike, the paths from output 0 are the product over the layers of `sum of x^(e t), t < k`,
where e is a layer's dilation times the jump before it: the coefficients are the paths to each input, and the inputs
with a path are the ones that are read. Branches add. With equal weights the effective receptive field has the variance

    sum of e^2 (k^2 - 1)/12

(Luo, Li, Urtasun and Zemel, "Understanding the effective receptive field in deep convolutional neural networks", 2016);
where branches meet it is that of the mixture of their paths.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from symrf.formulas import limits
from symrf.formulas.budget import spend
from symrf.networks.rules import FITTED, JOINED, Stage

if TYPE_CHECKING:
    from symrf.networks.axis import Course

__all__ = ["Moments", "Paths", "moments", "paths"]


@dataclass(frozen=True, slots=True)
class Moments:
    """How many paths an output has, the mean of the inputs that they end at, and its variance; and the jump.

    Chains compose as windows do: `mean + jump*mean'` and `variance + jump^2*variance'`.
    """

    count: int = 1
    mean: Fraction = Fraction(0)
    variance: Fraction = Fraction(0)
    jump: int = 1

    def then(self, taps: Taps) -> Moments:
        """The moments through one more layer."""
        count, apart, jump = taps.count, taps.apart, self.jump
        middle = taps.first + Fraction(apart * (count - 1), 2)
        variance = Fraction(apart * apart * (count * count - 1), 12)
        return Moments(
            self.count * count, self.mean + jump * middle, self.variance + jump * jump * variance, jump * taps.stride
        )


@dataclass(frozen=True, slots=True)
class Taps:
    """A layer's taps: for output 0 the inputs `first + apart*t`, for t below `count`."""

    first: int
    apart: int
    count: int
    stride: int


@dataclass(frozen=True, slots=True)
class Paths:
    """The number of paths from output 0 to each input, from `first` on; inputs below 0 are padding.

    >>> import symrf
    >>> symrf.derive("c3 c3")["w"].paths.counts
    (1, 2, 3, 2, 1)
    >>> dilated = symrf.derive("(c3d2)*3")["w"].paths
    >>> len(dilated.counts), dilated.distinct, dilated.gap_free
    (13, 7, False)
    """

    first: int
    counts: tuple[int, ...]

    @property
    def distinct(self) -> int:
        """How many inputs are read: the size of the field if those read more than once count once."""
        return sum(count > 0 for count in self.counts)

    @property
    def gap_free(self) -> bool:
        """Whether every input from the first to the last is read."""
        return 0 not in self.counts


def moments(course: Course, place: int) -> Moments | None:
    """The moments of the paths at a place; None where outputs read unlike, or where windows lie depends on the size."""
    return _moments(course, place)[place]


def _moments(course: Course, place: int) -> dict[int, Moments | None]:
    """The moments at each place that leads to one."""
    found: dict[int, Moments | None] = {0: Moments()}
    for each in course.upstream(place):
        before = [found[source] for source in course.links[each - 1].sources]
        stage = course.stages[each - 1]
        if (home := course.undone(each)) is not None:
            found[each] = _restored(found[home], before[0], course.stages[each - 1])
        else:
            found[each] = _mixed(before) if stage == JOINED else _through(before[0], stage)
    return found


def paths(course: Course, place: int) -> Paths | None:
    """The paths at a place; None where `moments` has none, or where they are too many to list."""
    known = {each: found for each, found in _moments(course, place).items() if found is not None}
    if (last := known.get(place)) is None:
        return None
    bits = last.count.bit_length()
    packed: dict[int, tuple[int, int, int]] = {0: (0, 1, 1)}  # the first input, a digit of `bits` bits each, the jump
    order = course.upstream(place)
    reads = {each: (*course.links[each - 1].sources, *_homes(course, each)) for each in order}
    reader = {source: each for each, read in reads.items() for source in read}  # the last one of each
    for each in order:
        known_there = {source: packed[source] for source in reads[each]}
        before = [known_there[source] for source in course.links[each - 1].sources]
        for source in known_there:
            if reader[source] == each:  # thousands of layers with long counts fill the memory
                del packed[source]
        taps = _taps(course.stages[each - 1])
        for home in _homes(course, each):
            first, digits, jump = known_there[home]
            packed[each] = (first, digits * (known[each].count // known[home].count), jump)
        if each in packed:
            continue
        if taps is None:  # where branches meet
            start = min(first for first, _, _ in before)
            digits = sum(digits << (first - start) * bits for first, digits, _ in before)
            packed[each] = (start, digits, before[0][2])
            continue
        first, digits, jump = before[0]
        apart = taps.apart * jump * bits
        if digits.bit_length() + apart * taps.count > limits.PATH_BITS:
            return None
        spend(taps.count * (1 + digits.bit_length() // limits.SHIFTED_BITS))
        digits = sum(digits << tap * apart for tap in range(taps.count))
        packed[each] = (first + taps.first * jump, digits, jump * taps.stride)
    first, digits, _ = packed[place]
    return Paths(first, tuple(_digits(digits, bits)))


def _homes(course: Course, each: int) -> tuple[int, ...]:
    """The place before the unshuffle that a shuffle undoes, if it undoes one."""
    home = course.undone(each)
    return () if home is None else (home,)


def _digits(packed: int, bits: int) -> Sequence[int]:
    mask, count = (1 << bits) - 1, -(-packed.bit_length() // bits)
    if count <= 64:
        return [(packed >> place * bits) & mask for place in range(count)]
    half = count // 2  # so that no shift is long often
    high, low = packed >> half * bits, packed & ((1 << half * bits) - 1)
    lower = list(_digits(low, bits))
    return lower + [0] * (half - len(lower)) + list(_digits(high, bits))


def _restored(home: Moments | None, before: Moments | None, shuffle: Stage) -> Moments | None:
    """The moments after a shuffle that undoes an unshuffle: those at home, before it, for each path in between."""
    if home is None or before is None or shuffle.counts is None:
        return None
    return replace(home, count=before.count // int(shuffle.counts.factor))


def _through(before: Moments | None, stage: Stage) -> Moments | None:
    taps = _taps(stage)
    return None if before is None or taps is None else before.then(taps)


def _taps(stage: Stage) -> Taps | None:
    """The taps of a layer of windows; None for another, and where the padding depends on the size."""
    window = stage.window
    if window is None or stage == FITTED or window.varying != ():
        return None
    match window.kernel, window.stride, window.before, stage.step:
        case int(kernel), int(stride), int(before), int(step):
            return Taps(-before, step, (kernel - 1) // step + 1, stride)
    return None


def _mixed(branches: Sequence[Moments | None]) -> Moments | None:
    """The moments of the paths of all branches together."""
    known = [each for each in branches if each is not None]
    if len(known) < len(branches) or len({each.jump for each in known}) > 1:
        return None
    count = sum(each.count for each in known)
    mean = sum((each.count * each.mean for each in known), Fraction(0)) / count
    square = sum((each.count * (each.variance + each.mean**2) for each in known), Fraction(0)) / count
    return Moments(count, mean, square - mean**2, known[0].jump)
