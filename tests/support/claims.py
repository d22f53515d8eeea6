"""Claims about sizes, for the tests of the decision: random formulas, and their values one input at a time."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction as Rational
from functools import reduce
from math import ceil, floor

from hypothesis import strategies as st

from symrf.formulas.tree import (
    Ceiling,
    Floor,
    Fraction,
    Maximum,
    Minimum,
    Modulo,
    Negative,
    Number,
    Piecewise,
    Power,
    Product,
    Sum,
    Summation,
    Symbol,
    Written,
    number,
    parts,
    without_rounding,
)

Value = int | Rational
NODES = st.sampled_from([Floor, Ceiling])
DIVISORS = (1, 2, 2, 2, 3, 4, 4, 5, 6, 8)


def valued(tree: Written, names: tuple[str, ...]) -> Callable[..., Value]:
    """The formula as a function of its symbols in order: an oracle that knows nothing but what each sign means."""
    match tree:
        case Summation(term, index, first, last):
            start, stop, each = valued(first, names), valued(last, names), valued(term, (index.name, *names))

            def added(*sizes: int) -> Value:
                total: Value = 0
                index = start(*sizes)
                while index <= stop(*sizes):
                    total += each(index, *sizes)
                    index += 1
                return total

            return added
    inside = [valued(part, names) for part in parts(tree)]
    match tree:
        case Number(value):
            return lambda *_: value
        case Symbol(name):
            at = names.index(name)
            return lambda *sizes: sizes[at]
        case Sum():
            return lambda *sizes: sum(part(*sizes) for part in inside)
        case Negative():
            return lambda *sizes: -inside[0](*sizes)
        case Product():

            def product(*sizes: int) -> Value:
                result: Value = 1
                for part in inside:
                    result *= part(*sizes)
                return result

            return product
        case Fraction():
            return lambda *sizes: _quotient(inside[0](*sizes), inside[1](*sizes))
        case Floor():
            return lambda *sizes: floor(inside[0](*sizes))
        case Ceiling():
            return lambda *sizes: ceil(inside[0](*sizes))
        case Power():
            return lambda *sizes: inside[0](*sizes) ** inside[1](*sizes)
        case Minimum():
            return lambda *sizes: min(part(*sizes) for part in inside)
        case Maximum():
            return lambda *sizes: max(part(*sizes) for part in inside)
        case Modulo():
            return lambda *sizes: inside[0](*sizes) % inside[1](*sizes)
        case Piecewise():
            return lambda *sizes: inside[0 if inside[1](*sizes) == inside[2](*sizes) else 3](*sizes)
    raise TypeError(tree)


def holds(truth: Value, relation: str, claim: Value) -> bool:
    """Whether a relation holds between two values."""
    return {"=": truth == claim, "<=": truth <= claim, ">=": truth >= claim}[relation]


def sizes(names: tuple[str, ...] = ("w",), max_leaves: int = 6) -> st.SearchStrategy[Written]:
    """Formulas of a size: sums, multiples, quotients, rounding, remainders, minima, maxima and a few products."""
    numbers = st.integers(-40, 40).map(number)
    symbol = st.sampled_from(names).map(Symbol)
    divisors = st.sampled_from(DIVISORS).map(Number)

    def rounded(of: st.SearchStrategy[Written]) -> st.SearchStrategy[Written]:
        return st.builds(lambda node, tree, shift, by: node((tree + shift) / by), NODES, of, numbers, divisors)

    def grown(of: st.SearchStrategy[Written]) -> st.SearchStrategy[Written]:
        choices = [
            rounded(of),
            rounded(of),
            st.builds(lambda tree, shift: tree + shift, of, numbers),
            st.builds(lambda one, two: one + two, of, of),
            st.builds(lambda one, two: one - two, of, of),
            st.builds(lambda factor, tree: factor * tree, st.integers(-4, 4).map(number), of),
            st.builds(Fraction, of, divisors),
            st.builds(lambda tree: tree**2, symbol),
            st.builds(lambda one, two: one * two, of, symbol),
        ]
        if len(names) == 1:
            choices += [
                st.builds(lambda node, *of: node(of), st.sampled_from([Minimum, Maximum]), of, of),
                st.builds(lambda node, *of: node(of), st.sampled_from([Minimum, Maximum]), of, numbers),
            ]
        return st.one_of(*choices, st.builds(Modulo, of, divisors))

    return st.recursive(symbol | rounded(symbol), grown, max_leaves=max_leaves)


def one_floors() -> st.SearchStrategy[Written]:
    """Sizes along a chain: shifts, multiples, quotients and roundings, one after the other."""
    numbers = st.integers(-20, 20).map(number)
    steps = st.one_of(
        st.builds(lambda node, shift, by: lambda tree: node((tree + shift) / by), NODES, numbers, st.integers(1, 6)),
        st.builds(lambda node, shift, by: lambda tree: node(tree / by + shift), NODES, numbers, st.integers(1, 4)),
        st.builds(lambda shift: lambda tree: tree + shift, numbers),
        st.builds(lambda factor: lambda tree: factor * tree, st.integers(-3, 4).map(number)),
        st.builds(lambda by, shift: lambda tree: tree / by - shift, st.integers(1, 4), numbers),
        st.builds(lambda factor: lambda tree: tree + factor * Symbol("w"), numbers),
    )
    return st.lists(steps, max_size=4).map(lambda chain: reduce(lambda tree, step: step(tree), chain, Symbol("w")))


def one_rounding() -> st.SearchStrategy[Written]:
    """Sizes along a chain that come to one rounding of the input: shifted and divided, rounded, shifted and floored."""
    shifts, divisors = st.integers(-20, 20).map(number), st.integers(1, 6)
    inside = st.lists(st.tuples(shifts, divisors), max_size=2).map(
        lambda steps: reduce(lambda tree, step: (tree + step[0]) / step[1], steps, Symbol("w"))
    )
    rounded = st.builds(lambda node, tree, shift: node(tree + shift) + shift, NODES, inside, shifts)
    outside = st.lists(st.tuples(shifts, divisors), max_size=3)
    return inside | st.builds(
        lambda tree, steps: reduce(lambda tree, step: Floor((tree + step[0]) / step[1]) + step[0], steps, tree),
        rounded,
        outside,
    )


@st.composite
def mutated(draw: st.DrawFn, tree: Written) -> Written:
    """A formula that may or may not mean another one: written in another way, or with a change."""
    change = draw(st.sampled_from(["same", "number", "number", "unrounded", "split", "nested", "beyond", "residue"]))
    w = Symbol(draw(st.sampled_from(sorted(_names(tree)) or ["w"])))
    count = number(draw(st.integers(2, 6)))
    match change:
        case "number":
            return _changed(tree, draw(st.integers(0, 9)), draw(st.sampled_from([-2, -1, 1, 2])))
        case "unrounded":
            return without_rounding(tree)
        case "split":  # x = m floor(x/m) + x mod m
            return count * Floor(tree / count) + Modulo(tree, count)
        case "nested" if isinstance(tree, Floor | Ceiling) and isinstance(tree.of, Fraction):
            node, above, below = type(tree), tree.of.numerator, tree.of.denominator
            return node(node(above / below) + 0)
        case "beyond":  # another one from some size on
            return tree + Maximum((number(0), w - number(draw(st.integers(5, 60)))))
        case "residue":  # another one but on a residue class
            return tree + Modulo(w, count) * draw(st.sampled_from([1, 2, 3]))
    return tree


@st.composite
def claims(draw: st.DrawFn, names: tuple[str, ...] = ("w",)) -> tuple[Written, Written, str]:
    """A truth, a claim that is often close to it, and the relation between them."""
    truth = draw(sizes(names))
    claim = draw(st.one_of(mutated(truth), sizes(names)))
    return truth, claim, draw(st.sampled_from(["=", "=", "=", "<=", ">="]))


def _names(tree: Written) -> set[str]:
    if isinstance(tree, Symbol):
        return {tree.name}
    return set().union(*map(_names, parts(tree)))


def _changed(tree: Written, which: int, by: int) -> Written:
    """With one of its numbers changed, but no divisor made 0 or less."""
    seen = 0

    def rebuilt(node: Written) -> Written:
        nonlocal seen
        match node:
            case Number(value):
                seen += 1
                return Number(max(1, value + by)) if seen - 1 == which else node
            case Symbol():
                return node
            case Sum() | Product() | Minimum() | Maximum():
                return type(node)(tuple(map(rebuilt, parts(node))))
            case Power():
                return node
        return type(node)(*map(rebuilt, parts(node)))  # type: ignore[call-arg]

    return rebuilt(tree)


def _quotient(above: Value, below: Value) -> Value:
    if isinstance(above, int) and isinstance(below, int) and above % below == 0:
        return above // below
    return Rational(above) / below
