"""The rows of Keras summaries: lines of signs between columns, or boxes, with cells that are broken over lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from symrf.readers.pasted import Pasted
from symrf.readers.tables import _english
from symrf.readers.tables.classes import Doing, doing, whole_class
from symrf.readers.tables.rows import At, Row, numbers

__all__ = ["Summary", "summaries"]

_HEADER = re.compile(r"Layer \(\s*type\s*\).*?Output\s+Shape.*?Param\s+#(?:.*?Connected to)?")
_COLUMNS = re.compile(r"Layer \(\s*type\s*\)|Output\s+Shape|Param\s+#|Connected to|Trainable")
_COMMENT = re.compile(r"[ \t]*(?:#+|//+|%+|>|\*)[ \t]?")
_NAME = re.compile(r'(?:Model|model)\s*:\s*"([^"]*)"')
_RULE = re.compile(r"[\s_=─━┄+\-]*")
_RULE_OF_BARS = re.compile(r"[\s|:+=-]*")
_BOX = re.compile(r"[┃│]")
_END = re.compile(r"\s*(?:Total params|Trainable params|Non-trainable|Optimizer params)\b")
_PARAMS = re.compile(r"(\d[\d,]*)(?:\s*\(un\w+\))?")
_PLAIN = re.compile(
    r"\s*(?P<name>\S+) \(\s*(?P<kind>[\w>]+)\)?\s+(?P<shape>[\[(].*?[)\]]|multiple|\?)\s+(?P<params>\d[\d,]*)"
    r"\s*(?P<sources>.*)"
)
_SOURCE = re.compile(r"[^\s,'\[\]()]+(?:\[\d*\]?){0,2}…?|[^\s,'\[\]()]+")


@dataclass(frozen=True)
class Summary:
    """A table: its rows, and the name of the model."""

    rows: tuple[Row, ...]
    name: str | None


@dataclass
class _Cells:
    """A row while its lines are gathered: the text of each column in each line, and where it begins."""

    lines: list[list[tuple[str, int]]]

    def parts(self, column: int) -> list[tuple[str, int]]:
        return [line[column] for line in self.lines if column < len(line) and line[column][0].strip()]

    def text(self, column: int, between: str) -> str:
        return between.join(part.strip() for part, _ in self.parts(column))

    def at(self, column: int) -> At | None:
        """Where the first line of a column's text stands."""
        for part, start in self.parts(column):
            begin = start + len(part) - len(part.lstrip())
            return begin, begin + len(part.strip())
        return None


def summaries(pasted: Pasted) -> tuple[Summary, ...]:
    """The summaries in a text, in their order; a ReadError points at a row that is not read."""
    found: list[Summary] = []
    name: str | None = None
    lines = list(pasted.lines)
    while lines:
        _, line = lines.pop(0)
        titled = _NAME.search(line)
        if titled is not None:
            name = titled[1]
        if _HEADER.search(line) is None:
            continue
        if (mark := _COMMENT.match(line)) is not None:
            line, lines = line[mark.end() :], _uncommented(lines, mark[0])
        end = next((place for place, (_, each) in enumerate(lines) if _ends(each)), len(lines))
        if _BOX.search(line):
            rows = _boxed(pasted, lines[:end])
        else:
            rows = _piped(pasted, lines[:end]) if line.count("|") > 1 else _ruled(pasted, line, lines[:end])
        if rows:
            found.append(Summary(tuple(_distinct(rows)), name))
        lines, name = lines[end:], None
    return tuple(found)


def _uncommented(lines: list[tuple[int, str]], mark: str) -> list[tuple[int, str]]:
    """The lines of a table in a comment, without the mark that each begins with; what follows them as it is."""
    sign = mark.rstrip()
    last = next((place for place, (_, line) in enumerate(lines) if not line.startswith(sign)), len(lines))
    return [*((start + len(mark), line[len(mark) :]) for start, line in lines[:last]), *lines[last:]]


def _ends(line: str) -> bool:
    return _END.match(line) is not None or _HEADER.search(line) is not None or _NAME.search(line) is not None


def _distinct(rows: list[Row]) -> Iterator[Row]:
    """Rows with names of their own."""
    seen: dict[str, int] = {}
    for row in rows:
        times = seen[row.name] = seen.get(row.name, 0) + 1
        yield row if times == 1 else replace(row, name=f"{row.name}#{times}")


# --- Keras 3: boxes


def _boxed(pasted: Pasted, lines: list[tuple[int, str]]) -> list[Row]:
    """The rows between lines of signs."""
    rows: list[Row] = []
    cells = _Cells([])
    for start, line in (*lines, (0, "└")):
        if _BOX.search(line) is None:
            if cells.lines:
                rows.append(_row(pasted, cells, boxed=True))
            cells = _Cells([])
            if line.strip().startswith("└"):
                break
            continue
        bounds = [match.start() for match in _BOX.finditer(line)]
        cells.lines.append([(line[left + 1 : right], start + left + 1) for left, right in pairwise(bounds)])
    return rows


