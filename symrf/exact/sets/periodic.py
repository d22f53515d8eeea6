"""Sets of inputs: residue classes from some number on, with exceptions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from math import lcm

from symrf.exact import _english
from symrf.formulas import limits

__all__ = ["Periodic", "Pieces", "Segments", "both", "condition", "listed", "united"]


@dataclass(frozen=True, slots=True)
class Periodic:
    """The inputs, `least` or more, that are `start` or more with one of `residues` by `modulus`, or `included`.

    Those `excluded` are not of the set. No range is empty, and none overlaps another. The modulus is the least one.
    A finite set has no residues and modulus 1. `start` is `least`, or an input of the set from which on there is no
    exception, where that takes fewer ranges to write.

    >>> even = Periodic("w", 8, 2, (0,), 8, included=(range(9, 10),))
    >>> [w for w in range(7, 15) if w in even]
    [8, 9, 10, 12, 14]
    """

    symbol: str
    least: int
    modulus: int
    residues: tuple[int, ...]
    start: int
    included: tuple[range, ...] = ()
    excluded: tuple[range, ...] = ()

    @property
    def first(self) -> int:
        """The least of those inputs; there must be one."""
        starts = [numbers[0] for numbers in self.included]
        if self.residues and not self.excluded:
            starts.append(min(self.start + (residue - self.start) % self.modulus for residue in self.residues))
        elif self.residues:
            starts.append(next(size for size in count(self.start) if size in self))
        return min(starts)

    def nearest(self, size: int) -> tuple[int | None, int | None]:
        """The greatest of those inputs below a size, and the least above it; None where there is none."""
        below = [each for numbers in self.included if numbers[0] < size for each in numbers if each < size][-1:]
        above = [next(each for each in numbers if each > size) for numbers in self.included if numbers[-1] > size]
        for residue in self.residues:
            down = size - 1 - (size - 1 - residue) % self.modulus
            while down >= self.start and down not in self:
                down -= self.modulus
            below += [down] if down >= self.start else []
            up = max(size + 1, self.start)
            up += (residue - up) % self.modulus
            while up not in self:
                up += self.modulus
            above.append(up)
        return max(below, default=None), min(above, default=None)

    @property
    def always(self) -> bool:
        """Whether that is every input."""
        return self.modulus == len(self.residues) and self.start == self.least and not self.excluded

    @property
    def never(self) -> bool:
        """Whether that is no input."""
        return not self.residues and not self.included

    @property
    def finite(self) -> bool:
        """Whether those are finitely many inputs: the `included` ones."""
        return not self.residues

    def __contains__(self, size: int) -> bool:
        if any(size in numbers for numbers in self.included):
            return True
        if size < self.start or size % self.modulus not in self.residues:
            return False
        return not any(size in numbers for numbers in self.excluded)


Pieces = Sequence[tuple[int, bool]]


@dataclass(frozen=True, slots=True)
class Segments:
    """A set that is `below` one by one from `least` on, then holds as `classes` say, one for each `start + i`.

    A class is pairs (time, whether from then on); its input at a time is `start + i + time*period`, where `period` is
    how many classes there are.
    """

    least: int
    below: Sequence[bool]
    classes: Sequence[Pieces]

    @property
    def start(self) -> int:
        return self.least + len(self.below)

    @property
    def period(self) -> int:
        return len(self.classes)

    def changes(self) -> Iterator[int]:
        """The inputs from which on a class is another way than before."""
        for first, pieces in enumerate(self.classes, self.start):
            if len(pieces) > 1:
                yield from (first + self.period * time for time, _ in pieces[1:])

    def first(self, inside: bool) -> int | None:
        """The least input that is in the set, or that is not; None where there is none."""
        if inside in self.below:
            return self.least + self.below.index(inside)
        return min(
            (
                first + self.period * time
                for first, pieces in enumerate(self.classes, self.start)
                for time, holds in pieces
                if holds is inside
            ),
            default=None,
        )

    def at(self, size: int) -> bool:
        """Whether an input is in the set."""
        if size < self.start:
            return self.below[size - self.least]
        now, index = divmod(size - self.start, self.period)
        return next(holds for time, holds in reversed(self.classes[index]) if time <= now)


def condition(symbol: str, inputs: Segments) -> Periodic | None:
    """The set as it is written; None where it changes too often, too far up."""
    period, least = inputs.period, inputs.least
    eventual = [first % period for first, pieces in enumerate(inputs.classes, inputs.start) if pieces[-1][1]]
    modulus, residues = _reduced(period, eventual)
    changes = sorted({inputs.start, *inputs.changes()})
    end = changes[-1]
    if end - least <= limits.SET_POINTWISE:
        return _pointwise(symbol, least, [*inputs.below, *map(inputs.at, range(inputs.start, end))], modulus, residues)
    if inputs.start - least + len(changes) * 2 * period > limits.SET_INPUTS:
        return None
    runs, at = [], least
    for first, second in pairwise(changes):
        if second - first > 2 * period:
            runs += [*_pieces(inputs, at, first), *_steady(inputs, first, second)]
            at = second
    pattern = frozenset(residues)
    while end > at and inputs.at(end - 1) == ((end - 1) % modulus in pattern):
        end -= 1
    runs += _pieces(inputs, at, end)
    return Periodic(symbol, least, modulus, residues, _first(end, modulus, pattern) or least, _joined(runs))


def listed(ranges: Sequence[range]) -> str:
    """64, 65, 70 to 80; of many the first, and how many more there are."""
    shown = [
        f"{each[0]}" if each[0] == each[-1] else _english.from_to(each[0], each[-1], each.step)
        for each in ranges[: limits.RANGES_LISTED]
    ]
    more = len(ranges) - limits.RANGES_LISTED
    return _english.and_more(", ".join(shown), more) if more > 0 else ", ".join(shown)


def united(conditions: Sequence[Periodic], least: int) -> Periodic | None:
    """The inputs in one of several sets of one symbol; None where they change too far up to tell one by one."""
    modulus = lcm(*(each.modulus for each in conditions))
    end = max(
        max([each.start, *(numbers[-1] + 1 for numbers in (*each.included, *each.excluded))]) for each in conditions
    )
    if end - least > limits.SET_POINTWISE or modulus > limits.SET_POINTWISE:
        return None
    flags = [any(size in each for each in conditions) for size in range(least, end + modulus)]
    classes = [[(0, holds)] for holds in flags[end - least :]]
    return condition(conditions[0].symbol, Segments(least, flags[: end - least], classes))


def both(one: Periodic, other: Periodic) -> Periodic | None:
    """The inputs in the second of two sets of one symbol that are in the first; None where they change too far up."""
    modulus, least = lcm(one.modulus, other.modulus), other.least
    ends = [numbers[-1] + 1 for each in (one, other) for numbers in (*each.included, *each.excluded)]
    end = max(one.start, other.start, *ends) if ends else max(one.start, other.start)
    if end - least > limits.SET_POINTWISE or modulus > limits.SET_POINTWISE:
        return None
    flags = [size in one and size in other for size in range(least, end + modulus)]
    classes = [[(0, holds)] for holds in flags[end - least :]]
    return condition(one.symbol, Segments(least, flags[: end - least], classes))


def _pieces(inputs: Segments, first: int, end: int) -> list[range]:
    """The set between two inputs, one by one."""
    return _runs([size for size in range(first, end) if inputs.at(size)])


def _steady(inputs: Segments, first: int, end: int) -> list[range]:
    """The set between two inputs between which no class changes."""
    period = inputs.period
    here = [size for size in range(first, first + period) if inputs.at(size)]
    step, _ = _reduced(period, [size % period for size in here])
    return [range(size, end, step) for size in here if size < first + step]


def _pointwise(symbol: str, least: int, flags: list[bool], modulus: int, residues: tuple[int, ...]) -> Periodic:
    """The set that is `flags` from `least` on, then the residues: with exceptions to them, or a later start."""
    pattern = frozenset(residues)
    while flags and flags[-1] == ((least + len(flags) - 1) % modulus in pattern):
        flags.pop()
    if not flags:
        return Periodic(symbol, least, modulus, residues, least)
    wanted = [(least + index) % modulus in pattern for index in range(len(flags))]
    inside = _runs([least + index for index, holds in enumerate(flags) if holds])
    more = _runs([least + index for index, holds in enumerate(flags) if holds and not wanted[index]])
    less = _runs([least + index for index, holds in enumerate(flags) if wanted[index] and not holds])
    if len(more) + len(less) <= len(inside) or not pattern:
        return Periodic(symbol, least, modulus, residues, least, tuple(more), tuple(less))
    start = _first(least + len(flags), modulus, pattern) or least
    return Periodic(symbol, least, modulus, residues, start, tuple(inside))


def _first(start: int, modulus: int, residues: frozenset[int]) -> int | None:
    """The first input from `start` on with one of the residues."""
    return next((size for size in range(start, start + modulus) if size % modulus in residues), None)


def _reduced(modulus: int, residues: Iterable[int]) -> tuple[int, tuple[int, ...]]:
    """The least modulus with which residues make the same set.

    >>> _reduced(12, [2, 6, 10])
    (4, (2,))
    """
    kept = frozenset(residues)
    if not kept or len(kept) == modulus:
        return 1, (0,) if kept else ()
    rest, prime = modulus, 2
    while rest > 1:
        prime = prime if prime * prime <= rest else rest
        if rest % prime:
            prime += 1
            continue
        rest //= prime
        shift = modulus // prime
        if all((residue + shift) % modulus in kept for residue in kept):
            modulus, kept = shift, frozenset(residue % shift for residue in kept)
    return modulus, tuple(sorted(kept))


def _runs(numbers: Sequence[int]) -> list[range]:
    """Numbers in rising order as ranges: three or more with one step between them, or single ones.

    >>> _runs([3, 8, 10, 12, 13])
    [range(3, 4), range(8, 13, 2), range(13, 14)]
    """
    runs: list[range] = []
    first = 0
    while first < len(numbers):
        last = first + 1
        if last < len(numbers):
            step = numbers[last] - numbers[first]
            while last + 1 < len(numbers) and numbers[last + 1] - numbers[last] == step:
                last += 1
        if last - first >= 2:
            runs.append(range(numbers[first], numbers[last] + 1, step))
            first = last + 1
        else:
            runs.append(range(numbers[first], numbers[first] + 1))
            first += 1
    return runs


def _joined(runs: list[range]) -> tuple[range, ...]:
    """Ranges in rising order, those that follow one another number by number as one."""
    joined: list[range] = []
    for run in filter(None, runs):  # a range may be longer than len can say
        whole = all(each.step == 1 or each[0] == each[-1] for each in (run, *joined[-1:]))
        if joined and whole and joined[-1][-1] + 1 == run[0]:
            joined[-1] = range(joined[-1][0], run[-1] + 1)
        else:
            joined.append(run)
    return tuple(joined)
