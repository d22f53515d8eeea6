"""An equation or inequality between expressions, solved for the one symbol, or the one power, that is linear in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from symrf.exact.numbers.polynomials import expanded
from symrf.formulas.corrections import corrected
from symrf.formulas.from_sympy import from_sympy
from symrf.formulas.relations import FLIPPED, Sign
from symrf.formulas.to_sympy import to_sympy
from symrf.formulas.tree import Power, Symbol, Written, number

__all__ = ["Isolated", "linear", "read", "symbol", "without_floor"]

Isolated: TypeAlias = tuple[Written, Sign, Written]
"""The symbol, or a power with it as the exponent; the relation; and the other side."""


def symbol(name: str, least: int) -> Any:
    """A symbol as SymPy has it, which knows whether it may be 0."""
    import sympy

    corrected()
    return sympy.Symbol(name, integer=True, **{"positive" if least else "nonnegative": True})


def read(tree: Written, symbol: Callable[[str], Any]) -> Any:
    """The SymPy expression of a tree, expanded; whole terms are taken out of its floors, which are whole atoms.

    TooLong where that may be too many terms.
    """
    import sympy

    def floor(argument: Any) -> Any:
        terms = sympy.Add.make_args(expanded(argument))
        rest = sympy.Add(*(term for term in terms if not term.is_integer))
        whole_terms = sympy.Add(*(term for term in terms if term.is_integer))
        return whole_terms + (sympy.Function("floor", integer=True)(rest) if rest else 0)

    expression = to_sympy(tree, symbol)
    expression = expression.replace(sympy.ceiling, lambda argument: -floor(-argument))
    return expanded(expression.replace(sympy.floor, floor))


def without_floor(difference: Any, relation: Sign, unknown: Any) -> list[tuple[Any, Sign] | None]:
    """A difference that is compared with 0, without the one floor that has the unknown in it."""
    from sympy.core.function import AppliedUndef

    floors = [each for each in difference.atoms(AppliedUndef) if unknown in each.free_symbols]
    if not floors:
        return [(difference, relation)]
    if relation == "=":
        return [part for side in ("<=", ">=") for part in without_floor(difference, side, unknown)]
    floor = floors[0]
    times = difference.coeff(floor)
    rest = difference - times * floor
    if len(floors) > 1 or times not in (1, -1):
        return [None]
    if times == -1:
        rest, relation = -rest, FLIPPED[relation]
    above, below = floor.args[0].together().as_numer_denom()
    if rest.has(floor) or not (rest.is_integer and above.is_integer and below.is_integer and below.is_positive):
        return [None]
    if relation == ">=":
        return [(above + rest * below, relation)]
    return [(above + (rest - 1) * below + 1, relation)]  # floor(x) <= m is x < m+1


def linear(difference: Any, relation: Sign, unknown: Any) -> Isolated | None:
    """The form of a difference that is linear in the unknown, or in a power with it as the exponent.

    Where its divisor is 0, an inequality `<=` is true, and others are not; one whose divisor may be below 0, or with
    another sign of the other side, stays a product.
    """
    import sympy

    above, below = difference.together().as_numer_denom()
    above = sympy.expand(above)
    powers = {each for each in above.atoms(sympy.Pow) if unknown in each.exp.free_symbols}
    left: Written = Symbol(unknown.name)
    at = unknown
    if powers:
        (at, *others) = powers
        if others or at.exp != unknown or not at.base.is_Integer or at.base < 2:
            return None
        left = Power(number(int(at.base)), left)
    dummy = sympy.Dummy()
    above = above.subs(at, dummy)
    times = sympy.expand(sympy.diff(above, dummy))
    rest = sympy.expand(above - times * dummy)
    if (times * below).is_nonpositive:
        times, rest, relation = -times, -rest, FLIPPED[relation]
    if (times.free_symbols | rest.free_symbols) & {dummy, unknown}:
        return None
    known = rest.is_nonpositive if relation == "<=" else rest.is_negative
    if not (times * below).is_nonnegative or not (times.is_nonzero or known):
        # 0 x >= 1 is false, like x >= 1/0, and 0 x <= 1 is true; but 0 x <= m is not known
        whole = relation != "=" and below.is_positive and times != 0
        return (left * _tree(times), relation, _tree(-rest)) if whole else None
    solved = sympy.cancel(-rest / times)
    if sympy.cancel(times * solved + rest) != 0:
        return None
    numerator, denominator = solved.as_numer_denom()
    if denominator.is_negative:
        numerator, denominator = -numerator, -denominator
    right = _tree(numerator) if denominator == 1 else _tree(numerator) / _tree(denominator)
    return left, relation, right


def _tree(expression: Any) -> Written:
    """The tree of a whole number, its floors as those of formulas."""
    import sympy
    from sympy.core.function import AppliedUndef

    rounded = expression.replace(
        lambda each: isinstance(each, AppliedUndef), lambda each: sympy.floor(each.args[0], evaluate=False)
    )
    return from_sympy(sympy.expand(rounded))
