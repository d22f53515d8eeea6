"""`<`, `>` and `!=` by `<=`, `>=` and `=`: of whole numbers a < b is a <= b - 1, and what differs is not equal.

Sides that are fractions are multiplied by a number which makes both whole.
"""

from __future__ import annotations

from dataclasses import replace
from math import lcm, prod

from symrf.exact import _english
from symrf.exact.logic.answer import Answer, false_at, narrowed, spread, value
from symrf.exact.logic.statements import Domain, Statement
from symrf.exact.sets.quasipolynomials import TooMany
from symrf.formulas.tree import (
    Ceiling,
    Floor,
    Fraction,
    Maximum,
    Minimum,
    Modulo,
    Negative,
    Number,
    Piecewise,
    Power,
    Product,
    Sum,
    Summation,
    Symbol,
    Written,
    nodes,
    parts,
    symbols,
)
from symrf.formulas.values import evaluate

__all__ = ["denominator", "said_of", "unequal", "whole"]


def whole(statement: Statement) -> Statement | None:
    """A statement with `<` or `>` as one with `<=` or `>=`; None where no multiple of its sides is known to be whole.

    >>> from symrf.formulas.reader import parse
    >>> found = whole(Statement(parse("n/2"), "<", parse("5")))
    >>> found.relation, [found.holds({"n": n}) for n in (9, 10)]
    ('<=', [True, False])
    """
    below = denominator(statement.left), denominator(statement.right)
    if below[0] is None or below[1] is None:
        return None
    factor = lcm(below[0], below[1])
    left, right = (each if factor == 1 else factor * each for each in (statement.left, statement.right))
    if statement.relation == "<":
        return replace(statement, left=left, relation="<=", right=right - 1)
    return replace(statement, left=left, relation=">=", right=right + 1)


def denominator(tree: Written) -> int | None:
    """A number that makes a formula whole for all whole values of its symbols; None where none is known.

    >>> from symrf.formulas.reader import parse
    >>> denominator(parse("(n-1)/2 + floor(n/7)/3")), denominator(parse("1/n"))
    (6, None)
    """
    inside = [denominator(part) for part in parts(tree)]
    known = [each for each in inside if each is not None]
    match tree:
        case Number() | Symbol() | Floor() | Ceiling():
            return 1
        case Fraction(_, below) if not symbols(below) and inside[0] is not None:
            divisor = evaluate(below, {})
            return None if divisor == 0 else inside[0] * abs(divisor.numerator)
        case Product() if len(known) == len(inside):
            return prod(known)
        case Power(_, exponent) if inside[0] == 1 and inside[1] == 1 and _nonnegative(exponent):
            return 1
        case Sum() | Minimum() | Maximum() | Negative() | Modulo() | Piecewise() if len(known) == len(inside):
            return lcm(*known)
        case Summation() if known[:1] and len(known) == len(inside):
            return known[0]
    return None


def _nonnegative(tree: Written) -> bool:
    """Whether a formula is seen to be 0 or more: there is no minus in it."""
    return not any(isinstance(node, Negative) for node in nodes(tree))


def said_of(statement: Statement, answer: Answer) -> Answer:
    """An answer with the values that both sides of another way to write its statement have at its counterexample."""
    at = answer.counterexample
    if at is None:
        return answer
    return replace(answer, truth_value=value(statement.left, at), claim_value=value(statement.right, at))


def unequal(statement: Statement, domain: Domain, equal: Answer) -> Answer:
    """What is so of two sides that are to differ, by where they are equal."""
    if not all(map(_has_values, (statement.left, statement.right))):
        return Answer("undecided", reason=_english.NOT_EVERYWHERE)
    match equal.status:
        case "proved":
            return false_at(statement, "refuted", domain.leasts)
        case "refuted":
            return Answer("proved")
        case "conditional" if equal.condition is not None:
            asked = domain.region
            where = spread(equal.condition, asked)
            try:
                told = narrowed(asked - where, statement.symbols)
            except TooMany:
                return false_at(statement, "conditional", where.least)
            return false_at(statement, "conditional", where.least, condition=told)
        case "conditional" if equal.witness is not None:
            found = false_at(statement, "conditional", {**domain.leasts, **equal.witness})
            return replace(found, reason=equal.reason, witness=equal.counterexample)
    return Answer("undecided", reason=equal.reason, tried=equal.tried)


def _has_values(tree: Written) -> bool:
    """Whether a formula is seen to have a value everywhere: nothing is divided by a symbol."""
    divisors = [parts(node)[1] for node in nodes(tree) if isinstance(node, Fraction | Modulo | Power)]
    return not any(symbols(each) for each in divisors)
