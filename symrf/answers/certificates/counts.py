"""Counts with channels, as certificates have them: the flattened length, and what each layer costs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from symrf.answers.certificates import _english
from symrf.answers.certificates.statements import Uncertified
from symrf.formulas.tree import Number, Product, Sum, Written
from symrf.networks.channels import Flattened, channels, groups_of, shared
from symrf.networks.notation.architecture import Layer
from symrf.networks.notation.kinds import Spends

if TYPE_CHECKING:
    from symrf.answers.subjects import Subject
    from symrf.networks.costs import CostName, Count

__all__ = ["flattened", "spent"]


def flattened(subject: Subject, place: int) -> tuple[int, int]:
    """The channels of what is flattened at a place, or before the first dense layer, and the place of that."""
    overall = subject.overall
    dense = (
        link.sources[0]
        for link in overall.chain.links[:place]
        if isinstance(link.item, Layer) and link.item.kind.spends is Spends.UNITS
    )
    place = next(dense, place)
    match channels(overall.chain, overall.inputs, len(subject.axes), overall.known)[place]:
        case Flattened(((int(count), int(source)),)):
            return count, source
        case int(count):
            return count, place
    raise Uncertified(_english.SEVERAL_PARTS)


def spent(subject: Subject, places: range, name: CostName, size: Callable[[int], Sequence[Written]]) -> Written:
    """What layers cost, one after another, by the sizes at a place: of a convolution its weights for each pixel."""
    terms = tuple(_of_layers(subject, places, name, size))
    return terms[0] if len(terms) == 1 else Sum(terms) if terms else Number(0)


def _of_layers(
    subject: Subject, places: range, name: CostName, size: Callable[[int], Sequence[Written]]
) -> Iterator[Written]:
    overall = subject.overall
    known = channels(overall.chain, overall.inputs, len(subject.axes), overall.known)
    for cost in overall.costs(places.stop - 1):
        if cost.place not in places:
            continue
        link = overall.chain.links[cost.place - 1]
        received, given = known[link.sources[0]], known[cost.place]
        weights: tuple[int, ...] | None = None
        match link.item, received, given:
            case Layer(kind=kind, sizes=sizes) as layer, int(), int() if kind.spends in _WEIGHTS:
                kernel = sizes * len(subject.axes) if len(sizes) == 1 else sizes
                weights = (*map(_int, kernel), _int(shared(layer, received, groups_of(layer, received, overall.known))))
                weights = (*weights, given)
        counts: tuple[Count, ...] = getattr(cost, name)
        for index, (count, extents) in enumerate(counts):
            first = weights is not None and index == 0 and name != "activations"
            number = tuple(map(Number, weights if first and weights is not None else (_int(count),)))
            factors = (*number, *(_sizes(subject, extents, size) if extents else ()))
            yield factors[0] if len(factors) == 1 else Product(factors)


def _sizes(
    subject: Subject, extents: tuple[Written, ...], size: Callable[[int], Sequence[Written]]
) -> Sequence[Written]:
    """Sizes as they are defined, at a place where they are what they are."""
    overall = subject.overall
    for place in range(len(overall.chain.links) + 1):
        if overall.extents.at(place) == extents:
            return size(place)
    raise Uncertified(_english.SUMMED_SIZES)


_WEIGHTS = (Spends.WEIGHTS, Spends.WEIGHTS_OF_INPUTS)


def _int(value: object) -> int:
    if not isinstance(value, int):
        raise Uncertified(_english.SYMBOLS)
    return value
