"""Counts with channels, as certificates have them: the flattened length, and the parameters of each layer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from symrf.answers.certificates import _english
from symrf.answers.certificates.statements import Uncertified
from symrf.formulas.tree import Number, Product, Sum, Written
from symrf.networks.channels import Flattened, channels, groups_of, shared
from symrf.networks.notation.architecture import Layer
from symrf.networks.notation.kinds import Spends

if TYPE_CHECKING:
    from symrf.answers.subjects import Subject

__all__ = ["flattened", "parameters"]


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


def parameters(subject: Subject, places: range) -> Written:
    """The parameters of layers, one after another: of a convolution its weights and its biases."""
    terms = tuple(_of_layers(subject, places))
    return terms[0] if len(terms) == 1 else Sum(terms) if terms else Number(0)


def _of_layers(subject: Subject, places: range) -> Iterator[Written]:
    overall = subject.overall
    known = channels(overall.chain, overall.inputs, len(subject.axes), overall.known)
    for cost in overall.costs(places.stop - 1):
        if cost.place not in places:
            continue
        link = overall.chain.links[cost.place - 1]
        received, given = known[link.sources[0]], known[cost.place]
        match link.item, received, given:
            case Layer(kind=kind, sizes=sizes) as layer, int(), int() if kind.spends in _WEIGHTS:
                kernel = sizes * len(subject.axes) if len(sizes) == 1 else sizes
                groups = shared(layer, received, groups_of(layer, received, overall.known))
                yield Product(tuple(Number(_int(each)) for each in (*kernel, groups, given)))
                if layer.bias:
                    yield Number(given)
            case _:
                for count, extents in cost.params:
                    if extents:
                        raise Uncertified(_english.WEIGHTS_BY_SIZES)
                    yield Number(_int(count))


_WEIGHTS = (Spends.WEIGHTS, Spends.WEIGHTS_OF_INPUTS)


def _int(value: object) -> int:
    if not isinstance(value, int):
        raise Uncertified(_english.SYMBOLS)
    return value
