"""What a program's values are while it is read: Python's own plain ones, and these."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from symrf.readers.source.numbers import Whole

__all__ = [
    "Atom",
    "Bound",
    "Class",
    "External",
    "Function",
    "Module",
    "Native",
    "Scope",
    "Super",
    "Tensor",
    "contained",
    "held",
]


@dataclass(frozen=True, slots=True)
class External:
    """A name that the text does not define: of a library, or of nothing that is known. `given` are the arguments of a
    call that is not understood, `argument` says that it is an argument that was not given."""

    path: str
    argument: bool = False
    given: tuple[object, ...] = field(default=(), compare=False)

    @property
    def last(self) -> str:
        """The name behind the last dot."""
        return self.path.rpartition(".")[2]


@dataclass(slots=True)
class Scope:
    """Names and their values; those of an outer scope are seen."""

    names: dict[str, object] = field(default_factory=dict)
    outer: Scope | None = None
    inner_of: Class | None = None  # of a method: its class, for super()
    receiver: object = None

    def holder(self, name: str) -> Scope | None:
        """The scope that has a name."""
        scope: Scope | None = self
        while scope is not None and name not in scope.names:
            scope = scope.outer
        return scope


@dataclass(eq=False, slots=True)
class Function:
    """A function or a lambda of the text."""

    name: str
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    scope: Scope
    defaults: Mapping[str, object]
    home: Class | None = None
    kind: str = ""  # "static", "class" or "property"


@dataclass(eq=False, slots=True)
class Class:
    """A class of the text."""

    name: str
    node: ast.ClassDef
    bases: tuple[object, ...]
    attributes: dict[str, object]

    def line(self) -> Iterator[Class]:
        """It and the classes of the text from which it derives, the nearest first."""
        yield self
        for base in self.bases:
            if isinstance(base, Class):
                yield from base.line()

    @property
    def foreign(self) -> External | None:
        """The class of a library from which it derives."""
        for each in self.line():
            for base in each.bases:
                if isinstance(base, External) and base.last not in ("object", "ABC"):
                    return base
        return None

    def find(self, name: str, behind: Class | None = None) -> object:
        """An attribute of the class or of those it derives from; None where there is none."""
        found = [*self.line()]
        if behind in found:
            found = found[found.index(behind) + 1 :]
        return next((each.attributes[name] for each in found if name in each.attributes), None)


@dataclass(eq=False, slots=True)
class Module:
    """An object: of a class of the text (`made_of`), or a module of a library (`kind`), or both."""

    kind: str  # the name of the library's class, "" where there is none
    made_of: Class | None = None
    attributes: dict[str, object] = field(default_factory=dict)
    children: dict[str, object] = field(default_factory=dict)  # of a container
    arguments: dict[str | int, object] = field(default_factory=dict)
    node: ast.AST | None = None
    order: int = 0

    def parts(self) -> Iterator[tuple[str, object]]:
        """What it holds, with the names."""
        yield from self.children.items()
        yield from self.attributes.items()


@dataclass(frozen=True, slots=True)
class Bound:
    """A method with its object; of a value of Python, `function` is its name."""

    function: Function | str
    of: object


@dataclass(frozen=True, slots=True)
class Native:
    """A function of Python itself that is understood."""

    name: str


@dataclass(frozen=True, slots=True)
class Super:
    """What super() is: the object, and the class behind which is looked."""

    behind: Class
    of: object


@dataclass(frozen=True, slots=True)
class Atom:
    """A factor of a dimension: the batch "n", channels or a part of them "c", an axis "s", features "f"."""

    role: str
    index: int
    size: Whole


@dataclass(frozen=True, slots=True)
class Tensor:
    """What a place gives, as the program has it at hand: each dimension is a product of atoms, none for 1.

    `dims` are None for the input as long as nothing says how many it has.
    """

    place: int
    dims: tuple[tuple[Atom, ...], ...] | None = None
    pooled: tuple[int, ...] = ()  # axes along which a mean was taken, as long as the others wait for theirs

    @property
    def image(self) -> bool:
        """Whether axes are left."""
        return self.dims is not None and not any(atom.role == "f" for dim in self.dims for atom in dim)


def held(module: Module) -> Iterator[Module]:
    """The modules that a module holds itself."""
    for _, part in module.parts():
        for each in part if isinstance(part, list | tuple) else (part,):
            if isinstance(each, Module):
                yield each


def contained(module: Module, seen: set[int] | None = None) -> Iterator[Module]:
    """The modules in a module, each once, and not itself."""
    seen = set() if seen is None else seen
    for each in held(module):
        if id(each) not in seen:
            seen.add(id(each))
            yield each
            yield from contained(each, seen)
