"""Conditions on the symbols of a network: for every input, on the other symbols alone, implied, or never met."""

from __future__ import annotations

from collections.abc import Sequence

from symrf.exact.logic.holding import holds
from symrf.exact.logic.ladder import truth_of
from symrf.exact.logic.solved import Closed, for_every
from symrf.exact.logic.statements import Domain, Statement, values_of
from symrf.exact.sets.parameters import Parameters
from symrf.exact.sets.periodic import Periodic, interval
from symrf.exact.sets.quasipolynomials import TooMany
from symrf.exact.sets.region import Region
from symrf.formulas.relations import FLIPPED
from symrf.formulas.tree import Symbol, number, substitute, symbols

__all__ = ["alone", "for_every_input", "never_met", "premise", "without_implied"]


def for_every_input(
    needed: Sequence[Statement], name: str, axes: Sequence[str], names: Parameters
) -> tuple[list[Statement], tuple[str, ...]]:
    """Requirements without the axes for all of whose inputs they are to hold, and those axes."""
    plain: list[Statement] = []
    every: dict[str, None] = {}
    for each in needed:
        parts = None
        for axis in axes:
            if axis != name and parts is None and axis in each.symbols:
                parts = for_every(each, axis, names)
                every |= {} if parts is None else {axis: None}
        plain += [each] if parts is None else parts
    if every:  # from the least input on that the network takes
        plain = [each for each in plain if each.quantity or each.symbols.isdisjoint(every)]
    return list(dict.fromkeys(plain)), tuple(every)


def premise(needed: Statement, names: Parameters) -> list[Closed]:
    """A requirement on the other symbols alone; nothing where it always holds."""
    least = {name: names.least(name) for name in needed.symbols}
    if holds(needed, Domain.of(least)).status == "proved":
        return []
    if not symbols(needed.left):  # 3 <= w
        return [Closed(needed.right, FLIPPED[needed.relation], needed.left)]
    return [Closed(needed.left, needed.relation, needed.right)]


def alone(needed: Statement, name: str, names: Parameters) -> list[Closed] | None:
    """An equation that is true of one value of each symbol alone, as those; or of none; None where it is of others.

    >>> from symrf.formulas.reader import parse
    >>> found = alone(Statement(parse("k*n+1"), "=", parse("n*(3n+2)")), "n", Parameters(("k", "n")))
    >>> [(each.left.name, each.right.value) for each in found]
    [('n', 1), ('k', 4)]
    """
    if needed.relation != "=":
        return None
    truth = truth_of(needed, {symbol: names.least(symbol) for symbol in sorted(needed.symbols)})
    match truth.where:
        case Region(boxes=()) if truth.complete:
            return [Closed(Symbol(name), "=", number(0), interval("", 1, 1, 0))]
        case Region(boxes=(box,)) if truth.complete and all(side.ends == (side.first, side.first) for side in box):
            values = {side.symbol: side.first for side in box}
            return [Closed(Symbol(each), "=", number(values[each])) for each in (name, *(values.keys() - {name}))]
    return None


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
        return holds(Statement(left, form.relation, right), Domain.of(domain)).status == "proved"

    return [told, *(each for each in kept if each is not told and not follows(each))]


def never_met(forms: Sequence[Closed], name: str, names: Parameters) -> bool:
    """Whether no values of the other symbols keep to the forms: each alone, and those of one symbol together."""
    among: dict[str, Periodic] = {}
    for form in forms:
        used = symbols(form.left) | symbols(form.right)
        sides = [] if form.where is None or form.elsewhere else [form.where]
        if name not in used:
            least = {symbol: names.least(symbol) for symbol in used}
            if holds(Statement(form.left, form.relation, form.right), Domain.of(least)).status == "refuted":
                return True
        if len(used) == 1 and name not in used:
            (other,) = used
            truth = truth_of(Statement(form.left, form.relation, form.right), {other: names.least(other)})
            sides += [truth.where] if truth.complete and isinstance(truth.where, Periodic) else []
        for side in sides:
            known = among.get(side.symbol) or values_of(side.symbol, names)
            try:
                among[side.symbol] = known & side
            except TooMany:
                continue
            if among[side.symbol].never:
                return True
    return False
