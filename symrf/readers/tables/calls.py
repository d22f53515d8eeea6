"""What stands anywhere in the configuration of a model: which tensors its layers read, and where channels are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

__all__ = ["Call", "channels_first", "inbound", "tensors"]

Call = tuple[str, int]
"""A layer by its name, and which of its calls."""


def inbound(row: Mapping[str, object]) -> list[tuple[Call, list[Call]]]:
    """The calls of a layer, each with the tensors that it reads."""
    config = row.get("config")
    own = row.get("name", config.get("name") if isinstance(config, Mapping) else None)
    nodes = row.get("inbound_nodes")
    calls = nodes if isinstance(nodes, Sequence) and not isinstance(nodes, str) else ()
    return [((str(own), index), read) for index, call in enumerate(calls) if (read := tensors(call))]


def tensors(value: object) -> list[Call]:
    """The tensors that stand in a value, in order: ["conv", 0, 0, {}], or Keras 3's keras_history."""
    match value:
        case {"keras_history": [str(name), int(node), *_]}:
            return [(name, node)]
        case {"class_name": "__keras_tensor__", "config": inner}:
            return tensors(inner)
        case Mapping():
            return [each for inner in value.values() for each in tensors(inner)]
        case [str(name), int(node), int(), *rest]:
            return [(name, node), *(each for inner in rest for each in tensors(inner))]
        case list() | tuple():
            return [each for inner in value for each in tensors(inner)]
    return []


def channels_first(model: object) -> bool:
    """Whether a layer in it says so."""
    match model:
        case Mapping():
            said = model.get("data_format"), model.get("dim_ordering")
            return said[0] == "channels_first" or said[1] == "th" or any(map(channels_first, model.values()))
        case list() | tuple():
            return any(map(channels_first, model))
    return False
