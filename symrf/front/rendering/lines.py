"""Lines of a terminal: text that is broken at blanks and at signs, and cells in columns that have room.

Letters that only colour a text have no width.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

__all__ = ["columns", "seen", "wrapped"]

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_NUMBER = re.compile(r"-?[0-9][0-9,.]*( ?[kMGT])?")
_SIGNS = "+-−*·/="
_OPENING, _CLOSING = "([{⌊⌈", ")]}⌋⌉"
_HOLDING = (*_OPENING, "*")  # signs behind which no line ends
_NARROWEST = 12  # letters: the width of a column whose words are broken
_LONGEST = 20  # letters of a word that is not broken in a table
_GAP = 2


def seen(text: str) -> int:
    """How many letters of a text are seen.

    >>> seen("\\x1b[1mw-2\\x1b[0m")
    3
    """
    return len(_COLOUR.sub("", text)) if "\x1b" in text else len(text)


def wrapped(text: str, room: int, indent: int = 0, signs: str = _SIGNS) -> list[str]:
    """A text in lines of at most that many letters, those after the first indented.

    They end at blanks, and before `signs` where a word has no room: there where the fewest brackets are open.

    >>> wrapped("for even w and h", 10, 2)
    ['for even w', '  and h']
    >>> wrapped("floor((w-2)/2)+floor((h-2)/2)", 20)
    ['floor((w-2)/2)', '+floor((h-2)/2)']
    """
    if seen(text) <= room:
        return [text]
    lines = [""]
    for word in text.split(" "):
        blank = " " if lines[-1].strip() else ""
        if seen(lines[-1]) + len(blank) + seen(word) <= room:
            lines[-1] += blank + word
            continue
        if lines[-1].strip():
            lines.append(" " * indent)
        while seen(lines[-1]) + seen(word) > room and (place := _break(word, room - seen(lines[-1]), signs)):
            lines[-1] += word[:place]
            lines.append(" " * indent)
            word = word[place:]
        lines[-1] += word
    return [line.rstrip() for line in lines]


def _break(word: str, room: int, signs: str) -> int:
    """Where a word is broken that has no room: before a sign or behind a comma; 0 where it is not."""
    depth = 0
    places: list[tuple[bool, int, int]] = []  # near the start is the last choice
    held = _HOLDING if signs == _SIGNS else ("\\",)
    for at, letter in enumerate(word[: room + 1]):
        before = word[at - 1 : at]
        if at and (letter in signs or before == ",") and before not in held:
            places.append((at > room // 3, -depth, at))
        depth += (letter in _OPENING) - (letter in _CLOSING)
    return max(places, default=(False, 0, 0))[2]


def columns(rows: Sequence[Sequence[str]], room: int) -> Iterator[tuple[str, ...]]:
    """The lines of each row, whose cells stand under each other, numbers to the right.

    Where they have no room, the widest are broken; where that is too little, a row is a list of its cells, each with
    what stands over it.
    """
    sides = list(zip(*rows, strict=True))
    widths = [max(map(seen, side)) for side in sides]
    if sum(widths) + _GAP * (len(widths) - 1) > room:
        fitted = _fitted(widths, list(map(_least, sides)), room)
        if fitted is None:
            yield from map(tuple, _listed(rows, room))
            return
        widths = fitted
    right = [all(_NUMBER.fullmatch(_COLOUR.sub("", cell)) for cell in side[1:] if cell) for side in sides]
    right = [each and any(side[1:]) for each, side in zip(right, sides, strict=True)]
    for row in rows:
        cells = [wrapped(cell, width, _GAP) for cell, width in zip(row, widths, strict=True)]
        yield tuple(
            (" " * _GAP)
            .join(
                _padded(cell[line] if line < len(cell) else "", width, side)
                for cell, width, side in zip(cells, widths, right, strict=True)
            )
            .rstrip()
            for line in range(max(map(len, cells)))
        )


def _padded(cell: str, width: int, right: bool) -> str:
    blanks = " " * (width - seen(cell))
    return blanks + cell if right else cell + blanks


def _fitted(widths: Sequence[int], least: Sequence[int], room: int) -> list[int] | None:
    """The widths of columns with the widest as narrow as there is room for; None where they would be too narrow."""
    fitted = list(widths)
    over = sum(fitted) + _GAP * (len(fitted) - 1) - room
    while over > 0:
        wide = [place for place, width in enumerate(fitted) if width > least[place]]
        if not wide:
            return None
        fitted[max(wide, key=lambda place: fitted[place])] -= 1
        over -= 1
    return fitted


def _least(side: Sequence[str]) -> int:
    """How narrow a column may be: as its words, or where those are long, as pieces of them."""
    words = [seen(word) for cell in side for word in cell.split(" ")]
    return max((length if length <= _LONGEST else _NARROWEST for length in words), default=0)


def _listed(rows: Sequence[Sequence[str]], room: int) -> Iterator[list[str]]:
    """Each row as a list; the head stands before each cell."""
    head, *others = rows
    for row in others:
        (first, *cells), titles = row, head[1:]
        lines = wrapped(first, room, _GAP)
        for title, cell in zip(titles, cells, strict=True):
            if cell:
                text = f"{title}: {cell}" if title else cell
                lines += [" " * _GAP + line for line in wrapped(text, room - _GAP, _GAP)]
        yield lines
