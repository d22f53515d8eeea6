"""A statement with several symbols, solved for one of them in closed form: p = (k-1)/2, 2**n >= (w+2)/3.

Two roads. What must hold for every input of an axis is turned into equations without it: `floor((w+A)/S)` is
`floor((w+B)/T)` for every w from some one on if and only if S = T and A = B. And where the unknown, or one power with
it as the exponent, is linear, it is isolated; one floor around it is dropped first, for `floor(x) >= m` is `x >= m`.
A form that is found is put back, and compared with what it solves at the least values, before it is handed out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice

from symrf.errors import DerivationError
from symrf.exact.logic.ladder import holds_of_numbers, truth_of
from symrf.exact.logic.statements import Domain, Statement
from symrf.exact.numbers.isolation import linear, read, symbol, without_floor
from symrf.exact.numbers.parametric import Whole
from symrf.exact.numbers.polynomials import TooLong as Unwieldy
from symrf.exact.numbers.powers import compared
from symrf.exact.sampling.hand import whole
from symrf.exact.sets.boxes import diagonals
from symrf.exact.sets.parameters import NO_SYMBOLS, Parameters
from symrf.exact.sets.periodic import Periodic, interval
from symrf.exact.sets.quasipolynomials import TooMany
from symrf.formulas import limits
from symrf.formulas.printing.plain import PLAIN
from symrf.formulas.relations import Relation, Sign
from symrf.formulas.tree import (
    Ceiling,
    Floor,
    Fraction,
    Modulo,
    Sum,
    Symbol,
    Written,
    number,
    symbols,
)
from symrf.formulas.values import Work

__all__ = ["Closed", "folded", "for_every", "isolated", "told"]


@dataclass(frozen=True, slots=True)
class Closed:
    """`left relation right`, where `left` is the unknown, or a power with it as the exponent.

    It holds for the numbers `where` of another symbol, with `elsewhere` for all of the unknown beside the others.
    An equality holds where its right side is whole, or where the first tree of `divides` divides the second; and where
    it is `least` or more.
    """

    left: Written
    relation: Sign
    right: Written
    where: Periodic | None = None
    divides: tuple[Written, Written] | None = None
    least: int | None = None
    elsewhere: bool = False

    @property
    def symbols(self) -> frozenset[str]:
        """The names of the symbols in it, and of that on which it depends."""
        depends = frozenset() if self.where is None or not self.where.symbol else {self.where.symbol}
        return symbols(self.left) | symbols(self.right) | depends

    def holds(self, at: Mapping[str, int], work: Work | None = None) -> bool:
        """Whether it is true of numbers; ValueError where one is too long."""
        if self.where is not None and self.where.symbol and at[self.where.symbol] not in self.where:
            return self.elsewhere
        return not self.never and Statement(self.left, self.relation, self.right).holds(at, work)

    @property
    def never(self) -> bool:
        """Whether the right side is whole for no value of its symbols."""
        return self.where is not None and self.where.never


@dataclass(frozen=True, slots=True)
class _Line:
    """The function `(w + offset)/divisor` of an axis, rounded down or not."""

    offset: Whole
    divisor: Whole
    rounded: bool


def for_every(statement: Statement, axis: str, names: Parameters = NO_SYMBOLS) -> list[Statement] | None:
    """What must hold for a statement to hold for every input of an axis; None where that is not known.

    >>> from symrf.formulas.reader import parse
    >>> same = Statement(parse("floor((w+2p-3)/2)+1"), "=", parse("ceil(w/2)"))
    >>> [str(each.right) for each in for_every(same, "w")]
    ['Number(value=1)']
    """
    try:
        left, right = (_line(side, axis, names) for side in (statement.left, statement.right))
        if left is None or right is None:
            return None
        if left.rounded != right.rounded and not left.divisor == right.divisor == 1:
            return None
        if statement.relation != "=" and left.divisor != right.divisor:
            return None
        sides = [(left.divisor, "=", right.divisor), (left.offset, statement.relation, right.offset)]
        needed = [each for one, relation, other in sides if one != other for each in compared(one, relation, other)]
        return [Statement(whole(one), relation, whole(other)) for one, relation, other in needed]
    except DerivationError:
        return None


def _line(tree: Written, axis: str, names: Parameters) -> _Line | None:
    match tree:
        case Symbol(name) if name == axis:
            return _Line(0, 1, False)
        case Sum(terms):
            found = [term for term in terms if axis in symbols(term)]
            line = _line(found[0], axis, names) if len(found) == 1 else None
            rest = [names.number(term) for term in terms if axis not in symbols(term)]
            if line is None or (line.rounded and not all(map(_whole, rest))):
                return None
            return replace(line, offset=line.offset + sum(rest) * line.divisor)
        case Fraction(numerator, denominator) if axis not in symbols(denominator):
            line, by = _line(numerator, axis, names), names.number(denominator)
            if line is None or not by > 0 or (line.rounded and by != 1):
                return None
            return replace(line, divisor=line.divisor * by)
        case Floor(of) | Ceiling(of):
            numerator, denominator = (of.numerator, of.denominator) if isinstance(of, Fraction) else (of, number(1))
            line, by = _line(numerator, axis, names), names.number(denominator)
            if line is None or axis in symbols(denominator) or not by > 0 or not _whole(line.offset):
                return None
            divisor = line.divisor * by
            up = 0 if isinstance(tree, Floor) else (by - 1) * line.divisor if line.rounded else divisor - 1
            return _Line(line.offset + up, divisor, True)
    return None


def _whole(value: Whole) -> bool:
    return isinstance(value, int) or value.whole


def isolated(statement: Statement, name: str, least: int, names: Parameters) -> list[Closed] | None:
    """The closed forms that say together what a statement says of the symbol `name`; None where it has none.

    >>> from symrf.formulas.reader import parse
    >>> from symrf.formulas.printing.plain import PLAIN
    >>> field = Statement(parse("3*2^n-2"), ">=", parse("w"))
    >>> [(PLAIN(each.left), each.relation, PLAIN(each.right)) for each in isolated(field, "n", 1, Parameters())]
    [('2**n', '>=', '(w+2)/3')]
    """
    try:
        unknown = symbol(name, names.least(name))
        difference = read(statement.left - statement.right, lambda each: symbol(each, names.least(each)))
        parts = without_floor(difference, statement.relation, unknown)
        found = [None if part is None else linear(*part, unknown) for part in parts]
        forms = [_premised(Closed(*each), least, names) for each in found if each is not None]
    except (DerivationError, Unwieldy):
        return None
    if len(forms) != len(found) or not _same(statement, forms, name, names):
        return None
    return forms


def told(statement: Statement, names: Parameters) -> tuple[Relation, ...]:
    """A statement solved for one of its symbols, the shortest way; none where that is not known."""
    found: list[Relation] = []
    for name in sorted(statement.symbols):
        forms = isolated(statement, name, names.least(name), names) or []
        found += [_anywhere(form, names) for form in forms if len(forms) == 1]
    return tuple(sorted(found, key=_length)[:1])


def _anywhere(form: Closed, names: Parameters) -> Relation:
    """A form as a relation that has a value for all values of the symbols: d*(k-1) >= 30, as k may be 1."""
    match form.right:
        case Fraction(numerator, denominator) if not _positive(denominator, names):
            return Relation((form.left * denominator, numerator), form.relation)
    return Relation((form.left, form.right), form.relation)


def _positive(tree: Written, names: Parameters) -> bool:
    """Whether a whole number is 1 or more for all values of the symbols."""
    used = {name: names.least(name) for name in symbols(tree)}
    return holds_of_numbers(Statement(tree, ">=", number(1)), Domain.of(used)).status == "proved"


def _length(relation: Relation) -> int:
    return sum(len(PLAIN(side)) for side in relation.sides if isinstance(side, Written))


def _premised(form: Closed, least: int, names: Parameters) -> Closed:
    """A form with what must hold for its right side to have a value; of an equality, one of the unknown's values."""
    if form.relation != "=" or not isinstance(form.left, Symbol):
        return _valued(form, names)
    right, used = form.right, {name: names.least(name) for name in sorted(symbols(form.right))}
    if isinstance(right, Fraction):
        found = holds_of_numbers(Statement(Modulo(right, number(1)), "=", number(0)), Domain.of(used))
        if len(used) == 1 and isinstance(found.condition, Periodic):
            form = replace(form, where=found.condition)
        elif found.status == "refuted":
            form = replace(form, where=interval("", 1, 1, 0))
        elif found.status != "proved":
            form = replace(form, divides=(right.denominator, right.numerator))
    whole = {} if form.where is None or form.never else {form.where.symbol: form.where}
    enough = Statement(right, ">=", number(least))
    return form if holds_of_numbers(enough, Domain.of(used, whole)).status == "proved" else replace(form, least=least)


