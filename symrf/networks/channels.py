"""How many channels, or features, each layer gives; None where the network does not say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeAlias

from symrf.errors import DerivationError
from symrf.exact.numbers.parametric import Parametric
from symrf.exact.numbers.powers import Whole, at_least, over, power, quotient
from symrf.exact.sets.parameters import NO_SYMBOLS, Parameters
from symrf.formulas import limits
from symrf.formulas.tree import Written
from symrf.networks import _english
from symrf.networks.graph import Chain
from symrf.networks.notation.architecture import Branches, Group, Index, Join, Layer
from symrf.networks.notation.kept import kept
from symrf.networks.notation.kinds import Effect, Gives, Kind
from symrf.networks.repeats import FIRST, INDEX, Repeat

__all__ = [
    "GIVEN",
    "Channels",
    "Flattened",
    "Growth",
    "Untold",
    "channels",
    "factor",
    "groups_of",
    "input_channels",
    "shared",
]


@dataclass(frozen=True, slots=True)
class Flattened:
    """The features that flattening gives: for each part a count, times the pixels of what stands at a place, if any.

    In a repeat, the place is that of no block: the sizes stand there instead.
    """

    parts: tuple[tuple[Whole, int | tuple[Written, ...] | None], ...]


@dataclass(frozen=True, slots=True)
class Untold:
    """Channels that the network says, but that have no one formula, and why."""

    reason: str


Channels: TypeAlias = Whole | Flattened | Untold | None


def input_channels(items: Sequence[object], known: Parameters = NO_SYMBOLS) -> Whole | None:
    """The channels of the input, if the network says them: in3."""
    first = items[0] if items else None
    if isinstance(first, Layer) and first.kind is Kind.INPUT and first.sizes:
        return known.number(first.sizes[0])
    return None


@kept(limits.CHAINS_KEPT)
def channels(
    chain: Chain, inputs: Channels, axes: int, known: Parameters = NO_SYMBOLS, within: Repeat | None = None
) -> tuple[Channels, ...]:
    """The channels at each place, from those of the input on; a DerivationError names a layer that cannot have them.

    `known` are the symbols, `within` is the repeat whose block the chain is.

    >>> from symrf.networks.graph import chain
    >>> from symrf.networks.notation.reader import parse
    >>> channels(chain(parse("in3 [c3p1-8 | id] ps2")), 3, 2)
    Traceback (most recent call last):
    symrf.errors.DerivationError: ps2: 11 channels are not a multiple of 4
    """
    found: list[Channels] = [inputs, *(None for _ in chain.links)]
    for place in chain.order or range(1, len(chain.links) + 1):
        link = chain.links[place - 1]
        received = [found[source] for source in link.sources]
        if isinstance(link.item, Group):
            found[place] = _repeated(
                Repeat.of(link.item, chain, known, within, frozenset(known.names)), received[0], axes
            )
        elif isinstance(link.item, Layer) and link.item.kind is Kind.FLATTEN and _is_pixel(chain, link.sources[0]):
            found[place] = received[0]
        else:
            found[place] = _given(link.item, link.sources[0], received, axes, known)
    return tuple(found)


def _is_pixel(chain: Chain, place: int) -> bool:
    """Whether a place is seen to have one pixel: after a global pool, and what works pixel by pixel."""
    while place > 0:
        item = chain.links[place - 1].item
        if not isinstance(item, Layer) or item.kind.effect is Effect.ALL:
            return isinstance(item, Layer)
        if item.kind.effect is not Effect.KEEP and not (item.kind is Kind.CONVOLUTION and item.is_pointwise):
            return False
        place = chain.links[place - 1].sources[0]
    return chain.vector


def groups_of(layer: Layer, received: Whole, known: Parameters) -> Whole:
    """The groups of a convolution."""
    return received if layer.kind.depthwise else known.number(layer.groups or 1)


def shared(layer: Layer, count: Whole, groups: Whole) -> Whole:
    """The channels of one group."""
    found = count if groups == 1 else quotient(count, groups)
    if found is None:
        raise _unfit(layer, _english.groups_do_not_divide(groups, count), groups, count)
    return found


def factor(layer: Layer, axes: int, known: Parameters) -> Whole:
    """The product of a layer's sizes over the axes: the taps of a kernel, the pixels that a shuffle moves."""
    sizes = [known.number(size) for size in layer.sizes]
    product: Whole = 1
    for size in sizes * axes if len(sizes) == 1 else sizes:
        product *= size
    return product


