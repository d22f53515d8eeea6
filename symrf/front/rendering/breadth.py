"""About how wide what is said stands on a page, in digits: whether a line of a display has room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from symrf.answers.documents.document import Code, Inline
from symrf.formulas.relations import Applied, Composition, Congruence, Divides, Relation, Word
from symrf.formulas.tree import (
    Fraction,
    Number,
    Piecewise,
    Power,
    Summation,
    Symbol,
    Tuple,
    Written,
    cases,
    parts,
)
from symrf.formulas.tree import Sum as Terms

__all__ = ["PAGE", "breadth"]

PAGE = 80.0  # digits of 11 points on a page of A4
_SCRIPT = 0.7  # how large an index or an exponent is
_SIGN = 2.2  # a sign between two parts, with the room around it


def breadth(inlines: Sequence[Inline]) -> float:
    """The width of texts and formulas in one line.

    >>> breadth(["even ", Symbol("w")])
    6.0
    """
    return sum(map(_inline, inlines))


def _inline(inline: Inline) -> float:
    match inline:
        case str(text) | Word(text):
            return len(text)
        case Code(text):
            return 1.2 * len(text)
        case Composition(names):
            return _joined(names)
        case Applied(word, to):
            return len(word) + 1 + _tree(to)
        case Relation(sides):
            return _joined(sides)
        case Congruence(symbol, residue, modulus):
            return _joined((symbol, residue, modulus)) + len("(mod )")
        case Divides(divisor, dividend):
            return _joined((divisor, dividend))
    return _tree(inline)


def _joined(inlines: Sequence[Inline]) -> float:
    return breadth(inlines) + _SIGN * (len(inlines) - 1)


def _tree(tree: Written) -> float:
    match tree:
        case Number(value):
            return 0.3 * value.bit_length() + 1
        case Symbol(name):
            word, _, index = name.partition("_")
            return len(word) + _SCRIPT * len(index)
        case Terms(terms):
            return _joined(terms)
        case Tuple(entries):
            return _joined(entries) + 1
        case Fraction(numerator, denominator):
            return max(_tree(numerator), _tree(denominator))
        case Power(base, exponent):
            return _tree(base) + _SCRIPT * _tree(exponent)
        case Summation(term, index, first, last):
            return max(2, _SCRIPT * _joined((index, first)), _SCRIPT * _tree(last)) + _tree(term)
        case Piecewise():
            rows, otherwise = cases(tree)
            conditions = (_joined((row.left, row.right)) + len("if ") for row in rows)
            return _widest([*(row.value for row in rows), otherwise]) + max(len("otherwise"), *conditions) + 3
    return sum(map(_tree, parts(tree))) + 1


def _widest(trees: Iterable[Written]) -> float:
    return max(map(_tree, trees))
