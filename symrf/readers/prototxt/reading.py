"""A prototxt of Caffe -> Graph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from symrf.formulas import limits
from symrf.readers.graph import Graph
from symrf.readers.pasted import Pasted
from symrf.readers.prototxt import _english
from symrf.readers.prototxt.text import Message, messages
from symrf.readers.prototxt.types import TYPES
from symrf.readers.prototxt.walking import Reading

__all__ = ["claims", "read"]

_LAYER = re.compile(r"^[^#\n]*?\blayers?\s*+:?\s*+\{", re.MULTILINE)
_TYPE = re.compile(r"""\btype\s*:\s*(?:"\w+"|'\w+'|[A-Z][A-Z_0-9]+\b)""")
_PARAM = re.compile(r"\b(?:convolution|pooling|inner_product|input)_param\s*+:?\s*+\{")
_SOLVER = re.compile(r"^[ \t]*(?:train_)?net[ \t]*:", re.MULTILINE)
_RATE = re.compile(r"^[ \t]*base_lr[ \t]*:", re.MULTILINE)


def claims(pasted: Pasted) -> bool:
    """Whether messages of Caffe stand in a text: layers with their type, or parameters of layers; or a solver."""
    text = pasted.clean
    layers = (_LAYER.search(text) or _PARAM.search(text)) is not None and _TYPE.search(text) is not None
    return layers or all(each.search(text) for each in (_SOLVER, _RATE))


def read(pasted: Pasted) -> tuple[Graph, ...]:
    """The network of a prototxt in its phase TEST; a ReadError points at the layer, or the bracket, that is not read.

    >>> text = 'layer { name: "a" type: "Convolution" bottom: "x" top: "a" convolution_param { kernel_size: 3 } }'
    >>> print(read(Pasted.of(text))[0].nodes[0].item)
    c3s1p0
    """
    net = messages(pasted)
    layers = list(_layers(net))
    if not layers:
        raise pasted.error(_english.A_SOLVER if net.all("base_lr") else _english.NO_LAYERS, net.start, net.stop)
    if len(layers) > limits.READ_NODES:
        raise pasted.error(_english.too_many(), net.start, net.stop)
    reading = Reading(pasted, net, TYPES)
    if net.cut:
        reading.building.assume(_english.CUT)
    return (reading.graph(layers),)


def _layers(net: Message) -> Iterator[Message]:
    """The layers: messages named so, or fields of a list that was printed, of which each begins behind a comma."""
    found = net.messages("layer", "layers")
    if found or not net.all("type"):
        yield from found
        return
    layer = Message(net.pasted, net.start, net.stop)
    for place, (name, value) in enumerate(net.fields):
        if layer.fields and (place in net.begins or (name == "name" and layer.all("name"))):
            yield layer
            layer = Message(net.pasted, value.start, value.stop)
        layer.fields.append((name, value))
        layer.stop = value.stop
    yield layer
