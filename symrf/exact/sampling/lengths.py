"""How the lengths of joined networks are written: floors, with the least numbers in them."""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING

from symrf.exact.numbers.powers import quotient
from symrf.exact.sampling.hand import INPUT, closed, whole, written
from symrf.exact.sampling.quasi_affine import WIDTH, Axis, Length, Lesser, QuasiAffine, Quotient, Step
from symrf.formulas.tree import Ceiling, Floor, Maximum, Minimum, Modulo, Product, Sum, Written, number

if TYPE_CHECKING:
    from symrf.exact.numbers.powers import Whole

__all__ = ["closed_length_tree", "divided", "floored", "length_tree", "quotient_of"]


def length_tree(length: Length, axis: Written) -> Written:
    """A length as it is written: a number, or its floors with the least numbers in them."""
    if isinstance(length, int):
        return whole(length)
    if len(length.steps) == 1:
        ((step, by),) = length.steps
        if isinstance(step, Quotient) and step.of == WIDTH + step.of.constant:
            return _multiple(step.of.constant, step.by, by, length.constant, axis)
    if (rest := _remainder(length, axis)) is not None:
        return rest
    parts = sorted(((_rank(step), by, step) for step, by in length.steps), key=lambda part: (-part[1], part[0]))
    trees = [_term(step, by, axis) for _, by, step in parts]
    if length.constant:
        trees.append(whole(length.constant))
    return trees[0] if len(trees) == 1 else Sum(tuple(trees))


def closed_length_tree(size: Length, axis: Written) -> Written:
    """A size as it is written, one floor as that of one convolution."""
    if isinstance(size, QuasiAffine) and len(size.steps) == 1:
        ((step, by),) = size.steps
        if by == 1 and isinstance(step, Quotient) and step.of == WIDTH + step.of.constant:
            offset, stride = step.of.constant + size.constant * step.by, step.by
            slack = stride - 1 if offset == stride - 1 else 0
            return written(closed(offset, stride, slack), axis)
    return _one_floor(size, axis) or length_tree(size, axis)


def _one_floor(size: Length, axis: Written) -> Written | None:
    """w + floor(w/2) is floor(3 w/2), written so."""
    if isinstance(size, int) or len(size.steps) != 2:
        return None
    (one, by), (two, times) = sorted(size.steps, key=lambda part: _rank(part[0]))
    if not isinstance(one, Axis) or not isinstance(two, Quotient) or times != 1 or by < 0:
        return None
    inside = two.of - two.of.constant
    if isinstance(inside, int) or {step for step, _ in inside.steps} != {one}:
        return None
    ((_, within),) = inside.steps
    offset = two.of.constant + size.constant * two.by
    constant = (2 * offset + two.by) // (2 * two.by)
    form = INPUT.times(by * two.by + within).plus(offset - constant * two.by).over(two.by, "floor").plus(constant)
    return written(form, axis)


def floored(offset: Whole, divisor: Whole, axis: Written) -> Written:
    """The size `floor((axis + offset)/divisor)`, with a ceiling where that is shorter."""
    if divisor == 1:
        return written(INPUT.plus(offset), axis)
    if offset == divisor - 1:
        return written(INPUT.over(divisor, "ceiling"), axis)
    return written(INPUT.plus(offset).over(divisor, "floor"), axis)


def quotient_of(above: Whole, below: Whole) -> Written:
    """A quotient as it is written, in lowest terms where those show."""
    if isinstance(above, int) and isinstance(below, int):
        return divided(above, below, whole(1))
    if (times := quotient(above, below)) is not None:
        return whole(times)
    if (times := quotient(below, above)) is not None:
        return whole(1) / whole(times)
    return whole(above) / whole(below)


def divided(length: Length, divisor: int, axis: Written) -> Written:
    """A length over a number as it is written, in lowest terms."""
    if isinstance(length, int):
        common = gcd(length, divisor)
        length, divisor = length // common, divisor // common
        if length < 0 and divisor > 1:
            return -(whole(-length) / divisor)
        return whole(length) if divisor == 1 else whole(length) / divisor
    common = gcd(divisor, length.constant, *(by for _, by in length.steps))
    tree = length_tree(length // common, axis)
    return tree if common == divisor else tree / (divisor // common)


def _remainder(length: QuasiAffine, axis: Written) -> Written | None:
    """w + a - d*floor((w+a)/d) is the remainder of w + a, written so."""
    if len(length.steps) != 2:
        return None
    (one, by), (two, times) = sorted(length.steps, key=lambda part: _rank(part[0]))
    if (
        not isinstance(two, Quotient)
        or by != 1
        or times != -two.by
        or two.of != WIDTH + two.of.constant
        or not isinstance(one, Axis)
    ):
        return None
    constant = length.constant - two.of.constant
    tree = Modulo(written(INPUT.plus(two.of.constant), axis), number(two.by))
    return tree if constant == 0 else tree + constant if constant > 0 else tree - -constant


def _multiple(offset: int, divisor: int, factor: int, constant: int, axis: Written) -> Written:
    """factor*floor((axis + offset)/divisor) + constant, where 0 <= offset < divisor."""
    if offset == divisor - 1:
        form = INPUT.over(divisor, "ceiling")
    elif 2 * offset > divisor:
        form, constant = INPUT.plus(offset - divisor).over(divisor, "floor"), constant + factor
    else:
        form = INPUT.plus(offset).over(divisor, "floor")
    tree = _times(factor, written(form, axis))
    return tree if constant == 0 else Sum((tree, whole(constant)))


def _times(by: int, tree: Written) -> Written:
    if abs(by) != 1:
        tree = Product((number(abs(by)), tree))
    return tree if by > 0 else -tree


def _term(step: Step, by: int, axis: Written) -> Written:
    """A step with its coefficient; the negative of a minimum is the maximum of negatives."""
    match step:
        case Quotient(of, divisor):
            ceiling = of == WIDTH + (divisor - 1)
            return _times(by, Ceiling(axis / divisor) if ceiling else Floor(length_tree(of, axis) / divisor))
        case Lesser(of):
            trees = sorted((length_tree(each if by > 0 else -each, axis) for each in of), key=repr)
            return _times(abs(by), Minimum(tuple(trees)) if by > 0 else Maximum(tuple(trees)))
    return _times(by, axis)


def _rank(step: Step) -> tuple[int, int, int]:
    """The input comes first, then quotients by their divisors, then minima."""
    match step:
        case Quotient(of, by):
            return 1, by, of.constant
        case Lesser(of):
            return 2, len(of), 0
    return 0, 0, 0
