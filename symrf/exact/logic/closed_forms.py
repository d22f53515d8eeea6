"""A requirement with several symbols, solved for one of them in closed form: p = (k-1)/2, 2**n >= (w+2)/3.

Two roads. What must hold for every input of an axis is turned into equations without it: `floor((w+A)/S)` is
`floor((w+B)/T)` for every w from some one on if and only if S = T and A = B. And where the unknown, or one power with
it as the exponent, is linear, it is isolated; one floor around it is dropped first, for `floor(x) >= m` is `x >= m`.
A form that is found is put back, and compared with what it solves at the least values, before it is handed out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from symrf.errors import DerivationError
from symrf.exact.logic.among import among
from symrf.exact.logic.decision import decide
from symrf.exact.logic.truth_sets import Statement, interval, met, truth_set
from symrf.exact.numbers.isolation import linear, read, symbol, without_floor
from symrf.exact.numbers.parametric import Parametric, Whole
from symrf.exact.sampling.hand import whole
from symrf.exact.sets.boxes import diagonals
from symrf.exact.sets.parameters import Parameters
from symrf.exact.sets.periodic import Periodic
from symrf.formulas import limits
from symrf.formulas.relations import Sign
from symrf.formulas.tree import (
    Ceiling,
    Floor,
    Fraction,
    Maximum,
    Minimum,
    Modulo,
    Sum,
    Symbol,
    Written,
    number,
    symbols,
)
from symrf.formulas.values import Work

__all__ = ["Closed", "folded", "for_every", "isolated", "split"]


@dataclass(frozen=True, slots=True)
class Closed:
    """`left relation right`, where `left` is the unknown, or a power with it as the exponent.

    An equality holds where its right side is whole: for the numbers `where` of its one symbol, or where the first tree
    of `divides` divides the second; and where it is `least` or more.
    """

    left: Written
    relation: Sign
    right: Written
    where: Periodic | None = None
    divides: tuple[Written, Written] | None = None
    least: int | None = None

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


def split(requirement: Statement) -> Iterator[Statement]:
    """A requirement on a maximum as one on each of its parts, where all of them must keep to it.

    >>> k, p = Symbol("k"), Symbol("p")
    >>> len(list(split(Statement(Maximum((number(1), k - 2 * p)), "<=", Symbol("w")))))
    2
    """
    match requirement:
        case Statement(Maximum(of), "<=", _) | Statement(Minimum(of), ">=", _):
            for each in of:
                yield from split(replace(requirement, left=each))
        case _:
            yield requirement


def for_every(requirement: Statement, axis: str) -> list[Statement] | None:
    """What must hold for a requirement to hold for every input of an axis; None where that is not known.

    >>> from symrf.formulas.reader import parse
    >>> same = Statement(parse("floor((w+2p-3)/2)+1"), "=", parse("ceil(w/2)"))
    >>> [str(each.right) for each in for_every(same, "w")]
    ['Number(value=1)']
    """
    try:
        left, right = _line(requirement.left, axis), _line(requirement.right, axis)
        if left is None or right is None:
            return None
        if left.rounded != right.rounded and not left.divisor == right.divisor == 1:
            return None
        if requirement.relation != "=" and left.divisor != right.divisor:
            return None
        sides = [(left.divisor, "=", right.divisor), (left.offset, requirement.relation, right.offset)]
        return [Statement(whole(one), relation, whole(other)) for one, relation, other in sides if one != other]
    except DerivationError:
        return None


def _line(tree: Written, axis: str) -> _Line | None:
    match tree:
        case Symbol(name) if name == axis:
            return _Line(0, 1, False)
        case Sum(terms):
            found = [term for term in terms if axis in symbols(term)]
            line = _line(found[0], axis) if len(found) == 1 else None
            rest = [Parametric.of(term) for term in terms if axis not in symbols(term)]
            if line is None or (line.rounded and not all(map(_whole, rest))):
                return None
            return replace(line, offset=line.offset + sum(rest) * line.divisor)
        case Fraction(numerator, denominator) if axis not in symbols(denominator):
            line, by = _line(numerator, axis), Parametric.of(denominator)
            if line is None or not by > 0 or (line.rounded and by != 1):
                return None
            return replace(line, divisor=line.divisor * by)
        case Floor(of) | Ceiling(of):
            numerator, denominator = (of.numerator, of.denominator) if isinstance(of, Fraction) else (of, number(1))
            line, by = _line(numerator, axis), Parametric.of(denominator)
            if line is None or axis in symbols(denominator) or not by > 0 or not _whole(line.offset):
                return None
            divisor = line.divisor * by
            up = 0 if isinstance(tree, Floor) else (by - 1) * line.divisor if line.rounded else divisor - 1
            return _Line(line.offset + up, divisor, True)
    return None


def _whole(value: Whole) -> bool:
    return isinstance(value, int) or value.whole


def isolated(requirement: Statement, name: str, least: int, names: Parameters) -> list[Closed] | None:
    """The closed forms that say together what a requirement says of the symbol `name`; None where it has none.

    >>> from symrf.formulas.reader import parse
    >>> from symrf.formulas.printing.plain import PLAIN
    >>> field = Statement(parse("3*2^n-2"), ">=", parse("w"))
    >>> [(PLAIN(each.left), each.relation, PLAIN(each.right)) for each in isolated(field, "n", 1, Parameters())]
    [('2**n', '>=', '(w+2)/3')]
    """
    try:
        unknown = symbol(name, names.least(name))
        difference = read(requirement.left - requirement.right, lambda each: symbol(each, names.least(each)))
        parts = without_floor(difference, requirement.relation, unknown)
        found = [None if part is None else linear(*part, unknown) for part in parts]
        forms = [_premised(Closed(*each), least, names) for each in found if each is not None]
    except DerivationError:
        return None
    if len(forms) != len(found) or not _same(requirement, forms, name, names):
        return None
    return forms


def _premised(form: Closed, least: int, names: Parameters) -> Closed:
    """An equality with what must hold for its right side to be one of the unknown's values."""
    if form.relation != "=" or not isinstance(form.left, Symbol):
        return form
    right, used = form.right, {name: names.least(name) for name in sorted(symbols(form.right))}
    if isinstance(right, Fraction):
        found = decide(Modulo(right, number(1)), number(0), "=", used)
        if len(used) == 1 and isinstance(found.condition, Periodic):
            form = replace(form, where=found.condition)
        elif found.status == "refuted" and not found.tried:
            form = replace(form, where=interval("", 1, 1, 0))
        elif found.status != "proved":
            form = replace(form, divides=(right.denominator, right.numerator))
    among_whole = {} if form.where is None else {form.where.symbol: form.where}
    if among(decide(right, number(least), ">=", used), among_whole, right, number(least)).status != "proved":
        form = replace(form, least=least)
    return form


