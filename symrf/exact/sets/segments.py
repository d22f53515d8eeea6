"""A set of inputs class by class: what the signs of quasi-polynomials give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from symrf.exact.sets.periodic import Periodic, written
from symrf.exact.sets.quasipolynomials import TooMany

__all__ = ["Pieces", "Segments", "condition"]

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
        """The inputs from which on the set, or a class of it, is another way than before."""
        flags = enumerate(pairwise(self.below), self.least + 1)
        yield from (first for first, (before, here) in flags if before != here)
        yield from (self.least, self.start)
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

    def bits(self, first: int, stop: int) -> int:
        """Which of the inputs from `first` to `stop` are in the set, that one excluded."""
        begin, period = max(first, self.start), self.period
        below = bytes(self.below[first - self.least : stop - self.least]) if first < begin else b""
        if begin >= stop:
            return int.from_bytes(below, "little")
        lead = (begin - self.start) % period
        pattern = bytes([pieces[-1][1] for pieces in self.classes])  # what holds in the end
        flags = bytearray((pattern * (2 + (stop - begin) // period))[lead : lead + stop - begin])
        for index, pieces in enumerate(self.classes):
            for (_, holds), (end, _) in reversed(
                list(pairwise(pieces))
            ):  # what is before the last change, then before that
                for each in range(
                    (index - lead) % period, min(self.start + index + period * end, stop) - begin, period
                ):
                    flags[each] = holds
        return int.from_bytes(below + flags, "little")


def condition(symbol: str, inputs: Segments) -> Periodic | None:
    """The set as it is written; None where it changes too often, too far up."""
    changes = sorted(set(inputs.changes()))
    try:
        return written(symbol, inputs.least, changes, inputs.period, inputs.bits)
    except TooMany:
        return None
