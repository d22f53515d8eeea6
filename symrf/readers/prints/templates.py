"""The definitions of blocks, read: a chain of children, of branches, and of layers of the notation."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from symrf.networks.notation.architecture import Join, Layer
from symrf.networks.notation.kinds import Kind
from symrf.networks.notation.reader import parse
from symrf.readers.prints.blocks import SHORTCUT, definitions
from symrf.readers.prints.leaves import SEQUENTIAL, told
from symrf.readers.prints.modules import Module

__all__ = ["Branching", "Chosen", "Step", "Template", "Word", "chosen", "matching", "mentioned", "opaque", "printed"]

_WORDS = frozenset({"*", "id?", "half", "skip", "id"})
_POOLED = frozenset({Kind.GLOBAL_AVERAGE, Kind.GLOBAL_MAX})
_TOKEN = re.compile(r"\[|\]|[|+&](?=\s)|[^\s\[\]]+")
_JOINS = {join.value: join for join in Join}
_ADDED = re.compile(r"^Quantizable|[23][dD]$")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The first child that is printed of some: `side` by side are its children then, or one behind the other with all
    kept, or each reading the output of the same number of the list before; `missing` is what stands in its place."""

    names: tuple[str, ...]
    optional: bool = False
    how: str = ""
    missing: Word | Layer | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the definitions: id, half, skip, `*`."""

    text: str


@dataclass(frozen=True, slots=True)
class Branching:
    """Chains on one input, joined."""

    chains: tuple[Template, ...]
    join: Join


Step = Layer | Chosen | Word | Branching
Template = tuple[Step, ...]


def chosen(module: Module) -> Template | None:
    """The definition of a module by its class and by the children that it has; None where there is none.

    >>> squeeze = Module("squeeze", "Conv2d", 0, 0)
    >>> chosen(Module("", "Fire", 0, 0, children=[squeeze])) is None
    True
    """
    for text in _texts(module.name):
        template = _read(text)
        if all(step.optional or step.missing or printed(module, step) for step in _named(template)):
            return template
    return None


def _texts(name: str) -> tuple[str, ...]:
    """The definitions of a name; of what it is like where it has none, QuantizableInception, BasicBlock3D."""
    found = definitions()
    stem = _ADDED.sub("", name)
    inception = (*found["Inception"], *found["Mixed_4a"]) if "Inception" in name else ()
    return found.get(name) or found.get(stem) or inception


def matching(module: Module, name: str) -> list[Module]:
    """The children that a name of a definition stands for: one, or all that begin so."""
    if name == "$shortcut":
        return [child for child in module.children if SHORTCUT.fullmatch(child.key)]
    if name == "$self":
        return [replace(module, key="")]
    if name == "$pool":
        return [child for child in module.children if _pools(child)][:1]
    if name.endswith("*"):
        start = name[:-1]
        return [child for child in module.children if child.key.startswith(start)]
    return [child for child in module.children if child.key == name]


def _pools(child: Module) -> bool:
    given = told(child)
    return given is not None and bool(given.layers) and given.layers[0].kind in _POOLED


def printed(module: Module, step: Chosen) -> bool:
    """Whether one of the children that a step names is there, and is more than an empty chain."""
    found = [child for name in step.names for child in matching(module, name)]
    return any(child.children or child.name not in SEQUENTIAL for child in found)


def opaque(template: Template) -> bool:
    """Whether what its first child takes is not what the block takes: half of it, or the outputs of a list."""
    for step in template:
        match step:
            case Word("half") | Chosen(missing=Word("half")) | Chosen(how="=|"):
                return True
            case Branching(chains) if any(map(opaque, chains)):
                return True
    return False


def mentioned(template: Template, module: Module) -> set[int]:
    """The children that a definition names, by their ids."""
    return {id(child) for step in _named(template) for name in step.names for child in matching(module, name)}


def _named(template: Template) -> list[Chosen]:
    found: list[Chosen] = []
    for step in template:
        if isinstance(step, Chosen):
            found.append(step)
        elif isinstance(step, Branching):
            found += [each for chain in step.chains for each in _named(chain)]
    return found


@lru_cache(maxsize=256)
def _read(text: str) -> Template:
    tokens = _TOKEN.findall(text)
    return _chain(tokens, 0)[0]


def _chain(tokens: list[str], place: int) -> tuple[Template, int]:
    steps: list[Step] = []
    while place < len(tokens) and tokens[place] not in ("]", *_JOINS):
        if tokens[place] == "[":
            branching, place = _branching(tokens, place + 1)
            steps.append(branching)
        else:
            steps.append(_step(tokens[place]))
            place += 1
    return tuple(steps), place


def _branching(tokens: list[str], place: int) -> tuple[Branching, int]:
    first, place = _chain(tokens, place)
    chains, join = [first], Join.CONCATENATE
    while tokens[place] != "]":
        join = _JOINS[tokens[place]]
        chain, place = _chain(tokens, place + 1)
        chains.append(chain)
    return Branching(tuple(chains), join), place + 1


def _step(token: str) -> Step:
    if not token.startswith("."):
        return _missing(token)
    names = token.rstrip("|>=") if token.endswith("/id?") else token.rstrip("|>=?")
    how = token[len(names) :]
    parts = names.split("/")
    missing = None if parts[-1].startswith(".") else _missing(parts.pop())
    return Chosen(tuple(part.removeprefix(".") for part in parts), how == "?", how.strip("?"), missing)


def _missing(token: str) -> Word | Layer:
    """A word of the definitions, or a layer of the notation."""
    if token in _WORDS:
        return Word(token)
    return next(replace(layer, name=None) for layer in parse(token).layers())
