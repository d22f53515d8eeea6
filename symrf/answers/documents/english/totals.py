"""What layers cost together: the exact sums, and about how many millions those are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from symrf.answers.documents.document import Count, Inline, Paragraph, Table
from symrf.answers.documents.english.inputs import counted, put
from symrf.answers.documents.english.wording import joined
from symrf.formulas.tree import Written, number

if TYPE_CHECKING:
    from symrf.networks.costs import Cost, CostName

__all__ = ["cost", "rounded", "whole"]

_UNITS = {"T": 10**12, "G": 10**9, "M": 10**6}
_ROUNDED = range(10**6, 999_500 * 10**9)  # what has no more than three digits in such units


def cost(costs: Sequence[Cost], name: CostName, at: Mapping[str, int]) -> tuple[Inline, ...]:
    """A sum of costs with numbers put in; nothing where it is 0."""
    tree = whole(costs, name)
    tree = put(tree, at) or tree
    if tree == number(0):
        return ()
    return (counted(tree),)


def whole(costs: Sequence[Cost], name: CostName) -> Written:
    """What several layers cost together."""
    from symrf.networks.costs import total

    return total([count for cost in costs for count in cost.counts(name)])


def _millions(value: int) -> str:
    """About how many millions or billions a number is.

    >>> _millions(1814073344), _millions(61100840), _millions(999_960_000)
    ('1.81 G', '61.1 M', '1 G')
    """
    sign, unit = next((sign, unit) for sign, unit in _UNITS.items() if 10_000 * value >= 9995 * unit)
    return f"{value / unit:.3g} {sign}"


def rounded(table: Table) -> Iterator[Paragraph]:
    """About how much the totals are of which the table says the exact numbers: about 60.2 M parameters."""
    totals = [
        (_millions(cell[0].value), " ", *title)
        for title, cell in zip(table.head, table.foot, strict=False)
        if cell and isinstance(cell[0], Count) and cell[0].value in _ROUNDED
    ]
    if totals:
        *first, last = totals
        said = (*joined(first, ", "), " and ", *last) if first else last
        yield Paragraph(("Altogether about ", *said, "."))
