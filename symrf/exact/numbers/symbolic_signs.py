"""What is known of the sign of an expression in whole symbols, for all of their values, and of its floors by it."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["floored", "known"]


@lru_cache(maxsize=4096)
def known(expression: Any, question: str) -> bool | None:
    """Whether an expression is `positive` or `nonnegative`: None where that is not known.

    SymPy is asked of its expanded form, its distance from the bounds of its symbols, and its factors.
    """
    import sympy

    from symrf.formulas.series import lower_bounds, shifted

    bounds = max((len(lower_bounds(symbol)) for symbol in expression.free_symbols), default=1)
    ways: list[Callable[[Any], Any]] = [
        lambda same: same,
        *(partial(_above, bound=bound) for bound in range(bounds)),
        sympy.factor,
    ]
    if any(getattr(symbol, "most", None) is not None for symbol in expression.free_symbols):
        ways.append(partial(shifted, upper=True))
    for way in ways:
        answer: bool | None = getattr(way(expression), f"is_{question}")
        if answer is not None:
            return answer
    return _with_maximum(expression, question)


def _with_maximum(expression: Any, question: str) -> bool | None:
    """Whether that is known by the numbers whose greatest is in it: by each where it is taken off, else by one."""
    import sympy

    maxima = sorted(expression.atoms(sympy.Max), key=sympy.default_sort_key)
    if not maxima:
        return None
    maximum = maxima[0]
    times = sympy.expand(expression).coeff(maximum, 1)
    rest = sympy.expand(expression - times * maximum)
    if not times.is_number or rest.has(maximum):
        return None
    answers = (known(sympy.expand(rest + times * each), question) for each in maximum.args)
    return (all(answers) if times < 0 else any(answers)) or None


def _above(expression: Any, bound: int) -> Any:
    from symrf.formulas.series import shifted

    return _without_floors(shifted(expression, bound=bound))


def _without_floors(expression: Any) -> Any:
    """An expression with numbers of their signs for its floors and ceilings."""
    import sympy

    return expression.replace(sympy.ceiling, lambda of: -_bounded(-of)).replace(sympy.floor, _bounded)


def _bounded(argument: Any) -> Any:
    """A floor in which SymPy sees the least, or the greatest, number that it is, where that shows in its argument."""
    import sympy

    some = sympy.Dummy(integer=True, nonnegative=True)
    constant, rest = sympy.expand(argument).as_coeff_Add()
    apart = sympy.factor(rest)
    if constant >= 0 and apart.is_nonnegative:
        return sympy.floor(constant) + some
    if constant <= 0 and apart.is_nonpositive:
        return sympy.floor(constant) - some
    factored = sympy.factor(argument)
    if factored.is_nonnegative:
        return some
    return -1 - some if factored.is_negative else sympy.floor(argument)


def floored(value: Any) -> Any:
    """A floor, which is a number where its argument is from 0 to 1, or from -1 to 0."""
    import sympy

    def rounded(argument: Any) -> Any:
        for least in (0, -1):
            above, below = sympy.fraction(sympy.together(argument - least))
            if known(sympy.expand(above), "nonnegative") and known(sympy.expand(below - above), "positive"):
                return sympy.Integer(least)
        return sympy.floor(argument)

    return sympy.floor(value).replace(sympy.floor, rounded)
