"""Exact functions of whole numbers made of +, -, *, floors, remainders, minima and maxima: quasi-polynomials.

On one axis such a function is, from some `start` on, one polynomial for each residue modulo its `period`: `floor(w/2)`
is `w/2` for even `w` and `(w-1)/2` for odd. Along several axes there is one polynomial for each tuple of residues. The
period, the start and the degree are worked out from the parts, and d+1 values then tell all about a polynomial of
degree d (symrf.exact.sets.signs).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import gcd, lcm
from operator import add, mul

from symrf.exact.sets.signs import sign_pieces
from symrf.formulas.budget import spend

__all__ = ["Columns", "Quasi", "Spent", "TooMany", "constant", "variable"]

Columns = tuple[Sequence[int], ...]  # inputs, as a sequence for each axis
Scaled = Callable[[Columns], Sequence[int]]
_AT_ONCE = 8  # values that are worked out in a step
_SHORT = 10_000  # values that are held together


class TooMany(Exception):
    """More evaluations than are allowed; `needed` is how many."""

    def __init__(self, needed: int) -> None:
        super().__init__(needed)
        self.needed = needed


@dataclass(slots=True)
class Spent:
    """How many evaluations have been made, and how many may be."""

    limit: int
    count: int = 0

    def more(self, count: int) -> None:
        """Counts evaluations before they are made; raises TooMany where they pass the limit."""
        if self.count + count > self.limit:
            raise TooMany(self.count + count)
        self.count += count


@dataclass(slots=True, eq=False)  # one that is frozen takes four times as long to make, and a claim makes twenty
class Quasi:
    """A function f as `scaled`, which gives the whole numbers `scale*f` at many inputs at once.

    With n = a + period*t and 0 <= a < period on each axis, and n >= start, `scale*f` is a polynomial in t, of the
    degrees given; `step` divides its coefficients but the constant one, and `unit` divides that.

    >>> size = variable(0, (8,)).plus(Fraction(-8)).times(Fraction(1, 2)).floor()
    >>> size.scaled((range(8, 13),)), size.periods, size.degrees
    ([0, 0, 1, 1, 2], (2,), (1,))
    """

    periods: tuple[int, ...]
    starts: tuple[int, ...]
    degrees: tuple[int, ...]
    step: int
    unit: int
    scale: int
    scaled: Scaled

    def plus(self, number: Fraction) -> Quasi:
        """The function plus a number."""
        scale = lcm(self.scale, number.denominator)
        factor, shift = scale // self.scale, number.numerator * (scale // number.denominator)
        scaled = _affine(self.scaled, factor, shift)
        return self._of(self.step * factor, gcd(self.unit * factor, shift), scale, scaled)

    def times(self, number: Fraction) -> Quasi:
        """The function times a number."""
        if not number.numerator:
            return constant(number, self.starts)
        common = gcd(number.numerator, self.scale)
        factor, scale = number.numerator // common, self.scale // common * number.denominator
        return self._of(abs(self.step * factor), abs(self.unit * factor), scale, _affine(self.scaled, factor, 0))

    def __add__(self, other: Quasi) -> Quasi:
        one, two = _alike(self, other)
        scale = lcm(one.scale, two.scale)
        left, right = scale // one.scale, scale // two.scale
        first, second = _affine(one.scaled, left, 0), _affine(two.scaled, right, 0)
        return Quasi(
            one.periods,
            one.starts,
            tuple(map(max, one.degrees, two.degrees)),
            gcd(one.step * left, two.step * right),
            gcd(one.unit * left, two.unit * right),
            scale,
            _pairwise(add, first, second),
        )

    def __sub__(self, other: Quasi) -> Quasi:
        return self + other.times(Fraction(-1))

    def __mul__(self, other: Quasi) -> Quasi:
        one, two = _alike(self, other)
        first, second = one.scaled, two.scaled
        return Quasi(
            one.periods,
            one.starts,
            tuple(map(add, one.degrees, two.degrees)),
            gcd(one.step * two.step, one.step * two.unit, one.unit * two.step),
            one.unit * two.unit,
            one.scale * two.scale,
            _pairwise(mul, first, second),
        )

    def floor(self) -> Quasi:
        """The function rounded down; its period is that with which all but the constants are whole numbers."""
        inner, scale = self.scaled, self.scale
        if scale == 1:
            return self
        whole = self._with_whole_steps()
        unit = whole.unit // scale if whole.unit % scale == 0 else 1
        return whole._of(whole.step // scale, unit, 1, _divided(inner, scale, rest=False))

    def modulo(self, divisor: Fraction) -> Quasi:
        """The remainder by a number other than 0: constant for each residue."""
        quotient = self.times(1 / divisor)
        inner, scale = quotient.scaled, quotient.scale
        whole = quotient._with_whole_steps()
        part = replace(
            whole,
            degrees=(0,) * len(self.degrees),
            step=0,
            unit=gcd(whole.unit, scale),
            scaled=_divided(inner, scale, rest=True),
        )
        return part.times(divisor)

    def least(self, other: Quasi, spent: Spent) -> Quasi:
        """The lesser of two functions of the same axis, from where each polynomial keeps its side of the other."""
        one, two = _alike(self, other)
        difference = one - two
        starts = difference.starts
        for axis, degree in enumerate(difference.degrees):
            if degree:
                last = difference._along(axis).last_change(spent)
                starts = tuple(last if axis == at else start for at, start in enumerate(starts))
        scale = difference.scale
        first, second = _affine(one.scaled, scale // one.scale, 0), _affine(two.scaled, scale // two.scale, 0)
        return Quasi(
            difference.periods,
            starts,
            difference.degrees,
            difference.step,
            difference.unit,
            scale,
            _pairwise(min, first, second),
        )

    def greatest(self, other: Quasi, spent: Spent) -> Quasi:
        """The greater of two functions of the same axis."""
        minus = Fraction(-1)
        return self.times(minus).least(other.times(minus), spent).times(minus)

    def held(self, axis: int, value: int) -> Quasi:
        """The function of the other axes, one axis held at a value."""
        inner = self.scaled
        return Quasi(
            _but(self.periods, axis),
            _but(self.starts, axis),
            _but(self.degrees, axis),
            self.step,
            self.unit,
            self.scale,
            lambda columns: inner((*columns[:axis], [value] * len(columns[0]), *columns[axis:])),
        )

    def last_change(self, spent: Spent) -> int:
        """The first input, at the start or after it, from which on no residue changes its sign; of one axis."""
        (period,), (start,) = self.periods, self.starts
        last = start
        for offset, values in enumerate(self.by_residue(period, start, self.degrees[0], spent)):
            time, _ = sign_pieces(values)[-1]
            if time:
                last = max(last, start + offset + period * time)
        return last

    def by_residue(self, period: int, start: int, degree: int, spent: Spent) -> Iterator[tuple[int, ...]]:
        """The `degree+1` values of each residue class from `start` on; of one axis."""
        count = period * (degree + 1)
        spent.more(count)
        firsts = range(start, start + count, period)
        if count > _SHORT:
            return zip(*(self.scaled((range(first, first + period),)) for first in firsts), strict=True)
        values = self.scaled((range(start, start + count),))  # one walk over what it is made of
        return zip(*(values[first - start : first - start + period] for first in firsts), strict=True)

    def _along(self, axis: int) -> Quasi:
        function = self
        for other in reversed(range(len(self.starts))):
            if other != axis:
                function = function.held(other, self.starts[other])
        return function

    def _of(self, step: int, unit: int, scale: int, scaled: Scaled) -> Quasi:
        return Quasi(self.periods, self.starts, self.degrees, step, unit, scale, scaled)

    def _with_whole_steps(self) -> Quasi:
        """With periods such that `scale` divides `step`."""
        times = self.scale // gcd(self.scale, self.step)
        if times == 1:
            return self
        return self._with_periods(
            tuple(n * times if degree else n for n, degree in zip(self.periods, self.degrees, strict=True))
        )

    def _with_periods(self, periods: tuple[int, ...]) -> Quasi:
        """With multiples of its periods: t = c + kt', so each power of t takes a factor of k."""
        if periods == self.periods:
            return self
        moving = [new // old for new, old, degree in zip(periods, self.periods, self.degrees, strict=True) if degree]
        unit = gcd(self.unit, self.step) if max(moving, default=1) > 1 else self.unit
        return Quasi(periods, self.starts, self.degrees, self.step * gcd(*moving), unit, self.scale, self.scaled)


def variable(axis: int, starts: tuple[int, ...]) -> Quasi:
    """The input along an axis."""
    ones = (1,) * len(starts)
    return Quasi(
        ones, starts, tuple(int(at == axis) for at in range(len(starts))), 1, 0, 1, lambda inputs: inputs[axis]
    )


def constant(value: Fraction, starts: tuple[int, ...]) -> Quasi:
    """A number."""
    ones, above = (1,) * len(starts), value.numerator
    return Quasi(
        ones, starts, (0,) * len(starts), 0, abs(above), value.denominator, lambda inputs: [above] * len(inputs[0])
    )


def _but(items: tuple[int, ...], axis: int) -> tuple[int, ...]:
    return items[:axis] + items[axis + 1 :]


def _alike(one: Quasi, two: Quasi) -> tuple[Quasi, Quasi]:
    """Two functions with the same periods and starts."""
    if one.periods != two.periods:
        periods = tuple(map(lcm, one.periods, two.periods))
        one, two = one._with_periods(periods), two._with_periods(periods)
    if one.starts != two.starts:
        starts = tuple(map(max, one.starts, two.starts))
        one, two = replace(one, starts=starts), replace(two, starts=starts)
    return one, two


def _pairwise(operation: Callable[[int, int], int], first: Scaled, second: Scaled) -> Scaled:
    """An operation on the values of two functions; calls nest as deep as formulas do, and so they are counted."""

    def scaled(columns: Columns) -> Sequence[int]:
        spend(1 + len(columns[0]) // _AT_ONCE)
        return list(map(operation, first(columns), second(columns)))

    return scaled


def _divided(inner: Scaled, by: int, rest: bool) -> Scaled:
    """The whole quotients of the values of a function by a number, or what is left over."""

    def scaled(columns: Columns) -> Sequence[int]:
        spend(1 + len(columns[0]) // _AT_ONCE)
        values = inner(columns)
        return [value % by for value in values] if rest else [value // by for value in values]

    return scaled


def _affine(inner: Scaled, factor: int, shift: int) -> Scaled:
    """Values times a factor, plus a shift: those of values that are so themselves are of one factor and one shift."""
    if isinstance(inner, _Affine):
        return _affine(inner.inner, inner.factor * factor, inner.shift * factor + shift)
    return inner if factor == 1 and shift == 0 else _Affine(inner, factor, shift)


@dataclass(slots=True)
class _Affine:
    inner: Scaled
    factor: int
    shift: int

    def __call__(self, columns: Columns) -> Sequence[int]:
        values, factor, shift = self.inner(columns), self.factor, self.shift
        if isinstance(values, range) and factor:  # those of a range are a range
            step = values.step * factor
            first = values.start * factor + shift
            return range(first, first + len(values) * step, step)
        return [value * factor + shift for value in values]
