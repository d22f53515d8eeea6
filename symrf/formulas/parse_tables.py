"""Grammar -> parse tables, by lark: plain data for symrf.formulas.parsing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lark import Lark
from lark.grammar import Rule as LarkRule
from lark.grammar import Terminal
from lark.lexer import TerminalDef
from lark.parsers.lalr_analysis import Shift

from symrf.formulas.parsing import END, Rule, Tables

__all__ = ["tables"]


def tables(grammar: str, keep_all_tokens: bool = False, always_accept: Sequence[str] = ()) -> Tables:
    """The tables of a grammar; `always_accept` are terminals that are looked for in every state, for a sieve to drop.

    >>> tables('start: "a" B*\\nB: "b"').rules[0].method
    'start'
    """
    lark = Lark(grammar, parser="lalr", maybe_placeholders=False, keep_all_tokens=keep_all_tokens)
    table = lark.parser.parser.parser.parse_table
    numbers = {state: number for number, state in enumerate(table.states)}
    rules = {rule: number for number, rule in enumerate(lark.rules)}
    actions = [
        {str(name): numbers[to] if action is Shift else ~rules[to] for name, (action, to) in row.items()}
        for row in table.states.values()
    ]
    terminals = {terminal.name: terminal for terminal in lark.terminals}
    looked_for = [frozenset(terminals.keys() & {*row, *lark.ignore_tokens, *always_accept}) for row in actions]
    different = list(dict.fromkeys(looked_for))
    actions[numbers[table.end_states["start"]]][END] = 0
    return Tables(
        actions,
        [_rule(rule) for rule in lark.rules],
        [_lexer([terminals[name] for name in names]) for names in different],
        [different.index(names) for names in looked_for],
        frozenset(lark.ignore_tokens),
        numbers[table.start_states["start"]],
    )


def _rule(rule: LarkRule) -> Rule:
    """A rule; a rule named with _ before it is spliced where it stands, and a terminal named so is dropped."""
    every = tuple(
        (place, not isinstance(symbol, Terminal) and symbol.name.startswith("_"))
        for place, symbol in enumerate(rule.expansion)
        if rule.options.keep_all_tokens or not (isinstance(symbol, Terminal) and symbol.filter_out)
    )
    plain = len(every) == len(rule.expansion) and not any(several for _, several in every)
    passes_on = rule.options.expand1 and not rule.alias
    name = str(rule.origin.name)
    return Rule(name, str(rule.alias or name), len(rule.expansion), None if plain else every, passes_on)


def _lexer(terminals: Sequence[TerminalDef]) -> tuple[str, dict[str, dict[str, str]]]:
    """A pattern of terminals, the first to be tried first; and the words of one that are terminals of their own."""
    ordered = sorted(terminals, key=_rank)
    words = {each.name: found for each in ordered if each.pattern.type == "re" and (found := _words(each, ordered))}
    inside = {name for found in words.values() for name in found.values()}
    return "|".join(
        f"(?P<{each.name}>{each.pattern.to_regexp()})" for each in ordered if each.name not in inside
    ), words


def _rank(terminal: TerminalDef) -> tuple[int, int, int, str]:
    pattern = terminal.pattern
    return -terminal.priority, -pattern.max_width, -len(pattern.value), terminal.name


def _words(terminal: TerminalDef, others: Sequence[TerminalDef]) -> dict[str, str]:
    pattern = re.compile(terminal.pattern.to_regexp())
    return {
        other.pattern.value: other.name
        for other in others
        if other.pattern.type == "str" and other.priority == terminal.priority
        if (found := pattern.match(other.pattern.value)) and found[0] == other.pattern.value
    }
