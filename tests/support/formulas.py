"""Formulas of an input size w, for the tests of claims: their values, mistakes in them, and the ways to spell them.

Nothing here knows symrf: a formula is a sign over others, its values are exact, its spellings are strings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import lcm
from random import Random

__all__ = ["Formula", "W", "mistaken", "most", "number", "over", "shifted", "spelled", "summed", "times", "values"]

NAMES = ("w", "w", "w", "W", "n", "x", "w_0", "W_{in}", "W_in", "width", r"\mathrm{width}", "L")
STYLES = ("plain", "unicode", "latex")
SUM, PRODUCT, ATOM = range(3)


@dataclass(frozen=True, slots=True)
class Formula:
    """A sign over formulas: w, number, sum, times, over, mod, floor, ceil, min or max.

    `numbers` are the value of a number, 0 or more, the factor, the divisor, or 1 or -1 for each term of a sum.
    """

    sign: str
    of: tuple[Formula, ...] = ()
    numbers: tuple[int, ...] = ()


W = Formula("w")


def number(value: int) -> Formula:
    """A whole number of either sign."""
    size = Formula("number", (), (abs(value),))
    return size if value >= 0 else Formula("sum", (size,), (-1,))


def summed(*terms: Formula) -> Formula:
    """Terms added."""
    return Formula("sum", terms, (1,) * len(terms))


def shifted(formula: Formula, by: int) -> Formula:
    """A formula plus a whole number, which is not written where it is 0."""
    if by == 0:
        return formula
    return Formula("sum", (formula, number(abs(by))), (1, 1 if by > 0 else -1))


def times(factor: int, formula: Formula) -> Formula:
    """A formula so many times, 0 or more."""
    return Formula("times", (formula,), (factor,))


def over(sign: str, formula: Formula, divisor: int) -> Formula:
    """A formula over a divisor (`over`), that rounded (`floor`, `ceil`), or what is left of it (`mod`)."""
    if sign == "mod":
        return Formula("mod", (formula,), (divisor,))
    quotient = Formula("over", (formula,), (divisor,)) if divisor != 1 else formula
    return quotient if sign == "over" else Formula(sign, (quotient,))


def most(sign: str, *of: Formula) -> Formula:
    """The greatest (`max`) or the least (`min`) of several."""
    return Formula(sign, of)


def values(formula: Formula, sizes: Sequence[int]) -> tuple[list[int], int]:
    """The exact values at many sizes: numerators, and their common denominator."""
    rows, below = _alike([values(part, sizes) for part in formula.of])
    match formula.sign, formula.numbers:
        case "w", _:
            return list(sizes), 1
        case "number", (value,):
            return [value] * len(sizes), 1
        case "sum", signs:
            signed = [row if sign > 0 else [-value for value in row] for sign, row in zip(signs, rows, strict=True)]
            return list(map(sum, zip(*signed, strict=True))), below
        case "times", (factor,):
            return [factor * value for value in rows[0]], below
        case "over", (divisor,):
            return rows[0], below * divisor
        case "mod", (divisor,):
            return [value % (divisor * below) for value in rows[0]], below
        case "floor", _:
            return [value // below for value in rows[0]], 1
        case "ceil", _:
            return [-(-value // below) for value in rows[0]], 1
        case "min" | "max" as extreme, _:
            return [min(column) if extreme == "min" else max(column) for column in zip(*rows, strict=True)], below
    raise ValueError(formula)


def _alike(fractions: list[tuple[list[int], int]]) -> tuple[list[list[int]], int]:
    """Rows of numerators over one denominator."""
    below = lcm(*(each for _, each in fractions))
    return [row if each == below else [value * (below // each) for value in row] for row, each in fractions], below


def mistaken(formula: Formula, random: Random) -> Formula:
    """A formula with one mistake: off by one, a rounding dropped or turned, another divisor, or a wrong sign."""
    slips = [slip for kind in _slips(formula) for slip in kind]
    if not slips:
        return shifted(formula, random.choice((-1, 1)))
    kinds = sorted({kind for kind, _ in slips})
    wanted = random.choice(kinds)
    return random.choice([slip for kind, slip in slips if kind == wanted])


def _slips(formula: Formula) -> Iterator[list[tuple[str, Formula]]]:
    """The formulas that one mistake makes of it, by the kind of the mistake."""
    match formula.sign, formula.numbers:
        case "number", (value,):
            yield [("constant", number(value + 1)), ("constant", number(value - 1))]
        case "over" | "mod", (divisor,):
            others = {divisor + 1, divisor * 2, max(1, divisor - 1)} - {divisor}
            yield [("divisor", replace(formula, numbers=(each,))) for each in sorted(others)]
        case "floor" | "ceil" as sign, _:
            yield [("unrounded", formula.of[0]), ("turned", Formula({"floor": "ceil"}.get(sign, "floor"), formula.of))]
        case "sum", signs:
            for place in range(len(signs)):
                turned = tuple(-each if at == place else each for at, each in enumerate(signs))
                yield [("sign", replace(formula, numbers=turned))]
    for place, part in enumerate(formula.of):
        for kind in _slips(part):
            yield [
                (name, replace(formula, of=(*formula.of[:place], slip, *formula.of[place + 1 :])))
                for name, slip in kind
            ]


def spelled(formula: Formula, random: Random, name: str | None = None) -> str:
    """A formula as somebody might type it: plain text, Unicode or LaTeX, with a name for the size."""
    return _Speller(random, random.choice(STYLES), name or random.choice(NAMES)).formula(formula)


class _Speller:
    """One person's habits."""

    def __init__(self, random: Random, style: str, name: str) -> None:
        self.random = random
        self.style = style
        self.name = name
        self.blank = random.choice(("", " "))
        self.minus = "−" if style == "unicode" else "-"
        self.sized = random.choice((True, False))
        self.aside = random.choice((True, False))
        self.square = style == "plain" and random.random() < 0.1

    def formula(self, formula: Formula) -> str:
        """The whole formula."""
        text = self.at(SUM, formula)
        if self.style == "latex":
            return self.random.choice(("{}", "{}", "${}$", r"\[{}\]", r"\({}\)", r"\displaystyle {}")).format(text)
        return text

    def at(self, place: int, formula: Formula) -> str:
        """A formula in a place that asks for a level, bracketed where its own is lower."""
        level, text = self.node(formula)
        return text if level >= place else self.bracketed(text)

    def bracketed(self, text: str) -> str:
        if self.style != "latex" or not self.sized:
            return f"({text})"
        return self.random.choice((r"\left({}\right)", r"\bigl({}\bigr)", r"\Big({}\Big)")).format(text)

    def node(self, formula: Formula) -> tuple[int, str]:
        """The level of a formula and its text without brackets of its own."""
        match formula.sign, formula.numbers:
            case "w", _:
                return ATOM, self.name
            case "number", (value,):
                return ATOM, str(value)
            case "sum", signs:
                return SUM, self.sum(formula.of, signs)
            case "times", (factor,):
                return PRODUCT, self.product(factor, formula.of[0])
            case "over", (divisor,):
                return self.quotient(formula.of[0], divisor)
            case "mod", (divisor,):
                return ATOM, self.remainder(formula.of[0], divisor)
            case "floor" | "ceil" as sign, _:
                return self.rounded(sign, formula.of[0])
        inside = f",{self.blank}".join(self.at(SUM, part) for part in formula.of)
        if self.style == "latex":
            return ATOM, self.random.choice((r"\{}\{{{}\}}", r"\{}({})", r"\{}\left({}\right)")).format(
                formula.sign, inside
            )
        return ATOM, f"{formula.sign}({inside})"

    def sum(self, terms: Sequence[Formula], signs: Sequence[int]) -> str:
        text = ""
        for place, (term, sign) in enumerate(zip(terms, signs, strict=True)):
            mark = (self.minus if sign < 0 else "+") if place or sign < 0 else ""
            loose = place == 0 and sign > 0 and self.random.random() < 0.7  # a sum at the head needs no brackets
            text += (self.blank + mark + self.blank if place else mark) + self.at(SUM if loose else PRODUCT, term)
        return text

    def product(self, factor: int, formula: Formula) -> str:
        inside = self.at(ATOM, formula)
        if self.aside and not inside[0].isdigit() and (inside[0] != "\\" or self.style == "latex"):
            return f"{factor}{self.blank}{inside}"
        mark = {"plain": "*", "unicode": self.random.choice("·×⋅"), "latex": r"\cdot "}[self.style]
        return f"{factor}{self.blank}{mark}{self.blank}{inside}"

    def quotient(self, formula: Formula, divisor: int) -> tuple[int, str]:
        if self.style == "latex" and self.random.random() < 0.8:
            fraction = self.random.choice((r"\frac", r"\dfrac", r"\tfrac"))
            return PRODUCT, f"{fraction}{{{self.at(SUM, formula)}}}{{{divisor}}}"
        return PRODUCT, f"{self.at(PRODUCT, formula)}{self.blank}/{self.blank}{divisor}"

    def remainder(self, formula: Formula, divisor: int) -> str:
        if self.style == "plain" and self.aside:
            return f"Mod({self.at(SUM, formula)}, {divisor})"
        mark = r"\bmod" if self.style == "latex" else "mod"
        return f"({self.at(PRODUCT, formula)} {mark} {divisor})"

    def rounded(self, sign: str, formula: Formula) -> tuple[int, str]:
        if sign == "floor" and formula.sign == "over" and self.style == "plain" and self.random.random() < 0.3:
            return PRODUCT, f"{self.at(PRODUCT, formula.of[0])}//{formula.numbers[0]}"
        inside = self.at(SUM, formula)
        if sign == "floor" and self.square:
            return ATOM, f"[{inside}]"
        if self.style == "plain":
            return ATOM, f"{sign}({inside})"
        if self.style == "unicode":
            return ATOM, f"⌊{inside}⌋" if sign == "floor" else f"⌈{inside}⌉"
        left, right = self.random.choice((("", ""), (r"\left", r"\right"), (r"\big", r"\big")))
        return ATOM, f"{left}\\l{sign} {inside}{right}\\r{sign}"
