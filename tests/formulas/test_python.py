"""What Python's own arithmetic reads, too, has the value that Python gives it."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symrf.formulas.reader import parse
from symrf.formulas.values import NoValue, evaluate

NAMES = ("a", "b", "n")
SIGNS = (*"+-*/%", "//", "//", "//", "%", " // ", "//-", "% -")
OPERATORS: Mapping[type[ast.operator], Callable[[Fraction, Fraction], Fraction | int]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
}
CALLS = {"floor": math.floor, "ceil": math.ceil, "int": int, "float": Fraction, "min": min, "max": max}


@st.composite
def rows(draw: st.DrawFn, operands: st.SearchStrategy[str]) -> str:
    """Operands and signs, without brackets around two of them: which belong together is left to the reader."""
    several = draw(st.lists(operands, min_size=2, max_size=6))
    powers = [each + draw(st.sampled_from(("", "", "", "**2", "**3", "**1**2"))) for each in several]
    row = draw(st.sampled_from(("", "-"))) + powers[0]
    return row + "".join(draw(st.sampled_from(SIGNS)) + each for each in powers[1:])


def expressions() -> st.SearchStrategy[str]:
    """Expressions of Python that are made of whole numbers, names, signs and functions."""
    leaves = st.sampled_from(NAMES) | st.integers(0, 20).map(str) | st.just("1_000")

    def grown(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        called = st.builds("{}({})".format, st.sampled_from(("int", "math.floor", "math.ceil", "float")), parts)
        several = st.builds("{}({}, {})".format, st.sampled_from(("min", "max")), parts, parts)
        return rows(leaves | parts.map("({})".format) | called | several)

    return st.recursive(rows(leaves), grown, max_leaves=4)


def of_python(node: ast.expr, values: Mapping[str, int]) -> Fraction:
    """The value of what Python has read, by its own arithmetic of fractions."""
    match node:
        case ast.Constant(int() as value):
            return Fraction(value)
        case ast.Name(name):
            return Fraction(values[name])
        case ast.UnaryOp(ast.USub(), of):
            return -of_python(of, values)
        case ast.BinOp(left, sign, right):
            return Fraction(OPERATORS[type(sign)](of_python(left, values), of_python(right, values)))
        case ast.Call(ast.Name(name) | ast.Attribute(_, name), arguments):
            return Fraction(CALLS[name](*(of_python(each, values) for each in arguments)))
    raise AssertionError(ast.dump(node))


def agree(text: str, values: dict[str, int]) -> None:
    tree = parse(text)
    try:
        wanted = of_python(ast.parse(text, mode="eval").body, values)
    except ZeroDivisionError:
        with pytest.raises(NoValue):
            evaluate(tree, values)
        return
    assert evaluate(tree, values) == wanted
    if "/" not in text.replace("//", "") and "float" not in text:
        assert wanted == eval(text, {"math": math, **values})  # noqa: S307 - whole numbers, made here


@given(expressions(), st.fixed_dictionaries({name: st.integers(-30, 30) for name in NAMES}))
def test_what_python_reads_has_the_value_that_it_has_there(text: str, values: dict[str, int]) -> None:
    agree(text, values)


ROWS = ["-(-n//2)", "-n//2", "a//b*n", "a*b//n", "a%b", "-a%b*n", "a-b%n", "-(n//-2)", "-a**2//b", "int(a/b)", "a/b//n"]


@pytest.mark.parametrize("text", ROWS)
@pytest.mark.parametrize("a", [-7, -2, 0, 3])
@pytest.mark.parametrize("b", [-3, -1, 2])
@pytest.mark.parametrize("n", [-5, 1, 4])
def test_what_people_write_in_python_has_the_value_that_it_has_there(text: str, a: int, b: int, n: int) -> None:
    agree(text, {"a": a, "b": b, "n": n})


@given(st.decimals(0, 10**6, allow_nan=False, places=3), st.integers(-9, 9))
def test_a_decimal_is_what_python_takes_it_for(number: object, exponent: int) -> None:
    assert evaluate(parse(f"{number}"), {}) == Fraction(f"{number}")
    assert evaluate(parse(f"{number}e{exponent}"), {}) == Fraction(f"{number}e{exponent}")
