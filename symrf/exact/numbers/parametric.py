"""Whole numbers with symbols in them: `2*p-k`, `3*2**n-2`. SymPy is the algebra, loaded where the first one is made.

Symbols are whole numbers, 1 or more unless they are made otherwise. Two numbers are equal if their expanded forms are;
an order is known only where SymPy knows it for all values of the symbols.
"""

from __future__ import annotations

from functools import lru_cache
from math import log2
from typing import TYPE_CHECKING, Any, TypeAlias

from symrf.errors import DerivationError
from symrf.exact.numbers.symbolic_signs import floored, known
from symrf.formulas import limits
from symrf.formulas.values import MANY_DIGITS

if TYPE_CHECKING:
    from collections.abc import Callable

    import sympy

    from symrf.formulas.tree import Written

__all__ = [
    "Parametric",
    "TooLong",
    "Undecided",
    "ceiling",
    "geometric",
    "greatest",
    "power",
    "quotient",
    "remainder",
    "summed",
]


class Undecided(DerivationError):
    """A question about symbols that has no one answer for all of their values, as far as is known."""

    def __init__(self, question: str) -> None:
        super().__init__(f"{question} is not known for all values of the symbols")


class TooLong(DerivationError, OverflowError):
    """A number beside symbols, or a power of them, that is too long to work with."""


class Parametric:
    """A whole number as an expanded SymPy expression in positive whole symbols.

    >>> from symrf.formulas.tree import Symbol
    >>> k = Parametric.of(Symbol("k"))
    >>> 2 * k - k - 1, k - k, greatest(k, 1) == k
    (Parametric(k - 1), 0, True)
    """

    __slots__ = ("expression",)

    def __init__(self, expression: sympy.Expr) -> None:
        self.expression = expression

    @classmethod
    def of(cls, tree: Written, symbol: Callable[[str], Any] | None = None) -> Any:
        """The number that a written tree stands for, its symbols as `symbol` makes them."""
        from symrf.formulas.values import to_sympy

        return _made(to_sympy(tree, symbol or _symbol))

    def __add__(self, other: Any) -> Any:
        return _made(self.expression + _expression(other))

    def __sub__(self, other: Any) -> Any:
        return _made(self.expression - _expression(other))

    def __rsub__(self, other: Any) -> Any:
        return _made(_expression(other) - self.expression)

    def __mul__(self, other: Any) -> Any:
        return _made(self.expression * _expression(other))

    def __neg__(self) -> Any:
        return _made(-self.expression)

    def __floordiv__(self, other: Any) -> Any:
        if isinstance(other, int) and other == 1:
            return self
        return _made(floored(self.expression / _expression(other)))

    def __rfloordiv__(self, other: Any) -> Any:
        return _made(floored(_expression(other) / self.expression))

    __radd__ = __add__
    __rmul__ = __mul__

    def divided_by(self, divisor: int) -> Any:
        """The quotient by a number that is known to divide it."""
        import sympy

        return _made(self.expression / sympy.Integer(divisor))

    def renamed(self, symbol: Parametric, other: Parametric) -> Any:
        """The number with another symbol for one."""
        return _made(self.expression.xreplace({symbol.expression: other.expression}))

    def times_in(self, value: Any) -> Any:
        """How often this number, which is one term, is in the terms of another: 3 in `3*2**n-2`, for `2**n`."""
        import sympy

        quotient = sympy.expand(_expression(value) / self.expression)
        whole = [term for term in sympy.Add.make_args(quotient) if term.is_integer]
        return _made(sympy.Add(*whole))

    def half(self) -> Any:
        """Half of the number, where each of its terms is even; None elsewhere."""
        half = self.expression / 2
        whole = all(term.as_coeff_Mul()[0].is_Integer for term in half.as_ordered_terms())
        return _made(half) if whole else None

    def __int__(self) -> int:
        return int(self.expression)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Parametric) and self.expression == other.expression

    def __hash__(self) -> int:
        return hash(self.expression)

    def __gt__(self, other: Any) -> bool:
        return _known((self - other), "positive", f"{self} > {other}")

    def __lt__(self, other: Any) -> bool:
        return _known((other - self), "positive", f"{self} < {other}")

    def __ge__(self, other: Any) -> bool:
        return _known((self - other), "nonnegative", f"{self} >= {other}")

    def __le__(self, other: Any) -> bool:
        return _known((other - self), "nonnegative", f"{self} <= {other}")

    def __str__(self) -> str:
        return str(self.expression)

    def __repr__(self) -> str:
        return f"Parametric({self.expression})"

    @property
    def negative(self) -> bool:
        """Whether it is below 0 for all values of its symbols."""
        return bool(self.expression.is_negative)

    @property
    def nonnegative(self) -> bool:
        """Whether it is 0 or more for all values of its symbols, as far as is known."""
        return bool(known(self.expression, "nonnegative"))

    @property
    def whole(self) -> bool:
        """Whether it is known to be whole for all values of its symbols."""
        return bool(self.expression.is_integer)

    @property
    def symbols(self) -> frozenset[str]:
        """The names of its symbols."""
        return frozenset(symbol.name for symbol in self.expression.free_symbols)

    @property
    def turning(self) -> Parametric | None:
        """The product of symbols that may be 1, where a sum in it changes its form; None where there is none."""
        from symrf.formulas.series import series_in, turning

        found = next((found for each in series_in(self.expression) if (found := turning(each)) is not None), None)
        return None if found is None else Parametric(found)

    def at_one(self, product: Parametric) -> Any:
        """The number where a product of symbols is 1."""
        import sympy

        return _made(self.expression.xreplace(dict.fromkeys(product.expression.free_symbols, sympy.Integer(1))))

    def above_one(self, product: Parametric) -> Any:
        """The number where a product of symbols, by which sums in it turn, is more than 1."""
        return _above_one(self.expression, product.expression)


