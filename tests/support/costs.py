"""What is said of the costs of a network: whether claims are proved, and what sums are worth term by term."""

from __future__ import annotations

from dataclasses import fields
from fractions import Fraction
from typing import Any

import symrf
from symrf.formulas.tree import Summation, Written, number, substitute
from symrf.formulas.values import evaluate


def proved(network: str, claims: list[str], axes: tuple[str, ...] = ("w", "h")) -> bool:
    """Whether each claim is proved."""
    return [verdict.status for verdict in symrf.check(network, claims, axes=axes)] == ["proved"] * len(claims)


def worth(tree: Written, values: dict[str, int]) -> Fraction:
    """The value of a tree, its sums added up one by one."""
    return evaluate(_added_up(substitute(tree, {name: number(value) for name, value in values.items()})), {})


def _added_up(tree: Any) -> Any:
    match tree:
        case Summation(term, index, first, last):
            at = range(int(worth(first, {})), int(worth(last, {})) + 1)
            return number(sum(int(worth(term, {index.name: i})) for i in at))
        case tuple():
            return tuple(map(_added_up, tree))
        case Written():
            return type(tree)(*(_added_up(getattr(tree, each.name)) for each in fields(tree)))  # type: ignore[arg-type]
    return tree
