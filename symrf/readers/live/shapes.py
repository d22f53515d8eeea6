"""What a stand-in tensor knows of itself: where it stands in the graph, and what each of its dimensions is."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

__all__ = ["BATCH", "CHANNELS", "Length", "Standing"]

BATCH = "n"
CHANNELS = "c"

Role = str | int
"""What a dimension is: the batch, channels, or an axis by its number; features of a vector are channels."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A place of the graph, and the roles of a tensor's dimensions in their order; `flat` says that it is a vector.

    A mean of an axis was taken already, where it is one of `averaged`.
    """

    place: int
    roles: tuple[Role, ...]
    flat: bool = False
    averaged: tuple[Role, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether it is as convolutions take it: batch, channels, then the axes in order."""
        return not self.averaged and self.roles == (BATCH, CHANNELS, *range(len(self.roles) - 2))

    @property
    def last(self) -> bool:
        """Whether its channels are its last dimension, behind the axes in order."""
        return not self.averaged and self.roles == (BATCH, *range(len(self.roles) - 2), CHANNELS)

    def at(self, dimension: int) -> Role:
        """The role of a dimension, which may be counted from the end."""
        return self.roles[dimension]


class Length(int):
    """The length of a dimension, a number that remembers of which tensor it is, and how many times."""

    place: int | None
    axis: Role
    times: Fraction

    def __new__(cls, value: int, place: int | None, axis: Role, times: Fraction = Fraction(1)) -> Length:
        """A length; one of no place was worked out in a way that is not followed."""
        made = super().__new__(cls, value)
        made.place, made.axis, made.times = place, axis, times
        return made

    def _worked(self, value: Any, times: Fraction | None) -> Any:
        if not isinstance(value, int):
            return value
        return Length(value, None if times is None else self.place, self.axis, times or Fraction(1))

    def __mul__(self, other: Any) -> Any:
        return self._worked(int(self) * other, self.times * other if type(other) is int else None)

    __rmul__ = __mul__

    def __floordiv__(self, other: Any) -> Any:
        return self._worked(int(self) // other, self.times / other if type(other) is int and other else None)

    def __add__(self, other: Any) -> Any:
        return self._worked(int(self) + other, None)

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        return self._worked(int(self) - other, None)

    def __rsub__(self, other: Any) -> Any:
        return self._worked(other - int(self), None)

    def __mod__(self, other: Any) -> Any:
        return self._worked(int(self) % other, None)

    def __neg__(self) -> Any:
        return self._worked(-int(self), None)
