"""Random networks with branches: that they are of the notation, modest, and keep the pace that is said of them."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import HealthCheck, Phase, assume, example, find, given, settings
from hypothesis import strategies as st
from support import dependencies
from support.branching import (
    CROP,
    PASSED,
    Branches,
    Branching,
    Item,
    Simple,
    Transposed,
    added,
    branching,
    concatenated,
    conv,
    count_layers,
    margin,
    pace,
    pool,
    transposed,
    unet,
)
from support.branching_strategies import FORMS, agreeing, branchings, chains, cropped, disagreeing
from support.laws import examples

import symrf

FEW = settings(max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.filter_too_much])

NETWORKS = branchings() | branchings(whole=True) | chains() | chains(whole=True)
TWO_AND_THREE = branching(added((pool(2), Simple("u", 2)), (pool(3), Simple("u", 3))))

TEXTS = [
    (branching(*unet(1)), "c3 c3 [crop | p2 c3 c3 t2s2] c3 c3"),
    (
        branching(added((conv(3, pad=1), concatenated((PASSED,), (conv(1, 2),), (CROP,))), (PASSED,))),
        "[c3p1 [id | c1s2 | crop] + id]",
    ),
    (branching(transposed(4, 2, 1, 1, 3), Transposed(3, padding=(1, 2)), margin(-1, 2)), "t4s2p1d3o1 t3p1:2 z-1:2"),
    (branching(conv(3, 2, (1, 0), 2), pool(3, 2, 1, "ceil"), conv(3, pad="same")), "c3s2p1:0d2 p3s2p1ceil c3same"),
    (branching(*(Simple(kind, 2) for kind in ("u", "ub", "ps", "pu", "ad", "resize"))), "u2 ub2 ps2 pu2 ad2 resize2"),
    (branching(Simple("gap"), Simple("gmp"), Simple("flatten"), Simple("fc", 10)), "gap gmp flatten fc10"),
]


@pytest.mark.parametrize(("network", "text"), TEXTS, ids=[text for _, text in TEXTS])
def test_the_text_of_a_network(network: Branching, text: str) -> None:
    assert network.text == text
    assert str(symrf.parse(text)) == text


@given(NETWORKS)
@FEW
def test_every_network_is_one_of_the_notation(network: Branching) -> None:
    printed = str(symrf.parse(network.text)).split()  # symrf may have the attributes of a layer in another order
    assert [sorted(word) for word in printed] == [sorted(word) for word in network.text.split()]


@given(NETWORKS)
@FEW
def test_networks_are_modest(network: Branching) -> None:
    known = pace(network.items)
    assert depth(network.items) <= 3
    assert count_layers(network.items) <= 26  # flatten and fc come after the rest
    assert max(known.stride, known.up, known.period) <= 32
    assert known.span <= 300


def depth(items: tuple[Item, ...]) -> int:
    """How deep branches are nested."""
    inside = [branch for item in items for branch in getattr(item, "branches", ())]
    return 1 + max(map(depth, inside)) if inside else 0


@given(branchings() | chains())
@FEW
@example(branching(*unet(4)))
@example(TWO_AND_THREE)
def test_the_pace_of_a_network_is_the_one_that_its_outputs_keep(network: Branching) -> None:
    known = pace(network.items)
    assume(known.steady)
    for w in dependencies.working_sizes(network, 300, 1):
        fields = [dependencies.reads_of(w, network, output) for output in range(2 * known.period)]
        for field, further in zip(fields, fields[known.period :], strict=False):
            assert {place + known.shift for place in field} == further
        assert all(max(field) - min(field) < 2 * known.span for field in fields if field)


@pytest.mark.parametrize("forms", FORMS, ids=lambda forms: branching(*forms[0]).text)
def test_chains_of_a_form_have_one_size(forms: tuple[tuple[Item, ...], ...]) -> None:
    for one, other in combinations(map(Branching, forms), 2):
        pairs = [(dependencies.size(w, one), dependencies.size(w, other)) for w in range(1, 40)]
        both = [pair for pair in pairs if None not in pair and (forms is not FORMS[-1] or pair[0] == pair[1])]
        assert len(both) >= 18
        assert all(mine == yours for mine, yours in both)


@given(st.integers(1, 3).flatmap(agreeing))
@FEW
def test_branches_that_are_built_to_agree_do(item: Item) -> None:
    assert len(dependencies.working_sizes(branching(item), 60)) >= 5


@pytest.mark.parametrize("drawn", [agreeing(3), cropped(3), disagreeing(3)], ids=["agreeing", "cropped", "disagreeing"])
def test_there_are_deep_branches_that_work(drawn: st.SearchStrategy[Branches]) -> None:
    works = find(
        drawn.map(branching),
        lambda network: depth(network.items) == 3 and bool(dependencies.working_sizes(network, 60, 1)),
        settings=settings(max_examples=2000, database=None, derandomize=True, phases=[Phase.generate]),
    )
    assert dependencies.working_sizes(works, 60, 1)
