"""How a hand writes a size: constants merge as they arise, a fraction over a number is one fraction, others nest."""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd
from typing import TYPE_CHECKING, Literal, TypeVar

from symrf.exact.numbers.parametric import Parametric
from symrf.exact.numbers.powers import ceiling, over, quotient
from symrf.formulas import limits
from symrf.formulas.from_sympy import from_sympy, terms_of
from symrf.formulas.tree import (
    Ceiling,
    Floor,
    Fraction,
    Negative,
    Number,
    Product,
    Symbol,
    Written,
    number,
)

if TYPE_CHECKING:
    from symrf.exact.numbers.powers import Whole
    from symrf.exact.sampling.quasi_affine import Length

__all__ = [
    "INPUT",
    "Affine",
    "Form",
    "added",
    "after_layer",
    "closed",
    "collected",
    "rounded_quotient",
    "shallow",
    "too_deep",
    "whole",
    "written",
]


Rounded = Literal["floor", "ceiling"] | None
_Pixels = TypeVar("_Pixels", int, "Length")


@dataclass(frozen=True, slots=True)
class Affine:
    """How a layer counts: `round((factor*n + shift)/stride) + last`, as a hand writes it."""

    shift: Whole
    stride: Whole
    last: Whole
    rounded: Rounded = "floor"
    factor: Whole = 1


@dataclass(frozen=True, slots=True)
class _Quotient:
    numerator: Form
    denominator: Whole
    rounded: Rounded


@dataclass(frozen=True, slots=True)
class Form:
    """A size on the way: the input (None) or a quotient, times a factor, plus a constant.

    `depth` counts the fractions in fractions; where the factor is 0 it is a number.
    """

    core: _Quotient | None = None
    constant: Whole = 0
    depth: int = 0
    factor: Whole = 1

    def plus(self, constant: Whole) -> Form:
        """The size and a constant, merged."""
        return Form(self.core, self.constant + constant, self.depth, self.factor) if constant != 0 else self

    def times(self, factor: Whole) -> Form:
        """The size times a number; a fraction that is not rounded takes it in."""
        if factor == 1:
            return self
        constant = self.constant * factor
        if factor == 0 or self.factor == 0:
            return Form(None, constant, 0, 0)
        core = self.core
        if core is None or core.rounded is not None:
            return Form(core, constant, self.depth, self.factor * factor)
        common = _common(core.denominator, factor)
        numerator, denominator = core.numerator.times(over(factor, common)), over(core.denominator, common)
        if denominator == 1:
            return numerator.plus(constant)
        return Form(_Quotient(numerator, denominator, None), constant, self.depth)

    def over(self, denominator: Whole, rounded: Rounded) -> Form:
        """The size divided; a fraction without a constant that rounds alike takes the divisor in."""
        if self.factor != 1:
            common = _common(denominator, self.factor, self.constant)
            reduced = Form(self.core, over(self.constant, common), self.depth, over(self.factor, common))
            return reduced if common == denominator else reduced._over(over(denominator, common), rounded)
        return self._over(denominator, rounded)

    def _over(self, denominator: Whole, rounded: Rounded) -> Form:
        core = self.core
        if core is not None and self.constant == 0 and self.factor == 1 and core.rounded == rounded:
            return Form(_Quotient(core.numerator, core.denominator * denominator, rounded), 0, self.depth)
        return Form(_Quotient(self, denominator, rounded), 0, self.depth + 1)

    def collected(self) -> Form:
        """A size without rounding as one fraction, and the constant that leaves the least number in it."""
        above, added, below = self.line()
        constant = (2 * added + below) // (2 * below)
        return Form(None, added - constant * below, 0, above)._over(below, None).plus(constant)

    def line(self) -> tuple[int, int, int]:
        """A size without rounding as the numbers of `(a w + b)/c`."""
        factor, constant = int(self.factor), int(self.constant)
        if self.core is None:
            return factor, constant, 1
        above, added, below = self.core.numerator.line()
        below *= int(self.core.denominator)
        above, added = above * factor, added * factor + constant * below
        common = gcd(above, added, below)
        return above // common, added // common, below // common


INPUT = Form()


