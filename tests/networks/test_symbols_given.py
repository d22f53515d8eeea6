"""Sizes that a layer gives, beside symbols: adaptive and global pools, flatten, dense layers, and what they cost."""

from __future__ import annotations

import json
from itertools import product

import pytest
from support.costs import worth
from support.laws import some

import symrf
from symrf.formulas.values import evaluate
from symrf.front.cli import main
from symrf.networks.costs import COSTS
from symrf.networks.stepwise import STEPWISE

# network, premises
FAMILIES: list[tuple[str, tuple[str, ...]]] = [
    ("in1 c{k}-4 flatten fc10", ()),
    ("in2 c3p{p}-4 flatten fc{u}", ()),
    ("in{c} c{k}s{s}-{m} gap fc10", ()),
    ("in3 c{k}-8 p{k}s{s}ceil flatten fc5 relu fc2", ()),
    ("in1 c{k}-4 ad{m} c2-3 flatten fc10", ("m >= 2",)),
    ("in1 ad6 c{k}-3 flatten", ("k <= 4",)),
    ("in1 t{k}s{s}-2 resize5 c3s2-4 flatten fc1", ()),
    ("in1 c{k}-2 ad{m} p3s2ceil u2 flatten", ("m >= 3",)),
    ("in1 c{k}-2 [gap + gmp] u{f} c2-3 flatten", ("f >= 2",)),
    ("in1 [c{k}-2 flatten fc3 | c3p{p}-2 gap fc4] fc5", ()),
    ("in1 c{k}-2 ad4 pu2 ps2 flatten fc{u}", ()),
]


@pytest.mark.parametrize(("text", "where"), FAMILIES, ids=[text for text, _ in FAMILIES])
def test_sizes_and_costs_are_those_of_each_network(text: str, where: tuple[str, ...]) -> None:
    family = symrf.derive(text, where=list(where))
    names = family.parameters.names
    ranges = (range(family.parameters.least(name), 5) for name in names)
    every = (dict(zip(names, numbers, strict=True)) for numbers in product(*ranges))
    for values in some([each for each in every if family.parameters.allow(each)]):
        one = family.of_numbers(values)
        at = {"w": 11, "h": 12}
        sizes = {axis: evaluate(family[axis].size.tree("closed"), {**values, **at}) for axis in at}
        assert sizes == one.at(**at), values
        for name in COSTS:
            assert worth(family.total(name), {**values, **at}) == worth(one.total(name), at), (name, values)
        assert worth(family.overall.flat(range(1, len(family.chain.links) + 1)), {**values, **at}) == worth(
            one.overall.flat(range(1, len(one.chain.links) + 1)), at
        )


@pytest.mark.parametrize(("text", "where"), FAMILIES, ids=[text for text, _ in FAMILIES])
def test_a_family_is_told_in_full(text: str, where: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    family = symrf.derive(text, where=list(where))
    assert json.dumps(family.to_dict(reach=True, costs=True))
    assert family["w"].field_trees is family["w"].start_tree is None
    for form in ("text", "latex", "markdown", "json"):
        assert main([text, "--steps", "--reach", "--costs", "--format", form, "--where", *(where or ["1 <= 2"])]) == 0
    assert (
        "there are symbols, and a layer whose outputs together read everything it receives" in capsys.readouterr().out
    )


def test_no_law_is_told_of_what_is_not_worked_out() -> None:
    for step in symrf.derive("c{k} gap relu c1", axes="w")["w"].steps[1:]:
        assert [step.law(each) is None for each in STEPWISE] == [False, True, True]


# network, claim, premises
CLAIMS = [
    ("in1 c{k}-4 flatten fc10", "flat = 4(w-k+1)(h-k+1)", ()),
    ("in1 c{k}-4 flatten fc10", "params = 4(k^2+1) + 40(w-k+1)(h-k+1) + 10", ()),
    ("in1 c{k}-4 flatten fc10", "params@1 = 4k^2+4", ()),
    ("in1 c{k}s{s}-4 ad{m} flatten fc10", "flat = 4m^2", ()),
    ("in{c} c{k}-{m} gap fc10", "params = m(c*k^2+1) + 10m + 10", ()),
    ("in3 c{k}-8 gap", "size = 1", ()),
]


@pytest.mark.parametrize(("text", "claim", "where"), CLAIMS, ids=[" ".join(row[:2]) for row in CLAIMS])
def test_a_claim_is_proved(text: str, claim: str, where: tuple[str, ...]) -> None:
    assert symrf.check(text, [claim], where=list(where))[0].status == "proved"


def test_the_padding_for_a_flattened_length_is_solved_for() -> None:
    assert symrf.solve("in1 c3p{p}-4 flatten fc10", "flat = 324", at={"w": 9, "h": 9}).least == 1


def test_a_number_that_is_rounded_is_worked_out_with_its_rounding() -> None:
    """A size that does not depend on the input is no hand form: (3-2)/2+1 is not 2."""
    for text in ("ad3 p2s2ceil", "c{k} ad3 p2s2ceil"):
        trees = symrf.derive(text, axes="w")["w"].steps[-1].calculation("size")
        assert [evaluate(tree, {}) for tree in trees[1:]] == [2, 2]
