"""Sizes and fields at numbers: windows are counted as the whole numbers in a range, and followed by their ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial
from typing import NamedTuple, TypeAlias

from support.branching import PASSED, Branches, Simple, Transposed
from support.networks import Layer
from support.oracles import HABITS, window_of

from campaign.networks import TooLong, Turns

__all__ = ["View", "Walk", "least_input", "size", "view"]

MOST_STEPS = 400  # layers of a walk
MOST_BITS = 3_000  # of a stride
MOST_STRIDES = 100  # that are thought of, as more lead too far, or no farther
FAR = 1 << 40  # an input size beyond which none is looked for


def size(n: int, items: tuple[object, ...], convention: str = "pytorch") -> int | None:
    """The output size for n pixels; None where a layer has no output or branches disagree."""
    return Walk(items, convention).size(n)


_Step: TypeAlias = Callable[[int, int | None], int | None]  # pixels, and what a crop fits to: outputs, 0 or None: none


class Walk:
    """The layers of a network, one after the other: what does not depend on the input is worked out once."""

    def __init__(self, items: tuple[object, ...], convention: str = "pytorch") -> None:
        self.items, self.convention, self.left = items, convention, 0
        self.steps = self._steps(items)

    def size(self, n: int) -> int | None:
        """The output size for n pixels; TooLong for those that take more layers than are walked."""
        self.left = MOST_STEPS
        return self._through(n, self.steps, None)

    def _through(self, n: int, steps: Sequence[_Step], fits: int | None) -> int | None:
        self.left -= len(steps)
        if self.left < 0:
            raise TooLong
        found: int | None = n
        for step in steps:
            found = step(found, fits)  # type: ignore[arg-type]
            if found is None or found < 1:
                return None
        return found

    def _steps(self, items: tuple[object, ...]) -> list[_Step]:
        return [self._step(item) for item in items]

    def _step(self, item: object) -> _Step:
        match item:
            case Turns(times, turns):
                shifts = len(turns) == 1 and _shifts(turns[0], self.convention)
                return partial(self._turns, times, [self._steps(turn) for turn in turns], shifts)
            case Branches(branches):
                crop = Simple("crop")
                split = [(self._steps(branch), crop in branch) for branch in branches]
                return lambda n, _fits: self._joined(n, split)
            case Transposed(kernel, stride, padding, dilation, output_padding):
                before, after = padding or (0, 0)
                more = (kernel - 1) * (dilation or 1) + 1 + (output_padding or 0) - before - after
                return lambda n, _fits: (n - 1) * (stride or 1) + more
            case Simple():
                return lambda n, fits: _simple(n, item, fits)
            case Layer():
                return _windows(item, self.convention)
        raise AssertionError(item)

    def _turns(self, times: int, steps: Sequence[Sequence[_Step]], shifts: bool, n: int, _: int | None) -> int | None:
        """Turn by turn; turns that are alike and all shift by the same are one step but for the last of them."""
        found: int | None = n
        for turn in range(times):
            before = found
            found = self._through(before, steps[turn % len(steps)], None)
            if found is None or (found == before and len(steps) == 1):
                return found
            if shifts and times > 2:  # all sizes fall, or all rise, so that the last turn tells
                last = n + (times - 1) * (found - n)
                return self._through(last, steps[0], None) if last > 0 else None
        return found

    def _joined(self, n: int, split: Sequence[tuple[Sequence[_Step], bool]]) -> int | None:
        fitted = {self._through(n, steps, None) for steps, crops in split if not crops}
        if len(fitted) != 1:
            return None
        (given,) = fitted
        if given is not None and any(self._through(n, steps, given) != given for steps, crops in split if crops):
            return None
        return given


def _shifts(turn: tuple[object, ...], convention: str) -> bool:
    """Whether it is of windows that are one pixel apart, whose sizes are the input's and a number."""
    for each in turn:
        match each:
            case Turns(_, turns) if all(_shifts(inner, convention) for inner in turns):
                continue
            case Layer() if window_of(1, each, convention).stride == 1:
                continue
        return False
    return True


def _windows(layer: Layer, convention: str) -> _Step:
    """How many windows fit: their starts are the whole numbers of a range."""
    laid, habits = window_of(1, layer, convention), HABITS[convention]  # the numbers are those for any input
    both, extent, stride = laid.before + laid.after, laid.extent, laid.stride
    if layer.kind == "z":
        return lambda n, _fits: n + both if n + laid.before > 0 and n + laid.after > 0 else 0
    if layer.padding == "same":
        return lambda n, _fits: _many(0, n, stride)
    rounding = layer.rounding or (habits.pool_rounding if layer.pools else "floor")
    if rounding == "floor":
        return lambda n, _fits: _many(0, n + both - extent + 1, stride)
    clips = rounding == "ceil" and (habits.clips == "always" or both > 0)

    def rounded_up(n: int, _fits: int | None) -> int:
        end = n + both - extent + stride
        count = _many(0, end, stride)
        return count - (clips and count > 0 and range(0, end, stride)[-1] >= n + laid.before)

    return rounded_up


