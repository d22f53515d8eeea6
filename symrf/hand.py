"""How a hand writes a size: constants merge as they arise, a fraction over a number is one fraction, others nest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from symrf.arithmetic.windows import Window
from symrf.written import Ceiling, Floor, Fraction, Power, Product, Written, number

if TYPE_CHECKING:
    from symrf.arithmetic.powers import Whole

__all__ = ["INPUT", "Affine", "Form", "after_layer", "closed", "collected", "floored", "whole", "written"]

DEEPEST = 8  # fractions in a fraction that a hand still writes; beyond, they are collected into one

Rounded = Literal["floor", "ceiling"] | None


@dataclass(frozen=True, slots=True)
class Affine:
    """How a layer counts: `round((n + shift)/stride) + last`, as a hand writes it."""

    shift: Whole
    stride: Whole
    last: Whole
    rounded: Rounded = "floor"


@dataclass(frozen=True, slots=True)
class _Quotient:
    numerator: Form
    denominator: Whole
    rounded: Rounded


@dataclass(frozen=True, slots=True)
class Form:
    """A size on the way: the input (None) or a quotient, plus a constant; `depth` counts the fractions in fractions."""

    core: _Quotient | None = None
    constant: Whole = 0
    depth: int = 0

    def plus(self, constant: Whole) -> Form:
        """The size and a constant, merged."""
        return Form(self.core, self.constant + constant, self.depth) if constant != 0 else self

    def over(self, denominator: Whole, rounded: Rounded) -> Form:
        """The size divided; a fraction without a constant that rounds alike takes the divisor in."""
        core = self.core
        if core is not None and self.constant == 0 and core.rounded == rounded:
            return Form(_Quotient(core.numerator, core.denominator * denominator, rounded), 0, self.depth)
        return Form(_Quotient(self, denominator, rounded), 0, self.depth + 1)


INPUT = Form()


def after_layer(size: Form | None, layer: Affine | None, exact: bool) -> Form | None:
    """The size after a layer, with its rounding where `exact`; None where a hand would collect it into one fraction."""
    if size is None or layer is None:
        return None
    size = size.plus(layer.shift)
    if layer.stride != 1:
        size = size.over(layer.stride, layer.rounded if exact else None)
    size = size.plus(layer.last)
    return size if size.depth <= DEEPEST else None


def collected(window: Window, exact: bool) -> Form:
    """The size as one fraction and the constant that leaves the least number in it: `(w+2)/1024-2`."""
    rounded: Rounded = None
    top = window.offset - window.slack
    if exact:
        rounded = "ceiling" if window.slack == window.stride - 1 else "floor"
        top = top if rounded == "ceiling" else window.offset
    constant = (2 * top + window.stride) // (2 * window.stride)
    return INPUT.plus(top - constant * window.stride).over(window.stride, rounded).plus(constant)


def closed(window: Window, axis: Written) -> Written:
    """The size with one floor and one fraction: that of the one convolution that the chain is.

    It is `ceil(w/S)` where every division rounds up, as under padding `same`.
    """
    if window.stride == 1:
        return written(INPUT.plus(window.offset), axis)
    if window.offset == 0 and window.slack == 0:
        return written(INPUT.over(window.stride, "floor"), axis)
    if window.offset == window.slack and window.slack == window.stride - 1:
        return written(INPUT.over(window.stride, "ceiling"), axis)
    return written(INPUT.plus(window.offset - window.stride).over(window.stride, "floor").plus(1), axis)


def floored(offset: Whole, divisor: Whole, axis: Written) -> Written:
    """The size `floor((axis + offset)/divisor)`, with a ceiling where that is shorter."""
    if divisor == 1:
        return written(INPUT.plus(offset), axis)
    if offset == divisor - 1:
        return written(INPUT.over(divisor, "ceiling"), axis)
    return written(INPUT.plus(offset).over(divisor, "floor"), axis)


def written(size: Form, axis: Written) -> Written:
    """The tree of a size of the input `axis`."""
    tree = axis
    core = size.core
    if core is not None:
        tree = Fraction(written(core.numerator, axis), whole(core.denominator))
        if core.rounded is not None:
            tree = Floor(tree) if core.rounded == "floor" else Ceiling(tree)
    if size.constant == 0:
        return tree
    return tree + whole(size.constant) if size.constant > 0 else tree - whole(-size.constant)


def whole(value: Whole) -> Written:
    """The tree of a whole number; one kept as a sum of powers is written as one."""
    if isinstance(value, int):
        return number(value)
    terms = sorted(value.terms.items(), reverse=True)
    tree: Written | None = None
    for powers, coefficient in terms:
        above, below = abs(coefficient.numerator), coefficient.denominator
        factors: list[Written] = []
        for base, exponent in powers:
            while above % base == 0:  # 2*2**9 is 2**10
                above, exponent = above // base, exponent + 1
            factors.append(Power(number(base), number(exponent)))
        if above != 1 or not factors:
            factors.insert(0, number(above))
        term = factors[0] if len(factors) == 1 else Product(tuple(factors))
        if below != 1:
            term = term / below
        if tree is None:
            tree = term if coefficient > 0 else -term
        else:
            tree = tree + term if coefficient > 0 else tree - term
    return number(0) if tree is None else tree
