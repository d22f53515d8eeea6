"""Text in the notation -> Architecture. The grammar is grammar/architecture.lark; its tree never leaves this room."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from symrf.architecture import (
    Architecture,
    Branches,
    Definition,
    Group,
    Index,
    Item,
    Join,
    Kind,
    Layer,
    PaddingRule,
    Reference,
    Rounding,
    Sides,
    Value,
)
from symrf.errors import FormulaError, NotationError
from symrf.grammars import parser
from symrf.notation_refusals import reads_as_layer, unknown_name, unreadable
from symrf.written import evaluate, symbols

if TYPE_CHECKING:
    from lark import Lark, Token

__all__ = ["parse"]

MOST_CHARACTERS = 900_000
MOST_DIGITS = 100
MOST_NESTED = 100
MOST_LAYERS = 10**24

_WINDOWED = frozenset({"stride", "padding", "dilation"})
_LEARNT = frozenset({"channels", "bias"})
_ACCEPTED = {
    Kind.CONVOLUTION: _WINDOWED | _LEARNT | {"groups"},
    Kind.DEPTHWISE: _WINDOWED | _LEARNT,
    Kind.TRANSPOSED: _WINDOWED | _LEARNT | {"groups", "output_padding"},
    Kind.MAX_POOL: _WINDOWED | {"rounding"},
    Kind.AVERAGE_POOL: _WINDOWED | {"rounding"},
    Kind.DENSE: frozenset({"bias"}),
}
_CALLED = {"output_padding": "output padding", "channels": "number of channels", "bias": "nobias"}
_BRACKET = re.compile(r"#[^\n]*|[()\[\]]")
_KIND_SIGN = re.compile(r"[a-z]*")
_VALUE = re.compile(r"([0-9]+)|\{[^{}]*\}")
_SIDE = re.compile(r"(-?)([0-9]+|\{[^{}]*\})(?::(-?)([0-9]+|\{[^{}]*\}))?")


def parse(text: str) -> Architecture:
    """The network that `text` describes; a NotationError points at what is not in the notation.

    >>> parse("c3s1 p2s2").items[1].kind.title
    'max pooling'
    """
    if len(text) > MOST_CHARACTERS:
        raise NotationError(
            f"the network has {len(text)} characters, and at most {MOST_CHARACTERS} are read;"
            " a repeat such as (c3 p2)*4 is shorter"
        )
    _check_brackets(text)
    from lark.exceptions import UnexpectedInput

    try:
        network: Any = _parser().parse(text)
    except UnexpectedInput as error:
        place = len(text) if getattr(getattr(error, "token", None), "type", "") == "$END" else error.pos_in_stream
        message, span = unreadable(text, place if place is not None else len(text))
        raise NotationError(message, text, span) from None
    except _Refusal as refusal:
        raise NotationError(refusal.message, text, refusal.span) from None
    architecture: Architecture = network
    return architecture


class _Refusal(Exception):
    """What the notation does not mean, at a span of the text."""

    def __init__(self, message: str, span: tuple[int, int]) -> None:
        super().__init__(message)
        self.message = message
        self.span = span

    @classmethod
    def at(cls, token: Token, message: str) -> _Refusal:
        """A refusal that points at a token."""
        return cls(message, _span(token))


class _Fault(Exception):
    """What is wrong with one of a layer's tokens, wherever the layer stands: `span` is in that token."""

    def __init__(self, message: str, token: int = 0, span: tuple[int, int] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.token = token
        self.span = span


class _Line(NamedTuple):
    """A line `F = …`."""

    defined: Token
    chain: tuple[Any, ...]


class _Builder:
    """What each rule of the grammar means; lark calls it from the leaves up, so that no depth recurses."""

    def start(self, lines: list[_Line | tuple[Any, ...]]) -> Architecture:
        known: dict[str, Definition] = {}
        network: list[Item] = []
        name = None
        for place, line in enumerate(lines):
            chain = line.chain if isinstance(line, _Line) else line
            if isinstance(line, _Line):
                name = _new_name(line.defined, known, network)
            last = place == len(lines) - 1
            items = _items(chain, begins=not network and (last or not isinstance(line, _Line)))
            _check_names(items, known)
            if isinstance(line, _Line) and not last:
                known[name or ""] = Definition(name or "", items)
                name = None
            else:
                network += items
        return Architecture(tuple(network), tuple(known.values()), name)

    def definition(self, children: list[Any]) -> _Line:
        return _Line(*children)

    def chain(self, items: list[Any]) -> tuple[Any, ...]:
        return tuple(items)

    branch = chain

    def layer(self, tokens: list[Token]) -> Layer:
        try:
            return _layer(tuple([(token.type, str(token)) for token in tokens]))
        except _Fault as fault:
            raise _placed(fault, tokens[fault.token]) from None

    def reference(self, tokens: list[Token]) -> Reference:
        return Reference(str(tokens[-1]), _label(tokens[0]), _span(tokens[-1]))

    def group(self, children: list[Any]) -> Group:
        name = _label(children[0])
        last = children[-1]
        items = tuple(child for child in children if isinstance(child, Item))
        length = sum(item.length if isinstance(item, Group) else 1 for item in items)
        try:
            count = _count(getattr(last, "type", ""), str(last))
            if isinstance(count, int):
                length *= count
                if length > MOST_LAYERS:
                    raise _Fault("written out, this group has more than 10^24 layers")
        except _Fault as fault:
            raise _placed(fault, last) from None
        return Group(items, count, name, length)

    def added(self, children: list[Any]) -> Branches:
        return _branches(children, Join.ADD)

    def concatenated(self, children: list[Any]) -> Branches:
        return _branches(children, Join.CONCATENATE)


@cache
def _parser() -> Lark:
    return parser("architecture", transformer=_Builder(), maybe_placeholders=False)


@lru_cache(maxsize=4096)
def _layer(tokens: tuple[tuple[str, str], ...]) -> Layer:
    """The layer of its tokens, (terminal, text) each; most networks write few different ones."""
    fields: dict[str, Any] = {}
    if tokens[0][0] == "LABEL":
        fields["name"] = _name(tokens[0][1])
    first = 1 if fields else 0
    kind = Kind[tokens[first][0]]
    accepted = _ACCEPTED.get(kind, frozenset())
    for place in range(first + 1, len(tokens)):
        field, value = _attribute(*tokens[place], place)
        called = _CALLED.get(field, field)
        if field not in accepted:
            raise _Fault(f"{kind.title} has no {called}", place)
        if field in fields:
            raise _Fault(f"{called} given twice" + _missing_blank(tokens, first, place), place)
        fields[field] = value
    return Layer(kind, **_kind_fields(kind, tokens[first][1], first), **fields)


def _kind_fields(kind: Kind, text: str, place: int) -> dict[str, Any]:
    """What the first token of a layer says beside its kind."""
    if kind is Kind.PASS:
        return {"word": text}
    if kind is Kind.PAD:
        return {"padding": _sides(text[1:], place, 1)}
    sign = _KIND_SIGN.match(text)
    start = sign.end() if sign else 0
    what = {Kind.DENSE: "number of units", Kind.INPUT: "number of channels", Kind.ADAPTIVE: "size", Kind.RESIZE: "size"}
    return {
        "sizes": _values(text[start:], place, start, 1, what.get(kind, "kernel" if kind in _ACCEPTED else "factor"))
    }


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


def _sides(text: str, place: int, start: int) -> tuple[Sides, ...]:
    """The sides of `1:2x0`, before and after; one number is both."""
    sides = []
    for found in _SIDE.finditer(text):
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
        raise _Fault(f"the {what} must be at least {least}", place, here)
    return value


def _number(text: str, place: int, here: tuple[int, int]) -> int:
    if len(text) > MOST_DIGITS:
        raise _Fault(f"a number here has at most {MOST_DIGITS} digits", place, here)
    return int(text)


def _expression(text: str, place: int, here: tuple[int, int]) -> Value:
    from symrf import formula

    try:
        tree = formula.parse(text[1:-1])
    except FormulaError as error:
        start, stop = error.span or (0, len(text) - 2)
        raise _Fault(error.message, place, (here[0] + 1 + start, here[0] + 1 + stop)) from None
    if symbols(tree):
        return tree
    try:
        value = evaluate(tree, {})
    except ValueError as error:
        raise _Fault(f"{text} is {error}", place, here) from None
    if value.denominator != 1:
        raise _Fault(f"{text} is {value}: a whole number is needed", place, here)
    return int(value)


def _count(terminal: str, text: str) -> Value | Index | None:
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
    return Index(text[start + 1 : equals].strip(), first, last)


def _branches(children: list[Any], join: Join) -> Branches:
    chains = tuple(child for child in children if isinstance(child, tuple))
    return Branches(chains, join, _label(children[0]))


def _label(token: object) -> str | None:
    return _name(str(token)) if getattr(token, "type", "") == "LABEL" else None


def _name(token: str) -> str:
    return token.rstrip(":= \t\r\n")


def _span(token: Token) -> tuple[int, int]:
    start = token.start_pos or 0
    return start, start + len(token.rstrip("= \t\r\n"))


def _placed(fault: _Fault, token: Token) -> _Refusal:
    """A fault in a token, as a refusal in the text."""
    start, stop = _span(token)
    if fault.span is not None:
        start, stop = start + fault.span[0], start + fault.span[1]
    return _Refusal(fault.message, (start, stop))


def _missing_blank(tokens: tuple[tuple[str, str], ...], first: int, twice: int) -> str:
    """The question that `c3s1p2s2` deserves: the padding before the second stride may have been a pool."""
    for place in range(twice, first, -1):
        terminal, text = tokens[place]
        if terminal == "PADDING" and ":" not in text:
            rest = "".join(text for _, text in tokens[place:])
            return f": is a blank missing before {rest}?"
    return ""


def _new_name(token: Token, known: dict[str, Definition], network: list[Item]) -> str:
    """The name that a line defines, if it may."""
    word = _name(token)
    if network:
        raise _Refusal.at(token, "a definition comes before the network, which is the last line")
    if reads_as_layer(word):
        raise _Refusal.at(token, f"{word} is a layer of the notation already: choose another name")
    if word in known:
        raise _Refusal.at(token, f"{word} is defined twice")
    return word


def _items(chain: tuple[Any, ...], begins: bool) -> tuple[Item, ...]:
    """The items of a line, whose first may be the input channels where the network begins."""
    if getattr(chain[0], "type", "") != "INPUT":
        return chain
    if not begins:
        raise _Refusal.at(chain[0], "the input channels stand at the start of the network")
    return (_layer((("INPUT", str(chain[0])),)), *chain[1:])


def _check_names(items: tuple[Item, ...], known: dict[str, Definition]) -> None:
    """Refuse a name that was not defined before."""
    for item in items:
        match item:
            case Reference(to) if to not in known:
                raise _Refusal(unknown_name(to, tuple(known)), item.span)
            case Group():
                _check_names(item.items, known)
            case Branches():
                for branch in item.branches:
                    _check_names(branch, known)


def _check_brackets(text: str) -> None:
    """Refuse brackets that do not match, or that are nested too deep, where they stand."""
    opened: list[re.Match[str]] = []
    for found in _BRACKET.finditer(text):
        bracket = found.group()
        if bracket[0] == "#":
            continue
        if bracket in "([":
            opened.append(found)
            if len(opened) > MOST_NESTED:
                raise NotationError(f"brackets are nested deeper than {MOST_NESTED}", text, found.span())
        elif not opened:
            raise NotationError(f"this {bracket} closes nothing", text, found.span())
        else:
            partner = opened.pop()
            if partner.group() + bracket not in ("()", "[]"):
                raise NotationError(f"this {bracket} meets a {partner.group()}", text, found.span())
    if opened:
        raise NotationError(f"this {opened[-1].group()} is never closed", text, opened[-1].span())
