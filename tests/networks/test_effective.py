"""What outputs see, beside the numbers that are looked at one by one: variances of families, whole inputs, starts."""

from __future__ import annotations

from itertools import product

import pytest

import symrf
from symrf.answers.documents.english.seeing import sees_all
from symrf.formulas.values import evaluate
from symrf.networks.effective import gap_free, variance

FAMILIES = [
    "(c{k})*{n}",
    "(c{k}s2 c3)*{n}",
    "((c{k}d{d})*{n} p2)*2 c5",
    "(c2d{2^i})*{i=0..n-1}",
    "(c{k}d{i+1} c3)*{i=1..n}",
    "((c{k})*{n} p2)*{m}",
    "c{k}d{d} p{k}s2",
]


@pytest.mark.parametrize("text", FAMILIES)
def test_the_variance_of_a_family_is_that_of_each_network_in_it(text: str) -> None:
    family = symrf.derive(text, ["w"])
    found = variance(family.overall, 0)
    assert found is not None
    names = family.parameters.names
    for numbers in product((1, 2, 3), repeat=len(names)):
        at = dict(zip(names, numbers, strict=True))
        moments = family.of_numbers(at)["w"].moments
        assert moments is not None
        assert evaluate(found, at) == moments.variance


@pytest.mark.parametrize("text", ["[c3p1 + id]", "(c3)*{n} u2", "(c3)*{n} gap", "[id & gap c1] (c3)*{n}"])
def test_where_outputs_read_unlike_there_is_no_variance(text: str) -> None:
    assert variance(symrf.derive(text, ["w"]).overall, 0) is None


COVERS = ["(c{k})*{n}", "c3s2 p2", "c3d2", "c1s2", "(c2d{2^i})*{i=0..n-1}", "p3s2ceil c3p1"]


@pytest.mark.parametrize("text", COVERS)
def test_an_output_without_gaps_reads_all_of_its_field(text: str) -> None:
    family = symrf.derive(text, ["w"])
    stages = family["w"].track.course.stages
    known = family.of_numbers(dict.fromkeys(family.parameters.names, 3))["w"]
    assert known.paths is not None
    assert gap_free(stages) <= (known.paths.distinct == known.receptive_field)


WHOLE = ["c3p1 gap", "c3s2p1 p3s2p1 gap fc10", "[c3p1 + id] gap", "gap", "c3 ad1", "[crop | c3] gap"]
PARTS = ["c3s2 gap", "c1s2 gap", "z-1 gap", "c3d2s2 gap", "p2 gap", "c3p1", "u2 gap", "c3s3p1 gap"]


@pytest.mark.parametrize("text", [*WHOLE, *PARTS])
def test_what_sees_the_whole_input_reads_each_pixel(text: str) -> None:
    axis = symrf.derive(f"in1 {text}".replace("c3", "c3-1") if "fc" in text else text, ["w"])["w"]
    sizes = [size for size in range(1, 40) if axis.takes(size)]
    if sees_all(axis):
        assert all(axis.reads(0, size) == tuple(range(size)) for size in sizes)
    assert sees_all(axis) or text not in WHOLE[:4]


STARTS = ["c3s2same", "c1s2same c3s2same", "c3s2same c3s2same p2s2same", "c5s3same c3s2same", "c3s5same c3", "p3s3same"]


@pytest.mark.parametrize("text", STARTS)
def test_the_start_has_a_value_for_each_remainder(text: str) -> None:
    axis = symrf.derive(text, ["w"], "tensorflow")["w"]
    tree, starts = axis.start_tree, axis.starts
    assert tree is not None
    assert starts is not None
    for size in range(1, 200):
        assert evaluate(tree, {"w": size}) == evaluate(starts[size % len(starts)], {})


@pytest.mark.parametrize("text", ["c3", "c3p1s2", "(c3s2same)*9", "c{k}s2same"])
def test_a_start_that_is_one_number_or_has_too_many_has_no_cases(text: str) -> None:
    assert symrf.derive(text, ["w"], "tensorflow")["w"].starts is None
