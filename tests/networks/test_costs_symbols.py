"""Costs of networks with symbols, against published numbers and by hand."""

from __future__ import annotations

import re

import pytest
from support.costs import worth
from support.texts import PLAIN_TEXT

import symrf
from symrf.answers.documents.document import Document
from symrf.answers.documents.english.tables import cost_table
from symrf.formulas import reader as formula
from symrf.formulas.series import Bounded
from symrf.formulas.tree import Floor, Power, Product, Summation, Symbol, number
from symrf.formulas.values import evaluate
from symrf.networks.display import Selection

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
    ("in3 (c3p1-64)*1000000", 36927964864, "36863964864*w*h"),
]


@pytest.mark.parametrize(("text", "params", "macs"), FORMULAS, ids=[row[0] for row in FORMULAS])
def test_it_reads_as_a_hand_writes_it(text: str, params: str | int, macs: str) -> None:
    data = symrf.derive(text).to_dict(costs=True)["costs"]
    assert (data["params"], data["macs"]) == (params, macs)
    assert data["layers"][0] == {
        "layer": text.split(" ", 1)[1],
        "name": "F" if text.endswith("{m}") else "B",
        **{name: value for name, value in data.items() if name != "layers"},
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
    table = PLAIN_TEXT(Document(tuple(cost_table(derivation, Selection((), at=(at,))))))
    assert re.search(rf"B +\(c3p1-64 p2\)\*{{n}} +110,784 +{macs:,} +{macs // 576:,}\n", table)


def test_numbers_are_put_in() -> None:
    """Of channels alone, sizes need none."""
    assert symrf.derive("in{c} c3-{m}").at(w=8) == {"w": 6}
    assert symrf.derive("in{c} (c3-{m})*{n}").at(w=8, c=1, m=1, n=2) == {"w": 4}


REFUSED = [
    ("in4 c3g2-{m}", "c3g2-{m}: 2 groups do not divide 4 and m channels for all values of the symbols"),
    ("in{c} c3g{g}-{g}", "c3g{g}-{g}: g groups do not divide c and g channels for all values of the symbols"),
    ("in{c} ps2", "ps2: c channels are not a multiple of 4 for all values of the symbols"),
    ("in{c} [c3p1-64 + id]", "branches with 64 and c channels cannot be added for all values of the symbols"),
    ("in3 ([c3p1-8 + id])*{n}", "branches with 8 and 3 channels cannot be added"),
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
    (
        "(c3p1-64)*{n}",
        "the weights of c3p1-64: channels are missing; write in3 at the start, and c3-64 for 64 channels",
    ),
    ("in3 (c3p1)*{n}", "the weights of c3p1: channels are missing; write in3 at the start, and c3-64 for 64 channels"),
    (
        f"in3 {UNCLOSED} c1-2",
        f"the weights of c1-{{1+i}}: {UNCLOSED}: the channels of its blocks have no closed form",
    ),
    ("in2 ([id | id])*100000 c1-2", "the weights of c1-2: ([id | id])*100000: its channels are too long to write"),
]


@pytest.mark.parametrize(("text", "reason"), UNTOLD, ids=[row[0] for row in UNTOLD])
def test_sizes_are_derived_where_costs_are_not(text: str, reason: str) -> None:
    derivation = symrf.derive(text)
    with pytest.raises(symrf.DerivationError) as caught:
        derivation.total("params")
    assert caught.value.message == reason


def test_costs_where_symbols_of_one_name_know_different_bounds() -> None:
    text = "in3 (a{k}s{s+1}p{(k-1)/2}d{i+1})*{i=1..n}"
    assert evaluate(symrf.derive(text, axes=("w",), where=["s >= 2"], budget=60).total("params"), {}) == 0


def test_symbols_are_ordered_by_their_bounds() -> None:
    free, other, bounded = Bounded("s", 2), Bounded("s", 2), Bounded("s", 2, Bounded("m", 1))
    assert free.compare(other) == 0
    assert free.compare(bounded) == -bounded.compare(free) != 0
