"""A reader of what symrf writes as plain text and as data: formulas, conditions in signs, sets of numbers."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from math import ceil, floor
from operator import add, mul, sub
from typing import Any, TypeAlias

from campaign.formulas import MOST_TERMS, Environment, NoValue, Value, floor_of, powered, quotient, rest_of

__all__ = ["Unread", "exactly", "holds", "value", "within", "worded"]


class Unread(Exception):
    """Not what this reader knows."""


def value(text: str | int, env: Environment) -> Value:
    """What a formula in plain text is worth.

    >>> value("floor((w-8)/2)+1", {"w": 13})
    3
    """
    return text if isinstance(text, int) else _read(text)(env)


_Function: TypeAlias = Callable[[Environment], Value]


@lru_cache(maxsize=1_000)
def _read(text: str) -> _Function:
    """Python's own reading of it, as the signs are the same, as a function."""
    try:
        return _function(ast.parse(text.replace("^", "**"), mode="eval").body)
    except SyntaxError:
        raise Unread(text) from None


def _function(tree: ast.expr) -> _Function:
    match tree:
        case ast.Constant(int() as number):
            return lambda _env: number
        case ast.Name(name):
            return lambda env: _named(name, env)
        case ast.UnaryOp(ast.USub(), of):
            inside = _function(of)
            return lambda env: -inside(env)
        case ast.Call(ast.Name("floor" | "ceil" | "ceiling" as name), [ast.BinOp(left, ast.Div(), right)]):
            one, two, sign = _function(left), _function(right), 1 if name == "floor" else -1
            return lambda env: sign * floor_of(sign * one(env), two(env))
        case ast.BinOp(left, sign, right):
            one, two, joined = _function(left), _function(right), _JOINED[type(sign)]
            return lambda env: joined(one(env), two(env))
        case ast.Call(ast.Name("Sum"), [term, ast.Tuple([ast.Name(index), first, last])]):
            return _sum(_function(term), index, _function(first), _function(last))
        case ast.Call(ast.Name("Piecewise"), cases):
            functions = [_case(each) for each in cases]
            return lambda env: next(then(env) for then, when in functions if when(env))
        case ast.Call(ast.Name(name), inside) if name in _CALLED and len(inside) in _CALLED[name][1]:
            parts, called = [_function(each) for each in inside], _CALLED[name][0]
            return lambda env: called(*[part(env) for part in parts])
    raise Unread(ast.dump(tree))


def _named(name: str, env: Environment) -> int:
    if name not in env:
        raise Unread(f"no value for {name}")
    return env[name]


def _sum(term: _Function, index: str, first: _Function, last: _Function) -> _Function:
    def worth(env: Environment) -> Value:
        least, end = int(first(env)), int(last(env)) + 1
        if end - least > MOST_TERMS:
            raise NoValue
        return sum((term({**env, index: each}) for each in range(least, end)), 0)

    return worth


def _case(tree: ast.expr) -> tuple[_Function, Callable[[Environment], bool]]:
    match tree:
        case ast.Tuple([then, ast.Constant(True)]):
            return _function(then), lambda _env: True
        case ast.Tuple([then, ast.Call(ast.Name("Eq"), [left, right])]):
            one, two = _function(left), _function(right)
            return _function(then), lambda env: one(env) == two(env)
    raise Unread(ast.dump(tree))


_JOINED = {ast.Add: add, ast.Sub: sub, ast.Mult: mul, ast.Div: quotient, ast.Pow: powered}
_CALLED: dict[str, tuple[Callable[..., Value], Sequence[int]]] = {
    "floor": (floor, (1,)),
    "ceiling": (ceil, (1,)),
    "ceil": (ceil, (1,)),
    "min": (min, range(2, 100)),
    "max": (max, range(2, 100)),
    "Mod": (rest_of, (2,)),
}


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
    >>> exactly({"modulus": 1, "residues": [0], "divisions": [["s", "k-1"]]}, {"k": 5, "s": 10, "w": 9}, "w")
    False
    """
    modulus = value(when["modulus"], env)
    if any(value(of, env) % value(by, env) != 0 for by, of in when.get("divisions", ())):
        return False
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
