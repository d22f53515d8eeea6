"""What symrf refuses, as data: a message, the text it is about, and the place in it."""

from __future__ import annotations

__all__ = [
    "DerivationError",
    "FormulaError",
    "InputError",
    "NotationError",
    "ReadError",
    "SizeError",
    "SymrfError",
]

_LONGEST = 300  # characters of a message
_WINDOW = 72  # columns of the source that are drawn above the caret


class SymrfError(Exception):
    """Anything that symrf refuses: `message`, and where there is one the `source` and the `span` in it.

    Two are equal that say the same of the same place.

    >>> print(SymrfError("no such layer", "c3 q2", (3, 5)))
    no such layer
      c3 q2
         ^^
    """

    def __init__(self, message: str, source: str = "", span: tuple[int, int] | None = None) -> None:
        if len(message) > _LONGEST:  # it repeats a text of the user's that is long
            message = f"{message[: _LONGEST // 2]} … {message[-_LONGEST // 2 :]}"
        super().__init__(message)
        self.message = message
        self.source = source
        self.span = span

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and isinstance(other, SymrfError) and other._told == self._told

    def __hash__(self) -> int:
        return hash(self._told)

    @property
    def _told(self) -> tuple[object, ...]:
        return self.message, self.source, self.span

    def to_dict(self) -> dict[str, object]:
        """The message, the text that it is about, and the place in it, from 0 on, as plain data.

        >>> SymrfError("no such layer", "c3 q2", (3, 5)).to_dict()
        {'message': 'no such layer', 'source': 'c3 q2', 'span': [3, 5]}
        """
        pointed = self.span is not None
        return {
            "message": self.message,
            "source": self.source if pointed else None,
            "span": list(self.span) if self.span is not None else None,
        }

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows of it: what is wrong, and not the way there through symrf."""
        return f"{type(self).__name__}: {self}".splitlines()

    def __str__(self) -> str:
        message = "".join(map(_visible, self.message))
        return message if self.span is None else "\n".join((message, *_drawn(self.source, *self.span)))


class NotationError(SymrfError):
    """A text that is not in the notation."""


class FormulaError(SymrfError):
    """A text that is not a formula."""


class DerivationError(SymrfError):
    """A network that cannot be derived; the message names the layer."""


class SizeError(SymrfError):
    """An input too small for a network; the message names the layer and the least size that works."""


class ReadError(SymrfError):
    """A text, a file or a model of another program that cannot be read as a network; the span is in what was pasted."""


class InputError(SymrfError):
    """A wrong option: an unknown axis, convention, form or format, or a file that cannot be read."""


def _drawn(source: str, start: int, stop: int) -> tuple[str, str]:
    """The line of `source` that holds `start`, cut to a window, and carets under the span."""
    start = min(start, len(source))
    head = source.rfind("\n", 0, start) + 1
    tail = source.find("\n", start)
    tail = len(source) if tail < 0 else tail
    left = max(head, start - _WINDOW // 2)
    right = min(tail, left + _WINDOW)
    before = "…" if left > head else ""
    after = "…" if right < tail else ""
    line = before + "".join(_visible(letter) for letter in source[left:right]) + after
    carets = "^" * max(1, min(stop, right) - start)
    return "  " + line, "  " + " " * (len(before) + start - left) + carets


def _visible(letter: str) -> str:
    """A control character as one visible character, so that the caret below it stays in place."""
    return letter if letter.isprintable() else " " if letter in "\t\r" else "�"
