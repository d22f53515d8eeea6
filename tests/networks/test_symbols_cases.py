"""Layers whose size has two cases, beside symbols: the premise that picks one, each convention, values far out."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from support.laws import some

import symrf
from symrf.exact.sampling.hand import whole
from symrf.formulas.tree import Written
from symrf.formulas.values import evaluate
from symrf.networks.derivation import Derivation
from symrf.networks.notation.instances import put

# network, premise, size by hand, closed, least input
PICKED = [
    ("p{k}s{s}ceil", "s <= k", "(w-k)/s+1", "ceiling((w-k)/s)+1", "k+1-s"),
    ("p{k}s{s}ceil", "k <= s", "w/s", "ceiling(w/s)", "1"),
    ("p{k}s{s}p{p}ceil", "p+s <= k", "(w+2*p-k)/s+1", "ceiling((w+2*p-k)/s)+1", "max(1, k+1-2*p-s)"),
    ("p{k}s{s}p{p}ceil", "k <= s", "(w+p)/s", "ceiling((w+p)/s)", "1"),
    ("p{k}s{s}p{k}ceil", "s >= 1", "(w+k)/s", "ceiling((w+k)/s)", "1"),
    ("p{k}s{k}ceil", "k >= 1", "w/k", "ceiling(w/k)", "1"),
    ("t{k}s{s}same", "s <= k", "s*w", "s*w", "1"),
    ("t{k}s{s}same", "k <= s", "s*w", "s*w", "1"),
]


@pytest.mark.parametrize(("text", "premise", "hand", "closed", "least"), PICKED, ids=[" ".join(r[:2]) for r in PICKED])
def test_a_premise_picks_the_case(text: str, premise: str, hand: str, closed: str, least: str) -> None:
    size = symrf.derive(text, axes=("w",), where=[premise]).to_dict()["result"]["w"]["size"]
    assert (size["hand"], size["closed"], str(size["minimum"])) == (hand, closed, least)


# network, convention, premises
HABITS = [
    ("p{k}s{s}", "caffe", ()),
    ("p{k}s{s}p{p}", "caffe", ("p >= 1", "p <= k")),
    ("p{k}s{s}p1", "caffe", ("k >= 1",)),
    ("p{k}s{s}p{p}ceil", "onnx", ("2p <= k",)),
    ("p{k}s{s}same", "tensorflow", ()),
    ("p{k}s{s}", "darknet", ()),
    ("p{k}s{s}ceil", "darknet", ()),
    ("t{k}s{s}", "tensorflow", ()),
    ("t{k}s{s}d{d}same", "tensorflow", ()),
    ("t{k}s{s} c3s{s}", "tensorflow", ()),
    ("p{k}s{s}p{p}ceil p3s2ceil", "tensorflow", ("s <= k",)),
]


@pytest.mark.parametrize(("text", "habits", "where"), HABITS, ids=[" ".join(row[:2]) for row in HABITS])
def test_a_family_is_each_of_its_networks(text: str, habits: str, where: tuple[str, ...]) -> None:
    family = symrf.derive(text, axes=("w",), convention=habits, where=list(where))
    for values in some(list(_small(family))):
        _compare(family, values, habits)


@pytest.mark.parametrize("text", ["p{k}s{s}ceil", "p{k}s{s}p{p}ceil", "c3 p{k}s{s}p{p}ceil p2s2", "c{k}s{s}same p3s2"])
def test_a_family_is_each_of_its_networks_far_out(text: str) -> None:
    family = symrf.derive(text, axes=("w",))
    for name, far, near in product(family.parameters.names, (97, 65_536, 999_983), (1, 2, 5)):
        values = dict.fromkeys(family.parameters.names, near) | {name: far}
        if family.parameters.allow(values):
            _compare(family, values, "pytorch")


def _small(family: Derivation) -> list[dict[str, int]]:
    found: list[dict[str, int]] = [{}]
    for name in family.parameters.names:
        least = family.parameters.least(name)
        found = [{**each, name: value} for each in found for value in range(least, 6)]
    return [each for each in found if family.parameters.allow(each)]


def _compare(family: Derivation, values: dict[str, int], habits: str) -> None:
    a, one = family["w"], symrf.derive(put(family.architecture, values), axes=("w",), convention=habits)["w"]
    least = one.size.minimum
    assert isinstance(least, int)
    assert _worth(whole(a.size.minimum), values) == least, values
    for w in (*range(least, least + 9), least + 10**6, least + 10**6 + 1):
        at = {**values, "w": w}
        assert _worth(a.size.tree("closed"), at) == _worth(a.size.tree("nested"), at) == one.size.at(w), at
        assert (_worth(a.size.tree(), at) == one.size.at(w)) == (_worth(one.size.tree(), {"w": w}) == one.size.at(w))


def _worth(tree: Written, values: dict[str, int]) -> Fraction:
    return evaluate(tree, values)


@pytest.mark.parametrize(
    ("text", "where", "message"),
    [
        ("p{k}s{s}p{p}", [], "p{k}s{s}p{p}: p >= 1 is not known for all values of the symbols"),
        ("p{k}s{s}p{p}", ["p >= 1"], "p{k}s{s}p{p}: p <= k is not known for all values of the symbols"),
        ("p{k}s{s}p{k+1}", [], "p{k}s{s}p{k+1} pads more than its kernel: a window would see only padding"),
    ],
)
def test_caffe_rounds_by_whether_there_is_padding(text: str, where: list[str], message: str) -> None:
    with pytest.raises(symrf.DerivationError) as refused:
        symrf.derive(text, axes=("w",), convention="caffe", where=where)
    assert refused.value.message == message


def test_a_pool_that_rounds_up_pads_no_more_than_its_kernel() -> None:
    family = symrf.derive("p{k}s{s}p{p}ceil", axes=("w",))
    assert "and p <= k" in family.document("text", "summary")
    assert family.parameters.allow({"k": 2, "s": 1, "p": 2})
    with pytest.raises(symrf.InputError, match="p <= k must hold, but does not at k=2, s=1, p=3"):
        family.at(w=9, k=2, s=1, p=3)
    assert "and p <= k" not in symrf.derive("p{k}s{s}p{p}ceil", axes=("w",), where=["2p <= k"]).document(
        "text", "summary"
    )


# network, claim, premises, status, counterexample
CLAIMS = [
    ("p{k}s{s}ceil", "size = ceil((n-k)/s)+1", (), "conditional", {"k": 1, "s": 2, "n": 2}),
    ("p{k}s{s}ceil", "size = ceil((n-k)/s)+1", ("s <= k",), "proved", None),
    ("p{k}s{s}ceil", "size = ceil((n-max(k,s))/s)+1", (), "proved", None),
    ("p{k}s{s}p{p}ceil", "size = ceil((n+2p-k)/s)+1", ("2p <= k", "s <= k"), "conditional", {"k": 2, "s": 2, "p": 1}),
    ("p{k}s{s}p{p}ceil", "size = ceil((n+2p-k)/s)+1", ("p+s <= k",), "proved", None),
    ("t{k}s{s}same", "size = s*n", (), "proved", None),
    ("p{k}s{s}same", "size = ceil(n/s)", (), "proved", None),
]


@pytest.mark.parametrize(("text", "claim", "where", "status", "against"), CLAIMS, ids=[" ".join(r[:2]) for r in CLAIMS])
def test_a_claim_by_cases(
    text: str, claim: str, where: tuple[str, ...], status: str, against: dict[str, int] | None
) -> None:
    verdict = symrf.check(text, [claim], axes=("n",), where=list(where))[0]
    assert verdict.status == status
    assert (against or {}).items() <= (verdict.counterexample or {}).items()


def test_a_premise_that_holds_anyway_is_said_to() -> None:
    family = symrf.derive("p{k}s{s}p{p}ceil", axes=("n",), where=["2p <= k", "k >= 1", "s <= k"])
    assert "k >= 1" not in family.document("text", "summary")
    assert "k >= 1 holds anyway.\n" in family.document("text", "remarks")
    verdict = symrf.check("p{k}s{s}ceil", "size = ceil((n-k)/s)+1", axes="n", where=["s <= k", "k >= 1"])[0]
    assert (verdict.status, verdict.notes) == ("proved", ("k >= 1 holds anyway",))
    assert "anyway" not in symrf.derive("c{k}", where=["k >= 2"]).document("text", "remarks")
    assert "anyway" not in symrf.derive("c{k}p{p}", where=["p >= 1"]).document("text", "remarks")
