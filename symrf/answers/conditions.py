"""Conditions on the symbols of a network: for every input, on the other symbols alone, implied, or never met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symrf.exact.logic.closed_forms import Closed, for_every
from symrf.exact.logic.decision import decide
from symrf.exact.logic.truth_sets import Statement, everywhere, met, truth_set
from symrf.exact.sets.parameters import Parameters
from symrf.exact.sets.periodic import Periodic
from symrf.formulas.relations import FLIPPED
from symrf.formulas.tree import Symbol, substitute, symbols

__all__ = ["for_every_input", "never_met", "premise", "values_of", "without_implied"]


def values_of(name: str, names: Parameters) -> Periodic:
    """The values of a symbol that are asked about."""
    among = everywhere(name, names.least(name))
    residues = dict(names.classes).get(name)
    if residues is None or residues.always:
        return among
    return replace(among, modulus=int(residues.modulus), residues=tuple(map(int, residues.residues)))


def for_every_input(
    needed: Sequence[Statement], name: str, axes: Sequence[str]
) -> tuple[list[Statement], tuple[str, ...]]:
    """Requirements without the axes for all of whose inputs they are to hold, and those axes."""
    plain: list[Statement] = []
    every: dict[str, None] = {}
    for each in needed:
        parts = None
        for axis in axes:
            if axis != name and parts is None and axis in each.symbols:
                parts = for_every(each, axis)
                every |= {} if parts is None else {axis: None}
        plain += [each] if parts is None else parts
    if every:  # from the least input on that the network takes
        plain = [each for each in plain if each.quantity or each.symbols.isdisjoint(every)]
    return list(dict.fromkeys(plain)), tuple(every)


def premise(needed: Statement, names: Parameters) -> list[Closed]:
    """A requirement on the other symbols alone; nothing where it always holds."""
    least = {name: names.least(name) for name in needed.symbols}
    if decide(needed.left, needed.right, needed.relation, least).status == "proved":
        return []
    if not symbols(needed.left):  # 3 <= w
        return [Closed(needed.right, FLIPPED[needed.relation], needed.left)]
    return [Closed(needed.left, needed.relation, needed.right)]


def without_implied(forms: Sequence[Closed], name: str, names: Parameters) -> list[Closed]:
    """The forms, each once, without those that follow from one that says what the unknown is."""
    kept = list(dict.fromkeys(forms))
    told = next((each for each in kept if each.relation == "=" and each.left == Symbol(name)), None)
    if told is None:
        return kept
    value = {name: told.right}

    def follows(form: Closed) -> bool:
        left, right = substitute(form.left, value), substitute(form.right, value)
        domain = {symbol: names.least(symbol) for symbol in symbols(left) | symbols(right)}
        return decide(left, right, form.relation, domain).status == "proved"

    return [told, *(each for each in kept if each is not told and not follows(each))]


def never_met(forms: Sequence[Closed], name: str, names: Parameters) -> bool:
    """Whether no values of the other symbols keep to the forms: each alone, and those of one symbol together."""
    among: dict[str, Periodic] = {}
    for form in forms:
        used = symbols(form.left) | symbols(form.right)
        sides = [] if form.where is None else [form.where]
        if name not in used:
            least = {symbol: names.least(symbol) for symbol in used}
            if decide(form.left, form.right, form.relation, least).status == "refuted":
                return True
        if len(used) == 1 and name not in used:
            (other,) = used
            truth = truth_set(Statement(form.left, form.relation, form.right), other, names.least(other))
            sides += [truth.where] if truth is not None and truth.bound is None else []
        for side in sides:
            known = among.get(side.symbol) or values_of(side.symbol, names)
            both_hold = met(known, side)
            if both_hold is not None and both_hold.never:
                return True
            among[side.symbol] = both_hold or known
    return False
