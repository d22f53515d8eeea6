"""How many pixels one output reads in the plane, or in space: those of all axes together, each counted once.

What an output reads is a union of boxes, each a product of what is read along the axes. A layer of windows widens every
box, and branches add theirs: a row of three pixels and a column of three are five pixels, not nine. As in the field,
what lies in the padding is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING, TypeAlias, TypeGuard

from symrf.exact.numbers.powers import at_least, quotient
from symrf.exact.sampling.cases import number_by_cases
from symrf.exact.sampling.hand import whole
from symrf.exact.sampling.runs import Runs, count, either
from symrf.formulas import limits
from symrf.formulas.tree import Written
from symrf.networks.axis import Course
from symrf.networks.rules import JOINED, Stage

if TYPE_CHECKING:
    from symrf.exact.numbers.powers import Whole

__all__ = ["Plane", "area", "planes"]


Line: TypeAlias = "tuple[tuple[Whole, Whole], ...]"
"""Pixels along an axis, as runs from a first to a last one; where there are symbols, a single run."""


@dataclass(frozen=True, slots=True)
class Plane:
    """What output 0 reads, as boxes, and how far the next output's lie on each axis.

    One that is `adrift` lies at a place that depends on the size of the input.
    """

    boxes: tuple[tuple[Line, ...], ...]
    jumps: tuple[Whole, ...]
    adrift: bool = False


def planes(courses: Sequence[Course]) -> Mapping[int, Plane | None]:
    """What an output reads at each place of a network; None where outputs read unlike, or it is not worked out."""
    first = courses[0]
    found: dict[int, Plane | None] = {0: Plane(((((0, 0),),) * len(courses),), (1,) * len(courses))}
    for place in first.order or range(1, len(first.links) + 1):
        before = [found[source] for source in first.links[place - 1].sources]
        stages = [course.stages[place - 1] for course in courses]
        found[place] = _joined(before) if stages[0] == JOINED else _through(before[0], stages)
    return found


def area(plane: Plane) -> Written | None:
    """The pixels of a plane as they are written; None where that is not worked out.

    >>> import symrf
    >>> symrf.derive("[c3x1p1x0 + c1x3p0x1]").quantity("area")
    5
    """
    if len(plane.boxes) > 1:
        numbers = [tuple(line for line in box if _of_numbers(line)) for box in plane.boxes]
        whole_boxes = all(len(lines) == len(plane.jumps) for lines in numbers)
        cells = prod(2 * sum(len(box[axis]) for box in plane.boxes) for axis in range(len(plane.jumps)))
        return whole(_together(numbers, {})) if whole_boxes and cells <= limits.AREA_CELLS else None
    lengths = [sum((last - first + 1 for first, last in line), 0) for line in plane.boxes[0]]
    return number_by_cases(prod(lengths))


def _through(before: Plane | None, stages: Sequence[Stage]) -> Plane | None:
    """What is read through a layer of windows; None for another one."""
    if before is None:
        return None
    taps = [_Taps.of(stage, jump) for stage, jump in zip(stages, before.jumps, strict=True)]
    known = [each for each in taps if each is not None]
    boxes = [tuple(each.of_line(line) for each, line in zip(known, box, strict=False)) for box in before.boxes]
    lines = [tuple(line for line in box if line is not None) for box in boxes]
    if any(len(box) < len(stages) for box in lines):
        return None
    adrift = before.adrift or any(stage.window is None or stage.window.varying != () for stage in stages)
    return Plane(tuple(dict.fromkeys(lines)), tuple(each.jump for each in known), adrift)


@dataclass(frozen=True, slots=True)
class _Taps:
    """The taps of a layer on an axis, `apart` pixels of the input from each other, and the jump after it.

    Where it is a repeat that `covers`, the taps are those of its blocks together.
    """

    first: Whole
    apart: Whole
    count: Whole
    jump: Whole
    covers: bool

    @classmethod
    def of(cls, stage: Stage, jump: Whole) -> _Taps | None:
        window = stage.window
        if window is None or (stage.step is None and not stage.covers):
            return None
        step = stage.step or 1
        taps = quotient(window.kernel - 1, step)
        if taps is None:
            return None
        return cls(-window.before * jump, step * jump, taps + 1, jump * window.stride, stage.covers)

    def of_line(self, line: Line) -> Line | None:
        """What is read along the axis by those who read a line of the layer's outputs."""
        ends = self.first + self.apart * (self.count - 1)
        if self.count == 1:
            return tuple((first + self.first, last + self.first) for first, last in line)
        if len(line) == 1 and at_least(line[0][1] - line[0][0] + 1, self.apart):
            return ((line[0][0] + self.first, line[0][1] + ends),)
        if self.covers or not _of_numbers(line):
            return None
        first, apart, taps = self.first, self.apart, self.count
        if not (isinstance(first, int) and isinstance(apart, int) and isinstance(taps, int)):
            return None
        if taps * len(line) > limits.AREA_RUNS:
            return None
        starts = range(first, first + apart * taps, apart)
        return either((start + one, start + last) for start in starts for one, last in line)


def _joined(before: Sequence[Plane | None]) -> Plane | None:
    """What branches read that meet; None where they do not lie in one way beside each other."""
    known = [each for each in before if each is not None]
    if len(known) < len(before) or len({each.jumps for each in known}) > 1:
        return None
    if len(set(known)) > 1 and any(each.adrift for each in known):
        return None
    boxes: list[tuple[Line, ...]] = []
    met = dict.fromkeys(box for each in known for box in each.boxes)
    if len(met) > 2 * limits.AREA_BOXES or sum(len(line) for box in met for line in box) > limits.AREA_RUNS:
        return None
    for box in met:
        if not any(_inside(box, other) for other in boxes):
            boxes = [*(other for other in boxes if not _inside(other, box)), box]
    return Plane(tuple(boxes), known[0].jumps, known[0].adrift) if len(boxes) <= limits.AREA_BOXES else None


def _inside(box: tuple[Line, ...], other: tuple[Line, ...]) -> bool:
    """Whether a box is known to be a part of another."""
    return all(map(_part, box, other))


def _part(line: Line, other: Line) -> bool:
    if line == other:
        return True
    if _of_numbers(line) and _of_numbers(other):
        return either((*line, *other)) == other
    single = len(line) == len(other) == 1
    return single and at_least(line[0][0], other[0][0]) and at_least(other[0][1], line[0][1])


def _of_numbers(line: Line) -> TypeGuard[Runs]:
    return all(isinstance(end, int) for run in line for end in run)


def _together(boxes: Sequence[tuple[Runs, ...]], known: dict[tuple[tuple[Runs, ...], ...], int]) -> int:
    """The pixels of a union of boxes: between two ends of runs on the first axis, the same boxes are met."""
    if len(boxes[0]) == 1:
        return count(either(run for (line,) in boxes for run in line))
    key = tuple(boxes)
    if key not in known:
        known[key] = sum(pixels * _together(met, known) for pixels, met in _slices(boxes))
    return known[key]


def _slices(boxes: Sequence[tuple[Runs, ...]]) -> Iterator[tuple[int, Sequence[tuple[Runs, ...]]]]:
    """How many pixels of the first axis meet the same boxes, and the rest of these."""
    ends = sorted({end for line, *_ in boxes for first, last in line for end in (first, last + 1)})
    for start, stop in pairwise(ends):
        met = [tuple(rest) for line, *rest in boxes if any(first <= start <= last for first, last in line)]
        if met:
            yield stop - start, met
