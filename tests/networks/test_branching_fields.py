"""What the outputs of networks that branch and up-sample read, against sets of pixels followed tap by tap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from hypothesis import HealthCheck, assume, example, given, settings
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
    margin,
    pace,
    pool,
    transposed,
    unet,
)
from support.branching_strategies import branchings, chains
from support.laws import examples

import symrf
from symrf.errors import DerivationError
from symrf.formulas.tree import Written
from symrf.formulas.values import evaluate
from symrf.networks.derivation import AxisDerivation

FEW = settings(max_examples=examples(120), deadline=None, suppress_health_check=[HealthCheck.filter_too_much])

STEADY = branchings(most_pixels=100) | chains(most_pixels=100)
WHOLE = branchings(most_pixels=100, whole=True) | chains(most_pixels=100, whole=True)
REASONS = {
    "the jumps of its branches differ",
    "the outputs are not evenly spaced",
    "the position of a window depends on the size, after a layer whose outputs differ in what they read",
}
TAKES_ALL = ("gap", "gmp", "ad", "resize", "flatten", "fc")

Span = tuple[int, int]

HALF_SHIFTED = branching(concatenated((CROP,), (pool(2), conv(3), transposed(2, 2))))
TURNS = branching(added((PASSED,), (pool(3, 2, 1), transposed(3, 2, 1, 1))))
ODD_CROP = branching(added((conv(2), CROP), (pool(2), Simple("u", 2), conv(4, pad=(1, 2)))))
UNCUT = branching(added((conv(2), CROP), (pool(2), transposed(3, 2, 1, 1))))  # what is cut is 0 for all that is taken
NARROW_LATER = branching(Simple("u", 4), added((conv(5, pad=2),), (Simple("ub", 2), pool(2))), Simple("ub", 2))
HOLES = branching(transposed(2, 3), conv(3, pad=1, apart=2))


def taking(network: Branching) -> AxisDerivation:
    """The network on one axis; one that is refused is no case of the test."""
    try:
        return symrf.derive(network.text, axes=("w",))["w"]
    except DerivationError:
        assume(False)
        raise


def working(network: Branching) -> list[int]:
    """A few input sizes that work and leave many remainders."""
    found = dependencies.working_sizes(network, 300, 24)
    return [*found[:4], *found[5::6]]


def span(places: set[int]) -> Span | None:
    """The first and the last place; None where there is none."""
    return (min(places), max(places)) if places else None


def spans(w: int, network: Branching, outputs: Sequence[int]) -> list[Span | None]:
    """What outputs read, from the first input to the last, padding counted."""
    return [span(dependencies.reads_of(w, network, output)) for output in outputs]


def lengths(found: Sequence[Span | None]) -> list[int]:
    """The pixels from the first to the last."""
    return [0 if each is None else each[1] - each[0] + 1 for each in found]


def twice_centres(found: Sequence[Span | None]) -> list[int | None]:
    """The centres, times two."""
    return [None if each is None else sum(each) for each in found]


def worth(tree: Written | None, w: int) -> Fraction | None:
    """What a tree is at an input size."""
    return None if tree is None else evaluate(tree, {"w": w})


# --- networks that walk over their input


@given(STEADY)
@FEW
@example(branching(*unet(2)))
@example(TURNS)
@example(HOLES)
def test_each_output_reads_the_field_of_the_remainder_of_its_index(network: Branching) -> None:
    reading, known = taking(network), pace(network.items)
    assume(known.steady)
    if reading.unreached is not None:
        assert reading.field_trees is reading.tree("receptive_field") is reading.least_field_tree is None
        assert reading.unreached in REASONS
        return
    assert reading.field_trees is not None
    assert known.period % len(reading.field_trees) == 0
    for w in working(network):
        fields = [worth(tree, w) for tree in reading.field_trees] * (known.period // len(reading.field_trees))
        assert lengths(spans(w, network, range(known.period))) == fields
        assert worth(reading.tree("receptive_field"), w) == max(fields)
        assert worth(reading.least_field_tree, w) == min(fields)


@given(STEADY)
@FEW
@example(HALF_SHIFTED)
def test_the_windows_are_one_jump_apart_on_the_average(network: Branching) -> None:
    reading, known = taking(network), pace(network.items)
    assume(known.steady and reading.unreached is None)
    for w in working(network):
        assert worth(reading.tree("jump"), w) == known.speed


@given(STEADY)
@FEW
@example(HALF_SHIFTED)
@example(TURNS)
def test_the_start_is_the_centre_of_what_output_0_reads(network: Branching) -> None:
    reading = taking(network)
    assume(pace(network.items).steady and reading.unreached is None)
    for w in working(network):
        (centre,) = twice_centres(spans(w, network, [0]))
        assert worth(reading.start_tree, w) == (None if centre is None else Fraction(centre, 2))


@given(STEADY)
@FEW
@example(HALF_SHIFTED)
@example(TURNS)
@example(UNCUT)
def test_windows_are_evenly_apart_if_their_centres_are(network: Branching) -> None:
    reading, known = taking(network), pace(network.items)
    assume(known.steady and reading.unreached is None)
    assert reading.evenly_apart == all(
        None not in centres and all(after - before == 2 * known.speed for before, after in pairwise(centres))
        for centres in (twice_centres(spans(w, network, range(known.period + 1))) for w in working(network))
    )


@given(STEADY)
@FEW
@example(branching(added((conv(3), conv(3)), (conv(5),)), added((PASSED,), (conv(3, pad=1),))))
@example(NARROW_LATER)
def test_the_smallest_path_is_the_least_field_of_a_path(network: Branching) -> None:
    reading = taking(network)
    assume(pace(network.items).steady and "crop" not in network.text)
    (w,) = dependencies.working_sizes(network, 300, 1)
    fields = {
        path: max(lengths(spans(w, Branching(path), range(pace(path).period)))) for path in set(paths(network.items))
    }
    assert worth(reading.smallest_path_tree, w) == min(fields.values())


def paths(items: tuple[Item, ...]) -> Iterator[tuple[Item, ...]]:
    """The chains that choose one branch wherever there are several."""
    if not items:
        yield ()
        return
    first = items[0]
    for start in (
        (path for branch in first.branches for path in paths(branch)) if isinstance(first, Branches) else [(first,)]
    ):
        for rest in paths(items[1:]):
            yield (*start, *rest)


@given(STEADY)
@FEW
@example(TURNS)
@example(ODD_CROP)
@example(branching(added((PASSED,), (conv(3, pad=1),), (conv(4, pad=(1, 2)),))))
def test_branches_are_aligned_if_their_windows_have_the_same_centres(network: Branching) -> None:
    reading, known = taking(network), pace(network.items)
    assume(known.steady and reading.unreached is None)
    said = [step.aligned for step in reading.steps]
    seen: list[list[bool | None]] = [list(joints(w, (), network.items, None)) for w in working(network)]
    for found, *each in zip(said, *seen, strict=True):
        if None in each:
            assert found is None
        else:
            assert found == all(each)


def joints(w: int, before: tuple[Item, ...], items: tuple[Item, ...], fits: int | None) -> Iterator[bool | None]:
    """For each layer, in the order of the steps, None; where branches meet, whether their windows' centres are one."""
    for item in items:
        if isinstance(item, Branches):
            given_pixels = dependencies.size(w, branching(*before, item))
            roads = []
            for branch in item.branches:
                yield from joints(w, before, branch, given_pixels)
                roads.append(Branching((*before, *uncropped(w, before, branch, given_pixels))))
            outputs = range(pace((*before, item)).period)
            centres = {tuple(twice_centres(spans(w, road, outputs))) for road in roads}
            yield None if any(None in each for each in centres) else len(centres) == 1
        else:
            yield None
        before = (*before, *uncropped(w, before, (item,), fits))


