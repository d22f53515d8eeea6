"""How text looks on the terminal that it is written to: as wide as that, in colour, and in Unicode where it has it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import replace
from typing import TextIO

from symrf.front.rendering.text import PLAIN_TEXT, UNICODE_TEXT, WIDTH, TextRenderer

__all__ = ["COLOR", "on_terminal"]

COLOR = ("auto", "always", "never")
"""When text is coloured: where it is written to a terminal, in any case, or not at all."""
_NARROWEST = 40  # letters: lines are not broken to less
_PLAIN = ("dumb", "linux")  # terminals whose fonts have letters alone


def on_terminal(
    stream: TextIO, color: str = "auto", unicode: bool = False, environment: Mapping[str, str] = os.environ
) -> TextRenderer:
    """The renderer for what is written to a stream, in Unicode if that is asked for or a terminal has it.

    >>> import io
    >>> renderer = on_terminal(io.StringIO())
    >>> renderer.width, renderer.coloured, renderer.cross
    (80, False, 'x')
    """
    terminal = _is_terminal(stream)
    kind = environment.get("TERM", "")
    encoded = (getattr(stream, "encoding", None) or "").lower().replace("-", "") == "utf8"
    signs = UNICODE_TEXT if unicode or (terminal and encoded and kind not in _PLAIN) else PLAIN_TEXT
    coloured = color == "always" or (
        color == "auto" and terminal and kind != "dumb" and not environment.get("NO_COLOR")
    )
    width = max(_NARROWEST, shutil.get_terminal_size((WIDTH, 24)).columns) if terminal else WIDTH
    return replace(signs, width=width, coloured=coloured)


def _is_terminal(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except (AttributeError, ValueError):  # there is no stream, or it is closed
        return False
