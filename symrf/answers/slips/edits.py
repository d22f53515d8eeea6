"""Slips that calculate another network: where in it a change of a layer is made, and changes of several at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TypeAlias

from symrf.answers.slips.grounds import Edit, Site, Span
from symrf.answers.slips.layers import Local, is_convolution, is_pool, is_windows

__all__ = ["Edits", "all_at_once", "at_each", "at_first", "at_last"]

Edits: TypeAlias = "Callable[[Sequence[Site]], Iterator[Edit]]"


def at_each(local: Local) -> Edits:
    """A change of one layer, wherever it can be made."""

    def edits(path: Sequence[Site]) -> Iterator[Edit]:
        for place, site in enumerate(path):
            by = local(site)
            if by is not None:
                yield (Span(place, place + 1, by),)

    return edits


def all_at_once(local: Local) -> Edits:
    """A change of every layer of which it makes something."""

    def edits(path: Sequence[Site]) -> Iterator[Edit]:
        found = tuple(Span(place, place + 1, by) for place, site in enumerate(path) if (by := local(site)) is not None)
        if found:
            yield found

    return edits


def at_last(local: Local) -> Edits:
    """A change of the last layer of which it makes something."""

    def edits(path: Sequence[Site]) -> Iterator[Edit]:
        yield from list(at_each(local)(path))[-1:]

    return edits


def at_first(local: Local) -> Edits:
    """A change of the first layer of which it makes something."""

    def edits(path: Sequence[Site]) -> Iterator[Edit]:
        yield from list(at_each(local)(path))[:1]

    return edits


def wherever(condition: Callable[[Site], bool], local: Local) -> Local:
    """A change of the layers that meet a condition."""
    return lambda site: local(site) if condition(site) else None


def two_less(path: Sequence[Site]) -> Iterator[Edit]:
    """Two layers side by side forgotten, or the last and another."""
    for place in range(len(path) - 1):
        if is_windows(path[place]) and is_windows(path[place + 1]):
            yield (Span(place, place + 2),)
    last = len(path) - 1
    for place in range(last - 1):
        if is_windows(path[place]) and is_windows(path[last]):
            yield Span(place, place + 1), Span(last, last + 1)


def _runs(path: Sequence[Site]) -> Iterator[tuple[int, int]]:
    """Where equal convolutions follow one another: the first place and the one after the last."""
    place = 0
    for _, run in groupby(path, key=lambda site: site.layer):
        length = len(list(run))
        if length > 1 and is_convolution(path[place]):
            yield place, place + length
        place += length


def half_of_each_block(path: Sequence[Site]) -> Iterator[Edit]:
    """One of two equal layers that follow one another, everywhere."""
    runs = [run for run in _runs(path) if (run[1] - run[0]) % 2 == 0]
    if runs:
        yield tuple(Span(first + (last - first) // 2, last) for first, last in runs)


def one_of_each_block(path: Sequence[Site]) -> Iterator[Edit]:
    """One of the equal layers that follow one another, everywhere."""
    if runs := list(_runs(path)):
        yield tuple(Span(first + 1, last) for first, last in runs)


def one_less_in_each_block(path: Sequence[Site]) -> Iterator[Edit]:
    """One layer less of the equal ones that follow one another, everywhere."""
    if runs := list(_runs(path)):
        yield tuple(Span(last - 1, last) for _, last in runs)


def two_in_each_block(path: Sequence[Site]) -> Iterator[Edit]:
    """Two layers where there is one."""
    found = [
        Span(place, place + 1, (site.layer, replace(site.layer, stride=None)))
        for place, site in enumerate(path)
        if is_convolution(site) and site.step.kernel > 1
    ]
    if len(found) > 1:
        yield tuple(found)


def stride_moved(path: Sequence[Site]) -> Iterator[Edit]:
    """A stride in the layer after, or in the layer before: at one place, and at all."""
    for step in (1, -1):
        moved = []
        for place, site in enumerate(path):
            other = place + step
            if not 0 <= other < len(path) or not is_convolution(site) or not is_convolution(path[other]):
                continue
            if site.step.stride > 1 and path[other].step.stride == 1:
                first, second = sorted((place, other))
                strides = {place: None, other: (site.step.stride,)}
                moved.append(
                    Span(
                        first,
                        second + 1,
                        tuple(replace(path[each].layer, stride=strides[each]) for each in (first, second)),
                    )
                )
        apart = [span for number, span in enumerate(moved) if number == 0 or span.first >= moved[number - 1].last]
        if len(apart) > 1:
            yield tuple(apart)
        for span in moved:
            yield (span,)


def stride_to_next_block(path: Sequence[Site]) -> Iterator[Edit]:
    """A pool before or after the layers that it stands beside."""
    for place, site in enumerate(path):
        if not is_pool(site) or site.step.stride == 1:
            continue
        for other in (place - 1, place + 1):
            if 0 <= other < len(path) and is_convolution(path[other]):
                first = min(place, other)
                yield (Span(first, first + 2, (path[first + 1].layer, path[first].layer)),)


def dilations(change: Callable[[list[int], list[int]], Sequence[int] | None]) -> Edits:
    """Other dilations, of the kernels and dilations of the layers that can be dilated."""

    def edits(path: Sequence[Site]) -> Iterator[Edit]:
        found = [place for place, site in enumerate(path) if is_convolution(site) and site.step.kernel > 1]
        old = [path[place].step.dilation for place in found]
        if max(old, default=1) == 1:
            return
        new = change([path[place].step.kernel for place in found], old)
        if new is None or list(new) == old or min(new) < 1:
            return
        yield tuple(
            Span(place, place + 1, (replace(path[place].layer, dilation=None if one == 1 else (one,)),))
            for place, one, before in zip(found, new, old, strict=True)
            if one != before
        )

    return edits


def powers_of(base: Callable[[int], int]) -> Callable[[list[int], list[int]], Sequence[int] | None]:
    """Dilations 1, 2, 4, … as powers of another base, of the kernel."""

    def change(kernels: list[int], old: list[int]) -> Sequence[int] | None:
        if any(one & (one - 1) for one in old):
            return None
        return [base(kernel) ** (one.bit_length() - 1) for kernel, one in zip(kernels, old, strict=True)]

    return change


def counted_on(_kernels: list[int], old: list[int]) -> Sequence[int] | None:
    """Dilations 1, 2, 3, … for 1, 2, 4, …"""
    if any(one & (one - 1) for one in old):
        return None
    return [one.bit_length() for one in old]


def the_one_before(_kernels: list[int], old: list[int]) -> Sequence[int]:
    """Each layer with the dilation of the layer before."""
    return [1, *old[:-1]]
