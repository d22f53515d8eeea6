"""Branches of one pixel, whatever the input, which sums and products spread over the others: a gate, a global context.

Size, jump and start are those of the other branches, and so is the window that an output slides over the input. Beside
that window it reads what the gate reads, the same for every output: a span of the input that no later layer changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial, reduce
from typing import TYPE_CHECKING

from symrf.exact import _english
from symrf.exact.numbers.powers import greatest
from symrf.exact.sampling.given import Given
from symrf.exact.sampling.quasi_affine import Length, always, greater, lesser
from symrf.exact.sampling.reach import Reach, Unreached
from symrf.exact.sampling.samplings import Sampling, worked_out
from symrf.exact.sampling.scaled import Scaled
from symrf.exact.sampling.windows import Window
from symrf.formulas import limits

if TYPE_CHECKING:
    from symrf.exact.numbers.powers import Whole
    from symrf.exact.sampling.states import State

__all__ = ["Gate", "Gated", "fields", "gated", "is_pixel", "pixel", "through_gates"]


@dataclass(frozen=True, slots=True)
class Gate:
    """What every output reads through gates: the inputs from the first to the last."""

    first: Length
    last: Length


Gated = Gate | str | None
"""What is read through gates; why that is not worked out, or nothing where there is no gate."""


def is_pixel(state: State) -> bool:
    """Whether a network gives one pixel for every input.

    >>> from symrf.exact.sampling.windows import window
    >>> is_pixel(Given(1, 1)), is_pixel(window(3))
    (True, False)
    """
    return isinstance(state, Sampling | Given) and state.size == 1


def pixel(symbols: bool) -> State:
    """An input of one pixel, where there are symbols in the network, or there are none."""
    return Given(1, 1) if symbols else Sampling(1, Reach.window(1, 1), 1)


def gated(state: State, gates: Sequence[State]) -> State:
    """A network that meets gates: it takes what all of them take."""
    asked = [each for gate in gates if isinstance(gate, Sampling) for each in gate.requirements]
    if asked:
        sampled = state.sampled()
        state = replace(sampled, requirements=tuple(dict.fromkeys((*sampled.requirements, *asked))))
    least = reduce(greatest, [gate.minimum for gate in gates], state.minimum)
    match state:
        case Window() | Scaled() | Given():
            return replace(state, minimum=least)
        case Sampling() if isinstance(least, int):
            return replace(state, minimum=least)
    return state


def through_gates(gates: Sequence[State], before: Sequence[Gated], least: Whole) -> Gated:
    """What outputs read through gates that meet here, and through those before, for inputs from `least` on."""
    found = [each for each in before if each is not None]
    try:
        found += [_span(gate) for gate in gates]
    except (Unreached, OverflowError) as reason:
        return str(reason) if isinstance(reason, Unreached) else _english.READS_WHAT_THERE_IS
    spans = [each for each in found if isinstance(each, Gate)]
    if len(spans) < len(found):
        return next(each for each in found if isinstance(each, str))
    if not spans or not isinstance(least, int):
        return _english.READS_WHAT_THERE_IS if spans else None
    first = reduce(partial(lesser, least=least), [each.first for each in spans])
    return Gate(first, reduce(partial(greater, least=least), [each.last for each in spans]))


def fields(state: State, gate: Gate) -> tuple[Length | None, Length | None]:
    """The most pixels, from the first to the last, that an output reads through its window and through gates, and the
    least; None where that is not worked out.

    Of outputs in order the first and the last of each phase lie farthest out.
    """
    sampled = state.sampled()
    reach, size, least = sampled.reach, sampled.size, sampled.minimum
    if isinstance(reach, str):
        return None, None
    if reach.rising and _covers(gate, reach.low(0), reach.high(size - 1), least):  # so that all outputs read this alone
        return (gate.last - gate.first + 1,) * 2
    if isinstance(size, int) and size <= limits.FIELDS_COMPARED:
        found = [_field(reach, gate, each, least) for each in range(size)]
        return reduce(partial(greater, least=least), found), reduce(partial(lesser, least=least), found)
    turns = range(reach.period)
    if not reach.rising or len(turns) > limits.FIELDS_COMPARED or not always(len(turns) - size, "<=", least):
        return None, None
    ends = [*turns, *(size - 1 - turn for turn in turns)]
    return reduce(partial(greater, least=least), [_field(reach, gate, each, least) for each in ends]), None


def _covers(gate: Gate, low: Length, high: Length, least: int) -> bool:
    return lesser(gate.first, low, least) == gate.first and greater(gate.last, high, least) == gate.last


def _field(reach: Reach, gate: Gate, output: Length, least: int) -> Length:
    """What an output reads in all."""
    if isinstance(output, int) and reach.lows[output % reach.period] is None:
        return gate.last - gate.first + 1
    low, high = lesser(gate.first, reach.low(output), least), greater(gate.last, reach.high(output), least)
    return high - low + 1


def _span(gate: State) -> Gate:
    """What one pixel reads."""
    reach: Reach = worked_out(gate.sampled().reach)
    return Gate(reach.low(0), reach.high(0))
