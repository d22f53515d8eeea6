"""A text as it was pasted, and as it is read: without quotes, prompts and fences, each letter knowing its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from symrf.errors import ReadError
from symrf.networks.notation.architecture import Architecture
from symrf.readers.graph import Span

__all__ = ["Pasted"]


@dataclass(frozen=True)
class Pasted:
    """What was handed to a reader: `text` as it was pasted, `clean` as it is read, and for each letter of `clean` its
    place in `text`; `data` are the bytes of a file that is no text, `file` its name where it has one. `assumed` are the
    networks that the user gives for names which the text does not define: `--assume "SPPF = [id | p5s1p2]"`.

    >>> Pasted.of("c3 p2").span(3, 5)
    (3, 5)
    """

    text: str
    clean: str
    places: Sequence[int] | None = field(default=None, repr=False)  # None: clean is text
    data: bytes = field(default=b"", repr=False)
    file: str = ""
    assumed: Mapping[str, Architecture] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str, file: str = "") -> Pasted:
        """A text that needs no cleaning."""
        return cls(text, text, file=file)

    def span(self, start: int, stop: int) -> Span:
        """A span of `clean` as one of the text that was pasted."""
        if self.places is None:
            return start, stop
        if not self.places:
            return 0, 0
        first = self.places[min(start, len(self.places) - 1)]
        last = self.places[min(max(stop - 1, start), len(self.places) - 1)] + 1
        return first, max(first, last)

    def error(self, message: str, start: int = 0, stop: int | None = None) -> ReadError:
        """A refusal that points at a span of `clean`, in the text that was pasted."""
        return ReadError(message, self.text, self.span(start, start + 1 if stop is None else stop))

    def part(self, start: int, stop: int) -> Pasted:
        """A span of `clean` as a text of its own, whose letters keep their places.

        >>> part = Pasted.of("net: c3 p2").part(5, 10)
        >>> part.clean, part.span(3, 5)
        ('c3 p2', (8, 10))
        """
        places = range(start, stop) if self.places is None else self.places[start:stop]
        return replace(self, clean=self.clean[start:stop], places=places)

    @cached_property
    def lines(self) -> tuple[tuple[int, str], ...]:
        """The lines of `clean`, each with where it starts there."""
        found, start = [], 0
        for line in self.clean.splitlines(keepends=True):
            found.append((start, line.rstrip("\r\n")))
            start += len(line)
        return tuple(found)
