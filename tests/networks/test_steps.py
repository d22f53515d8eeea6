"""The links of each step, rule, numbers put in and result, are equal; and SymPy says so too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise

import pytest
import sympy
from hypothesis import example, given, settings
from support import oracles
from support.laws import examples
from support.networks import Layer, Network, Repeat, network, networks

import symrf
from symrf.formulas.forms import FORMS, FormName
from symrf.formulas.to_sympy import to_sympy
from symrf.formulas.tree import Written, symbols
from symrf.formulas.values import evaluate
from symrf.networks.reading import Reading
from symrf.networks.steps import Step
from symrf.networks.stepwise import STEPWISE

FEW = settings(max_examples=examples(120), deadline=None)

CHAINS = networks() | networks(most=3, repeated=True)
EVERY_LAW = network(
    Layer("c", 3, 2, (1, 1), 2),
    Layer("dw", 3, 1, (0, 1)),
    Layer("p", 3, 2, (1, 1), None, "ceil"),
    Layer("a", 2, 3, None, None, "ceil"),
    Layer("p", 2, 3, None, 2, "rawceil"),
    Layer("z", padding=(-1, 2)),
    Layer("c", 4, 1, "same"),
    Layer("c", 3, 2, "same"),
    Layer("pass"),
)


def steps_of(chain: Network) -> tuple[Step, ...]:
    """The steps on one axis."""
    return symrf.derive(chain.text, axes=("w",), convention=chain.convention)["w"].steps


def input_sizes(steps: tuple[Step, ...]) -> tuple[int, int, int]:
    """Three input sizes of different remainders."""
    least = int(steps[-1].size.minimum)
    return least, least + 1, least + 17


def value(tree: Written, bound: Mapping[str, Fraction | int]) -> Fraction:
    """The exact value of a tree, a received size that is a fraction included."""
    return evaluate(tree, bound)  # type: ignore[arg-type]


def sympy_value(tree: Written, bound: Mapping[str, Fraction | int]) -> Fraction:
    """The value of a tree according to SymPy."""
    numbers = {sympy.Symbol(name): sympy.Rational(each.numerator, each.denominator) for name, each in bound.items()}
    found = to_sympy(tree).subs(numbers)
    assert isinstance(found, sympy.Rational)
    return Fraction(int(found.p), int(found.q))


def received(reading: Reading, form: FormName, w: int) -> dict[str, Fraction]:
    """What n, r and j stand for in a law: the readings before the layer."""
    return {
        "n": evaluate(reading.tree("size", form), {"w": w}),
        "r": evaluate(reading.tree("receptive_field"), {}),
        "j": evaluate(reading.tree("jump"), {}),
    }


def layers_and_steps(chain: Network, w: int) -> Iterator[tuple[Step, dict[str, int], int, int]]:
    """Each step, what the layer's letters stand for, and its sizes before and after, from the oracle."""
    sizes = oracles.sizes(w, chain.layers, chain.convention)
    assert sizes is not None
    for step, layer, n, after in zip(steps_of(chain), chain.layers, sizes[:-1], sizes[1:], strict=True):
        yield step, oracles.letters(n, layer, chain.convention), n, after


@given(CHAINS)
@FEW
@example(EVERY_LAW)
def test_the_links_of_each_calculation_are_equal(chain: Network) -> None:
    for w in input_sizes(steps_of(chain)):
        for step, letters, n, after in layers_and_steps(chain, w):
            for form in FORMS:
                bound = letters | received(step.received, form, w)
                for quantity in STEPWISE:
                    rule, *links = step.calculation(quantity, form)
                    result = value(step.tree(quantity, form), {"w": w})
                    assert value(rule, bound | {"w": w}) == result
                    assert [value(link, {"w": w}) for link in links] == [result] * len(links)
                if form != "hand":
                    assert (bound["n"], value(step.calculation("size", form)[-1], {"w": w})) == (n, after)


