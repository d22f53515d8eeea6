"""How many channels, or features, each layer gives; None where the network does not say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from symrf.architecture import Branches, Join, Kind, Layer, Value
from symrf.chain import Chain, Link
from symrf.errors import DerivationError

__all__ = ["CONVOLUTIONS", "Channels", "Flattened", "channels", "factor", "groups_of", "input_channels", "whole"]

CONVOLUTIONS = (Kind.CONVOLUTION, Kind.DEPTHWISE, Kind.TRANSPOSED)


@dataclass(frozen=True, slots=True)
class Flattened:
    """The features that flattening gives: for each part a count, times the pixels of what stands at a place, if any."""

    parts: tuple[tuple[int, int | None], ...]


Channels: TypeAlias = int | Flattened | None


def input_channels(items: Sequence[object]) -> int | None:
    """The channels of the input, if the network says them: in3."""
    first = items[0] if items else None
    if isinstance(first, Layer) and first.kind is Kind.INPUT and isinstance(first.sizes[0], int):
        return first.sizes[0]
    return None


def channels(chain: Chain, inputs: int | None, axes: int) -> tuple[Channels, ...]:
    """The channels at each place, from those of the input on; a DerivationError names a layer that cannot have them.

    >>> from symrf.chain import chain
    >>> from symrf.notation import parse
    >>> channels(chain(parse("in3 [c3p1-8 | id] ps2")), 3, 2)
    Traceback (most recent call last):
    symrf.errors.DerivationError: ps2: 11 channels are no multiple of 4
    """
    found: list[Channels] = [inputs, *(None for _ in chain.links)]
    for place in chain.order or range(1, len(chain.links) + 1):
        link = chain.links[place - 1]
        found[place] = _given(link, [found[source] for source in link.sources], axes)
    return tuple(found)


def groups_of(layer: Layer, received: int) -> int:
    """The groups of a convolution."""
    return received if layer.kind is Kind.DEPTHWISE else whole(layer, layer.groups or 1)


def whole(layer: Layer, value: Value) -> int:
    """A number of a layer."""
    if not isinstance(value, int):
        raise DerivationError(f"{layer.text} is not derived yet: it has a symbol in it, and only numbers are")
    return value


def factor(layer: Layer, axes: int) -> int:
    """The product of a layer's sizes over the axes: the taps of a kernel, the pixels that a shuffle moves."""
    sizes = [whole(layer, size) for size in layer.sizes]
    product = 1
    for size in sizes * axes if len(sizes) == 1 else sizes:
        product *= size
    return product


def _given(link: Link, received: Sequence[Channels], axes: int) -> Channels:
    """What a link gives, of what it receives."""
    item, first = link.item, received[0]
    if isinstance(item, Branches):
        return _meeting(item, received)
    if not isinstance(item, Layer):
        return None  # a repeat that is not written out
    match item.kind:
        case Kind.DENSE:
            return whole(item, item.sizes[0])
        case Kind.FLATTEN:
            return Flattened(((first, link.sources[0]),)) if isinstance(first, int) else first
        case Kind.SHUFFLE if isinstance(first, int):
            return _shuffled(item, first, factor(item, axes))
        case Kind.UNSHUFFLE if isinstance(first, int):
            return first * factor(item, axes)
        case kind if kind in CONVOLUTIONS:
            return _convolved(item, first)
    return first


def _convolved(layer: Layer, received: Channels) -> Channels:
    if layer.channels is None:
        return received if layer.kind is Kind.DEPTHWISE else None
    given = whole(layer, layer.channels)
    if isinstance(received, int):
        groups = groups_of(layer, received)
        if received % groups or given % groups:
            raise DerivationError(f"{layer.text}: {groups} groups do not divide {received} and {given} channels")
    return given


def _shuffled(layer: Layer, received: int, pixels: int) -> int:
    if received % pixels:
        raise DerivationError(f"{layer.text}: {received} channels are no multiple of {pixels}")
    return received // pixels


def _meeting(item: Branches, received: Sequence[Channels]) -> Channels:
    """The sum of concatenated branches; added ones must have the same."""
    flat = [each for each in received if isinstance(each, Flattened)]
    if flat and None not in received:
        parts = (each.parts if isinstance(each, Flattened) else ((each or 0, None),) for each in received)
        return flat[0] if item.join is Join.ADD else Flattened(tuple(part for each in parts for part in each))
    known = [each for each in received if isinstance(each, int)]
    if len(known) < len(received):
        return known[0] if known and item.join is Join.ADD else None
    if item.join is Join.CONCATENATE:
        return sum(known)
    if len(set(known)) > 1:
        counts = " and ".join(map(str, dict.fromkeys(known)))
        raise DerivationError(f"{item.text}: branches of {counts} channels cannot be added")
    return known[0]
