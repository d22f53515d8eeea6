"""The grammars are free of ambiguity: lark finds no place where two rules would do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from lark import Lark
from lark.exceptions import GrammarError
from lark.lexer import Lexer, Token

from symrf.formulas.grammars import read


class Unread(Lexer):
    """A lexer that reads nothing: lark checks the rules of a grammar before it lexes."""

    def __init__(self, conf: Any) -> None:
        """Take what lark gives and leave it."""

    def lex(self, *_: Any) -> Iterator[Token]:
        return iter(())


def strict(grammar: str) -> Lark:
    return Lark(grammar, parser="lalr", lexer=Unread, strict=True, maybe_placeholders=False)


@pytest.mark.parametrize("name", ["architecture", "claims", "formula"])
def test_no_rule_can_be_read_in_two_ways(name: str) -> None:
    assert strict(read(name)).rules


def test_a_rule_that_can_be_read_in_two_ways_is_found() -> None:
    with pytest.raises(GrammarError, match="conflict"):
        strict('start: sum\nsum: sum "+" sum | "1"')
