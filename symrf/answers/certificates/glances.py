"""What an output of one layer reads of the outputs before it, and how that moves on with the next outputs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from symrf.answers.certificates import _english
from symrf.answers.certificates.clearing import integral
from symrf.answers.certificates.statements import Uncertified
from symrf.formulas.tree import Ceiling, Floor, Fraction, Maximum, Negative, Number, Symbol, Written, number, symbols
from symrf.formulas.values import evaluate
from symrf.networks.laws import LAWS
from symrf.networks.rules import FIELD_KEPT, FITTED, Stage

if TYPE_CHECKING:
    from symrf.exact.numbers.powers import Whole

__all__ = ["OUTPUT", "Glance", "glance"]

OUTPUT = Symbol("output")  # no name of a network begins so
Way: TypeAlias = Literal["taps", "spread", "ends", "shares"]


@dataclass(frozen=True, slots=True)
class Glance:
    """The first and the last of the outputs before that an output reads, and which between, by the `way` of it.

    `taps` are so many, an equal distance apart; in a `spread` each of those before is spread over a kernel; the `ends`
    are the first and the last alone; to `shares` belong all between. `numbers` are those of the way. The output that is
    `outputs` further reads `moves` further.
    """

    way: Way
    numbers: tuple[Written, ...]
    first: Written
    last: Written
    outputs: int
    moves: Written


def glance(stage: Stage, received: Written, wanted: Written | None) -> Glance:
    """What a layer reads that receives a size, and is cut to the size that is wanted; Uncertified says why none."""
    if stage == FITTED and wanted is not None:
        cut = integral(OUTPUT + Floor((received - wanted) / 2))
        return Glance("ends", (), cut, cut, 1, Number(1))
    if stage.window is not None:
        return _taps(stage, received)
    law = None if stage.size is None else stage.size.name
    if law == LAWS["size given"].name:
        return _given(_letter(stage, "m"), received, picks=stage.receptive_field == FIELD_KEPT)
    if law == LAWS["spread"].name:
        if _letter(stage, "d") != 1:
            raise Uncertified(_english.TAPS_APART)
        return _spread(_letter(stage, "k"), _letter(stage, "s"), _letter(stage, "p_l"))
    if law == LAWS["up-sampling"].name:
        factor = _letter(stage, "f")
        if stage.receptive_field == FIELD_KEPT:
            return _spread(factor, factor, 0)
        first = integral(Floor((2 * OUTPUT + 1 - factor) / (2 * factor)))
        last = integral(Ceiling((2 * OUTPUT + 1 - factor) / (2 * factor)))
        return Glance("ends", (), first, last, factor, Number(1))
    raise Uncertified(_english.NO_WINDOWS)


def _taps(stage: Stage, received: Written) -> Glance:
    window = stage.window
    if window is None or stage.step is None or window.varying is None:
        raise Uncertified(_english.NO_WINDOWS)
    extent, stride, apart = map(_int, (window.kernel, window.stride, stage.step))
    before: Written = number(_int(window.before))
    for each in window.varying:  # that of `same`, of the size that the layer receives
        left = Ceiling(received / each.stride) * each.stride - received + (each.kernel - each.stride)
        before = before + Floor(Maximum((left, Number(0))) / 2) * _int(each.jump)
    before = integral(before) if symbols(before) else number(int(evaluate(before, {})))
    first = OUTPUT * stride - before
    count = (extent - 1) // apart + 1
    numbers = (Number(count), Number(stride), before, Number(apart))
    return Glance("taps", numbers, first, first + (extent - 1), 1, Number(stride))


def _spread(kernel: int, stride: int, before: int) -> Glance:
    """Each pixel before is spread over a kernel, a stride after that of the pixel before it."""
    if kernel < stride:
        raise Uncertified(_english.READ_NOTHING)
    first, last = ((OUTPUT + added) / stride for added in (before - kernel + stride, before))
    numbers = (Number(kernel), Number(stride), number(before))
    return Glance("spread", numbers, integral(Floor(first)), integral(Floor(last)), stride, Number(1))


def _given(count: int, received: Written, picks: bool) -> Glance:
    """So many outputs, which share the pixels before, or each pick one."""
    size = Number(count)
    first = Floor(Fraction(OUTPUT * received, size))
    if picks:
        return Glance("ends", (), first, first, count, received)
    last = Floor(Fraction((OUTPUT + 1) * received + (count - 1), size)) - 1
    return Glance("shares", (received, size), first, last, count, received)


def _letter(stage: Stage, letter: str) -> int:
    match stage.letters[letter]:
        case Number(value):
            return value
        case Negative(Number(value)):
            return -value
    raise Uncertified(_english.SYMBOLS)


def _int(value: Whole) -> int:
    if not isinstance(value, int):
        raise Uncertified(_english.SYMBOLS)
    return value
