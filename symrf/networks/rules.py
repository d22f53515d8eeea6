"""Which laws hold for a layer, and what their letters stand for in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from symrf.exact.numbers.parametric import Parametric
from symrf.exact.numbers.powers import greatest
from symrf.exact.sampling.hand import Affine, whole
from symrf.exact.sampling.windows import IDENTITY, Window, window
from symrf.formulas.tree import Ceiling, Floor, Maximum, Written, symbols
from symrf.networks.conventions import Counting, Windows
from symrf.networks.laws import LAWS, Law, d, k, n, p, p_l, p_r, s

if TYPE_CHECKING:
    from symrf.exact.numbers.powers import Whole
    from symrf.exact.sampling.reach import Reach
    from symrf.exact.sampling.resampling import Adaptive, Mixed, Resized
    from symrf.exact.sampling.spreads import Spread
    from symrf.exact.sampling.varying_padding import VaryingPadding
    from symrf.networks.induction import Repetition

__all__ = [
    "BLENDED",
    "FIELD_KEPT",
    "FITTED",
    "JOINED",
    "LAWS",
    "MATCHED",
    "PASSED",
    "Law",
    "Stage",
    "folded",
    "letters",
    "margins",
    "stage",
]

KEPT, FIELD_KEPT, JUMP_KEPT = LAWS["size kept"], LAWS["field kept"], LAWS["jump kept"]


@dataclass(frozen=True, slots=True)
class Stage:
    """A layer on one axis: what its outputs read, how a hand counts it, its laws, and what their letters stand for.

    A layer of windows has its window, which takes every `step`-th pixel (None where that is not known); another has a
    reach, and where it up-samples a spread, for symbols. `counts` is None where a hand does not count it
    in one go (a repeat that is kept as a power, which has its `repetition`); a law is None where none in these letters
    holds. A layer takes a size that `divides` divides alone.
    """

    window: Window | None
    counts: Affine | None
    size: Law | None = KEPT
    receptive_field: Law | None = FIELD_KEPT
    jump: Law | None = JUMP_KEPT
    letters: Mapping[str, Written] = field(default_factory=dict)
    step: Whole | None = 1
    reach: Reach | Adaptive | Resized | Mixed | str | None = None  # a text says why it is not worked out
    divides: Whole = 1
    spread: Spread | str | None = None  # None where it does not up-sample
    repetition: Repetition | None = None
    covers: bool = False  # a repeat whose layers leave no gaps between what outputs side by side read
    gated: bool = False  # a repeat in which there are gates, through which more is read

    @property
    def fits(self) -> bool:
        """Whether it gives the size of another tensor: a crop, or a resize to fit."""
        return self in (FITTED, MATCHED, BLENDED)

    @property
    def plain(self) -> bool:
        """Whether the layer is windows and nothing more."""
        return self.window is not None and self.divides == 1

    @property
    def symbolic(self) -> bool:
        """Whether there are symbols in its numbers."""
        counts = self.counts
        numbers = () if counts is None else (counts.factor, counts.shift, counts.stride, counts.last)
        if self.window is None and any(map(symbols, self.letters.values())):  # where its size has none of them
            return True
        windows = self.window is not None and self.window.symbolic
        return windows or any(isinstance(each, Parametric) for each in (*numbers, self.divides))


PASSED = Stage(IDENTITY, Affine(0, 1, 0))
JOINED = Stage(None, None, LAWS["branches meet"], None, JUMP_KEPT)
FITTED = Stage(None, None, LAWS["crop"], FIELD_KEPT, JUMP_KEPT)
MATCHED = Stage(None, None, LAWS["fit"], FIELD_KEPT, None)
BLENDED = Stage(None, None, LAWS["fit"], None, None)


def stage(layer: Windows) -> Stage:
    """A window layer on one axis.

    >>> from symrf.formulas.printing.plain import PLAIN
    >>> PLAIN(stage(Windows(3, 2, 1, 1)).size.equation)
    'floor((n+2*p-k)/s)+1'
    """
    extent, step = layer.extent, layer.stride
    before, after = layer.before, layer.after
    slack: Whole = 0
    varying: tuple[VaryingPadding, ...] | None = ()
    shift: Whole = before + after - extent
    last = 1
    law = counted(step, before, after, layer.dilation, layer.counting)
    match layer.counting:
        case Counting.ANY:
            after, slack = after + step - 1, step - 1
        case Counting.STARTED:
            longest = greatest(extent - after, step)
            if longest == step:
                shift, last = before, 0
            else:
                shift, law = before - longest, _fitting_or_starting(layer)
            after, slack = extent - 1 + step - longest, step - 1
        case Counting.SAME:
            before, after, varying = _same_padding(extent, step)
            slack, shift, last, law = step - 1, 0, 0, LAWS["same"]
    if step == 1:
        shift, last = shift + last, 0
    elif shift == -step and last == 1:
        shift, last = 0, 0
    return Stage(
        window(extent, step, before, after, slack, varying=varying),
        Affine(shift, step, last, "ceiling" if slack else "floor"),
        law,
        LAWS["growth" if layer.dilation == 1 else "spread growth"],
        LAWS["jump"],
        letters(layer.kernel, step, layer.before, layer.after, layer.dilation),
        layer.dilation,
    )


def margins(before: Whole, after: Whole) -> Stage:
    """Zero padding, or a crop where a side is negative: the input must have a pixel left."""
    least = max(1, 1 - before, 1 - after)
    law = LAWS["margins"].shortened(_padded(before, after))
    return Stage(
        window(1, 1, before, after, least=least),
        Affine(before + after, 1, 0),
        law,
        letters=letters(1, 1, before, after),
    )


def folded(block: Window, repetition: Repetition | None = None, covers: bool = False, gated: bool = False) -> Stage:
    """Layers taken together as the one convolution that they are; they may be a block and its repeats."""
    step, before, after = block.stride, block.before, block.after
    counts = Affine(block.offset, 1, 0) if step == 1 else None
    size = growth = jump = None
    numbers: Mapping[str, Written] = {}
    if block.slack == 0 and block.varying == ():
        size, growth, jump = counted(step, before, after), LAWS["growth"], LAWS["jump"]
        numbers = letters(block.kernel, step, before, after)
    return Stage(block, counts, size, growth, jump, numbers, None, repetition=repetition, covers=covers, gated=gated)


def counted(step: Whole, before: Whole, after: Whole, dilation: Whole = 1, counting: Counting = Counting.WHOLE) -> Law:
    """The law that counts a layer's windows, without the letters that the layer leaves at their defaults."""
    if counting is Counting.STARTED:
        begun = n + p_l if before != 0 else n
        return LAWS["windows that start"].shortened(Ceiling(begun / s))
    padded = _padded(before, after)
    if step == 1 and dilation == 1:
        return LAWS["places"].shortened(padded - k + 1)
    if step == 1:
        return LAWS["places of a dilated kernel"].shortened(padded - d * (k - 1))
    left = padded - k if dilation == 1 else padded - d * (k - 1) - 1
    if counting is Counting.ANY:
        return LAWS["windows, rounded up"].shortened(Ceiling(left / s) + 1)
    return LAWS["windows that fit"].shortened(Floor(left / s) + 1)


