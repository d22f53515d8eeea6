"""The text of a cfg as sections with their options, each knowing its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from symrf.formulas import limits
from symrf.readers.darknet import _english
from symrf.readers.graph import Span
from symrf.readers.pasted import Pasted

__all__ = ["Section", "sections"]

_HEADER = re.compile(r"[ \t]*\[[ \t]*([A-Za-z_0-9]+)[ \t]*\][ \t]*(?:[#;].*)?")
_OPTION = re.compile(r"[ \t]*([A-Za-z_0-9]+)[ \t]*=[ \t]*")
_WHOLE = re.compile(r"([-+]?\d{1,9})(?:\.0*)?(?![\d.])")


@dataclass
class Section:
    """A section: its name in small letters, its options as they are written, and where each stands."""

    name: str
    pasted: Pasted
    start: int
    stop: int
    options: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    gives: tuple[int, int, int] | None = None  # the height, the width and the channels that are printed behind it

    @property
    def span(self) -> Span:
        """Where its header stands, in what was pasted."""
        return self.pasted.span(self.start, self.stop)

    def text(self, key: str, default: str = "") -> str:
        """An option as it is written."""
        return self.options[key][0] if key in self.options else default

    def integer(self, key: str, default: int | None = None, least: int | None = None) -> int:
        """An option that is a whole number; a ReadError at it where it is none, or too small."""
        if key not in self.options:
            if default is None:
                raise self.refusal(_english.missing(self.name, key))
            return default
        text, _, _ = self.options[key]
        found = _WHOLE.match(text)
        if found is None:
            raise self.refusal(_english.no_number(key, text), key)
        value = int(found[1])
        if least is not None and value < least:
            raise self.refusal(_english.too_small(key, least), key)
        return value

    def integers(self, key: str) -> list[int]:
        """An option that is whole numbers with commas between them."""
        text, _, _ = self.options.get(key, ("", 0, 0))
        parts = [each.strip() for each in text.split(",") if each.strip()]
        if not parts:
            raise self.refusal(_english.missing(self.name, key))
        if not all(re.fullmatch(r"[-+]?\d{1,9}", each) for each in parts):
            raise self.refusal(_english.no_number(key, text), key)
        return [int(each) for each in parts]

    def refusal(self, message: str, key: str = "") -> Exception:
        """A ReadError at an option, or at the header."""
        _, start, stop = self.options.get(key, ("", self.start, self.stop))
        return self.pasted.error(message, start, stop)


def sections(pasted: Pasted) -> list[Section]:
    """The sections of a text in their order; lines that are no option are comments and talk."""
    found: list[Section] = []
    for start, line in pasted.lines:
        if header := _HEADER.fullmatch(line):
            found.append(Section(header[1].lower(), pasted, start + line.index("["), start + line.index("]") + 1))
            if len(found) > limits.READ_NODES:
                raise pasted.error(_english.too_many(), start)
        elif found and (option := _OPTION.match(line)):
            value = line[option.end() :].partition("#")[0].rstrip()
            where = start + option.start(1), start + option.end() + len(value)
            found[-1].options.setdefault(option[1].lower(), (value, *where))
    return found
