"""Transposed convolutions and up-sampling beside symbols, against the same networks with numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from itertools import product

import pytest
from support.laws import some

import symrf
from symrf.exact.sampling.hand import whole
from symrf.exact.sets.periodic import Periodic
from symrf.exact.sets.residues import Residues
from symrf.formulas.tree import Written
from symrf.formulas.values import evaluate
from symrf.front.cli import main
from symrf.networks.notation.instances import put
from symrf.networks.stepwise import STEPWISE

# network, names of its symbols, the most that each is
FAMILIES = [
    ("t{k}", {"k": 5}),
    ("t{k}p{p}", {"k": 6, "p": 3}),
    ("t{k}p{k-1}", {"k": 6}),
    ("t{k}s{s}", {"k": 5, "s": 4}),
    ("t{k}s{s}p{p}", {"k": 6, "s": 4, "p": 3}),
    ("t{k}s{s}p{p}:0", {"k": 6, "s": 3, "p": 3}),
    ("t{k}s{s}p{p}o{a}", {"k": 5, "s": 4, "p": 2, "a": 3}),
    ("t{k}s2o1", {"k": 5}),
    ("t{k}s3d{d}", {"k": 4, "d": 3}),
    ("t3s{s}d2o{a}", {"s": 4, "a": 3}),
    ("t{2k}s{k}p{floor(k/2)}", {"k": 6}),
    ("t{k}same", {"k": 6}),
    ("t{k}s{s}same", {"k": 6, "s": 5}),
    ("t{k}s{s}d{d}same", {"k": 4, "s": 5, "d": 3}),
    ("t{k}s{s}sameo{a}", {"k": 5, "s": 4, "a": 3}),
    ("t3s{s}same", {"s": 6}),
    ("t{k}s2same c{m}", {"k": 5, "m": 4}),
    ("c{k}s{s}same t{k}s{s}same", {"k": 4, "s": 4}),
    ("p{k}s{s}ceil t{k}s{s}same", {"k": 4, "s": 4}),
    ("t{k}s{s}same p{k}s{s}ceil", {"k": 4, "s": 4}),
    ("u{f} p{k}s{f}ceil", {"f": 4, "k": 5}),
    ("c{k}s{s}p{p} t{k}s{s}p{p}", {"k": 5, "s": 4, "p": 2}),
    ("t{k}s{s}p{p} c{k}s{s}p{p}", {"k": 5, "s": 4, "p": 2}),
    ("t{k}s{s} c{m}s{s}", {"k": 5, "s": 4, "m": 5}),
    ("t{k}s{s} t{m}s{t}p{p}", {"k": 4, "s": 3, "m": 4, "t": 3, "p": 1}),
    ("t1s{s} t{k}s{t}", {"s": 4, "k": 4, "t": 3}),
    ("t1s{s} t{k}s2 c3", {"s": 4, "k": 4}),
    ("t{k}s{s}p{p} c{m}s{s}", {"k": 5, "s": 3, "p": 2, "m": 4}),
    ("c{k}s{s} t{m}s{t}", {"k": 4, "s": 3, "m": 4, "t": 3}),
    ("t{k}s{2s} c3s{s}", {"k": 6, "s": 3}),
    ("t{k}s{s} c3s{2s}", {"k": 6, "s": 3}),
    ("t{k}s4 c3s2 c{m}s2", {"k": 6, "m": 4}),
    ("t{k}s3 c2d3", {"k": 4}),
    ("t{k}s2 c3d2p2 u2", {"k": 4}),
    ("u{f}", {"f": 6}),
    ("ps{f}", {"f": 6}),
    ("ub{f}", {"f": 6}),
    ("ub{f} c{k}", {"f": 4, "k": 4}),
    ("c{k} ub2 c3", {"k": 4}),
    ("c{k}s2 u2", {"k": 6}),
    ("u{f} c{k}p{(k-1)/2}", {"f": 4, "k": 7}),
    ("u{f} c{k}s{f}", {"f": 4, "k": 7}),
    ("u2 c{k}s2", {"k": 7}),
    ("u2 c{k}s2p{(k-1)/2}", {"k": 7}),
    ("u2 c3s2 c{k}", {"k": 4}),
    ("u2 p3s2ceil c{k}", {"k": 4}),
    ("u4 p{k}s2rawceil", {"k": 6}),
    ("u2 c{k}s4 u{f} c3", {"k": 5, "f": 3}),
    ("u{f} c{k}same", {"f": 3, "k": 6}),
    ("c{k}same u{f}", {"f": 3, "k": 6}),
    ("u{f} z{p}", {"f": 4, "p": 3}),
    ("u{f} z-1:-1 c{k}", {"f": 4, "k": 4}),
    ("(c{k} p2)*2 t{k}s2", {"k": 5}),
    ("(c{k} p2)*{n} u2", {"k": 3, "n": 3}),
    ("u4 (c{k})*{n}", {"k": 3, "n": 3}),
    ("u{f} c3s{f} u2 c3", {"f": 4}),
    ("[u{f} + u{f}]", {"f": 4}),
]


def worth(tree: Written | None, values: dict[str, int]) -> Fraction:
    assert tree is not None
    return evaluate(tree, values)


def instances(family: symrf.networks.derivation.Derivation, most: dict[str, int]) -> Iterator[dict[str, int]]:
    """The values of the symbols that may be."""
    assert set(family.parameters.names) == set(most)
    for numbers in product(*(range(1, top + 1) for top in most.values())):
        values = dict(zip(most, numbers, strict=True))
        if family.parameters.allow(values):
            yield values


@pytest.mark.parametrize(("text", "most"), FAMILIES, ids=[text for text, _ in FAMILIES])
def test_a_family_is_each_of_its_networks(text: str, most: dict[str, int]) -> None:
    family = symrf.derive(text, axes=("w",))
    a = family["w"]
    closed, nested, hand, least_tree = (*(a.size.tree(f) for f in ("closed", "nested", "hand")), whole(a.size.minimum))
    exact = a.size.exact_when
    count = 0
    for values in some(instances(family, most)):
        count += 1
        one = symrf.derive(put(family.architecture, values), axes=("w",))["w"]
        least = one.size.minimum
        assert worth(least_tree, values) == least, values
        for w in range(least, least + 9):
            at = {**values, "w": w}
            size = one.size.at(w)
            assert worth(closed, at) == worth(nested, at) == size, at
            assert (worth(hand, at) == size) == (worth(one.size.tree("hand"), {"w": w}) == size), at
            if exact is not None:
                assert not isinstance(exact, Periodic)
                holds = any(
                    (w - worth(whole(each), at)) % worth(whole(exact.modulus), at) == 0 for each in exact.residues
                )
                holds = holds and all(
                    worth(whole(of), values) % worth(whole(by), values) == 0 for by, of in exact.divisions
                )
                assert holds == (worth(hand, at) == size), at
    assert count > 1


@pytest.mark.parametrize(("text", "most"), FAMILIES, ids=[text for text, _ in FAMILIES])
def test_what_an_output_reads_is_what_it_reads_in_each_network(text: str, most: dict[str, int]) -> None:
    family = symrf.derive(text, axes=("w",))
    a = family["w"]
    field, jump, least = a.tree("receptive_field"), a.tree("jump"), a.least_field_tree
    if field is None:
        assert a.unreached
        assert a.start_tree is None
        return
    assert jump is not None
    for values in some(instances(family, most)):
        one = symrf.derive(put(family.architecture, values), axes=("w",))["w"]
        fields = [worth(tree, {}) for tree in one.field_trees or ()]
        assert worth(field, values) == max(fields), values
        assert worth(jump, values) == worth(one.tree("jump"), {}), values
        if least is not None:
            assert worth(least, values) == min(fields), values
        if a.start_tree is not None:
            assert worth(a.start_tree, values) == worth(one.start_tree, {}), values
        if a.evenly_apart is not None:
            assert a.evenly_apart == one.evenly_apart, values
        if a.padding_trees is not None and one.padding_trees is not None:
            sides = zip(a.padding_trees, one.padding_trees, strict=True)
            assert all(worth(side, values) == worth(other, {}) for side, other in sides), values


UNKNOWN = {"t{k}s3d{d}", "t3s{s}d2o{a}", "t1s{s} t{k}s2 c3", "t{k}s{s}p{p} c{m}s{s}", "t{k}s3 c2d3", "t{k}s2 c3d2p2 u2"}
UNKNOWN |= {"t{k}s{s}d{d}same", "t{k}s{s}same p{k}s{s}ceil"}


def test_few_fields_are_not_worked_out() -> None:
    """Where taps stand apart, or where an output may read nothing and a later layer hangs on which."""
    unknown = {text for text, _ in FAMILIES if symrf.derive(text, axes=("w",))["w"].tree("receptive_field") is None}
    assert unknown <= UNKNOWN


@pytest.mark.parametrize("text", [text for text, _ in FAMILIES])
def test_a_family_is_told_in_full(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    family = symrf.derive(text, axes=("w",))
    assert json.loads(json.dumps(family.to_dict(reach=True)))["result"]["w"]["size"]["hand"]
    for form in ("text", "latex", "markdown"):
        assert main([text, "--axes", "w", "--steps", "--reach", "--format", form]) == 0
    assert capsys.readouterr().out


# network, size by hand, closed, field, jump
FORMULAS = [
    ("t{k}s{s}p{p}", "s*w+k-2*p-s", "s*w+k-2*p-s", "ceiling(k/s)", "1/s"),
    ("u{f}", "f*w", "f*w", 1, "1/f"),
    ("u{f} c{k}p{(k-1)/2}", "f*w", "f*w", "ceiling((k-1)/f)+1", "1/f"),
    ("c{k}s2 u2", "w+2-k", "2*floor((w-k)/2)+2", "k", 1),
    ("c{k}s{s}p{p} t{k}s{s}p{p}", "w", "s*floor((w+2*p-k)/s)+k-2*p", "k+s*ceiling(k/s)-s", 1),
    ("t{k}s{s}p{p} c{k}s{s}p{p}", "w", "w", "2*floor((k-1)/s)+1", 1),
    ("u2 c{k}s2", "(2*w-k)/2+1", "w+floor(-k/2)+1", "floor((k-1)/2)+1", 1),
]


@pytest.mark.parametrize(("text", "hand", "closed", "field", "jump"), FORMULAS, ids=[row[0] for row in FORMULAS])
def test_it_reads_as_a_hand_writes_it(text: str, hand: str, closed: str, field: str | int, jump: str | int) -> None:
    found = symrf.derive(text, axes=("w",)).to_dict()["result"]["w"]
    assert (found["size"]["hand"], found["size"]["closed"]) == (hand, closed)
    assert (found["receptive_field"], found["jump"]) == (field, jump)


def test_where_a_hand_is_right_is_said_of_inputs_and_of_symbols() -> None:
    found = symrf.derive("u2 c{k}s2 c3s{s}", axes=("w",)).to_dict()["result"]["w"]["size"]["exact_when"]
    assert found["divisions"] == [[2, "k"]]
    assert json.dumps(found)
    never = symrf.derive("u2 c3s2 c{k}", axes=("w",))["w"].size
    assert never.exact_when is not None
    assert never.exact_when.never
    assert not never.exact


@pytest.mark.parametrize(("text", "most"), FAMILIES, ids=[text for text, _ in FAMILIES])
def test_the_links_of_each_calculation_are_equal_for_all_values(text: str, most: dict[str, int]) -> None:
    family = symrf.derive(text, axes=("w",))
    calculations = [step.calculation(each)[1:] for step in family["w"].steps for each in STEPWISE]
    for values in instances(family, most):
        for trees in calculations:
            assert len({worth(tree, {**values, "w": 24}) for tree in trees}) <= 1, (text, values)


@pytest.mark.parametrize(
    ("factor", "where", "name"),
    [("{f}", (), "one or two pixels"), ("{f}", ("f >= 2",), "two pixels"), ("{f+1}", (), "two pixels")],
)
def test_bilinear_up_sampling_by_1_keeps_the_field(factor: str, where: tuple[str, ...], name: str) -> None:
    law = symrf.derive(f"c3 ub{factor}", axes="w", where=where)["w"].steps[1].law("receptive_field")
    assert law is not None
    assert law.name == name


def test_steps_have_their_laws() -> None:
    steps = symrf.derive("c{k} t{k}s{s}", axes=("w",))["w"].steps
    law = steps[1].law("receptive_field")
    assert law is not None
    assert law.name == "taps of a phase"
    assert [len(steps[1].calculation(each)) for each in ("size", "receptive_field", "jump")] == [3, 3, 2]


def test_numbers_are_put_in() -> None:
    assert symrf.derive("c{k}s{s} t{k}s{s}o{a}").at(w=64, h=63, k=3, s=2, a=1) == {"w": 64, "h": 64}
    with pytest.raises(symrf.InputError, match="has no value: give it one"):
        symrf.derive("t{k}s{s}")["w"].size.at(5)


def test_output_padding_is_below_the_stride() -> None:
    family = symrf.derive("t{k}s{s}o{a}", axes=("w",))
    assert [family.parameters.allow({"k": 3, "s": 2, "a": a}) for a in (1, 2)] == [True, False]
    verdict = symrf.check("t{k}s{s}o{a}", ["size = s*i + k - s"], axes=("i",))[0]
    assert verdict.counterexample == {"k": 1, "s": 2, "a": 1, "i": 1}


def test_borders_of_an_output_padding_that_is_a_symbol_are_not_worked_out() -> None:
    family = symrf.derive("t3s2o{a}", axes=("w",), where=["a <= 1"])
    assert family["w"].borders is None


@pytest.mark.parametrize("text", ["u2 (c{k}s2d{2^i})*{i=0..n-1}", "u2 (c1s2)*{n}", "u2 (c{k}s2d2)*{i=0..n-1}"])
def test_the_size_of_a_family_is_that_of_its_members(text: str) -> None:
    """SymPy takes 4**n/6 for whole; and what is written as one fraction is exact where that is."""
    family = symrf.derive(text, axes=("w",))["w"]
    for k, n in product(range(1, 5), range(1, 4)):
        known = [f"n = {n}", *([f"k = {k}"] if "{k}" in text else [])]
        member = symrf.derive(text, axes=("w",), where=known)["w"]
        for w in range(int(member.size.minimum), int(member.size.minimum) + 9):
            values = {symbol: {"k": k, "n": n, "w": w}[symbol.name] for symbol in family.size.closed.free_symbols}
            assert family.size.closed.subs(values) == member.size.at(w)


@pytest.mark.parametrize("layer", ["p2d2rawceil", "p3s2rawceil", "p2rawceil", "p4s2ceil", "c3s2", "c5s2p1"])
def test_where_the_one_fraction_of_a_repeat_after_up_sampling_is_exact(layer: str) -> None:
    size = symrf.derive(f"u2 ({layer})*{{n}}", axes=("w",))["w"].size
    hand, exact = size.tree("hand"), size.exact_when
    assert isinstance(exact, Residues)
    (residue,) = exact.residues
    for n in range(1, 5):
        one = symrf.derive(f"u2 ({layer})*{n}", axes=("w",))["w"].size
        modulus, rest = (worth(whole(each), {"n": n}) for each in (exact.modulus, residue))
        for w in range(one.minimum, one.minimum + 20):
            assert (worth(hand, {"n": n, "w": w}) == one.at(w)) == ((w - rest) % modulus == 0), (n, w)
