"""What the outputs of a network read, layer by layer: numbers that a general theorem about windows puts together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from symrf.answers.certificates import _english
from symrf.answers.certificates.layers import INPUT, LayerDefined, NetworkDefined, Taps
from symrf.answers.certificates.statements import Uncertified

__all__ = ["PIXEL", "Reads", "reads"]


@dataclass(frozen=True, slots=True)
class Reads:
    """That output i reads the pixels from `first + i*jump` on, `field` of them, or as the first and the last of those.

    The padding after is what the one convolution has whose size the network has. It is `solid` where all pixels between
    are read. `sources` are the places that it comes from, `taps` what the layer reads, None where branches meet.
    """

    place: int
    name: str
    sources: tuple[Reads, ...]
    taps: Taps | None
    field: int
    jump: int
    first: int
    padding: int
    solid: bool

    @property
    def numbers(self) -> tuple[tuple[str, int], ...]:
        """The numbers of it, by their names."""
        return ("field", self.field), ("jump", self.jump), ("first", self.first), ("padding_after", self.padding)


PIXEL = Reads(INPUT, "", (), None, 1, 1, 0, 0, True)


def reads(network: NetworkDefined) -> Iterator[Reads]:
    """What the outputs of each layer read; Uncertified names a layer that does not read by windows."""
    found = {INPUT: PIXEL}
    for layer in network.layers:
        found[layer.place] = _meeting(layer, found) if layer.joins else _through(layer, found[layer.source])
        yield found[layer.place]


def _through(layer: LayerDefined, before: Reads) -> Reads:
    taps = layer.taps
    if isinstance(taps, str):
        raise Uncertified(_english.of_layer(layer.text, taps))
    return Reads(
        layer.place,
        layer.name,
        (before,),
        taps,
        before.field + taps.dilation * (taps.kernel - 1) * before.jump,
        taps.stride * before.jump,
        before.first - taps.before * before.jump,
        before.padding + taps.after * before.jump,
        before.solid and taps.dilation == 1 and before.jump <= before.field,
    )


def _meeting(layer: LayerDefined, found: dict[int, Reads]) -> Reads:
    """What branches read together; those that lie apart leave a gap."""
    met = tuple(found[place] for place in dict.fromkeys((layer.source, *layer.meets)))
    one, *others = met
    first, last, solid = one.first, one.first + one.field, one.solid
    for other in others:
        if other.jump != one.jump:
            raise Uncertified(_english.of_layer(layer.text, _english.JUMPS_DIFFER))
        solid = solid and other.solid and other.first <= last and first <= other.first + other.field
        first, last = min(first, other.first), max(last, other.first + other.field)
    return Reads(
        layer.place, layer.name, met, None, last - first, one.jump, first, max(each.padding for each in met), solid
    )
