"""The wire format of protocol buffers: the fields of a message, whose long contents are stepped over."""

from __future__ import annotations

import struct

from symrf.readers.onnx import _english

__all__ = ["Bytes", "Cut", "Field", "fields", "floats", "integers", "signed", "text"]

Bytes = memoryview
Field = tuple[int, int, int, int]
"""The number of a field, its wire type, and a number, or where its contents start and end."""

_VARINT, _FIXED64, _LENGTH, _FIXED32 = 0, 1, 2, 5
_FIXED = {_FIXED64: 8, _FIXED32: 4}
_LONGEST_VARINT = 10  # bytes of a number of 64 bits


class Cut(Exception):
    """What is wrong with the bytes of a message, and at which byte."""


def _varint(data: Bytes, place: int, stop: int) -> tuple[int, int]:
    """A number, and the byte after it."""
    value = shift = 0
    for here in range(place, min(stop, place + _LONGEST_VARINT)):
        byte = data[here]
        value |= (byte & 127) << shift
        if byte < 128:
            return value, here + 1
        shift += 7
    raise Cut(_english.cut(place))


def fields(data: Bytes, start: int, stop: int) -> list[Field]:
    """The fields of the message between two bytes; `Cut` where it is none.

    >>> fields(memoryview(bytes([8, 3, 18, 2, 104, 105])), 0, 6)
    [(1, 0, 3, 0), (2, 2, 4, 6)]
    """
    found: list[Field] = []
    place = start
    while place < stop:
        tag = data[place]
        if tag < 128:
            here = place + 1
        else:
            tag, here = _varint(data, place, stop)
        wire = tag & 7
        if wire == _LENGTH:
            length, first = _varint(data, here, stop)
            end = first + length
            if end > stop:
                raise Cut(_english.cut(place))
            found.append((tag >> 3, wire, first, end))
            place = end
        elif wire == _VARINT:
            value, place = _varint(data, here, stop)
            found.append((tag >> 3, wire, value, 0))
        elif wire in _FIXED and here + _FIXED[wire] <= stop:
            place = here + _FIXED[wire]
            found.append((tag >> 3, wire, here, place))
        else:
            raise Cut(_english.cut(place))
        if tag < 8:
            raise Cut(_english.cut(place))
    return found


def signed(value: int) -> int:
    """A number of 64 bits with its sign."""
    return value - (1 << 64) if value >= 1 << 63 else value


def text(data: Bytes, field: Field) -> str:
    """The contents of a field as text; what is no UTF-8 in it is shown as �."""
    return bytes(data[field[2] : field[3]]).decode("utf-8", "replace") if field[1] == _LENGTH else ""


def integers(data: Bytes, field: Field) -> list[int]:
    """The whole numbers of a field, packed or alone."""
    _, wire, first, stop = field
    if wire == _VARINT:
        return [signed(first)]
    if wire != _LENGTH:
        return []
    found = []
    while first < stop:
        value, first = _varint(data, first, stop)
        found.append(signed(value))
    return found


def floats(data: Bytes, field: Field) -> list[float]:
    """The numbers of 32 bits of a field, packed or alone."""
    _, wire, first, stop = field
    if wire == _VARINT or (stop - first) % 4:
        return []
    return list(struct.unpack(f"<{(stop - first) // 4}f", data[first:stop]))