def _common(denominator: Whole, *values: Whole) -> Whole:
    """A divisor that a denominator and other numbers have in common: the greatest, or of symbols one that shows."""
    numbers = [value for value in (denominator, *values) if isinstance(value, int)]
    if len(numbers) > len(values):
        return gcd(*numbers)
    for divisor in (denominator, values[0]):
        if all(quotient(value, divisor) is not None for value in (denominator, *values)):
            return divisor
    return 1


def after_layer(size: Form | None, layer: Affine | None, exact: bool) -> Form | None:
    """The size after a layer, with its rounding where `exact`; None where it is not counted in one go."""
    if size is None or layer is None:
        return None
    size = size.times(layer.factor).plus(layer.shift)
    if size.factor == 0:  # a number, which is worked out
        return Form(None, _of_number(size.constant, layer), 0, 0)
    if layer.stride != 1:
        size = size.over(layer.stride, layer.rounded if exact else None)
    return size.plus(layer.last)


def _of_number(above: Whole, layer: Affine) -> Whole:
    """A layer's size where `factor*n + shift` is a number, with symbols or without."""
    return (above // layer.stride if layer.rounded == "floor" else ceiling(above, layer.stride)) + layer.last


def rounded_quotient(above: _Pixels, layer: Affine) -> _Pixels:
    """A layer's size where `factor*n + shift` is `above`."""
    stride, last = int(layer.stride), int(layer.last)
    return (above // stride if layer.rounded == "floor" else -(-above // stride)) + last


def too_deep(form: Form | None) -> bool:
    """Whether a size has more fractions in fractions than a hand writes."""
    return form is not None and form.depth > limits.HAND_DEPTH


def shallow(form: Form | None) -> Form | None:
    """A size that a hand writes; None where it is nested too deep."""
    return None if too_deep(form) else form


def collected(offset: Whole, stride: Whole, slack: Whole, exact: bool) -> Form:
    """The size `floor((w+offset)/stride)` as one fraction and the constant that leaves the least number in it:
    `(w+2)/1024-2`, without its rounding where it is not to be `exact`."""
    if stride == 1:
        return INPUT.plus(offset)
    rounded: Rounded = None
    top = offset - slack
    if exact:
        rounded = "ceiling" if slack == stride - 1 else "floor"
        top = top if rounded == "ceiling" else offset
    if isinstance(stride, Parametric):
        constant: Whole = stride.times_in(top)
    elif isinstance(top, Parametric):
        constant = 0
    else:
        constant = (2 * top + stride) // (2 * stride)
    return INPUT.plus(top - constant * stride).over(stride, rounded).plus(constant)


def closed(offset: Whole, stride: Whole, slack: Whole) -> Form:
    """The size `floor((w+offset)/stride)` with one floor and one fraction, as that of the one convolution that it is.

    It is `ceil(w/S)` where every division rounds up, as under padding `same`.
    """
    if stride == 1:
        return INPUT.plus(offset)
    if offset == 0 and slack == 0:
        return INPUT.over(stride, "floor")
    if offset == slack and slack == stride - 1:
        return INPUT.over(stride, "ceiling")
    if isinstance(stride, Parametric) and (slack == stride - 1 or stride.times_in(offset) != 1):
        return collected(offset, stride, slack, exact=True)
    return INPUT.plus(offset - stride).over(stride, "floor").plus(1)


def written(size: Form, axis: Written) -> Written:
    """The tree of a size of the input `axis`."""
    if size.factor == 0:
        return whole(size.constant)
    tree = axis
    core = size.core
    if core is not None:
        tree = Fraction(written(core.numerator, axis), whole(core.denominator))
        if core.rounded is not None:
            tree = Floor(tree) if core.rounded == "floor" else Ceiling(tree)
    if size.factor != 1:
        factor = whole(size.factor)
        tree = factor * tree if isinstance(factor, Number | Symbol | Product) else Product((factor, tree))
    return added(tree, size.constant)


def added(tree: Written, constant: Whole) -> Written:
    """A tree and a number behind it, as a hand writes their sum."""
    if isinstance(constant, int) and constant == 0:
        return tree
    if not isinstance(constant, Parametric):
        return tree + whole(constant) if constant > 0 else tree - whole(-constant)
    for term in terms_of(constant.expression):
        tree = tree - term.of if isinstance(term, Negative) else tree + term
    return tree


def whole(value: Whole) -> Written:
    """The tree of a whole number, with symbols or without."""
    return number(value) if isinstance(value, int) else from_sympy(value.expression)
