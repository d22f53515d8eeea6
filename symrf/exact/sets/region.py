"""Sets of values of several symbols, as boxes that do not overlap; and their algebra."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

from symrf.exact.sets.periodic import Periodic, everywhere
from symrf.exact.sets.quasipolynomials import TooMany
from symrf.formulas import limits

__all__ = ["Box", "Region", "universe"]

Box: TypeAlias = tuple[Periodic, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """The values of symbols in one of several boxes, no two of which overlap: a set of numbers for each symbol.

    >>> w, h = everywhere("w", 1), everywhere("h", 1)
    >>> corner = Region((w, h), ((Periodic("w", 1, 1, (0,), 3), h),))
    >>> (~corner).boxes[0][0].ends, corner | ~corner == Region((w, h), ((w, h),))
    ((1, 2), True)
    """

    among: Box  # all values that are asked about
    boxes: tuple[Box, ...]

    @property
    def never(self) -> bool:
        """Whether there are no such values."""
        return not self.boxes

    @property
    def everything(self) -> bool:
        """Whether those are all values that are asked about."""
        return self.boxes == (self.among,)

    @property
    def least(self) -> dict[str, int] | None:
        """The least of the values: by the sum of what they are above those asked about, then by the first."""
        return self.least_by(())

    def least_by(self, first: Collection[str]) -> dict[str, int] | None:
        """The least of the values by the sum of some symbols, then of all, then by the first."""
        corners = [tuple(side.first for side in box) for box in self.boxes]
        starts = tuple(side.least for side in self.among)
        above = [tuple(one - other for one, other in zip(corner, starts, strict=True)) for corner in corners]
        names = [side.symbol for side in self.among]
        of_first = [sum(more for name, more in zip(names, each, strict=True) if name in first) for each in above]
        found = min(zip(of_first, map(sum, above), corners, strict=True), default=None)
        return None if found is None else dict(zip(names, found[2], strict=True))

    def __contains__(self, values: Mapping[str, int]) -> bool:
        return any(all(values[side.symbol] in side for side in box) for box in self.boxes)

    def __and__(self, other: Region) -> Region:
        """The values in both, of the same symbols; TooMany where those are too many boxes."""
        return self._of(_met(one, two) for one, two in product(self.boxes, other.boxes))

    def __or__(self, other: Region) -> Region:
        """The values in one of both."""
        return self._of((*self.boxes, *(other - self).boxes))

    def __sub__(self, other: Region) -> Region:
        """The values that are not in the other."""
        rest: tuple[Box, ...] = self.boxes
        for box in other.boxes:
            rest = tuple(_counted(piece for each in rest for piece in _without(each, box)))
        return self._of(rest)

    def __invert__(self) -> Region:
        """The other values that are asked about."""
        return Region(self.among, (self.among,)) - self

    def __le__(self, other: Region) -> bool:
        """Whether each of the values is in the other."""
        return (self - other).never

    def _of(self, boxes: Iterable[Box]) -> Region:
        return Region(self.among, _fewer(tuple(_counted(boxes))))


def universe(leasts: Mapping[str, int]) -> Region:
    """All values of symbols from their least on."""
    among = tuple(everywhere(name, least) for name, least in leasts.items())
    return Region(among, (among,))


def _met(one: Box, other: Box) -> Box:
    return tuple(first & second for first, second in zip(one, other, strict=True))


def _without(box: Box, other: Box) -> Iterator[Box]:
    """What is in a box, and not in another, as boxes: those that leave it on the first side, on the second, ….

    Where the two do not meet, that is the box.
    """
    met = _met(box, other)
    if any(side.never for side in met):
        yield box
        return
    for place, (side, inside) in enumerate(zip(box, met, strict=True)):
        yield (*met[:place], side - inside, *box[place + 1 :])


def _counted(boxes: Iterable[Box]) -> Iterator[Box]:
    """The boxes that are not empty; TooMany where they are too many to work with."""
    for count, box in enumerate(box for box in boxes if not any(side.never for side in box)):
        if count >= limits.BOXES:
            raise TooMany(count)
        yield box


def _fewer(boxes: tuple[Box, ...]) -> tuple[Box, ...]:
    """The same values in fewer boxes, in order: those that differ on one side alone are one."""
    for place in range(len(boxes[0]) if boxes else 0):
        alike: dict[Box, Periodic] = {}
        for box in boxes:
            others = (*box[:place], *box[place + 1 :])
            alike[others] = alike[others] | box[place] if others in alike else box[place]
        boxes = tuple((*others[:place], side, *others[place:]) for others, side in alike.items())
    return tuple(sorted(boxes, key=lambda box: [side.first for side in box]))
