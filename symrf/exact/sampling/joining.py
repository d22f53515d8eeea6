"""Where branches meet, and paths are compared: what the state of all of them is, and how they lie to each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from math import lcm

from symrf.exact import _english
from symrf.exact.numbers.powers import greatest
from symrf.exact.sampling.given import Given
from symrf.exact.sampling.quasi_affine import Length, Lesser, Quotient, Step
from symrf.exact.sampling.reach import Reach, Unreached, hull
from symrf.exact.sampling.requirements import Statement
from symrf.exact.sampling.samplings import Sampling, worked_out
from symrf.exact.sampling.scaled import Scaled, Unscaled
from symrf.exact.sampling.states import State
from symrf.exact.sampling.windows import Window
from symrf.formulas import limits

__all__ = ["aligned", "joined", "shown", "within"]


def joined(branches: Sequence[State], place: int) -> State:
    """Branches on one input whose outputs are added or concatenated, so that their sizes must agree.

    Windows of one stride that agree everywhere are one window, the hull. Else it is a sampling, with the requirement
    that the sizes are the same; its size is that of the branch whose function is the shortest.
    """
    if any(isinstance(each, Scaled) for each in branches):
        if any(each != branches[0] for each in branches):
            raise Unscaled(_english.BRANCHES_UP_SAMPLED)
        return branches[0]
    given = [each for each in branches if isinstance(each, Given)]
    if given:
        if len(given) < len(branches) or any(each.size != given[0].size for each in given):
            raise Unscaled(_english.BRANCHES_OF_GIVEN_SIZE)
        return Given(given[0].size, reduce(greatest, [each.minimum for each in given]))
    windows = _windows(branches)
    if windows is not None and _alike(windows):
        return _hull_of_windows(windows)
    several = [each.sampled() for each in branches]
    first = shown(branches)
    met = _met(several, several[first], place)
    if windows is not None and len({(each.stride, each.offset) for each in windows}) == 1:
        for window, sampling in zip(windows, several, strict=True):
            if sampling.reach == met.reach:  # whatever the size, it reads all that the others do
                return replace(window, slack=windows[first].slack, minimum=max(each.minimum for each in several))
    return met


def shown(branches: Sequence[State]) -> int:
    """The place of the branch whose size is written for all: that of the shortest function, or of the least slack."""
    if any(isinstance(each, Scaled | Given) for each in branches):
        return 0  # their sizes are all the same
    windows = _windows(branches)
    if windows is not None and _alike(windows):
        return _least_slack(windows)
    lengths = [_length(each.sampled().size) for each in branches]
    return min(range(len(lengths)), key=lengths.__getitem__)


def aligned(branches: Sequence[State], joined: State) -> bool | None:
    """Whether the windows of branches have the same centres, for all inputs that are taken where they meet.

    None where that is not worked out.
    """
    if isinstance(joined, Given):
        return None
    if isinstance(joined, Scaled):
        return True  # its branches are all the same
    windows = _windows(branches)
    if windows is not None and all(each.varying == () for each in windows):
        return len({each.kernel - 2 * each.before for each in windows}) == 1
    reaches = [each for branch in branches if isinstance(each := branch.sampled().reach, Reach)]
    period = lcm(*(reach.period for reach in reaches))
    if len(reaches) < len(branches) or period > limits.PHASES or any(None in reach.lows for reach in reaches):
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
    return joined.sampled().always(apart)


def within(one: State, other: State) -> bool:
    """Whether whatever comes after reads no more through one path than through the other.

    Of windows the narrower is it, wherever it lies.
    """
    if one == other or isinstance(one, Given):
        return one == other or isinstance(other, Given)  # both read all that there is
    windows = _windows((one, other))
    if windows is not None and windows[0].stride == windows[1].stride:
        return greatest(windows[0].kernel, windows[1].kernel) == windows[1].kernel
    first, second = one.sampled(), other.sampled()
    if isinstance(first.reach, str) or isinstance(second.reach, str):
        return False
    if second.unshuffled and second.unshuffled != first.unshuffled:
        return False  # what is undone after it reads less
    return first.reach.within(second.reach, max(first.minimum, second.minimum))


def _windows(states: Sequence[State]) -> list[Window] | None:
    """The windows that states are; None where one of them is none."""
    windows = [window for each in states if (window := each.convolution) is not None]
    return windows if len(windows) == len(states) else None


def _alike(windows: Sequence[Window]) -> bool:
    """Whether windows have one stride and one size for all inputs, and lie where they do whatever that is."""
    sizes = {(each.stride, each.offset, each.varying) for each in windows}
    return len(sizes) == 1 and sizes.pop()[2] == ()


def _least_slack(windows: Sequence[Window]) -> int:
    slacks = [each.slack for each in windows]
    return slacks.index(0) if 0 in slacks else min(range(len(slacks)), key=slacks.__getitem__)


def _met(branches: Sequence[Sampling], chosen: Sampling, place: int) -> Sampling:
    """Branches that must have the size of the one that is chosen."""
    minimum = max(each.minimum for each in branches)
    asked: dict[Statement, None] = dict.fromkeys(each for branch in branches for each in branch.requirements)
    before = Sampling(chosen.size, "", minimum, tuple(asked))
    agreeing = tuple(Statement(each.size - chosen.size, "=", place) for each in branches if each is not chosen)
    reach: Reach | str
    try:
        reach = hull([worked_out(each.reach) for each in branches], chosen.size, minimum)
    except Unreached as reason:
        reach = str(reason)
    where = tuple(dict.fromkeys(each for branch in branches for each in branch.reads_where))
    alike = all(each.unshuffled == chosen.unshuffled for each in branches)  # then each keeps every channel as it is
    unshuffled = chosen.unshuffled if alike else ()
    met = before.then(chosen.size, reach, agreeing)
    return replace(met, reach=reach, unshuffled=unshuffled, reads_where=where)


def _hull_of_windows(windows: Sequence[Window]) -> Window:
    before = reduce(greatest, [window.before for window in windows])
    last = reduce(greatest, [window.kernel - window.before for window in windows])
    kernel = before + last
    first = windows[0]
    return Window(
        kernel,
        first.stride,
        before,
        first.offset - first.stride - before + kernel,
        windows[_least_slack(windows)].slack,
        reduce(greatest, [window.minimum for window in windows]),
    )


def _length(length: Length) -> tuple[int, int]:
    """How long a function is to write."""
    if isinstance(length, int):
        return (0, 0)
    return (sum(map(_weight, length.steps)), abs(length.constant))


def _weight(step: tuple[Step, int]) -> int:
    match step[0]:
        case Quotient(of, _):
            return 2 + sum(map(_weight, of.steps))
        case Lesser(of):
            return 4 * len(of)
    return 1
