"""Sets of inputs against the same sets one number at a time."""

from __future__ import annotations

from itertools import product

import pytest

from symrf.exact.sets.integrality import both
from symrf.exact.sets.periodic import Periodic
from symrf.exact.sets.residues import Residues

SETS = [
    Periodic("w", 1, 1, (0,), 1),
    Periodic("w", 8, 2, (0,), 8, included=(range(9, 10),)),
    Periodic("w", 3, 4, (1, 2), 3, excluded=(range(5, 7), range(10, 11))),
    Periodic("w", 2, 3, (0,), 12, included=(range(2, 9, 2),)),
    Periodic("w", 1, 1, (), 1, included=(range(4, 5), range(7, 10))),
]
CLASSES = [(1, (0,)), (2, (1,)), (3, (0, 2)), (4, (1, 2)), (6, (3,))]


@pytest.mark.parametrize("inputs", SETS)
def test_the_nearest_on_either_side_are_the_nearest(inputs: Periodic) -> None:
    members = [size for size in range(60) if size in inputs]
    assert inputs.first == members[0]
    for size in range(40):
        below, above = [each for each in members if each < size], [each for each in members if each > size]
        assert inputs.nearest(size) == (max(below, default=None), min(above, default=None))


@pytest.mark.parametrize(("one", "other"), list(product(CLASSES, repeat=2)))
def test_two_classes_have_in_common_what_is_in_both(
    one: tuple[int, tuple[int, ...]], other: tuple[int, tuple[int, ...]]
) -> None:
    first, second = Residues(*one), Residues(*other)
    common = both(first, second)
    for number in range(1, 40):
        assert (number in common) == (number % one[0] in one[1] and number % other[0] in other[1])
