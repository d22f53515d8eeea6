"""The modules of Ultralytics' detectors, in the notation, with their channels and numbers put in.

Each is written from its published description; `c` is what a module gives, `received` what it receives.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import gcd

__all__ = ["MODULES", "Module", "Text", "bottleneck", "chained", "conv", "divisible", "pooled", "times", "with_input"]

Text = str


@dataclass(frozen=True, slots=True)
class Module:
    """How a module is written: its text by the channels that it receives and gives, and its other arguments.

    One that `repeats` takes the number of repeats itself; the others stand one behind the other.
    """

    text: Callable[..., Text]
    repeats: bool = False


def divisible(count: float, by: int = 8) -> int:
    """The least multiple that is not below a number.

    >>> divisible(100), divisible(64.0)
    (104, 64)
    """
    return int(-(-count // by) * by)


Kernel = int | Sequence[int]


def conv(
    c: int, k: Kernel = 1, s: Kernel = 1, p: Kernel | None = None, g: int = 1, act: bool = True, d: int = 1
) -> Text:
    """A convolution that keeps the size where its stride is 1, its batch norm and its activation.

    >>> conv(64, 3, 2), conv(8, (1, 3))
    ('c3s2p1-64nobias bn silu', 'c1x3s1p0x1-8nobias bn silu')
    """
    kernels = (k,) if isinstance(k, int) else k
    padding = [(d * (each - 1) + 1) // 2 for each in kernels] if p is None else p
    groups = "" if g == 1 else f"g{g}"
    apart = "" if d == 1 else f"d{d}"
    return f"c{_sides(k)}s{_sides(s)}p{_sides(padding)}{apart}{groups}-{c}nobias bn" + (" silu" if act else "")


def _sides(numbers: Kernel) -> Text:
    """A number, or one for each axis."""
    each = [numbers] if isinstance(numbers, int) else list(numbers)
    return "x".join(map(str, each[:1] if len(set(each)) == 1 else each))


def _conv(
    _received: int, c: int, k: Kernel = 1, s: Kernel = 1, p: Kernel | None = None, g: int = 1, *_: object
) -> Text:
    return conv(c, k, s, p, g or 1)


def _depthwise(received: int, c: int, k: int = 1, s: int = 1, *_: object) -> Text:
    return conv(c, k, s, g=gcd(received, c))


def with_input(inner: Text, added: bool) -> Text:
    """A block with what it receives added."""
    return f"[{inner} + id]" if added else inner


def bottleneck(
    received: int, c: int, shortcut: bool = True, g: int = 1, e: float = 0.5, kernels: Sequence[int] = (1, 3)
) -> Text:
    """Two convolutions, and what they receive, where it has as many channels."""
    hidden = int(c * e)
    inner = f"{conv(hidden, kernels[0])} {conv(c, kernels[1], g=g)}"
    return with_input(inner, bool(shortcut) and received == c)


def times(block: Text, n: int) -> Text:
    return f"({block})*{n}"


def _bottlenecks(c: int, n: int, shortcut: bool, g: int, kernels: Sequence[int] = (1, 3)) -> Text:
    return times(bottleneck(c, c, shortcut, g, 1.0, kernels), n)


def _c3(_received: int, c: int, n: int = 1, shortcut: bool = True, g: int = 1, e: float = 0.5) -> Text:
    hidden = int(c * e)
    return f"[{conv(hidden)} {_bottlenecks(hidden, n, shortcut, g)} | {conv(hidden)}] {conv(c)}"


def _c3k(_received: int, c: int, n: int = 1, shortcut: bool = True, g: int = 1, e: float = 0.5) -> Text:
    hidden = int(c * e)
    return f"[{conv(hidden)} {_bottlenecks(hidden, n, shortcut, g, (3, 3))} | {conv(hidden)}] {conv(c)}"


def _c3x(_received: int, c: int, n: int = 1, shortcut: bool = True, g: int = 1, e: float = 0.5) -> Text:
    hidden = int(c * e)
    groups = "" if g == 1 else f"g{g}"
    cross = f"c1x3s1p0x1{groups}-{hidden}nobias bn silu c3x1s1p1x0{groups}-{hidden}nobias bn silu"
    return f"[{conv(hidden)} {times(with_input(cross, shortcut), n)} | {conv(hidden)}] {conv(c)}"


def chained(hidden: int, n: int, block: Text) -> Text:
    """A share, and block after block on it, all of which are kept."""
    inner = block
    for _ in range(n - 1):
        inner = f"{block} [id | {inner}]"
    return f"{conv(2 * hidden)} [id | take{hidden} {inner}]"


def _c2f(_received: int, c: int, n: int = 1, shortcut: bool = False, g: int = 1, e: float = 0.5) -> Text:
    hidden = int(c * e)
    return f"{chained(hidden, n, bottleneck(hidden, hidden, shortcut, g, 1.0, (3, 3)))} {conv(c)}"


def _c3k2(
    _received: int,
    c: int,
    n: int = 1,
    c3k: bool = False,
    e: float = 0.5,
    attn: int = False,
    g: int = 1,
    shortcut: bool = True,
) -> Text:
    if not isinstance(attn, bool):  # before YOLO26 the groups and the shortcut stood here
        attn, g, shortcut = False, attn, bool(g)
    hidden = int(c * e)
    plain = bottleneck(hidden, hidden, shortcut, g, 0.5, (3, 3))
    inner = f"{plain} {attending(hidden)}" if attn else _c3k(hidden, hidden, 2, shortcut, g) if c3k else plain
    return f"{chained(hidden, n, inner)} {conv(c)}"


def attending(hidden: int) -> Text:
    """An attention to all places and two convolutions, each with what it receives added."""
    return f"[mix c1-{hidden}nobias bn + id] [{conv(2 * hidden)} {conv(hidden, act=False)} + id]"


def _c2(_received: int, c: int, n: int = 1, shortcut: bool = True, g: int = 1, e: float = 0.5) -> Text:
    hidden = int(c * e)
    inner = _bottlenecks(hidden, n, shortcut, g, (3, 3))
    return f"{conv(2 * hidden)} [take{hidden} {inner} | take{hidden}] {conv(c)}"


def _c1(_received: int, c: int, n: int = 1) -> Text:
    return f"{conv(c)} [{times(conv(c, 3), n)} + id]"


def _csp(_received: int, c: int, n: int = 1, shortcut: bool = True, g: int = 1, e: float = 0.5) -> Text:
    hidden = int(c * e)
    through = f"{conv(hidden)} {_bottlenecks(hidden, n, shortcut, g)} c1-{hidden}nobias"
    return f"[{through} | c1-{hidden}nobias] bn silu {conv(c)}"


def _spp(received: int, c: int, k: Sequence[int] = (5, 9, 13)) -> Text:
    pools = " | ".join(f"p{each}s1p{each // 2}" for each in k)
    return f"{conv(received // 2)} [id | {pools}] {conv(c)}"


def _sppf(received: int, c: int, k: int = 5, n: int = 3, shortcut: bool = False) -> Text:
    return with_input(f"{conv(received // 2)} {pooled(k, n)} {conv(c)}", shortcut and received == c)


def pooled(k: int, n: int) -> Text:
    """A tensor and pool after pool of it, all of which are kept."""
    pool = f"p{k}s1p{k // 2}"
    inner = pool
    for _ in range(n - 1):
        inner = f"{pool} [id | {inner}]"
    return f"[id | {inner}]"


def _spp_csp(_received: int, c: int, _n: int = 1, _shortcut: bool = False, _g: int = 1, e: float = 0.5) -> Text:
    hidden = int(2 * c * e)
    pools = " | ".join(f"p{each}s1p{each // 2}" for each in (5, 9, 13))
    through = f"{conv(hidden)} {conv(hidden, 3)} {conv(hidden)} [id | {pools}] {conv(hidden)} {conv(hidden, 3)}"
    return f"[{through} | {conv(hidden)}] {conv(c)}"


def _focus(_received: int, c: int, k: int = 1, s: int = 1, p: int | None = None, g: int = 1, *_: object) -> Text:
    return f"pu2 {conv(c, k, s, p, g)}"


def _ghost(_received: int, c: int, k: int = 1, s: int = 1, g: int = 1, act: bool = True) -> Text:
    half = c // 2
    return f"{conv(half, k, s, g=g, act=act)} [id | {conv(half, 5, g=half, act=act)}]"


def _ghost_bottleneck(received: int, c: int, k: int = 3, s: int = 1) -> Text:
    half = c // 2
    middle = f" {conv(half, k, 2, g=half, act=False)}" if s == 2 else ""
    beside = f"{conv(received, k, 2, g=received, act=False)} {conv(c, act=False)}" if s == 2 else "id"
    return f"[{_ghost(received, half)}{middle} {_ghost(half, c, act=False)} + {beside}]"


def _c3_ghost(_received: int, c: int, n: int = 1, _shortcut: bool = True, _g: int = 1, e: float = 0.5) -> Text:
    hidden = int(c * e)
    return f"[{conv(hidden)} {times(_ghost_bottleneck(hidden, hidden), n)} | {conv(hidden)}] {conv(c)}"


def _rep(_received: int, c: int, k: int = 3, s: int = 1, *_: object) -> Text:
    return f"[{conv(c, k, s, act=False)} + {conv(c, 1, s, act=False)}] silu"


def _rep_c3(_received: int, c: int, n: int = 3, e: float = 1.0) -> Text:
    hidden = int(c * e)
    last = f" {conv(c)}" if hidden != c else ""
    return f"[{conv(hidden)} {times(_rep(hidden, hidden), n)} + {conv(hidden)}]{last}"


def _scaled_down(_received: int, c: int, k: int = 3, s: int = 2) -> Text:
    return f"{conv(c)} {conv(c, k, s, g=c, act=False)}"


def _a_down(received: int, c: int) -> Text:
    half = received // 2
    return f"a2s1p0 [take{half} {conv(c // 2, 3, 2, 1)} | take{half} p3s2p1 {conv(c // 2)}]"


def _attention(received: int, _c: int, n: int = 1, e: float = 0.5) -> Text:
    hidden = int(received * e)
    return f"{conv(2 * hidden)} [take{hidden} | take{hidden} {times(attending(hidden), n)}] {conv(received)}"


def _transformer(_received: int, c: int, _n: int = 1, *_: object) -> Text:
    hidden = c // 2
    return f"[{conv(hidden)} mix | {conv(hidden)}] {conv(c)}"


def _classify(_received: int, c: int, k: int = 1, s: int = 1, *_: object) -> Text:
    return f"{conv(1280, k, s)} gap flatten drop fc{c}"


MODULES: Mapping[str, Module] = {
    "Conv": Module(_conv),
    "DWConv": Module(_depthwise),
    "Bottleneck": Module(bottleneck),
    "BottleneckCSP": Module(_csp, repeats=True),
    "C1": Module(_c1, repeats=True),
    "C2": Module(_c2, repeats=True),
    "C2f": Module(_c2f, repeats=True),
    "C3": Module(_c3, repeats=True),
    "C3k": Module(_c3k, repeats=True),
    "C3k2": Module(_c3k2, repeats=True),
    "C3x": Module(_c3x, repeats=True),
    "C3TR": Module(_transformer, repeats=True),
    "C3Ghost": Module(_c3_ghost, repeats=True),
    "C2PSA": Module(_attention, repeats=True),
    "PSA": Module(_attention),
    "RepC3": Module(_rep_c3, repeats=True),
    "SPP": Module(_spp),
    "SPPF": Module(_sppf),
    "SPPCSPC": Module(_spp_csp),
    "Focus": Module(_focus),
    "GhostConv": Module(_ghost),
    "GhostBottleneck": Module(_ghost_bottleneck),
    "RepConv": Module(_rep),
    "SCDown": Module(_scaled_down),
    "ADown": Module(_a_down),
    "Classify": Module(_classify),
}
"""The modules that are known, by their names in YAML."""
