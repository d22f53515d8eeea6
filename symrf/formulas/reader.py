r"""Reads a typed formula, in plain text, Unicode or LaTeX, into the written tree; nothing in it is ever evaluated.

`grammar/formula.lark` says what a formula is. A method of `building.Builder` is called for each rule, innermost first,
so that no depth of brackets overflows a stack. Where the parser stops, symrf.formulas.refusals says why in words.

>>> parse("(w-2)/2-2") == parse(r"$\frac{w-2}{2}-2$") == parse("(w-2)÷2-2")
True
>>> parse("(w-2")
Traceback (most recent call last):
    ...
symrf.errors.FormulaError: this bracket is never closed
  (w-2
  ^
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from symrf.errors import FormulaError
from symrf.formulas import _english, grammars, limits
from symrf.formulas.building import Builder
from symrf.formulas.parsing import Parser, Token, Unread
from symrf.formulas.refusals import PAIRS, Refusal, explained

if TYPE_CHECKING:
    from collections.abc import Iterator

    from symrf.formulas.tree import Written

__all__ = ["parse"]

_COLUMNS = ("COLUMN", "ROW")
_BRACKET = re.compile(r"\\(?:[A-Za-z]+|.)|[(){}\[\]⌊⌋⌈⌉]", re.DOTALL)


def parse(text: str) -> Written:
    r"""The written tree of a formula; FormulaError points at what cannot be read.

    >>> parse(r"2\left\lfloor\frac{w}{2}\right\rfloor") == parse("2*(w//2)")
    True
    """
    if len(text) > limits.FORMULA_CHARACTERS:
        raise FormulaError(
            _english.FORMULA_TOO_LONG,
            text,
            (limits.FORMULA_CHARACTERS, limits.FORMULA_CHARACTERS + 1),
        )
    tree: Written  # the parser hands on what the builder made
    refusals = [*_misbracketed(text)]
    try:
        tree = _parser().parse(text)
    except Refusal as refusal:
        refusals.append(refusal)
    except Unread as error:
        refusals.append(explained(text, error))
    if refusals:
        first = min(refusals, key=lambda refusal: refusal.span[0])
        raise first.told(text)
    return tree


@cache
def _parser() -> Parser:
    return grammars.parser("formula", Builder(), keep_all_tokens=True, sieve=_sieved, always_accept=_COLUMNS)


def _sieved(tokens: Iterator[Token]) -> Iterator[Token]:
    r"""Keeps the tokens `&` and `\\` inside of cases, and drops them elsewhere, where they are blanks."""
    inside = 0
    for token in tokens:
        inside += (token.type == "BEGIN_CASES") - (token.type == "END_CASES")
        if inside or token.type not in _COLUMNS:
            yield token


def _misbracketed(text: str) -> Iterator[Refusal]:
    """The first bracket that is too deep, has no partner or has the wrong one, if any is."""
    unclosed: list[re.Match[str]] = []
    for found in _BRACKET.finditer(text):
        if found[0] in PAIRS:
            unclosed.append(found)
            if len(unclosed) > limits.FORMULA_DEPTH:
                return (yield Refusal(_english.brackets_too_deep(limits.FORMULA_DEPTH), found.span()))
        elif found[0] in PAIRS.values():
            if not unclosed:
                return (yield Refusal(_english.NEVER_OPENED, found.span()))
            opening = unclosed.pop()[0]
            if PAIRS[opening] != found[0]:
                message = _english.closed_by_another(opening, found[0], PAIRS[opening])
                return (yield Refusal(message, found.span()))
    if unclosed:
        yield Refusal(_english.NEVER_CLOSED, unclosed[-1].span())
