"""Sizes read from a window: the number for a number, and the inputs on which the form without floors is exact."""

from __future__ import annotations

from symrf.exact.numbers.parametric import Parametric
from symrf.exact.sampling.scaled import Scaled
from symrf.exact.sampling.windows import Window
from symrf.exact.sets.residues import Residues

__all__ = ["exact_when", "size_at"]


def size_at(window: Window | Scaled, size: int) -> int:
    """The output size for an input of `size` pixels; right where `size` is the window's minimum or more."""
    if isinstance(window, Scaled):
        size_now = window.factor * size_at(window.window, size) + window.shift
    else:
        size_now = (size + window.offset) // window.stride
    return int(size_now)  # type: ignore[arg-type]


def exact_when(state: Window | Scaled) -> Residues | None:
    """Where the size without floors is the true size; None where that is not worked out.

    After up-sampling it is where no division leaves a remainder, since what a floor takes no later layer brings back,
    unless one rounds up.
    """
    if isinstance(state, Window):
        return _exact_when(state)
    if state.slack and state.divisions:
        return None
    if any(isinstance(by, int) and isinstance(of, int) for by, of in state.divisions):
        return Residues(1, ())
    found = _exact_when(state.window)
    return Residues(found.modulus, found.residues, state.divisions)


def _exact_when(window: Window) -> Residues:
    """Where a chain's size without floors is the true size.

    With every division exact it is `(w + offset - slack)/stride`, and the true size is the floor of that with the slack
    added, where 0 <= slack < stride; so the two agree if and only if the stride divides `w + offset - slack`.
    """
    residue = window.slack - window.offset
    if isinstance(window.stride, Parametric) or isinstance(residue, Parametric):
        if isinstance(window.stride, Parametric):
            return Residues(window.stride, (residue - window.stride.times_in(residue) * window.stride,))
        return Residues(window.stride, (0 if window.stride == 1 else residue,))
    return Residues(window.stride, (residue % window.stride,))
