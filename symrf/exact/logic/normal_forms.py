"""The quick road of a decision: sides that are one floor, or one fraction, are compared by their normal forms.

`floor((w+a)/s)` swallows the floors, the ceilings and the constants in it, and two such functions agree from some input
on if and only if their numbers do; what the fraction `(w+a)/s` has in common with a floor is one residue class.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction as Rational

from symrf.exact.sets.periodic import Periodic
from symrf.formulas import limits
from symrf.formulas.tree import Ceiling, Floor, Fraction, Negative, Number, Sum, Symbol, Written

__all__ = ["NormalForm", "agreement", "normal_form", "order"]


@dataclass(frozen=True, slots=True)
class NormalForm:
    """The function `(w+offset)/divisor` of an input w, rounded down or not."""

    offset: int
    divisor: int
    rounded: bool

    def at(self, size: int) -> Rational:
        """The value for an input."""
        value = Rational(size + self.offset, self.divisor)
        return Rational(value // 1) if self.rounded else value


def normal_form(tree: Written) -> NormalForm | None:
    """The normal form of a tree of one symbol; None where it has none.

    >>> w = Symbol("w")
    >>> normal_form(Floor((Floor((w - 2) / 2) - 2) / 2) + 1)
    NormalForm(offset=-2, divisor=4, rounded=True)
    """
    match tree:
        case Symbol():
            return NormalForm(0, 1, False)
        case Sum((first, *rest)):
            form, constant = normal_form(first), 0
            for term in rest:
                match term:
                    case Number(value):
                        constant += value
                    case Negative(Number(value)):
                        constant -= value
                    case _:
                        return None
            return form and NormalForm(form.offset + constant * form.divisor, form.divisor, form.rounded)
        case Fraction(numerator, Number(divisor)) if divisor > 0:
            form = normal_form(numerator)
            if form is None or form.rounded:
                return form if divisor == 1 else None
            return NormalForm(form.offset, form.divisor * divisor, False)
        case Floor(Fraction(numerator, Number(divisor))) if divisor > 0:  # floor(floor(x)/d) is floor(x/d)
            form = normal_form(numerator)
            return form and NormalForm(form.offset, form.divisor * divisor, True)
        case Floor(of):
            form = normal_form(of)
            return form and NormalForm(form.offset, form.divisor, True)
        case Ceiling(of):
            form = normal_form(of)
            if form is None or form.rounded:
                return form
            return NormalForm(form.offset + form.divisor - 1, form.divisor, True)
    return None


def agreement(one: NormalForm, two: NormalForm, symbol: str, least: int) -> tuple[Periodic, int | None] | None:
    """Where two functions agree from `least` on, and the least input where not; None where that is not quick."""
    step = one.divisor
    if step != two.divisor:
        return None
    if one.offset == two.offset and (one.rounded == two.rounded or step == 1):
        return Periodic(symbol, least, 1, (0,), least), None
    low, high = sorted((one.offset, two.offset))
    apart = high - low
    if one.rounded != two.rounded and step > 1:
        floored, exact = (one, two) if one.rounded else (two, one)
        apart = floored.offset - exact.offset
        residue = -exact.offset % step
        if not 0 <= apart < step:
            return _nowhere(symbol, least)
        return Periodic(symbol, least, step, (residue,), least), least + (least % step == residue)
    if not one.rounded or apart >= step:
        return _nowhere(symbol, least)
    if step - apart > limits.NORMAL_RESIDUES:
        return None
    residues = sorted((place - low) % step for place in range(step - apart))
    into = (least + high) % step
    return Periodic(symbol, least, step, tuple(residues), least), least if into < apart else least + step - into


def order(lower: NormalForm, upper: NormalForm, symbol: str, least: int) -> tuple[Periodic, int | None] | None:
    """Where `lower <= upper` from `least` on, and the least input where not; None where that is not quick."""
    if lower.divisor != upper.divisor or (lower.rounded != upper.rounded and lower.divisor > 1):
        return None
    if lower.offset <= upper.offset:
        return Periodic(symbol, least, 1, (0,), least), None
    return agreement(lower, upper, symbol, least)  # nowhere less, so it must be the same


def _nowhere(symbol: str, least: int) -> tuple[Periodic, int]:
    return Periodic(symbol, least, 1, (), least), least
