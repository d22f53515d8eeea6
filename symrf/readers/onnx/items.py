"""Arithmetic on the numbers of a constant, of which some are lengths that the input decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from math import floor

from symrf.formulas import limits
from symrf.readers.onnx.model import Extent, Item, Reckoned

__all__ = ["BINARY", "NUMBERS", "product", "quotient"]


def product(left: Item, right: Item) -> Item:
    """The product of two numbers.

    >>> product(2, Extent(Fraction(1, 2), ((0, "h"),)))
    Extent(times=Fraction(1, 1), of=((0, 'h'),))
    """
    if isinstance(left, int | Fraction) and isinstance(right, int | Fraction):
        return left * right
    if not isinstance(left, int | Fraction | Extent) or not isinstance(right, int | Fraction | Extent):
        return reckoned("Mul", left, right)
    one, two = _extent(left), _extent(right)
    return Extent(one.times * two.times, tuple(sorted(one.of + two.of))) if one.times * two.times else 0


def quotient(left: Item, right: Item) -> Item:
    """The quotient, if it is a length or a whole number; None else."""
    if not isinstance(left, int | Fraction | Extent) or not isinstance(right, int | Fraction | Extent) or right == 0:
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


def reckoned(kind: str, left: Item, right: Item) -> Item:
    """An operation on lengths, kept for when they are known; None where one is not followed, or they nest too deep."""
    if left is None or right is None:
        return None
    depth = 1 + max(each.depth if isinstance(each, Reckoned) else 0 for each in (left, right))
    return Reckoned(kind, left, right, depth) if depth <= limits.READ_DEPTH else None


def _operation(kind: str) -> Callable[[Item, Item], Item]:
    """What is worked out for numbers, and kept for lengths."""

    def worked(left: Item, right: Item) -> Item:
        if isinstance(left, int | Fraction) and isinstance(right, int | Fraction):
            return NUMBERS[kind](left, right)
        return reckoned(kind, left, right)

    return worked


def _sum(left: Item, right: Item) -> Item:
    return left if right == 0 else right if left == 0 else _operation("Add")(left, right)


def _difference(left: Item, right: Item) -> Item:
    if left is not None and left == right:
        return 0
    return left if right == 0 else _operation("Sub")(left, right)


def _divided(left: Item, right: Item) -> Item:
    """A quotient as ONNX has it; one that is a length is found at once."""
    lengths = isinstance(left, Extent) or isinstance(right, Extent)
    found = quotient(left, right) if lengths else None
    return _operation("Div")(left, right) if found is None else found


def _over(left: int | Fraction, right: int | Fraction) -> Item:
    """A quotient, of whole numbers rounded towards zero."""
    if right == 0:
        return None
    if isinstance(left, int) and isinstance(right, int):
        found = abs(left) // abs(right)
        return found if (left < 0) == (right < 0) else -found
    return Fraction(left) / right


def _equal(left: Item, right: Item) -> Item:
    if isinstance(left, Extent) != isinstance(right, Extent):
        return 0 if left in (-1, 0) or right in (-1, 0) else None  # a length is 1 or more
    return None if left is None or right is None else int(left == right)


NUMBERS: Mapping[str, Callable[[int | Fraction, int | Fraction], Item]] = {
    "Add": lambda left, right: left + right,
    "Sub": lambda left, right: left - right,
    "Mul": lambda left, right: left * right,
    "Div": _over,
    "Mod": lambda left, right: left - right * floor(left / right) if right else left,
    "Min": min,
    "Max": max,
    "Less": lambda left, right: int(left < right),
    "Greater": lambda left, right: int(left > right),
    "And": lambda left, right: int(bool(left and right)),
    "Or": lambda left, right: int(bool(left or right)),
}
"""Operations on two plain numbers, by their name in ONNX."""

BINARY: Mapping[str, Callable[[Item, Item], Item]] = {
    **{kind: _operation(kind) for kind in NUMBERS},
    "Add": _sum,
    "Sub": _difference,
    "Mul": product,
    "Div": _divided,
    "Equal": _equal,
}
"""Operations on two numbers of a constant, by their name in ONNX."""
