"""Where the windows lie: the centre of the first one and the padding, which padding `same` makes depend on the size."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from symrf.exact.numbers.parametric import Parametric
from symrf.exact.sampling.cases import by_cases
from symrf.exact.sampling.hand import whole
from symrf.formulas.tree import Ceiling, Floor, Maximum, Modulo, Written

if TYPE_CHECKING:
    from symrf.exact.numbers.powers import Whole
    from symrf.exact.sampling.varying_padding import VaryingPadding

__all__ = ["half", "padding", "sides", "start"]

_Terms: TypeAlias = "list[tuple[Whole, Written]]"  # each tree with its coefficient


def start(
    kernel: Whole, before: Whole, varying: tuple[VaryingPadding, ...] | None, axis: Written, origin: float
) -> Written | None:
    """The centre of the first window in pixels of the input, that of the first pixel at `origin`; None if too long.

    With the origin 0 it is (r - 1)/2 less the padding before. The origin is a multiple of 1/2.
    """
    if varying is None:
        return None
    constant, terms = _before(before, varying, axis)
    doubled = kernel - 1 - 2 * constant + int(2 * origin)
    return by_cases((doubled,), lambda put: _combined(put(doubled), [(-by, tree) for by, tree in terms]))


def sides(
    kernel: Whole, before: Whole, varying: tuple[VaryingPadding, ...] | None, axis: Written
) -> tuple[Written, Written] | None:
    """How far a window reads before and after the place of its output, in pixels; None if too long to write.

    Output i has its place at i times the stride: before it lies the padding, after it the rest of the kernel.
    """
    if varying is None:
        return None
    constant, terms = _before(before, varying, axis)
    rest = kernel - 1 - constant
    return (
        by_cases((constant,), lambda put: _combined(2 * put(constant), terms)),
        by_cases((rest,), lambda put: _combined(2 * put(rest), [(-by, tree) for by, tree in terms])),
    )


def padding(
    before: Whole, after: Whole, varying: tuple[VaryingPadding, ...] | None, axis: Written
) -> tuple[Written, Written] | None:
    """The padding of the equivalent convolution before and after, in pixels; None if too long to write."""
    if varying is None:
        return None
    before, terms = _before(before, varying, axis)
    rest: _Terms = []
    for part in varying:
        constant, tree = _share(part, axis, Ceiling)
        after = after + (constant - (part.kernel - 1)) * part.jump
        if tree is not None:
            rest.append((part.jump, tree))
    return (
        by_cases((before,), lambda put: _combined(2 * put(before), terms)),
        by_cases((after,), lambda put: _combined(2 * put(after), rest)),
    )


def _before(before: Whole, varying: tuple[VaryingPadding, ...], axis: Written) -> tuple[Whole, _Terms]:
    """The padding before: its constant, and the terms that depend on the size.

    Parts of stride 2 join: with m = ceil(n/2), `(-n mod 2) + 2*(-m mod 2)` is `-n mod 4`, and so on.
    """
    terms: _Terms = []
    joined: list[VaryingPadding] = []
    for part in varying:
        constant, tree = _share(part, axis, Floor)
        before = before + constant * part.jump
        if tree is not None:
            terms.append((part.jump, tree))
        elif joined and part == _next(joined[-1], part.kernel):
            joined[-1] = replace(joined[-1], stride=2 * joined[-1].stride)
        elif _gives_one(part):
            joined.append(part)
    slides: _Terms = [(part.jump, _slide(part, axis)) for part in joined]
    return before, slides + terms


def _next(part: VaryingPadding, kernel: int) -> VaryingPadding:
    """The padding of stride 2 on the size that a `same` layer with this one's stride gives."""
    from symrf.exact.sampling.varying_padding import VaryingPadding

    step = part.divisor * part.stride
    return VaryingPadding(part.jump * part.stride, kernel, 2, part.offset + step - part.divisor, step)


def _gives_one(part: VaryingPadding) -> bool:
    """Whether the padding has one pixel to give away, which goes before if n is odd."""
    return part.stride == 2 and part.kernel % 2 == 1


def _share(part: VaryingPadding, axis: Written, half: type[Floor | Ceiling]) -> tuple[int, Written | None]:
    """One side's share of max(k - s + (-n mod s), 0), which is the padding of `same`: the lesser half goes before.

    Its constant, and a tree where one is left; none is given for the pixel that `_gives_one` has.
    """
    extra = part.kernel - part.stride
    if _gives_one(part):
        return (extra - 1) // 2 + (half is Ceiling), None
    slide = _slide(part, axis)
    if extra < 0:
        return 0, half(Maximum((slide - -extra, whole(0))) / 2)
    return extra // 2, half((slide + 1 if extra % 2 else slide) / 2)


def _slide(part: VaryingPadding, axis: Written) -> Written:
    """-n mod s; modulo 2 that is n mod 2."""
    from symrf.exact.sampling.lengths import floored

    size = floored(part.offset, part.divisor, axis)
    return Modulo(size if part.stride == 2 else -size, whole(part.stride))


def _combined(doubled: Whole, terms: _Terms) -> Written:
    """Half of `doubled`, plus the terms."""
    result = None if terms and doubled == 0 else half(doubled)
    for by, tree in terms:
        size = -by if by < 0 else by
        part = tree if size == 1 else whole(size) * tree
        if result is None:
            result = -part if by < 0 else part
        else:
            result = result - part if by < 0 else result + part
    return whole(0) if result is None else result


def half(doubled: Whole) -> Written:
    """The tree of half a whole number: `3`, or `7/2`."""
    if isinstance(doubled, Parametric):
        return whole(doubled.divided_by(2))
    if doubled < 0:
        return -half(-doubled)
    return whole(doubled) / 2 if doubled % 2 else whole(doubled // 2)
