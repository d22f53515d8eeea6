"""A model as its file has it: operations in their order, what is held, and what goes in and comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from symrf.readers.graph import Span

__all__ = ["Attribute", "Constant", "Extent", "Fault", "Item", "Model", "Operation", "Port", "Reckoned", "known"]


class Fault(Exception):
    """Why an operation is not read: a sentence."""


@dataclass(frozen=True, slots=True)
class Extent:
    """A length that the input decides: so many times the product of sizes, each of a place and an axis."""

    times: Fraction
    of: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A length that is reckoned of others, by an operation of ONNX; `depth` is how deep such lengths are nested."""

    kind: str
    left: Item
    right: Item
    depth: int


Item = int | Fraction | Extent | Reckoned | None
"""A number in a constant: whole, of a decimal, a length, or one that is not followed."""


@dataclass(frozen=True)
class Constant:
    """Numbers that are held or reckoned: their dimensions, and themselves where they are few."""

    dims: tuple[int, ...]
    reading: Callable[[], tuple[Item, ...] | None] = field(default=lambda: None, repr=False, compare=False)

    @cached_property
    def items(self) -> tuple[Item, ...] | None:
        """The numbers, the last axis first; None for weights, which are not looked at."""
        return self.reading()


Attribute = int | float | str | tuple[int, ...] | tuple[float, ...] | tuple[str, ...] | Constant | None
"""What an attribute of an operation may be."""


def known(dims: tuple[int, ...], items: tuple[Item, ...]) -> Constant:
    """A constant of these numbers."""
    return Constant(dims, lambda: items)


@dataclass(frozen=True)
class Port:
    """An input or an output: its name, its dimensions (None where they are not told), and whether it has decimals."""

    name: str
    dims: tuple[int | str | None, ...] | None
    decimals: bool = True
    span: Span | None = None


@dataclass(frozen=True)
class Operation:
    """A node: `module` is what the program calls it, and `shape` what is printed beside it."""

    kind: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    name: str = ""
    module: str | None = None
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    domain: str = ""
    span: Span | None = None
    shape: tuple[int, ...] | None = None

    def integer(self, name: str, default: int) -> int:
        """An attribute that is a whole number."""
        found = self.attributes.get(name, default)
        return found if isinstance(found, int) else default

    def integers(self, name: str) -> tuple[int, ...] | None:
        """An attribute that is a list of whole numbers; None where it is not given."""
        found = self.attributes.get(name)
        return tuple(each for each in found if isinstance(each, int)) if isinstance(found, tuple) else None

    def word(self, name: str, default: str) -> str:
        """An attribute that is a text."""
        found = self.attributes.get(name, default)
        return found if isinstance(found, str) else default


@dataclass(frozen=True)
class Model:
    """A graph of operations."""

    operations: tuple[Operation, ...]
    inputs: tuple[Port, ...]
    outputs: tuple[Port, ...]
    held: Mapping[str, Constant]
    name: str | None = None
