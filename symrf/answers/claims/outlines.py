"""Where the parts of a claim stand in its text: its sides, the signs between them, and the inputs that it is about.

size = 7 at n=9        size at w=9 = 9-3+1 = 7        rf*0.05 = 3.65        size: 224 -> 222 -> 111
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from symrf.answers import _english
from symrf.answers.claims.given import Input, given, plain
from symrf.answers.claims.heads import head, spoken
from symrf.errors import FormulaError
from symrf.formulas import limits
from symrf.formulas.relations import Sign

__all__ = ["Outline", "Span", "outline", "place_of_quantity"]

Span = tuple[int, int]
_SPELLINGS: tuple[tuple[Sign, str], ...] = (
    ("=", r"= == := : ≈ ~ ~= \approx \simeq"),
    ("<", r"< \lt"),
    (">", r"> \gt"),
    ("!=", r"!= ≠ \ne \neq"),
    ("<=", r"<= ≤ \le \leq"),
    (">=", r">= ≥ \ge \geq"),
)
_SIGNS: dict[str, Sign] = {sign: meant for meant, signs in _SPELLINGS for sign in signs.split()}
_ROUNDED = frozenset({"≈", "~", "~=", "\\approx", "\\simeq"})
_AFTER_A_NAME = (":", "~")  # elsewhere a colon parts two sides of a padding, and a tilde is a blank or "about"
_TOKEN = re.compile(
    r"(?P<arrow>->|=>|→|⟶|\\(?:to|rightarrow|mapsto)(?![A-Za-z]))"
    r"|(?P<open>\\?[(\[{]|\\begin\s*\{[^{}]*\})|(?P<close>\\?[)\]}]|\\end\s*\{[^{}]*\})"
    r"|(?P<sign>:=|==|<=|>=|!=|~=|~(?=\s*[\d.])|[=<>≤≥≠≈:]|\\(?:leq?|geq?|lt|gt|neq?|approx|simeq)(?![A-Za-z]))"
    r"|(?P<where>\b(?:at|for)\b(?!\s*[)*/+-]))|\\.|\w+|.",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Outline:
    """The sides of a claim, the signs between them, and the inputs, with where those stand."""

    sides: tuple[Span, ...]
    signs: tuple[Sign, ...]
    rounded: tuple[bool, ...]  # for each sign whether it is one such as ≈
    inputs: tuple[Input, ...]
    wheres: tuple[Span, ...]


def outline(text: str) -> Outline:
    """The parts of a claim; a FormulaError points at an input that cannot be read.

    >>> found = outline("size at n=9 = 9-3+1 = 7")
    >>> [found.sides, found.signs, found.inputs]
    [((0, 4), (14, 19), (22, 23)), ('=', '='), (('n', 9),)]
    """
    if len(text) > limits.FORMULA_CHARACTERS:
        place = limits.FORMULA_CHARACTERS
        raise FormulaError(_english.claim_too_long(place), text, (place, place + 1))
    sides: list[Span] = []
    signs: list[str] = []
    inputs: list[Input] = []
    wheres: list[Span] = []
    depth = start = at = 0
    end: int | None = None  # of a side, where inputs follow it
    while found := _TOKEN.match(text, at):
        at = found.end()
        depth = max(0, depth + (found["open"] is not None) - (found["close"] is not None))
        if depth:
            continue
        if found["where"]:
            end = found.start() if end is None else end
            found_inputs, at = given(text, at)
            inputs += found_inputs
            wheres.append((found.start(), at))
        elif found["sign"] and (
            found["sign"] not in _AFTER_A_NAME or (not signs and _is_word(text[start : end or found.start()]))
        ):
            sides.append(_trimmed(text, start, found.start() if end is None else end))
            signs.append(found["sign"])
            if len(signs) > limits.CLAIM_SIGNS:
                raise FormulaError(_english.too_many_signs(limits.CLAIM_SIGNS), text, found.span())
            start, end = at, None
        elif end is not None and found[0].strip(" \t\r\n$"):
            raise FormulaError(_english.AFTER_INPUTS, text, (found.start(), len(text.rstrip())))
    sides.append(_trimmed(text, start, len(text) if end is None else end))
    marks = tuple(sign in _ROUNDED for sign in signs)
    return Outline(tuple(sides), tuple(_SIGNS[sign] for sign in signs), marks, tuple(inputs), tuple(wheres))


def place_of_quantity(text: str) -> Span:
    """Where the quantity stands that a claim is about, or else its first side.

    >>> place_of_quantity("params@F = 3"), place_of_quantity("3 < params")
    ((0, 8), (4, 10))
    """
    try:
        sides = outline(text).sides
    except FormulaError:
        return _trimmed(text, 0, len(text))
    return next((each for each in sides if head(text[slice(*each)]) is not None), sides[0])


def _is_word(text: str) -> bool:
    """Whether what stands before a colon or a tilde is a quantity, and no number of pixels before an input."""
    if len(text) > limits.CLAIM_NAME_CHARACTERS:
        return False
    word = re.split(r"[@.(]", text, maxsplit=1)[0]
    return spoken(plain(word)) is not None


def _trimmed(text: str, start: int, end: int) -> Span:
    inside = text[start:end]
    first = start + len(inside) - len(inside.lstrip())
    return first, max(first, start + len(inside.rstrip()))
