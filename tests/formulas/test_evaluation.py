"""The exact values of formulas: powers with fractions as their exponents, and what has no value."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symrf.formulas.reader import parse
from symrf.formulas.values import Irrational, NoValue, TooLarge, evaluate


@pytest.mark.parametrize(
    ("text", "value"),
    [("4^(1/2)", 2), ("8^(2/3)", 4), ("(4/9)^(1/2)", Fraction(2, 3)), ("9^(-1/2)", Fraction(1, 3)), ("1^(1/7)", 1)],
)
def test_a_root_that_is_a_fraction_is_exact(text: str, value: Fraction) -> None:
    assert evaluate(parse(text), {}) == value


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("2^(1/2)", Irrational),
        ("3^(1/2)", Irrational),
        ("5^(1/2)", Irrational),
        ("(4/3)^(1/2)", Irrational),
        ("2^(1/1000000000)", Irrational),
        ("(-4)^(1/2)", Irrational),
        ("1/(2-2)", NoValue),
        ("0^(-1)", NoValue),
        ("3 mod 0", NoValue),
        ("9^9^9", TooLarge),
    ],
)
def test_what_has_no_value_is_refused_by_its_type(text: str, refusal: type[ValueError]) -> None:
    with pytest.raises(refusal):
        evaluate(parse(text), {})