Number: TypeAlias = int | Parametric
_MOST_BITS = int(limits.DIGITS * log2(10))


@lru_cache(maxsize=256)
def _above_one(expression: Any, product: Any) -> Any:
    from symrf.formulas.series import Closed, series_in, turning

    return _made(
        expression.xreplace({each: Closed(*each.args) for each in series_in(expression) if turning(each) == product})
    )


def greatest(one: Any, two: Any) -> Any:
    """The greater of two numbers: one of them where it is known which, else their maximum."""
    if not isinstance(one, Parametric) and not isinstance(two, Parametric):
        return max(one, two)
    import sympy

    kept: list[Any] = []
    for each in (*_alternatives(_expression(one)), *_alternatives(_expression(two))):
        if not any(_known_sign(other - each) for other in kept):
            kept = [other for other in kept if not _known_sign(each - other)] + [each]
    kept = _ends(kept)
    return _made(kept[0]) if len(kept) == 1 else Parametric(sympy.Max(*kept, evaluate=False))


def _alternatives(expression: Any) -> list[Any]:
    """The numbers whose greatest an expression is: `2*max(a, b) + c` is the greater of 2a+c and 2b+c."""
    import sympy

    maxima = list(expression.atoms(sympy.Max))
    if len(maxima) != 1:
        return [expression]
    (maximum,) = maxima
    times = expression.coeff(maximum, 1)
    rest = sympy.expand(expression - times * maximum)
    if rest.has(sympy.Max) or times.has(sympy.Max) or not _known_sign(times):
        return [expression]
    return [sympy.expand(times * each + rest) for each in maximum.args]


def _ends(numbers: list[Any]) -> list[Any]:
    """Numbers without those that always lie between two others: of `m*x + c` for several m the least and the most."""
    for each in numbers:
        others = [other for other in numbers if other is not each]
        for low in others:
            for high in others:
                if high is not low and 0 <= _share(each - low, high - low) <= 1:
                    return _ends(others)
    return numbers


def _share(part: Any, whole: Any) -> Any:
    """How many times a number is another, where that is a number itself; -1 elsewhere."""
    ones, others = (number.as_coefficients_dict() for number in (part, whole))
    shares = {ones[term] / times for term, times in others.items()}
    return shares.pop() if ones.keys() <= others.keys() and len(shares) == 1 else -1


def _known_sign(expression: Any) -> bool:
    """Whether a number is known to be 0 or more."""
    return bool(expression.is_nonnegative or known(expression, "nonnegative"))


