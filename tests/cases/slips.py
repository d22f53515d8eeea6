"""Wrong numbers that people published, in lists as they stood, each with the slips that are behind it.

Facts and figures only. What a case calls `slips` are the names of rows that say it rightly; none where nobody knows.
Networks of examples/ stand under their name.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["CASES", "Case", "Slipped"]


class Slipped(NamedTuple):
    """A claim as it is typed, whether it is wrong, and which slips may be behind it."""

    claim: str
    slips: tuple[str, ...] = ()
    wrong: bool = True
    network: str = ""  # where it is not the case's


class Case(NamedTuple):
    """Claims of one list about a network."""

    name: str
    network: str
    claims: tuple[Slipped, ...]
    axes: tuple[str, ...] = ("w",)
    convention: str = "pytorch"
    kind: str = "fields"


def right(claim: str, network: str = "") -> Slipped:
    """A claim of the list that is right."""
    return Slipped(claim, (), False, network)


LOST = ("the +1 lost",)
BLOCK = ("one layer a block",)
TCN = "c2 c2 c2d2 c2d2 c2d4 c2d4 c2d8 c2d8 c2d16 c2d16 c2d32 c2d32"
VNET_UP = ("a transposed convolution's (k-1)*jump",)
DILATED = "{0} {0} {0}d2 {0}d2 {0}d4 {0}d4 {0}d8 {0}d8"
WIDER = ("convolutions of two pixels more", "kernels of two pixels more")
UNET = (
    "c3p1 c3p1 [id | p2 c3p1 c3p1 [id | p2 c3p1 c3p1 [id | p2 c3p1 c3p1 [id | p2 c3p1 c3p1 u2] "
    "c3p1 c3p1 u2] c3p1 c3p1 u2] c3p1 c3p1 u2] c3p1 c3p1"
)
VNET = (
    "L1: c5p2 L2: (c2s2 c5p2 c5p2) L3: (c2s2 c5p2 c5p2 c5p2) L4: (c2s2 c5p2 c5p2 c5p2) L5: (c2s2 c5p2 c5p2 c5p2) "
    "R4: (t2s2 c5p2 c5p2 c5p2) R3: (t2s2 c5p2 c5p2 c5p2) R2: (t2s2 c5p2 c5p2) R1: (t2s2 c5p2)"
)

CASES = (
    Case(
        "A01",
        "conv1: c4-6 pool1: p2 conv2: c3-16 pool2: p2 flatten",
        (
            Slipped("size@conv1 at w=28, h=28 = 24", LOST),
            Slipped("size@pool1 at w=28, h=28 = 11", LOST),
            Slipped("size@pool2 at w=28, h=28 = 3", LOST),
            Slipped("flat at w=28, h=28 = 144", LOST),
            right("flat at w=28, h=28 = 400"),
        ),
        ("w", "h"),
        kind="sizes",
    ),
    Case(
        "A04",
        "c3s2",
        (right("size at w=5 = 2"), Slipped("size at w=5 = 1", LOST), Slipped("size at w=3 = 0", LOST, network="c3")),
        kind="sizes",
    ),
    Case(
        "A07",
        "c{F_1}s{S}p{P}",
        (Slipped("size = (W_1 + F_1 + 2P)/S + 1", ("the kernel added",)),),
        ("W_1",),
        kind="sizes",
    ),
    Case("A07 at 32", "c5s1p2", (Slipped("size at w=32 = (32 + 5 + 2*2)/1 + 1", ("the kernel added",)),), kind="sizes"),
    Case("A19", "in3 c11s4-96", (Slipped("activations at w=224, h=224 = 253440"),), ("w", "h"), kind="sizes"),
    Case(
        "A25",
        "conv1: c3-32 pool1: p2 conv2: c3same-64 pool2: p2",
        (
            Slipped("size@pool1 at w=28 = 14", ("same for valid", "same for valid everywhere")),
            Slipped("size@pool2 at w=28 = 7", ("same for valid", "same for valid everywhere")),
        ),
        convention="tensorflow",
        kind="sizes",
    ),
    Case("A28", "c5", (Slipped("size at w=12 = 7", LOST), right("size at w=12 = 8")), kind="sizes"),
    Case("A34", "p5s1", (Slipped("size at w=19 = 14", LOST),), kind="sizes"),
    Case(
        "A43",
        "p1s2ceil",
        (
            right("size at h=6, w=7 = (3, 4)"),
            Slipped("size at h=6, w=7 = (4, 4)", ("a window beyond the input", "ceil for floor")),
        ),
        ("h", "w"),
        kind="sizes",
    ),
    Case("A73", "c5p2-16 p2 c5p2-32 p2 flatten", (Slipped("flat at w=28, h=28 = 1050"),), ("w", "h"), kind="sizes"),
    Case(
        "A76",
        "conv1: c3-6 pool1: p2 conv2: c3-16 pool2: p2",
        tuple(
            Slipped(f"size@{place} at w=32 = {size}", WIDER)
            for place, size in (("conv1", 28), ("pool1", 14), ("conv2", 10), ("pool2", 5))
        ),
        kind="sizes",
    ),
    Case("A79", "in32 c5-64", (Slipped("params = 1664", ("input channels forgotten",)),), ("w", "h"), kind="sizes"),
    Case(
        "A85",
        "up1: t4 up2: t4s2p1 up3: t4s2p1 up4: t4s2p1 up5: t4s2p1",
        (Slipped("size@up1 at w=1 = 8", ("one layer late", "one stage late")), right("size@up2 at w=1 = 8")),
        kind="sizes",
    ),
    Case(
        "A91",
        "c3s2p1",
        (
            Slipped("size at w=6 = 2", ("the +1 lost", "all padding forgotten", "padding forgotten")),
            right("size at w=6 = 3"),
        ),
        kind="sizes",
    ),
    Case(
        "A97",
        "c4s2p1 c4s2p1 c4s2p1 c4p1 c4p1",
        (right("size at w=70 = 6"), Slipped("size at w=70 = 1", ("all padding forgotten",))),
        kind="sizes",
    ),
    Case("B06", "a3s2p1 c4s2 c4s2 c4s2 c4 c4", (Slipped("rf = 140"),)),
    Case(
        "B09",
        "(c4s2)*3 c4 c4",
        (
            Slipped(
                "rf = 49",
                (
                    "the backward recursion in forward order, with strides before",
                    "the backward recursion in forward order",
                ),
            ),
        ),
    ),
    Case(
        "B12",
        "(c3p1)*2 p2 (c3p1)*2 p2 (c3p1)*3 p2 (c3p1)*3 p2 (c3p1)*3 p2",
        (Slipped("rf = 308", ("the backward recursion in forward order",)), right("rf = 212")),
    ),
    Case(
        "B18",
        "c7s2p3 p3s2p1 (c3p1)*3 c1s2 (c3p1)*4 c1s2 (c3p1)*8 c1s2 (c3p1)*8",
        (right("rf = 867"), Slipped("rf = 809")),
    ),
    Case(
        "B21",
        "(c3s2)*2 (c3p1)*6",
        (Slipped("start = 27", ("the middle of the field", "all padding forgotten")), right("rf = 55")),
    ),
    Case(
        "B24",
        VNET,
        (
            *(right(f"rf@L{place} = {field}") for place, field in enumerate((5, 22, 72, 172, 372), 1)),
            *(Slipped(f"rf@R{5 - place} = {field}", VNET_UP) for place, field in enumerate((476, 528, 546, 551), 1)),
        ),
    ),
    Case("B27", "(c3p1)*17", (Slipped("rf = 3", ("one kernel", "the last kernel")), right("rf = 35"))),
    Case(
        "B33",
        TCN,
        (Slipped("rf = 64", ("kernel times largest dilation times stacks", "kernel times largest dilation", *BLOCK)),),
    ),
    Case(
        "B39",
        DILATED.format("c3"),
        (
            Slipped("rf = 31", BLOCK),
            Slipped("rf = 127", BLOCK, network=f"{DILATED.format('c3')} c3d16 c3d16 c3d32 c3d32"),
            Slipped(
                "rf = 511", BLOCK, network=f"{DILATED.format('c3')} c3d16 c3d16 c3d32 c3d32 c3d64 c3d64 c3d128 c3d128"
            ),
        ),
    ),
    Case(
        "B39 of a rule", DILATED.format("c3"), (Slipped("rf = 4*3*8", ("kernel times largest dilation times layers",)),)
    ),
    Case(
        "B39 of a formula",
        "(c{k}d{2^i} c{k}d{2^i})*{i=0..n-1}",
        (Slipped("rf = n*k*2^(n-1)", ("kernel times largest dilation times layers",)),),
    ),
    Case(
        "two layers a block",
        "(c11 c11)*4 (c11d4 c11d4)*4 (c21d10 c21d10)*4 (c41d25 c41d25)*4",
        (Slipped("rf = 5001", BLOCK),),
    ),
    Case("two layers less", "c3p1 c3p1 (c3s2p1 c3p1 c3p1)*3 c3s2", (Slipped("rf = 73", ("two layers less",)),)),
    Case(
        "a row early",
        "resnet18",
        (
            Slipped("rf@conv2_x = 11", ("one row early", "one stage early")),
            Slipped("rf@conv4_x = 99", ("one row early", "one stage early")),
        ),
    ),
    Case("none found", "resnet18", (Slipped("rf@conv4_x = 128"),)),
    Case("the last alone", "c5s2 c5s2 c5s2 c3p1 c3p1 c3p1 c6", (Slipped("rf = 6*8", ("the last layer alone",)),)),
    Case("a dilation alone", "c2 ((c2d{2^i})*{i=0..16})*3", (Slipped("rf = 65536", ("the largest dilation",)),)),
    Case(
        "stacks",
        "(c2 c2 c2d2 c2d2 c2d4 c2d4 c2d8 c2d8 c2d16 c2d16 c2d32 c2d32 c2d64 c2d64)*2",
        (Slipped("rf = 256", ("kernel times largest dilation times stacks",)),),
    ),
    Case(
        "k for k-1",
        "(c{2w+1}p{w})*{d}",
        (Slipped("rf = d*(2w+1)", ("k for k-1 and no 1 added", "kernels added")),),
        ("x",),
    ),
    Case(
        "k+d",
        "c3s2 c3s2 c3s2 c3 c3 c3s2 c3 c3d2 (c3d4)*4 (c3d14)*7",
        (Slipped("rf = 2335", ("the effective kernel k+d",)),),
    ),
    Case(
        "another base",
        "((c3d{2^i})*{i=0..3})*2",
        (Slipped("rf = 161", ("dilations of powers of the kernel", "dilations of powers of 3")),),
    ),
    Case(
        "an inner map",
        "pu8 c3p1 c3d2p2 c3d4p4 c3d8p8 c3d16p16 c3d32p32 c3d64p64 c3d128p128",
        (Slipped("rf = 511", ("an inner map",)),),
    ),
    Case("a jump", "resnet50", (Slipped("rf@conv4_x = 16", ("the jump",)),)),
    Case("half the jump", "resnet50", (Slipped("start@conv3_x = 7/2", ("half the jump",)),)),
    Case(
        "in the middle",
        "z3 c7s2 p3s2same (c1 c3same c1)*3 c1s2 c3same c1 (c1 c3same c1)*3",
        (Slipped("start at w=512 = 7/2", ("windows in the middle", "half the jump")),),
        convention="tensorflow",
    ),
)
