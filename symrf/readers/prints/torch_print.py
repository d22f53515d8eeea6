"""What print(model) shows of a PyTorch network -> graphs. Its wiring is not in the text: see prints.courses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from symrf.readers.graph import Graph
from symrf.readers.pasted import Pasted
from symrf.readers.prints import _english
from symrf.readers.prints.blocks import NETWORKS
from symrf.readers.prints.leaves import LEAF
from symrf.readers.prints.modules import CHILD, Module, modules
from symrf.readers.prints.wiring import wired

__all__ = ["claims", "networks", "read"]

_CHILD = re.compile(rf"(?:^|[\s(]){CHILD}|\('[\w.]+',\s*\w+\(")
_ALONE = re.compile(
    r"^[ \t]*(?:[\w.]+[:)]?[ \t]+(?:->[ \t]*)?)?(?:Conv|ConvTranspose|MaxPool|AvgPool|BatchNorm)[123]d[ \t]*"
    r"\((?:\d+, \d+, )?(?:kernel_size|size)=\(?\d",
    re.MULTILINE,
)
_OTHERS = re.compile(
    r"\bnn\.\w+[({]|\[input -> |Conv[123]D(?:Transpose)?\(|data_format=|Dense\(|HybridSequential|Activation\(\w+\)"
    r"|^\s*(?:import|from|class|def)\s|[├└]─|call_module\[|%\w+ : ",
    re.MULTILINE,
)


def claims(pasted: Pasted) -> bool:
    """Whether a text is a print of a PyTorch network, or of parts of one."""
    text = pasted.clean
    if not _CHILD.search(text) and not _ALONE.search(text):
        return False
    return _OTHERS.search(text) is None


def read(pasted: Pasted) -> tuple[Graph, ...]:
    """The networks that a text prints; a ReadError points at a module that does not fit.

    >>> net, = read(Pasted.of("Sequential((0): Conv2d(3, 8, kernel_size=(5, 5), stride=(1, 1)) (1): ReLU())"))
    >>> [node.item.text for node in net.nodes], net.certain
    (['c5-8', 'relu'], True)
    """
    roots = modules(pasted, LEAF)
    if not roots:
        raise pasted.error(_english.NO_MODULE, 0, len(pasted.clean))
    for module in roots[0].walk():
        if module.name in ("RecursiveScriptModule", "ScriptModule"):
            raise pasted.error(_english.SCRIPTED, module.start, module.head)
    return tuple(wired(pasted, each) for each in networks(roots))


def networks(roots: tuple[Module, ...]) -> list[list[Module]]:
    """The modules of each network: those that stand alone are its parts, and so are those of a parent that is not
    there."""
    found = [part for root in _apart(roots) for part in _parts(root)]
    if any(root.orphan or not root.children for root in found):
        return [found]
    return [[root] for root in found]


def _apart(roots: tuple[Module, ...]) -> tuple[Module, ...]:
    """The modules without those that are printed once more, by their paths in the first: named_modules() gives them."""
    paths = {path for path, _ in _paths(roots[0], "")} if len(roots) > 1 else set()
    again = [root for root in roots[1:] if root.key in paths]
    return roots[:1] if len(again) == len(roots) - 1 else roots


def _paths(module: Module, path: str) -> Iterator[tuple[str, Module]]:
    for child in module.children:
        own = f"{path}{child.key}"
        yield own, child
        yield from _paths(child, f"{own}.")


def _parts(root: Module) -> list[Module]:
    """A module that is several networks, as its children are called."""
    named = [child for child in root.children if NETWORKS.fullmatch(child.key) and child.children]
    return named if len(named) > 1 and len(named) == len(root.children) else [root]