def power(base: Any, exponent: Any) -> Any:
    """A power; OverflowError where it is too long to write out."""
    import sympy

    of, times = _expression(base), _expression(exponent)
    if times.is_Integer:
        coefficient, rest = of.as_coeff_Mul()
        terms = len(sympy.Add.make_args(rest))
        if abs(coefficient) != 1 and int(abs(coefficient)).bit_length() * times > limits.SYMBOLIC_POWER_BITS:
            raise OverflowError("a power of symbols that is too long")
        if times > (limits.SYMBOLIC_DEGREE if terms == 1 else limits.SYMBOLIC_TERMS // terms):
            raise OverflowError("a high power of symbols")
    return _made(of**times)


def quotient(value: Any, divisor: Any) -> Any:
    """The quotient where each of its terms is known to be whole; None elsewhere."""
    import sympy

    found = sympy.expand(sympy.cancel(_expression(value) / _expression(divisor)))
    return _made(found) if all(term.is_integer for term in sympy.Add.make_args(found)) else None


def remainder(value: Any, divisor: Any) -> Any:
    """What divides the same as a number does: without the terms that a divisor is in, or the negative of that."""
    import sympy

    by = _expression(divisor)
    terms = sympy.Add.make_args(sympy.expand(_expression(value) / by))
    left = sympy.expand(by * sympy.Add(*(term for term in terms if not term.is_integer)))
    return _made(-left if left.could_extract_minus_sign() else left)


def ceiling(value: Any, divisor: Any) -> Any:
    """The quotient, rounded up."""
    import sympy

    if isinstance(divisor, int) and divisor == 1:
        return value
    return _made(sympy.ceiling(_expression(value) / _expression(divisor)))


def summed(term: Any, index: Any, first: Any, last: Any) -> Any:
    """The sum of a number over an index, a symbol; what has no closed form stays a sum."""
    from symrf.formulas.series import sum_over

    return _made(sum_over(*map(_expression, (term, index, first, last))))


def geometric(ratio: Any, times: Any) -> Any:
    """1 + ratio + ratio**2 + …, so many terms."""
    index = Parametric(_symbol("i_0"))
    return summed(power(ratio, index), index, 0, times - 1)


def _known(difference: Any, question: str, words: str) -> bool:
    if not isinstance(difference, Parametric):
        return bool(difference > 0 if question == "positive" else difference >= 0)
    answer = known(difference.expression, question)
    if answer is None:
        raise Undecided(words)
    return bool(answer)


def _made(expression: Any) -> Any:
    import sympy

    for raised in expression.atoms(sympy.Pow):  # 2**(n+m) is written 2**m * 2**n
        base, exponent = raised.as_base_exp()
        added, terms = sympy.expand(exponent).as_coeff_add()
        if _bits(base.as_coeff_Mul()[0]) * abs(added) > _MOST_BITS:
            raise TooLong(MANY_DIGITS)
        if not base.is_number and abs(added) > limits.SYMBOLIC_DEGREE:
            raise TooLong(f"the powers are too high: above {limits.SYMBOLIC_DEGREE:,}")
        if any(abs(term.as_coeff_Mul()[0]) > limits.SYMBOLIC_TERMS for term in terms):  # 2**(65*n) is (2**n)**65
            raise TooLong(f"the exponents are too high: above {limits.SYMBOLIC_TERMS} times a symbol")
    expanded = sympy.expand(expression)
    if any(_bits(each) > _MOST_BITS for each in expanded.atoms(sympy.Rational)):
        raise TooLong(MANY_DIGITS)
    return int(expanded) if expanded.is_Integer else Parametric(expanded)


def _bits(number: Any) -> int:
    """The bits of a rational number; none of 1 and -1, whose powers are as short."""
    return 0 if abs(number) == 1 else max(int(number.p).bit_length(), int(number.q).bit_length())


def _expression(value: Any) -> Any:
    import sympy

    return value.expression if isinstance(value, Parametric) else sympy.Integer(value)


@lru_cache(maxsize=256)
def _symbol(name: str) -> Any:
    import sympy

    return sympy.Symbol(name, integer=True, positive=True)
