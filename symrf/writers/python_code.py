"""Numbers as Python code: `(k-1)//2`, `(3, 5)`; and calls that leave out what is usual."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction as Ratio

from symrf.exact.numbers.powers import Whole
from symrf.exact.sampling.hand import whole
from symrf.formulas.printing.plain import FACTOR, PRODUCT, SIGNED, Printer, Text
from symrf.formulas.tree import Fraction, Written, parts

__all__ = ["alike", "call", "code", "defined", "scales", "slice_of", "tuple_of"]


_LONGEST = 100  # letters of a line with arguments


class _Python(Printer):
    """Whole numbers as Python has them, where each fraction is whole or stands in a floor or a ceiling."""

    def fraction(self, numerator: Written, denominator: Written) -> str:
        return f"{self.at(PRODUCT, numerator)}//{self.at(FACTOR, denominator)}"

    def of_floor(self, of: Written) -> Text:
        return self.fold(of) if isinstance(of, Fraction) else super().of_floor(of)

    def of_ceiling(self, of: Written) -> Text:
        if not isinstance(of, Fraction):
            return super().of_ceiling(of)
        return SIGNED, f"-(-{self.at(FACTOR, of.numerator)}//{self.at(FACTOR, of.denominator)})"

    def modulo(self, dividend: Written, divisor: Written) -> str:
        return f"({self.at(PRODUCT, dividend)} % {self.at(FACTOR, divisor)})"


class _Rational(_Python):
    """Whole numbers whose terms are fractions, divided as numbers are."""

    def fraction(self, numerator: Written, denominator: Written) -> str:
        return f"{self.at(PRODUCT, numerator)}/{self.at(FACTOR, denominator)}"


_PYTHON, _RATIONAL = _Python(), _Rational()


def code(value: Whole | Written) -> str:
    """A whole number as Python code, its symbols as names.

    >>> code(7)
    '7'
    """
    tree = value if isinstance(value, Written) else whole(value)
    if isinstance(tree, Fraction) or not _broken(tree):
        return _PYTHON(tree)
    return f"int({_RATIONAL(tree)})"


def _broken(tree: Written) -> bool:
    """Whether a fraction in a tree may be no whole number."""
    return any(isinstance(part, Fraction) or _broken(part) for part in parts(tree))


def tuple_of(values: Sequence[Whole]) -> str:
    """Numbers as a tuple."""
    return f"({', '.join(map(code, values))}{',' if len(values) == 1 else ''})"


def alike(values: Sequence[Whole]) -> str:
    """A number an axis: one where they are the same, else a tuple."""
    return code(values[0]) if len(set(values)) == 1 else tuple_of(values)


def slice_of(start: Whole, stop: Whole) -> str:
    """A slice, with blanks around the colon where an end is more than a name or a number.

    >>> slice_of(0, 4), slice_of(4, 16)
    (':4', '4:16')
    """
    first, last = "" if start == 0 else code(start), code(stop)
    plain = all(each.isidentifier() or each.isdigit() for each in (first or "0", last))
    return f"{first}:{last}" if plain else f"{first} : {last}".lstrip()


def defined(name: str, arguments: Sequence[str]) -> list[str]:
    """The first lines of a function: one, or a line for each argument where that is too long.

    >>> defined("__init__", ["self", "k"])
    ['def __init__(self, k):']
    """
    line = f"def {name}({', '.join(arguments)}):"
    return [line] if len(line) <= _LONGEST else [f"def {name}(", *(f"    {each}," for each in arguments), "):"]


def scales(factors: Sequence[Whole | Ratio]) -> str:
    """Factors, a number an axis; one that is no whole number with its decimals, or as a quotient."""
    texts = [f"{float(each)}" if _is_short(each) else f"{each}" for each in factors if isinstance(each, Ratio)]
    texts = texts or [code(each) for each in factors if not isinstance(each, Ratio)]
    return texts[0] if len(set(texts)) == 1 else f"({', '.join(texts)})"


def _is_short(factor: Ratio) -> bool:
    """Whether the decimals of a factor are exact."""
    return Ratio(str(float(factor))) == factor


def call(name: str, *given: str, **named: str | None) -> str:
    """A call; what is None or empty is left out.

    >>> call("nn.Conv2d", "3", "64", "7", stride="2", bias=None)
    'nn.Conv2d(3, 64, 7, stride=2)'
    """
    return f"{name}({', '.join([*given, *(f'{key}={value}' for key, value in named.items() if value)])})"
