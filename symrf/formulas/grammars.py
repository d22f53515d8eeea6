"""Where the grammars are, and the parsers that are made of them.

A grammar lies in the package once that is installed, and in the checkout's `grammar/` before. Its parse tables are kept
beside it as Python keeps its own, in `__pycache__`, where that can be written: making them takes longer than a parse.
All of it may lie in an archive, too.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from os.path import dirname, join, realpath  # pathlib takes longer to load than the tables
from typing import Any

from symrf.formulas import _english
from symrf.formulas.parsing import Parser, Rule, Sieve, Tables

__all__ = ["folder", "parser", "read"]

_PACKAGE = dirname(dirname(realpath(__file__)))
_FOLDERS = (join(_PACKAGE, "grammar"), join(dirname(_PACKAGE), "grammar"))
_FORM = 1  # of what is kept; a new one leaves the old unread


def read(name: str) -> str:
    """The text of a grammar, such as `architecture`."""
    return _found(name)[1]


def parser(
    name: str, builder: object, keep_all_tokens: bool = False, sieve: Sieve = iter, always_accept: Sequence[str] = ()
) -> Parser:
    """The parser of a grammar, for a builder; a sieve may drop the tokens that are looked for everywhere."""
    return Parser(_tables(name, keep_all_tokens, tuple(always_accept)), builder, sieve)


def _tables(name: str, keep_all_tokens: bool, always_accept: tuple[str, ...]) -> Tables:
    """The tables that are kept of a grammar as it is; else new ones, which are kept if they can be."""
    home, text = _found(name)
    cache = join(home, "__pycache__")
    kept = join(cache, f"{name}.{sys.implementation.cache_tag}.tables")
    of = (_FORM, text, keep_all_tokens, always_accept)
    with suppress(OSError, ValueError, EOFError, TypeError):
        made_of, found = marshal.loads(_bytes(kept))  # noqa: S302 - plain data, beside the bytecode
        if made_of == of:
            actions, rules, *rest = found
            return Tables(actions, [Rule(*rule) for rule in rules], *rest)
    from symrf.formulas.parse_tables import tables

    made = tables(of[1], keep_all_tokens, always_accept)
    with suppress(OSError):
        os.makedirs(cache, exist_ok=True)
        unfinished = f"{kept}.{os.getpid()}"
        with open(unfinished, "wb") as file:
            marshal.dump((of, (made.actions, [tuple(rule) for rule in made.rules], *made[2:])), file)
        os.replace(unfinished, kept)
    return made


def folder() -> str:
    """Where the grammars are, or what stands for a folder in an archive."""
    return _found("architecture")[0]


def _found(name: str) -> tuple[str, str]:
    """The folder with a grammar, and its text."""
    for home in _FOLDERS:
        with suppress(OSError):
            return home, _bytes(join(home, f"{name}.lark")).decode("utf-8")
    raise FileNotFoundError(_english.no_grammar(name))


def _bytes(path: str) -> bytes:
    """What a file holds, or a member of the archive in which this module is."""
    loader: Any = __spec__.loader
    data: bytes = loader.get_data(path)
    return data
