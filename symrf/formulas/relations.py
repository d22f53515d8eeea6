"""What is written of formulas: one equals another, is at most another, divides another, leaves a remainder.

A side of a relation is a formula, or what a formula is of: a quantity of a network, layers that are applied.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from symrf.formulas.tree import Symbol, Written

__all__ = [
    "FLIPPED",
    "SIGNS",
    "Across",
    "Applied",
    "Composition",
    "Congruence",
    "Divides",
    "Mathematics",
    "Relation",
    "Side",
    "Sign",
    "Word",
]

Sign = Literal["=", "<=", ">=", "<", ">", "!="]
FLIPPED: Mapping[Sign, Sign] = {"=": "=", "<=": ">=", ">=": "<=", "<": ">", ">": "<", "!=": "!="}  # the sides changed
SIGNS: Mapping[str, frozenset[int]] = {  # of the left side less the right one
    "=": frozenset({0}),
    "<=": frozenset({0, -1}),
    ">=": frozenset({0, 1}),
    "<": frozenset({-1}),
    ">": frozenset({1}),
    "!=": frozenset({-1, 1}),
}


@dataclass(frozen=True, slots=True)
class Word:
    """A word that stands for a quantity in a formula: size, field."""

    text: str


@dataclass(frozen=True, slots=True)
class Composition:
    """Layers applied to the input, the last one first: F_2 ∘ M ∘ F_1 ∘ I."""

    names: tuple[Symbol, ...]


@dataclass(frozen=True, slots=True)
class Applied:
    """A quantity of a network: shape(O_1)."""

    word: str
    to: Symbol


@dataclass(frozen=True, slots=True)
class Across:
    """A length for each axis: 8 × 8; one that is `close`, as the 3×3 of a kernel, is written so in plain text."""

    lengths: tuple[Written, ...]
    close: bool = False


Side = Written | Word | Composition | Applied | Across


@dataclass(frozen=True, slots=True)
class Relation:
    """Sides with one sign between them: a = b = c, w >= 8, or a <= s-1."""

    sides: tuple[Side, ...]
    sign: Sign = "="


@dataclass(frozen=True, slots=True)
class Congruence:
    """A symbol that leaves a residue modulo a number."""

    symbol: Symbol
    residue: Written
    modulus: Written


@dataclass(frozen=True, slots=True)
class Divides:
    """A number divides another: s | w+2p-k."""

    divisor: Written
    dividend: Written


Mathematics = Side | Relation | Congruence | Divides
