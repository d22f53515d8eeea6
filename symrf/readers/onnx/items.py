"""Arithmetic on the numbers of a constant, of which some are lengths that the input decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from math import floor

from symrf.readers.onnx.model import Extent, Item

__all__ = ["BINARY", "product", "quotient"]


def product(left: Item, right: Item) -> Item:
    """The product of two numbers.

    >>> product(2, Extent(Fraction(1, 2), ((0, "h"),)))
    Extent(times=Fraction(1, 1), of=((0, 'h'),))
    """
    if left is None or right is None:
        return None
    if not isinstance(left, Extent) and not isinstance(right, Extent):
        return left * right
    one, two = _extent(left), _extent(right)
    return Extent(one.times * two.times, tuple(sorted(one.of + two.of))) if one.times * two.times else 0


def quotient(left: Item, right: Item) -> Item:
    """The quotient, if it is a length or a whole number; None else."""
    if left is None or right is None or right == 0:
        return None
    if not isinstance(left, Extent) and not isinstance(right, Extent):
        found = Fraction(left) / right
        return int(found) if found.denominator == 1 else None
    one, two = _extent(left), _extent(right)
    rest = Counter(one.of)
    rest.subtract(two.of)
    if any(count < 0 for count in rest.values()):
        return None
    times = one.times / two.times
    if of := tuple(sorted(rest.elements())):
        return Extent(times, of)
    return int(times) if times.denominator == 1 else None


def _extent(item: int | Fraction | Extent) -> Extent:
    return item if isinstance(item, Extent) else Extent(Fraction(item), ())


def _plain(work: Callable[[int | Fraction, int | Fraction], int | Fraction]) -> Callable[[Item, Item], Item]:
    """What is worked out for numbers alone."""

    def worked(left: Item, right: Item) -> Item:
        if left is None or right is None or isinstance(left, Extent) or isinstance(right, Extent):
            return None
        return work(left, right)

    return worked


def _sum(left: Item, right: Item) -> Item:
    return left if right == 0 else right if left == 0 else _plain(lambda a, b: a + b)(left, right)


def _difference(left: Item, right: Item) -> Item:
    if left is not None and left == right:
        return 0
    return left if right == 0 else _plain(lambda a, b: a - b)(left, right)


def _divided(left: Item, right: Item) -> Item:
    """A quotient as ONNX has it: whole numbers are rounded towards zero."""
    if right == 0 or left is None or right is None:
        return None
    if isinstance(left, Extent) or isinstance(right, Extent):
        return quotient(left, right)
    if isinstance(left, int) and isinstance(right, int):
        found = abs(left) // abs(right)
        return found if (left < 0) == (right < 0) else -found
    return Fraction(left) / right


def _remainder(left: int | Fraction, right: int | Fraction) -> int | Fraction:
    return left - right * floor(left / right) if right else left


def _equal(left: Item, right: Item) -> Item:
    if isinstance(left, Extent) != isinstance(right, Extent):
        return 0 if left in (-1, 0) or right in (-1, 0) else None  # a length is 1 or more
    return None if left is None or right is None else int(left == right)


BINARY: Mapping[str, Callable[[Item, Item], Item]] = {
    "Add": _sum,
    "Sub": _difference,
    "Mul": product,
    "Div": _divided,
    "Mod": _plain(_remainder),
    "Min": _plain(min),
    "Max": _plain(max),
    "Equal": _equal,
    "Less": _plain(lambda a, b: int(a < b)),
    "Greater": _plain(lambda a, b: int(a > b)),
    "And": _plain(lambda a, b: int(bool(a and b))),
    "Or": _plain(lambda a, b: int(bool(a or b))),
}
"""Operations on two numbers, by their name in ONNX."""
