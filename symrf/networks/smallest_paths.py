"""The paths through the branches that may read least: the smallest of several receptive fields."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import TYPE_CHECKING

from symrf.exact.sampling.joining import within
from symrf.exact.sampling.quasi_affine import Length, QuasiAffine, lesser
from symrf.exact.sampling.states import State
from symrf.formulas import limits
from symrf.networks.axis import Course, Prefix
from symrf.networks.rules import JOINED

if TYPE_CHECKING:
    from symrf.exact.numbers.powers import Whole

__all__ = ["least_field", "smallest_paths"]


def smallest_paths(course: Course, place: int) -> tuple[State, ...] | None:
    """How the paths to a place that may read least sample the input: of branches that meet, a path goes through one,
    and through no gate.

    A path is left out where another reads nothing that it does not; None where too many are left.
    """
    found: dict[int, tuple[Prefix, ...] | None] = {0: (course.begin,)}
    for each in course.upstream(place):
        link, sources = course.links[each - 1], course.meeting(each)
        before = [paths for source in sources if (paths := found[source]) is not None]
        if len(before) < len(sources):
            found[each] = None
        elif course.stages[each - 1] == JOINED:
            found[each] = _least([path for paths in before for path in paths])
        else:
            target = course.prefixes[link.fits] if link.fits is not None else Prefix()
            given = ({link.fits or 0: target, link.sources[0]: path} for path in before[0])
            found[each] = tuple(course.after(each, source) for source in given)
    chosen = found[place]
    return None if chosen is None else tuple(path.state for path in chosen)


def least_field(paths: Sequence[State] | None) -> Whole | Length | None:
    """The least of what paths read at the most; None where that is not worked out."""
    found = [path.most_field for path in paths or ()]
    if not paths or len(paths) == 1:
        return found[0] if found else None
    known = [field for field in found if isinstance(field, int | QuasiAffine)]
    if len(known) < len(found):
        return None
    least = max(path.sampled().minimum for path in paths)
    return reduce(lambda one, two: lesser(one, two, least), known)


def _least(paths: Sequence[Prefix]) -> tuple[Prefix, ...] | None:
    """Those of several paths that no other one is within; None where they are too many."""
    kept: list[Prefix] = []
    for path in paths:
        if any(within(other.state, path.state) for other in kept):
            continue
        kept = [other for other in kept if not within(path.state, other.state)]
        kept.append(path)
        if len(kept) > limits.SMALLEST_PATHS:
            return None
    return tuple(kept)
