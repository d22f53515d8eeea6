"""Lists, tuples, dictionaries, numbers and strings in Python or JSON, each with its place; `+` and `*` of lists."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from symrf.formulas import limits
from symrf.readers.graph import Span
from symrf.readers.layers_list import _english
from symrf.readers.pasted import Pasted

__all__ = ["Data", "assigned", "embedded", "numbers", "quoted"]


@dataclass(frozen=True, slots=True)
class Data:
    """A value and where `clean` has it: a number, a string, a bool, none, or a tuple or a dictionary of data."""

    value: int | float | str | bool | tuple[Data, ...] | dict[str, Data] | None
    span: Span

    @property
    def items(self) -> tuple[Data, ...]:
        """What a list or a tuple holds; nothing for anything else."""
        return self.value if isinstance(self.value, tuple) else ()

    @property
    def entries(self) -> dict[str, Data]:
        """What a dictionary holds; nothing for anything else."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def number(self) -> int | None:
        """The whole number that this is, if it is one."""
        if isinstance(self.value, float) and self.value.is_integer():
            return int(self.value)
        return self.value if isinstance(self.value, int) and not isinstance(self.value, bool) else None

    @property
    def word(self) -> str:
        """The string that this is, else nothing."""
        return self.value if isinstance(self.value, str) else ""


def numbers(data: Data) -> tuple[int, ...] | None:
    """A whole number, or several in a list, as a tuple; none for anything else."""
    if data.number is not None:
        return (data.number,)
    found = [each.number for each in data.items]
    return tuple(each for each in found if each is not None) if found and None not in found else None


_QUOTED = re.compile(r"\s*(?:--)?[\w.-]+\s*[:=\s]\s*[\"'](\[[^\"']*\][^\"']*)[\"']\s*,?\s*")
_WORDS = {"true": True, "false": False, "null": None}


