"""Networks with symbols against the same networks with numbers, whose windows are counted elsewhere."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from support.laws import some

import symrf
from symrf.exact.sampling.hand import whole
from symrf.exact.sets.residues import Residues
from symrf.formulas.printing.plain import WORDED
from symrf.formulas.tree import Written
from symrf.formulas.values import evaluate
from symrf.networks.notation.instances import put

# network, names of its symbols, the most that each is
FAMILIES = [
    ("c{k}", {"k": 6}),
    ("c{k}s{s}", {"k": 5, "s": 4}),
    ("c{k}s{s}p{p}", {"k": 5, "s": 4, "p": 3}),
    ("c{k}d{d}p{p}:0", {"k": 4, "d": 4, "p": 3}),
    ("c{k}p{(k-1)/2}", {"k": 9}),
    ("c{2k+1}p{k}s2", {"k": 4}),
    ("c{k}causal p{m}", {"k": 4, "m": 4}),
    ("p{k}s{s}rawceil", {"k": 4, "s": 4}),
    ("p{k}s{s}ceil", {"k": 6, "s": 6}),
    ("p{k}s{s}d{d}ceil", {"k": 3, "s": 5, "d": 3}),
    ("p{k}s{s}p{p}ceil", {"k": 5, "s": 5, "p": 5}),
    ("p{k}s{s}p{p}:{q}ceil", {"k": 4, "s": 4, "p": 3, "q": 4}),
    ("p{k}s{s}p0:{q}ceil", {"k": 4, "s": 4, "q": 4}),
    ("p{k}s{s}p{p}rawceil", {"k": 4, "s": 4, "p": 3}),
    ("p3s2p{p}ceil", {"p": 3}),
    ("p{k}p1ceil", {"k": 6}),
    ("p3s{s}ceil", {"s": 6}),
    ("p{k}s3ceil", {"k": 6}),
    ("p{k}s{k+1}ceil", {"k": 5}),
    ("c3 p{k}s{s}ceil p2s2", {"k": 5, "s": 5}),
    ("p{k}s{s}ceil p{m}s{t}ceil", {"k": 3, "s": 4, "m": 3, "t": 4}),
    ("p{k}s{s}p{p}ceil c{k}s{s}", {"k": 4, "s": 4, "p": 3}),
    ("(p{k}s{s}ceil)*2", {"k": 4, "s": 4}),
    ("(p2s{s}ceil)*{n}", {"s": 3, "n": 3}),
    ("(c{k} p{k}s{s}ceil)*{n}", {"k": 3, "s": 4, "n": 3}),
    ("p{k}s{s}same", {"k": 4, "s": 4}),
    ("c{k}s{s}same p{k}s{s}ceil", {"k": 3, "s": 4}),
    ("c{k} p2 c{m}s{s}", {"k": 4, "m": 4, "s": 3}),
    ("c3s{s} c{k}s{t}", {"s": 4, "k": 4, "t": 3}),
    ("[c{k}p{(k-1)/2} + id] p2", {"k": 7}),
    ("[c{k} | c{k} c1]", {"k": 5}),
    ("c{k}same", {"k": 6}),
    ("c3p{min(k,3)} c{k}", {"k": 5}),
    ("c3p{Mod(k,2)}", {"k": 4}),
    ("c5p{floor(k/s)}", {"k": 5, "s": 3}),
    ("c3p{k(k-1)/2}", {"k": 4}),
    ("(c3p{2^i/2})*{i=1..n}", {"n": 4}),
    ("(c3)*{n}", {"n": 6}),
    ("(c3p1)*{n}", {"n": 6}),
    ("(c3 p2)*{n}", {"n": 4}),
    ("(c3s2p1)*{n}", {"n": 4}),
    ("(c{k} p2)*{n}", {"k": 4, "n": 4}),
    ("(c{k}s{b^e}p{e})*{n}", {"k": 3, "b": 3, "e": 2, "n": 3}),
    ("((c{b}s{b}p{e})*{m} z1)*{n}", {"b": 3, "m": 3, "n": 2, "e": 2}),
    ("(c3s{a*b})*{n}", {"a": 3, "b": 2, "n": 3}),
    ("(c{k}p{p} c3s3)*{n} c{m}", {"k": 4, "p": 2, "n": 3, "m": 3}),
    ("c3 (c{k} p2)*{n} c3", {"k": 3, "n": 3}),
    ("(c{k})*{n+1}", {"k": 4, "n": 4}),
    ("((c3 p2)*2 c{k})*{n}", {"k": 3, "n": 2}),
    ("(c2d{2^i})*{i=0..n-1}", {"n": 5}),
    ("(c{k}d{2^i})*{i=0..n-1}", {"k": 4, "n": 4}),
    ("(c{k}d{2^i}causal c{k}d{2^i}causal)*{i=0..n-1}", {"k": 3, "n": 4}),
    ("(c{k}d{3^i})*{i=0..n-1}", {"k": 3, "n": 3}),
    ("(c3d{i})*{i=1..n}", {"n": 5}),
    ("(c{k}d{2i+1})*{i=1..n}", {"k": 3, "n": 4}),
    ("(c2d{2^i}s2)*{i=0..n-1}", {"n": 3}),
    ("(c{k}d{i}s3)*{i=1..n}", {"k": 3, "n": 3}),
    ("(c3d{2^i}p{2^i})*{i=0..n}", {"n": 3}),
    ("(c{k}s{s})*{n}", {"k": 3, "s": 3, "n": 3}),
    ("(c{k}s{s}p{p} p2)*{n} c3", {"k": 3, "s": 2, "p": 1, "n": 3}),
    ("c3 (p{k}s{s}p{p})*{n}", {"k": 3, "s": 3, "p": 1, "n": 3}),
    ("(c{k}d{b^i})*{i=0..n-1}", {"k": 3, "b": 3, "n": 3}),
    ("(c{k}d{b^i}s{s})*{i=0..n-1}", {"k": 3, "b": 2, "s": 3, "n": 3}),
    ("(c{k}d{2^i}s{s})*{i=1..n}", {"k": 3, "s": 2, "n": 3}),
    ("(c3d{i}s{s})*{i=1..n}", {"s": 3, "n": 4}),
    ("(c2d{i^2}s{s})*{i=m..m+n}", {"s": 2, "m": 3, "n": 3}),
    ("(c3d{2^(i^2)})*{i=1..n}", {"n": 3}),
    ("(z{floor(i/2)})*{i=1..n}", {"n": 6}),
    ("(c3d{2^i+floor(i/2)+1})*{i=0..n-1}", {"n": 5}),
    ("((c3s{s})*{n})*2", {"s": 3, "n": 2}),
    ("(c3s{s} (c{k}d{b^i})*{i=0..m-1})*{n}", {"s": 2, "k": 2, "b": 2, "m": 2, "n": 2}),
    ("c{k}s{s}same p2", {"k": 4, "s": 3}),
    ("(c3s{s}same)*{n}", {"s": 3, "n": 3}),
    ("(c4s2d{i+1}same)*{i=0..n-1}", {"n": 4}),
]


def worth(tree: Written | None, values: dict[str, int]) -> Fraction:
    assert tree is not None
    return evaluate(tree, values)


@pytest.mark.parametrize(("text", "most"), FAMILIES, ids=[text for text, _ in FAMILIES])
def test_a_family_is_each_of_its_networks(text: str, most: dict[str, int]) -> None:
    family = symrf.derive(text, axes=("w",), budget=20)
    a = family["w"]
    assert set(family.parameters.names) == set(most)
    field, jump, start, sides = a.tree("receptive_field"), a.tree("jump"), a.start_tree, a.padding_trees
    closed, nested, hand, least_tree = (*(a.size.tree(f) for f in ("closed", "nested", "hand")), whole(a.size.minimum))
    ranges = (range(family.parameters.least(name), top + 1) for name, top in most.items())
    every = (dict(zip(most, numbers, strict=True)) for numbers in product(*ranges))
    for values in some(each for each in every if family.parameters.allow(each)):
        one = symrf.derive(put(family.architecture, values), axes=("w",))["w"]
        least = one.size.minimum
        assert worth(field, values) == worth(one.tree("receptive_field"), {})
        assert worth(jump, values) == worth(one.tree("jump"), {})
        if start is not None and sides is not None:
            assert worth(start, values) == worth(one.start_tree, {})
            others = one.padding_trees or ()
            assert [worth(side, values) for side in sides] == [worth(other, {}) for other in others]
        else:
            assert "same" in text
        assert worth(least_tree, values) == least
        for w in range(least, least + 9):
            at = {**values, "w": w}
            assert worth(closed, at) == worth(nested, at) == one.size.at(w)
            exact = worth(hand, at) == one.size.at(w)
            assert exact == (worth(one.size.tree("hand"), {"w": w}) == one.size.at(w))


# network, size by hand, closed, field
FORMULAS = [
    ("c{k}s{s}p{p}", "(w+2*p-k)/s+1", "floor((w+2*p-k)/s)+1", "k"),
    ("c{k}p{(k-1)/2}", "w", "w", "k"),
    ("(c{k} p2)*{n}", "(w+k-1)/2**n+1-k", "floor((w+k-1)/2**n)+1-k", "1+k*(2**n-1)"),
    ("(c3 p2)*{n}", "(w+2)/2**n-2", "floor((w+2)/2**n)-2", "3*2**n-2"),
    ("(c2d{2^i})*{i=0..n-1}", "w+1-2**n", "w+1-2**n", "2**n"),
    ("(c{k}d{2^i}causal c{k}d{2^i}causal)*{i=0..n-1}", "w", "w", "1+2*(k-1)*(2**n-1)"),
]


@pytest.mark.parametrize(("text", "hand", "closed", "field"), FORMULAS, ids=[row[0] for row in FORMULAS])
def test_it_reads_as_a_hand_writes_it(text: str, hand: str, closed: str, field: str) -> None:
    size = symrf.derive(text, axes=("w",)).to_dict()["result"]["w"]
    assert (size["size"]["hand"], size["size"]["closed"], size["receptive_field"]) == (hand, closed, field)


# network, claim, status, counterexample
CLAIMS = [
    ("(c{k}d{2^i})*{i=0..n-1}", "rf = 1+(k-1)(2^n-1)", "proved", None),
    ("(c{k}d{2^i})*{i=0..n-1}", "rf = k*2^n", "refuted", {"k": 1, "n": 1}),
    ("(c{k}d{2^i})*{i=0..n-1}", "rf >= k", "proved", None),
    ("c{k}s{s}p{p}", r"size = \left\lfloor\frac{w+2p-k}{s}\right\rfloor+1", "proved", None),
    ("c{k}s{s}p{p}", "size = (w+2p-k)/s+1", "conditional", {"k": 1, "s": 2, "p": 0, "w": 2}),
    ("c{k}p{(k-1)/2}", "size = w", "proved", None),
    ("(c3)*{n}", "size = w-2n", "proved", None),
    ("(c3)*{n}", "rf = 2n+1", "proved", None),
    ("(c3)*{n}", "rf = 3n", "conditional", {"n": 2}),
    ("c{k}s{s} c{m}s{t}", "rf = k+(m-1)s", "proved", None),
]


@pytest.mark.parametrize(
    ("text", "claim", "status", "counterexample"), CLAIMS, ids=[" ".join(row[:2]) for row in CLAIMS]
)
def test_a_claim_about_a_family(text: str, claim: str, status: str, counterexample: dict[str, int] | None) -> None:
    verdict = symrf.check(text, [claim], axes=("w",))[0]
    assert (verdict.status, verdict.counterexample) == (status, counterexample)


def test_what_is_proved_holds_for_every_network() -> None:
    """The truth of a family is proved of it, and of each of its networks with the numbers put in."""
    for text, most in FAMILIES[:12]:
        family = symrf.derive(text, axes=("w",))
        claim = f"rf = {family.to_dict()['result']['w']['receptive_field'].replace('**', '^')}"
        assert symrf.check(text, [claim], axes=("w",))[0].status == "proved"
        values = dict.fromkeys(most, 1)
        one = put(family.architecture, values)
        field = worth(family["w"].tree("receptive_field"), values)
        assert symrf.check(one, [f"rf = {field}"], axes=("w",))[0].status == "proved"


@pytest.mark.parametrize(
    ("text", "values", "field", "jump"),
    [
        ("c10s5 (c3s2)*{n} (c2s2)*{m}", {"n": 4, "m": 2}, 400, 320),  # wav2vec 2.0: Baevski et al., 2020
        ("(c2d{2^i})*{i=0..n-1}", {"n": 10}, 1024, 1),  # a WaveNet stack: van den Oord et al., 2016
        ("(c{k}d{2^i} c{k}d{2^i})*{i=0..n-1}", {"k": 3, "n": 8}, 1021, 1),  # TCN: Bai et al., 2018, 1+2(k-1)(2^n-1)
        (
            "(c3p1 c3p1 p2)*2 (c3p1 c3p1 c3p1 p2)*{n}",
            {"n": 3},
            212,
            32,
        ),  # VGG-16 up to pool5: Simonyan and Zisserman, 2014
    ],
)
def test_published_families(text: str, values: dict[str, int], field: int, jump: int) -> None:
    a = symrf.derive(text, axes=("w",))["w"]
    assert (worth(a.tree("receptive_field"), values), worth(a.tree("jump"), values)) == (field, jump)


# EfficientNet: Tan and Le, 2019. Stem and stages of B0: kernel, stride, layers, of which d/10 times as many are taken.
EFFICIENT = [(3, 2, None), (3, 1, 1), (3, 2, 2), (5, 2, 2), (3, 2, 3), (5, 1, 3), (5, 2, 4), (3, 1, 1)]


@pytest.mark.parametrize(("d", "field"), [(10, 851), (11, 1183), (14, None), (18, None), (31, None)])
def test_depths_that_are_scaled(d: int, field: int | None) -> None:
    family = symrf.derive(
        "c3s2p1 (c3p1)*{ceil(d/10)} c3s2p1 (c3p1)*{ceil(2d/10)-1} c5s2p2 (c5p2)*{ceil(2d/10)-1} "
        "c3s2p1 (c3p1)*{ceil(3d/10)-1} (c5p2)*{ceil(3d/10)} c5s2p2 (c5p2)*{ceil(4d/10)-1} (c3p1)*{ceil(d/10)}",
        axes=("w",),
        where=["d >= 6"],
    )["w"]
    first = last = 0  # the pixels that one output reads, back through the layers
    for kernel, stride, layers in reversed(EFFICIENT):
        for layer in reversed(range(1 if layers is None else -(-d * layers // 10))):
            by = stride if layer == 0 else 1
            first, last = first * by - kernel // 2, last * by + kernel // 2
    assert worth(family.tree("receptive_field"), {"d": d}) == last - first + 1
    assert field in (None, last - first + 1)
    assert [worth(family.tree("size", "closed"), {"d": d, "w": w}) for w in (1, 32, 33, 224)] == [1, 1, 2, 7]


def test_a_depth_that_is_none_for_some_values_is_refused() -> None:
    with pytest.raises(symrf.NotationError, match="must be at least 1, but ceiling"):
        symrf.derive("(c3)*{ceil(d/5)-1}", where=["d >= 5"])
    assert str(symrf.derive("(c3)*{ceil(d/5)-1}", axes=("w",), where=["d >= 6"])["w"].receptive_field).count("ceiling")


@pytest.mark.parametrize(
    ("text", "values", "message"),
    [
        ("(c{k} p2)*{n}", {"w": 100, "k": 3}, "n has no value: give it one, as in n=3"),
        ("(c{k} p2)*{n}", {"w": 100, "k": 0, "n": 2}, "k must be at least 1, but is 0"),
        ("c{k}p{(k-1)/2}", {"w": 100, "k": 4}, "k must leave the remainder 1 by 2, but is 4"),
        ("t{k}s{s}o{a}", {"w": 9, "k": 3, "s": 2, "a": 2}, "a <= s-1 must hold, but does not at k=3, s=2, a=2"),
    ],
)
def test_values_that_symbols_may_not_have(text: str, values: dict[str, int], message: str) -> None:
    with pytest.raises(symrf.InputError) as refused:
        symrf.derive(text).at(**values)
    assert refused.value.message == message


@pytest.mark.parametrize(
    ("text", "premise"),
    [
        ("c3s2 c{k}", "for odd w"),
        ("c3s2 (c{k})*{n}", "for odd w"),
        ("p2 c{k}", "for even w"),
        ("c{k}s2p{p}", "for 2 | w-k"),
        ("p2 c{k}p{p} p2", "for 4 | w-2*(k-1)"),
        ("c{k}s3 c{m}", "for 3 | w-k"),
    ],
)
def test_what_the_stride_divides_is_left_out_of_the_premise(text: str, premise: str) -> None:
    derivation = symrf.derive(text, axes=("w",))
    told = " ".join(derivation.document("text", "summary").split())
    assert f" {premise} {WORDED(derivation['w'].size.tree('closed'))} in general, for w >= " in told
    size = derivation["w"].size
    assert isinstance(size.exact_when, Residues)
    hand, [residue] = size.tree("hand"), size.exact_when.residues
    for k, m, n, p in product(range(1, 5), range(1, 3), range(1, 4), range(3)):
        values = {"k": k, "m": m, "n": n, "p": p}
        plain = text
        for name, value in values.items():
            plain = plain.replace(f"{{{name}}}", str(value))
        reading = symrf.derive(plain, axes=("w",))["w"]
        for w in range(reading.size.minimum, reading.size.minimum + 8):
            exact = (w - evaluate(whole(residue), values)) % reading.jump == 0
            assert (evaluate(hand, {"w": w, **values}) == reading.size.at(w)) == exact
