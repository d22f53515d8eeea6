"""About how wide what is said stands on a page, in digits: whether a line of a display has room."""

from __future__ import annotations

from collections.abc import Sequence

from symrf.answers.documents.document import Code, Count, Inline, Marked
from symrf.formulas.fold import Fold
from symrf.formulas.relations import Across, Applied, Composition, Congruence, Divides, Relation, Word
from symrf.formulas.tree import Piecewise, Summation, Written, cases, parts

__all__ = ["PAGE", "breadth"]

PAGE = 80.0  # digits of 11 points on a page of A4
_SCRIPT = 0.7  # how large an index or an exponent is
_SIGN = 2.2  # a sign between two parts, with the room around it


def breadth(inlines: Sequence[Inline]) -> float:
    """The width of texts and formulas in one line.

    >>> from symrf.formulas.tree import Symbol
    >>> breadth(["even ", Symbol("w")])
    6.0
    """
    return sum(map(_inline, inlines))


def _inline(inline: Inline) -> float:
    match inline:
        case str(text) | Word(text) | Marked(text) | Count(text):
            return len(text)
        case Code(text):
            return 1.2 * len(text)
        case Composition(parts) | Across(parts):
            return _joined(parts)
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


class _Breadth(Fold[float]):
    """The width of a formula."""

    def of_number(self, value: int) -> float:
        return 0.3 * value.bit_length() + 1

    def of_symbol(self, name: str) -> float:
        word, _, index = name.partition("_")
        return len(word) + _SCRIPT * len(index)

    def of_sum(self, terms: tuple[Written, ...]) -> float:
        return _joined(terms)

    def of_tuple(self, entries: tuple[Written, ...]) -> float:
        return _joined(entries) + 1

    def of_fraction(self, numerator: Written, denominator: Written) -> float:
        return max(self.fold(numerator), self.fold(denominator))

    def of_power(self, base: Written, exponent: Written) -> float:
        return self.fold(base) + _SCRIPT * self.fold(exponent)

    def of_summation(self, tree: Summation) -> float:
        below, above = _joined((tree.index, tree.first)), self.fold(tree.last)
        return max(2, _SCRIPT * below, _SCRIPT * above) + self.fold(tree.term)

    def of_piecewise(self, tree: Piecewise) -> float:
        rows, otherwise = cases(tree)
        conditions = (_joined((row.left, row.right)) + len("if ") for row in rows)
        values = [self.fold(each) for each in (*(row.value for row in rows), otherwise)]
        return max(values) + max(len("otherwise"), *conditions) + 3

    def of_other(self, tree: Written) -> float:
        return sum(map(self.fold, parts(tree))) + 1


_tree = _Breadth().fold
