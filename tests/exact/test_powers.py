"""Repeats kept whole against the same written out, and numbers that are too long to work with."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support import oracles
from support.laws import examples
from support.networks import Layer, Network, Repeat, network, networks

import symrf
from symrf.exact.numbers.powers import geometric, power
from symrf.exact.sampling.hand import whole
from symrf.formulas import limits
from symrf.formulas.forms import FORMS
from symrf.formulas.printing.plain import PLAIN, digits
from symrf.formulas.reader import parse
from symrf.formulas.values import evaluate
from symrf.networks.reading import Reading
from symrf.networks.steps import steps

FEW = settings(max_examples=examples(200), deadline=None)
HUGE = 10**9


@given(st.sampled_from([2, 3, 4, 6, 10, 12, 35]), st.integers(1, 800))
@example(35, 584)
@example(35, 585)
@FEW
def test_a_power_of_up_to_so_many_bits_is_worked_out(base: int, exponent: int) -> None:
    if (base**exponent).bit_length() > limits.STRIDE_BITS:
        with pytest.raises(OverflowError):
            _ = power(base, exponent)
    else:
        assert power(base, exponent) == base**exponent
        assert geometric(base, exponent) == sum(base**each for each in range(exponent))


def derived(chain: Network) -> Reading:
    """The network on one axis."""
    return symrf.derive(chain.text, axes=("w",), convention=chain.convention)["w"]


@contextmanager
def repeats_kept() -> Iterator[None]:
    """Every repeat stays a power of its block."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("symrf.formulas.limits.REPEAT_WRITTEN_OUT", 0)
        yield


DEEP = network(Layer("p", 2), Repeat((Layer("c", 3), Layer("p", 2)), 6))
WIDE = network(Repeat((Layer("c", 3), Layer("p", 3, 3, (1, 0), None, "ceil")), 5), Layer("c", 5, 1, (2, 2)))
SAME = network(Repeat((Layer("c", 3, 2, "same"),), 7))


@given(networks(repeated=True))
@settings(FEW, max_examples=examples(150))
@example(DEEP)
@example(WIDE)
@example(SAME)
def test_a_repeat_kept_whole_is_the_repeat_written_out(chain: Network) -> None:
    plain = derived(chain)
    with repeats_kept():
        kept = derived(chain)
        check_same(kept, plain)
        values = [kept.size.at(w) for w in range(plain.size.minimum, plain.size.minimum + 60)]
        with pytest.raises(symrf.SizeError, match=f"at w={plain.size.minimum - 1} "):
            kept.size.at(plain.size.minimum - 1)
    assert values == [oracles.size(w, chain) for w in range(plain.size.minimum, plain.size.minimum + 60)]


def check_same(kept: Reading, plain: Reading) -> None:
    """Compare each quantity of a reading of repeats kept whole with the one of them written out."""
    assert kept.size.minimum == plain.size.minimum
    for field in ("kernel", "stride", "before", "after", "slack", "offset"):
        assert getattr(kept.state, field) == getattr(plain.state, field)
    premise = kept.size.exact_when
    assert premise.modulus == plain.size.exact_when.modulus
    assert premise.residues == plain.size.exact_when.residues
    assert evaluate(kept.tree("receptive_field"), {}) == plain.state.kernel
    assert evaluate(kept.tree("jump"), {}) == plain.state.stride
    assert (kept.equivalent is None) == (plain.equivalent is None)
    assert kept.start_tree is not None
    assert kept.padding_trees is not None
    assert plain.start_tree is not None
    assert plain.padding_trees is not None
    for w in range(int(plain.size.minimum), int(plain.size.minimum) + 12):
        bound = {"w": w}
        assert (w in premise) == (w in plain.size.exact_when)
        assert evaluate(kept.start_tree, bound) == evaluate(plain.start_tree, bound)
        assert [evaluate(side, bound) for side in kept.padding_trees] == [
            evaluate(side, bound) for side in plain.padding_trees
        ]
        for form in FORMS:
            assert evaluate(kept.size.tree(form), bound) == evaluate(plain.size.tree(form), bound)


CROPPED = network(Repeat((Layer("z", padding=(1, -1)), Layer("c", 2, 4, (2, 0))), 5))


@given(networks(repeated=True))
@settings(FEW, max_examples=examples(100))
@example(DEEP)
@example(WIDE)
@example(CROPPED)
def test_the_equivalent_convolution_of_repeats_is_read_back(chain: Network) -> None:
    plain = derived(chain)
    with repeats_kept():
        text = str(derived(chain).equivalent)
    if plain.equivalent is not None:
        assert symrf.parse(text) == symrf.parse(str(plain.equivalent))


