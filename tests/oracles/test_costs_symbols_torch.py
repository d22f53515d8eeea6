"""Costs of networks with symbols, against PyTorch's count of each of their networks."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any, NamedTuple

import pytest
from support.costs import worth
from support.laws import some
from support.modules import Branches, Item, Repeat, part
from support.modules_torch import Network, counted, image

import symrf
from symrf.networks.costs import COSTS
from symrf.networks.notation.instances import put


class Family(NamedTuple):
    """A network with symbols, the most that each is, and the input and the layers of one of its networks."""

    text: str
    most: dict[str, int]
    build: Callable[..., tuple[int, tuple[Item, ...]]]


def conv(size: int, given: int, pad: int | None = None, stride: int | None = None, **more: Any) -> Item:
    """A convolution."""
    return part("c", size, stride, pad, channels=given, **more)


POOL, RELU, NORM = part("p", 2), part("relu"), part("bn")


def dense_net(c: int, n: int) -> tuple[int, tuple[Item, ...]]:
    block = Branches(((part("id"),), (NORM, RELU, conv(1, 16, bias=False), NORM, conv(3, 4, 1, bias=False))), "|")
    return c, (Repeat((block,), n),)


def separable(n: int) -> tuple[int, tuple[Item, ...]]:
    block = (part("dw", 3, pad=1, bias=False), NORM, conv(1, 8, bias=False), NORM)
    return 8, (Repeat((Branches((block, (part("id"),))),), n),)


FAMILIES = [
    Family("in3 c{k}-64", {"k": 5}, lambda k: (3, (conv(k, 64),))),
    Family(
        "in{c} c{k}s{s}p{p}-{m}",
        {"c": 2, "k": 3, "s": 3, "p": 2, "m": 2},
        lambda c, k, s, p, m: (c, (conv(k, m, p, s),)),
    ),
    Family(
        "in{c} c3p1-{m} bn relu c3-{2c}nobias",
        {"c": 3, "m": 3},
        lambda c, m: (c, (conv(3, m, 1), NORM, RELU, conv(3, 2 * c, bias=False))),
    ),
    Family(
        "in{6g} c3g{g}-{4g} c1g2-{2m}",
        {"g": 3, "m": 3},
        lambda g, m: (6 * g, (conv(3, 4 * g, groups=g), conv(1, 2 * m, groups=2))),
    ),
    Family(
        "in{c} dw3-{2c} dw{k} c1-{m}",
        {"c": 3, "k": 3, "m": 3},
        lambda c, k, m: (c, (part("dw", 3, channels=2 * c), part("dw", k), conv(1, m))),
    ),
    Family("in{c} t4s2p1-{m}", {"c": 3, "m": 3}, lambda c, m: (c, (part("t", 4, 2, 1, channels=m),))),
    Family(
        "in{c} u2 c{k}-{m} t{s}s{s}-4",
        {"c": 2, "k": 3, "m": 2, "s": 3},
        lambda c, k, m, s: (c, (part("u", 2), conv(k, m), part("t", s, s, channels=4))),
    ),
    Family("in{4c} ps2 pu2 c1-{c}", {"c": 3}, lambda c: (4 * c, (part("ps", 2), part("pu", 2), conv(1, c)))),
    Family(
        "in{c} [c1-{m} | c3p1-{2m} | id] c1-{c}",
        {"c": 3, "m": 3},
        lambda c, m: (c, (Branches(((conv(1, m),), (conv(3, 2 * m, 1),), (part("id"),)), "|"), conv(1, c))),
    ),
    Family(
        "in{c} c3-{m} p2 flatten fc{u} bn fc10nobias",
        {"c": 2, "m": 3, "u": 3},
        lambda c, m, u: (c, (conv(3, m), POOL, part("flatten"), part("fc", u), NORM, part("fc", 10, bias=False))),
    ),
    Family("in64 (c3p1-64)*{n}", {"n": 4}, lambda n: (64, (Repeat((conv(3, 64, 1),), n),))),
    Family("in3 (c3p1-64 relu)*{n}", {"n": 4}, lambda n: (3, (Repeat((conv(3, 64, 1), RELU), n),))),
    Family("in{m} (c3p1-{m})*{n}", {"m": 3, "n": 4}, lambda m, n: (m, (Repeat((conv(3, m, 1),), n),))),
    Family("in3 (c3-8 bn)*{n} c1-2", {"n": 4}, lambda n: (3, (Repeat((conv(3, 8), NORM), n), conv(1, 2)))),
    Family("in{c} (c{k}-8)*{n}", {"c": 2, "k": 3, "n": 3}, lambda c, k, n: (c, (Repeat((conv(k, 8),), n),))),
    Family(
        "in4 c3 (c3-4 c2p1-6)*{n}".replace("c3 (", "c3-4 ("),
        {"n": 3},
        lambda n: (4, (conv(3, 4), Repeat((conv(3, 4), conv(2, 6, 1)), n))),
    ),
    Family("in64 (c3p1-64 p2)*{n}", {"n": 4}, lambda n: (64, (Repeat((conv(3, 64, 1), POOL), n),))),
    Family("in3 (c3-8 c3-8 p2)*{n}", {"n": 3}, lambda n: (3, (Repeat((conv(3, 8), conv(3, 8), POOL), n),))),
    Family("in3 (p2 c3p1-8)*{n}", {"n": 3}, lambda n: (3, (Repeat((POOL, conv(3, 8, 1)), n),))),
    Family(
        "in3 c5s2-4 (c3s2p1-8nobias bn)*{n} c1-{m}",
        {"n": 3, "m": 2},
        lambda n, m: (3, (conv(5, 4, stride=2), Repeat((conv(3, 8, 1, 2, bias=False), NORM), n), conv(1, m))),
    ),
    Family(
        "in3 (c3p1-{16*2^i} p2)*{i=0..n-1}",
        {"n": 4},
        lambda n: (3, tuple(each for i in range(n) for each in (conv(3, 16 * 2**i, 1), POOL))),
    ),
    Family(
        "in3 (c3-{4i} c3p1g{i}-{2i})*{i=1..n}",
        {"n": 4},
        lambda n: (3, tuple(each for i in range(1, n + 1) for each in (conv(3, 4 * i), conv(3, 2 * i, 1, groups=i)))),
    ),
    Family(
        "in{m} (c2d{2^i}-{m})*{i=0..n-1}",
        {"m": 3, "n": 4},
        lambda m, n: (m, tuple(conv(2, m, apart=2**i) for i in range(n))),
    ),
    Family(
        "in3 ((c3p1-8)*{n} p2)*{m}",
        {"n": 3, "m": 3},
        lambda n, m: (3, (Repeat((Repeat((conv(3, 8, 1),), n), POOL), m),)),
    ),
    Family(
        "in3 ((c3p1-{4i})*{n} p2)*{i=1..m}",
        {"n": 3, "m": 3},
        lambda n, m: (3, tuple(each for i in range(1, m + 1) for each in (Repeat((conv(3, 4 * i, 1),), n), POOL))),
    ),
    Family(
        "in3 ((c3-4)*{n} c1-6 p2)*{m}",
        {"n": 2, "m": 2},
        lambda n, m: (3, (Repeat((Repeat((conv(3, 4),), n), conv(1, 6), POOL), m),)),
    ),
    Family("in{c} ([id | bn relu c1-16nobias bn c3p1-4nobias])*{n}", {"c": 2, "n": 4}, dense_net),
    Family(
        "in{c} ([id | id] c1-{m})*{n}",
        {"c": 2, "m": 2, "n": 3},
        lambda c, m, n: (c, (Repeat((Branches(((part("id"),), (part("id"),)), "|"), conv(1, m)), n),)),
    ),
    Family(
        "in{c} ([dw3p1 | id])*{n}",
        {"c": 2, "n": 4},
        lambda c, n: (c, (Repeat((Branches(((part("dw", 3, pad=1),), (part("id"),)), "|"),), n),)),
    ),
    Family(
        "in{c} ([id | c1-{i}])*{i=1..n}",
        {"c": 2, "n": 4},
        lambda c, n: (c, tuple(Branches(((part("id"),), (conv(1, i),)), "|") for i in range(1, n + 1))),
    ),
    Family("in3 (c1-{k^i})*{i=0..n-1}", {"k": 3, "n": 3}, lambda k, n: (3, tuple(conv(1, k**i) for i in range(n)))),
    Family("in3 (c3-{max(i,2)})*{i=1..n}", {"n": 4}, lambda n: (3, tuple(conv(3, max(i, 2)) for i in range(1, n + 1)))),
    Family("in8 ([dw3p1nobias bn c1-8nobias bn + id])*{n}", {"n": 4}, separable),
]


@pytest.mark.parametrize("family", FAMILIES, ids=[family.text for family in FAMILIES])
def test_a_family_costs_what_pytorch_counts_of_each_of_its_networks(family: Family) -> None:
    derivation = symrf.derive(family.text)
    totals = {name: derivation.total(name) for name in COSTS}
    assert set(derivation.parameters.names) == set(family.most)
    for numbers in some(product(*(range(1, top + 1) for top in family.most.values()))):
        values = dict(zip(family.most, numbers, strict=True))
        one = symrf.derive(put(derivation.architecture, values))
        least = int(one["w"].size.minimum)
        inputs, items = family.build(**values)
        for more in ({"w": least, "h": least + 5}, {"w": least + 12, "h": least + 1}):
            if family.text.startswith("in{4c} ps2"):
                more = {axis: 2 * size for axis, size in more.items()}
            module, pixels = Network(items, 2), image(inputs, list(more.values()))
            module(pixels)
            layers = counted(module, pixels)
            for name, tree in totals.items():
                assert worth(tree, values | more) == sum(getattr(layer, name) for layer in layers), (name, values)
                assert worth(one.total(name), more) == worth(tree, values | more)
