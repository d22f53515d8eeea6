"""What writers wrote, run: a text of ours is made a module or a model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import symrf
from symrf.formulas.values import evaluate
from symrf.networks.axes import input_sizes

__all__ = ["COUNTED", "EXAMPLES", "NETWORKS", "TOLD", "fits", "learnt", "run", "sizes"]

TOLD = 16  # for every argument that is not told


def run(source: str, name: str) -> Any:
    """What a text of ours calls by a name, run."""
    names: dict[str, Any] = {}
    exec(compile(source, "written.py", "exec"), names)  # noqa: S102
    return names[name]


def sizes(axes: str, text: str) -> tuple[list[int], list[list[int]]]:
    """The size of the input of a network that says it, and of each output, as frameworks have the axes."""
    derivation = symrf.derive(text, axes)
    order = [axis for axis in "tdhw" if axis in derivation.axes]
    given = {axis: input_sizes(derivation.architecture, derivation.axes).get(axis, 1) for axis in order}
    each = derivation.outputs.values() if derivation.several else [derivation]
    return list(given.values()), [[one.at(**given)[axis] for axis in order] for one in each]


def learnt(axes: str, text: str) -> int:
    """The parameters of such a network."""
    derivation = symrf.derive(text, axes)
    given = {axis: input_sizes(derivation.architecture, derivation.axes).get(axis, 1) for axis in derivation.axes}
    return int(evaluate(derivation.total("params"), given))


def fits(shape: tuple[int, ...], size: list[int], channels_last: bool = False) -> bool:
    """Whether a shape has a size, or is that of a vector, whose sizes are 1."""
    if len(shape) == 2:
        return set(size) == {1}
    return list(shape[1:-1] if channels_last else shape[2:]) == size


NETWORKS = {
    "dense": ("w,h", "in3@32x32 c3-8 p2 flatten fc10"),
    "gated": ("w,h", "in3@32x32 c3s2p1-8 bn relu [id & gap c1-2 relu c1-8 sigmoid] [id + c3p1-8 bn] u2 ub2 gap fc10"),
    "spatial gate": ("w,h", "in8@32x32 [id & c7p3-1 sigmoid]"),
    "tapped": ("w,h", "in3@32x32 C: c3s2p1-8 P: c3s2p1-8 [@C c1-8 + @P u2] c1-2"),
    "pyramid": ("w,h", "in3@32x32 A: c3s2p1-8 B: c3s2p1-8 C: c1-4 D: [@A c1-4 + @C u2]; out @C @D"),
    "concatenated": ("w,h", "in3@32x32 c3p1-8 [id | p2 c3p1-8 t2s2-8] take8 dw3p1"),
    "shuffled": ("w,h", "in8@32x32 c3p1-8 ps2 pu2 c1-2"),
    "shared out": ("w,h", "in8@32x32 [take3 c3p1-3 | take5] c1-4"),
    "vector": ("w,h", "in784 fc200 relu bn drop fc10"),
    "generator": ("w,h", "in100 fc4096 view4x4-256 t4s2p1-128 bn relu t4s2p1-3 tanh"),
    "fitted": ("w,h", "in3@32x32 A: c3s2p1-8 c3s2p1-8 fit@A [id + @A c1-8]"),
    "cropped": ("w,h", "in3@32x32 c3-8 [crop | p2 c3-4 t2s2-4] c1-2"),
    "fractional": ("w,h", "in3@32x32 c3p1-8 u3/2 c3p1-4"),
    "blurred": ("w,h", "in3@32x32 c3p1-8 bl3s2p1 bl3x5s2p1 c1-4"),
    "opaque": ("w,h", "in3@32x32 c3p1-8 mix ~attn-16 [id + ~gelu_gate] c1-2"),
    "uneven": ("w,h", "in3@32x24 c3x5s2x1p1x2-8 p3x2s2x1p1x0 c2p0:1-8 p3s2p2:0 z-1 a2 dw3p1-16nobias"),
    "transposed": ("w,h", "in3@32x32 t4s2p1-8 t3s2p1o1-8 t2s2g2-4 c3p1g2-4"),
    "same": ("w,h", "in3@32x32 c3same-8 c2same-8 c3d2same-8"),
    "whole": ("w,h", "in3@32x32 c3-8 ad7 gmp flatten fc3nobias"),
    "resized": ("w,h", "in3@32x32 c3-8 resize20"),
    "repeated": ("w,h", "in3@32x32 (c3p1-8 bn relu p2)*3 (c3p1-8 relu)*2"),
    "of time": ("t", "in2@64 c5s2p2-8 bn relu p2 c3causal-8 c3d2causal-8 u2 flatten fc4"),
    "of space": ("d,h,w", "in2@16x16x16 c3s2p1-8 bn a2 t2s2-4 gap fc3"),
}
"""Networks of all kinds of layers and joins, with their axes."""

EXAMPLES = {
    path.stem: ("w,h,d" if path.stem == "vnet" else "w,h", path.read_text("utf-8").strip())
    for path in sorted((Path(__file__).parents[2] / "examples").glob("*.symrf"))
}
"""The networks that are published, with their axes; an input of 512 pixels suits them all."""

COUNTED = [
    ("in3@32x48 c3x5p1-8 p2 flatten fc10", ("w", "h"), (48, 32), (2, 10)),
    ("in2 c3s2p1-8", ("t",), (9,), (2, 8, 5)),
    ("in2 c3s2p1-8 a2", ("d", "h", "w"), (9, 8, 7), (2, 8, 2, 2, 2)),
    ("in2 c2p0:1-8 p3s2p2:0 z-1", ("h", "w"), (9, 8), (2, 8, 3, 2)),
    ("in2 t3s2same-8 resize5", ("h", "w"), (9, 8), (2, 8, 5, 5)),
    ("in4 c{k}p{(k-1)/2}g2-8 bn relu6 gap", ("h", "w"), (9, 8), (2, 8, 1, 1)),
    ("in4 c3-32 gn ln prelu swish gelu", ("h", "w"), (9, 8), (2, 32, 7, 6)),
    ("in8@16x16 [id & gap fc4 relu fc8 sigmoid] [flatten fc8 + id]", ("w", "h"), (16, 16), (2, 8, 16, 16)),
    ("in3@32x24 c3p1-8 [id & gap c1-4 relu c1-8 sigmoid] take4 u3/2 ub2", ("w", "h"), (24, 32), (2, 4, 72, 96)),
    (
        "in3@33x25 C: c3s2p1-8 P: c3s2p1-16 N: [@C c1-4 + @P c1-4 fit] M: [@C | @N fitb@C]; out @N",
        ("w", "h"),
        (25, 33),
        (2, 4, 13, 17),
    ),
    ("in8@9x7 c3-8 [id & gap flatten fc2 relu fc8 sigmoid] c3-4", ("w", "h"), (7, 9), (2, 4, 3, 5)),
    ("in8@4x4 flatten fc128 view4x4-8 [take3 | take5] t4s2p1-3", ("w", "h"), (4, 4), (2, 3, 8, 8)),
    ("in784 fc200 relu fc10", ("w", "h"), (), (2, 10)),
]
"""Networks with their axes, the size of an input and the shape that two images give, channels first, by hand; k = 3."""
