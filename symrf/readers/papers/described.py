"""What clauses describe as layers: numbers that stand there, and those that the sizes before and after tell."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from symrf.networks.notation.architecture import Layer, PaddingRule, Sides
from symrf.networks.notation.kinds import Kind
from symrf.readers import drafts
from symrf.readers.drafts import Piece, Step
from symrf.readers.graph import Building
from symrf.readers.papers import _english
from symrf.readers.papers.clauses import Part
from symrf.readers.papers.forms import Clause
from symrf.readers.papers.lines import Input
from symrf.readers.pasted import Pasted

__all__ = ["Described", "sides_of"]

_WHOLE = 7  # pixels a side that a last convolution reads at once, as LeNet's C5
_INFERRED_STRIDES = range(1, 5)


@dataclass
class Described:
    """Layers in the order of the text; `here` is the size that it says of the last one."""

    pasted: Pasted
    building: Building
    pieces: list[Piece] = field(default_factory=list)
    given: Input = field(default_factory=Input)
    channels: int | None = None
    here: tuple[int, ...] = ()

    def left(self, part: Part, clause: Clause, wanted: bool) -> int | None:
        """The one number that is left over, where one is wanted; any other is refused."""
        if wanted and len(clause.left) == 1 and clause.left[0][0].isdecimal():
            return int(clause.left[0][0])
        clause.left = [each for each in clause.left if each[0] != str(clause.units)]  # said again, in brackets
        if clause.left:
            raise self.pasted.error(_english.unexplained(clause.left[0][0]), *clause.left[0][1])
        if wanted and part.text.count("[") and clause.channels is not None:
            return clause.channels
        return None

    def convolution(self, kind: str, part: Part, clause: Clause) -> list[Step]:
        self._told_apart(clause)
        channels = clause.units if clause.channels is None else clause.channels
        if channels is None:
            channels = self.left(part, clause, kind == "conv") if clause.left else None
        else:
            self.left(part, clause, wanted=False)
        if channels is None and clause.depth is not None and kind == "conv":
            self.building.assume(_english.DEPTH_AS_CHANNELS, self.pasted.span(*part.span))
            channels, clause.depth = clause.depth, None
        self._before(part, clause)
        kernel = sides_of(clause.kernel) or self._inferred_kernel(part, clause)
        if not kernel:
            raise self.pasted.error(_english.NO_KERNEL, *part.span)
        stride = sides_of(clause.stride) or self._inferred_stride(kernel, clause)
        self.positive(part, *kernel, *stride, 1 if channels is None else channels, clause.dilation)
        groups = self._groups(part, clause)
        row = {"conv": Kind.CONVOLUTION, "depthwise": Kind.DEPTHWISE, "transposed": Kind.TRANSPOSED}[kind]
        channels = None if row is Kind.DEPTHWISE else channels
        layer = drafts.convolution(kernel, channels, stride, None, row, (clause.dilation,))
        layer = replace(layer, groups=groups)
        self.channels = self.channels if row is Kind.DEPTHWISE else channels
        return [self._padded(layer, part, clause)]

    def _padded(self, layer: Layer, part: Part, clause: Clause) -> Step:
        """The layer with the padding that the clause says, else open; and the size that it says."""
        step = Step(layer, part.span, part.label or None, gives=self._gives(clause), open=True)
        if clause.padding is not None:
            return replace(step, layer=replace(layer, padding=(Sides(clause.padding, clause.padding),)), open=False)
        if clause.rule:
            return replace(step, layer=replace(layer, padding=PaddingRule(clause.rule)), open=False)
        return step

    def _gives(self, clause: Clause) -> tuple[int, ...]:
        if clause.size:
            self.here = clause.size
        elif clause.kernel or clause.window:
            self.here = ()
        return clause.size

    def _told_apart(self, clause: Clause) -> None:
        """A size in a column is that of the output, where it cannot be that of the input."""
        if not clause.before or clause.size:
            return
        given = self.here or self.given.size
        after = clause.channels == clause.before[2] != self.channels
        if after or (clause.channels is None and given and given != clause.before[:2]):
            clause.size, clause.before = clause.before[:2], ()

    def _before(self, part: Part, clause: Clause) -> None:
        """What a column says of the input; the depth of the first kernel says its channels."""
        if not self.pieces and not self.given.size and clause.before:
            self.given = Input(clause.before[2], clause.before[:2])
            self.channels, self.here = clause.before[2], clause.before[:2]
        elif not self.pieces and self.given.channels is None and clause.depth:
            self.given = replace(self.given, channels=clause.depth)
            self.channels = clause.depth
        elif clause.before and self.channels is not None and clause.before[2] != self.channels:
            raise self.pasted.error(_english.channels_differ(clause.before[2], self.channels), *part.span)

    def _inferred_kernel(self, part: Part, clause: Clause) -> tuple[int, ...]:
        """The kernel of a convolution of stride 1 without padding, from the sizes before and after."""
        if self.here and max(self.here) <= _WHOLE and not clause.size and re.fullmatch(r"c\d", part.label, re.I):
            self.building.assume(_english.OVER_ALL, self.pasted.span(*part.span))
            clause.rule, kernel = "valid", self.here
            self.here = (1, 1)
            return sides_of(kernel)
        if not self.here or not clause.size:
            return ()
        sides = tuple(before - after + 1 for before, after in zip(self.here, clause.size, strict=True))
        if min(sides) < 1 or max(sides) > 11:
            return ()
        self.building.assume(_english.kernel_told("x".join(map(str, sides))), self.pasted.span(*clause.span))
        clause.rule = "valid"
        return sides_of(sides)

    def _inferred_stride(self, kernel: tuple[int, ...], clause: Clause) -> tuple[int, ...]:
        """The stride of a convolution without padding, from the sizes before and after; 1 where they do not tell."""
        if not self.here or not clause.size or clause.padding is not None or clause.rule:
            return (1,)
        for stride in _INFERRED_STRIDES:
            wide = kernel * 2 if len(kernel) == 1 else kernel
            after = tuple((n - k) // stride + 1 for n, k in zip(self.here, wide, strict=True))
            if after == clause.size:
                if stride > 1:
                    self.building.assume(_english.stride_told(stride), self.pasted.span(*clause.span))
                return (stride,)
        return (1,)

    def _groups(self, part: Part, clause: Clause) -> int | None:
        """The groups that a kernel's depth tells, where half of the channels are read."""
        if clause.depth is None or self.channels is None or clause.depth == self.channels:
            return None
        if self.channels == 2 * clause.depth:
            self.building.assume(_english.HALVES, self.pasted.span(*part.span))
            return 2
        raise self.pasted.error(_english.channels_differ(clause.depth, self.channels), *part.span)

    def positive(self, part: Part, *numbers: int) -> None:
        if min(numbers) < 1:
            raise self.pasted.error(_english.ZERO, *part.span)

    def pool(self, kind: str, part: Part, clause: Clause) -> list[Step]:
        row = Kind.MAX_POOL if kind == "max" else Kind.AVERAGE_POOL
        kernel = sides_of(clause.kernel or clause.window)
        stride = sides_of(clause.stride)
        self.left(part, clause, wanted=False)
        self._told_apart(clause)
        if not kernel and self.here and clause.size:
            kernel = sides_of(
                tuple(before // max(after, 1) for before, after in zip(self.here, clause.size, strict=True))
            )
            self.building.assume(_english.kernel_told("x".join(map(str, kernel))), self.pasted.span(*part.span))
        if not kernel and kind == "average":
            self.building.assume(_english.GLOBAL, self.pasted.span(*part.span))
            return self.whole("gap", part, clause)
        if not kernel:
            self.building.assume(_english.POOL_OF_TWO, self.pasted.span(*part.span))
            kernel = stride or (2,)
        self.positive(part, *kernel, *(stride or (1,)))
        if clause.size and clause.channels not in {None, self.channels} and self.channels is not None:
            self.building.assume(
                _english.channels_said(clause.channels or 0, self.channels), self.pasted.span(*part.span)
            )
        step = self._padded(drafts.pool(kernel, stride, (0,), row), part, clause)
        overlapping = bool(stride) and max(kernel) > max(stride) and max(kernel) % 2 == 1
        return [step if not step.open else replace(step, open=overlapping)]

    def whole(self, kind: str, part: Part, clause: Clause) -> list[Step]:
        """Global pooling; a size that it is said to go over is that of what comes before."""
        if clause.size:
            self.gave(clause.size)
        return [Step(Layer(Kind.GLOBAL_AVERAGE if kind == "gap" else Kind.GLOBAL_MAX), part.span, part.label or None)]

    def gave(self, size: tuple[int, ...]) -> None:
        """The last layer gives a size, where it does not say one itself."""
        for place in range(len(self.pieces) - 1, -1, -1):
            last = self.pieces[place]
            if not isinstance(last, Step):
                return
            if last.layer.kind is not Kind.PASS:
                self.pieces[place] = replace(last, gives=last.gives or size)
                self.here = size
                return

    def dense(self, part: Part, clause: Clause) -> list[Step]:
        units = clause.units
        taken = clause.takes
        if units is None and clause.size and min(clause.size) > 1:  # a matrix: features x units
            taken, units = clause.size
        if units is None:
            units = self.left(part, clause, wanted=True)
        else:
            self.left(part, clause, wanted=False)
        if units is None:
            units = clause.depth if clause.kernel == (1, 1) and clause.depth else clause.channels
        if units is None:
            self.building.assume(_english.left_out(part.text.strip()), self.pasted.span(*part.span))
            return []
        self.positive(part, units, 1 if taken is None else taken)
        return [Step(Layer(Kind.DENSE, (units,)), part.span, part.label or None, taken)]

    def softmax(self, part: Part, clause: Clause) -> list[Step]:
        units = clause.units if clause.units is not None else self.left(part, clause, wanted=True)
        soft = Step(Layer(Kind.PASS, word="softmax"), part.span)
        if units is None:
            return [soft]
        self.positive(part, units)
        return [Step(Layer(Kind.DENSE, (units,)), part.span), soft]


def sides_of(sides: tuple[int, ...]) -> tuple[int, ...]:
    """One number for all axes where they are equal."""
    return sides[:1] if len(set(sides)) == 1 else sides
