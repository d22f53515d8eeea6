"""What vouches for each row of symrf's tables: an example, and an oracle that shares no code with symrf."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, TypeAlias

from support import oracles
from support.networks import Layer, Network

__all__ = ["CONVENTIONS", "KINDS", "LAWS", "QUANTITIES", "TARGETS", "WIDTH", "Lawful", "Sampled"]

Pixels: TypeAlias = "set[int]"


# --- kinds: the size of what a layer gives, and the pixels of the input that an output reads


class Sampled(NamedTuple):
    """A layer: its text, its size for n pixels (0 where it takes none), what output o of n pixels reads."""

    text: str
    size: Callable[[int], int]
    reads: Callable[[int, int], Iterable[int]]


def windows(text: str, kernel: int, stride: int = 1, pads: tuple[int, int] = (0, 0), apart: int = 1) -> Sampled:
    """A layer that lays windows over its padded input."""

    def laid(n: int) -> list[range]:
        starts = range(-pads[0], n + pads[1], stride)
        found = [range(start, start + (kernel - 1) * apart + 1, apart) for start in starts]
        return [each for each in found if each[-1] < n + pads[1]]

    return Sampled(text, lambda n: len(laid(n)), lambda n, o: laid(n)[o])


def spread(text: str, kernel: int, stride: int, cut: int) -> Sampled:
    """A layer that adds each of its inputs, times a kernel, to the canvas; the canvas is cut on both sides."""

    def canvas(n: int) -> list[Pixels]:
        drawn: list[Pixels] = [set() for _ in range((n - 1) * stride + kernel)]
        for i in range(n):
            for tap in range(kernel):
                drawn[i * stride + tap].add(i)
        return drawn[cut : len(drawn) - cut]

    return Sampled(text, lambda n: len(canvas(n)), lambda n, o: canvas(n)[o])


def everything(text: str) -> Sampled:
    """A layer whose one output reads all that there is."""
    return Sampled(text, lambda _: 1, lambda n, _: range(n))


def shared(n: int, o: int) -> range:
    """What output o of 3 reads of n pixels, as PyTorch's adaptive pooling has it."""
    ends = [round(o * n / 3 - 1 / 3), round((o + 1) * n / 3 + 1 / 3)]  # down, and up: a third is never near a half
    return range(*ends)


