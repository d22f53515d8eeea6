"""The layers of a network as a table, with the columns that are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from symrf.answers.documents.document import Code, Inline, Table
from symrf.errors import DerivationError, InputError
from symrf.formulas.tree import Symbol, Written, number, tupled
from symrf.networks.costs import COSTS, total
from symrf.networks.derivation import Derivation
from symrf.networks.graph import indexed
from symrf.networks.quantities import FormName
from symrf.networks.reading import Reading
from symrf.networks.steps import Step

__all__ = ["COLUMNS", "layer_table"]

COLUMNS = ("size", "field", "jump", "start", *COSTS)
_USUAL = ("size", "field", "jump", "start")
_Cell: TypeAlias = tuple[Inline, ...]


def layer_table(derivation: Derivation, columns: Sequence[str] = (), form: FormName = "hand") -> Table:
    """A row for the input and one for each layer: by default size, field, jump and start, and parameters if known."""
    for column in columns:
        if column not in COLUMNS:
            raise InputError(f"there is no column {column!r}: choose from {', '.join(COLUMNS)}")
    costs = _costs(derivation, columns)
    chosen = tuple(columns) or (*_USUAL, *(("params",) if costs else ()))
    head: tuple[_Cell, ...] = (("name",), ("layer",), *((_TITLES.get(column, column),) for column in chosen))
    first: list[_Cell] = [(Symbol("I"),), ("input",)]
    first += [(tupled([Symbol(axis) for axis in derivation.axes]),) if column == "size" else () for column in chosen]
    rows = [tuple(first)]
    for steps in derivation.steps:
        row: list[_Cell] = [(Symbol(indexed(steps.name)),), (Code(steps.layer),)]
        for column in chosen:
            cost = costs.get((steps.place, column)) if column in COSTS else _cell(column, steps, form)
            row.append(() if cost is None else (cost,))
        rows.append(tuple(row))
    return Table(head, tuple(rows))


_TITLES = {"params": "parameters", "macs": "MACs"}
_READ: Mapping[str, Callable[[Reading, FormName], Written | None]] = {
    "size": lambda reading, form: reading.tree("size", form),
    "field": lambda reading, _: reading.tree("receptive_field"),
    "jump": lambda reading, _: reading.tree("jump"),
    "start": lambda reading, _: reading.start_tree,
}


def _cell(column: str, steps: Iterable[Step], form: FormName) -> Written | None:
    """A quantity on all axes: one number where it is the same on each."""
    trees = [_READ[column](step, form) for step in steps]
    known = [tree for tree in trees if tree is not None]
    if len(known) < len(trees):
        return None
    return known[0] if column != "size" and len(set(known)) == 1 else tupled(known)


def _costs(derivation: Derivation, columns: Sequence[str]) -> Mapping[tuple[int, str], Written]:
    """The costs of each layer, by its place; nothing where channels are missing and no column asks for them."""
    try:
        costs = derivation.costs
    except DerivationError:
        if set(columns) & set(COSTS):
            raise
        return {}
    found = {(cost.place, name): total(getattr(cost, name)) for cost in costs for name in COSTS}
    return {key: tree for key, tree in found.items() if tree != number(0)}
