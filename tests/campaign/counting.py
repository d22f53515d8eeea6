"""Sizes and fields at numbers: windows are counted as the whole numbers in a range, and followed by their ends."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from support.branching import Branches, Simple, Transposed
from support.networks import Layer
from support.oracles import HABITS, window_of

from campaign.networks import TooLong, Turns

__all__ = ["View", "least_input", "size", "view"]

MOST_STEPS = 400  # layers of a walk
MOST_BITS = 3_000  # of a stride
FAR = 1 << 40  # an input size beyond which none is looked for


def size(n: int, items: tuple[object, ...], convention: str = "pytorch") -> int | None:
    """The output size for n pixels; None where a layer has no output or branches disagree."""
    return _Walk(convention).through(n, items)


class _Walk:
    """Layer by layer, not for ever."""

    def __init__(self, convention: str) -> None:
        self.convention, self.left = convention, MOST_STEPS

    def through(self, n: int, items: tuple[object, ...], fits: int | None = None) -> int | None:
        found: int | None = n
        for item in items:
            self.left -= 1
            if self.left < 0:
                raise TooLong
            found = self.one(found, item, fits)
            if found is None or found < 1:
                return None
        return found

    def one(self, n: int, item: object, fits: int | None) -> int | None:
        match item:
            case Turns(times, turns):
                found: int | None = n
                for turn in range(times):
                    found = self.through(found, turns[turn % len(turns)])
                    if found is None:
                        break
                return found
            case Branches(branches):
                return self.joined(n, branches)
            case Transposed(kernel, stride, padding, dilation, output_padding):
                before, after = padding or (0, 0)
                last_tap = (n - 1) * (stride or 1) + (kernel - 1) * (dilation or 1)
                return last_tap + 1 + (output_padding or 0) - before - after
            case Simple():
                return _simple(n, item, fits)
            case Layer():
                return _windows(n, item, self.convention)
        raise AssertionError(item)

    def joined(self, n: int, branches: tuple[tuple[object, ...], ...]) -> int | None:
        crop = Simple("crop")
        fitted = {self.through(n, branch) for branch in branches if crop not in branch}
        if len(fitted) != 1:
            return None
        (given,) = fitted
        if given is not None and any(self.through(n, branch, given) != given for branch in branches if crop in branch):
            return None
        return given


def _windows(n: int, layer: Layer, convention: str) -> int:
    """How many windows fit: their starts are the whole numbers of a range."""
    laid, habits = window_of(n, layer, convention), HABITS[convention]
    padded = n + laid.before + laid.after
    if layer.kind == "z":
        return padded if n + laid.before > 0 and n + laid.after > 0 else 0
    if layer.padding == "same":
        return len(range(0, n, laid.stride))
    rounding = layer.rounding or (habits.pool_rounding if layer.pools else "floor")
    beyond = padded - laid.extent + 1
    if rounding == "floor":
        return max(0, -(-beyond // laid.stride))  # as many as a range has, which may be too long for len
    starts = range(0, beyond - 1 + laid.stride, laid.stride)
    clips = rounding == "ceil" and (habits.clips == "always" or laid.before + laid.after > 0)
    return len(starts) - (clips and len(starts) > 0 and starts[-1] >= n + laid.before)


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


def least_input(items: tuple[object, ...], convention: str = "pytorch") -> int | None:
    """The least input size with an output: of the first ones, or by doubling and halving."""
    early = range(1, 65) if Simple("pu", 2) in items else range(1, 5)
    found = next((n for n in early if size(n, items, convention) is not None), None)
    if found is not None:
        return found
    last = early[-1]
    while size(last, items, convention) is None:
        last *= 2
        if last > FAR:
            return None
    first = last // 2
    while last - first > 1:
        middle = (first + last) // 2
        first, last = (first, middle) if size(middle, items, convention) is not None else (middle, last)
    return last


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
