"""What is wrong with a text that is not a formula: which sentence, and where."""

from __future__ import annotations

import re
import unicodedata

from symrf.errors import FormulaError
from symrf.formulas import _english
from symrf.formulas.parsing import Unread
from symrf.formulas.printing.latex import GREEK
from symrf.formulas.spelling import nearest

__all__ = ["PAIRS", "Refusal", "RelationError", "explained"]

_QUOTED = 40  # characters of the text that a message repeats

PAIRS = {"(": ")", "[": "]", "{": "}", r"\{": r"\}", "⌊": "⌋", "⌈": "⌉", r"\lfloor": r"\rfloor", r"\lceil": r"\rceil"}
_RELATIONS = ("=", "<", ">", "≤", "≥", r"\le", r"\ge", r"\leq", r"\geq")
_REMARKS = {sign: remark for signs, remark in _english.SIGNS for sign in signs.split()}
_MINUS = ("-", "\N{MINUS SIGN}")
_OPERATORS = (
    *_MINUS,
    *"+*·⋅∗\N{MULTIPLICATION SIGN}/÷%^",
    "**",
    "//",
    "mod",
    r"\cdot",
    r"\times",
    r"\ast",
    r"\div",
    r"\%",
    r"\bmod",
)
_SUMS = ("∑", r"\sum")
_SIGNS = {*_OPERATORS, *_SUMS, *PAIRS, *PAIRS.values(), ","}
_COMMANDS = (
    *sorted(sign for sign in {*_REMARKS, *_SIGNS} if sign[1:].isalpha() and sign[0] == "\\"),
    *(r"\frac", r"\dfrac", r"\tfrac", r"\min", r"\max", r"\quad", r"\qquad", r"\displaystyle"),
    *(r"\limits", r"\nolimits", r"\begin", r"\end", r"\\"),
    *(f"\\{name}" for name in sorted(GREEK)),
)
_EXAMPLES = {
    "": "n if s = 1, else m",
    "Piecewise": "Piecewise((n, Eq(s, 1)), (m, True))",
    r"\begin": r"\begin{cases}n&\text{if }s=1\\m&\text{otherwise}\end{cases}",
}
_CONDITIONS = ("if", "otherwise", "else")
_UNEQUAL = ("<", ">", "≤", "≥", "≠", r"\le", r"\ge", r"\leq", r"\geq", r"\ne", r"\neq")
_CALLED = re.compile(r"Sum(?=\s*\()|Piecewise|\\(?:begin|end)(?=\{d?cases)")
_LOWER_BOUND = re.compile(r"_\s*\{[^{}]*$")
_CONDITION = re.compile(r"(?:\b(?:if|for)\b|&)(?:(?!\\\\)[^;&])*$")
_WORD = re.compile(r"\\(?:[A-Za-z]+|.)|[0-9]+(?:_[0-9]+)*(?:\.[0-9]*)?|\.[0-9]+|[A-Za-z]+|\*\*|//|\$\$|.", re.DOTALL)
_OF_A_MODULE = re.compile(r"\b(?:math|np|numpy|torch|tf)(?:\.[A-Za-z_]+)+")


class RelationError(FormulaError):
    """A formula with a sign such as =, which a claim has."""


class Refusal(Exception):
    """A message with places for pieces of the text, which whoever refuses does not see."""

    kind: type[FormulaError] = FormulaError

    def __init__(self, message: str, span: tuple[int, int], *pieces: tuple[int, int]) -> None:
        self.message, self.span, self.pieces = message, span, pieces

    def told(self, text: str) -> FormulaError:
        """The error that says so of the text."""
        pieces = [text[start:stop] if stop - start <= _QUOTED else "…" for start, stop in self.pieces]
        return self.kind(self.message.format(*pieces) if pieces else self.message, text, self.span)


class _Relation(Refusal):
    kind = RelationError


def explained(text: str, error: Unread) -> Refusal:
    """What is wrong where the parser stopped, in words, and the place."""
    at = error.place
    if text.startswith(".", at) and (named := _OF_A_MODULE.search(text, max(0, at - _QUOTED))) and named.start() < at:
        return Refusal(_english.unknown_in_module(named[0]), named.span())
    before = _WORD.findall(text[max(0, at - _QUOTED) : at].rstrip())
    found = _WORD.findall(text[at : at + _QUOTED])[0] if at < len(text) else ""
    expected = error.expected - {"SPACING", "COLUMN", "ROW"}
    previous, here = before[-1] if before else "", (at, at + len(found))
    if remark := _built(text[:at], found, expected) or _unopened(previous, expected):
        return Refusal(remark, here)
    return (_Relation if found in _RELATIONS else Refusal)(_remark(previous, found, expected), here)


