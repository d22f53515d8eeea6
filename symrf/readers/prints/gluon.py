"""What print(net) shows of a network of MXNet Gluon or of Paddle: PyTorch's form, with names of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from symrf.readers.graph import Graph
from symrf.readers.pasted import Pasted
from symrf.readers.prints import _english
from symrf.readers.prints.arguments import pieces
from symrf.readers.prints.modules import Module, modules
from symrf.readers.prints.torch_print import networks
from symrf.readers.prints.wiring import wired

__all__ = ["claims", "read"]

_CLAIMED = re.compile(
    r"\([\w.]+\): (?:Conv[123]D(?:Transpose)?|Dense|(?:Max|Avg)Pool[123]D|HybridSequential|Activation)\("
)
_PADDLE = re.compile(r"data_format=|\bLinear\(")
_LEAF = re.compile(r"(?:Conv|MaxPool|AvgPool)[123]D|Dense")
_ARROW = re.compile(r"(\w+)\s*->\s*(\w+)")
_WINDOW = re.compile(r"(Conv|MaxPool|AvgPool|GlobalMaxPool|GlobalAvgPool)([123])D(Transpose)?")
_CHANNELS = re.compile(r"in_channels=(\d+)")
_ACTIVATIONS: Mapping[str, str] = {
    "relu": "ReLU",
    "sigmoid": "Sigmoid",
    "tanh": "Tanh",
    "softrelu": "Softplus",
    "softsign": "Softsign",
}
_NAMES: Mapping[str, str] = {"HybridSequential": "Sequential", "Swish": "SiLU", "HybridLambda": "Lambda"}


def claims(pasted: Pasted) -> bool:
    """Whether a text is a print of a Gluon network."""
    return _CLAIMED.search(pasted.clean) is not None


def read(pasted: Pasted) -> tuple[Graph, ...]:
    """The networks that a text prints; a ReadError points at a module that does not fit.

    >>> net, = read(Pasted.of("Sequential((0): Conv2D(None -> 20, kernel_size=(5, 5), Activation(relu)))"))
    >>> [node.item.text for node in net.nodes]
    ['c5-20', 'relu']
    """
    roots = modules(pasted, _LEAF)
    if not roots:
        raise pasted.error(_english.NO_MODULE, 0, len(pasted.clean))
    flattens = _PADDLE.search(pasted.clean) is None
    return tuple(
        wired(pasted, [_translated(part) for part in each], dense_flattens=flattens) for each in networks(roots)
    )


def _translated(module: Module) -> Module:
    """The module of PyTorch that does the same."""
    window = _WINDOW.fullmatch(module.name)
    if window is not None or module.name == "Dense":
        return _with_activation(module, window)
    if module.name == "Activation":
        return replace(module, name=_ACTIVATIONS.get(module.body.strip(), "Activation"), body="")
    if module.name == "BatchNorm":
        channels = _CHANNELS.search(module.body)
        known = channels is not None and channels[1] != "0"
        return replace(
            module, name="BatchNorm2d" if known else "BatchNormAct2d", body=channels[1] if known and channels else "-"
        )
    children = [_translated(child) for child in module.children]
    name = re.sub(r"(?<=[123])D$", "d", _NAMES.get(module.name, module.name))
    return replace(module, name=name, children=children)


def _with_activation(module: Module, window: re.Match[str] | None) -> Module:
    """A layer, with the activation that it has for an argument behind it."""
    given, acts = [], []
    for piece in pieces(module.body):
        act = re.fullmatch(r"Activation\((\w+)\)|(linear)", piece)
        if act is None:
            given.append(piece)
        elif act[1] is not None:
            acts.append(Module("", _ACTIVATIONS.get(act[1], "Activation"), module.start, module.head))
    layer = replace(module, key="", name=_name(window, given), body=", ".join(given), children=[])
    return replace(module, name="Sequential", body="", children=[layer, *acts])


def _name(window: re.Match[str] | None, given: list[str]) -> str:
    """Its name in PyTorch; `None -> 20` becomes one number, as what comes before tells the other."""
    name = "Linear" if window is None else f"{window[1]}{window[3] or ''}{window[2]}d"
    if window is not None and window[1].startswith("Global"):
        given[:] = ["1"]
        return f"Adaptive{name.removeprefix('Global')}"
    arrow = _ARROW.fullmatch(given[0]) if given else None
    if arrow is None:
        return name
    groups = next((int(each[7:]) for each in given if re.fullmatch(r"groups=\d{1,6}", each)), 1)
    untold = arrow[1] == "None" or arrow[1] == "0"
    given[0] = arrow[2] if untold else f"{int(arrow[1]) * groups}, {arrow[2]}"
    return f"Lazy{name}" if untold else name
