"""The symbols of a network, and the values that they take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from symrf.errors import InputError
from symrf.exact import _english
from symrf.exact.numbers.parametric import Parametric, Whole
from symrf.exact.numbers.powers import greatest
from symrf.exact.sets.residues import Residues
from symrf.formulas.relations import Sign
from symrf.formulas.tree import Symbol, Written, number, symbols
from symrf.formulas.values import evaluate

if TYPE_CHECKING:
    from sympy import Expr

__all__ = ["NO_SYMBOLS", "Assumed", "Parameters"]


@dataclass(frozen=True, slots=True)
class Assumed:
    """An inequality, or an equation, that is taken for granted: `left relation right`."""

    left: Written
    relation: Sign
    right: Written

    def holds(self, values: Mapping[str, int]) -> bool:
        """Whether it is so of some values."""
        left, right = evaluate(self.left, values), evaluate(self.right, values)
        return left == right or (self.relation != "=" and (left < right) == (self.relation == "<="))


@dataclass(frozen=True, slots=True)
class Parameters:
    """The symbols of a network, in the order in which they come, and what holds of them.

    `classes` are the remainders that some of them must have, `leasts` the least values where those are not 1,
    `assumed` what else is taken for granted.
    """

    names: tuple[str, ...] = ()
    classes: tuple[tuple[str, Residues], ...] = ()
    leasts: tuple[tuple[str, int], ...] = ()
    assumed: tuple[Assumed, ...] = ()

    def least(self, name: str) -> int:
        """The least value of a symbol."""
        return dict(self.leasts).get(name, 1)

    def allow(self, values: Mapping[str, int]) -> bool:
        """Whether the symbols may have some values."""
        return (
            all(values[name] in residues for name, residues in self.classes)
            and all(values[name] >= self.least(name) for name in self.names)
            and all(each.holds(values) for each in self.assumed)
        )

    def check(self, values: Mapping[str, int]) -> None:
        """Refuse values that the symbols may not have."""
        from symrf.formulas.printing.plain import PLAIN

        classes = dict(self.classes)
        for name in (each for each in self.names if each in values):
            if values[name] < self.least(name):
                raise InputError(_english.must_be_at_least(name, self.least(name), values[name]))
            if name in classes and values[name] not in classes[name]:
                modulus, rest = classes[name].modulus, " or ".join(map(str, classes[name].residues))
                raise InputError(_english.must_leave(name, rest, modulus, values[name]))
        for each in self.assumed:
            if symbols(each.left) | symbols(each.right) <= values.keys() and not each.holds(values):
                at = ", ".join(f"{name}={value}" for name, value in values.items())
                relation = f"{PLAIN(each.left)} {each.relation} {PLAIN(each.right)}"
                raise InputError(_english.must_hold(relation, at))

    def number(self, value: Written | Whole) -> Whole:
        """A number, or the number with symbols that an expression in braces stands for."""
        return value if isinstance(value, int | Parametric) else Parametric.of(value, self.symbol)

    def symbol(self, name: str) -> Expr:
        """A symbol as SymPy has it, which knows its bounds."""
        return _symbol(self, name, frozenset())

    def within(self, name: str, first: int | Written, last: int | Written) -> Parameters:
        """The symbols inside of a repeat, whose index goes from the first to the last."""
        own = Symbol(name)
        order = [Assumed(own, "<=", number(last))]
        leasts = dict(self.leasts)
        if isinstance(first, int):
            leasts[name] = first
        else:
            order.append(Assumed(own, ">=", first))
        names = (*(each for each in self.names if each != name), name)
        return replace(self, names=names, leasts=tuple(leasts.items()), assumed=(*self.assumed, *order))


NO_SYMBOLS = Parameters()


@lru_cache(maxsize=256)
def _symbol(known: Parameters, name: str, inside: frozenset[str]) -> Expr:
    from symrf.formulas.series import bounded

    def bound(tree: Written) -> Whole:
        return Parametric.of(tree, lambda other: _symbol(known, other, inside | {name}))

    least: Whole = known.least(name)
    most: Whole | None = None
    for each in known.assumed:
        more, less = (each.left, each.right) if each.relation == ">=" else (each.right, each.left)
        if more == Symbol(name) and not symbols(less) & (inside | {name}):
            least = greatest(least, bound(less))
        elif less == Symbol(name) and not isinstance(more, Symbol) and not symbols(more) & (inside | {name}):
            most = bound(more)
    return bounded(name, *(getattr(end, "expression", end) for end in (least, most)))