@dataclass(frozen=True)
class Growth:
    """The channels that the blocks of a repeat receive, the first of them `first`.

    A block of windows gives `a*c + b` channels of c. Where a is 0, what the later ones receive does not depend on the
    first; elsewhere one formula holds for all.
    """

    repeat: Repeat
    first: Channels
    axes: int

    @property
    def uniform(self) -> bool:
        """Whether the later blocks receive what the formula says of the first."""
        return self._steady is None or self._steady == self.first

    @cached_property
    def later(self) -> Channels:
        """What the block with the index receives, after others."""
        return self._steady if self._steady is not None else self._grown(self.repeat.inside.number(self.repeat.index))

    @cached_property
    def end(self) -> Channels:
        """What the last block gives; a DerivationError names a layer that the channels of a block do not fit."""
        if self._steady is None:
            if not isinstance(self.first, Whole):
                return self.first
            once = self._given(FIRST, self.first)
            self._given(*((self.repeat.index, self.later) if self._indexed else (FIRST, once)))
            return self._grown(self.repeat.count)
        self._given(FIRST, self.first)
        self._given(self.repeat.index, self._steady)
        return self._given(self.repeat.last, None)

    @property
    def _indexed(self) -> bool:
        return isinstance(self.repeat.group.count, Index)

    @cached_property
    def _steady(self) -> Channels:
        """What a block receives from the one before it, if that does not depend on the first."""
        return self._given(self.repeat.index - 1, None)

    def _line(self, first: Whole) -> tuple[int, Whole] | None:
        """The a and b of a block; None where they are no two numbers."""
        one, two = (self._given(self.repeat.index, times * first) for times in (1, 2))
        if not isinstance(one, Whole) or not isinstance(two, Whole):
            return None
        times = quotient(two - one, first)
        if isinstance(times, int) and (times == 1 or not self.repeat.depends(one - times * first)):
            return times, one - times * first
        return None

    def _grown(self, blocks: Whole) -> Channels:
        """The channels after so many blocks."""
        if not isinstance(self.first, Whole):
            return self.first
        if self._given(FIRST, self.first) is None:
            return None
        line, text = self._line(self.first), self.repeat.group.text
        if line is None:
            return Untold(_english.not_in_closed_form(text))
        times, more = line
        if times == 1:
            grown = self.first + self.repeat.total(more, 0, blocks - 1)
        else:
            scale = power(times, blocks)
            grown = self.first * scale + more * over(scale - 1, times - 1)
        return grown

    def _given(self, at: Written, received: Channels) -> Channels:
        return channels(self.repeat.block(at), received, self.axes, self.repeat.inside, self.repeat)[-1]


@lru_cache(maxsize=1024)
def _repeated(repeat: Repeat, received: Channels, axes: int) -> Channels:
    """What the last block of a repeat gives."""
    if repeat.depth >= limits.CHANNEL_DEPTH:
        return Untold(_english.nested_too_deep(repeat.group.text))
    try:
        return Growth(repeat, received, axes).end
    except OverflowError:
        return Untold(_english.channels_too_long(repeat.group.text))


def _given(item: Layer | Branches, source: int, received: Sequence[Channels], axes: int, known: Parameters) -> Channels:
    """What a layer or branches that meet give, of what they receive; the first is at a source."""
    first = received[0]
    if isinstance(item, Branches):
        return _meeting(item, received)
    return GIVEN[item.kind.gives](item, first, source, axes, known)


def _units(layer: Layer, _received: Channels, _source: int, _axes: int, known: Parameters) -> Channels:
    return known.number(layer.sizes[0])


