"""Whole numbers with symbols in them: `2*p-k`, `3*2**n-2`. SymPy is the algebra, loaded where the first one is made.

Symbols are whole numbers, 1 or more unless they are made otherwise. Two numbers are equal if their expanded forms are;
an order is known only where it is the same for all values of the symbols.
"""

from __future__ import annotations

from functools import lru_cache
from math import log2
from typing import TYPE_CHECKING, TypeAlias

from symrf.errors import DerivationError
from symrf.exact import _english
from symrf.formulas import limits
from symrf.formulas.values import MANY_DIGITS

if TYPE_CHECKING:
    from collections.abc import Callable

    from sympy import Expr

    from symrf.formulas.tree import Written

__all__ = ["Parametric", "TooLong", "Undecided", "Whole", "expression_of", "made", "named"]


class Undecided(DerivationError):
    """A question about symbols that has no one answer for all of their values, as far as is known."""

    def __init__(self, question: str) -> None:
        super().__init__(_english.not_known(question))


class TooLong(DerivationError, OverflowError):
    """A number beside symbols, or a power of them, that is too long to work with."""


class Parametric:
    """A whole number as an expanded SymPy expression in positive whole symbols.

    >>> from symrf.formulas.tree import Symbol
    >>> k = Parametric.of(Symbol("k"))
    >>> 2 * k - k - 1, k - k, k >= 1
    (Parametric(k - 1), 0, True)
    """

    __slots__ = ("expression",)

    def __init__(self, expression: Expr) -> None:
        self.expression = expression

    @classmethod
    def of(cls, tree: Written, symbol: Callable[[str], Expr] | None = None) -> Whole:
        """The number that a written tree stands for, its symbols as `symbol` makes them."""
        from symrf.formulas.to_sympy import to_sympy

        return made(to_sympy(tree, symbol or named))

    def __add__(self, other: Whole) -> Whole:
        return made(self.expression + expression_of(other))

    def __sub__(self, other: Whole) -> Whole:
        return made(self.expression - expression_of(other))

    def __rsub__(self, other: Whole) -> Whole:
        return made(expression_of(other) - self.expression)

    def __mul__(self, other: Whole) -> Whole:
        return made(self.expression * expression_of(other))

    def __neg__(self) -> Whole:
        return made(-self.expression)

    def __floordiv__(self, other: Whole) -> Whole:
        if isinstance(other, int) and other == 1:
            return self
        return _floored(self.expression / expression_of(other))

    def __rfloordiv__(self, other: Whole) -> Whole:
        return _floored(expression_of(other) / self.expression)

    __radd__ = __add__
    __rmul__ = __mul__

    def divided_by(self, divisor: int) -> Whole:
        """The quotient by a number that is known to divide it."""
        import sympy

        return made(self.expression / sympy.Integer(divisor))

    def renamed(self, symbol: Parametric, other: Whole) -> Whole:
        """The number with another one, or another symbol, for a symbol."""
        return made(self.expression.xreplace({symbol.expression: expression_of(other)}))

    def times_in(self, value: Whole) -> Whole:
        """How often this number, which is one term, is in the terms of another: 3 in `3*2**n-2`, for `2**n`."""
        import sympy

        quotient = sympy.expand(expression_of(value) / self.expression)
        whole = [term for term in sympy.Add.make_args(quotient) if term.is_integer]
        return made(sympy.Add(*whole))

    def rest_by(self, divisor: int) -> Whole:
        """The number without the terms that a number divides: -3 of `2*n*k-3`, and `k` of `k-2`, for 2."""
        import sympy

        rest = [term for term in sympy.Add.make_args(self.expression) if not (term / divisor).is_integer]
        return made(sympy.Add(*rest))

    def __int__(self) -> int:
        return int(self.expression)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Parametric) and self.expression == other.expression

    def __hash__(self) -> int:
        return hash(self.expression)

    def __gt__(self, other: Whole) -> bool:
        return _known(_positive(self - other), f"{self} > {other}")

    def __lt__(self, other: Whole) -> bool:
        return _known(_positive(other - self), f"{self} < {other}")

    def __ge__(self, other: Whole) -> bool:
        return _known(_nonnegative(self - other), f"{self} >= {other}")

    def __le__(self, other: Whole) -> bool:
        return _known(_nonnegative(other - self), f"{self} <= {other}")

    def __str__(self) -> str:
        return str(self.expression)

    def __repr__(self) -> str:
        return f"Parametric({self.expression})"

    @property
    def negative(self) -> bool:
        """Whether it is below 0 for all values of its symbols, as far as is known."""
        return _nonnegative(self) is False

    @property
    def nonnegative(self) -> bool:
        """Whether it is 0 or more for all values of its symbols, as far as is known."""
        return _nonnegative(self) is True

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

    def at_one(self, product: Parametric) -> Whole:
        """The number where a product of symbols is 1."""
        import sympy

        return made(self.expression.xreplace(dict.fromkeys(product.expression.free_symbols, sympy.Integer(1))))

    def above_one(self, product: Parametric) -> Whole:
        """The number where a product of symbols, by which sums in it turn, is more than 1."""
        return _above_one(self.expression, product.expression)


