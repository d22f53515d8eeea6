"""At the borders of the image: which outputs see padding, which inputs none reads, what an output really reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from typing import TYPE_CHECKING

from symrf.exact.numbers.powers import is_negative
from symrf.exact.sampling import runs
from symrf.exact.sampling.quasi_affine import WIDTH, Length, always, at, greater, lesser, where
from symrf.exact.sampling.reach import Reach, Unreached
from symrf.exact.sampling.runs import Runs
from symrf.exact.sets.periodic import Periodic
from symrf.exact.sets.quasipolynomials import TooMany
from symrf.exact.sets.segments import condition
from symrf.formulas import limits
from symrf.networks import _english
from symrf.networks.notation.architecture import Kind, Layer
from symrf.networks.read_back import layer_reach, read_on_the_way
from symrf.networks.rules import FITTED, JOINED, Stage

if TYPE_CHECKING:
    from symrf.networks.axis import Course
    from symrf.networks.paths import Paths

__all__ = [
    "Borders",
    "borders",
    "even_crops",
    "of_first_output",
    "padded",
    "reads",
    "unread",
]


@dataclass(frozen=True, slots=True)
class Borders:
    """The outputs from `first` to `last` read no padding; there are none where `last` is below `first`."""

    first: Length
    last: Length


def borders(course: Course, place: int) -> Borders | None:
    """Which outputs at a place read no padding; None where that is not worked out.

    An output reads padding somewhere if and only if what it reads leaves the outputs before it that read none, or the
    image. Bilinear up-sampling reads the pixel at the edge where others would read beyond it.
    """
    state = course.prefixes[place].state
    if course.vector or course.prefixes[place].gate is not None:  # through which all see padding, or none
        return None
    places = course.upstream(place)
    if len(course.links) > limits.BORDER_LAYERS or any(
        _crops(course, each) or _half_undone(course, each) for each in places
    ):
        return None
    try:
        sampled = state.sampled()
        if isinstance(sampled.reach, str) or sampled.reach.period > 1 or not isinstance(sampled.reach.advance, int):
            return None
        found = {0: Borders(0, WIDTH - 1)}
        for each in course.upstream(place):
            found[each] = _after(course, each, found, sampled.minimum)
    except (OverflowError, Unreached):
        return None
    return found[place]


def _after(course: Course, place: int, found: Mapping[int, Borders], least: int) -> Borders:
    """Which outputs of the layer at a place read no padding, of those before it that read none."""
    link = course.links[place - 1]
    size = course.prefixes[place].state.sampled().size
    home = course.undone(place)
    if home is not None or course.stages[place - 1] == JOINED:
        return _of_all([found[each] for each in (link.sources if home is None else (home,))], least)
    (source,) = link.sources
    before, received = found[source], course.prefixes[source].state.sampled().size
    target = 0 if link.fits is None else course.prefixes[link.fits].state.sampled().size
    reach = layer_reach(course, place, received, target)
    if not reach.rising or None in reach.lows or not isinstance(reach.advance, int) or not reach.advance:
        raise Unreached(_english.WITHOUT_REACH)
    spans = [
        (low, high) for low, high in zip(reach.lows, reach.highs, strict=True) if low is not None and high is not None
    ]
    period, advance = reach.period, reach.advance
    firsts = [phase - period * ((low - before.first) // advance) for phase, (low, _) in enumerate(spans)]
    lasts = [phase + period * ((before.last - high) // advance) for phase, (_, high) in enumerate(spans)]
    first = greater(reduce(partial(lesser, least=least), firsts), 0, least)
    last = lesser(reduce(partial(greater, least=least), lasts), size - 1, least)
    item = course.links[place - 1].item
    if isinstance(item, Layer) and item.kind in (Kind.BILINEAR, Kind.FIT_BILINEAR):
        first = 0 if _at_edge(before.first, least) else first
        last = size - 1 if _at_edge(received - 1 - before.last, least) else last
    return Borders(first, last)


def _of_all(sources: Sequence[Borders], least: int) -> Borders:
    """Which outputs read no padding on any of several ways."""
    first = reduce(partial(greater, least=least), [each.first for each in sources])
    return Borders(first, reduce(partial(lesser, least=least), [each.last for each in sources]))


def _at_edge(apart: Length, least: int) -> bool:
    """Whether outputs that read no padding go up to the edge, so far away; Unreached where that depends on the size."""
    if apart == 0:
        return True
    if not always(1 - apart, "<=", least):
        raise Unreached(_english.WITHOUT_REACH)
    return False


def padded(course: Course, place: int) -> bool:
    """Whether a layer that leads to a place pads its input."""
    windows = [course.stages[each - 1].window for each in course.upstream(place)]
    return any(window is not None and (window.before, window.after) != (0, 0) for window in windows)


def even_crops(course: Course, place: int, symbol: str) -> Periodic | None:
    """The inputs whose crops to the size of other branches cut as much on either side, of those that are taken.

    None where they all do, or where it is not worked out.
    """
    crops = [course.links[each - 1] for each in course.upstream(place) if course.stages[each - 1] == FITTED]
    asked: list[tuple[Length, str]] = []
    for link in crops:
        received, target = (course.prefixes[each].state for each in (link.sources[0], link.fits or 0))
        rest = received.sampled().size - target.sampled().size
        asked.append((rest - rest // 2 * 2, "="))
    if all(length == 0 for length, _ in asked):
        return None
    state = course.prefixes[place].state.sampled()
    asked += [(each.length, each.relation) for each in state.requirements]
    try:
        found = condition(symbol, where(asked, state.minimum))
    except TooMany:
        return None
    return None if found == state.taken(symbol) else found


def unread(course: Course, place: int) -> tuple[int, Length] | None:
    """How many inputs before the first and after the last that is read no output reads; None if not worked out.

    What a layer drops because no whole window is left, no later padding brings back: what is read is cut to the image
    at every layer.
    """
    if course.vector or len(course.links) > limits.BORDER_LAYERS:
        return None
    if any(_half_undone(course, each) for each in course.upstream(place)):
        return None
    try:
        states = {each: course.prefixes[each].state.sampled() for each in (0, *course.upstream(place))}
        least = states[place].minimum
        lows: dict[int, int] = {place: 0}
        highs: dict[int, Length] = {place: states[place].size - 1}
        for each in reversed(course.upstream(place)):
            link = course.links[each - 1]
            if each not in lows:  # what it does is undone
                continue
            if (home := course.undone(each)) is not None:
                lows[home] = min(lows[each], lows.get(home, limits.BORDER_FARTHEST))
                highs[home] = greater(highs[each], highs[home], least) if home in highs else highs[each]
                continue
            for source in link.sources:
                size = states[source].size
                reach = layer_reach(course, each, size, 0 if link.fits is None else states[link.fits].size)
                low, high = reach.low(lows[each]), reach.high(highs[each])
                if not reach.rising or not isinstance(low, int):
                    return None
                # Where a window is cut, its tap at the border may be left out, or it may lie in the padding alone.
                first_ends, last_begins = -reach.high(lows[each]), reach.low(highs[each]) - size + 1
                if low < 0 and (reach.step > 1 or not always(first_ends, "<=", least)):
                    return None
                inside = always(high - size + 1, "<=", least)
                if not inside and (reach.step > 1 or not always(last_begins, "<=", least)):
                    return None
                lows[source] = min(max(low, 0), lows.get(source, limits.BORDER_FARTHEST))
                high = lesser(high, size - 1, least)
                highs[source] = greater(high, highs[source], least) if source in highs else high
    except (Unreached, OverflowError):
        return None
    left = WIDTH - 1 - highs[0]
    state = states[place]
    return lows[0], 0 if state.requirements and state.always([left]) else left


def reads(course: Course, place: int, output: int, size: int) -> tuple[int, ...]:
    """The pixels of an image of `size` that one output reads, through every layer; padding is left out."""
    return tuple(runs.pixels(runs.clipped(read_on_the_way(course, place, output, size)[0], size)))


def of_first_output(course: Course, place: int, paths: Paths) -> tuple[Runs, int] | None:
    """The pixels that output 0 reads, and the least input that has all of them; None where that is not worked out."""
    if len(course.links) > limits.BORDER_LAYERS:
        return None
    try:
        least = max(course.prefixes[place].state.sampled().minimum, paths.first + len(paths.counts))
        found, wide = (
            runs.clipped(read_on_the_way(course, place, 0, size)[0], size)
            for size in (least, least + len(paths.counts) + abs(paths.first))
        )
    except (Unreached, OverflowError):
        return None
    return (found, least) if found == wide else None  # at whose border a crop may cut what it reads


def _folds_back(stage: Stage) -> bool:
    """Whether an output outside of a layer that is no window would, or may, read nothing, or the image alone."""
    reach, counts = stage.reach, stage.counts
    if not isinstance(reach, Reach) or counts is None:
        return False
    if not isinstance(counts.factor, int) or not isinstance(counts.shift, int):
        return True
    size = reach.period + 50
    given = size * counts.factor + counts.shift
    turns = 2 * reach.period
    for index in (*range(-turns, 0), *range(given, given + turns)):
        if reach.lows[index % reach.period] is None or (
            at(reach.low(index), 0) >= 0 and at(reach.high(index), 0) < size
        ):
            return True
    return False


def _half_undone(course: Course, place: int) -> bool:
    """Whether a shuffle undoes an unshuffle, with layers in between that read other pixels."""
    return course.restored(place) is not None and course.undone(place) is None


def _crops(course: Course, place: int) -> bool:
    """Whether a layer cuts its input."""
    window, item = course.stages[place - 1].window, course.links[place - 1].item
    if _folds_back(course.stages[place - 1]):
        return True
    if course.stages[place - 1] == FITTED or not isinstance(item, Layer):
        return not isinstance(item, Layer) and course.stages[place - 1] != JOINED
    return window is not None and (is_negative(window.before) or is_negative(window.after))
