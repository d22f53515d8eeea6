"""Repeats whose layers depend on an index: least inputs and sizes, against windows counted layer by layer."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest

import symrf
from symrf.errors import SymrfError
from symrf.exact.sampling.hand import whole
from symrf.formulas.values import evaluate

Layer = tuple[int, int, int, int]  # kernel, stride, padding, dilation

# a network, the layers of one of its blocks for an index, where that begins
REPEATS: list[tuple[str, Callable[..., list[Layer]], int]] = [
    ("(c{i+2}p1)*{i=0..n-1}", lambda i, _k, _p: [(i + 2, 1, 1, 1)], 0),
    ("(c{i+2}p1 c3)*{i=0..n-1}", lambda i, _k, _p: [(i + 2, 1, 1, 1), (3, 1, 0, 1)], 0),
    ("(c3d{i+1} c3p2)*{i=0..n-1}", lambda i, _k, _p: [(3, 1, 0, i + 1), (3, 1, 2, 1)], 0),
    ("(c3p1d{i+1} p2s2)*{i=0..n-1}", lambda i, _k, _p: [(3, 1, 1, i + 1), (2, 2, 0, 1)], 0),
    ("(c{k}p1d{i+1})*{i=0..n-1}", lambda i, k, _p: [(k, 1, 1, i + 1)], 0),
    ("(c{k}p{p}d{2^i})*{i=0..n-1}", lambda i, k, p: [(k, 1, p, 2**i)], 0),
    ("(c{k}d{i+1}p{i+1})*{i=0..n-1}", lambda i, k, _p: [(k, 1, i + 1, i + 1)], 0),
    ("(c{i+1}p2s3)*{i=0..n-1}", lambda i, _k, _p: [(i + 1, 3, 2, 1)], 0),
    ("(c{2i+1}p{i})*{i=1..n}", lambda i, _k, _p: [(2 * i + 1, 1, i, 1)], 1),
    ("(c5p1 c3p{i+2})*{i=0..n-1}", lambda i, _k, _p: [(5, 1, 1, 1), (3, 1, i + 2, 1)], 0),
    ("(c3p3d{2^i} c2s2)*{i=0..n-1}", lambda i, _k, _p: [(3, 1, 3, 2**i), (2, 2, 0, 1)], 0),
    ("(c3d{i+1}p{i+1} p3s2)*{i=0..n-1}", lambda i, _k, _p: [(3, 1, i + 1, i + 1), (3, 2, 0, 1)], 0),
    ("(c3p{2i}d{3^i})*{i=0..n-1}", lambda i, _k, _p: [(3, 1, 2 * i, 3**i)], 0),
]


def _size(layers: list[Layer], w: int) -> int:
    """The size after all layers, 0 where one of them has none."""
    for kernel, stride, padding, dilation in layers:
        w = (w + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1
        if w < 1:
            return 0
    return w


@pytest.mark.parametrize(("network", "block", "first"), REPEATS, ids=[row[0] for row in REPEATS])
def test_the_least_input_and_the_sizes_are_counted(network: str, block: Callable[..., list[Layer]], first: int) -> None:
    size = symrf.derive(network, axes="w")["w"].size
    least, tree = whole(size.minimum), size.tree("closed")
    for n, k, p in product(
        range(1, 6), range(1, 5) if "{k}" in network else [1], range(4) if "{p}" in network else [0]
    ):
        layers = [layer for i in range(first, first + n) for layer in block(i, k, p)]
        at = {"n": n, "k": k, "p": p}
        found = next(w for w in range(1, 10**6) if _size(layers, w))
        assert evaluate(least, at) == found, at
        for w in range(found, found + 20):
            assert evaluate(tree, at | {"w": w}) == _size(layers, w), (at, w)


@pytest.mark.parametrize("network", ["(c3p{i}d2)*{i=0..n-1}", "(c{k}p{i})*{i=0..n-1}"])
def test_a_least_input_between_the_ends_is_not_known(network: str) -> None:
    """What a block adds falls: first blocks make the size less, and later ones greater."""
    with pytest.raises(SymrfError, match="smallest input of a repeat with an index"):
        symrf.derive(network)


# a network with two repeats of the same index, and its field for n and m
SCOPES: list[tuple[str, Callable[[int, int], int]]] = [
    ("(c3d{i})*{i=1..3} (c3d{i})*{i=1..2}", lambda _n, _m: 1 + 2 * (1 + 2 + 3) + 2 * (1 + 2)),
    ("(c3d{i})*{i=1..n} c5 (c2d{2^i})*{i=0..m-1}", lambda n, m: 5 + 2 * sum(range(n + 1)) + 2**m - 1),
    ("(c3d{i})*{i=1..n} (c2d{i})*{i=1..m}", lambda n, m: 1 + 2 * sum(range(n + 1)) + sum(range(m + 1))),
    (
        "((c3d{i})*{i=1..n} c{j} (c2d{i})*{i=1..2})*{j=1..m}",
        lambda n, m: 1 + sum(2 * sum(range(n + 1)) + j - 1 + 3 for j in range(1, m + 1)),
    ),
]


@pytest.mark.parametrize(("network", "field"), SCOPES, ids=[row[0] for row in SCOPES])
def test_each_repeat_has_an_index_of_its_own(network: str, field: Callable[[int, int], int]) -> None:
    found = symrf.derive(network, axes="w")["w"].receptive_field
    for n, m in product(range(1, 6), repeat=2):
        at = {symbol: {"n": n, "m": m}[symbol.name] for symbol in found.free_symbols}
        assert found.subs(at) == field(n, m)


@pytest.mark.parametrize(
    ("network", "place"),
    [
        ("c{i} (c3d{i})*{i=1..3}", 1),
        ("(c3d{i})*{i=1..2} c{i} (c3d{i})*{i=1..3}", 19),
        ("((c3d{i})*{i=1..n} c{i})*{i=1..m}", 20),
    ],
)
def test_an_index_has_no_value_outside_of_its_repeats(network: str, place: int) -> None:
    with pytest.raises(SymrfError, match="i is the index of a repeat") as refused:
        symrf.derive(network)
    assert refused.value.span == (place, place + 3)
