"""The oracle of networks with branches, against hand-made cases."""

from __future__ import annotations

from functools import partial

import pytest

from support import dependencies
from support.branching import (
    CROP,
    PASSED,
    Branching,
    Item,
    Simple,
    added,
    branching,
    concatenated,
    conv,
    margin,
    pool,
    transposed,
    unet,
)

up, bilinear, shuffle, unshuffle = (partial(Simple, kind) for kind in ("u", "ub", "ps", "pu"))


UNET_2, UNET_4 = branching(*unet(2)), branching(*unet(4))


def row(first: int, *numbers: int) -> dict[int, int]:
    """Numbers of paths from an input on."""
    return {first + place: number for place, number in enumerate(numbers) if number}


PATHS = [
    (branching(conv(3), conv(3)), 9, 0, row(0, 1, 2, 3, 2, 1)),
    (branching(conv(3), conv(3)), 9, 4, row(4, 1, 2, 3, 2, 1)),
    (branching(conv(3), pool(2), conv(3)), 12, 1, row(2, 1, 2, 3, 3, 3, 3, 2, 1)),
    (branching(*[conv(3, apart=2)] * 3), 20, 0, row(0, 1, 0, 3, 0, 6, 0, 7, 0, 6, 0, 3, 0, 1)),
    (branching(conv(1, 2), conv(3)), 9, 0, row(0, 1, 0, 1, 0, 1)),
    (branching(conv(3, pad=1), conv(3, pad=1)), 4, 0, row(-2, 1, 2, 3, 2, 1)),
    (branching(margin(2, -1)), 4, 0, row(-2, 1)),
    (branching(added((conv(3, pad=1), conv(3, pad=1)), (PASSED,))), 4, 3, row(1, 1, 2, 4, 2, 1)),
    (branching(concatenated((conv(1),), (conv(3, pad=1),), (conv(5, pad=2),))), 9, 4, row(2, 1, 2, 3, 2, 1)),
    (branching(added((CROP,), (conv(2),))), 5, 0, row(0, 2, 1)),
    (branching(added((CROP,), (conv(3),))), 5, 0, row(0, 1, 2, 1)),
    (branching(added((CROP,), (conv(4),))), 5, 0, row(0, 1, 2, 1, 1)),
    (branching(added((conv(3), CROP), (conv(6),))), 9, 0, row(0, 1, 2, 2, 2, 1, 1)),
    (branching(up(2)), 3, 3, row(1, 1)),
    (branching(up(2), conv(3)), 3, 1, row(0, 1, 2)),
    (branching(bilinear(2)), 3, 0, row(-1, 1, 1)),
    (branching(bilinear(2)), 3, 3, row(1, 1, 1)),
    (branching(bilinear(3)), 3, 4, row(1, 1)),
    (branching(shuffle(3)), 3, 5, row(1, 1)),
    (branching(unshuffle(3)), 6, 1, row(3, 1, 1, 1)),
    (branching(transposed(4, 2, 1)), 5, 3, row(1, 1, 1)),
    (branching(transposed(2, 2, apart=3)), 5, 3, row(0, 1)),
    (branching(transposed(2, 2, apart=3)), 5, 4, row(2, 1)),
    (branching(transposed(3, 2, 1, 1)), 4, 7, row(3, 1, 1)),
    (branching(Simple("ad", 3)), 7, 1, row(2, 1, 1, 1)),
    (branching(Simple("ad", 3)), 2, 1, row(0, 1, 1)),
    (branching(Simple("resize", 3)), 7, 2, row(4, 1)),
    (branching(conv(3, pad=1), Simple("gap")), 3, 0, row(-1, 1, 2, 3, 2, 1)),
    (branching(Simple("gap"), conv(3, pad=1)), 3, 0, row(0, 1, 1, 1)),
    (branching(conv(2), Simple("flatten"), Simple("fc", 10)), 3, 0, row(0, 1, 2, 1)),
]


@pytest.mark.parametrize(
    ("network", "w", "output", "paths"), PATHS, ids=[f"{case[0].text} {case[2]}" for case in PATHS]
)
def test_paths_counted_by_hand(network: Branching, w: int, output: int, paths: dict[int, int]) -> None:
    assert dependencies.path_counts(w, network, output) == paths
    assert dependencies.reads(w, network)[output] == set(paths)
    inside = {place for place in paths if 0 <= place < w}
    assert dependencies.reads(w, network, clipped=True)[output] == inside