def _built(before: str, found: str, expected: frozenset[str]) -> str:
    """About a sum or cases that are not complete; nothing about anything else."""
    near = before[-_QUOTED:].rstrip()
    called = ["", *_CALLED.findall(before)][-1]
    cases = _english.cases(_EXAMPLES.get(called, _EXAMPLES[""]))
    match sorted(expected):
        case ["LOWER", "UPPER"] | ["LOWER"] | ["UPPER"] | ["OPEN_BRACE"] | ["BOUND", "OPEN_BRACE"]:
            return _english.BOUNDS
        case ["EQUALS"]:
            return _english.BOUNDS if _LOWER_BOUND.search(near) else cases
        case ["COMMA"]:
            return _english.BOUNDS if called == "Sum" else cases
        case ["OPEN"] if near.endswith(("(", ",")):
            return _english.BOUNDS if called == "Sum" else cases
        case ["END_CASES"] | ["EQUATION"] | ["EQUATION", "TRUE"]:
            return cases
    # Where a bracket of any kind might be closed, the parser does not yet know what is open.
    part = expected & {"IF", "SEMICOLON"} and not expected & {"CLOSE_FLOOR", "CLOSE", "$END"}
    if (part and found not in _REMARKS) or found in _CONDITIONS or (found == r"\end" and called == r"\begin"):
        return cases
    return cases if found in _UNEQUAL and _CONDITION.search(near) else ""


def _unopened(previous: str, expected: frozenset[str]) -> str:
    """About a function without its brackets, or a fraction without its braces; nothing about anything else."""
    if expected and expected <= {"OPEN", "OPEN_SET"}:
        return _english.needs_brackets(previous)
    if "SINGLE" in expected:
        return _english.FRACTION
    return ""


def _remark(previous: str, found: str, expected: frozenset[str]) -> str:
    """By what was read last, what was found and which terminals could have stood there."""
    if remark := _REMARKS.get(found) or _strange(found):
        return remark
    if "NUMBER" in expected:
        return _missing(previous, found)
    if found[:1].isdigit() or found[1:2].isdigit():
        return _unsigned(previous, found)
    if not found:
        return _english.NO_PARTNER
    return {",": _english.COMMA, "mod": _english.MODULO, r"\bmod": _english.MODULO}.get(found, _english.no_place(found))


def _strange(found: str) -> str:
    """About a sign that no formula has; nothing about any other."""
    if found.startswith("\\") and found not in _COMMANDS:
        return _english.unknown_command(found, nearest(found, _COMMANDS, 0.7))
    kind = unicodedata.decomposition(found).split(" ")[0] if len(found) == 1 else ""
    if kind in ("<fraction>", "<super>", "<sub>") or (found.isdecimal() and not found.isascii()):
        plain = unicodedata.normalize("NFKC", found).replace("\N{FRACTION SLASH}", "/")
        number = "".join(str(unicodedata.decimal(letter, letter)) for letter in plain)
        return _english.write({"<super>": "^", "<sub>": "_"}.get(kind, "") + number)
    if len(found) != 1 or found in _SIGNS or (found.isascii() and found.isalnum()):
        return ""
    return _english.no_part(found if found.isprintable() else _english.character(ord(found)))


def _missing(previous: str, found: str) -> str:
    """About a place where an operand should stand."""
    if found in _SUMS:
        return _english.sum_after(previous, found)
    if found in _MINUS and previous in _OPERATORS:
        return _english.minus_after(previous)
    if found == "+" and previous not in _OPERATORS:
        return _english.PLUS
    if not found and not previous:
        return _english.EMPTY
    return _english.operand_before(found) if found else _english.operand_after(previous)


def _unsigned(previous: str, found: str) -> str:
    """About a number that directly follows something."""
    if previous[:1].isdigit() or previous[1:].isdigit():
        return _english.two_numbers(previous, found)
    return _english.sign_before_number(found, previous.isalpha() and found.isdigit())
