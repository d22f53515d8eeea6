"""A text as a program: as it stands, or a fragment of one that is put where it belongs."""

from __future__ import annotations

import ast
import re
import warnings
from dataclasses import dataclass

from symrf.readers.pasted import Pasted
from symrf.readers.source import _english
from symrf.readers.source.talk import without_line, without_talk

__all__ = ["Program", "parsed"]

_FRONT = "if True:\n"
_PRINT = re.compile(r"^([ \t]*)print +(?![=(]).*$", re.MULTILINE)
_SELF = "self"
_LINES_LEFT = 12  # lines between sentences that are left out one by one


@dataclass(frozen=True, slots=True)
class Program:
    """What was parsed, and how many lines were put before it; `fragment` says that it was no class of its own, and
    `chained` that the order of its layers is that in which they stand."""

    tree: ast.Module
    shift: int = 0
    fragment: bool = False
    chained: bool = False


def parsed(pasted: Pasted) -> Program:
    """The program of a text; a ReadError names the line with what Python does not read."""
    shift = 0
    try:
        tree = _tree(pasted.clean)
    except SyntaxError as wrong:
        try:
            tree, shift = _mended(pasted.clean)
        except SyntaxError:
            found = _amid_talk(pasted.clean)
            if found is None:
                raise _refused(pasted, wrong) from None
            tree, shift = found
    except (ValueError, MemoryError, RecursionError):
        raise pasted.error(_english.TOO_DEEP) from None
    first = tree.body[0] if tree.body else None
    nodes = [*first.body, *tree.body[1:]] if shift == 1 and isinstance(first, ast.If) else tree.body
    return _placed(nodes, shift)


def _tree(text: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text)


def _mended(text: str) -> tuple[ast.Module, int]:
    """A text whose first line is indented, or that prints as Python 2 does."""
    text = _PRINT.sub(lambda found: found[1] + "pass".ljust(len(found[0]) - len(found[1])), text)
    indent = min((len(found) for found in re.findall(r"^( +)def ", text, re.MULTILINE)), default=4)
    fronts = ("", _FRONT, f"class Net(nn.Module):\n{' ' * indent}def __init__(self):\n")
    for front in fronts[:-1]:
        try:
            tree = _tree(front + text)
            if front and isinstance(tree.body[0], ast.If) and tree.body[0].orelse:
                continue  # of a condition that is not in the text
            return tree, front.count("\n")
        except SyntaxError:
            continue
    return _tree(fronts[-1] + text), 2


def _amid_talk(text: str) -> tuple[ast.Module, int] | None:
    """What stands between sentences; None where that, too, is no program."""
    left: str | None = without_talk(text)
    for _ in range(_LINES_LEFT):
        if left is None or not left.strip():
            return None
        try:
            return _tree(left), 0
        except SyntaxError as wrong:
            line = wrong.lineno or 0
        try:
            return _mended(left)
        except SyntaxError:
            left = without_line(left, line)
    return None


def _refused(pasted: Pasted, wrong: SyntaxError) -> Exception:
    lines = pasted.lines
    line = min(max((wrong.lineno or 1) - 1, 0), len(lines) - 1)
    start, text = lines[line] if lines else (0, "")
    at = start + min(max((wrong.offset or 1) - 1, 0), max(len(text) - 1, 0))
    return pasted.error(_english.syntax(wrong.msg, line + 1), at, at + 1)


def _placed(nodes: list[ast.stmt], shift: int) -> Program:
    """Statements outside of a class that speak of `self` are put into one."""
    methods = [each for each in nodes if isinstance(each, ast.FunctionDef) and _first(each) == _SELF]
    loose = [each for each in nodes if not isinstance(each, ast.ClassDef | ast.FunctionDef) and _speaks_of_self(each)]
    if not methods and not loose:
        return Program(ast.Module(nodes, []), shift, bool(shift))
    rest = [each for each in nodes if each not in methods and each not in loose]
    names = {each.name for each in methods}
    made: list[ast.stmt] = list(methods)
    layers = [each for each in loose if _assigns_self(each)]
    steps = [each for each in loose if each not in layers]
    anchor = loose[0] if loose else methods[0]
    if "__init__" not in names and layers:
        made.insert(0, _function("__init__", [_SELF], layers, anchor))
    chained = "forward" not in names and not steps
    if "forward" not in names and steps:
        made.append(_function("forward", [_SELF, "x"], [*steps, *_returned(steps)], anchor))
    found = ast.ClassDef("Net", [_name("nn.Module")], [], made, [])
    ast.copy_location(found, anchor)
    ast.fix_missing_locations(found)
    return Program(ast.Module([*rest, found], []), shift, True, chained)


def _first(node: ast.FunctionDef) -> str:
    return node.args.args[0].arg if node.args.args else ""


def _speaks_of_self(node: ast.stmt) -> bool:
    return any(isinstance(each, ast.Name) and each.id == _SELF for each in ast.walk(node))


def _assigns_self(node: ast.stmt) -> bool:
    """Whether a statement makes a part of the network."""
    return any(
        isinstance(each, ast.Attribute)
        and isinstance(each.ctx, ast.Store)
        and isinstance(each.value, ast.Name)
        and each.value.id == _SELF
        for each in ast.walk(node)
    ) or any(
        isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and each.func.id == "super"
        for each in ast.walk(node)
    )


def _returned(steps: list[ast.stmt]) -> list[ast.stmt]:
    """What a fragment of a forward gives: the name that it assigned last."""
    last = steps[-1]
    if isinstance(last, ast.Assign) and isinstance(last.targets[0], ast.Name):
        return [ast.Return(ast.Name(last.targets[0].id, ast.Load()))]
    if isinstance(last, ast.Expr):
        steps[-1] = ast.copy_location(ast.Return(last.value), last)
    return []


def _function(name: str, arguments: list[str], body: list[ast.stmt], anchor: ast.stmt) -> ast.FunctionDef:
    given = ast.arguments([], [ast.arg(each) for each in arguments], None, [], [], None, [])
    return ast.copy_location(ast.FunctionDef(name, given, body, []), anchor)


def _name(path: str) -> ast.expr:
    return ast.parse(path, mode="eval").body
