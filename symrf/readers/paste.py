"""What a text, a file or a model was read as: a network, with what its program says of it and what was assumed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from symrf.formulas.printing.plain import PLAIN
from symrf.networks.display import one_line
from symrf.networks.notation.architecture import Architecture, Value
from symrf.readers.graph import Note

__all__ = ["Input", "Paste"]


@dataclass(frozen=True)
class Input:
    """What is said of the input of a network: its channels, and its size by axis, where they are known."""

    channels: Value | None = None
    sizes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, repr=False)
class Paste:
    """A network as another program wrote it: in the notation, on its axes, under its convention.

    `statements` are what the text claims of it, such as `flat@fc1 = 400`, and `notes` what was assumed, each with its
    place in the text. It is `certain` unless wiring, padding or a stride was inferred. `networks` are all that the text
    has, `network` is this one.
    """

    architecture: Architecture
    axes: tuple[str, ...] = ("h", "w")
    convention: str = "pytorch"
    input: Input = field(default_factory=Input)
    statements: tuple[Note, ...] = ()
    notes: tuple[Note, ...] = ()
    certain: bool = True
    kind: str = ""
    network: str = ""
    networks: tuple[str, ...] = ()
    text: str = field(default="", repr=False)

    @property
    def claims(self) -> tuple[str, ...]:
        """What the text claims of the network."""
        return tuple(each.text for each in self.statements)

    def to_dict(self) -> dict[str, object]:
        """What was read, as plain data; spans are places in the text, from 0 on.

        >>> from symrf.networks.notation.reader import parse
        >>> Paste(parse("c3"), kind="notation").to_dict()["architecture"]
        'c3'
        """
        channels = self.input.channels
        return {
            "schema": 1,
            "kind": self.kind,
            "network": self.network,
            "networks": list(self.networks),
            "architecture": str(self.architecture),
            "axes": list(self.axes),
            "convention": self.convention,
            "input": {
                "channels": channels if channels is None or isinstance(channels, int) else PLAIN(channels),
                "sizes": dict(self.input.sizes),
            },
            "claims": [_told(each) for each in self.statements],
            "notes": [_told(each) for each in self.notes],
            "certain": self.certain,
            "modules": {name: list(places) for name, places in self.architecture.modules.items()},
        }

    def __str__(self) -> str:
        return str(self.architecture)

    def __repr__(self) -> str:
        """Its kind and its network.

        >>> from symrf.networks.notation.reader import parse
        >>> Paste(parse("c3 p2"), kind="layers")
        <Paste layers: c3 p2>
        """
        return one_line("Paste", " ".join(filter(None, (self.kind, self.network))), str(self.architecture))


def _told(note: Note) -> dict[str, object]:
    return {"text": note.text, "span": None if note.span is None else list(note.span)}
