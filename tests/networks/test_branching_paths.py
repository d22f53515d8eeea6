"""The paths of networks that branch and up-sample, what is read at the borders and what is not, tap by tap."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, Phase, assume, event, example, given, settings
from support import dependencies
from support.branching import (
    PASSED,
    Branches,
    Branching,
    Item,
    Simple,
    added,
    branching,
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

STEADY = branchings(most_pixels=60) | chains(most_pixels=60)
NETWORKS = STEADY | branchings(most_pixels=60, whole=True) | chains(most_pixels=60, whole=True)

RESIDUAL = added((conv(3, pad=1), conv(3, pad=1)), (PASSED,))
DROPPED = branching(conv(2, 3), conv(3, pad=1))
SHUFFLED = branching(conv(3), Simple("pu", 3), Simple("ps", 3), conv(2))


def taking(network: Branching) -> AxisDerivation:
    """The network on one axis; one that is refused is no case of the test."""
    try:
        return symrf.derive(network.text, axes=("w",))["w"]
    except DerivationError:
        assume(False)
        raise


def working(network: Branching) -> list[int]:
    """A few input sizes that work and leave many remainders."""
    found = dependencies.working_sizes(network, 300, 16)
    return [*found[:4], *found[5::5]]


def windowed(items: tuple[Item, ...]) -> bool:
    """Whether every layer is one of windows."""
    return all(
        all(map(windowed, item.branches))
        if isinstance(item, Branches)
        else isinstance(item, Layer) or item[:1] == ("pu",)
        for item in items
    )


@given(STEADY)
@FEW
@example(branching(RESIDUAL, pool(2), RESIDUAL))
@example(SHUFFLED)
def test_the_paths_are_those_followed_tap_by_tap(network: Branching) -> None:
    reading = taking(network)
    if reading.paths is None:
        assert not pace(network.items).steady or not windowed(network.items)
        return
    places = range(reading.paths.first, reading.paths.first + len(reading.paths.counts))
    said = {place: count for place, count in zip(places, reading.paths.counts, strict=True) if count}
    assert 0 not in (reading.paths.counts[0], reading.paths.counts[-1])
    assert reading.paths.distinct == len(said)
    assert reading.paths.gap_free == (len(said) == len(places))
    if reading.first_output is not None:
        spans, least = reading.first_output
        inside = {place for first, last in spans for place in range(first, last + 1)}
        assert inside <= said.keys()
        for w in working(network):
            assert w < least or inside == dependencies.reads(w, network, clipped=True)[0]
    for w in working(network):
        assert said == dependencies.pixel_paths(w, network, 0)
        jump = int(reading.jump)
        further = {place + jump: count for place, count in said.items()}
        assert further == dependencies.pixel_paths(w, network, 1)


@given(STEADY)
@FEW
@example(branching(RESIDUAL, pool(2), RESIDUAL))
@example(SHUFFLED)
def test_the_moments_are_those_of_the_inputs_at_which_the_paths_end(network: Branching) -> None:
    reading = taking(network)
    if reading.moments is None:
        assert reading.paths is None
        return
    (w,) = dependencies.working_sizes(network, 300, 1)
    counts = dependencies.pixel_paths(w, network, 0)
    number = counts.total()
    mean = Fraction(sum(place * count for place, count in counts.items()), number)
    square = Fraction(sum(place**2 * count for place, count in counts.items()), number)
    assert (reading.moments.count, reading.moments.mean) == (number, mean)
    assert reading.moments.variance == square - mean**2
    assert Fraction(str(reading.effective_variance)) == square - mean**2


@given(NETWORKS)
@FEW
@example(branching(transposed(1, pad=1), conv(3, pad=1)))
@example(branching(transposed(2, 2, 1), conv(3, 2, 1)))
@example(branching(transposed(1, 3), conv(3), pool(3, rounding="ceil")))
@example(DROPPED)
@example(branching(added((pool(2), Simple("u", 2)), (conv(3, pad=1), Simple("pu", 2), Simple("ps", 2)))))
def test_the_outputs_that_see_no_padding_are_those_that_lose_no_path(network: Branching) -> None:
    reading = taking(network)
    assume(reading.border_trees is not None)
    for w in working(network):
        first, last = (int(evaluate(tree, {"w": w})) for tree in reading.border_trees)
        free = [output for output in range(reading.size.at(w)) if not dependencies.sees_padding(w, network, output)]
        assert free == list(range(first, last + 1))


@given(NETWORKS)
@FEW
@example(DROPPED)
@example(branching(conv(2, 2, 1, 2), conv(3)))
@example(branching(conv(1, 2, 1)))
@example(branching(transposed(2, pad=2, out=1, apart=2)))
@example(branching(transposed(2, 2, out=1), conv(1, 4)))
def test_the_unread_inputs_are_those_before_the_first_and_after_the_last_that_is_read(network: Branching) -> None:
    reading = taking(network)
    assume(reading.unread_trees is not None)
    for w in working(network):
        read = set().union(*dependencies.reads(w, network, clipped=True))
        if read:
            before, after = (evaluate(tree, {"w": w}) for tree in reading.unread_trees)
            assert (before, after) == (min(read), w - 1 - max(read))


@given(NETWORKS)
@FEW
@example(DROPPED)
@example(branching(*unet(1)))
def test_an_output_reads_what_is_reached_through_every_layer(network: Branching) -> None:
    reading = taking(network)
    for w in working(network)[:3]:
        found = [reading.reads(output, w) for output in range(reading.size.at(w))]
        assert found == [tuple(sorted(places)) for places in dependencies.reads(w, network, clipped=True)]
        with pytest.raises(SizeError, match=f"there is no output {len(found)}: at w={w} there are {len(found)}"):
            reading.reads(len(found), w)


def test_what_is_read_is_worked_out_of_almost_every_network() -> None:
    seen: Counter[str | None] = Counter()

    @given(STEADY)
    @settings(FEW, max_examples=examples(300), derandomize=True, database=None, phases=[Phase.generate])
    def look(network: Branching) -> None:
        reading = taking(network)
        if pace(network.items).steady:
            event(f"unreached: {reading.unreached}")
            assert reading.unreached is None or "crop" in network.text
            seen[reading.unreached] += 1

    look()
    assert seen.total() > examples(200)
    assert seen[None] >= 0.97 * seen.total()
