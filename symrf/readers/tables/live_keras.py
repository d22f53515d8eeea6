"""A live Keras model, by its own get_config(): Keras is not imported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symrf.errors import ReadError
from symrf.readers.graph import Graph
from symrf.readers.pasted import Pasted
from symrf.readers.tables import _english
from symrf.readers.tables.models import model_graph

__all__ = ["graphs"]


def graphs(model: object) -> tuple[Graph, ...]:
    """The network of a Keras model; a ReadError says which layer cannot be read.

    >>> class Net:
    ...     def get_config(self):
    ...         pool = {"class_name": "MaxPooling2D", "config": {"name": "pool", "pool_size": (2, 2)}}
    ...         return {"name": "net", "layers": [pool]}
    >>> graphs(Net())[0].nodes[0].item.text
    'p2s2p0floor'
    """
    configure = getattr(model, "get_config", None)
    config = configure() if callable(configure) else None
    if not isinstance(config, Mapping | Sequence) or isinstance(config, str):
        raise ReadError(_english.NO_LIVE_MODEL)
    return (model_graph(Pasted.of(""), config),)
