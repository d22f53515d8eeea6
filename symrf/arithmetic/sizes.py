"""Sizes read from a window: the number for a number, and the inputs on which the form without floors is exact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from symrf.arithmetic.parametric import Parametric
from symrf.arithmetic.windows import Window

if TYPE_CHECKING:
    from symrf.arithmetic.powers import Whole

__all__ = ["Residues", "exact_when", "size_at"]


@dataclass(frozen=True, slots=True)
class Residues:
    """The inputs that leave one of `residues` when divided by `modulus`."""

    modulus: Whole
    residues: tuple[Whole, ...]

    @property
    def always(self) -> bool:
        """Whether that is every input."""
        return self.modulus == len(self.residues)

    @property
    def never(self) -> bool:
        """Whether that is no input."""
        return not self.residues

    def __contains__(self, size: int) -> bool:
        return size % self.modulus in self.residues  # type: ignore[operator]


def size_at(window: Window, size: int) -> int:
    """The output size for an input of `size` pixels; right where `size` is the window's minimum or more."""
    size_now = (size + window.offset) // window.stride  # type: ignore[operator]
    return int(size_now)  # type: ignore[arg-type]


def exact_when(window: Window) -> Residues:
    """Where the size without floors is the true size.

    With every division exact it is `(w + offset - slack)/stride`, and the true size is the floor of that with the slack
    added, where 0 <= slack < stride; so the two agree if and only if the stride divides `w + offset - slack`.
    """
    residue = window.slack - window.offset
    if isinstance(window.stride, Parametric) or isinstance(residue, Parametric):
        if isinstance(window.stride, Parametric):
            return Residues(window.stride, (residue - window.stride.times_in(residue) * window.stride,))
        return Residues(window.stride, (0 if window.stride == 1 else residue,))
    return Residues(window.stride, (residue % window.stride,))
