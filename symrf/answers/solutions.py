"""What solving finds: for which inputs or parameters conditions on a network hold, and what shows that it is all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction as Rational
from typing import Any, Literal

from symrf.answers import _english
from symrf.errors import InputError
from symrf.exact.logic.answer import Proof
from symrf.exact.logic.solved import Closed
from symrf.exact.sets.periodic import Periodic
from symrf.exact.sets.region import Region
from symrf.networks.arguments import number, numbers
from symrf.networks.display import Display, layout, one_line

__all__ = ["Solution", "Status", "Witness"]

Status = Literal["solved", "none", "undecided"]
CODES: Mapping[Status, int] = {"solved": 0, "none": 1, "undecided": 3}


@dataclass(frozen=True, slots=True)
class Witness:
    """The value of a quantity for a number in place of the unknown, and whether that number is a solution."""

    name: str
    at: int
    quantity: str
    value: Rational
    holds: bool


@dataclass(frozen=True, repr=False)
class Solution(Display):
    """Where all conditions hold: the numbers of the boxes of `where`, and of those the ones that keep to `forms`.

    `where` is None where nothing is known. `domain` has the values that were asked about. Nothing is said of numbers
    beyond `bound`, where there is one. `every` are the axes for all of whose inputs the conditions hold. A form that is
    `put_back` into the network is proved there for all of its symbols.
    """

    network: str
    conditions: tuple[str, ...]
    unknowns: tuple[str, ...]
    given: Mapping[str, int] = field(hash=False)
    domain: tuple[Periodic, ...]
    where: Region | None = None
    forms: tuple[Closed, ...] = ()
    every: tuple[str, ...] = ()
    proof: Proof = "decided"
    bound: int | None = None
    put_back: bool = False
    witnesses: tuple[Witness, ...] = ()
    reason: str | None = None
    notes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return one_line("Solution", self.network, layout().words(self))

    @property
    def status(self) -> Status:
        """`solved`; `none`, where it is proved that there is no solution; or `undecided`."""
        if self.where is None:
            return "undecided"
        if any(form.never for form in self.forms):
            return "none"
        if self.where.boxes:
            return "solved"
        return "none" if self.bound is None else "undecided"

    @property
    def exit_code(self) -> int:
        """0 where it is solved, 1 where there is no solution, 3 where that is not decided."""
        return CODES[self.status]

    @property
    def least(self) -> int | None:
        """The least solution, where there is a set of them; of several unknowns it is one number that is least for all.

        >>> import symrf
        >>> symrf.solve("c3 c3", "size = 28").least, symrf.solve("c3 c3", "size = (28, 29)").least
        (32, None)
        """
        if self.status != "solved" or self.forms or self.where is None:
            return None
        least = {min(side.first for side in sides) for sides in zip(*self.where.boxes, strict=True)}
        found = least.pop()
        return found if not least and dict.fromkeys(self.unknowns, found) in self.where else None

    def __contains__(self, values: Mapping[str, int] | int) -> bool:
        """Whether numbers for all symbols in it are a solution; a number alone is for the one unknown.

        >>> import symrf
        >>> 62 in symrf.solve("c3s1 p2s2 c3s1", "size = 28", axes="w")
        True
        >>> {"p": 1, "k": 3} in symrf.solve("c{k}p{p}", "size = w", unknown="p")
        True
        """
        needed = dict.fromkeys((*self.unknowns, *sorted(frozenset().union(*(each.symbols for each in self.forms)))))
        name = self.unknowns[0]
        given = numbers(values) if isinstance(values, Mapping) else {name: number(name, values)}
        if missing := [each for each in needed if each not in given]:
            raise InputError(_english.no_value(missing[0]))
        try:
            return self.where is not None and given in self.where and all(each.holds(given) for each in self.forms)
        except ValueError as refusal:  # a number is too long to work out
            raise InputError(str(refusal)) from None

    def to_dict(self) -> dict[str, Any]:
        """The solution as plain data, as `--format json` prints it."""
        from symrf.networks.data import formula_data, region_data, value_data

        return {
            "schema": 1,
            "architecture": self.network,
            "conditions": list(self.conditions),
            "unknowns": list(self.unknowns),
            "given": dict(self.given),
            "status": self.status,
            "answer": layout().words(self),
            "among": region_data(Region(self.domain, (self.domain,)))[0],
            "sets": None if self.where is None else region_data(self.where),
            "forms": [
                {
                    "left": formula_data(form.left),
                    "relation": form.relation,
                    "right": formula_data(form.right),
                    "where": None if form.where is None else region_data(form.where)[0],
                    "divides": None if form.divides is None else list(map(formula_data, form.divides)),
                    "at_least": form.least,
                    "elsewhere": form.elsewhere,
                }
                for form in self.forms
            ],
            "for_every": list(self.every),
            "complete": self.status != "undecided" and self.bound is None,
            "bound": self.bound,
            "witnesses": [
                {each.name: each.at, "quantity": each.quantity, "value": value_data(each.value), "holds": each.holds}
                for each in self.witnesses
            ],
            "reason": self.reason,
            "notes": list(self.notes),
        }
