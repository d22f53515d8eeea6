"""The oracle of networks with branches against PyTorch: its sizes and its gradients."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from support import dependencies
from support.branching import (
    CROP,
    PASSED,
    Branching,
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
from support.dependencies_torch import gradients, torch_size
from support.laws import examples

FEW = settings(max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.filter_too_much])

pytestmark = pytest.mark.filterwarnings(
    "ignore:Using padding='same' with even kernel lengths and odd dilation:UserWarning"
)

up, bilinear, shuffle, unshuffle = (partial(Simple, kind) for kind in ("u", "ub", "ps", "pu"))

UNET_2 = branching(*unet(2))
ROUNDED = branching(added((PASSED,), (pool(2, rounding="ceil"), transposed(3, 2, 1), conv(3, pad=1))))
ODD_CROPS = branching(added((conv(2), CROP, PASSED), (conv(5),), (CROP,)), concatenated((CROP,), (conv(4),)))
HOLES = branching(transposed(2, 3), conv(3, pad=1, apart=2), bilinear(3), added((transposed(3, 2, 1, 1),), (up(2),)))
SPECIAL = (
    branching(conv(3, pad=1), Simple("ad", 5), conv(3, pad=1)),
    branching(added((Simple("resize", 7),), (Simple("ad", 7),)), shuffle(2), Simple("flatten"), Simple("fc", 10)),
    branching(added((Simple("gap"), up(5)), (Simple("gmp"), Simple("resize", 5)))),
)

NETWORKS = branchings() | branchings(whole=True) | chains() | chains(whole=True)


Test: TypeAlias = Callable[..., None]


def beside(*networks: Branching) -> Callable[[Test], Test]:
    """Networks that are tested beside the random ones."""

    def decorate(test: Test) -> Test:
        for network in networks:
            test = example(network)(test)
        return test

    return decorate


@given(NETWORKS)
@FEW
@beside(UNET_2, ROUNDED, ODD_CROPS, HOLES, *SPECIAL)
def test_sizes_are_those_of_pytorch_and_where_it_refuses_there_is_none(network: Branching) -> None:
    some = dependencies.working_sizes(network, 100, 2)
    for w in {*range(1, 10), *some, *(w + 1 for w in some), 47}:
        assert dependencies.size(w, network) == torch_size(w, network)
    for w in {2, 5, *some}:
        assert dependencies.size(w, network) == torch_size(w, network, "cpu")


@given(NETWORKS)
@FEW
@beside(UNET_2, ROUNDED, ODD_CROPS, HOLES, *SPECIAL, branching(unshuffle(3), shuffle(3)))
def test_clipped_paths_are_the_gradients_of_pytorch(network: Branching) -> None:
    working = dependencies.working_sizes(network, 100)
    for w in {*working[:2], *working[6:7]}:
        read = dependencies.reads(w, network, clipped=True)
        outputs = range(0, len(read), 1 + len(read) // 40)
        found = gradients(w, network, outputs)
        assert [dependencies.path_counts(w, network, output, clipped=True) for output in outputs] == found
        for output, paths in zip(outputs, found, strict=True):
            assert read[output] <= set(paths)  # of shuffled channels, which the gradient adds up
            assert read[output] == set(paths) or "pu" in network.text


@given(branchings(most_pixels=40) | chains(most_pixels=40))
@FEW
@beside(UNET_2, ROUNDED, ODD_CROPS, HOLES)
def test_unclipped_paths_are_the_gradients_far_inside_a_larger_image(network: Branching) -> None:
    known = pace(network.items)
    assume(known.steady and known.up <= 8)
    times = known.stride * (1 + (2 * int(known.span) + 8) // known.stride)  # a multiple: the remainders stay
    for w in dependencies.working_sizes(network, 60, 2):
        given_pixels = dependencies.size(w, network)
        assert given_pixels is not None
        outputs = sorted({0, 1, given_pixels // 2, given_pixels - 1} & set(range(given_pixels)))
        moved = int(times / known.speed)
        found = gradients(w + 2 * times, network, [output + moved for output in outputs])
        for output, paths in zip(outputs, found, strict=True):
            unclipped = dependencies.path_counts(w, network, output)
            assert {place + times: number for place, number in unclipped.items()} == paths
            read = dependencies.reads_of(w, network, output)  # of shuffled channels, which the gradient adds up
            assert read <= set(unclipped)
            assert read == set(unclipped) or "pu" in network.text
