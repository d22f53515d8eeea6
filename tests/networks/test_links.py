"""Every link of every calculation that is printed holds, for all values of the symbols that are taken, 0 and 1 too."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.laws import examples

import symrf
from symrf.errors import DerivationError, NotationError
from symrf.exact.sampling.hand import whole
from symrf.formulas.forms import FORMS
from symrf.formulas.values import evaluate
from symrf.networks.derivation import Derivation
from symrf.networks.stepwise import STEPWISE

LAYERS = [
    *("c{k}", "c{k}s{s}", "c{k}s{s}p{p}", "c{k}s{s}p0:{q}", "c{k}d{d}", "c{k}s2d{d}p{p}", "c{k}s{s}same", "c{k}causal"),
    *("p{k}", "p{k}s{s}ceil", "p{k}s{s}p{p}ceil", "p{k}s{s}rawceil", "p3s{s}ceil", "p{k}s2p1ceil", "bl{k}s2"),
    *("t{k}", "t{k}s{s}", "t{k}s{s}p{p}", "t{k}s{s}same", "t{k}s2o1", "t{k}s{s}d{d}", "t2s2", "u{f}", "ub{f}", "ps{f}"),
    *("(c{k})*{n}", "(c{k} p2)*{n}", "(c3s{s})*{n}", "(c3p{p} p2s2ceil)*{n}", "(c{k}d{2^i})*{i=0..n-1}"),
    *("(p{k}s{s}ceil)*2", "(c3s2p1)*{n+1}", "(c2d{i}s{s})*{i=1..n}", "z{p}", "z-1", "z{p}:{q}", "[c{k} + c{k}]"),
    *("gap", "flatten", "ad{m}", "ad3", "resize{m}", "c3", "c3s2p1", "p2", "p3s2ceil", "relu", "u2", "ub2", "c1s2"),
]
NUMBERS = [
    *("c3s2 ad5 c2s2 u3 c3s2", "ad3 p2s2ceil ub3", "pu2 ps2 c3", "[p2 + c3s2p1] p2ceil", "c3 gap ub2", "pu3 ub2 a5s2"),
    *("[crop | p2 c3 t2s2] c3", "c5 t4s2p1 p3s2ceil", "t3s2 resize7 c3s2", "ub1 ub2", "(c3 p2)*4 t2s2", "c3s2same p2"),
]


def links(derivation: Derivation, values: dict[str, int]) -> Iterator[tuple[object, list[Fraction], int]]:
    """What each link of each calculation on the first axis comes to, for a few inputs that are taken."""
    reading = derivation["w"]
    least = int(evaluate(whole(reading.size.minimum), values))
    one = derivation.of_numbers(values)["w"] if values else reading
    taken = list(islice((w for w in range(least, least + 40) if one.takes(w)), 8))
    for step in reading.steps:
        for quantity, form in product(STEPWISE, FORMS):
            trees = step.calculation(quantity, form)
            if trees and step.law(quantity) is not None:
                trees = trees[1:] if len(trees) > 1 and step.repetition is None else trees
            for w in taken:
                yield (step.layer, quantity, form), [evaluate(tree, {**values, "w": w}) for tree in trees], w


def check(text: str, derivation: Derivation) -> None:
    parameters = derivation.parameters
    ranges = [range(parameters.least(name), 4) for name in parameters.names]
    every = (dict(zip(parameters.names, numbers, strict=True)) for numbers in product(*ranges))
    for values in islice(filter(parameters.allow, every), 30):
        for about, found, w in links(derivation, values):
            assert len(set(found)) <= 1, (text, values, w, about, found)


@pytest.mark.parametrize("text", [*LAYERS, *NUMBERS])
def test_the_links_of_a_layer_are_equal(text: str) -> None:
    where = ["m >= 3"] if "{m}" in text else []
    check(text, symrf.derive(text, axes="w", where=where))


@given(layers=st.lists(st.sampled_from(LAYERS), min_size=2, max_size=4))
@settings(max_examples=examples(150), deadline=None)
def test_the_links_of_a_network_are_equal(layers: list[str]) -> None:
    text = " ".join(layers)
    try:
        derivation = symrf.derive(text, axes="w")
    except (DerivationError, NotationError):
        return
    check(text, derivation)
