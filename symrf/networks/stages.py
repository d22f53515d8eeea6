"""What each layer of a network is on one axis, under a convention."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from symrf.errors import DerivationError
from symrf.exact.numbers.parametric import Parametric, Undecided
from symrf.exact.numbers.powers import LongStride, at_least
from symrf.exact.sampling.windows import IDENTITY, Window
from symrf.exact.sets.parameters import Parameters
from symrf.networks import _english
from symrf.networks.conventions import Convention, Windows, fraction, windows
from symrf.networks.graph import Chain
from symrf.networks.notation.architecture import Branches, Group, Index, Item, Join, Layer, Reference
from symrf.networks.notation.kinds import Effect
from symrf.networks.rules import BLENDED, FITTED, JOINED, MATCHED, PASSED, Stage, folded, margins, stage
from symrf.networks.rules_sampling import adaptive, mixed, rescaled, resized, transposed, unshuffled, upsampled, viewed
from symrf.networks.vectors import takes_flat

if TYPE_CHECKING:
    from symrf.networks.induction import Repetition

__all__ = ["SETTLED", "UNSETTLED", "stages"]


def stages(links: Chain, place: int, axes: Sequence[str], habits: Convention, known: Parameters) -> tuple[Stage, ...]:
    """What each link does on the axis at `place`; `known` are the symbols."""
    axis = _OnAxis(links.definitions, place, axes, habits, known)
    return tuple([axis.stage(link.item) for link in links.links])


UNSETTLED: Mapping[Effect, Callable[[], Stage]] = {
    Effect.KEEP: lambda: PASSED,
    Effect.FIT: lambda: FITTED,
    Effect.MATCH: lambda: MATCHED,
    Effect.MATCH_BLEND: lambda: BLENDED,
    Effect.ALL: lambda: adaptive(1),
    Effect.MIX: mixed,
}
SETTLED: Mapping[Effect, Callable[[Windows], Stage]] = {
    Effect.WINDOWS: stage,
    Effect.MARGINS: lambda settled: margins(settled.before, settled.after),
    Effect.SPREAD: transposed,
    Effect.REPEAT: lambda settled: upsampled(settled.kernel, smooth=False),
    Effect.BLEND: lambda settled: upsampled(settled.kernel, smooth=True),
    Effect.GATHER: lambda settled: unshuffled(settled.kernel),
    Effect.SHARE: lambda settled: adaptive(settled.kernel),
    Effect.PICK: lambda settled: resized(settled.kernel),
    Effect.VIEW: lambda settled: viewed(settled.kernel),
}
"""What a layer does on an axis: whatever its numbers are, or once they are settled."""


class _OnAxis:
    """Items on one axis, as stages and windows; what is met again is not worked out again."""

    def __init__(
        self,
        definitions: Mapping[str, tuple[Item, ...]],
        place: int,
        axes: Sequence[str],
        habits: Convention,
        known_symbols: Parameters,
    ) -> None:
        self.definitions = definitions
        self.place = place
        self.axes = axes
        self.habits = habits
        self.symbols = known_symbols
        self.known: dict[int, Stage] = {}
        self.blocks: dict[str, Window] = {}
        self.covering: dict[str, bool] = {}
        self.gates: dict[str, bool] = {}

    def stage(self, item: Layer | Group | Branches) -> Stage:
        if isinstance(item, Branches):
            return JOINED
        found = self.known.get(id(item))
        if found is None:
            try:
                if isinstance(item, Group) and takes_flat(item) and not _keeps(item):
                    found = adaptive(1)
                elif isinstance(item, Group):
                    repetition = self.repetition(item)
                    found = folded(self.repeated(item, repetition), repetition, self.covers(item), self.gated(item))
                else:
                    found = self.layer(item)
            except Undecided as question:
                raise DerivationError(f"{item.text}: {question.message}") from None
            except LongStride as reason:
                raise DerivationError(f"{item.text}: {reason}") from None
            except OverflowError:
                raise DerivationError(_english.numbers_too_long(item.text)) from None
            self.known[id(item)] = found
        return found

    def layer(self, layer: Layer) -> Stage:
        effect = layer.kind.effect
        if effect in UNSETTLED:
            return UNSETTLED[effect]()
        factor = fraction(layer, self.place, self.axes)
        if factor is not None:
            return rescaled(factor, smooth=effect is Effect.BLEND)
        return SETTLED[effect](windows(layer, self.place, self.axes, self.habits, self.symbols))

    def window(self, item: Item) -> Window:
        match item:
            case Group():
                return self.repeated(item, self.repetition(item))
            case Reference(to):
                if to not in self.blocks:
                    self.blocks[to] = self.composed(self.definitions[to])
                return self.blocks[to]
            case Branches(branches):
                from symrf.exact.sampling.joining import joined

                several = [self.composed(branch) for branch in branches if not _is_gate(item, branch)]
                meeting = joined(several, 0).convolution if len(several) > 1 else several[0]
                if meeting is not None:
                    return meeting
                raise DerivationError(_english.no_window(item.text))
            case Layer() if (found := self.stage(item)).window is not None and found.plain:
                return found.window
        raise DerivationError(_english.no_window(item.text))

    def repeated(self, group: Group, repetition: Repetition | None) -> Window:
        """A group as the one window that its repeats are."""
        if repetition is None:
            return self.composed(group.items)
        block, index, first = repetition.block, repetition.index, repetition.first
        if index is None:
            return block.repeated(repetition.times)
        from symrf.exact.sampling.families import indexed

        return indexed(block, index, first, first + repetition.times - 1)

    def repetition(self, group: Group) -> Repetition | None:
        """The block of a group and its repeats; None where it is there once."""
        from symrf.networks.induction import Repetition

        match group.count:
            case None:
                return None
            case Index() as index:
                axis = self.within(index)
                first, last = self.symbols.number(index.first), self.symbols.number(index.last)
                symbol = Parametric(axis.symbols.symbol(index.symbol))
                return Repetition(axis.composed(group.items), last - first + 1, symbol, first)
            case count:
                return Repetition(self.composed(group.items), self.symbols.number(count))

    def within(self, index: Index) -> _OnAxis:
        """The same axis, inside of a repeat with an index."""
        inside = self.symbols.within(index.symbol, index.first, index.last)
        return _OnAxis(self.definitions, self.place, self.axes, self.habits, inside)

    def gated(self, item: Item) -> bool:
        """Whether there are gates in an item, at any depth."""
        match item:
            case Group(items):
                return any(map(self.gated, items))
            case Reference(to):
                if to not in self.gates:
                    self.gates[to] = any(map(self.gated, self.definitions[to]))
                return self.gates[to]
            case Branches(branches):
                return any(_is_gate(item, branch) or any(map(self.gated, branch)) for branch in branches)
        return False

    def covers(self, item: Item) -> bool:
        """Whether what outputs side by side read has no gaps, at any depth: no layer's kernel is below its stride.

        A run of r >= j pixels, j apart, becomes one of r + (k-1)j >= kj >= sj pixels, sj apart.
        """
        match item:
            case Group(items, Index() as index):
                return all(map(self.within(index).covers, items))
            case Group(items):
                return all(map(self.covers, items))
            case Reference(to):
                if to not in self.covering:
                    self.covering[to] = all(map(self.covers, self.definitions[to]))
                return self.covering[to]
            case Layer():
                found = self.stage(item)
                window = found.window
                return window is not None and found.step == 1 and at_least(window.kernel, window.stride)
        return False

    def composed(self, items: tuple[Item, ...]) -> Window:
        window = IDENTITY
        for item in items:
            window = window.then(self.window(item))
        return window


def _keeps(item: Item) -> bool:
    """Whether all layers of an item work pixel by pixel."""
    if isinstance(item, Group):
        return all(map(_keeps, item.items))
    return isinstance(item, Layer) and item.kind.effect is Effect.KEEP


def _is_gate(item: Branches, branch: tuple[Item, ...]) -> bool:
    """Whether a branch is seen to give one pixel for every input, which is spread over the others: gap c1 sigmoid."""
    if item.join is Join.CONCATENATE or all(map(_squeezes, item.branches)):
        return False
    return _squeezes(branch)


def _squeezes(branch: tuple[Item, ...]) -> bool:
    layers = [each for each in branch if isinstance(each, Layer)]
    working = [layer for layer in layers if layer.kind.effect is not Effect.KEEP]
    if len(layers) < len(branch) or not working or working[0].kind.effect is not Effect.ALL:
        return False
    return all(layer.kind.effect is Effect.ALL or layer.is_pointwise for layer in working)
