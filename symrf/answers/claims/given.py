"""The inputs that a claim is about, as they are typed: `w=64, h=64`, `227`, `(40,64,64)`, `224x224`, `k=3,n=10`."""

from __future__ import annotations

import re

from symrf.answers import _english
from symrf.errors import FormulaError

__all__ = ["Input", "given", "plain", "sizes"]

Input = tuple[str, int]  # the name of an axis or a symbol, "" where none is said, and its value

_NAME = r"[A-Za-z]\w*(?:\{[\w\\{} ]*\})?"
_GIVEN = re.compile(rf"\s*(?:(?P<name>{_NAME})\s*==?\s*(?P<value>-?\d+)(?![\d.])|(?P<several>\d+(?:\s*[x×]\s*\d+)*)\b)")
_BRACKETED = re.compile(r"\s*\(\s*(\d+(?:\s*,\s*\d+)*)\s*,?\s*\)")
_GROUPED = re.compile(r"\s*\(?(?:[A-Za-z]\w*\s*==?)?\s*([1-9]\d{0,2}(?:,\d{3})*,0\d\d)(?!\d)")  # no input starts with 0
_JOINT = re.compile(r"\s*(?:,|\band\b)(?=\s*[\w(])")
_UPRIGHT = re.compile(r"\\(?:text|mathrm|mathit|operatorname)(?![A-Za-z])|[\\{}$]")


def plain(text: str) -> str:
    r"""The letters of a word: `H_out` of `H_{\text{out}}`, `receptive_field` of `receptive field`."""
    letters = re.sub(_UPRIGHT, "", re.sub(r"\[\s*[0-9i]\s*\]", "", text))
    return "_".join(letters.replace("'", " prime").replace("_", " ").split())


def sizes(text: str) -> tuple[Input, ...] | None:
    """The inputs that a text in brackets gives, such as `227` or `n=9`; None where it gives none."""
    try:
        found, end = given(text, 0)
    except FormulaError:
        return None
    return tuple(found) if not text[end:].strip() else None


def given(text: str, at: int) -> tuple[list[Input], int]:
    """The inputs that stand at a place, and where they end."""
    found: list[Input] = []
    while True:
        if grouped := _GROUPED.match(text, at):
            raise FormulaError(_english.groups_of_inputs(grouped[1]), text, grouped.span(1))
        if several := _BRACKETED.match(text, at):
            found += [("", int(each)) for each in several[1].split(",")]
        elif several := _GIVEN.match(text, at):
            name, value = several["name"], several["value"]
            found += [(plain(name), int(value))] if name else [("", int(each)) for each in _numbers(several)]
        else:
            raise FormulaError(_english.INPUTS_ARE_MISSING, text, _rest(text, at))
        at = several.end()
        if (joint := _JOINT.match(text, at)) is None:
            return found, at
        at = joint.end()


def _numbers(found: re.Match[str]) -> list[str]:
    return re.split(r"\s*[x×]\s*", found["several"])


def _rest(text: str, at: int) -> tuple[int, int]:
    at += len(text[at:]) - len(text[at:].lstrip())
    word = re.match(r"\w+|\S", text[at:])
    return at, at + (word.end() if word else 1)
