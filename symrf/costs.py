"""Counts that need channels: the flattened length, parameters, and multiply-accumulates (MACs).

A convolution has C_out (C_in/g) k_w k_h weights and C_out biases, and each weight makes a MAC for each output pixel,
padding counted and biases left out; a dense layer has C_in C_out weights and C_out biases; batch, layer and group norms
have 2 C parameters and no MACs; pools have neither.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from symrf.architecture import Kind, Layer, Value
from symrf.chain import Link
from symrf.errors import DerivationError
from symrf.written import Number, Product, Sum, Written

__all__ = ["Cost", "costs", "flattened", "total"]

_CONVOLUTIONS = (Kind.CONVOLUTION, Kind.DEPTHWISE)
_NORMS = ("bn", "ln", "gn")
_FREE = ("prelu",)  # words whose parameters have no one convention

Pixels = Callable[[int], tuple[Written, ...]]  # the size on each axis after so many links


@dataclass(frozen=True, slots=True)
class Cost:
    """What a layer costs, by its place from 1 on: its parameters and its MACs."""

    place: int
    params: Written
    macs: Written


def flattened(links: Sequence[Link], inputs: int | None, pixels: Pixels) -> Written:
    """The channels of the output times its size on every axis."""
    channels = inputs
    for link in links:
        channels = _channels_after(_single(link), channels)
    return Product((Number(_known(channels, "the flattened length", "the last layer")), *pixels(len(links))))


def costs(links: Sequence[Link], inputs: int | None, axes: int, pixels: Pixels) -> Iterator[Cost]:
    """The cost of each layer that has one; a DerivationError says which channels are missing."""
    channels, features = inputs, None
    for place, link in enumerate(links, 1):
        layer = _single(link)
        if layer.kind is Kind.FLATTEN:
            features = flattened(links[: place - 1], inputs, pixels)
        elif layer.kind is Kind.DENSE:
            features = features or flattened(links[: place - 1], inputs, pixels)
            units = Number(_whole(layer, layer.sizes[0]))
            weights = Product((features, units))
            yield Cost(place, Sum((weights, units)) if layer.bias else weights, weights)
            features = units
        elif layer.kind in _CONVOLUTIONS:
            received = _known(channels, "the weights", layer.text)
            channels = _channels_after(layer, channels)
            given = _known(channels, "the weights", layer.text)
            groups = received if layer.kind is Kind.DEPTHWISE else _whole(layer, layer.groups or 1)
            if received % groups or given % groups:
                raise DerivationError(f"{layer.text}: {groups} groups do not divide {received} and {given} channels")
            weights_count = given * (received // groups) * _taps(layer, axes)
            macs = Product((Number(weights_count), *pixels(place)))
            yield Cost(place, Number(weights_count + (given if layer.bias else 0)), macs)
        elif layer.word in _NORMS:
            count = Number(2 * _known(channels, "the parameters", layer.word))
            yield Cost(place, count, Number(0))
        elif layer.word in _FREE:
            raise DerivationError(f"{layer.word} has one parameter or one a channel: leave it out, or write relu")


def total(trees: Sequence[Written]) -> Written:
    """The sum of trees."""
    return Sum(tuple(trees)) if len(trees) > 1 else trees[0] if trees else Number(0)


def _single(link: Link) -> Layer:
    if not isinstance(link.item, Layer):
        raise DerivationError(f"{link.item.text} is too long to count the costs of its layers")
    return link.item


def _channels_after(layer: Layer, channels: int | None) -> int | None:
    if layer.kind is Kind.DENSE:
        raise DerivationError(f"{layer.text} has no channels and no size: name a layer before it")
    if layer.kind is Kind.DEPTHWISE and layer.channels is None:
        return channels
    if layer.kind in _CONVOLUTIONS:
        return None if layer.channels is None else _whole(layer, layer.channels)
    return channels


def _taps(layer: Layer, axes: int) -> int:
    sizes = [_whole(layer, size) for size in layer.sizes]
    taps = 1
    for size in sizes * axes if len(sizes) == 1 else sizes:
        taps *= size
    return taps


def _known(channels: int | None, what: str, where: str) -> int:
    if channels is None:
        raise DerivationError(f"{what} of {where}: channels are missing, write in3 at the start and c3-64 for 64")
    return channels


def _whole(layer: Layer, value: Value) -> int:
    if not isinstance(value, int):
        raise DerivationError(f"{layer.text} is not derived yet: it has a symbol in it, and only numbers are")
    return value
