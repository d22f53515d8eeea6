"""Numbers kept as sums of powers against the same numbers written out, and huge repeats against small ones."""

from __future__ import annotations

import json
import operator
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction as Rational
from math import prod

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from support import oracles
from support.laws import examples
from support.networks import Layer, Network, Repeat, network, networks

import symrf
from symrf.exact.numbers.powers import halves, over, power
from symrf.exact.numbers.powersums import PowerSum, Whole, raised
from symrf.exact.sampling.hand import whole
from symrf.formulas.forms import FORMS
from symrf.formulas.printing.plain import PLAIN, digits
from symrf.formulas.reader import parse
from symrf.formulas.tree import Ceiling, Floor, Fraction, Negative, Number, Power, Product, Sum, Symbol, Written, parts
from symrf.formulas.values import evaluate
from symrf.networks.reading import Reading
from symrf.networks.steps import steps

FEW = settings(max_examples=examples(200), deadline=None)
HUGE = 10**9

BASES = (2, 3, 4, 6, 10, 12, 35)
EXPONENTS = st.integers(1, 60)
COEFFICIENTS = st.integers(-20, 20)


def value(number: Whole) -> int:
    """A whole number, its powers multiplied out."""
    if isinstance(number, int):
        return number
    total = sum(Rational(by) * prod(base**count for base, count in powers) for powers, by in number.terms.items())
    assert Rational(total).denominator == 1
    return int(total)


@st.composite
def monomials(draw: st.DrawFn) -> Whole:
    """Powers with a positive coefficient, as strides are."""
    return raised(draw(st.sampled_from(BASES)), draw(EXPONENTS)) * draw(st.integers(1, 5))


@st.composite
def geometric_sums(draw: st.DrawFn) -> Whole:
    """1 + q + … + q**(n-1), the quotient of two sums, whose terms are fractions."""
    ratio = draw(st.sampled_from(BASES))
    return over(raised(ratio, draw(EXPONENTS)) - 1, ratio - 1)


@st.composite
def sums(draw: st.DrawFn) -> Whole:
    """Sums of multiples of powers and of geometric sums, and a number; some come to an int."""
    total: Whole = draw(st.integers(-1000, 1000))
    for part in draw(st.lists(monomials() | geometric_sums(), max_size=3)):
        total = total + part * draw(COEFFICIENTS)
    return total


ARITHMETIC = [operator.add, operator.sub, operator.mul]
COMPARISONS = [operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge]


@pytest.mark.parametrize("operation", ARITHMETIC, ids=lambda operation: operation.__name__)
@given(sums(), sums())
@FEW
def test_sums_products_and_differences_are_exact(
    operation: Callable[[Whole, Whole], Whole], left: Whole, right: Whole
) -> None:
    assert value(operation(left, right)) == operation(value(left), value(right))
    assert value(-left) == -value(left)


@pytest.mark.parametrize("operation", COMPARISONS, ids=lambda operation: operation.__name__)
@given(sums(), sums())
@FEW
def test_comparisons_are_those_of_the_numbers(
    operation: Callable[[Whole, Whole], bool], left: Whole, right: Whole
) -> None:
    assert operation(left, right) == operation(value(left), value(right))
    assert operation(left, value(right)) == operation(value(left), value(right))


@pytest.mark.parametrize("operation", COMPARISONS, ids=lambda operation: operation.__name__)
@given(sums())
@FEW
@example(raised(2, 5000))
def test_a_sum_compares_with_itself_as_a_number_does(operation: Callable[[Whole, Whole], bool], number: Whole) -> None:
    same = number + 1 - 1
    assert operation(number, number) == operation(0, 0)
    assert operation(number, same) == operation(0, 0)


@given(sums(), sums())
@FEW
@example(raised(2, 10) * 2, raised(2, 11))
def test_equal_sums_have_equal_hashes(left: Whole, right: Whole) -> None:
    assert hash(left) == hash(left + right - right)
    if value(left) == value(right):
        assert hash(left) == hash(right)


@given(st.lists(st.integers(-9, 9).filter(bool), min_size=3, max_size=3), st.integers(-2, 2))
@settings(FEW, max_examples=examples(50))
@example([1, 1, -1], 0)
def test_powers_of_like_length_compare_as_numbers_or_are_refused(coefficients: list[int], shift: int) -> None:
    powers = [raised(2, 150_000 + shift), raised(3, 94_640), raised(7, 53_431)]  # each of 150,000 bits
    total = sum((by * each for by, each in zip(coefficients, powers, strict=True)), start=0)
    try:
        positive = total > 0
    except OverflowError:
        return
    assert positive == (value(total) > 0)


