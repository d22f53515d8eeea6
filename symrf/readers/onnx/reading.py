"""Bytes of an ONNX file -> Graph."""

from __future__ import annotations

import mmap
from collections.abc import Mapping

from symrf.errors import InputError, ReadError
from symrf.networks.notation.architecture import Architecture
from symrf.readers.graph import Graph
from symrf.readers.onnx import _english
from symrf.readers.onnx.decoding import decoded
from symrf.readers.onnx.interpreting import interpreted
from symrf.readers.onnx.wire import Bytes, Cut
from symrf.readers.pasted import Pasted

__all__ = ["claims", "read", "read_file"]

_VERSIONS = range(1, 64)  # of the format, which stand first in a file
_NEXT = frozenset({0x12, 0x1A, 0x22, 0x28, 0x32, 0x3A, 0x42, 0x72, 0xA2, 0xCA})  # tags of what may come next


def claims(pasted: Pasted) -> bool:
    """Whether these bytes begin as an ONNX file does: with the version of its format."""
    data = bytes(pasted.data[:3])
    return len(data) == 3 and data[0] == 8 and data[1] in _VERSIONS and data[2] in _NEXT


def read(pasted: Pasted) -> tuple[Graph, ...]:
    """The network in the bytes of an ONNX file, whose weights are stepped over; a ReadError names a byte or a node."""
    return _graphs(memoryview(pasted.data), pasted.assumed)


def read_file(path: str, assumed: Mapping[str, Architecture] | None = None) -> tuple[Graph, ...]:
    """The network in an ONNX file, of which no weights are loaded however many it has."""
    try:
        with (
            open(path, "rb") as opened,
            mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as mapped,
            memoryview(mapped) as data,
        ):
            return _graphs(data, assumed)
    except (OSError, ValueError) as error:
        raise InputError(_english.unreadable(path, error)) from None


def _graphs(data: Bytes, assumed: Mapping[str, Architecture] | None = None) -> tuple[Graph, ...]:
    """The one network in bytes."""
    try:
        return (interpreted(decoded(data), assumed=assumed),)
    except Cut as cut:
        raise ReadError(str(cut)) from None