def _many(start: int, stop: int, step: int) -> int:
    """How many whole numbers are in a range, which may be too many for len."""
    return max(0, -((start - stop) // step))


def _simple(n: int, layer: Simple, fits: int | None) -> int | None:
    match layer.kind:
        case "u" | "ub" | "ps":
            return n * layer.number
        case "pu":
            return n // layer.number if n % layer.number == 0 else None
        case "gap":
            return 1
        case "resize" | "ad":
            return layer.number
        case "crop":
            return fits if fits is not None and n >= fits else None
    raise AssertionError(layer)


def least_input(walked: Walk) -> int | None:
    """The least input size with an output: of the first ones, where it is thought to be, or by doubling and halving."""
    early = range(1, 65) if Simple("pu", 2) in walked.items else range(1, 5)
    found = next((n for n in early if walked.size(n) is not None), None)
    if found is not None:
        return found
    thought = _needed(walked.items, 1, walked.convention)
    if thought is not None and thought > early[-1]:
        if thought > FAR and walked.size(FAR) is None:
            return None
        if walked.size(thought) is not None and walked.size(thought - 1) is None:
            return thought
    last = early[-1]
    while walked.size(last) is None:
        last *= 2
        if last > FAR:
            return None
    first = last // 2
    while last - first > 1:
        middle = (first + last) // 2
        first, last = (first, middle) if walked.size(middle) is not None else (middle, last)
    return last


def _needed(items: tuple[object, ...], outputs: int, convention: str) -> int | None:
    """About so many pixels are needed for so many outputs of windows in a chain: a thought, which is looked at."""
    for item in reversed(items):
        match item:
            case Turns(times, turns):
                for turn in range(times - 1, max(-1, times - MOST_STRIDES), -1):
                    before, needed = outputs, _needed(turns[turn % len(turns)], outputs, convention)
                    if needed is None or needed > FAR:
                        return needed
                    outputs = needed
                    if len(turns) == 1 and (outputs == before or _shifts(turns[0], convention)):
                        outputs = max(1, outputs + turn * (outputs - before))
                        break
            case Layer() if item.padding != "same" and item.kind != "z":
                laid = window_of(1, item, convention)
                outputs = max(1, (outputs - 1) * laid.stride + laid.extent - laid.before - laid.after)
            case Layer() if item.padding == "same":
                outputs = (outputs - 1) * window_of(1, item, convention).stride + 1
            case _ if item != PASSED:
                return None
    return outputs


class View(NamedTuple):
    """What an output o reads: from jump*o - before on, so many pixels."""

    jump: int = 1
    before: int = 0
    extent: int = 1

    def then(self, after: View) -> View:
        """What an output of the next layer reads through this one."""
        jump = self.jump * after.jump
        if jump.bit_length() > MOST_BITS:
            raise TooLong
        return View(jump, self.jump * after.before + self.before, self.jump * (after.extent - 1) + self.extent)

    @property
    def start(self) -> Fraction:
        """The centre of what the first output reads."""
        return Fraction(self.extent - 1, 2) - self.before


def view(items: tuple[object, ...], convention: str = "pytorch") -> View | None:
    """What an output of a chain of windows reads, their padding counted; None of what is no chain of windows."""
    found: View | None = View()
    for item in items:
        after = _view(item, convention)
        if found is None or after is None:
            return None
        found = found.then(after)
    return found


def _view(item: object, convention: str) -> View | None:
    match item:
        case Turns(times, turns) if len(turns) == 1:
            once = view(turns[0], convention)
            return None if once is None else _over_again(once, times)
        case Turns(times, turns):
            found: View | None = View()
            for turn in turns:
                after = view(turn, convention)
                if found is None or after is None:
                    return None
                found = found.then(after)
            return found
        case Layer():
            laid = window_of(1 << 30, item, convention)
            return View(laid.stride, laid.before, laid.extent)
    return None


def _over_again(once: View, times: int) -> View:
    """The same so many times, doubled where that is even."""
    found, block = View(), once
    while True:
        if times % 2:
            found = found.then(block)
        times //= 2
        if not times:
            return found
        block = block.then(block)
