"""Brackets of a text in the notation: that they match, how deep they are nested, and which have an index of repeats."""

from __future__ import annotations

import re

from symrf.errors import NotationError
from symrf.formulas import limits
from symrf.networks.notation import _english

__all__ = ["check_brackets", "check_indices"]

_INDEXED = r"\)\s*\*\s*\{\s*([A-Za-z]\w*)\s*="
_BRACKET = re.compile(r"#[^\n]*|[()\[\]]")


def check_indices(text: str) -> None:
    """Refuse an index that is used outside of its repeats, or in one that has another of that name inside."""
    scopes: dict[str, list[range]] = {}
    for found in re.finditer(_INDEXED, text):
        depth, open_ = 0, found.start()
        for open_ in range(found.start(), -1, -1):
            depth += (text[open_] == ")") - (text[open_] == "(")
            if depth == 0:
                break
        scopes.setdefault(found.group(1), []).append(range(open_, found.end() + 1))
    for name, places in scopes.items():
        for used in re.finditer(rf"\{{[^{{}}=]*\b{name}\b[^{{}}]*\}}", text):
            around = [scope for scope in places if used.start() in scope]
            if not around or any(each.start in scope for scope in around for each in places if each not in around):
                raise NotationError(_english.index_outside(name), text, used.span())


def check_brackets(text: str) -> None:
    """Refuse brackets that do not match, or that are nested too deep, where they stand."""
    opened: list[re.Match[str]] = []
    for found in _BRACKET.finditer(text):
        bracket = found.group()
        if bracket[0] == "#":
            continue
        if bracket in "([":
            opened.append(found)
            if len(opened) > limits.NETWORK_DEPTH:
                raise NotationError(_english.BRACKETS_TOO_DEEP, text, found.span())
        elif not opened:
            raise NotationError(_english.closes_nothing(bracket), text, found.span())
        else:
            partner = opened.pop()
            if partner.group() + bracket not in ("()", "[]"):
                raise NotationError(_english.meets_another(bracket, partner.group()), text, found.span())
    if opened:
        raise NotationError(_english.never_closed(opened[-1].group()), text, opened[-1].span())
