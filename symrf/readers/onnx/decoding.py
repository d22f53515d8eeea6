"""The bytes of an ONNX file -> Model; the numbers of weights are never looked at."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import partial
from math import isfinite, prod
from typing import Any

from symrf.formulas import limits
from symrf.readers.onnx import _english
from symrf.readers.onnx.model import Attribute, Constant, Item, Model, Operation, Port
from symrf.readers.onnx.naming import module
from symrf.readers.onnx.wire import Bytes, Cut, Field, fields, floats, integers, signed, text

__all__ = ["decoded"]

_GRAPH = 7  # of a model
_DECIMALS = frozenset({1, 10, 11, 16, *range(17, 21)})  # types of data with decimals
_RAW: Mapping[int, str] = {1: "f", 2: "B", 3: "b", 4: "H", 5: "h", 6: "i", 7: "q", 9: "?", 11: "d", 12: "I", 13: "Q"}
_SCOPES = "pkg.torch.onnx.name_scopes"
_QUOTED = re.compile(r"'([^']*)'")


def decoded(data: Bytes) -> Model:
    """The model in these bytes; `Cut` says at which byte they are none."""
    graphs = [each for each in fields(data, 0, len(data)) if each[:2] == (_GRAPH, 2)]
    if not graphs:
        raise Cut(_english.NO_GRAPH)
    _, _, start, stop = graphs[-1]
    return _Graph(data).model(fields(data, start, stop))


class _Graph:
    """A graph that is read from bytes."""

    def __init__(self, data: Bytes) -> None:
        self.data = data

    def model(self, found: list[Field]) -> Model:
        """The model of a graph's fields."""
        groups: dict[int, list[Field]] = {}
        for each in found:
            groups.setdefault(each[0], []).append(each)
        if len(groups.get(1, ())) > limits.READ_NODES:
            raise Cut(_english.too_many(len(groups[1])))
        held = dict(self.tensor(each) for each in groups.get(5, ()))
        ports = tuple(self.port(each) for each in groups.get(11, ()))
        return Model(
            tuple(self.operation(each) for each in groups.get(1, ())),
            tuple(each for each in ports if each.name not in held),
            tuple(self.port(each) for each in groups.get(12, ())),
            held,
            next((text(self.data, each) or None for each in groups.get(2, ())), None),
        )

    def inside(self, field: Field) -> list[Field]:
        """The fields of a message in a field."""
        return fields(self.data, field[2], field[3]) if field[1] == 2 else []

    def operation(self, field: Field) -> Operation:
        """A node."""
        data = self.data
        inputs, outputs, said = [], [], {3: "", 4: "", 7: ""}
        attributes: dict[str, Attribute] = {}
        scope = ""
        for each in self.inside(field):
            match each[0]:
                case 1:
                    inputs.append(text(data, each))
                case 2:
                    outputs.append(text(data, each))
                case 3 | 4 | 7:
                    said[each[0]] = text(data, each)
                case 5:
                    name, value = self.attribute(each)
                    attributes[name] = value
                case 9:
                    scope = self.scope(each) or scope
        called = module(said[3], scope, tuple(inputs[1:]))
        return Operation(said[4], tuple(inputs), tuple(outputs), said[3], called, attributes, said[7])

    def scope(self, field: Field) -> str:
        """Where a node stands in the modules of a program, where the exporter writes it."""
        parts = {each[0]: text(self.data, each) for each in self.inside(field)}
        scopes = _QUOTED.findall(parts.get(2, "")) if parts.get(1) == _SCOPES else []
        return scopes[-2] if len(scopes) > 1 else ""

    def attribute(self, field: Field) -> tuple[str, Attribute]:
        """The name of an attribute, and what it is."""
        data = self.data
        name = ""
        value: Attribute = None
        several: list[Any] = []
        for each in self.inside(field):
            match each[0]:
                case 1:
                    name = text(data, each)
                case 2:
                    value = next(iter(floats(data, each)), None)
                case 3:
                    value = signed(each[2])
                case 4:
                    value = text(data, each)
                case 5:
                    value = self.tensor(each)[1]
                case 7:
                    several += floats(data, each)
                case 8:
                    several += integers(data, each)
                case 9:
                    several.append(text(data, each))
        return name, tuple(several) if several else value

    def tensor(self, field: Field) -> tuple[str, Constant]:
        """The name of what is held, and its dimensions; its numbers where they are asked for."""
        name, dims, kind = "", [], 0
        contents: list[Field] = []
        for each in self.inside(field):
            match each[0]:
                case 1:
                    dims += integers(self.data, each)
                case 2:
                    kind = each[2]
                case 8:
                    name = text(self.data, each)
                case 4 | 5 | 7 | 9 | 10 | 11 if each[1] in (0, 2):
                    contents.append(each)
        return name, Constant(tuple(dims), partial(self.numbers, kind, tuple(dims), tuple(contents)))

    def numbers(self, kind: int, dims: tuple[int, ...], contents: tuple[Field, ...]) -> tuple[Item, ...] | None:
        """What is held, where it is few numbers; None for weights, and for what stands in another file."""
        count = prod(dims)
        if kind not in _RAW or not 0 <= count <= limits.READ_CONSTANT or any(each < 0 for each in dims):
            return None
        found: list[int | float] = []
        for each in contents:
            if each[0] in (5, 7, 11):
                found += integers(self.data, each)
            elif each[0] == 4:
                found += floats(self.data, each)
            else:
                found += self.raw(kind if each[0] == 9 else 11, each)
        return tuple(map(_item, found)) if len(found) == count else None

    def raw(self, kind: int, field: Field) -> Iterator[int | float]:
        """Numbers as they lie in memory."""
        letter = _RAW[kind]
        step = struct.calcsize("<" + letter)
        data = self.data[field[2] : field[3]]
        return (value for (value,) in struct.iter_unpack("<" + letter, data[: len(data) // step * step]))

    def port(self, field: Field) -> Port:
        """An input or an output of the graph."""
        name, dims, kind = "", None, 1
        for each in self.inside(field):
            if each[0] == 1:
                name = text(self.data, each)
            elif each[0] == 2:
                for tensor in (one for one in self.inside(each) if one[0] == 1):
                    for part in self.inside(tensor):
                        if part[0] == 1:
                            kind = part[2]
                        elif part[0] == 2:
                            dims = tuple(self.dimension(one) for one in self.inside(part) if one[0] == 1)
        return Port(name, dims, kind in _DECIMALS)

    def dimension(self, field: Field) -> int | str | None:
        """A dimension: a number, a name, or not told."""
        for each in self.inside(field):
            if each[0] == 1 and each[1] == 0:
                return signed(each[2]) if signed(each[2]) > 0 else None
            if each[0] == 2:
                return text(self.data, each) or None
        return None


def _item(value: int | float) -> Item:
    """A number of a constant."""
    if isinstance(value, int):
        return int(value)
    return Fraction(value) if isfinite(value) else None
