"""Resizing to the size of another tensor, m pixels of n.

    nearest:   output i reads floor(i n/m)
    bilinear:  output i reads the floor and the ceiling of (i + 1/2) n/m - 1/2

Where m/n is a/b for every input, output `i + a` reads what `i` reads, b pixels further. The nearest pixels are the same
where a n is b m + 1, as after a stride of 2 whose padding rounds up: with a n = b m + t, 0 <= t <= 1, it is
i n/m = i b/a + i t/(a m), and that is below the next whole number, for i t/m < 1 and i b/a is 1/a below it at least.
Source: torch.nn.functional.interpolate with a size, corners not aligned.
"""

from __future__ import annotations

from math import gcd

from symrf.exact import _english
from symrf.exact.numbers.powers import greatest
from symrf.exact.sampling.given import Given
from symrf.exact.sampling.quasi_affine import Length, always, slope
from symrf.exact.sampling.reach import TOO_MANY, Reach, Unreached
from symrf.exact.sampling.resampling import shifted
from symrf.exact.sampling.scaled import Scaled, Unscaled
from symrf.exact.sampling.states import State
from symrf.formulas import limits

__all__ = ["matched", "matching"]


def matched(state: State, target: State, smooth: bool) -> State:
    """The state after a resize to the size of another; Unscaled where there are symbols."""
    if isinstance(target, Given):
        return Given(target.size, greatest(state.minimum, target.minimum))
    if isinstance(state, Scaled | Given) or isinstance(target, Scaled):
        raise Unscaled(_english.FIT)
    received, wanted = state.sampled(), target.sampled()
    both = received.also(wanted)
    if received.size == wanted.size and both == received:
        return state
    try:
        reach: Reach | str = matching(received.size, wanted.size, both.minimum, smooth)
    except Unreached as reason:
        reach = str(reason)
    return both.then(wanted.size, reach)


def matching(received: Length, wanted: Length, least: int, smooth: bool) -> Reach:
    """What the outputs of a resize read, for inputs from `least` on; Unreached where that has no one period.

    >>> matching(4, 8, 1, smooth=False).lows
    (0, 0)
    """
    if received == wanted:
        return shifted(0)
    if isinstance(wanted, int) and not isinstance(received, int):
        return _of_count(received, wanted, smooth)
    outputs, inputs = _ratio(received, wanted)
    if outputs > limits.PHASES:
        raise Unreached(TOO_MANY)
    over = received * outputs - wanted * inputs
    if not (over == 0 if smooth else always(-over, "<=", least) and always(over - 1, "<=", least)):
        raise Unreached(_english.no_one_factor(outputs, inputs))
    return _of_ratio(outputs, inputs, smooth)


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
