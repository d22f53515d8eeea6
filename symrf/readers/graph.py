"""The one middle form of the readers: a network as a graph of the notation's layers, with what its text also says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from symrf.networks.notation.architecture import Group, Join, Layer, Value

__all__ = ["Building", "Expected", "Graph", "LeftOut", "Node", "Note", "Span"]

Span = tuple[int, int]
"""Where something stands in the text as it was pasted, from 0 on; the end is not included."""


@dataclass(frozen=True, slots=True)
class Node:
    """A layer, or a place where branches meet, and the places that it reads: 0 is the input, 1 the first node.

    A group is a chain that stands as often as a symbol says.

    `name` is what the program calls it, such as layer1.0.conv1; `fits` is the place to whose size a fit or a crop goes.
    `part` tells the layers apart that what has this name consists of.
    """

    item: Layer | Join | Group
    sources: tuple[int, ...]
    name: str | None = None
    span: Span | None = None
    fits: int | None = None
    part: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """What was assumed or left out, in a sentence, and where."""

    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class LeftOut(Note):
    """A sentence about a network of the text that cannot be read, beside others that can, and the reason."""

    name: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a text says a node comes to: a claim, which is judged.

    `quantity` is "features" (what a layer receives: in_features of a dense one, in_channels of a convolution), or
    "size", "channels", "params", "rf", "jump", "start" of what the node gives; `values` has one number, or one an axis,
    in the order of the axes.
    """

    place: int
    quantity: str
    values: tuple[Value, ...]
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Graph:
    """A network: its nodes, of which each reads earlier ones, and the places of its outputs.

    `channels` and `size` are those of its input, where they are known; `certain` is false where wiring, padding or a
    stride was inferred.
    """

    nodes: tuple[Node, ...]
    outputs: tuple[int, ...]
    channels: Value | None = None
    size: tuple[int, ...] = ()
    axes: tuple[str, ...] = ("h", "w")
    convention: str = "pytorch"
    name: str | None = None
    span: Span | None = None
    notes: tuple[Note, ...] = ()
    expected: tuple[Expected, ...] = ()
    certain: bool = True


@dataclass(slots=True)
class Building:
    """A graph while it is read.

    >>> from symrf.networks.notation.kinds import Kind
    >>> net = Building()
    >>> first = net.add(Layer(Kind.CONVOLUTION, (3,)), 0)
    >>> net.add(Join.ADD, 0, first)
    2
    >>> net.graph(2).outputs
    (2,)
    """

    nodes: list[Node] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    expected: list[Expected] = field(default_factory=list)
    certain: bool = True

    def add(
        self,
        item: Layer | Join | Group,
        *sources: int,
        name: str | None = None,
        span: Span | None = None,
        fits: int | None = None,
        part: int = 0,
    ) -> int:
        """Append a node that reads from those places; its own place."""
        self.nodes.append(Node(item, sources, name, span, fits, part))
        return len(self.nodes)

    def chain(self, layers: Sequence[Layer], source: int, name: str | None = None, span: Span | None = None) -> int:
        """Append layers one after the other; the place of the last, which is the source where there are none."""
        for part, layer in enumerate(layers):
            source = self.add(layer, source, name=name, span=span, part=part)
        return source

    def assume(self, text: str, span: Span | None = None, certain: bool = False) -> None:
        """Note what was inferred; it is certain no longer, unless it is said to be."""
        note = Note(text, span)
        if note not in self.notes:
            self.notes.append(note)
        self.certain = self.certain and certain

    def expect(self, place: int, quantity: str, *values: Value, span: Span | None = None) -> None:
        """Keep what the text says a node comes to."""
        self.expected.append(Expected(place, quantity, values, span))

    def graph(
        self,
        *outputs: int,
        channels: Value | None = None,
        size: tuple[int, ...] = (),
        axes: tuple[str, ...] = ("h", "w"),
        convention: str = "pytorch",
        name: str | None = None,
        span: Span | None = None,
    ) -> Graph:
        """What was read, with the places of its outputs."""
        return Graph(
            tuple(self.nodes),
            outputs,
            channels,
            size,
            axes,
            convention,
            name,
            span,
            tuple(self.notes),
            tuple(self.expected),
            self.certain,
        )
