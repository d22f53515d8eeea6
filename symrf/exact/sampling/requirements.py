"""What a network asks of its input, beside being large enough: that branches agree, that a factor divides a size."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import gcd, lcm

from symrf.exact.sampling.quasi_affine import WIDTH, Axis, Length, QuasiAffine, Quotient, Step, at

__all__ = ["Statement", "residue_class", "residue_classes"]


@dataclass(frozen=True, slots=True)
class Statement:
    """What a network asks of its input: a length that is, by `relation`, to 0; `place` is the layer that asks."""

    length: Length
    relation: str
    place: int

    def holds(self, size: int) -> bool:
        """Whether an input of `size` pixels is as asked."""
        value = at(self.length, size)
        return value == 0 if self.relation == "=" else value <= 0


def residue_class(requirement: Statement, among: tuple[int, int] = (1, 0)) -> tuple[int, int] | None:
    """The modulus and the residue of the inputs that meet `u*(t + e - d*floor((t+e)/d)) + c = 0`; None for others.

    There `t` is the input, or a quotient of it which leaves one remainder `among` the inputs of a residue class.

    >>> halves = WIDTH // 2
    >>> even = Statement(WIDTH - 2 * halves, "=", 1)
    >>> residue_class(even), residue_class(Statement(halves - halves // 2 * 2, "=", 2), (2, 0))
    ((2, 0), (4, 0))
    """
    length = requirement.length
    if length == 0:
        return 1, 0
    if requirement.relation != "=" or not isinstance(length, QuasiAffine) or len(length.steps) != 2:
        return None
    (inner, times), (outer, by) = sorted(length.steps, key=lambda step: _divided(step[0])[0])
    (unit, before), (whole, shift) = _divided(inner), _divided(outer)
    if not unit or whole % unit or by * unit != -times * whole or among[0] % unit:
        return None
    divisor, rest = whole // unit, (among[1] + before) % unit
    added = (rest + shift - before) // unit
    left = times * added - length.constant
    if left % times or not 0 <= left // times < divisor:
        return None
    return whole, (unit * (left // times - added) + rest - before) % whole


def _divided(step: Step) -> tuple[int, int]:
    """The `d` and `b` of floor((w+b)/d); no `d` of what is no such quotient."""
    if isinstance(step, Axis):
        return 1, 0
    if isinstance(step, Quotient) and step.of == WIDTH + step.of.constant:
        return step.by, step.of.constant
    return 0, 0


def residue_classes(requirements: Iterable[Statement]) -> tuple[int, int] | None:
    """The one class of the inputs that meet all requirements; no modulus where none do, None where it is no class.

    >>> residue_classes([Statement(WIDTH - WIDTH // n * n, "=", 1) for n in (4, 6)])
    (12, 0)
    """
    met = (1, 0)
    for each in requirements:
        found = residue_class(each, met)
        if found is None:
            return None
        met = _both(met, found)
        if not met[0]:
            return met
    return met


def _both(one: tuple[int, int], two: tuple[int, int]) -> tuple[int, int]:
    """Two residue classes at once, by the Chinese remainder theorem; (0, 0) where they have nothing in common."""
    (modulus, residue), (other, wanted) = one, two
    common = gcd(modulus, other)
    if (wanted - residue) % common:
        return 0, 0
    step = (wanted - residue) // common * pow(modulus // common, -1, other // common)
    together = lcm(modulus, other)
    return together, (residue + modulus * step) % together
