"""The methods of PyTorch's modules, and of argparse's options: what they do to an object."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence

from symrf.readers.source.state import State
from symrf.readers.source.torch_layers import CONTAINERS, FROZEN
from symrf.readers.source.values import External, Module

__all__ = ["METHODS_OF_MODULES", "OPTIONS", "option"]

Given = Sequence[object]
Named = Mapping[str, object]

_STAYING = frozenset(
    [
        "to",
        "cuda",
        "cpu",
        "float",
        "half",
        "double",
        "eval",
        "train",
        "apply",
        "type",
        "share_memory",
        "xpu",
        "compile",
    ]
)
OPTIONS = frozenset({"add_argument", "parse_args", "parse_known_args"})
"""What is asked of argparse."""


def _add_module(_: State, value: Module, given: Given, named: Named) -> object:
    name, part = (*given, named.get("name"), named.get("module"))[:2]
    holder = value.children if value.kind in CONTAINERS else value.attributes
    holder[str(name)] = part
    return None


def _append(_: State, value: Module, given: Given, __: Named) -> object:
    value.children[str(len(value.children))] = given[0]
    return value


def _extend(machine: State, value: Module, given: Given, _: Named) -> object:
    for each in machine.items(given[0], value.node or ast.Pass()) or ():
        value.children[str(len(value.children))] = each
    return value


def _insert(_: State, value: Module, given: Given, __: Named) -> object:
    found = list(value.children.values())
    if isinstance(given[0], int):
        found.insert(given[0], given[1])
    value.children = {str(n): each for n, each in enumerate(found)}
    return None


def _update(_: State, value: Module, given: Given, __: Named) -> object:
    value.children |= given[0] if isinstance(given[0], dict) else {}
    return None


def _buffer(_: State, value: Module, given: Given, named: Named) -> object:
    value.attributes[str(given[0] if given else named.get("name"))] = External("Parameter")
    return None


def _modules(_: State, value: Module, __: Given, ___: Named) -> object:
    return [each for _, each in value.parts() if isinstance(each, Module)]


def _named(_: State, value: Module, __: Given, ___: Named) -> object:
    return [(name, each) for name, each in value.parts() if isinstance(each, Module)]


def _frozen(_: State, value: Module, given: Given, named: Named) -> object:
    learnt = given[0] if given else named.get("requires_grad", True)
    value.attributes[FROZEN] = learnt is False
    return value


def _itself(_: State, value: Module, __: Given, ___: Named) -> object:
    return value


def _empty(_: State, __: Module, ___: Given, ____: Named) -> object:
    return []


METHODS_OF_MODULES: Mapping[str, Callable[[State, Module, Given, Named], object]] = {
    "add_module": _add_module,
    "register_module": _add_module,
    "append": _append,
    "extend": _extend,
    "insert": _insert,
    "update": _update,
    "register_buffer": _buffer,
    "register_parameter": _buffer,
    "children": _modules,
    "values": _modules,
    "items": _named,
    "named_children": _named,
    "requires_grad_": _frozen,
    "keys": lambda _machine, value, _given, _named: list(value.children),
    **dict.fromkeys(("modules", "named_modules", "parameters", "named_parameters", "buffers"), _empty),
    **dict.fromkeys(_STAYING, _itself),
}


def option(value: Module, name: str, given: Given, named: Named) -> object:
    """argparse: an option has its default."""
    if name == "add_argument":
        words = [each for each in given if isinstance(each, str)]
        word = max(words, key=len, default="").lstrip("-").replace("-", "_")
        usual = named.get("default", False if named.get("action") == "store_true" else None)
        value.attributes[str(named.get("dest", word))] = External(word) if usual is None else usual
        return None
    return (value, []) if name == "parse_known_args" else value
