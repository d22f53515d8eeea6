"""For which whole numbers a statement with one symbol holds: all of them, or all up to a bound that is said.

By doubling and bisection, where the difference of the sides only rises or only falls; by trying each number up to one
from which on the sign is settled. What is left is tried up to a bound, and nothing is claimed beyond it.
"""

from __future__ import annotations

from dataclasses import dataclass

from symrf.exact import _english
from symrf.exact.logic.answer import Truth
from symrf.exact.logic.exponentials import exponentials, settled
from symrf.exact.logic.statements import Statement
from symrf.exact.numbers.intervals import behaviour
from symrf.exact.sets.periodic import interval
from symrf.exact.sets.segments import Segments, condition
from symrf.formulas import limits
from symrf.formulas.relations import FLIPPED, SIGNS
from symrf.formulas.tree import Power, Written, parts, symbols
from symrf.formulas.values import Work, evaluate

__all__ = ["of_one_symbol"]


class _Unsettled(Exception):
    """An end that is not found."""


def of_one_symbol(statement: Statement, name: str, least: int) -> Truth:
    """Where a statement on one whole number holds, `least` or more.

    >>> from symrf.formulas.reader import parse
    >>> of_one_symbol(Statement(parse("5*2^n-4"), ">=", parse("224")), "n", 1).where.start
    6
    """
    try:
        return _monotone(statement, name, least) or _tried(statement, name, least)
    except ValueError as reason:
        return Truth(None, reason=str(reason))


def _monotone(statement: Statement, name: str, least: int) -> Truth | None:
    """Where it holds, if the difference of its sides only rises or only falls."""
    difference, relation = statement.left - statement.right, statement.relation
    found = behaviour(difference, {name: least})
    way = None if found is None else found.ways[name]
    if way is None:
        return None
    if way < 0:
        difference, relation = statement.right - statement.left, FLIPPED[relation]
    search = _Ends(difference, name, least, Work(limits.TRUTH_OPERATIONS))
    try:
        first = None if relation == "<=" else search.first(0)
        beyond = None if relation == ">=" else search.first(1)
    except _Unsettled:
        return None
    if relation != "<=" and first is None:
        return Truth(interval(name, least, least, least - 1), "monotone")
    last = None if beyond is None else beyond - 1
    return Truth(interval(name, least, least if first is None else first, last), "monotone")


@dataclass(frozen=True, slots=True)
class _Ends:
    """The ends of where a formula that never falls is 0 or more, or above 0."""

    rising: Written
    name: str
    least: int
    work: Work

    def first(self, above: int) -> int | None:
        """The least number with a value of 0 or more, or for 1 above 0; None where there is none."""

        def there(at: int) -> bool:
            value = evaluate(self.rising, {self.name: at}, self.work)
            return value > 0 if above else value >= 0

        width, low = 1, self.least - 1
        while not there(low + width):
            tail = behaviour(self.rising, {self.name: low + width})
            if tail is not None and (tail.high <= 0 if above else tail.high < 0):
                return None
            if width > limits.TRUTH_FARTHEST:
                raise _Unsettled
            low, width = low + width, 2 * width
        high = low + width
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if there(middle) else (middle, high)
        return high


def _tried(statement: Statement, name: str, least: int) -> Truth:
    """Where it holds, tried one by one up to where it is settled, else up to a bound."""
    powers = _in_exponent(statement.left, name) or _in_exponent(statement.right, name)
    start, tail = _settled(statement, name, least) or (
        least + (limits.TRUTH_TRIED_POWERS if powers else limits.TRUTH_TRIED),
        None,
    )
    flags: list[bool] = []
    work = Work(limits.TRUTH_OPERATIONS)
    for at in range(least, start):
        try:
            flags.append(statement.holds({name: at}, work))
        except ValueError:  # too long to work out from here on
            tail = None
            break
    where = condition(name, Segments(least, flags, [[(0, bool(tail))]]))
    if where is None or not (flags or tail is not None):
        raise ValueError(_english.NUMBERS_TOO_LONG)
    if tail is not None:
        return Truth(where, "settled")
    return Truth(where, "tried", least + len(flags) - 1, tried=len(flags))


def _in_exponent(tree: Written, name: str) -> bool:
    """Whether a symbol is in the exponent of a power."""
    here = isinstance(tree, Power) and name in symbols(tree.exponent)
    return here or any(_in_exponent(part, name) for part in parts(tree))


def _settled(statement: Statement, name: str, least: int) -> tuple[int, bool] | None:
    """A number from which on a statement is known to hold, or known not to."""
    difference, start = statement.left - statement.right, least
    kept = SIGNS[statement.relation]
    while start <= least + limits.TRUTH_TRIED and (tail := behaviour(difference, {name: start})) is not None:
        possible = {-1: tail.low < 0, 0: tail.low <= 0 <= tail.high, 1: tail.high > 0}
        signs = {sign for sign, may_be in possible.items() if may_be}
        if signs <= kept or not signs & kept:
            return start, signs <= kept
        start += start - least + 1
    terms = exponentials(difference, name)
    found = None if terms is None else settled(terms)
    if found is None or found[0] > least + limits.TRUTH_TRIED:
        return None
    return max(found[0], least), found[1] in kept
