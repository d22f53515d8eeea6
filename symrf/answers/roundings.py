"""Claims to so many digits: 138M is right of 138,357,544, and a truth is compared with all that 138M may mean."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from symrf.answers import _english
from symrf.answers.claims.amounts import Rounded
from symrf.exact.logic.answer import Answer, value
from symrf.exact.logic.holding import holds
from symrf.exact.logic.statements import Domain, Statement
from symrf.exact.logic.strict import denominator, said_of
from symrf.formulas.tree import Maximum, Minimum, Written, number, symbols

__all__ = ["holds_rounded", "how_rounded"]


def holds_rounded(asked: Statement, rounded: Rounded, domain: Domain, parts: int) -> Answer:
    """Whether a truth comes to the digits that are given: a multiple of it that is whole is within their ends.

    >>> from fractions import Fraction
    >>> from symrf.formulas.reader import parse
    >>> about_5 = Rounded(Fraction(9, 2), Fraction(11, 2))
    >>> where = holds_rounded(Statement(parse("n/2"), "=", parse("5")), about_5, Domain.of({"n": 1}), 1).condition
    >>> [n for n in range(20) if n in where]
    [9, 10]
    """
    truth, factor = asked.left, denominator(asked.left)
    if factor is None:
        return Answer("undecided", reason=_english.ROUNDED_FRACTION)
    least, most = ceil(rounded.low * factor), ceil(rounded.high * factor) - 1
    multiple = truth if factor == 1 else factor * truth
    nearest: Written = Minimum((Maximum((multiple, number(least))), number(most)))
    if least > most:  # nothing whole is within
        nearest = multiple + 1
    return said_of(asked, holds(Statement(multiple, "=", nearest), domain, parts))


def how_rounded(truth: Written, rounded: Rounded) -> Iterator[str]:
    """That a number is right as it is rounded, or that it was cut off instead."""
    found = None if symbols(truth) else value(truth, {})
    if found is not None and (rounded.holds(found) or rounded.cut(found)):
        exact = rounded.shown(found)
        yield _english.comes_to(exact) if rounded.holds(found) else _english.is_cut_off(exact)
