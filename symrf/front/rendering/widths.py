r"""How wide LaTeX comes out, in points of Computer Modern at 10pt: enough to say where a line must break.

>>> round(width(r"\frac{w-2}{2}-2"))
47
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

__all__ = ["code_width", "text_width", "width"]

CODE = 5.25  # a letter of typewriter type
_NARROW, _MIDDLE, _WIDE = frozenset("ijl.,:;'|!()[]"), frozenset("rstfzI"), frozenset("mwMW")
_SCALES = (1.0, 1.0, 0.82, 0.7)  # display, text, script and scriptscript style
_TOKENS = re.compile(
    r"\\(?:text|mathrm|texttt)\{(?P<word>(?:[^{}\\]|\\.)*)\}"
    r"|\\(?:begin|end)\{(?P<environment>[a-z*]+)\}(?:\[t\])?"
    r"|\\(?P<delimiter>left|right) ?(?P<sign>\\[a-zA-Z]+|.)"
    r"|\\[A-Za-z]+|\\.|[^\s]"
)
_MINUS, _PLUS = 7.8, 12.3
_SIGNS = {
    "=": 13.4,
    "\\ge": 13.4,
    "\\le": 13.4,
    "\\equiv": 13.4,
    "\\to": 15.6,
    "\\mid": 8.4,
    "\\bmod": 24.5,
    "\\cdot": 7.3,
    "\\circ": 9.5,
    "\\max": 21.0,
    "\\min": 19.5,
    "\\ldots": 13.4,
    "\\lfloor": 4.5,
    "\\rfloor": 4.5,
    "\\lceil": 4.5,
    "\\rceil": 4.5,
    "\\quad": 10.0,
    "\\qquad": 20.0,
    "(": 3.9,
    ")": 3.9,
    ",": 4.5,
    "&": 0.0,
    **{str(digit): 5.0 for digit in range(10)},
}
_OPENING = frozenset(["(", "=", "&", "\\le", "\\ge", "\\left(", "\\left\\lfloor"])
_STYLES = {"\\textstyle": 1, "\\scriptstyle": 2, "\\scriptscriptstyle": 3}


def text_width(text: str) -> float:
    """The width of words in Roman type."""
    return sum(map(_letter, text))


def code_width(text: str) -> float:
    """The width of words in typewriter type."""
    return CODE * len(text)


@lru_cache(maxsize=4096)
def width(latex: str, style: int = 0) -> float:
    r"""The width of a formula in math mode; style 0 is that of a display, 1 that of a line of text.

    >>> width(r"\frac{w-2}{2}", 1) < width(r"\frac{w-2}{2}")
    True
    """
    return _Measure(latex).run(style)[0]


def _letter(letter: str) -> float:
    if letter == " ":
        return 3.4
    if letter in _NARROW:
        return 3.1
    if letter in _MIDDLE:
        return 4.6
    if letter in _WIDE:
        return 8.8
    return 7.6 if letter.isupper() else 5.4


class _Measure:
    """One walk over the tokens of a formula; what it measures is a width, and whether brackets around it are tall."""

    def __init__(self, latex: str) -> None:
        self.tokens: Iterator[re.Match[str]] = _TOKENS.finditer(latex)
        self.end = ""  # the token at which the last run ended

    def run(self, style: int, ends: tuple[str, ...] = ()) -> tuple[float, bool]:
        """As far as one of the tokens in `ends`, or the end of the formula."""
        total, tall, first = 0.0, False, True
        self.end = ""
        for token in self.tokens:
            text = token[0]
            if text in ends or token["delimiter"] in ends:
                self.end = text
                break
            if text in _STYLES:
                style = _STYLES[text]
                continue
            added, high = self.token(token, style, first)
            total += added
            tall = tall or high
            first = text in _OPENING
        return total, tall

    def token(self, token: re.Match[str], style: int, first: bool) -> tuple[float, bool]:
        """What one token, with its arguments, adds; a sign that comes first or in a script has no blanks."""
        text, scale = token[0], _SCALES[style]
        if token["word"] is not None:
            letters = token["word"].replace("\\", "")
            return (code_width(letters) if text.startswith("\\texttt") else text_width(letters)) * scale, False
        if token["environment"] is not None:
            return self.cells(token["environment"], style), True
        if token["delimiter"] is not None:
            inside, tall = self.run(style, ("right",))
            return inside + 2 * (7.6 if tall and style < 2 else 4.7) * scale + 1.7, tall
        script = min(3, max(2, style + 1))
        match text:
            case "{":
                return self.run(style, ("}",))
            case "^" | "_":
                return self.argument(script) + 0.6, False
            case "\\frac":
                above, below = self.argument(min(3, style + 1)), self.argument(min(3, style + 1))
                return max(above, below) + 2.6, True
            case "\\pmod":
                return self.argument(style) + 40.0 * scale, False
            case "\\sum":
                return self.summation(style, script), True
            case "+" | "-":
                return (_MINUS if first or style > 1 else _PLUS) * scale, False
            case "=" if style > 1:
                return _MINUS * scale, False
        return _SIGNS.get(text, _letter(text) + 0.6 if len(text) == 1 else 6.2) * scale, False

    def argument(self, style: int) -> float:
        """The width of the group, or the sign, that comes next."""
        token = next(self.tokens, None)
        return 0.0 if token is None else self.token(token, style, True)[0]

    def summation(self, style: int, script: int) -> float:
        """A sum sign with its bounds: above and below it in a display, else behind it."""
        bounds = []
        for _ in range(2):
            next(self.tokens, None)
            bounds.append(self.argument(script))
        sign = 16.5 if style == 0 else 12.6 * _SCALES[style]
        return max(sign, *bounds) + 1.7 if style == 0 else sign + max(bounds)

    def cells(self, environment: str, style: int) -> float:
        """The widest of each column of cases, or of an aligned formula."""
        inner, brace = (max(style, 1), 20.3) if environment == "cases" else (0, 0.0)
        end = f"\\end{{{environment}}}"
        columns: dict[int, float] = {}
        column = 0
        while True:
            columns[column] = max(columns.get(column, 0.0), self.run(inner, ("&", "\\\\", end))[0])
            if self.end not in ("&", "\\\\"):
                return sum(columns.values()) + brace
            column = column + 1 if self.end == "&" else 0
