"""What is known of the sign of a number with symbols, for all of their values, and of its floors by it.

It is read off the number (`intervals`). Where that does not show it, and no values of the symbols show that it has both
signs, the number is looked at as a quotient of polynomials (`identities`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain, islice, product
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from symrf.errors import DerivationError
from symrf.exact.numbers.identities import Forms, Split
from symrf.exact.numbers.intervals import Range, ends, signs
from symrf.exact.numbers.polynomials import TooLong, symbol_of
from symrf.formulas import limits
from symrf.formulas.from_sympy import as_it_stands
from symrf.formulas.tree import Written, number
from symrf.formulas.values import evaluate

if TYPE_CHECKING:
    from sympy import Expr

__all__ = ["floored", "nonnegative", "positive"]

ALL = frozenset((-1, 0, 1))


def positive(expression: Expr) -> bool | None:
    """Whether a number is above 0: False where it never is, None where that is not known."""
    return _known(expression, frozenset((1,)))


def nonnegative(expression: Expr) -> bool | None:
    """Whether a number is 0 or more: False where it never is, None where that is not known."""
    return _known(expression, frozenset((0, 1)))


def floored(value: Expr) -> Expr:
    """A floor, which is a number where its argument is between two that follow one another."""
    import sympy

    def rounded(argument: Any) -> Any:
        number = sympy.floor(argument)
        formula = _formula(number)
        low, high = (formula and ends(*formula)) or (0, 1)
        return sympy.Integer(int(low)) if low == high else number

    return sympy.floor(value).replace(sympy.floor, rounded)


def _known(expression: Expr, kept: frozenset[int]) -> bool | None:
    for found in (_read_off, _looked_for):
        signs = found(expression)
        if signs <= kept:
            return True
        if not signs & kept:
            return False
    return None


@lru_cache(maxsize=4096)
def _read_off(expression: Expr) -> frozenset[int]:
    """The signs that a number may have, as the signs of its terms tell."""
    formula = _formula(expression)
    return signs(*formula) if formula else ALL


@lru_cache(maxsize=4096)
def _looked_for(expression: Expr) -> frozenset[int]:
    """The signs that a number may have: those that it has at some values, and those that polynomials leave to it."""
    formula, possible = _formula(expression), _read_off(expression)
    if formula is None:
        return possible
    tree, ranges = formula
    seen: set[int] = set()
    for at in _points(ranges):
        seen |= _sign_at(tree, at)
        if {-1, 1} <= seen or seen == possible:
            return possible
    for upper in sorted({False, any(each.most is not None for each in ranges.values())}):
        possible &= _left_by_forms(tree, ranges, upper, seen)
    return possible


def _left_by_forms(tree: Written, ranges: Mapping[str, Range], upper: bool, seen: set[int]) -> frozenset[int]:
    """The signs that are left to a quotient of polynomials, some of which are seen."""
    forms = Forms({})
    try:
        for name, each in ranges.items():  # how far it is above its least value, or below its greatest
            end, step = (each.most, -1) if upper and each.most is not None else (each.least, 1)
            forms.symbols[name] = forms.read(end) + step * symbol_of(name)
        form = forms.read(tree)
    except (TooLong, Split):
        return ALL
    for sign in (1, -1):
        if -sign not in seen and forms.bounds.nonnegative(sign * form):
            strict = 0 not in seen and forms.bounds.positive(sign * form)
            return frozenset((sign,) if strict else (0, sign))
    return ALL


def _sign_at(tree: Written, at: Mapping[str, int]) -> set[int]:
    """The sign of a formula at some values; nothing where it has none, or is too long."""
    try:
        value = evaluate(tree, at)
    except ValueError:
        return set()
    return {(value > 0) - (value < 0)}


def _points(ranges: Mapping[str, Range]) -> Iterator[dict[str, int]]:
    """Some of the values of the symbols: near to the least ones, and farther away."""
    several = chain(*(product(each, repeat=len(ranges)) for each in ((0, 9), (0, 1, 2))))
    for steps in islice(several, limits.SIGN_POINTS):
        at: dict[str, int] = {}
        try:
            for (name, each), step in zip(ranges.items(), steps, strict=True):
                least = ceil(evaluate(each.least, at))
                most = least + step if each.most is None else floor(evaluate(each.most, at))
                at[name] = min(least + step, most)
                if most < least:
                    break
            else:
                yield at
        except ValueError:  # an end without a value, or too long
            continue


@lru_cache(maxsize=256)
def _formula(expression: Expr) -> tuple[Written, dict[str, Range]] | None:
    """The formula that a number is, and the values of its symbols, of each in those before; None where it is none."""
    ranges: dict[str, Range] = {}
    try:
        for symbol in sorted(expression.free_symbols, key=str):
            _add_range(symbol, ranges)
        return as_it_stands(expression), ranges
    except DerivationError:
        return None


def _add_range(symbol: Any, ranges: dict[str, Range]) -> None:
    """Adds the values of a symbol, after those in which they are; none where its sign is not known."""
    least, most = getattr(symbol, "least", int(bool(symbol.is_positive))), getattr(symbol, "most", None)
    if symbol.name in ranges or not symbol.is_nonnegative:
        return
    for other in sorted({*_symbols_of(least), *_symbols_of(most)}, key=str):
        _add_range(other, ranges)
    ranges[symbol.name] = Range(_tree(least), None if most is None else _tree(most))


def _symbols_of(bound: Any) -> Any:
    return getattr(bound, "free_symbols", ())


def _tree(bound: Any) -> Written:
    return number(bound) if isinstance(bound, int) else as_it_stands(bound)
