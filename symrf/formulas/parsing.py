"""Reads texts by the parse tables of a grammar: LALR, where the lexer looks for what may stand next and nothing else.

The tables are plain data, which lark works out of a grammar (`parse_tables`) and `grammars` keeps, so that lark is
loaded only where a grammar has changed. A method of a builder is called for each rule, innermost first, with what its
parts came to; nothing recurses, however deep a text nests.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, TypeAlias

__all__ = ["END", "Parser", "Rule", "Sieve", "Tables", "Token", "Unread"]

END = "$END"  # what comes after the last token


class Token(str):
    """A piece of a text, the terminal that it is, and where it stands."""

    __slots__ = ("end_pos", "start_pos", "type")

    type: str
    start_pos: int
    end_pos: int


class Unread(Exception):
    """A text that is not in the grammar: where it stops being so, and the terminals that could have stood there."""

    def __init__(self, place: int, expected: frozenset[str]) -> None:
        super().__init__(place, expected)
        self.place = place
        self.expected = expected


class Rule(NamedTuple):
    """How a rule is put together: so many parts come to what it is named, by a method of the builder.

    `kept` are the parts that the method is given, each with whether it is itself a list of parts; None where they all
    are, as they stand. A rule that passes on a lone part does so without its method.
    """

    origin: str
    method: str
    parts: int
    kept: tuple[tuple[int, bool], ...] | None
    passes_on: bool


class Tables(NamedTuple):
    """What to do in each state: a number from 0 on is the state after a symbol, ~n is to put rule n together.

    `lexers` are patterns whose groups are terminals, with the words that are terminals of their own: a lexer for each
    state, by its number. `ignored` terminals leave no trace.
    """

    actions: list[dict[str, int]]
    rules: list[Rule]
    lexers: list[tuple[str, dict[str, dict[str, str]]]]
    lexer_of: list[int]
    ignored: frozenset[str]
    start: int


Sieve: TypeAlias = Callable[[Iterator[Token]], Iterator[Token]]


class Parser:
    """Reads texts by tables, for a builder; a sieve lets the tokens through that the rules are to see."""

    def __init__(self, tables: Tables, builder: object, sieve: Sieve = iter) -> None:
        self._tables = tables
        self._methods = [getattr(builder, rule.method, None) for rule in tables.rules]
        self._sieve = sieve
        self._scanners: dict[int, re.Pattern[str]] = {}

    def parse(self, text: str) -> Any:
        """What the builder makes of a text; Unread where that is not in the grammar."""
        actions, states, built = self._tables.actions, [self._tables.start], list[Any]()
        for token in self._sieve(self._tokens(text, states)):
            self._complete(states, built, token.type, token.start_pos)
            states.append(actions[states[-1]][token.type])
            built.append(token)
        self._complete(states, built, END, len(text))
        return built[-1]

    def _tokens(self, text: str, states: list[int]) -> Iterator[Token]:
        """The tokens of a text, each looked for in the state that has been come to."""
        _, _, lexers, lexer_of, ignored, _ = self._tables
        at = 0
        while at < len(text):
            lexer = lexer_of[states[-1]]
            pattern, words = lexers[lexer]
            scanner = self._scanners.get(lexer) or self._scanners.setdefault(lexer, re.compile(pattern))
            found = scanner.match(text, at)
            if found is None:
                raise Unread(at, frozenset(scanner.groupindex) - ignored)
            token = Token(found[0])
            token.type = found.lastgroup or ""
            if token.type in words:
                token.type = words[token.type].get(token, token.type)
            token.start_pos, token.end_pos = at, (at := found.end())
            if token.type not in ignored:
                yield token

    def _complete(self, states: list[int], built: list[Any], terminal: str, at: int) -> None:
        """Put together what a terminal ends; Unread where it may not stand there."""
        actions, rules = self._tables.actions, self._tables.rules
        while True:
            action = actions[states[-1]].get(terminal)
            if action is None:
                raise Unread(at, frozenset(filter(str.isupper, actions[states[-1]])))
            if action >= 0:
                return
            origin, _, parts, kept, passes_on = rules[~action]
            first = len(built) - parts
            children = built[first:]
            del states[len(states) - parts :], built[first:]
            if kept is not None:
                children = _kept(children, kept)
            method = self._methods[~action]
            alone = passes_on and len(children) == 1
            built.append(children[0] if alone else children if method is None else method(children))
            states.append(actions[states[-1]][origin])


def _kept(parts: list[Any], kept: tuple[tuple[int, bool], ...]) -> list[Any]:
    """The parts that are kept; a list of parts goes on as itself, so that a long row is not copied at each step."""
    found: list[Any] = []
    for place, several in kept:
        if not several:
            found.append(parts[place])
        elif found:
            found += parts[place]
        else:
            found = parts[place]
    return found