@pytest.mark.parametrize("chain", [DEEP, WIDE, SAME], ids=lambda chain: chain.text)
def test_steps_of_repeats_kept_whole_are_the_steps_written_out(chain: Network) -> None:
    places = [Network(chain.items[: place + 1], chain.convention) for place in range(len(chain.items))]
    with repeats_kept():
        taken = steps(derived(chain).track)
        for step, prefix in zip(taken, places, strict=True):
            plain = symrf.derive(prefix.text_written_out, axes=("w",), convention=chain.convention)["w"]
            check_same(step, plain)


@pytest.mark.parametrize("size", [1, 3, 63, 64, 65, 1024, 10**6, 2**900], ids="{:.4g}".format)
def test_a_size_of_a_huge_input_is_an_int(size: int) -> None:
    reading = derived(network(Repeat((Layer("p", 2),), 1100)))
    for w in (size * 2**1100, size * 2**1100 + 1, (size + 1) * 2**1100 - 1):
        assert reading.size.at(w) == size


def test_below_a_huge_minimum_there_is_no_size() -> None:
    size = derived(network(Repeat((Layer("p", 2),), 1100))).size
    with pytest.raises(symrf.SizeError, match=f"{2**1100 % 10**80}$"):
        size.at(2**1100 - 1)


# The forms of N repeats, found by hand; M is N+1, T is 2N, U is 2N+1.
# c3 p2: r = 1+3(2^N-1), S = 2^N. c3p1 p2: P = 2(2^N-1) besides. p3s2p1, rounded up: r = 1+2(2^N-1), P = 3(2^N-1).
HAND_DERIVED = [
    ("(c3 p2)*{N}", "(w+2)/2**{N}-2", "floor((w-(3*2**{N}-2))/2**{N})+1", "3*2**{N}-2", "3*2**{N}-2"),
    ("(c3 c3 p2)*{N}", "(w+4)/2**{N}-4", "floor((w-(5*2**{N}-4))/2**{N})+1", "5*2**{N}-4", "5*2**{N}-4"),
    ("(p2)*{N}", "w/2**{N}", "floor(w/2**{N})", "2**{N}", "2**{N}"),
    ("(c3p1 p2)*{N}", "w/2**{N}", "floor(w/2**{N})", "2**{N}", "3*2**{N}-2"),
    ("(c3p1)*{N}", "w", "w", "1", "{U}"),
    ("(c3)*{N}", "w-{T}", "w-{T}", "{U}", "{U}"),
    ("(c2d2)*{N}", "w-{T}", "w-{T}", "{U}", "{U}"),
    ("(c3same)*{N}", "w", "w", "1", "{U}"),
    ("(c2s2same)*{N}", "w/2**{N}", "ceiling(w/2**{N})", "1", "2**{N}"),
    ("(p3s2same)*{N}", "w/2**{N}", "ceiling(w/2**{N})", "1", "2**{M}-1"),
    ("(p3s2p1ceil)*{N}", "(w-1)/2**{N}+1", "floor((w+(2**{N}-2))/2**{N})+1", "1", "2**{M}-1"),
]


@pytest.mark.parametrize(
    ("text", "hand", "closed", "least", "field", "times"),
    [(*row, times) for row in HAND_DERIVED for times in (1, 2, 5, 1001, HUGE) if times < HUGE or "2**" not in row[1]],
)
def test_repeats_have_the_forms_that_a_hand_derives(
    text: str, hand: str, closed: str, least: str, field: str, times: int
) -> None:
    def counted(form: str) -> str:
        return form.format(N=times, M=times + 1, T=2 * times, U=2 * times + 1)

    reading = symrf.derive(counted(text), axes=("w",))["w"]
    trees = (reading.size.tree("hand"), reading.size.tree("closed"), whole(reading.size.minimum))
    found = [PLAIN(tree) for tree in (*trees, reading.tree("receptive_field"))]
    expected = [counted(form) for form in (hand, closed, least, field)]
    if times >= HUGE:
        assert found == expected
        return
    minimum = reading.size.minimum
    for w in range(minimum, minimum + 40):
        assert [evaluate(parse(form), {"w": w}) for form in found] == [
            evaluate(parse(form), {"w": w}) for form in expected
        ]
        assert reading.size.at(w) == evaluate(parse(expected[1]), {"w": w})


