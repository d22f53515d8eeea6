"""What is known of networks that branch and up-sample: U-Nets, phases, gaps, effective fields, branches, borders."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise, product
from math import gcd

import pytest
from support.branching import PASSED, Item, Simple, added, branching, concatenated, conv, pool, transposed, unet

import symrf
from symrf.formulas.values import evaluate
from symrf.networks.derivation import AxisDerivation


def derived(*items: Item) -> AxisDerivation:
    """A network on one axis."""
    return symrf.derive(branching(*items).text, axes=("w",))["w"]


def fields(reading: AxisDerivation, period: int) -> list[int]:
    """The field of each of the first outputs."""
    assert reading.fields is not None
    assert period % len(reading.fields) == 0
    return [int(field) for field in reading.fields] * (period // len(reading.fields))


# --- unshuffles, one after the other


@pytest.mark.parametrize(
    ("text", "modulus", "residue"),
    [
        ("(pu2)*40", 2**40, 0),
        ("(pu3)*9 c1p1", 3**9, 0),
        ("c3 pu2 z1 pu3", 6, 4),
        ("z0:1 pu2 pu2 z1 pu2", 8, 7),
        ("pu4 z1 pu3 pu5", 60, 52),
    ],
)
def test_what_unshuffles_ask_is_one_residue(text: str, modulus: int, residue: int) -> None:
    size = symrf.derive(text, axes=("w",))["w"].size
    assert size.taken is not None
    assert (size.taken.modulus, size.taken.residues) == (modulus, (residue,))
    assert size.exact
    first = size.minimum
    assert first % modulus == residue
    assert [size.taken.first, size.at(first + 3 * modulus) - size.at(first)] == [first, 3]
    with pytest.raises(symrf.SizeError):
        size.at(first + 1)


# --- the U-Net without padding


@pytest.mark.parametrize(
    ("depth", "shift", "residue", "least"),
    [(1, 16, 0, 18), (2, 40, 0, 44), (3, 88, 4, 92), (4, 184, 12, 188), (5, 376, 28, 380)],
)
def test_the_sizes_of_the_unet(depth: int, shift: int, residue: int, least: int) -> None:
    reading, up = derived(*unet(depth)), 2**depth
    assert str(reading.size.hand) == f"w - {shift}"
    premise = reading.size.exact_when
    assert premise is not None
    assert (premise.modulus, premise.residues, premise.always) == (up, (residue,), False)
    assert reading.size.minimum == least
    with pytest.raises(symrf.SizeError, match=f": w must be at least {least}$"):
        reading.size.at(least - 1)
    for w in (*range(least, least + 2 * up), 572):
        assert reading.size.at(w) == up * ((w - 4 * (up - 1)) // up) - 8 * up + 4
    assert reading.even_crops is not None
    assert (reading.even_crops.modulus, reading.even_crops.residues) == (up, (residue,))


def test_the_crops_of_the_unet_of_the_paper() -> None:
    reading = derived(*unet(4))
    assert reading.size.at(572) == 388
    steps = reading.steps
    cut = [(step.received.size.at(572), step.size.at(572)) for step in steps if step.layer == "crop"]
    assert cut == [(568, 392), (280, 200), (136, 104), (64, 56)]
    assert [before - after for before, after in cut] == [176, 80, 32, 8]


@pytest.mark.parametrize(
    ("depth", "least", "most"), [(1, 18, 18), (2, 44, 44), (3, 92, 100), (4, 188, 204), (5, 380, 412)]
)
def test_the_fields_of_the_unet(depth: int, least: int, most: int) -> None:
    reading, up = derived(*unet(depth)), 2**depth
    few = min(up, 4)
    assert fields(reading, up) == [least] * few + [most] * (up - few)
    assert (reading.receptive_field, reading.smallest_path, reading.jump) == (most, 9, 1)
    assert reading.start == Fraction(least - 1, 2)
    assert not reading.evenly_apart


@pytest.mark.parametrize("depth", range(1, 6))
def test_a_padded_unet_takes_what_two_to_its_depth_divides(depth: int) -> None:
    items: tuple[Item, ...] = (conv(3, pad=1),)
    for _ in range(depth):
        items = (conv(3, pad=1), concatenated((PASSED,), (pool(2), *items, transposed(2, 2))), conv(3, pad=1))
    reading = derived(*items)
    assert [w for w in range(1, 100) if reading.takes(w)] == list(range(2**depth, 100, 2**depth))
    assert str(reading.size.hand) == "w"
    assert reading.size.exact


# --- the phases of up-sampling


@pytest.mark.parametrize(("kernel", "stride", "before"), list(product(range(1, 7), range(1, 5), range(3))))
def test_the_taps_of_a_phase_of_a_transposed_convolution(kernel: int, stride: int, before: int) -> None:
    reading = derived(transposed(kernel, stride, before))
    phases = [(output + before) % stride for output in range(stride)]
    taps = [(kernel - 1 - phase) // stride + 1 if phase < kernel else 0 for phase in phases]
    assert fields(reading, stride) == taps
    assert (reading.receptive_field, reading.size.minimum >= 1) == (-(-kernel // stride), True)
    assert (len(set(taps)) == 1) == (kernel % stride == 0)  # else a checkerboard
    assert reading.jump == Fraction(1, stride)


@pytest.mark.parametrize(
    ("layer", "found"),
    [
        (transposed(3, 2, 1), [1, 2, 1, 2]),
        (transposed(4, 2, 1), [2, 2, 2, 2]),
        (transposed(2, 3), [1, 1, 0, 1, 1, 0]),
        (Simple("u", 4), [1, 1, 1, 1]),
        (Simple("ps", 2), [1, 1]),
        (Simple("ub", 2), [2, 2]),
        (Simple("ub", 3), [2, 1, 2]),
        (Simple("ub", 4), [2, 2, 2, 2]),
        (Simple("ub", 5), [2, 2, 1, 2, 2]),
    ],
    ids=str,
)
def test_the_phases_of_a_layer(layer: Item, found: list[int]) -> None:
    assert fields(derived(layer), len(found)) == found


@pytest.mark.parametrize(("kernel", "stride", "dilation"), list(product((2, 3, 4), (2, 3, 4, 6), (2, 3, 4))))
def test_a_dilated_transposed_convolution_reads_only_where_the_common_divisor_lets_it(
    kernel: int, stride: int, dilation: int
) -> None:
    reading, common = derived(transposed(kernel, stride, 1, apart=dilation)), gcd(stride, dilation)
    w = max(9, reading.size.minimum)
    for output, field in enumerate(fields(reading, stride)):
        assert field == 0 or (output + 1) % common == 0
        inside = reading.reads(output + 4 * stride, w)
        assert {after - before for before, after in pairwise(inside)} <= {dilation // common}


@pytest.mark.parametrize("factor", range(1, 8))
def test_bilinear_up_sampling_reads_the_pixels_on_both_sides(factor: int) -> None:
    reading = derived(Simple("ub", factor))
    for output in range(factor, 4 * factor):
        source = Fraction(2 * output + 1, 2 * factor) - Fraction(1, 2)
        assert reading.reads(output, 9) == tuple(sorted({source.__floor__(), source.__ceil__()}))


@pytest.mark.parametrize("count", range(1, 9))
def test_the_windows_of_adaptive_pooling(count: int) -> None:
    reading = derived(Simple("ad", count))
    for w in range(1, 40):
        assert reading.field_trees is not None
        widths = [evaluate(tree, {"w": w}) for tree in reading.field_trees]
        assert set(widths) <= ({w // count} if w % count == 0 else {-(-w // count), -(-w // count) + 1})


# --- gaps and effective fields


def dilated(*rates: int) -> list[Item]:
    """Convolutions 3, dilated by rates."""
    return [conv(3, apart=rate) for rate in rates]


@pytest.mark.parametrize(
    ("items", "extent", "distinct"),
    [
        (dilated(2, 2, 2), 13, 7),
        (dilated(1, 2, 5), 17, 17),
        (dilated(1, 2, 9), 25, 21),
        ([conv(1, 2), conv(3)], 5, 3),
        ([conv(2, apart=2**place) for place in range(6)], 64, 64),
        ([conv(2, apart=3**place) for place in range(4)], 41, 16),
    ],
    ids=lambda value: branching(*value).text if isinstance(value, list) else "",
)
def test_the_inputs_that_a_field_really_reads(items: list[Item], extent: int, distinct: int) -> None:
    paths = derived(*items).paths
    assert paths is not None
    assert (len(paths.counts), paths.distinct, paths.gap_free) == (extent, distinct, extent == distinct)


@pytest.mark.parametrize(("kernel", "base"), list(product(range(2, 5), range(1, 6))))
def test_a_ladder_of_dilations_is_without_gaps_up_to_its_kernel_and_without_overlap_from_it_on(
    kernel: int, base: int
) -> None:
    paths = derived(*[conv(kernel, apart=base**place) for place in range(4)]).paths
    assert paths is not None
    assert paths.gap_free == (base <= kernel)
    assert (set(paths.counts) <= {0, 1}) == (base >= kernel)


@pytest.mark.parametrize(
    ("items", "variance"),
    [
        ([conv(3)] * 2, "4/3"),
        ([conv(5)] * 2, "4"),
        ([conv(3)] * 6, "4"),
        ([conv(3), pool(2), conv(3)], "43/12"),
        (dilated(1, 2, 4), "14"),
    ],
    ids=lambda value: branching(*value).text if isinstance(value, list) else value,
)
def test_the_variance_of_the_effective_field(items: list[Item], variance: str) -> None:
    assert str(derived(*items).effective_variance) == variance


@pytest.mark.parametrize("blocks", [1, 2, 3, 10, 50])
def test_residual_blocks(blocks: int) -> None:
    reading = derived(*[added((conv(3, pad=1), conv(3, pad=1)), (PASSED,))] * blocks)
    assert (reading.receptive_field, reading.smallest_path) == (1 + 4 * blocks, 1)
    assert reading.paths is not None
    assert reading.moments is not None
    assert sum(reading.paths.counts) == reading.moments.count == 10**blocks
    assert reading.effective_variance == Fraction(6 * blocks, 5)
    assert all(step.aligned in (None, True) for step in reading.steps)


# --- branches inside one another


@pytest.mark.parametrize(("one", "other"), list(product(range(1, 5), range(1, 6))))
def test_the_field_is_that_of_one_branch_if_the_other_is_inside_it(one: int, other: int) -> None:
    for before, later in product(range(one), range(other)):
        reading = derived(
            added((conv(one, pad=(before, one - 1 - before)),), (conv(other, pad=(later, other - 1 - later)),))
        )
        assert reading.receptive_field == max(before, later) + max(one - before, other - later)
        apart = abs((one - 2 * before) - (other - 2 * later))  # twice how far the centres are apart
        assert (reading.receptive_field == max(one, other)) == (apart <= abs(one - other))
        assert reading.steps[-1].aligned == (apart == 0)
        assert reading.smallest_path == min(one, other)


BORDERS: Sequence[tuple[list[Item], str, str]] = [
    ([conv(5, pad=2)], "2", "w - 3"),
    ([conv(3, pad=1), pool(2), conv(3, pad=1)], "2", "ceiling(w/2) - 3"),
    ([added((conv(3, pad=1), conv(3, pad=1)), (PASSED,))], "2", "w - 3"),
]


@pytest.mark.parametrize(("items", "first", "last"), BORDERS, ids=[branching(*case[0]).text for case in BORDERS])
def test_the_outputs_that_see_no_padding(items: list[Item], first: str, last: str) -> None:
    reading = derived(*items)
    assert reading.borders is not None
    assert tuple(map(str, reading.borders)) == (first, last)
