"""Sets of whole numbers: residue classes from some number on, with exceptions; and their algebra."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from math import lcm

from symrf.exact.sets.quasipolynomials import TooMany
from symrf.exact.sets.ranges import joined
from symrf.exact.sets.ranges import runs as runs_of
from symrf.formulas import limits
from symrf.formulas.budget import spend

__all__ = ["Periodic", "everywhere", "interval", "written"]

Bits = int  # of numbers that follow each other, the first one last


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

    @property
    def missing(self) -> int | None:
        """The least number that is not in the set; None where it has all."""
        at = self.least
        while at in self:
            if at >= self.start and len(self.residues) == self.modulus:
                return min((numbers[0] for numbers in self.excluded), default=None)
            numbers = next((numbers for numbers in self.included if at in numbers), range(at, at + 1))
            if numbers.step > 1:
                return None if (rest := ~self).never else rest.first
            at = numbers.stop
        return at

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

    @property
    def ends(self) -> tuple[int, int | None] | None:
        """The first and the last number of a set without gaps, no last one where it has no end; None for another."""
        if not self.finite:
            whole = self.modulus == 1 and not self.included and not self.excluded
            return (self.start, None) if whole else None
        ends = [(numbers[0], numbers[-1]) for numbers in self.included]
        if not ends:
            return None
        first, last = min(ends)[0], max(end for _, end in ends)
        members = sum(
            (end - start) // numbers.step + 1 for (start, end), numbers in zip(ends, self.included, strict=True)
        )
        return (first, last) if members == last - first + 1 else None

    def __and__(self, other: Periodic) -> Periodic:
        """The numbers in both, of those that this set is among; TooMany where they repeat after too many numbers."""
        if other.always and other.least <= self.least:
            return self
        if self.always and other.least == self.least and other.symbol == self.symbol:
            return other
        return _combined((self, other), self.least, lambda one, two: one & two)

    def __or__(self, other: Periodic) -> Periodic:
        """The numbers in one of both."""
        return _combined((self, other), min(self.least, other.least), lambda one, two: one | two)

    def __sub__(self, other: Periodic) -> Periodic:
        """The numbers that are not in the other."""
        if other.never:
            return self
        return _combined((self, other), self.least, lambda one, two: one & ~two)

    def __invert__(self) -> Periodic:
        """The other numbers that are `least` or more."""
        return everywhere(self.symbol, self.least) - self

    def __le__(self, other: Periodic) -> bool:
        """Whether each of the numbers is in the other."""
        return (self - other).never

    def bits(self, first: int, stop: int) -> Bits:
        """Which of the numbers from `first` to `stop` are in the set, that one excluded."""
        flags = bytearray(stop - first)

        def mark(numbers: range, flag: bytes) -> None:
            below = max(0, -((numbers.start - first) // numbers.step))  # how many of them are less
            inside = range(numbers.start + below * numbers.step, min(stop, numbers.stop), numbers.step)
            if inside:
                flags[inside.start - first : inside.stop - first : inside.step] = flag * len(inside)

        for residue in self.residues:
            begin = self.start + (residue - self.start) % self.modulus
            mark(range(begin, max(begin, stop), self.modulus), b"\1")
        for numbers in self.excluded:
            mark(numbers, b"\0")
        for numbers in self.included:
            mark(numbers, b"\1")
        return int.from_bytes(flags, "little")

    def changes(self) -> Iterator[int]:
        """The numbers at which the set may go another way than before."""
        yield self.start
        for numbers in (*self.included, *self.excluded):
            yield from (numbers[0], numbers[-1] + 1)

    @property
    def period(self) -> int:
        """After how many numbers the set repeats, where it does not change."""
        steps = [numbers.step for numbers in (*self.included, *self.excluded) if numbers[0] != numbers[-1]]
        return lcm(self.modulus, *steps)


def everywhere(symbol: str, least: int) -> Periodic:
    """All numbers from `least` on."""
    return Periodic(symbol, least, 1, (0,), least)


def interval(symbol: str, least: int, first: int, last: int | None) -> Periodic:
    """The numbers from `first` to `last`, both included, or all from `first` on."""
    if last is None:
        return Periodic(symbol, least, 1, (0,), max(first, least))
    numbers = range(max(first, least), last + 1)
    if last - numbers.start == 1:  # of two numbers each is told
        return Periodic(symbol, least, 1, (), least, (numbers[:1], numbers[1:]))
    return Periodic(symbol, least, 1, (), least, (numbers,) if numbers else ())


def _combined(sets: tuple[Periodic, Periodic], least: int, rule: Callable[[Bits, Bits], Bits]) -> Periodic:
    one, two = sets
    changes = sorted({least, *(each for where in sets for each in where.changes() if each > least)})

    def bits(first: int, stop: int) -> Bits:
        return rule(one.bits(first, stop), two.bits(first, stop))

    period = lcm(one.period, two.period)
    return written(one.symbol, least, changes, period, bits, lcm(one.modulus, two.modulus))


def written(
    symbol: str,
    least: int,
    changes: Sequence[int],
    period: int,
    bits: Callable[[int, int], Bits],
    modulus: int | None = None,
) -> Periodic:
    """The set with such `bits` from one number to another, which repeats between two of its changes.

    The first of the changes is the least number; after the last one it repeats after `modulus` numbers, which are the
    period where nothing is said. TooMany where more numbers would have to be looked at than is allowed.

    >>> written("w", 1, [1, 3], 2, lambda first, stop: everywhere("w", 1).bits(first, stop)).always
    True
    """
    last, tail = changes[-1], modulus or period

    def members(first: int, stop: int) -> list[int]:
        here = bits(first, stop).to_bytes(stop - first, "little")
        return [first + place for place, flag in enumerate(here) if flag]

    def pattern(first: int) -> frozenset[int]:
        return frozenset(each % period for each in members(first, first + period))

    near = last - least <= limits.SET_POINTWISE
    if (needed := tail if near else period * len(changes)) > limits.SET_INPUTS:
        raise TooMany(needed)
    spend(1 + needed // 64)
    if near:
        flags = list(map(bool, bits(least, last + tail).to_bytes(last + tail - least, "little")))
        repeated = [each % tail for each, inside in enumerate(flags[last - least :], last) if inside]
        return _pointwise(symbol, least, flags[: last - least], *_reduced(tail, repeated))
    steady = [first for first, second in pairwise(changes) if second - first >= period]
    patterns = {first: pattern(first) for first in (*steady, last)}
    kept = [changes[0]]  # where it does change
    for before, at in pairwise(changes):
        if before not in patterns or patterns.get(at) != patterns[before]:
            kept.append(at)
    *_, end = kept
    modulus, residues = _reduced(period, patterns[last])
    runs: list[range] = []
    at = least
    for first, second in pairwise(kept):
        if second - first > 2 * period:
            runs += runs_of(members(at, first))
            step, _ = _reduced(period, patterns[first])
            runs += [range(each, second, step) for each in members(first, first + step)]
            at = second
    inside = frozenset(members(at, end))
    while end > at and (end - 1 in inside) == ((end - 1) % modulus in residues):
        end -= 1
    runs += runs_of([each for each in sorted(inside) if each < end])
    return Periodic(symbol, least, modulus, residues, _first(end, modulus, residues) or least, joined(runs))


def _pointwise(symbol: str, least: int, flags: list[bool], modulus: int, residues: tuple[int, ...]) -> Periodic:
    """The set that is `flags` from `least` on, then the residues: with exceptions to them, or a later start."""
    pattern = frozenset(residues)
    while flags and flags[-1] == ((least + len(flags) - 1) % modulus in pattern):
        flags.pop()
    if not flags:
        return Periodic(symbol, least, modulus, residues, least)
    wanted = [(least + index) % modulus in pattern for index in range(len(flags))]
    inside = runs_of([least + index for index, holds in enumerate(flags) if holds])
    more = runs_of([least + index for index, holds in enumerate(flags) if holds and not wanted[index]])
    less = runs_of([least + index for index, holds in enumerate(flags) if wanted[index] and not holds])
    if len(more) + len(less) <= len(inside) or not pattern:
        return Periodic(symbol, least, modulus, residues, least, tuple(more), tuple(less))
    start = _first(least + len(flags), modulus, pattern) or least
    return Periodic(symbol, least, modulus, residues, start, tuple(inside))


def _first(start: int, modulus: int, residues: Collection[int]) -> int | None:
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
