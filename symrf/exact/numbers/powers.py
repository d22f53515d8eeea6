"""Whole numbers, with symbols or without: what is asked of both."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from symrf.exact.numbers.parametric import Parametric
from symrf.exact.numbers.parametric import ceiling as ceiling_of_symbols
from symrf.exact.numbers.parametric import geometric as geometric_of_symbols
from symrf.exact.numbers.parametric import greatest as greatest_of_symbols
from symrf.exact.numbers.parametric import power as power_of_symbols
from symrf.exact.numbers.parametric import quotient as quotient_of_symbols
from symrf.exact.numbers.parametric import remainder as remainder_of_symbols
from symrf.formulas import limits

if TYPE_CHECKING:
    Whole: TypeAlias = int | Parametric

__all__ = [
    "LongStride",
    "at_least",
    "ceiling",
    "geometric",
    "greatest",
    "is_negative",
    "over",
    "power",
    "quotient",
    "remainder",
]


class LongStride(OverflowError):
    """A stride of more bits than are worked with."""

    def __str__(self) -> str:
        return f"its stride has more than {limits.STRIDE_BITS:,} bits"


def power(base: Whole, exponent: Whole) -> Whole:
    """`base**exponent`; LongStride where it has too many bits.

    >>> power(2, 10)
    1024
    """
    if isinstance(base, int) and isinstance(exponent, int):
        if base != 1 and (base.bit_length() - 1) * exponent > limits.STRIDE_BITS:
            raise LongStride
        return int(base**exponent)
    raised_to: Whole = power_of_symbols(base, exponent)
    return raised_to


def geometric(ratio: int | Parametric, times: Whole) -> Whole:
    """1 + ratio + ratio**2 + …, so many terms.

    >>> geometric(2, 10)
    1023
    """
    if isinstance(ratio, Parametric):
        found: Whole = geometric_of_symbols(ratio, times)
        return found
    return times if ratio == 1 else over(power(ratio, times) - 1, ratio - 1)


def greatest(one: Whole, two: Whole) -> Whole:
    """The greater of two whole numbers; of numbers with symbols their maximum, where it is not known which."""
    if not isinstance(one, Parametric) and not isinstance(two, Parametric):
        return one if one >= two else two
    found: Whole = greatest_of_symbols(one, two)
    return found


def is_negative(value: Whole) -> bool:
    """Whether a number is below 0; one with symbols, whether it is for all of their values."""
    return value.negative if isinstance(value, Parametric) else value < 0


def over(value: Whole, divisor: Whole) -> Whole:
    """The quotient by a divisor that is known to divide the number."""
    if isinstance(divisor, int):
        return value // divisor if isinstance(value, int) else value.divided_by(divisor)
    whole: Whole = quotient_of_symbols(value, divisor)
    return whole


def quotient(value: Whole, divisor: Whole) -> Whole | None:
    """The quotient where it is known to be whole; None elsewhere."""
    if isinstance(divisor, int) and divisor == 1:
        return value
    if isinstance(value, int) and isinstance(divisor, int):
        return None if value % divisor else value // divisor
    found: Whole | None = quotient_of_symbols(value, divisor)
    return found


def remainder(value: Whole, divisor: Whole) -> Whole:
    """What a divisor divides if and only if it divides a number, and is the shorter."""
    if isinstance(value, Parametric) or isinstance(divisor, Parametric):
        found: Whole = remainder_of_symbols(value, divisor)
        return found
    return value % divisor


def ceiling(value: Whole, divisor: Whole) -> Whole:
    """The quotient, rounded up."""
    if isinstance(value, Parametric) or isinstance(divisor, Parametric):
        found: Whole = ceiling_of_symbols(value, divisor)
        return found
    return -(-value // divisor)


def at_least(value: Whole, least: Whole) -> bool:
    """Whether a number is known to be another or more, for all values of their symbols."""
    difference = value - least
    return difference.nonnegative if isinstance(difference, Parametric) else difference >= 0
