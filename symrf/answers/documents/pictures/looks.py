"""How a layer's box looks: its outline says what it does to the size, its style what it works out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from symrf.answers.documents.drawing import Outline, Style
from symrf.networks.conventions import CONVENTIONS
from symrf.networks.notation.architecture import Layer
from symrf.networks.notation.kinds import Effect, Kind

__all__ = ["OTHER", "Look", "look_of"]


@dataclass(frozen=True, slots=True)
class Look:
    """The style and the outline of a box."""

    style: Style
    outline: Outline = Outline.RECTANGLE


OTHER = Look(Style.NODE)
_WORD = Look(Style.WORD, Outline.PILL)
_LOOKS: Mapping[Effect, Look] = {
    Effect.KEEP: _WORD,
    Effect.MARGINS: Look(Style.FITTING),
    Effect.SPREAD: Look(Style.CONVOLUTION, Outline.WIDENING),
    Effect.REPEAT: Look(Style.UPSAMPLING, Outline.WIDENING),
    Effect.BLEND: Look(Style.UPSAMPLING, Outline.WIDENING),
    Effect.GATHER: Look(Style.UPSAMPLING, Outline.NARROWING),
    Effect.ALL: Look(Style.POOLING, Outline.FUNNEL),
    Effect.SHARE: Look(Style.POOLING, Outline.NARROWING),
    Effect.FIT: Look(Style.FITTING),
    Effect.MATCH: Look(Style.FITTING),
    Effect.MATCH_BLEND: Look(Style.FITTING),
    Effect.MIX: Look(Style.DENSE),
}
_OF_KINDS: Mapping[Kind, Look] = {
    Kind.FLATTEN: OTHER,
    Kind.DENSE: Look(Style.DENSE),
    Kind.OPAQUE: OTHER,
    Kind.TAKE: OTHER,
}


def look_of(layer: Layer, convention: str) -> Look:
    """The look of a layer's box under a convention, which says what the stride of a pool is that has none.

    >>> from symrf.networks.notation.reader import parse
    >>> [look_of(layer, "pytorch").outline.value for layer in parse("c3 c3s2 p2 p3s1 t2s2 relu").items]
    ['rectangle', 'narrowing', 'narrowing', 'rectangle', 'widening', 'pill']
    """
    if layer.kind in _OF_KINDS:
        return _OF_KINDS[layer.kind]
    if layer.kind.effect is Effect.WINDOWS:
        pools = layer.kind.pools or layer.kind is Kind.BLUR
        habit = (CONVENTIONS[convention].pool_stride or layer.sizes[0],) if layer.kind.pools else (1,)
        stride = layer.stride or habit
        outline = Outline.RECTANGLE if all(each == 1 for each in stride) else Outline.NARROWING
        return Look(Style.POOLING if pools else Style.CONVOLUTION, outline)
    return _LOOKS.get(layer.kind.effect, OTHER)
