"""Where the grammars are, and the parsers that lark makes of them.

A grammar lies in the package once that is installed, and in the checkout's `grammar/` before. Its parse tables are kept
beside it as Python keeps its own, in `__pycache__`, where that can be written: making them takes longer than a parse.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lark import Lark

__all__ = ["parser", "read"]

_PACKAGE = Path(__file__).resolve().parent.parent
_FOLDERS = (_PACKAGE / "grammar", _PACKAGE.parent / "grammar")


def read(name: str) -> str:
    """The text of a grammar, such as `architecture`."""
    return _path(name).read_text(encoding="utf-8")


def parser(name: str, **options: Any) -> Lark:
    """The LALR parser of a grammar, with lark's options."""
    from lark import Lark

    tables = _path(name).parent / "__pycache__" / f"{name}.{sys.implementation.cache_tag}.tables"
    try:
        tables.parent.mkdir(exist_ok=True)
        cache: str | bool = str(tables)
    except OSError:
        cache = False
    return Lark(read(name), parser="lalr", cache=cache, **options)


def _path(name: str) -> Path:
    for folder in _FOLDERS:
        path = folder / f"{name}.lark"
        if path.is_file():
            return path
    raise FileNotFoundError(f"symrf is installed without its grammar {name}.lark")
