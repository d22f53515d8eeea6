"""Small questions about the statements of a program."""

from __future__ import annotations

import ast

from symrf.readers.source.values import Class, Function, Scope

__all__ = ["loaded", "makes"]


def makes(node: ast.stmt, scope: Scope) -> bool:
    """Whether a statement gives a name to an object of a class of the text, or to a module of a library."""
    if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Call):
        return False
    called = node.value.func
    if isinstance(called, ast.Name):
        return isinstance(scope.names.get(called.id), Class | Function)
    return isinstance(called, ast.Attribute) and called.attr[:1].isupper()


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
