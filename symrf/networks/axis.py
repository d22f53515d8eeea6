"""A network along one axis: the stages of its layers, and what it comes to after each of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from symrf.errors import DerivationError
from symrf.exact.numbers.parametric import Undecided
from symrf.exact.numbers.powers import LongStride
from symrf.exact.sampling.chaining import after
from symrf.exact.sampling.hand import INPUT, Form, after_layer, shallow
from symrf.exact.sampling.windows import IDENTITY
from symrf.formulas.budget import OutOfBudget, spend
from symrf.formulas.printing.plain import PLAIN
from symrf.formulas.tree import Symbol, Written
from symrf.networks import _english
from symrf.networks.graph import Link, distinct, needs
from symrf.networks.notation.architecture import Branches, Join, Kind, Layer
from symrf.networks.notation.kinds import MIXING
from symrf.networks.rules import BLENDED, FITTED, JOINED, PASSED, Stage

if TYPE_CHECKING:
    from symrf.exact.numbers.powers import Whole
    from symrf.exact.sampling.gating import Gated
    from symrf.exact.sampling.quasi_affine import Length
    from symrf.exact.sampling.reach import Reach
    from symrf.exact.sampling.samplings import Sampling
    from symrf.exact.sampling.states import State

__all__ = ["RECEIVED", "Course", "Prefix", "Track"]

RECEIVED = ("n", "r", "j", "m")  # letters of the rules for what a layer receives, and gives


@dataclass(frozen=True, slots=True)
class Prefix:
    """What the network comes to at a place: how it samples the input, its size as a hand writes it, without floors and
    with them, and what is read through gates beside.

    A size is None where a hand would collect it into one fraction.
    """

    state: State = IDENTITY
    hand: Form | None = INPUT
    nested: Form | None = INPUT
    gate: Gated = None

    @property
    def most_field(self) -> Whole | Length | None:
        """The most pixels, from the first to the last, that an output reads, through gates, too."""
        return self.state.most_field if self.gate is None else self._gated_fields[0]

    @property
    def least_field(self) -> Whole | Length | None:
        """The least that an output reads; None where that is not known."""
        return self.state.least_field if self.gate is None else self._gated_fields[1]

    @property
    def _gated_fields(self) -> tuple[Length | None, Length | None]:
        """The most and the least that an output reads, where it reads through gates."""
        if self.gate is None or isinstance(self.gate, str):
            return None, None
        from symrf.exact.sampling.gating import fields

        return fields(self.state, self.gate)

    def then(self, stage: Stage, place: int = 0, symbols: bool = False) -> Prefix:
        """The prefix that is longer by the stage of the layer at a place, where there are symbols in the network."""
        state = after(self.state, stage, place, symbols)
        hand = after_layer(self.hand, stage.counts, exact=False)
        nested = after_layer(self.nested, stage.counts, exact=True)
        return Prefix(state, state.by_hand(hand), shallow(nested), self.gate)


@dataclass(frozen=True)
class Course:
    """The network on an axis: axes that are alike share one, and `axis` is the name of the first of them."""

    links: tuple[Link, ...]
    stages: tuple[Stage, ...]
    order: tuple[int, ...] | None = None  # in which places are derived, where there are branches
    axis: str = field(default="w", compare=False)
    vector: bool = False  # the input is one pixel

    @cached_property
    def prefixes(self) -> tuple[Prefix, ...]:
        """The prefix at each place: before the first layer, after the first, after the second, …"""
        if self._chained:
            return tuple(self._along())
        from symrf.exact.sampling.samplings import NoOutput
        from symrf.exact.sampling.scaled import Unscaled

        found: dict[int, Prefix] = {0: self.begin}
        for place in self.order or range(1, len(self.links) + 1):
            try:
                found[place] = self.after(place, found)
            except NoOutput:
                raise DerivationError(self._without_output(place, found)) from None
            except Unscaled as reason:
                raise DerivationError(_english.symbols_meet(self.links[place - 1].item.text, reason)) from None
            except Undecided as question:
                raise DerivationError(f"{self.links[place - 1].item.text}: {question.message}") from None
            except (LongStride, OutOfBudget) as reason:
                raise DerivationError(f"{self.links[place - 1].item.text}: {reason}") from None
            except OverflowError:
                text = self.links[place - 1].item.text
                raise DerivationError(_english.symbols_meet_no_window(text)) from None
        self._check_agreement(found)
        return tuple(found[place] for place in range(len(self.links) + 1))

    @property
    def begin(self) -> Prefix:
        """What there is before the first layer."""
        if not self.vector:
            return Prefix()
        from symrf.exact.sampling.gating import pixel

        one = Form(None, 1, 0, 0)
        return Prefix(pixel(self._symbolic), one, one)

    @cached_property
    def whole(self) -> Prefix:
        """The prefix that is the whole network."""
        return deque(self._along(), maxlen=1)[0] if self._chained else self.prefixes[-1]

    def prefix(self, place: int) -> Prefix:
        """The prefix at a place; of those before the last one none is kept, where nobody asks for them."""
        return self.whole if place == len(self.links) else self.prefixes[place]

    def check(self) -> None:
        """Refuse a network that cannot be derived."""
        _ = self.whole

    def shown(self, place: int) -> int:
        """Which of the links that one receives from has the size that is written for all."""
        sources = self.links[place - 1].sources
        if len(sources) < 2:
            return 0
        from symrf.exact.sampling.joining import shown

        meeting = self.meeting(place)
        return sources.index(meeting[shown([self.prefixes[source].state for source in meeting])])

    def upstream(self, place: int) -> list[int]:
        """The places that lead to one, and itself, in the order in which they are derived."""
        wanted = {place}
        for each in reversed(self.order or range(1, place + 1)):
            if each in wanted:
                wanted.update(needs(self.links[each - 1]))
        return [each for each in self.order or range(1, place + 1) if each in wanted]

    @cached_property
    def _chained(self) -> bool:
        return (
            self.order is None
            and not self._symbolic
            and all(stage.plain and not stage.gated for stage in distinct(self.stages))
        )

    @cached_property
    def _symbolic(self) -> bool:
        return any(stage.symbolic for stage in distinct(self.stages))

    def _along(self) -> Iterator[Prefix]:
        """The prefixes of a chain of windows."""
        prefix = Prefix()
        yield prefix
        for link, stage in zip(self.links, self.stages, strict=True):
            try:
                spend()
                prefix = prefix if stage is PASSED else prefix.then(stage)
            except (LongStride, OutOfBudget) as reason:
                raise DerivationError(f"{link.item.text}: {reason}") from None
            yield prefix

    def after(self, place: int, found: Mapping[int, Prefix]) -> Prefix:
        """The prefix at a place, of those at the places that it receives from."""
        link, stage = self.links[place - 1], self.stages[place - 1]
        before = [found[source] for source in link.sources]
        if stage == PASSED:
            return before[0] if _keeps_channels(link) else replace(before[0], state=before[0].state.mixed())
        if stage == JOINED:
            return self._joined(place, found)
        if stage == FITTED:
            from symrf.exact.sampling.composing import fitted

            target = found[link.fits or 0]
            state = fitted(before[0].state, target.state, place)
            return Prefix(state, target.hand, target.nested, before[0].gate)
        if stage.fits:
            from symrf.exact.sampling.matching import matched

            target = found[link.fits or 0]
            state = matched(before[0].state, target.state, stage == BLENDED, place)
            return Prefix(state, target.hand, target.nested, before[0].gate)
        longer = _paired(before[0].then(stage, place, self._symbolic), before[0], link, stage)
        return replace(longer, gate=_english.GATES_REPEATED) if stage.gated else longer

    def undone(self, place: int) -> int | None:
        """The place before the unshuffle that the shuffle at a place undoes; None where it undoes none, or not all."""
        from symrf.exact.sampling.samplings import ONE

        found = self.restored(place)
        return found[0] if found is not None and found[1] == ONE else None

    def restored(self, place: int) -> tuple[int, Reach] | None:
        """The place before the unshuffle that belongs to the shuffle at a place, and what that reads of it."""
        item, state = self.links[place - 1].item, self.prefixes[place].state
        if not isinstance(item, Layer) or item.kind is not Kind.SHUFFLE or state.undone is None:
            return None
        return state.undone, state.sampled().through

    def _joined(self, place: int, found: Mapping[int, Prefix]) -> Prefix:
        from symrf.exact.sampling.joining import joined, shown

        sources = self._meeting(place, found)
        branches = [found[source] for source in sources]
        states = [branch.state for branch in branches]
        chosen = branches[shown(states)]
        self._check_flattened(place, found)
        state = joined(states, place) if len(states) > 1 else states[0]
        every = [found[source] for source in self.links[place - 1].sources]
        if len(sources) == len(every) and all(each.gate is None for each in every):
            return Prefix(state, chosen.hand, chosen.nested)
        from symrf.exact.sampling.gating import gated, through_gates

        gates = [found[source].state for source in self.links[place - 1].sources if source not in sources]
        state = gated(state, gates)
        gate = through_gates(gates, [each.gate for each in every], state.minimum)
        return Prefix(state, chosen.hand, chosen.nested, gate)

    def _meeting(self, place: int, found: Mapping[int, Prefix] | Sequence[Prefix]) -> tuple[int, ...]:
        """The places that meet at one, but for those whose one pixel, for every input, is spread over the others."""
        link = self.links[place - 1]
        if not isinstance(link.item, Branches) or link.item.join is Join.CONCATENATE:
            return link.sources
        from symrf.exact.sampling.gating import is_pixel

        sources = tuple(source for source in link.sources if not is_pixel(found[source].state))
        return sources or link.sources

    def meeting(self, place: int) -> tuple[int, ...]:
        """The places that meet at one, but for gates: those that give one pixel, which is spread over the others."""
        return self._meeting(place, self.prefixes)

    def _check_flattened(self, place: int, found: Mapping[int, Prefix]) -> None:
        """Refuse to add what was flattened from different sizes."""
        item = self.links[place - 1].item
        if not isinstance(item, Branches) or item.join is not Join.ADD:
            return
        before = [source for end in self.links[place - 1].sources if (source := self._flattened(end)) is not None]
        sizes = list(dict.fromkeys(self._size(found[source].state) for source in before))
        if len(sizes) > 1:
            raise DerivationError(_english.flattened_from(item.text, _listed(list(map(PLAIN, sizes)))))

    def _flattened(self, place: int) -> int | None:
        """The place before the flatten that a branch ends with, if it does."""
        while place > 0:
            link = self.links[place - 1]
            if not isinstance(link.item, Layer) or (not link.item.word and link.item.kind is not Kind.FLATTEN):
                return None
            if link.item.kind is Kind.FLATTEN:
                return link.sources[0]
            place = link.sources[0]
        return None

    def _check_agreement(self, found: Mapping[int, Prefix]) -> None:
        """Refuse a network that takes finitely many sizes at the most: branches that meet in it are a slip."""
        needed = {place for link in self.links for place in needs(link)}
        ends = [place for place in range(1, len(self.links) + 1) if place not in needed]
        rare = [found[place].state.sampled() for place in ends if self._taken_rarely(found[place])]
        if not rare:
            return
        some = all(map(self._suiting, rare))
        for place in self.order or range(1, len(self.links) + 1):
            if self._taken_rarely(found[place]):
                states = [found[source].state.sampled() for source in self._meeting(place, found)]
                state = found[place].state.sampled()
                suiting = self._suiting(state)
                if suiting and any(isinstance(each.size, int) and each.size > 1 for each in states):
                    if some:
                        return  # a branch gives a size that it says: the network is made for it
                    continue  # but what comes later takes none of these
                if len(states) > 1:
                    raise DerivationError(self._disagreement(place, states, state.minimum, suiting))
                raise DerivationError(self._without_output(place, found, suiting))

    def _taken_rarely(self, prefix: Prefix) -> bool:
        from symrf.exact.sets.quasipolynomials import TooMany

        try:
            return prefix.state.taken_rarely(self.axis)
        except TooMany:
            text = self.links[prefix.state.sampled().requirements[-1].place - 1].item.text
            raise DerivationError(_english.too_many_suit(text)) from None

    def _suiting(self, state: Sampling) -> str:
        """The few inputs that are taken: w = 1, 2 alone; nothing where there are none."""
        from symrf.exact.sets.ranges import listed

        taken = state.taken(self.axis)
        return "" if taken is None or taken.never else _english.few_suit(self.axis, listed(taken.included))

    def _disagreement(self, place: int, branches: Sequence[Sampling], least: int, suiting: str) -> str:
        """That branches have one size for few inputs or none, and where they differ first."""
        from symrf.exact.sampling.quasi_affine import at, where

        item = self.links[place - 1].item.text
        sizes = list(dict.fromkeys(each.size for each in branches))
        if len(sizes) == 1:
            return _english.suiting_branches(item, suiting)
        differ = where([(sizes[1] - sizes[0], "=")], least).first(False)
        first = least if differ is None else differ
        numbers = _listed([str(at(size, first)) for size in sizes])
        return _english.branches_differ(item, suiting, self._told(sizes), f"{self.axis}={first}", numbers)

    def _without_output(self, place: int, found: Mapping[int, Prefix], suiting: str = "") -> str:
        """That a layer gives nothing, but for few inputs, with what it receives."""
        link = self.links[place - 1]
        received = PLAIN(self._size(found[link.sources[0]].state))
        if link.fits is not None:
            target = found[link.fits].state.sampled().size
            return _english.cannot_cut(link.item.text, received, self._told([target]), suiting)
        divisor = self.stages[place - 1].divides
        if divisor > 1:
            return _english.does_not_divide(link.item.text, divisor, received, suiting)
        layer = self.stages[place - 1].window
        least = 1 if layer is None else layer.minimum
        return _english.no_output(link.item.text, received, least)

    def _size(self, state: State) -> Written:
        """The size at a place, as it is told."""
        from symrf.exact.sampling.lengths import length_tree

        axis = Symbol(self.axis)
        return state.tree("closed", axis) if state.symbolic else length_tree(state.sampled().size, axis)

    def _told(self, sizes: Sequence[Length]) -> str:
        from symrf.exact.sampling.lengths import length_tree

        return _listed([PLAIN(length_tree(size, Symbol(self.axis))) for size in sizes])


@dataclass(frozen=True)
class Track:
    """One axis: its name, and the network on it."""

    axis: str
    course: Course
    origin: float = 0  # where the centre of the first pixel is
    symbols: tuple[str, ...] = ()  # of the network
    budget: float | None = field(default=None, compare=False)  # seconds that one question about it may take

    def letter(self, name: str) -> Symbol:
        """A letter of the rules, with an index where it is a symbol of the network, too."""
        return Symbol(f"{name}_l" if name in RECEIVED and name in self.symbols else name)

    def state(self, place: int) -> State:
        """How the network samples the input, up to a place."""
        return self.course.prefixes[place].state


def _paired(prefix: Prefix, before: Prefix, link: Link, stage: Stage) -> Prefix:
    """The prefix after an unshuffle, which a shuffle may undo, or after a shuffle, which may undo one; or between."""
    match link.item:
        case Layer(kind=kind, channels=None) if kind in _CHANNELWISE:
            from symrf.exact.sampling.composing import channelwise

            return replace(prefix, state=channelwise(prefix.state, before.state, stage))
        case Layer(kind=Kind.UNSHUFFLE, sizes=factors):
            from symrf.exact.sampling.composing import gathered

            return replace(prefix, state=gathered(prefix.state, before.state, _alike(factors), link.sources[0]))
        case Layer(kind=Kind.SHUFFLE, sizes=factors):
            from symrf.exact.sampling.composing import restored

            return replace(prefix, state=restored(prefix.state, before.state, _alike(factors), stage))
    return prefix


_CHANNELWISE = (Kind.DEPTHWISE, Kind.MAX_POOL, Kind.AVERAGE_POOL, Kind.BLUR, Kind.PAD)


def _alike(factors: tuple[object, ...]) -> tuple[object, ...]:
    """The factors of all axes, as one where they are the same."""
    return factors[:1] if len(set(factors)) == 1 else factors


def _keeps_channels(link: Link) -> bool:
    """Whether each channel of a layer that keeps the size is made of one channel, pixel by pixel."""
    return not isinstance(link.item, Layer) or (link.item.kind is not Kind.OPAQUE and link.item.word not in MIXING)


def _listed(words: Sequence[str]) -> str:
    """a; a and b; a, b and c."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
