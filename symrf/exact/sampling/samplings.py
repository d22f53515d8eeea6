"""How a network samples its input where it is no one convolution: its size, what its outputs read, what must hold.

A chain of windows is a Window (`windows`). Up-sampling, pooling over the whole input, and branches whose
sizes agree for some inputs alone make a Sampling, in functions of the input size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from math import gcd, lcm
from typing import TypeAlias

from symrf.exact.numbers.powers import greatest
from symrf.exact.sampling.reach import MOST_PHASES, TOO_MANY, Reach, Unreached, hull
from symrf.exact.sampling.scaled import Scaled, Unscaled
from symrf.exact.sampling.staircases import (
    WIDTH,
    Axis,
    Length,
    Lesser,
    Quotient,
    Staircase,
    Step,
    always,
    at,
    divisors,
    from_where,
    slope,
    where,
)
from symrf.exact.sampling.windows import Drift, Window
from symrf.exact.sets.periodic import Condition, condition
from symrf.exact.sets.quasipolynomials import TooMany

__all__ = ["NoOutput", "Requirement", "Sampling", "State", "joined", "reach_of", "sampled", "shown"]


LONGEST_PERIOD = 10**5  # of the inputs that are taken, which are listed by their remainders


class NoOutput(Exception):
    """A network that has no output for any input."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a network asks of its input: a length that is, by `relation`, to 0; `place` is the layer that asks."""

    length: Length
    relation: str
    place: int

    def holds(self, size: int) -> bool:
        """Whether an input of `size` pixels is as asked."""
        value = at(self.length, size)
        return value == 0 if self.relation == "=" else value <= 0


@dataclass(frozen=True, slots=True)
class Unshuffled:
    """An unshuffle, which a shuffle by the same factors on all axes undoes: each pixel is where it was before."""

    factors: tuple[object, ...]
    place: int
    before: Sampling


