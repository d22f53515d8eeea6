"""Sizes of networks that branch and up-sample, the inputs that they take and their forms, against single numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from support import dependencies
from support.branching import (
    CROP,
    MIX,
    PASSED,
    Branches,
    Branching,
    Item,
    Simple,
    added,
    branching,
    concatenated,
    conv,
    pace,
    pool,
    transposed,
    unet,
)
from support.branching_strategies import branchings, chains
from support.laws import examples
from support.networks import Layer

import symrf
from symrf.errors import DerivationError, SizeError
from symrf.formulas.values import evaluate
from symrf.networks.derivation import AxisDerivation

FEW = settings(max_examples=examples(120), deadline=None, suppress_health_check=[HealthCheck.filter_too_much])

NETWORKS = branchings() | branchings(whole=True) | chains() | chains(whole=True)
FAR = 2000  # beyond the sizes from which on every network here is periodic

EVEN = branching(added((pool(2), Simple("u", 2)), (PASSED,)))
SKIPPED = branching(concatenated((PASSED,), (pool(2), conv(3, pad=1), transposed(2, 2))), conv(3, pad=1))
ODD_OR_EVEN = branching(concatenated((Simple("pu", 2), Simple("ps", 2)), (conv(2), CROP), (pool(2), Simple("u", 2))))

ROUNDED_UP = branching(conv(3, 2, 1), concatenated((pool(2, rounding="ceil"),), (conv(3, 2, 1),)))
UP_AT_FIRST = branching(Layer("p", 2, None, "same", 2), concatenated((pool(2, rounding="ceil"),), (conv(3, 2, 1),)))

NEVER = branching(added((added((Simple("ad", 2),), (MIX,)),), (Simple("u", Fraction(3, 2)),)))  # 2 is 3 beside it
FEW_BELOW = branching(concatenated((CROP,), (pool(2), conv(1, 3, 1), Simple("ps", 2), Simple("u", 2))))


def derived(network: Branching) -> AxisDerivation:
    """The network on one axis."""
    return symrf.derive(network.text, axes=("w",))["w"]


def taking(network: Branching) -> AxisDerivation:
    """The network on one axis; one that is refused is no case of the test."""
    try:
        return derived(network)
    except DerivationError:
        assume(False)
        raise


def made_for(network: Branching, taken: list[int]) -> None:
    """A network that takes these inputs alone is refused with them, or derived for them."""
    try:
        reading = symrf.derive(network.text, axes=("w",))["w"]
    except DerivationError as refused:
        if " only " not in refused.message:
            raise
        return
    assert [w for w in range(1, FAR) if reading.takes(w)] == taken
    assert [reading.size.at(w) for w in taken] == [dependencies.size(w, network) for w in taken]


def around(reading: AxisDerivation) -> list[int]:
    """Input sizes on both sides of the minimum, two periods at the least."""
    least = reading.size.minimum
    return [*range(1, least), *range(least, least + 80), least + 1000]


@given(NETWORKS)
@FEW
@example(ODD_OR_EVEN)
@example(branching(added((conv(3),), (PASSED,))))
@example(branching(added((Simple("gap"),), (PASSED,))))
@example(branching(concatenated((Simple("gap"), Simple("resize", 7)), (PASSED,))))
@example(NEVER)
def test_a_network_is_refused_if_and_only_if_it_takes_finitely_many_sizes(network: Branching) -> None:
    stride = pace(network.items).stride
    endless = any(dependencies.size(w, network) is not None for w in range(FAR, FAR + 2 * stride))
    if endless:
        derived(network)
    elif re.search("ad[2-9]|resize[2-9]", network.text) and (taken := dependencies.working_sizes(network, FAR)):
        made_for(network, taken)  # where a branch gives a size that it says, few inputs are meant
    else:
        with pytest.raises(
            DerivationError, match=r" one size|has no output|needs a size divisible|cut|its branches"
        ) as refused:
            derived(network)
        if any(dependencies.size(w, network) is not None for w in range(1, FAR)):
            assert " only " in refused.value.message


@given(NETWORKS)
@FEW
@example(EVEN)
def test_the_size_is_the_one_counted_layer_after_layer_and_else_it_is_refused(network: Branching) -> None:
    reading = taking(network)
    with pytest.raises(SizeError, match="at w=0 "):
        reading.size.at(0)
    for w in around(reading):
        size = dependencies.size(w, network)
        assert reading.takes(w) == (size is not None)
        if size is not None:
            assert reading.size.at(w) == size
        else:
            with pytest.raises(SizeError, match=f"at w={w} layer "):
                reading.size.at(w)


@given(NETWORKS)
@FEW
@example(branching(*unet(2)))
def test_the_minimum_is_the_least_size_that_works(network: Branching) -> None:
    minimum = taking(network).size.minimum
    assert [w for w in range(1, minimum + 1) if dependencies.size(w, network) is not None] == [minimum]


@given(NETWORKS)
@FEW
@example(EVEN)
def test_the_sizes_that_are_taken_are_those_that_work(network: Branching) -> None:
    reading = taking(network)
    works = [w for w in around(reading) if dependencies.size(w, network) is not None]
    if reading.size.taken is None:
        assert works == [w for w in around(reading) if w >= reading.size.minimum]
    else:
        assert works == [w for w in around(reading) if w in reading.size.taken]


@given(NETWORKS)
@FEW
@example(EVEN)
@example(SKIPPED)
@example(FEW_BELOW)
def test_a_refusal_names_the_nearest_sizes_that_work(network: Branching) -> None:
    reading = taking(network)
    least = reading.size.minimum
    works = [w for w in range(1, least + 200) if dependencies.size(w, network) is not None]
    for w in set(range(least + 60)) - set(works):
        with pytest.raises(SizeError) as refusal:
            reading.size.at(w)
        wanted = refusal.value.message.partition(": w ")[2]
        if w < least:
            assert wanted == f"must be at least {least}"
        else:
            near = [*[each for each in works if each < w][-1:], *[each for each in works if each > w][:1]]
            assert wanted == f"may be {' or '.join(map(str, near))}"


@given(NETWORKS)
@FEW
@example(branching(*unet(3)))
def test_the_nested_and_the_closed_form_are_the_size_where_it_is_taken(network: Branching) -> None:
    reading = taking(network)
    nested, closed = reading.size.tree("nested"), reading.size.tree("closed")
    for w in filter(reading.takes, around(reading)):
        assert evaluate(nested, {"w": w}) == evaluate(closed, {"w": w}) == dependencies.size(w, network)


@given(NETWORKS)
@FEW
@example(branching(*unet(3)))
@example(EVEN)
@example(ROUNDED_UP)
@example(UP_AT_FIRST)
def test_the_hand_form_is_the_size_exactly_on_its_premise(network: Branching) -> None:
    reading = taking(network)
    hand, premise = reading.size.tree("hand"), reading.size.exact_when
    sizes = {w: dependencies.size(w, network) for w in around(reading)}
    exact = [w for w, size in sizes.items() if size is not None and evaluate(hand, {"w": w}) == size]
    assert reading.size.exact == (exact == [w for w, size in sizes.items() if size is not None])
    if premise is not None:
        least = reading.prefix.state.minimum
        assert exact == [w for w in sizes if w >= least and w in premise]
        assert premise.never == (not exact)


@given(NETWORKS)
@FEW
@example(SKIPPED)
@example(branching(*unet(2)))
def test_each_step_has_the_size_after_its_layer(network: Branching) -> None:
    reading = taking(network)
    steps = reading.steps
    for w in list(filter(reading.takes, around(reading)))[:9]:
        assert [step.size.at(w) for step in steps] == list(step_sizes(w, network.items, None))


def step_sizes(w: int, items: tuple[Item, ...], fits: int | None) -> Iterator[int]:
    """The sizes after the layers of a chain, of the branches in it, and after these where they meet."""
    for item in items:
        given_pixels = fits if item == CROP else dependencies.size(w, branching(item))
        assert given_pixels is not None
        if isinstance(item, Branches):
            for branch in item.branches:
                yield from step_sizes(w, branch, given_pixels)
        yield given_pixels
        w = given_pixels


@given(NETWORKS)
@FEW
@example(SKIPPED)
def test_each_step_takes_what_the_layers_up_to_it_take(network: Branching) -> None:
    reading = taking(network)
    place = -1
    for count, item in enumerate(network.items, 1):
        place += len(list(link_texts((item,))))
        step, upto = reading.steps[place], Branching(network.items[:count])
        works = [w for w in around(reading) if dependencies.size(w, upto) is not None]
        assert [w for w in around(reading) if step.takes(w)] == works
        assert step.size.minimum == works[0]


@given(NETWORKS)
@FEW
@example(SKIPPED)
def test_the_steps_are_the_layers_as_they_are_written(network: Branching) -> None:
    found = [step.layer for step in taking(network).steps]
    assert found == [str(symrf.parse(text)) for text in link_texts(network.items)]


def link_texts(items: tuple[Item, ...]) -> Iterator[str]:
    """The texts of the layers of a chain, of the branches in it, and of these where they meet."""
    for item in items:
        if isinstance(item, Branches):
            for branch in item.branches:
                yield from link_texts(branch)
        yield branching(item).text


@given(NETWORKS)
@settings(FEW, max_examples=examples(60))
@example(branching(*unet(2)))
@example(ODD_OR_EVEN)
def test_crops_cut_as_much_on_either_side_for_the_sizes_that_are_said(network: Branching) -> None:
    reading = taking(network)
    assume("crop" in network.text)
    taken = list(filter(reading.takes, around(reading)))
    even = [w for w in taken if all(cut % 2 == 0 for cut in cuts(w, network.items, None))]
    assert even == (taken if reading.even_crops is None else [w for w in taken if w in reading.even_crops])


def cuts(w: int, items: tuple[Item, ...], fits: int | None) -> Iterator[int]:
    """What the crops of a chain and of the branches in it cut off."""
    for item in items:
        given_pixels = fits if item == CROP else dependencies.size(w, branching(item))
        assert given_pixels is not None
        if isinstance(item, Branches):
            for branch in item.branches:
                yield from cuts(w, branch, given_pixels)
        elif item == CROP:
            yield w - given_pixels
        w = given_pixels


@given(chains())
@FEW
@example(branching(transposed(3, 2), conv(1, 4), Simple("u", 3), conv(2, 2)))
def test_a_chain_that_rounds_down_alone_is_exact_on_one_remainder_or_never(network: Branching) -> None:
    assume("ceil" not in network.text)
    premise = taking(network).size.exact_when
    assert premise is not None
    assert len(premise.residues) == (0 if premise.never else 1)
