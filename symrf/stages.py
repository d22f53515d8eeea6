"""What each layer of a network is on one axis, under a convention."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from symrf.architecture import Branches, Group, Index, Item, Kind, Layer, Reference
from symrf.arithmetic.families import indexed
from symrf.arithmetic.parametric import Undecided
from symrf.arithmetic.samplings import joined
from symrf.arithmetic.windows import IDENTITY, Window
from symrf.chain import Chain
from symrf.conventions import Convention, windows
from symrf.errors import DerivationError
from symrf.parameters import Parameters
from symrf.rules import FITTED, JOINED, PASSED, Stage, folded, margins, stage
from symrf.rules_sampling import adaptive, resized, transposed, unshuffled, upsampled
from symrf.written import Symbol

if TYPE_CHECKING:
    from symrf.induction import Repetition

__all__ = ["stages"]


def stages(links: Chain, place: int, axes: Sequence[str], habits: Convention, known: Parameters) -> tuple[Stage, ...]:
    """What each link does on the axis at `place`; `known` are the symbols."""
    axis = _OnAxis(links.definitions, place, axes, habits, known)
    return tuple([axis.stage(link.item) for link in links.links])


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

    def stage(self, item: Layer | Group | Branches) -> Stage:
        if isinstance(item, Branches):
            return JOINED
        found = self.known.get(id(item))
        if found is None:
            try:
                if isinstance(item, Group):
                    repetition = self.repetition(item)
                    found = folded(self.repeated(item, repetition), repetition)
                else:
                    found = self.layer(item)
            except Undecided as question:
                raise DerivationError(f"{item.text}: {question.message}") from None
            except OverflowError:
                raise DerivationError(f"{item.text}: its numbers are too long to write, even as powers") from None
            self.known[id(item)] = found
        return found

    def layer(self, layer: Layer) -> Stage:
        match layer.kind:
            case Kind.PASS | Kind.INPUT:
                return PASSED
            case Kind.CROP:
                return FITTED
            case Kind.GLOBAL_AVERAGE | Kind.GLOBAL_MAX | Kind.FLATTEN | Kind.DENSE:
                return adaptive(1)
        found = windows(layer, self.place, self.axes, self.habits, self.symbols)
        match layer.kind:
            case Kind.PAD:
                return margins(found.before, found.after)
            case Kind.TRANSPOSED:
                return transposed(found)
            case Kind.NEAREST | Kind.BILINEAR | Kind.SHUFFLE:
                return upsampled(found.kernel, layer.kind is Kind.BILINEAR)
            case Kind.UNSHUFFLE:
                return unshuffled(found.kernel)
            case Kind.ADAPTIVE:
                return adaptive(found.kernel)
            case Kind.RESIZE:
                return resized(found.kernel)
        return stage(found)

    def window(self, item: Item) -> Window:
        match item:
            case Group():
                return self.repeated(item, self.repetition(item))
            case Reference(to):
                if to not in self.blocks:
                    self.blocks[to] = self.composed(self.definitions[to])
                return self.blocks[to]
            case Branches(branches):
                meeting = joined([self.composed(branch) for branch in branches], 0)
                if isinstance(meeting, Window):
                    return meeting
                raise DerivationError(f"{item.text} is in a repeat that is too long to write out, and is no one window")
            case Layer():
                found = self.stage(item)
                if found.window is not None and found.plain:
                    return found.window
                raise DerivationError(f"{item.text} is in a repeat that is too long to write out, and is no window")

    def repeated(self, group: Group, repetition: Repetition | None) -> Window:
        """A group as the one window that its repeats are."""
        if repetition is None:
            return self.composed(group.items)
        block, index, first = repetition.block, repetition.index, repetition.first
        if index is None:
            return block.repeated(repetition.times)
        return indexed(block, index, first, first + repetition.times - 1)

    def repetition(self, group: Group) -> Repetition | None:
        """The block of a group and its repeats; None where it is there once."""
        from symrf.induction import Repetition

        match group.count:
            case None:
                return None
            case Index() as index:
                inside = self.symbols.within(index)
                axis = _OnAxis(self.definitions, self.place, self.axes, self.habits, inside)
                first, last = self.symbols.number(index.first), self.symbols.number(index.last)
                symbol = inside.number(Symbol(index.symbol))
                return Repetition(axis.composed(group.items), last - first + 1, symbol, first)
            case count:
                return Repetition(self.composed(group.items), self.symbols.number(count))

    def composed(self, items: tuple[Item, ...]) -> Window:
        window = IDENTITY
        for item in items:
            window = window.then(self.window(item))
        return window
