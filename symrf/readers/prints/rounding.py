"""Whether an average pool rounds up, which PyTorch does not print: in a branch it does what its sisters do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from symrf.networks.notation.architecture import Layer, Rounding, Sides
from symrf.networks.notation.kinds import Kind
from symrf.readers.graph import Building

__all__ = ["rounded_up"]

_PRINTED = re.compile(r"AvgPool[123]d\s*\([^()]*(?:\([^()]*\)[^()]*)*ceil_mode")


def rounded_up(building: Building, ends: Sequence[int], text: str) -> str | None:
    """The pool of a branch rounds up from now on, where a sister of it gives a pixel for each stride that is begun, so
    that both have one size for every input; what the pool is, None where there is no such."""
    chains = _apart(building, ends)
    if _PRINTED.search(text) or not any(_begun(building.nodes[place - 1].item) for each in chains for place in each):
        return None
    for chain in chains:
        for place in chain:
            node = building.nodes[place - 1]
            if isinstance(node.item, Layer) and _strides(node.item):
                building.nodes[place - 1] = replace(node, item=replace(node.item, rounding=Rounding.CEIL))
                return node.item.text.removesuffix("floor")
    return None


def _apart(building: Building, ends: Sequence[int]) -> list[list[int]]:
    """The places of each branch that no other goes through, the last first."""
    found: list[list[int]] = [[] for _ in ends]
    owners: dict[int, set[int]] = {}
    for branch, end in enumerate(ends):
        owners.setdefault(end, set()).add(branch)
    while owners and (place := max(owners)):
        through = owners.pop(place)
        if len(through) > 1:
            continue
        branch = min(through)
        found[branch].append(place)
        for source in building.nodes[place - 1].sources:
            owners.setdefault(source, set()).add(branch)
    return found


def _strides(layer: Layer) -> bool:
    """Whether it is an average pool whose windows lie side by side, as far as it is known to round down."""
    pool = layer.kind is Kind.AVERAGE_POOL and layer.rounding is Rounding.FLOOR
    return pool and layer.sizes == layer.stride != (1,) and not any(side.before for side in _margins(layer))


def _begun(item: object) -> bool:
    """Whether it is a convolution that gives a pixel for each stride that is begun, by padding half of its kernel."""
    if (
        not isinstance(item, Layer)
        or item.kind not in (Kind.CONVOLUTION, Kind.DEPTHWISE)
        or item.stride in (None, (1,))
    ):
        return False
    return all(
        isinstance(size, int) and side.before == side.after == (size - 1) // 2 and size % 2
        for size, side in zip(item.sizes, _margins(item), strict=False)
    )


def _margins(layer: Layer) -> tuple[Sides, ...]:
    return layer.padding if isinstance(layer.padding, tuple) else (Sides(0, 0),) * len(layer.sizes)
