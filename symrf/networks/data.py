"""A network and its readings as plain data, for JSON: expressions in plain text, and sizes in LaTeX, too."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from symrf.errors import DerivationError
from symrf.exact.sampling.hand import whole
from symrf.exact.sets.periodic import Periodic
from symrf.exact.sets.region import Region
from symrf.exact.sets.residues import Residues
from symrf.formulas import limits
from symrf.formulas.forms import FORMS
from symrf.formulas.printing.latex import LATEX
from symrf.formulas.printing.plain import PLAIN, digits
from symrf.formulas.tree import Negative, Number, tupled
from symrf.networks.costs import total
from symrf.networks.quantities import QUANTITIES, Quantity

if TYPE_CHECKING:
    from symrf.exact.numbers.powers import Whole
    from symrf.formulas.tree import Written
    from symrf.networks.costs import Cost
    from symrf.networks.graph import Link
    from symrf.networks.overall import Overall
    from symrf.networks.reading import Reading
    from symrf.networks.steps import LayerSteps

__all__ = [
    "cost_data",
    "formula_data",
    "given_data",
    "layers_data",
    "network_data",
    "overall_data",
    "reach_data",
    "reading_data",
    "region_data",
    "value_data",
]


def network_data(overall: Overall) -> dict[str, Any]:
    """A network, and how it is read."""
    return {
        "schema": 1,
        "architecture": str(overall.architecture),
        "convention": overall.habits.name,
        "axes": [track.axis for track in overall.tracks],
    }


def given_data(overall: Overall, axes: Sequence[Reading], channels: bool) -> dict[str, Any]:
    """What a network gives on each of its axes and on all of them."""
    fields = [field for axis in axes if (field := axis.tree("receptive_field")) is not None]
    return {
        "result": {axis.track.axis: reading_data(axis) for axis in axes},
        "latex": {
            "size": LATEX(tupled([axis.tree("size") for axis in axes])),
            "receptive_field": LATEX(tupled(fields)) if len(fields) == len(axes) else None,
        },
        "overall": overall_data(overall, len(overall.chain.links), channels),
    }


def layers_data(overall: Overall, layers: Sequence[LayerSteps]) -> list[dict[str, Any]]:
    """A network after each of its layers."""
    return [
        {"layer": each.layer, "name": each.name}
        | {"overall": overall_data(overall, each.place)}
        | ({} if each.aligned is None else {"aligned": each.aligned})
        | {step.track.axis: reading_data(step) for step in each}
        for each in layers
    ]


def reading_data(reading: Reading) -> dict[str, Any]:
    """A reading as dictionaries, lists, strings and integers; None stands for what is not worked out."""
    size = reading.size
    trees = {form: size.tree(form) for form in FORMS}
    fields = reading.field_trees
    data: dict[str, Any] = {
        "size": {
            **{form: formula_data(tree) for form, tree in trees.items()},
            "latex": {form: LATEX(tree) for form, tree in trees.items()},
            "exact_when": _inputs(size.exact_when),
            "minimum": _number(size.minimum),
        },
        **{
            each.key: _along(each, reading)
            for each in QUANTITIES.values()
            if each.along and each.name != "size" and each.told(reading)
        },
        "equivalent": None if reading.equivalent is None else str(reading.equivalent),
    }
    if fields is not None and len(fields) > 1:
        data["fields"] = {"modulus": len(fields), "fields": list(map(formula_data, fields))}
    if (where := reading.read_when) is not None:
        data["read_when"] = _inputs(where)
    if not reading.evenly_apart:
        data["evenly_apart"] = reading.evenly_apart
    return data


def _along(quantity: Quantity, reading: Reading) -> int | str | list[int | str] | None:
    """A quantity on an axis: one value, or both sides of the padding."""
    trees = None if quantity.along is None else quantity.along(reading, "hand")
    if trees is None:
        return None
    return list(map(formula_data, trees)) if quantity.sides else formula_data(trees[0])


def overall_data(overall: Overall, place: int, channels: bool = False) -> dict[str, Any]:
    """The quantities of all axes together at a place that are no costs; with `channels` those that need them, too."""
    return {
        each.key: _overall(each, overall, place)
        for each in QUANTITIES.values()
        if each.whole is not None and each.cost is None and (channels or not each.channels)
    }


def _overall(quantity: Quantity, overall: Overall, place: int) -> int | str | None:
    """A quantity of all axes together; None where it is not worked out, or its channels are missing."""
    if quantity.whole is None:
        return None
    try:
        return _plain(quantity.whole(overall, range(1, place + 1)))
    except DerivationError:
        return None


def reach_data(reading: Reading, variance: Written | None) -> dict[str, Any]:
    """Which inputs the outputs read, by how many paths, and what is read at the borders."""
    moments, paths = reading.moments, reading.paths
    borders, unread, first = reading.border_trees, reading.unread_trees, reading.first_output
    return {
        "smallest_path": _plain(reading.smallest_path_tree),
        "paths": None if paths is None else {"first": paths.first, "counts": list(map(_number, paths.counts))},
        "inputs_read": None if paths is None else paths.distinct,
        "first_output": None if first is None else {"pixels": [*map(list, first[0])], "from": first[1]},
        "gap_free": None if paths is None else paths.gap_free,
        "effective_variance": _plain(variance) if moments is None else str(moments.variance),
        "without_padding": None if borders is None else list(map(formula_data, borders)),
        "unread": None if unread is None else list(map(formula_data, unread)),
    }


def cost_data(links: Sequence[Link], costs: Sequence[Cost]) -> dict[str, Any]:
    """The costs in all and of each layer that has any, as formulas in the sizes."""
    counted = [(each.key, each.cost) for each in QUANTITIES.values() if each.cost is not None]
    return {
        **{key: formula_data(total([count for cost in costs for count in cost.counts(name)])) for key, name in counted},
        "layers": [
            {"layer": links[cost.place - 1].item.text, "name": links[cost.place - 1].name}
            | {key: formula_data(total(cost.counts(name))) for key, name in counted}
            for cost in costs
        ],
    }


def formula_data(tree: Written) -> int | str:
    """A formula: a whole number as one, anything else as text.

    >>> formula_data(whole(-3)), formula_data(whole(7) / 2)
    (-3, '7/2')
    """
    match tree:
        case Number(value):
            return _number(value)
        case Negative(Number(value)):
            return _number(-value)
    return PLAIN(tree)


def value_data(value: int | Fraction | None) -> int | str | None:
    """A number: a whole one as it is, a fraction as text."""
    if value is None:
        return None
    return _number(int(value.numerator)) if value.denominator == 1 else digits(value)


def _plain(tree: Written | None) -> int | str | None:
    return None if tree is None else formula_data(tree)


def _inputs(where: Residues | Periodic | None) -> dict[str, Any] | None:
    """Input sizes by their remainders; `from`, `also` and `but` say where those are not all."""
    if where is None:
        return None
    data: dict[str, Any] = {
        "modulus": _number(where.modulus),
        "residues": [_number(residue) for residue in where.residues],
    }
    if isinstance(where, Residues) and where.divisions:
        data["divisions"] = [[_number(by), _number(of)] for by, of in where.divisions]
    if isinstance(where, Periodic):
        data |= {"from": where.start} if where.start > where.least else {}
        for key, ranges in (("also", where.included), ("but", where.excluded)):
            if ranges:
                data[key] = _ranges(ranges)
    return data


def region_data(where: Periodic | Region) -> list[dict[str, dict[str, Any]]]:
    """Values of symbols as boxes, of which those of a set of numbers for each symbol are in it.

    A set has those `from` one number on with a remainder, and those of ranges: first, last, step.

    >>> region_data(Periodic("w", 2, 1, (), 2, (range(2, 13, 2), range(13, 14))))[0]["w"]["and"]
    [[2, 12, 2], [13, 13, 1]]
    """
    boxes = ((where,),) if isinstance(where, Periodic) else where.boxes
    return [{side.symbol: _set(side) for side in box} for box in boxes]


def _set(where: Periodic) -> dict[str, Any]:
    return {
        "modulus": where.modulus,
        "residues": list(where.residues),
        "from": where.start,
        "and": _ranges(where.included),
        "but_not": _ranges(where.excluded),
    }


def _ranges(ranges: Sequence[range]) -> list[list[int]]:
    return [[each[0], each[-1], each.step] for each in ranges]


def _number(value: Whole) -> int | str:
    """An integer; as text, one with symbols, or too long for the JSON readers of this world."""
    return value if isinstance(value, int) and value.bit_length() <= limits.JSON_BITS else PLAIN(whole(value))
