"""Where the grammars are, and the parsers that are made of them.

A grammar lies in the package once that is installed, and in the checkout's `grammar/` before. Its parse tables are kept
beside it as Python keeps its own, in `__pycache__`, where that can be written: making them takes longer than a parse.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from os.path import dirname, isfile, join, realpath  # pathlib takes longer to load than the tables

from symrf.formulas import _english
from symrf.formulas.parsing import Parser, Rule, Sieve, Tables

__all__ = ["parser", "read"]

_PACKAGE = dirname(dirname(realpath(__file__)))
_FOLDERS = (join(_PACKAGE, "grammar"), join(dirname(_PACKAGE), "grammar"))
_FORM = 1  # of what is kept; a new one leaves the old unread


def read(name: str) -> str:
    """The text of a grammar, such as `architecture`."""
    with open(_path(name), encoding="utf-8") as grammar:
        return grammar.read()


def parser(
    name: str, builder: object, keep_all_tokens: bool = False, sieve: Sieve = iter, always_accept: Sequence[str] = ()
) -> Parser:
    """The parser of a grammar, for a builder; a sieve may drop the tokens that are looked for everywhere."""
    return Parser(_tables(name, keep_all_tokens, tuple(always_accept)), builder, sieve)


def _tables(name: str, keep_all_tokens: bool, always_accept: tuple[str, ...]) -> Tables:
    """The tables that are kept of a grammar as it is; else new ones, which are kept if they can be."""
    folder = join(dirname(_path(name)), "__pycache__")
    kept = join(folder, f"{name}.{sys.implementation.cache_tag}.tables")
    of = (_FORM, read(name), keep_all_tokens, always_accept)
    with suppress(OSError, ValueError, EOFError, TypeError):
        with open(kept, "rb") as file:
            made_of, found = marshal.load(file)  # noqa: S302 - plain data, beside the bytecode
        if made_of == of:
            actions, rules, *rest = found
            return Tables(actions, [Rule(*rule) for rule in rules], *rest)
    from symrf.formulas.parse_tables import tables

    made = tables(of[1], keep_all_tokens, always_accept)
    with suppress(OSError):
        os.makedirs(folder, exist_ok=True)
        unfinished = f"{kept}.{os.getpid()}"
        with open(unfinished, "wb") as file:
            marshal.dump((of, (made.actions, [tuple(rule) for rule in made.rules], *made[2:])), file)
        os.replace(unfinished, kept)
    return made


def _path(name: str) -> str:
    for folder in _FOLDERS:
        path = join(folder, f"{name}.lark")
        if isfile(path):
            return path
    raise FileNotFoundError(_english.no_grammar(name))