def assigned(pasted: Pasted) -> dict[str, Data] | None:
    """What a text of literals alone assigns, by name, an expression alone by an empty one; none for another text.

    Nothing is run: the syntax tree is walked. Raises ReadError where a list grows beyond the limit.
    """
    text, base = _unquoted(pasted.clean)
    if len(text) > limits.LIST_CHARACTERS or max(map(text.count, "([{")) > limits.LIST_ITEMS:
        return None
    indented = next((line for line in text.split("\n") if line.strip() and not line.lstrip().startswith("#")), "")
    shift = indented[:1] in {" ", "\t"}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse("if 1:\n" + text if shift else text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    body: list[ast.stmt] = tree.body
    if shift:
        body = body[0].body if isinstance(body[0], ast.If) and len(body) == 1 else []
    reading = _Reading(pasted, text, base, 1 if shift else 0)
    found: dict[str, Data] = {}
    try:
        for statement in body:
            for name, value in _assignments(statement):
                found[name] = reading.data(value)
    except (_NoLiteral, RecursionError):
        return None
    return found or None


_HOLDS = re.compile(
    r"(?:^|(?<=[\s,({;]))(?:--)?['\"]?(?P<name>[A-Za-z_][\w.-]*)['\"]?[ \t]*"
    r"(?::[ \t]*[A-Za-z][\w.\[\], ]{0,40})?\s*(?:=(?!=)|:|\s)\s*['\"]?"
    r"(?=[\[({]\s*\S|(?P<number>\d{1,9})\b(?![.\w]|\s*[-+*/x×(]))"
)
_ATTEMPTS = 50  # at brackets that hold no literal
_COMMENTED = re.compile(r"#[^\n]*")
_PAIRS = {"(": ")", "[": "]", "{": "}"}
_GOES_ON = re.compile(r"\s*(?:\*\s*\d{1,4}|\+\s*(?=[\[(]))")


def embedded(pasted: Pasted) -> list[tuple[str, Data]]:
    """The literals that a text gives names within other code, in order; comments hold none."""
    text = pasted.clean
    if len(text) > limits.PROSE_CHARACTERS:
        return []
    plain = _COMMENTED.sub(lambda found: " " * len(found[0]), text)
    found: list[tuple[str, Data]] = []
    at = failed = 0
    while failed < _ATTEMPTS and (match := _HOLDS.search(plain, at)):
        at = match.end()
        if match["number"]:
            found.append((match["name"], Data(int(match["number"]), match.span("number"))))
            at = match.end("number")
        elif (stop := _stop(plain, at)) and (data := _piece(pasted, plain, at, stop)) is not None:
            found.append((match["name"], data))
            at = stop
        else:
            failed += 1
    return found


def _stop(text: str, start: int) -> int:
    """Where a bracket ends, with the lists that are added to it; 0 where it does not."""
    stack: list[str] = []
    for at in range(start, len(text)):
        letter = text[at]
        if letter in _PAIRS:
            stack.append(_PAIRS[letter])
        elif stack and letter == stack[-1]:
            stack.pop()
            on = None if stack else _GOES_ON.match(text, at + 1)
            while on is not None and "+" not in on[0]:
                at, on = on.end() - 1, _GOES_ON.match(text, on.end())
            if not stack:
                return at + 1 if on is None else _stop(text, on.end()) or at + 1
        elif letter in ")]}":
            return 0
    return 0


def _piece(pasted: Pasted, text: str, start: int, stop: int) -> Data | None:
    """The literal in a part of a text, whose places are those of the whole."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(f"({text[start:stop]})", mode="eval")
        return _Reading(pasted, f"({text[start:stop]})", start - 1, 0).data(tree.body)
    except (SyntaxError, ValueError, RecursionError, MemoryError, _NoLiteral):
        return None


def quoted(text: str) -> bool:
    """Whether the text is a list in quotes behind a name."""
    return _QUOTED.fullmatch(text) is not None


def _unquoted(text: str) -> tuple[str, int]:
    """A list that stands in quotes behind a name, as in an option or in YAML, and where it begins."""
    quoted = _QUOTED.fullmatch(text)
    return (quoted[1], quoted.start(1)) if quoted else (text, 0)


class _NoLiteral(Exception):
    """There is something that is no literal."""


def _assignments(statement: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    match statement:
        case ast.Expr(value):
            yield "", value
        case ast.Assign([ast.Name(name)], value) | ast.AnnAssign(ast.Name(name), _, ast.expr() as value):
            yield name, value
        case ast.Assign([ast.Attribute(_, name)], value):
            yield name, value
        case _:
            raise _NoLiteral


class _Reading:
    """The walk over a syntax tree; `lines` has the text of each line and where it starts."""

    def __init__(self, pasted: Pasted, text: str, base: int, shift: int) -> None:
        self.pasted = pasted
        self.shift = shift
        self.lines: list[tuple[int, str]] = []
        self.made = 0
        start = base
        for line in text.split("\n"):
            self.lines.append((start, line))
            start += len(line) + 1

    def offset(self, line: int, column: int) -> int:
        start, text = self.lines[min(line - 1 - self.shift, len(self.lines) - 1)]
        return start + len(text.encode("utf-8", "replace")[:column].decode("utf-8", "replace"))

    def span(self, node: ast.expr) -> Span:
        start = self.offset(node.lineno, node.col_offset)
        return start, max(start + 1, self.offset(node.end_lineno or node.lineno, node.end_col_offset or 0))

    def data(self, node: ast.expr) -> Data:
        span = self.span(node)
        self.count(1, span)
        match node:
            case ast.Constant(int() | float() | str() | bool() | None as value):
                return Data(value, span)
            case ast.Name(word) if word in _WORDS:
                return Data(_WORDS[word], span)
            case ast.UnaryOp(ast.USub(), ast.Constant(int() | float() as value)):
                return Data(-value, span)
            case ast.List(items) | ast.Tuple(items):
                return Data(tuple(map(self.data, items)), span)
            case ast.Dict(keys, values):
                return Data(self.entries(keys, values), span)
            case ast.Call(ast.Name("dict"), [], keywords) if all(each.arg for each in keywords):
                return Data({each.arg or "": self.data(each.value) for each in keywords}, span)
            case ast.BinOp(left, ast.Add() | ast.Mult() as operator, right):
                return self.combined(self.data(left), operator, self.data(right), span)
        raise _NoLiteral

    def entries(self, keys: list[ast.expr | None], values: list[ast.expr]) -> dict[str, Data]:
        found = {}
        for key, value in zip(keys, values, strict=True):
            if not isinstance(key, ast.Constant) or not isinstance(key.value, str | int):
                raise _NoLiteral
            found[str(key.value)] = self.data(value)
        return found

    def combined(self, left: Data, operator: ast.operator, right: Data, span: Span) -> Data:
        """Two lists one after the other, or one as often as a number says."""
        if left.number is not None and right.number is not None:
            added = isinstance(operator, ast.Add)
            return Data(left.number + right.number if added else left.number * right.number, span)
        if isinstance(operator, ast.Add) and isinstance(left.value, tuple) and isinstance(right.value, tuple):
            return Data(left.value + right.value, span)
        if isinstance(left.value, int):
            left, right = right, left
        if not isinstance(operator, ast.Mult) or not isinstance(left.value, tuple) or right.number is None:
            raise _NoLiteral
        times = max(right.number, 0)
        self.count(len(left.value) * times, span)
        return Data(left.value * times, span)

    def count(self, more: int, span: Span) -> None:
        self.made += more
        if self.made > limits.LIST_ITEMS:
            raise self.pasted.error(_english.too_many(limits.LIST_ITEMS), *span)
