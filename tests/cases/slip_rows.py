"""An example of each slip: a network, and what somebody who makes the slip gets for it.

`EDITED` has the network that they calculate in fact, whose number the test counts out. `RULED` has the number itself,
as it is reckoned by hand with the wrong rule. Knows nothing of symrf.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

__all__ = ["EDITED", "RULED", "Edited", "Ruled"]


class Edited(NamedTuple):
    """A network, the one that is calculated instead, and the size of the input."""

    network: str
    instead: str
    size: int = 40


class Ruled(NamedTuple):
    """A quantity of a network, what is got instead, the input on each axis, and the place, if it is not the end."""

    quantity: str
    network: str
    value: int | Fraction
    sizes: tuple[int, ...] = ()
    place: int = 0
    convention: str = "pytorch"
    axes: tuple[str, ...] = ("w",)


EDITED = {
    "one layer a block": Edited("c3 c3 c5d2 c5d2", "c3 c5d2"),
    "one layer less": Edited("c3 c5 c7", "c3 c7"),
    "one layer more": Edited("c3 c5", "c3 c5 c5"),
    "two layers less": Edited("c3 c5 c7 c9", "c3 c9"),
    "pools forgotten": Edited("c3 p2 c3 p2", "c3 c3"),
    "the strides of pools alone": Edited("c3 p2 c3", "c3 p1s2 c3", 41),
    "one of equal layers": Edited("c3 c3 c3 c5", "c3 c5"),
    "a layer less in each block": Edited("c3 c3 c3 c5 c5", "c3 c3 c5"),
    "two layers a block": Edited("c3 p2 c5", "c3 c3 p2 c5 c5"),
    "1x1 taken for 3x3": Edited("c1 c3 c1", "c3 c3 c3"),
    "a 1x1 taken for 3x3": Edited("c1 c3 c1", "c3 c3 c1"),
    "3x3 taken for 1x1": Edited("c3 c3 c5", "c1 c3 c5"),
    "kernels of a pixel more": Edited("c3 p2 c3", "c4 p3s2 c4"),
    "kernels of two pixels more": Edited("c3 p2 c3", "c5 p4s2 c5"),
    "kernels of two pixels less": Edited("c5 p3s2 c5", "c3 p1s2 c3"),
    "kernels of a pixel less": Edited("c3 p3s2 c5", "c2 p2s2 c4"),
    "convolutions of two pixels more": Edited("c3 p2 c3", "c5 p2 c5"),
    "convolutions of two pixels less": Edited("c5 p2 c5", "c3 p2 c3"),
    "a kernel of one pixel more": Edited("c3 c5", "c4 c5"),
    "a kernel of one pixel less": Edited("c3 c5", "c3 c4"),
    "a kernel of two pixels more": Edited("c3s2 c5", "c3s2 c7"),
    "a kernel of two pixels less": Edited("c3s2 c5", "c3s2 c3"),
    "a stride forgotten": Edited("c3s2 c3s3 c5", "c3 c3s3 c5"),
    "strides of convolutions forgotten": Edited("c3s2 p2 c3s2 c3", "c3 p2 c3 c3"),
    "pools without stride": Edited("c3 p2 c3 p2 c3", "c3 p2s1 c3 p2s1 c3"),
    "a pool without stride": Edited("c3 p2 c3 p2 c3", "c3 p2s1 c3 p2 c3"),
    "all strides forgotten": Edited("c3s2 p2 c3", "c3 p2s1 c3"),
    "the stride of a pool is its kernel": Edited("c3 p3s2 c3", "c3 p3s3 c3"),
    "the stride in the other convolution": Edited("c5s2 c3 c3", "c5 c3s2 c3"),
    "a stride in a neighbour": Edited("c5s2 c3 c5", "c5 c3s2 c5"),
    "a pool at another place": Edited("c3 p2 c5", "p2 c3 c5"),
    "a stride of 2 more": Edited("c3 c5 c7", "c3s2 c5 c7"),
    "dilations forgotten": Edited("c3d2 c3d4", "c3 c3"),
    "the last dilation forgotten": Edited("c3d2 c3d4", "c3d2 c3"),
    "a dilation forgotten": Edited("c3d2 c3d4", "c3 c3d4"),
    "dilations of powers of the kernel": Edited("c5 c5d2 c5d4", "c5 c5d5 c5d25"),
    "dilations of powers of 3": Edited("c5 c5d2 c5d4", "c5 c5d3 c5d9"),
    "dilations 1, 2, 3": Edited("c3 c3d2 c3d4", "c3 c3d2 c3d3"),
    "dilations doubled": Edited("c3 c3d2 c3d4", "c3d2 c3d4 c3d8"),
    "dilations halved": Edited("c3d2 c3d4", "c3 c3d2"),
    "the dilation of the layer before": Edited("c3 c3d2 c3d8", "c3 c3 c3d2"),
    "the effective kernel d*k": Edited("c3d2 c3d4", "c6 c12"),
    "the effective kernel k+d": Edited("c3d3 c3d4", "c6 c7"),
    "the effective kernel k+d-1": Edited("c3d2 c3d4", "c4 c6"),
    "the effective kernel d*(k-1)": Edited("c3d2 c3d4", "c4 c8"),
    "the effective kernel k+d*(k-1)": Edited("c3d2 c3d4", "c7 c11"),
    "one effective kernel d*k": Edited("c3d2 c3d4", "c6 c3d4"),
    "one effective kernel d*(k-1)": Edited("c3d2 c3d4", "c4 c3d4"),
    "one effective kernel k+d": Edited("c3d3 c3d4", "c6 c3d4"),
    "padding forgotten": Edited("c5p2 c3p1", "c5 c3p1"),
    "all padding forgotten": Edited("c5p2 c3p1", "c5 c3"),
    "padding on one side": Edited("c5p2 c3p1", "c5p2:0 c3p1"),
    "all padding on one side": Edited("c5p2 c3p1", "c5p2:0 c3p1:0"),
    "padding taken away": Edited("c5p2 c3p1", "z-2 c5 c3p1"),
    "all padding taken away": Edited("c5p2 c3p1", "z-2 c5 z-1 c3"),
    "padding doubled": Edited("c5p2 c3p1", "c5p4 c3p1"),
    "all padding doubled": Edited("c5p2 c3p1", "c5p4 c3p2"),
    "padding halved": Edited("c5p2 c7p3", "c5p1 c7p3"),
    "padding of a pixel more": Edited("c5p2 c3p1", "c5p3 c3p1"),
    "padding of a pixel less": Edited("c5p2 c3p1", "c5p1 c3p1"),
    "same for valid": Edited("c5 c3", "c5same c3"),
    "same for valid everywhere": Edited("c5 c3", "c5same c3same"),
    "pools as same": Edited("c3 p3s2 c3 p3s2", "c3 p3s2same c3 p3s2same"),
    "a pool as same": Edited("c3 p3s2 c3 p3s2", "c3 p3s2same c3 p3s2"),
    "padding of half the kernel": Edited("c5 c3", "c5p2 c3"),
    "valid for same": Edited("c5same c3same", "c5 c3same"),
    "valid for same everywhere": Edited("c5same c3same", "c5 c3"),
    "rounded up": Edited("c3 p2 c3 p2", "c3 p2ceil c3 p2", 41),
    "pools rounded up": Edited("c3 p2 c3 p2", "c3 p2ceil c3 p2ceil", 41),
    "rounded down": Edited("c3 p2ceil c3 p2ceil", "c3 p2floor c3 p2ceil", 43),
    "pools rounded down": Edited("c3 p2ceil c3 p2ceil", "c3 p2floor c3 p2floor", 41),
    "a window beyond the input": Edited("p3s3p1ceil", "p3s3p1rawceil", 5),
    "a transposed convolution as a convolution": Edited("c3 t4s2p1 c3", "c3 c4s2p1 c3"),
    "transposed convolutions as convolutions": Edited("c3 t4s2p1 t4s2p1", "c3 c4s2p1 c4s2p1"),
    "transposed convolutions as plain ones": Edited("c3 t4s2p1 c3", "c3 c4p1 c3"),
    "output padding forgotten": Edited("t3s2p1o1 t3s2p1o1", "t3s2p1 t3s2p1o1"),
    "all output padding forgotten": Edited("t3s2p1o1 t3s2p1o1", "t3s2p1 t3s2p1"),
    "output padding added": Edited("t3s2p1 c3", "t3s2p1o1 c3"),
    "an up-sampling forgotten": Edited("c3 p2 c3 u2 c5", "c3 p2 c3 c5"),
    "all up-sampling forgotten": Edited("c3 p4 u2 c5 u2 c5", "c3 p4 c5 c5"),
    "a repeat once more": Edited("(c3 c5)*3", "(c3 c5)*4"),
    "a repeat once less": Edited("(c3 c5)*3", "(c3 c5)*2"),
    "all repeats once more": Edited("(c3)*3 (c5)*4", "(c3)*4 (c5)*5"),
    "all repeats once less": Edited("(c3)*4 (c5)*5", "(c3)*3 (c5)*4"),
    "one round of a repeat": Edited("(c3 c5)*3 c7", "c3 c5 c7"),
    "one layer of each repeat": Edited("(c3 c5)*3", "(c3)*3"),
    "one layer of a repeat forgotten": Edited("(c3 c5)*3 c7", "(c3)*3 c7"),
    "a stride in a repeat forgotten": Edited("(c3s2 c5)*2 c3", "(c3 c5)*2 c3", 70),
    "padding in a repeat forgotten": Edited("(c3p1 c5)*2", "(c3 c5)*2"),
    "a dilation in a repeat forgotten": Edited("(c3d2 c5)*2", "(c3 c5)*2"),
    "the other branch": Edited("c3 [c3p1 c3p1 | c7p3] c5", "c3 c3p1 c3p1 c5"),
    "branches in series": Edited("c3 [c3p1 | c5p2] c5", "c3 c3p1 c5p2 c5"),
}

_N1 = "c3 p2s2 c3s2 c5"  # jumps 1, 1, 2, 4 before, field 24
_N2 = "c3d2 c5s2 c3d3"  # effective kernels 5, 5, 7; jumps 1, 1, 2
_N3 = "c3s2 c3 c5s2 c3"  # jumps 1, 2, 2, 4, field 23
_N4 = "(c3 c3d2 c3d4)*2"  # field 29
_EVEN = "c3 c5 c5"
_PADDED = "c3p1 c5s2p2 c3p1"  # field 11
_UP = "c3s2 t4s2p1"
_JUMPS = "c3s2 c5s3 c3"
_START = "c3s2p1 c5s2p1 c3"  # field 19, jump 4, padding 3 before, start 6
_MARGIN = "c3s2p1 c5s2p2 c3"  # padding 1 + 2*2
_S1 = "c4 p2 c3 p2"  # 28 -> 25 -> 12 -> 10 -> 5
_S2 = "c3s2 c3s2"
_COUNTED = "in4 c3p1-8 c1g2-6"  # 288 + 8 and 24 + 6 parameters
_DENSE = "in4 c3p1-8 gap fc10"
_PLANE = ("w", "h")


def _field(network: str, value: int | Fraction, *sizes: int) -> Ruled:
    return Ruled("field", network, value, sizes)


def _start(value: int | Fraction, *sizes: int) -> Ruled:
    return Ruled("start", _START, value, sizes)


def _size(network: str, size: int, value: int | Fraction) -> Ruled:
    return Ruled("size", network, value, (size,))


def _params(value: int, network: str = _COUNTED) -> Ruled:
    return Ruled("params", network, value, (8, 8), axes=_PLANE)


def _macs(value: int, network: str = _COUNTED, size: int = 8) -> Ruled:
    return Ruled("macs", network, value, (size, size), axes=_PLANE)


def _activations(value: int, network: str = _COUNTED) -> Ruled:
    return Ruled("activations", network, value, (8, 8), axes=_PLANE)


def _flat(value: int) -> Ruled:
    return Ruled("flat", "in3 c3-16 p2 flatten", value, (8, 8), axes=_PLANE)


RULED = {
    # --- right, of something else
    "one stage early": _field("c7s2p3 p3s2p1 c3p1 c3p1", 7 + 2 * 2),
    "one stage early in size": _size("c3 p2 c3", 20, 18 // 2),
    "one stage late": Ruled("field", "c3 c5 p2 c3", 3 + 4, place=1),
    "one layer early": _field("c3 c5 c7", 3 + 4),
    "one layer early in size": _size("c3 c5 c7", 20, 20 - 2 - 4),
    "one layer late": Ruled("field", "c3 c5 c7", 3 + 4, place=1),
    "another layer": _field("c3 c5 c7", 3),
    "another axis": Ruled("size", "c3x5", 30 - 4, (20, 30), axes=_PLANE),
    "the convention of pytorch": Ruled("size", "p2 c3", 20 // 2 - 2, (20,), convention="onnx"),
    "the convention of tensorflow": _size("t2s3", 8, 8 * 3),
    "the convention of onnx": _size("p2 c3", 20, 19 - 2),
    "the convention of caffe": _size("p3s2", 8, 3 + 1),
    "the convention of darknet": _size("p3s2", 8, (8 + 2 - 3) // 2 + 1),
    "the jump": _field("c3s2 c3s2 c3", 2 * 2),
    "the jump before the last layer": _field("c3s2 c3s2", 2),
    "the field": Ruled("jump", "c3s2 c5", 3 + 4 * 2),
    "the start": _field("c3s2 c5", 5),
    "the size": _field("c3s2 c5", 9 - 4, 20),
    "the input": _field("c3s2 c5", 20, 20),
    "the area": Ruled("field", "c3s2 c5", 11 * 11, axes=_PLANE),
    "the pixels": Ruled("size", "c3s2 c5", 5 * 5, (20, 20), axes=_PLANE),
    "half the field": _field("c3s2 c5", 11 // 2),
    "another output": Ruled("reach", "p2 u2", 0),
    "half an output's field": Ruled("reach", "c3 p2 u2 c5", Fraction(3 + 1 + 4, 2)),
    "distinct pixels": _field("c3d3 c3d3", len({0, 3, 6, 9, 12})),
    "the field in the input": _field("c7 c7", 10, 10),
    "channels forgotten": _flat(3 * 3),
    "an axis forgotten": _flat(16 * 3),
    "the channels alone": _flat(16),
    "channels of another layer": _flat(3 * 3 * 3),
    "the side of the field": Ruled("area", "c3 c3", 5, axes=_PLANE),
    "the channels": _size("in3 c3-16 c5-8", 20, 8),
    "with channels": _size("in3 c3-16 c5-8", 20, 14 * 8),
    # --- sums
    "k for k-1": _field(_N1, 1 + 3 + 2 + 3 * 2 + 5 * 4),
    "k for k-1 and no 1 added": _field(_N1, 3 + 2 + 3 * 2 + 5 * 4),
    "d*k for d*(k-1)": _field(_N2, 1 + 6 + 5 + 9 * 2),
    "d*k for d*(k-1) and no 1 added": _field(_N2, 6 + 5 + 9 * 2),
    "a layer's own stride in its product": _field(_N1, 1 + 2 + 1 * 2 + 2 * 4 + 4 * 4),
    "a layer's own stride and k for k-1": _field(_N1, 1 + 3 + 2 * 2 + 3 * 4 + 5 * 4),
    "a layer's own stride, k for k-1 and no 1 added": _field(_N1, 3 + 2 * 2 + 3 * 4 + 5 * 4),
    "kernels added": _field(_N1, 3 + 2 + 3 + 5),
    "kernels added, without dilation": _field(_N2, 3 + 5 + 3),
    "each layer's own stride alone": _field(_N1, 1 + 2 + 1 * 2 + 2 * 2 + 4),
    "each kernel times its stride": _field(_N1, 3 + 2 * 2 + 3 * 2 + 5),
    "the stride of the layer before alone": _field(_N1, 1 + 2 + 1 + 2 * 2 + 4 * 2),
    "neither strides nor dilations": _field(_N2, 1 + 2 + 4 + 2),
    "half kernels": _field(_N1, 1 + 1 + 1 + 1 * 2 + 2 * 4),
    "the 1 lost": _field(_N1, 24 - 1),
    "the 1 added twice": _field(_N1, 24 + 1),
    "2 more": _field(_N1, 24 + 2),
    "2 less": _field(_N1, 24 - 2),
    "twice the field": _field(_N1, 2 * 24),
    "a field to each side": _field(_N1, 2 * 24 - 1),
    "one kernel": _field("c3 c3 c3", 3),
    "the last layer alone": _field(_N1, 5 * 4),
    "the last layer alone, dilated": _field(_N2, 7 * 2),
    "the last layer's growth": _field(_N1, 1 + 4 * 4),
    "the last layer alone, its stride counted": _field("c3s2 c5s2", 5 * 2 * 2),
    "the last kernel": _field(_N1, 5),
    "one layer alone": _field(_N1, 3 * 2),
    "kernels multiplied": _field(_N1, 3 * 2 * 3 * 5),
    "kernels and strides multiplied": _field(_N1, 3 * 2 * 3 * 5 * 2 * 2),
    "kernels times layers": _field(_EVEN, 5 * 3),
    "layers counted twice": _field(_EVEN, 2 * 3),
    "powers of two of layers": _field(_EVEN, 2 * 2 * 2),
    "powers of the kernel": _field(_EVEN, 5 * 5 * 5),
    # --- recursions, each step as it is reckoned
    "the backward recursion in forward order": _field(_N1, (((3 - 1) * 2 + 2) - 1) * 2 + 3 - 1 + 5),
    "the backward recursion in forward order from 0": _field(_N1, (((2 - 1) * 2 + 2) - 1) * 2 + 3 - 1 + 5),
    "the backward recursion in forward order, with strides before": _field(_N1, ((3 - 1 + 2 - 1) * 2 + 3 - 1) * 2 + 5),
    "the first layer twice": _field(_N1, 3 + 2 + 1 + 2 * 2 + 4 * 4),
    "a pool that multiplies the field": _field("c3 p3s2 c5 p3s2", (3 * 2 + 4) * 2),
    "an inner map": _field(_N1, 1 + 2 + 4 * 2),
    "r*s + k in forward order": _field(_N1, ((1 + 3) * 2 + 2) * 2 + 3 + 5),
    "r*s + k in forward order from 0": _field(_N3, (3 + 3) * 2 + 5 + 3),
    "r*s + k-1 in forward order": _field(_N1, ((1 + 2) * 2 + 1) * 2 + 2 + 4),
    "(r+k-1)*s in forward order": _field(_N3, ((1 + 2) * 2 + 2 + 4) * 2 + 2),
    "the backward recursion from 0": _field(_N3, (((2 - 1) * 2 + 5 - 1) + 3 - 1) * 2 + 3),
    "r*s + k backwards": _field(_N1, ((1 + 5) * 2 + 3) * 2 + 2 + 3),
    "r*s + k backwards from 0": _field(_N1, (5 * 2 + 3) * 2 + 2 + 3),
    "r*s + k-1 backwards": _field(_N1, ((1 + 4) * 2 + 2) * 2 + 1 + 2),
    # --- dilations
    "the largest dilation": _field(_N4, 4),
    "twice the largest dilation": _field(_N4, 2 * 4),
    "kernel times largest dilation": _field(_N4, 3 * 4),
    "kernel times largest dilation times stacks": _field(_N4, 3 * 4 * 2),
    "kernel times largest dilation times layers": _field(_N4, 3 * 4 * 6),
    "largest dilation times layers": _field(_N4, 4 * 6),
    "largest dilation times stacks": _field(_N4, 4 * 2),
    "twice kernel times largest dilation": _field(_N4, 2 * 3 * 4),
    "the last dilated kernel": _field(_N4, 1 + 2 * 4),
    "stacks without overlap": _field(_N4, 2 * 15),
    "dilations added": _field(_N4, 2 * (1 + 2 + 4)),
    "kernel times dilations added": _field(_N4, 3 * 2 * (1 + 2 + 4)),
    # --- padding, up-sampling
    "padding added": _field(_PADDED, 11 + 2 + 4 + 2),
    "padding taken away": _field(_PADDED, 11 - 2 - 4 - 2 * 2),
    "padding of each layer taken away": _field(_PADDED, 11 - 2 - 4 - 2),
    "padding of one side taken away": _field(_PADDED, 11 - 1 - 2 - 1 * 2),
    "one output alone": _field("c3 t3s2p1", 3),
    "a transposed convolution's (k-1)*jump": _field(_UP, 1 + 2 + 3),
    "a transposed convolution's (k-1)*jump before it": _field(_UP, 1 + 2 + 3 * 2),
    "nothing for up-sampling": _field(_UP, 1 + 2),
    # --- jumps, starts, padding
    "the last stride": Ruled("jump", _JUMPS, 3),
    "the first stride": Ruled("jump", _JUMPS, 2),
    "the sum of the strides": Ruled("jump", _JUMPS, 2 + 3),
    "the number of layers with a stride": Ruled("jump", "c3s2 c5s3 c3s2", 3),
    "the ratio of the sizes": Ruled("jump", _JUMPS, Fraction(32, 2), (32,)),
    "half the jump": _start(Fraction(4 - 1, 2)),
    "0": _start(0),
    "the middle of the field": _start(9),
    "half the field, without padding": _start(Fraction(19, 2)),
    "half the jump, from a pixel's edge": _start(2),
    "half a pixel later": _start(Fraction(13, 2)),
    "half a pixel earlier": _start(Fraction(11, 2)),
    "a pixel later": _start(7),
    "the first pixel read": _start(-3),
    "the padding before": _start(3),
    "padding without jumps": _start(9 - 1 - 1),
    "windows in the middle": _start(Fraction(32 - (5 - 1) * 4 - 1, 2), 32),
    "fewer layers": _start(5 - 3),
    "padding without jumps, added": Ruled("padding", _MARGIN, 1 + 2),
    "padding of both sides": Ruled("padding", _MARGIN, 2 * (1 + 4)),
    "padding of both sides, without jumps": Ruled("padding", _MARGIN, 2 * (1 + 2)),
    "the last padding": Ruled("padding", _MARGIN, 0),
    "the first padding": Ruled("padding", _MARGIN, 1),
    # --- sizes
    "the +1 lost": _size(_S1, 28, ((28 - 4 - 2) // 2 - 3 - 2) // 2),
    "the +1 lost where there is a stride": _size(_S1, 28, ((25 - 2) // 2 - 2 - 2) // 2),
    "the +1 lost in convolutions": _size(_S1, 28, (24 // 2 - 3) // 2),
    "the +1 lost in pools": _size(_S1, 28, ((25 - 2) // 2 - 2 - 2) // 2),
    "the +1 lost at one layer": _size(_S1, 28, (12 - 3) // 2),
    "the +1 inside the floor": _size(_S2, 33, ((33 - 3 + 1) // 2 - 3 + 1) // 2),
    "the +1 twice": _size(_S1, 28, ((26 - 2) // 2 + 2 - 3 + 2 - 2) // 2 + 2),
    "the +1 twice at one layer": _size(_S1, 28, 5 + 1),
    "the +1 lost and rounded up": _size(_S2, 32, 6),
    "ceil for floor": _size(_S2, 32, 7 + 1),
    "ceil for floor at one layer": _size(_S2, 34, 7 + 1),
    "round for floor": _size(_S2, 32, 7 + 1),
    "floor for ceil": _size("p3s2ceil", 8, (8 - 3) // 2 + 1),
    "one floor at the end": _size("c3s2 t2s2", 32, 31),
    "one ceil at the end": _size(_S2, 32, 8),
    "one round at the end": _size(_S2, 34, 8),
    "never rounded": _size(_S2, 34, Fraction(31, 4)),
    "the kernel added": _size("c5s2p2", 32, (32 + 4 + 5) // 2 + 1),
    "the kernel forgotten": _size("c5s2p2", 32, (32 + 4) // 2 + 1),
    "the kernel forgotten and the +1 lost": _size("c5s2p2", 32, (32 + 4) // 2),
    "the dilation forgotten in the rule": _size("c3d2 c3", 20, 20 - 2 - 2),
    "d*k for the kernel": _size("c3d2 c3", 20, 20 - 6 + 1 - 2),
    "d*(k-1) and no 1 taken away": _size("c3d2 c3", 20, 20 - 4 + 1 - 2 + 1),
    "k/2 taken away on each side": _size("c3 c4", 20, 20 - 2 + 1 - 4 + 1),
    "p for 2p": _size("c5p2", 20, 20 + 2 - 5 + 1),
    "the stride taken away": _size(_S2, 32, ((32 - 3 - 2) // 2 + 1 - 3 - 2) // 2 + 1),
    "n over the total stride": _size(_S1, 28, 28 // 4),
    "n over the total stride, rounded up": _size(_S2, 30, 8),
    "n over the total stride, not rounded": _size(_S2, 30, Fraction(30, 4)),
    "n/s at each layer": _size("c3s2 p2 c3", 31, 31 // 2 // 2),
    "n/s at each pool": _size("c3s2 p3s2", 33, 16 // 2),
    "n/s at each pool, rounded up": _size("c3s2 p3s2", 35, 9),
    "kernels taken away, no strides": _size(_S1, 28, 28 - 3 - 1 - 2 - 1),
    "n over the kernels": _size("p2 c3", 30, 30 // 6),
    "n*s for a transposed convolution": _size("t5s2p1", 8, 8 * 2),
    "n*s + k for a transposed convolution": _size("t5s2p1", 8, 8 * 2 + 5 - 2),
    "(n-1)*s + k for a transposed convolution": _size("t5s2p1", 8, 7 * 2 + 5),
    "(n-1)*s + k + 2p for a transposed convolution": _size("t5s2p1", 8, 7 * 2 + 5 + 2),
    "(n-1)*s + k - p for a transposed convolution": _size("t5s2p1", 8, 7 * 2 + 5 - 1),
    "(n-1)*s - 2p for a transposed convolution": _size("t5s2p1", 8, 7 * 2 - 2),
    # --- counts
    "input channels forgotten": _params(9 * 8 + 8 + 6 + 6),
    "biases forgotten": _params(288 + 24),
    "biases added": _params(288 + 8, "in4 c3p1-8nobias"),
    "one bias a layer": _params(288 + 1 + 24 + 1),
    "a bias for each pair of channels": _params((9 + 1) * 4 * 8 + 24 + 8 * 6),
    "the kernel's area forgotten": _params(4 * 8 + 8 + 24 + 6),
    "a kernel's side for its area": _params(3 * 4 * 8 + 8 + 24 + 6),
    "groups forgotten": _params(288 + 8 + 8 * 6 + 6),
    "output channels forgotten": _params(9 * 4 + 1 + 4 + 1),
    "norms forgotten": _params(288 + 8, "in4 c3p1-8 bn"),
    "norms' running means counted": _params(288 + 8 + 4 * 8, "in4 c3p1-8 bn"),
    "convolutions alone": _params(288 + 8, "in4 c3p1-8 bn"),
    "dense layers alone": _params(8 * 10 + 10, _DENSE),
    "weights of convolutions alone": _params(288, "in4 c3p1-8 bn"),
    "one layer's parameters left out": _params(288 + 8),
    "one layer's parameters alone": _params(24 + 6),
    "parameters in bytes": _params(4 * (288 + 8 + 24 + 6)),
    "twice the MACs": _macs(2 * (288 + 24) * 64),
    "the running means forgotten": Ruled("params_total", "in4 c3p1-8 bn", 288 + 8 + 2 * 8, (8, 8), axes=_PLANE),
    "the MACs": Ruled("flops", _COUNTED, (288 + 24) * 64, (8, 8), axes=_PLANE),
    "an addition for each bias": Ruled("flops", _COUNTED, (2 * 288 + 8 + 2 * 24 + 6) * 64, (8, 8), axes=_PLANE),
    "half the MACs": _macs((288 + 24) * 64 // 2),
    "FLOPs and biases": _macs(2 * (288 + 24) * 64 + (8 + 6) * 64),
    "the parameters": _macs(288 + 8 + 24 + 6),
    "the weights": _macs(288 + 24),
    "biases counted": _macs((288 + 24 + 8 + 6) * 64),
    "the input's size": _macs(288 * 9 * 9, "in4 c3s2-8", 9),
    "MACs without input channels": _macs((9 * 8 + 6) * 64),
    "MACs without output channels": _macs((9 * 4 + 4) * 64),
    "MACs without the kernel": _macs((4 * 8 + 24) * 64),
    "MACs with a kernel's side": _macs((3 * 4 * 8 + 24) * 64),
    "MACs along one axis": _macs((288 + 24) * 8),
    "MACs without groups": _macs((288 + 8 * 6) * 64),
    "MACs of convolutions alone": _macs(288 * 64, _DENSE),
    "MACs of dense layers alone": _macs(8 * 10, _DENSE),
    "one layer's MACs left out": _macs(288 * 64),
    "one layer's MACs alone": _macs(24 * 64),
    "what layers receive": _activations((4 + 8) * 64),
    "activations without channels": _activations(2 * 64),
    "one layer's activations": _activations(6 * 64),
    "one layer's activations left out": _activations(8 * 64),
    "activations in bytes": _activations(4 * 14 * 64),
    "activations forwards and backwards": _activations(2 * 14 * 64),
    "activations of convolutions alone": _activations(8 * 64, _DENSE),
}
