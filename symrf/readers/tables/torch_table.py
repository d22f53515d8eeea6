"""The tables that torchsummary, torchinfo, torchscan and PyTorch Lightning print of a network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import isqrt

from symrf.readers.graph import Graph
from symrf.readers.pasted import Pasted
from symrf.readers.tables import _english
from symrf.readers.tables.classes import Doing, axes_of, doing
from symrf.readers.tables.following import Following
from symrf.readers.tables.rows import Row
from symrf.readers.tables.torch_rows import SUMMARY_ROW, Branch, Table, tables

__all__ = ["claims", "read"]

_TABLE = re.compile(
    r"Layer \(type(?: \(var_name\))?:depth-idx\)"
    r"|Layer\s+Type\s+Output Shape\s+Param #"
    r"|Layer \(type\)\s+(?:map size|Input Shape|Output Shape).*\n(?:\s*[-=_]*\n)*"
    r"\s*(?:Input\s|[\w.]+-\d+\s+[\[(]+\s*-?\d)"
)
_ROWS = 3  # without a header that are a table
_LIGHTNING = re.compile(r"^\s*\|\s*Name\s*\|\s*Type\s*\|\s*Params\b.*$", re.MULTILINE)


def claims(pasted: Pasted) -> bool:
    """Whether a text has the header of such a table, or rows that torchsummary alone prints."""
    if len(SUMMARY_ROW.findall(pasted.clean)) >= _ROWS:
        return True
    return _TABLE.search(pasted.clean) is not None or _LIGHTNING.search(pasted.clean) is not None


def read(pasted: Pasted) -> tuple[Graph, ...]:
    """The networks of all tables in a text; a ReadError points at a row that no layer fits, or says what is missing."""
    found = [_graph(pasted, table) for table in tables(pasted)]
    if found:
        return tuple(found)
    lightning = _LIGHTNING.search(pasted.clean)
    if lightning is not None:
        raise pasted.error(_english.LIGHTNING, *lightning.span())
    raise pasted.error(_english.NO_ROWS)


def _graph(pasted: Pasted, table: Table) -> Graph:
    if not {"shape", "map"} & set(table.columns):
        raise pasted.error(_english.only_parameters(_kernels(table)), *table.at)
    if not table.branches:
        raise pasted.error(_english.NO_ROWS, *table.at)
    return Following(pasted, table).graph()


def _kernels(table: Table) -> list[str]:
    """The kernels that parameters alone tell, of convolutions in front of a batch norm, the first on 3 channels."""
    rows = [row for branch in table.branches for row in _rows(branch)]
    received, found = 3, []
    for place, row in enumerate(rows):
        if axes_of(row.kind) != 2 or doing(row.kind) is not Doing.CONVOLUTION or row.params is None:
            continue
        norm = next((each for each in rows[place + 1 : place + 4] if "Norm" in each.kind and each.params), None)
        options = [norm.params // 2] if norm is not None and norm.params else [64, 96, 192, 256, 384, 512, 32, 16, 128]
        for given, bias in ((given, bias) for given in options for bias in (True, False)):
            taps, rest = divmod(row.params - given * bias, received * given)
            if not rest and taps > 0 and isqrt(taps) ** 2 == taps:
                found.append(f"{row.name} is {isqrt(taps)}x{isqrt(taps)}")
                received = given
                break
        else:
            break
    return found


def _rows(branch: Branch) -> Iterator[Row]:
    yield branch.row
    for each in branch.inside:
        yield from _rows(each)