@pytest.mark.parametrize("text", ["(c3 p2)*{N}", "c3 (p2)*{N} c3", "((c3 p2)*1000)*{N}", "(p2)*2000 (p2)*{N}"])
def test_a_stride_that_is_too_long_is_refused_with_its_repeat(text: str) -> None:
    for times in (2999, HUGE, 10**20):
        many = text.format(N=times)
        if times == 2999 and "000" not in text:
            assert symrf.derive(many)["w"].jump == 2**2999
            continue
        with pytest.raises(symrf.DerivationError) as refused:
            symrf.derive(many)
        (repeat,) = [part for part in symrf.parse(many).items if part.text.endswith(f"*{times}")]
        assert refused.value.message == f"{repeat.text}: its stride has more than 3,000 bits"


LONG = "the numbers are too long, with more than 4,000 digits"
HIGH = "the powers are too high: above 1,000"
WRITTEN_OUT = "its numbers are too long to write"

# a network with a number that is too long, what is assumed, and what is said of it
TOO_LONG = [
    ("c{2^(n+20000)}", [], f"{LONG}\n  c{{2^(n+20000)}}\n   ^^^^^^^^^^^^^"),
    ("c{2^(n+10^10)}", [], f"{LONG}\n  c{{2^(n+10^10)}}\n   ^^^^^^^^^^^^^"),
    ("c{(2k)^(n+10^6)}", [], f"{LONG}\n  c{{(2k)^(n+10^6)}}\n   ^^^^^^^^^^^^^^^"),
    ("c{k^(n+10^6)}", [], f"{HIGH}\n  c{{k^(n+10^6)}}\n   ^^^^^^^^^^^^"),
    ("c{n+2^20000}", [], f"{LONG}\n  c{{n+2^20000}}\n   ^^^^^^^^^^^"),
    ("c{2^20000}", [], f"{LONG}\n  c{{2^20000}}\n   ^^^^^^^^^"),
    ("(c3 p2)*{n+20000}", [], f"(c3 p2)*{{n+20000}}: {WRITTEN_OUT}"),
    ("(c3 p2)*{20000*n}", [], f"(c3 p2)*{{20000*n}}: {WRITTEN_OUT}"),
    ("(c3d{2^i})*{i=20000..n+20000}", [], f"(c3d{{2^i}})*{{i=20000..n+20000}}: {WRITTEN_OUT}"),
    ("c{k}", ["k = 2^20000"], LONG),
    ("(c3)*{n}", ["n = 2^(m+20000)"], f"{LONG}\n  (c3)*{{n}}\n       ^^^"),
    ("(c3)*{n}", ["n >= 2^20000"], LONG),
]


@pytest.mark.parametrize(("text", "where", "message"), TOO_LONG, ids=[" ".join([r[0], *r[1]]) for r in TOO_LONG])
def test_numbers_beside_symbols_that_are_too_long_are_refused(text: str, where: list[str], message: str) -> None:
    with pytest.raises(symrf.SymrfError) as refused:
        symrf.derive(text, axes=("w",), where=where).to_dict()
    assert str(refused.value) == message


@pytest.mark.parametrize("claimed", ["2^20000", "2^13000*2^13000", "w/(2^20000)", "w-10^4000"])
def test_claims_with_numbers_that_are_too_long_are_refused(claimed: str) -> None:
    assert re.search(LONG, str(symrf.check("c3", [f"size = {claimed}"])[0].error))
    with pytest.raises(symrf.FormulaError, match=LONG):
        symrf.solve("c3", f"size = {claimed}")


@pytest.mark.parametrize("exponent", ["n+10^10", "10^10*n", "10^10*(n+1)"])
def test_claims_with_powers_that_are_too_long_for_each_value_are_undecided(exponent: str) -> None:
    decision = symrf.check("(c3 p2)*{n}", [f"rf = 2^({exponent})"], axes=("w",))[0].findings[0].decision
    assert (decision.status, decision.tried) == ("undecided", 0)
    assert "its numbers are too long to try" in (decision.reason or "")


def test_values_of_thousands_of_digits_are_written() -> None:
    report = symrf.check("(c3 p2)*{n}", ["rf = 2^(n+20000)", "rf = 2^(n+400)"], axes=("w",))
    assert [verdict.status for verdict in report] == ["refuted", "refuted"]
    text = json.dumps(report.to_dict())
    assert f'"claim_value": "{digits(2**20001)}"' in text
    assert f'"claim_value": {2**401},' in text


def test_numbers_of_400_digits_are_worked_out() -> None:
    many = int("7" * 400)
    kernel = symrf.derive(f"c{{n+{many}}}", axes=("w",))["w"]
    assert str(kernel.receptive_field) == f"n + {many}"
