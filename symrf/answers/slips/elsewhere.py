"""Numbers that are right, of something else: of another layer, or another quantity of the same place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

from symrf.answers.slips.grounds import Ground, Value
from symrf.answers.slips.steps import ends, field, fields, jump, size, start
from symrf.networks.conventions import CONVENTIONS
from symrf.networks.notation.kinds import Effect

__all__ = ["Rule"]

Rule = Callable[[Ground], Iterator[Value]]
STAGES_LATE = 2  # strides that are followed beyond the place
MOST_READ = 5000  # pixels of a field that are told apart


def _strided(ground: Ground) -> list[int]:
    """The places of the layers that leave pixels out."""
    return [place for place, step in enumerate(ground.steps) if step.windowed and step.stride > 1]


def one_stage_early(ground: Ground) -> Iterator[Value]:
    """The value where the stage begins, and where the one before ends."""
    found = _strided(ground)
    for place in sorted({0, *found, *(each + 1 for each in found)}, reverse=True)[:3]:
        if 0 < place < len(ground.steps) and (value := ground.at(place)) is not None:
            yield value


def one_stage_late(ground: Ground) -> Iterator[Value]:
    """The value at the end of the stage, and of the next."""
    found = 0
    for place, step in enumerate(ground.later):
        if step.stride > 1:
            for stop in (place, place + 1):
                if stop and (value := ground.value([*ground.steps, *ground.later[:stop]])) is not None:
                    yield value
            found += 1
        if found == STAGES_LATE:
            return
    if ground.later and (value := ground.value([*ground.steps, *ground.later])) is not None:
        yield value


def one_layer_early(ground: Ground) -> Iterator[Value]:
    """The value before the last layer."""
    if len(ground.steps) > 1 and (value := ground.at(len(ground.steps) - 1)) is not None:
        yield value


def one_layer_late(ground: Ground) -> Iterator[Value]:
    """The value after one layer more."""
    if ground.later and (value := ground.value([*ground.steps, ground.later[0]])) is not None:
        yield value


def another_layer(ground: Ground) -> Iterator[Value]:
    """The value after any other layer."""
    for place in range(1, len(ground.steps)):
        if (value := ground.at(place)) is not None:
            yield value
    for place in range(1, len(ground.later) + 1):
        if (value := ground.value([*ground.steps, *ground.later[:place]])) is not None:
            yield value


def the_jump(ground: Ground) -> Iterator[Value]:
    """The jump there."""
    yield jump(ground.steps)


def the_jump_before_the_last(ground: Ground) -> Iterator[Value]:
    """The jump that the last layer receives."""
    yield jump(ground.steps[:-1])


def the_field(ground: Ground) -> Iterator[Value]:
    """The field there."""
    yield field(ground.steps)


def the_start(ground: Ground) -> Iterator[Value]:
    """The start there."""
    yield start(ground.steps)


def the_size(ground: Ground) -> Iterator[Value]:
    """The size there."""
    for given in ground.sizes[:1]:
        yield size(ground.steps, given)


def the_input(ground: Ground) -> Iterator[Value]:
    """The size of the input."""
    yield from ground.sizes[:1]


def the_area(ground: Ground) -> Iterator[Value]:
    """The pixels of the field on all axes."""
    if len(ground.axes) > 1:
        yield field(ground.steps) ** len(ground.axes)


def the_pixels(ground: Ground) -> Iterator[Value]:
    """The pixels there are on all axes."""
    for given in ground.sizes[:1]:
        if len(ground.axes) > 1:
            yield size(ground.steps, given) ** len(ground.axes)


def half_the_field(ground: Ground) -> Iterator[Value]:
    """How far the field reaches to each side of its place."""
    one = field(ground.steps)
    yield one // 2
    yield from {(one - 1) // 2, (one + 1) // 2} - {one // 2}


def reaches(ground: Ground) -> Iterator[Value]:
    """How far an output reads to each side of its place, for each output that reads otherwise."""
    step = jump(ground.steps)
    found: set[Fraction] = set()
    for output, first, last in ends(ground.steps):
        here = output * step
        found |= {here - first, last - here}
    yield from sorted(found)


def half_the_fields(ground: Ground) -> Iterator[Value]:
    """Half the field of an output, with its own pixel and without it."""
    for one in fields(ground.steps):
        yield Fraction(one, 2)
        yield Fraction(one - 1, 2)


def distinct_pixels(ground: Ground) -> Iterator[Value]:
    """How many pixels of the field are read, where kernels leave gaps."""
    if all(step.dilation == 1 and step.stride <= step.kernel for step in ground.steps):
        return
    read = {0}
    for step in reversed(ground.steps):
        if not step.windowed:
            return
        if step.effect is Effect.WINDOWS:
            read = {at * step.stride + tap * step.dilation for at in read for tap in range(step.kernel)}
        elif step.effect is Effect.GATHER:
            read = {at * step.kernel + tap for at in read for tap in range(step.kernel)}
        if len(read) > MOST_READ:
            return
    yield len(read)


def clipped(ground: Ground) -> Iterator[Value]:
    """The size of the input, if the field is longer."""
    for given in ground.sizes[:1]:
        if field(ground.steps) > given:
            yield given


def of_channels(ground: Ground) -> Iterator[Value]:
    """The number of channels there."""
    if ground.channels:
        yield ground.channels


def with_channels(ground: Ground) -> Iterator[Value]:
    """The values there, channels counted: of the size, or of all axes' sizes."""
    for given in ground.sizes[:1]:
        one = size(ground.steps, given)
        if ground.channels:
            yield one * ground.channels
            yield one ** len(ground.axes) * ground.channels


def pixels_without_channels(ground: Ground) -> Iterator[Value]:
    """The pixels on all axes, channels left out."""
    for given in ground.sizes[:1]:
        yield size(ground.steps, given) ** len(ground.axes)


def one_axis_with_channels(ground: Ground) -> Iterator[Value]:
    """The size along one axis times the channels."""
    for given in ground.sizes[:1]:
        yield size(ground.steps, given) * (ground.channels or 1)


def with_other_channels(ground: Ground) -> Iterator[Value]:
    """The pixels on all axes times the channels of another layer."""
    for given in ground.sizes[:1]:
        for count in ground.others:
            yield size(ground.steps, given) ** len(ground.axes) * count


def the_side(ground: Ground) -> Iterator[Value]:
    """The side of the field."""
    yield field(ground.steps)


def to_the_end(rule: Rule) -> Rule:
    """A rule of what is so at the place of the claim, which is not known where the path ends before it."""

    def held(ground: Ground) -> Iterator[Value]:
        if not ground.head:
            yield from rule(ground)

    return held


def convention_of(name: str) -> Rule:
    """The value under another convention."""

    def rule(ground: Ground) -> Iterator[Value]:
        if ground.habits.name != name:
            other = replace(ground, habits=CONVENTIONS[name])
            if (value := other.value(other.steps)) is not None:
                yield value

    return rule


def another_axis(ground: Ground) -> Iterator[Value]:
    """The value on another axis."""
    for number, given in enumerate(ground.inputs):
        if number != ground.axis and (given is not None or not ground.sizes):
            other = replace(ground, axis=number, sizes=() if given is None else (given,))
            if (value := other.value(other.steps)) is not None:
                yield value
