"""Formulas of the campaign: a value in fractions beside a text in three hands, without a word of symrf's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor, prod
from typing import TypeAlias

__all__ = [
    "MOST_BITS",
    "MOST_TERMS",
    "STYLES",
    "Environment",
    "Formula",
    "NoValue",
    "Value",
    "add",
    "divided",
    "down",
    "least_of",
    "mul",
    "number",
    "power",
    "shortly",
    "smaller",
    "summed",
    "symbol",
    "times",
    "up",
]

Value: TypeAlias = int | Fraction
Environment: TypeAlias = Mapping[str, int]

STYLES = ("plain", "latex", "unicode")
MOST_BITS = 200_000  # of a power that is worked out
MOST_TERMS = 6_000  # of a sum
SUM, PRODUCT, POWER, ATOM = range(4)  # how tightly a sign binds


class NoValue(Exception):
    """A division by zero, or a power that is no number, or too long a one."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A sign and its parts: number symbol + * / floor ceil ^ min max mod sum (term, last; the index is `word`)."""

    sign: str
    parts: tuple[Formula, ...] = ()
    word: str = ""
    value: int = 0

    @property
    def symbols(self) -> frozenset[str]:
        """The symbols that its value depends on."""
        inside = frozenset[str]().union(*(part.symbols for part in self.parts))
        if self.sign == "symbol":
            return frozenset({self.word})
        return inside - {self.word} if self.sign == "sum" else inside

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers that stand in it."""
        own = {self.value} if self.sign == "number" else set()
        return frozenset(own).union(*(part.numbers for part in self.parts))

    def at(self, env: Environment) -> Value:
        """What it is worth."""
        match self.sign:
            case "number":
                return self.value
            case "symbol":
                return env[self.word]
            case "sum":
                term, last = self.parts
                count = int(last.at(env)) + 1
                if count > MOST_TERMS:
                    raise NoValue
                return sum((term.at({**env, self.word: index}) for index in range(count)), 0)
        return _worth(self.sign, [part.at(env) for part in self.parts])

    def text(self, style: str = "plain") -> str:
        """It as somebody writes it."""
        return _WRITERS[style](self)[0]


def _worth(sign: str, values: list[Value]) -> Value:
    match sign:
        case "+":
            return sum(values)
        case "*":
            return prod(values)
        case "floor":
            return floor(values[0])
        case "ceil":
            return ceil(values[0])
        case "min":
            return min(values)
        case "max":
            return max(values)
    one, two = values
    if sign == "^":
        long = abs(two) * max(one.numerator.bit_length(), one.denominator.bit_length()) > MOST_BITS
        if two.denominator != 1 or (one == 0 and two < 0) or long:
            raise NoValue
        return Fraction(one) ** int(two) if two < 0 else one ** int(two)
    if two == 0:
        raise NoValue
    return one % two if sign == "mod" else Fraction(one) / two


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


# ---- writing -----------------------------------------------------------------------------------------------------


def _inside(of: Formula, style: str, least: int) -> str:
    text, binds = _WRITERS[style](of)
    return text if binds >= least else _bracketed(text, style)


def _bracketed(text: str, style: str) -> str:
    return rf"\left({text}\right)" if style == "latex" else f"({text})"


def _sum(of: Formula, style: str) -> tuple[str, int]:
    minus = "−" if style == "unicode" else "-"
    text = ""
    for part in of.parts:
        negative, rest = _negated(part)
        sign = minus if negative else ("+" if text else "")
        text += sign + _inside(rest, style, PRODUCT)
    return text, SUM


def _negated(part: Formula) -> tuple[bool, Formula]:
    """Whether a term is taken away, and what is."""
    if part.sign == "number" and part.value < 0:
        return True, number(-part.value)
    first = part.parts[0] if part.sign == "*" else None
    if first is not None and first.sign == "number" and first.value < 0:
        return True, mul(-first.value, *part.parts[1:])
    return False, part


def _common(of: Formula, style: str) -> tuple[str, int]:
    """What is written alike in all hands, but for its brackets."""
    match of.sign:
        case "number":
            minus = "−" if style == "unicode" else "-"
            return (str(of.value), ATOM) if of.value >= 0 else (f"{minus}{-of.value}", SUM)
        case "symbol":
            return of.word, ATOM
        case "+":
            return _sum(of, style)
    raise AssertionError(of.sign)


def _plain(of: Formula) -> tuple[str, int]:
    match of.sign:
        case "*":
            return "*".join(_inside(part, "plain", POWER) for part in of.parts), PRODUCT
        case "/":
            above, below = of.parts
            return f"{_inside(above, 'plain', POWER)}/{_inside(below, 'plain', POWER)}", PRODUCT
        case "^":
            return "^".join(_inside(part, "plain", ATOM) for part in of.parts), POWER
        case "mod":
            above, below = of.parts
            return f"(({_plain(above)[0]}) mod {_inside(below, 'plain', ATOM)})", ATOM
        case "sum":
            return f"Sum({_plain(of.parts[0])[0]}, ({of.word}, 0, {_plain(of.parts[1])[0]}))", ATOM
        case "floor" | "ceil" | "min" | "max":
            return f"{of.sign}({', '.join(_plain(part)[0] for part in of.parts)})", ATOM
    return _common(of, "plain")


def _latex(of: Formula) -> tuple[str, int]:
    match of.sign:
        case "*":
            return r" \cdot ".join(_inside(part, "latex", POWER) for part in of.parts), PRODUCT
        case "/":
            return rf"\frac{{{_latex(of.parts[0])[0]}}}{{{_latex(of.parts[1])[0]}}}", PRODUCT
        case "^":
            return f"{_inside(of.parts[0], 'latex', ATOM)}^{{{_latex(of.parts[1])[0]}}}", POWER
        case "mod":
            above, below = of.parts
            return _bracketed(rf"{_inside(above, 'latex', ATOM)} \bmod {_inside(below, 'latex', ATOM)}", "latex"), ATOM
        case "sum":
            term, last = of.parts
            text = rf"\sum_{{{of.word}=0}}^{{{_latex(last)[0]}}}{_inside(term, 'latex', PRODUCT)}"
            return _bracketed(text, "latex"), ATOM
        case "floor" | "ceil":
            return rf"\left\l{of.sign} {_latex(of.parts[0])[0]}\right\r{of.sign}", ATOM
        case "min" | "max":
            return rf"\{of.sign}\left({', '.join(_latex(part)[0] for part in of.parts)}\right)", ATOM
    return _common(of, "latex")


def _unicode(of: Formula) -> tuple[str, int]:
    match of.sign:
        case "*":
            return "·".join(_inside(part, "unicode", POWER) for part in of.parts), PRODUCT
        case "/":
            return "/".join(_inside(part, "unicode", POWER) for part in of.parts), PRODUCT
        case "sum":
            term, last = of.parts
            text = f"∑_{{{of.word}=0}}^{{{_unicode(last)[0]}}} {_inside(term, 'unicode', PRODUCT)}"
            return f"({text})", ATOM
        case "floor":
            return f"⌊{_unicode(of.parts[0])[0]}⌋", ATOM
        case "ceil":
            return f"⌈{_unicode(of.parts[0])[0]}⌉", ATOM
        case "^":
            return "^".join(_inside(part, "unicode", ATOM) for part in of.parts), POWER
        case "mod":
            return f"({' mod '.join(_inside(part, 'unicode', ATOM) for part in of.parts)})", ATOM
        case "min" | "max":
            return f"{of.sign}({', '.join(_unicode(part)[0] for part in of.parts)})", ATOM
    return _common(of, "unicode")


_WRITERS = {"plain": _plain, "latex": _latex, "unicode": _unicode}


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