KINDS: Mapping[str, Sampled] = {
    "CONVOLUTION": windows("c3s2p1", 3, 2, (1, 1)),
    "DEPTHWISE": windows("dw2d2", 2, apart=2),
    "TRANSPOSED": spread("t3s2p1", 3, 2, 1),
    "MAX_POOL": windows("p2", 2, 2),
    "AVERAGE_POOL": windows("a3s2", 3, 2),
    "BLUR": windows("bl3s2p1", 3, 2, (1, 1)),
    "PAD": windows("z1:2", 1, 1, (1, 2)),
    "NEAREST": Sampled("u2", lambda n: 2 * n, lambda _, o: [o // 2]),
    "BILINEAR": Sampled("ub2", lambda n: 2 * n, lambda _, o: [(o - 1) // 2, (o + 1) // 2]),
    "SHUFFLE": Sampled("ps2", lambda n: 2 * n, lambda _, o: [o // 2]),
    "UNSHUFFLE": Sampled("pu2", lambda n: n // 2 if n % 2 == 0 else 0, lambda _, o: [2 * o, 2 * o + 1]),
    "GLOBAL_AVERAGE": everything("gap"),
    "GLOBAL_MAX": everything("gmp"),
    "ADAPTIVE": Sampled("ad3", lambda _: 3, shared),
    "RESIZE": Sampled("resize5", lambda _: 5, lambda n, o: [i for i in range(n) if i <= o * n / 5 < i + 1]),
    "FLATTEN": everything("flatten"),
    "DENSE": everything("fc4"),
    "INPUT": windows("in3 c2-1", 2),
    "OPAQUE": windows("~attn", 1),
    "MIX": Sampled("mix", lambda n: n, lambda n, _: range(n)),
    "VIEW": Sampled("fc6 view3-2", lambda _: 3, lambda n, _: range(n)),
    "TAKE": windows("in8 take4", 1),
    "CROP": windows("[crop | z-1]", 1, 1, (-1, -1)),
    "FIT": Sampled("[fit | u2]", lambda n: 2 * n, lambda n, o: [i for i in range(n) if i <= o * n / (2 * n) < i + 1]),
    "FIT_BILINEAR": Sampled("[fitb | ub2]", lambda n: 2 * n, lambda _, o: [(o - 1) // 2, (o + 1) // 2]),
    "PASS": windows("relu", 1),
}


# --- laws: what an equation comes to, laid out or counted


class Lawful(NamedTuple):
    """A law: a network that uses it, and what it counts, for what its letters stand for."""

    text: str
    counted: Callable[[Mapping[str, int]], int | float]


def fitting(v: Mapping[str, int]) -> int:
    """The windows that fit."""
    padded, extent = v["n"] + v["p_l"] + v["p_r"], v.get("d", 1) * (v["k"] - 1) + 1
    return sum(start + extent <= padded for start in range(0, max(padded, 1), v.get("s", 1)))


def rounded_up(v: Mapping[str, int]) -> int:
    """The windows that fit, and one more where pixels are left after the last."""
    padded, extent = v["n"] + v["p_l"] + v["p_r"], v["d"] * (v["k"] - 1) + 1
    return fitting(v) + ((padded - extent) % v["s"] > 0)


def fitting_or_starting(v: Mapping[str, int]) -> int:
    """The windows that fit, and one more where pixels are left, without those that start in the padding after."""
    return sum(start < v["n"] + v["p_l"] for start in range(0, rounded_up(v) * v["s"], v["s"]))


def field(v: Mapping[str, int], taps: int, apart: int = 1) -> int:
    """The pixels from the first to the last of r side by side, met by taps that are `apart` jumps apart."""
    ends = [tap * apart * v["j"] + pixel for tap in range(taps) for pixel in (0, v["r"] - 1)]
    return max(ends) - min(ends) + 1


def drawn(v: Mapping[str, int]) -> int:
    """The length of the canvas that a transposed convolution draws on, cut, and padded."""
    places = {i * v["s"] + tap * v["d"] for i in range(v["n"]) for tap in range(v["k"])}
    return len(range(min(places) + v["p_l"], max(places) + 1 - v["p_r"])) + v["o"]


def taps_met(v: Mapping[str, int]) -> int:
    """The most taps of a kernel that meet an input, where inputs stand a stride apart."""
    return max(len(range(phase, v["k"], v["s"])) for phase in range(v["s"]))


LAWS: Mapping[str, Lawful] = {
    "size kept": Lawful("relu", lambda v: v["n"]),
    "margins": Lawful("z1:2", lambda v: len([*range(-v["p_l"], v["n"] + v["p_r"])])),
    "places": Lawful("c3p1:2", fitting),
    "places of a dilated kernel": Lawful("c3d2p1:2", fitting),
    "windows that fit": Lawful("c3s2", fitting),
    "windows, rounded up": Lawful("p3s2rawceil", rounded_up),
    "windows that start": Lawful("p2s3ceil", lambda v: len(range(-v["p_l"], v["n"], v["s"]))),
    "windows that fit or start": Lawful("p{k}s{s}p{p}ceil", fitting_or_starting),
    "as many": Lawful("mix", lambda v: len(range(v["n"]))),
    "same": Lawful("c3s2same", lambda v: len(range(0, v["n"], v["s"]))),
    "field kept": Lawful("z1", lambda v: v["r"]),
    "growth": Lawful("c3", lambda v: field(v, v["k"])),
    "spread growth": Lawful("c3d2", lambda v: field(v, v["k"], v["d"])),
    "jump kept": Lawful("relu", lambda v: v["j"]),
    "jump": Lawful("c3s2", lambda v: range(0, 10**6, v["j"])[v["s"]]),
    "branches meet": Lawful("[c3p1 + id]", lambda v: v["n"]),
    "gate": Lawful("[id & gap]", lambda v: v["n"]),
    "all read": Lawful("[id & gap] c3", lambda v: v["r"]),
    "crop": Lawful("[crop | c3]", lambda v: v["m"]),
    "fit": Lawful("[fit | c3]", lambda v: v["m"]),
    "spread": Lawful("t4s2", drawn),
    "taps of a phase": Lawful("t4s2", lambda v: field(v, taps_met(v))),
    "finer jump": Lawful("t4s2", lambda v: v["j"] / v["s"]),
    "up-sampling": Lawful("u2", lambda v: len([i for i in range(v["n"]) for _ in range(v["f"])])),
    "re-sampling": Lawful("u3/2", lambda v: len(range(v["n"] * v["f"]))),
    "two pixels": Lawful("ub2", lambda v: field(v, 2)),
    "one or two pixels": Lawful("ub{f}", lambda v: field(v, 1 if v["f"] == 1 else 2)),
    "finer jump by a factor": Lawful("u2", lambda v: v["j"] / v["f"]),
    "unshuffle": Lawful("pu2", lambda v: v["n"] / v["f"]),
    "growth by a factor": Lawful("pu2", lambda v: field(v, v["f"])),
    "jump by a factor": Lawful("pu2", lambda v: range(0, 10**6, v["j"])[v["f"]]),
    "size given": Lawful("resize5", lambda v: v["m"]),
    "everything": Lawful("gap", lambda v: field(v, v["n"])),
    "shared out": Lawful("ad3", lambda v: v["j"] * v["n"] / v["m"]),
    "jump of all": Lawful("gap", lambda v: field({**v, "r": v["j"]}, v["n"])),
}


# --- quantities, of `in3 c3p1-4 bn p2s2 c3-5` on one axis of WIDTH pixels

WIDTH = 17
CHAIN = Network((Layer("c", 3, 1, (1, 1)), Layer("pass"), Layer("p", 2, 2), Layer("c", 3)), "pytorch")
TEXT = "in3 c3p1-4 bn p2s2 c3-5"
GATED = "in3 c3p1-4 [id & gap c1-4 sigmoid]"  # in which the field without gates is another


def reached(output: int) -> Pixels:
    """What an output reads."""
    return oracles.reached(WIDTH, CHAIN, output)


def sizes() -> list[int]:
    """The size before the first layer, and after each."""
    found = oracles.sizes(WIDTH, CHAIN.layers, CHAIN.convention)
    assert found is not None
    return found


QUANTITIES: Mapping[str, Callable[[], float]] = {
    "size": lambda: sizes()[-1],
    "field": lambda: len(range(min(reached(0)), max(reached(0)) + 1)),
    "ungated": lambda: len(range(min(reached(0)), max(reached(0)) + 1)),
    "jump": lambda: min(reached(1)) - min(reached(0)),
    "start": lambda: (min(reached(0)) + max(reached(0))) / 2,
    "padding": lambda: -min(reached(0)),
    "minimum": lambda: next(w for w in range(1, WIDTH) if oracles.sizes(w, CHAIN.layers, CHAIN.convention) is not None),
    "reach.left": lambda: 3 * (min(reached(1)) - min(reached(0))) - min(reached(3)),
    "reach.right": lambda: max(reached(3)) - 3 * (min(reached(1)) - min(reached(0))),
    "area": lambda: len(reached(0)),
    "flat": lambda: len([(channel, pixel) for channel in range(5) for pixel in range(sizes()[-1])]),
    "params": lambda: 4 * (3 * 3 + 1) + 2 * 4 + 5 * (4 * 3 + 1),
    "params_total": lambda: 4 * (3 * 3 + 1) + 4 * 4 + 5 * (4 * 3 + 1),
    "macs": lambda: 4 * 3 * 3 * sizes()[1] + 5 * 4 * 3 * sizes()[4],
    "flops": lambda: sum(4 * 2 * 3 * 3 for _ in range(sizes()[1])) + sum(5 * 2 * 4 * 3 for _ in range(sizes()[4])),
    "activations": lambda: 4 * sizes()[1] + 5 * sizes()[4],
    "memory": lambda: struct.calcsize(f"{4 * sizes()[1] + 5 * sizes()[4]}f"),
    "memory.half": lambda: struct.calcsize(f"{4 * sizes()[1] + 5 * sizes()[4]}e"),
    "memory.byte": lambda: struct.calcsize(f"{4 * sizes()[1] + 5 * sizes()[4]}B"),
}


# --- conventions: a network in which each reads its own

CONVENTIONS: Mapping[str, Network] = {
    name: Network((Layer("p", 3), Layer("p", 2, 2), Layer("c", 3, 2, (1, 1))), name) for name in oracles.HABITS
}

# --- targets: the golden document that was read for each

TARGETS: Mapping[str, str] = {
    "text": "costs.txt",
    "unicode": "residual_block.unicode.txt",
    "latex": "costs.tex",
    "markdown": "costs.md",
    "paper": "targets/founding.paper.tex",
    "slides": "targets/founding.slides.tex",
    "stackexchange": "targets/founding.stackexchange.md",
    "github": "targets/founding.github.md",
    "notebook": "targets/founding.notebook.md",
    "html": "c3s1_p2s2_c3s1_steps.html",
    "typst": "founding.typ",
    "svg": "pyramid_founding.svg",
    "tikz": "pyramid_founding.tikz",
}
