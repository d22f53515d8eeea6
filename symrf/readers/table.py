"""The kinds of texts and files that are read, a row each: what it is called, and the module that reads it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from symrf.readers.graph import Graph
from symrf.readers.pasted import Pasted

__all__ = ["NOTATION", "READERS", "Reader", "dialect"]

NOTATION = "notation"


class _Module(Protocol):
    """What a reader is: two functions."""

    def claims(self, pasted: Pasted) -> bool:
        """Whether a text is of this kind, for sure."""

    def read(self, pasted: Pasted) -> tuple[Graph, ...]:
        """The networks in it, in their order."""


@dataclass(frozen=True)
class Reader:
    """A kind: its name (`--from`), its title in a sentence ("PyTorch source"), and its module in symrf.readers.

    A `binary` one is asked of bytes, and no other is. One with a `dialect` writes lines that the notation takes for its
    own and means otherwise: it is asked before the notation of a text in which that pattern is found. The `hint` is a
    pattern that each text of the kind has, so that its module is not loaded for others.
    """

    name: str
    title: str
    module: str
    binary: bool = False
    dialect: str = ""
    hint: str = ""

    def claims(self, pasted: Pasted) -> bool:
        """Whether a text is of this kind."""
        return re.search(self.hint, pasted.clean) is not None and self._module.claims(pasted)

    def read(self, pasted: Pasted) -> tuple[Graph, ...]:
        """The networks in a text, in their order; a ReadError points at what is not read."""
        return self._module.read(pasted)

    @property
    def _module(self) -> _Module:
        """Loaded when it is asked for, as a text is of one kind."""
        return cast(_Module, import_module(f"symrf.readers.{self.module}"))


_ROWS: tuple[Reader, ...] = (  # Reader("pytorch", "PyTorch source", "source.pytorch", hint=r"torch|\bnn\."),
)

READERS: Mapping[str, Reader] = {row.name: row for row in _ROWS}
"""All kinds but the notation, which is no graph and is read by symrf.networks.notation."""


def dialect(text: str) -> Reader | None:
    """The kind that writes a text which the notation may take for its own, if there is one."""
    return next((each for each in _ROWS if each.dialect and re.search(each.dialect, text)), None)