@given(CHAINS)
@FEW
@example(EVERY_LAW)
def test_the_law_of_the_size_counts_the_windows(chain: Network) -> None:
    for w in input_sizes(steps_of(chain)):
        for step, letters, n, after in layers_and_steps(chain, w):
            law = step.law("size")
            assert law is not None
            assert value(law.equation, letters | {"n": n}) == after


@given(CHAINS)
@FEW
@example(EVERY_LAW)
def test_the_letters_of_a_law_stand_for_the_layers_own_numbers(chain: Network) -> None:
    w = input_sizes(steps_of(chain))[0]
    for step, letters, _, _ in layers_and_steps(chain, w):
        for quantity in STEPWISE:
            law = step.law(quantity)
            assert law is not None
            for letter in symbols(law.equation) - {"n", "r", "j"}:
                assert value(step.stage.letters[letter], {}) == letters[letter]


@given(CHAINS)
@settings(FEW, max_examples=examples(25))
@example(EVERY_LAW)
def test_sympy_agrees_with_every_link(chain: Network) -> None:
    w = input_sizes(steps_of(chain))[1]
    for step, letters, _, _ in layers_and_steps(chain, w):
        for form in FORMS:
            bound = letters | received(step.received, form, w)
            for quantity in STEPWISE:
                rule, *links = step.calculation(quantity, form)
                result = value(step.tree(quantity, form), {"w": w})
                assert sympy_value(rule, bound | {"w": w}) == result
                assert [sympy_value(link, {"w": w}) for link in links] == [result] * len(links)


@given(CHAINS)
@settings(FEW, max_examples=examples(40))
@example(EVERY_LAW)
def test_the_expressions_handed_out_have_the_values_of_the_oracle(chain: Network) -> None:
    reading = symrf.derive(chain.text, axes=("w",), convention=chain.convention)["w"]
    w_ = sympy.Symbol("w")
    assert reading.start is not None
    assert reading.padding is not None
    for w in input_sizes(reading.steps):
        size = oracles.size(w, chain)
        first, last = oracles.spread(w, chain, 0)
        assert reading.size.nested.subs(w_, w) == reading.size.closed.subs(w_, w) == size
        assert (reading.size.hand.subs(w_, w) == size) == (w in reading.size.exact_when)
        assert reading.receptive_field == last - first + 1
        assert reading.jump == oracles.spread(w, chain, 1)[0] - first
        assert reading.start.subs(w_, w) == sympy.Rational(first + last, 2)
        assert reading.padding[0].subs(w_, w) == -first


@given(CHAINS)
@FEW
@example(EVERY_LAW)
def test_a_calculation_ends_in_the_result_and_says_nothing_twice_in_a_row(chain: Network) -> None:
    for step in steps_of(chain):
        for form in FORMS:
            for quantity in STEPWISE:
                links = step.calculation(quantity, form)
                assert links[-1] == step.tree(quantity, form)
                assert all(left != right for left, right in pairwise(links))
                assert all(symbols(link) <= {"w"} for link in links[1:])


@given(networks(most=4, repeated=True))
@FEW
@example(network(Layer("p", 2), Repeat((Layer("c", 3), Layer("p", 2, 2, (0, 1))), 3)))
def test_the_links_of_a_repeat_taken_whole_are_equal(chain: Network) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("symrf.formulas.limits.REPEAT_WRITTEN_OUT", 0)
        steps = steps_of(chain)
    for w in input_sizes(steps):
        for place, step in enumerate(steps):
            after = oracles.size(w, Network(chain.items[: place + 1], chain.convention))
            for form in FORMS:
                letters = {letter: value(tree, {}) for letter, tree in step.stage.letters.items()}
                bound = letters | received(step.received, form, w) | {"w": Fraction(w)}
                for quantity in STEPWISE:
                    links = step.calculation(quantity, form)
                    result = value(step.tree(quantity, form), {"w": w})
                    assert [value(link, bound) for link in links] == [result] * len(links)
                if form != "hand":
                    assert value(step.calculation("size", form)[-1], {"w": w}) == after
