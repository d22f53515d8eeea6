"""The sizes at the places of a network on all of its axes, and in the blocks of its repeats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symrf.errors import DerivationError
from symrf.exact.sampling.windows import IDENTITY, Window
from symrf.exact.sets.parameters import Parameters
from symrf.formulas import limits
from symrf.formulas.tree import Symbol, Written
from symrf.networks import _english
from symrf.networks.axis import Course, Track
from symrf.networks.conventions import Convention
from symrf.networks.graph import Chain
from symrf.networks.notation.architecture import Group
from symrf.networks.notation.kept import kept
from symrf.networks.repeats import FIRST, Repeat
from symrf.networks.stages import stages

__all__ = ["Extents", "courses", "derived"]


def courses(links: Chain, axes: tuple[str, ...], habits: Convention, known: Parameters) -> tuple[Course, ...]:
    """A network along each axis; axes that are alike share one course."""
    long = len(links.links) > limits.REPEAT_WRITTEN_OUT  # what is worked out of it later would take too much memory
    return (_courses if long else _kept)(links, axes, habits, known)


def _courses(links: Chain, axes: tuple[str, ...], habits: Convention, known: Parameters) -> tuple[Course, ...]:
    places = range(1 if links.alike else len(axes))
    along = [stages(links, place, axes, habits, known) for place in places]
    found = [
        Course(links.links, each, links.order, axis, links.vector) for each, axis in zip(along, axes, strict=False)
    ]
    return tuple(found[0 if links.alike else place] for place in range(len(axes)))


_kept = kept(limits.COURSES_KEPT)(_courses)


def derived(
    links: Chain,
    axes: Sequence[str],
    habits: Convention,
    known: Parameters,
    origin: float = 0,
    budget: float | None = None,
) -> tuple[Track, ...]:
    """A network on its axes, those that are alike with one course; a DerivationError names what cannot be derived."""
    along = courses(links, tuple(axes), habits, known)
    for course in along[: 1 if links.alike else None]:
        course.check()
    return tuple(Track(axis, course, origin, known.names, budget) for axis, course in zip(axes, along, strict=True))


@dataclass(frozen=True)
class Extents:
    """The sizes at the places of a chain; on each axis a window leads from the tree of a size to where it begins."""

    chain: Chain
    axes: tuple[str, ...]
    habits: Convention
    courses: tuple[Course, ...]
    starts: tuple[tuple[Window, Written], ...]
    known: Parameters
    within: Repeat | None = None

    @classmethod
    def of(
        cls, links: Chain, axes: Sequence[str], habits: Convention, along: Sequence[Course], known: Parameters
    ) -> Extents:
        """Those of a network, `known` its symbols."""
        starts = tuple((IDENTITY, Symbol(axis)) for axis in axes)
        return cls(links, tuple(axes), habits, tuple(along), starts, known)

    def at(self, place: int) -> tuple[Written, ...]:
        """The size on each axis at a place, in closed form."""
        return tuple(window.closed(size) if window is not IDENTITY else size for window, size in self._ends(place))

    def repeat(self, group: Group) -> Repeat:
        """A repeat of the chain."""
        return Repeat.of(group, self.chain, self.known, self.within, frozenset((*self.axes, *self.known.names)))

    def block(self, place: int, repeat: Repeat, at: Written) -> Extents:
        """The sizes in the block with an index, of a repeat that begins at a place."""
        links = repeat.block(at)
        along = courses(links, self.axes, self.habits, repeat.inside)
        starts = self._ends(place)
        if at != FIRST and not all(_keeps(course) for course in along):
            before = courses(repeat.before(at), self.axes, self.habits, repeat.inside)
            starts = tuple(
                (window.then(_window(course)), size) for course, (window, size) in zip(before, starts, strict=True)
            )
        return Extents(links, self.axes, self.habits, along, starts, repeat.inside, repeat)

    def _ends(self, place: int) -> tuple[tuple[Window, Written], ...]:
        """The window to a place, and the tree of the size that it starts from."""
        ends: list[tuple[Window, Written]] = []
        for course, (window, size) in zip(self.courses, self.starts, strict=True):
            state = course.prefixes[place].state
            further = state.convolution
            if further is None:
                ends.append((IDENTITY, state.tree("closed", size)))
            else:
                ends.append((window if further is IDENTITY else window.then(further), size))
        return tuple(ends)


def _window(course: Course) -> Window:
    window = course.whole.state.convolution
    if window is None:
        raise DerivationError(_english.kept_whole(course.links[-1].item.text))
    return window


def _keeps(course: Course) -> bool:
    """Whether a block keeps the size, as one of dense layers keeps its one pixel."""
    from symrf.exact.sampling.gating import is_pixel

    if is_pixel(course.whole.state):
        return True
    window = _window(course)
    return window.stride == 1 and window.offset == 0
