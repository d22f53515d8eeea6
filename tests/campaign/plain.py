"""A reader of what symrf writes as plain text and as data: formulas, conditions in signs, sets of numbers."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor
from operator import add, mul, sub
from typing import Any

from campaign.formulas import MOST_BITS, MOST_TERMS, Environment, NoValue, Value

__all__ = ["Unread", "exactly", "holds", "value", "within", "worded"]


class Unread(Exception):
    """Not what this reader knows."""


def value(text: str | int, env: Environment) -> Value:
    """What a formula in plain text is worth.

    >>> value("floor((w-8)/2)+1", {"w": 13})
    3
    """
    return text if isinstance(text, int) else _value(_read(text), env)


@lru_cache(maxsize=1_000)
def _read(text: str) -> ast.expr:
    """Python's own reading of it: the signs are the same."""
    try:
        return ast.parse(text.replace("^", "**"), mode="eval").body
    except SyntaxError:
        raise Unread(text) from None


def _value(tree: ast.expr, env: Environment) -> Value:
    match tree:
        case ast.Constant(int() as number):
            return number
        case ast.Name(name):
            if name not in env:
                raise Unread(f"no value for {name}")
            return env[name]
        case ast.UnaryOp(ast.USub(), of):
            return -_value(of, env)
        case ast.BinOp(left, sign, right):
            return _JOINED[type(sign)](_value(left, env), _value(right, env))
        case ast.Call(ast.Name("Sum"), [term, ast.Tuple([ast.Name(index), first, last])]):
            indices = range(int(_value(first, env)), int(_value(last, env)) + 1)
            if len(indices) > MOST_TERMS:
                raise NoValue
            return sum((_value(term, {**env, index: each}) for each in indices), 0)
        case ast.Call(ast.Name("Piecewise"), cases):
            return next(_value(then, env) for then, when in map(_case, cases) if _true(when, env))
        case ast.Call(ast.Name(name), inside):
            return _called(name, [_value(each, env) for each in inside])
    raise Unread(ast.dump(tree))


def _case(tree: ast.expr) -> tuple[ast.expr, ast.expr]:
    match tree:
        case ast.Tuple([then, when]):
            return then, when
    raise Unread(ast.dump(tree))


def _true(tree: ast.expr, env: Environment) -> bool:
    match tree:
        case ast.Constant(True):
            return True
        case ast.Call(ast.Name("Eq"), [left, right]):
            return _value(left, env) == _value(right, env)
    raise Unread(ast.dump(tree))


def _quotient(left: Value, right: Value) -> Value:
    if not right:
        raise NoValue
    return Fraction(left) / right


def _power(base: Value, exponent: Value) -> Value:
    long = abs(exponent) * max(base.numerator.bit_length(), base.denominator.bit_length()) > MOST_BITS
    if exponent.denominator != 1 or (not base and exponent < 0) or long:
        raise NoValue
    return Fraction(base) ** int(exponent) if exponent < 0 else base ** int(exponent)


_JOINED = {ast.Add: add, ast.Sub: sub, ast.Mult: mul, ast.Div: _quotient, ast.Pow: _power}


def _called(name: str, values: Sequence[Value]) -> Value:
    match name, values:
        case "floor", [of]:
            return floor(of)
        case (("ceiling" | "ceil"), [of]):
            return ceil(of)
        case "min", [_, *_]:
            return min(values)
        case "max", [_, *_]:
            return max(values)
        case "Mod", [left, right] if right:
            return left % right
    raise Unread(name)


def holds(left: Value, relation: str, right: Value) -> bool:
    """Whether a relation holds between two values."""
    return {"=": left == right, "<=": left <= right, ">=": left >= right}[relation]


def worded(condition: str, env: Environment) -> bool:
    """Whether a condition in signs, such as `for k*n = n+47` or `for n | k+1`, is met; Unread where it has words.

    >>> worded("for k*n = n+47", {"k": 48, "n": 1})
    True
    """
    text = condition.removeprefix("for ")
    if " or " in text:
        return any(worded(each, env) for each in text.split(" or "))
    if " and " in text:
        return all(worded(each, env) for each in text.split(" and "))
    for sign in ("<=", ">=", "=", "|"):
        left, found, right = text.partition(f" {sign} ")
        if found:
            one, two = value(left, env), value(right, env)
            return (one != 0 and two % one == 0) if sign == "|" else holds(one, sign, two)
    raise Unread(condition)


def exactly(when: Mapping[str, Any], env: Environment, axis: str) -> bool:
    """Whether an input is one where a form by hand is said to be exact.

    >>> exactly({"modulus": "2*s", "residues": ["k-s"]}, {"k": 3, "s": 2, "w": 9}, "w")
    True
    """
    modulus = value(when["modulus"], env)
    return any((env[axis] - value(each, env)) % modulus == 0 for each in when["residues"])


def within(data: Sequence[Mapping[str, Any]], env: Environment) -> bool:
    """Whether numbers are in a set as JSON has it: a list of boxes.

    >>> within([{"w": {"modulus": 2, "residues": [0], "from": 8, "and": [[9, 9, 1]], "but_not": []}}], {"w": 9})
    True
    """
    return any(all(_in_set(side, env[name]) for name, side in box.items()) for box in data)


def _in_set(data: Mapping[str, Any], at: int) -> bool:
    def among(ranges: Sequence[Sequence[int]]) -> bool:
        return any(at in range(first, last + 1, step) for first, last, step in ranges)

    if among(data["and"]):
        return True
    return at >= data["from"] and at % data["modulus"] in data["residues"] and not among(data["but_not"])
