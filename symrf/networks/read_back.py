"""What an output really reads, layer by layer from itself back to the input."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from symrf.exact.sampling import runs
from symrf.exact.sampling.matching import matching
from symrf.exact.sampling.quasi_affine import Length, always, at
from symrf.exact.sampling.reach import Reach, Unreached
from symrf.exact.sampling.resampling import Adaptive, Mixed, Resized, shifted
from symrf.exact.sampling.runs import Runs
from symrf.networks import _english
from symrf.networks.rules import BLENDED, FITTED, JOINED

if TYPE_CHECKING:
    from symrf.networks.axis import Course

__all__ = ["layer_reach", "read_back", "read_on_the_way"]

_SPREAD = Reach(1, 0, (0,), (0,))  # of one pixel, which is all that there is


def read_on_the_way(course: Course, place: int, output: int, size: int) -> dict[int, Runs]:
    """What one output reads at each place that leads to it, padding included, which itself reads nothing."""
    lengths = {each: at(course.prefixes[each].state.sampled().size, size) for each in (0, *course.upstream(place))}

    def reach(each: int, source: int) -> Reach:
        fits = course.links[each - 1].fits
        return layer_reach(course, each, lengths[source], 0 if fits is None else lengths[fits])

    return read_back(course, place, output, course.upstream(place), lengths, reach)


def read_back(
    course: Course,
    place: int,
    output: int,
    places: Sequence[int],
    lengths: Mapping[int, int],
    reach_of: Callable[[int, int], Reach],
) -> dict[int, Runs]:
    """What one output reads at each place, through the layers at some places before it, in images of those lengths.

    What the outputs of a layer read of a place is asked for.
    """
    wanted: dict[int, Runs] = {place: ((output, output),)}
    for each in reversed(places):
        link = course.links[each - 1]
        real = runs.clipped(wanted.get(each, ()), lengths[each])
        if (back := course.restored(each)) is not None:
            if course.prefixes[each].state.sampled().ragged:
                raise Unreached(_english.APART_BETWEEN_SHUFFLES)
            home, reach = back
            wanted[home] = runs.either((*wanted.get(home, ()), *runs.read(reach, real)))
            continue
        for source in link.sources:
            found = runs.read(reach_of(each, source), real)
            wanted[source] = runs.either((*wanted[source], *found)) if source in wanted else found
    return wanted


def layer_reach(course: Course, place: int, size: Length, target: Length) -> Reach:
    """What the outputs of the layer at a place read of `size` pixels."""
    stage = course.stages[place - 1]
    if stage == JOINED:
        return _SPREAD if size == 1 else shifted(0)
    if stage == FITTED:
        return shifted(-((size - target) // 2))
    if stage.fits:
        reach, asked = matching(size, target, smooth=stage == BLENDED)
        if not all(always(*each, 1) for each in asked):
            raise Unreached(_english.WITHOUT_REACH)
        return reach
    if stage.window is not None:
        if stage.step is None:
            raise Unreached(_english.UNWRITTEN_REPEAT)
        return stage.window.reach(size, stage.step)
    if isinstance(stage.reach, Adaptive | Mixed | Resized):
        return stage.reach.over(size)
    if stage.reach is None or isinstance(stage.reach, str):
        raise Unreached(stage.reach or _english.WITHOUT_REACH)
    return stage.reach