Whole: TypeAlias = int | Parametric
_MOST_BITS = int(limits.DIGITS * log2(10))


@lru_cache(maxsize=256)
def _above_one(expression: Expr, product: Expr) -> Whole:
    from symrf.formulas.series import Closed, series_in, turning

    return made(
        expression.xreplace({each: Closed(*each.args) for each in series_in(expression) if turning(each) == product})
    )


def _positive(value: Whole) -> bool | None:
    from symrf.exact.numbers.signs import positive

    return positive(value.expression) if isinstance(value, Parametric) else value > 0


def _nonnegative(value: Whole) -> bool | None:
    from symrf.exact.numbers.signs import nonnegative

    return nonnegative(value.expression) if isinstance(value, Parametric) else value >= 0


def _floored(value: Expr) -> Whole:
    from symrf.exact.numbers.signs import floored

    return made(floored(value))


def _known(answer: bool | None, words: str) -> bool:
    if answer is None:
        raise Undecided(words)
    return answer


def made(expression: Expr) -> Whole:
    """The number that an expression is; TooLong where it is too long to work with."""
    import sympy

    for raised in expression.atoms(sympy.Pow):  # 2**(n+m) is written 2**m * 2**n
        base, exponent = raised.as_base_exp()
        added, terms = sympy.expand(exponent).as_coeff_add()
        if _bits(base.as_coeff_Mul()[0]) * abs(added) > _MOST_BITS:
            raise TooLong(MANY_DIGITS)
        if not base.is_number and abs(added) > limits.SYMBOLIC_DEGREE:
            raise TooLong(_english.POWERS_TOO_HIGH)
        if any(abs(term.as_coeff_Mul()[0]) > limits.SYMBOLIC_TERMS for term in terms):  # 2**(65*n) is (2**n)**65
            raise TooLong(_english.EXPONENTS_TOO_HIGH)
    expanded = sympy.expand(expression)
    if any(_bits(each) > _MOST_BITS for each in expanded.atoms(sympy.Rational)):
        raise TooLong(MANY_DIGITS)
    return int(expanded) if expanded.is_Integer else Parametric(expanded)


def _bits(number: Expr) -> int:
    """The bits of a rational number; none of 1 and -1, whose powers are as short."""
    return 0 if abs(number) == 1 else max(int(number.p).bit_length(), int(number.q).bit_length())


def expression_of(value: Whole) -> Expr:
    """The SymPy expression of a number."""
    import sympy

    return value.expression if isinstance(value, Parametric) else sympy.Integer(value)


@lru_cache(maxsize=256)
def named(name: str) -> Expr:
    """The symbol of a name, whose values are 1 or more."""
    import sympy

    from symrf.formulas.corrections import corrected

    corrected()
    return sympy.Symbol(name, integer=True, positive=True)
