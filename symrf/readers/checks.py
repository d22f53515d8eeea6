"""What a text says of its own network: channels that go on from layer to layer, and claims that are to be judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import prod

from symrf.formulas.printing.plain import PLAIN
from symrf.formulas.tree import Written, symbols
from symrf.networks.notation.architecture import Group, Join, Layer, Value
from symrf.networks.notation.kinds import Gives, Kind, Spends
from symrf.readers import _english
from symrf.readers.graph import Expected, Graph, Node, Note, Span
from symrf.readers.symbols import of_layers

__all__ = ["check_channels", "check_numbers", "claims", "input_channels", "shared_weights"]

_QUANTITIES = {"features": "flat", "rf": "rf", "jump": "jump", "start": "start", "params": "params"}
_LEARNT = frozenset({Spends.WEIGHTS, Spends.WEIGHTS_OF_INPUTS, Spends.UNITS})

_SAID = {"features": _english.takes_other, "channels": _english.gives_other}


def check_numbers(graph: Graph) -> tuple[str, Span | None] | None:
    """A number that no layer may have, in a sentence, and where it stands; None where all are as large as they must be.

    >>> from symrf.readers.graph import Building
    >>> net = Building()
    >>> place = net.add(Layer(Kind.CONVOLUTION, (3,), stride=(0,)), 0, name="conv1", span=(2, 4))
    >>> check_numbers(net.graph(place))
    ('conv1 has 0 for its stride, which must be at least 1', (2, 4))
    """
    for node in graph.nodes:
        for what, least, values in _least(node.item) if isinstance(node.item, Layer) else ():
            wrong = next((value for value in values if isinstance(value, int) and value < least), None)
            if wrong is not None:
                return _english.number_too_small(_called(node), wrong, what, least), node.span
    return None


def _least(layer: Layer) -> Iterator[tuple[str, int, Sequence[Value | None]]]:
    """The numbers of a layer by their name, with the least that each may be."""
    yield layer.kind.number or "size", 1, layer.sizes
    yield "stride", 1, layer.stride or ()
    yield "dilation", 1, layer.dilation or ()
    yield "number of groups", 1, (layer.groups,)
    yield "number of channels", 1, (layer.channels,)
    yield "output padding", 0, layer.output_padding or ()
    if isinstance(layer.padding, tuple) and layer.kind is not Kind.PAD:
        yield "padding", 0, [side for sides in layer.padding for side in (sides.before, sides.after)]


def check_channels(graph: Graph) -> tuple[Note, ...]:
    """Where the channels that a text names do not go on from layer to layer, in a sentence each.

    >>> from symrf.readers.graph import Building
    >>> net = Building()
    >>> place = net.add(Layer(Kind.CONVOLUTION, (3,), channels=64), 0, name="conv1")
    >>> net.expect(place, "features", 16)
    >>> print(check_channels(net.graph(place, channels=3))[0].text)
    conv1 takes 16 channels, but is given 3
    """
    found = _channels(graph)
    notes = list(_meeting(graph, found))
    for each in graph.expected:
        node, (value, *_) = graph.nodes[each.place - 1], each.values
        given = found[node.sources[0] if each.quantity == "features" else each.place]
        said = _SAID.get(each.quantity)
        if said is not None and isinstance(value, int) and isinstance(given, int) and given != value:
            notes.append(Note(said(_called(node), value, given, _is_flat(node)), each.span or node.span))
    return tuple(dict.fromkeys(notes))


def shared_weights(graph: Graph) -> tuple[Note, ...]:
    """Where a layer with weights is called more than once, which a network in the notation counts each time.

    >>> from symrf.readers.graph import Building
    >>> net = Building()
    >>> for place in range(2):
    ...     last = net.add(Layer(Kind.CONVOLUTION, (3,)), place, name="conv")
    >>> print(shared_weights(net.graph(last))[0].text)
    conv is called 2 times: its weights are shared, but are counted each time.
    """
    called = Counter(
        (node.name, node.part)
        for node in graph.nodes
        if node.name and isinstance(node.item, Layer) and node.item.kind.spends in _LEARNT
    )
    most: dict[str, int] = {}
    for (name, _), times in called.items():
        most[name] = max(times, most.get(name, 0))
    return tuple(Note(_english.counted_each_time(name, times)) for name, times in most.items() if times > 1)


def input_channels(graph: Graph) -> Value | None:
    """The channels of the input: those that are said, or that the layers which read it take."""
    if graph.channels is not None:
        return graph.channels
    taken = {
        each.values[0]
        for each in graph.expected
        if each.quantity == "features" and 0 in graph.nodes[each.place - 1].sources
    }
    return taken.pop() if len(taken) == 1 else None


def claims(graph: Graph, numbers: Mapping[int, int], called: Mapping[int, str]) -> tuple[Note, ...]:
    """What a text says of layers, as claims about the network: `numbers` are their numbers, `called` their names.

    What a layer takes that is sure from the text itself is checked with the channels; what is told by a name that is
    no number of a layer says nothing.
    """
    found = _channels(graph)
    printed = {each.place: each.values[0] for each in graph.expected if each.quantity == "channels"}
    known = {name for value in of_layers(graph) for name in symbols(value)} | set(graph.axes)
    notes = []
    for each in graph.expected:
        named = {name for value in each.values if isinstance(value, Written) for name in symbols(value)}
        if each.place in numbers and named <= known and (said := _claimed(graph, each, found, printed)) is not None:
            quantity, value = said
            where = called.get(each.place) or str(numbers[each.place])
            notes.append(Note(f"{quantity}@{where} = {value}", each.span or graph.nodes[each.place - 1].span))
    return tuple(dict.fromkeys(notes))


def _claimed(
    graph: Graph, each: Expected, found: Sequence[Value | None], printed: Mapping[int, Value]
) -> tuple[str, str] | None:
    """A quantity, and what is claimed of it; None where it is no claim about the input."""
    node, values = graph.nodes[each.place - 1], each.values
    if each.quantity == "size":
        shape = (printed[each.place], *values) if each.place in printed else ()
        if len(shape) > 2 and all(isinstance(value, int) for value in shape):
            return "size", f"torch.Size([{', '.join(map(_text, shape))}])"
        return "size", _listed(values)
    if each.quantity == "features" and (not _is_flat(node) or isinstance(found[node.sources[0]], int)):
        return None
    quantity = _QUANTITIES.get(each.quantity)
    return None if quantity is None else (quantity, _listed(values))


def _listed(values: Sequence[Value]) -> str:
    return _text(values[0]) if len(values) == 1 else f"({', '.join(map(_text, values))})"


def _text(value: Value) -> str:
    return str(value) if isinstance(value, int) else PLAIN(value)


def _is_flat(node: Node) -> bool:
    """Whether a node is a dense layer."""
    return isinstance(node.item, Layer) and node.item.kind.gives is Gives.UNITS


def _called(node: Node) -> str:
    text = "" if isinstance(node.item, Join) else node.item.text
    return node.name or text


def _channels(graph: Graph) -> list[Value | None]:
    """The channels at each place, where the text says them."""
    found = [input_channels(graph)]
    for node in graph.nodes:
        received = [found[source] for source in node.sources]
        found.append(
            _met(node.item, received) if isinstance(node.item, Join) else _given(node.item, received[0], graph)
        )
    return found


def _given(layer: Layer | Group, received: Value | None, graph: Graph) -> Value | None:
    """The channels that a layer gives; those of a group are not looked for."""
    if isinstance(layer, Group):
        return None
    match layer.kind.gives:
        case Gives.KEPT:
            return received
        case Gives.WRITTEN_OR_KEPT:
            return received if layer.channels is None else layer.channels
        case Gives.UNITS:
            return layer.sizes[0]
        case Gives.FEWER | Gives.MORE:
            sizes = [size for size in layer.sizes if isinstance(size, int)]
            factor = prod(sizes * len(graph.axes) if len(sizes) == 1 else sizes)
            if not isinstance(received, int) or len(sizes) < len(layer.sizes):
                return None
            return received * factor if layer.kind.gives is Gives.MORE else received // factor
        case Gives.FLAT:
            return None
    return layer.channels


def _met(join: Join, received: Sequence[Value | None]) -> Value | None:
    """The channels where branches meet."""
    known = [each for each in received if each is not None]
    if join is Join.CONCATENATE:
        counts = [each for each in known if isinstance(each, int)]
        return sum(counts) if len(counts) == len(received) else None
    return next((each for each in known if each != 1), known[0] if known else None)


def _meeting(graph: Graph, found: Sequence[Value | None]) -> Iterator[Note]:
    """Sums of branches that have different channels."""
    for node in graph.nodes:
        if node.item is Join.ADD:
            counts = {each for source in node.sources if isinstance(each := found[source], int) and each != 1}
            if len(counts) > 1:
                yield Note(_english.sum_of_other(node.name, sorted(counts)), node.span)
