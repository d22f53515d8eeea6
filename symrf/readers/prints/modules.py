"""The text of print(model) -> its modules, by brackets alone: indentation lies where a print was pasted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from symrf.formulas import limits
from symrf.networks.notation.architecture import Layer
from symrf.readers.pasted import Pasted
from symrf.readers.prints import _english
from symrf.readers.prints.arguments import Arguments, arguments

__all__ = ["CHILD", "Module", "begins_inside", "modules"]

_NAME = r"[A-Za-z_]\w*(?:\.\w+)*"
CHILD = rf"\([ \t]*[\w./-]+[ \t]*\):[ \t]*(?:\d+[ \t]*x[ \t]*)?{_NAME}"
"""How a child of a module begins: `(conv1): Conv2d`, `(0-1): 2 x Block`."""

_TOKEN = re.compile(
    rf"""
    \([ \t]*(?P<key>[\w./-]+)[ \t]*\):\s*(?:(?P<times>\d+)[ \t]*x[ \t]*)?(?P<name>{_NAME}|(?=\())[ \t]*(?P<opens>\(?)
    | (?P<tuple>\(\s*['"](?P<entry>[\w./-]+)['"]\s*,)\s*(?P<entered>{_NAME})[ \t]*(?P<begins>\()
    | (?P<quoted>'[^'\n]*'|"[^"\n]*")
    | (?P<open>[(\[{{])
    | (?P<close>[)\]}}])
    """,
    re.VERBOSE,
)
_TOP = re.compile(
    rf"""^[ \t:>-]*(?:(?P<label>[\w.*\ ]*\w[*]{{0,2}})[ \t]*(?::|=|->|[ \t](?=[A-Z_]))[ \t]*|\[)?
    (?P<name>{_NAME})[ \t]*(?P<opens>\()""",
    re.VERBOSE | re.MULTILINE,
)
_LISTED = re.compile(rf"\s*,\s*(?P<name>{_NAME})[ \t]*\(")
_LAYER = re.compile(r"\b(?:Conv|ConvTranspose|MaxPool|AvgPool)[123]d ?\((?:\d+, \d+, )?(?:kernel_size|size)=[(\d]")
_CLOSES = {"(": ")", "[": "]", "{": "}"}
_ELIDED = re.compile(r"\s*(?:\.\.\.|…)\s*")
_GAP = re.compile(r"\.\.\.|…")
_CONTAINERS = ("OrderedDict", "odict", "dict", "list")


@dataclass(slots=True)
class Module:
    """A module as it is printed: what its parent calls it, its class, arguments and children.

    `elided` says that `...` stands for them, `orphan` that its parent is not in the text; `start` to `head` is its name
    in the text, up to `stop` all of it.
    """

    key: str
    name: str
    start: int
    head: int
    stop: int = 0
    times: int = 1
    elided: bool = False
    orphan: bool = False
    gap: bool = False  # `...` stands for some of its children
    cut: bool = False  # the text ends before it does
    body: str = ""
    children: list[Module] = field(default_factory=list)
    first: Any = field(default=None, compare=False, repr=False)  # what it asks for, once that was looked up
    layers: tuple[Layer, ...] | None = field(default=None, compare=False, repr=False)

    @property
    def given(self) -> Arguments:
        """Its arguments, read; empty where they are of no form that is known."""
        return arguments(self.body)

    def walk(self) -> Iterator[Module]:
        """It and all that is in it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(slots=True)
class _Open:
    """A bracket that is not closed yet; that of a module, or of nothing (arguments, a tuple)."""

    closes: str
    module: Module | None
    since: int = 0  # where text that is arguments begins
    last: int = 0  # where the last child ends


def modules(pasted: Pasted, leaf: re.Pattern[str]) -> tuple[Module, ...]:
    """The modules that stand in a text outside of each other; `leaf` says which names are a module of their own.

    >>> net, = modules(Pasted.of("Net((0): Conv2d(3, 8, kernel_size=(3, 3)) (1): ReLU())"), re.compile("ReLU"))
    >>> net.name, [(child.key, child.name) for child in net.children]
    ('Net', [('0', 'Conv2d'), ('1', 'ReLU')])
    """
    return tuple(_Scan(pasted, leaf).found())


def begins_inside(pasted: Pasted, roots: Sequence[Module]) -> bool:
    """Whether brackets close before the last of the modules that the text does not open: it begins within one."""
    place = 0
    for root in roots:
        if re.search(r"^[ \t]*\)[ \t]*$", pasted.clean[place : root.start], re.MULTILINE):
            return True
        place = root.stop
    return re.match(r"(?:\s*\))*\s*\n[ \t]*\)[ \t]*(?:\n|$)", pasted.clean[place:]) is not None


class _Scan:
    """A text that is gone through once."""

    def __init__(self, pasted: Pasted, leaf: re.Pattern[str]) -> None:
        self.pasted = pasted
        self.text = pasted.clean
        self.leaf = leaf
        self.roots: list[Module] = []
        self.count = 0

    def found(self) -> list[Module]:
        """The modules on the outside, one after the other."""
        place = 0
        while (start := self.next_top(place)) is not None:
            place = self.module(*start)
            while (after := _LISTED.match(self.text, place)) is not None:  # [Conv2d(…), ReLU()]
                root = Module("", after["name"].rpartition(".")[2], after.start("name"), after.end("name"))
                place = self.module(root, after.end(), True)
        self.overlooked()
        return self.roots

    def overlooked(self) -> None:
        """A refusal where a layer stands in the text and in no module that was found."""
        place = 0
        for root in (*self.roots, None):
            stop = len(self.text) if root is None else root.start
            found = _LAYER.search(self.text, place, max(place, stop))
            if found is not None and self.roots:
                raise self.pasted.error(_english.OVERLOOKED, found.start(), found.end())
            place = place if root is None else root.stop

    def next_top(self, place: int) -> tuple[Module, int, bool] | None:
        """The next module that begins outside of all: with its label, or as a child whose parent is not there."""
        child = re.compile(r"^[ \t]*(?=" + CHILD + ")", re.MULTILINE).search(self.text, place)
        for top in _TOP.finditer(self.text, place):
            if child is not None and child.end() <= top.start("name"):
                break
            if self.begins(top):
                label = (top["label"] or "").strip("* \t")
                name = top["name"].rpartition(".")[2]
                module = Module(label, name, top.start("name"), top.end("name"))
                return module, top.end(), True
        if child is None:
            return None
        token = _TOKEN.match(self.text, child.end())
        if token is None:
            return None
        module, place, opens = self.child(token)
        module.orphan = True
        return module, place, opens

    def begins(self, top: re.Match[str]) -> bool:
        """Whether a name and a bracket are a module: its children follow, or it is a layer that is known."""
        after = self.text[top.end() : top.end() + 4000]
        known = self.leaf.fullmatch(top["name"].rpartition(".")[2]) is not None
        if re.match(r"\s*" + CHILD, after) or (top["name"] in _CONTAINERS and re.match(r"\[?\(\s*['\"]", after)):
            return True
        if re.match(r"[^()\n]*\n?[^()\n]*\n\s*" + CHILD, after):  # arguments before the children
            return True
        return known and not re.match(r"\s*\w*self\b|[^)\n]*\)\s*\(", after)

    def child(self, token: re.Match[str]) -> tuple[Module, int, bool]:
        """A child, where its body begins, and whether it has one."""
        where = token.start("key")
        name = (token["name"] or "").rpartition(".")[2]
        module = Module(token["key"], name, where - 1, token.end("name"), times=int((token["times"] or "1")[:6]))
        return module, token.end(), bool(token["opens"])

    def module(self, root: Module, place: int, opens: bool) -> int:
        """Go through a module that is on the outside; where the text behind it begins."""
        self.roots.append(root)
        root.stop = place
        if not opens:
            return place
        stack = [_Open(")", root, place)]
        for token in _TOKEN.finditer(self.text, place):
            if token["key"] is not None or token["tuple"] is not None:
                self.entered(token, stack)
            elif token["open"] is not None:
                stack.append(_Open(_CLOSES[token["open"]], None))
            elif token["close"] is not None:
                self.closed(token, stack)
            if not stack:
                return token.end()
        root.cut = True
        self.without_the_last(stack)
        for each in stack:
            if each.module is not None:
                each.module.cut = True
            self.ended(each, len(self.text), stack)
        return len(self.text)

    def without_the_last(self, stack: Sequence[_Open]) -> None:
        """The module in whose arguments the text ends is left out: they are not all there."""
        *around, last = [each for each in stack if each.module is not None]
        if around and last.module is not None and last.since >= 0 and self.text[last.since :].strip():
            around[-1].module.children.remove(last.module)  # type: ignore[union-attr]
            last.module = None

    def entered(self, token: re.Match[str], stack: list[_Open]) -> None:
        """A child begins in the module that is open."""
        self.count += 1
        if len(stack) > limits.PRINT_DEPTH or self.count > limits.READ_NODES:
            raise self.pasted.error(_english.TOO_LARGE, token.start(), token.end())
        if token["tuple"] is not None:
            module = Module(token["entry"], token["entered"], token.start("entry"), token.end("entered"))
            opens, place = True, token.end()
        else:
            module, place, opens = self.child(token)
        while len(stack) > 1 and stack[-1].module is None and stack[-1].closes != "]":
            stack.pop()  # brackets of arguments that were never closed
        parent, around = next((each, each.module) for each in reversed(stack) if each.module is not None)
        if parent.since >= 0:
            around.body += self.text[parent.since : token.start()]
            parent.since = -1
        elif _GAP.search(self.text, parent.last, token.start()):
            around.gap = True
        around.children.append(module)
        module.stop = place
        if token["tuple"] is not None:
            stack.append(_Open(")", None))
        if opens:
            stack.append(_Open(")", module, place))

    def closed(self, token: re.Match[str], stack: list[_Open]) -> None:
        """A bracket closes the last that was opened of its kind."""
        if stack[-1].closes == token["close"]:
            self.ended(stack.pop(), token.start(), stack)
        elif token["close"] == ")" and stack[-1].module is None and len(stack) > 1:
            stack.pop()

    def ended(self, opened: _Open, stop: int, stack: Sequence[_Open]) -> None:
        """A module is all there."""
        module = opened.module
        if module is None:
            return
        if opened.since >= 0:
            module.body += self.text[opened.since : stop]
        elif _GAP.search(self.text, opened.last, stop):
            module.gap = True
        module.stop = stop + 1
        if stack:
            stack[-1].last = stop
        module.elided = _ELIDED.fullmatch(module.body) is not None and not module.children
