"""The rows of the tables of torchsummary, torchinfo, torchscan and Lightning, as a tree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise

from symrf.readers.pasted import Pasted
from symrf.readers.tables import _english
from symrf.readers.tables.rows import At, Row, numbers

__all__ = ["SUMMARY_ROW", "Branch", "Table", "leaves", "tables"]

SUMMARY_ROW = re.compile(r"^[ \t|]*[A-Za-z_]\w*-\d+[ \t|]+\[-1(?:, \d+)+\][ \t|]+[\d,]+[ \t|]*$", re.MULTILINE)
"""A row that torchsummary prints."""

_HEADLESS = "Layer (type)  Output Shape  Param #"
_PIPED = re.compile(r"^[ \t]*\|\s*Layer \(type[^|\n]*\|", re.MULTILINE)
_BETWEEN = re.compile(r"[\s|:-]*")
_BYTES = 4  # of a number
_LABELS = {
    "Input Shape": "inner",
    "Output Shape": "shape",
    "map size": "map",
    "Kernel Shape": "kernel",
    "Param #": "params",
    "Param": "params",
    "Params": "params",
    "Param %": "",
    "Mult-Adds": "",
    "Groups": "",
    "Trainable": "",
    "Type": "kind",
    "start": "start",
    "jump": "jump",
    "field_size": "rf",
    "Receptive field": "rf",
    "Effective stride": "jump",
    "Effective padding": "",
}
_LABEL = re.compile("|".join(map(re.escape, sorted(_LABELS, key=len, reverse=True))))
_HEADER = re.compile(
    r"^\s*(?:Layer \(type(?: \(var_name\))?(?::depth-idx)?\)|Layer(?=\s+Type\b))\s+"
    r"(?:Type|Input Shape|Output Shape|Kernel Shape|Param #|map size|Mult-Adds|Trainable)"
)
_ROW = re.compile(
    r"(?P<marks>[\s│|├└─+\-]*)(?P<label>[A-Za-z_0-9][\w.]*(?:-\d+(?!\d*[-:]))?(?: \([\w.]+\))?(?::? ?\d+-\d+)?)"
    r"(?=\s|$)(?P<rest>.*)"
)
_INDEX = re.compile(r"(?P<kind>[A-Za-z_]\w*)(?: \((?P<name>[\w.]+)\))?(?:: (?P<depth>\d+)-(?P<index>\d+))?")
_TOKEN = re.compile(r"\[\[.*?\]\]|\[[^\]]*\]|\([^)]*\)|\S+")
_RULE = re.compile(r"\s*[-_=]{4,}\s*")
_INPUT_SIZE = re.compile(r"Input size \(MB\):\s*(\d+(?:\.\d+)?)")
_NUMBER = re.compile(r"\(?(\d[\d,]{0,18})\)?")
_FLOAT = re.compile(r"(\d{1,9})(?:\.(\d{1,6}))?")


@dataclass
class Branch:
    """A row and the rows inside it."""

    row: Row
    inside: list[Branch] = field(default_factory=list)


@dataclass(frozen=True)
class Table:
    """A table: the rows of its first depth, which columns it has, and what it says of the input."""

    branches: tuple[Branch, ...]
    columns: tuple[str, ...]
    batch: int | None
    megabytes: str | None
    decimal: bool  # whether a megabyte has 10^6 bytes
    at: At

    @property
    def floats(self) -> tuple[float, float] | None:
        """Between which the numbers of an input are, by its megabytes, which are rounded."""
        if self.megabytes is None:
            return None
        size, step = float(self.megabytes), 0.5 * 10.0 ** -len(self.megabytes.partition(".")[2])
        scale = (10**6 if self.decimal else 2**20) / _BYTES / (self.batch or 1)
        return max(size - step * 1.01, 0) * scale, (size + step * 1.01) * scale


def leaves(branches: Sequence[Branch]) -> Iterator[Row]:
    """The rows without rows inside them, in order."""
    for branch in branches:
        if branch.inside:
            yield from leaves(branch.inside)
        else:
            yield branch.row


def tables(pasted: Pasted) -> Iterator[Table]:
    """The tables in a text, in their order; a ReadError points at a row that is not read."""
    lines = list(pasted.lines)
    if _PIPED.search(pasted.clean):  # a table of Markdown
        lines = [(start, "" if _BETWEEN.fullmatch(line) else line.replace("|", " ")) for start, line in lines]
    starts = [place for place, (_, line) in enumerate(lines) if _HEADER.match(line)]
    first = next((place for place, (_, line) in enumerate(lines) if SUMMARY_ROW.match(line)), None)
    if not starts and first is not None:
        lines = [(lines[first][0], _HEADLESS), *lines[first:]]
        starts = [0]
    for place, end in pairwise((*starts, len(lines))):
        start, header = lines[place]
        columns = tuple(_LABELS[match[0]] for match in _LABEL.finditer(header))
        rows = list(_rows(pasted, lines[place + 1 : end], columns))
        rest = "\n".join(line for _, line in lines[place + 1 : end])
        said = _INPUT_SIZE.search(rest)
        decimal = "depth-idx" in header
        batches = {batch for _, batch in rows if batch}
        branches = tuple(_tree([row for row, _ in rows], summary=not decimal and "kind" not in columns))
        batch = batches.pop() if len(batches) == 1 else None
        yield Table(branches, columns, batch, said and said[1], decimal, (start, start + len(header)))


def _rows(pasted: Pasted, lines: list[tuple[int, str]], columns: tuple[str, ...]) -> Iterator[tuple[Row, int | None]]:
    """The rows, each with the batch that it prints, until the rule after them."""
    begun = False
    path: list[str] = []
    for start, line in lines:
        if not line.strip():
            continue
        if _RULE.fullmatch(line):
            if begun:
                return
            continue
        match = _ROW.fullmatch(line)
        if match is None or line.startswith(("Total params", "Trainable params", "Non-trainable")):
            if begun and line.startswith(("Total", "Trainable", "Non-")):
                return
            raise pasted.error(_english.NO_ROWS, start, start + len(line))
        begun = True
        yield _row(pasted, match, start, columns, path)


def _row(
    pasted: Pasted, match: re.Match[str], start: int, columns: tuple[str, ...], path: list[str]
) -> tuple[Row, int | None]:
    label, at = match["label"], {"row": (start + match.start("label"), start + match.end("label"))}
    cells: dict[str, str] = {}
    tokens = list(_TOKEN.finditer(match["rest"]))
    for column, token in zip(columns, tokens, strict=False):
        if column:
            cells[column] = token[0]
            begin = start + match.start("rest") + token.start()
            at[column] = (begin, begin + len(token[0]))
    if len(tokens) > len(columns) or ("kind" in columns and "kind" not in cells):
        raise pasted.error(_english.NO_ROWS, *at["row"])
    if "kind" in cells:  # torchscan: a name, and then its type
        kind, name, depth = cells["kind"], label, len(match["marks"].replace(" ", "")) // 2
    else:
        kind, name, depth = _named(label, path)
    shape = _shape(cells.get("shape"))
    if "map" in cells:
        found = re.findall(r"\d{1,9}", cells["map"])
        at["shape"] = at["map"]
        shape = (None, *map(int, found))
    counted = _NUMBER.fullmatch(cells.get("params", ""))
    stated = {each: value for each in ("rf", "jump", "start") if (value := _fraction(cells.get(each))) is not None}
    row = Row(
        *(name, kind, shape, int(counted[1].replace(",", "")) if counted else None, at),
        inner=_shape(cells.get("inner")),
        kernel=_kernel(cells.get("kernel")),
        depth=depth,
        stated=stated,
    )
    return row, _batch(cells.get("shape"))


def _named(label: str, path: list[str]) -> tuple[str, str, int]:
    """The class of a row, what it is called, and its depth."""
    summary = re.fullmatch(r"([\w.]+)-(\d+)", label)
    if summary is not None:
        return summary[1], label.replace("-", "_"), 0
    match = _INDEX.fullmatch(label)
    if match is None:
        return label, label, 0
    depth = int(match["depth"]) if match["depth"] else 0
    if match["name"] and depth:
        path[depth - 1 :] = [match["name"]]
        return match["kind"], ".".join(path[:depth]), depth
    return match["kind"], f"{match['kind']}_{depth}_{match['index']}" if depth else match["kind"], depth


def _shape(cell: str | None) -> tuple[int | None, ...] | None:
    if cell is None:
        return None
    first = re.search(r"\[[^\[\]]*\]|\([^()]*\)", cell)
    return None if first is None else numbers(first[0])


def _batch(cell: str | None) -> int | None:
    match = re.match(r"[\[(]+(\d{1,9}),", cell or "")
    return int(match[1]) if match else None


def _kernel(cell: str | None) -> tuple[int, ...] | None:
    if cell is None or not re.fullmatch(r"\[?\d[\d, ]*\]?", cell):
        return None
    found = tuple(map(int, re.findall(r"\d{1,9}", cell)))
    return found if found and min(found) > 0 else None


def _fraction(cell: str | None) -> Fraction | None:
    return Fraction(cell) if cell is not None and _FLOAT.fullmatch(cell) else None


# --- Trees

_BLOCKS: Mapping[str, tuple[str, ...]] = {  # of torchvision: convolution, batch norm, activation
    "BasicBlock": ("CBRCBCBR", "CBRCBR"),
    "Bottleneck": ("CBRCBRCBCBR", "CBRCBRCBR"),
}
_LETTERS = {"Conv2d": "C", "BatchNorm2d": "B", "ReLU": "R"}


def _tree(rows: list[Row], summary: bool) -> list[Branch]:
    """The rows by their depths; torchsummary prints a block behind what is inside it."""
    if summary:
        return _blocks(rows)
    found: list[Branch] = []
    stack: list[Branch] = []
    for row in rows:
        branch = Branch(row)
        while stack and stack[-1].row.depth >= row.depth:
            stack.pop()
        (stack[-1].inside if stack else found).append(branch)
        stack.append(branch)
    return found


def _blocks(rows: list[Row]) -> list[Branch]:
    found: list[Branch] = []
    for row in rows:
        letters = "".join(_LETTERS.get(each.row.kind, "?") if not each.inside else "?" for each in found)
        inside = next((len(each) for each in _BLOCKS.get(row.kind, ()) if letters.endswith(each)), 0)
        if inside:
            found[-inside:] = [Branch(replace(row, depth=0), found[-inside:])]
        else:
            found.append(Branch(row))
    return found
