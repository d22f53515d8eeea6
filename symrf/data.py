"""A reading as plain data, for JSON: expressions in plain text, and the LaTeX of a size beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symrf.arithmetic.powers import LONGEST
from symrf.hand import whole
from symrf.printing.latex import LATEX
from symrf.printing.plain import PLAIN
from symrf.reading import FORMS

if TYPE_CHECKING:
    from symrf.arithmetic.powers import Whole
    from symrf.reading import Reading

__all__ = ["reading_data"]


def reading_data(reading: Reading) -> dict[str, Any]:
    """A reading as dictionaries, lists, strings and integers."""
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