def _flat(_layer: Layer, received: Channels, source: int, _axes: int, _known: Parameters) -> Channels:
    return Flattened(((received, source),)) if isinstance(received, Whole) else received


def _fewer(layer: Layer, received: Channels, _source: int, axes: int, known: Parameters) -> Channels:
    if not isinstance(received, Whole):
        return received
    pixels = factor(layer, axes, known)
    found = quotient(received, pixels)
    if found is None:
        raise _unfit(layer, _english.no_multiple(received, pixels), received, pixels)
    return found


def _more(layer: Layer, received: Channels, _source: int, axes: int, known: Parameters) -> Channels:
    return received * factor(layer, axes, known) if isinstance(received, Whole) else received


def _written(layer: Layer, received: Channels, _source: int, _axes: int, known: Parameters) -> Channels:
    if layer.channels is None:
        return None
    given = known.number(layer.channels)
    if isinstance(received, Whole):
        groups = groups_of(layer, received, known)
        if groups != 1 and (quotient(received, groups) is None or quotient(given, groups) is None):
            words = _english.groups_do_not_divide(groups, received, given)
            raise _unfit(layer, words, groups, received, given)
    return given


def _taken(layer: Layer, received: Channels, _source: int, _axes: int, known: Parameters) -> Channels:
    given = known.number(layer.sizes[0])
    if isinstance(received, Whole) and not at_least(received, given):
        raise _unfit(layer, _english.fewer_than_taken(received), given, received)
    return given


def _shaped(layer: Layer, received: Channels, _source: int, axes: int, known: Parameters) -> Channels:
    pixels = factor(layer, axes, known)
    written = None if layer.channels is None else known.number(layer.channels)
    if not isinstance(received, Whole):
        return written
    found = quotient(received, pixels)
    if found is None or (written is not None and found != written):
        raise _unfit(layer, _english.no_such_view(received, pixels, written), received, pixels)
    return found


GIVEN: Mapping[Gives, Callable[[Layer, Channels, int, int, Parameters], Channels]] = {
    Gives.KEPT: lambda _layer, received, *_: received,
    Gives.WRITTEN: _written,
    Gives.WRITTEN_OR_KEPT: lambda layer, received, *rest: (
        received if layer.channels is None else _written(layer, received, *rest)
    ),
    Gives.UNITS: _units,
    Gives.FLAT: _flat,
    Gives.TAKEN: _taken,
    Gives.SHAPED: _shaped,
    Gives.FEWER: _fewer,
    Gives.MORE: _more,
}
"""The channels that a layer gives, of those that it receives from a place, on so many axes."""


def _meeting(item: Branches, received: Sequence[Channels]) -> Channels:
    """The sum of concatenated branches; added ones must have the same, and so must factors, of which one may have 1."""
    untold = [each for each in received if isinstance(each, Untold)]
    if untold:
        return untold[0]
    flat = [each for each in received if isinstance(each, Flattened)]
    if flat and None not in received:
        parts = (each.parts if isinstance(each, Flattened) else ((_number(each), None),) for each in received)
        return (
            flat[0] if item.join is not Join.CONCATENATE else Flattened(tuple(part for each in parts for part in each))
        )
    known = [each for each in received if isinstance(each, Whole)]
    if len(known) < len(received):
        return known[0] if known and item.join is Join.ADD else None
    if item.join is Join.CONCATENATE:
        return sum(known)
    several = [each for each in dict.fromkeys(known) if each != 1 or item.join is Join.ADD]
    if len(several) > 1:
        raise _unfit(item, _english.cannot_meet(dict.fromkeys(known), item.join is Join.GATE), *known)
    return (*several, 1)[0]


def _number(each: Channels) -> Whole:
    return each if isinstance(each, Whole) else 0


def _unfit(item: Layer | Branches, words: str, *numbers: Whole) -> DerivationError:
    """The refusal of channels that do not fit; those with symbols must fit for all of their values."""
    symbolic = any(isinstance(each, Parametric) for each in numbers)
    return DerivationError(_english.unfit(item.text, words, symbolic).replace(INDEX, ""))
