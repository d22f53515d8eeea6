"""Tables of layers: a header that names k, s, p and the like, and rows with commas, bars, tabs or blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from symrf.formulas import limits
from symrf.networks.notation.kinds import Kind
from symrf.readers.drafts import Piece
from symrf.readers.graph import Building
from symrf.readers.layers_list import _english
from symrf.readers.layers_list.columns import Row, column, kind_of, layers_of
from symrf.readers.layers_list.literals import Data, numbers
from symrf.readers.layers_list.rows import INVERTED, inverted
from symrf.readers.pasted import Pasted

__all__ = ["is_table", "table"]

_SEPARATORS = (re.compile(r"\s*\|\s*"), re.compile(r"\s*\t\s*"), re.compile(r"\s*[,;]\s*"), re.compile(r"\s+"))
_RULE = re.compile(r"[\s|:+=-]*")
_NUMBERS = re.compile(r"[(\[]?\s*(\d{1,9})(?:\s*[x×,]\s*(\d{1,9}))?(?:\s*[x×,]\s*(\d{1,9}))?\s*[)\]]?")
_EMPTY = {"", "-", "–", "—", "none", "n/a", "na"}
_TELLING = re.compile(r"strid|pad|dilat|group|rate|krn|kern|repeat|times|\bn\b", re.I)
_SIZED = frozenset({"kernel", "stride"})


def is_table(pasted: Pasted) -> bool:
    """Whether the first line names columns, all of them known, a kernel and a stride among them, and rows follow."""
    return _header(pasted.clean[:4000]) is not None


@lru_cache(maxsize=8)
def _header(text: str) -> tuple[re.Pattern[str], tuple[str, ...]] | None:
    """How cells are separated, and the columns."""
    lines = [line for line in text.splitlines() if line.strip() and not _RULE.fullmatch(line)]
    if len(lines) < 2:
        return None
    barred = [line for line in lines if "|" in line]
    if len(barred) > 1:
        lines = barred
    first = lines[0].strip().lstrip("#").strip().strip("|").strip()
    for separator in _SEPARATORS:
        words = separator.split(first)
        found = _told_apart([column(word) for word in words], words)
        known = tuple(each for each in found if each is not None)
        if separator is _SEPARATORS[0] and (open_ := _opened(found, words)):
            return separator, open_
        if (
            len(known) == len(found)
            and len(set(known)) == len(known) >= 2
            and (set(known) >= _SIZED or set(known) >= INVERTED)
        ):
            return separator, known
    return None


def _opened(columns: Sequence[str | None], words: Sequence[str]) -> tuple[str, ...]:
    """The columns of a table with bars, of which others are stepped over: a kernel, and what the layer is."""
    named = [each for each in columns if each is not None]
    typed = "type" in named or named.count("name") > 0
    if any(each is None and _TELLING.search(word) for each, word in zip(columns, words, strict=True)):
        return ()  # another spelling of a column that matters
    if None not in columns and len(set(named)) == len(named):
        return ()
    if "kernel" not in named or named.count("kernel") > 1 or not typed or len(named) < 3:
        return ()
    found: list[str] = []
    for place, each in enumerate(columns):
        again = each is not None and each in columns[place + 1 :]  # the last of two names is the name
        found.append(f"_{words[place]}" if each is None or again else each)
    return tuple(found) if len(set(found)) == len(found) else ()


def _told_apart(columns: list[str | None], words: Sequence[str]) -> list[str | None]:
    """The columns, where one is called size beside another for the kernel: it is the size of what the layer gives."""
    if columns.count("kernel") < 2:
        return columns
    return ["size_after" if word.strip().lower() == "size" else each for each, word in zip(columns, words, strict=True)]


def table(pasted: Pasted, building: Building) -> tuple[tuple[Piece, ...], int | None, tuple[int, ...]]:
    """The layers of a table, a row each, and the channels and the size of its input where a row says them."""
    header = _header(pasted.clean[:4000])
    if header is None:
        raise pasted.error(_english.no_rows())
    separator, columns = header
    found = list(islice(_rows(pasted, separator, columns), limits.LINE_LAYERS + 1))
    if not found:
        raise pasted.error(_english.no_rows(), 0, len(pasted.clean))
    if set(columns) >= INVERTED:
        return inverted(pasted, found, building), None, ()
    if _kind(found[-1]) is Kind.INPUT:
        building.assume(_english.UPWARDS, pasted.span(*found[-1].span), certain=True)
        found.reverse()
    channels: int | None = None
    size: tuple[int, ...] = ()
    if _kind(found[0]) is Kind.INPUT:
        channels, size = _input(found.pop(0))
    return tuple(step for row in found for step in layers_of(pasted, row)), channels, size


def _kind(row: Row) -> Kind | str | None:
    return kind_of(row.text("type") or row.text("name"))


def _input(row: Row) -> tuple[int | None, tuple[int, ...]]:
    """The channels and the size that a row of the input says."""
    cells = [row.cells[each] for each in ("size_after", "kernel") if each in row.cells]
    sides = next((found for each in cells if (found := numbers(each)) and min(found) > 0), ())
    channels = row.cells["channels"].number if "channels" in row.cells else None
    if len(sides) == 3:
        channels, sides = (sides[0], sides[1:]) if sides[0] < sides[2] else (sides[2], sides[:2])
    return channels or None, sides * 2 if len(sides) == 1 else sides[:2]


def _rows(pasted: Pasted, separator: re.Pattern[str], columns: Sequence[str]) -> Iterator[Row]:
    headed = False
    for start, line in pasted.lines:
        if not line.strip() or _RULE.fullmatch(line) or (separator is _SEPARATORS[0] and "|" not in line):
            continue
        if not headed:
            headed = True
            continue
        lead = len(line) - len(line.lstrip())
        lead += line.lstrip().startswith("|")
        body = line[lead:].rstrip().removesuffix("|")
        lead += len(body) - len(body.lstrip())
        body = body.strip()
        cells = list(_cells(body, separator, start + lead))
        if len(cells) != len(columns):
            raise pasted.error(_english.cells(len(cells), len(columns)), start, start + max(len(line), 1))
        yield Row(dict(zip(columns, cells, strict=True)), (start + lead, start + lead + len(body)))


def _cells(body: str, separator: re.Pattern[str], start: int) -> Iterator[Data]:
    at = 0
    for match in [*separator.finditer(body), None]:
        stop = len(body) if match is None else match.start()
        yield _cell(body[at:stop], (start + at, start + max(stop, at + 1)))
        at = len(body) if match is None else match.end()


def _cell(text: str, span: tuple[int, int]) -> Data:
    """What a cell says: numbers, a word, or nothing."""
    text = text.strip().strip("*`").strip()
    if text.lower() in _EMPTY:
        return Data(None, span)
    found = _NUMBERS.fullmatch(text)
    if found:
        values = tuple(Data(int(each), span) for each in found.groups() if each)
        return values[0] if len(values) == 1 else Data(values, span)
    return Data(text, span)
