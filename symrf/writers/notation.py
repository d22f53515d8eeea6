"""A network in the notation, whose numbers stand in the order of the axes that the notation has by itself: w, h."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from symrf.networks.notation.architecture import Architecture, Branches, Definition, Group, Item, Layer
from symrf.networks.notation.items import Fold

__all__ = ["written"]

Number = TypeVar("Number")


def written(network: Architecture, axes: Sequence[str]) -> str:
    """The text of a network; one of a framework has h before w, and is turned round.

    >>> from symrf.networks.notation.reader import parse
    >>> written(parse("c3x5p1x2-8 p2"), ("h", "w"))
    'c5x3p2x1-8 p2'
    """
    return str(_turned(network) if tuple(axes) == ("h", "w") else network)


def _turned(network: Architecture) -> Architecture:
    definitions = [Definition.of(each.name, tuple(map(_TURN, each.chain))) for each in network.definitions]
    return replace(network, items=tuple(map(_TURN, network.items)), definitions=tuple(definitions))


def _layer(layer: Layer) -> Layer:
    """A layer whose numbers on the axes change places; that of channels is one."""
    return replace(
        layer,
        sizes=layer.sizes[::-1],
        stride=_back(layer.stride),
        padding=layer.padding[::-1] if isinstance(layer.padding, tuple) else layer.padding,
        dilation=_back(layer.dilation),
        output_padding=_back(layer.output_padding),
        at=layer.at[::-1],
    )


def _back(numbers: tuple[Number, ...] | None) -> tuple[Number, ...] | None:
    return None if numbers is None else numbers[::-1]


def _branches(branches: Branches, inside: list[list[Item]]) -> Item:
    return replace(branches, branches=tuple(map(tuple, inside)))


def _group(group: Group, inside: list[Item]) -> Item:
    return replace(group, items=tuple(inside))


_TURN = Fold[Item](_layer, _group, _branches, lambda reference: reference, lambda tap: tap)
