"""SymPy's part of numbers with symbols: symbols that know their bounds, and sums that stand for themselves.

A geometric sum `1 + q + … + q^(n-1)` is `(q^n-1)/(q-1)` only where q is not 1, and n there. While q may be 1 it is kept
as the sum that it is; and so is a sum that has no closed form.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain, count
from typing import Any

import sympy

from symrf.formulas import limits
from symrf.formulas.budget import spend_on
from symrf.formulas.corrections import corrected

__all__ = ["Bounded", "Closed", "Series", "bounded", "closed", "series_in", "sum_over", "turning"]


class Bounded(sympy.Symbol):  # type: ignore[misc]
    """A whole symbol, 1 or more, with a least and a greatest value (None: no greatest) in other symbols."""

    least: Any
    most: Any

    def __new__(cls, name: str, least: Any, most: Any = None) -> Bounded:
        symbol: Bounded = sympy.Symbol.__xnew__(cls, name, integer=True, nonnegative=True)
        symbol.least, symbol.most = sympy.Integer(least) if isinstance(least, int) else least, most
        return symbol

    def _hashable_content(self) -> tuple[Any, ...]:
        most = sympy.oo if self.most is None else self.most  # SymPy orders symbols of one name by this, and not None
        return (*super()._hashable_content(), self.least, most)


def bounded(name: str, least: Any, most: Any = None) -> Any:
    """The whole symbol of that name which knows its least and its greatest value (None: it has none)."""
    corrected()
    if most is None and isinstance(least, int) and least in (0, 1):
        return sympy.Symbol(name, integer=True, **{"positive" if least else "nonnegative": True})
    return Bounded(name, least, most)


class Series(sympy.Function):  # type: ignore[misc]
    """The sum of a term over an index from `first` to `last`, whose terms are whole numbers."""

    nargs = 4
    is_integer = True

    @classmethod
    def eval(cls, term: Any, index: Any, first: Any, last: Any) -> Any:
        """Another way to write it, where there is one without cases."""
        length = last - first + 1
        if index not in term.free_symbols:
            return term * length
        if length.is_Integer and length <= limits.SUM_ADDED:
            return sympy.Add(*(term.xreplace({index: first + step}) for step in range(int(length))))
        ratio = _ratio(term, index)
        if ratio is not None and (ratio.is_Integer or ratio == 1):
            return sympy.summation(term, (index, first, last))
        return None

    @property
    def free_symbols(self) -> set[Any]:
        """Those of the term and the bounds, but for the index."""
        term, index, first, last = self.args
        found: set[Any] = (term.free_symbols - {index}) | first.free_symbols | last.free_symbols
        return found


def sum_over(term: Any, index: Any, first: Any, last: Any) -> Any:
    """The sum of a term over an index, closed where that is possible; what the index is not in is taken out."""
    total = sympy.Integer(0)
    for part in sympy.Add.make_args(sympy.expand(term)):
        outside, core = part.as_independent(index, as_Add=False)
        if _ratio(core, index) is None or first == 0:
            total += outside * _sum(core, index, first, last)
        else:
            total += outside * sum_over(sympy.expand(core.xreplace({index: index + first})), index, 0, last - first)
    return sympy.expand(total)


def _sum(core: Any, index: Any, first: Any, last: Any) -> Any:
    ratio = _ratio(core, index)
    if ratio is not None and not ratio.is_Integer:
        plain = _plain(index, core, last)
        return Series(core.xreplace({index: plain}), plain, sympy.Integer(0), sympy.expand(last))
    if ratio is None:
        return Series(core, index, first, last)
    return sympy.summation(core, (index, first, last))


def _plain(index: Any, core: Any, last: Any) -> Any:
    """An index by which equal sums are equal, whatever their index is called."""
    names = {symbol.name for symbol in (core.free_symbols - {index}) | last.free_symbols}
    name = next(name for name in chain(("i", "m"), (f"i_{number}" for number in count(1))) if name not in names)
    return sympy.Symbol(name, integer=True, nonnegative=True)


def _ratio(core: Any, index: Any) -> Any:
    """q, where a term is a power of the index times q**index; 1 for a polynomial, None for what is neither."""
    ratio = sympy.Integer(1)
    for factor in sympy.Mul.make_args(core):
        base, exponent = factor.as_base_exp()
        if factor == index or (base == index and exponent.is_Integer and exponent > 0):
            continue
        if index not in factor.free_symbols:
            continue
        if index in base.free_symbols:
            return None
        slope = sympy.expand(exponent.xreplace({index: index + 1}) - exponent)
        if index in slope.free_symbols:
            return None
        ratio *= base**slope
    return ratio


def series_in(expression: Any) -> list[Series]:
    """The sums in an expression, in an order that is always the same."""
    return sorted(expression.atoms(Series), key=sympy.default_sort_key)


class Closed(Series):
    """A sum whose ratio is not 1, so that it has its closed form."""


@lru_cache(maxsize=256)
def closed(series: Series) -> Any:
    """The closed form of a sum whose ratio is known not to be 1; None for others."""
    term, index, first, last = series.args
    ratio = _ratio(term, index)
    if ratio is None or first != 0 or not (isinstance(series, Closed) or _shifted(ratio - 1).is_positive):
        return None
    if term == ratio**index:
        return (ratio ** (last + 1) - 1) / (ratio - 1)
    spend_on(term, limits.STEPS_SUMMED)
    q = sympy.Dummy("q", integer=True, positive=True)
    power = term / sympy.expand(ratio**index)
    total = sympy.summation(power * q**index, (index, first, last))
    if total.func is sympy.Piecewise:
        total = total.args[-1][0]
    if total.has(sympy.Sum):
        return None
    return sympy.powsimp(sympy.factor(sympy.simplify(total)).xreplace({q: ratio}))


def turning(series: Series) -> Any:
    """The product of symbols that is 1 where the ratio of a sum is, as b for the ratio b**i; None where there is none.

    The symbols are 1 or more, so that all of them are 1 there.
    """
    term, index, first, _ = series.args
    ratio = _ratio(term, index)
    if ratio is None or first != 0 or isinstance(series, Closed) or _shifted(ratio - 1).is_positive:
        return None
    product = sympy.Integer(1)
    for factor in sympy.Mul.make_args(ratio):
        base, exponent = factor.as_base_exp()
        if not base.is_Symbol or not _shifted(base).is_positive or not _shifted(exponent).is_positive:
            return None
        product *= base
    return product


def _shifted(expression: Any) -> Any:
    """An expression in how far its symbols are above their least values, expanded."""
    ends: dict[Any, Any] = {}
    while new := [symbol for symbol in expression.free_symbols if not isinstance(symbol, sympy.Dummy)]:
        ends |= {symbol: _end(symbol) for symbol in new if symbol not in ends}
        expression = expression.xreplace(ends)
    spend_on(expression, limits.STEPS_SHIFTED)
    return sympy.expand(expression)


def _end(symbol: Any) -> Any:
    above = sympy.Dummy(symbol.name, integer=True, nonnegative=True)
    if isinstance(symbol, Bounded):
        return symbol.least + above
    return above + 1 if symbol.is_positive else above if symbol.is_nonnegative else sympy.Dummy(symbol.name)
