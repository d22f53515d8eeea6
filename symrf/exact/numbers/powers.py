"""Whole numbers, with symbols or without: powers, quotients, maxima and sums of both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symrf.exact.numbers.parametric import Parametric, Whole, expression_of, made, named
from symrf.formulas import limits
from symrf.formulas.budget import spend_on
from symrf.formulas.relations import FLIPPED, Sign

if TYPE_CHECKING:
    from sympy import Expr

__all__ = [
    "LongStride",
    "Whole",
    "at_least",
    "ceiling",
    "compared",
    "geometric",
    "greatest",
    "is_negative",
    "keeps_sign",
    "over",
    "power",
    "quotient",
    "remainder",
    "summed",
]


class LongStride(OverflowError):
    """A stride of more bits than are worked with."""

    def __str__(self) -> str:
        return f"its stride has more than {limits.STRIDE_BITS:,} bits"


def power(base: Whole, exponent: Whole) -> Whole:
    """`base**exponent`; an OverflowError where it is too long to write out, without symbols a LongStride.

    >>> power(2, 10)
    1024
    """
    if isinstance(base, int) and isinstance(exponent, int):
        if base != 1 and (base.bit_length() - 1) * exponent > limits.STRIDE_BITS:  # at least so many bits
            raise LongStride
        value = int(base**exponent)
        if value.bit_length() > limits.STRIDE_BITS:
            raise LongStride
        return value
    import sympy

    of, times = expression_of(base), expression_of(exponent)
    if times.is_Integer:
        coefficient, rest = of.as_coeff_Mul()
        terms = len(sympy.Add.make_args(rest))
        if abs(coefficient) != 1 and int(abs(coefficient)).bit_length() * times > limits.SYMBOLIC_POWER_BITS:
            raise OverflowError("a power of symbols that is too long")
        if times > (limits.SYMBOLIC_DEGREE if terms == 1 else limits.SYMBOLIC_TERMS // terms):
            raise OverflowError("a high power of symbols")
    return made(of**times)


def geometric(ratio: Whole, times: Whole) -> Whole:
    """1 + ratio + ratio**2 + …, so many terms.

    >>> geometric(2, 10)
    1023
    """
    if isinstance(ratio, int):
        return times if ratio == 1 else over(power(ratio, times) - 1, ratio - 1)
    index = Parametric(named("i_0"))
    return summed(power(ratio, index), index, 0, times - 1)


def summed(term: Whole, index: Parametric, first: Whole, last: Whole) -> Whole:
    """The sum of a number over an index, a symbol; what has no closed form stays a sum."""
    from symrf.formulas.series import sum_over

    return made(sum_over(*map(expression_of, (term, index, first, last))))


def is_negative(value: Whole) -> bool:
    """Whether a number is below 0; one with symbols, whether it is for all of their values."""
    return value.negative if isinstance(value, Parametric) else value < 0


def at_least(value: Whole, least: Whole) -> bool:
    """Whether a number is known to be another or more, for all values of their symbols."""
    difference = value - least
    return difference.nonnegative if isinstance(difference, Parametric) else difference >= 0


def over(value: Whole, divisor: Whole) -> Whole:
    """The quotient by a divisor that is known to divide the number."""
    if isinstance(divisor, int):
        return value // divisor if isinstance(value, int) else value.divided_by(divisor)
    import sympy

    return made(sympy.cancel(expression_of(value) / divisor.expression))


def quotient(value: Whole, divisor: Whole) -> Whole | None:
    """The quotient where it is known to be whole, with symbols each of its terms; None elsewhere."""
    if isinstance(divisor, int) and divisor == 1:
        return value
    if isinstance(value, int) and isinstance(divisor, int):
        return None if value % divisor else value // divisor
    import sympy

    found = sympy.expand(sympy.cancel(expression_of(value) / expression_of(divisor)))
    return made(found) if all(term.is_integer for term in sympy.Add.make_args(found)) else None


def remainder(value: Whole, divisor: Whole) -> Whole:
    """What a divisor divides if and only if it divides a number, and is the shorter.

    With symbols it is the number without the terms that the divisor is in, or the negative of that.
    """
    if isinstance(value, int) and isinstance(divisor, int):
        return value % divisor
    import sympy

    by = expression_of(divisor)
    terms = sympy.Add.make_args(sympy.expand(expression_of(value) / by))
    left = sympy.expand(by * sympy.Add(*(term for term in terms if not term.is_integer)))
    return made(-left if left.could_extract_minus_sign() else left)


def ceiling(value: Whole, divisor: Whole) -> Whole:
    """The quotient, rounded up."""
    if isinstance(divisor, int) and (divisor == 1 or isinstance(value, int)):
        return -(-value // divisor)
    import sympy

    return made(sympy.ceiling(expression_of(value) / expression_of(divisor)))


def greatest(one: Whole, two: Whole) -> Whole:
    """The greater of two whole numbers; of numbers with symbols their maximum, where it is not known which."""
    if isinstance(one, int) and isinstance(two, int):
        return max(one, two)
    import sympy

    from symrf.exact.numbers.signs import nonnegative

    kept: list[Expr] = []
    for each in (*_alternatives(expression_of(one)), *_alternatives(expression_of(two))):
        if not any(nonnegative(other - each) for other in kept):
            kept = [other for other in kept if not nonnegative(each - other)] + [each]
    kept = _ends(kept)
    return made(kept[0]) if len(kept) == 1 else Parametric(sympy.Max(*kept, evaluate=False))


def keeps_sign(value: Whole, index: Parametric) -> bool:
    """Whether a number is never below 0 or never above, whatever the index, for each value of its other symbols.

    >>> i, k = Parametric(named("i")), Parametric(named("k"))
    >>> keeps_sign((i + 1) * (k - 3), i), keeps_sign(k - i, i)
    (True, False)
    """
    import sympy

    from symrf.exact.numbers.signs import nonnegative

    expression = expression_of(value)
    spend_on(expression, limits.STEPS_FACTORED)
    factors = sympy.Mul.make_args(sympy.factor(expression))
    varying = sympy.Mul(*(factor for factor in factors if index.expression in factor.free_symbols))
    return bool(nonnegative(varying) or nonnegative(-varying))


def compared(one: Whole, relation: Sign, other: Whole) -> list[tuple[Whole, Sign, Whole]]:
    """What a relation between two numbers comes to where a maximum is one of them, or more than one of its parts.

    The greatest of k and s is k where s <= k.

    >>> k, s = Parametric(named("k")), Parametric(named("s"))
    >>> compared(greatest(k, s), "=", k)
    [(Parametric(s), '<=', Parametric(k))]
    """
    import sympy

    difference = expression_of(one) - expression_of(other)
    maxima = difference.atoms(sympy.Max)
    if len(maxima) == 1:
        (maximum,) = maxima
        times = sympy.expand(difference).coeff(maximum, 1)
        rest = sympy.expand(difference - times * maximum)
        if times.is_number and not rest.has(maximum):
            value, signed = sympy.expand(-rest / times), relation if times > 0 else FLIPPED[relation]
            if signed == "<=" or (signed == "=" and value in maximum.args):
                return [(made(each), "<=", made(value)) for each in maximum.args if each != value]
    return [(one, relation, other)]


def _alternatives(expression: Expr) -> list[Expr]:
    """The numbers whose greatest an expression is: `2*max(a, b) + c` is the greater of 2a+c and 2b+c."""
    import sympy

    from symrf.exact.numbers.signs import nonnegative

    maxima = list(expression.atoms(sympy.Max))
    if len(maxima) != 1:
        return [expression]
    (maximum,) = maxima
    times = expression.coeff(maximum, 1)
    rest = sympy.expand(expression - times * maximum)
    if rest.has(sympy.Max) or times.has(sympy.Max) or not nonnegative(times):
        return [expression]
    return [sympy.expand(times * each + rest) for each in maximum.args]


def _ends(numbers: list[Expr]) -> list[Expr]:
    """Numbers without those that always lie between two others: of `m*x + c` for several m the least and the most."""
    for each in numbers:
        others = [other for other in numbers if other is not each]
        for low in others:
            for high in others:
                if high is not low and _is_share(each - low, high - low):
                    return _ends(others)
    return numbers


def _is_share(part: Expr, whole: Expr) -> bool:
    """Whether a number is another times a share, from 0 to 1, whatever the signs of both: x*(s-1) of x*s.

    >>> k, n = map(named, "kn")
    >>> _is_share(k - n, 3 * k - 3 * n), _is_share((k - n) * (2**n - 1), (k - n) * 2**n), _is_share(k, n)
    (True, True, False)
    """
    import sympy

    from symrf.exact.numbers.signs import nonnegative

    ones, others = (number.as_coefficients_dict() for number in (part, whole))
    shares = {ones[term] / times for term, times in others.items()}
    if ones.keys() <= others.keys() and len(shares) == 1:
        return bool(0 <= shares.pop() <= 1)
    for number in (part, whole):
        spend_on(number, limits.STEPS_FACTORED)
    above, below = sympy.fraction(sympy.cancel(part / whole))
    return any(nonnegative(up) and nonnegative(down - up) for up, down in ((above, below), (-above, -below)))
