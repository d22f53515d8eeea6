"""Protobuf's wire format, as an ONNX file has it: fields, tensors, attributes, and the shapes of what is given."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import TypeAlias

__all__ = ["Attribute", "attribute", "floats", "message", "number", "shaped", "tensor"]

FLOAT, INT64 = 1, 7  # data types of tensors
Attribute: TypeAlias = int | float | str | Sequence[int] | bytes


def varint(value: int) -> bytes:
    """A number in groups of seven bits, the least first; a negative one has ten groups."""
    value &= (1 << 64) - 1
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    found.append(value)
    return bytes(found)


def number(place: int, value: int) -> bytes:
    """A field that is a number."""
    return varint(place << 3) + varint(value)


def message(place: int, value: bytes | str) -> bytes:
    """A field that is a text or a message."""
    data = value.encode() if isinstance(value, str) else value
    return varint(place << 3 | 2) + varint(len(data)) + data


def tensor(values: Sequence[int]) -> bytes:
    """A row of whole numbers."""
    return number(1, len(values)) + number(2, INT64) + message(9, struct.pack(f"<{len(values)}q", *values))


def floats(values: Sequence[float], row: bool = True) -> bytes:
    """A row of floats, or the one that it is."""
    shape = number(1, len(values)) if row else b""
    return shape + number(2, FLOAT) + message(9, struct.pack(f"<{len(values)}f", *values))


def attribute(name: str, value: Attribute) -> bytes:
    """A named attribute of a node."""
    head = message(1, name)
    match value:
        case float():
            return head + varint(2 << 3 | 5) + struct.pack("<f", value) + number(20, 1)
        case int():
            return head + number(3, value) + number(20, 2)
        case str():
            return head + message(4, value) + number(20, 3)
        case bytes():
            return head + message(5, value) + number(20, 4)
    return head + b"".join(number(8, each) for each in value) + number(20, 7)


def shaped(name: str, sizes: Sequence[int | str]) -> bytes:
    """A named tensor of floats of that shape, as the input and the output of a graph have it; '' is a size not told."""
    told = (b"" if size == "" else message(2, size) if isinstance(size, str) else number(1, size) for size in sizes)
    shape = b"".join(message(1, each) for each in told)
    return message(1, name) + message(2, message(1, number(1, FLOAT) + message(2, shape)))
