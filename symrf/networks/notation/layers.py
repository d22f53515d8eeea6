"""The tokens of a layer in the notation -> Layer."""

from __future__ import annotations

import re
from fractions import Fraction as Ratio
from functools import lru_cache
from typing import Any

from symrf.errors import FormulaError
from symrf.formulas import limits
from symrf.formulas.tree import Fraction, Number, symbols
from symrf.formulas.values import MANY_DIGITS, evaluate, too_long
from symrf.networks.notation import _english
from symrf.networks.notation.architecture import Index, Layer, PaddingRule, Rounding, Sides, Value
from symrf.networks.notation.kinds import Kind

__all__ = ["Fault", "count_of", "layer_of", "name_of", "scale"]


_CALLED = {"output_padding": "output padding", "channels": "number of channels", "bias": "nobias"}
_KIND_SIGN = re.compile(r"[a-z]*")
_VALUE = re.compile(r"([0-9]+)|\{[^{}]*\}")
_SCALE = re.compile(r"[0-9./]+|\{[^{}]*\}")
_SIDE = r"(-?)([0-9]+|\{[^{}]*\})(?::(-?)([0-9]+|\{[^{}]*\}))?"


class Fault(Exception):
    """What is wrong with one of a layer's tokens, wherever the layer stands: `span` is in that token."""

    def __init__(self, message: str, token: int = 0, span: tuple[int, int] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.token = token
        self.span = span


@lru_cache(maxsize=4096)
def layer_of(tokens: tuple[tuple[str, str], ...]) -> Layer:
    """The layer of its tokens, (terminal, text) each; most networks write few different ones."""
    fields: dict[str, Any] = {}
    if tokens[0][0] == "LABEL":
        fields["name"] = name_of(tokens[0][1])
    first = 1 if fields else 0
    kind = Kind[tokens[first][0]]
    for place in range(first + 1, len(tokens)):
        field, value = _attribute(*tokens[place], place)
        called = _CALLED.get(field, field)
        if field not in kind.takes:
            raise Fault(_english.takes_no(kind.title, called), place)
        if field in fields:
            raise Fault(_english.given_twice(called, _run_on(tokens, first, place)), place)
        fields[field] = value
    return Layer(kind, **_kind_fields(kind, tokens[first][1], first), **fields)


def _kind_fields(kind: Kind, text: str, place: int) -> dict[str, Any]:
    """What the first token of a layer says beside its kind."""
    if kind in (Kind.PASS, Kind.OPAQUE):
        return {"word": text.removeprefix(kind.sign)}
    if kind is Kind.PAD:
        return {"padding": _sides(text[1:], place, 1)}
    sign = _KIND_SIGN.match(text)
    start = sign.end() if sign else 0
    if kind in (Kind.NEAREST, Kind.BILINEAR):
        return {"sizes": _scales(text[start:], place, start)}
    if kind.fits:
        return {"to": text[start + 1 :] or None}
    at = text.find("@", text.find("}") + 1 if text.startswith("{", start) else 0)  # in braces it is none
    number, size = (text, "") if kind is not Kind.INPUT or at < 0 else (text[:at], text[at + 1 :])
    fields: dict[str, Any] = {"sizes": _values(number[start:], place, start, 1, kind.number)}
    return fields | ({"at": _input_size(size, place, len(number) + 1)} if size else {})


def _attribute(terminal: str, text: str, place: int) -> tuple[str, Any]:
    """The field that an attribute sets, and its value."""
    match terminal:
        case "STRIDE" | "DILATION":
            return terminal.lower(), _values(text[1:], place, 1, 1, terminal.lower())
        case "OUTPUT_PADDING":
            return "output_padding", _values(text[1:], place, 1, 0, "output padding")
        case "GROUPS" | "CHANNELS":
            field = terminal.lower()
            return field, _values(text[1:], place, 1, 1, f"number of {field}")[0]
        case "PADDING":
            return "padding", _sides(text[1:], place, 1)
        case "PADDING_RULE":
            return "padding", PaddingRule(text)
        case "ROUNDING":
            return "rounding", Rounding(text)
    return "bias", False


def _values(text: str, place: int, start: int, least: int, what: str) -> tuple[Value, ...]:
    """The numbers of `3x5`, each at least `least`; `start` is where they begin in their token."""
    return tuple(_value(found.group(), place, start + found.start(), least, what) for found in _VALUE.finditer(text))


def _scales(text: str, place: int, start: int) -> tuple[Value, ...]:
    """The factors of `2x3/2`, each a number that may be no whole one."""
    return tuple(_scale(found.group(), place, start + found.start()) for found in _SCALE.finditer(text))


def _scale(text: str, place: int, start: int) -> Value:
    if text.isdigit() or text[0] == "{":
        return _value(text, place, start, 1, "factor")
    here = (start, start + len(text))
    if len(text) > limits.LAYER_DIGITS:
        raise Fault(_english.NUMBER_TOO_LONG, place, here)
    if re.fullmatch("[0-9]+/0+", text) or not Ratio(text):
        raise Fault(_english.FACTOR_OF_NOTHING, place, here)
    return scale(Ratio(text))


def scale(factor: Ratio) -> Value:
    """A factor of up-sampling, 1 pixel or 3/2, as a layer has it: in lowest terms, a whole one as a number.

    >>> scale(Ratio(4, 2)), str(Layer(Kind.NEAREST, (scale(Ratio(3, 2)),)))
    (2, 'u3/2')
    """
    if factor <= 0:
        raise ValueError(_english.FACTOR_OF_NOTHING)
    if factor.denominator == 1:
        return factor.numerator
    return Fraction(Number(factor.numerator), Number(factor.denominator))


def _input_size(text: str, place: int, start: int) -> tuple[int, ...]:
    """The size of the input, `224x224`; it is of numbers alone."""
    found = _values(text, place, start, 1, "size of the input")
    numbers = tuple(each for each in found if isinstance(each, int))
    if len(numbers) < len(found):
        raise Fault(_english.input_size_in_symbols(text), place, (start, start + len(text)))
    return numbers


def _sides(text: str, place: int, start: int) -> tuple[Sides, ...]:
    """The sides of `1:2x0`, before and after; one number is both."""
    sides = []
    for found in re.finditer(_SIDE, text):
        sign, before, sign_after, after = found.groups()
        first = _signed(sign, _value(before, place, start + found.start(2), 0, "padding"))
        second = first
        if after is not None:
            second = _signed(sign_after, _value(after, place, start + found.start(4), 0, "padding"))
        sides.append(Sides(first, second))
    return tuple(sides)


def _signed(sign: str, value: Value) -> Value:
    return -value if sign else value


def _value(text: str, place: int, start: int, least: int, what: str) -> Value:
    """A number, or the expression in braces; one without symbols is the number that it comes to."""
    here = (start, start + len(text))
    value = _number(text, place, here) if text[0] != "{" else _expression(text, place, here)
    if isinstance(value, int) and value < least:
        raise Fault(_english.must_be_at_least(what, least), place, here)
    return value


def _number(text: str, place: int, here: tuple[int, int]) -> int:
    if len(text) > limits.LAYER_DIGITS:
        raise Fault(_english.NUMBER_TOO_LONG, place, here)
    return int(text)


def _expression(text: str, place: int, here: tuple[int, int]) -> Value:
    from symrf.formulas import reader as formula

    try:
        tree = formula.parse(text[1:-1])
    except FormulaError as error:
        start, stop = error.span or (0, len(text) - 2)
        raise Fault(error.message, place, (here[0] + 1 + start, here[0] + 1 + stop)) from None
    if symbols(tree):
        return tree
    try:
        value = evaluate(tree, {})
    except ValueError as error:
        raise Fault(_english.comes_to(text, error), place, here) from None
    if too_long(value):
        raise Fault(MANY_DIGITS, place, here)
    if value.denominator != 1:
        raise Fault(_english.whole_number_needed(text, value), place, here)
    return int(value)


def count_of(terminal: str, text: str) -> Value | Index | None:
    """The repeat of a group, from its token."""
    if terminal not in ("COUNT", "INDEXED"):
        return None
    start = text.index("*") + 1
    start += len(text[start:]) - len(text[start:].lstrip())
    if terminal == "COUNT":
        return _value(text[start:], 0, start, 1, "number of repeats")
    equals, dots = text.index("="), text.index("..")
    first = _expression("{" + text[equals + 1 : dots] + "}", 0, (equals, dots))
    last = _expression("{" + text[dots + 2 : -1] + "}", 0, (dots + 1, len(text)))
    if isinstance(first, int) and isinstance(last, int) and last < first:
        raise Fault(_english.EMPTY_INDEX, 0, (start, len(text)))
    return Index(text[start + 1 : equals].strip(), first, last)


def _run_on(tokens: tuple[tuple[str, str], ...], first: int, twice: int) -> str:
    """The `p2s2` of `c3s1p2s2`, whose padding may be meant as a pool; nothing where no padding is there."""
    for place in range(twice, first, -1):
        terminal, text = tokens[place]
        if terminal == "PADDING" and ":" not in text:
            return "".join(text for _, text in tokens[place:])
    return ""


def name_of(token: str) -> str:
    """The name in `F1: ` or `F = `; I is taken by the input."""
    name = token.rstrip(":= \t\r\n")
    if name == "I":
        raise Fault(_english.INPUT_IS_TAKEN)
    return name
