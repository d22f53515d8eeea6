"""What a network asks of its input, beside being large enough: that branches agree, that a factor divides a size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd

from symrf.exact.sampling.quasi_affine import WIDTH, Axis, Length, QuasiAffine, Quotient, at
from symrf.exact.sets.periodic import Condition

__all__ = ["Requirement", "met", "residue_class"]


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a network asks of its input: a length that is, by `relation`, to 0; `place` is the layer that asks."""

    length: Length
    relation: str
    place: int

    def holds(self, size: int) -> bool:
        """Whether an input of `size` pixels is as asked."""
        value = at(self.length, size)
        return value == 0 if self.relation == "=" else value <= 0


def residue_class(requirement: Requirement) -> tuple[int, int] | None:
    """The modulus and the residue of the inputs that meet `u*(w + b - d*floor((w+b)/d)) + c = 0`; None for others."""
    length = requirement.length
    if length == 0:
        return 1, 0
    if requirement.relation != "=" or not isinstance(length, QuasiAffine) or len(length.steps) != 2:
        return None
    steps = dict(length.steps)
    times = steps.pop(Axis(), 0)
    if not times or len(steps) != 1:
        return None
    ((step, by),) = steps.items()
    if not isinstance(step, Quotient) or by != -times * step.by or step.of != WIDTH + step.of.constant:
        return None
    left = times * step.of.constant - length.constant
    if left % times or not 0 <= left // times < step.by:
        return None
    return step.by, (left // times - step.of.constant) % step.by


def met(classes: Sequence[tuple[int, int]], symbol: str, least: int) -> Condition:
    """The inputs in all of several residue classes: one class, or none, by the Chinese remainder theorem."""
    modulus, residue = 1, 0
    for other, wanted in classes:
        common = gcd(modulus, other)
        if (wanted - residue) % common:
            return Condition(symbol, least, 1, (), least)
        step = (wanted - residue) // common * pow(modulus // common, -1, other // common)
        residue += modulus * (step % (other // common))
        modulus *= other // common
    return Condition(symbol, least, modulus, (residue % modulus,), least)
