"""A reader that is made up, of texts such as `FAKE 3x32x32`, then a layer a line: `conv1 3 16 k3 p1`, `fc1 400 120`."""

from __future__ import annotations

import re
import sys
from types import ModuleType

import pytest

from symrf.networks.notation.architecture import Layer, Rounding, Sides
from symrf.networks.notation.kinds import Kind
from symrf.readers import detection, table, telling
from symrf.readers.graph import Building, Graph
from symrf.readers.pasted import Pasted
from symrf.readers.table import Reader

_HEAD = re.compile(r"FAKE(?: (?P<channels>\d+)x(?P<height>\d+)x(?P<width>\d+))?(?: (?P<name>\w+))?")
_LINE = re.compile(
    r"(?P<name>[\w.]+)(?: (?P<taken>\d+) (?P<given>\d+))?(?: k(?P<kernel>\d+))?(?: s(?P<stride>\d+))?"
    r"(?: p(?P<padding>\d+))?(?: -> (?P<channels>\d+)x(?P<height>\d+)x(?P<width>\d+))?"
)


def claims(pasted: Pasted) -> bool:
    return _HEAD.match(pasted.clean) is not None


def read(pasted: Pasted) -> tuple[Graph, ...]:
    graphs: list[Graph] = []
    start = 0
    for text in re.split(r"(?m)^(?=FAKE)", pasted.clean):
        if text.strip():
            graphs.append(_network(pasted, text, start))
        start += len(text)
    return tuple(graphs)


def _network(pasted: Pasted, text: str, start: int) -> Graph:
    net, place = Building(), 0
    head = _HEAD.match(text)
    assert head is not None
    at = start + text.find("\n") + 1
    for line in text.splitlines()[1:]:
        said, span = _LINE.fullmatch(line), pasted.span(at, at + len(line))
        if said is None:
            raise pasted.error("this is no layer", at, at + len(line))
        place = _layer(net, said, place, span)
        at += len(line) + 1
    channels, size = head["channels"], (head["height"], head["width"])
    return net.graph(
        place,
        channels=None if channels is None else int(channels),
        size=() if channels is None else tuple(map(int, size)),
        name=head["name"],
    )


def _layer(net: Building, said: re.Match[str], place: int, span: tuple[int, int]) -> int:
    name = said["name"]
    sides = (Sides(int(said["padding"] or 0), int(said["padding"] or 0)),)
    if name.startswith("fc"):
        if not any(isinstance(node.item, Layer) and node.item.kind is Kind.DENSE for node in net.nodes):
            place = net.add(Layer(Kind.FLATTEN), place, span=span)
        place = net.add(Layer(Kind.DENSE, (int(said["given"]),)), place, name=name, span=span)
        net.expect(place, "features", int(said["taken"]), span=span)
        return place
    kernel, stride = int(said["kernel"]), int(said["stride"] or 1)
    if name.startswith("pool"):
        if said["stride"] is None:
            net.assume(f"the stride of {name} is taken to be its kernel.", span)
        layer = Layer(Kind.MAX_POOL, (kernel,), (int(said["stride"] or kernel),), sides, rounding=Rounding.FLOOR)
        place = net.add(layer, place, name=name, span=span)
    else:
        layer = Layer(Kind.CONVOLUTION, (kernel, kernel), (stride, stride), sides, channels=int(said["given"]))
        place = net.add(layer, place, name=name, span=span)
        net.expect(place, "features", int(said["taken"]), span=span)
    if said["height"] is not None:
        net.expect(place, "size", int(said["height"]), int(said["width"]), span=span)
        net.expect(place, "channels", int(said["channels"]), span=span)
    return place


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader among those that there are, which are none else."""
    module = ModuleType("symrf.readers.fake")
    module.claims, module.read = claims, read  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "symrf.readers.fake", module)
    rows = {"fake": Reader("fake", "a made-up text", "fake")}
    for each in (table, detection, telling):
        monkeypatch.setattr(each, "READERS", rows)
