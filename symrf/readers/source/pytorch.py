"""PyTorch source, read by an evaluator that executes nothing of it."""

from __future__ import annotations

import re

from symrf.readers.graph import Graph
from symrf.readers.pasted import Pasted
from symrf.readers.source import _english
from symrf.readers.source.candidates import networks
from symrf.readers.source.programs import parsed
from symrf.readers.source.torch_library import Torch

__all__ = ["claims", "read"]

_LAYER = r"(?:Conv(?:Transpose)?[123]d|Linear|MaxPool[123]d|BatchNorm[123]d|Sequential|ModuleList|AdaptiveAvgPool2d)"
_SOURCE = re.compile(
    rf"^[ \t]*(?:import torch\b|from torch\b|class \w+\([^)]*\bModule\))|\bnn\.{_LAYER}\("
    r"|\b(?:torch|F)\.(?:relu|flatten|cat)\(|(?<![\w.])(?:torchvision\.)?models\.(?!Model\b|Sequential\b|load_)\w+\(",
    re.MULTILINE,
)
_CODE = re.compile(
    r"^[ \t]*(?:class|def|import|from)\b|[\w.\])]\s*\+?=[^=]|\breturn\b|\b(?:nn|models)\.\w+\(", re.MULTILINE
)
_USED = re.compile(r"^[ \t]*(?:class|def)\b|\w\(", re.MULTILINE)  # more than imports and lists
_TRACED = re.compile(  # what torch.fx writes, and what Torch 7 prints
    r"^[^#\n]*call_module\[target=|^\s*\w+ = (?:getattr\()?self\.[^\n]*;  \w+ = (?:\w+ = )*None$"
    r"|\(\d+\): (?:nn|cudnn)\.\w+|\bnn\.\w+\(\d+ -> \d+",
    re.MULTILINE,
)


def claims(pasted: Pasted) -> bool:
    """Whether a text is a program for PyTorch.

    >>> claims(Pasted.of("net = nn.Sequential(nn.Conv2d(1, 6, 5))")), claims(Pasted.of("c3 p2"))
    (True, False)
    """
    text = pasted.clean
    return bool(_SOURCE.search(text) and _CODE.search(text) and _USED.search(text)) and not _TRACED.search(text)


def read(pasted: Pasted) -> tuple[Graph, ...]:
    """Every network in the text, in order; a ReadError points at what is not read.

    >>> graph, = read(Pasted.of("net = nn.Sequential(nn.Conv2d(1, 6, 5), nn.MaxPool2d(2))"))
    >>> [node.item.text for node in graph.nodes]
    ['c5-6', 'p2s2p0floor']
    """
    try:
        return networks(pasted, parsed(pasted), Torch())
    except RecursionError:
        raise pasted.error(_english.TOO_DEEP) from None
