"""What is said to a user stands in one module of a package, `_english`: each sentence once, in plain words."""

from __future__ import annotations

import ast
import builtins
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "symrf"
ENGLISH = sorted(PACKAGE.rglob("_english.py"))
REFUSALS = sorted(PACKAGE.rglob("refusals.py"))  # whose functions return what is said where reading stops
PROSE = sorted((PACKAGE / "answers" / "documents" / "english").rglob("*.py"))  # a package of English
SPEAKING = sorted({path for module in ENGLISH for path in module.parent.rglob("*.py")} - {*ENGLISH, *PROSE})
BANNED = ("hang on", "hangs on")
INSIDE = {"Unread"}  # raised by symrf for itself: no user reads it
REASONED = {"Answer", "Untold"}  # not raised, and with a reason all the same


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def strings(node: ast.AST) -> Iterator[str]:
    """The strings in what stands at a node, as they are written; those of an f-string are one."""
    match node:
        case ast.JoinedStr(values):
            yield " … ".join(str(each.value) for each in values if isinstance(each, ast.Constant))
        case ast.Constant(str() as text):
            yield text
    for child in ast.iter_child_nodes(node):
        if not isinstance(node, ast.JoinedStr) or not isinstance(child, ast.Constant):
            yield from strings(child)


def sentences(node: ast.AST) -> list[str]:
    """The strings of more than two words."""
    return [text for text in strings(node) if len(re.findall(r"[A-Za-z]+", text)) > 2]


def name(node: ast.AST) -> str:
    """The last part of a name: `Fault` of `layers.Fault`."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def refusing() -> set[str]:
    """The classes of symrf that say why something is not answered."""
    found = {"Exception", "ValueError"}
    classes = [
        each for path in PACKAGE.rglob("*.py") for each in ast.walk(tree(path)) if isinstance(each, ast.ClassDef)
    ]
    while more := {each.name for each in classes if found.intersection(map(name, each.bases))} - found:
        found |= more
    return (found | REASONED) - {"Exception", "ValueError"} - INSIDE


REFUSING = refusing()


def refused(node: ast.AST) -> ast.Call | None:
    """The call that makes a refusal at a node: of a class, of a method of a class, or of a function that is raised."""
    if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
        made = name(node.exc.func)
        return None if hasattr(builtins, made) or made in INSIDE else node.exc
    if isinstance(node, ast.Call) and {name(node.func), name(getattr(node.func, "value", node))} & REFUSING:
        return node
    return None


def told(module: ast.Module) -> Iterator[str]:
    """The sentences of refusals that stand in a module: as an argument, or under a name that is one."""
    for function in ast.walk(module):
        if not isinstance(function, ast.FunctionDef | ast.Module):
            continue
        calls = [call for node in ast.walk(function) if (call := refused(node)) is not None]
        names = {each.id for call in calls for each in ast.walk(call) if isinstance(each, ast.Name)}
        yield from (text for call in calls for text in sentences(call))
        for node in ast.walk(function) if isinstance(function, ast.FunctionDef) else module.body:
            if isinstance(node, ast.Assign | ast.AugAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                if names.intersection(map(name, targets)):
                    yield from sentences(node.value)


def test_some_packages_speak() -> None:
    homes = {str(path.parent.relative_to(PACKAGE)) for path in ENGLISH}
    assert homes >= {"formulas", "exact", "networks", "networks/notation"}


@pytest.mark.parametrize("text", ['raise InputError(f"there is no {x} here")', 'return Fault("a name is missing", 1)'])
def test_a_sentence_is_found(text: str) -> None:
    assert [*told(ast.parse(f"def f():\n    {text}"))]
    assert [*told(ast.parse("def f():\n    words = 'a name is missing'\n    raise InputError(words)"))]
    assert not [*told(ast.parse("def f():\n    raise InputError(_english.no_axis(axis, 'w'))"))]


@pytest.mark.parametrize("path", SPEAKING, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_refusal_has_words_of_its_own(path: Path) -> None:
    """What is raised, and why something is undecided, is said in the words of the package's `_english`."""
    assert not sorted(set(told(tree(path)))), "move these sentences into the package's _english.py"


@pytest.mark.parametrize("path", REFUSALS, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_finder_of_words_has_its_own(path: Path) -> None:
    returned = [each for each in ast.walk(tree(path)) if isinstance(each, ast.Return)]
    assert not [text for each in returned for text in sentences(each)]


@pytest.mark.parametrize("path", ENGLISH, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_sentence_stands_twice(path: Path) -> None:
    twice = [text for text, times in Counter(sentences(tree(path))).items() if times > 1 and len(text.split()) > 4]
    assert not twice


@pytest.mark.parametrize("path", ENGLISH, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_sentence_is_said(path: Path) -> None:
    made = {each.name for each in tree(path).body if isinstance(each, ast.FunctionDef)}
    made |= {name(target) for each in tree(path).body if isinstance(each, ast.Assign) for target in each.targets}
    used: set[str] = set()
    for other in path.parent.rglob("*.py"):
        for node in ast.walk(tree(other)):
            if isinstance(node, ast.Attribute) and name(node.value) == path.stem:
                used.add(node.attr)
            elif isinstance(node, ast.ImportFrom) and (node.module or "").endswith(path.stem):
                used |= {each.name for each in node.names}
            elif other == path and isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                used.add(node.id)
    assert made - used == set()


@pytest.mark.parametrize("path", [*ENGLISH, *PROSE], ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_phrase_is_banned(path: Path) -> None:
    found = [text for text in strings(tree(path)) if re.search(rf"\b({'|'.join(BANNED)})\b", text)]
    assert not found, f"say it otherwise: {', '.join(BANNED)} are not idiomatic"
