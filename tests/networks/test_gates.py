"""Branches of one pixel that sums and products spread over the others, against sets of pixels followed tap by tap."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from support import dependencies
from support.branching import PASSED, Branching, Item, Simple, added, branching, concatenated, conv, gated, margin
from support.branching_strategies import windows
from support.laws import examples

import symrf
from symrf.errors import DerivationError
from symrf.formulas.tree import Written, number
from symrf.formulas.values import evaluate

Chain = tuple[Item, ...]

GAP = Simple("gap")
SQUEEZED = gated((PASSED,), (GAP, conv(1), PASSED, conv(1)))
POOLED = st.sampled_from([GAP, Simple("gmp"), Simple("ad", 1), Simple("resize", 1)])
CHAINS = st.lists(windows(), max_size=2).map(tuple)


def without(items: Chain) -> Branching:
    """A chain without its gates."""
    return Branching(tuple(item for item in items if not hasattr(item, "branches")))


@st.composite
def gates(draw: st.DrawFn) -> Chain:
    """A gate on what passes, its pool after windows of its own."""
    inside = draw(CHAINS)
    join = draw(st.sampled_from([gated, added]))
    branches = draw(st.permutations([(PASSED,), (*inside, draw(POOLED), conv(1))]))
    return (join(*branches),)


@given(st.tuples(CHAINS, gates(), CHAINS, gates() | st.just(()), CHAINS))
@settings(max_examples=examples(120), deadline=None)
@example(((conv(3, pad=1),), (SQUEEZED,), (conv(3, 2, 1),), (SQUEEZED,), (conv(3, pad=1),)))
@example(((), (SQUEEZED,), (margin(5, 0),), (), ()))
def test_the_window_is_that_without_gates_and_all_is_read_through_them(parts: tuple[Chain, ...]) -> None:
    items = tuple(item for part in parts for item in part)
    network, plain = Branching(items), without(items)
    some = dependencies.working_sizes(network, 60, 12)
    try:
        reading = symrf.derive(network.text, axes=("w",))["w"]
        bare = symrf.derive(plain.text or "id", axes=("w",))["w"]
    except DerivationError:
        assume(False)
        raise
    assert reading.gated
    assert (reading.tree("jump"), reading.start_tree) == (bare.tree("jump"), bare.start_tree)
    assert reading.equivalent == bare.equivalent
    for w in some:
        assert reading.size.at(w) == dependencies.size(w, plain)
        found = [span(places) for places in dependencies.reads(w, plain)]
        assert value(reading.ungated_tree, w) == max(found)
        most = max(map(span, dependencies.reads(w, network)))
        assert value(reading.tree("receptive_field"), w) == most
        for output in {0, reading.size.at(w) - 1}:
            read = dependencies.reads_of(w, network, output, clipped=True)
            assert set(reading.reads(output, w)) == read
    for w in range(1, 40):
        assert reading.takes(w) == (dependencies.size(w, network) is not None)


def span(places: set[int]) -> int:
    """The pixels from the first to the last."""
    return max(places) - min(places) + 1 if places else 0


def value(tree: Written | None, w: int) -> int:
    """What a formula comes to."""
    assert tree is not None
    return int(evaluate(tree, {"w": w}))


@pytest.mark.parametrize(
    ("text", "size", "field", "ungated"),
    [
        ("[id + gap]", "w", "w", "1"),
        ("[id & gap]", "w", "w", "1"),
        ("c3p1 [id & gap c1 relu c1 sigmoid] p2", "floor(w/2)", "w+2", "4"),
        ("[c3 & gap] c3", "w-4", "w", "5"),
        ("[u2 & gap]", "2*w", "w", "1"),
        ("[[gap & gmp] + c3]", "w-2", "w", "3"),
        ("in8 [id & gap flatten fc4 relu fc8 sigmoid]", "w", "w", "1"),
        ("[gap & gmp]", "1", "w", "w"),
    ],
)
def test_what_is_known(text: str, size: str, field: str, ungated: str) -> None:
    claims = [f"size = {size}", f"rf = {field}", f"rf.ungated = {ungated}"]
    assert [each.status for each in symrf.check(text, claims, axes=("w",))] == ["proved"] * 3


def test_a_pixel_is_not_spread_where_branches_are_concatenated() -> None:
    with pytest.raises(DerivationError, match="its branches have the same size only for w = 1"):
        symrf.derive(branching(concatenated((GAP,), (PASSED,))).text)


def test_what_gates_take_is_asked_of_the_input() -> None:
    size = symrf.derive("[id & c5 gap]", axes=("w",))["w"].size
    assert size.minimum == 5
    taken = symrf.derive("[id & pu2 gap]", axes=("w",))["w"]
    assert [w for w in range(1, 8) if taken.takes(w)] == [2, 4, 6]
    assert dependencies.working_sizes(branching(gated((PASSED,), (Simple("pu", 2), GAP))), 8) == [2, 4, 6]


def test_a_pool_of_the_padding_counts_as_it_does_alone() -> None:
    alone, gate = (symrf.derive(text, axes=("w",))["w"] for text in ("c3p1 gap", "c3p1 [id & gap]"))
    assert gate.receptive_field == alone.receptive_field


@pytest.mark.parametrize("count", [1, 2, 5])
def test_a_family_of_gates_has_a_window_and_costs(count: int) -> None:
    family = "in8 (c3p1-8 [id & gap c1-2 relu c1-8 sigmoid] p2)*{n}"
    claims = ["rf.ungated = 3*2^n-2", "size = floor(w/2^n)", "params = n*(8*8*9+8+8*2+2+2*8+8)"]
    assert [each.status for each in symrf.check(family, claims)] == ["proved"] * 3
    known = symrf.derive(family.replace("{n}", str(count)), axes=("w",))["w"]
    assert evaluate(known.ungated_tree or number(0), {}) == 3 * 2**count - 2
    assert "gates in a repeat that is not written out" in (symrf.derive(family)["w"].unreached or "")


def test_as_many_gates_as_a_network_has_are_derived_at_once() -> None:
    block = "[c1p0-8 dw3p1 [id & gap c1-2 relu c1-8 sigmoid] c1-8 + id]"
    axis = symrf.derive("in8 " + " ".join([block] * 64), axes=("w",))["w"]
    assert (axis.ungated_tree, str(axis.equivalent)) == (number(129), "c129p64")
