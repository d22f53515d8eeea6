"""The modules of YOLOv7's larger models, YOLOv9 and YOLOv10, in the notation, with their numbers put in."""

from __future__ import annotations

from collections.abc import Mapping

from symrf.readers.detector_yaml.modules import Module, Text, bottleneck, chained, conv, pooled, times, with_input

__all__ = ["NEWER"]


def _down(received: int, c: int, _n: int = 1, k: int = 2) -> Text:
    """YOLOv7: a convolution and a pool with a stride beside each other."""
    return f"[{conv(received)} {conv(c // 2, 3, k)} | p{k}s{k}p0 {conv(c // 2)}]"


def _stem(_received: int, c: int, *_: object) -> Text:
    half = c // 2
    return f"{conv(half, 3, 2)} [{conv(half)} {conv(half, 3, 2)} | p2s2p0] {conv(c)}"


def _bottlenecks(c: int, n: int, shortcut: bool, g: int) -> Text:
    return times(bottleneck(c, c, shortcut, g, 1.0), n)


def _csp_a(_received: int, c: int, n: int = 1, shortcut: bool = True, g: int = 1, e: float = 0.5) -> Text:
    hidden = int(c * e)
    return f"[{conv(hidden)} {_bottlenecks(hidden, n, shortcut, g)} | {conv(hidden)}] {conv(c)}"


def _csp_b(_received: int, c: int, n: int = 1, shortcut: bool = False, g: int = 1, *_: object) -> Text:
    return f"{conv(c)} [{_bottlenecks(c, n, shortcut, g)} | {conv(c)}] {conv(c)}"


def _csp_c(_received: int, c: int, n: int = 1, shortcut: bool = True, g: int = 1, e: float = 0.5) -> Text:
    hidden = int(c * e)
    return f"[{conv(hidden)} {_bottlenecks(hidden, n, shortcut, g)} {conv(hidden)} | {conv(hidden)}] {conv(c)}"


def _rep_csp(c: int, n: int) -> Text:
    block = f"[{conv(c, 3, act=False)} + {conv(c, act=False)}] silu {conv(c, 3)}"
    half = c // 2
    inner = times(with_input(block.replace(f"-{c}nobias", f"-{half}nobias"), added=True), n)
    return f"[{conv(half)} {inner} | {conv(half)}] {conv(c)}"


def _aggregated(c: int, hidden: int, first: Text, second: Text) -> Text:
    """YOLOv9: a share, and two blocks one behind the other, all of which are kept."""
    return f"{conv(hidden)} [id | take{hidden // 2} {first} [id | {second}]] {conv(c)}"


def _rep_elan(_received: int, c: int, hidden: int, inner: int, n: int = 1) -> Text:
    block = f"{_rep_csp(inner, n)} {conv(inner, 3)}"
    return _aggregated(c, hidden, block, block)


def _elan(_received: int, c: int, hidden: int, inner: int) -> Text:
    return _aggregated(c, hidden, conv(inner, 3), conv(inner, 3))


def _a_conv(_received: int, c: int) -> Text:
    return f"a2s1p0 {conv(c, 3, 2, 1)}"


def _spp_elan(_received: int, c: int, hidden: int, k: int = 5) -> Text:
    return f"{conv(hidden)} {pooled(k, 3)} {conv(c)}"


def _c2f_cib(
    _received: int, c: int, n: int = 1, shortcut: bool = False, lk: bool = False, _g: int = 1, e: float = 0.5
) -> Text:
    """YOLOv10: depthwise and pointwise convolutions in turn, the middle one large where `lk`."""
    hidden = int(c * e)
    wide = 2 * hidden
    small = conv(wide, 3, g=wide)
    large = f"[{conv(wide, 7, g=wide, act=False)} + {conv(wide, 3, g=wide, act=False)}] silu"
    ends = conv(hidden, 3, g=hidden)
    block = f"{ends} {conv(wide)} {large if lk else small} {conv(hidden)} {ends}"
    return f"{chained(hidden, n, with_input(block, shortcut))} {conv(c)}"


NEWER: Mapping[str, Module] = {
    "DownC": Module(_down, repeats=True),
    "Stem": Module(_stem),
    "BottleneckCSPA": Module(_csp_a, repeats=True),
    "BottleneckCSPB": Module(_csp_b, repeats=True),
    "BottleneckCSPC": Module(_csp_c, repeats=True),
    "RepNCSPELAN4": Module(_rep_elan),
    "ELAN1": Module(_elan),
    "AConv": Module(_a_conv),
    "SPPELAN": Module(_spp_elan),
    "C2fCIB": Module(_c2f_cib, repeats=True),
}
"""The modules, by their names in YAML."""
