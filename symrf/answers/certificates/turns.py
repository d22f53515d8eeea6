"""What the outputs of a network read where they take turns: of each layer a first and a last pixel for each phase."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import gcd, lcm
from typing import TYPE_CHECKING

from symrf.answers.certificates import _english
from symrf.answers.certificates.clearing import integral
from symrf.answers.certificates.glances import Glance, glance
from symrf.answers.certificates.layers import INPUT, LayerDefined, NetworkDefined
from symrf.answers.certificates.names import applied
from symrf.answers.certificates.statements import Uncertified
from symrf.exact.sampling.lengths import length_tree
from symrf.exact.sampling.reach import Reach
from symrf.formulas import limits
from symrf.formulas.tree import Maximum, Number, Product, Symbol, Written, symbols
from symrf.networks.reading import at_place

if TYPE_CHECKING:
    from symrf.exact.sampling.quasi_affine import Length

__all__ = ["Turn", "Turns", "turns"]


@dataclass(frozen=True, slots=True)
class Turn:
    """That output i of a layer reads from `lows[i]` to `highs[i]`, and output i + period `advance` further.

    `times` says of each source how often its outputs take turns meanwhile; `glance` is None where branches meet.
    """

    place: int
    name: str
    sources: tuple[Turn, ...]
    times: tuple[Written, ...]
    glance: Glance | None
    advance: Written
    lows: tuple[Written, ...]
    highs: tuple[Written, ...]

    @property
    def period(self) -> int:
        """After how many outputs it is the turn of the first again."""
        return len(self.lows)


PIXEL = Turn(INPUT, "", (), (), None, Number(1), (Number(0),), (Number(0),))


@dataclass(frozen=True)
class Turns:
    """What the outputs of each layer read; whether that depends on the input; how many are there to be told apart."""

    layers: tuple[Turn, ...]
    varies: bool
    outputs: int

    @property
    def last(self) -> Turn:
        """What those of the network read."""
        return self.layers[-1] if self.layers else PIXEL

    @property
    def field(self) -> Written:
        """The most pixels that one reads, from the first to the last."""
        spans = zip(self.last.lows[: self.outputs], self.last.highs[: self.outputs], strict=True)
        each = tuple(integral(high - low + 1) for low, high in spans)
        return each[0] if len(each) == 1 else Maximum(each)


def turns(network: NetworkDefined) -> Turns:
    """What the outputs of a network read; Uncertified names a layer of which that is not told."""
    found = {INPUT: PIXEL}
    for layer in network.layers:
        try:
            found[layer.place] = _turn(network, layer, found)
        except Uncertified as reason:
            raise Uncertified(_english.of_layer(layer.text, str(reason))) from None
    layers = tuple(found[layer.place] for layer in network.layers)
    varies = any(map(_varies, layers))
    last = layers[-1] if layers else PIXEL
    if varies and max(each.period for each in layers) > limits.VARYING_PHASES_CERTIFIED:
        raise Uncertified(_english.TOO_MANY_PHASES)
    size = at_place(network.track, network.place).state.sampled().size
    return Turns(layers, varies, min(last.period, size) if isinstance(size, int) else last.period)


def _varies(turn: Turn) -> bool:
    trees = (turn.advance, *turn.lows, *turn.highs, *(() if turn.glance is None else turn.glance.numbers))
    return any(map(symbols, trees)) or (turn.glance is not None and bool(symbols(turn.glance.first) - {"output"}))


def _turn(network: NetworkDefined, layer: LayerDefined, found: dict[int, Turn]) -> Turn:
    if network.track.course.undone(layer.place) is not None:
        raise Uncertified(_english.UNDOES)
    if layer.joins:
        sources = tuple(found[place] for place in dict.fromkeys((layer.source, *layer.meets)))
        period = lcm(*(source.period for source in sources))
        times: tuple[Written, ...] = tuple(Number(period // source.period) for source in sources)
        advances = {_times(source.advance, time) for source, time in zip(sources, times, strict=True)}
        if len(advances) > 1:
            raise Uncertified(_english.JUMPS_DIFFER)
        seen, (advance,) = None, advances
    else:
        place = layer.source if layer.cuts is None else layer.cuts
        wanted = None if layer.cuts is None else _size(network, layer.source)
        sources = (before,) = (found[place],)
        seen = glance(network.track.course.stages[layer.place - 1], _size(network, place), wanted)
        period, time = _period(before.period, seen)
        times, advance = (time,), _times(before.advance, time)
    lows, highs = _tables(network, layer.place, period)
    return Turn(layer.place, layer.name, sources, times, seen, advance, lows, highs)


def _size(network: NetworkDefined, place: int) -> Written:
    """The size after a place, as it is called outside of where it is defined; where it is a number, that."""
    name, axis = network.called(place), network.axis
    given = next((each.closed for each in network.layers if each.place == place), None)
    if isinstance(given, Number):
        return given
    return Symbol(axis) if name is None else applied(f"{network.sizes}.after_{name}", axis)


def _period(before: int, seen: Glance) -> tuple[int, Written]:
    """After how many outputs a layer reads what it read, some turns of those before later; and how many turns."""
    match seen.moves:
        case Number(moves):
            times = before // gcd(before, moves)
            if seen.outputs * times > limits.PHASES:
                raise Uncertified(_english.TOO_MANY_PHASES)
            return seen.outputs * times, Number(moves * times // before)
    if before != 1:
        raise Uncertified(_english.TURNS_SHARED_OUT)
    return seen.outputs, seen.moves


def _times(one: Written, other: Written) -> Written:
    match one, other:
        case Number(first), Number(second):
            return Number(first * second)
    return Product((one, other))


def _tables(network: NetworkDefined, place: int, period: int) -> tuple[tuple[Written, ...], tuple[Written, ...]]:
    """The first and the last pixel of each phase."""
    reach = at_place(network.track, place).state.sampled().reach
    if not isinstance(reach, Reach) or reach.advance is None or period % reach.period != 0:
        raise Uncertified(_english.NO_WINDOWS)
    longer = reach.of_period(period)
    axis = Symbol(network.axis)
    return tuple(_trees(longer.lows, axis)), tuple(_trees(longer.highs, axis))


def _trees(bounds: Sequence[Length | None], axis: Symbol) -> Iterator[Written]:
    for bound in bounds:
        if bound is None:
            raise Uncertified(_english.READ_NOTHING)
        yield integral(length_tree(bound, axis))
