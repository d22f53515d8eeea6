"""A torch.fx graph, as print(graph) or as the code of its forward: the wiring of a network, whose modules are printed
beside it or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from symrf.networks.notation.architecture import Join, Layer, Value
from symrf.networks.notation.kinds import Kind
from symrf.readers import torch_modules
from symrf.readers.graph import Building, Graph
from symrf.readers.pasted import Pasted
from symrf.readers.prints import _english
from symrf.readers.prints.arguments import arguments, pieces
from symrf.readers.prints.leaves import LEAF, leaf
from symrf.readers.prints.modules import Module, modules

__all__ = ["claims", "read"]

_CLAIMED = re.compile(r"= call_module\[target=|^\s*\w+ = self\.\w[\w.]*\(\w+\)", re.MULTILINE)
_WRITTEN = re.compile(r"^\s*`?class \w+|^\s*import |^\s*self\.\w+ *= ", re.MULTILINE)  # by a hand
_LISTED = re.compile(
    r"^\s*%(?P<name>\w+)[^\n]*? = (?P<what>call_\w+|placeholder|get_attr|output)"
    r"\[target=(?P<target>[^\]\n]+)\](?:\(args = \((?P<args>.*?)\), kwargs = \{(?P<kwargs>.*?)\}\))?",
    re.MULTILINE,
)
_RETURNED = re.compile(r"^\s*return (?P<what>.+)$", re.MULTILINE)
_CODE = re.compile(
    r"""^[ \t]*(?P<name>\w+)[ ]=[ ](?:
        (?:getattr\((?P<around>self[\w.]*),[ ]"(?P<part>\w+)"\)(?P<more>[\w.]*)|(?P<module>self\.[\w.]+))
            \((?P<given>[^()\n]*)\)
        |(?P<left>\w+)[ ](?P<sign>[+*])[ ](?P<right>\w+)
        |(?P<function>torch\.[\w.]+)\((?P<arguments>.*?)\)
        |(?P<tensor>\w+)\.(?P<method>\w+)\((?P<parts>.*?)\)
    )(?:;.*)?$""",
    re.VERBOSE | re.MULTILINE,
)
_STATEMENT = re.compile(r"^[ \t]+(?!return\b|def\b|#)(?P<name>\w+) = .*$", re.MULTILINE)
_SCRIPT = re.compile(r"= (?:aten|prim)::\w+[\[(]")
_BODY = re.compile(r"^\s*def forward\(self, (?P<input>\w+)", re.MULTILINE)
_JOINS: Mapping[str, Join] = {"add": Join.ADD, "iadd": Join.ADD, "add_": Join.ADD, "mul": Join.GATE, "imul": Join.GATE}
_CONCATENATIONS = frozenset({"cat", "concat", "concatenate"})
_FLATTENING = frozenset({"flatten", "view", "reshape", "squeeze"})


@dataclass(frozen=True, slots=True)
class _Line:
    """A step: what it is called, what it does, and what it is given, as text; the place of the line."""

    name: str
    what: str  # module, function, or placeholder
    target: str
    given: str
    start: int
    stop: int


def claims(pasted: Pasted) -> bool:
    """Whether a text is a graph of torch.fx, or the code that it makes."""
    text = pasted.clean
    if _SCRIPT.search(text) is not None and "onnx::" not in text:
        return True
    return _CLAIMED.search(text) is not None and _WRITTEN.search(text) is None


def read(pasted: Pasted) -> tuple[Graph, ...]:
    """The network of a graph whose modules are printed beside it; a ReadError says what is missing."""
    script = _SCRIPT.search(pasted.clean)
    if script is not None:
        raise pasted.error(_english.SCRIPT, *script.span())
    lines = list(_lines(pasted))
    roots = [root for root in modules(pasted, LEAF) if root.children]
    if not roots:
        line = next((each for each in lines if each.what == "module"), None)
        start, stop = (0, len(pasted.clean)) if line is None else (line.start, line.stop)
        raise pasted.error(_english.MODULES_ARE_MISSING, start, stop)
    return (_Net(pasted, roots[0]).graph(lines),)


def _lines(pasted: Pasted) -> Iterator[_Line]:
    """The steps of a graph, in order: those of its table, or those of its code where it has none."""
    text = pasted.clean
    listed = list(_LISTED.finditer(text))
    for found in listed:
        what = {"call_module": "module", "placeholder": "placeholder", "output": "output"}.get(
            found["what"], "function"
        )
        named = [piece.replace(":", "=", 1) for piece in pieces(found["kwargs"] or "")]
        given = ", ".join(filter(None, (found["args"], *named))).replace("%", "")
        yield _Line(found["name"], what, found["target"].strip(), given, *found.span())
    body = _BODY.search(text)
    if listed or body is None:
        return
    yield _Line(body["input"], "placeholder", body["input"], "", *body.span())
    for statement in _STATEMENT.finditer(text, body.end()):
        coded = _CODE.match(text, statement.start())
        if coded is None:
            raise pasted.error(_english.STATEMENT, statement.start("name"), statement.end())
        yield _coded(coded)


def _coded(found: re.Match[str]) -> _Line:
    """A statement of the code."""
    place = found.span()
    if found["sign"] is not None:
        target = "add" if found["sign"] == "+" else "mul"
        return _Line(found["name"], "function", target, f"{found['left']}, {found['right']}", *place)
    if found["function"] is not None:
        return _Line(found["name"], "function", found["function"], found["arguments"], *place)
    if found["tensor"] is not None:
        return _Line(found["name"], "function", found["method"], f"{found['tensor']}, {found['parts']}", *place)
    path = found["module"] or f"{found['around']}.{found['part']}{found['more']}"
    return _Line(found["name"], "module", path.removeprefix("self."), found["given"], *place)


class _Net:
    """A network while its steps are gone through; each value of the graph is a place."""

    def __init__(self, pasted: Pasted, root: Module) -> None:
        self.pasted = pasted
        self.root = root
        self.building = Building()
        self.places: dict[str, int] = {}
        self.channels: Value | None = None
        self.axes: tuple[str, ...] | None = None

    def graph(self, lines: Sequence[_Line]) -> Graph:
        """The graph, whose output is what is returned."""
        last = 0
        for line in lines:
            last = self.places[line.name] = self.step(line)
        if not self.building.nodes:
            raise self.pasted.error(_english.NO_MODULE, 0, len(self.pasted.clean))
        returned = _RETURNED.search(self.pasted.clean, lines[-1].stop if lines else 0)
        names = re.findall(r"\w+", returned["what"]) if returned else []
        outputs = tuple(self.places[name] for name in names if name in self.places) or (last,)
        return self.building.graph(
            *outputs, channels=self.channels, axes=self.axes or ("h", "w"), name=self.root.key or self.root.name
        )

    def step(self, line: _Line) -> int:
        """What a step gives."""
        if line.what == "placeholder":
            if self.places:
                raise self.pasted.error(_english.SEVERAL_INPUTS, line.start, line.stop)
            return 0
        if line.what == "module":
            return self.module(line)
        return self.function(line)

    def sources(self, line: _Line) -> list[int]:
        """The places of the values that a step is given."""
        names = re.findall(r"\w+", line.given)
        found = [self.places[name] for name in names if name in self.places]
        if not found:
            raise self.pasted.error(_english.STATEMENT, line.start, line.stop)
        return found

    def module(self, line: _Line) -> int:
        """A module of the print, by its path."""
        module = _at(self.root, line.target.split("."))
        given = None
        try:
            given = None if module is None else leaf(module)
        except ValueError as error:
            raise self.pasted.error(str(error), line.start, line.stop) from None
        if module is None or given is None:
            raise self.pasted.error(_english.not_beside(line.target), line.start, line.stop)
        if given.takes is not None and self.channels is None:
            self.channels = given.takes[1]
        self.axes = self.axes or (given.axes if given.takes else None)
        place = self.sources(line)[0]
        if given.takes is not None and given.takes[0] == "features":
            self.building.expect(len(self.building.nodes) + 1, "features", given.takes[1], span=self.span(line))
        return self.building.chain(given.layers, place, name=line.target, span=self.span(line))

    def function(self, line: _Line) -> int:
        """A function: a join, or what torch_modules knows."""
        name = line.target.rpartition(".")[2].strip("<> ").removeprefix("built-in function ").split(" ")[0]
        places = self.sources(line)
        if name in _CONCATENATIONS or (name in _JOINS and len(places) > 1):
            return self.building.add(_JOINS.get(name, Join.CONCATENATE), *places, span=self.span(line))
        if name in _FLATTENING and len(places) == 1:
            if places[0] and self.building.nodes[places[0] - 1].item == Layer(Kind.FLATTEN):
                return places[0]
            return self.building.add(Layer(Kind.FLATTEN), places[0], span=self.span(line))
        given = arguments(", ".join(list(pieces(line.given))[1:]))
        try:
            layers = torch_modules.functional(name, given, len(self.axes or ("h", "w")))
        except ValueError as error:
            raise self.pasted.error(str(error), line.start, line.stop) from None
        if layers is None or len(places) != 1:
            raise self.pasted.error(_english.STATEMENT, line.start, line.stop)
        return self.building.chain(layers, places[0], span=self.span(line))

    def span(self, line: _Line) -> tuple[int, int]:
        """Where a step stands in the paste."""
        return self.pasted.span(line.start, line.stop)


def _at(module: Module, path: Sequence[str]) -> Module | None:
    """The module at a path; None where it is not printed."""
    for key in path:
        found = next((child for child in module.children if child.key == key), None)
        if found is None:
            return None
        module = found
    return module
