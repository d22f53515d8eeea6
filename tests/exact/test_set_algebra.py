"""The algebra of sets of numbers, and of regions of several symbols: its laws, and each set one number at a time."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.laws import examples

from symrf.exact.sets.periodic import Periodic, everywhere, interval
from symrf.exact.sets.quasipolynomials import TooMany
from symrf.exact.sets.region import Region, universe
from symrf.formulas import limits

FEW = settings(max_examples=examples(150), deadline=None)
LEAST = 2
FAR = 10**30

Set = TypeVar("Set", Periodic, Region)


@st.composite
def classes(draw: st.DrawFn, symbol: str = "w") -> Periodic:
    """One residue class from some number on."""
    modulus = draw(st.integers(1, 6))
    start = draw(st.integers(LEAST, 12) | st.just(FAR))
    residue = draw(st.integers(0, modulus - 1))
    first = start + (residue - start) % modulus
    return Periodic(symbol, LEAST, modulus, (residue,), LEAST if first < LEAST + modulus else first)


@st.composite
def intervals(draw: st.DrawFn, symbol: str = "w") -> Periodic:
    """The numbers from one to another."""
    first = draw(st.integers(LEAST, 20) | st.integers(FAR, FAR + 9))
    return interval(symbol, LEAST, first, draw(st.none() | st.integers(first, first + 9) | st.just(FAR + 9)))


def sets(symbol: str = "w") -> st.SearchStrategy[Periodic]:
    """Sets made of classes and intervals."""
    simple = (
        classes(symbol)
        | intervals(symbol)
        | st.just(everywhere(symbol, LEAST))
        | st.just(interval(symbol, LEAST, 2, 1))
    )
    return st.recursive(simple, lambda of: st.builds(_either, of, of, st.sampled_from("&|-")), max_leaves=4)


def _either(one: Set, other: Set, way: str) -> Set:
    return one & other if way == "&" else one | other if way == "|" else one - other


def regions() -> st.SearchStrategy[Region]:
    """Regions of two symbols."""
    everything = universe({"w": LEAST, "h": LEAST})
    near = everything.among
    simple = st.tuples(sets("w"), sets("h")).map(
        lambda box: Region(near, () if any(side.never for side in box) else (box,))
    )
    return st.recursive(simple, lambda of: st.builds(_either, of, of, st.sampled_from("&|-")), max_leaves=3)


def _looked_at() -> list[int]:
    return [*range(LEAST, 40), *range(FAR - 6, FAR + 24)]


@given(sets(), sets())
@FEW
def test_each_number_is_in_what_it_should_be_in(one: Periodic, other: Periodic) -> None:
    for size in _looked_at():
        first, second = size in one, size in other
        assert (size in one & other) == (first and second)
        assert (size in one | other) == (first or second)
        assert (size in one - other) == (first and not second)
        assert (size in ~one) == (not first)


@given(sets())
@FEW
def test_the_least_number_that_a_set_has_not_is_the_first_of_the_others(one: Periodic) -> None:
    rest = ~one
    assert one.missing == (None if rest.never else rest.first)


@given(sets())
@FEW
def test_a_set_is_written_one_way(one: Periodic) -> None:
    assert _same(~~one, one)
    assert ~~one == one or max(one.changes()) >= FAR - 9
    assert one.never == (not any(size in one for size in _looked_at()))
    assert one.always == all(size in one for size in _looked_at())
    if not one.never:
        assert one.first == next(size for size in _looked_at() if size in one)
    if one.ends is not None:
        first, last = one.ends
        assert [size in one for size in _looked_at()] == [
            first <= size and (last is None or size <= last) for size in _looked_at()
        ]


@given(regions(), regions())
@FEW
def test_each_pair_is_in_what_it_should_be_in(one: Region, other: Region) -> None:
    both, either, less, rest = one & other, one | other, one - other, ~one
    for w, h in product([*range(LEAST, 24, 3), FAR, FAR + 7], [*range(LEAST, 24), FAR + 1]):
        at = {"w": w, "h": h}
        first, second = at in one, at in other
        assert (at in both, at in either, at in less, at in rest) == (
            first and second,
            first or second,
            first and not second,
            not first,
        )
        assert sum(all(at[side.symbol] in side for side in box) for box in either.boxes) <= 1


@given(regions())
@FEW
def test_the_least_of_a_region_is_the_least(one: Region) -> None:
    near = [{"w": w, "h": h} for w, h in product(range(LEAST, 30), repeat=2)]
    inside = [at for at in near if at in one]
    found = one.least
    assert (found is None) == one.never
    if inside and found is not None and found["w"] < 30 and found["h"] < 30:
        assert found == min(inside, key=lambda at: (at["w"] + at["h"], at["w"]))


LAWS: dict[str, Callable[[Set, Set, Set], bool]] = {
    "idempotence": lambda a, _b, _c: (a & a) <= a <= (a | a),
    "commutativity": lambda a, b, _c: _same(a & b, b & a) and _same(a | b, b | a),
    "associativity": lambda a, b, c: _same((a & b) & c, a & (b & c)) and _same((a | b) | c, a | (b | c)),
    "distributivity": lambda a, b, c: _same(a & (b | c), (a & b) | (a & c)) and _same(a | (b & c), (a | b) & (a | c)),
    "absorption": lambda a, b, _c: _same(a & (a | b), a) and _same(a | (a & b), a),
    "double complement": lambda a, _b, _c: _same(~~a, a),
    "De Morgan": lambda a, b, _c: _same(~(a & b), ~a | ~b) and _same(~(a | b), ~a & ~b),
    "a part": lambda a, b, _c: (a & b) <= a <= (a | b) and ((a <= b) == (a - b).never),
    "identity": lambda a, _b, _c: (a & ~a).never and (~(a | ~a)).never,
}


def _same(one: Set, other: Set) -> bool:
    return one <= other and other <= one


@pytest.mark.parametrize("law", LAWS)
def test_laws_of_sets(law: str) -> None:
    @given(sets(), sets(), sets())
    @FEW
    def holds(one: Periodic, two: Periodic, three: Periodic) -> None:
        assert LAWS[law](one, two, three)

    holds()


@pytest.mark.parametrize("law", LAWS)
def test_laws_of_regions(law: str) -> None:
    @given(regions(), regions(), regions())
    @settings(max_examples=examples(60), deadline=None)
    def holds(one: Region, two: Region, three: Region) -> None:
        assert LAWS[law](one, two, three)

    holds()


def test_sets_that_repeat_too_rarely_together_are_refused() -> None:
    one, other = (Periodic("w", 1, modulus, (0,), modulus) for modulus in (limits.SET_INPUTS - 1, limits.SET_INPUTS))
    with pytest.raises(TooMany):
        _ = one & other
