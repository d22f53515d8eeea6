"""Examples: three commands of each verb for its help, and the published networks that are shipped.

The networks lie in the package once that is installed, and in the checkout's `examples/` before.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from os.path import dirname, isdir, join, realpath

from symrf.errors import InputError
from symrf.front import _english
from symrf.front.files import text_of

__all__ = ["EXAMPLES", "FIRST", "listed", "text"]

EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "derive": (
        'symrf "c3s1 p2s2 c3s1" --at 64',
        'symrf derive "(c{k}p{p} p2)*{n}" --where "k odd" "p = (k-1)/2" --steps',
        'symrf derive "c3 p2 c3" --for paper --contents prose,table -o derivation.tex',
    ),
    "compare": (
        'symrf compare "c3s1 c3s1" "c3s1 p2s2 c3s1" --at w=64,h=64',
        'symrf compare "in3 c7s2p3-64" "in3 c3s2p1-64 c3p1-64" --contents table --costs',
        'symrf compare "(c3 p2)*{n}" "(c3 c3 p2)*{n}" --axes w --for github',
    ),
    "check": (
        'symrf check "c3s1 p2s2 c3s1" "size = ((w-2)/2-2, (h-2)/2-2)" "rf = (8,8)"',
        "symrf check claims.txt --strict",
        "symrf check paper.tex answer.md",
    ),
    "solve": (
        'symrf solve "(c3 c3 p2)*{n}" "rf >= 224"',
        'symrf solve "c{k}p{p}" "size = w" --unknown p',
        'symrf solve "c3s1 p2s2 c3s1" "size = 28" --axes w',
    ),
    "read": (
        "symrf read model.py",
        "symrf read summary.txt --format json",
        'symrf read "[(3, 1, 1), (2, 2, 0)]"',
    ),
    "write": (
        'symrf write "in3@32x32 c3-8 p2 flatten fc10" --as pytorch -o net.py',
        'symrf write "c3s1 p2s2 c3s1" --as mermaid',
        'symrf write "in3 c{k}-8" --as keras --at k=3,w=32,h=32',
    ),
    "about": (
        "symrf about same",
        "symrf about receptive field",
        "symrf about slips",
    ),
    "latex-cache": (
        "symrf latex-cache paper.tex",
        "symrf latex-cache paper.tex --sty",
        "symrf latex-cache --sty",
    ),
    "serve": (
        "symrf serve --open",
        "symrf serve",
        "symrf serve --port 8080",
    ),
    "help": (
        "symrf help check",
        "symrf help contents",
        "symrf help dilation",
    ),
    "examples": (
        "symrf examples",
        "symrf examples resnet18",
        "symrf examples lenet5 -o lenet5.symrf",
    ),
    "completion": (
        "symrf completion bash",
        "symrf completion zsh",
        "symrf completion fish",
    ),
}
FIRST = "".join(f"  {EXAMPLES[verb][0]}\n" for verb in ("derive", "compare"))
"""What `symrf` alone shows."""

_PACKAGE = dirname(dirname(realpath(__file__)))
_FOLDERS = (join(_PACKAGE, "examples"), join(dirname(_PACKAGE), "examples"))
_SUFFIX = ".symrf"


def text(name: str) -> str:
    """A network that is shipped, in the notation, by its name; an InputError says which is meant.

    >>> print(text("wavenet_stack").splitlines()[-1])
    c2d32causal c2d64causal c2d128causal c2d256causal c2d512causal
    """
    known = _names()
    if name.removesuffix(_SUFFIX) not in known:
        raise InputError(_english.no_example(name, known))
    return text_of(join(_folder(), name.removesuffix(_SUFFIX) + _SUFFIX))


def listed() -> str:
    """The networks that are shipped, a line each: its name, and how its remark begins.

    >>> listed().splitlines()[0]
    'alexnet_224           AlexNet of one tower: Krizhevsky, "One weird trick"'
    """
    names = _names()
    width = max(map(len, names)) + 2
    return "".join(f"{name:{width}}{_remark(name)}\n" for name in names)


def _remark(name: str) -> str:
    """The first line of an example, to its first stop, as far as it fits."""
    line = text(name).partition("\n")[0].lstrip("# ")
    told = line.partition(", 19")[0].partition(", 20")[0]
    return told if len(told) <= _WIDTH else told[: _WIDTH - 1].rstrip(" ,:") + "…"


_WIDTH = 54


def _names() -> list[str]:
    return sorted(file.removesuffix(_SUFFIX) for file in os.listdir(_folder()) if file.endswith(_SUFFIX))


def _folder() -> str:
    return next(folder for folder in _FOLDERS if isdir(folder))
