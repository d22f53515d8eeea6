"""The floors of the house, read from its imports: none runs up, there is no circle, and what is private stays so."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "symrf"
FLOORS = (  # from the ground up; a package imports those before it
    ("errors",),
    ("formulas.printing", "formulas"),
    ("exact._english",),
    ("exact.numbers",),
    ("exact.sets",),
    ("exact.sampling",),
    ("exact.logic",),
    ("networks.notation",),
    ("networks",),
    ("answers.documents.english", "answers.documents.pictures", "answers.documents", "answers"),
    ("readers",),
    ("writers",),
    ("front.rendering", "front.manuscripts", "front.page", "front"),
)
DOORS = {"__init__", "__main__", "cli", "sphinx"}  # which only open to what is inside
TOP = {
    "answers",
    "exact",
    "formulas",
    "front",
    "networks",
    "readers",
    "writers",
    "errors.py",
    "py.typed",
    "schema.json",
} | {f"{door}.py" for door in DOORS}


class Import(NamedTuple):
    """That a module imports a name, or a whole module (`name` is empty), at a line."""

    module: str
    line: int
    source: str
    name: str

    def __str__(self) -> str:
        return f"{self.module}:{self.line} imports {self.source} {self.name}".rstrip()


def modules() -> dict[str, Path]:
    """The modules of the package, without `symrf.` before them; a package itself is its `__init__`."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)] = path
    return found


MODULES = modules()


def imports() -> Iterator[Import]:
    """What modules import of symrf, wherever in them that stands."""
    for module, path in MODULES.items():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                for each in node.names:
                    if each.name.partition(".")[0] == "symrf":
                        yield Import(module, node.lineno, each.name.removeprefix("symrf").lstrip(".") or "__init__", "")
            elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "symrf":
                source = (node.module or "").removeprefix("symrf").lstrip(".")
                for each in node.names:
                    inner = f"{source}.{each.name}".lstrip(".")
                    yield (
                        Import(module, node.lineno, inner, "")
                        if inner in MODULES
                        else Import(module, node.lineno, source or "__init__", each.name)
                    )


IMPORTS = tuple(imports())


def package(module: str) -> str:
    """The package in which a module is, as the table of floors names it."""
    names = [name for floor in FLOORS for name in floor]
    inside = [name for name in names if module == name or module.startswith(f"{name}.")]
    return max(inside, key=len, default=module)


def floor(module: str) -> int:
    """The floor on which a module is; doors stand above all."""
    home = package(module)
    return next((place for place, names in enumerate(FLOORS) if home in names), len(FLOORS))


def table() -> str:
    """The floors, the highest first, each with the packages that it imports."""
    lines = []
    for names in reversed(FLOORS):
        for name in reversed(names):
            below = {package(each.source) for each in IMPORTS if package(each.module) == name} - {name}
            lines.append(f"{name:<28} {', '.join(sorted(below))}".rstrip())
    return "\n".join(lines)


def test_every_module_is_on_a_floor() -> None:
    """At the top of the package stand the floors, the doors and what all share."""
    there = {path.name for path in PACKAGE.iterdir() if path.name != "__pycache__"}
    assert there == TOP
    assert {module for module in MODULES if floor(module) == len(FLOORS)} == DOORS | ({"exact"} & MODULES.keys())


def test_no_import_runs_up() -> None:
    up = [str(each) for each in IMPORTS if floor(each.module) < floor(each.source) and each.source != "__init__"]
    up += [
        str(each) for each in IMPORTS if each.source == "__init__" and package(each.module).partition(".")[0] != "front"
    ]
    assert not up, "\n".join(["these imports run up the floors:", *up, "", table()])


def test_there_is_no_circle() -> None:
    """Each module can be put below all that import it."""
    below = {module: {each.source for each in IMPORTS if each.module == module} - {module} for module in MODULES}
    below = {module: {each for each in sources if each != "__init__"} for module, sources in below.items()}
    while ground := {module for module, sources in below.items() if not sources & below.keys()}:
        below = {module: sources for module, sources in below.items() if module not in ground}
    rest = [f"{module} -> {', '.join(sorted(sources & below.keys()))}" for module, sources in sorted(below.items())]
    assert not below, "\n".join(["these modules import each other in a circle, or stand on one:", *rest])


def test_what_is_private_is_nobody_elses_business() -> None:
    """A module with an underscore is for its own package and what is in that, a name with one for its own module."""
    modules_outside = [
        each
        for each in IMPORTS
        if each.source.rpartition(".")[2].startswith("_")
        and each.source not in DOORS
        and not f"{each.module}.".startswith(f"{each.source.rpartition('.')[0]}.")
    ]
    names_outside = [each for each in IMPORTS if each.name.startswith("_") and not each.name.startswith("__")]
    assert not [*map(str, modules_outside), *map(str, names_outside)]


def test_sympy_is_asked_in_two_rooms() -> None:
    """In that of trees and in that of polynomials; elsewhere its types are named, and nothing is run."""
    asked = set()
    for module, path in MODULES.items():
        tree = ast.parse(path.read_text("utf-8"))
        named = [node for each in ast.walk(tree) if isinstance(each, ast.If) for node in ast.walk(each)]
        for node in ast.walk(tree):
            sources = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            sources += [each.name for each in node.names] if isinstance(node, ast.Import) else []
            if node not in named and any(source.partition(".")[0] == "sympy" for source in sources):
                asked.add(package(module))
    assert asked == {"formulas", "exact.numbers"}


@pytest.mark.parametrize("door", sorted(DOORS - {"__init__"}))
def test_a_door_only_opens(door: str) -> None:
    statements = ast.parse(MODULES[door].read_text("utf-8")).body
    assert not [each for each in statements if isinstance(each, ast.FunctionDef | ast.ClassDef)]


@pytest.mark.parametrize("name", sorted({name for names in FLOORS for name in names} - {"errors", "exact._english"}))
def test_a_package_says_what_it_is(name: str) -> None:
    """Its `__init__` says a sentence, and its public names where it has any, and nothing else."""
    tree = ast.parse(MODULES[name].read_text("utf-8"))
    said = ast.get_docstring(tree)
    assert said, f"symrf/{name.replace('.', '/')}/__init__.py says nothing of the package"
    for public in re.findall(r"`([\w.]+)`", said.partition("For others: ")[2]):
        module, _, known = f"symrf.{name}.{public}".rpartition(".")
        assert f"{name}.{public}" in MODULES or hasattr(import_module(module), known), f"there is no {name}.{public}"
    assert not [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef | ast.ClassDef | ast.If)]


STATES = {"Window", "Scaled", "Sampling"}  # which are one interface, symrf.exact.sampling.states.State


def test_nobody_asks_which_state_it_is() -> None:
    """Outside of their own package no `isinstance` and no `case` tells the kinds of states apart."""
    asked = []
    for module, path in MODULES.items():
        if package(module) == "exact.sampling":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.MatchClass):
                kinds: list[ast.AST] = [node.cls]
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "isinstance":
                kinds = [*ast.walk(node.args[1])]
            else:
                continue
            if any(isinstance(each, ast.Name) and each.id in STATES for each in kinds):
                asked.append(f"{module}:{node.lineno}")
    assert not asked
