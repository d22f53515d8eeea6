"""What is known of a detector while its rows are read."""

from __future__ import annotations

from dataclasses import dataclass, field

from symrf.errors import SymrfError
from symrf.readers.detector_yaml.loading import Value
from symrf.readers.graph import Building, Span
from symrf.readers.pasted import Pasted

__all__ = ["Detector"]


@dataclass
class Detector:
    """The file, the multiples of depth and width, and of each row its place, of each place its channels."""

    pasted: Pasted
    file: Value
    depth: float = 1.0
    width: float = 1.0
    largest: float = float("inf")
    size: str = ""
    building: Building = field(default_factory=Building)
    channels: dict[int, int | None] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)
    outputs: list[int] = field(default_factory=list)

    def number(self, key: str, default: int) -> int:
        """A whole number of the file."""
        found = self.file.get(key)
        return found.of if found is not None and isinstance(found.of, int) and found.of > 0 else default

    def span(self, value: Value) -> Span:
        return self.pasted.span(value.start, value.stop)

    def refusal(self, message: str, value: Value) -> SymrfError:
        """A ReadError at a value."""
        return self.pasted.error(message, value.start, max(value.stop, value.start + 1))