def folded(form: Closed, names: Parameters) -> Closed:
    """A form with its least value as one of its symbol, where it has one symbol: for even w from 6 on."""
    used = sorted(symbols(form.right))
    if form.least is None or form.divides is not None or len(used) != 1:
        return form
    truth = truth_set(Statement(form.right, ">=", number(form.least)), used[0], names.least(used[0]))
    if truth is None or truth.bound is not None:
        return form
    where = truth.where if form.where is None else met(form.where, truth.where)
    return form if where is None else replace(form, where=where, least=None)


def _same(requirement: Statement, forms: list[Closed], name: str, names: Parameters) -> bool:
    """Whether the forms hold where the requirement does, at the least values of the symbols."""
    used, classes = sorted(requirement.symbols | {name}), dict(names.classes)
    leasts = tuple(map(names.least, used))
    points = (point for columns in diagonals(leasts) for point in zip(*columns, strict=True))
    work = Work()
    for point in islice(points, limits.FORM_TRIED):
        at = dict(zip(used, point, strict=True))
        if not all(at[each] in classes[each] for each in used if each in classes):
            continue
        try:
            found = all(Statement(each.left, each.relation, each.right).holds(at, work) for each in forms)
            if requirement.holds(at, work) != found:
                return False
        except ValueError:  # too long to work out
            continue
    return True