def test_what_is_unshuffled_and_shuffled_back_is_followed_pixel_by_pixel() -> None:
    undone = branching(conv(3), unshuffle(3), shuffle(3))
    assert dependencies.pixel_paths(8, undone, 4) == row(4, 1, 1, 1)
    assert dependencies.path_counts(8, undone, 4) == row(3, 1, 2, 3, 2, 1)
    mixed = branching(unshuffle(3), conv(1), shuffle(3))
    assert dependencies.pixel_paths(6, mixed, 4) == dependencies.path_counts(6, mixed, 4) == row(3, 1, 1, 1)


def test_taps_in_the_padding_of_a_later_layer_read_nothing_when_clipped() -> None:
    padded = branching(conv(3), margin(1, 1))
    assert dependencies.reads(4, padded) == [{-1, 0, 1}, {0, 1, 2}, {1, 2, 3}, {2, 3, 4}]
    assert dependencies.reads(4, padded, clipped=True) == [set(), {0, 1, 2}, {1, 2, 3}, set()]
    twice = branching(conv(3, pad=1), conv(3, pad=1))
    assert dependencies.path_counts(4, twice, 0, clipped=True) == {0: 2, 1: 2, 2: 1}


@pytest.mark.parametrize(
    ("layer", "numbers"),
    [
        (transposed(3, 2, 1), [1, 2, 1, 2, 1, 2]),
        (transposed(4, 2, 1), [2, 2, 2, 2, 2, 2]),
        (transposed(2, 3), [1, 1, 0, 1, 1, 0]),
        (transposed(5, 3), [2, 2, 1, 2, 2, 1]),
        (transposed(2, 2, apart=2), [2, 0, 2, 0, 2, 0]),
    ],
    ids=str,
)
def test_the_phases_of_a_transposed_convolution(layer: Item, numbers: list[int]) -> None:
    assert [len(places) for places in dependencies.reads(4, branching(layer))[:6]] == numbers


SIZES = [
    (branching(conv(5), margin(3, 3)), {4: None, 5: 7, 6: 8}),
    (branching(unshuffle(2)), {3: None, 4: 2, 5: None}),
    (branching(transposed(3, 2, 1)), {1: 1, 2: 3, 5: 9}),
    (branching(transposed(1, pad=1)), {1: None, 2: None, 3: 1}),
    (branching(added((conv(3),), (PASSED,))), {1: None, 3: None, 9: None}),
    (branching(added((Simple("gap"),), (PASSED,))), {1: 1, 2: 2, 5: 5}),
    (branching(concatenated((Simple("gap"),), (PASSED,))), {1: 1, 2: None, 5: None}),
    (branching(added((pool(2), up(2)), (PASSED,))), {1: None, 2: 2, 3: None, 4: 4}),
    (branching(added((CROP,), (up(2),))), {1: None, 4: None}),
    (branching(added((conv(3), CROP), (pool(2), up(2)))), {2: None, 3: None, 4: None, 5: None}),
    (branching(added((CROP,), (pool(2), up(2)))), {1: None, 2: 2, 3: 2, 4: 4, 5: 4}),
    (branching(added((CROP, conv(3)), (conv(3),))), {5: None}),
    (branching(concatenated((CROP,), (conv(3),), (conv(5),))), {9: None}),
    (branching(conv(3, pad=1), Simple("gap"), Simple("ad", 4)), {1: 4, 9: 4}),
    (UNET_2, {43: None, 44: 4, 47: 4, 48: 8}),
    (UNET_4, {187: None, 188: 4, 203: 4, 204: 20, 572: 388}),
]


@pytest.mark.parametrize(("network", "known"), SIZES, ids=[network.text[:40] for network, _ in SIZES])
def test_sizes_known_by_hand(network: Branching, known: dict[int, int | None]) -> None:
    assert {w: dependencies.size(w, network) for w in known} == known


def test_the_size_after_every_item() -> None:
    assert dependencies.sizes(572, UNET_4) == [572, 570, 568, 392, 390, 388]
    assert dependencies.working_sizes(branching(unshuffle(3)), 10) == [3, 6, 9]
    assert dependencies.working_sizes(branching(unshuffle(3)), 10, 2) == [3, 6]


def test_the_fields_of_the_unet() -> None:
    for output in range(4):
        assert dependencies.reads_of(44, UNET_2, output) == set(range(44))
        assert dependencies.reads_of(48, UNET_2, output + 4) == set(range(4, 48))
    fields = [dependencies.reads_of(572, UNET_4, output) for output in (0, 3, 4, 15, 16, 19, 20, 387)]
    assert [len(field) for field in fields] == [188, 188, 204, 204, 188, 188, 204, 188]
    assert all(len(field) == max(field) - min(field) + 1 for field in fields)
