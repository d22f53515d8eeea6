"""Slips that make another tree of a network: in its repeats, and where branches meet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

from symrf.answers.slips.grounds import Ground, Site
from symrf.answers.slips.layers import Local
from symrf.answers.slips.networks import Change, Items, Place, changed, compressed, places
from symrf.networks.notation.architecture import Branches, Group, Item, Layer
from symrf.networks.notation.kinds import Effect

__all__ = [
    "Trees",
    "all_repeats_by",
    "before_the_head",
    "in_series",
    "one_branch",
    "one_layer_of_each_repeat",
    "one_time",
    "repeats_by",
    "written_once",
]

Trees: TypeAlias = "Callable[[Ground], Iterator[Items]]"
MOST_MEETINGS = 24  # of branches, at each of which a slip is tried


def _repeats(ground: Ground) -> Iterator[tuple[Items, list[tuple[Place, Group, int]]]]:
    """The network with repeats as they are written, and as they can be, with the repeats in it."""
    for items in dict.fromkeys((ground.around, compressed(ground.items))):
        found = [
            (at, item, item.count)
            for at, item in places(items)
            if isinstance(item, Group) and isinstance(item.count, int)
        ]
        yield items, found


def repeats_by(more: int) -> Trees:
    """A repeat so many times more."""

    def trees(ground: Ground) -> Iterator[Items]:
        for items, found in _repeats(ground):
            for at, item, count in found:
                if len(item.items) > 1 and count + more > 0:
                    yield changed(items, [Change(at, 1, (replace(item, count=count + more),))])

    return trees


def all_repeats_by(more: int) -> Trees:
    """All repeats so many times more."""

    def trees(ground: Ground) -> Iterator[Items]:
        for items, found in _repeats(ground):
            outer = [
                Change(at, 1, (replace(item, count=count + more),))
                for at, item, count in found
                if len(at) == 1 and count + more > 0
            ]
            if len(outer) > 1:
                yield changed(items, outer)

    return trees


def one_time(ground: Ground) -> Iterator[Items]:
    """A repeat once only."""
    for items, found in _repeats(ground):
        for at, item, count in found:
            if count > 2:
                yield changed(items, [Change(at, 1, item.items)])


def one_layer_of_each_repeat(ground: Ground) -> Iterator[Items]:
    """The first, or the last, layer of each repeat alone."""
    for items, found in _repeats(ground):
        outer = [(at, item) for at, item, _ in found if len(at) == 1 and len(item.items) > 1]
        for which in (slice(0, 1), slice(-1, None)):
            if outer:
                yield changed(items, [Change(at, 1, (replace(item, items=item.items[which]),)) for at, item in outer])


def written_once(local: Local) -> Trees:
    """A change of a layer in a repeat, in all its rounds."""

    def trees(ground: Ground) -> Iterator[Items]:
        for at, item in places(ground.around):
            if isinstance(item, Layer) and len(at) > 1 and item.kind.effect is not Effect.KEEP:
                by = local(Site(at, item, ground.step(item)))
                if by is not None:
                    yield changed(ground.around, [Change(at, 1, by)])

    return trees


def before_the_head(ground: Ground) -> Iterator[Items]:
    """The network before the layer that reads the whole image."""
    if ground.head:
        yield ground.items


def _branched(ground: Ground) -> tuple[list[tuple[Place, Branches]], list[tuple[Place, Branches]]]:
    """Where branches meet that are in no others, and everywhere, if it is not too often to go through."""
    found = [(at, item) for at, item in places(ground.items) if isinstance(item, Branches)]
    return [(at, item) for at, item in found if len(at) == 1], found if len(found) <= MOST_MEETINGS else []


def one_branch(ground: Ground) -> Iterator[Items]:
    """One branch alone, at all places where branches meet, or at one."""
    outer, everywhere = _branched(ground)
    most = max((len(item.branches) for _, item in outer), default=0)
    for which in range(most):
        yield changed(
            ground.items, [Change(at, 1, item.branches[min(which, len(item.branches) - 1)]) for at, item in outer]
        )
    for at, item in everywhere:
        for branch in item.branches:
            yield changed(ground.items, [Change(at, 1, branch)])


def in_series(ground: Ground) -> Iterator[Items]:
    """Branches one after the other, at all places, or at one."""
    outer, everywhere = _branched(ground)
    found = [Change(at, 1, _series(item)) for at, item in outer]
    if len(found) > 1:
        yield changed(ground.items, found)
    for at, item in everywhere:
        yield changed(ground.items, [Change(at, 1, _series(item))])


def _series(item: Branches) -> tuple[Item, ...]:
    return tuple(each for branch in item.branches for each in branch if not (isinstance(each, Layer) and each.word))
