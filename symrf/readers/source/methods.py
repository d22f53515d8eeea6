"""The methods of Python's own values: of lists, dicts, texts and tuples."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence

from symrf.formulas import limits
from symrf.readers.source import _english
from symrf.readers.source.state import PLAIN, State
from symrf.readers.source.values import External

__all__ = ["method"]

_LONGEST = 1000  # letters of a text that a method is called of
_PLACES = re.compile(r"\{\w*\}")

Given = Sequence[object]
Named = Mapping[str, object]

_METHODS: Mapping[type, frozenset[str]] = {
    list: frozenset(["append", "extend", "insert", "pop", "reverse", "index", "count", "copy", "remove", "clear"]),
    dict: frozenset(["items", "keys", "values", "get", "update", "pop", "setdefault", "copy"]),
    str: frozenset(
        [
            "format",
            "lower",
            "upper",
            "strip",
            "split",
            "startswith",
            "endswith",
            "replace",
            "join",
            "rstrip",
            "lstrip",
            "title",
        ]
    ),
    tuple: frozenset(["index", "count"]),
}


def method(machine: State, value: object, name: str, given: Given, named: Named, node: ast.AST) -> object:
    """The value of a call of a method of a list, a dict, a text or a tuple."""
    for kind, names in _METHODS.items():
        if isinstance(value, kind) and name in names:
            return _run(machine, value, name, given, named, node)
    if name in ("item", "tolist") and isinstance(value, int | float | list):
        return value
    if isinstance(value, tuple | list) and name == "as_list":
        return list(value)
    if isinstance(value, tuple) and name == "numel":
        total: object = 1
        for each in value:
            total = machine.calculated("*", total, each, node)
        return total
    return External(name)


def _run(machine: State, value: object, name: str, given: Given, named: Named, node: ast.AST) -> object:
    if name == "format" and "{" in _PLACES.sub("", str(value)):
        return External(name)  # places with attributes, or as wide as they like
    if name == "format":
        given = [each.last if isinstance(each, External) else each for each in given]
        if not all(isinstance(each, int | float | str) for each in (*given, *named.values())):
            return value
    if name == "extend":
        given = [machine.items(given[0], node) or []]
    if isinstance(value, list) and len(value) > limits.READ_ITEMS:
        machine.refuse(_english.TOO_MANY_STEPS, node)
    if not isinstance(value, PLAIN) or any(isinstance(each, str) and len(each) > _LONGEST for each in (value, *given)):
        return External(name)
    try:
        found = getattr(value, name)(*given, **named)
    except (TypeError, ValueError, IndexError, KeyError, AttributeError) as wrong:
        raise machine.error(_english.python_error(f"{type(wrong).__name__}: {wrong}"), node) from None
    if isinstance(found, str | list | tuple):
        return machine.bounded(found, node)
    return list(found) if name in ("items", "keys", "values") else found
