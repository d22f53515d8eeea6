"""What floors, powers, maxima, remainders and sums are: the least that they can be, and a step above it."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction as Rational
from functools import reduce
from math import comb, floor

from symrf.exact.numbers.ratios import ONE, Monomial, Polynomial, Ratio, Unknown
from symrf.exact.numbers.steps import INFINITY, Bound, Step, Steps, Ways, joined, turned
from symrf.formulas import limits

__all__ = ["Estimates"]


class Estimates(Steps):
    """What formulas are as quotients of polynomials in steps, of which the same ones are the same.

    Nothing is done to them that may have no value: Unknown is raised where that is not sure.
    """

    def __init__(self) -> None:
        super().__init__()
        self.known: dict[object, Ratio] = {}
        self.depth = 0

    def symbol(self, name: str, least: Ratio, most: Ratio | None = None) -> Ratio:
        """A whole symbol from its least value to its greatest, if it has one."""
        ways: Ways = joined({name: 1}, turned(self.ways(least), -1))
        high: Bound = INFINITY
        forms: tuple[Ratio, ...] = ()
        if most is not None:
            room = self.sum(most, -least)
            high = max(self.between(room)[1], Rational(0))
            if room.number is None:
                moving = dict.fromkeys(joined(ways, self.ways(room)))
                forms = (self.sum(room, -self.new(Step(INFINITY, moving, self.whole(room)))),)
        own = name if least.number is not None else ""
        return self.sum(least, self.new(Step(high, ways, self.whole(least), forms=forms, symbol=own)))

    def floor(self, ratio: Ratio) -> Ratio:
        """The greatest whole number that is not above a quotient."""
        if ratio.number is not None:
            return Ratio.of(floor(ratio.number))
        whole, rest = self._whole_terms(ratio)
        if rest.above:
            whole = self.sum(whole, self._known(("floor", rest.key), lambda: self._floor(rest)))
        return whole

    def _whole_terms(self, ratio: Ratio) -> tuple[Ratio, Ratio]:
        """The terms that are whole, and the rest, each term of which is from -1 to 1 times steps."""
        if ratio.below.keys() != {()}:
            return Ratio({}, ONE), ratio
        below = ratio.below[()]
        whole = {
            monomial: by // below if not monomial else abs(by) // below * (1 if by > 0 else -1)
            for monomial, by in ratio.above.items()
            if all(self.all[step].whole for step, _ in monomial)
        }
        out = Ratio({monomial: times for monomial, times in whole.items() if times}, ONE)
        return out, self.sum(ratio, -out)

    def _floor(self, ratio: Ratio) -> Ratio:
        low, high = (each if isinstance(each, float) else Rational(floor(each)) for each in self.between(ratio))
        if not isinstance(high, float) and low < high and self.positive(self.sum(Ratio.of(high), -ratio)):
            high -= 1
        if low == high and not isinstance(low, float):
            return Ratio.of(low)
        rest = self._remainder(ratio)
        return self._stepped(low, high, self.ways(ratio), True, [self.sum(ratio, -rest)])

    def _remainder(self, ratio: Ratio) -> Ratio:
        """What is left of a quotient above its floor: (below - 1) / below or less, where both are whole."""
        above, below = Ratio(ratio.above, ONE), Ratio(ratio.below, ONE)
        exact = self.whole(above) and self.whole(below)
        most = self.sum(below, Ratio.of(-1)) if exact else below
        ways = dict.fromkeys(joined(self.ways(above), self.ways(below)))
        other = self.new(Step(INFINITY, ways, exact))
        rest = self.new(Step(self.between(most)[1], ways, exact, forms=(self.sum(most, -other),)))
        return self.product(rest, Ratio(ONE, ratio.below))

    def ceiling(self, ratio: Ratio) -> Ratio:
        """The least whole number that is not below a quotient."""
        return -self.floor(-ratio)

    def maximum(self, one: Ratio, two: Ratio) -> Ratio:
        """The greater of two quotients."""
        more = self.sum(two, -one)
        if self.nonnegative(more):
            return two
        if self.nonnegative(-more):
            return one
        return self._known(("maximum", frozenset((one.key, two.key))), lambda: self._maximum(one, two, more))

    def _maximum(self, one: Ratio, two: Ratio, more: Ratio) -> Ratio:
        ends = zip(self.between(one), self.between(two), strict=True)
        low, high = (max(pair) for pair in ends)
        whole = self.whole(one) and self.whole(two)
        above = self.new(Step(max(self.between(more)[1], Rational(0)), self.ways(more), whole))
        beyond = self.new(Step(max(self.between(-more)[1], Rational(0)), self.ways(-more), whole))
        forms = [self.sum(one, above), self.sum(two, beyond)]
        return self._stepped(low, high, joined(self.ways(one), self.ways(two)), whole, forms)

    def minimum(self, one: Ratio, two: Ratio) -> Ratio:
        """The less of two quotients."""
        return -self.maximum(-one, -two)

    def modulo(self, dividend: Ratio, divisor: Ratio) -> Ratio:
        """What is left of a quotient by another, which must be above 0."""
        if not self.positive(divisor):
            raise Unknown
        times = self.floor(self.product(dividend, self.inverse(divisor)))
        left = self.sum(dividend, -self.product(divisor, times))
        if times.number is not None:
            return left
        return self._known(("modulo", dividend.key, divisor.key), lambda: self._modulo(dividend, divisor, left))

    def _modulo(self, dividend: Ratio, divisor: Ratio, left: Ratio) -> Ratio:
        whole = self.whole(dividend) and self.whole(divisor)
        most = self.sum(divisor, Ratio.of(-1)) if whole else divisor
        ways = dict.fromkeys(joined(self.ways(dividend), self.ways(divisor)))
        other = self.new(Step(INFINITY, ways, whole))
        return self._stepped(Rational(0), self.between(most)[1], ways, whole, [left, self.sum(most, -other)])

    def power(self, base: Ratio, exponent: Ratio) -> Ratio:
        """A power with a whole exponent."""
        times = exponent.number
        if times is not None:
            if times.denominator != 1:
                raise Unknown
            return self.inverse(self._power(base, int(-times))) if times < 0 else self._power(base, int(times))
        if not self.whole(exponent):
            raise Unknown
        low = self.between(base)[0]
        if low >= 1:
            return reduce(self.product, (self._factor(base, *term) for term in exponent.above.items()), Ratio.of(1))
        if base.number is not None and 0 < base.number < 1:
            return self.inverse(self.power(self.inverse(base), exponent))
        if low >= 0 and self.whole(base) and self.between(exponent)[0] >= 1:
            return self._known(("power", base.key, exponent.key), lambda: self._rising(base, exponent, []))
        raise Unknown

    def _power(self, base: Ratio, times: int) -> Ratio:
        """A power whose exponent is a number."""
        if base.number is not None:
            return Ratio.of(_power(base.number, times))
        if times == 0:
            return Ratio.of(1)
        terms, bits = max(len(base.above), len(base.below)), max(map(_bits, (base.above, base.below)))
        multiplied = []
        if comb(times + terms - 1, times) <= limits.INTERVAL_TERMS and times * bits <= limits.POWER_BITS:
            multiplied.append(reduce(self.product, [base] * times))
            if times % 2 or self.nonnegative(base) or self.nonnegative(-base):
                return multiplied[0]
        return self._known(("power", base.key, times), lambda: self._rising(base, Ratio.of(times), multiplied))

    def _factor(self, base: Ratio, monomial: Monomial, by: int) -> Ratio:
        """What a term of an exponent makes of a base of 1 or more."""
        if not monomial or base.number == 1:
            return self.power(base, Ratio.of(by))
        if self._wild(monomial):
            raise Unknown
        exponent = Ratio({monomial: 1}, ONE)
        raised = self._power(self._known(("power", base.key, monomial), lambda: self._growing(base, exponent)), abs(by))
        return raised if by > 0 else self.inverse(raised)

    def _growing(self, base: Ratio, exponent: Ratio) -> Ratio:
        """A power of a base b of 1 or more, by Bernoulli: 1 + (b-1) n or more; what is above that rises with both."""
        ways, whole = joined(self.ways(base), self.ways(exponent)), self.whole(base)
        linear = self.product(self.sum(base, Ratio.of(-1)), exponent)
        high = _raised(self.between(base)[1], self.between(exponent)[1])
        forms = [self.sum(Ratio.of(1), linear, self.new(Step(INFINITY, ways, whole)))]
        return self._stepped(Rational(1), high, ways, whole, forms)

    def _rising(self, base: Ratio, exponent: Ratio, forms: list[Ratio]) -> Ratio:
        """A power that rises with its base, and with its exponent: of a base of 0 or more, or one by its square."""
        (low, high), (least, most) = self.between(base), self.between(exponent)
        ways: Ways = joined(self.ways(base), self.ways(exponent))
        if low < 0:
            if least != most or isinstance(least, float) or least % 2:
                raise Unknown
            low, high, ways = Rational(0), max(-low, high), dict.fromkeys(ways)
        return self._stepped(_raised(low, least), _raised(high, most), ways, self.whole(base), forms)

    def summation(self, term: Callable[[Ratio], Ratio], first: Ratio, last: Ratio) -> Ratio:
        """A sum of what `term` makes of an index, from the first to the last; 0 where there is none."""
        if not (self.whole(first) and self.whole(last)):
            raise Unknown
        times = self.sum(last, -first, Ratio.of(1))
        if times.number is not None and first.number is not None and times.number <= limits.SUM_ADDED:
            numbers = range(int(first.number), int(first.number + times.number))
            return reduce(self.sum, (term(Ratio.of(each)) for each in numbers), Ratio.of(0))
        name = f"{self.depth}'"  # no symbol is called so
        index = self._known(("index", name, first.key, last.key), lambda: self.symbol(name, first, last))
        self.depth += 1
        each = term(index)
        self.depth -= 1
        return self._known(("sum", times.key, each.key), lambda: self._summation(each, name, times, first, last))

    def _summation(self, each: Ratio, name: str, times: Ratio, first: Ratio, last: Ratio) -> Ratio:
        low, high = self.between(each)
        fewest, most = (max(end, Rational(0)) for end in self.between(times))
        sign = 1 if low >= 0 else -1 if high <= 0 else None
        more = joined(self.ways(last), turned(self.ways(first), -1))
        ways = joined(self.ways(each), turned(more, sign))
        forms = []
        if self.nonnegative(times):
            for end, side in ((low, 1), (high, -1)):
                if not isinstance(end, float):
                    over = self.new(Step(INFINITY, dict.fromkeys(ways), False))
                    forms.append(self.sum(self.product(Ratio.of(end), times), over if side > 0 else -over))
        ends = _by(low, fewest if low >= 0 else most), _by(high, most if high >= 0 else fewest)
        ways.pop(name, None)
        return self._stepped(*ends, ways, self.whole(each), forms)

    def cases(self, different: Ratio, value: Callable[[], Ratio], otherwise: Callable[[], Ratio]) -> Ratio:
        """A value where a quotient is 0, and another elsewhere."""
        if different.number is not None:
            return otherwise() if different.number else value()
        if self.positive(different) or self.positive(-different):
            return otherwise()
        one, two = value(), otherwise()
        if one.key == two.key:
            return one
        (low, high), (least, most) = self.between(one), self.between(two)
        ways = dict.fromkeys(joined(joined(self.ways(one), self.ways(two)), self.ways(different)))
        return self._stepped(min(low, least), max(high, most), ways, self.whole(one) and self.whole(two), [])

    def _known(self, key: object, made: Callable[[], Ratio]) -> Ratio:
        """What stands for a node, made once."""
        if key not in self.known:
            self.known[key] = made()
        return self.known[key]

    def _stepped(self, low: Bound, high: Bound, ways: Ways, whole: bool, forms: list[Ratio]) -> Ratio:
        """What lies between two numbers as the one that is known and a step; its forms are other ways to write it."""
        if not isinstance(low, float):
            least = Ratio.of(low)
            own = [self.sum(form, -least) for form in forms]
            if isinstance(high, float):
                return self.sum(least, self.new(Step(high, ways, whole, forms=tuple(own))))
            wide = high - low
            other = self.sum(Ratio.of(wide), -self.new(Step(wide, turned(ways, -1), whole)))
            return self.sum(least, self.new(Step(wide, ways, whole, forms=(*own, other))))
        if not isinstance(high, float):
            return -self._stepped(-high, INFINITY, turned(ways, -1), whole, [-form for form in forms])
        return self.new(Step(INFINITY, ways, whole, wild=True, forms=tuple(forms)))


def _bits(polynomial: Polynomial) -> int:
    return max((by.bit_length() for by in polynomial.values()), default=0)


def _by(value: Bound, times: Bound) -> Bound:
    """A product with a number of 0 or more; 0 times an infinity is 0, for 0 is a value that is taken."""
    if 0 in (value, times):
        return Rational(0)
    if isinstance(value, float) or isinstance(times, float):
        return INFINITY if value > 0 else -INFINITY
    return value * times


def _raised(base: Bound, exponent: Bound) -> Bound:
    """A power of a base of 0 or more; Unknown where it is too long."""
    if exponent == 0 or base in (0, 1):
        return Rational(1) if exponent == 0 or base == 1 else Rational(0)
    if isinstance(base, float) or isinstance(exponent, float):
        return INFINITY
    return _power(base, int(exponent))


def _power(base: Rational, exponent: int) -> Rational:
    """A power of numbers; Unknown where it is too long."""
    if abs(base) == 1:
        return base ** (exponent % 2)
    if max(base.numerator.bit_length(), base.denominator.bit_length()) * exponent > limits.POWER_BITS:
        raise Unknown
    return base**exponent
