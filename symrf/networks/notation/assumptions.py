"""What is taken for granted of a network's symbols: `k odd`, `p = (k-1)/2`, `s >= 2`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from symrf.errors import FormulaError
from symrf.exact.sets.parameters import Assumed
from symrf.exact.sets.residues import Residues
from symrf.formulas.relations import Sign
from symrf.formulas.tree import Symbol, Written, substitute, symbols
from symrf.networks.notation import _english

__all__ = ["NOTHING", "Assumptions", "assumptions"]

_CLASS = r"\s*([A-Za-z]\w*)\s+(?:is\s+)?(odd|even|divisible\s+by\s+([1-9][0-9]{0,3}))\s*"
_RELATION = r"<=|>=|==|[≤≥=<>]|\\leq?(?![a-z])|\\geq?(?![a-z])"
_SIGNS: dict[str, Sign] = {"=": "=", "==": "=", "<": "<=", "<=": "<=", "≤": "<=", ">": ">="}
_SIGNS |= {">=": ">=", "≥": ">=", "\\le": "<=", "\\leq": "<=", "\\ge": ">=", "\\geq": ">="}


@dataclass(frozen=True, slots=True)
class Assumptions:
    """Symbols that stand for expressions in others, the remainders that symbols have, and inequalities."""

    fixed: tuple[tuple[str, Written], ...] = ()
    classes: tuple[tuple[str, Residues], ...] = ()
    order: tuple[Assumed, ...] = ()
    texts: tuple[str, ...] = field(default=(), compare=False)  # what they were read from

    def put(self, tree: Written) -> Written:
        """A tree with expressions for the symbols that stand for them."""
        return substitute(tree, dict(self.fixed)) if self.fixed else tree

    @property
    def names(self) -> frozenset[str]:
        """The symbols that are spoken of."""
        named = {name for name, _ in (*self.fixed, *self.classes)}
        trees = [tree for _, tree in self.fixed]
        trees += [side for each in self.order for side in (each.left, each.right)]
        return frozenset(named).union(*map(symbols, trees))

    def refused(self, name: str, message: str) -> FormulaError:
        """An error that points at a symbol that is spoken of."""
        word = re.compile(rf"(?<![A-Za-z0-9_]){re.escape(name)}(?![A-Za-z0-9_])")
        for text in self.texts:
            if found := word.search(text):
                return FormulaError(message, text, found.span())
        return FormulaError(message, text := ", ".join(self.texts), (0, len(text)))


NOTHING = Assumptions()


def assumptions(texts: Sequence[str]) -> Assumptions:
    """What texts take for granted; a FormulaError points at what cannot be read.

    >>> assumptions(["k odd", "s >= 2"]).classes
    (('k', Residues(modulus=2, residues=(1,))),)
    """
    fixed: dict[str, Written] = {}
    classes: dict[str, Residues] = {}
    order: list[Assumed] = []
    for text in texts:
        if found := re.fullmatch(_CLASS, text):
            name, word, divisor = found.groups()
            if name in classes:
                raise FormulaError(_english.two_remainders(name), text, found.span(1))
            classes[name] = Residues(int(divisor) if divisor else 2, (1 if word == "odd" else 0,))
            continue
        left, sign, right, place = _sides(text)
        if sign != "=":
            strict = text[place] in "<>" and text[place + 1 : place + 2] != "="
            order.append(_strict(left, sign, right) if strict else Assumed(left, sign, right))
            continue
        if not isinstance(left, Symbol):
            raise FormulaError(_english.SYMBOL_ON_THE_LEFT, text, (0, place))
        name = left.name
        if name in fixed:
            raise FormulaError(_english.symbol_given_twice(name), text, (0, place))
        right = substitute(right, fixed)
        if name in symbols(right):
            raise FormulaError(_english.stands_for_itself(name), text, (place + 1, len(text)))
        fixed = {other: substitute(tree, {name: right}) for other, tree in fixed.items()} | {name: right}
    return Assumptions(
        tuple(fixed.items()),
        tuple(classes.items()),
        tuple(Assumed(substitute(a.left, fixed), a.relation, substitute(a.right, fixed)) for a in order),
        tuple(texts),
    )


def _sides(text: str) -> tuple[Written, Sign, Written, int]:
    """Both sides of a relation, its sign, and where that is."""
    from symrf.formulas import reader as formula

    found = re.search(_RELATION, text)
    if found is None:
        raise FormulaError(_english.ASSUMPTION, text, (0, len(text)))
    sides = []
    for start, stop in ((0, found.start()), (found.end(), len(text))):
        try:
            sides.append(formula.parse(text[start:stop]))
        except FormulaError as error:
            first, last = error.span or (0, stop - start)
            raise FormulaError(error.message, text, (start + first, start + last)) from None
    return sides[0], _SIGNS[found.group()], sides[1], found.start()


def _strict(left: Written, sign: str, right: Written) -> Assumed:
    """Less, or more, of whole numbers: one less, or one more, at the least."""
    return Assumed(left + 1, "<=", right) if sign == "<=" else Assumed(left, ">=", right + 1)
