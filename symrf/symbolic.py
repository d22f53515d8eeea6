"""Whether two formulas with several symbols agree: kernels, strides and depths beside the size of the input.

In general no method decides that. What is proved is proved by identities: floors are atoms after the whole terms are
taken out of them, `floor(X + m) = floor(X) + m`, and what is left is a polynomial in powers and symbols, which is 0
everywhere if and only if it expands to 0. A floor is dropped exactly where its divisor divides what stands in it. All
else is tried on the least values, and said to be: a claim that is false for some of them, and true for none that was
tried, is refuted by the least.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction as Rational
from itertools import islice
from typing import Any

from symrf.arithmetic.boxes import SIGNS, diagonals
from symrf.arithmetic.parametric import expanded
from symrf.decision import Decision
from symrf.parameters import Parameters
from symrf.values import TooLong, Work, evaluate
from symrf.written import Ceiling, Floor, Fraction, Piecewise, Summation, Written, nodes, without_rounding

__all__ = ["decide_with_symbols"]

TRIED = 1000  # values of the symbols that are tried where nothing is proved
NOT_PROVED = "no proof was found for all values of its symbols"


def decide_with_symbols(
    truth: Written, claim: Written, relation: str, least: Mapping[str, Written], parameters: Parameters
) -> Decision:
    """Whether `truth relation claim` for all values of the parameters, and all inputs from the `least` on.

    >>> from symrf.formula import parse
    >>> from symrf.parameters import parameters
    >>> from symrf import notation
    >>> names = parameters(notation.parse("(c{k})*{n}"))
    >>> decide_with_symbols(parse("1+n(k-1)"), parse("n k-n+1"), "=", {}, names).status
    'proved'
    >>> decide_with_symbols(parse("1+n(k-1)"), parse("n k"), "=", {}, names).counterexample
    {'k': 1, 'n': 2}
    """
    if _proved(expanded(truth), expanded(claim), relation):
        return Decision("proved")
    held, count, false, work = False, 0, None, Work()
    for at in islice(_points(least, parameters), TRIED):
        try:
            values = _value(truth, at, work), _value(claim, at, work)
        except TooLong:
            break
        holds = None not in values and (values[0] > values[1]) - (values[0] < values[1]) in SIGNS[relation]  # type: ignore[operator]
        count, held = count + 1, held or holds
        if not holds and false is None:
            false = (at, *values)
        if held and false is not None:
            break
    if false is None:
        return Decision("undecided", reason=NOT_PROVED, tried=count)
    where = _divisibility(truth, claim) if relation == "=" else None
    if where is not None:
        return Decision("conditional", None, *false, divides=where)
    return Decision("conditional" if held else "refuted", None, *false, tried=count)


def _proved(truth: Any, claim: Any, relation: str) -> bool:
    import sympy

    difference = sympy.expand(truth - claim)
    if difference == 0:
        return True
    difference = sympy.factor(difference)
    known = {"=": False, "<=": difference.is_nonpositive, ">=": difference.is_nonnegative}[relation]
    return bool(known)


def _divisibility(truth: Written, claim: Written) -> tuple[Written, Written] | None:
    """The divisor and the dividend of the one rounding of the truth, if the claim is the truth without it."""
    rounded = _roundings(truth)
    if len(rounded) != 1 or _roundings(claim) or any(isinstance(node, Summation | Piecewise) for node in nodes(truth)):
        return None  # a rounding in a sum or in cases is of many quotients, or of some
    if expanded(without_rounding(truth)) != expanded(claim):
        return None
    fraction = rounded[0].of
    return (fraction.denominator, fraction.numerator) if isinstance(fraction, Fraction) else None


def _roundings(tree: Written) -> list[Floor | Ceiling]:
    return [node for node in nodes(tree) if isinstance(node, Floor | Ceiling)]


def _points(least: Mapping[str, Written], parameters: Parameters) -> Iterator[dict[str, int]]:
    """Values of the symbols, by their sum; the inputs are counted from their least."""
    names = (*parameters.names, *least)
    for columns in diagonals((1,) * len(parameters.names) + (0,) * len(least)):
        for point in zip(*columns, strict=True):
            at = dict(zip(names, point, strict=True))
            if parameters.allow(at):
                for axis, start in least.items():
                    at[axis] += int(evaluate(start, at))
                yield at


def _value(tree: Written, at: Mapping[str, int], work: Work) -> Rational | None:
    """The value of a formula, None where it has none; TooLong where its sums are too long."""
    try:
        return evaluate(tree, at, work)
    except TooLong:
        raise
    except ValueError:
        return None
