"""Text in the notation -> Architecture. The grammar is grammar/architecture.lark; its tree never leaves this room."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any, NamedTuple

from symrf.errors import NotationError
from symrf.exact.sets.integrality import BadNumber
from symrf.formulas import limits
from symrf.formulas.grammars import parser
from symrf.formulas.parsing import Parser, Token, Unread
from symrf.formulas.tree import Written
from symrf.networks.notation import _english
from symrf.networks.notation.architecture import (
    Architecture,
    Branches,
    Definition,
    Group,
    Item,
    Join,
    Layer,
    Reference,
    Tap,
)
from symrf.networks.notation.assumptions import NOTHING, Assumptions
from symrf.networks.notation.brackets import check_brackets, check_indices
from symrf.networks.notation.items import Fold, walk
from symrf.networks.notation.layers import Fault, count_of, layer_of, name_of
from symrf.networks.notation.parameters import assumed, checked
from symrf.networks.notation.taps import astray

__all__ = ["parse"]


_BRACES = r"\{[^{}]*\}"


def parse(text: str, where: Assumptions = NOTHING) -> Architecture:
    """The network that `text` describes; a NotationError points at what is not in the notation.

    `where` is what is taken for granted of its symbols.

    >>> parse("c3s1 p2s2").items[1].kind.title
    'max pooling'
    """
    return _parsed(text, where) if len(text) <= limits.NETWORK_REMEMBERED else _read(text, where)


@lru_cache(maxsize=64)
def _parsed(text: str, where: Assumptions) -> Architecture:
    return _read(text, where)


def _read(text: str, where: Assumptions) -> Architecture:
    if len(text) > limits.NETWORK_CHARACTERS:
        raise NotationError(_english.network_too_long(len(text)))
    check_brackets(text)

    try:
        network: Any = _parser().parse(text)
    except Unread as error:
        from symrf.networks.notation.refusals import unreadable

        message, span = unreadable(text, error.place)
        raise NotationError(message, text, span) from None
    except _Refusal as refusal:
        span = refusal.span or _first(refusal.word, text)
        raise NotationError(refusal.message, text, span) from None
    architecture: Architecture = network
    if "{" not in text:
        return replace(architecture, assumed=where) if where != NOTHING else architecture
    check_indices(text)
    try:
        return checked(architecture) if where == NOTHING else assumed(architecture, where)
    except BadNumber as bad:
        raise NotationError(bad.message, text, _place_of(bad.value, text, where)) from None


def _place_of(value: Written, text: str, where: Assumptions) -> tuple[int, int]:
    """Where the braces with an expression stand; those of a repeat, where none are like it."""
    from symrf.formulas import reader as formula

    for found in re.finditer(_BRACES, text):
        if "=" not in found.group() and where.put(formula.parse(found.group()[1:-1])) == value:
            return found.span()
    repeats = [found for found in re.finditer(_BRACES, text) if "=" in found.group()]
    return repeats[0].span() if repeats else (0, len(text))


def _first(word: str, text: str) -> tuple[int, int]:
    """Where a word of the notation stands first."""
    found = re.search(rf"(?<![\w@]){re.escape(word)}(?![\w./])", text)
    return found.span() if found else (0, len(text))


class _Refusal(Exception):
    """What the notation does not mean, at a span of the text, or where a word stands first."""

    def __init__(self, message: str, span: tuple[int, int] | None, word: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.span = span
        self.word = word

    @classmethod
    def at(cls, token: Token, message: str) -> _Refusal:
        """A refusal that points at a token."""
        return cls(message, _span(token))


class _Line(NamedTuple):
    """A line `F = …`."""

    defined: Token
    chain: tuple[Any, ...]


class _Outputs(NamedTuple):
    """The line `out @P3 @P4`."""

    taps: tuple[Token, ...]


class _Builder:
    """What each rule of the grammar means; it is called from the leaves up, so that no depth recurses."""

    def start(self, lines: list[_Line | _Outputs | tuple[Any, ...]]) -> Architecture:
        *rest, end = lines
        taps = end.taps if isinstance(end, _Outputs) else ()
        early = next((line for line in (rest if taps else lines) if isinstance(line, _Outputs)), None)
        if early is not None:
            raise _Refusal.at(early.taps[0], _english.OUTPUTS_COME_LAST)
        if taps and not rest:
            raise _Refusal.at(taps[0], _english.OUTPUTS_OF_NOTHING)
        network = self.network([line for line in lines if not isinstance(line, _Outputs)])
        outputs = tuple(tap[1:] for tap in taps)
        _check_taps(network.items, outputs, taps)
        return replace(network, outputs=outputs)

    def network(self, lines: list[_Line | tuple[Any, ...]]) -> Architecture:
        known: dict[str, Definition] = {}
        depths: dict[str, int] = {}
        network: list[Item] = []
        name = None
        for place, line in enumerate(lines):
            chain = line.chain if isinstance(line, _Line) else line
            if isinstance(line, _Line):
                name = _new_name(line.defined, known, network)
            last = place == len(lines) - 1
            items = _items(chain, begins=not network)
            _check_names(items, known)
            items = _with_input(items, known, begins=not network)
            depth = _depth(items, depths)
            if isinstance(line, _Line) and not last:
                _check_taps(items, defined=True)
                known[name or ""] = Definition.of(name or "", items)
                depths[name or ""] = depth
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
        return _layer(tokens)

    def reference(self, tokens: list[Token]) -> Reference:
        return Reference(str(tokens[-1]), _label(tokens[0]), _span(tokens[-1]))

    def tap(self, tokens: list[Token]) -> Tap:
        return Tap(tokens[0][1:], _span(tokens[0]))

    def outputs(self, tokens: list[Token]) -> _Outputs:
        return _Outputs(tuple(tokens[1:]))

    def group(self, children: list[Any]) -> Group:
        name = _label(children[0])
        last = children[-1]
        items = tuple(child for child in children if isinstance(child, Item))
        length = sum(item.length if isinstance(item, Group) else 1 for item in items)
        try:
            count = count_of(getattr(last, "type", ""), str(last))
            if isinstance(count, int):
                length *= count
                if length > limits.NETWORK_LAYERS:
                    raise Fault(_english.TOO_MANY_LAYERS)
        except Fault as fault:
            raise _placed(fault, last) from None
        return Group(items, count, name, length)

    def added(self, children: list[Any]) -> Branches:
        return _branches(children, Join.ADD)

    def concatenated(self, children: list[Any]) -> Branches:
        return _branches(children, Join.CONCATENATE)

    def gated(self, children: list[Any]) -> Branches:
        return _branches(children, Join.GATE)


@cache
def _parser() -> Parser:
    return parser("architecture", _Builder())


def _layer(tokens: Sequence[Token]) -> Layer:
    try:
        return layer_of(tuple([(token.type, str(token)) for token in tokens]))
    except Fault as fault:
        raise _placed(fault, tokens[fault.token]) from None


def _branches(children: list[Any], join: Join) -> Branches:
    chains = tuple(child for child in children if isinstance(child, tuple))
    return Branches(chains, join, _label(children[0]))


def _label(token: Any) -> str | None:
    """The name before a group, if the token is one."""
    return _name(token) if getattr(token, "type", "") == "LABEL" else None


def _name(token: Token) -> str:
    try:
        return name_of(token)
    except Fault as fault:
        raise _placed(fault, token) from None


def _span(token: Token) -> tuple[int, int]:
    start = token.start_pos or 0
    return start, start + len(token.rstrip("= \t\r\n"))


def _placed(fault: Fault, token: Token) -> _Refusal:
    """A fault in a token, as a refusal in the text."""
    start, stop = _span(token)
    if fault.span is not None:
        start, stop = start + fault.span[0], start + fault.span[1]
    return _Refusal(fault.message, (start, stop))


def _new_name(token: Token, known: dict[str, Definition], network: list[Item]) -> str:
    """The name that a line defines, if it may."""
    from symrf.networks.notation.refusals import reads_as_layer

    word = _name(token)
    if network:
        raise _Refusal.at(token, _english.DEFINITION_COMES_FIRST)
    if reads_as_layer(word):
        raise _Refusal.at(token, _english.name_is_a_layer(word))
    if word in known:
        raise _Refusal.at(token, _english.defined_twice(word))
    return word


def _items(chain: tuple[Any, ...], begins: bool) -> tuple[Item, ...]:
    """The items of a line, whose first may be the input channels where the network begins."""
    if getattr(chain[0], "type", "") != "INPUT":
        return chain
    if not begins:
        raise _Refusal.at(chain[0], _english.INPUT_COMES_FIRST)
    return (_layer(chain[:1]), *chain[1:])


def _check_names(items: tuple[Item, ...], known: dict[str, Definition]) -> None:
    """Refuse a name that was not defined before."""
    for item, _ in walk(items):
        if isinstance(item, Reference) and item.to not in known:
            from symrf.networks.notation.refusals import unknown_name

            raise _Refusal(unknown_name(item.to, tuple(known)), item.span)


def _check_taps(
    items: tuple[Item, ...], outputs: tuple[str, ...] = (), line: tuple[Token, ...] = (), defined: bool = False
) -> None:
    """Refuse a name after @ that means nothing where it stands."""
    if (found := astray(items, outputs, defined)) is not None:
        token = next((each for each in reversed(line) if each == found.text), None)
        raise _Refusal(found.message, found.span if token is None else _span(token), found.text)


def _with_input(items: tuple[Item, ...], known: dict[str, Definition], begins: bool) -> tuple[Item, ...]:
    """The items, with what a name at the start of the network says of the input; elsewhere no name may say any of it.

    As it is said of the network itself too, it may stand before such a name, where it is the same.
    """
    said = Architecture(items).input
    rest = items if said is None else items[1:]
    first = rest[0] if begins and rest else None
    for item, _ in walk(rest):
        if not isinstance(item, Reference) or (own := known[item.to].input) is None:
            continue
        if item is not first:
            raise _Refusal(_english.input_of_a_name(item.to, str(own)), item.span)
        if said is not None and said != own:
            raise _Refusal(_english.other_input(item.to, str(own)), item.span)
        items = (own, *rest)
    return items


def _depth(items: tuple[Item, ...], depths: dict[str, int]) -> int:
    """How deep brackets and names are nested; refused where that is too deep."""

    def named(mention: Reference) -> int:
        depth = 1 + depths[mention.to]
        if depth > limits.NETWORK_DEPTH:
            raise _Refusal(_english.NAMES_TOO_DEEP, mention.span)
        return depth

    depth = Fold[int](
        layer=lambda _: 0,
        group=lambda _, inside: 1 + max(inside, default=0),
        branches=lambda _, inside: 1 + max(max(branch, default=0) for branch in inside),
        reference=named,
        tap=lambda _: 0,
    )
    return max(map(depth, items), default=0)
