"""Formulas of the campaign: a tree that has a value in fractions, and that `hands` writes; none of it is symrf's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil, floor, prod
from operator import itemgetter
from typing import TypeAlias

__all__ = [
    "MOST_BITS",
    "MOST_TERMS",
    "Environment",
    "Formula",
    "NoValue",
    "Value",
    "add",
    "divided",
    "down",
    "floor_of",
    "least_of",
    "mul",
    "number",
    "power",
    "powered",
    "quotient",
    "rest_of",
    "shortly",
    "smaller",
    "summed",
    "symbol",
    "times",
    "up",
]

Value: TypeAlias = int | Fraction
Environment: TypeAlias = Mapping[str, int]

MOST_BITS = 200_000  # of a power that is worked out
MOST_TERMS = 6_000  # of a sum


class NoValue(Exception):
    """A division by zero, or a power that is no number, or too long a one."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A sign and its parts: number symbol + * / floor ceil ^ min max mod sum (term, last; the index is `word`)."""

    sign: str
    parts: tuple[Formula, ...] = ()
    word: str = ""
    value: int = 0

    symbols: frozenset[str] = field(init=False, repr=False, compare=False)  # that its value depends on
    _function: Callable[[Environment], Value] | None = field(default=None, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        inside = frozenset[str]().union(*[part.symbols for part in self.parts])
        own = frozenset({self.word}) if self.word else inside
        object.__setattr__(self, "symbols", own if self.sign == "symbol" else inside - own if self.word else inside)

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers that stand in it."""
        own = {self.value} if self.sign == "number" else set()
        return frozenset(own).union(*(part.numbers for part in self.parts))

    def at(self, env: Environment) -> Value:
        """What it is worth."""
        if self._function is None:
            object.__setattr__(self, "_function", _function(self))
        assert self._function is not None
        return self._function(env)


def _function(of: Formula) -> Callable[[Environment], Value]:
    """It as a function, which is made once and asked at thousands of numbers."""
    match of.sign:
        case "number":
            return lambda _env, value=of.value: value  # type: ignore[misc]
        case "symbol":
            return itemgetter(of.word)
        case "sum":
            return _sum(of)
        case "floor" | "ceil" if of.parts[0].sign == "/":
            above, below = map(_function, of.parts[0].parts)
            sign = -1 if of.sign == "ceil" else 1
            return lambda env: sign * floor_of(sign * above(env), below(env))
        case "+" | "*" if len(of.parts) == 2:
            left, right = map(_function, of.parts)
            return (lambda env: left(env) + right(env)) if of.sign == "+" else (lambda env: left(env) * right(env))
    parts = [_function(part) for part in of.parts]
    worth = _WORTH[of.sign]
    return lambda env: worth(*[part(env) for part in parts])


def _sum(of: Formula) -> Callable[[Environment], Value]:
    term, last = map(_function, of.parts)

    def worth(env: Environment) -> Value:
        count = int(last(env)) + 1
        if count > MOST_TERMS:
            raise NoValue
        return sum((term({**env, of.word: index}) for index in range(count)), 0)

    return worth


def floor_of(above: Value, below: Value) -> int:
    """A quotient, rounded down."""
    if below == 0:
        raise NoValue
    return above // below


def quotient(above: Value, below: Value) -> Value:
    """A quotient; it is whole where it can be."""
    if below == 0:
        raise NoValue
    found = Fraction(above) / below
    return found.numerator if found.denominator == 1 else found


def powered(base: Value, exponent: Value) -> Value:
    """A power, where it is a number, and not too long a one."""
    long = abs(exponent) * max(base.numerator.bit_length(), base.denominator.bit_length()) > MOST_BITS
    if exponent.denominator != 1 or (base == 0 and exponent < 0) or long:
        raise NoValue
    return Fraction(base) ** int(exponent) if exponent < 0 else base ** int(exponent)


def rest_of(above: Value, below: Value) -> Value:
    """What a division leaves."""
    if below == 0:
        raise NoValue
    return above % below


_WORTH: dict[str, Callable[..., Value]] = {
    "+": lambda *values: sum(values),
    "*": lambda *values: prod(values),
    "floor": floor,
    "ceil": ceil,
    "min": min,
    "max": max,
    "^": powered,
    "/": quotient,
    "mod": rest_of,
}


def shortly(value: Value) -> str:
    """A value for those who read it, who do not read thousands of digits."""
    bits = max(abs(value.numerator), value.denominator).bit_length()
    return str(value) if bits < 400 else f"a number of {bits} bits"


# ---- making: numbers are put together as they arise, and nothing else is -----------------------------------------


def number(value: int) -> Formula:
    """A whole number."""
    return Formula("number", value=value)


def symbol(name: str) -> Formula:
    """A symbol."""
    return Formula("symbol", word=name)


def add(*parts: Formula | int) -> Formula:
    """A sum."""
    return _joined("+", 0, parts)


def mul(*parts: Formula | int) -> Formula:
    """A product."""
    return _joined("*", 1, parts)


def times(factor: int, of: Formula) -> Formula:
    """A multiple."""
    return mul(factor, of)


def divided(above: Formula, below: Formula | int) -> Formula:
    """A quotient."""
    under = number(below) if isinstance(below, int) else below
    return above if under == number(1) else Formula("/", (above, under))


def down(of: Formula) -> Formula:
    """Rounded down."""
    return Formula("floor", (of,)) if of.sign == "/" else of


def up(of: Formula) -> Formula:
    """Rounded up."""
    return Formula("ceil", (of,)) if of.sign == "/" else of


def power(base: Formula | int, exponent: Formula) -> Formula:
    """A power."""
    below = number(base) if isinstance(base, int) else base
    return number(1) if below == number(1) else Formula("^", (below, exponent))


def least_of(*parts: Formula) -> Formula:
    """The least of several."""
    if all(part.sign == "number" for part in parts):
        return number(min(part.value for part in parts))
    return Formula("min", parts)


def summed(term: Formula, index: str, count: Formula) -> Formula:
    """The sum over an index from 0 on, so many terms."""
    return Formula("sum", (term, add(count, -1)), index) if index in term.symbols else mul(count, term)


def _joined(sign: str, neutral: int, parts: tuple[Formula | int, ...]) -> Formula:
    flat: list[Formula] = []
    for part in parts:
        one = number(part) if isinstance(part, int) else part
        flat += one.parts if one.sign == sign else (one,)
    values = [part.value for part in flat if part.sign == "number"]
    known = sum(values) if sign == "+" else prod(values)
    if sign == "*" and known == 0:
        return number(0)
    rest = [part for part in flat if part.sign != "number"]
    if known != neutral or not rest:
        rest = [number(known), *rest] if sign == "*" else [*rest, number(known)]
    return rest[0] if len(rest) == 1 else Formula(sign, tuple(rest))


# ---- less of it --------------------------------------------------------------------------------------------------


def smaller(of: Formula) -> Iterator[Formula]:
    """Formulas that are shorter or have lesser numbers, the shortest first."""
    if of.sign == "number":
        yield from (number(value) for value in _toward_zero(of.value))
        return
    if of.sign != "symbol":
        yield number(1)
        yield from (part for part in of.parts if of.sign != "sum" or of.word not in part.symbols)
    if of.sign in ("+", "*") and len(of.parts) > 2:
        yield from (replace(of, parts=of.parts[:at] + of.parts[at + 1 :]) for at in range(len(of.parts)))
    for at, part in enumerate(of.parts):
        for less in smaller(part):
            yield replace(of, parts=(*of.parts[:at], less, *of.parts[at + 1 :]))


def _toward_zero(value: int) -> Iterator[int]:
    away = abs(value)
    for less in dict.fromkeys((0, 1, 2, away // 2, away - 1)):
        if less < away:
            yield less if value > 0 else -less
