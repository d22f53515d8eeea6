"""A derivation as plain data, for JSON: expressions in plain text, and the LaTeX beside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from symrf.arithmetic.powers import LONGEST
from symrf.hand import whole
from symrf.reading import FORMS
from symrf.rendering.formulas import PLAIN
from symrf.rendering.latex import LATEX

if TYPE_CHECKING:
    from symrf.arithmetic.powers import Whole
    from symrf.derivation import Derivation
    from symrf.reading import Reading

__all__ = ["derivation_data"]


def derivation_data(derivation: Derivation, at: Mapping[str, int] | None = None) -> dict[str, Any]:
    """The derivation as dictionaries, lists, strings and integers; `at` adds the sizes for those inputs."""
    axes = derivation.axes
    steps = zip(*(derivation[axis].steps for axis in axes), strict=True)
    data: dict[str, Any] = {
        "architecture": str(derivation.architecture),
        "convention": derivation.convention,
        "axes": list(axes),
        "result": {axis: _reading(derivation[axis]) for axis in axes},
        "latex": {
            "size": LATEX(derivation.shape("size")),
            "receptive_field": LATEX(derivation.shape("receptive_field")),
        },
        "layers": [
            {
                "layer": step[0].layer,
                "name": step[0].name,
                **{axis: _reading(on_axis) for axis, on_axis in zip(axes, step, strict=True)},
            }
            for step in steps
        ],
    }
    if derivation.notes:
        data["notes"] = [f"{note.layer.text}: {note.objection.value}" for note in derivation.notes]
    if at is not None:
        data["at"] = derivation.at(**at)
    return data


def _reading(reading: Reading) -> dict[str, Any]:
    size = reading.size
    trees = {form: size.tree(form) for form in FORMS}
    exact = size.exact_when
    start, padding = reading.start_tree, reading.padding_trees
    return {
        "size": {
            **{form: PLAIN(tree) for form, tree in trees.items()},
            "latex": {form: LATEX(tree) for form, tree in trees.items()},
            "exact_when": {"modulus": _number(exact.modulus), "residues": [_number(each) for each in exact.residues]},
            "minimum": _number(size.minimum),
        },
        "receptive_field": PLAIN(reading.tree("receptive_field")),
        "jump": PLAIN(reading.tree("jump")),
        "start": None if start is None else PLAIN(start),
        "padding": None if padding is None else [PLAIN(side) for side in padding],
        "equivalent": None if reading.equivalent is None else str(reading.equivalent),
    }


def _number(value: Whole) -> int | str:
    """An integer; as text, a sum of powers, where it is too long for the JSON readers of this world."""
    short = isinstance(value, int) and value.bit_length() <= LONGEST
    return value if short and isinstance(value, int) else PLAIN(whole(value))
