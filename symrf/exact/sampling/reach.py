"""What each output reads: the inputs from the first to the last, by the phase of the output's index.

A convolution reads alike at every output. After an up-sampling the outputs take turns: output `o + period` reads what
`o` reads, `advance` pixels further. Chains compose, branches take the hull of theirs, and a convolution is the case of
one phase. Padding is counted as if the input went on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from math import gcd, lcm

from symrf.exact import _english
from symrf.exact._english import TOO_MANY
from symrf.exact.sampling.quasi_affine import Length, QuasiAffine, always, greater, lesser
from symrf.formulas import limits

__all__ = ["TOO_MANY", "Reach", "Unreached", "hull"]


class Unreached(Exception):
    """What the outputs read is not worked out; the message says why."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Output `phase + period*t` reads the inputs from `lows[phase] + advance*t` to `highs[phase] + advance*t`.

    A phase that reads nothing has None. Of a single layer those are every `step`-th of them; of a chain, the first and
    the last. Where `advance` is None there is one output a phase, at no one distance.

    >>> from symrf.exact.sampling.resampling import nearest
    >>> three = Reach.window(3, 1, 1)
    >>> three.then(nearest(2)).then(Reach.window(2, 1)).fields
    (3, 4)
    """

    period: int
    advance: Length | None
    lows: tuple[Length | None, ...]
    highs: tuple[Length | None, ...]
    step: int = 1

    @classmethod
    def window(cls, extent: int, stride: int, before: Length = 0, step: int = 1) -> Reach:
        """The windows of a convolution or a pool: every `step`-th of `extent` pixels."""
        return cls(1, stride, (-before,), (extent - 1 - before,), step)

    @property
    def fields(self) -> tuple[Length, ...]:
        """The pixels from the first to the last that an output reads, for each phase; 0 where it reads none."""
        spans = zip(self.lows, self.highs, strict=True)
        return tuple(0 if low is None or high is None else high - low + 1 for low, high in spans)

    def shortened(self, outputs: Length) -> Reach:
        """The same of so many outputs, where those are a number and fewer than the phases."""
        if not isinstance(outputs, int) or outputs >= self.period:
            return self
        return Reach(outputs, None, self.lows[:outputs], self.highs[:outputs], self.step)

    @property
    def unevenness(self) -> tuple[Length, ...] | None:
        """Lengths that are 0 where the centres of the windows are evenly apart; None where there is no such input."""
        first, *others = (_twice_centre(self, phase) for phase in range(self.period))
        if first is None or self.advance is None or None in others:
            return None
        apart = (centre - first for centre in others if centre is not None)
        return tuple(each * self.period - 2 * phase * self.advance for phase, each in enumerate(apart, 1))

    def then(self, following: Reach) -> Reach:
        """What the outputs of the following layer read through this one.

        The hull of what several outputs read is from the first of the first to the last of the last where every output
        reads something and none reads before its predecessor; else all of them are looked at.
        """
        if self.period == 1 and following.period == 1:
            return self._reading(following, 1, self._jumped(following.advance))
        advance = following.advance
        if not isinstance(advance, int):
            return self._reading(following, following.period, self._jumped(advance))
        times = self.period // gcd(self.period, advance) if advance else 1
        period = following.period * times
        if period > limits.PHASES:
            raise Unreached(TOO_MANY)
        longer = following.of_period(period)
        return self._reading(longer, period, self._jumped(longer.advance))._reduced()

    def widened(self, factor: int) -> Reach:
        """The same where each pixel is a block of so many: an output reads those at its own place in their blocks."""
        places = [
            (low, high, place) for low, high in zip(self.lows, self.highs, strict=True) for place in range(factor)
        ]
        return Reach(
            self.period * factor,
            None if self.advance is None else self.advance * factor,
            tuple([None if low is None else low * factor + place for low, _, place in places]),
            tuple([None if high is None else high * factor + place for _, high, place in places]),
            self.step * factor,
        )

    def within(self, other: Reach, least: int) -> bool:
        """Whether each output reads from no earlier to no later, for inputs from `least` on."""
        period = lcm(self.period, other.period)
        if period > limits.PHASES or not isinstance(self.advance, int) or not isinstance(other.advance, int):
            return False
        one, two = self.of_period(period), other.of_period(period)
        if one.advance != two.advance or None in (*one.lows, *two.lows):
            return False
        lows, highs = zip(two.lows, one.lows, strict=True), zip(one.highs, two.highs, strict=True)
        pairs = ((less, more) for less, more in (*lows, *highs) if less is not None and more is not None)
        return all(always(less - more, "<=", least) for less, more in pairs)

    def low(self, index: Length) -> Length:
        """The first input that an output reads; an output beyond the last is as if there were more."""
        return self._bound(self.lows, index)

    def high(self, index: Length) -> Length:
        """The last input that an output reads."""
        return self._bound(self.highs, index)

    def _bound(self, bounds: Sequence[Length | None], index: Length) -> Length:
        if isinstance(index, int):
            turn, phase = divmod(index, self.period)
            bound = bounds[phase]
            if bound is None:
                raise Unreached(_english.READ_NOTHING)
            return bound if turn == 0 else bound + _times(self.advance, turn)
        first = bounds[0]
        if first is None or self.advance is None:
            raise Unreached(_english.UNEVEN)
        if self.period == 1:
            return first + _times(self.advance, index)
        # A sum over the phases of the rise to each, times how often it was passed.
        total = first
        rises = zip((*bounds[1:], first + self.advance), bounds, range(1, self.period + 1), strict=True)
        for after, before, phase in rises:
            if after is None or before is None:
                raise Unreached(_english.UNEVEN)
            total = total + _times(after - before, (index + (self.period - phase)) // self.period)
        return total

    def _reading(self, following: Reach, period: int, advance: Length | None) -> Reach:
        if self.rising:
            lows = tuple(None if low is None else self.low(low) for low in following.lows)
            highs = tuple(None if high is None else self.high(high) for high in following.highs)
            return Reach(period, advance, lows, highs)
        pairs = [self._hull(*span, following.step) for span in zip(following.lows, following.highs, strict=True)]
        return Reach(period, advance, tuple(low for low, _ in pairs), tuple(high for _, high in pairs))

    def _hull(self, first: Length | None, last: Length | None, step: int) -> tuple[Length | None, Length | None]:
        """From the first to the last input that every `step`-th of some outputs reads."""
        if first is None or last is None:
            return None, None
        if not isinstance(first, int) or not isinstance(last, int):
            raise Unreached(_english.UNEVEN)
        outputs = range(first, last + 1, step)
        ends = (*outputs[: self.period], *outputs[-self.period :])  # every phase that is met, at the first and last
        read = [each for each in ends if self.lows[each % self.period] is not None]
        if not read:
            return None, None
        lows, highs = [self.low(each) for each in read], [self.high(each) for each in read]
        return reduce(_least_int, lows), -reduce(_least_int, [-high for high in highs])

    @property
    def rising(self) -> bool:
        """Whether every output reads something, and none before what its predecessor reads."""
        if self.period == 1 or not isinstance(self.advance, int):
            return None not in self.lows
        return all(_rising(bounds, self.advance) for bounds in (self.lows, self.highs))

    def _jumped(self, advance: Length | None) -> Length | None:
        """How far the inputs move on when the outputs of the next layer do."""
        if advance is None or self.advance is None:
            return None
        if isinstance(advance, int):
            return _times(self.advance, advance // self.period) if advance % self.period == 0 else None
        return _times(self.advance, advance) if self.period == 1 else None

    def of_period(self, period: int) -> Reach:
        """The same with more phases, a multiple of these."""
        times = period // self.period
        if times == 1:
            return self
        turns = [_times(self.advance, turn) for turn in range(times)]
        return Reach(
            period,
            _times(self.advance, times),
            tuple([None if low is None else low + turn for turn in turns for low in self.lows]),
            tuple([None if high is None else high + turn for turn in turns for high in self.highs]),
            self.step,
        )

    def _reduced(self) -> Reach:
        """The same with the fewest phases."""
        reach = self
        for prime in _primes(self.period):
            while reach.period % prime == 0 and isinstance(reach.advance, int) and reach.advance % prime == 0:
                period, advance = reach.period // prime, reach.advance // prime
                first, shift = reach.lows[0], reach.lows[period]
                if first is not None and shift is not None and shift - first != advance:
                    break  # as is mostly so
                shorter = Reach(period, advance, reach.lows[:period], reach.highs[:period], reach.step)
                if shorter.of_period(reach.period) != reach:
                    break
                reach = shorter
        return reach


def hull(reaches: Sequence[Reach], size: Length, least: int) -> Reach:
    """From the first to the last input that branches of one size read, for inputs from `least` on."""
    if len({(reach.period, reach.advance) for reach in reaches}) > 1:
        reaches = list(_alike(reaches, size))
    lows = [
        _least([low for low in lows if low is not None], least) for lows in zip(*(r.lows for r in reaches), strict=True)
    ]
    highs = [
        _most([high for high in highs if high is not None], least)
        for highs in zip(*(r.highs for r in reaches), strict=True)
    ]
    return Reach(reaches[0].period, reaches[0].advance, tuple(lows), tuple(highs))._reduced()


def _alike(reaches: Sequence[Reach], size: Length) -> Iterable[Reach]:
    """Reaches with the same phases."""
    advances = [reach.advance for reach in reaches]
    period = lcm(*(reach.period for reach in reaches))
    if period <= limits.PHASES and all(isinstance(advance, int) for advance in advances):
        longer = [reach.of_period(period) for reach in reaches]
        if len({reach.advance for reach in longer}) == 1:
            return longer
    if not isinstance(size, int):
        raise Unreached(_english.JUMPS_DIFFER)
    if size > limits.PHASES:
        raise Unreached(TOO_MANY)
    return [  # so many outputs, each by itself
        Reach(
            size,
            None,
            tuple(None if reach.lows[o % reach.period] is None else reach.low(o) for o in range(size)),
            tuple(None if reach.highs[o % reach.period] is None else reach.high(o) for o in range(size)),
        )
        for reach in reaches
    ]


def _times(one: Length | None, two: Length) -> Length:
    """A product of which one factor is a number."""
    if isinstance(one, int):
        return one * two
    if one is None or isinstance(two, QuasiAffine):
        raise Unreached(_english.NO_ONE_DISTANCE)
    return one * two


def _least(lengths: Sequence[Length], least: int) -> Length | None:
    return reduce(lambda one, two: lesser(one, two, least), lengths) if lengths else None


def _most(lengths: Sequence[Length], least: int) -> Length | None:
    return reduce(lambda one, two: greater(one, two, least), lengths) if lengths else None


def _least_int(one: Length, two: Length) -> Length:
    difference = one - two
    if not isinstance(difference, int):
        raise Unreached(_english.UNEVEN)
    return one if difference <= 0 else two


def _rising(bounds: Sequence[Length | None], advance: int) -> bool:
    """Whether no bound is below the one before it, in turn."""
    first = bounds[0]
    if first is None:
        return False
    previous = first
    for bound in (*bounds[1:], first + advance):
        rise = None if bound is None else bound - previous
        if bound is None or not isinstance(rise, int) or rise < 0:
            return False
        previous = bound
    return True


def _twice_centre(reach: Reach, phase: int) -> Length | None:
    low, high = reach.lows[phase], reach.highs[phase]
    return None if low is None or high is None else low + high


def _primes(number: int) -> list[int]:
    """The primes that divide a number."""
    found, prime = [], 2
    while number > 1:
        prime = prime if prime * prime <= number else number
        if number % prime == 0:
            found.append(prime)
            while number % prime == 0:
                number //= prime
        else:
            prime += 1
    return found