@dataclass(frozen=True, slots=True)
class Sampling:
    """The output size, what each output reads, and the inputs that the network takes.

    Those are the ones from `minimum` on that meet every requirement; for them every size on the way is 1 or more. Where
    what the outputs read is not worked out, `reach` says why.
    """

    size: Length
    reach: Reach | str
    minimum: int
    requirements: tuple[Requirement, ...] = ()
    unshuffled: tuple[Unshuffled, ...] = ()  # what shuffles may undo, the last first; nothing where channels are mixed
    undone: int | None = None  # the place before the unshuffle that the last layer undoes

    def then(self, size: Length, reach: Reach | str, requirements: tuple[Requirement, ...] = ()) -> Sampling:
        """The sampling of a longer network: the size that its last layer gives, and what that layer reads."""
        minimum = from_where(size, 1, self.minimum)
        if minimum is None:
            raise NoOutput
        asked = tuple(each for each in requirements if self._new(each))
        return Sampling(size, _read_through(self.reach, reach), minimum, (*self.requirements, *asked))

    def gathered(self, before: Sampling, factors: tuple[object, ...], place: int) -> Sampling:
        """This one, known to be an unshuffle after the place of another."""
        return replace(self, unshuffled=(Unshuffled(factors, place, before), *before.unshuffled))

    def restored(self, before: Sampling, factors: tuple[object, ...]) -> Sampling:
        """This one, known to be a shuffle: what it reads, where it undoes the last unshuffle before it."""
        if not before.unshuffled or before.unshuffled[0].factors != factors:
            return self
        first, *others = before.unshuffled
        return replace(self, reach=first.before.reach, unshuffled=tuple(others), undone=first.place)

    def taken(self, symbol: str) -> Condition | None:
        """The inputs that the network takes; None, or TooMany, where they change too often to list."""
        classes = [_class_of(each) for each in self.requirements]
        if all(each is not None for each in classes):  # as for a U-Net: one class of each, all of them at once
            return _met([each for each in classes if each is not None], symbol, self.minimum)
        asked = [(each.length, each.relation) for each in self.requirements]
        return condition(symbol, where(asked or [(0, "=")], self.minimum))

    def taken_often(self) -> bool:
        """Whether it is plain that infinitely many inputs are taken: what is asked is periodic, and one meets it."""
        if any(slope(each.length) != 0 for each in self.requirements):
            return False
        period = lcm(*(divisor for each in self.requirements for divisor in divisors(each.length)))
        return period <= LONGEST_PERIOD and self.refusal(-(-self.minimum // period) * period) is None

    def always(self, lengths: Sequence[Length]) -> bool | None:
        """Whether lengths are 0 for all inputs that are taken; None where that is not decided."""
        if all(length == 0 for length in lengths):
            return True
        asked = [(each.length, each.relation) for each in self.requirements]
        try:
            zero = condition("w", where([*((length, "=") for length in lengths), *asked], self.minimum))
            return None if zero is None else zero == self.taken("w")
        except TooMany:
            return None

    def refusal(self, size: int) -> Requirement | None:
        """The first requirement that an input does not meet."""
        return next((each for each in self.requirements if not each.holds(size)), None)

    def _new(self, requirement: Requirement) -> bool:
        if any(requirement.length == each.length for each in self.requirements if each.relation == "="):
            return False
        known = _class_of(requirement)
        if known is not None:
            return known[0] > 1
        return not always(requirement.length, requirement.relation, self.minimum)


State: TypeAlias = Window | Sampling | Scaled


def sampled(state: State) -> Sampling:
    """A chain of windows as a sampling."""
    if isinstance(state, Sampling):
        return state
    if isinstance(state, Scaled):
        raise OverflowError("a number with symbols")
    if not isinstance(state.stride, int) or not isinstance(state.offset, int) or not isinstance(state.minimum, int):
        raise OverflowError("a number that is kept as powers")
    try:
        reach: Reach | str = reach_of(state, WIDTH)
    except Unreached as reason:
        reach = str(reason)
    return Sampling((WIDTH + state.offset) // state.stride, reach, state.minimum)


def reach_of(window: Window, size: Length, step: int = 1) -> Reach:
    """What the windows of a layer or a chain read of `size` pixels."""
    numbers = (window.kernel, window.stride, window.before)
    if window.drifts is None or not all(isinstance(each, int) for each in numbers):
        raise Unreached("the padding depends on the sizes on the way, through more layers than are written out")
    before: Length = window.before  # type: ignore[assignment]
    for drift in window.drifts:
        before = before + _drifted(drift, size)
    return Reach.window(window.kernel, window.stride, before, step)  # type: ignore[arg-type]


def joined(branches: Sequence[State], place: int) -> State:
    """Branches on one input whose outputs are added or concatenated, so that their sizes must agree.

    Windows of one stride that agree everywhere are one window, the hull. Else it is a sampling, with the requirement
    that the sizes are the same; its size is that of the branch whose function is the shortest.
    """
    if any(isinstance(each, Scaled) for each in branches):
        if any(each != branches[0] for each in branches):
            raise Unscaled("branches, one of which up-samples")
        return branches[0]
    windows = [each for each in branches if isinstance(each, Window)]
    if _alike(branches):
        return _hull_of_windows(windows)
    several = [sampled(each) for each in branches]
    chosen = several[shown(branches)]
    minimum = max(each.minimum for each in several)
    asked: dict[Requirement, None] = dict.fromkeys(each for branch in several for each in branch.requirements)
    before = Sampling(chosen.size, "", minimum, tuple(asked))
    agreeing = tuple(Requirement(each.size - chosen.size, "=", place) for each in several if each is not chosen)
    reach: Reach | str
    try:
        reach = hull([_worked_out(each.reach) for each in several], chosen.size, minimum)
    except Unreached as reason:
        reach = str(reason)
    if len(windows) == len(branches) and len({(each.stride, each.offset) for each in windows}) == 1:
        for window, sampling in zip(windows, several, strict=True):
            if sampling.reach == reach:  # whatever the size, it reads all that the others do
                return replace(window, minimum=minimum)
    return replace(before.then(chosen.size, reach, agreeing), reach=reach)


def shown(branches: Sequence[State]) -> int:
    """The place of the branch whose size is written for all: that of the shortest function, or of the least slack."""
    if any(isinstance(each, Scaled) for each in branches):
        return 0  # they are all the same
    if _alike(branches):
        slacks = [each.slack for each in branches if isinstance(each, Window)]
        return slacks.index(0) if 0 in slacks else min(range(len(slacks)), key=slacks.__getitem__)
    lengths = [_length(sampled(each).size) for each in branches]
    return min(range(len(lengths)), key=lengths.__getitem__)


def _class_of(requirement: Requirement) -> tuple[int, int] | None:
    """The modulus and the residue of the inputs that meet `u*(w + b - d*floor((w+b)/d)) + c = 0`; None for others."""
    length = requirement.length
    if length == 0:
        return 1, 0
    if requirement.relation != "=" or not isinstance(length, Staircase) or len(length.steps) != 2:
        return None
    steps = dict(length.steps)
    times = steps.pop(Axis(), 0)
    if not times or len(steps) != 1:
        return None
    ((step, by),) = steps.items()
    if not isinstance(step, Quotient) or by != -times * step.by or step.of != WIDTH + step.of.constant:
        return None
    left = times * step.of.constant - length.constant
    if left % times or not 0 <= left // times < step.by:
        return None
    return step.by, (left // times - step.of.constant) % step.by


def _met(classes: Sequence[tuple[int, int]], symbol: str, least: int) -> Condition:
    """The inputs in all of several residue classes: one class, or none, by the Chinese remainder theorem."""
    modulus, residue = 1, 0
    for other, wanted in classes:
        common = gcd(modulus, other)
        if (wanted - residue) % common:
            return Condition(symbol, least, 1, (), least)
        step = (wanted - residue) // common * pow(modulus // common, -1, other // common)
        residue += modulus * (step % (other // common))
        modulus *= other // common
    return Condition(symbol, least, modulus, (residue % modulus,), least)


def _read_through(before: Reach | str, layer: Reach | str) -> Reach | str:
    try:
        return _worked_out(before).then(_worked_out(layer))
    except Unreached as reason:
        return str(reason)


def _worked_out(reach: Reach | str) -> Reach:
    if isinstance(reach, str):
        raise Unreached(reach)
    return reach


def _drifted(drift: Drift, size: Length) -> Length:
    """What padding `same` puts before beyond the least: `floor(max(k - s + (-n mod s), 0)/2)`, times the jump."""
    step, jump, offset, divisor = drift.stride, drift.jump, drift.offset, drift.divisor
    if not (isinstance(step, int) and isinstance(jump, int) and isinstance(offset, int) and isinstance(divisor, int)):
        raise Unreached("the padding depends on the sizes on the way, through more layers than are written out")
    received = (size + offset) // divisor
    if drift.kernel < step:
        if drift.kernel > MOST_PHASES:
            raise Unreached(TOO_MANY)
        return _positive_part(received, drift.kernel, step) // 2 * jump
    return (step * -(-received // step) - received + (drift.kernel - step)) // 2 * jump


def _positive_part(received: Length, kernel: int, step: int) -> Length:
    """max(k - s + (-n mod s), 0) where k < s: one for each of the k-1 remainders from which on it is more."""
    total: Length = 0
    for least in range(step - kernel + 1, step):  # 1 where (-n mod s) >= least
        total = total + (1 - -received // step) + (-received - least) // step
    return total


def _alike(branches: Sequence[State]) -> bool:
    """Whether branches are windows of one stride and one size for all inputs, that lie where they do whatever it is."""
    sizes = {(each.stride, each.offset, each.drifts) for each in branches if isinstance(each, Window)}
    return len(sizes) == 1 and sizes.pop()[2] == () and not any(isinstance(each, Sampling) for each in branches)


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
        windows[shown(windows)].slack,
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