@given(st.integers(-60, 60), monomials(), sums())
@FEW
def test_a_division_by_a_power_is_the_floor_and_the_remainder(quotient: int, divisor: Whole, rest: Whole) -> None:
    assume(0 <= value(rest) < value(divisor))
    dividend = divisor * quotient + rest
    assert value(dividend // divisor) == quotient
    assert value(dividend % divisor) == value(rest)


@given(sums(), monomials())
@settings(FEW, max_examples=examples(400))
def test_a_division_is_exact_or_is_refused(dividend: Whole, divisor: Whole) -> None:
    try:
        quotient, rest = dividend // divisor, dividend % divisor
    except OverflowError:
        assert abs(value(dividend) // value(divisor)) > 20  # only a long quotient is refused
        return
    assert (value(quotient), value(rest)) == divmod(value(dividend), value(divisor))


@given(sums(), st.integers(1, 30))
@FEW
def test_dividing_by_a_divisor_is_the_inverse_of_multiplying(number: Whole, divisor: int) -> None:
    assert value(over(number * divisor, divisor)) == value(number)


@given(sums())
@FEW
def test_a_half_is_given_only_of_an_even_number(number: Whole) -> None:
    half = halves(number)
    if half is not None:
        assert 2 * value(half) == value(number)
    twice = halves(number * 2)
    if all(by.denominator == 1 for by in getattr(number, "terms", {}).values()):
        assert twice is not None
        assert value(twice) == value(number)


@given(st.sampled_from(BASES), st.integers(1, 2000), st.integers(1, 4))
@FEW
def test_a_power_is_an_int_while_it_is_short(base: int, exponent: int, again: int) -> None:
    number = power(base, exponent)
    assert value(number) == base**exponent
    assert value(power(number, again)) == base ** (exponent * again)
    if isinstance(number, PowerSum):
        assert base**exponent > 2**500


@given(sums())
@FEW
def test_a_sum_is_written_as_what_it_is_worth(number: Whole) -> None:
    assert evaluate(whole(number), {}) == value(number)


def derived(chain: Network) -> Reading:
    """The network on one axis."""
    return symrf.derive(chain.text, axes=("w",), convention=chain.convention)["w"]


@contextmanager
def powers_kept() -> Iterator[None]:
    """Every repeat stays a power, and every power of more than four bits a sum of powers."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("symrf.formulas.limits.REPEAT_WRITTEN_OUT", 0)
        patch.setattr("symrf.exact.numbers.powers.LONGEST", 4)
        yield


DEEP = network(Layer("p", 2), Repeat((Layer("c", 3), Layer("p", 2)), 6))
WIDE = network(Repeat((Layer("c", 3), Layer("p", 3, 3, (1, 0), None, "ceil")), 5), Layer("c", 5, 1, (2, 2)))
SAME = network(Repeat((Layer("c", 3, 2, "same"),), 7))


@given(networks(repeated=True))
@settings(FEW, max_examples=examples(150))
@example(DEEP)
@example(WIDE)
@example(SAME)
def test_a_repeat_kept_as_powers_is_the_repeat_in_integers(chain: Network) -> None:
    plain = derived(chain)
    with powers_kept():
        kept = derived(chain)
        check_same(kept, plain)
        values = [kept.size.at(w) for w in range(plain.size.minimum, plain.size.minimum + 60)]
        with pytest.raises(symrf.SizeError, match=f"at w={plain.size.minimum - 1} "):
            kept.size.at(plain.size.minimum - 1)
    assert values == [oracles.size(w, chain) for w in range(plain.size.minimum, plain.size.minimum + 60)]


def check_same(kept: Reading, plain: Reading) -> None:
    """Compare each quantity of a reading in powers with the one in integers."""
    assert value(kept.size.minimum) == plain.size.minimum
    for field in ("kernel", "stride", "before", "after", "slack", "offset"):
        assert value(getattr(kept.state, field)) == getattr(plain.state, field)
    premise = kept.size.exact_when
    assert value(premise.modulus) == plain.size.exact_when.modulus
    assert tuple(map(value, premise.residues)) == plain.size.exact_when.residues
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
def test_the_equivalent_convolution_written_in_powers_is_read_back(chain: Network) -> None:
    plain = derived(chain)
    with powers_kept():
        text = str(derived(chain).equivalent)
    if plain.equivalent is not None:
        assert symrf.parse(text) == symrf.parse(str(plain.equivalent))


@pytest.mark.parametrize("chain", [DEEP, WIDE, SAME], ids=lambda chain: chain.text)
def test_steps_kept_as_powers_are_the_steps_in_integers(chain: Network) -> None:
    places = [Network(chain.items[: place + 1], chain.convention) for place in range(len(chain.items))]
    with powers_kept():
        taken = steps(derived(chain).track)
        assert any(isinstance(step.state.stride, PowerSum) for step in taken)
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
    with pytest.raises(symrf.SizeError, match=r"w must be at least 2\*\*1100$"):
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
    ("text", "hand", "closed", "least", "field"), HAND_DERIVED, ids=[row[0] for row in HAND_DERIVED]
)
@pytest.mark.parametrize("times", [1, 2, 5, 1001, HUGE, 10**20])
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
    minimum = value(reading.size.minimum)
    for w in range(minimum, minimum + 40):
        assert [evaluate(parse(form), {"w": w}) for form in found] == [
            evaluate(parse(form), {"w": w}) for form in expected
        ]
        assert reading.size.at(w) == evaluate(parse(expected[1]), {"w": w})


def with_repeats(tree: Written, times: int) -> Written:
    """A tree about HUGE repeats, as one about so many: its exponents are multiples of HUGE, and a little."""
    if isinstance(tree, Number):
        many = (tree.value + HUGE // 2) // HUGE
        return Number(tree.value + many * (times - HUGE))
    return rebuilt(tree, [with_repeats(part, times) for part in parts(tree)])


def rebuilt(tree: Written, inside: list[Written]) -> Written:
    """The node over other parts."""
    if isinstance(tree, Symbol):
        return tree
    if isinstance(tree, Sum | Product):
        return type(tree)(tuple(inside))
    assert isinstance(tree, Negative | Floor | Ceiling | Fraction | Power)
    return type(tree)(*inside)


@given(networks(most=3, most_pixels=60), st.integers(1, 4))
@settings(FEW, max_examples=examples(150))
@example(network(Layer("c", 3), Layer("p", 2)), 3)
@example(network(Layer("c", 3, 2, "same")), 4)
def test_a_huge_repeat_has_the_form_of_a_small_one(block: Network, times: int) -> None:
    assume(derived(block).jump > 1)
    huge = derived(Network((Repeat(block.items, HUGE),), block.convention))
    small = Network((Repeat(block.items, times),), block.convention)
    minimum = evaluate(with_repeats(whole(huge.size.minimum), times), {})
    modulus = evaluate(with_repeats(whole(huge.size.exact_when.modulus), times), {})
    (residue,) = (evaluate(with_repeats(whole(each), times), {}) for each in huge.size.exact_when.residues)
    forms = [with_repeats(huge.size.tree(form), times) for form in FORMS]
    assert minimum == 1 or oracles.size(int(minimum) - 1, small) is None
    for w in range(int(minimum), int(minimum) + 30):
        size = oracles.size(w, small)
        hand, nested, closed = (evaluate(form, {"w": w}) for form in forms)
        assert nested == closed == size
        assert (hand == size) == ((w - residue) % modulus == 0)
    first, last = oracles.spread(int(minimum), small, 0)
    assert evaluate(with_repeats(huge.tree("receptive_field"), times), {}) == last - first + 1
    assert evaluate(with_repeats(huge.tree("jump"), times), {}) == oracles.spread(int(minimum), small, 1)[0] - first


LONG = "the numbers are too long: more than 4,000 digits"
HIGH = "the powers are too high: above 1,000"
WRITTEN_OUT = "its numbers are too long to write, even as powers"

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
    ("(c3)*{n}", ["n >= 2^20000"], f"{LONG}\n  (c3)*{{n}}\n       ^^^"),
]


@pytest.mark.parametrize(("text", "where", "message"), TOO_LONG, ids=[" ".join([r[0], *r[1]]) for r in TOO_LONG])
def test_numbers_beside_symbols_that_are_too_long_are_refused(text: str, where: list[str], message: str) -> None:
    with pytest.raises(symrf.SymrfError) as refused:
        symrf.derive(text, axes=("w",), where=where).to_dict()
    assert str(refused.value) == message


@pytest.mark.parametrize("claimed", ["2^20000", "2^13000*2^13000", "w/(2^20000)", "w-10^4000"])
def test_claims_with_numbers_that_are_too_long_are_refused(claimed: str) -> None:
    with pytest.raises(symrf.FormulaError, match=LONG):
        symrf.check("c3", [f"size = {claimed}"])
    with pytest.raises(symrf.FormulaError, match=LONG):
        symrf.solve("c3", f"size = {claimed}")


@pytest.mark.parametrize("exponent", ["n+10^10", "10^10*n", "10^10*(n+1)"])
def test_claims_with_powers_that_are_too_long_for_each_value_are_undecided(exponent: str) -> None:
    decision = symrf.check("(c3 p2)*{n}", [f"rf = 2^({exponent})"], axes=("w",))[0].findings[0].decision
    assert (decision.status, decision.tried) == ("undecided", 0)
    assert "its numbers are too long to try" in (decision.reason or "")


def test_values_of_thousands_of_digits_are_written() -> None:
    report = symrf.check("(c3 p2)*{n}", ["rf = 2^(n+20000)", "rf = 2^(n+400)"], axes=("w",))
    assert [verdict.status for verdict in report] == ["conditional", "refuted"]
    text = json.dumps(report.to_dict())
    assert f'"claim_value": "{digits(2**20001)}"' in text
    assert f'"claim_value": "{2**401}"' in text


def test_numbers_of_400_digits_are_worked_out() -> None:
    many = int("7" * 400)
    kernel = symrf.derive(f"c{{n+{many}}}", axes=("w",))["w"]
    assert str(kernel.receptive_field) == f"n + {many}"
