"""What is known of a tensor while a model is read, and which layers end what can be read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from symrf.networks.notation.architecture import Architecture, Layer, Value
from symrf.networks.notation.kinds import Effect, Gives, Kind
from symrf.readers.graph import Building
from symrf.readers.pasted import Pasted
from symrf.readers.tables import _english

__all__ = ["AXES", "Tensor", "as_image", "assumed", "axes_of_all", "left_out_reason"]

AXES: Mapping[int, tuple[str, ...]] = {1: ("w",), 2: ("h", "w"), 3: ("d", "h", "w")}
"""The axes of an image, by their number."""

_RECURRENT = re.compile(r"LSTM|GRU|RNN|Bidirectional|Attention|Transformer")
_FOLDING = {"Reshape", "Permute", "RepeatVector", "Dot", "CTCLayer", "TFOpLambda", "SlicingOpLambda"}


@dataclass(frozen=True)
class Tensor:
    """Its place in the graph, how many axes of an image it has (0: it is a vector), and its channels."""

    place: int
    axes: int | None
    channels: Value | None

    def after(self, place: int, layers: tuple[Layer, ...]) -> Tensor:
        """What layers behind it give, at a place."""
        axes, channels = self.axes, self.channels
        for each in layers:
            if each.kind.effect is Effect.ALL:
                axes = 0
            elif each.kind.effect is Effect.VIEW:
                axes = len(each.sizes)
            if each.kind.gives is Gives.UNITS:
                value = each.sizes[0]
                channels = value
            elif each.channels is not None:
                channels = each.channels
            elif each.kind.gives not in (Gives.KEPT, Gives.WRITTEN_OR_KEPT):
                channels = None
        return Tensor(place, axes, channels)


def axes_of_all(building: Building, axes: int) -> tuple[str, ...]:
    """The axes of a network whose input has so many; of a vector that becomes an image, those of the image."""
    views = (node.item for node in building.nodes if isinstance(node.item, Layer) and node.item.kind is Kind.VIEW)
    return AXES.get(axes or max((len(view.sizes) for view in views), default=2), ())


def as_image(building: Building, place: int) -> None:
    """Make the dense layers between a global pooling and a place convolutions with kernel 1: they give one pixel."""
    dense = []
    while place:
        node = building.nodes[place - 1]
        if not isinstance(node.item, Layer) or node.item.kind not in (Kind.DENSE, Kind.PASS, Kind.OPAQUE):
            break
        if node.item.kind is Kind.DENSE:
            dense.append(place)
        (place,) = node.sources
    last = building.nodes[place - 1].item if place else None
    if not isinstance(last, Layer) or last.kind not in (Kind.GLOBAL_AVERAGE, Kind.GLOBAL_MAX):
        return
    for each in dense:
        node = building.nodes[each - 1]
        if isinstance(node.item, Layer):
            made = Layer(Kind.CONVOLUTION, (1,), channels=node.item.sizes[0], bias=node.item.bias)
            building.nodes[each - 1] = replace(node, item=made)


def assumed(pasted: Pasted, *names: str) -> Architecture | None:
    """The network that the user gives for one of those names; its signs that the notation lacks may be _."""
    for name in names:
        for written in (name, re.sub(r"[^\w.]", "_", name), re.sub(r"\W", "_", name)):
            if written in pasted.assumed:
                return pasted.assumed[written]
    return None


def left_out_reason(kind: str) -> str | None:
    """Why a layer of that class, and what follows it, cannot stand in the notation; None for a class not known."""
    if kind.startswith("TimeDistribut"):
        return _english.EACH_STEP
    if _RECURRENT.search(kind):
        return _english.READS_ALL
    return _english.FOLDS if kind in _FOLDING else None
