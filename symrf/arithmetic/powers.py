"""Powers that may be too long to write out: an int while they are short, a sum of powers beyond.

A repeat like `(c3 p2)*1000000000` has the stride 2**1000000000: a hundred megabytes of digits, or six signs. Whole
numbers of both sorts mix in `+`, `-`, `*`, `//`, `%` and comparisons, all exact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from symrf.arithmetic.powersums import PowerSum

    Whole: TypeAlias = int | PowerSum

__all__ = ["LONGEST", "halves", "over", "power"]

LONGEST = 1024  # bits of the longest power that is written out


def power(base: Whole, exponent: int) -> Whole:
    """`base**exponent`, as an int if it is short.

    >>> power(2, 10), power(2, 10**9) > power(10, 10**8)
    (1024, True)
    """
    if isinstance(base, int) and (base == 1 or base.bit_length() * exponent <= LONGEST):
        return int(base**exponent)
    from symrf.arithmetic.powersums import raised

    return raised(base, exponent)


def over(value: Whole, divisor: int) -> Whole:
    """The quotient by a divisor that is known to divide the number."""
    return value // divisor if isinstance(value, int) else value.divided_by(divisor)


def halves(value: Whole) -> Whole | None:
    """Half of an even number; None for an odd one."""
    if isinstance(value, int):
        return None if value % 2 else value // 2
    return value.half()