def uncropped(w: int, before: tuple[Item, ...], branch: tuple[Item, ...], fits: int | None) -> tuple[Item, ...]:
    """A branch for w pixels whose crop has its numbers."""
    found: tuple[Item, ...] = ()
    for item in branch:
        if item == CROP:
            received = dependencies.size(w, Branching((*before, *found)))
            assert received is not None
            assert fits is not None
            lost = received - fits
            item = margin(-(lost // 2), lost // 2 - lost)
        found = (*found, item)
    return found


# --- networks with layers that take the whole axis


@given(WHOLE)
@FEW
@example(branching(Simple("ad", 7), conv(3)))
@example(branching(Simple("ad", 3), conv(1, 2)))
@example(branching(added((Simple("gap"), Simple("u", 5)), (Simple("ad", 5),))))
def test_each_output_reads_its_field_after_layers_that_take_the_whole_axis(network: Branching) -> None:
    assume(not pace(network.items).steady and not overhangs(network.items))
    reading = taking(network)
    if reading.unreached is not None:
        assert reading.field_trees is None
        assert reading.unreached in REASONS
        return
    assume(reading.field_trees is not None or not reading.gated)
    assert reading.field_trees is not None
    for w in working(network):
        fields = [worth(tree, w) for tree in reading.field_trees]
        found = lengths([span(places) for places in dependencies.reads(w, network)])
        assert found == [fields[output % len(fields)] for output in range(len(found))]
        (centre,) = twice_centres(spans(w, network, [0]))
        assert reading.gated or worth(reading.start_tree, w) == (None if centre is None else Fraction(centre, 2))


@given(WHOLE)
@FEW
@example(branching(Simple("ad", 7), conv(3)))
@example(branching(added((CROP,), (Simple("gap"),))))
@example(branching(added((added((conv(3), CROP), (Simple("gap"),)),), (PASSED,))))
def test_the_field_is_the_most_that_an_output_reads_where_their_number_is_fixed(network: Branching) -> None:
    assume(not pace(network.items).steady and not overhangs(network.items))
    reading = taking(network)
    assume(reading.unreached is None)
    if reading.tree("receptive_field") is None:
        assert reading.gated or len(set(reading.field_trees or ())) > 8
        return
    for w in working(network):
        found = lengths([span(places) for places in dependencies.reads(w, network)])
        assert worth(reading.tree("receptive_field"), w) == max(found)
        if reading.least_field_tree is not None or not reading.gated:
            assert worth(reading.least_field_tree, w) == min(found)


def overhangs(items: tuple[Item, ...], whole: bool = False) -> bool:
    """Whether a layer that reads beyond its input comes after one that takes the whole axis.

    symrf counts its padding as if the input went on; the oracle has none there.
    """
    for item in items:
        if isinstance(item, Branches):
            if any(overhangs(branch, whole) for branch in item.branches):
                return True
            whole = whole or not pace((item,)).steady
        elif isinstance(item, Simple):
            if whole and item.kind == "ub":
                return True
            whole = whole or item.kind in TAKES_ALL
        elif whole and (isinstance(item, Transposed) or item.padding is not None or item.rounding == "ceil"):
            return True
    return False
