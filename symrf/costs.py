"""Counts that need channels: the flattened length, parameters, multiply-accumulates (MACs) and activations.

A convolution has C_out (C_in/g) k_w k_h weights and C_out biases, and each weight makes a MAC for each output pixel,
padding counted and biases left out; the weights of a transposed one make a MAC for each input pixel. A dense layer has
C_in C_out weights and C_out biases; batch, layer and group norms have 2 C parameters and no MACs; pools have neither.
Activations are the outputs of the convolutions and the dense layers (Radosavovic et al., "Designing network design
spaces", 2020). FLOPs are twice the MACs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from symrf.architecture import Branches, Kind, Layer
from symrf.chain import Chain
from symrf.channels import CONVOLUTIONS, Channels, Flattened, channels, factor, groups_of, whole
from symrf.errors import DerivationError
from symrf.written import Product, Sum, Written, number

__all__ = ["COSTS", "Cost", "CostName", "Count", "costs", "flattened", "total"]

_NORMS = ("bn", "ln", "gn")
_FREE = ("prelu",)  # words whose parameters have no one convention

CostName: TypeAlias = Literal["params", "macs", "activations"]
COSTS: tuple[CostName, ...] = get_args(CostName)
Pixels = Callable[[int], tuple[Written, ...]]  # the size on each axis at a place
Count: TypeAlias = tuple[int, tuple[Written, ...]]
"""A number, times sizes."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a layer costs, by its place from 1 on: its parameters, its MACs and its activations, each a sum."""

    place: int
    params: tuple[Count, ...]
    macs: tuple[Count, ...] = ()
    activations: tuple[Count, ...] = ()


def flattened(chain: Chain, place: int, inputs: int | None, axes: int, pixels: Pixels) -> Written:
    """The length of what stands at a place, flattened: its channels times its size on every axis."""
    return total(_features(chain, channels(chain, inputs, axes)[place], place, pixels))


def costs(chain: Chain, inputs: int | None, axes: int, pixels: Pixels, upto: int | None = None) -> Iterator[Cost]:
    """The cost of each layer that has one, `upto` a place; a DerivationError says which channels are missing."""
    found = channels(chain, inputs, axes)
    for place, link in enumerate(chain.links[:upto], 1):
        layer = link.item
        if isinstance(layer, Branches):
            continue
        if not isinstance(layer, Layer):
            raise DerivationError(f"{layer.text} is too long to count the costs of its layers")
        (source,) = link.sources
        received = found[source]
        if layer.kind is Kind.DENSE:
            units = whole(layer, layer.sizes[0])
            weights = tuple((times * units, sizes) for times, sizes in _features(chain, received, source, pixels))
            yield Cost(place, (*weights, *_biases(layer, units)), weights, ((units, ()),))
        elif layer.kind in CONVOLUTIONS:
            yield _convolution(layer, place, source, received, found[place], axes, pixels)
        elif layer.word in _NORMS:
            if isinstance(received, Flattened):
                normed = tuple((2 * count, sizes) for count, sizes in _parts(received, pixels))
            else:
                normed = ((2 * _known(received, "the parameters", layer.word), ()),)
            yield Cost(place, normed)
        elif layer.word in _FREE:
            raise DerivationError(f"{layer.word} has one parameter or one a channel: leave it out, or write relu")


def total(counts: Sequence[Count]) -> Written:
    """The sum of counts; those with the same sizes are one term."""
    terms: dict[tuple[Written, ...], int] = {}
    for times, every in counts:
        sizes = tuple(size for size in every if size != number(1))
        terms[sizes] = terms.get(sizes, 0) + times
    numbers = [sizes for sizes in terms if not sizes]
    trees = [
        Product((number(terms[sizes]), *sizes)) if sizes else number(terms[sizes])
        for sizes in (*(sizes for sizes in terms if sizes), *numbers)
        if terms[sizes]
    ]
    return Sum(tuple(trees)) if len(trees) > 1 else trees[0] if trees else number(0)


def _convolution(
    layer: Layer, place: int, source: int, received: Channels, given: Channels, axes: int, pixels: Pixels
) -> Cost:
    before = _known(received, "the weights", layer.text)
    after = _known(given, "the weights", layer.text)
    weights = before * after // groups_of(layer, before) * factor(layer, axes)
    taken = source if layer.kind is Kind.TRANSPOSED else place
    return Cost(
        place,
        ((weights, ()), *_biases(layer, after)),
        ((weights, pixels(taken)),),
        ((after, pixels(place)),),
    )


def _biases(layer: Layer, count: int) -> tuple[Count, ...]:
    return ((count, ()),) if layer.bias else ()


def _features(chain: Chain, received: Channels, place: int, pixels: Pixels) -> tuple[Count, ...]:
    """The length of what a dense layer receives from a place."""
    if isinstance(received, Flattened):
        return _parts(received, pixels)
    known = _known(received, "the flattened length", "the last layer")
    dense = place > 0 and isinstance(chain.links[place - 1].item, Layer) and _is_flat(chain, place)
    return ((known, () if dense else pixels(place)),)


def _parts(features: Flattened, pixels: Pixels) -> tuple[Count, ...]:
    return tuple((count, () if place is None else pixels(place)) for count, place in features.parts)


def _is_flat(chain: Chain, place: int) -> bool:
    """Whether what stands at a place is a row of numbers."""
    while place > 0:
        item = chain.links[place - 1].item
        if not isinstance(item, Layer) or not item.word:
            return isinstance(item, Layer) and item.kind in (Kind.DENSE, Kind.FLATTEN)
        place = chain.links[place - 1].sources[0]
    return False


def _known(count: Channels, what: str, where: str) -> int:
    if not isinstance(count, int):
        raise DerivationError(f"{what} of {where}: channels are missing, write in3 at the start and c3-64 for 64")
    return count
