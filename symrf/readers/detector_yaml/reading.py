"""A detector in YAML -> Graph: rows of [from, repeats, module, arguments]."""

from __future__ import annotations

import re
from collections.abc import Mapping

from symrf.formulas import limits
from symrf.readers.detector_yaml import _english
from symrf.readers.detector_yaml.claiming import claims, named
from symrf.readers.detector_yaml.detector import Detector
from symrf.readers.detector_yaml.loading import Value, loaded
from symrf.readers.detector_yaml.rows import Row
from symrf.readers.graph import Graph
from symrf.readers.pasted import Pasted

__all__ = ["claims", "read"]

_FILE_SCALE = re.compile(r"yolo(?:v|e-v)?\d+([nslmx])\b")


def read(pasted: Pasted) -> tuple[Graph, ...]:
    """The network of a YAML file; a ReadError points at the row that is not read, or names what is only named."""
    if (found := named(pasted.clean)) is not None:
        where, names = found
        raise pasted.error(_english.only_named(names), where.start(), where.end())
    return (_Reading.begun(pasted, loaded(pasted)).graph(),)


class _Reading(Detector):
    """A detector while its rows are read: of each its place, and of each place its channels."""

    @classmethod
    def begun(cls, pasted: Pasted, file: Value) -> _Reading:
        """With the multiples of depth and width, or those of a scale."""
        reading = cls(pasted, file)
        reading.channels[0] = reading.number("ch", 3)
        depth, width = (_decimal(file.get(each)) for each in ("depth_multiple", "width_multiple"))
        reading.depth, reading.width = depth or 1.0, width or 1.0
        scales = file.get("scales")
        if scales is not None and isinstance(scales.of, dict) and scales.of:
            reading.scaled(scales.of)
        return reading

    def scaled(self, scales: Mapping[str, Value]) -> None:
        """Take the scale that the file is named after, or the first."""
        meant = _FILE_SCALE.search(self.pasted.file)
        own = self.file.get("scale")
        wanted = [str(own.of) if own is not None else "", meant[1] if meant else ""]
        self.size = next((each for each in wanted if each in scales), next(iter(scales)))
        values = [_decimal(each) for each in scales[self.size]]
        if len(values) < 2 or None in values:
            raise self.refusal(_english.NO_SCALE, scales[self.size])
        self.depth, self.width, self.largest = ([each or 1.0 for each in values] + [float("inf")])[:3]
        self.building.assume(_english.scale(self.size, list(scales)), self.span(scales[self.size]), certain=True)

    def graph(self) -> Graph:
        """The graph of all rows."""
        rows = [row for key in ("backbone", "head") if (part := self.file.get(key)) is not None for row in part]
        if not rows or len(rows) > limits.READ_NODES:
            raise self.refusal(_english.NO_ROWS, self.file)
        for row in rows:
            self.rows.append(self.row(row))
        return self.building.graph(
            *dict.fromkeys(self.outputs or [self.rows[-1]]), channels=self.channels[0], convention="pytorch"
        )

    def row(self, row: Value) -> int:
        """The place behind a row."""
        parts = list(row)
        if len(parts) not in (3, 4):
            raise self.refusal(_english.NO_ROW, row)
        where, repeats, module, *rest = parts
        name = str(module.of)
        given = [self.argument(each) for each in (rest[0] if rest else ())]
        sources = self.sources(where)
        count = repeats.of
        if not isinstance(count, int) or isinstance(count, bool) or not 1 <= count <= limits.REPEAT_WRITTEN_OUT:
            raise self.refusal(_english.no_number(count), repeats)
        times = max(round(count * self.depth), 1) if count > 1 else count
        if times > limits.NETWORK_DEPTH // 2:  # some modules nest a bracket or two in each repeat
            raise self.refusal(_english.too_many_repeats(times), repeats)
        made = Row(self, row, module, name, sources, times, given)
        try:
            return made.place()
        except (TypeError, ValueError, ZeroDivisionError, OverflowError, AttributeError):
            raise self.refusal(_english.OWN_ARGUMENTS, row) from None

    def argument(self, value: Value) -> object:
        """An argument, whose names are those of the file."""
        if isinstance(value.of, tuple):
            return tuple(self.argument(each) for each in value)
        if isinstance(value.of, dict):
            raise self.refusal(_english.OWN_ARGUMENTS, value)
        named = self.file.get(value.of) if isinstance(value.of, str) else None
        return named.of if named is not None and isinstance(named.of, int | float) else value.of

    def sources(self, where: Value) -> list[int]:
        """The places that a row reads: of the rows before it, counted from it where they are below 0."""
        here = len(self.rows)
        found = []
        for each in where if isinstance(where.of, tuple) else (where,):
            index = each.of
            row = index + here if isinstance(index, int) and index < 0 else index
            if row == -1 and not here:
                found.append(0)
            elif isinstance(row, int) and not isinstance(row, bool) and 0 <= row < here:
                found.append(self.rows[row])
            else:
                raise self.refusal(_english.outside(index, here - 1), each)
        if not found:
            raise self.refusal(_english.outside("[]", here - 1), where)
        return found


def _decimal(value: Value | None) -> float | None:
    """A number above 0, and not above 100."""
    found = None if value is None else value.of
    if isinstance(found, int | float) and not isinstance(found, bool) and found > 0:
        return float(found)
    return None
