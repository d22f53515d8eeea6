"""What a theorem says of whole numbers, and sets of them as such statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symrf.answers.certificates import _english
from symrf.exact.sets.periodic import Periodic
from symrf.exact.sets.region import Region
from symrf.formulas import limits
from symrf.formulas.tree import (
    Modulo,
    Number,
    Symbol,
    Written,
    number,
    symbols,
)

__all__ = [
    "All",
    "Compared",
    "Every",
    "Not",
    "OneOf",
    "Same",
    "Statement",
    "Uncertified",
    "all_of",
    "defined",
    "inside",
    "inside_one",
]


class Uncertified(Exception):
    """That there is no certificate, and of which class that is."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Two whole numbers and what the first is to the second: `=`, `<=`, `>=` or `<`."""

    left: Written
    sign: str
    right: Written


@dataclass(frozen=True, slots=True)
class All:
    """That all of several statements are so."""

    parts: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class OneOf:
    """That one of several statements is so; of none, that never."""

    parts: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """That a statement is not so."""

    part: Statement


@dataclass(frozen=True, slots=True)
class Same:
    """That one statement is so exactly where another is."""

    one: Statement
    other: Statement


@dataclass(frozen=True, slots=True)
class Every:
    """That a statement is so for all whole numbers of which others are given.

    An `identity` is an equation of polynomials, once some quotients are replaced by what they are, too.
    """

    names: tuple[str, ...]
    given: tuple[Statement, ...]
    then: Statement
    identity: tuple[tuple[Written, Written], ...] | None = None


Statement = Compared | All | OneOf | Not | Same | Every


def inside(where: Periodic) -> Statement:
    """That a number from the least on is in a set."""
    size = Symbol(where.symbol)
    found = [_among(size, each) for each in where.included]
    if where.residues:
        if len(where.residues) > limits.RESIDUES_CERTIFIED:
            raise Uncertified(_english.TOO_MANY_CLASSES)
        classes = [Compared(Modulo(size, Number(where.modulus)), "=", Number(each)) for each in where.residues]
        kept: list[Statement] = [] if where.modulus == len(classes) else [one_of(classes)]
        if where.start > where.least:
            kept.append(Compared(number(where.start), "<=", size))
        kept += [Not(_among(size, each)) for each in where.excluded]
        found.append(all_of(kept))
    if len(found) > limits.RESIDUES_CERTIFIED:
        raise Uncertified(_english.TOO_MANY_CLASSES)
    return one_of(found)


def inside_one(where: Region) -> Statement:
    """That numbers are in one of several boxes."""
    if len(where.boxes) > limits.RESIDUES_CERTIFIED:
        raise Uncertified(_english.TOO_MANY_CLASSES)
    return one_of([all_of([inside(side) for side in box]) for box in where.boxes])


def defined(statement: Statement) -> tuple[str, ...]:
    """What a statement is about that is defined before it, such as `N1.size w`."""
    match statement:
        case Compared(left, _, right):
            names = sorted(symbols(left) | symbols(right))
            return tuple(name for name in names if "." in name)
        case All(parts) | OneOf(parts):
            return tuple(dict.fromkeys(name for part in parts for name in defined(part)))
        case Not(part) | Every(then=part) | Same(part, _):
            return defined(part)
    raise TypeError(f"not a statement: {statement!r}")


def all_of(parts: Sequence[Statement]) -> Statement:
    """That all are so; a single one is itself."""
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def one_of(parts: Sequence[Statement]) -> Statement:
    """That one is so; a single one is itself."""
    return parts[0] if len(parts) == 1 else OneOf(tuple(parts))


def _among(size: Symbol, numbers: range) -> Statement:
    """That a number is in a range."""
    if len(numbers) == 1:
        return Compared(size, "=", number(numbers[0]))
    ends: list[Statement] = [Compared(number(numbers[0]), "<=", size), Compared(size, "<=", number(numbers[-1]))]
    if numbers.step > 1:
        ends.append(Compared(Modulo(size, Number(numbers.step)), "=", Number(numbers[0] % numbers.step)))
    return All(tuple(ends))
