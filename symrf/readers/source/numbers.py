"""Whole numbers that may have symbols in them, or the sizes of tensors: sums and products in a normal form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction as Ratio

from symrf.formulas.tree import Floor, Fraction, Modulo, Negative, Number, Power, Product, Sum, Written, number

__all__ = [
    "Extent",
    "Whole",
    "difference",
    "extents",
    "floored",
    "is_whole",
    "modulo",
    "plus",
    "power",
    "product",
    "replaced",
    "times",
]

Whole = int | Written

_BITS = 256  # of a number in a program that is read


@dataclass(frozen=True, slots=True)
class Extent(Written):
    """The size of the tensor at a place along an axis, or of the batch (axis -1), or the channels of the input (-2)."""

    place: int
    axis: int


def is_whole(value: object) -> bool:
    """Whether a value is a whole number, maybe in symbols.

    >>> from symrf.formulas.tree import Symbol
    >>> is_whole(3), is_whole(Symbol("n")), is_whole(True)
    (True, True, False)
    """
    return isinstance(value, int | Written) and not isinstance(value, bool)


def plus(left: Whole, right: Whole) -> Whole:
    """The sum.

    >>> from symrf.formulas.tree import Symbol
    >>> n = Symbol("n")
    >>> plus(plus(n, 2), times(-1, n))
    2
    """
    if isinstance(left, int) and isinstance(right, int):
        return left + right
    terms = dict(_terms(left))
    for atom, factor in _terms(right).items():
        terms[atom] = terms.get(atom, Ratio(0)) + factor
    return _tree(terms)


def difference(left: Whole, right: Whole) -> Whole:
    """The first less the second."""
    return plus(left, times(-1, right))


def times(left: Whole, right: Whole) -> Whole:
    """The product.

    >>> from symrf.formulas.tree import Symbol
    >>> times(times(2, Symbol("n")), 3) == times(6, Symbol("n"))
    True
    """
    if isinstance(left, int) and isinstance(right, int):
        return left * right
    first, second = _terms(left), _terms(right)
    if len(first) > 8 or len(second) > 8:
        return Product((number(left), number(right)))
    terms: dict[tuple[Written, ...], Ratio] = {}
    for one, factor in first.items():
        for other, more in second.items():
            atom = tuple(sorted((*one, *other), key=repr))
            terms[atom] = terms.get(atom, Ratio(0)) + factor * more
    return _tree(terms)


def product(*factors: Whole) -> Whole:
    """The product of all.

    >>> product(2, 3), product()
    (6, 1)
    """
    total: Whole = 1
    for each in factors:
        total = times(total, each)
    return total


def floored(left: Whole, right: Whole) -> Whole:
    """The quotient, rounded down; exact where each term is divisible.

    >>> from symrf.formulas.tree import Symbol
    >>> floored(times(4, Symbol("n")), 2) == times(2, Symbol("n"))
    True
    """
    if isinstance(left, int) and isinstance(right, int):
        return left // right
    if left == right:
        return 1
    exact = _divided(left, right)
    return Floor(Fraction(number(left), number(right))) if exact is None else exact


def _divided(left: Whole, right: Whole) -> Whole | None:
    """The quotient where it is whole for sure: monomials that divide each term."""
    terms, divisor = _terms(left), _terms(right)
    if len(divisor) != 1:
        return None
    ((atoms, factor),) = divisor.items()
    found: dict[tuple[Written, ...], Ratio] = {}
    for each, amount in terms.items():
        rest = list(each)
        for atom in atoms:
            if atom not in rest:
                return None
            rest.remove(atom)
        quotient = amount / factor
        if quotient.denominator != 1:
            return None
        found[tuple(rest)] = quotient
    return _tree(found)


def modulo(left: Whole, right: Whole) -> Whole:
    """The remainder."""
    if isinstance(left, int) and isinstance(right, int):
        return left % right
    exact = _divided(left, right)
    return Modulo(number(left), number(right)) if exact is None else 0


def power(base: Whole, exponent: Whole) -> Whole:
    """The power; an OverflowError where it has too many digits."""
    if isinstance(base, int) and isinstance(exponent, int):
        if exponent < 0 or base.bit_length() * exponent > _BITS:
            raise OverflowError
        return int(base**exponent)
    if isinstance(exponent, int) and 0 <= exponent <= 4:
        return product(*[base] * exponent)
    return Power(number(base), number(exponent))


def replaced(value: Whole, change: Callable[[Extent], Whole]) -> Whole:
    """A number with its sizes of tensors as something else."""
    if isinstance(value, int):
        return value
    total: Whole = 0
    for atoms, factor in _terms(value).items():
        if factor.denominator != 1:
            return value
        total = plus(total, product(int(factor), *(_atom(atom, change) for atom in atoms)))
    return total


def _atom(atom: Written, change: Callable[[Extent], Whole]) -> Whole:
    match atom:
        case Extent():
            return change(atom)
        case Floor(Fraction(above, below)):
            return floored(replaced(above, change), replaced(below, change))
        case Modulo(above, below):
            return modulo(replaced(above, change), replaced(below, change))
    return atom


def extents(value: Whole) -> frozenset[Extent]:
    """The sizes of tensors in a number."""
    found: set[Extent] = set()

    def seen(extent: Extent) -> Whole:
        found.add(extent)
        return extent

    replaced(value, seen)
    return frozenset(found)


def _terms(value: Whole) -> Mapping[tuple[Written, ...], Ratio]:
    """A number as a sum of products of atoms, each with its factor."""
    match value:
        case int():
            return {(): Ratio(value)} if value else {}
        case Number(whole):
            return _terms(whole)
        case Negative(of):
            return {atom: -factor for atom, factor in _terms(of).items()}
        case Sum(terms):
            total: dict[tuple[Written, ...], Ratio] = {}
            for term in terms:
                for atom, factor in _terms(term).items():
                    total[atom] = total.get(atom, Ratio(0)) + factor
            return total
        case Product(factors):
            amount, atoms = Ratio(1), []
            for each in factors:
                if isinstance(each, Number):
                    amount *= each.value
                else:
                    atoms.append(each)
            return {tuple(sorted(atoms, key=repr)): amount}
    return {(value,): Ratio(1)}


def _tree(terms: Mapping[tuple[Written, ...], Ratio]) -> Whole:
    """The number of a sum of products."""
    written = [_product(atoms, factor) for atoms, factor in terms.items() if factor]
    if not written:
        return 0
    if len(written) == 1:
        match written[0]:
            case Number(value):
                return value
            case Negative(Number(value)):
                return -value
            case only:
                return only
    return Sum(tuple(written))


def _product(atoms: tuple[Written, ...], factor: Ratio) -> Written:
    size = abs(factor)
    factors = ([] if size == 1 and atoms else [Number(size.numerator)]) + list(atoms)
    made = factors[0] if len(factors) == 1 else Product(tuple(factors))
    return Negative(made) if factor < 0 else made
