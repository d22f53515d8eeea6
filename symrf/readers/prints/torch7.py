"""What print(net) shows of a network of Torch 7, in Lua: nn.Sequential { … }, whose wiring is in the text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from symrf.formulas import limits
from symrf.networks.notation.architecture import Join, Layer, Value
from symrf.networks.notation.kinds import Kind
from symrf.readers.graph import Building, Graph
from symrf.readers.pasted import Pasted
from symrf.readers.prints import _english
from symrf.readers.prints.torch7_windows import CHANNELS, NUMBER, WORDS, Part, windowed

__all__ = ["claims", "read"]

_CLAIMED = re.compile(
    r"\b(?:nn|cudnn|cunn)\.\w+ \{|\(\d+\): (?:nn|cudnn)\.\w+|\b(?:nn|cudnn)\.\w+\(\d+ -> \d+|\bnn\.gModule\b"
)
_TOKEN = re.compile(
    r"(?:\((?P<key>\d+)\):[ ]*)?(?:DataParallelTable:[ ]*(?:\d+[ ]x[ ])?|[\w.]+[ ]@[ ])?"
    r"(?:nn|cudnn|cunn|nngraph)\.(?P<name>\w+)(?P<body>(?:[ ]?\([^()\n]*\))*)"
    r"(?P<bias>[ ]without[ ]bias)?(?P<opens>[ ]*\{)?(?P<cut>[ ]?\([^()]*\Z)?|(?P<closes>\})"
)
_CHAINS = frozenset({"Sequential", "DataParallelTable", "NoBackprop"})
_BRANCHES = frozenset({"ConcatTable", "Concat", "DepthConcat"})
_JOINS: Mapping[str, Join] = {"CAddTable": Join.ADD, "JoinTable": Join.CONCATENATE, "CMulTable": Join.GATE}
_VIEWS = frozenset({"View", "Reshape"})
_SEVERAL = frozenset({"ParallelTable", "MapTable", "ROIPooling", "SelectTable", "NarrowTable", "Parallel"})


def claims(pasted: Pasted) -> bool:
    """Whether a text is a print of Torch 7."""
    return _CLAIMED.search(pasted.clean) is not None


def read(pasted: Pasted) -> tuple[Graph, ...]:
    """The networks that a text prints; a ReadError points at a module that does not fit.

    >>> net, = read(Pasted.of("nn.Sequential {\\n  (1): nn.SpatialConvolution(3 -> 16, 3x5, 2,1)\\n  (2): nn.ReLU\\n}"))
    >>> [node.item.text for node in net.nodes]
    ['c5x3s1x2-16', 'relu']
    """
    roots, said = _parts(pasted)
    if not roots:
        raise pasted.error(_english.NO_MODULE, 0, len(pasted.clean))
    return tuple(_Net(pasted, said).graph(root) for root in roots)


def _parts(pasted: Pasted) -> tuple[list[Part], list[str]]:
    """The modules on the outside, with what is in them; what is to be said of how they were found."""
    roots: list[Part] = []
    stack: list[Part] = []
    said: list[str] = []
    count = 0
    for token in _TOKEN.finditer(pasted.clean):
        if token["closes"]:
            said += [] if stack or _english.BEGINS_INSIDE in said else [_english.BEGINS_INSIDE]
            del stack[-1:]
            continue
        count += 1
        if len(stack) > limits.PRINT_DEPTH or count > limits.READ_NODES:
            raise pasted.error(_english.TOO_LARGE, token.start(), token.end())
        if token["name"] == "gModule" or token["cut"]:  # the name of a list of nodes; a line that is not all there
            continue
        part = Part(token["key"] or "", token["name"], token["body"].strip(), not token["bias"], *token.span("name"))
        (stack[-1].children if stack else roots).append(part)
        if token["opens"]:
            part.opens = True
            stack.append(part)
    said += [_english.CUT] if stack else []
    if all(root.opens for root in roots):
        return roots, said
    said += [_english.NODES_IN_THEIR_ORDER] if len(roots) > 1 else []
    return [Part("", "Sequential", "", True, 0, 1, children=roots)], said


class _Net:
    """A network on its way; a table of Torch 7 is several places."""

    def __init__(self, pasted: Pasted, said: Sequence[str]) -> None:
        self.pasted = pasted
        self.said = said
        self.building = Building()
        self.channels: Value | None = None
        self.flat = False

    def graph(self, root: Part) -> Graph:
        """The graph of a module."""
        places = self.enter(root, (0,), "")
        for each in self.said:
            self.building.assume(each, self.pasted.span(root.start, root.stop))
        if any(isinstance(node.item, Layer) and node.item.rounding is not None for node in self.building.nodes):
            self.building.assume(_english.ROUNDING_IS_NOT_PRINTED, self.pasted.span(root.start, root.stop))
        return self.building.graph(*places, channels=self.channels, span=self.pasted.span(root.start, root.stop))

    def enter(self, part: Part, places: tuple[int, ...], path: str) -> tuple[int, ...]:
        """What a module gives for what it is given."""
        path = ".".join(filter(None, (path, part.key)))
        name = f"m{path}" if path else None
        span = self.pasted.span(part.start, part.stop)
        if part.name in _CHAINS:
            for child in part.children:
                places = self.enter(child, places, path)
            return places
        if part.name in _BRANCHES:
            if not part.children:  # the text ends here
                return places
            ends = [place for child in part.children for place in self.enter(child, places, path)]
            if part.name == "ConcatTable" or len(ends) < 2:
                return tuple(ends)
            return (self.building.add(Join.CONCATENATE, *ends, name=name, span=span),)
        if part.name in _JOINS and len(places) > 1:
            return (self.building.add(_JOINS[part.name], *places, name=name, span=span),)
        if len(places) != 1:
            raise self.refusal(_english.table_of_tensors(part.name), part)
        return (self.building.chain(self.layers(part), places[0], name=name, span=span),)

    def layers(self, part: Part) -> Sequence[Layer]:
        """The layers of a module that has no others in it."""
        if part.name in WORDS:
            return [Layer(Kind.PASS, word=WORDS[part.name])]
        if part.name in _VIEWS:
            return self.viewed(part)
        found = CHANNELS.search(part.body)
        if part.name == "Linear" and found is not None:
            self.flat = True
            self.building.expect(
                len(self.building.nodes) + 1, "features", int(found[1]), span=self.pasted.span(part.start, part.stop)
            )
            return [Layer(Kind.DENSE, (int(found[2]),), bias=part.bias)]
        layer = windowed(part)
        if layer is not None:
            if found is not None and self.channels is None:
                self.channels = int(found[1])
            return [layer]
        if part.name in _SEVERAL:
            raise self.refusal(_english.takes_several(part.name), part)
        if part.children:
            raise self.refusal(_english.unknown_table(part.name), part)
        raise self.refusal(_english.numbers_missing(part.name), part)

    def viewed(self, part: Part) -> Sequence[Layer]:
        """A view: a vector of so many features, or an image of a vector."""
        numbers = [int(each) for each in NUMBER.findall(part.body)]
        if len(numbers) < 2 or numbers[0] == -1:
            if self.flat:
                return []
            if not numbers:
                self.building.assume(_english.view_of_no_numbers(part.name), self.pasted.span(part.start, part.stop))
            self.flat = True
            return [Layer(Kind.FLATTEN)]
        if len(numbers) == 3 and self.flat:
            self.flat = False
            return [Layer(Kind.VIEW, (numbers[1], numbers[2]), channels=numbers[0])]
        raise self.refusal(_english.numbers_missing(part.name), part)

    def refusal(self, text: str, part: Part) -> Exception:
        """A refusal that points at a module."""
        return self.pasted.error(text, part.start, part.stop)
