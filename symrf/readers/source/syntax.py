"""Small questions about the statements of a program."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable

from symrf.readers.source.state import Ended
from symrf.readers.source.values import Class, Function, Scope

__all__ = ["ended", "layered", "loaded", "makes", "mark", "named"]

_LAYER = re.compile(r"Conv|^conv|Linear|Dense|^dense|Pool|_pool|Norm|Sequential|UpSampl|Upsampl")


def makes(node: ast.stmt, scope: Scope) -> bool:
    """Whether a statement gives a name to an object of a class of the text, or to a module of a library."""
    if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Call):
        return False
    called = node.value.func
    if isinstance(called, ast.Name):
        return isinstance(scope.names.get(called.id), Class | Function)
    return isinstance(called, ast.Attribute) and called.attr[:1].isupper()


def layered(node: ast.AST) -> bool:
    """Whether a part of a program makes layers, by their names."""
    called = (each.func for each in ast.walk(node) if isinstance(each, ast.Call))
    names = (
        each.id if isinstance(each, ast.Name) else each.attr if isinstance(each, ast.Attribute) else ""
        for each in called
    )
    return any(map(_LAYER.search, names))


def named(node: ast.stmt) -> set[str]:
    """The names that a statement gives values to."""
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}


def mark(node: ast.expr) -> str:
    """The name of a decorator."""
    node = node.func if isinstance(node, ast.Call) else node
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def ended(how: str) -> Callable[..., None]:
    """What runs "break" or "continue"."""

    def run(*_: object) -> None:
        raise Ended(how)

    return run


def loaded(target: ast.expr) -> ast.expr:
    """The same place, to be read."""
    match target:
        case ast.Name(name):
            return ast.copy_location(ast.Name(name, ast.Load()), target)
        case ast.Attribute(of, name):
            return ast.copy_location(ast.Attribute(of, name, ast.Load()), target)
        case ast.Subscript(of, index):
            return ast.copy_location(ast.Subscript(of, index, ast.Load()), target)
    return target