def _fitting_or_starting(layer: Windows) -> Law:
    """The law of a pool that rounds up, whose kernel less its padding after may be longer than its stride, or not."""
    before, after = (p, p) if layer.before == layer.after else (p_l, p_r)
    begun = n + before if layer.before != 0 else n
    extent = k if layer.dilation == 1 else d * (k - 1) + 1
    own = extent - after if layer.after != 0 else extent
    return LAWS["windows that fit or start"].shortened(Ceiling((begun - Maximum((own, s))) / s) + 1)


def _padded(before: Whole, after: Whole) -> Written:
    """n with its padding, as a hand adds it."""
    if before == after:
        return n + 2 * p if before != 0 else n
    sides = [side for side, pixels in ((p_l, before), (p_r, after)) if pixels != 0]
    return n + sides[0] if len(sides) == 1 else n + p_l + p_r


def letters(kernel: Whole, step: Whole, before: Whole, after: Whole, dilation: Whole = 1) -> Mapping[str, Written]:
    """What the letters of a layer of windows stand for."""
    values = {"k": kernel, "s": step, "p": before, "p_l": before, "p_r": after, "d": dilation}
    return {letter: whole(value) for letter, value in values.items()}


def _same_padding(extent: Whole, step: Whole) -> tuple[Whole, Whole, tuple[VaryingPadding, ...] | None]:
    """Padding `same`, extent-1 in all at the most: the side before, after, and what varies."""
    if not isinstance(extent, int) or not isinstance(step, int):
        return 0, extent - 1, None
    least, most = max(extent - step, 0) // 2, (extent - 1) // 2
    if least == most:
        return least, extent - 1 - least, ()
    from symrf.exact.sampling.varying_padding import VaryingPadding

    return 0, extent - 1, (VaryingPadding(1, extent, step, 0, 1),)
