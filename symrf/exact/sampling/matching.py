"""Resizing to the size of another tensor, m pixels of n.

    nearest:   output i reads floor(i n/m)
    bilinear:  output i reads the floor and the ceiling of (i + 1/2) n/m - 1/2

Where m/n is a/b for every input, output `i + a` reads what `i` reads, b pixels further. The nearest pixels are the same
where a n is b m + 1, as after a stride of 2 whose padding rounds up: with a n = b m + t, 0 <= t <= 1, it is
i n/m = i b/a + i t/(a m), and that is below the next whole number, for i t/m < 1 and i b/a is 1/a below it at least.
For other inputs the outputs have no one period.
Source: torch.nn.functional.interpolate with a size, corners not aligned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import gcd

from symrf.exact import _english
from symrf.exact.numbers.powers import greatest
from symrf.exact.sampling.given import Given
from symrf.exact.sampling.quasi_affine import Length, always, slope, where
from symrf.exact.sampling.reach import TOO_MANY, Reach, Unreached
from symrf.exact.sampling.requirements import Statement
from symrf.exact.sampling.resampling import shifted
from symrf.exact.sampling.scaled import Scaled, Unscaled
from symrf.exact.sampling.states import State
from symrf.exact.sets.quasipolynomials import TooMany
from symrf.formulas import limits

__all__ = ["matched", "matching"]


def matched(state: State, target: State, smooth: bool, place: int) -> State:
    """The state after a resize, at a place, to the size of another; Unscaled where there are symbols."""
    if isinstance(target, Given):
        return Given(target.size, greatest(state.minimum, target.minimum))
    if isinstance(state, Scaled | Given) or isinstance(target, Scaled):
        raise Unscaled(_english.FIT)
    received, wanted = state.sampled(), target.sampled()
    both = received.also(wanted)
    if received.size == wanted.size and both == received:
        return state
    try:
        reach, asked = matching(received.size, wanted.size, smooth)
    except Unreached as reason:
        return both.then(wanted.size, str(reason))
    needed = tuple(Statement(*each, place) for each in asked if not always(*each, both.minimum))
    if needed and _never([*asked, *((each.length, each.relation) for each in both.requirements)], both.minimum):
        return both.then(wanted.size, _english.NO_FACTOR)
    return replace(both, reads_where=(*both.reads_where, *needed)).then(wanted.size, reach)


def matching(received: Length, wanted: Length, smooth: bool) -> tuple[Reach, tuple[tuple[Length, str], ...]]:
    """What the outputs of a resize read, and where that is so: relations of lengths to 0.

    Unreached where it has no one period.

    >>> reach, where = matching(4, 8, smooth=False)
    >>> reach.lows, where
    ((0, 0), ((0, '<='), (-1, '<=')))
    """
    if received == wanted:
        return shifted(0), ()
    if isinstance(wanted, int) and not isinstance(received, int):
        return _of_count(received, wanted, smooth), ()
    outputs, inputs = _ratio(received, wanted)
    if outputs > limits.PHASES:
        raise Unreached(TOO_MANY)
    over = received * outputs - wanted * inputs
    return _of_ratio(outputs, inputs, smooth), (((over, "="),) if smooth else ((-over, "<="), (over - 1, "<=")))


def _never(asked: Sequence[tuple[Length, str]], least: int) -> bool:
    """Whether no input from `least` on is as asked, as far as that is found."""
    try:
        return where(asked, least).first(True) is None
    except TooMany:
        return True


def _ratio(received: Length, wanted: Length) -> tuple[int, int]:
    """How many outputs there are for how many inputs."""
    if isinstance(received, int) and isinstance(wanted, int):
        common = gcd(received, wanted)
        return wanted // common, received // common
    given, taken = slope(wanted), slope(received)
    if not given or not taken:
        raise Unreached(_english.NO_FACTOR)
    ratio = given / taken
    return ratio.numerator, ratio.denominator


def _of_ratio(outputs: int, inputs: int, smooth: bool) -> Reach:
    """What `outputs` read of so many inputs, and on and on."""
    if not smooth:
        lows = tuple(phase * inputs // outputs for phase in range(outputs))
        return Reach(outputs, inputs, lows, lows)
    twice = [(2 * phase + 1) * inputs - outputs for phase in range(outputs)]
    lows = tuple(place // (2 * outputs) for place in twice)
    return Reach(outputs, inputs, lows, tuple(-(-place // (2 * outputs)) for place in twice))


def _of_count(received: Length, count: int, smooth: bool) -> Reach:
    """What so many outputs read of an input whose size is not known."""
    if count > limits.PHASES:
        raise Unreached(TOO_MANY)
    if not smooth:
        lows = tuple(i * received // count for i in range(count))
        return Reach(count, received, lows, lows)
    twice = [(2 * i + 1) * received - count for i in range(count)]
    lows = tuple(place // (2 * count) for place in twice)
    return Reach(count, received, lows, tuple(-(-place // (2 * count)) for place in twice))