def _valued(form: Closed, names: Parameters) -> Closed:
    """An inequality for the values of the one symbol in its divisor that make it positive; a product, of several."""
    match form.right:
        case Fraction(numerator, denominator) if not _positive(denominator, names):
            if len(symbols(denominator)) == 1:
                (name,) = symbols(denominator)
                truth = truth_of(Statement(denominator, ">=", number(1)), {name: names.least(name)})
                if truth.complete and isinstance(truth.where, Periodic):
                    return replace(form, where=truth.where, elsewhere=form.relation == "<=")
            if form.relation == "<=":
                return replace(form, left=form.left * denominator, right=numerator)
    return form


def folded(form: Closed, names: Parameters) -> Closed:
    """A form with its least value as one of its symbol, where it has one symbol: for even w from 6 on."""
    used = sorted(symbols(form.right))
    if form.least is None or form.divides is not None or len(used) != 1:
        return form
    truth = truth_of(Statement(form.right, ">=", number(form.least)), {used[0]: names.least(used[0])})
    if not truth.complete or not isinstance(truth.where, Periodic):
        return form
    try:
        return replace(form, where=truth.where if form.where is None else form.where & truth.where, least=None)
    except TooMany:
        return form


def _same(statement: Statement, forms: list[Closed], name: str, names: Parameters) -> bool:
    """Whether the forms hold where the statement does, at the least values of the symbols."""
    used, classes = sorted(statement.symbols | {name}), dict(names.classes)
    leasts = tuple(map(names.least, used))
    points = (point for columns in diagonals(leasts) for point in zip(*columns, strict=True))
    work = Work()
    for point in islice(points, limits.FORM_TRIED):
        at = dict(zip(used, point, strict=True))
        if not all(at[each] in classes[each] for each in used if each in classes):
            continue
        try:
            if statement.holds(at, work) != all(each.holds(at, work) for each in forms):
                return False
        except ValueError:  # too long to work out
            continue
    return True
