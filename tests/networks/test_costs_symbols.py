"""Costs of networks with symbols, against PyTorch's count of each of their networks, and against published numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields
from fractions import Fraction
from itertools import product
from typing import Any, NamedTuple

import pytest
from support.modules import Branches, Item, Repeat, part
from support.modules_torch import Network, counted, image

import symrf
from symrf import formula
from symrf.costs import COSTS
from symrf.document import Document
from symrf.english.remarks import cost_table
from symrf.instances import put
from symrf.rendering.text import PLAIN_TEXT
from symrf.values import evaluate
from symrf.written import Floor, Power, Product, Summation, Symbol, Written, number, substitute


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


def worth(tree: Written, values: dict[str, int]) -> Fraction:
    """The value of a tree, its sums added up one by one."""
    return evaluate(_added_up(substitute(tree, {name: number(value) for name, value in values.items()})), {})


def _added_up(tree: Any) -> Any:
    match tree:
        case Summation(term, index, first, last):
            at = range(int(worth(first, {})), int(worth(last, {})) + 1)
            return number(sum(int(worth(term, {index.name: i})) for i in at))
        case tuple():
            return tuple(map(_added_up, tree))
        case Written():
            return type(tree)(*(_added_up(getattr(tree, each.name)) for each in fields(tree)))  # type: ignore[arg-type]
    return tree


@pytest.mark.parametrize("family", FAMILIES, ids=[family.text for family in FAMILIES])
def test_a_family_costs_what_pytorch_counts_of_each_of_its_networks(family: Family) -> None:
    derivation = symrf.derive(family.text)
    totals = {name: derivation.total(name) for name in COSTS}
    assert set(derivation.parameters.names) == set(family.most)
    for numbers in product(*(range(1, top + 1) for top in family.most.values())):
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


# --- claims

BLOCK34 = "([c3p1-{m}nobias bn relu c3p1-{m}nobias bn + id] relu)*{n}"
INVERTED = "in{c} ([c1-{6c}nobias bn relu6 dw{k}p{(k-1)/2}nobias bn relu6 c1-{c}nobias bn + id])*{n}"

STRIDED = "in64 (c3p1-64 p2)*{n}"

# network, claim, status, counterexample
CLAIMS: list[tuple[str, str, str, dict[str, int] | None]] = [
    ("in{m} (c3p1-{m})*{n}", "params = n(9m^2+m)", "proved", None),
    ("in{m} (c3p1-{m})*{n}", "params = 9n m^2", "refuted", {"m": 1, "n": 1}),
    ("in{m} (c3p1-{m})*{n}", "params <= 10n m^2", "proved", None),
    ("in{m} (c3p1-{m})*{n}", "params = 10m^2", "conditional", {"m": 1, "n": 2}),
    ("in{m} (c3p1-{m})*{n}", "macs = 9m^2 n w h", "proved", None),
    ("in{m} (c3p1-{m})*{n}", "macs = 9m^2 n w", "conditional", {"m": 1, "n": 1, "w": 1, "h": 2}),
    ("in{m} (c3p1-{m})*{n}", "macs at w=8, h=9 = 648m^2 n", "proved", None),
    ("in{m} (c3p1-{m})*{n}", "activations = m n w h", "proved", None),
    ("in{m} (c3p1-{m})*{n}", "flat = m w h", "proved", None),
    ("in64 (c3-64)*{n}", "macs = 36864(n w h - n(n+1)(w+h) + 2n(n+1)(2n+1)/3)", "proved", None),
    ("in64 (c3-64)*{n}", "macs = 36864n(w-2n)(h-2n)", "conditional", {"n": 2, "w": 5, "h": 5}),
    (STRIDED, r"macs = 36864 \sum_{i=0}^{n-1} floor(w/2^i) floor(h/2^i)", "proved", None),
    (STRIDED, "macs = 36864n w h", "conditional", {"n": 2, "w": 4, "h": 4}),
    (STRIDED, "params = 36928n", "proved", None),
    ("in64 (c{k}-64)*{n}", "flat = 64(w-n(k-1))(h-n(k-1))", "proved", None),
    ("in{c} c{k}-{m}", "params = m(c k^2+1)", "proved", None),
    ("in{c} c{k}g{c}-{2c}", "params = 2c(k^2+1)", "proved", None),
    ("in{c} c{k}-{m}", "params@1 = m c k^2", "refuted", {"c": 1, "k": 1, "m": 1}),
    # DenseNet's growth: of n layers of growth rate g on c channels, the last gives c+ng (Huang et al., 2017)
    ("in{c} ([id | c3p1-{g}])*{n}", "flat at w=1, h=1 = c+n g", "proved", None),
    # He et al., 2016: torchvision's ResNet-34 has 3, 4, 6 and 3 such blocks; its layer1 has 221,952 parameters
    ("in{m} " + BLOCK34, "params = n(18m^2+4m)", "proved", None),
    # Howard and Sandler, 2018; Tan and Le, 2019: a stage n deep, whose field grows by k-1 a block
    (INVERTED, "params = n(12c^2+6c k^2+26c)", "proved", None),
    (INVERTED, "rf = 1+n(k-1)", "proved", None),
    (INVERTED, "macs = n w h (12c^2+6c k^2)", "proved", None),
    # LeCun et al., 1998: C1 on c channels
    ("in{c} c5-6 tanh a2 c5-16 tanh a2 c5-120 tanh fc{u} tanh fc10", "params@1 = 6(25c+1)", "proved", None),
    ("in{c} c5-6 tanh a2 c5-16 tanh a2 c5-120 tanh fc{u} tanh fc10", "params@9 at w=32, h=32 = 121u", "proved", None),
    ("(c3p1-64)*1000000", "flat at w=2, h=2 = 256", "proved", None),
    ("in64 (c3p1-64)*1000000", "params = 36928*10^6", "proved", None),
    ("in64 (c3-64)*1000000", "params = 36928*10^6", "proved", None),
]


@pytest.mark.parametrize(
    ("text", "claim", "status", "counterexample"), CLAIMS, ids=[" ".join(row[:2]) for row in CLAIMS]
)
def test_a_claim_about_the_costs_of_a_family(
    text: str, claim: str, status: str, counterexample: dict[str, int] | None
) -> None:
    verdict = symrf.check(text, [claim])[0]
    assert (verdict.status, verdict.counterexample) == (status, counterexample)


# network, numbers, parameters
PUBLISHED = [
    # torchvision: layer1 of ResNet-18 and of ResNet-34, and what ResNet-101 has more than ResNet-50, 17 blocks of conv4
    ("in{m} " + BLOCK34, {"m": 64, "n": 2}, 147968),
    ("in{m} " + BLOCK34, {"m": 64, "n": 3}, 221952),
    (
        "in1024 ([c1-256nobias bn relu c3p1-256nobias bn relu c1-1024nobias bn + id] relu)*{n}",
        {"n": 17},
        44549160 - 25557032,
    ),
    # layer2 of ResNet-34: the block that halves, and three more
    (
        f"in64 [c3s2p1-128nobias bn relu c3p1-128nobias bn + c1s2-128nobias bn] relu {BLOCK34.replace('{m}', '128')}",
        {"n": 3},
        1116416,
    ),
    # VGG-13 without its dense layers and its last block: 133,047,848 - 123,642,856 - 4,719,616
    ("in3 (c3p1-{64*2^i} relu c3p1-{64*2^i} relu p2)*{i=0..n-1}", {"n": 4}, 4685376),
    ("in512 (c3p1-512 relu c3p1-512 relu c3p1-512 relu p2)*{n}", {"n": 1}, 3 * 2359808),
    # MobileNetV2: a block of 64 channels, as Keras and torchvision list it
    (INVERTED, {"c": 64, "k": 3, "n": 1}, 54272),
]


@pytest.mark.parametrize(("text", "values", "params"), PUBLISHED, ids=[str(row[2]) for row in PUBLISHED])
def test_published_numbers_of_families(text: str, values: dict[str, int], params: int) -> None:
    derivation = symrf.derive(text)
    assert worth(derivation.total("params"), values) == params
    assert derivation.params.subs(values) == params
    assert derivation.of_numbers(values).params == params


# network, parameters, MACs
FORMULAS = [
    ("in64 (c3p1-64)*{n}", "36928*n", "36864*n*w*h"),
    ("in3 (c3p1-64 relu)*{n}", "64*(577*n-549)", "576*(64*n-61)*w*h"),
    ("in{c} c{k}-{m}", "m*(c*k**2+1)", "c*k**2*m*(w+1-k)*(h+1-k)"),
    ("in64 (c3-64)*{n}", "36928*n", "12288*n*(3*h*w+6*n+4*n**2+2-3*h-3*h*n-3*n*w-3*w)"),
    ("in3 (c3p1-64)*1000000", "36927964864", "36863964864*w*h"),
]


@pytest.mark.parametrize(("text", "params", "macs"), FORMULAS, ids=[row[0] for row in FORMULAS])
def test_it_reads_as_a_hand_writes_it(text: str, params: str, macs: str) -> None:
    data = symrf.derive(text).to_dict(costs=True)["costs"]
    assert (data["params"], data["macs"]) == (params, macs)
    assert data["layers"][0] == {
        "layer": text.split(" ", 1)[1],
        "name": "F" if text.endswith("{m}") else "B",
        **{name: data[name] for name in COSTS},
    }


def test_a_sum_has_the_closed_size_of_each_block() -> None:
    n, i = Symbol("n"), Symbol("i")
    sizes = tuple(Floor(Symbol(axis) / Power(number(2), i)) for axis in "wh")
    counts = symrf.derive(STRIDED).total("macs")
    assert counts == Product((number(36864), Summation(Product(sizes), i, number(0), n - 1)))


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("in3 (c3p1-{t} p2)*{t=0..n}", "t"),
        ("in3 (c3p1-{i} p2)*{n}", "j"),
        ("in3 (c3p1-{i} p2)*{j}", "l"),
    ],
)
def test_the_index_of_a_sum_is_no_symbol_of_the_network(text: str, letter: str) -> None:
    text = text.replace("{t} ", "{t+1} ")
    found = str(symrf.derive(text).total("macs"))
    assert f"index=Symbol(name='{letter}')" in found


def test_json_and_the_table_of_costs_have_the_sums() -> None:
    derivation, at = symrf.derive(STRIDED), {"w": 20, "h": 33, "n": 3}
    macs = 36864 * (20 * 33 + 10 * 16 + 5 * 8)
    assert evaluate(formula.parse(derivation.to_dict(costs=True)["costs"]["macs"]), at) == macs
    assert derivation.macs.subs(at).doit() == macs
    table = PLAIN_TEXT(Document(tuple(cost_table(derivation, at))))
    assert re.search(rf"B +\(c3p1-64 p2\)\*{{n}} +110784 +{macs} +{macs // 576}\n", table)


def test_numbers_are_put_in() -> None:
    """Of channels alone, sizes need none."""
    assert symrf.derive("in{c} c3-{m}").at(w=8) == {"w": 6}
    assert symrf.derive("in{c} (c3-{m})*{n}").at(w=8, c=1, m=1, n=2) == {"w": 4}


REFUSED = [
    ("in4 c3g2-{m}", "c3g2-{m}: 2 groups do not divide 4 and m channels for all values of the symbols"),
    ("in{c} c3g{g}-{g}", "c3g{g}-{g}: g groups do not divide c and g channels for all values of the symbols"),
    ("in{c} ps2", "ps2: c channels are no multiple of 4 for all values of the symbols"),
    ("in{c} [c3p1-64 + id]", "branches of 64 and c channels cannot be added for all values of the symbols"),
    ("in3 ([c3p1-8 + id])*{n}", "branches of 8 and 3 channels cannot be added"),
    ("in6 (c3p1g3-8)*{n}", "3 groups do not divide 6 and 8 channels"),
    ("in8 (c3p1g{i}-8)*{i=1..n}", "i + 1 groups do not divide 8 and 8 channels for all values of the symbols"),
]


@pytest.mark.parametrize(("text", "refusal"), REFUSED, ids=[row[0] for row in REFUSED])
def test_channels_that_do_not_fit_for_all_values_are_refused(text: str, refusal: str) -> None:
    with pytest.raises(symrf.DerivationError) as caught:
        symrf.derive(text)
    assert refusal in caught.value.message


UNCLOSED = "([id | id] [id | c1-{i}])*{i=1..n}"
UNTOLD = [
    ("(c3p1-64)*{n}", "the weights of c3p1-64: channels are missing, write in3 at the start and c3-64 for 64"),
    ("in3 (c3p1)*{n}", "the weights of c3p1: channels are missing, write in3 at the start and c3-64 for 64"),
    (
        f"in3 {UNCLOSED} c1-2",
        f"the weights of c1-{{1+i}}: {UNCLOSED}: the channels of its blocks are not in closed form",
    ),
    ("in2 ([id | id])*100000 c1-2", "the weights of c1-2: ([id | id])*100000: its channels are too long to write"),
]


@pytest.mark.parametrize(("text", "reason"), UNTOLD, ids=[row[0] for row in UNTOLD])
def test_sizes_are_derived_where_costs_are_not(text: str, reason: str) -> None:
    derivation = symrf.derive(text)
    with pytest.raises(symrf.DerivationError) as caught:
        derivation.total("params")
    assert caught.value.message == reason
