"""Slips in the rules for jumps, starts and effective padding."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from symrf.answers.slips.fields import Rule
from symrf.answers.slips.grounds import Ground, Value
from symrf.answers.slips.steps import Step, ends, field, jump, size, start, whole
from symrf.networks.notation.kinds import Effect

__all__ = [
    "fewer_layers",
    "jump_of",
    "of_start",
    "size_ratio",
    "start_of_padding_alone",
    "start_symmetric",
    "whole_padding",
]


def jump_of(value: Callable[[Sequence[Step]], Value | None]) -> Rule:
    """Something else than the jump, of the layers that change the size."""

    def rule(ground: Ground) -> Iterator[Value]:
        steps = [step for step in ground.steps if step.stride > 1 and step.effect is Effect.WINDOWS]
        if steps and (found := value(steps)) is not None:
            yield found

    return rule


def size_ratio(ground: Ground) -> Iterator[Value]:
    """The input's size over the output's, as it is and less one each."""
    for given in () if ground.head else ground.sizes[:1]:
        found = size(ground.steps, given)
        if found > 0:
            yield Fraction(given, found)
            yield given // found
        if found > 1:
            yield Fraction(given - 1, found - 1)


def of_start(value: Callable[[Fraction, int, Fraction, int], Value]) -> Rule:
    """Something else than the start, of the start, the field, the jump and the effective padding before."""

    def rule(ground: Ground) -> Iterator[Value]:
        if ground.head:
            return
        _, first, last = next(iter(ends(ground.steps)))
        yield value(Fraction(first + last, 2), last - first + 1, jump(ground.steps), -first)

    return rule


def start_of_padding_alone(ground: Ground) -> Iterator[Value]:
    """Half the padding, or the padding summed without jumps, taken away."""
    pads = [step.before for step in ground.steps if step.effect in (Effect.WINDOWS, Effect.MARGINS)]
    yield Fraction(field(ground.steps) - 1, 2) - sum(pads)
    yield Fraction(-sum(pads))


def start_symmetric(ground: Ground) -> Iterator[Value]:
    """The windows as they lie if what is left over of the input is the same on both sides."""
    for given in ground.sizes[:1]:
        found = size(ground.steps, given)
        yield (given - (found - 1) * jump(ground.steps) - 1) / 2


def fewer_layers(ground: Ground) -> Iterator[Value]:
    """The start after fewer layers."""
    for place in range(len(ground.steps)):
        yield start(ground.steps[:place])


def whole_padding(value: Callable[[int, int, Sequence[int]], Value]) -> Rule:
    """Something else than the padding, of the effective padding before and after and that of each layer."""

    def rule(ground: Ground) -> Iterator[Value]:
        if all(step.windowed for step in ground.steps):
            one = whole(ground.steps)
            yield value(one.before, one.after, [step.before for step in ground.steps])

    return rule
