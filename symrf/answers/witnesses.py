"""What shows a solution: the values at the ends of its set on either side, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from symrf.answers import _english
from symrf.answers.solutions import Solution, Witness
from symrf.exact.logic.ladder import truth_of
from symrf.exact.logic.solved import isolated
from symrf.exact.logic.statements import Statement
from symrf.exact.sets.parameters import Parameters
from symrf.exact.sets.periodic import Periodic
from symrf.exact.sets.region import Region
from symrf.formulas.printing.plain import PLAIN, digits
from symrf.formulas.relations import Sign
from symrf.formulas.tree import Fraction, symbols
from symrf.formulas.values import evaluate

__all__ = ["witnessed"]

_ORDERS: tuple[Sign, Sign] = ("<=", ">=")


def witnessed(found: Solution, needed: Sequence[Statement]) -> Solution:
    """A solution with the values at the ends of its sets, on either side; why there is none, where there is none."""
    match found.where:
        case Region(boxes=()):
            return replace(found, reason=_why_none(needed, found))
        case Region(boxes=(box,)):
            told = {replace(side, symbol=""): place for place, side in reversed(list(enumerate(box)))}
            sides = [(box[place], found.domain[place]) for place in sorted(told.values())]
            shown = [each for where, among in sides for each in _at_ends(where, among, needed)]
            return replace(found, witnesses=tuple(shown))
    return found


def _at_ends(where: Periodic, among: Periodic, needed: Sequence[Statement]) -> Iterator[Witness]:
    """The values of quantities at the ends of an interval."""
    name, ends = where.symbol, where.ends
    if ends is None:
        return
    first, last = ends
    places = [first - 1, first] + ([] if last is None else [last, last + 1])
    mine = [each for each in needed if each.quantity and each.symbols == {name} and name in symbols(each.left)]
    for left, quantity in dict.fromkeys((each.left, each.quantity) for each in mine):
        for at in dict.fromkeys(places):
            if at in among:
                yield Witness(name, at, quantity, evaluate(left, {name: at}), at in where)


def _why_none(needed: Sequence[Statement], found: Solution) -> str | None:
    """Why there is no solution: the first requirement that has none alone, or that there are several."""
    name, least = found.unknowns[0], found.domain[0].least
    for each in needed:
        truth = truth_of(each, {name: least}) if each.symbols <= {name} else None
        if truth is not None and truth.complete and truth.where is not None and truth.where.never:
            return _never(each, name, least)
    return _english.NOT_TOGETHER if len(needed) > 1 and found.bound is None else None


def _never(needed: Statement, name: str, least: int) -> str | None:
    """Why a requirement holds for no number: one side is always less, it is passed over, or it would be no number."""
    word = needed.quantity
    if word and not symbols(needed.left):
        return _english.is_alone(word, PLAIN(needed.left))
    below, above = (truth_of(replace(needed, relation=each), {name: least}) for each in _ORDERS)
    less, more = below.where, above.where
    if word and below.complete and above.complete and isinstance(less, Periodic) and isinstance(more, Periodic):
        if less.always or more.always:
            return _english.is_always(word, less=less.always)
        edge = more.ends
        if edge is not None and needed.relation == "=":
            after = edge[0] if edge[0] > least else (edge[1] or least) + 1
            before, there = ((at, digits(evaluate(needed.left, {name: at}))) for at in (after - 1, after))
            return _english.passes_over(word, name, before, there)
    forms = isolated(needed, name, least, Parameters()) if needed.relation == "=" else None
    fractions = [each.right for each in forms or [] if each.relation == "=" and isinstance(each.right, Fraction)]
    return _english.no_whole_number(name, PLAIN(fractions[0])) if fractions else None
