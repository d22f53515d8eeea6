"""What the outputs read, as it is written: the field, for each residue of the output's index, the jump, the start."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from math import gcd, lcm
from typing import TYPE_CHECKING

from symrf.exact.numbers.powers import quotient
from symrf.exact.sampling.hand import whole
from symrf.exact.sampling.lengths import staircase
from symrf.exact.sampling.reach import MOST_PHASES, Reach
from symrf.exact.sampling.samplings import Sampling, State, sampled
from symrf.exact.sampling.scaled import Scaled
from symrf.exact.sampling.staircases import Length, greater, lesser
from symrf.exact.sampling.windows import Window
from symrf.formulas.tree import Written
from symrf.networks import alignment

if TYPE_CHECKING:
    from symrf.exact.numbers.powers import Whole

__all__ = ["aligned", "by_phase", "evenly_apart", "jump", "least_field", "least_of", "most_field", "padding", "start"]


MOST_DIFFERENT = 8  # functions of the size whose extreme is written


def most_field(state: State) -> Whole | Length | None:
    """The most pixels, from the first to the last, that an output reads; None where that is no formula for a page."""
    match state:
        case Window():
            return state.kernel
        case Scaled():
            return state.field
    return _extreme(state, most=True)


def least_field(state: State) -> Whole | Length | None:
    """The least that an output reads."""
    match state:
        case Window():
            return state.kernel
        case Scaled():
            return state.least_field
    return _extreme(state, most=False)


def least_of(paths: Sequence[State] | None) -> Whole | Length | None:
    """The least of what paths read at the most; None where that is not worked out."""
    found = [most_field(path) for path in paths or ()]
    if not found or any(field is None for field in found):
        return None
    least = max(path.minimum for path in paths if isinstance(path, Sampling)) if len(found) > 1 and paths else 1
    return reduce(lambda one, two: lesser(one, two, least), found)  # type: ignore[arg-type]


def by_phase(state: State) -> tuple[Length, ...] | None:
    """The field of output o by the remainder of o, where outputs read unlike; None where all read alike."""
    if not isinstance(state, Sampling) or not isinstance(state.reach, Reach):
        return None
    fields = state.reach.shortened(state.size).fields
    return fields if len(set(fields)) > 1 else None


def evenly_apart(state: State) -> bool | None:
    """Whether the centres of the windows are one jump apart, for all inputs that are taken.

    None where that hangs on symbols, or is not decided.
    """
    if isinstance(state, Scaled):
        return state.evenly_apart
    if isinstance(state, Window):
        return True
    apart = state.reach.unevenness if isinstance(state.reach, Reach) else None
    if apart is None or any(isinstance(each, int) and each != 0 for each in apart):
        return False
    return state.always(apart)


def aligned(branches: Sequence[State], joined: State) -> bool | None:
    """Whether the windows of branches have the same centres, for all inputs that are taken where they meet.

    None where that is not worked out.
    """
    if isinstance(joined, Scaled):
        return True  # its branches are all the same
    if all(isinstance(each, Window) and each.drifts == () for each in branches):
        return len({each.kernel - 2 * each.before for each in branches if isinstance(each, Window)}) == 1
    reaches = [each for branch in branches if isinstance(each := sampled(branch).reach, Reach)]
    period = lcm(*(reach.period for reach in reaches))
    if len(reaches) < len(branches) or period > MOST_PHASES or any(None in reach.lows for reach in reaches):
        return None
    if len(reaches) > 1 and any(not isinstance(reach.advance, int) for reach in reaches):
        return None
    first, *others = (reach.of_period(period) for reach in reaches)
    if any(other.advance != first.advance for other in others):
        return False
    apart = [
        (one + two) - (low + high)
        for other in others
        for one, two, low, high in zip(first.lows, first.highs, other.lows, other.highs, strict=True)
        if one is not None and two is not None and low is not None and high is not None
    ]
    return sampled(joined).always(apart)


def jump(state: State, axis: Written) -> Written | None:
    """The distance of neighbouring outputs' windows, on the average; None where they are at no one distance."""
    if isinstance(state, Window):
        return whole(state.stride)
    if isinstance(state, Scaled):
        return None if isinstance(state.spread, str) else _ratio(state.window.stride, state.factor)
    if not isinstance(state.reach, Reach) or state.reach.advance is None:
        return None
    return _over(state.reach.advance, state.reach.period, axis)


def start(state: State, axis: Written, origin: float) -> Written | None:
    """The centre of the first window, that of the first pixel at `origin`; None where that is not worked out."""
    if isinstance(state, Window):
        return alignment.start(state, axis, origin)
    if isinstance(state, Scaled):
        doubled = state.doubled_start
        return None if doubled is None else alignment.half(doubled + int(2 * origin))
    if not isinstance(state.reach, Reach):
        return None
    low, high = state.reach.lows[0], state.reach.highs[0]
    return None if low is None or high is None else _over(low + high + int(2 * origin), 2, axis)


def padding(state: State, axis: Written) -> tuple[Written, Written] | None:
    """The padding of the one convolution before and after; None where there is none, or it is too long to write."""
    return alignment.padding(state, axis) if isinstance(state, Window) else None


def _ratio(above: Whole, below: Whole) -> Written:
    """A quotient, in lowest terms where those show."""
    if isinstance(above, int) and isinstance(below, int):
        return _over(above, below, whole(1))
    if (times := quotient(above, below)) is not None:
        return whole(times)
    if (times := quotient(below, above)) is not None:
        return whole(1) / whole(times)
    return whole(above) / whole(below)


def _extreme(state: Sampling, most: bool) -> Length | None:
    if not isinstance(state.reach, Reach):
        return None
    fields = dict.fromkeys(state.reach.shortened(state.size).fields)
    if len(fields) > MOST_DIFFERENT and not all(isinstance(field, int) for field in fields):
        return None
    pick = greater if most else lesser
    return reduce(lambda one, two: pick(one, two, state.minimum), fields)


def _over(length: Length, divisor: int, axis: Written) -> Written:
    """A length over a number, in lowest terms."""
    if isinstance(length, int):
        common = gcd(length, divisor)
        length, divisor = length // common, divisor // common
        if length < 0 and divisor > 1:
            return -(whole(-length) / divisor)
        return whole(length) if divisor == 1 else whole(length) / divisor
    common = gcd(divisor, length.constant, *(by for _, by in length.steps))
    tree = staircase(length // common, axis)
    return tree if common == divisor else tree / (divisor // common)
