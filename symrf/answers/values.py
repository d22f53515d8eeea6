"""What a claim says of a quantity: a number, a formula, one value an axis, a trace, or a question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from symrf.errors import FormulaError
from symrf.formulas import reader as formula
from symrf.formulas.tree import Number, Written
from symrf.networks.conventions import Convention
from symrf.networks.quantities import Quantity

__all__ = ["Rounded", "Value", "value"]


@dataclass(frozen=True, slots=True)
class Rounded:
    """A number of which only so many digits are given: what is meant is `low` or more, and less than `high`."""

    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Value:
    """What is claimed."""

    tree: Written
    rounded: Rounded | None = None
    channels: int | None = None
    batch: int | None = None
    trace: tuple[Written, ...] | None = None
    question: bool = False
    notes: tuple[str, ...] = ()


def value(text: str, start: int, quantity: Quantity | None, axes: Sequence[str], habits: Convention) -> Value:
    """The value that a text has from a place on; a FormulaError points at what cannot be read."""
    if text[start:].strip() == "?":
        return Value(Number(0), question=True)
    steps = re.split(r"->|→|\\to(?![A-Za-z])", text[start:])
    if len(steps) > 1:
        trees = tuple(map(formula.parse, steps))
        return Value(trees[-1], trace=trees)
    try:
        return Value(formula.parse(text[start:]))
    except FormulaError as error:
        first, last = error.span or (0, 0)
        raise type(error)(error.message, text, (start + first, start + last)) from None