# --- Tables of Markdown and reStructuredText


def _piped(pasted: Pasted, lines: list[tuple[int, str]]) -> list[Row]:
    """The rows between bars, each from its parameters on to the next."""
    rows: list[_Cells] = []
    for start, line in lines:
        if _RULE_OF_BARS.fullmatch(line):
            continue
        if "|" not in line:
            break
        bounds = [place for place, letter in enumerate(line) if letter == "|"]
        bounds = bounds if not line[: bounds[0]].strip() else [-1, *bounds]
        bounds = bounds if not line[bounds[-1] + 1 :].strip() else [*bounds, len(line)]
        cells = [(line[left + 1 : right], start + left + 1) for left, right in pairwise(bounds)]
        if len(cells) > 2 and _PARAMS.fullmatch(cells[2][0].strip()):
            rows.append(_Cells([cells]))
        elif rows:
            rows[-1].lines.append(cells)
    return [_row(pasted, each, boxed=True) for each in rows]


# --- Keras 1 and 2: columns


def _ruled(pasted: Pasted, header: str, lines: list[tuple[int, str]]) -> list[Row]:
    """The rows of a table whose columns begin where those of its header do."""
    columns = [match.start() for match in _COLUMNS.finditer(header)]
    rows: list[_Cells] = []
    for start, line in lines:
        if _RULE.fullmatch(line):
            if rows and "=" in line:
                break
            continue
        if "¯" in line or line.lstrip().startswith("|"):
            raise pasted.error(_english.NESTED, start, start + len(line))
        cells = _split(line, start, columns)
        if _PARAMS.fullmatch(cells[2][0].strip()) and numbers(cells[1][0]) is not None:
            rows.append(_Cells([cells]))
        elif (plain := _PLAIN.fullmatch(line)) is not None:
            rows.append(_Cells([_plain(plain, start)]))
        elif _PARAMS.fullmatch(cells[2][0].strip()) and cells[0][0].strip():
            rows.append(_Cells([cells]))
        elif rows:
            rows[-1].lines.append(cells)
        else:
            raise pasted.error(_english.NO_ROWS, start, start + len(line))
    return [_row(pasted, each, boxed=False) for each in rows]


def _split(line: str, start: int, columns: list[int]) -> list[tuple[str, int]]:
    bounds = [0, *columns[1:], max(len(line), columns[-1])]
    return [(line[left:right], start + left) for left, right in pairwise(bounds)]


def _plain(match: re.Match[str], start: int) -> list[tuple[str, int]]:
    """The cells of a line whose columns are elsewhere than its header's."""
    named = match.string[match.start("name") : match.end("kind")] + ")"
    return [
        (named, start + match.start("name")),
        *((match[each] or "", start + match.start(each)) for each in ("shape", "params", "sources")),
    ]


def _row(pasted: Pasted, cells: _Cells, boxed: bool) -> Row:
    """A row of its cells."""
    at = {"row": cells.at(0) or (cells.lines[0][0][1], cells.lines[0][0][1] + 1)}
    label = cells.text(0, " " if boxed else "")
    match = re.fullmatch(r"(.*?)\s*\(\s*([\w>]*)(\)?).*", label)
    if match is None or (boxed and label.startswith(("└", "├"))):
        raise pasted.error(_english.NESTED if "└" in label else _english.NO_ROWS, *at["row"])
    name, kind, closed = match.groups()
    kind = kind.rpartition(">")[2]
    if not closed or doing(kind) is Doing.UNKNOWN:
        kind = whole_class(kind, name)
    for column, what in ((1, "shape"), (2, "params")):
        place = cells.at(column)
        if place is not None:
            at[what] = place
    printed = cells.text(1, "" if not boxed else " ")
    if printed.startswith(("(", "[")) and ")" not in printed and doing(kind) is not Doing.INPUT:
        raise pasted.error(_english.CUT_SHAPE, *at.get("shape", at["row"]))
    shape = numbers(_first_shape(printed))
    counted = _PARAMS.fullmatch(cells.text(2, ""))
    params = int(counted[1].replace(",", "")) if counted is not None and len(counted[1]) < 20 else None
    return Row(name.strip(), kind, shape, params, at, sources=_sources(cells, boxed))


def _first_shape(text: str) -> str:
    """The first of several shapes."""
    match = re.search(r"\([^()]*\)", text)
    return match[0] if match is not None else text


def _sources(cells: _Cells, boxed: bool) -> tuple[str, ...]:
    """The names in the last column; a name may be broken over lines where the columns have rules of signs."""
    parts = [part.strip() for part, _ in cells.parts(3)]
    if boxed:
        return tuple(name for part in parts for name in re.split(r",\s*", part) if name not in ("", "-"))
    joined = ""
    for part in parts:
        joined += f" {part}" if joined.endswith((",", "]")) else part
    return tuple(found for found in _SOURCE.findall(joined) if found not in ("0", "[]"))
