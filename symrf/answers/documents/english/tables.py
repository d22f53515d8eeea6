"""The layers of a network as a table, with the columns that are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from symrf.answers.documents.document import Code, Inline, Table
from symrf.errors import DerivationError
from symrf.formulas.forms import FormName
from symrf.formulas.tree import Symbol, Written, number, tupled
from symrf.networks.costs import COUNTED, CostName, total
from symrf.networks.derivation import Derivation
from symrf.networks.graph import indexed
from symrf.networks.quantities import QUANTITIES, Quantity, quantity
from symrf.networks.steps import Step

__all__ = ["layer_table"]

_USUAL = ("size", "field", "jump", "start")
_Cell: TypeAlias = tuple[Inline, ...]


def layer_table(derivation: Derivation, columns: Sequence[str] = (), form: FormName = "hand") -> Table:
    """A row for the input and one for each layer: by default size, field, jump and start, and parameters if known.

    A column is a quantity, by any of its names.
    """
    asked = list(map(quantity, columns))
    costs = _costs(derivation, needed=any(each.cost for each in asked))
    chosen = asked or [QUANTITIES[name] for name in (*_USUAL, *(("params",) if costs else ()))]
    head: tuple[_Cell, ...] = (("name",), ("layer",), *((each.title or each.name,) for each in chosen))
    first: list[_Cell] = [(Symbol("I"),), ("input",)]
    size = tupled([number(1) if derivation.chain.vector else Symbol(axis) for axis in derivation.axes])
    first += [(size,) if each.name == "size" else () for each in chosen]
    rows = [tuple(first)]
    for steps in derivation.steps:
        row: list[_Cell] = [(Symbol(indexed(steps.name)),), (Code(steps.layer),)]
        for each in chosen:
            if each.cost is not None:
                cell = costs.get((steps.place, each.cost))
            elif each.whole is not None:
                cell = each.whole(derivation.overall, range(1, steps.place + 1))
            else:
                cell = _cell(each, steps, form)
            row.append(() if cell is None else (cell,))
        rows.append(tuple(row))
    return Table(head, tuple(rows))


def _cell(quantity: Quantity, steps: Iterable[Step], form: FormName) -> Written | None:
    """A quantity on all axes: one number where it is the same on each."""
    trees = [quantity.on_axis(step, form) for step in steps]
    known = [tree for tree in trees if tree is not None]
    if len(known) < len(trees):
        return None
    return known[0] if quantity.name != "size" and len(set(known)) == 1 else tupled(known)


def _costs(derivation: Derivation, needed: bool) -> Mapping[tuple[int, CostName], Written]:
    """The costs of each layer, by its place; nothing where channels are missing and none is needed."""
    try:
        costs = derivation.costs
    except DerivationError:
        if needed:
            raise
        return {}
    found = {(cost.place, name): total(cost.counts(name)) for cost in costs for name in COUNTED}
    return {key: tree for key, tree in found.items() if tree != number(0)}
